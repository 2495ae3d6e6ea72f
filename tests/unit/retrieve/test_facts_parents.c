/* Fathers and mothers. */
#include "retrieve/facts_parents.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static cn_parent parent(const char *name, const char *sentence)
{
    return (cn_parent){name, strlen(name), sentence, strlen(sentence), 1, 0};
}

static void the_father_is_mostly_named_first(void **state)
{
    const char *sentence = "Maud was the daughter of Karl Teller and Robin Holt.";
    const cn_parent parents[] = {parent("Robin Holt", sentence), parent("Karl Teller", sentence)};
    double mother[CN_PARENTS_MAX];

    (void)state;
    cn_parents_judge(parents, 2, mother);
    assert_true(mother[0] > 0.5);
    assert_true(mother[1] < 0.5);
}

static void a_title_tells(void **state)
{
    const char *sentence = "He was born to Queen Robin and the king's groom, Karl Teller.";
    const cn_parent parents[] = {parent("Queen Robin", sentence), parent("Karl Teller", sentence)};
    double mother[CN_PARENTS_MAX];

    (void)state;
    cn_parents_judge(parents, 2, mother);
    assert_true(mother[0] > 0.5);
    assert_true(mother[1] < 0.5);
}

static void what_stands_before_the_name_tells(void **state)
{
    const char *sentence = "By his wife Robin he had Maud.";
    const cn_parent parents[] = {parent("Robin", sentence)};
    double mother[CN_PARENTS_MAX];

    (void)state;
    cn_parents_judge(parents, 1, mother);
    assert_true(mother[0] > 0.5);
}

static void one_alone_is_a_father_and_what_is_not_there_is_no_error(void **state)
{
    const cn_parent parents[] = {parent("Robin", "Nothing of the sort."), parent("", "")};
    double mother[CN_PARENTS_MAX];

    (void)state;
    cn_parents_judge(parents, 2, mother);
    assert_true(mother[0] < 0.5);
}

static void a_title_alone_is_no_name(void **state)
{
    (void)state;
    assert_true(cn_is_bare_title("Duke of Berg", 12));
    assert_true(cn_is_bare_title("Count Palatine of the Rhine", 27));
    assert_false(cn_is_bare_title("Duke Ellington", 14));
    assert_false(cn_is_bare_title("Ada of Berg", 11));
    assert_false(cn_is_bare_title("", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_father_is_mostly_named_first),
        cmocka_unit_test(a_title_tells),
        cmocka_unit_test(what_stands_before_the_name_tells),
        cmocka_unit_test(one_alone_is_a_father_and_what_is_not_there_is_no_error),
        cmocka_unit_test(a_title_alone_is_no_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
