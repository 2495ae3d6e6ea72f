/* Counts. */
#include "tests/unit/schema/fixture.h"

static void counts_are_of_what_is_published(void **state)
{
    fixture *f = *state;
    cairn_stats stats;

    begin(f);
    put_all(f->store, "a", "a", "Ada");
    put_all(f->store, "b", "b", "Bob");
    commit(f);
    stats = stats_of(f->store);
    assert_true(stats.documents == 0 && stats.chunks == 0 && stats.pending == 2);
    assert_true(stats.mentions == 0 && stats.statements == 0);
    begin(f);
    settle(f);
    OK(cn_document_forget(f->store, "b", &last_error));
    put_all(f->store, "c", "c", "Cid");
    commit(f);
    stats = stats_of(f->store);
    assert_true(stats.documents == 2 && stats.chunks == 2 && stats.pending == 2);
    assert_true(stats.mentions == 2 && stats.statements == 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(counts_are_of_what_is_published)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
