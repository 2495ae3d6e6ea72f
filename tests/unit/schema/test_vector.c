/* Vector spaces and their vectors. */
#include "tests/unit/schema/fixture.h"

static void space_is_found_again_and_keeps_its_dimension(void **state)
{
    fixture *f = *state;
    int64_t a, b, again;

    begin(f);
    OK(cn_space_put(f->store, "model a", 3, &a, &last_error));
    OK(cn_space_put(f->store, "model b", 4, &b, &last_error));
    OK(cn_space_put(f->store, "model a", 3, &again, &last_error));
    assert_int_equal(again, a);
    assert_int_not_equal(a, b);
    OK(cn_space_find(f->store, "model b", &again, &last_error));
    assert_int_equal(again, b);
    assert_int_equal(cn_space_find(f->store, "model c", &again, &last_error), CAIRN_ENOTFOUND);
    assert_int_equal(again, 0);
    assert_int_equal(cn_space_put(f->store, "model a", 4, &again, &last_error), CAIRN_EINVAL);
    assert_non_null(strstr(last_error.message, "has 3 dimensions"));
    commit(f);
}

static void vectors_come_back_bit_by_bit_in_chunk_order(void **state)
{
    static const float in[2][3] = {{1.5f, -0.0f, 1e-40f}, {3.25f, 4, 5}};
    fixture *f = *state;
    int64_t space;
    cn_cursor *cursor;
    cairn_id document, chunk;
    const float *out;

    begin(f);
    OK(cn_space_put(f->store, "m", 3, &space, &last_error));
    document = put_document(f->store, "a", "a", NULL);
    OK(cn_vector_put(f->store, space, cn_chunk_id(document, 1), in[1], 3, &last_error));
    OK(cn_vector_put(f->store, space, cn_chunk_id(document, 0), in[1], 3, &last_error));
    OK(cn_vector_put(f->store, space, cn_chunk_id(document, 0), in[0], 3, &last_error));
    settle(f);
    commit(f);
    OK(cn_vector_scan(f->store, space, &cursor, &last_error));
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(cn_vector_next(cursor, &chunk, &out, &last_error), CAIRN_ROW);
        assert_int_equal(chunk, cn_chunk_id(document, i));
        assert_memory_equal(out, in[i], sizeof(in[i]));
    }
    assert_int_equal(cn_vector_next(cursor, &chunk, &out, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
}

static void scan_skips_pending_documents_and_needs_a_space(void **state)
{
    static const float in[1] = {1};
    fixture *f = *state;
    int64_t space;
    cn_cursor *cursor;
    cairn_id chunk;
    const float *out;

    begin(f);
    OK(cn_space_put(f->store, "m", 1, &space, &last_error));
    chunk = cn_chunk_id(put_document(f->store, "a", "a", NULL), 0);
    OK(cn_vector_put(f->store, space, chunk, in, 1, &last_error));
    commit(f);
    OK(cn_vector_scan(f->store, space, &cursor, &last_error));
    assert_int_equal(cn_vector_next(cursor, &chunk, &out, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
    assert_int_equal(cn_vector_scan(f->store, 77, &cursor, &last_error), CAIRN_ENOTFOUND);
    assert_null(cursor);
}

static void vector_of_wrong_length_is_refused(void **state)
{
    static const float in[2] = {1, 2};
    fixture *f = *state;
    int64_t space;
    cn_cursor *cursor;
    cairn_id chunk;
    const float *out;

    begin(f);
    OK(cn_space_put(f->store, "m", 3, &space, &last_error));
    chunk = cn_chunk_id(put_document(f->store, "a", "a", NULL), 0);
    OK(cn_vector_put(f->store, space, chunk, in, 2, &last_error));
    settle(f);
    commit(f);
    OK(cn_vector_scan(f->store, space, &cursor, &last_error));
    assert_int_equal(cn_vector_next(cursor, &chunk, &out, &last_error), CAIRN_EDB);
    assert_non_null(strstr(last_error.message, "has 8 bytes, not 12"));
    cn_cursor_free(cursor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(space_is_found_again_and_keeps_its_dimension),
        STORE_TEST(vectors_come_back_bit_by_bit_in_chunk_order),
        STORE_TEST(scan_skips_pending_documents_and_needs_a_space),
        STORE_TEST(vector_of_wrong_length_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
