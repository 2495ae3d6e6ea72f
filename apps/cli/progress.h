/* One line on the terminal that says how far the work is. Nothing in a pipe. */
#ifndef CN_APPS_CLI_PROGRESS_H
#define CN_APPS_CLI_PROGRESS_H

#include "cairn.h"

typedef struct cli_progress {
    bool is_on;          /* standard error is a terminal, and nobody said --quiet */
    bool is_drawn;       /* the line stands there */
    const char *label;   /* of the stage it shows, a literal; NULL before the first */
    uint64_t first_done; /* of the stage when it began */
    uint64_t start_ns;   /* of the stage */
    uint64_t drawn_ns;   /* of the last drawing */
} cli_progress;

void cli_progress_init(cli_progress *progress, bool is_quiet);
/* total 0: not known. label names the stage. */
void cli_progress_update(cli_progress *progress, const char *label, uint64_t done, uint64_t total);
/* Takes the line away, before something else is printed and at the end. */
void cli_progress_clear(cli_progress *progress);
/* For cairn_build() and the like. */
void cli_progress_stage(cli_progress *progress, const cairn_progress *stage);

#endif
