/* The command: it asks a store its questions and writes spans with labels. */
#include "unit/api/small_kb.h"

#include "tools/train/commands.h"
#include "tools/train/reader_data.h"

static void spans_carry_features_and_labels(void **state)
{
    static const char questions[] =
        "{\"id\": 1, \"question\": \"Who designed the Teyle Bridge?\", \"answers\": [\"Ada "
        "Marsh\"]}\n{\"id\": 2, \"question\": \"Who sold the Teyle Bridge?\", \"answers\": []}\n";
    char out[160], store[160], lines[160];
    char *arguments[] = {out, "1", store, lines};
    cn_reader_question head;
    bool is_found = false;
    unsigned n_questions = 0;
    temp_dir dir;
    cairn *kb;
    FILE *file;

    (void)state;
    assert_true(temp_dir_make(&dir));
    snprintf(out, sizeof out, "%s", temp_name(&dir, "out"));
    snprintf(store, sizeof store, "%s", temp_name(&dir, "kb.db"));
    snprintf(lines, sizeof lines, "%s", temp_name(&dir, "lines"));
    kb = small_open(store);
    for (size_t i = 0; i < SMALL_TEXTS; i++)
        small_ingest(kb, i);
    small_build(kb);
    cairn_close(kb);
    file = fopen(lines, "wb");
    assert_non_null(file);
    fwrite(questions, sizeof questions - 1, 1, file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(reader_features(4, arguments), 0);
    file = fopen(out, "rb");
    assert_non_null(file);
    while (fread(&head, sizeof head, 1, file) == 1) {
        assert_int_equal(head.set, 1);
        assert_int_equal(head.is_answerable, n_questions == 0);
        for (uint32_t i = 0; i < head.n; i++) {
            cn_reader_span span;

            assert_int_equal(fread(&span, sizeof span, 1, file), 1);
            assert_true(span.answer <= i);
            assert_true(n_questions == 0 || span.overlap == 0);
            is_found |= span.overlap >= 1;
        }
        n_questions++;
    }
    fclose(file);
    assert_int_equal(n_questions, 2);
    assert_true(is_found);
    small_remove(&dir, "kb.db");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_carry_features_and_labels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
