/* Progress of fusion: counts rows, asks the caller now and then whether to go on. */
#ifndef CN_FUSION_PACE_H
#define CN_FUSION_PACE_H

#include "base/status.h"

typedef struct cn_pace {
    cairn_progress_fn progress; /* may be NULL */
    void *user;
    uint64_t n_rows;
} cn_pace;

/* After each row that was read or written. CAIRN_ECANCELED when the caller says stop. */
static inline int cn_pace_step(cn_pace *pace, cairn_error *err)
{
    enum { ROWS_PER_CALL = 4096 }; /* some milliseconds of work */
    cairn_progress now = {.stage = CAIRN_STAGE_FUSE, .done = ++pace->n_rows, .total = 0};

    if (now.done % ROWS_PER_CALL != 0 || !pace->progress || pace->progress(&now, pace->user) == 0)
        return CAIRN_OK;
    return cn_fail(err, CAIRN_ECANCELED, 0, "fusion stopped after %llu rows, as asked",
                   (unsigned long long)now.done);
}

#endif
