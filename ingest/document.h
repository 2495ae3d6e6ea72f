/* What a reader makes of a source: documents of blocks.
 *
 * A document's text is canonical: UTF-8, what a person would read, with a blank
 * line between blocks. Blocks are ranges of it, in order, not overlapping. For
 * plain text that is valid UTF-8 the text is the file, byte for byte (after a BOM). */
#ifndef CN_INGEST_DOCUMENT_H
#define CN_INGEST_DOCUMENT_H

#include "base/buf.h"

/* Ceilings for what comes from outside. */
#define CN_SOURCE_MAX ((size_t)1 << 30)   /* bytes in one file */
#define CN_BLOCKS_MAX ((size_t)4 << 20)   /* blocks in a document */
#define CN_RECORD_MAX ((size_t)256 << 20) /* bytes in one JSONL row or CSV record */
#define CN_NESTING_MAX 256                /* open tags or lists that are followed */

typedef enum cn_block_kind {
    CN_BLOCK_PARAGRAPH,
    CN_BLOCK_HEADING, /* level 1..6 */
    CN_BLOCK_LIST_ITEM,
    CN_BLOCK_ROW, /* one table row as "header: value" lines; the first line names its subject */
    CN_BLOCK_CODE,
    CN_BLOCK_QUOTE
} cn_block_kind;

typedef struct cn_block {
    cn_block_kind kind;
    uint8_t level;
    size_t first, len;           /* in the document's text */
    uint64_t src_first, src_len; /* in the source file; src_len 0: unknown */
} cn_block;

typedef struct cn_document {
    char *uri;        /* never empty */
    char *title;      /* may be "" */
    char *source;     /* file as given, with ":N" for row N of it; "" from memory */
    char *meta;       /* JSON object of other keys, or "" */
    int format;       /* cairn_format */
    bool is_verbatim; /* text equals the source from src_base on: ranges are exact */
    cn_buf text;
    cn_block *blocks;
    size_t n_blocks, cap_blocks;
} cn_document;

int cn_document_new(const char *uri, const char *source, int format, cn_document **doc,
                    cairn_error *err);
void cn_document_free(cn_document *doc);
int cn_document_set(char **field, const char *text, size_t len, cairn_error *err);
/* Appends text as a block with a blank line before it; white space at both ends is cut;
 * an empty text adds nothing. */
int cn_document_add(cn_document *doc, cn_block_kind kind, unsigned level, const char *text,
                    size_t len, uint64_t src_first, uint64_t src_len, cairn_error *err);

/* A source of bytes with a name, for readers. text is UTF-8 already (decoded). */
typedef struct cn_source {
    const char *uri;  /* of the whole source; row readers derive theirs from ids */
    const char *path; /* for messages and `source`; "" from memory, "-" for standard input */
    const char *text;
    size_t len;
    uint64_t src_base;   /* where text[0] lies in the file: the length of a BOM */
    uint64_t first_line; /* of text in the file; 0 means 1, and that text is the whole */
    bool is_verbatim;    /* text is the file's own bytes; else src ranges are unknown */
} cn_source;

/* Where documents go. deliver() owns doc. refuse(): one row is bad, the rest goes on;
 * `place` such as "a.jsonl:12". Both return CAIRN_OK or stop the reader. */
typedef struct cn_sink {
    int (*deliver)(void *user, cn_document *doc, cairn_error *err);
    int (*refuse)(void *user, const char *place, const char *sentence, cairn_error *err);
    void *user;
} cn_sink;

/* One reader per format, each in read_<format>.c. A source that cannot be read at all is
 * an error (CAIRN_EPARSE, the sentence names the place: line and column where known). */
int cn_read_text(const cn_source *source, const cn_sink *sink, cairn_error *err);
int cn_read_markdown(const cn_source *source, const cn_sink *sink, cairn_error *err);
int cn_read_html(const cn_source *source, const cn_sink *sink, cairn_error *err);
int cn_read_json(const cn_source *source, const cn_sink *sink, cairn_error *err);
int cn_read_jsonl(const cn_source *source, const cn_sink *sink, cairn_error *err);
int cn_read_table(const cn_source *source, char separator, const cn_sink *sink, cairn_error *err);

#endif
