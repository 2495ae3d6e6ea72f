/* The tags and texts of an HTML page, as they come -> blocks. Private to read_html.c. */
#ifndef CN_INGEST_HTML_PAGE_H
#define CN_INGEST_HTML_PAGE_H

#include "ingest/html_table.h"

#define CN_TABLES_MAX 64 /* tables in tables that are told apart */

typedef struct cn_html_page {
    const cn_source *source;
    cn_document *doc;
    cairn_error *err;
    int rc;          /* the first failure; nothing is done after it */
    bool is_lenient; /* second reading */
    unsigned skip;   /* open tags from a dropped one on, it included */
    unsigned n_pre, n_items, n_quotes, n_articles, n_titles, n_h1; /* open */
    unsigned n_any_headers; /* open; lists in them are menus */
    unsigned n_headers;     /* of them, outside of articles: only their h1 is read */
    unsigned level;         /* of the open heading, else 0 */
    cn_buf leaf;            /* text of the open block */
    bool has_gap;           /* white space was seen behind leaf */
    cn_buf title, h1;
    bool has_title; /* it is complete */
    cn_buf term;    /* of a definition list, not used yet or kept for its next definition */
    bool term_is_used, in_definition;
    cn_html_table table;
    cn_html_cell cell;             /* the open one; its text is leaf */
    unsigned n_tables;             /* open */
    bool is_layout[CN_TABLES_MAX]; /* by depth: a table that holds tables or headings */
    bool in_cell, in_caption, in_head_rows;
} cn_html_page;

void cn_html_page_init(cn_html_page *page, const cn_source *source, bool is_lenient,
                       cairn_error *err);
void cn_html_page_done(cn_html_page *page);
/* Names are in lower case; attributes are pairs of name and value (may be NULL), ended by NULL. */
void cn_html_page_start(cn_html_page *page, const char *name, const char *const *attributes);
void cn_html_page_end(cn_html_page *page, const char *name);
void cn_html_page_text(cn_html_page *page, const char *text, size_t len);
/* Ends whatever is open. */
void cn_html_page_close(cn_html_page *page);
int cn_html_page_title(cn_html_page *page);

#endif
