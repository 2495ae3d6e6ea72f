/* cairn extract --lines: each line of a file is a text on its own, without a title. */
#ifndef CN_APPS_CLI_EXTRACT_LINES_H
#define CN_APPS_CLI_EXTRACT_LINES_H

#include "base/buf.h"
#include "cairn.h"

typedef struct cli_lines {
    cairn_extractor *x; /* whose models all threads use */
    uint32_t n_threads; /* 0: one per core */
    /* Appends what was found in a line, `line` (NUL-terminated) of `where` ("a.txt:12"). Called on
     * any thread. */
    void (*format)(cn_buf *out, const char *where, const char *line, cairn_extracted *found,
                   const void *user);
    /* The output of some lines, in the order of the input, on the calling thread. */
    int (*print)(const cn_buf *out, void *user);
    cairn_issue_fn issue;
    void *user;
} cli_lines;

/* path: a file, or "-". CAIRN_ECANCELED when print() does not give 0. */
int cli_extract_lines(const cli_lines *lines, const char *path, cairn_error *err);

#endif
