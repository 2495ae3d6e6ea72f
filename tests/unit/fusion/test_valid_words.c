/* Words about time, one expression at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "fusion/valid_words.h"

enum { DAY = 15000 }; /* 26 January 2011 */

static void check(const char *text, cn_valid_way way, const char *expected)
{
    char out[CN_VALID_TEXT_MAX] = "";
    cn_valid_words words;
    cn_valid_way got;
    size_t len = 0;
    cn_span span;

    cn_valid_words_cut(&words, text, strlen(text));
    cn_valid_words_read(&words, 0, DAY, &got, &span);
    if (got != way)
        fail_msg("\"%s\": way %d, not %d", text, (int)got, (int)way);
    if (span.begin.kind == CN_SIDE_DATE || span.end.kind == CN_SIDE_DATE)
        cn_span_text(&span, out, &len);
    if (strcmp(out, expected) != 0)
        fail_msg("\"%s\": \"%s\", not \"%s\"", text, out, expected);
}

static void prepositions_make_intervals(void **state)
{
    (void)state;
    check("since 2008", CN_WAY_DATE, "2008/..");
    check("from 2001 to 2009", CN_WAY_DATE, "2001/2009");
    check("From January 1998 until 3 May 2002", CN_WAY_DATE, "1998-01/2002-05-03");
    check("between 1998 and 2004", CN_WAY_DATE, "1998/2004");
    check("from 2005", CN_WAY_DATE, "2005/");
    check("from 1998 to the present", CN_WAY_DATE, "1998/..");
    check("from 1998 to present", CN_WAY_DATE, "1998/..");
    check("after 2003", CN_WAY_DATE, "2003/");
    check("until 2004", CN_WAY_DATE, "../2004");
    check("until the end of 2004", CN_WAY_DATE, "../2004~");
    check("up to 2004", CN_WAY_DATE, "../2004");
    check("until his death in 2004", CN_WAY_DATE, "../2004");
    check("through 2004", CN_WAY_DATE, "../2004");
    check("before 1990", CN_WAY_DATE, "/1990");
    check("prior to 1990", CN_WAY_DATE, "/1990");
}

static void a_time_something_is_said_of_is_a_point(void **state)
{
    (void)state;
    check("in 2010", CN_WAY_DATE, "2010");
    check("on 5 March 2010", CN_WAY_DATE, "2010-03-05");
    check("as of 2010", CN_WAY_DATE, "2010");
    check("as of May 2010", CN_WAY_DATE, "2010-05");
    check("by 2005", CN_WAY_DATE, "2005");
    check("during the 1990s", CN_WAY_DATE, "199X");
    check("in early 2010", CN_WAY_DATE, "2010~");
    check("last year", CN_WAY_DATE, "2010");
}

static void ranges_need_no_preposition(void **state)
{
    (void)state;
    check("1998-2002", CN_WAY_DATE, "1998/2002");
    check("1998\xE2\x80\x93"
          "2002",
          CN_WAY_DATE, "1998/2002");
    check("1998-present", CN_WAY_DATE, "1998/..");
    check("1998", CN_WAY_BARE, "1998");
}

static void now_counts_from_the_document(void **state)
{
    (void)state;
    check("currently", CN_WAY_NOW, "2011-01-26/..");
    check("Now", CN_WAY_NOW, "2011-01-26/..");
    check("as of today", CN_WAY_NOW, "2011-01-26/..");
    check("at present", CN_WAY_NOW, "2011-01-26/..");
    check("former", CN_WAY_FORMER, "/2011-01-26?");
    check("ex-mayor", CN_WAY_FORMER, "/2011-01-26?");
    check("ex libris", CN_WAY_NOTHING, "");
}

static void other_words_are_no_time(void **state)
{
    static const char *const odd[] = {"",        "in Paris", "in 300 cities", "for two years",
                                      "to 2000", "at home",  "since then",    "in March",
                                      "from",    "as of",    "300",           "until he died",
                                      "\xff\xff"};

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        check(odd[i], CN_WAY_NOTHING, "");
}

static void words_are_cut_at_dashes_and_bounded(void **state)
{
    static char text[4 * CN_VALID_WORDS_MAX];
    cn_valid_words words;

    (void)state;
    cn_valid_words_cut(&words,
                       "a\xE2\x80\x93"
                       "b, c-d",
                       10);
    assert_int_equal(words.n, 4);
    assert_true(cn_valid_words_is(&words, 1, "a|b"));
    assert_false(cn_valid_words_is(&words, 4, "a|b"));
    memset(text, 'x', sizeof text);
    for (size_t i = 1; i < sizeof text; i += 2)
        text[i] = ' ';
    cn_valid_words_cut(&words, text, sizeof text);
    assert_int_equal(words.n, CN_VALID_WORDS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prepositions_make_intervals),
        cmocka_unit_test(a_time_something_is_said_of_is_a_point),
        cmocka_unit_test(ranges_need_no_preposition),
        cmocka_unit_test(now_counts_from_the_document),
        cmocka_unit_test(other_words_are_no_time),
        cmocka_unit_test(words_are_cut_at_dashes_and_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
