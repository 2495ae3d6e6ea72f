/* The file of weights. */
#include "retrieve/span_model.h"

#include "read_pages.h"

#include "base/file.h"
#include "retrieve/span_features.h"

/* Two trees of depth one over the first two features. */
static void make_model(cn_reader_model *model, cn_reader_split splits[2], float leaves[4])
{
    splits[0] = (cn_reader_split){0.5F, 0, 0};
    splits[1] = (cn_reader_split){2.0F, 1, 0};
    leaves[0] = -1;
    leaves[1] = 1;
    leaves[2] = -0.25F;
    leaves[3] = 0.25F;
    *model = (cn_reader_model){.depth = 1, .n_trees = 2, .splits = splits, .leaves = leaves};
    for (size_t i = 0; i < CN_READER_KNOTS; i++)
        model->chances[i] = (float)i / (2 * (CN_READER_KNOTS - 1));
}

static void write_model(fixture *f, char path[160])
{
    cn_reader_split splits[2];
    float leaves[4];
    cn_reader_model model;

    make_model(&model, splits, leaves);
    snprintf(path, 160, "%s/reader.weights", f->folder);
    assert_int_equal(cn_reader_model_write(&model, path, NULL), CAIRN_OK);
}

static void what_is_written_is_read_again(void **state)
{
    float features[CN_SPAN_FEATURES] = {0.7F, 1.0F};
    cn_reader_model *model;
    char path[160];
    fixture f;

    (void)state;
    fixture_open(&f);
    write_model(&f, path);
    assert_int_equal(cn_reader_model_open(&model, path, NULL), CAIRN_OK);
    assert_true(cn_reader_model_score(model, features) == 0.75);
    features[0] = 0.4F;
    features[1] = 2.0F;
    assert_true(cn_reader_model_score(model, features) == -0.75);
    assert_float_equal(cn_reader_model_chance(model, 1), 0.5, 1e-6);
    assert_float_equal(cn_reader_model_chance(model, 0.52), 0.26, 1e-6);
    assert_float_equal(cn_reader_model_chance(model, -1), 0, 1e-6);
    cn_reader_model_close(model);
    fixture_close(&f);
}

static void many_spans_score_as_each_alone(void **state)
{
    enum { SPANS = 70 }; /* more than a block */
    static float features[SPANS][CN_SPAN_FEATURES];
    double scores[SPANS];
    cn_reader_split splits[2];
    float leaves[4];
    cn_reader_model model;

    (void)state;
    make_model(&model, splits, leaves);
    for (size_t i = 0; i < SPANS; i++) {
        features[i][0] = (float)(i % 3) / 2;
        features[i][1] = (float)(i % 5);
        features[i][CN_SF_near3] = (float)i;
    }
    cn_reader_model_scores(&model, features[0], SPANS, scores);
    for (size_t i = 0; i < SPANS; i++)
        assert_true(scores[i] == cn_reader_model_score(&model, features[i]));
    cn_reader_model_scores(NULL, features[0], SPANS, scores);
    for (size_t i = 0; i < SPANS; i++)
        assert_true(scores[i] == cn_reader_model_score(NULL, features[i]));
}

static void a_flipped_byte_is_refused(void **state)
{
    char path[160];
    cn_buf file;
    fixture f;

    (void)state;
    fixture_open(&f);
    write_model(&f, path);
    cn_buf_init(&file, 1 << 20);
    assert_int_equal(cn_file_read(path, 1 << 20, &file, NULL), CAIRN_OK);
    for (size_t i = 0; i < file.len; i += 7) {
        cn_reader_model *model;
        cn_writer *writer;

        file.data[i] ^= 0x20;
        assert_int_equal(cn_writer_new(path, false, &writer, NULL), CAIRN_OK);
        assert_int_equal(cn_writer_add(writer, file.data, file.len, NULL), CAIRN_OK);
        assert_int_equal(cn_writer_commit(writer, NULL), CAIRN_OK);
        cn_writer_free(writer);
        assert_true(cn_reader_model_open(&model, path, NULL) < 0);
        assert_null(model);
        file.data[i] ^= 0x20;
    }
    cn_buf_done(&file);
    fixture_close(&f);
}

static void a_missing_file_is_told(void **state)
{
    cn_reader_model *model;

    (void)state;
    assert_int_equal(cn_reader_model_open(&model, "/nowhere/reader.weights", NULL),
                     CAIRN_ENOTFOUND);
    assert_null(model);
}

static void the_shipped_file_can_be_read(void **state)
{
    cn_reader_model *model;

    (void)state;
    assert_int_equal(
        cn_reader_model_open(&model, CAIRN_SOURCE_DIR "/data/models/en/reader.weights", NULL),
        CAIRN_OK);
    for (size_t i = 0; i < CN_READER_KNOTS; i++) {
        assert_true(model->chances[i] >= 0 && model->chances[i] <= 1);
        assert_true(i == 0 || model->chances[i] >= model->chances[i - 1]);
    }
    cn_reader_model_close(model);
}

static void without_a_model_shares_are_chances(void **state)
{
    const float features[CN_SPAN_FEATURES] = {0};

    (void)state;
    assert_true(cn_reader_model_score(NULL, features) < 0);
    assert_true(cn_reader_model_chance(NULL, 0.3) == 0.3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(many_spans_score_as_each_alone),
        cmocka_unit_test(a_flipped_byte_is_refused),
        cmocka_unit_test(a_missing_file_is_told),
        cmocka_unit_test(the_shipped_file_can_be_read),
        cmocka_unit_test(without_a_model_shares_are_chances),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
