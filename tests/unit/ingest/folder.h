/* A temporary folder for tests that need files. */
#ifndef TESTS_UNIT_INGEST_FOLDER_H
#define TESTS_UNIT_INGEST_FOLDER_H

#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/ingest/collect.h"

typedef struct folder {
    char path[200];
} folder;

static inline void folder_make(folder *f)
{
    const char *base = getenv("TMPDIR");

    snprintf(f->path, sizeof(f->path), "%.150s/cairn-test-XXXXXX", base ? base : "/tmp");
    assert_non_null(mkdtemp(f->path));
}

static inline const char *folder_path(const folder *f, const char *name)
{
    static char paths[4][400];
    static int next;
    char *path = paths[next = (next + 1) % 4];

    snprintf(path, sizeof(paths[0]), "%s/%.150s", f->path, name);
    return path;
}

static inline void folder_write_bytes(const folder *f, const char *name, const char *bytes,
                                      size_t len)
{
    FILE *file = fopen(folder_path(f, name), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static inline void folder_write(const folder *f, const char *name, const char *text)
{
    folder_write_bytes(f, name, text, strlen(text));
}

static inline void folder_mkdir(const folder *f, const char *name)
{
    assert_int_equal(mkdir(folder_path(f, name), 0777), 0);
}

static inline int folder_remove_entry(const char *path, const struct stat *info, int type,
                                      struct FTW *at)
{
    (void)info;
    (void)type;
    (void)at;
    return remove(path);
}

static inline void folder_remove(const folder *f)
{
    nftw(f->path, folder_remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
