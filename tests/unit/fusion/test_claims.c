/* What two values have to do with each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "fusion/claims.h"

static cn_claim_likeness compare(cn_claim_kind kind, const char *a, const char *b)
{
    const cn_claim_value x = {kind, a, strlen(a), 0}, y = {kind, b, strlen(b), 1};
    cn_claim_likeness forth, back;

    assert_int_equal(cn_claim_compare(&x, &y, &forth, NULL), CAIRN_OK);
    assert_int_equal(cn_claim_compare(&y, &x, &back, NULL), CAIRN_OK);
    assert_true(forth.forth == back.back && forth.back == back.forth);
    assert_true(forth.a_implies_b == back.b_implies_a && forth.a_leaves_out == back.b_leaves_out);
    return forth;
}

static void a_day_implies_its_year(void **state)
{
    cn_claim_likeness like = compare(CN_CLAIM_DATE, "10 December 1815", "1815");

    (void)state;
    assert_true(like.a_implies_b && like.b_leaves_out && like.back == 1);
    like = compare(CN_CLAIM_DATE, "1815", "1816");
    assert_true(!like.a_implies_b && !like.b_implies_a && like.forth == 0);
    like = compare(CN_CLAIM_DATE, "10 December 1815", "11 December 1815");
    assert_true(like.forth > 0 && !like.a_implies_b);
}

static void numbers_within_tolerance_are_like_each_other(void **state)
{
    cn_claim_likeness like = compare(CN_CLAIM_QUANTITY, "1,063 feet", "1,064 feet");

    (void)state;
    assert_true(like.forth > 0.8 && like.forth < 1 && !like.a_leaves_out);
    like = compare(CN_CLAIM_QUANTITY, "1,063 feet", "1,063 metres");
    assert_true(like.forth == 0);
    like = compare(CN_CLAIM_QUANTITY, "12,000", "11,987");
    assert_true(like.forth == 1 && like.a_leaves_out && !like.b_leaves_out);
    like = compare(CN_CLAIM_QUANTITY, "12,000", "12,700");
    assert_true(like.forth == 0);
    like = compare(CN_CLAIM_QUANTITY, "0", "7");
    assert_true(like.forth == 0);
}

static void a_short_list_of_names_leaves_out(void **state)
{
    cn_claim_likeness like = compare(CN_CLAIM_NAMES, "Miller, Ann", "Ann Miller and Bo Stone");

    (void)state;
    assert_true(like.a_leaves_out && like.forth == 1 && like.back == 0.5);
    like = compare(CN_CLAIM_NAMES, "Ann Miller; Bo Stone", "Bo Stone; Cy Young");
    assert_true(!like.a_leaves_out && !like.b_leaves_out && like.forth > 0.3 && like.forth < 0.4);
    like = compare(CN_CLAIM_NAMES, "Ann Miller", "Cy Young");
    assert_true(like.forth == 0);
}

static void texts_cover_and_resemble(void **state)
{
    cn_claim_likeness like = compare(CN_CLAIM_TEXT, "London", "London, England");

    (void)state;
    assert_true(like.b_implies_a && like.a_leaves_out);
    like = compare(CN_CLAIM_TEXT, "civil engineer", "civil engineers");
    assert_true(like.forth > 0.5 && !like.a_implies_b);
    like = compare(CN_CLAIM_TEXT, "poet", "engineer");
    assert_true(like.forth == 0);
    like = compare(CN_CLAIM_TEXT, "", "");
    assert_true(like.forth == 0);
}

static void kinds_do_not_mix(void **state)
{
    const cn_claim_value a = {CN_CLAIM_TEXT, "1815", 4, 0}, b = {CN_CLAIM_DATE, "1815", 4, 1};
    cn_claim_likeness like;

    (void)state;
    assert_int_equal(cn_claim_compare(&a, &b, &like, NULL), CAIRN_OK);
    assert_true(like.forth == 0 && like.back == 0);
}

static void values_of_an_item_are_linked(void **state)
{
    const cn_claim_value values[] = {{CN_CLAIM_DATE, "1815", 4, 0},
                                     {CN_CLAIM_DATE, "10 December 1815", 16, 1},
                                     {CN_CLAIM_DATE, "1920", 4, 2}};
    cn_truth truth = CN_TRUTH_INIT;

    (void)state;
    assert_int_equal(cn_claim_link(&truth, values, 3, NULL), CAIRN_OK);
    assert_int_equal(truth.n_links, 2);
    assert_true(truth.links[0].implies != truth.links[1].implies);
    assert_true(truth.links[0].leaves_out != truth.links[1].leaves_out);
    cn_truth_done(&truth);
}

static void sources_of_one_shape_are_of_one_kind(void **state)
{
    (void)state;
    assert_true(cn_claim_source_group("0 (192.0.2.7)", 13) ==
                cn_claim_source_group("0 (203.0.113.99)", 16));
    assert_true(cn_claim_source_group("17: Ann", 7) == cn_claim_source_group("4711: Bo Stone", 14));
    assert_true(cn_claim_source_group("17: Ann", 7) != cn_claim_source_group("0 (192.0.2.7)", 13));
    assert_true(cn_claim_source_group("", 0) == cn_claim_source_group(" ", 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_implies_its_year),
        cmocka_unit_test(numbers_within_tolerance_are_like_each_other),
        cmocka_unit_test(a_short_list_of_names_leaves_out),
        cmocka_unit_test(texts_cover_and_resemble),
        cmocka_unit_test(kinds_do_not_mix),
        cmocka_unit_test(values_of_an_item_are_linked),
        cmocka_unit_test(sources_of_one_shape_are_of_one_kind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
