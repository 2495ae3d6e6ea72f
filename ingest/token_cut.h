/* Where the next token of a run without spaces ends. */
#ifndef CN_INGEST_TOKEN_CUT_H
#define CN_INGEST_TOKEN_CUT_H

#include <stdbool.h>
#include <stddef.h>

/* A run of text between two spaces. */
typedef struct cn_run {
    const char *text;
    size_t first, end;
    bool is_last;       /* nothing but marks follows in the sentence */
    bool digit_follows; /* the next run begins with a digit */
} cn_run;

/* The end of the token that begins at `at`, first <= at < end; greater than at. Looks at a bounded
 * number of bytes behind that end. Unspaced script is not cut here: one token for the run of it. */
size_t cn_token_end(const cn_run *run, size_t at);

#endif
