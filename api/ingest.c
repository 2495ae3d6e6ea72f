/* Documents into the store: read, cut into chunks, extracted, put as pending rows. They
 * become visible with the next build. Parts of the input are read on all cores, and written in
 * their order by the calling thread. Committed in batches, so that a killed run loses little. */
#include <string.h>

#include "api/arrivals.h"
#include "api/stages.h"
#include "base/mem.h"

#define BATCH_BYTES ((size_t)16 << 20) /* of text between two commits */
enum { PARTS_UNDER_WAY = 8 };

struct ingest {
    cairn *kb;
    cairn_ingest_report *report;
    cairn_issue_fn issue;
    cairn_progress_fn progress;
    void *user;
    cn_parts *parts;
    cn_extractors extractors;
    size_t uncommitted; /* bytes put since the last commit */
};

/* ---- Writing ------------------------------------------------------------- */

static int put_chunks(cn_store *store, cairn_id id, const cn_arrival *arrival, cairn_error *err)
{
    const char *text = arrival->doc->text.data;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < arrival->chunks.n; i++) {
        const cn_chunk *chunk = &arrival->chunks.items[i];
        const cn_chunk_row row = {cn_chunk_id(id, (uint32_t)i),
                                  chunk->kind,
                                  chunk->heading,
                                  chunk->first,
                                  chunk->src_first,
                                  chunk->src_len,
                                  text + chunk->first,
                                  chunk->len};
        rc = cn_chunk_put(store, &row, err);
    }
    return rc;
}

/* The same text, now in other lines of its source. */
static int move_chunks(cn_store *store, cairn_id id, const cn_arrival *arrival, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < arrival->chunks.n; i++) {
        const cn_chunk *chunk = &arrival->chunks.items[i];
        rc = cn_chunk_move(store, cn_chunk_id(id, (uint32_t)i), chunk->src_first, chunk->src_len,
                           err);
    }
    return rc;
}

/* What was found, and the note that it was; for a new document, which has no rows yet. */
static int put_found(cn_store *store, cairn_id id, const cn_arrival *arrival, cairn_error *err)
{
    int rc = CAIRN_OK;

    if (!arrival->found)
        return CAIRN_OK;
    for (size_t i = 0; rc == CAIRN_OK && i < arrival->chunks.n; i++)
        rc = cn_extraction_put(store, cn_chunk_id(id, (uint32_t)i), &arrival->found[i], err);
    if (rc == CAIRN_OK)
        rc = cn_progress_put(store, id, CAIRN_STAGE_EXTRACT, CN_EXTRACT_VERSION, "", err);
    return rc;
}

static int put_document(cn_store *store, const cn_arrival *arrival, cn_put_outcome *outcome,
                        cairn_error *err)
{
    const cn_document *doc = arrival->doc;
    const cn_document_row row = {.uri = doc->uri,
                                 .title = doc->title,
                                 .source = doc->source,
                                 .meta = doc->meta,
                                 .format = doc->format,
                                 .hash = arrival->hash,
                                 .byte_len = doc->text.len};
    cairn_id id;
    int rc = cn_document_put(store, &row, &id, outcome, err);

    if (rc < 0 || *outcome == CN_PUT_UNCHANGED)
        return rc;
    if (*outcome == CN_PUT_MOVED)
        return move_chunks(store, id, arrival, err);
    rc = put_chunks(store, id, arrival, err);
    return rc < 0 ? rc : put_found(store, id, arrival, err);
}

static int commit_batch(struct ingest *in, size_t bytes, cairn_error *err)
{
    int rc = cn_kb_check_interrupt(in->kb, err);

    in->uncommitted += bytes;
    if (rc < 0 || in->uncommitted < BATCH_BYTES)
        return rc;
    in->uncommitted = 0;
    rc = cn_store_commit(in->kb->writer, err);
    return rc < 0 ? rc : cn_store_begin(in->kb->writer, err);
}

static int report_refusal(struct ingest *in, const char *place, const char *sentence)
{
    in->report->failed++;
    if (in->issue)
        in->issue(place, sentence, in->user);
    return CAIRN_OK;
}

static int write_arrival(struct ingest *in, const cn_arrival *arrival, cairn_error *err)
{
    cairn_progress progress = {CAIRN_STAGE_READ, 0, 0};
    cn_put_outcome outcome = CN_PUT_ADDED;
    int rc;

    if (!arrival->doc)
        return report_refusal(in, arrival->place, arrival->sentence);
    rc = put_document(in->kb->writer, arrival, &outcome, err);
    if (rc < 0)
        return rc;
    in->report->added += outcome == CN_PUT_ADDED;
    in->report->unchanged += outcome != CN_PUT_ADDED;
    rc = commit_batch(in, arrival->doc->text.len, err);
    progress.done = in->report->added + in->report->unchanged;
    return rc < 0 ? rc : cn_stage_tell(in->progress, in->user, &progress, err);
}

static int write_arrivals(struct ingest *in, const cn_arrivals *arrivals, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < arrivals->n; i++)
        rc = write_arrival(in, &arrivals->items[i], err);
    return rc;
}

/* Runs `read` in a write transaction, which is committed also when the caller stopped it: what was
 * read stays. */
static int run_ingest(struct ingest *in,
                      int (*read)(struct ingest *in, const void *what, cairn_error *err),
                      const void *what, cairn_error *err)
{
    cairn_ingest_report unasked = {0, 0, 0};
    int rc;

    if (!in->report)
        in->report = &unasked;
    rc = cn_kb_begin_write(in->kb, err);
    if (rc < 0)
        return rc;
    rc = cn_store_begin(in->kb->writer, err);
    if (rc == CAIRN_OK)
        rc = read(in, what, err);
    if (rc == CAIRN_OK)
        rc = cn_store_commit(in->kb->writer, err);
    else if (rc == CAIRN_ECANCELED)
        cn_store_commit(in->kb->writer, NULL);
    cn_kb_end_write(in->kb);
    return rc;
}

/* ---- A path -------------------------------------------------------------- */

static int produce_part(void *user, void **item, cairn_error *err)
{
    struct ingest *in = user;
    cn_arrivals *arrivals = cn_alloc_zero(1, sizeof *arrivals);
    int rc;

    if (!arrivals)
        return cn_fail_memory(err, sizeof *arrivals);
    rc = cn_parts_next(in->parts, &arrivals->part, err);
    if (rc == CAIRN_ROW)
        *item = arrivals;
    else
        cn_arrivals_free(arrivals);
    return rc;
}

static int read_part(void *user, unsigned thread, void *item, cairn_error *err)
{
    const struct ingest *in = user;
    cn_arrivals *arrivals = item;

    arrivals->extractor = in->extractors.items[thread];
    return cn_arrivals_read(arrivals, err);
}

static int consume_part(void *user, void *item, cairn_error *err)
{
    int rc = write_arrivals(user, item, err);

    cn_arrivals_free(item);
    return rc;
}

static void drop_part(void *user, void *item)
{
    (void)user;
    cn_arrivals_free(item);
}

static int add_path(void *user, const char *path, cairn_error *err)
{
    struct ingest *in = user;

    return cn_parts_add(in->parts, path, err);
}

static int report_problem(void *user, const char *path, const char *sentence, cairn_error *err)
{
    (void)err;
    return report_refusal(user, path, sentence);
}

static int read_path(struct ingest *in, const void *what, cairn_error *err)
{
    const cn_walk_sink sink = {add_path, report_problem, in};
    const unsigned n_threads = in->kb->options.n_threads;
    const cn_pipeline pipeline = {produce_part, read_part, consume_part,   drop_part,
                                  in,           n_threads, PARTS_UNDER_WAY};
    int rc;

    rc = strcmp(what, "-") == 0 ? add_path(in, what, err) : cn_source_walk(what, &sink, err);
    if (rc == CAIRN_OK)
        rc = cn_kb_models(in->kb, err);
    if (rc == CAIRN_OK)
        rc = cn_extractors_new(&in->extractors, n_threads, in->kb->models, err);
    if (rc == CAIRN_OK)
        rc = cn_pipeline_run(&pipeline, err);
    cn_extractors_done(&in->extractors);
    return rc;
}

int cairn_ingest_path(cairn *kb, const char *path, cairn_format fmt, cairn_ingest_report *report,
                      cairn_issue_fn issue, cairn_progress_fn progress, void *user,
                      cairn_error *err)
{
    struct ingest in = {
        .kb = kb, .report = report, .issue = issue, .progress = progress, .user = user};
    int rc;

    if (!path || !*path)
        return cn_fail(err, CAIRN_EINVAL, 0, "the path to read is empty");
    rc = cn_parts_new((int)fmt, &in.parts, err);
    if (rc == CAIRN_OK)
        rc = run_ingest(&in, read_path, path, err);
    cn_parts_free(in.parts);
    return rc;
}

/* ---- One input, whose first problem is the caller's error ------------------- */

struct single {
    const char *uri, *text; /* text NULL: read the file */
    size_t len;
    cairn_format format;
};

static int keep_problem(void *user, const char *place, const char *sentence, cairn_error *err)
{
    (void)user;
    return cn_fail(err, CAIRN_EPARSE, 0, "%s: %s", place, sentence);
}

static int read_single(struct ingest *in, const void *what, cairn_error *err)
{
    const struct single *single = what;
    cn_arrivals *arrivals = cn_alloc_zero(1, sizeof *arrivals);
    const cn_sink sink = {cn_arrivals_deliver, keep_problem, arrivals};
    int rc;

    if (!arrivals)
        return cn_fail_memory(err, sizeof *arrivals);
    if (single->text)
        rc = cn_source_read_bytes(single->uri, "", single->text, single->len, (int)single->format,
                                  &sink, err);
    else
        rc = cn_source_read_file(single->uri, (int)single->format, &sink, err);
    if (rc == CAIRN_OK)
        rc = write_arrivals(in, arrivals, err);
    cn_arrivals_free(arrivals);
    return rc;
}

int cairn_ingest_file(cairn *kb, const char *path, cairn_format fmt, cairn_error *err)
{
    const struct single single = {path, NULL, 0, fmt};
    struct ingest in = {.kb = kb};

    if (!path || !*path)
        return cn_fail(err, CAIRN_EINVAL, 0, "the path to read is empty");
    return run_ingest(&in, read_single, &single, err);
}

int cairn_ingest_text(cairn *kb, const char *uri, const char *text, size_t len, cairn_format fmt,
                      cairn_error *err)
{
    const struct single single = {uri, text, len, fmt};
    struct ingest in = {.kb = kb};
    size_t uri_len;
    int rc;

    rc = cn_check_text(uri, CAIRN_QUERY_MAX, "URI", &uri_len, err);
    if (rc < 0)
        return rc;
    if (!text)
        return cn_fail(err, CAIRN_EINVAL, 0, "the text of %.200s is NULL", uri);
    return run_ingest(&in, read_single, &single, err);
}

int cairn_forget(cairn *kb, const char *uri, cairn_error *err)
{
    size_t len;
    int rc;

    rc = cn_check_text(uri, CAIRN_QUERY_MAX, "URI", &len, err);
    if (rc == CAIRN_OK)
        rc = cn_kb_begin_write(kb, err);
    if (rc < 0)
        return rc;
    rc = cn_store_begin(kb->writer, err);
    if (rc == CAIRN_OK)
        rc = cn_document_forget(kb->writer, uri, err);
    if (rc == CAIRN_OK)
        rc = cn_store_commit(kb->writer, err);
    cn_kb_end_write(kb);
    return rc;
}
