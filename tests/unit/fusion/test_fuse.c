/* The whole of fusion: the documents alone decide, whichever way the rows are made, and every way
 * to stop is clean. Random documents that come and go are in test_fuse_changes.c. */
#include "unit/base/oom_walk.h"
#include "unit/fusion/told.h"

enum { N_PAGES = 6 };

/* Pages that share names, aliases, facts and conflicts. */
static void add_numbered_page(fixture *f, int number)
{
    static const char *const titles[N_PAGES] = {"Heat (film)", "Heat (novel)",     "Paris, Texas",
                                                "Ada",         "The Ada Lovelace", "Heat (FILM)"};
    static const char *const dates[N_PAGES] = {"1815",       "10 December 1815", "1816",
                                               "1815-12-10", "12 May 1816",      "1815"};
    static const char *const times[N_PAGES] = {"since 1830", "in 1840", "until 1850",
                                               "since 1845", "",        "since 1830"};
    static const double confidences[N_PAGES] = {0.3, 0.7, 0.55, 0.81, 0.9, 0.123};
    char uri[32];
    page on;

    snprintf(uri, sizeof(uri), "page %d", number);
    on = add_page(f, uri);
    mention(&on, titles[number], CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, number % 2 ? "heat" : "Heat", CN_ROLE_MENTION, CN_TYPE_WORK);
    mention(&on, number % 3 ? "Paris" : "PARIS", CN_ROLE_MENTION, 1 + number % 3);
    say(&on, "Ada Lovelace", number % 2 ? "Born on" : "born_on", dates[number], CN_TYPE_DATE,
        confidences[number]);
    say(&on, "Ada Lovelace", "saw", number % 2 ? "heat" : "HEAT", CN_TYPE_WORK,
        confidences[number]);
    say(&on, "Ada Lovelace", "born in", number % 2 ? "Paris" : "Leeds", CN_TYPE_PLACE,
        confidences[number]);
    say(&on, "Ada Lovelace", "also known as", "Ada", CN_TYPE_PERSON, confidences[number]);
    say_when(&on, "Paris", "mayor", titles[N_PAGES - 1 - number], CN_TYPE_PERSON, times[number]);
}

static void build_pages(fixture *f, const int *numbers, int n, char hex[33])
{
    begin(f);
    for (int i = 0; i < n; i++)
        add_numbered_page(f, numbers[i]);
    fuse(f);
    check_clean(f);
    commit(f);
    digest_of(f->store, hex);
}

static void the_order_of_arrival_does_not_matter(void **state)
{
    const int orders[][N_PAGES] = {{0, 1, 2, 3, 4, 5}, {5, 4, 3, 2, 1, 0}, {2, 5, 0, 3, 1, 4}};
    char first[33], hex[33];

    build_pages(*state, orders[0], N_PAGES, first);
    for (size_t i = 1; i < 3; i++) {
        void *other = NULL;

        set_up(&other);
        build_pages(other, orders[i], N_PAGES, hex);
        tear_down(&other);
        assert_string_equal(hex, first);
    }
}

static void one_by_one_equals_all_at_once(void **state)
{
    const int all[] = {0, 1, 2, 3, 4, 5};
    fixture *f = *state;
    char at_once[33], one_by_one[33];
    void *other = NULL;

    begin(f);
    add_others(f);
    fuse(f);
    for (int i = 0; i < N_PAGES; i++) {
        add_numbered_page(f, i);
        fuse(f);
        check_clean(f);
    }
    commit(f);
    digest_of(f->store, one_by_one);
    set_up(&other);
    begin(other);
    add_others(other);
    commit(other);
    build_pages(other, all, N_PAGES, at_once);
    tear_down(&other);
    assert_string_equal(one_by_one, at_once);
}

static void removing_equals_never_having_had(void **state)
{
    const int all[] = {0, 1, 2, 3, 4, 5}, without[] = {0, 2, 3, 4};
    fixture *f = *state;
    char removed[33], never[33];
    void *other = NULL;

    build_pages(f, all, N_PAGES, removed);
    begin(f);
    forget(f, "page 1");
    forget(f, "page 5");
    fuse(f);
    check_clean(f);
    commit(f);
    digest_of(f->store, removed);
    set_up(&other);
    build_pages(other, without, 4, never);
    tear_down(&other);
    assert_string_equal(removed, never);
}

static void fusing_again_changes_nothing(void **state)
{
    const int all[] = {0, 1, 2, 3, 4, 5};
    fixture *f = *state;
    char once[33], again[33];

    build_pages(f, all, N_PAGES, once);
    build_pages(f, all, 0, again);
    assert_string_equal(once, again);
    begin(f);
    fuse_anew(f);
    commit(f);
    digest_of(f->store, again);
    assert_string_equal(once, again);
}

/* ---- Which way ---- */

static int version_of(fixture *f)
{
    int version;

    OK(cn_fused_version(f->store, &version, &last_error));
    return version;
}

/* Facts that were first here in it. */
static int64_t n_recorded_in(fixture *f, int generation)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    int64_t n = 0;

    OK(cn_fact_scan(f->store, 0, &cursor, &last_error));
    while (cn_fact_next(cursor, &row, &last_error) == CAIRN_ROW)
        n += row.recorded == (uint64_t)generation;
    cn_cursor_free(cursor);
    return n;
}

static void rows_of_another_version_are_made_anew(void **state)
{
    fixture *f = *state;
    int version;

    begin(f);
    add_others(f);
    fuse_as(f, 1);
    version = version_of(f);
    assert_true(version != 0);
    say_on(f, "a", "Ada", "met", "Charles", CN_TYPE_PERSON);
    fuse_as(f, 2);
    assert_int_equal(n_recorded_in(f, 1), 24);
    OK(cn_fused_set_version(f->store, version + 1, &last_error));
    fuse_as(f, 3);
    assert_int_equal(version_of(f), version);
    assert_int_equal(n_recorded_in(f, 1), 24);
    assert_int_equal(n_recorded_in(f, 3), 0);
    check_clean(f);
}

static void another_table_of_relations_makes_all_anew(void **state)
{
    fixture *f = *state;
    cn_relation_table *empty;

    begin(f);
    add_others(f);
    say_on(f, "a", "Ada", "Date of Birth", "1815", CN_TYPE_DATE);
    fuse_as(f, 1);
    OK(cn_relation_table_open(&empty, NULL, &last_error));
    OK(cn_fuse(f->store, empty, 2, NULL, NULL, &last_error));
    cn_relation_table_close(empty);
    assert_int_equal(n_recorded_in(f, 2), 1);
    assert_int_equal(
        number_of(f->store, "SELECT count(*) FROM relation WHERE surface = 'date of birth'"), 1);
    check_clean(f);
    fuse_as(f, 3);
    assert_int_equal(n_recorded_in(f, 3), 1);
    check_clean(f);
}

static void many_changes_are_a_build_from_scratch(void **state)
{
    fixture *f = *state;

    begin(f);
    add_others(f);
    fuse_as(f, 1);
    for (int i = 0; i < 12; i++) {
        char uri[32];

        snprintf(uri, sizeof(uri), "more %d", i);
        say_on(f, uri, "Ada", "met", "Charles", CN_TYPE_PERSON);
    }
    fuse_as(f, 2);
    assert_int_equal(n_recorded_in(f, 1), 24);
    assert_int_equal(n_recorded_in(f, 2), 1);
    check_clean(f);
}

static void names_of_a_document_that_never_was_published_go(void **state)
{
    fixture *f = *state;

    begin(f);
    add_others(f);
    fuse(f);
    say_on(f, "a", "Stray Name", "strayed around", "Another Stray", CN_TYPE_PERSON);
    forget(f, "a"); /* it was pending: nothing was counted */
    say_on(f, "b", "Ada", "met", "Charles", CN_TYPE_PERSON);
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name WHERE surface LIKE '%Stray%'"),
                     0);
    assert_int_equal(
        number_of(f->store, "SELECT count(*) FROM relation WHERE surface LIKE '%stray%'"), 0);
    check_followed(f);
}

static void when_all_documents_go_nothing_is_left(void **state)
{
    static const char *const tables[] = {
        "SELECT count(*) FROM name",     "SELECT count(*) FROM relation",
        "SELECT count(*) FROM name_use", "SELECT count(*) FROM relation_use",
        "SELECT count(*) FROM block",    "SELECT count(*) FROM stated_alias",
        "SELECT count(*) FROM entity",   "SELECT count(*) FROM alias",
        "SELECT count(*) FROM sense",    "SELECT count(*) FROM fact",
        "SELECT count(*) FROM conflict", "SELECT count(*) FROM origin"};
    const int all[] = {0, 1, 2, 3, 4, 5};
    fixture *f = *state;
    char hex[33];

    build_pages(f, all, N_PAGES, hex);
    begin(f);
    for (int i = 0; i < N_PAGES; i++) {
        char uri[32];

        snprintf(uri, sizeof(uri), "page %d", i);
        forget(f, uri);
    }
    fuse(f);
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
        assert_int_equal(number_of(f->store, tables[i]), 0);
    commit(f);
}

/* ---- Stopping ---- */

static int stop_at_once(const cairn_progress *progress, void *user)
{
    assert_int_equal(progress->stage, CAIRN_STAGE_FUSE);
    ++*(int *)user;
    return *(int *)user > 1;
}

static void the_caller_may_stop_it(void **state)
{
    fixture *f = *state;
    cn_relation_table *table;
    int n_calls = 0;
    page on;

    begin(f);
    OK(cn_relation_table_open(&table, NULL, &last_error));
    for (int i = 0; i < 3; i++) {
        char uri[32];

        snprintf(uri, sizeof(uri), "u%d", i);
        on = add_page(f, uri);
        for (int m = 0; m < 4000; m++)
            mention(&on, "Ada", CN_ROLE_MENTION, CN_TYPE_PERSON);
    }
    assert_int_equal(cn_fuse(f->store, table, 1, stop_at_once, &n_calls, &last_error),
                     CAIRN_ECANCELED);
    assert_int_equal(n_calls, 2);
    assert_string_equal(last_error.message, "fusion stopped after 8192 rows, as asked");
    cn_store_rollback(f->store);
    cn_relation_table_close(table);
}

typedef struct failing {
    fixture *f;
    cn_relation_table *table;
} failing;

static int fuse_and_undo(void *user)
{
    failing *it = user;
    cairn_error err = CAIRN_ERROR_INIT;
    int rc = cn_store_begin(it->f->store, &err);

    if (rc == CAIRN_OK)
        rc = cn_fuse(it->f->store, it->table, 2, NULL, NULL, &err);
    cn_store_rollback(it->f->store);
    return rc;
}

static void fail_everywhere(fixture *f)
{
    failing it = {.f = f};
    char before[33], after[33];

    OK(cn_relation_table_open(&it.table, CAIRN_SOURCE_DIR "/data/models/en/relations.tsv",
                              &last_error));
    digest_of(f->store, before);
    /* Statements stay prepared in the store: the first run makes them. */
    assert_int_equal(fuse_and_undo(&it), CAIRN_OK);
    walk_failures(fuse_and_undo, &it);
    digest_of(f->store, after);
    assert_string_equal(before, after);
    cn_relation_table_close(it.table);
}

static void memory_may_run_out_in_a_build_from_scratch(void **state)
{
    fixture *f = *state;

    begin(f);
    for (int i = 0; i < N_PAGES; i++)
        add_numbered_page(f, i);
    commit(f);
    fail_everywhere(f);
}

static void memory_may_run_out_in_a_build_that_follows(void **state)
{
    fixture *f = *state;

    begin(f);
    add_others(f);
    for (int i = 0; i < N_PAGES - 1; i++)
        add_numbered_page(f, i);
    fuse(f);
    forget(f, "page 2");
    add_numbered_page(f, N_PAGES - 1);
    commit(f);
    fail_everywhere(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(the_order_of_arrival_does_not_matter),
        STORE_TEST(one_by_one_equals_all_at_once),
        STORE_TEST(removing_equals_never_having_had),
        STORE_TEST(fusing_again_changes_nothing),
        STORE_TEST(rows_of_another_version_are_made_anew),
        STORE_TEST(another_table_of_relations_makes_all_anew),
        STORE_TEST(many_changes_are_a_build_from_scratch),
        STORE_TEST(names_of_a_document_that_never_was_published_go),
        STORE_TEST(when_all_documents_go_nothing_is_left),
        STORE_TEST(the_caller_may_stop_it),
        STORE_TEST(memory_may_run_out_in_a_build_from_scratch),
        STORE_TEST(memory_may_run_out_in_a_build_that_follows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
