/* cairn's types of names whose kind is known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "ingest/recognizer_types.h"
#include "unit/ingest/tokens_fixture.h"

enum { TOKENS = 64 };

static int type_of(tokens_fixture *f, const char *text, int kind, size_t first, size_t end)
{
    static const cn_name_tables none = {.words = NULL};
    cn_name_atom atoms[TOKENS];

    tokens_cut(f, text, strlen(text));
    assert_true(f->trees.trees[0].n <= TOKENS);
    cn_name_atoms(&none, NULL, f->trees.trees, atoms);
    return cn_name_type(kind, f->trees.trees, atoms, first, end);
}

static void kinds_of_their_own_keep_their_type(void **state)
{
    tokens_fixture *f = *state;

    assert_int_equal(type_of(f, "Anna Berg", CN_KIND_PERSON, 0, 2), CN_TYPE_PERSON);
    assert_int_equal(type_of(f, "Anna Berg", CN_KIND_PLACE, 0, 2), CN_TYPE_PLACE);
    assert_int_equal(type_of(f, "Anna Berg", CN_KIND_ORGANISATION, 0, 2), CN_TYPE_ORGANISATION);
}

static void times_of_day_are_no_dates(void **state)
{
    tokens_fixture *f = *state;

    assert_int_equal(type_of(f, "12 May 1900", CN_KIND_TIME, 0, 3), CN_TYPE_DATE);
    assert_int_equal(type_of(f, "two hours", CN_KIND_TIME, 0, 2), CN_TYPE_TIME);
    assert_int_equal(type_of(f, "12:25 then", CN_KIND_NUMBER, 0, 1), CN_TYPE_TIME);
}

static void money_is_told_by_its_sign_or_word(void **state)
{
    tokens_fixture *f = *state;

    assert_int_equal(type_of(f, "40 men", CN_KIND_NUMBER, 0, 1), CN_TYPE_QUANTITY);
    assert_int_equal(type_of(f, "40 dollars", CN_KIND_NUMBER, 0, 2), CN_TYPE_MONEY);
    assert_int_equal(type_of(f, "$ 40", CN_KIND_NUMBER, 0, 2), CN_TYPE_MONEY);
}

static void events_are_told_by_head_or_end(void **state)
{
    tokens_fixture *f = *state;

    assert_int_equal(type_of(f, "the Winter War began", CN_KIND_MISC, 1, 3), CN_TYPE_EVENT);
    assert_int_equal(type_of(f, "the Siege of Arno", CN_KIND_MISC, 1, 4), CN_TYPE_EVENT);
}

static void works_and_products_are_told_by_nouns_beside_them(void **state)
{
    tokens_fixture *f = *state;

    assert_int_equal(type_of(f, "the film Long Road", CN_KIND_MISC, 2, 4), CN_TYPE_WORK);
    assert_int_equal(type_of(f, "he wrote \" Long Road \" there", CN_KIND_MISC, 3, 5),
                     CN_TYPE_WORK);
    assert_int_equal(type_of(f, "the smartphone Zeta", CN_KIND_MISC, 2, 3), CN_TYPE_PRODUCT);
    assert_int_equal(type_of(f, "they spoke Gaelic there", CN_KIND_MISC, 2, 3), CN_TYPE_OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_of_their_own_keep_their_type),
        cmocka_unit_test(times_of_day_are_no_dates),
        cmocka_unit_test(money_is_told_by_its_sign_or_word),
        cmocka_unit_test(events_are_told_by_head_or_end),
        cmocka_unit_test(works_and_products_are_told_by_nouns_beside_them)};

    return cmocka_run_group_tests(tests, tokens_open, tokens_close);
}
