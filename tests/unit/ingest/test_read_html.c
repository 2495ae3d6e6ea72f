/* HTML through libxml2: encodings, and pages made to hurt. */
#include "unit/ingest/collect.h"

static void declared_charset_is_used(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.html", "<meta charset=iso-8859-2><p>Dvo\xF8\xE1k");
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_PARAGRAPH, "Dvo\xC5\x99\xC3\xA1k");
    collected_done(&all);
}

static void utf8_needs_no_declaration(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.html", "<p>\xC3\x89tienne \xE2\x80\x93 \xF0\x9F\x98\x80 &eacute;&#8217;");
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_PARAGRAPH,
                 "\xC3\x89tienne \xE2\x80\x93 \xF0\x9F\x98\x80 \xC3\xA9\xE2\x80\x99");
    collected_done(&all);
}

static void nul_and_control_characters_do_not_end_the_page(void **state)
{
    static const char page[] = "<p>The first of the words\0 and\x01 the last of the words</p>";
    collected all;

    (void)state;
    collect_bytes(&all, "a.html", page, sizeof(page) - 1, CAIRN_FORMAT_HTML);
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_PARAGRAPH,
                 "The first of the words and the last of the words");
    collected_done(&all);
}

static void broken_pages_keep_their_text(void **state)
{
    static const char *const pages[] = {
        "<p>word",       "word</div></p>", "<table><td>word",  "<b><p>word</b></i>",
        "word<!-- open", "word<a href='x", "<ul><ol><dd>word", "word<script>",
        "word &am",      "word<"};
    collected all;

    (void)state;
    for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
        collect(&all, "a.html", pages[i]);
        assert_collected(&all, 1, 0);
        assert_true(all.docs[0]->text.len >= 4 && memcmp(all.docs[0]->text.data, "word", 4) == 0);
        collected_done(&all);
    }
}

static void page_without_text_is_an_error(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.html", "<html><title>Only a title</title><body></body></html>");
    assert_error(&all, CAIRN_EPARSE, "a.html: there is no text in it");
}

/* n times unit, then a paragraph. */
static void repeat(collected *all, const char *unit, size_t n)
{
    static const char end[] = "<p>word";
    size_t unit_len = strlen(unit), len = unit_len * n + strlen(end);
    char *page = cn_alloc(len);

    assert_non_null(page);
    for (size_t i = 0; i < n; i++)
        memcpy(page + i * unit_len, unit, unit_len);
    memcpy(page + len - strlen(end), end, strlen(end));
    collect_bytes(all, "a.html", page, len, CAIRN_FORMAT_HTML);
    cn_free(page);
}

static void deep_nesting_is_read(void **state)
{
    static const char *const units[] = {"<b>",          "<div>",    "<ul><li>", "<table><tr><td>",
                                        "<blockquote>", "<dl><dd>", "<b></i>",  "<i><p>",
                                        "<h1>",         "<table>",  "<p>",      "<font>x</b>"};
    collected all;

    (void)state;
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        repeat(&all, units[i], 100000);
        assert_collected(&all, 1, 0);
        assert_non_null(strstr(all.docs[0]->text.data, "word"));
        collected_done(&all);
    }
}

static void tag_of_many_attributes_ends(void **state)
{
    enum { ATTRIBUTES = 100000, SIZE = ATTRIBUTES * 8 + 100 };
    char *page = cn_alloc(SIZE);
    size_t len = (size_t)snprintf(page, SIZE, "<p>word<a ");
    collected all;

    (void)state;
    for (int i = 0; i < ATTRIBUTES; i++)
        len += (size_t)snprintf(page + len, SIZE - len, "a%d ", i);
    collect_bytes(&all, "a.html", page, len, CAIRN_FORMAT_HTML);
    assert_collected(&all, 1, 0);
    collected_done(&all);
    cn_free(page);
}

static void lack_of_memory_is_survived(void **state)
{
    (void)state;
    assert_survives_lack_of_memory("a.html",
                                   "<title>T</title><h1>H</h1><p>x<dl><dt>a<dd>b</dl>"
                                   "<table><tr><th>A<th>B<tr><td>1<td>2</table><table><tr><th>K"
                                   "<td>V</table>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(declared_charset_is_used),
        cmocka_unit_test(utf8_needs_no_declaration),
        cmocka_unit_test(nul_and_control_characters_do_not_end_the_page),
        cmocka_unit_test(broken_pages_keep_their_text),
        cmocka_unit_test(page_without_text_is_an_error),
        cmocka_unit_test(deep_nesting_is_read),
        cmocka_unit_test(tag_of_many_attributes_ends),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
