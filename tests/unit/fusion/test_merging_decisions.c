/* Decisions by hand: those that agree hold, of those that contradict each other apart wins. */
#include "fusion/merging.h"
#include "unit/base/oom_walk.h"

enum { SAME = CN_BY_HAND_SAME, APART = CN_BY_HAND_APART };

static int64_t group_of(const cn_decided_key *groups, size_t n, int64_t key)
{
    for (size_t i = 0; i < n; i++) {
        if (groups[i].key == key)
            return groups[i].group;
    }
    return 0;
}

static void same_goes_on_from_key_to_key(void **state)
{
    cn_decision decisions[] = {{.a = 5, .b = 3, .verdict = SAME},
                               {.a = 3, .b = 9, .verdict = SAME},
                               {.a = 7, .b = 8, .verdict = APART}};
    cn_decided_key *groups;
    size_t n;

    (void)state;
    assert_int_equal(cn_decisions_settle(decisions, 3, &groups, &n, NULL), CAIRN_OK);
    assert_int_equal(n, 3);
    assert_int_equal(group_of(groups, n, 3), 3);
    assert_int_equal(group_of(groups, n, 5), 3);
    assert_int_equal(group_of(groups, n, 9), 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(decisions[i].is_applied);
    cn_free(groups);
}

static void apart_wins_over_same(void **state)
{
    cn_decision decisions[] = {{.a = 1, .b = 2, .verdict = SAME},
                               {.a = 2, .b = 3, .verdict = SAME},
                               {.a = 1, .b = 3, .verdict = APART},
                               {.a = 4, .b = 5, .verdict = SAME},
                               {.a = 5, .b = 4, .verdict = APART}};
    cn_decided_key *groups;
    size_t n;

    (void)state;
    assert_int_equal(cn_decisions_settle(decisions, 5, &groups, &n, NULL), CAIRN_OK);
    assert_int_equal(n, 2);
    assert_int_equal(group_of(groups, n, 1), 1);
    assert_int_equal(group_of(groups, n, 2), 1);
    for (size_t i = 0; i < 5; i++) {
        bool is_refused = decisions[i].verdict == SAME && decisions[i].a != 1;

        assert_int_equal(decisions[i].is_applied, !is_refused);
    }
    cn_free(groups);
}

static void orders_of_input_do_not_matter(void **state)
{
    enum { MANY = 60 };
    cn_decision one[MANY], two[MANY];
    cn_decided_key *a, *b;
    size_t n_a, n_b;
    uint32_t seed = 7;

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        seed = seed * 1664525U + 1013904223U;
        one[i] = (cn_decision){.a = 1 + seed % 20,
                               .b = 21 + (seed >> 8) % 20,
                               .verdict = (seed >> 20) % 4 == 0 ? APART : SAME};
        two[MANY - 1 - i] = one[i];
    }
    assert_int_equal(cn_decisions_settle(one, MANY, &a, &n_a, NULL), CAIRN_OK);
    assert_int_equal(cn_decisions_settle(two, MANY, &b, &n_b, NULL), CAIRN_OK);
    assert_int_equal(n_a, n_b);
    for (size_t i = 0; i < n_a; i++) {
        assert_int_equal(a[i].key, b[i].key);
        assert_int_equal(a[i].group, b[i].group);
    }
    for (size_t i = 0; i < MANY; i++) {
        if (one[i].verdict == APART)
            assert_true(group_of(a, n_a, one[i].a) == 0 ||
                        group_of(a, n_a, one[i].a) != group_of(a, n_a, one[i].b));
    }
    cn_free(a);
    cn_free(b);
}

static void a_key_and_itself_are_refused(void **state)
{
    cn_decision decision = {.a = 4, .b = 4, .verdict = APART};
    cn_decided_key *groups;
    size_t n;

    (void)state;
    assert_int_equal(cn_decisions_settle(&decision, 1, &groups, &n, NULL), CAIRN_OK);
    assert_false(decision.is_applied);
    assert_int_equal(n, 0);
    cn_free(groups);
    assert_int_equal(cn_decisions_settle(NULL, 0, &groups, &n, NULL), CAIRN_OK);
    cn_free(groups);
}

static int settle(void *user)
{
    cn_decision decisions[] = {{.a = 1, .b = 2, .verdict = SAME},
                               {.a = 2, .b = 3, .verdict = SAME}};
    cn_decided_key *groups;
    size_t n;
    int rc = cn_decisions_settle(decisions, 2, &groups, &n, NULL);

    (void)user;
    cn_free(groups);
    return rc;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    walk_failures(settle, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_goes_on_from_key_to_key),
        cmocka_unit_test(apart_wins_over_same),
        cmocka_unit_test(orders_of_input_do_not_matter),
        cmocka_unit_test(a_key_and_itself_are_refused),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
