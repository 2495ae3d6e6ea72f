/* Documents into the store: read, cut into chunks, put as pending rows. They become
 * visible with the next build. Committed in batches, so that a killed run loses little. */
#include <inttypes.h>
#include <string.h>

#include "api/kb.h"
#include "base/mem.h"
#include "ingest/chunk.h"
#include "ingest/source.h"

/* Raise it when chunks of the same document come out differently: they are read again. */
#define CHUNKING_VERSION 1
#define BATCH_BYTES ((size_t)16 << 20) /* of text between two commits */

struct ingest {
    cairn *kb;
    cairn_format format;
    cairn_ingest_report *report;
    cairn_issue_fn issue;
    cairn_progress_fn progress;
    void *user;
    size_t uncommitted; /* bytes put since the last commit */
};

static int hash_document(const cn_document *doc, cn_hash128 *hash, cairn_error *err)
{
    cn_buf buf;
    int rc;

    cn_buf_init(&buf, SIZE_MAX / 2);
    cn_buf_printf(&buf, "%d %d\n%s\n%s\n", CHUNKING_VERSION, doc->format, doc->title, doc->meta);
    *hash = cn_hash_wide(cn_buf_str(&doc->text), doc->text.len);
    cn_buf_add(&buf, (const char *)hash, sizeof *hash);
    *hash = cn_hash_wide(cn_buf_str(&buf), buf.len);
    rc = buf.status == CAIRN_OK ? CAIRN_OK : cn_fail_memory(err, buf.len);
    cn_buf_done(&buf);
    return rc;
}

static int put_chunks(cn_store *store, cairn_id id, const cn_document *doc, const cn_chunks *chunks,
                      cairn_error *err)
{
    for (size_t i = 0; i < chunks->n; i++) {
        const cn_chunk *chunk = &chunks->items[i];
        const cn_chunk_row row = {cn_chunk_id(id, (uint32_t)i),
                                  chunk->kind,
                                  chunk->heading,
                                  chunk->first,
                                  chunk->src_first,
                                  chunk->src_len,
                                  doc->text.data + chunk->first,
                                  chunk->len};
        const int rc = cn_chunk_put(store, &row, err);
        if (rc < 0)
            return rc;
    }
    return CAIRN_OK;
}

static int put_document(cn_store *store, const cn_document *doc, cn_put_outcome *outcome,
                        cairn_error *err)
{
    cn_document_row row = {
        0, doc->uri, doc->title, doc->source, doc->meta, doc->format, (cn_hash128){0, 0}, 0, 0};
    cn_chunks chunks = {0};
    cairn_id id;
    int rc;

    row.byte_len = doc->text.len;
    rc = hash_document(doc, &row.hash, err);
    if (rc == CAIRN_OK)
        rc = cn_document_put(store, &row, &id, outcome, err);
    if (rc < 0 || *outcome == CN_PUT_UNCHANGED)
        return rc;
    rc = cn_chunk_cut(doc, &chunks, err);
    if (rc == CAIRN_OK)
        rc = put_chunks(store, id, doc, &chunks, err);
    cn_chunks_done(&chunks);
    return rc;
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

static int report_progress(struct ingest *in, cairn_error *err)
{
    cairn_progress progress = {CAIRN_STAGE_READ, 0, 0};

    if (!in->progress)
        return CAIRN_OK;
    progress.done = in->report->added + in->report->unchanged;
    if (in->progress(&progress, in->user) != 0)
        return cn_fail(err, CAIRN_ECANCELED, 0, "stopped by the caller");
    return CAIRN_OK;
}

static int deliver(void *user, cn_document *doc, cairn_error *err)
{
    struct ingest *in = user;
    cn_put_outcome outcome = CN_PUT_ADDED;
    int rc;

    rc = put_document(in->kb->writer, doc, &outcome, err);
    if (rc == CAIRN_OK) {
        in->report->added += outcome == CN_PUT_ADDED;
        in->report->unchanged += outcome == CN_PUT_UNCHANGED;
        rc = commit_batch(in, doc->text.len, err);
    }
    cn_document_free(doc);
    return rc < 0 ? rc : report_progress(in, err);
}

static int refuse(void *user, const char *place, const char *sentence, cairn_error *err)
{
    struct ingest *in = user;

    (void)err;
    in->report->failed++;
    if (in->issue)
        in->issue(place, sentence, in->user);
    return CAIRN_OK;
}

/* Errors of one input; the others mean that the store cannot go on. */
static bool is_input_error(int status)
{
    return status == CAIRN_EPARSE || status == CAIRN_EINVAL || status == CAIRN_EIO ||
           status == CAIRN_ENOTFOUND;
}

static int visit_file(void *user, const char *path, cairn_error *err)
{
    struct ingest *in = user;
    const cn_sink sink = {deliver, refuse, in};
    cairn_error local = CAIRN_ERROR_INIT;
    int rc;

    rc = cn_source_read_file(path, (int)in->format, &sink, &local);
    if (rc < 0 && is_input_error(rc))
        return refuse(in, path, local.message, err);
    if (rc < 0 && err)
        *err = local;
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
    if (rc == CAIRN_OK) {
        rc = read(in, what, err);
        if (rc == CAIRN_OK || rc == CAIRN_ECANCELED) {
            const int committed = cn_store_commit(in->kb->writer, rc == CAIRN_OK ? err : NULL);
            rc = rc == CAIRN_OK ? committed : rc;
        }
    }
    cn_kb_end_write(in->kb);
    return rc;
}

static int read_path(struct ingest *in, const void *what, cairn_error *err)
{
    const cn_walk_sink sink = {visit_file, refuse, in};

    return strcmp(what, "-") == 0 ? visit_file(in, what, err) : cn_source_walk(what, &sink, err);
}

int cairn_ingest_path(cairn *kb, const char *path, cairn_format fmt, cairn_ingest_report *report,
                      cairn_issue_fn issue, cairn_progress_fn progress, void *user,
                      cairn_error *err)
{
    struct ingest in = {kb, fmt, report, issue, progress, user, 0};
    size_t len = path ? strlen(path) : 0;

    if (len == 0)
        return cn_fail(err, CAIRN_EINVAL, 0, "the path to read is empty");
    return run_ingest(&in, read_path, path, err);
}

/* One input whose first problem is the caller's error. */
struct single {
    const char *uri, *text; /* text NULL: read the file */
    size_t len;
};

static int keep_problem(void *user, const char *place, const char *sentence, cairn_error *err)
{
    (void)user;
    return cn_fail(err, CAIRN_EPARSE, 0, "%s: %s", place, sentence);
}

static int read_single(struct ingest *in, const void *what, cairn_error *err)
{
    const struct single *single = what;
    const cn_sink sink = {deliver, keep_problem, in};

    if (!single->text)
        return cn_source_read_file(single->uri, (int)in->format, &sink, err);
    return cn_source_read_bytes(single->uri, "", single->text, single->len, (int)in->format, &sink,
                                err);
}

int cairn_ingest_file(cairn *kb, const char *path, cairn_format fmt, cairn_error *err)
{
    struct ingest in = {kb, fmt, NULL, NULL, NULL, NULL, 0};
    struct single single = {path, NULL, 0};

    if (!path || !*path)
        return cn_fail(err, CAIRN_EINVAL, 0, "the path to read is empty");
    return run_ingest(&in, read_single, &single, err);
}

int cairn_ingest_text(cairn *kb, const char *uri, const char *text, size_t len, cairn_format fmt,
                      cairn_error *err)
{
    struct ingest in = {kb, fmt, NULL, NULL, NULL, NULL, 0};
    struct single single = {uri, text, len};
    size_t uri_len;
    int rc;

    rc = cn_check_text(uri, 4096, "URI", &uri_len, err);
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

    rc = cn_check_text(uri, 65536, "URI", &len, err);
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
