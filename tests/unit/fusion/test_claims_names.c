/* Lists of names, in the many ways in which they are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "fusion/claims_names.h"

/* expected: "last/given; last/given" in order. */
static void check(const char *text, const char *expected)
{
    cn_names names = {.persons = NULL};
    char found[1024] = "";

    assert_int_equal(cn_names_read(text, strlen(text), &names, NULL), CAIRN_OK);
    for (size_t i = 0; i < names.n; i++) {
        const size_t len = strlen(found);

        snprintf(found + len, sizeof(found) - len, "%s%s/%s", i > 0 ? "; " : "",
                 names.persons[i].last, names.persons[i].given);
    }
    assert_string_equal(found, expected);
    cn_names_done(&names);
}

static void one_name_either_way_round(void **state)
{
    (void)state;
    check("Doe, Jane Q.", "doe/jane q");
    check("Jane Quincy Doe", "doe/jane quincy");
    check("DOE, JANE", "doe/jane");
    check("Doe", "doe/");
    check("Doe, J.Q.", "doe/j q");
    check("Ludwig van der Berg", "van der berg/ludwig");
    check("van der Berg, Ludwig", "van der berg/ludwig");
    check("O'Hara, Pat", "ohara/pat");
    check("Miller-Stone, Ann", "miller-stone/ann");
    check("M&uuml;ller, Zo\xc3\xab", "muller/zoe");
    check("Doe, Jane, Ph.D.", "doe/jane");
}

static void lists_with_separators(void **state)
{
    (void)state;
    check("Doe, Jane; Roe, Richard", "doe/jane; roe/richard");
    check("Doe, Jane/ Roe, Richard/", "doe/jane; roe/richard");
    check("Jane Doe, Richard Roe", "doe/jane; roe/richard");
    check("Jane Doe and Richard Roe", "doe/jane; roe/richard");
    check("Jane Doe & Richard Roe", "doe/jane; roe/richard");
    check("Doe, Jane, and Roe, Richard", "doe/jane; roe/richard");
    check("Doe, Jane, Roe, Richard", "doe/jane; roe/richard");
    check("DOE/ROE", "doe/; roe/");
}

static void roles_are_left_out(void **state)
{
    (void)state;
    check("Doe, Jane (Author) Roe, Richard (Joint Author)", "doe/jane; roe/richard");
    check("By (author) Doe, Jane By (author) Roe, Richard", "doe/jane; roe/richard");
    check("Edited by Doe, Jane", "doe/jane");
    check("Doe, Jane (Author) Roe, Richard (Foreword by)", "doe/jane");
    check("Doe, Jane, foreword by Richard Roe", "doe/jane");
    check("Doe, Jane (Some University", "doe/jane");
}

static void names_run_together_come_apart(void **state)
{
    (void)state;
    check("Doe, JaneRoe, Richard", "doe/jane; roe/richard");
    check("DOE, JANE ROE, RICHARD POE, EDGAR", "doe/jane; poe/edgar; roe/richard");
    check("Jane Doe Richard Roe", "doe/jane; roe/richard");
    check("Jane Q. Doe Richard X. Roe", "doe/jane q; roe/richard x");
    check("McDoe, JaneBRMacRoe, Richard", "macroe/richard; mcdoe/jane");
}

static void nobody_is_nobody(void **state)
{
    (void)state;
    check("", "");
    check("Not Available", "");
    check("None", "");
    check("0", "");
    check(",,;/ ()", "");
    check("((((", "");
}

static void et_al_leaves_the_list_open(void **state)
{
    cn_names names = {.persons = NULL};

    (void)state;
    assert_int_equal(cn_names_read("Jane Doe, et al", 15, &names, NULL), CAIRN_OK);
    assert_int_equal(names.n, 1);
    assert_true(names.is_open);
    assert_int_equal(cn_names_read("Jane Doe", 8, &names, NULL), CAIRN_OK);
    assert_false(names.is_open);
    assert_string_equal(names.persons[0].shown, "Doe, Jane");
    cn_names_done(&names);
}

static void the_same_person_is_listed_once(void **state)
{
    (void)state;
    check("Jane Q. Doe, Jane Doe", "doe/jane q");
    check("Doe, Jane; Doe, Richard", "doe/jane; doe/richard");
}

static void long_input_is_bounded(void **state)
{
    static char text[20000];
    cn_names names = {.persons = NULL};

    (void)state;
    for (size_t i = 0; i + 4 < sizeof(text); i += 4) {
        text[i] = (char)('A' + i / 4 % 26);
        text[i + 1] = (char)('a' + i / 104 % 26);
        text[i + 2] = (char)('a' + i / 7 % 26);
        text[i + 3] = ';';
    }
    assert_int_equal(cn_names_read(text, sizeof(text), &names, NULL), CAIRN_OK);
    assert_int_equal(names.n, CN_NAMES_MAX);
    memset(text, '(', sizeof(text));
    assert_int_equal(cn_names_read(text, sizeof(text), &names, NULL), CAIRN_OK);
    assert_int_equal(names.n, 0);
    cn_names_done(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_name_either_way_round),
        cmocka_unit_test(lists_with_separators),
        cmocka_unit_test(roles_are_left_out),
        cmocka_unit_test(names_run_together_come_apart),
        cmocka_unit_test(nobody_is_nobody),
        cmocka_unit_test(et_al_leaves_the_list_open),
        cmocka_unit_test(the_same_person_is_listed_once),
        cmocka_unit_test(long_input_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
