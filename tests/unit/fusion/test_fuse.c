/* The whole of fusion: the documents alone decide, and every way to stop is clean. */
#include "unit/base/oom_walk.h"
#include "unit/fusion/world.h"

enum { N_PAGES = 6 };

/* Pages that share names, aliases, facts and conflicts. */
static void add_numbered_page(fixture *f, int number)
{
    static const char *const titles[N_PAGES] = {"Heat (film)", "Heat (novel)",     "Paris, Texas",
                                                "Ada",         "The Ada Lovelace", "Heat (FILM)"};
    static const char *const dates[N_PAGES] = {"1815",       "10 December 1815", "1816",
                                               "1815-12-10", "12 May 1816",      "1815"};
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
    say(&on, "Ada Lovelace", "lived in", "Paris", CN_TYPE_PLACE, confidences[number]);
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

static void removing_equals_never_having_had(void **state)
{
    const int all[] = {0, 1, 2, 3, 4, 5}, without[] = {0, 2, 3, 4};
    fixture *f = *state;
    char removed[33], never[33];
    void *other = NULL;

    build_pages(f, all, N_PAGES, removed);
    begin(f);
    OK(cn_document_forget(f->store, "page 1", &last_error));
    OK(cn_document_forget(f->store, "page 5", &last_error));
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
    char once[33], twice[33];

    build_pages(f, all, N_PAGES, once);
    build_pages(f, all, 0, twice);
    assert_string_equal(once, twice);
}

static int stop_at_once(const cairn_progress *progress, void *user)
{
    assert_int_equal(progress->stage, CAIRN_STAGE_FUSE);
    ++*(int *)user;
    return *(int *)user > 1;
}

static void the_caller_may_stop_it(void **state)
{
    fixture *f = *state;
    int n_calls = 0;
    page on;

    begin(f);
    for (int i = 0; i < 3; i++) {
        char uri[32];

        snprintf(uri, sizeof(uri), "u%d", i);
        on = add_page(f, uri);
        for (int m = 0; m < 4000; m++)
            mention(&on, "Ada", CN_ROLE_MENTION, CN_TYPE_PERSON);
    }
    settle(f);
    assert_int_equal(cn_fuse(f->store, stop_at_once, &n_calls, &last_error), CAIRN_ECANCELED);
    assert_int_equal(n_calls, 2);
    assert_string_equal(last_error.message, "fusion stopped after 8192 rows, as asked");
    cn_store_rollback(f->store);
}

static int fuse_and_undo(void *user)
{
    fixture *f = user;
    cairn_error err = CAIRN_ERROR_INIT;
    int rc = cn_store_begin(f->store, &err);

    if (rc == CAIRN_OK)
        rc = cn_fuse(f->store, NULL, NULL, &err);
    cn_store_rollback(f->store);
    return rc;
}

static void memory_may_run_out_anywhere(void **state)
{
    const int all[] = {0, 1, 2, 3, 4, 5};
    fixture *f = *state;
    char before[33], after[33];

    build_pages(f, all, N_PAGES, before);
    /* Statements stay prepared in the store: the first run makes them. */
    assert_int_equal(fuse_and_undo(f), CAIRN_OK);
    walk_failures(fuse_and_undo, f);
    digest_of(f->store, after);
    assert_string_equal(before, after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(the_order_of_arrival_does_not_matter),
        STORE_TEST(removing_equals_never_having_had),
        STORE_TEST(fusing_again_changes_nothing),
        STORE_TEST(the_caller_may_stop_it),
        STORE_TEST(memory_may_run_out_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
