/* The default resolver: what is left out is not denied, nobody vouches for himself, sources of one
 * kind share a reliability. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/fusion/truth_world.h"

static const int32_t NEVER = CN_TRUTH_NO_TIME;

static void who_leaves_something_out_does_not_deny_it(void **state)
{
    /* a: the first author; b: both. */
    const said all[] = {{1, 1, 'a', NEVER, 0},
                        {2, 1, 'a', NEVER, 0},
                        {3, 1, 'a', NEVER, 0},
                        {4, 1, 'b', NEVER, 0},
                        {5, 1, 'b', NEVER, 0}};
    truth_world w;

    (void)state;
    world_fill(&w, all, 5, 0);
    world_link(&w, 1, 'a', 'b', 1, false, true);
    world_solve(&w, "default");
    assert_int_equal(world_winner(&w, 1), 'b');
    assert_string_equal(world_item(&w, 1)->reason,
                        "2 sources and 3 that leave something out, none against");
    cn_truth_done(&w.truth);
}

static void a_source_that_speaks_everywhere_is_not_made_infallible_by_itself(void **state)
{
    truth_world w;

    (void)state;
    world_init(&w);
    /* Source 1 contradicts one other on each of 20 items: nothing speaks for it. */
    for (unsigned item = 1; item <= 20; item++) {
        world_add(&w, &(said){1, item, 'a', NEVER, 0}, false);
        world_add(&w, &(said){item + 1, item, 'b', NEVER, 0}, false);
    }
    world_solve(&w, "default");
    assert_true(w.truth.sources[w.sources[1]].reliability < 0.6);
    cn_truth_done(&w.truth);
}

static void sources_of_one_kind_share_what_is_learned(void **state)
{
    truth_world w;

    (void)state;
    world_init(&w);
    /* Sources 40 and up are of one kind and wrong each time; 50 has never been seen before. */
    for (unsigned item = 1; item <= 9; item++) {
        for (unsigned source = 1; source <= 3; source++)
            world_add(&w, &(said){source, item, 'a', NEVER, 0}, false);
        world_add(&w, &(said){40 + item, item, 'b', NEVER, 0}, false);
    }
    world_add(&w, &(said){50, 10, 'a', NEVER, 0}, false);
    world_add(&w, &(said){4, 10, 'b', NEVER, 0}, false);
    for (unsigned source = 41; source <= 50; source++)
        w.truth.sources[w.sources[source]].group = 99;
    world_solve(&w, "default");
    assert_true(w.truth.sources[w.sources[50]].reliability < 0.5);
    assert_int_equal(world_winner(&w, 10), 'b');
    cn_truth_done(&w.truth);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_leaves_something_out_does_not_deny_it),
        cmocka_unit_test(a_source_that_speaks_everywhere_is_not_made_infallible_by_itself),
        cmocka_unit_test(sources_of_one_kind_share_what_is_learned),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
