/* A folder for one test program, removed with what lies in it. */
#ifndef CN_TESTS_TEMP_DIR_H
#define CN_TESTS_TEMP_DIR_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

typedef struct temp_dir {
    char path[64];
    char name[160]; /* what temp_name() gave last */
} temp_dir;

static inline bool temp_dir_make(temp_dir *dir)
{
    snprintf(dir->path, sizeof(dir->path), "/tmp/cairn-test-XXXXXX");
    return mkdtemp(dir->path) != NULL;
}

/* Full name of `name` in dir; valid until the next call. */
static inline const char *temp_name(temp_dir *dir, const char *name)
{
    snprintf(dir->name, sizeof(dir->name), "%s/%s", dir->path, name);
    return dir->name;
}

static inline int temp_dir_drop(const char *name, void *user, cairn_error *err)
{
    (void)err;
    cn_file_remove(temp_name(user, name));
    return CAIRN_OK;
}

static inline void temp_dir_remove(temp_dir *dir)
{
    cn_file_list(dir->path, temp_dir_drop, dir, NULL);
    cn_file_remove(dir->path);
}

static inline void temp_file_put(temp_dir *dir, const char *name, const char *text)
{
    FILE *file = fopen(temp_name(dir, name), "wb");

    if (file) {
        fwrite(text, 1, strlen(text), file);
        fclose(file);
    }
}

#endif
