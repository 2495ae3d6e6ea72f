/* Documents: the states they go through, from put to settle. */
#include "tests/unit/schema/fixture.h"

static int64_t state_of(cn_store *store, cairn_id id)
{
    cn_document_row row;

    return cn_document_get(store, id, &row, &last_error) < 0 ? -1 : row.state;
}

/* A live document "a". */
static cairn_id put_live(fixture *f)
{
    cairn_id id;

    begin(f);
    id = put_all(f->store, "a", "Ada was born.", "Ada");
    settle(f);
    commit(f);
    return id;
}

static void new_document_is_pending_until_settled(void **state)
{
    fixture *f = *state;
    cn_document_row row;
    cn_put_outcome outcome;
    cairn_id id;

    begin(f);
    id = put_document(f->store, "a", "text", &outcome);
    assert_int_equal(outcome, CN_PUT_ADDED);
    assert_int_equal(state_of(f->store, id), CN_DOCUMENT_PENDING);
    assert_int_equal(cn_document_find(f->store, "a", &row, &last_error), CAIRN_ENOTFOUND);
    assert_non_null(strstr(last_error.message, "no document \"a\""));
    settle(f);
    OK(cn_document_find(f->store, "a", &row, &last_error));
    commit(f);
    assert_int_equal(row.id, id);
    assert_int_equal(row.state, CN_DOCUMENT_LIVE);
}

static void document_reads_as_it_was_written(void **state)
{
    fixture *f = *state;
    const cn_document_row in = {.uri = "urn:x",
                                .title = "T\xc3\xa4",
                                .source = "s.jsonl:12",
                                .meta = "{\"a\":1}",
                                .format = CAIRN_FORMAT_JSONL,
                                .hash = {UINT64_MAX, 1},
                                .byte_len = 77};
    cn_document_row out;
    cn_put_outcome outcome;
    cairn_id id;

    begin(f);
    OK(cn_document_put(f->store, &in, &id, &outcome, &last_error));
    OK(cn_document_get(f->store, id, &out, &last_error));
    commit(f);
    assert_string_equal(out.uri, in.uri);
    assert_string_equal(out.title, in.title);
    assert_string_equal(out.source, in.source);
    assert_string_equal(out.meta, in.meta);
    assert_int_equal(out.format, in.format);
    assert_true(out.hash.low == in.hash.low && out.hash.high == in.hash.high);
    assert_int_equal(out.byte_len, 77);
    assert_int_equal(cn_document_get(f->store, 99, &out, &last_error), CAIRN_ENOTFOUND);
}

static void same_content_is_unchanged_while_pending_and_live(void **state)
{
    fixture *f = *state;
    cn_put_outcome outcome;
    cairn_id id = put_live(f);

    begin(f);
    assert_int_equal(put_document(f->store, "a", "Ada was born.", &outcome), id);
    assert_int_equal(outcome, CN_PUT_UNCHANGED);
    id = put_document(f->store, "b", "text", NULL);
    assert_int_equal(put_document(f->store, "b", "text", &outcome), id);
    assert_int_equal(outcome, CN_PUT_UNCHANGED);
    commit(f);
}

static void other_source_moves_the_document(void **state)
{
    fixture *f = *state;
    cn_document_row row = document_row("a", "Ada was born.");
    cn_put_outcome outcome;
    cn_chunk_row chunk;
    cairn_id id, old = put_live(f);

    begin(f);
    row.source = "elsewhere.txt";
    OK(cn_document_put(f->store, &row, &id, &outcome, &last_error));
    OK(cn_chunk_move(f->store, cn_chunk_id(old, 0), 700, 13, &last_error));
    commit(f);
    assert_int_equal(outcome, CN_PUT_MOVED);
    assert_int_equal(id, old);
    assert_int_equal(state_of(f->store, old), CN_DOCUMENT_LIVE);
    OK(cn_document_get(f->store, old, &row, &last_error));
    assert_string_equal(row.source, "elsewhere.txt");
    OK(cn_chunk_get(f->store, cn_chunk_id(old, 0), &chunk, &last_error));
    assert_int_equal(chunk.src_first, 700);
    assert_int_equal(chunk.src_len, 13);
}

static void pending_predecessor_goes_with_its_rows(void **state)
{
    fixture *f = *state;

    begin(f);
    put_all(f->store, "a", "first", "Ada");
    put_all(f->store, "a", "second", "Ada");
    commit(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM document"), 1);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM chunk"), 1);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM mention"), 1);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM statement"), 1);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM progress"), 1);
}

static void live_document_stays_visible_until_its_successor_settles(void **state)
{
    fixture *f = *state;
    cn_document_row row;
    cairn_id old = put_live(f), new;

    begin(f);
    new = put_all(f->store, "a", "Ada was born in 1904.", "Ada");
    commit(f);
    OK(cn_document_find(f->store, "a", &row, &last_error));
    assert_int_equal(row.id, old);
    begin(f);
    settle(f);
    commit(f);
    OK(cn_document_find(f->store, "a", &row, &last_error));
    assert_int_equal(row.id, new);
    assert_int_equal(state_of(f->store, old), -1);
    assert_int_equal(stats_of(f->store).mentions, 1);
}

static void leaving_document_put_again_comes_back(void **state)
{
    fixture *f = *state;
    cn_put_outcome outcome;
    cairn_id id = put_live(f);

    begin(f);
    OK(cn_document_forget(f->store, "a", &last_error));
    assert_int_equal(state_of(f->store, id), CN_DOCUMENT_LEAVING);
    put_all(f->store, "a", "another text", "Bob");
    assert_int_equal(put_document(f->store, "a", "Ada was born.", &outcome), id);
    assert_int_equal(outcome, CN_PUT_UNCHANGED);
    commit(f);
    assert_int_equal(state_of(f->store, id), CN_DOCUMENT_LIVE);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM document"), 1);
    assert_int_equal(stats_of(f->store).pending, 0);
}

static void forget_takes_pending_at_once_and_live_at_the_build(void **state)
{
    fixture *f = *state;

    put_live(f);
    begin(f);
    put_all(f->store, "b", "Bob", "Bob");
    OK(cn_document_forget(f->store, "b", &last_error));
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM document"), 1);
    OK(cn_document_forget(f->store, "a", &last_error));
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM document"), 1);
    assert_int_equal(cn_document_forget(f->store, "a", &last_error), CAIRN_ENOTFOUND);
    assert_int_equal(cn_document_forget(f->store, "zzz", &last_error), CAIRN_ENOTFOUND);
    settle(f);
    commit(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM document"), 0);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM chunk"), 0);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM mention"), 0);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM statement"), 0);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM progress"), 0);
}

static void settle_takes_only_what_nests_in_the_document(void **state)
{
    fixture *f = *state;
    cairn_id id;
    float vector[2] = {1, 0};
    int64_t space;

    begin(f);
    OK(cn_space_put(f->store, "m", 2, &space, &last_error));
    for (int i = 0; i < 3; i++) {
        char uri[16];

        snprintf(uri, sizeof(uri), "%d", i);
        id = put_all(f->store, uri, uri, "Ada");
        put_chunk(f->store, id, (1 << CN_CHUNK_BITS) - 1, "last possible chunk", 1);
        OK(cn_vector_put(f->store, space, cn_chunk_id(id, 0), vector, 2, &last_error));
    }
    settle(f);
    OK(cn_document_forget(f->store, "1", &last_error));
    settle(f);
    commit(f);
    assert_int_equal(stats_of(f->store).documents, 2);
    assert_int_equal(stats_of(f->store).chunks, 4);
    assert_int_equal(stats_of(f->store).mentions, 2);
    assert_int_equal(stats_of(f->store).statements, 2);
    assert_int_equal(stats_of(f->store).vectors, 2);
}

static void unsettled_counts_pending_and_leaving(void **state)
{
    fixture *f = *state;
    uint64_t n = 9;

    put_live(f);
    OK(cn_document_unsettled(f->store, &n, &last_error));
    assert_int_equal(n, 0);
    begin(f);
    put_document(f->store, "a", "new", NULL);
    put_document(f->store, "b", "new", NULL);
    commit(f);
    OK(cn_document_unsettled(f->store, &n, &last_error));
    assert_int_equal(n, 3);
}

static void scan_gives_published_documents_by_uri(void **state)
{
    fixture *f = *state;
    cn_cursor *cursor;
    cn_document_row row;
    char seen[8] = "";

    begin(f);
    put_document(f->store, "c", "c", NULL);
    put_document(f->store, "a", "a", NULL);
    put_document(f->store, "b", "b", NULL);
    settle(f);
    OK(cn_document_forget(f->store, "a", &last_error));
    put_document(f->store, "d", "pending", NULL);
    put_document(f->store, "b", "newer", NULL);
    commit(f);
    OK(cn_document_scan(f->store, &cursor, &last_error));
    while (cn_document_next(cursor, &row, &last_error) == CAIRN_ROW)
        strcat(seen, row.uri);
    cn_cursor_free(cursor);
    assert_string_equal(seen, "abc");
}

static void found_strings_outlive_other_calls(void **state)
{
    fixture *f = *state;
    cn_document_row document;
    cn_chunk_row chunk;

    put_live(f);
    OK(cn_document_find(f->store, "a", &document, &last_error));
    OK(cn_chunk_get(f->store, cn_chunk_id(document.id, 0), &chunk, &last_error));
    stats_of(f->store);
    assert_string_equal(document.uri, "a");
    assert_string_equal(chunk.text, "Ada was born.");
}

static void what_the_next_build_has_to_do_is_scanned_by_id(void **state)
{
    fixture *f = *state;
    cairn_id gone, added, document;
    cn_cursor *cursor;
    uint64_t n = 0;
    int doing;

    begin(f);
    gone = put_document(f->store, "a", "a", NULL);
    put_document(f->store, "b", "b", NULL);
    settle(f);
    added = put_document(f->store, "c", "c", NULL);
    OK(cn_document_forget(f->store, "a", &last_error));
    OK(cn_unsettled_scan(f->store, &cursor, &last_error));
    assert_int_equal(cn_unsettled_next(cursor, &document, &doing, &last_error), CAIRN_ROW);
    assert_true(document == gone && doing == CN_DOCUMENT_LEAVING);
    assert_int_equal(cn_unsettled_next(cursor, &document, &doing, &last_error), CAIRN_ROW);
    assert_true(document == added && doing == CN_DOCUMENT_PENDING);
    assert_int_equal(cn_unsettled_next(cursor, &document, &doing, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
    OK(cn_document_count(f->store, &n, &last_error));
    assert_int_equal(n, 3); /* of any state */
    settle(f);
    OK(cn_document_count(f->store, &n, &last_error));
    assert_int_equal(n, 2);
    commit(f);
}

static void a_settled_document_leaves_its_names_to_fusion(void **state)
{
    static const char sql[] = "SELECT count(*) FROM meta WHERE key = 'strays'";
    fixture *f = *state;

    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    settle(f);
    OK(cn_document_forget(f->store, "a", &last_error));
    settle(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM statement"), 0);
    assert_int_equal(number_of(f->store, sql), 0);
    put_all(f->store, "b", "Bob was born.", "Bob");
    OK(cn_document_forget(f->store, "b", &last_error));
    assert_int_equal(number_of(f->store, sql), 1); /* nobody counted it */
    commit(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(new_document_is_pending_until_settled),
        STORE_TEST(document_reads_as_it_was_written),
        STORE_TEST(same_content_is_unchanged_while_pending_and_live),
        STORE_TEST(other_source_moves_the_document),
        STORE_TEST(pending_predecessor_goes_with_its_rows),
        STORE_TEST(live_document_stays_visible_until_its_successor_settles),
        STORE_TEST(leaving_document_put_again_comes_back),
        STORE_TEST(forget_takes_pending_at_once_and_live_at_the_build),
        STORE_TEST(settle_takes_only_what_nests_in_the_document),
        STORE_TEST(unsettled_counts_pending_and_leaving),
        STORE_TEST(scan_gives_published_documents_by_uri),
        STORE_TEST(found_strings_outlive_other_calls),
        STORE_TEST(what_the_next_build_has_to_do_is_scanned_by_id),
        STORE_TEST(a_settled_document_leaves_its_names_to_fusion),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
