/* Words on the screen. Documents are untrusted: every string that comes from one, or from a file
 * name, goes through cli_print_clean() or cli_clean(), so that none can write escape sequences. */
#ifndef CN_APPS_CLI_OUTPUT_H
#define CN_APPS_CLI_OUTPUT_H

#include <stdio.h>

#include "base/buf.h"

/* Appends text on one line: white space collapsed, control characters, escape sequences and
 * marks that reorder text left out, invalid UTF-8 replaced. */
void cli_clean(cn_buf *out, const char *text, size_t len);
void cli_print_clean(FILE *file, const char *text);
/* The same, but line ends and tabs stay. */
void cli_print_clean_lines(FILE *file, const char *text, size_t len);

/* "cairn: sentence" on standard error, cleaned. */
void cli_say(const char *format, ...) CN_PRINTF(1, 2);
/* "cairn: subject: sentence", or without the subject when the sentence names it already. */
void cli_say_about(const char *subject, const char *sentence);

typedef struct cli_page {
    FILE *file;
    size_t width; /* columns; 0: do not wrap, as in a pipe */
    bool has_colour;
} cli_page;
void cli_page_init(cli_page *page, FILE *file);
/* Columns of the terminal behind fd, 80 when it does not say. */
size_t cli_terminal_width(int fd);

/* Columns that text takes; wide letters take two, marks none. Near enough for wrapping. */
size_t cli_columns(const char *text, size_t len);
/* Bytes of text that fit in `columns`, cut between code points. */
size_t cli_fit_columns(const char *text, size_t len, size_t columns);

typedef enum cli_style { CLI_PLAIN, CLI_BOLD, CLI_DIM, CLI_RED } cli_style;
void cli_print_styled(const cli_page *page, cli_style style, const char *text);
/* Text cleaned, on its own lines, indented, wrapped at the page's width. */
void cli_print_paragraph(const cli_page *page, cli_style style, size_t indent, const char *text,
                         size_t len);

#endif
