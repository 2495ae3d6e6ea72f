/* Tables of relations for tests: written to a file, opened, and removed again. */
#ifndef TESTS_RELATION_ROWS_H
#define TESTS_RELATION_ROWS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fusion/relation_table.h"
#include "schema/rows.h"

#define ENGLISH CAIRN_SOURCE_DIR "/data/models/en/relations.tsv"

static inline int open_rows(const char *rows, size_t len, cn_relation_table **table,
                            cairn_error *err)
{
    char path[] = "/tmp/cairn-relations-XXXXXX";
    int file = mkstemp(path), rc;

    assert_true(file >= 0);
    assert_int_equal(write(file, rows, len), (ssize_t)len);
    close(file);
    rc = cn_relation_table_open(table, path, err);
    unlink(path);
    return rc;
}

#endif
