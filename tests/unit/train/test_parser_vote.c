/* Votes: the arcs most parsers want, as one tree. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "base/hash.h"
#include "tools/train/parser_vote.h"

static void vote(cn_votes *votes, const uint16_t *heads, uint32_t n, uint8_t label)
{
    cn_token tokens[CN_TREE_MAX];
    const cn_tree tree = {.text = "", .tokens = tokens, .n = n};

    memset(tokens, 0, sizeof tokens);
    for (uint32_t i = 0; i < n; i++) {
        tokens[i].head = heads[i];
        tokens[i].label = label;
    }
    cn_votes_add(votes, &tree);
}

static void the_majority_decides_arc_by_arc(void **state)
{
    static const uint16_t one[] = {2, 0, 2, 3}, two[] = {2, 0, 2, 2}, three[] = {3, 3, 0, 3};
    cn_token tokens[4];
    cn_tree tree = {.text = "", .tokens = tokens, .n = 4};
    cn_votes *votes;

    (void)state;
    assert_int_equal(cn_votes_new(&votes, NULL), CAIRN_OK);
    cn_votes_begin(votes, 4);
    vote(votes, one, 4, CN_DEP_OBJ);
    vote(votes, two, 4, CN_DEP_OBL);
    vote(votes, three, 4, CN_DEP_OBL);
    assert_int_equal(cn_votes_end(votes, &tree), 2 + 2 + 2 + 2);
    assert_int_equal(tokens[0].head, 2);
    assert_int_equal(tokens[1].head, 0);
    assert_int_equal(tokens[2].head, 2);
    assert_int_equal(tokens[3].head, 3);
    assert_int_equal(tokens[3].label, CN_DEP_OBJ); /* a tie: the first of the labels */
    cn_votes_free(votes);
}

static void whatever_the_votes_there_is_one_root_and_no_cycle(void **state)
{
    cn_token tokens[CN_TREE_MAX];
    uint16_t heads[CN_TREE_MAX];
    cn_votes *votes;
    uint64_t seed = 3;

    (void)state;
    assert_int_equal(cn_votes_new(&votes, NULL), CAIRN_OK);
    for (uint32_t n = 1; n <= CN_TREE_MAX; n = n < 12 ? n + 1 : n + 47) {
        cn_tree tree = {.text = "", .tokens = tokens, .n = n};
        uint32_t n_roots = 0;

        cn_votes_begin(votes, n);
        for (int parser = 0; parser < 5; parser++) {
            for (uint32_t i = 0; i < n; i++) {
                seed = cn_hash_mix(seed, i);
                heads[i] = (uint16_t)(seed % (n + 1));
            }
            vote(votes, heads, n, CN_DEP_OBJ);
        }
        cn_votes_end(votes, &tree);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t at = i + 1, n_steps = 0;

            n_roots += tokens[i].head == 0;
            while (at != 0 && n_steps++ <= n)
                at = tokens[at - 1].head;
            assert_int_equal(at, 0);
        }
        assert_int_equal(n_roots, 1);
    }
    cn_votes_free(votes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_majority_decides_arc_by_arc),
        cmocka_unit_test(whatever_the_votes_there_is_one_root_and_no_cycle),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
