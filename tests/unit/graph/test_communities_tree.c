/* The graph behind communities, and what stands in their centres. */
#include "themes.h"

#include <math.h>

#include "graph/communities_parts.h"

static void make_tree(cn_community_tree *tree, themes *t)
{
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_community_tree_make(tree, t->snapshot, t->f.store, &err) < 0)
        fail_msg("%s", err.message);
}

static void a_name_that_all_mention_is_no_centre(void **state)
{
    const char *everywhere = "Everyville";
    cn_community_tree tree;
    uint32_t entity;
    themes t;

    (void)state;
    themes_open(&t);
    make_tree(&tree, &t);
    entity = cn_snapshot_entity(t.snapshot, fixture_key(&t.f, everywhere));
    for (uint32_t c = 0; c < tree.n; c++) {
        assert_true(tree.items[c].n_tops >= 3);
        assert_true(tree.tops[tree.items[c].first_top].entity != entity);
        for (uint32_t i = 1; i < tree.items[c].n_tops; i++)
            assert_true(tree.tops[tree.items[c].first_top + i].score <=
                        tree.tops[tree.items[c].first_top + i - 1].score);
    }
    cn_community_tree_done(&tree);
    themes_close(&t);
}

static void what_is_inside_is_at_most_all(void **state)
{
    cn_community_tree tree;
    double whole = 0;
    themes t;

    (void)state;
    themes_open(&t);
    make_tree(&tree, &t);
    for (uint32_t c = 0; c < tree.n; c++) {
        double sum = 0;

        for (uint32_t i = 0; i < tree.ranges[c].n; i++) {
            double all;
            const double inside = cn_community_inside(&tree, &tree.ranges[c],
                                                      tree.order[tree.ranges[c].first + i], &all);

            assert_true(inside <= all);
            sum += inside;
        }
        assert_true(fabs(sum / 2 - (double)tree.items[c].weight) < 1e-3);
        whole += sum;
    }
    assert_true(whole > 0);
    cn_community_tree_done(&tree);
    themes_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_that_all_mention_is_no_centre),
        cmocka_unit_test(what_is_inside_is_at_most_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
