/* Keys of names: articles go, initials stay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "schema/namekey.h"

static int64_t key_of(const char *surface)
{
    cn_tokenizer *tokenizer = NULL;
    cn_words words = {.items = NULL};
    int64_t key = -1;

    assert_int_equal(cn_tokenizer_new(&tokenizer, NULL), CAIRN_OK);
    assert_int_equal(cn_name_key(tokenizer, surface, strlen(surface), &words, &key, NULL),
                     CAIRN_OK);
    cn_words_done(&words);
    cn_tokenizer_free(tokenizer);
    return key;
}

static void spellings_share_a_key(void **state)
{
    (void)state;
    assert_true(key_of("The Beatles") == key_of("beatles"));
    assert_true(key_of("THE  Beatles!") == key_of("Beatles"));
    assert_true(key_of("A Hard Day's Night") == key_of("hard day s night"));
    assert_true(key_of("An\tOpera") == key_of("opera"));
}

static void an_initial_is_no_article(void **state)
{
    (void)state;
    assert_true(key_of("A. Smith") != key_of("Smith"));
    assert_true(key_of("A&E") != key_of("E"));
    assert_true(key_of("Then Came") != key_of("Came"));
}

static void a_lone_article_is_a_name(void **state)
{
    (void)state;
    assert_true(key_of("The") != 0);
    assert_true(key_of("The The") == key_of("The"));
    assert_true(key_of("A ") != 0);
}

static void a_surface_without_words_has_no_key(void **state)
{
    (void)state;
    assert_true(key_of("") == 0);
    assert_true(key_of("?! ...") == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_share_a_key),
        cmocka_unit_test(an_initial_is_no_article),
        cmocka_unit_test(a_lone_article_is_a_name),
        cmocka_unit_test(a_surface_without_words_has_no_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
