/* How persons are best written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "fusion/claims_forms.h"

enum { N_LISTS = 4 };

static void given_names_written_out_go_first(void **state)
{
    static const char *const texts[N_LISTS] = {"Doe, J.", "Doe, Jane; Roe, R.", "Doe, Jane Q.",
                                               "Doe, Jane"};
    const uint32_t n_sources[N_LISTS] = {50, 1, 1, 2};
    const cn_person stranger = {.last = "poe", .given = "e", .shown = "Poe, E"};
    cn_names lists[N_LISTS] = {{.persons = NULL}};
    cn_name_forms forms = {.items = NULL};

    (void)state;
    for (size_t i = 0; i < N_LISTS; i++)
        assert_int_equal(cn_names_read(texts[i], strlen(texts[i]), &lists[i], NULL), CAIRN_OK);
    assert_int_equal(cn_name_forms_gather(&forms, lists, n_sources, N_LISTS, NULL), CAIRN_OK);
    assert_int_equal(forms.n, 4);
    assert_string_equal(cn_name_forms_best(&forms, &lists[0].persons[0]), "Doe, Jane");
    assert_string_equal(cn_name_forms_best(&forms, &lists[1].persons[1]), "Roe, R");
    assert_string_equal(cn_name_forms_best(&forms, &stranger), "Poe, E");
    for (size_t i = 0; i < N_LISTS; i++)
        cn_names_done(&lists[i]);
    cn_name_forms_done(&forms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(given_names_written_out_go_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
