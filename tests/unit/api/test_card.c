/* A card is whole, of one state, bounded, and of one day when asked for. */
#include "card_kb.h"

#include "base/mem.h"

static void a_card_says_who_it_is_about(void **state)
{
    temp_dir dir;
    cairn_card *shown;
    cairn *kb;

    (void)state;
    assert_true(temp_dir_make(&dir));
    kb = small_kb(temp_name(&dir, "kb.db"));
    shown = card_of(kb, card_find(kb, "Ada Marsh"), NULL);
    assert_string_equal(shown->entity.name, "Ada Marsh");
    assert_string_equal(shown->entity.type, "person");
    assert_non_null(shown->description);
    assert_true(shown->n_groups > 0 && shown->all_facts > 0);
    assert_true(shown->n_conflicts == 1 && shown->n_neighbours > 0);
    cairn_close(kb);
    assert_string_equal(shown->entity.name, "Ada Marsh"); /* nothing is borrowed from kb */
    assert_true(strlen(shown->description->quote) > 0);
    cairn_card_free(shown);
    cairn_card_free(NULL);
    small_remove(&dir, "kb.db");
}

static void what_does_not_hold_then_is_left_out(void **state)
{
    cairn_card_options options = CAIRN_CARD_OPTIONS_INIT;
    static const struct {
        const char *day;
        const char *leader;
    } cases[] = {{"1999", "the old club"}, {"2010-06-30", "the new club"}};
    card_kb card;
    cairn_id quill;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    card_fact(&card, "leads",
              (cn_fact_row){.subject = quill,
                            .literal = "the old club",
                            .belief = 0.9,
                            .believed = true,
                            .support = 1,
                            .valid = "1995/2001"},
              1);
    card_fact(&card, "leads",
              (cn_fact_row){.subject = quill,
                            .literal = "the new club",
                            .belief = 0.9,
                            .believed = true,
                            .support = 1,
                            .valid = "2002/.."},
              1);
    kb = card_end(&card);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cairn_card *shown;

        options.as_of = cases[i].day;
        shown = card_of(kb, quill, &options);
        assert_int_equal(shown->all_facts, 1);
        assert_int_equal(shown->not_valid, 1);
        assert_string_equal(shown->groups[0].facts[0].object_name, cases[i].leader);
        cairn_card_free(shown);
    }
    card_remove(&card, kb);
}

static void bad_arguments_are_refused(void **state)
{
    cairn_card_options options = CAIRN_CARD_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_card *shown = NULL;
    temp_dir dir;
    cairn_id ada;
    cairn *kb;

    (void)state;
    assert_true(temp_dir_make(&dir));
    kb = small_kb(temp_name(&dir, "kb.db"));
    ada = card_find(kb, "Ada Marsh");
    assert_int_equal(cairn_entity_card(kb, 4711, NULL, &shown, &err), CAIRN_ENOTFOUND);
    assert_null(shown);
    options.as_of = "yesterday";
    assert_int_equal(cairn_entity_card(kb, ada, &options, &shown, &err), CAIRN_EINVAL);
    assert_string_equal(err.message,
                        "\"yesterday\" is no date such as 2008, 2008-05 or 2008-05-31");
    options.as_of = NULL;
    options.facts = 10001;
    assert_int_equal(cairn_entity_card(kb, ada, &options, &shown, &err), CAIRN_EINVAL);
    options.facts = 1;
    options.version = 99;
    assert_int_equal(cairn_entity_card(kb, ada, &options, &shown, &err), CAIRN_EINVAL);
    cairn_close(kb);
    small_remove(&dir, "kb.db");
}

static void nothing_wanted_is_nothing_listed(void **state)
{
    const cairn_card_options options = {.version = CAIRN_CARD_OPTIONS_VERSION, .inferred = true};
    cairn_card *shown;
    temp_dir dir;
    cairn *kb;

    (void)state;
    assert_true(temp_dir_make(&dir));
    kb = small_kb(temp_name(&dir, "kb.db"));
    shown = card_of(kb, card_find(kb, "Ada Marsh"), &options);
    assert_int_equal(shown->n_names + shown->n_groups + shown->n_conflicts + shown->n_merges +
                         shown->n_neighbours,
                     0);
    assert_true(shown->all_facts > 0 && shown->all_conflicts == 1);
    cairn_card_free(shown);
    cairn_close(kb);
    small_remove(&dir, "kb.db");
}

/* Everything that is listed, once. */
static int list_all(cairn *kb, cairn_id entity, cairn_error *err)
{
    cairn_conflicts *conflicts = NULL;
    cairn_merges *merges = NULL;
    cairn_card *shown = NULL;
    size_t n;
    int rc = cairn_entity_card(kb, entity, NULL, &shown, err);

    if (rc == CAIRN_OK)
        rc = cairn_list_conflicts(kb, 0, 10, &conflicts, NULL, err);
    if (rc == CAIRN_OK)
        rc = cairn_list_merges(kb, 0, 10, &merges, NULL, err);
    if (rc == CAIRN_OK)
        rc = cairn_entity_senses(kb, "Ada Marsh", NULL, 0, &n, err);
    cairn_card_free(shown);
    cairn_conflicts_free(conflicts);
    cairn_merges_free(merges);
    return rc;
}

/* Every allocation in turn. What the store keeps for the next call is made before. */
static void no_memory_is_an_error_and_nothing_leaks(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    int rc = CAIRN_ENOMEM;
    temp_dir dir;
    cairn_id ada;
    int64_t live;
    cairn *kb;

    (void)state;
    assert_true(temp_dir_make(&dir));
    kb = small_kb(temp_name(&dir, "kb.db"));
    ada = card_find(kb, "Ada Marsh");
    assert_int_equal(list_all(kb, ada, &err), CAIRN_OK);
    live = cn_mem_live();
    for (uint64_t nth = 1; rc < 0; nth++) {
        cn_mem_fail_at(nth, true);
        rc = list_all(kb, ada, &err);
        cn_mem_fail_at(0, false);
        assert_int_equal(rc < 0 ? rc : CAIRN_ENOMEM, CAIRN_ENOMEM);
        assert_int_equal(cn_mem_live(), live);
        assert_true(nth < 100000);
    }
    cairn_close(kb);
    small_remove(&dir, "kb.db");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_says_who_it_is_about),
        cmocka_unit_test(what_does_not_hold_then_is_left_out),
        cmocka_unit_test(bad_arguments_are_refused),
        cmocka_unit_test(nothing_wanted_is_nothing_listed),
        cmocka_unit_test(no_memory_is_an_error_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
