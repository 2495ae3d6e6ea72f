/* What names stand for; the cases are in test_snapshot_edges.c. */
#include "store_fixture.h"

#include "graph/snapshot_parts.h"

enum { NAMES = 3000 }; /* several batches */

static void put_names(fixture *f)
{
    char name[64];
    int64_t id;

    for (unsigned i = 0; i < NAMES; i++) {
        snprintf(name, sizeof(name), i % 3 ? "Name%u" : "Lord Name%u", i - i % 3);
        assert_int_equal(cn_name_put(f->store, name, strlen(name), &id, NULL), CAIRN_OK);
        if (i % 3 < 2)
            fixture_entity(f, name, 1, i % 3 == 1);
    }
}

static uint32_t targets_of(const cn_snap_names *names, const char *name)
{
    uint32_t n;

    cn_snap_names_find(names, cn_hash_id(name, strlen(name)), &n);
    return n;
}

static void names_mean_the_same_with_any_number_of_threads(void **state)
{
    fixture f;
    cn_snap_keys keys;
    cn_snap_names one = {.spans = NULL}, three = {.spans = NULL};

    (void)state;
    fixture_open(&f);
    put_names(&f);
    cn_snap_keys_init(&keys);
    assert_int_equal(cn_snap_keys_load(&keys, f.store, NULL), CAIRN_OK);
    assert_int_equal(cn_snap_names_load(&one, f.store, &keys, 1, NULL), CAIRN_OK);
    assert_int_equal(cn_snap_names_load(&three, f.store, &keys, 3, NULL), CAIRN_OK);
    assert_int_equal(one.ids.n, three.ids.n);
    assert_int_equal(one.n_targets, three.n_targets);
    assert_memory_equal(one.spans, three.spans, one.ids.n * sizeof(*one.spans));
    assert_memory_equal(one.targets, three.targets, one.n_targets * sizeof(*one.targets));
    assert_int_equal(targets_of(&one, "Lord Name30"), 2);
    assert_int_equal(targets_of(&one, "Name30"), 1);
    assert_int_equal(targets_of(&one, "Nobody"), 0);
    cn_snap_names_done(&one);
    cn_snap_names_done(&three);
    cn_snap_keys_done(&keys);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_mean_the_same_with_any_number_of_threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
