/* Lists of one question put each other right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "fusion/claims_names.h"

enum { LISTS_MAX = 8 };

/* texts: with how many sources, by place; the last is checked. */
static void check(const char *const *texts, const uint32_t *n_sources, size_t n,
                  const char *expected)
{
    cn_names lists[LISTS_MAX] = {{.persons = NULL}};
    char found[512] = "";

    for (size_t i = 0; i < n; i++)
        assert_int_equal(cn_names_read(texts[i], strlen(texts[i]), &lists[i], NULL), CAIRN_OK);
    assert_int_equal(cn_names_align(lists, n_sources, n, NULL), CAIRN_OK);
    for (size_t i = 0; i < lists[n - 1].n; i++) {
        const size_t len = strlen(found);

        snprintf(found + len, sizeof(found) - len, "%s%s/%s", i > 0 ? "; " : "",
                 lists[n - 1].persons[i].last, lists[n - 1].persons[i].given);
    }
    assert_string_equal(found, expected);
    for (size_t i = 0; i < n; i++)
        cn_names_done(&lists[i]);
}

static const uint32_t many_to_one[] = {9, 1};

static void a_last_name_alone_gets_its_given_name(void **state)
{
    (void)state;
    check((const char *const[]){"Doe, Jane", "DOE"}, many_to_one, 2, "doe/jane");
}

static void names_the_wrong_way_round_are_turned(void **state)
{
    (void)state;
    check((const char *const[]){"Harper, Eliot", "Harper Eliot"}, many_to_one, 2, "harper/eliot");
}

static void a_wrong_letter_is_put_right(void **state)
{
    (void)state;
    check((const char *const[]){"Strasser, John", "Strassner, John"}, many_to_one, 2,
          "strasser/john");
    check((const char *const[]){"Strasser, John", "Strasser, Ann"}, many_to_one, 2,
          "strasser/john");
    check((const char *const[]){"Roe, Jo", "Poe, Jo"}, many_to_one, 2, "poe/jo");
}

static void a_name_cut_off_is_completed(void **state)
{
    (void)state;
    check((const char *const[]){"Doe, Jane/ Baxter, Bo", "Doe, Jane/ Baxt"}, many_to_one, 2,
          "baxter/bo; doe/jane");
}

static void capitals_run_together_are_cut(void **state)
{
    (void)state;
    check((const char *const[]){"Simson, Grace; Witt, Bo", "SIMSON, GRACEWITT, BO"}, many_to_one, 2,
          "simson/grace; witt/bo");
}

static void people_who_stand_together_stay_two(void **state)
{
    const uint32_t n[] = {5, 3};

    (void)state;
    check((const char *const[]){"Doe, Jane; Doe, Richard", "Doe, Richard"}, n, 2, "doe/richard");
    /* Of those who never do, the one with more sources stays. */
    check((const char *const[]){"Doe, William", "Doe, Bill"}, n, 2, "doe/william");
}

static void words_of_another_are_no_person(void **state)
{
    (void)state;
    check((const char *const[]){"Jane Quincy Doe", "Jane Quincy Doe, Quincy"}, many_to_one, 2,
          "doe/jane quincy");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_last_name_alone_gets_its_given_name),
        cmocka_unit_test(names_the_wrong_way_round_are_turned),
        cmocka_unit_test(a_wrong_letter_is_put_right),
        cmocka_unit_test(a_name_cut_off_is_completed),
        cmocka_unit_test(capitals_run_together_are_cut),
        cmocka_unit_test(people_who_stand_together_stay_two),
        cmocka_unit_test(words_of_another_are_no_person),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
