/* Posting lists: one run or many make no difference. */
#include "store_fixture.h"

#include "graph/snapshot_parts.h"

enum { DOCUMENTS = 50, CHUNKS = 3, STEMS = 90 };

/* Documents by id, with ranks that are not in their order. */
static void make_documents(cn_snap_documents *documents)
{
    cn_snap_documents_init(documents);
    documents->items = cn_alloc_zero(DOCUMENTS, sizeof(*documents->items));
    documents->by_rank = cn_alloc_zero(DOCUMENTS, sizeof(*documents->by_rank));
    documents->n = DOCUMENTS;
    for (uint32_t i = 0; i < DOCUMENTS; i++) {
        documents->items[i] = (cn_snap_document){.id = i + 1, .rank = i * 7 % DOCUMENTS};
        documents->by_rank[i * 7 % DOCUMENTS] = i;
    }
    for (uint32_t i = 0; i < DOCUMENTS * CHUNKS; i++)
        assert_int_equal(
            cn_snap_documents_add_chunk(documents, &documents->items[i / CHUNKS], 10, NULL),
            CAIRN_OK);
    cn_snap_documents_number(documents);
}

static uint32_t tf_of(uint32_t chunk, uint64_t stem)
{
    uint64_t hash = cn_hash_mix(chunk, stem);

    return hash % 4 == 0 ? (uint32_t)(hash >> 8) % 12 : 0;
}

static void build(const char *path, size_t max_postings, const cn_snap_documents *documents)
{
    cn_snap_terms *terms = NULL;
    cn_snap_file *file = NULL;

    assert_int_equal(cn_snap_terms_new(path, max_postings, &terms, NULL), CAIRN_OK);
    assert_int_equal(cn_snap_file_new(path, &file, NULL), CAIRN_OK);
    for (uint32_t i = 0; i < DOCUMENTS * CHUNKS; i++) {
        cn_term_count counts[STEMS];
        size_t n = 0;

        for (uint64_t stem = 1; stem <= STEMS; stem++)
            if (tf_of(i, stem) > 0)
                counts[n++] = (cn_term_count){.stem = stem, .tf = tf_of(i, stem)};
        assert_int_equal(cn_snap_terms_add(terms,
                                           cn_snap_place(&documents->items[i / CHUNKS], i % CHUNKS),
                                           counts, n, NULL),
                         CAIRN_OK);
    }
    assert_int_equal(cn_snap_terms_write(terms, documents, file, NULL), CAIRN_OK);
    assert_int_equal(cn_snap_file_commit(file, 1, 0, 0, 0, NULL), CAIRN_OK);
    cn_snap_file_free(file);
    cn_snap_terms_free(terms);
}

static int count_entry(const char *name, void *user, cairn_error *err)
{
    (void)name;
    (void)err;
    ++*(unsigned *)user;
    return CAIRN_OK;
}

static void many_runs_give_the_bytes_of_one_and_leave_no_file(void **state)
{
    static const size_t sizes[] = {1, 30, 500, 2000};
    fixture f;
    cn_snap_documents documents;
    cn_buf one, many;
    unsigned n_before = 0, n_after = 0;

    (void)state;
    fixture_open(&f);
    make_documents(&documents);
    build(f.snap_path, CN_SNAP_RUN_POSTINGS, &documents);
    cn_buf_init(&one, 1 << 24);
    assert_int_equal(cn_file_read(f.snap_path, 1 << 24, &one, NULL), CAIRN_OK);
    cn_file_list(f.folder, count_entry, &n_before, NULL);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        build(f.snap_path, sizes[i], &documents);
        cn_buf_init(&many, 1 << 24);
        assert_int_equal(cn_file_read(f.snap_path, 1 << 24, &many, NULL), CAIRN_OK);
        assert_int_equal(many.len, one.len);
        assert_memory_equal(many.data, one.data, one.len);
        cn_buf_done(&many);
    }
    cn_file_list(f.folder, count_entry, &n_after, NULL);
    assert_int_equal(n_after, n_before);
    cn_buf_done(&one);
    cn_snap_documents_done(&documents);
    fixture_close(&f);
}

static const cn_snap_term *find_term(const cn_buf *file, const cn_snap_trailer *trailer,
                                     uint64_t stem)
{
    const cn_snap_section *section = &trailer->sections[CN_SNAP_TERMS];
    const cn_snap_term *terms = (const void *)(file->data + section->first);

    for (uint64_t i = 0; i < section->len / sizeof(*terms); i++)
        if (terms[i].stem == stem)
            return &terms[i];
    fail_msg("stem %llu is not in the table", (unsigned long long)stem);
    return NULL;
}

static void postings_decode_to_what_was_added(void **state)
{
    fixture f;
    cn_snap_documents documents;
    cn_snap_trailer trailer;
    cn_buf file;

    (void)state;
    fixture_open(&f);
    make_documents(&documents);
    build(f.snap_path, 100, &documents);
    cn_buf_init(&file, 1 << 24);
    assert_int_equal(cn_file_read(f.snap_path, 1 << 24, &file, NULL), CAIRN_OK);
    memcpy(&trailer, file.data + file.len - sizeof(trailer), sizeof(trailer));
    for (uint64_t stem = 1; stem <= STEMS; stem++) {
        const cn_snap_term *term = find_term(&file, &trailer, stem);
        const uint8_t *at =
            (const uint8_t *)file.data + term->first + trailer.sections[CN_SNAP_POSTINGS].first;
        uint32_t chunk = 0, tf, n = 0;

        for (uint32_t ordinal = 0; ordinal < DOCUMENTS * CHUNKS; ordinal++) {
            uint32_t id = documents.by_rank[ordinal / CHUNKS] * CHUNKS + ordinal % CHUNKS;
            uint32_t expected = tf_of(id, stem);

            if (expected == 0)
                continue;
            at = cn_posting_next(at, &chunk, &tf);
            assert_int_equal(chunk, ordinal);
            assert_int_equal(tf, expected < 7 ? expected : 7);
            n++;
        }
        assert_int_equal(term->df, n);
    }
    cn_buf_done(&file);
    cn_snap_documents_done(&documents);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_runs_give_the_bytes_of_one_and_leave_no_file),
        cmocka_unit_test(postings_decode_to_what_was_added),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
