/* The build: the one place where the order of stages is written.
 *
 *   embed     chunks without a vector get one, where an embedder is set; committed in batches
 *   extract   documents without mentions and statements get them; likewise
 *   publish   in one transaction: documents that leave go, pending ones become live, entities
 *             and facts are fused from all raw rows, the derived indices are written, and the
 *             generation counts up. Readers see the view before or the view after.
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

static int publish_view(cairn *kb, uint64_t generation, cairn_progress_fn report, void *user,
                        cairn_error *err)
{
    struct watch watch = {kb, report, user};
    uint64_t since = cn_clock_ns();
    int rc = cn_document_settle(kb->writer, err);

    log_step("settle", &since);
    if (rc == CAIRN_OK)
        rc = cn_fuse(kb->writer, watch_progress, &watch, err);
    log_step("fuse", &since);
    if (rc == CAIRN_OK)
        rc = cn_indices_build(kb, kb->writer, generation, watch_progress, &watch, err);
    log_step("index", &since);
    if (rc == CAIRN_OK)
        rc = cn_kb_check_interrupt(kb, err);
    if (rc == CAIRN_OK)
        rc = cn_store_set_generation(kb->writer, generation, err);
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

static int is_work_left(cairn *kb, uint64_t n_embedded, bool *is_left, cairn_error *err)
{
    uint64_t unsettled, undone, generation;
    int rc = cn_document_unsettled(kb->writer, &unsettled, err);

    if (rc == CAIRN_OK)
        rc = cn_progress_count_undone(kb->writer, CAIRN_STAGE_EXTRACT, CN_EXTRACT_VERSION, &undone,
                                      err);
    if (rc == CAIRN_OK)
        rc = cn_store_generation(kb->writer, &generation, err);
    *is_left = rc == CAIRN_OK && (unsettled || undone || n_embedded || generation == 0);
    return rc;
}

static int build_stages(cairn *kb, cairn_progress_fn progress, void *user, cairn_error *err)
{
    uint64_t since = cn_clock_ns();
    uint64_t n_embedded = 0;
    bool is_left = false;
    int rc;

    rc = cn_embed_stage(kb, &n_embedded, err);
    log_step("embed", &since);
    if (rc == CAIRN_OK)
        rc = is_work_left(kb, n_embedded, &is_left, err);
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
