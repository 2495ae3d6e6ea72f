/* FAISS against brute force, and its files against damage. */
#include "store_fixture.h"

#include <math.h>

#include "graph/vectors.h"

enum { DIM = 24, ROWS = 700 };

static float rows[ROWS][DIM];

static void make_rows(void)
{
    for (unsigned i = 0; i < ROWS; i++) {
        double sum = 0;

        for (unsigned j = 0; j < DIM; j++) {
            rows[i][j] = (float)(cn_hash_mix(i / 2, j) % 2001) / 1000 - 1; /* in equal pairs */
            sum += (double)rows[i][j] * (double)rows[i][j];
        }
        for (unsigned j = 0; j < DIM; j++)
            rows[i][j] = (float)(rows[i][j] / sqrt(sum));
    }
}

static int64_t id_of(unsigned row)
{
    return (int64_t)1000 + row * 3;
}

static cn_vectors *make_vectors(void)
{
    cn_vectors *vectors = NULL;
    int64_t ids[ROWS];

    make_rows();
    for (unsigned i = 0; i < ROWS; i++)
        ids[i] = id_of(i);
    assert_int_equal(cn_vectors_new(DIM, &vectors, NULL), CAIRN_OK);
    assert_int_equal(cn_vectors_add(vectors, ids, rows[0], 1, NULL), CAIRN_OK);
    assert_int_equal(cn_vectors_add(vectors, ids + 1, rows[1], ROWS - 1, NULL), CAIRN_OK);
    assert_int_equal(cn_vectors_count(vectors), ROWS);
    return vectors;
}

static void check_search(const cn_vectors *vectors, const float *query, size_t k)
{
    cn_scored *found = cn_alloc_zero(k, sizeof(*found));
    cn_topk top;
    size_t n;

    assert_true(cn_topk_init(&top, k));
    for (unsigned i = 0; i < ROWS; i++) {
        float cosine = 0;

        for (unsigned j = 0; j < DIM; j++)
            cosine += query[j] * rows[i][j];
        cn_topk_offer(&top, (uint64_t)id_of(i), (double)cosine);
    }
    cn_topk_sort(&top);
    assert_int_equal(cn_vectors_search(vectors, query, k, found, &n, NULL), CAIRN_OK);
    assert_int_equal(n, top.n);
    for (size_t i = 0; i < n; i++) {
        assert_true(fabs(found[i].score - top.items[i].score) < 1e-5);
        if (i > 0 && found[i].score == found[i - 1].score)
            assert_true(found[i].id > found[i - 1].id);
    }
    assert_int_equal(found[0].id, top.items[0].id);
    cn_topk_done(&top);
    cn_free(found);
}

static void search_equals_brute_force_at_any_k(void **state)
{
    static const size_t ks[] = {1, 5, 50, 99, 100, 101, 500, ROWS, ROWS + 50};
    cn_vectors *vectors = make_vectors();

    (void)state;
    for (size_t i = 0; i < sizeof(ks) / sizeof(*ks); i++)
        check_search(vectors, rows[i * 31], ks[i]);
    cn_vectors_free(vectors);
}

static void empty_index_finds_nothing(void **state)
{
    const float query[DIM] = {1};
    cn_vectors *vectors;
    cn_scored found;
    size_t n = 9;

    (void)state;
    assert_int_equal(cn_vectors_new(DIM, &vectors, NULL), CAIRN_OK);
    assert_int_equal(cn_vectors_search(vectors, query, 1, &found, &n, NULL), CAIRN_OK);
    assert_int_equal(n, 0);
    cn_vectors_free(vectors);
    assert_int_equal(cn_vectors_new(0, &vectors, NULL), CAIRN_EINVAL);
    assert_null(vectors);
}

typedef struct saved {
    char folder[64], path[96], ids_path[96];
} saved;

static void save_rows(saved *s)
{
    cn_vectors *vectors = make_vectors();

    strcpy(s->folder, "/tmp/cairn-vectors-XXXXXX");
    assert_non_null(mkdtemp(s->folder));
    snprintf(s->path, sizeof(s->path), "%s/v", s->folder);
    snprintf(s->ids_path, sizeof(s->ids_path), "%s/v.ids", s->folder);
    assert_int_equal(cn_vectors_save(vectors, s->path, 42, NULL), CAIRN_OK);
    cn_vectors_free(vectors);
}

static void remove_saved(saved *s)
{
    cn_file_list(s->folder, remove_entry, s->folder, NULL);
    assert_int_equal(rmdir(s->folder), 0);
}

static int load(const saved *s, uint64_t generation)
{
    cn_vectors *vectors = NULL;
    cairn_error err = CAIRN_ERROR_INIT;
    int rc = cn_vectors_load(s->path, generation, &vectors, &err);

    assert_true(rc < 0 ? vectors == NULL && err.message[0] != '\0' : vectors != NULL);
    cn_vectors_free(vectors);
    return rc;
}

static void loaded_index_finds_what_the_saved_one_did(void **state)
{
    saved s;
    cn_vectors *vectors;

    (void)state;
    save_rows(&s);
    assert_int_equal(cn_vectors_load(s.path, 42, &vectors, NULL), CAIRN_OK);
    check_search(vectors, rows[400], 10);
    cn_vectors_free(vectors);
    assert_int_equal(load(&s, 41), CAIRN_EINDEX);
    remove_saved(&s);
    assert_int_equal(load(&s, 42), CAIRN_ENOTFOUND);
}

static void write_bytes(const char *path, const cn_buf *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes->data, 1, len, file), len);
    fclose(file);
}

/* Flips bytes and cuts off ends; FAISS must not get to see the result. */
static void damage(const saved *s, const char *path)
{
    cn_buf whole;

    cn_buf_init(&whole, 1 << 24);
    assert_int_equal(cn_file_read(path, 1 << 24, &whole, NULL), CAIRN_OK);
    for (size_t i = 0; i < whole.len; i += i < 100 ? 1 : 97) {
        whole.data[i] = (char)(whole.data[i] ^ 0x81);
        write_bytes(path, &whole, whole.len);
        assert_int_equal(load(s, 42), CAIRN_EINDEX);
        whole.data[i] = (char)(whole.data[i] ^ 0x81);
    }
    for (size_t len = 0; len < whole.len; len += len < 100 ? 3 : 311) {
        write_bytes(path, &whole, len);
        assert_int_equal(load(s, 42), CAIRN_EINDEX);
    }
    write_bytes(path, &whole, whole.len);
    assert_int_equal(load(s, 42), CAIRN_OK);
    cn_buf_done(&whole);
}

static void damaged_files_are_refused(void **state)
{
    saved s;

    (void)state;
    save_rows(&s);
    damage(&s, s.ids_path);
    damage(&s, s.path);
    remove_saved(&s);
}

static void no_allocation_that_fails_leaks_or_crashes(void **state)
{
    saved s;
    int rc = CAIRN_ENOMEM;
    int64_t n_live;
    char other[96]; /* a save that fails may leave two files that are not a pair */

    (void)state;
    save_rows(&s);
    snprintf(other, sizeof(other), "%s/other", s.folder);
    n_live = cn_mem_live();
    for (uint64_t i = 1; rc != CAIRN_OK; i++) {
        cn_vectors *vectors = NULL;
        cn_scored found[5];
        size_t n;

        cn_mem_fail_at(i, i % 2 == 0);
        rc = cn_vectors_load(s.path, 42, &vectors, NULL);
        if (rc == CAIRN_OK)
            rc = cn_vectors_search(vectors, rows[3], 5, found, &n, NULL);
        if (rc == CAIRN_OK)
            rc = cn_vectors_add(vectors, (int64_t[]){7}, rows[3], 1, NULL);
        if (rc == CAIRN_OK)
            rc = cn_vectors_save(vectors, other, 42, NULL);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
        cn_vectors_free(vectors);
        assert_int_equal(cn_mem_live(), n_live);
        assert_true(i < 100);
    }
    remove_saved(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(search_equals_brute_force_at_any_k),
        cmocka_unit_test(empty_index_finds_nothing),
        cmocka_unit_test(loaded_index_finds_what_the_saved_one_did),
        cmocka_unit_test(damaged_files_are_refused),
        cmocka_unit_test(no_allocation_that_fails_leaks_or_crashes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
