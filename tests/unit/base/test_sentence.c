/* Where sentences end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/sentence.h"

static size_t count(const char *text)
{
    size_t len = strlen(text), n = 0;

    for (size_t at = 0; at < len; n++) {
        size_t end = cn_sentence_end(text, len, at);

        assert_true(end > at && end <= len);
        at = end;
    }
    return n;
}

static void the_end_is_behind_the_white_space(void **state)
{
    (void)state;
    assert_int_equal(cn_sentence_end("One.  Two.", 10, 0), 6);
    assert_int_equal(cn_sentence_end("One.  Two.", 10, 6), 10);
    assert_int_equal(cn_sentence_end("no stop", 7, 0), 7);
    assert_int_equal(cn_sentence_end("", 0, 0), 0);
}

static void abbreviations_initials_and_decimals_leave_it_open(void **state)
{
    static const char *const one[] = {"Mr. Smith met Dr. No in St. Ives.",
                                      "J. R. R. Tolkien wrote.",
                                      "J.R.R. Tolkien wrote.",
                                      "It costs 3.5 million, e.g. Much.",
                                      "Born Jan. 5 in Ulm.",
                                      "The U.S. Navy sailed.",
                                      "Smith vs. Jones was heard.",
                                      "See no. 5 on p. 12.",
                                      "Yahoo! is a company.",
                                      "Ada Inc. bought it."};

    (void)state;
    for (size_t i = 0; i < sizeof(one) / sizeof(*one); i++)
        assert_int_equal(count(one[i]), 1);
}

static void stops_before_a_new_sentence_end_one(void **state)
{
    static const char *const two[] = {"He went home. She stayed.",
                                      "Why? Because.",
                                      "\"Stop!\" He left.",
                                      "He said \"no.\" She left.",
                                      "It ended (in 1990.) Then rain.",
                                      "He lived in the U.S. The end.",
                                      "Number 5. 6 is next.",
                                      "He ran the Governor.The rest.",
                                      "Wait... Now go."};

    (void)state;
    for (size_t i = 0; i < sizeof(two) / sizeof(*two); i++)
        assert_int_equal(count(two[i]), 2);
}

static void blank_lines_and_wide_stops_end_one(void **state)
{
    (void)state;
    assert_int_equal(count("Heading\n\nText follows"), 2);
    assert_int_equal(count("Heading\r\n \r\nText follows"), 2);
    assert_int_equal(count("One line\nand the next"), 1);
    assert_int_equal(count("\xE4\xBD\xA0\xE5\xA5\xBD\xE3\x80\x82\xE5\xA5\xBD"), 2);
    assert_int_equal(count("a\xEF\xBC\x81"
                           "b\xEF\xBC\x9F"
                           "c"),
                     3);
}

static void odd_input_ends_and_takes_linear_time(void **state)
{
    enum { N = 1 << 20 };
    static const char fills[] = {'.', '\n', ' ', '(', '"', 'A', '!', '\xE3', '\0'};
    char *text = cn_alloc(N);

    (void)state;
    for (size_t i = 0; i < sizeof(fills); i++) {
        size_t at = 0, n = 0;

        memset(text, fills[i], N);
        text[N - 1] = 'x';
        for (; at < N && n < N; n++)
            at = cn_sentence_end(text, N, at);
        assert_int_equal(at, N);
    }
    cn_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_end_is_behind_the_white_space),
        cmocka_unit_test(abbreviations_initials_and_decimals_leave_it_open),
        cmocka_unit_test(stops_before_a_new_sentence_end_one),
        cmocka_unit_test(blank_lines_and_wide_stops_end_one),
        cmocka_unit_test(odd_input_ends_and_takes_linear_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
