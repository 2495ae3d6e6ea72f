/* cairn_extracted and cairn_extractor, and what the files that fill them share. */
#ifndef CN_API_EXTRACTION_H
#define CN_API_EXTRACTION_H

#include "api/stages.h"
#include "base/arena.h"
#include "ingest/chunk.h"

struct cairn_extractor {
    cn_languages *models;                /* shared with others unless owns_models */
    struct cn_relation_table *relations; /* likewise */
    bool owns_models;
    cn_extractors one; /* for texts, on the caller's thread */
    cn_extraction scratch;
    unsigned n_threads;
    bool one_sentence;
};

struct cairn_extracted {
    cn_arena arena;                            /* every string of the items */
    cn_document *doc;                          /* owned; NULL when uri, title, text are borrowed */
    const struct cn_relation_table *relations; /* borrowed; NULL: not asked */
    cn_buf canonical;                          /* scratch */
    const char *uri, *title, *text;
    size_t len;
    uint64_t first_byte; /* of text in the document's */
    cairn_statement *statements;
    size_t n_statements, cap_statements, next_statement;
    cairn_mention *mentions;
    size_t n_mentions, cap_mentions, next_mention;
    cairn_token *tokens;
    size_t n_tokens, cap_tokens, next_token;
    uint32_t n_trees;
};

void cn_extracted_init(cairn_extracted *found);
/* Forgets the items: for the next passage. */
void cn_extracted_clear(cairn_extracted *found);
void cn_extracted_done(cairn_extracted *found);
/* Appends what was found in text, which lies at first_byte of the document's text. trees: NULL, or
 * those of text, whose tokens are wanted. */
int cn_extracted_add(cairn_extracted *found, const char *text, uint64_t first_byte,
                     const cn_extraction *extraction, const cn_trees *trees, cairn_error *err);

/* "clause/active"; static, NULL for a number without a name. */
const char *cn_rule_name(int rule);

#endif
