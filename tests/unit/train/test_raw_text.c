/* Text without annotation: documents are cut into sentences and tokens, a treebank's are its own.
 */
#include "unit/base/oom_walk.h"

#include "base/buf.h"
#include "tools/train/raw_text.h"
#include "unit/base/temp_dir.h"

static temp_dir dir; /* of this program */

static int make_dir(void **state)
{
    (void)state;
    return temp_dir_make(&dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    temp_dir_remove(&dir);
    return 0;
}

static int join_tokens(cn_tree *tree, void *user, cairn_error *err)
{
    cn_buf *joined = user;

    (void)err;
    for (uint32_t i = 0; i < tree->n; i++) {
        cn_buf_add(joined, tree->text + tree->tokens[i].first, tree->tokens[i].len);
        cn_buf_add_char(joined, i + 1 < tree->n ? ' ' : '/');
    }
    return CAIRN_OK;
}

static void expect_text(const char *name, const char *expected)
{
    cn_buf joined;

    cn_buf_init(&joined, SIZE_MAX);
    assert_int_equal(cn_raw_text_read(temp_name(&dir, name), join_tokens, &joined, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&joined), expected);
    cn_buf_done(&joined);
}

static void documents_are_cut_into_sentences(void **state)
{
    (void)state;
    temp_file_put(&dir, "a.jsonl",
                  "{\"id\": 1, \"text\": \"It rained. Hale's boat sank.\"}\n{\"title\": \"x\"}\n"
                  "{\"text\": \"Don't\"}");
    expect_text("a.jsonl", "It rained ./Hale 's boat sank ./Do n't/");
}

static void a_treebank_keeps_its_own_tokens(void **state)
{
    (void)state;
    temp_file_put(&dir, "a.conllu",
                  "1\tice-cold\tice-cold\tADJ\t_\t_\t0\troot\t_\t_\n\n"
                  "1\train\train\tNOUN\t_\t_\t0\troot\t_\t_\n");
    expect_text("a.conllu", "ice-cold/rain/");
}

static void what_cannot_be_read_is_reported(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    assert_int_equal(cn_raw_text_read("/no/such.jsonl", join_tokens, NULL, &err), CAIRN_EIO);
    assert_int_equal(cn_raw_text_read("/no/such.conllu", join_tokens, NULL, &err), CAIRN_EIO);
    temp_file_put(&dir, "bad.jsonl", "no json\n");
    assert_int_equal(cn_raw_text_read(temp_name(&dir, "bad.jsonl"), join_tokens, NULL, &err),
                     CAIRN_EPARSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_cut_into_sentences),
        cmocka_unit_test(a_treebank_keeps_its_own_tokens),
        cmocka_unit_test(what_cannot_be_read_is_reported),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
