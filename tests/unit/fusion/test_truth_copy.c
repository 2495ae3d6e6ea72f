/* Copies: sources that share errors are found, sources that share truths are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fusion/truth_index.h"
#include "tests/unit/fusion/truth_world.h"

enum { N_ITEMS = 10 };

/* Sources 1 to 4 agree on a; 5 and 6 say b on every item. */
static void fill(truth_world *w)
{
    world_init(w);
    for (unsigned item = 1; item <= N_ITEMS; item++) {
        for (unsigned source = 1; source <= 6; source++)
            world_add(w, &(said){source, item, source < 5 ? 'a' : 'b', CN_TRUTH_NO_TIME, 0}, false);
    }
}

static void sources_with_the_same_errors_are_copies(void **state)
{
    cn_truth_index index;
    truth_world w;

    (void)state;
    fill(&w);
    assert_int_equal(cn_truth_index_build(&index, &w.truth, NULL), CAIRN_OK);
    assert_int_equal(cn_truth_accu(&index, NULL), CAIRN_OK);
    assert_int_equal(cn_truth_find_copies(&index, NULL), CAIRN_OK);
    for (size_t i = 0; i < index.n_votes; i++) {
        const cn_truth_vote *vote = &index.votes[i];
        const uint32_t place = index.source_place[vote->source];

        if (place != w.sources[5] && place != w.sources[6])
            assert_true(index.copied[i] < 0.3);
    }
    for (size_t i = 0; i + 1 < index.n_votes; i++) {
        /* Of the two with b one stays whole. */
        if (index.votes[i].value == index.votes[i + 1].value &&
            cn_truth_votes_of(&index, index.votes[i].value) == 2)
            assert_true(index.copied[i] + index.copied[i + 1] > 0.7 &&
                        index.copied[i] + index.copied[i + 1] < 1);
    }
    cn_truth_index_done(&index);
    cn_truth_done(&w.truth);
}

static void agreement_in_one_item_is_no_copy(void **state)
{
    const said all[] = {{1, 1, 'a', CN_TRUTH_NO_TIME, 0},
                        {2, 1, 'a', CN_TRUTH_NO_TIME, 0},
                        {3, 1, 'b', CN_TRUTH_NO_TIME, 0}};
    cn_truth_index index;
    truth_world w;

    (void)state;
    world_fill(&w, all, 3, 0);
    assert_int_equal(cn_truth_index_build(&index, &w.truth, NULL), CAIRN_OK);
    assert_int_equal(cn_truth_find_copies(&index, NULL), CAIRN_OK);
    for (size_t i = 0; i < index.n_votes; i++)
        assert_true(index.copied[i] == 0);
    cn_truth_index_done(&index);
    cn_truth_done(&w.truth);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources_with_the_same_errors_are_copies),
        cmocka_unit_test(agreement_in_one_item_is_no_copy),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
