/* Rows of claims become a problem: spellings of a value are one, order does not matter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "fusion/claims_set.h"

typedef struct line {
    const char *source, *item, *value;
    int32_t day;
} line;

static cn_claim_set *build(const line *lines, size_t n, size_t turn, cn_claim_kind *kind)
{
    cn_claim_set *set;

    assert_int_equal(cn_claim_set_new(&set, NULL), CAIRN_OK);
    for (size_t i = 0; i < n; i++) {
        const line *l = &lines[(i + turn) % n];

        assert_int_equal(cn_claim_set_add(set, l->source, strlen(l->source), l->item,
                                          strlen(l->item), l->value, strlen(l->value), l->day,
                                          NULL),
                         CAIRN_OK);
    }
    *kind = cn_claim_set_kind(set);
    assert_int_equal(cn_claim_set_build(set, *kind, NULL), CAIRN_OK);
    assert_int_equal(cn_truth_solve(cn_claim_set_truth(set), NULL, NULL), CAIRN_OK);
    return set;
}

static const char *winner(const cn_claim_set *set, uint32_t item)
{
    const cn_truth *truth = cn_claim_set_truth((cn_claim_set *)set);

    return cn_claim_set_value_text(set, truth->items[item].winner);
}

static const int32_t NEVER = CN_TRUTH_NO_TIME;

static void spellings_of_names_are_one_value(void **state)
{
    const line lines[] = {{"s1", "book", "Doe, Jane; Roe, Richard", NEVER},
                          {"s2", "book", "RICHARD ROE / JANE DOE", NEVER},
                          {"s3", "book", "Jane Doe and Richard Roe", NEVER},
                          {"s4", "book", "Poe, Edgar", NEVER},
                          {"s5", "book", "Not Available", NEVER}};

    (void)state;
    for (size_t turn = 0; turn < 5; turn++) {
        cn_claim_kind kind;
        cn_claim_set *set = build(lines, 5, turn, &kind);

        assert_int_equal(kind, CN_CLAIM_NAMES);
        assert_int_equal(cn_claim_set_truth(set)->n_values, 2);
        assert_string_equal(winner(set, 0), "Doe, Jane; Roe, Richard");
        assert_int_equal(cn_claim_set_truth(set)->items[0].n_sources, 4);
        cn_claim_set_free(set);
    }
}

static void numbers_and_dates_are_told_from_texts(void **state)
{
    const line numbers[] = {{"s1", "a", "1,063", NEVER}, {"s2", "a", "1063", NEVER}};
    const line dates[] = {{"s1", "a", "10 December 1815", NEVER}, {"s2", "a", "1815-12-10", NEVER}};
    const line texts[] = {{"s1", "a", "Green", NEVER}, {"s2", "a", "green", NEVER}};
    cn_claim_kind kind;
    cn_claim_set *set = build(numbers, 2, 0, &kind);

    (void)state;
    assert_int_equal(kind, CN_CLAIM_QUANTITY);
    assert_int_equal(cn_claim_set_truth(set)->n_values, 1);
    cn_claim_set_free(set);
    set = build(dates, 2, 0, &kind);
    assert_int_equal(kind, CN_CLAIM_DATE);
    assert_int_equal(cn_claim_set_truth(set)->n_values, 1);
    cn_claim_set_free(set);
    set = build(texts, 2, 0, &kind);
    assert_int_equal(kind, CN_CLAIM_TEXT);
    assert_int_equal(cn_claim_set_truth(set)->n_values, 1);
    cn_claim_set_free(set);
}

static void a_source_means_its_latest_claim(void **state)
{
    const line lines[] = {{"s1", "a", "10", 100},
                          {"s1", "a", "20", 300},
                          {"s1", "a", "30", 2932896}, /* the year 9999 */
                          {"s2", "a", "20", NEVER}};
    cn_claim_kind kind;
    cn_claim_set *set = build(lines, 4, 0, &kind);

    (void)state;
    assert_string_equal(winner(set, 0), "20");
    assert_int_equal(cn_claim_set_truth(set)->n_claims, 2);
    cn_claim_set_free(set);
}

static void items_stand_by_name(void **state)
{
    const line lines[] = {{"s1", "b", "1", NEVER}, {"s1", "a", "2", NEVER}, {"s1", "c", "", NEVER}};
    cn_claim_kind kind;
    cn_claim_set *set = build(lines, 3, 0, &kind);

    (void)state;
    assert_string_equal(cn_claim_set_item_name(set, 0), "a");
    assert_string_equal(winner(set, 0), "2");
    assert_string_equal(cn_claim_set_item_name(set, 1), "b");
    assert_int_equal(cn_claim_set_truth(set)->items[2].winner, CN_TRUTH_NONE);
    assert_string_equal(cn_claim_set_source_name(set, 0), "s1");
    cn_claim_set_free(set);
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    for (uint64_t nth = 1; nth < 80; nth++) {
        const int64_t live = cn_mem_live();
        cn_claim_set *set = NULL;
        int rc;

        cn_mem_fail_at(nth, true);
        rc = cn_claim_set_new(&set, NULL);
        if (rc == CAIRN_OK)
            rc = cn_claim_set_add(set, "s", 1, "i", 1, "Doe, Jane; Roe, Jo", 18, NEVER, NULL);
        if (rc == CAIRN_OK)
            rc = cn_claim_set_add(set, "t", 1, "i", 1, "Doe, Jane", 9, NEVER, NULL);
        if (rc == CAIRN_OK)
            rc = cn_claim_set_build(set, CN_CLAIM_NAMES, NULL);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
        cn_claim_set_free(set);
        assert_int_equal(cn_mem_live(), live);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_names_are_one_value),
        cmocka_unit_test(numbers_and_dates_are_told_from_texts),
        cmocka_unit_test(a_source_means_its_latest_claim),
        cmocka_unit_test(items_stand_by_name),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
