/* Documents that come and go: which they are, and what they add to the sums and take from them. */
#include "fusion/delta.h"
#include "unit/fusion/told.h"

static cn_name_counts counts_of(fixture *f, const char *surface)
{
    cn_name_use_row row;

    OK(cn_name_use_get(f->store, key_of(surface), name_id(f->store, surface), &row, &last_error));
    return row.counts;
}

static int64_t stated_between(fixture *f, const char *one, const char *other)
{
    cn_cursor *cursor = NULL;
    uint64_t uses;
    int64_t key, found = 0;

    OK(cn_stated_alias_scan(f->store, key_of(one), 100, &cursor, &last_error));
    while (cn_stated_alias_next(cursor, &key, &uses, &last_error) == CAIRN_ROW) {
        if (key == key_of(other))
            found = (int64_t)uses;
    }
    cn_cursor_free(cursor);
    return found;
}

static void what_comes_and_what_goes_is_known(void **state)
{
    fixture *f = *state;
    cairn_id stays, goes, comes;
    cn_delta delta;

    begin(f);
    stays = put_document(f->store, "stays", "a", NULL);
    goes = put_document(f->store, "goes", "b", NULL);
    settle(f);
    comes = put_document(f->store, "comes", "c", NULL);
    forget(f, "goes");
    cn_delta_init(&delta, false);
    OK(cn_delta_load(&delta, f->store, &last_error));
    assert_int_equal(delta.n_arriving, 1);
    assert_int_equal(delta.arriving[0], comes);
    assert_int_equal(delta.n_leaving, 1);
    assert_int_equal(delta.leaving[0], goes);
    assert_true(cn_delta_is_leaving(&delta, goes));
    assert_false(cn_delta_is_leaving(&delta, stays));
    assert_false(cn_delta_is_leaving(&delta, comes));
    cn_delta_done(&delta);
}

static void many_that_leave_are_each_found(void **state)
{
    fixture *f = *state;
    cairn_id ids[20];
    cn_delta delta;
    char uri[32];

    begin(f);
    for (int i = 0; i < 20; i++) {
        snprintf(uri, sizeof(uri), "%d", i);
        ids[i] = put_document(f->store, uri, uri, NULL);
    }
    settle(f);
    for (int i = 0; i < 20; i += 2) {
        snprintf(uri, sizeof(uri), "%d", i);
        forget(f, uri);
    }
    cn_delta_init(&delta, false);
    OK(cn_delta_load(&delta, f->store, &last_error));
    for (int i = 0; i < 20; i++)
        assert_int_equal(cn_delta_is_leaving(&delta, ids[i]), i % 2 == 0);
    cn_delta_done(&delta);
}

static void only_what_is_said_of_the_world_is_asserted(void **state)
{
    static const struct {
        unsigned flags;
        bool is_asserted;
    } cases[] = {{0, true},
                 {CN_STATED_NEGATED, false},
                 {CN_STATED_POSSIBLE, false},
                 {CN_STATED_NECESSARY, true},
                 {CN_STATED_FUTURE, false},
                 {CN_STATED_CONDITIONAL, false},
                 {CN_STATED_REPORTED, true},
                 {CN_STATED_QUESTION, false},
                 {CN_STATED_REFERRED, true},
                 {CN_STATED_REPORTED | CN_STATED_NEGATED, false}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const cn_statement_row row = {.flags = cases[i].flags};

        assert_int_equal(cn_stated_is_asserted(&row), cases[i].is_asserted);
    }
}

static void each_row_is_counted_once(void **state)
{
    fixture *f = *state;
    cn_name_counts counts;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Ada", CN_ROLE_TITLE, CN_TYPE_PERSON);
    mention(&on, "Ada", CN_ROLE_HEADING, CN_TYPE_OTHER);
    mention(&on, "Ada", CN_ROLE_MENTION, CN_TYPE_WORK);
    mention(&on, "Ada", CN_ROLE_MENTION, CN_TYPE_DATE); /* a literal: used, not named */
    say(&on, "Ada", "knew", "Ada", CN_TYPE_PERSON, 0.8);
    say(&on, "Ada", "job", "Ada", CN_TYPE_TEXT, 0.8);
    fuse(f);
    counts = counts_of(f, "Ada");
    assert_int_equal(counts.uses, 8);
    assert_int_equal(counts.named, 6);
    assert_int_equal(counts.mentions, 3);
    assert_int_equal(counts.titles, 1);
    assert_int_equal(counts.about, 2);
    assert_int_equal(counts.types[CN_TYPE_PERSON - 1], 1);
    assert_int_equal(counts.types[CN_TYPE_WORK - 1], 1);
}

static void what_is_not_asserted_names_nothing(void **state)
{
    fixture *f = *state;
    cn_statement_row row = {.rule = 1, .flags = CN_STATED_NEGATED, .confidence = 0.8};
    page on;

    begin(f);
    on = add_page(f, "a");
    row.id = cn_mention_id(on.chunk, 0);
    row.subject = name_id(f->store, "Ada");
    row.object = name_id(f->store, "Charles");
    row.relation = relation_id(f->store, "also known as");
    OK(cn_statement_put(f->store, &row, &last_error));
    fuse(f);
    assert_int_equal(counts_of(f, "Ada").uses, 1);
    assert_int_equal(counts_of(f, "Ada").named, 0);
    assert_int_equal(stated_between(f, "Ada", "Charles"), 0);
    assert_int_equal(stats_of(f->store).entities, 0);
    check_clean(f);
}

static void what_a_document_added_goes_with_it(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    add_others(f);
    on = add_page(f, "a");
    mention(&on, "Ada", CN_ROLE_TITLE, CN_TYPE_PERSON);
    fuse(f);
    on = add_page(f, "b");
    mention(&on, "Ada", CN_ROLE_MENTION, CN_TYPE_PERSON);
    say(&on, "Ada", "knew", "Charles", CN_TYPE_PERSON, 0.8);
    fuse(f);
    assert_int_equal(counts_of(f, "Ada").uses, 3);
    assert_int_equal(counts_of(f, "Ada").mentions, 2);
    check_followed(f);
    forget(f, "a");
    fuse(f);
    assert_int_equal(counts_of(f, "Ada").uses, 2);
    assert_int_equal(counts_of(f, "Ada").titles, 0);
    check_followed(f);
    forget(f, "b");
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name WHERE surface = 'Ada'"), 0);
    check_followed(f);
}

static void origins_come_and_go_with_documents(void **state)
{
    fixture *f = *state;
    cn_origin_row origin, other;
    page on;

    begin(f);
    add_others(f);
    fuse(f);
    on = add_page_with(f, "https://one.example/a", "{\"date\": \"1970-01-11\"}");
    OK(try_fuse(f->store, &last_error));
    OK(cn_origin_get(f->store, cn_chunk_document(on.chunk), &origin, &last_error));
    assert_int_equal(origin.day, 10);
    on = add_page(f, "https://one.example/b");
    fuse(f);
    OK(cn_origin_get(f->store, cn_chunk_document(on.chunk), &other, &last_error));
    assert_true(other.source == origin.source);
    assert_true(other.day == CN_DAY_UNKNOWN);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM origin"), 26);
    forget(f, "https://one.example/a");
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM origin"), 25);
    check_followed(f);
}

static void stated_aliases_count_both_ways(void **state)
{
    fixture *f = *state;

    begin(f);
    add_others(f);
    say_on(f, "a", "Ada Byron", "also known as", "Ada Lovelace", CN_TYPE_PERSON);
    fuse(f);
    assert_int_equal(stated_between(f, "Ada Byron", "Ada Lovelace"), 1);
    assert_int_equal(stated_between(f, "Ada Lovelace", "Ada Byron"), 1);
    say_on(f, "b", "Ada Lovelace", "also known as", "Ada Byron", CN_TYPE_PERSON);
    fuse(f);
    assert_int_equal(stated_between(f, "Ada Byron", "Ada Lovelace"), 2);
    check_followed(f);
    forget(f, "a");
    forget(f, "b");
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM stated_alias"), 0);
    check_followed(f);
}

static void a_name_is_no_alias_of_itself(void **state)
{
    fixture *f = *state;

    begin(f);
    say_on(f, "a", "Ada Byron", "also known as", "ADA BYRON", CN_TYPE_PERSON);
    say_on(f, "b", "Ada Byron", "also known as", "!!!", CN_TYPE_PERSON);
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM stated_alias"), 0);
    check_clean(f);
}

/* A mention with its place in the text. */
static void mention_at(page *on, const char *surface, uint32_t first)
{
    const cn_mention_row row = {.id = cn_mention_id(on->chunk, on->n_mentions++),
                                .name = name_id(on->store, surface),
                                .type = CN_TYPE_PERSON,
                                .first = first,
                                .len = (uint32_t)strlen(surface)};

    OK(cn_mention_put(on->store, &row, &last_error));
}

static void a_document_begins_with_its_title_in_other_words(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a text that is long enough for what is mentioned in it");
    mention(&on, "Charles Mathew", CN_ROLE_TITLE, CN_TYPE_PERSON);
    mention_at(&on, "Charles James Mathew", 0);
    mention_at(&on, "Charles Adam Mathew", 30); /* too far from the beginning */
    fuse(f);
    assert_int_equal(stated_between(f, "Charles Mathew", "Charles James Mathew"), 1);
    assert_int_equal(stated_between(f, "Charles Mathew", "Charles Adam Mathew"), 0);
    check_clean(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(what_comes_and_what_goes_is_known),
        STORE_TEST(many_that_leave_are_each_found),
        cmocka_unit_test(only_what_is_said_of_the_world_is_asserted),
        STORE_TEST(each_row_is_counted_once),
        STORE_TEST(what_is_not_asserted_names_nothing),
        STORE_TEST(what_a_document_added_goes_with_it),
        STORE_TEST(origins_come_and_go_with_documents),
        STORE_TEST(stated_aliases_count_both_ways),
        STORE_TEST(a_name_is_no_alias_of_itself),
        STORE_TEST(a_document_begins_with_its_title_in_other_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
