/* What a function prints on a page, caught in a file. */
#ifndef CN_TESTS_PRINTED_H
#define CN_TESTS_PRINTED_H

#include <stdio.h>

#include "apps/cli/output.h"

/* width 0: a pipe. */
static inline cli_page printed_begin(size_t width)
{
    const cli_page page = {tmpfile(), width, false};

    assert_non_null(page.file);
    return page;
}

static inline void printed_end(cli_page *page, char *out, size_t size)
{
    size_t n;

    rewind(page->file);
    n = fread(out, 1, size - 1, page->file);
    out[n] = '\0';
    fclose(page->file);
}

#endif
