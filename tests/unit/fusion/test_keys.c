/* Names and keys: each is found again, from scratch and one by one, with its counts. */
#include "fusion/keys.h"
#include "unit/fusion/told.h"

static void every_name_is_found_by_its_id(void **state)
{
    enum { N = 1000 };
    fixture *f = *state;
    cn_pace pace = {.n_rows = 0};
    char surface[32];

    begin(f);
    for (int i = 0; i < N; i++) {
        snprintf(surface, sizeof(surface), "Name %d", i);
        name_id(f->store, surface);
    }
    for (int is_fresh = 0; is_fresh < 2; is_fresh++) {
        cn_keys keys;

        OK(cn_keys_init(&keys, f->store, is_fresh, &last_error));
        if (is_fresh) {
            OK(cn_keys_load(&keys, &pace, &last_error));
            assert_int_equal(keys.n_names, N);
        }
        for (int i = 0; i < N; i++) {
            uint32_t name, again;

            snprintf(surface, sizeof(surface), "Name %d", i);
            OK(cn_keys_name(&keys, cn_hash_id(surface, strlen(surface)), "mention", &name,
                            &last_error));
            OK(cn_keys_name(&keys, cn_hash_id(surface, strlen(surface)), "mention", &again,
                            &last_error));
            assert_int_equal(name, again);
            assert_string_equal(cn_name_text(&keys, name), surface);
            assert_int_equal(keys.items[keys.names[name].key].id, key_of(surface));
            assert_int_equal(cn_keys_find(&keys, key_of(surface)), keys.names[name].key);
        }
        assert_int_equal(keys.n_names, N);
        cn_keys_done(&keys);
    }
}

static void a_name_that_is_missing_is_reported(void **state)
{
    fixture *f = *state;

    begin(f);
    for (int is_fresh = 0; is_fresh < 2; is_fresh++) {
        cn_keys keys;
        uint32_t name;

        OK(cn_keys_init(&keys, f->store, is_fresh, &last_error));
        assert_int_equal(cn_keys_name(&keys, 12345, "mention", &name, &last_error), CAIRN_EINDEX);
        assert_string_equal(last_error.message, "a mention names name 12345, which has no row");
        cn_keys_done(&keys);
    }
}

static void a_mention_without_its_name_is_reported(void **state)
{
    fixture *f = *state;
    cn_mention_row row = {.name = 12345};
    page on;

    begin(f);
    for (int i = 0; i < 2; i++) { /* from scratch, and following a document */
        on = add_page(f, "a");
        mention(&on, "Ada", CN_ROLE_MENTION, CN_TYPE_OTHER);
        row.id = cn_mention_id(on.chunk, 1);
        OK(cn_mention_put(f->store, &row, &last_error));
        assert_int_equal(try_fuse(f->store, &last_error), CAIRN_EINDEX);
        assert_string_equal(last_error.message, "a mention names name 12345, which has no row");
        cn_store_rollback(f->store);
        begin(f);
        add_others(f);
        fuse(f);
    }
}

static void names_of_one_key_are_counted_together(void **state)
{
    const cn_counts titled = {.uses = 1, .named = 1, .mentions = 1, .titles = 1, .about = 1};
    const cn_counts named = {.uses = 1, .named = 1, .mentions = 1, .types = {1}};
    fixture *f = *state;
    cn_pace pace = {.n_rows = 0};
    uint32_t names[3];
    cn_counts sum;
    cn_keys keys;

    begin(f);
    name_id(f->store, "ADA LOVELACE");
    name_id(f->store, "Ada Lovelace");
    name_id(f->store, "ada lovelace");
    OK(cn_keys_init(&keys, f->store, true, &last_error));
    OK(cn_keys_load(&keys, &pace, &last_error));
    OK(cn_keys_name(&keys, name_id(f->store, "ADA LOVELACE"), "", &names[0], &last_error));
    OK(cn_keys_name(&keys, name_id(f->store, "Ada Lovelace"), "", &names[1], &last_error));
    OK(cn_keys_name(&keys, name_id(f->store, "ada lovelace"), "", &names[2], &last_error));
    assert_int_equal(keys.n, 1);
    assert_int_equal(cn_key_display(&keys, 0), CN_NO_PLACE);
    for (int i = 0; i < 3; i++)
        OK(cn_name_count(&keys, names[0], &named, 1, &last_error));
    assert_int_equal(cn_key_display(&keys, 0), names[0]);
    OK(cn_name_count(&keys, names[1], &titled, 1, &last_error));
    assert_int_equal(cn_key_display(&keys, 0), names[1]);
    sum = cn_key_counts(&keys, 0);
    assert_int_equal(sum.mentions, 4);
    assert_int_equal(sum.titles, 1);
    assert_int_equal(sum.types[0], 3);
    OK(cn_name_count(&keys, names[1], &titled, -1, &last_error));
    assert_int_equal(cn_key_display(&keys, 0), names[0]);
    cn_keys_done(&keys);
}

static void a_touched_key_is_remembered_as_it_was(void **state)
{
    const cn_counts more = {.uses = 1, .named = 1, .mentions = 1};
    fixture *f = *state;
    uint32_t name;
    cn_keys keys;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Ada", CN_ROLE_MENTION, CN_TYPE_PERSON);
    mention(&on, "ada", CN_ROLE_MENTION, CN_TYPE_PERSON);
    mention(&on, "ada", CN_ROLE_MENTION, CN_TYPE_PERSON);
    fuse(f);
    OK(cn_keys_init(&keys, f->store, false, &last_error));
    OK(cn_keys_name(&keys, name_id(f->store, "Ada"), "", &name, &last_error));
    assert_int_equal(keys.n_names, 2); /* all names of the key come at once */
    OK(cn_name_count(&keys, name, &more, 1, &last_error));
    OK(cn_name_count(&keys, name, &more, 1, &last_error));
    assert_int_equal(keys.n_before, 1);
    assert_int_equal(keys.before[0].counts.mentions, 3);
    assert_string_equal(cn_name_text(&keys, keys.before[0].display), "ada");
    assert_string_equal(cn_name_text(&keys, cn_key_display(&keys, 0)), "Ada");
    assert_int_equal(cn_key_counts(&keys, 0).mentions, 5);
    cn_keys_done(&keys);
}

static void counts_are_written_and_names_without_uses_dropped(void **state)
{
    const cn_counts more = {.uses = 1, .named = 1, .mentions = 1};
    fixture *f = *state;
    cn_pace pace = {.n_rows = 0};
    cn_name_use_row row;
    uint32_t name;
    int64_t id;
    cn_keys keys;

    begin(f);
    id = name_id(f->store, "Ada");
    name_id(f->store, "nobody");
    name_id(f->store, "!!!"); /* has no words: no key */
    OK(cn_keys_init(&keys, f->store, true, &last_error));
    OK(cn_keys_load(&keys, &pace, &last_error));
    OK(cn_keys_name(&keys, id, "", &name, &last_error));
    OK(cn_name_count(&keys, name, &more, 1, &last_error));
    OK(cn_keys_name(&keys, name_id(f->store, "!!!"), "", &name, &last_error));
    assert_int_equal(keys.names[name].key, CN_NO_PLACE);
    OK(cn_name_count(&keys, name, &more, 1, &last_error));
    OK(cn_keys_write_counts(&keys, &pace, &last_error));
    cn_keys_done(&keys);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name"), 2);
    OK(cn_name_use_get(f->store, key_of("Ada"), id, &row, &last_error));
    assert_int_equal(row.counts.mentions, 1);
    /* One more build takes both away. */
    OK(cn_keys_init(&keys, f->store, false, &last_error));
    OK(cn_keys_name(&keys, id, "", &name, &last_error));
    OK(cn_name_count(&keys, name, &more, -1, &last_error));
    OK(cn_keys_name(&keys, name_id(f->store, "!!!"), "", &name, &last_error));
    OK(cn_name_count(&keys, name, &more, -1, &last_error));
    OK(cn_keys_write_counts(&keys, &pace, &last_error));
    cn_keys_done(&keys);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name"), 0);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name_use"), 0);
}

static void no_names_and_one_name_are_fine(void **state)
{
    fixture *f = *state;

    begin(f);
    fuse(f);
    assert_int_equal(stats_of(f->store).entities, 0);
    say_on(f, "a", "Ada", "knew", "Ada", CN_TYPE_PERSON);
    fuse(f);
    assert_int_equal(stats_of(f->store).entities, 1);
    check_clean(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(every_name_is_found_by_its_id),
        STORE_TEST(a_name_that_is_missing_is_reported),
        STORE_TEST(a_mention_without_its_name_is_reported),
        STORE_TEST(names_of_one_key_are_counted_together),
        STORE_TEST(a_touched_key_is_remembered_as_it_was),
        STORE_TEST(counts_are_written_and_names_without_uses_dropped),
        STORE_TEST(no_names_and_one_name_are_fine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
