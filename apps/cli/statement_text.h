/* What cairn extract prints for a statement or a mention: for people, as JSON, as tab-separated
 * values. Each function appends whole lines to out; failures stick to it. */
#ifndef CN_APPS_CLI_STATEMENT_TEXT_H
#define CN_APPS_CLI_STATEMENT_TEXT_H

#include "base/buf.h"
#include "cairn.h"

/* "(Ada Lovelace; wrote; the first program)  time=1843  negated  0.87", no line end. */
void cli_statement_add(cn_buf *out, const cairn_statement *statement);
/* With the place of the sentence before it: "notes.txt:120-164  (...)". */
void cli_statement_add_line(cn_buf *out, const char *where, const cairn_statement *statement);
void cli_statement_add_json(cn_buf *out, const char *uri, const cairn_statement *statement);
/* sentence TAB confidence TAB subject TAB relation TAB object [TAB argument ...], as written:
 * clauses alone, for a derived statement says a part of one again, and a pattern's relation is not
 * written. None when the subject or the object is not in the sentence. */
void cli_statement_add_tsv(cn_buf *out, const char *sentence, const cairn_statement *statement);

void cli_mention_add_line(cn_buf *out, const char *where, const cairn_mention *mention);
void cli_mention_add_json(cn_buf *out, const char *uri, const cairn_mention *mention);

/* "pronoun", ...; static. */
const char *cli_mention_kind_name(int kind);

#endif
