/* Search of settings by cross-validation, whatever it is that they set. The caller asks all
 * questions with given values and says how well each went; here is decided which values to try.
 *
 * A run, the scores of all questions by one vector of values, serves every part: a part's search
 * looks at the scores of the other parts' questions alone, so that what it finds is tested on
 * questions it has not seen, and no vector is run twice. */
#ifndef CN_API_TUNE_SEARCH_H
#define CN_API_TUNE_SEARCH_H

#include "base/status.h"

enum { CN_TUNE_FOLDS_MAX = 20, CN_TUNE_SETS_MAX = 64 };

typedef struct cn_tune_task {
    size_t n_settings, n_questions, n_sets;
    unsigned n_folds, max_runs;
    const double *least, *most, *start; /* of each setting */
    const bool *is_free;                /* those to be searched */
    const uint32_t *set;                /* of each question; sets weigh the same */
    /* scores[n_questions], 0..1. best: the search's score so far, for showing. */
    int (*ask)(void *user, const double *values, unsigned run, double best, float *scores,
               cairn_error *err);
    void *user;
} cn_tune_task;

typedef struct cn_tune_result {
    double before, after;               /* of all questions, by start and by found */
    double tested_before, tested_after; /* of each part, by start and by what the others gave */
    double standard_error;              /* of their difference */
    unsigned n_runs;
} cn_tune_result;

/* found[n_settings]: the best with all questions. Deterministic. Memory: 4 bytes for each question
 * of each run. */
int cn_tune_search(const cn_tune_task *task, double *found, cn_tune_result *result,
                   cairn_error *err);

#endif
