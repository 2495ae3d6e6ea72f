/* The part of a passage that shows best why it was found. */
#ifndef CN_APPS_CLI_SNIPPET_H
#define CN_APPS_CLI_SNIPPET_H

#include "base/buf.h"
#include "base/words.h"

enum { CLI_SNIPPET_BYTES = 240 };

/* The words of a query that a snippet should hold. */
typedef struct cli_snipper {
    cn_tokenizer *tokenizer;
    cn_words query, text;
} cli_snipper;
int cli_snipper_init(cli_snipper *snipper, const char *query, cairn_error *err);
void cli_snipper_done(cli_snipper *snipper);

/* Appends about CLI_SNIPPET_BYTES of text, cut at word ends, "…" where something is left out. */
int cli_snipper_cut(cli_snipper *snipper, const char *text, size_t len, cn_buf *out,
                    cairn_error *err);

#endif
