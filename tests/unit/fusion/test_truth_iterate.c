/* TruthFinder and Accu: sources that are often right come to count for more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/fusion/truth_world.h"

enum { N_EASY = 8 };

/* Source 1 is borne out by 3 and 4 on easy items, source 2 is contradicted there; on item 20 it is
 * one against the other. */
static void fill(truth_world *w)
{
    world_init(w);
    for (unsigned item = 1; item <= N_EASY; item++) {
        world_add(w, &(said){1, item, 'a', CN_TRUTH_NO_TIME, 0}, false);
        world_add(w, &(said){3, item, 'a', CN_TRUTH_NO_TIME, 0}, false);
        world_add(w, &(said){4, item, 'a', CN_TRUTH_NO_TIME, 0}, false);
        world_add(w, &(said){2, item, (char)('b' + item), CN_TRUTH_NO_TIME, 0}, false);
    }
    world_add(w, &(said){2, 20, 'a', CN_TRUTH_NO_TIME, 0}, false);
    world_add(w, &(said){1, 20, 'b', CN_TRUTH_NO_TIME, 0}, false);
}

static void sources_learn_from_other_items(void **state)
{
    static const char *const names[] = {"truthfinder", "accu", "accucopy", "evidence", "default"};

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        truth_world w;

        fill(&w);
        world_solve(&w, names[i]);
        assert_int_equal(world_winner(&w, 20), 'b');
        assert_true(w.truth.sources[w.sources[1]].reliability >
                    w.truth.sources[w.sources[2]].reliability);
        assert_true(w.truth.n_rounds <= 20);
        cn_truth_done(&w.truth);
    }
}

static void likeness_supports_in_truthfinder(void **state)
{
    const said all[] = {{1, 1, 'a', CN_TRUTH_NO_TIME, 0},
                        {2, 1, 'b', CN_TRUTH_NO_TIME, 0},
                        {3, 1, 'c', CN_TRUTH_NO_TIME, 0}};
    truth_world w;

    (void)state;
    world_fill(&w, all, 3, 0);
    world_link(&w, 1, 'a', 'b', 0.5, false, false);
    world_solve(&w, "truthfinder");
    assert_int_equal(world_winner(&w, 1), 'b');
    cn_truth_done(&w.truth);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources_learn_from_other_items),
        cmocka_unit_test(likeness_supports_in_truthfinder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
