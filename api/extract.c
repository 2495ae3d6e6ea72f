/* The extract stage: chunks go through the extractor on all cores, one connection writes.
 * A document's rows and the note that it is done are committed together. */
#include <string.h>

#include "api/stages.h"
#include "base/mem.h"

enum {
    BATCH_CHUNKS = 64,     /* handed to a worker at once */
    BATCHES_UNDER_WAY = 8, /* bounds memory: 512 chunks with their extractions */
    COMMIT_BATCHES = 400   /* between two commits */
};

/* One chunk on its way: strings in the batch's arena, then what was found. */
struct job {
    cairn_id chunk;
    cn_extract_input input;
    cn_extraction found;
};

struct batch {
    cn_arena arena;
    struct job jobs[BATCH_CHUNKS];
    size_t n;
};

struct extract {
    cairn *kb;
    cn_cursor *cursor;
    cn_extractors extractors;
    cairn_id current; /* document being read */
    char *title, *meta;
    cairn_id written; /* document being written; 0 at the start */
    unsigned n_batches;
    cairn_progress progress;
    cairn_progress_fn report;
    void *user;
};

static void free_batch(struct batch *batch)
{
    if (!batch)
        return;
    for (size_t i = 0; i < batch->n; i++)
        cn_extraction_done(&batch->jobs[i].found);
    cn_arena_done(&batch->arena);
    cn_free(batch);
}

/* Title and metadata of the document whose chunks come next. */
static int enter_document(struct extract *run, cairn_id id, cairn_error *err)
{
    cn_document_row row;
    int rc;

    rc = cn_document_get(run->kb->writer, id, &row, err);
    if (rc < 0)
        return rc;
    cn_free(run->title);
    cn_free(run->meta);
    run->title = cn_strdup(row.title);
    run->meta = cn_strdup(row.meta);
    run->current = id;
    return run->title && run->meta ? CAIRN_OK : cn_fail_memory(err, strlen(row.title));
}

static int add_job(struct extract *run, struct batch *batch, const cn_chunk_row *row,
                   cairn_error *err)
{
    struct job *job = &batch->jobs[batch->n];
    const bool is_first = cn_chunk_document(row->id) != run->current;
    int rc = is_first ? enter_document(run, cn_chunk_document(row->id), err) : CAIRN_OK;

    if (rc < 0)
        return rc;
    job->chunk = row->id;
    job->input.title = cn_arena_strndup(&batch->arena, run->title, strlen(run->title));
    job->input.meta = is_first ? cn_arena_strndup(&batch->arena, run->meta, strlen(run->meta)) : "";
    job->input.heading = cn_arena_strndup(&batch->arena, row->heading, strlen(row->heading));
    job->input.kind = row->kind;
    job->input.is_first = is_first;
    job->input.text = cn_arena_strndup(&batch->arena, row->text, row->text_len);
    job->input.len = row->text_len;
    if (!job->input.title || !job->input.meta || !job->input.heading || !job->input.text)
        return cn_fail_memory(err, row->text_len);
    cn_extraction_init(&job->found);
    batch->n++;
    return CAIRN_OK;
}

static int produce_batch(void *user, void **item, cairn_error *err)
{
    struct extract *run = user;
    struct batch *batch = cn_alloc_zero(1, sizeof *batch);
    cn_chunk_row row;
    int rc = CAIRN_ROW;

    if (!batch)
        return cn_fail_memory(err, sizeof *batch);
    cn_arena_init(&batch->arena, SIZE_MAX / 2);
    while (batch->n < BATCH_CHUNKS && (rc = cn_chunk_next(run->cursor, &row, err)) == CAIRN_ROW) {
        rc = add_job(run, batch, &row, err);
        if (rc < 0)
            break;
        rc = CAIRN_ROW;
    }
    if (rc < 0 || batch->n == 0) {
        free_batch(batch);
        return rc < 0 ? rc : CAIRN_OK;
    }
    *item = batch;
    return CAIRN_ROW;
}

static int work_batch(void *user, unsigned thread, void *item, cairn_error *err)
{
    struct extract *run = user;
    struct batch *batch = item;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < batch->n; i++)
        rc = cn_extract(run->extractors.items[thread], &batch->jobs[i].input, &batch->jobs[i].found,
                        err);
    return rc;
}

static int finish_document(struct extract *run, cairn_error *err)
{
    if (run->written == 0)
        return CAIRN_OK;
    return cn_progress_put(run->kb->writer, run->written, CAIRN_STAGE_EXTRACT, CN_EXTRACT_VERSION,
                           "", err);
}

/* Between documents, so that a document's rows and its progress are committed together. */
static int commit_now_and_then(struct extract *run, cairn_error *err)
{
    int rc;

    if (run->n_batches < COMMIT_BATCHES)
        return CAIRN_OK;
    run->n_batches = 0;
    rc = cn_store_commit(run->kb->writer, err);
    return rc < 0 ? rc : cn_store_begin(run->kb->writer, err);
}

static int write_job(struct extract *run, const struct job *job, cairn_error *err)
{
    const cairn_id document = cn_chunk_document(job->chunk);
    int rc = CAIRN_OK;

    if (document != run->written) {
        rc = finish_document(run, err);
        if (rc == CAIRN_OK)
            rc = commit_now_and_then(run, err);
        if (rc == CAIRN_OK) /* rows of an older extractor */
            rc = cn_raw_clear(run->kb->writer, document, err);
        run->written = document;
    }
    return rc < 0 ? rc : cn_extraction_put(run->kb->writer, job->chunk, &job->found, err);
}

static int consume_batch(void *user, void *item, cairn_error *err)
{
    struct extract *run = user;
    struct batch *batch = item;
    int rc = cn_kb_check_interrupt(run->kb, err);

    for (size_t i = 0; rc == CAIRN_OK && i < batch->n; i++)
        rc = write_job(run, &batch->jobs[i], err);
    run->progress.done += batch->n;
    run->n_batches++;
    free_batch(batch);
    return rc < 0 ? rc : cn_stage_tell(run->report, run->user, &run->progress, err);
}

static void drop_batch(void *user, void *item)
{
    (void)user;
    free_batch(item);
}

static void done_extract(struct extract *run)
{
    cn_extractors_done(&run->extractors);
    cn_cursor_free(run->cursor);
    cn_free(run->title);
    cn_free(run->meta);
}

int cn_extract_stage(cairn *kb, cairn_progress_fn report, void *user, cairn_error *err)
{
    struct extract run = {.kb = kb, .report = report, .user = user};
    const cn_pipeline pipeline = {produce_batch,    work_batch, consume_batch,
                                  drop_batch,       &run,       kb->options.n_threads,
                                  BATCHES_UNDER_WAY};
    int rc;

    run.progress.stage = CAIRN_STAGE_EXTRACT;
    rc = cn_progress_count_undone(kb->writer, CAIRN_STAGE_EXTRACT, CN_EXTRACT_VERSION,
                                  &run.progress.total, err);
    if (rc < 0 || run.progress.total == 0)
        return rc;
    rc = cn_kb_models(kb, err);
    if (rc == CAIRN_OK)
        rc = cn_extractors_new(&run.extractors, kb->options.n_threads, kb->models, err);
    if (rc == CAIRN_OK)
        rc = cn_store_begin(kb->writer, err);
    if (rc == CAIRN_OK)
        rc = cn_store_set_unpublished(kb->writer, err);
    if (rc == CAIRN_OK)
        rc = cn_chunk_scan_undone(kb->writer, CAIRN_STAGE_EXTRACT, CN_EXTRACT_VERSION, &run.cursor,
                                  err);
    if (rc == CAIRN_OK)
        rc = cn_pipeline_run(&pipeline, err);
    if (rc == CAIRN_OK)
        rc = finish_document(&run, err);
    cn_cursor_free(run.cursor);
    run.cursor = NULL;
    if (rc == CAIRN_OK)
        rc = cn_store_commit(kb->writer, err);
    else
        cn_store_rollback(kb->writer);
    done_extract(&run);
    return rc;
}
