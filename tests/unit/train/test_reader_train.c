/* The command: it reads features, learns and writes a model that can be opened. */
#include "unit/base/oom_walk.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "retrieve/span_model.h"
#include "tools/train/commands.h"
#include "tools/train/reader_data.h"
#include "unit/base/temp_dir.h"

enum { QUESTIONS = 1500, SPANS = 8 }; /* enough rows for the edges of bins */

/* The right span of a question is the one that the first feature tells. */
static void write_features(const char *path)
{
    FILE *out = fopen(path, "wb");

    assert_non_null(out);
    for (uint32_t q = 0; q < QUESTIONS; q++) {
        const cn_reader_question head = {q % 10, 0, 1, SPANS};

        fwrite(&head, sizeof head, 1, out);
        for (uint32_t i = 0; i < SPANS; i++) {
            cn_reader_span span = {.answer = i, .overlap = i == q % SPANS ? 1 : 0};

            span.features[CN_SF_own_share] = i == q % SPANS ? 0.9F : 0.1F;
            fwrite(&span, sizeof span, 1, out);
        }
    }
    assert_int_equal(fclose(out), 0);
}

static void a_model_is_learned_and_written(void **state)
{
    char features[160], weights[160];
    char *arguments[] = {"--folds", "2", "--trees", "5", "--depth", "2", weights, features};
    float right[CN_SPAN_FEATURES] = {0}, wrong[CN_SPAN_FEATURES] = {0};
    cn_reader_model *model;
    temp_dir dir;

    (void)state;
    assert_true(temp_dir_make(&dir));
    snprintf(features, sizeof features, "%s", temp_name(&dir, "x.features"));
    snprintf(weights, sizeof weights, "%s", temp_name(&dir, "x.weights"));
    write_features(features);
    assert_int_equal(train_reader(8, arguments), 0);
    assert_int_equal(cn_reader_model_open(&model, weights, NULL), CAIRN_OK);
    right[CN_SF_own_share] = 0.9F;
    wrong[CN_SF_own_share] = 0.1F;
    assert_true(cn_reader_model_score(model, right) > cn_reader_model_score(model, wrong));
    cn_reader_model_close(model);
    temp_dir_remove(&dir);
    rmdir(dir.path);
}

static void wrong_arguments_are_told(void **state)
{
    char *none[] = {"OUT"};
    char *unknown[] = {"--speed", "2", "OUT", "IN"};

    (void)state;
    assert_int_equal(train_reader(1, none), 2);
    assert_int_equal(train_reader(4, unknown), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_is_learned_and_written),
        cmocka_unit_test(wrong_arguments_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
