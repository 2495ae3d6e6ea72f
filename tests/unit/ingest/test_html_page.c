/* HTML pages: what is text, what it is, and what is around it. */
#include "unit/ingest/collect.h"

static void blocks_have_kinds_and_levels(void **state)
{
    collected all;
    const cn_document *doc;

    (void)state;
    collect(&all, "a.html",
            "<title>T</title><h2>Head <i>it</i></h2><p>One\n two&nbsp;&amp;<br>three</p><ul><li>a"
            "<ul><li>b</ul></ul><pre>x\n  y</pre><blockquote>said</blockquote>loose"
            "<dl><dt>Term<dd>what<dd>more<dt>Lone</dl>");
    assert_collected(&all, 1, 0);
    doc = all.docs[0];
    assert_int_equal(doc->n_blocks, 10);
    assert_block(doc, 0, CN_BLOCK_HEADING, "Head it");
    assert_int_equal(doc->blocks[0].level, 2);
    assert_block(doc, 1, CN_BLOCK_PARAGRAPH, "One two &\nthree");
    assert_block(doc, 2, CN_BLOCK_LIST_ITEM, "a");
    assert_block(doc, 3, CN_BLOCK_LIST_ITEM, "b");
    assert_block(doc, 4, CN_BLOCK_CODE, "x\n  y");
    assert_block(doc, 5, CN_BLOCK_QUOTE, "said");
    assert_block(doc, 6, CN_BLOCK_PARAGRAPH, "loose");
    assert_block(doc, 7, CN_BLOCK_LIST_ITEM, "Term: what");
    assert_block(doc, 8, CN_BLOCK_LIST_ITEM, "Term: more");
    assert_block(doc, 9, CN_BLOCK_LIST_ITEM, "Lone");
    assert_int_equal(doc->blocks[1].src_len, 0);
    collected_done(&all);
}

static void boilerplate_is_dropped(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.html",
            "<style>s</style><script>if (a<b) x</script><noscript>n</noscript><nav><p>menu</nav>"
            "<header>Site <h1>Top</h1></header><template>t</template><aside>a</aside>"
            "<form>f<button>b</button></form><div role=navigation>r</div><p hidden>h</p>"
            "<p style='display: none'>d</p><span aria-hidden=true>i</span><svg><title>p</title>"
            "<text>v</text></svg><main><header>By Ann<ul><li>menu</ul></header><p>Text</main>"
            "<footer>end</footer><iframe>if</iframe>");
    assert_collected(&all, 1, 0);
    assert_int_equal(all.docs[0]->n_blocks, 3);
    assert_block(all.docs[0], 0, CN_BLOCK_HEADING, "Top");
    assert_block(all.docs[0], 1, CN_BLOCK_PARAGRAPH, "By Ann");
    assert_block(all.docs[0], 2, CN_BLOCK_PARAGRAPH, "Text");
    collected_done(&all);
}

static void page_that_is_all_form_is_read_anyway(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.html", "<form><p>All of it</p><script>no</script></form>");
    assert_collected(&all, 1, 0);
    assert_string_equal(all.docs[0]->text.data, "All of it");
    collected_done(&all);
}

static void assert_title(const char *page, const char *expected)
{
    collected all;

    collect(&all, "some-page.html", page);
    assert_collected(&all, 1, 0);
    assert_string_equal(all.docs[0]->title, expected);
    collected_done(&all);
}

static void title_comes_from_title_else_heading_else_name(void **state)
{
    (void)state;
    assert_title("<title> A\n B </title><h1>H</h1>", "A B");
    assert_title("<p>x<h1>First <b>one</b></h1><h1>Second</h1>", "First one");
    assert_title("<title>A</title><title>B</title><p>x", "A");
    assert_title("<p>x", "Some page");
}

static void name_of_the_site_is_cut_from_the_title(void **state)
{
    (void)state;
    assert_title("<title>Halvery &ndash; Almanac</title><h1>Halvery</h1>", "Halvery");
    assert_title("<title>Halvery | Almanac</title><h1>Halvery</h1>", "Halvery");
    assert_title("<title>Halvery Harbour</title><h1>Halvery</h1>", "Halvery Harbour");
    assert_title("<title>Halvery and more</title><h1>Halvery</h1>", "Halvery and more");
}

static void two_breaks_end_a_paragraph(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.html", "one<br>two<br><br>three");
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_PARAGRAPH, "one\ntwo");
    assert_block(all.docs[0], 1, CN_BLOCK_PARAGRAPH, "three");
    collected_done(&all);
}

static void soft_hyphens_are_no_text(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.html", "<p>Wasser&shy;turm <sup class=reference>[1]</sup>x");
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_PARAGRAPH, "Wasserturm x");
    collected_done(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_have_kinds_and_levels),
        cmocka_unit_test(boilerplate_is_dropped),
        cmocka_unit_test(page_that_is_all_form_is_read_anyway),
        cmocka_unit_test(title_comes_from_title_else_heading_else_name),
        cmocka_unit_test(name_of_the_site_is_cut_from_the_title),
        cmocka_unit_test(two_breaks_end_a_paragraph),
        cmocka_unit_test(soft_hyphens_are_no_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
