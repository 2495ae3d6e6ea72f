/* Chunk -> mentions and statements, by patterns. The seam where a trained extractor joins:
 * it fills the same cn_extraction from the same inputs.
 *
 * Deterministic, bounded time per chunk, no state between chunks. */
#ifndef CN_INGEST_EXTRACT_H
#define CN_INGEST_EXTRACT_H

#include "base/arena.h"
#include "base/tree.h"
#include "base/words.h"
#include "schema/rows.h"

#define CN_EXTRACT_VERSION 3 /* raise it, and documents are extracted again */

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

typedef struct cn_found_place {
    uint32_t first, len; /* bytes of the chunk; len 0: not written there */
} cn_found_place;

typedef struct cn_found_mention {
    cn_found_name name;
    int role, type;
    uint32_t first, len;
    int kind;                  /* cn_mention_kind of references.h: name, pronoun, nominal */
    cn_found_place antecedent; /* of a pronoun or noun phrase: the mention it refers to */
    cn_found_name meant;       /* what it refers to, by its fullest name; empty: itself */
    bool is_other; /* another span at a place that has a mention already: for the graph alone */
} cn_found_mention;

/* A further argument of a statement: when, where, who says so, or what a preposition ties to it. */
typedef struct cn_found_argument {
    int role;            /* cn_argument_role */
    cn_found_name text;  /* as written, with its preposition */
    cn_found_name value; /* ISO 8601 for a time; the name meant, for another; may be empty */
    uint32_t first, len;
} cn_found_argument;

typedef struct cn_found_statement {
    cn_found_name subject, relation, object; /* what is meant: a pronoun is resolved */
    cn_found_name normal; /* normal form of the relation: "be born in"; may be empty */
    int subject_type, object_type;
    int rule;
    unsigned flags;
    double confidence;
    uint32_t first, len; /* the sentence */
    /* As written. A relation may be in pieces ("was ... born in"): first to last byte. */
    cn_found_place subject_at, relation_at, object_at;
    const cn_found_argument *arguments; /* in the arena */
    size_t n_arguments;
    /* In full, as written, when the caller asks for it: "the first of three sons" where the object
     * is "son". */
    cn_found_name subject_text, object_text;
    /* ISO 8601 for a date or time, number and unit for a quantity; may be empty. */
    cn_found_name value;
    bool is_aside; /* worth showing, not storing: it names nothing, or another says the same */
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
    bool is_sentence;    /* the text is one sentence: not cut at its stops */
    bool wants_text;     /* fill subject_text and object_text, and keep what is aside */
    const char *text;
    size_t len;
} cn_extract_input;

struct cn_languages;                      /* language.h */
typedef struct cn_extractor cn_extractor; /* compiled patterns and scratch, one per thread */

/* languages are borrowed, and so is what is found by their rules. */
int cn_extractor_new(cn_extractor **extractor, const struct cn_languages *languages,
                     cairn_error *err);
void cn_extractor_free(cn_extractor *extractor);
/* The trees of the last chunk: to show why. Borrowed until the next one; their texts are the
 * chunk's. None for what has no sentences. */
const cn_trees *cn_extractor_trees(const cn_extractor *extractor);
void cn_extraction_init(cn_extraction *out);
void cn_extraction_done(cn_extraction *out);
/* Replaces the content of out. Limits: 4,096 mentions and statements each; what is over is left. */
int cn_extract(cn_extractor *extractor, const cn_extract_input *input, cn_extraction *out,
               cairn_error *err);

#endif
