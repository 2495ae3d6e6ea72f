/* Trees and names of a text outside of extraction: of a question, of a sentence to be read again.
 * Scratch of one thread. */
#ifndef CN_INGEST_TEXT_PARSER_H
#define CN_INGEST_TEXT_PARSER_H

#include "ingest/language.h"

typedef struct cn_text_parser cn_text_parser;

/* languages are borrowed and must outlive the parser. */
int cn_text_parser_new(cn_text_parser **parser, const cn_languages *languages, cairn_error *err);
void cn_text_parser_free(cn_text_parser *parser);
/* *trees and *recognition are borrowed until the next call; both are empty for a text in a language
 * that no pack knows. Time is linear in the text. */
int cn_text_parser_run(cn_text_parser *parser, const char *text, size_t len, const cn_trees **trees,
                       const cn_recognition **recognition, cairn_error *err);

#endif
