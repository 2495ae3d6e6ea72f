/* Small files of weights, whole and spoilt, for the tests of those who read them. */
#ifndef CN_TESTS_WEIGHTS_FIXTURE_H
#define CN_TESTS_WEIGHTS_FIXTURE_H

#include "unit/base/oom_walk.h"

#include "ingest/weights.h"
#include "unit/base/temp_dir.h"

/* The bytes of a file; caller frees with cn_buf_done(). */
static inline void read_bytes(temp_dir *dir, const char *name, cn_buf *bytes)
{
    cn_buf_init(bytes, SIZE_MAX);
    assert_int_equal(cn_file_read(temp_name(dir, name), SIZE_MAX, bytes, NULL), CAIRN_OK);
}

static inline void put_bytes(temp_dir *dir, const char *name, const char *bytes, size_t len)
{
    FILE *file = fopen(temp_name(dir, name), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

#endif
