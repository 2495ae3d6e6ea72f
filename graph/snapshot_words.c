/* Chunks -> words that count, in parallel: the calling thread reads rows into batches and takes
 * the counts in, workers tokenise.
 *
 * The words of a chunk are its document's title (CN_TITLE_WEIGHT times), its heading path and its
 * text. Stop words are left out, they are two words in five and no query asks for them, except in
 * a chunk that has no others ("To be or not to be"). */
#include "graph/snapshot_parts.h"

#include <string.h>

#include "base/mem.h"
#include "base/threads.h"
#include "graph/text_index.h"

enum {
    BATCH_CHUNKS = 64,      /* chunks handed to a worker at a time, */
    BATCH_BYTES = 1 << 17,  /* or so many bytes, */
    BATCHES_PER_THREAD = 3, /* and so many on their way */
    FIELDS = 3              /* title, heading, text */
};
#define BATCH_MAX ((size_t)2 << 30) /* bytes of a batch: a chunk is a row of SQLite, under 1 GB */
#define WORDS_MAX ((size_t)1 << 31)

typedef struct batch_chunk {
    cn_snap_document *document;
    uint64_t place;
    size_t first, heading_len, text_len; /* in batch->bytes: heading, then text */
    size_t first_count, n_counts;
    uint32_t n_words;
} batch_chunk;

typedef struct batch {
    batch_chunk chunks[BATCH_CHUNKS];
    size_t n;
    cn_buf bytes;
    cn_term_count *counts;
    size_t n_counts, cap_counts;
} batch;

typedef struct worker {
    cn_tokenizer *tokenizer;
    cn_words fields[FIELDS];
    uint32_t *slots; /* by stem: position in the chunk's counts + 1, or 0 */
    size_t cap_slots;
} worker;

typedef struct reading {
    cn_cursor *cursor;
    cn_snap_documents *documents;
    size_t at; /* in documents, of the last chunk read */
    uint32_t n_of_document;
    bool is_at_end;
    cn_snap_terms *terms;
    worker *workers;
    const cn_snap_progress *progress;
} reading;

/* ---- Reading: the calling thread ---- */

static void free_batch(batch *b)
{
    if (!b)
        return;
    cn_buf_done(&b->bytes);
    cn_free(b->counts);
    cn_free(b);
}

/* Chunks come by id: those of a document in order, without gaps. */
static int find_document(reading *r, cairn_id chunk, cn_snap_document **document, cairn_error *err)
{
    size_t before = r->at;
    uint32_t ordinal = (uint32_t)(chunk & ((1 << CN_CHUNK_BITS) - 1));

    *document = cn_snap_documents_seek(r->documents, &r->at, cn_chunk_document(chunk));
    if (!*document)
        return cn_fail(err, CAIRN_EDB, chunk, "chunk %lld belongs to no live document",
                       (long long)chunk);
    if (r->at != before)
        r->n_of_document = 0;
    if (ordinal != r->n_of_document++)
        return cn_fail(err, CAIRN_EDB, chunk, "document %lld: there is a gap before chunk %u",
                       (long long)(*document)->id, ordinal);
    return CAIRN_OK;
}

static int add_row(reading *r, batch *b, const cn_chunk_row *row, cairn_error *err)
{
    batch_chunk *chunk = &b->chunks[b->n];
    int rc = find_document(r, row->id, &chunk->document, err);

    if (rc < 0)
        return rc;
    chunk->place = cn_snap_place(chunk->document, r->n_of_document - 1);
    chunk->first = b->bytes.len;
    chunk->heading_len = strlen(row->heading);
    chunk->text_len = row->text_len;
    cn_buf_add(&b->bytes, row->heading, chunk->heading_len);
    if (cn_buf_add(&b->bytes, row->text, row->text_len) < 0)
        return cn_fail_memory(err, b->bytes.len + row->text_len);
    b->n++;
    return CAIRN_OK;
}

static int read_batch(void *user, void **item, cairn_error *err)
{
    reading *r = user;
    cn_chunk_row row;
    batch *b;
    int rc = CAIRN_ROW;

    *item = NULL;
    if (r->is_at_end)
        return CAIRN_OK;
    b = cn_alloc_zero(1, sizeof(*b));
    if (!b)
        return cn_fail_memory(err, sizeof(*b));
    cn_buf_init(&b->bytes, BATCH_MAX);
    while (rc >= 0 && b->n < BATCH_CHUNKS && b->bytes.len < BATCH_BYTES) {
        rc = cn_chunk_next(r->cursor, &row, err);
        if (rc != CAIRN_ROW)
            break;
        rc = add_row(r, b, &row, err);
    }
    r->is_at_end = rc == CAIRN_OK && b->n < BATCH_CHUNKS && b->bytes.len < BATCH_BYTES;
    if (rc < 0 || b->n == 0) {
        free_batch(b);
        return rc < 0 ? rc : CAIRN_OK;
    }
    *item = b;
    return CAIRN_ROW;
}

/* ---- Counting: the workers ---- */

static int tokenise(worker *w, const cn_snap_documents *documents, const batch *b,
                    const batch_chunk *chunk, cairn_error *err)
{
    const cn_snap_document *document = chunk->document;
    const char *titles = cn_buf_str(&documents->titles);
    const char *heading = cn_buf_str(&b->bytes) + chunk->first;
    int rc = cn_tokenizer_scan(w->tokenizer, titles + document->title_first, document->title_len,
                               &w->fields[0], err);

    if (rc == CAIRN_OK)
        rc = cn_tokenizer_scan(w->tokenizer, heading, chunk->heading_len, &w->fields[1], err);
    if (rc == CAIRN_OK)
        rc = cn_tokenizer_scan(w->tokenizer, heading + chunk->heading_len, chunk->text_len,
                               &w->fields[2], err);
    return rc;
}

/* Room for the words of all fields in the batch's counts, and twice as many empty slots. */
static int make_room(worker *w, batch *b, size_t n_words, cairn_error *err)
{
    size_t need = 64;

    while (need < 2 * n_words)
        need *= 2;
    if (!cn_grow((void **)&b->counts, &b->cap_counts, b->n_counts + n_words, WORDS_MAX,
                 sizeof(*b->counts)))
        return cn_fail_memory(err, (b->n_counts + n_words) * sizeof(*b->counts));
    if (need > w->cap_slots) {
        cn_free(w->slots);
        w->cap_slots = 0;
        w->slots = cn_alloc_zero(need, sizeof(*w->slots));
        if (!w->slots)
            return cn_fail_memory(err, need * sizeof(*w->slots));
        w->cap_slots = need;
    }
    memset(w->slots, 0, w->cap_slots * sizeof(*w->slots));
    return CAIRN_OK;
}

static void count_stem(worker *w, cn_term_count *counts, size_t *n, uint64_t stem, uint32_t weight)
{
    size_t mask = w->cap_slots - 1;
    size_t i = (size_t)stem & mask;

    while (w->slots[i] != 0 && counts[w->slots[i] - 1].stem != stem)
        i = (i + 1) & mask;
    if (w->slots[i] == 0) {
        counts[*n] = (cn_term_count){.stem = stem, .tf = 0};
        w->slots[i] = (uint32_t)++ * n;
    }
    counts[w->slots[i] - 1].tf += weight;
}

static void count_fields(worker *w, batch *b, batch_chunk *chunk, bool with_stop_words)
{
    cn_term_count *counts = b->counts + b->n_counts;

    for (unsigned field = 0; field < FIELDS; field++) {
        const cn_words *words = &w->fields[field];
        uint32_t weight = field == 0 ? CN_TITLE_WEIGHT : 1;

        for (size_t i = 0; i < words->n; i++) {
            const cn_word *word = &words->items[i];

            if (word->stem == 0 || (!with_stop_words && word->flags & CN_WORD_STOP))
                continue;
            count_stem(w, counts, &chunk->n_counts, word->stem, weight);
            chunk->n_words += weight;
        }
    }
}

static int count_chunk(worker *w, const cn_snap_documents *documents, batch *b, batch_chunk *chunk,
                       cairn_error *err)
{
    size_t n_words = 0;
    int rc = tokenise(w, documents, b, chunk, err);

    if (rc < 0)
        return rc;
    for (unsigned field = 0; field < FIELDS; field++)
        n_words += w->fields[field].n;
    rc = make_room(w, b, n_words, err);
    if (rc < 0)
        return rc;
    chunk->first_count = b->n_counts;
    count_fields(w, b, chunk, false);
    if (chunk->n_counts == 0)
        count_fields(w, b, chunk, true);
    b->n_counts += chunk->n_counts;
    return CAIRN_OK;
}

static int count_batch(void *user, unsigned thread, void *item, cairn_error *err)
{
    reading *r = user;
    batch *b = item;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < b->n; i++)
        rc = count_chunk(&r->workers[thread], r->documents, b, &b->chunks[i], err);
    return rc;
}

/* ---- Taking in: the calling thread, in the order of reading ---- */

static int report_progress(const reading *r, cairn_error *err)
{
    cairn_progress progress = {.stage = CAIRN_STAGE_INDEX, .done = r->at, .total = r->documents->n};

    if (r->progress->call && r->progress->call(&progress, r->progress->user) != 0)
        return cn_fail(err, CAIRN_ECANCELED, 0, "indexing was stopped by the caller");
    return CAIRN_OK;
}

static int take_batch(void *user, void *item, cairn_error *err)
{
    reading *r = user;
    batch *b = item;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < b->n; i++) {
        const batch_chunk *chunk = &b->chunks[i];

        rc = cn_snap_documents_add_chunk(r->documents, chunk->document, chunk->n_words, err);
        if (rc == CAIRN_OK)
            rc = cn_snap_terms_add(r->terms, chunk->place, b->counts + chunk->first_count,
                                   chunk->n_counts, err);
    }
    free_batch(b);
    return rc < 0 ? rc : report_progress(r, err);
}

static void drop_batch(void *user, void *item)
{
    (void)user;
    free_batch(item);
}

/* ---- All of it ---- */

static void free_workers(worker *workers, unsigned n)
{
    for (unsigned i = 0; workers && i < n; i++) {
        cn_tokenizer_free(workers[i].tokenizer);
        for (unsigned field = 0; field < FIELDS; field++)
            cn_words_done(&workers[i].fields[field]);
        cn_free(workers[i].slots);
    }
    cn_free(workers);
}

static int make_workers(worker **workers, unsigned n, cairn_error *err)
{
    int rc = CAIRN_OK;

    *workers = cn_alloc_zero(n, sizeof(**workers));
    if (!*workers)
        return cn_fail_memory(err, n * sizeof(**workers));
    for (unsigned i = 0; rc == CAIRN_OK && i < n; i++)
        rc = cn_tokenizer_new(&(*workers)[i].tokenizer, err);
    return rc;
}

int cn_snap_words_read(cn_store *store, cn_snap_documents *documents, cn_snap_terms *terms,
                       unsigned n_threads, const cn_snap_progress *progress, cairn_error *err)
{
    unsigned n_workers = n_threads > 1 ? n_threads : 1;
    reading r = {.documents = documents, .terms = terms, .progress = progress};
    cn_pipeline pipeline = {.produce = read_batch,
                            .work = count_batch,
                            .consume = take_batch,
                            .drop = drop_batch,
                            .user = &r,
                            .n_threads = n_threads,
                            .depth = n_workers * BATCHES_PER_THREAD};
    int rc = make_workers(&r.workers, n_workers, err);

    if (rc == CAIRN_OK)
        rc = cn_chunk_scan(store, 0, &r.cursor, err);
    if (rc == CAIRN_OK)
        rc = cn_pipeline_run(&pipeline, err);
    cn_cursor_free(r.cursor);
    free_workers(r.workers, n_workers);
    return rc;
}
