/* Folding: spellings that look alike give one key, and folding twice changes nothing. */
#include "unit/base/oom_walk.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/utf8.h"

static void assert_folds(const char *text, const char *expected)
{
    cn_buf out;

    cn_buf_init(&out, 10000);
    assert_int_equal(cn_utf8_fold(text, strlen(text), &out, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), expected);
    cn_buf_done(&out);
}

static void accents_and_case_fold_away(void **state)
{
    (void)state;
    assert_folds("Hello World_1", "hello world_1");
    assert_folds("G\xC3\xB6"
                 "del",
                 "godel");
    assert_folds("go\xCC\x88"
                 "del",
                 "godel");
    assert_folds("STRA\xC3\x9F"
                 "E",
                 "strasse");
    assert_folds("\xC4\xB0stanbul", "istanbul");
    assert_folds("\xEF\xAC\x81ne", "fine");          /* ligature fi */
    assert_folds("\xEF\xBC\xA1\xEF\xBC\x91", "a1");  /* full width */
    assert_folds("x\xC2\xB2 \xE2\x85\xA3", "x2 iv"); /* superscript, Roman numeral */
    assert_folds("\xCE\xA3\xCE\xAF\xCF\x82", "\xCF\x83\xCE\xB9\xCF\x83"); /* final sigma */
    assert_folds("\xCC\x81", "");                                         /* a lone accent */
}

static void letters_of_their_own_stay_apart(void **state)
{
    (void)state;
    /* ka and ga in Hiragana; the second decomposes but keeps its voicing */
    assert_folds("\xE3\x81\x8B", "\xE3\x81\x8B");
    assert_folds("\xE3\x81\x8C", "\xE3\x81\x8B\xE3\x82\x99");
    /* Devanagari ku: the vowel sign stays */
    assert_folds("\xE0\xA4\x95\xE0\xA5\x81", "\xE0\xA4\x95\xE0\xA5\x81");
}

static void folding_twice_changes_nothing(void **state)
{
    cn_buf once, twice;

    (void)state;
    cn_buf_init(&once, 10000);
    cn_buf_init(&twice, 10000);
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        uint8_t text[4];
        int32_t len = 0;

        if ((c >= 0xD800 && c <= 0xDFFF) || !u_isdefined((UChar32)c))
            continue;
        U8_APPEND_UNSAFE(text, len, c);
        cn_buf_clear(&once);
        cn_buf_clear(&twice);
        assert_int_equal(cn_utf8_fold((const char *)text, (size_t)len, &once, NULL), CAIRN_OK);
        assert_int_equal(cn_utf8_fold(cn_buf_str(&once), once.len, &twice, NULL), CAIRN_OK);
        if (strcmp(cn_buf_str(&once), cn_buf_str(&twice)) != 0)
            fail_msg("U+%04X folds to \"%s\", then to \"%s\"", c, once.data, twice.data);
        assert_int_equal(cn_utf8_valid(cn_buf_str(&once), once.len), once.len);
    }
    cn_buf_done(&once);
    cn_buf_done(&twice);
}

static void nul_and_long_ascii_pass_through(void **state)
{
    char text[1001];
    cn_buf out;

    (void)state;
    memset(text, 'X', sizeof(text));
    text[500] = '\0';
    cn_buf_init(&out, 2000);
    assert_int_equal(cn_utf8_fold(text, sizeof(text), &out, NULL), CAIRN_OK);
    assert_int_equal(out.len, sizeof(text));
    assert_int_equal(out.data[500], '\0');
    assert_int_equal(out.data[1000], 'x');
    cn_buf_done(&out);
}

static void a_text_over_the_ceiling_is_refused(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf out;

    (void)state;
    cn_buf_init(&out, 3);
    assert_int_equal(cn_utf8_fold("four", 4, &out, &err), CAIRN_EINVAL);
    assert_string_equal(err.message, "folded text is longer than 3 bytes");
    cn_buf_done(&out);
}

static int fold_once(void *user)
{
    const char *text = user;
    cn_buf out;
    int rc;

    cn_buf_init(&out, 1000);
    rc = cn_utf8_fold(text, strlen(text), &out, NULL);
    cn_buf_done(&out);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    char text[] = "\xC3\x89t\xC3\xA9 in the far, far north";

    (void)state;
    walk_failures(fold_once, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accents_and_case_fold_away),
        cmocka_unit_test(letters_of_their_own_stay_apart),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(nul_and_long_ascii_pass_through),
        cmocka_unit_test(a_text_over_the_ceiling_is_refused),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
