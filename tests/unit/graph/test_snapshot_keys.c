/* What a key may mean. */
#include "store_fixture.h"

#include "graph/snapshot_parts.h"

static void expect(fixture *f, const cn_snap_keys *keys, const char *name,
                   const char *const *meanings, uint32_t n)
{
    const cn_snap_key *slot = cn_snap_key_find(keys->table, keys->mask, fixture_key(f, name));

    assert_non_null(slot);
    assert_int_equal(slot->n, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t entity = cn_snap_ids_find(&keys->entities, fixture_key(f, meanings[i]));
        bool is_there = false;

        for (uint32_t j = 0; j < n; j++)
            is_there |= keys->key_entities[slot->first + j] == entity;
        assert_true(is_there);
    }
    for (uint32_t j = 1; j < n; j++)
        assert_true(keys->key_entities[slot->first + j - 1] < keys->key_entities[slot->first + j]);
}

static void key_means_its_entity_and_its_aliases_in_order(void **state)
{
    static const char *const names[] = {"Washington", "George Washington", "Washington State"};
    fixture f;
    cn_snap_keys keys;

    (void)state;
    fixture_open(&f);
    for (unsigned i = 0; i < 3; i++)
        fixture_entity(&f, names[i], 1, 0);
    fixture_alias(&f, "Washington", "George Washington");
    fixture_alias(&f, "Washington", "Washington State");
    fixture_alias(&f, "Washington", "Washington"); /* says nothing new */
    fixture_alias(&f, "The President", "George Washington");
    cn_snap_keys_init(&keys);
    assert_int_equal(cn_snap_keys_load(&keys, f.store, NULL), CAIRN_OK);
    expect(&f, &keys, "Washington", names, 3);
    expect(&f, &keys, "washington state", names + 2, 1);
    expect(&f, &keys, "President", names + 1, 1);
    assert_int_equal(keys.n_key_entities, 6);
    cn_snap_keys_done(&keys);
    fixture_close(&f);
}

static void filter_is_clear_only_where_nothing_is_about(void **state)
{
    fixture f;
    cn_snap_keys keys;
    uint64_t bit;

    (void)state;
    fixture_open(&f);
    fixture_entity(&f, "Halvery", 1, 1);
    fixture_alias(&f, "The Town", "Halvery");
    cn_snap_keys_init(&keys);
    assert_int_equal(cn_snap_keys_load(&keys, f.store, NULL), CAIRN_OK);
    bit = cn_snap_filter_bit(fixture_key(&f, "Halvery"));
    assert_true(keys.about_filter[bit / 8] >> bit % 8 & 1);
    bit = cn_snap_filter_bit(fixture_key(&f, "Town"));
    assert_true(keys.about_filter[bit / 8] >> bit % 8 & 1);
    bit = cn_snap_filter_bit(fixture_key(&f, "Nobody"));
    assert_false(keys.about_filter[bit / 8] >> bit % 8 & 1);
    cn_snap_keys_done(&keys);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(key_means_its_entity_and_its_aliases_in_order),
        cmocka_unit_test(filter_is_clear_only_where_nothing_is_about),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
