/* Words of values: how a text is cut, what stands between, and that long texts cost a few words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/value_words.h"

static cn_value_words words;

static void cut(const char *text)
{
    cn_value_words_init(&words, text, strlen(text), 0);
}

static void assert_word(size_t i, int kind, int32_t value, int gap)
{
    const cn_value_word *word = cn_value_words_at(&words, i);

    assert_int_equal(word->kind, kind);
    assert_int_equal(word->value, value);
    assert_int_equal(word->gap, gap);
}

static void digits_and_letters_are_words_of_their_own(void **state)
{
    (void)state;
    cut("10th December, 1990s");
    assert_word(0, CN_VW_DIGITS, 10, CN_VG_BREAK);
    assert_word(1, CN_VW_TAIL, 4, CN_VG_NONE);
    assert_word(2, CN_VW_MONTH, 12, CN_VG_SPACE);
    assert_true(cn_value_words_at(&words, 2)->is_upper);
    assert_word(3, CN_VW_DIGITS, 1990, CN_VG_COMMA);
    assert_word(4, CN_VW_S, 0, CN_VG_NONE);
    assert_word(5, CN_VW_END, 0, CN_VG_BREAK);
    assert_word(99, CN_VW_END, 0, CN_VG_BREAK);
}

static void signs_are_words(void **state)
{
    (void)state;
    cut("US$5 25% \xE2\x82\xAC"
        "7");
    assert_word(0, CN_VW_OTHER, 0, CN_VG_BREAK);
    assert_word(1, CN_VW_OTHER, 0, CN_VG_NONE);
    assert_word(2, CN_VW_DIGITS, 5, CN_VG_NONE);
    assert_word(4, CN_VW_OTHER, 0, CN_VG_NONE);
    assert_word(6, CN_VW_DIGITS, 7, CN_VG_NONE);
}

static void acronyms_lose_their_points(void **state)
{
    (void)state;
    cut("44 B.C. at 3 p.m.");
    assert_word(1, CN_VW_ERA, -1, CN_VG_SPACE);
    assert_word(4, CN_VW_HALF_DAY, 12, CN_VG_SPACE);
    assert_int_equal(cn_value_words_at(&words, 1)->end, 6);
}

static void marks_between_words_are_told_apart(void **state)
{
    (void)state;
    cut("1-2 - 3 \xE2\x80\x93 4/5:6'7 -- 8 ?! 9");
    assert_word(1, CN_VW_DIGITS, 2, CN_VG_HYPHEN);
    assert_word(2, CN_VW_DIGITS, 3, CN_VG_DASH);
    assert_word(3, CN_VW_DIGITS, 4, CN_VG_DASH);
    assert_word(4, CN_VW_DIGITS, 5, CN_VG_SLASH);
    assert_word(5, CN_VW_DIGITS, 6, CN_VG_COLON);
    assert_word(6, CN_VW_DIGITS, 7, CN_VG_APOSTROPHE);
    assert_word(7, CN_VW_DIGITS, 8, CN_VG_BREAK); /* spaces beside two marks */
    assert_word(8, CN_VW_DIGITS, 9, CN_VG_BREAK);
}

static void a_word_in_the_middle_can_be_first(void **state)
{
    (void)state;
    cn_value_words_init(&words, "about 1815", 10, 6);
    assert_word(0, CN_VW_DIGITS, 1815, CN_VG_BREAK);
    cn_value_words_init(&words, "x", 1, 7);
    assert_word(0, CN_VW_END, 0, CN_VG_BREAK);
}

static void long_runs_do_not_overflow(void **state)
{
    static char text[5000];

    (void)state;
    memset(text, '9', sizeof(text) - 1);
    cut(text);
    assert_int_equal(cn_value_words_at(&words, 0)->n_digits, 255);
    assert_int_equal(cn_value_words_at(&words, 0)->value, 999999999);
    memset(text, 'a', sizeof(text) - 1);
    cut(text);
    assert_word(0, CN_VW_OTHER, 0, CN_VG_BREAK);
    memset(text, ' ', sizeof(text) - 1);
    cut(text);
    assert_word(0, CN_VW_END, 0, CN_VG_BREAK);
}

static void a_text_has_no_more_words_than_the_limit(void **state)
{
    char text[200] = "";

    (void)state;
    for (int i = 0; i < 80; i++)
        strcat(text, "7 ");
    cut(text);
    assert_word(CN_VALUE_WORDS_MAX - 1, CN_VW_DIGITS, 7, CN_VG_SPACE);
    assert_word(CN_VALUE_WORDS_MAX, CN_VW_END, 0, CN_VG_BREAK);
}

static void keys_are_small_letters(void **state)
{
    char key[CN_VALUE_KEY_MAX];

    (void)state;
    cut("P.M. Approximately incomprehensibilities");
    cn_value_words_at(&words, 2);
    cn_value_words_key(&words, 0, key);
    assert_string_equal(key, "pm");
    cn_value_words_key(&words, 1, key);
    assert_string_equal(key, "approximately");
    cn_value_words_key(&words, 2, key);
    assert_string_equal(key, "");
    assert_true(cn_value_words_follow(&words, 1, CN_VW_ABOUT));
    assert_false(cn_value_words_follow(&words, 0, CN_VW_HALF_DAY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_and_letters_are_words_of_their_own),
        cmocka_unit_test(signs_are_words),
        cmocka_unit_test(acronyms_lose_their_points),
        cmocka_unit_test(marks_between_words_are_told_apart),
        cmocka_unit_test(a_word_in_the_middle_can_be_first),
        cmocka_unit_test(long_runs_do_not_overflow),
        cmocka_unit_test(a_text_has_no_more_words_than_the_limit),
        cmocka_unit_test(keys_are_small_letters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
