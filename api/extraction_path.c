/* cairn_extract_path(): parts of the input are read and extracted on all cores and handed to the
 * caller in their order, as ingest.c does it for the store.
 *
 * A long document comes from its part without extractions, see arrivals.h: its chunks go through a
 * pipeline of their own, in batches, while the parts behind it wait. */
#include <string.h>

#include "api/arrivals.h"
#include "api/extraction.h"
#include "base/mem.h"

enum {
    PARTS_UNDER_WAY = 8,
    BATCH_CHUNKS = 32, /* of a long document, handed to a worker at once */
    BATCHES_UNDER_WAY = 8
};

struct reading {
    cairn_extractor *x;
    const char *title; /* of every document; NULL: its own */
    cairn_extracted_fn fn;
    cairn_issue_fn issue;
    void *user;
    cn_parts *parts;
    cn_extractors extractors; /* one for each worker on the parts */
    cn_extractors more;       /* likewise on a long document; made when one comes */
    cairn_extracted found;    /* handed to fn again and again */
};

static int hand_over(struct reading *run, const cn_document *doc, const cn_chunk *chunk,
                     const cn_extraction *extraction, cairn_error *err)
{
    const char *text = doc->text.data + chunk->first;
    int rc;

    cn_extracted_clear(&run->found);
    run->found.uri = doc->uri;
    run->found.title = doc->title;
    run->found.text = text;
    run->found.len = chunk->len;
    run->found.first_byte = chunk->first;
    rc = cn_extracted_add(&run->found, text, chunk->first, extraction, NULL, err);
    if (rc == CAIRN_OK && run->fn(&run->found, run->user) != 0)
        rc = cn_fail(err, CAIRN_ECANCELED, 0, "stopped by the caller");
    return rc;
}

/* ---- A long document --------------------------------------------------------- */

struct long_reading {
    struct reading *run;
    const cn_arrival *arrival;
    size_t next; /* chunk not handed to a worker yet */
};

struct batch {
    size_t first, n; /* chunks */
    cn_extraction found[BATCH_CHUNKS];
};

static void free_batch(void *user, void *item)
{
    struct batch *batch = item;

    (void)user;
    for (size_t i = 0; i < batch->n; i++)
        cn_extraction_done(&batch->found[i]);
    cn_free(batch);
}

static int produce_batch(void *user, void **item, cairn_error *err)
{
    struct long_reading *lon = user;
    const size_t left = lon->arrival->chunks.n - lon->next;
    struct batch *batch;

    if (left == 0)
        return CAIRN_OK;
    batch = cn_alloc_zero(1, sizeof *batch);
    if (!batch)
        return cn_fail_memory(err, sizeof *batch);
    batch->first = lon->next;
    batch->n = left < BATCH_CHUNKS ? left : BATCH_CHUNKS;
    lon->next += batch->n;
    for (size_t i = 0; i < batch->n; i++)
        cn_extraction_init(&batch->found[i]);
    *item = batch;
    return CAIRN_ROW;
}

static int work_batch(void *user, unsigned thread, void *item, cairn_error *err)
{
    const struct long_reading *lon = user;
    struct batch *batch = item;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < batch->n; i++) {
        const cn_extract_input input = cn_arrival_input(lon->arrival, batch->first + i, true);

        rc = cn_extract(lon->run->more.items[thread], &input, &batch->found[i], err);
    }
    return rc;
}

static int consume_batch(void *user, void *item, cairn_error *err)
{
    const struct long_reading *lon = user;
    struct batch *batch = item;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < batch->n; i++)
        rc = hand_over(lon->run, lon->arrival->doc, &lon->arrival->chunks.items[batch->first + i],
                       &batch->found[i], err);
    free_batch(NULL, batch);
    return rc;
}

static int read_long(struct reading *run, const cn_arrival *arrival, cairn_error *err)
{
    struct long_reading lon = {.run = run, .arrival = arrival};
    const unsigned n_threads = run->x->n_threads;
    const cn_pipeline pipeline = {produce_batch, work_batch, consume_batch,    free_batch,
                                  &lon,          n_threads,  BATCHES_UNDER_WAY};
    int rc = CAIRN_OK;

    if (!run->more.items)
        rc = cn_extractors_new(&run->more, n_threads, run->x->models, err);
    return rc < 0 ? rc : cn_pipeline_run(&pipeline, err);
}

/* ---- Parts ------------------------------------------------------------------- */

static int produce_part(void *user, void **item, cairn_error *err)
{
    struct reading *run = user;
    cn_arrivals *arrivals = cn_alloc_zero(1, sizeof *arrivals);
    int rc;

    if (!arrivals)
        return cn_fail_memory(err, sizeof *arrivals);
    rc = cn_parts_next(run->parts, &arrivals->part, err);
    if (rc == CAIRN_ROW)
        *item = arrivals;
    else
        cn_arrivals_free(arrivals);
    return rc;
}

static int work_part(void *user, unsigned thread, void *item, cairn_error *err)
{
    const struct reading *run = user;
    cn_arrivals *arrivals = item;

    arrivals->extractor = run->extractors.items[thread];
    arrivals->title = run->title;
    arrivals->wants_text = true;
    return cn_arrivals_read(arrivals, err);
}

static int read_arrival(struct reading *run, const cn_arrival *arrival, cairn_error *err)
{
    int rc = CAIRN_OK;

    if (!arrival->doc && run->issue)
        run->issue(arrival->place, arrival->sentence, run->user);
    if (!arrival->doc)
        return CAIRN_OK;
    if (!arrival->found)
        return read_long(run, arrival, err);
    for (size_t i = 0; rc == CAIRN_OK && i < arrival->chunks.n; i++)
        rc = hand_over(run, arrival->doc, &arrival->chunks.items[i], &arrival->found[i], err);
    return rc;
}

static int consume_part(void *user, void *item, cairn_error *err)
{
    cn_arrivals *arrivals = item;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < arrivals->n; i++)
        rc = read_arrival(user, &arrivals->items[i], err);
    cn_arrivals_free(arrivals);
    return rc;
}

static void drop_part(void *user, void *item)
{
    (void)user;
    cn_arrivals_free(item);
}

static int add_path(void *user, const char *path, cairn_error *err)
{
    struct reading *run = user;

    return cn_parts_add(run->parts, path, err);
}

static int report_problem(void *user, const char *path, const char *sentence, cairn_error *err)
{
    const struct reading *run = user;

    (void)err;
    if (run->issue)
        run->issue(path, sentence, run->user);
    return CAIRN_OK;
}

static int read_path(struct reading *run, const char *path, cairn_error *err)
{
    const cn_walk_sink sink = {add_path, report_problem, run};
    const unsigned n_threads = run->x->n_threads;
    const cn_pipeline pipeline = {produce_part, work_part, consume_part,   drop_part,
                                  run,          n_threads, PARTS_UNDER_WAY};
    int rc = strcmp(path, "-") == 0 ? add_path(run, path, err) : cn_source_walk(path, &sink, err);

    if (rc == CAIRN_OK)
        rc = cn_extractors_new(&run->extractors, n_threads, run->x->models, err);
    return rc < 0 ? rc : cn_pipeline_run(&pipeline, err);
}

int cairn_extract_path(cairn_extractor *x, const char *path, cairn_format fmt, const char *title,
                       cairn_extracted_fn fn, cairn_issue_fn issue, void *user, cairn_error *err)
{
    struct reading run = {.x = x, .title = title, .fn = fn, .issue = issue, .user = user};
    int rc;

    if (!path || !*path)
        return cn_fail(err, CAIRN_EINVAL, 0, "the path to read is empty");
    cn_extracted_init(&run.found);
    run.found.relations = x->relations;
    rc = cn_parts_new((int)fmt, &run.parts, err);
    if (rc == CAIRN_OK)
        rc = read_path(&run, path, err);
    cn_extractors_done(&run.extractors);
    cn_extractors_done(&run.more);
    cn_extracted_done(&run.found);
    cn_parts_free(run.parts);
    return rc;
}
