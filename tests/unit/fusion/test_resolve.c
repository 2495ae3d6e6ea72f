/* The majority: documents, then confidence, then the smaller id, in any order of claims. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "fusion/resolve.h"

static void check_winner(const cn_claim *given, size_t n, cairn_id winner, const char *reason)
{
    for (size_t turn = 0; turn < n; turn++) {
        cn_claim claims[4];
        cn_verdict verdict;
        double sum = 0;

        for (size_t i = 0; i < n; i++)
            claims[i] = given[(i + turn) % n];
        cn_resolve_majority(claims, n, &verdict);
        assert_int_equal(claims[verdict.winner].fact, winner);
        assert_string_equal(verdict.reason, reason);
        for (size_t i = 0; i < n; i++)
            sum += claims[i].belief;
        assert_true(fabs(sum - 1) < 1e-9);
    }
}

static void most_documents_win(void **state)
{
    const cn_claim claims[] = {{7, 1, 0.9, 0}, {8, 3, 0.2, 0}, {9, 1, 0.9, 0}};

    (void)state;
    check_winner(claims, 3, 8, "3 documents against 1");
}

static void confidence_breaks_a_tie(void **state)
{
    const cn_claim claims[] = {{7, 2, 0.5, 0}, {8, 2, 0.6, 0}};

    (void)state;
    check_winner(claims, 2, 8, "2 documents against 2, by confidence");
}

static void the_smaller_id_breaks_what_is_left(void **state)
{
    const cn_claim claims[] = {{9, 1, 0.5, 0}, {7, 1, 0.5, 0}, {8, 1, 0.5, 0}};

    (void)state;
    check_winner(claims, 3, 7, "1 document against 1, by order of ids");
}

static void belief_is_the_smoothed_share(void **state)
{
    cn_claim claims[] = {{7, 3, 0.5, 0}, {8, 1, 0.5, 0}};
    cn_verdict verdict;

    (void)state;
    cn_resolve_majority(claims, 2, &verdict);
    assert_true(fabs(claims[0].belief - 0.7) < 1e-9);
    assert_true(fabs(claims[1].belief - 0.3) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(most_documents_win),
        cmocka_unit_test(confidence_breaks_a_tie),
        cmocka_unit_test(the_smaller_id_breaks_what_is_left),
        cmocka_unit_test(belief_is_the_smoothed_share),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
