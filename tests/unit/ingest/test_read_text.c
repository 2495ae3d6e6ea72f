/* Plain text: verbatim, cut at blank lines. */
#include "unit/ingest/collect.h"

static void text_is_the_file_byte_for_byte(void **state)
{
    static const char text[] = "\n Title\n\n  First line,\nsecond.\n\n\nName: x\nAge: 3\n\n";
    collected all;

    (void)state;
    collect(&all, "a.txt", text);
    assert_collected(&all, 1, 0);
    assert_true(all.docs[0]->is_verbatim);
    assert_string_equal(all.docs[0]->text.data, text);
    assert_block(all.docs[0], 1, CN_BLOCK_PARAGRAPH, "First line,\nsecond.");
    assert_block(all.docs[0], 2, CN_BLOCK_PARAGRAPH, "Name: x\nAge: 3");
    assert_source(all.docs[0], 2, text, "Name: x\nAge: 3");
    collected_done(&all);
}

static void byte_order_mark_is_skipped_and_counted(void **state)
{
    static const char text[] = "\xEF\xBB\xBFOne.\n\nTwo.";
    collected all;

    (void)state;
    collect(&all, "a.txt", text);
    assert_collected(&all, 1, 0);
    assert_string_equal(all.docs[0]->text.data, "One.\n\nTwo.");
    assert_source(all.docs[0], 1, text, "Two.");
    collected_done(&all);
}

static void short_first_line_alone_is_the_title(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.txt", "Skarn Point Light\n\nIt is a lighthouse.\n");
    assert_string_equal(all.docs[0]->title, "Skarn Point Light");
    collected_done(&all);
    collect(&all, "some-file.txt", "It is a lighthouse.\n\nIt is high.\n");
    assert_string_equal(all.docs[0]->title, "Some file");
    collected_done(&all);
    collect(&all, "some-file.txt", "TOWN COUNCIL\nMinutes\n\nIt met.\n");
    assert_string_equal(all.docs[0]->title, "Some file");
    collected_done(&all);
}

static void form_feeds_and_blank_lines_end_paragraphs(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.txt", "a\fb\r\n \t\r\nc\n\f\nd");
    assert_collected(&all, 1, 0);
    assert_int_equal(all.docs[0]->n_blocks, 4);
    assert_block(all.docs[0], 3, CN_BLOCK_PARAGRAPH, "d");
    collected_done(&all);
}

static void carriage_returns_alone_end_lines(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.txt", "one\r\rtwo\rthree");
    assert_collected(&all, 1, 0);
    assert_int_equal(all.docs[0]->n_blocks, 2);
    assert_block(all.docs[0], 1, CN_BLOCK_PARAGRAPH, "two\rthree");
    collected_done(&all);
}

static void nul_is_white_space_and_keeps_offsets(void **state)
{
    static const char text[] = "one\0two and more of it\n\0\nthree";
    collected all;

    (void)state;
    collect_bytes(&all, "a.txt", text, sizeof(text) - 1, CAIRN_FORMAT_TEXT);
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_PARAGRAPH, "one two and more of it");
    assert_block(all.docs[0], 1, CN_BLOCK_PARAGRAPH, "three");
    assert_source(all.docs[0], 1, text, "three");
    collected_done(&all);
}

static void other_encodings_have_no_source_ranges(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.txt",
            "Caf\xE9 Lemery\n\nIl est n\xE9 \xE0 Gen\xE8ve, o\xF9 il v\xE9"
            "cut.");
    assert_collected(&all, 1, 0);
    assert_false(all.docs[0]->is_verbatim);
    assert_string_equal(all.docs[0]->title, "Caf\xC3\xA9 Lemery");
    assert_int_equal(all.docs[0]->blocks[1].src_len, 0);
    collected_done(&all);
}

static void white_space_alone_is_no_text(void **state)
{
    collected all;

    (void)state;
    collect(&all, "dir/a.txt", " \n\n \f ");
    assert_error(&all, CAIRN_EPARSE, "dir/a.txt: there is no text in it");
}

static void ten_megabytes_in_one_line_are_read(void **state)
{
    size_t len = (size_t)10 << 20;
    char *text = cn_alloc(len);
    collected all;

    (void)state;
    assert_non_null(text);
    memset(text, 'x', len);
    collect_bytes(&all, "a.txt", text, len, CAIRN_FORMAT_TEXT);
    assert_collected(&all, 1, 0);
    collected_done(&all);
    for (size_t i = 1; i < len; i += 2)
        text[i] = '\f';
    collect_bytes(&all, "a.txt", text, len / 4, CAIRN_FORMAT_TEXT);
    assert_collected(&all, 1, 0);
    collected_done(&all);
    cn_free(text);
}

static void more_paragraphs_than_blocks_share_the_last(void **state)
{
    size_t n = CN_BLOCKS_MAX + 10;
    char *text = cn_alloc(n * 3);
    collected all;

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < n; i++)
        memcpy(text + 3 * i, "a\n\n", 3);
    collect_bytes(&all, "a.txt", text, n * 3, CAIRN_FORMAT_TEXT);
    assert_int_equal(all.rc, CAIRN_OK);
    assert_int_equal(all.docs[0]->n_blocks, CN_BLOCKS_MAX);
    collected_done(&all);
    cn_free(text);
}

static void lack_of_memory_is_survived(void **state)
{
    (void)state;
    assert_survives_lack_of_memory("a.txt", "Title\n\nOne.\n\nTwo.\n");
    assert_survives_lack_of_memory("a.txt", "Caf\xE9\n\nOne \xE9.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_the_file_byte_for_byte),
        cmocka_unit_test(byte_order_mark_is_skipped_and_counted),
        cmocka_unit_test(short_first_line_alone_is_the_title),
        cmocka_unit_test(form_feeds_and_blank_lines_end_paragraphs),
        cmocka_unit_test(carriage_returns_alone_end_lines),
        cmocka_unit_test(nul_is_white_space_and_keeps_offsets),
        cmocka_unit_test(other_encodings_have_no_source_ranges),
        cmocka_unit_test(white_space_alone_is_no_text),
        cmocka_unit_test(ten_megabytes_in_one_line_are_read),
        cmocka_unit_test(more_paragraphs_than_blocks_share_the_last),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
