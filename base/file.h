/* Files: read whole with a ceiling, map, write so that a reader sees all or nothing. */
#ifndef CN_BASE_FILE_H
#define CN_BASE_FILE_H

#include "base/buf.h"

/* Appends the file's bytes; path "-" is standard input. CAIRN_EIO for a directory, a
 * device or an error; CAIRN_EINVAL "…: larger than N bytes" over max_len. */
int cn_file_read(const char *path, size_t max_len, cn_buf *out, cairn_error *err);

typedef struct cn_mapping {
    const uint8_t *data; /* NULL for an empty file */
    size_t len;
} cn_mapping;
/* Maps read-only. A regular file only. */
int cn_file_map(const char *path, cn_mapping *mapping, cairn_error *err);
void cn_file_unmap(cn_mapping *mapping);

/* Writes to a temporary name in the same folder, fsyncs when `durable`, renames. */
typedef struct cn_writer cn_writer;
int cn_writer_new(const char *path, bool durable, cn_writer **writer, cairn_error *err);
int cn_writer_add(cn_writer *writer, const void *data, size_t len, cairn_error *err);
uint64_t cn_writer_len(const cn_writer *writer);
int cn_writer_commit(cn_writer *writer, cairn_error *err); /* then still cn_writer_free */
void cn_writer_free(cn_writer *writer);                    /* removes what was not committed */

int cn_file_make_dir(const char *path, cairn_error *err); /* fine when it exists */
bool cn_file_exists(const char *path);
int cn_file_remove(const char *path); /* 0 or errno; absent is 0 */

/* Calls `visit` for each entry name of a directory, sorted by bytes, without . and .. */
int cn_file_list(const char *dir, int (*visit)(const char *name, void *user, cairn_error *err),
                 void *user, cairn_error *err);

#endif
