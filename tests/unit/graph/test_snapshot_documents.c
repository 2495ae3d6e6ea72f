/* Ranks, places and ordinals of documents and chunks. */
#include "store_fixture.h"

#include "graph/snapshot_parts.h"

enum { DOCUMENTS = 40 };

static void load(fixture *f, cn_snap_documents *documents)
{
    const char *text = "text";
    char uri[32];

    fixture_open(f);
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        snprintf(uri, sizeof(uri), "doc:%u", i);
        fixture_document(f, uri, uri + 4, NULL, &text, 1);
    }
    assert_int_equal(cn_document_settle(f->store, NULL), CAIRN_OK);
    cn_snap_documents_init(documents);
    assert_int_equal(cn_snap_documents_load(documents, f->store, NULL), CAIRN_OK);
}

static void ranks_follow_the_hash_of_the_uri(void **state)
{
    fixture f;
    cn_snap_documents documents;

    (void)state;
    load(&f, &documents);
    assert_int_equal(documents.n, DOCUMENTS);
    for (uint32_t rank = 0; rank < DOCUMENTS; rank++) {
        const cn_snap_document *document = &documents.items[documents.by_rank[rank]];

        assert_int_equal(document->rank, rank);
        if (rank > 0)
            assert_true(document->uri_hash > documents.items[documents.by_rank[rank - 1]].uri_hash);
    }
    cn_snap_documents_done(&documents);
    fixture_close(&f);
}

static void seek_moves_on_and_misses_what_is_absent(void **state)
{
    fixture f;
    cn_snap_documents documents;
    size_t at = 0;

    (void)state;
    load(&f, &documents);
    assert_ptr_equal(cn_snap_documents_seek(&documents, &at, documents.items[3].id),
                     &documents.items[3]);
    assert_int_equal(at, 3);
    assert_ptr_equal(cn_snap_documents_seek(&documents, &at, documents.items[3].id),
                     &documents.items[3]);
    assert_null(cn_snap_documents_seek(&documents, &at, INT64_MAX));
    cn_snap_documents_done(&documents);
    fixture_close(&f);
}

static void places_order_as_ordinals_do(void **state)
{
    fixture f;
    cn_snap_documents documents;
    uint32_t expected = 0;

    (void)state;
    load(&f, &documents);
    for (uint32_t i = 0; i < DOCUMENTS; i++)
        for (uint32_t j = 0; j < i % 4; j++)
            assert_int_equal(
                cn_snap_documents_add_chunk(&documents, &documents.items[i], 10 + j, NULL),
                CAIRN_OK);
    cn_snap_documents_number(&documents);
    for (uint32_t rank = 0; rank < DOCUMENTS; rank++) {
        const cn_snap_document *document = &documents.items[documents.by_rank[rank]];

        for (uint32_t j = 0; j < document->n_chunks; j++) {
            assert_int_equal(documents.chunk_words[document->n_before + j], 10 + j);
            assert_int_equal(cn_snap_place_ordinal(&documents, cn_snap_place(document, j)),
                             expected++);
        }
    }
    assert_int_equal(expected, documents.n_chunks);
    cn_snap_documents_done(&documents);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_follow_the_hash_of_the_uri),
        cmocka_unit_test(seek_moves_on_and_misses_what_is_absent),
        cmocka_unit_test(places_order_as_ordinals_do),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
