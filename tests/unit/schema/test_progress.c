/* Progress of stages per document. */
#include "tests/unit/schema/fixture.h"

static uint64_t undone(cn_store *store, int version)
{
    uint64_t n = 99;

    OK(cn_progress_count_undone(store, CAIRN_STAGE_INDEX, version, &n, &last_error));
    return n;
}

static void done_means_this_version_without_a_failure(void **state)
{
    fixture *f = *state;
    cairn_id a, b;

    begin(f);
    a = put_document(f->store, "a", "a", NULL);
    b = put_document(f->store, "b", "b", NULL);
    assert_int_equal(undone(f->store, 1), 2);
    OK(cn_progress_put(f->store, a, CAIRN_STAGE_INDEX, 1, "", &last_error));
    OK(cn_progress_put(f->store, b, CAIRN_STAGE_INDEX, 1, "no reply", &last_error));
    assert_int_equal(undone(f->store, 1), 1);
    OK(cn_progress_put(f->store, b, CAIRN_STAGE_INDEX, 1, "", &last_error));
    assert_int_equal(undone(f->store, 1), 0);
    assert_int_equal(undone(f->store, 2), 2);
    commit(f);
}

static void leaving_documents_need_nothing(void **state)
{
    fixture *f = *state;

    begin(f);
    put_document(f->store, "a", "a", NULL);
    settle(f);
    OK(cn_document_forget(f->store, "a", &last_error));
    assert_int_equal(undone(f->store, 1), 0);
    commit(f);
}

static void progress_needs_its_document(void **state)
{
    fixture *f = *state;

    begin(f);
    assert_int_equal(cn_progress_put(f->store, 5, CAIRN_STAGE_INDEX, 1, "", &last_error),
                     CAIRN_EDB);
    cn_store_rollback(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(done_means_this_version_without_a_failure),
        STORE_TEST(leaving_documents_need_nothing),
        STORE_TEST(progress_needs_its_document),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
