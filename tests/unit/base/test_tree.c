/* Names of tags and labels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/tree.h"

static void names_read_back(void **state)
{
    (void)state;
    for (int i = 0; i < CN_DEP_COUNT; i++)
        assert_int_equal(cn_dep_read(cn_dep_name(i), strlen(cn_dep_name(i))), i);
    for (int i = 0; i < CN_UPOS_COUNT; i++)
        assert_int_equal(cn_upos_read(cn_upos_name(i), strlen(cn_upos_name(i))), i);
}

static void an_unknown_subtype_stands_for_its_type(void **state)
{
    (void)state;
    assert_int_equal(cn_dep_read("obl:lmod", 8), CN_DEP_OBL);
    assert_int_equal(cn_dep_read("strange", 7), CN_DEP_DEP);
    assert_int_equal(cn_dep_read("strange:obl", 11), CN_DEP_DEP);
    assert_int_equal(cn_dep_read("", 0), CN_DEP_DEP);
    assert_int_equal(cn_upos_read("NOUNS", 5), CN_UPOS_X);
}

static void numbers_out_of_range_have_a_name(void **state)
{
    (void)state;
    assert_string_equal(cn_dep_name(-1), "dep");
    assert_string_equal(cn_dep_name(CN_DEP_COUNT), "dep");
    assert_string_equal(cn_upos_name(CN_UPOS_COUNT), "X");
}

static void trees_begin_empty_and_can_be_freed_twice(void **state)
{
    cn_trees trees;

    (void)state;
    cn_trees_init(&trees);
    assert_int_equal(trees.n_trees, 0);
    cn_trees_done(&trees);
    cn_trees_done(&trees);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_read_back),
        cmocka_unit_test(an_unknown_subtype_stands_for_its_type),
        cmocka_unit_test(numbers_out_of_range_have_a_name),
        cmocka_unit_test(trees_begin_empty_and_can_be_freed_twice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
