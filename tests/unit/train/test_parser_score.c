/* Attachment scores: heads, labels, and labels without their subtypes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tools/train/parser_score.h"

static void a_label_counts_only_with_its_head(void **state)
{
    static const cn_token right[] = {{.head = 2, .label = CN_DEP_NSUBJ_PASS},
                                     {.head = 0, .label = CN_DEP_ROOT},
                                     {.head = 2, .label = CN_DEP_OBL},
                                     {.head = 2, .label = CN_DEP_PUNCT}};
    static const cn_token guess[] = {{.head = 2, .label = CN_DEP_NSUBJ},
                                     {.head = 0, .label = CN_DEP_ROOT},
                                     {.head = 1, .label = CN_DEP_OBL},
                                     {.head = 2, .label = CN_DEP_OBJ}};
    cn_parse_score score = {0};

    (void)state;
    cn_parse_score_add(&score, right, guess, 4);
    assert_int_equal(score.n_tokens, 4);
    assert_int_equal(score.n_heads, 3);
    assert_int_equal(score.n_labels, 1);
    assert_int_equal(score.n_universal, 2);
}

static void nothing_of_nothing_is_no_share(void **state)
{
    (void)state;
    assert_true(cn_per_cent(0, 0) <= 0);
    assert_true(cn_per_cent(1, 2) > 49.9 && cn_per_cent(1, 2) < 50.1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_label_counts_only_with_its_head),
        cmocka_unit_test(nothing_of_nothing_is_no_share),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
