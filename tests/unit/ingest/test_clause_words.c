/* Words that clauses ask for by name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "ingest/clause_words.h"

static uint32_t classes_of(const cn_clause_words *words, const char *form)
{
    return cn_clause_words_find(words, cn_hash(form, strlen(form)));
}

static void a_form_may_be_of_several_classes(void **state)
{
    static cn_clause_words words;

    (void)state;
    cn_clause_words_init(&words);
    assert_true((classes_of(&words, "may") & CN_WORD_IS_POSSIBLE) != 0);
    assert_true((classes_of(&words, "may") & CN_WORD_IS_TIME) != 0);
    assert_true((classes_of(&words, "n't") & CN_WORD_IS_NEGATIVE) != 0);
}

static void other_words_have_none(void **state)
{
    static cn_clause_words words;

    (void)state;
    cn_clause_words_init(&words);
    assert_int_equal(classes_of(&words, "bridge"), 0);
    assert_int_equal(classes_of(&words, ""), 0);
}

static void the_table_is_not_full(void **state)
{
    static cn_clause_words words;
    size_t used = 0;

    (void)state;
    cn_clause_words_init(&words);
    for (size_t i = 0; i < CN_CLAUSE_WORDS_CAP; i++)
        used += words.keys[i] != 0;
    assert_true(used * 2 < CN_CLAUSE_WORDS_CAP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_may_be_of_several_classes),
        cmocka_unit_test(other_words_have_none),
        cmocka_unit_test(the_table_is_not_full),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
