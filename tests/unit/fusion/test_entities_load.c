/* Reading names: each is found again, and a row without its name is reported. */
#include "fusion/entities.h"
#include "unit/fusion/world.h"

static void every_name_is_found_by_its_id(void **state)
{
    enum { N = 1000 };
    fixture *f = *state;
    cn_entities entities;
    cn_pace pace = {.n_rows = 0};
    char surface[32];

    begin(f);
    for (int i = 0; i < N; i++) {
        snprintf(surface, sizeof(surface), "Name %d", i / 2 * 2 + i % 2);
        name_id(f->store, surface);
    }
    OK(cn_entities_init(&entities, &last_error));
    OK(cn_entities_load(&entities, f->store, &pace, &last_error));
    assert_int_equal(entities.n_names, N);
    for (int i = 0; i < N; i++) {
        uint32_t name;

        snprintf(surface, sizeof(surface), "Name %d", i);
        OK(cn_entities_name(&entities, cn_hash_id(surface, strlen(surface)), "mention", &name,
                            &last_error));
        assert_string_equal(cn_name_text(&entities, name), surface);
        assert_true(entities.drafts[entities.names[name].draft].key == key_of(surface));
    }
    cn_entities_done(&entities);
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
}

static void a_mention_without_its_name_is_reported(void **state)
{
    fixture *f = *state;
    cn_mention_row row = {.name = 12345};
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Ada", CN_ROLE_MENTION, CN_TYPE_OTHER);
    row.id = cn_mention_id(on.chunk, 1);
    OK(cn_mention_put(f->store, &row, &last_error));
    settle(f);
    assert_int_equal(cn_fuse(f->store, NULL, NULL, &last_error), CAIRN_EINDEX);
    assert_string_equal(last_error.message, "a mention names name 12345, which has no row");
}

static void a_statement_without_its_relation_is_reported(void **state)
{
    fixture *f = *state;
    cn_statement_row row = {.relation = 12345};
    page on;

    begin(f);
    on = add_page(f, "a");
    row.id = cn_mention_id(on.chunk, 0);
    row.subject = row.object = name_id(f->store, "Ada");
    OK(cn_statement_put(f->store, &row, &last_error));
    settle(f);
    assert_int_equal(cn_fuse(f->store, NULL, NULL, &last_error), CAIRN_EINDEX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(every_name_is_found_by_its_id),
        STORE_TEST(no_names_and_one_name_are_fine),
        STORE_TEST(a_mention_without_its_name_is_reported),
        STORE_TEST(a_statement_without_its_relation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
