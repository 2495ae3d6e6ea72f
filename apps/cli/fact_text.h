/* Facts and citations on the screen: what cards, conflicts and merges share. */
#ifndef CN_APPS_CLI_FACT_TEXT_H
#define CN_APPS_CLI_FACT_TEXT_H

#include "apps/cli/output.h"
#include "cairn.h"

/* Text cleaned, on one line; cut with "..." where the page is narrower, whole in a pipe. */
void cli_print_cut(const cli_page *page, cli_style style, size_t indent, const char *text);
/* "notes.txt, bytes 12-80: "the sentence"", likewise. */
void cli_print_citation(const cli_page *page, size_t indent, const cairn_citation *citation);
/* The other end of a fact, belief, documents, when it holds; below it a citation or the proof. */
void cli_print_fact(const cli_page *page, size_t indent, const cairn_fact *fact, bool is_subject);
/* "and 12 more", when there are more than n. */
void cli_print_more(const cli_page *page, size_t indent, uint64_t n, uint64_t all,
                    const char *noun);

/* Appends "1998 to 2002", "since 1998", ... for the EDTF intervals of cairn_fact.valid. */
void cli_add_valid(cn_buf *out, const char *valid);
/* Appends "3 documents", "1 document". */
void cli_add_count(cn_buf *out, uint64_t n, const char *noun);

#endif
