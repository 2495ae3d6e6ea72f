/* What the readers share: white space, titles from file names, cells and rows of tables,
 * and the last step of every reader. Private to ingest/read_*.c, document.c and source.c. */
#ifndef CN_INGEST_READER_H
#define CN_INGEST_READER_H

#include "ingest/document.h"

#define CN_COLUMNS_MAX 16384   /* cells in a row; what Excel allows */
#define CN_COLUMN_NAME_MAX 120 /* bytes of a header that are repeated in each row */

/* NUL counts as white space: it stands for nothing a person reads. */
static inline bool cn_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}

/* Moves *first and *end inwards over white space. */
void cn_trim(const char *text, size_t *first, size_t *end);
/* Appends text with each run of white space as one space, none at the ends. */
void cn_squeeze(cn_buf *out, const char *text, size_t len);
/* CAIRN_OK or the buffer's sticking error as a sentence. */
int cn_buf_check(const cn_buf *buf, cairn_error *err);

/* What messages call the source: its path, else its URI. */
const char *cn_source_name(const cn_source *source);
/* "flood_notes-1904.txt" -> "Flood notes 1904"; "" when the name says nothing. */
int cn_source_title(const cn_source *source, char **title, cairn_error *err);

/* A document of the whole source. Caller frees with cn_document_free. */
int cn_reader_open(const cn_source *source, int format, cn_document **doc, cairn_error *err);
/* Hands *doc over and sets it NULL; CAIRN_EPARSE "...: there is no text in it" when it has no
 * block. A document without a title gets the file's name. */
int cn_reader_deliver(const cn_source *source, const cn_sink *sink, cn_document **doc,
                      cairn_error *err);
/* A block over text that is in the document already. */
int cn_document_mark(cn_document *doc, cn_block block, cairn_error *err);
/* One block for each paragraph of text, cut at blank lines; all share the source range. */
int cn_document_add_paragraphs(cn_document *doc, const char *text, size_t len, uint64_t src_first,
                               uint64_t src_len, cairn_error *err);

/* The cells of one row, squeezed, in one buffer. */
typedef struct cn_cells {
    cn_buf text;
    size_t *ends; /* of each cell in text */
    size_t n, cap;
} cn_cells;

void cn_cells_init(cn_cells *cells);
void cn_cells_done(cn_cells *cells);
void cn_cells_clear(cn_cells *cells);
/* CAIRN_EPARSE over CN_COLUMNS_MAX. */
int cn_cells_add(cn_cells *cells, const char *text, size_t len, cairn_error *err);
/* Borrowed until the next add; len 0 for a cell that is not there. Not NUL-terminated. */
const char *cn_cells_get(const cn_cells *cells, size_t i, size_t *len);
size_t cn_cells_filled(const cn_cells *cells); /* how many are not empty */

/* Appends "name: value\n" to row; no name: "column N"; no value: nothing. */
void cn_row_line(cn_buf *row, const char *name, size_t name_len, size_t column, const char *value,
                 size_t value_len);
/* Adds the row as one CN_BLOCK_ROW, its names from header. */
int cn_row_add(cn_document *doc, const cn_cells *header, const cn_cells *cells, uint64_t src_first,
               uint64_t src_len, cairn_error *err);
/* Adds cells as one paragraph, ", " between them: a header that no row followed. */
int cn_row_add_header(cn_document *doc, const cn_cells *header, uint64_t src_first,
                      uint64_t src_len, cairn_error *err);

/* "&amp;" -> "&": the UTF-8 of an entity or character reference; returns its length, 0 for
 * what is none. A no-break space comes back as a plain one. In read_html.c. */
size_t cn_html_entity(const char *text, size_t len, char utf8[4]);

#endif
