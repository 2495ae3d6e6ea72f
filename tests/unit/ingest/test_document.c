/* Documents: canonical text and blocks. */
#include "unit/ingest/collect.h"

static cn_document *new_document(void)
{
    cn_document *doc = NULL;

    assert_int_equal(cn_document_new("u:1", "a.txt", CAIRN_FORMAT_TEXT, &doc, NULL), CAIRN_OK);
    return doc;
}

static void add(cn_document *doc, cn_block_kind kind, const char *text)
{
    assert_int_equal(cn_document_add(doc, kind, 0, text, strlen(text), 1, 2, NULL), CAIRN_OK);
}

static void new_document_has_no_null_strings(void **state)
{
    cn_document *doc = new_document();

    (void)state;
    assert_string_equal(doc->uri, "u:1");
    assert_string_equal(doc->source, "a.txt");
    assert_string_equal(doc->title, "");
    assert_string_equal(doc->meta, "");
    cn_document_free(doc);
    cn_document_free(NULL);
}

static void blocks_stand_a_blank_line_apart(void **state)
{
    cn_document *doc = new_document();

    (void)state;
    add(doc, CN_BLOCK_PARAGRAPH, "  one \n");
    add(doc, CN_BLOCK_PARAGRAPH, "two");
    assert_string_equal(doc->text.data, "one\n\ntwo");
    assert_block(doc, 0, CN_BLOCK_PARAGRAPH, "one");
    assert_block(doc, 1, CN_BLOCK_PARAGRAPH, "two");
    assert_int_equal(doc->blocks[1].src_first, 1);
    assert_int_equal(doc->blocks[1].src_len, 2);
    assert_sound(doc);
    cn_document_free(doc);
}

static void white_space_alone_adds_nothing(void **state)
{
    cn_document *doc = new_document();

    (void)state;
    add(doc, CN_BLOCK_PARAGRAPH, " \n\t\f ");
    add(doc, CN_BLOCK_PARAGRAPH, "");
    assert_int_equal(doc->n_blocks, 0);
    assert_int_equal(doc->text.len, 0);
    cn_document_free(doc);
}

static void code_keeps_the_indentation_of_its_first_line(void **state)
{
    cn_document *doc = new_document();

    (void)state;
    add(doc, CN_BLOCK_CODE, "\n    if x:\n        y\n");
    assert_block(doc, 0, CN_BLOCK_CODE, "    if x:\n        y");
    cn_document_free(doc);
}

static void nul_becomes_a_space(void **state)
{
    cn_document *doc = new_document();

    (void)state;
    assert_int_equal(cn_document_add(doc, CN_BLOCK_PARAGRAPH, 0, "a\0b\0", 4, 0, 0, NULL),
                     CAIRN_OK);
    assert_int_equal(cn_document_set(&doc->title, "x\0y", 3, NULL), CAIRN_OK);
    assert_block(doc, 0, CN_BLOCK_PARAGRAPH, "a b");
    assert_string_equal(doc->title, "x y");
    cn_document_free(doc);
}

static void lack_of_memory_leaves_nothing_behind(void **state)
{
    int64_t live = cn_mem_live();
    cn_document *doc = NULL;

    (void)state;
    for (uint64_t n = 1; n <= 5; n++) {
        cn_mem_fail_at(n, true);
        assert_int_equal(cn_document_new("u", "", CAIRN_FORMAT_TEXT, &doc, NULL), CAIRN_ENOMEM);
        cn_mem_fail_at(0, false);
        assert_null(doc);
        assert_int_equal(cn_mem_live(), live);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_document_has_no_null_strings),
        cmocka_unit_test(blocks_stand_a_blank_line_apart),
        cmocka_unit_test(white_space_alone_adds_nothing),
        cmocka_unit_test(code_keeps_the_indentation_of_its_first_line),
        cmocka_unit_test(nul_becomes_a_space),
        cmocka_unit_test(lack_of_memory_leaves_nothing_behind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
