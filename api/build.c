/* The build: the one place where the order of stages is written.
 *
 *   embed     chunks without a vector get one, where an embedder is set; committed in batches
 *   extract   documents without mentions and statements get them; likewise
 *   publish   in one transaction: documents that leave go, pending ones become live, entities
 *             and facts follow them, the derived indices are written, and the generation counts
 *             up. Readers see the view before or the view after.
 *
 * Killed anywhere, the next build goes on after the last commit. */
#include "api/stages.h"
#include "base/clock.h"
#include "base/log.h"
#include "fusion/fuse.h"
#include "ingest/extract.h"

int cn_stage_tell(cairn_progress_fn report, void *user, const cairn_progress *progress,
                  cairn_error *err)
{
    if (report && report(progress, user) != 0)
        return cn_fail(err, CAIRN_ECANCELED, 0, "stopped by the caller");
    return CAIRN_OK;
}

/* With CAIRN_LOG=info: how long each step took. */
static void log_step(const char *step, uint64_t *since)
{
    const uint64_t now = cn_clock_ns();

    cn_log(CN_LOG_INFO, "%s: %.0f ms", step, (double)(now - *since) / 1e6);
    *since = now;
}

/* The caller's progress function, and an eye on cairn_interrupt(). */
struct watch {
    cairn *kb;
    cairn_progress_fn report;
    void *user;
};

static int watch_progress(const cairn_progress *progress, void *user)
{
    const struct watch *watch = user;

    if (cn_kb_check_interrupt(watch->kb, NULL) < 0)
        return 1;
    return watch->report ? watch->report(progress, watch->user) : 0;
}

/* What goes into one publication. */
struct publishing {
    cairn *kb;
    uint64_t generation;
    struct watch watch;
    cn_snap_build *text;
};

/* A stage begins. */
static int tell_stage(struct publishing *it, cairn_stage stage, cairn_error *err)
{
    const cairn_progress progress = {stage, 0, 0};

    return cn_stage_tell(watch_progress, &it->watch, &progress, err);
}

static int fuse_view(void *user, cairn_error *err)
{
    struct publishing *it = user;
    uint64_t since = cn_clock_ns();
    const cn_relation_table *table;
    int rc = tell_stage(it, CAIRN_STAGE_FUSE, err);

    if (rc == CAIRN_OK)
        rc = cn_kb_relations(it->kb, &table, err);
    if (rc == CAIRN_OK)
        rc = cn_fuse(it->kb->writer, table, it->generation, watch_progress, &it->watch, err);
    log_step("fuse", &since);
    return rc;
}

/* Beside fusion, on a connection of its own: the writer holds the lock, so that documents and
 * chunks stay as they are. */
static int index_text(void *user, cairn_error *err)
{
    struct publishing *it = user;
    const cairn_options *options = &it->kb->options;
    const cn_store_options reading = {true, options->busy_timeout_ms};
    uint64_t since = cn_clock_ns();
    cn_store *store = NULL;
    int rc = cn_store_open(it->kb->path, &reading, &store, err);

    if (rc == CAIRN_OK)
        rc = cn_store_begin_read(store, err);
    if (rc == CAIRN_OK) {
        cn_store_look_ahead(store);
        rc =
            cn_indices_begin(it->kb, store, it->generation, options->n_threads - 1, &it->text, err);
    }
    cn_store_close(store);
    log_step("text index", &since);
    return rc;
}

static int prepare_view(struct publishing *it, cairn_error *err)
{
    int rc;

    if (it->kb->options.n_threads > 1)
        return cn_thread_pair(index_text, fuse_view, it, err);
    rc = fuse_view(it, err);
    return rc < 0 ? rc
                  : cn_indices_begin(it->kb, it->kb->writer, it->generation, 1, &it->text, err);
}

static int publish_view(cairn *kb, uint64_t generation, cairn_progress_fn report, void *user,
                        cairn_error *err)
{
    struct publishing it = {kb, generation, {kb, report, user}, NULL};
    int rc = prepare_view(&it, err);
    uint64_t since = cn_clock_ns();

    if (rc == CAIRN_OK)
        rc = tell_stage(&it, CAIRN_STAGE_INDEX, err);
    if (rc == CAIRN_OK)
        rc = cn_indices_finish(kb, kb->writer, generation, it.text, err);
    cn_snapshot_build_free(it.text);
    log_step("graph index", &since);
    if (rc == CAIRN_OK)
        rc = cn_kb_check_interrupt(kb, err);
    if (rc == CAIRN_OK)
        rc = cn_store_set_generation(kb->writer, generation, err);
    if (rc == CAIRN_OK)
        rc = cn_build_put(kb->writer, generation, cn_clock_unix_seconds(), err);
    return rc;
}

static int publish_stage(cairn *kb, cairn_progress_fn report, void *user, cairn_error *err)
{
    uint64_t generation;
    int rc = cn_store_begin(kb->writer, err);

    if (rc == CAIRN_OK)
        rc = cn_store_generation(kb->writer, &generation, err);
    if (rc == CAIRN_OK)
        rc = publish_view(kb, generation + 1, report, user, err);
    if (rc == CAIRN_OK)
        rc = cn_store_commit(kb->writer, err);
    if (rc < 0) {
        cn_store_rollback(kb->writer);
        return rc;
    }
    cn_indices_sweep(kb, generation + 1);
    return CAIRN_OK;
}

static int is_work_left(cairn *kb, bool *is_left, cairn_error *err)
{
    uint64_t unsettled, undone = 0, generation = 0, n_decisions = 0;
    bool is_unpublished = false;
    int rc = cn_document_unsettled(kb->writer, &unsettled, err);

    if (rc == CAIRN_OK && unsettled == 0) /* else there is no need to look at each document */
        rc = cn_progress_count_undone(kb->writer, CAIRN_STAGE_EXTRACT, CN_EXTRACT_VERSION, &undone,
                                      err);
    if (rc == CAIRN_OK)
        rc = cn_store_is_unpublished(kb->writer, &is_unpublished, err);
    if (rc == CAIRN_OK)
        rc = cn_decision_count_waiting(kb->writer, &n_decisions, err);
    if (rc == CAIRN_OK)
        rc = cn_store_generation(kb->writer, &generation, err);
    *is_left =
        rc == CAIRN_OK && (unsettled || undone || is_unpublished || n_decisions || generation == 0);
    return rc;
}

static int build_stages(cairn *kb, cairn_progress_fn progress, void *user, cairn_error *err)
{
    uint64_t since = cn_clock_ns();
    bool is_left = false;
    int rc;

    rc = cn_embed_stage(kb, err);
    log_step("embed", &since);
    if (rc == CAIRN_OK)
        rc = is_work_left(kb, &is_left, err);
    if (rc < 0 || !is_left)
        return rc;
    rc = cn_extract_stage(kb, progress, user, err);
    log_step("extract", &since);
    if (rc == CAIRN_OK)
        rc = publish_stage(kb, progress, user, err);
    log_step("publish", &since);
    return rc;
}

int cairn_build(cairn *kb, cairn_progress_fn progress, void *user, cairn_error *err)
{
    int rc = cn_kb_begin_write(kb, err);

    if (rc < 0)
        return rc;
    rc = build_stages(kb, progress, user, err);
    cn_kb_end_write(kb);
    return rc;
}
