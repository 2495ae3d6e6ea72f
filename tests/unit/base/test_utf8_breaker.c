/* Word breaks of unspaced scripts: ends rise to the end of the text. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "base/utf8.h"

static void chinese_is_cut_by_the_dictionary(void **state)
{
    const char text[] = "\xE4\xB8\xAD\xE5\x9B\xBD\xE4\xBA\xBA\xE6\xB0\x91"; /* China, people */
    cn_breaker *breaker = NULL;
    uint32_t ends[8];
    size_t n;

    (void)state;
    assert_int_equal(cn_breaker_new(&breaker, NULL), CAIRN_OK);
    n = cn_breaker_words(breaker, text, strlen(text), ends, 8);
    assert_int_equal(n, 2);
    assert_int_equal(ends[0], 6);
    assert_int_equal(ends[1], 12);
    cn_breaker_free(breaker);
}

static void a_breaker_serves_many_texts(void **state)
{
    const char thai[] = "\xE0\xB8\xA0\xE0\xB8\xB2\xE0\xB8\xA9\xE0\xB8\xB2\xE0\xB9\x84\xE0\xB8\x97"
                        "\xE0\xB8\xA2"; /* language, Thai */
    cn_breaker *breaker = NULL;
    uint32_t ends[8];

    (void)state;
    assert_int_equal(cn_breaker_new(&breaker, NULL), CAIRN_OK);
    assert_int_equal(cn_breaker_words(breaker, thai, 0, ends, 8), 0);
    assert_int_equal(cn_breaker_words(breaker, thai, strlen(thai), ends, 0), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(cn_breaker_words(breaker, thai, strlen(thai), ends, 8), 2);
        assert_int_equal(ends[0], 12);
        assert_int_equal(ends[1], strlen(thai));
    }
    assert_int_equal(cn_breaker_words(breaker, thai, strlen(thai), ends, 1), 1);
    cn_breaker_free(breaker);
    cn_breaker_free(NULL);
}

static int make_breaker(void *user)
{
    cn_breaker *breaker = NULL;
    int rc = cn_breaker_new(&breaker, NULL);

    (void)user;
    cn_breaker_free(breaker);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    walk_failures(make_breaker, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_is_cut_by_the_dictionary),
        cmocka_unit_test(a_breaker_serves_many_texts),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
