/* Chunk -> mentions and statements, by patterns. The seam where a trained extractor joins:
 * it fills the same cn_extraction from the same inputs.
 *
 * Deterministic, bounded time per chunk, no state between chunks. */
#ifndef CN_INGEST_EXTRACT_H
#define CN_INGEST_EXTRACT_H

#include "base/arena.h"
#include "base/words.h"
#include "schema/rows.h"

#define CN_EXTRACT_VERSION 1 /* raise it, and documents are extracted again */

/* Which pattern said so; kept in statement.rule. Never renumber. */
typedef enum cn_rule {
    CN_RULE_IS_A = 1,  /* "Ada Lovelace was an English mathematician" */
    CN_RULE_BIRTH = 2, /* "Ada (10 December 1815 – 27 November 1852)", "born in" */
    CN_RULE_DEATH = 3,
    CN_RULE_KEY_VALUE = 4,  /* "Founded: 1887" */
    CN_RULE_TABLE = 5,      /* header: value of a row */
    CN_RULE_VERB = 6,       /* "X was directed by Y", "X founded Y": listed verbs */
    CN_RULE_POSSESSIVE = 7, /* "X, daughter of Y", "the wife of Y" */
    CN_RULE_META = 8        /* a metadata key of the document */
} cn_rule;

typedef struct cn_found_name {
    const char *surface; /* in the arena or in the chunk's text; white space runs are one space */
    size_t len;
    int64_t id; /* cn_hash_id of the surface */
} cn_found_name;

typedef struct cn_found_mention {
    cn_found_name name;
    int role, type;
    uint32_t first, len;
} cn_found_mention;

typedef struct cn_found_statement {
    cn_found_name subject, relation, object;
    int object_type;
    int rule;
    double confidence;
    uint32_t first, len; /* the sentence */
} cn_found_statement;

typedef struct cn_extraction {
    cn_arena arena;
    cn_found_mention *mentions;
    size_t n_mentions, cap_mentions;
    cn_found_statement *statements;
    size_t n_statements, cap_statements;
} cn_extraction;

/* What the extractor is told of the chunk. */
typedef struct cn_extract_input {
    const char *title;   /* of the document: what "he", "it", "the film" refer to */
    const char *meta;    /* JSON of the document's metadata for its first chunk, else "" */
    const char *heading; /* path, " > " between levels */
    int kind;            /* cn_chunk_kind */
    bool is_first;       /* first chunk of its document */
    const char *text;
    size_t len;
} cn_extract_input;

typedef struct cn_extractor cn_extractor; /* compiled patterns and scratch, one per thread */

int cn_extractor_new(cn_extractor **extractor, cairn_error *err);
void cn_extractor_free(cn_extractor *extractor);
void cn_extraction_init(cn_extraction *out);
void cn_extraction_done(cn_extraction *out);
/* Replaces the content of out. Limits: 4,096 mentions and statements each; what is over is left. */
int cn_extract(cn_extractor *extractor, const cn_extract_input *input, cn_extraction *out,
               cairn_error *err);

#endif
