/* From a path to documents: finds files, decides formats, decodes, calls the reader. */
#ifndef CN_INGEST_SOURCE_H
#define CN_INGEST_SOURCE_H

#include "ingest/document.h"

/* Name first (.md .markdown .html .htm .json .jsonl .ndjson .csv .tsv .txt ...), then content. */
int cn_source_format(const char *path, const char *text, size_t len);

/* The URI of a file: its path as given with "./" and "//" taken out. Appends to uri. */
int cn_source_uri(const char *path, cn_buf *uri, cairn_error *err);
/* Reads bytes of any encoding under a URI. CAIRN_EPARSE: binary or malformed. */
int cn_source_read_bytes(const char *uri, const char *path, const char *bytes, size_t len,
                         int format, const cn_sink *sink, cairn_error *err);
/* Reads one file; "-" is standard input (URI "stdin:"). Its URI is the path as given with
 * "./" and "//" taken out. Regular JSONL files are read by mapping, so that memory does not
 * grow with them. Empty file: CAIRN_EPARSE "... is empty". */
int cn_source_read_file(const char *path, int format, const cn_sink *sink, cairn_error *err);

/* Calls visit with every file at or under path, in byte order of names: a file itself; a
 * directory recursively, skipping hidden names, what .cairnignore in it or above it (gitignore
 * syntax: # comments, !negation, trailing / for folders, * ? [] **, anchored by a /) excludes,
 * stores of cairn ("*.db" beside "*.db.d"), and directories already visited (device + inode: loops
 * end; symbolic links to directories are followed once). A path with * ? [ that does not exist is
 * expanded as a glob. problem() is told of what cannot be entered; the rest goes on. */
typedef struct cn_walk_sink {
    int (*visit)(void *user, const char *path, cairn_error *err);
    int (*problem)(void *user, const char *path, const char *sentence, cairn_error *err);
    void *user;
} cn_walk_sink;
int cn_source_walk(const char *path, const cn_walk_sink *sink, cairn_error *err);

#endif
