/* The rows of the store as structs. Strings in a row that is written are
 * borrowed for the call; in a row that is read, until the cursor's next step. */
#ifndef CN_SCHEMA_ROWS_H
#define CN_SCHEMA_ROWS_H

#include "base/hash.h"
#include "cairn.h"

enum {
    CN_CHUNK_BITS = 20,  /* chunks in a document: 1,048,576 */
    CN_MENTION_BITS = 12 /* mentions, and statements, in a chunk: 4,096 */
};

typedef enum cn_document_state {
    CN_DOCUMENT_PENDING = 0, /* ingested, not in the published view yet */
    CN_DOCUMENT_LIVE = 1,
    CN_DOCUMENT_LEAVING = 2 /* in the published view until the next build */
} cn_document_state;

typedef enum cn_chunk_kind {
    CN_CHUNK_PROSE = 0,
    CN_CHUNK_TABLE = 1, /* rows as "header: value" lines, a blank line between rows */
    CN_CHUNK_CODE = 2
} cn_chunk_kind;

typedef enum cn_mention_role {
    CN_ROLE_MENTION = 0,
    CN_ROLE_TITLE = 1,   /* the document is about it */
    CN_ROLE_HEADING = 2, /* the chunk stands under a heading that names it */
    CN_ROLE_TERM = 3     /* the chunk defines it: "X is a ..." */
} cn_mention_role;

typedef enum cn_mention_type {
    CN_TYPE_OTHER = 0,
    CN_TYPE_PERSON = 1,
    CN_TYPE_PLACE = 2,
    CN_TYPE_ORGANISATION = 3,
    CN_TYPE_WORK = 4,
    CN_TYPE_EVENT = 5,
    CN_TYPE_CLASS = 6, /* a common noun phrase: "composer" in "X is a composer" */
    CN_TYPE_PRODUCT = 7,
    CN_TYPE_DATE = 8, /* literal from here on */
    CN_TYPE_TIME = 9, /* of the day, or a length of time */
    CN_TYPE_QUANTITY = 10,
    CN_TYPE_MONEY = 11,
    CN_TYPE_TEXT = 12 /* any other literal: the value of a key-value line or cell */
} cn_mention_type;
#define CN_TYPE_IS_LITERAL(type) ((type) >= CN_TYPE_DATE)

/* What a further argument of a statement says. */
typedef enum cn_argument_role {
    CN_ARGUMENT_OTHER = 0, /* text with its preposition: "with her sister" */
    CN_ARGUMENT_TIME = 1,
    CN_ARGUMENT_PLACE = 2,
    CN_ARGUMENT_SOURCE = 3 /* who says so: "according to X", "X said that" */
} cn_argument_role;

/* How a statement is meant: bits of cn_statement_row.flags. */
enum {
    CN_STATED_NEGATED = 1 << 0,     /* "did not" */
    CN_STATED_POSSIBLE = 1 << 1,    /* "may", "might", "could", "possibly" */
    CN_STATED_NECESSARY = 1 << 2,   /* "must", "should" */
    CN_STATED_FUTURE = 1 << 3,      /* "will", "plans to" */
    CN_STATED_CONDITIONAL = 1 << 4, /* in an "if" clause, or depends on one */
    CN_STATED_REPORTED = 1 << 5,    /* someone says so; see the argument of role SOURCE */
    CN_STATED_QUESTION = 1 << 6,
    CN_STATED_REFERRED = 1 << 7 /* an argument was a pronoun or "the film" */
};

const char *cn_type_name(int type); /* "person", ...; "" for other */

typedef struct cn_document_row {
    cairn_id id;
    const char *uri, *title, *source, *meta;
    int format; /* cairn_format */
    cn_hash128 hash;
    uint64_t byte_len;
    int state;
} cn_document_row;

typedef struct cn_chunk_row {
    cairn_id id;
    int kind;
    const char *heading;
    uint64_t first_byte;
    uint64_t src_first, src_len;
    const char *text;
    size_t text_len;
} cn_chunk_row;

typedef struct cn_mention_row {
    cairn_id id;
    int64_t name;
    int role, type;
    uint32_t first, len;
} cn_mention_row;

typedef struct cn_statement_row {
    cairn_id id;
    int64_t subject, relation, object;
    int64_t normal; /* normal form of the relation, a relation too; 0: none */
    int subject_type, object_type;
    int rule;
    unsigned flags;    /* CN_STATED_* */
    double confidence; /* 0..1; four decimals are kept */
    uint32_t first, len;
    const char *more; /* when, where, who says so: see more.h; NULL is "" in writing */
} cn_statement_row;

typedef struct cn_entity_row {
    cairn_id id;
    const char *name;
    int type;
    uint64_t mentions, about;
} cn_entity_row;

typedef struct cn_alias_row {
    int64_t key;
    cairn_id entity;
    double score;
    const char *reason;
} cn_alias_row;

typedef struct cn_fact_row {
    cairn_id id, subject;
    int64_t relation;
    cairn_id object; /* 0 for a literal */
    const char *literal;
    int object_type;
    uint32_t support;
    double confidence, belief;
    bool believed;
    cairn_id statement; /* the lowest behind it, its receipt; 0: none. Not used in writing */
} cn_fact_row;

typedef struct cn_conflict_row {
    cairn_id subject;
    int64_t relation;
    cairn_id winner;
    const char *reason;
} cn_conflict_row;

static inline cairn_id cn_chunk_id(cairn_id document, uint32_t ordinal)
{
    return document << CN_CHUNK_BITS | (cairn_id)ordinal;
}
static inline cairn_id cn_chunk_document(cairn_id chunk)
{
    return chunk >> CN_CHUNK_BITS;
}
static inline cairn_id cn_mention_id(cairn_id chunk, uint32_t ordinal)
{
    return chunk << CN_MENTION_BITS | (cairn_id)ordinal;
}
static inline cairn_id cn_mention_chunk(cairn_id mention)
{
    return mention >> CN_MENTION_BITS;
}

#endif
