/* Markdown: plain text of blocks, and the lines they stand on. */
#include "unit/ingest/collect.h"

static void inline_markup_leaves_its_text(void **state)
{
    collected all;

    (void)state;
    collect(
        &all, "a.md",
        "A **bold** [link](x.html \"t\") ![alt *text*](i.png) `code` ~~gone~~ &eacute;&nbsp;&amp; "
        "<b>raw</b> https://x.org line<br>break");
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_PARAGRAPH,
                 "A bold link alt text code gone \xC3\xA9 & raw https://x.org line\nbreak");
    collected_done(&all);
}

static void blocks_have_kinds_levels_and_lines(void **state)
{
    static const char text[] = "# Top *it*\n\nA\nb.\n\nSub\n---\n\n- one\n  - two\n- [x] three\n\n"
                               "> said\n\n```c\n  int x;\n```\n\n<div>raw</div>\n\n***\n";
    collected all;
    const cn_document *doc;

    (void)state;
    collect(&all, "a.md", text);
    assert_collected(&all, 1, 0);
    doc = all.docs[0];
    assert_int_equal(doc->n_blocks, 8);
    assert_block(doc, 0, CN_BLOCK_HEADING, "Top it");
    assert_int_equal(doc->blocks[0].level, 1);
    assert_source(doc, 0, text, "# Top *it*");
    assert_block(doc, 1, CN_BLOCK_PARAGRAPH, "A b.");
    assert_source(doc, 1, text, "A\nb.");
    assert_block(doc, 2, CN_BLOCK_HEADING, "Sub");
    assert_int_equal(doc->blocks[2].level, 2);
    assert_block(doc, 3, CN_BLOCK_LIST_ITEM, "one");
    assert_block(doc, 4, CN_BLOCK_LIST_ITEM, "two");
    assert_source(doc, 4, text, "  - two");
    assert_block(doc, 5, CN_BLOCK_LIST_ITEM, "three");
    assert_block(doc, 6, CN_BLOCK_QUOTE, "said");
    assert_block(doc, 7, CN_BLOCK_CODE, "  int x;");
    assert_string_equal(doc->title, "Top it");
    collected_done(&all);
}

static void table_rows_become_lines(void **state)
{
    static const char text[] = "| Mayor | From |  |\n|--|--|--|\n| **Sarrow** | 1886 | x |\n"
                               "| Lisk | | |\n";
    collected all;

    (void)state;
    collect(&all, "a.md", text);
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_ROW, "Mayor: Sarrow\nFrom: 1886\ncolumn 3: x");
    assert_source(all.docs[0], 0, text, "| **Sarrow** | 1886 | x |");
    assert_block(all.docs[0], 1, CN_BLOCK_ROW, "Mayor: Lisk");
    collected_done(&all);
    collect(&all, "a.md", "|A|B|\n|-|-|\n");
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_PARAGRAPH, "A, B");
    collected_done(&all);
}

static void key_value_lines_keep_their_lines(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.md", "**Born:** 1815\n**Died:** 1852\n\nIt was: so\nand not.");
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_PARAGRAPH, "Born: 1815\nDied: 1852");
    assert_block(all.docs[0], 1, CN_BLOCK_PARAGRAPH, "It was: so and not.");
    collected_done(&all);
}

static void front_matter_becomes_metadata(void **state)
{
    static const char text[] = "---\ntitle: \"The Title\"\nauthor: A B\ntags:\n  - x\n# note\n"
                               "date: '1904-11-09'\n---\n# Other\n\nText.\n";
    collected all;

    (void)state;
    collect(&all, "a.md", text);
    assert_collected(&all, 1, 0);
    assert_string_equal(all.docs[0]->title, "The Title");
    assert_string_equal(all.docs[0]->meta, "{\"author\":\"A B\",\"date\":\"1904-11-09\"}");
    assert_block(all.docs[0], 0, CN_BLOCK_HEADING, "Other");
    assert_source(all.docs[0], 1, text, "Text.");
    collected_done(&all);
}

static void rule_at_the_top_is_no_front_matter(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.md", "---\nJust a sentence.\n\n---\n\nMore.\n");
    assert_collected(&all, 1, 0);
    assert_string_equal(all.docs[0]->meta, "");
    assert_int_equal(all.docs[0]->n_blocks, 2);
    collected_done(&all);
    collect(&all, "a.md", "---\nkey: never closed\n");
    assert_collected(&all, 1, 0);
    collected_done(&all);
}

static void file_name_is_the_title_without_a_heading(void **state)
{
    collected all;

    (void)state;
    collect(&all, "x/my-notes.md", "## Second level\n\nText.\n");
    assert_string_equal(all.docs[0]->title, "My notes");
    collected_done(&all);
}

static void repeat(collected *all, const char *start, const char *unit, size_t n, const char *end)
{
    size_t unit_len = strlen(unit), start_len = strlen(start), end_len = strlen(end);
    size_t len = start_len + unit_len * n + end_len;
    char *text = cn_alloc(len + 1);

    assert_non_null(text);
    memcpy(text, start, start_len);
    for (size_t i = 0; i < n; i++)
        memcpy(text + start_len + i * unit_len, unit, unit_len);
    memcpy(text + len - end_len, end, end_len);
    collect_bytes(all, "a.md", text, len, CAIRN_FORMAT_MARKDOWN);
    cn_free(text);
}

static void deep_nesting_is_read(void **state)
{
    static const char *const units[] = {">", "- ", "[", "![", "*a ", "**a *b ", "<", "(", "`a"};
    collected all;

    (void)state;
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        repeat(&all, "", units[i], 100000, "word");
        assert_collected(&all, 1, 0);
        collected_done(&all);
    }
}

static void empty_cells_of_wide_tables_are_bounded(void **state)
{
    char head[2002] = "|";
    char text[4096];
    collected all;

    (void)state;
    for (int i = 0; i < 1000; i++)
        memcpy(head + 1 + 2 * i, "-|", 3);
    snprintf(text, sizeof(text), "%.2001s\n%.2001s\n", head, head);
    repeat(&all, text, "|\n", 10000, "");
    assert_error(&all, CAIRN_EPARSE, "a.md: a table has more cells than the file bytes");
}

static void lack_of_memory_is_survived(void **state)
{
    (void)state;
    assert_survives_lack_of_memory("a.md", "---\na: b\n---\n# T\n\nx\ny\n\n|A|B|\n|-|-|\n|1|2|\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inline_markup_leaves_its_text),
        cmocka_unit_test(blocks_have_kinds_levels_and_lines),
        cmocka_unit_test(table_rows_become_lines),
        cmocka_unit_test(key_value_lines_keep_their_lines),
        cmocka_unit_test(front_matter_becomes_metadata),
        cmocka_unit_test(rule_at_the_top_is_no_front_matter),
        cmocka_unit_test(file_name_is_the_title_without_a_heading),
        cmocka_unit_test(deep_nesting_is_read),
        cmocka_unit_test(empty_cells_of_wide_tables_are_bounded),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
