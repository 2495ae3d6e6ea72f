/* Chunks: written, got, and scanned by what has been done to their documents. */
#include "tests/unit/schema/fixture.h"

/* The ids a cursor gives, as ordinals of documents and chunks: "1.0 1.1 2.0". */
static void drain(cn_cursor *cursor, char *seen, size_t size)
{
    cn_chunk_row row;
    size_t len = 0;
    int rc;

    seen[0] = '\0';
    while ((rc = cn_chunk_next(cursor, &row, &last_error)) == CAIRN_ROW)
        len += (size_t)snprintf(seen + len, size - len, "%s%d.%d", len ? " " : "",
                                (int)cn_chunk_document(row.id), (int)(row.id % (1 << 20)));
    assert_int_equal(rc, CAIRN_OK);
    cn_cursor_free(cursor);
}

/* Documents 1 (live, two chunks), 2 (leaving), 3 (pending, successor of 2). */
static void put_three(fixture *f)
{
    begin(f);
    put_document(f->store, "a", "onetwo", NULL);
    put_chunk(f->store, 1, 0, "one", 0);
    put_chunk(f->store, 1, 1, "two", 3);
    put_all(f->store, "b", "bee", "Bee");
    settle(f);
    put_all(f->store, "b", "beet", "Bee");
    commit(f);
}

static void chunk_reads_as_it_was_written(void **state)
{
    fixture *f = *state;
    const cn_chunk_row in = {.id = cn_chunk_id(3, 4),
                             .kind = CN_CHUNK_TABLE,
                             .heading = "A > B",
                             .first_byte = 5,
                             .src_first = 6,
                             .src_len = 7,
                             .text = "a\0b",
                             .text_len = 3};
    cn_chunk_row out;

    begin(f);
    OK(cn_chunk_put(f->store, &in, &last_error));
    commit(f);
    OK(cn_chunk_get(f->store, in.id, &out, &last_error));
    assert_int_equal(out.kind, in.kind);
    assert_string_equal(out.heading, in.heading);
    assert_int_equal(out.first_byte, 5);
    assert_int_equal(out.src_first, 6);
    assert_int_equal(out.src_len, 7);
    assert_int_equal(out.text_len, 3);
    assert_memory_equal(out.text, "a\0b", 4);
    assert_int_equal(cn_chunk_get(f->store, 1, &out, &last_error), CAIRN_ENOTFOUND);
}

static void same_id_twice_is_an_error(void **state)
{
    fixture *f = *state;
    const cn_chunk_row row = {.id = 1, .heading = "", .text = "x", .text_len = 1};

    begin(f);
    OK(cn_chunk_put(f->store, &row, &last_error));
    assert_int_equal(cn_chunk_put(f->store, &row, &last_error), CAIRN_EDB);
    assert_non_null(strstr(last_error.message, "UNIQUE"));
    cn_store_rollback(f->store);
}

static void scan_gives_one_document_or_all_published(void **state)
{
    fixture *f = *state;
    cn_cursor *cursor;
    char seen[64];

    put_three(f);
    OK(cn_chunk_scan(f->store, 0, &cursor, &last_error));
    drain(cursor, seen, sizeof(seen));
    assert_string_equal(seen, "1.0 1.1 2.0");
    OK(cn_chunk_scan(f->store, 3, &cursor, &last_error));
    drain(cursor, seen, sizeof(seen));
    assert_string_equal(seen, "3.0");
}

static void looking_ahead_gives_what_the_next_build_publishes(void **state)
{
    fixture *f = *state;
    cn_cursor *cursor;
    cn_document_row row;
    char seen[64];
    int n = 0;

    put_three(f);
    cn_store_look_ahead(f->store);
    OK(cn_chunk_scan(f->store, 0, &cursor, &last_error));
    drain(cursor, seen, sizeof(seen));
    assert_string_equal(seen, "1.0 1.1 3.0");
    OK(cn_document_scan(f->store, &cursor, &last_error));
    while (cn_document_next(cursor, &row, &last_error) == CAIRN_ROW) {
        assert_int_not_equal(row.id, 2);
        n++;
    }
    cn_cursor_free(cursor);
    assert_int_equal(n, 2);
}

static void undone_is_what_is_neither_done_nor_leaving(void **state)
{
    fixture *f = *state;
    cn_cursor *cursor;
    char seen[64];

    put_three(f);
    OK(cn_chunk_scan_undone(f->store, CAIRN_STAGE_EXTRACT, 1, &cursor, &last_error));
    drain(cursor, seen, sizeof(seen));
    assert_string_equal(seen, "1.0 1.1");
    OK(cn_chunk_scan_undone(f->store, CAIRN_STAGE_EXTRACT, 2, &cursor, &last_error));
    drain(cursor, seen, sizeof(seen));
    assert_string_equal(seen, "1.0 1.1 3.0");
    OK(cn_progress_put(f->store, 1, CAIRN_STAGE_EXTRACT, 1, "", &last_error));
    OK(cn_progress_put(f->store, 3, CAIRN_STAGE_EXTRACT, 1, "model said no", &last_error));
    OK(cn_chunk_scan_undone(f->store, CAIRN_STAGE_EXTRACT, 1, &cursor, &last_error));
    drain(cursor, seen, sizeof(seen));
    assert_string_equal(seen, "3.0");
}

static void scan_goes_on_over_commits_and_progress(void **state)
{
    fixture *f = *state;
    cn_cursor *cursor;
    cn_chunk_row row;
    int n = 0;

    begin(f);
    for (int i = 0; i < 50; i++) {
        char uri[16];

        snprintf(uri, sizeof(uri), "%d", i);
        put_chunk(f->store, put_document(f->store, uri, uri, NULL), 0, uri, 0);
    }
    commit(f);
    begin(f);
    OK(cn_chunk_scan_undone(f->store, CAIRN_STAGE_EXTRACT, 1, &cursor, &last_error));
    while (cn_chunk_next(cursor, &row, &last_error) == CAIRN_ROW) {
        OK(cn_progress_put(f->store, cn_chunk_document(row.id), CAIRN_STAGE_EXTRACT, 1, "",
                           &last_error));
        if (++n % 10 == 0) {
            commit(f);
            begin(f);
        }
    }
    cn_cursor_free(cursor);
    commit(f);
    assert_int_equal(n, 50);
}

static void unembedded_is_what_has_no_vector_in_the_space(void **state)
{
    fixture *f = *state;
    const float vector[2] = {0, 1};
    int64_t space;
    cn_cursor *cursor;
    char seen[64];

    put_three(f);
    begin(f);
    OK(cn_space_put(f->store, "m", 2, &space, &last_error));
    OK(cn_vector_put(f->store, space, cn_chunk_id(1, 1), vector, 2, &last_error));
    commit(f);
    OK(cn_chunk_scan_unembedded(f->store, space, &cursor, &last_error));
    drain(cursor, seen, sizeof(seen));
    assert_string_equal(seen, "1.0 3.0");
    OK(cn_chunk_scan_unembedded(f->store, space + 1, &cursor, &last_error));
    drain(cursor, seen, sizeof(seen));
    assert_string_equal(seen, "1.0 1.1 3.0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(chunk_reads_as_it_was_written),
        STORE_TEST(same_id_twice_is_an_error),
        STORE_TEST(scan_gives_one_document_or_all_published),
        STORE_TEST(looking_ahead_gives_what_the_next_build_publishes),
        STORE_TEST(undone_is_what_is_neither_done_nor_leaving),
        STORE_TEST(scan_goes_on_over_commits_and_progress),
        STORE_TEST(unembedded_is_what_has_no_vector_in_the_space),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
