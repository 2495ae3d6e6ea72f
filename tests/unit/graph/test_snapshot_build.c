/* The snapshot as a whole: what decides its bytes, and what stops its making. */
#include "random_store.h"

#include "graph/snapshot_parts.h"

/* The file without what may differ: chunk ids, and the hashes that cover them. */
static void read_comparable(const char *path, cn_buf *out)
{
    cn_snap_trailer trailer;
    cairn_error err = CAIRN_ERROR_INIT;

    cn_buf_init(out, (size_t)1 << 30);
    assert_int_equal(cn_file_read(path, (size_t)1 << 30, out, &err), CAIRN_OK);
    memcpy(&trailer, out->data + out->len - sizeof(trailer), sizeof(trailer));
    for (uint32_t i = 0; i < trailer.n_chunks; i++)
        memset(out->data + trailer.sections[CN_SNAP_CHUNKS].first + i * sizeof(cn_snap_chunk), 0,
               sizeof(int64_t));
    trailer.sections[CN_SNAP_CHUNKS].hash = trailer.checksum = 0;
    memcpy(out->data + out->len - sizeof(trailer), &trailer, sizeof(trailer));
}

static void build_bytes(unsigned step, unsigned n_threads, cn_buf *out)
{
    fixture f;

    fixture_open(&f);
    random_store(&f, step);
    fixture_build(&f, n_threads);
    read_comparable(f.snap_path, out);
    fixture_close(&f);
}

static void same_content_gives_same_bytes_in_any_order_and_threads(void **state)
{
    static const unsigned ways[][2] = {{1, 1}, {7, 1}, {119, 2}, {77, 5}};
    cn_buf first, other;

    (void)state;
    build_bytes(ways[0][0], ways[0][1], &first);
    for (size_t i = 1; i < sizeof(ways) / sizeof(*ways); i++) {
        build_bytes(ways[i][0], ways[i][1], &other);
        assert_int_equal(other.len, first.len);
        assert_memory_equal(other.data, first.data, first.len);
        cn_buf_done(&other);
    }
    cn_buf_done(&first);
}

static void empty_store_gives_an_empty_snapshot(void **state)
{
    fixture f;
    cn_snapshot *snapshot;
    uint32_t n;

    (void)state;
    fixture_open(&f);
    fixture_build(&f, 2);
    snapshot = fixture_snapshot(&f);
    assert_int_equal(snapshot->n_chunks, 0);
    assert_int_equal(snapshot->n_entities, 0);
    assert_int_equal(snapshot->generation, 7);
    assert_null(cn_snapshot_term(snapshot, 12345));
    assert_null(cn_snapshot_key(snapshot, 12345, &n));
    assert_true(cn_snapshot_entity(snapshot, 12345) == UINT32_MAX);
    cn_snapshot_close(snapshot);
    fixture_close(&f);
}

static void chunks_of_a_document_are_adjacent_and_in_order(void **state)
{
    fixture f;
    cn_snapshot *snapshot;

    (void)state;
    fixture_open(&f);
    random_store(&f, 7);
    fixture_build(&f, 2);
    snapshot = fixture_snapshot(&f);
    assert_int_equal(snapshot->n_documents, RANDOM_DOCUMENTS);
    for (uint32_t i = 1; i < snapshot->n_chunks; i++) {
        const cn_snap_chunk *chunk = &snapshot->chunks[i];

        if (chunk->document == chunk[-1].document)
            assert_true(chunk->id == chunk[-1].id + 1);
        else
            assert_int_equal(chunk->document, chunk[-1].document + 1);
    }
    cn_snapshot_close(snapshot);
    fixture_close(&f);
}

static int stop(const cairn_progress *progress, void *user)
{
    assert_int_equal(progress->stage, CAIRN_STAGE_INDEX);
    ++*(unsigned *)user;
    return 1;
}

static void caller_can_stop_it_and_the_old_file_stays(void **state)
{
    fixture f;
    cn_snapshot *snapshot;
    unsigned n_calls = 0;
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    fixture_open(&f);
    fixture_build(&f, 1);
    random_store(&f, 1);
    assert_int_equal(cn_document_settle(f.store, &err), CAIRN_OK);
    assert_int_equal(cn_snapshot_build(f.store, f.snap_path, 8, 2, stop, &n_calls, &err),
                     CAIRN_ECANCELED);
    assert_int_equal(n_calls, 1);
    snapshot = fixture_snapshot(&f);
    assert_int_equal(snapshot->generation, 7);
    cn_snapshot_close(snapshot);
    fixture_close(&f);
}

static void rows_that_do_not_fit_are_refused(void **state)
{
    const char *text = "Some words";
    fixture f;
    cairn_id id;
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    fixture_open(&f);
    id = fixture_document(&f, "doc:1", "Title", NULL, &text, 1);
    fixture_mention(&f, cn_chunk_id(id, 5), 0, "Nobody", CN_ROLE_MENTION, CN_TYPE_OTHER);
    assert_int_equal(cn_document_settle(f.store, &err), CAIRN_OK);
    assert_int_equal(cn_snapshot_build(f.store, f.snap_path, 1, 1, NULL, NULL, &err), CAIRN_EDB);
    assert_non_null(strstr(err.message, "stands in no live chunk"));
    assert_false(cn_file_exists(f.snap_path));
    fixture_close(&f);
}

static void folder_that_is_not_there_is_an_io_error(void **state)
{
    fixture f;
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    fixture_open(&f);
    assert_int_equal(cn_snapshot_build(f.store, "/nonexistent/folder/snap", 1, 1, NULL, NULL, &err),
                     CAIRN_EIO);
    fixture_close(&f);
}

static void no_allocation_that_fails_leaks_or_crashes(void **state)
{
    fixture f;
    cairn_error err;
    int64_t n_live;
    int rc = CAIRN_ENOMEM;

    (void)state;
    fixture_open(&f);
    for (unsigned i = 0; i < 6; i++)
        random_document(&f, i);
    fixture_entity(&f, "Name1 Of1", 3, 1);
    fixture_entity(&f, "Name2 Of2", 3, 1);
    fixture_alias(&f, "Name Two", "Name2 Of2");
    fixture_fact(&f, 5, "Name1 Of1", "Name2 Of2");
    fixture_build(&f, 1);
    n_live = cn_mem_live();
    for (uint64_t i = 1; rc != CAIRN_OK; i++) {
        cn_snapshot *snapshot = NULL;

        cn_mem_fail_at(i, i % 2 == 0);
        rc = cn_snapshot_build(f.store, f.snap_path, 1, 1, NULL, NULL, &err);
        if (rc == CAIRN_OK)
            rc = cn_snapshot_open(f.snap_path, &snapshot, &err);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
        cn_snapshot_close(snapshot);
        assert_int_equal(cn_mem_live(), n_live);
        assert_true(i < 5000);
    }
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_content_gives_same_bytes_in_any_order_and_threads),
        cmocka_unit_test(empty_store_gives_an_empty_snapshot),
        cmocka_unit_test(chunks_of_a_document_are_adjacent_and_in_order),
        cmocka_unit_test(caller_can_stop_it_and_the_old_file_stays),
        cmocka_unit_test(rows_that_do_not_fit_are_refused),
        cmocka_unit_test(folder_that_is_not_there_is_an_io_error),
        cmocka_unit_test(no_allocation_that_fails_leaks_or_crashes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
