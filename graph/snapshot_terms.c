/* Posting lists by inversion in runs (Witten, Moffat, Bell: Managing Gigabytes, 1999, ch. 5).
 *
 * Terms get dense numbers as they come, so that a posting waits in 4 bytes: number << 3 | tf.
 * When a run is full, its chunks are put in order of place and their postings dealt to their
 * terms, which is a sort in linear time. A run is terms in the order of their stems, each with
 * its postings (place << 3 | tf) in order. One run stays in memory; more go to a file beside the
 * snapshot, are mapped, and are merged stem by stem. */
#include "graph/snapshot_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "graph/order.h"

#define TF_BITS 3
#define TF_MAX ((1U << TF_BITS) - 1)
#define TERMS_MAX ((size_t)1 << (32 - TF_BITS))
#define RUNS_MAX ((size_t)1 << 16)
#define RUNS_SUFFIX 64      /* bytes for ".runs-<pid>-<address>" */
#define POSTING_BYTES_MAX 5 /* of a 32-bit varint */
/* A list's length in bytes fits 32 bits: at most 2^29 chunks, and every byte beyond a
 * posting's first needs a gap of 16 chunks. */

typedef struct run_chunk {
    uint64_t place;
    size_t first; /* in packed */
    size_t n;
} run_chunk;

typedef struct run_term {
    uint64_t stem;
    uint64_t n; /* postings */
} run_term;

typedef struct run {
    const run_term *terms;
    size_t n_terms;
    const uint64_t *postings; /* place << TF_BITS | tf */
} run;

typedef struct spilled_run {
    uint64_t first; /* byte in the runs file: run_term x n_terms, then postings */
    size_t n_terms;
} spilled_run;

struct cn_snap_terms {
    cn_map numbers;       /* stem -> number of the term */
    uint64_t *run_counts; /* by number: postings in this run */
    size_t n_terms, cap_counts;
    uint32_t *packed; /* number << TF_BITS | tf */
    size_t n_packed, cap_packed, max_packed;
    run_chunk *chunks;
    size_t n_chunks, cap_chunks;
    char *runs_path;
    cn_writer *runs_file; /* NULL until something is spilled */
    spilled_run *spilled;
    size_t n_spilled, cap_spilled;
    cn_mapping mapping;
};

int cn_snap_terms_new(const char *path, size_t max_postings, cn_snap_terms **terms,
                      cairn_error *err)
{
    cn_snap_terms *made = cn_alloc_zero(1, sizeof(*made));
    size_t size = strlen(path) + RUNS_SUFFIX;

    *terms = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    cn_map_init(&made->numbers);
    made->max_packed = max_postings;
    made->runs_path = cn_alloc(size);
    if (!made->runs_path) {
        cn_snap_terms_free(made);
        return cn_fail_memory(err, size);
    }
    /* A name of our own: two processes may make the same snapshot at once. */
    snprintf(made->runs_path, size, "%s.runs-%ld-%p", path, (long)getpid(), (const void *)made);
    *terms = made;
    return CAIRN_OK;
}

void cn_snap_terms_free(cn_snap_terms *terms)
{
    if (!terms)
        return;
    cn_map_done(&terms->numbers);
    cn_free(terms->run_counts);
    cn_free(terms->packed);
    cn_free(terms->chunks);
    cn_free(terms->spilled);
    cn_file_unmap(&terms->mapping);
    cn_writer_free(terms->runs_file);
    if (terms->n_spilled > 0)
        cn_file_remove(terms->runs_path);
    cn_free(terms->runs_path);
    cn_free(terms);
}

/* ---- Gathering ---- */

/* The number of a stem, given to it when it is new. */
static int number_of(cn_snap_terms *terms, uint64_t stem, uint32_t *number, cairn_error *err)
{
    bool was_new;
    uint64_t *value = cn_map_put(&terms->numbers, stem, &was_new);

    *number = 0;
    if (!value)
        return cn_fail_memory(err, terms->numbers.cap * 2 * sizeof(struct cn_map_slot));
    if (was_new) {
        if (!cn_grow((void **)&terms->run_counts, &terms->cap_counts, terms->n_terms + 1, TERMS_MAX,
                     sizeof(*terms->run_counts)))
            return cn_fail_memory(err, (terms->n_terms + 1) * sizeof(*terms->run_counts));
        terms->run_counts[terms->n_terms] = 0;
        *value = terms->n_terms++;
    }
    *number = (uint32_t)*value;
    return CAIRN_OK;
}

static int spill(cn_snap_terms *terms, cairn_error *err);

/* Room for one more chunk with n postings, in this run or the next. */
static int make_room(cn_snap_terms *terms, size_t n, cairn_error *err)
{
    size_t max = terms->max_packed > n ? terms->max_packed : n;

    if (terms->n_packed > 0 && terms->n_packed + n > terms->max_packed) {
        int rc = spill(terms, err);

        if (rc < 0)
            return rc;
    }
    if (!cn_grow((void **)&terms->packed, &terms->cap_packed, terms->n_packed + n, max,
                 sizeof(*terms->packed)))
        return cn_fail_memory(err, (terms->n_packed + n) * sizeof(*terms->packed));
    if (!cn_grow((void **)&terms->chunks, &terms->cap_chunks, terms->n_chunks + 1, max + 1,
                 sizeof(*terms->chunks)))
        return cn_fail_memory(err, (terms->n_chunks + 1) * sizeof(*terms->chunks));
    return CAIRN_OK;
}

int cn_snap_terms_add(cn_snap_terms *terms, uint64_t place, const cn_term_count *counts, size_t n,
                      cairn_error *err)
{
    int rc;

    if (n == 0)
        return CAIRN_OK;
    rc = make_room(terms, n, err);
    if (rc < 0)
        return rc;
    terms->chunks[terms->n_chunks++] =
        (run_chunk){.place = place, .first = terms->n_packed, .n = n};
    for (size_t i = 0; i < n; i++) {
        uint32_t tf = counts[i].tf < TF_MAX ? counts[i].tf : TF_MAX;
        uint32_t number;

        rc = number_of(terms, counts[i].stem, &number, err);
        if (rc < 0)
            return rc;
        terms->run_counts[number]++;
        terms->packed[terms->n_packed++] = number << TF_BITS | tf;
    }
    return CAIRN_OK;
}

/* ---- A run in order ---- */

typedef struct sorted_run {
    uint64_t *keys; /* scratch */
    run_term *terms;
    size_t n_terms;
    uint64_t *starts; /* by number of the term: where its next posting goes */
    uint64_t *postings;
} sorted_run;

static void free_sorted(sorted_run *sorted)
{
    cn_free(sorted->keys);
    cn_free(sorted->terms);
    cn_free(sorted->starts);
    cn_free(sorted->postings);
}

static int alloc_sorted(const cn_snap_terms *terms, sorted_run *sorted, cairn_error *err)
{
    size_t n_keys = 2 * (terms->n_terms > terms->n_chunks ? terms->n_terms : terms->n_chunks);

    sorted->keys = cn_alloc_zero(n_keys, sizeof(*sorted->keys));
    sorted->terms = cn_alloc_zero(terms->n_terms, sizeof(*sorted->terms));
    sorted->starts = cn_alloc_zero(terms->n_terms, sizeof(*sorted->starts));
    sorted->postings = cn_alloc_zero(terms->n_packed, sizeof(*sorted->postings));
    if (!sorted->keys || !sorted->terms || !sorted->starts || !sorted->postings)
        return cn_fail_memory(err, terms->n_packed * sizeof(*sorted->postings));
    return CAIRN_OK;
}

/* Terms of this run by stem; starts of their postings. */
static void order_terms(const cn_snap_terms *terms, sorted_run *sorted)
{
    size_t n = 0;
    uint64_t stem, number, start = 0;

    for (size_t i = 0; cn_map_next(&terms->numbers, &i, &stem, &number);)
        if (terms->run_counts[number] > 0)
            sorted->keys[n++] = stem;
    cn_order_u64(sorted->keys, sorted->keys + n, n);
    for (size_t i = 0; i < n; i++) {
        number = *cn_map_get(&terms->numbers, sorted->keys[i]);
        sorted->terms[i] = (run_term){.stem = sorted->keys[i], .n = terms->run_counts[number]};
        sorted->starts[number] = start;
        start += terms->run_counts[number];
    }
    sorted->n_terms = n;
}

static int compare_places(const void *left, const void *right)
{
    const run_chunk *a = left, *b = right;

    return a->place < b->place ? -1 : a->place > b->place;
}

/* Chunk by chunk in order of place, so that each term's postings come in order too. */
static void deal_postings(const cn_snap_terms *terms, sorted_run *sorted)
{
    if (terms->n_chunks > 0)
        qsort(terms->chunks, terms->n_chunks, sizeof(*terms->chunks), compare_places);
    for (size_t i = 0; i < terms->n_chunks; i++) {
        const run_chunk *chunk = &terms->chunks[i];

        for (size_t j = chunk->first; j < chunk->first + chunk->n; j++) {
            uint32_t posting = terms->packed[j];

            sorted->postings[sorted->starts[posting >> TF_BITS]++] =
                chunk->place << TF_BITS | (posting & TF_MAX);
        }
    }
}

static int sort_run(const cn_snap_terms *terms, sorted_run *sorted, cairn_error *err)
{
    int rc;

    *sorted = (sorted_run){.keys = NULL};
    rc = alloc_sorted(terms, sorted, err);
    if (rc < 0)
        return rc;
    order_terms(terms, sorted);
    deal_postings(terms, sorted);
    return CAIRN_OK;
}

static int write_run(cn_snap_terms *terms, const sorted_run *sorted, cairn_error *err)
{
    spilled_run *entry;
    int rc = CAIRN_OK;

    if (!terms->runs_file)
        rc = cn_writer_new(terms->runs_path, false, &terms->runs_file, err);
    if (rc < 0)
        return rc;
    if (!cn_grow((void **)&terms->spilled, &terms->cap_spilled, terms->n_spilled + 1, RUNS_MAX,
                 sizeof(*entry)))
        return cn_fail_memory(err, (terms->n_spilled + 1) * sizeof(*entry));
    entry = &terms->spilled[terms->n_spilled];
    *entry = (spilled_run){.first = cn_writer_len(terms->runs_file), .n_terms = sorted->n_terms};
    rc = cn_writer_add(terms->runs_file, sorted->terms, sorted->n_terms * sizeof(*sorted->terms),
                       err);
    if (rc == CAIRN_OK)
        rc = cn_writer_add(terms->runs_file, sorted->postings,
                           terms->n_packed * sizeof(*sorted->postings), err);
    if (rc == CAIRN_OK)
        terms->n_spilled++;
    return rc;
}

static int spill(cn_snap_terms *terms, cairn_error *err)
{
    sorted_run sorted;
    int rc = sort_run(terms, &sorted, err);

    if (rc == CAIRN_OK)
        rc = write_run(terms, &sorted, err);
    free_sorted(&sorted);
    terms->n_packed = 0;
    terms->n_chunks = 0;
    if (terms->n_terms > 0)
        memset(terms->run_counts, 0, terms->n_terms * sizeof(*terms->run_counts));
    return rc;
}

/* ---- Merging ---- */

typedef struct merge {
    run *runs;
    size_t n_runs;
    const cn_snap_documents *documents;
    cn_snap_file *file;
    cn_snap_term *table;
    uint64_t mask;
    uint64_t *gathered; /* a term's postings from several runs, and scratch for their sort */
    size_t cap_gathered;
    cn_buf bytes; /* a posting list */
} merge;

/* Maps the runs file and points at its runs. */
static int open_spilled(cn_snap_terms *terms, merge *to, cairn_error *err)
{
    int rc = cn_writer_commit(terms->runs_file, err);

    if (rc == CAIRN_OK)
        rc = cn_file_map(terms->runs_path, &terms->mapping, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < terms->n_spilled; i++) {
        const spilled_run *spilled = &terms->spilled[i];
        const void *at = terms->mapping.data + spilled->first;
        const run_term *first = at;
        const void *postings = first + spilled->n_terms;

        to->runs[to->n_runs++] =
            (run){.terms = first, .n_terms = spilled->n_terms, .postings = postings};
    }
    return CAIRN_OK;
}

/* The lowest stem that a run has next, and how many postings all runs have for it. */
static bool next_stem(const merge *from, uint64_t *stem, size_t *n_postings, size_t *n_sharing)
{
    bool is_found = false;

    *n_postings = 0;
    *n_sharing = 0;
    for (size_t i = 0; i < from->n_runs; i++) {
        const run *r = &from->runs[i];

        if (r->n_terms == 0 || (is_found && r->terms->stem > *stem))
            continue;
        if (!is_found || r->terms->stem < *stem) {
            *stem = r->terms->stem;
            *n_postings = 0;
            *n_sharing = 0;
            is_found = true;
        }
        *n_postings += (size_t)r->terms->n;
        ++*n_sharing;
    }
    return is_found;
}

static void pass_term(run *r)
{
    r->postings += r->terms->n;
    r->terms++;
    r->n_terms--;
}

/* The postings of `stem` in order of place: a run's own, or put together in merge->gathered. */
static int take_postings(merge *m, uint64_t stem, size_t n, size_t n_sharing,
                         const uint64_t **postings, cairn_error *err)
{
    size_t n_gathered = 0;

    if (n_sharing > 1 && !cn_grow((void **)&m->gathered, &m->cap_gathered, 2 * n, SIZE_MAX / 16,
                                  sizeof(*m->gathered)))
        return cn_fail_memory(err, 2 * n * sizeof(*m->gathered));
    for (size_t i = 0; i < m->n_runs; i++) {
        run *r = &m->runs[i];

        if (r->n_terms == 0 || r->terms->stem != stem)
            continue;
        *postings = r->postings;
        if (n_sharing > 1) {
            memcpy(m->gathered + n_gathered, r->postings,
                   (size_t)r->terms->n * sizeof(*m->gathered));
            n_gathered += (size_t)r->terms->n;
        }
        pass_term(r);
    }
    if (n_sharing > 1) {
        cn_order_u64(m->gathered, m->gathered + n, n);
        *postings = m->gathered;
    }
    return CAIRN_OK;
}

static size_t put_varint(uint8_t *to, uint32_t value)
{
    size_t len = 0;

    for (; value >= 0x80U; value >>= 7)
        to[len++] = (uint8_t)(value | 0x80U);
    to[len++] = (uint8_t)value;
    return len;
}

static int encode(merge *m, const uint64_t *postings, size_t n, cairn_error *err)
{
    uint8_t piece[64 * POSTING_BYTES_MAX];
    size_t len = 0;
    uint32_t before = 0;

    cn_buf_clear(&m->bytes);
    for (size_t i = 0; i < n; i++) {
        uint32_t chunk = cn_snap_place_ordinal(m->documents, postings[i] >> TF_BITS);
        uint32_t tf = (uint32_t)(postings[i] & TF_MAX);

        len += put_varint(piece + len, (chunk - before) << TF_BITS | tf);
        before = chunk;
        if (len > sizeof(piece) - POSTING_BYTES_MAX || i + 1 == n) {
            if (cn_buf_add(&m->bytes, (const char *)piece, len) < 0)
                return cn_fail_memory(err, m->bytes.len + len);
            len = 0;
        }
    }
    return CAIRN_OK;
}

static void insert_term(merge *m, const cn_snap_term *term)
{
    uint64_t i = term->stem & m->mask;

    while (m->table[i].stem != 0)
        i = (i + 1) & m->mask;
    m->table[i] = *term;
}

/* In the order of stems, so that the table does not depend on the order of arrival. */
static int merge_runs(merge *m, cairn_error *err)
{
    uint64_t stem = 0;
    size_t n, n_sharing;
    const uint64_t *postings = NULL;
    int rc = CAIRN_OK;

    while (rc == CAIRN_OK && next_stem(m, &stem, &n, &n_sharing)) {
        cn_snap_term term = {
            .stem = stem, .first = cn_snap_file_section_len(m->file), .df = (uint32_t)n};

        rc = take_postings(m, stem, n, n_sharing, &postings, err);
        if (rc == CAIRN_OK)
            rc = encode(m, postings, n, err);
        if (rc < 0)
            return rc;
        term.len = (uint32_t)m->bytes.len;
        insert_term(m, &term);
        rc = cn_snap_file_add(m->file, m->bytes.data, m->bytes.len, err);
    }
    return rc;
}

static int write_merged(cn_snap_terms *terms, merge *m, cairn_error *err)
{
    uint64_t capacity = cn_snap_capacity(terms->n_terms);
    int rc = CAIRN_OK;

    m->mask = capacity - 1;
    m->table = cn_alloc_zero((size_t)capacity, sizeof(*m->table));
    if (!m->table)
        return cn_fail_memory(err, (size_t)capacity * sizeof(*m->table));
    if (terms->n_spilled > 0)
        rc = open_spilled(terms, m, err);
    if (rc == CAIRN_OK)
        rc = cn_snap_file_begin(m->file, CN_SNAP_POSTINGS, err);
    if (rc == CAIRN_OK)
        rc = merge_runs(m, err);
    if (rc == CAIRN_OK)
        rc = cn_snap_file_put(m->file, CN_SNAP_TERMS, m->table,
                              (size_t)capacity * sizeof(*m->table), err);
    return rc;
}

int cn_snap_terms_write(cn_snap_terms *terms, const cn_snap_documents *documents,
                        cn_snap_file *file, cairn_error *err)
{
    merge m = {.documents = documents, .file = file};
    sorted_run last;
    int rc = sort_run(terms, &last, err);

    cn_buf_init(&m.bytes, UINT32_MAX);
    if (rc < 0)
        goto out;
    m.runs = cn_alloc_zero(terms->n_spilled + 1, sizeof(*m.runs));
    if (!m.runs) {
        rc = cn_fail_memory(err, (terms->n_spilled + 1) * sizeof(*m.runs));
        goto out;
    }
    m.runs[m.n_runs++] =
        (run){.terms = last.terms, .n_terms = last.n_terms, .postings = last.postings};
    rc = write_merged(terms, &m, err);
out:
    free_sorted(&last);
    cn_free(m.runs);
    cn_free(m.table);
    cn_free(m.gathered);
    cn_buf_done(&m.bytes);
    return rc;
}
