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

enum { CN_NAMED_TYPES = CN_TYPE_DATE - 1 }; /* types that are counted: 1..7; OTHER is not */

/* Where what a document says comes from. */
typedef struct cn_origin_row {
    cairn_id document;
    uint64_t source; /* hash of its site or author, else of its URI */
    int64_t day;     /* from 1970-01-01; CN_DAY_UNKNOWN */
} cn_origin_row;
#define CN_DAY_UNKNOWN INT64_MIN

/* How often the rows of the view use a name. */
typedef struct cn_name_counts {
    uint64_t uses;  /* by a mention, as subject, as object of a statement: each is one */
    uint64_t named; /* of these: as something that is not a literal */
    /* Mentions that are not literals; of them titles; of them of any role but MENTION. */
    uint64_t mentions, titles, about;
    uint64_t types[CN_NAMED_TYPES]; /* mentions of type i + 1 */
} cn_name_counts;

typedef struct cn_name_use_row {
    int64_t key, name;
    cn_name_counts counts;
    const char *surface; /* of the name, when it is scanned. Not used in writing */
    size_t surface_len;
} cn_name_use_row;

typedef struct cn_entity_row {
    cairn_id id;
    const char *name;
    int type;
    uint64_t mentions, about;
    uint64_t facts;                        /* of which it is the subject or object */
    uint64_t object_types[CN_NAMED_TYPES]; /* of which it is the object with type i + 1 */
} cn_entity_row;

typedef struct cn_alias_row {
    int64_t key;
    cairn_id entity;
    int64_t target; /* the key it was merged with; entity is what that means */
    double score;
    const char *features, *reason;
    uint64_t run;   /* generation */
    bool is_merged; /* else it may mean the entity, and is kept apart */
} cn_alias_row;

/* In that document the key means that entity. */
typedef struct cn_sense_row {
    int64_t key;
    cairn_id document, entity;
} cn_sense_row;

typedef struct cn_fact_row {
    cairn_id id, subject;
    int64_t relation;
    cairn_id object; /* 0 for a literal */
    const char *literal;
    int object_type;
    uint32_t support;
    double confidence, belief;
    bool believed;
    const char *valid;          /* EDTF intervals, ';' between them; "": not known */
    cairn_id closed_by;         /* fact */
    uint64_t recorded, retired; /* generations, see schema.sql */
    cairn_id statement;         /* the lowest behind it, its receipt. Not used in writing */
    const uint8_t *statements;  /* all, packed; see cn_pack_id(). Not used in writing */
    size_t n_statements;
} cn_fact_row;

typedef struct cn_conflict_row {
    cairn_id subject;
    int64_t relation;
    cairn_id winner;
    const char *reason;
} cn_conflict_row;

typedef enum cn_decided { CN_DECIDED_SAME = 1, CN_DECIDED_APART = 2 } cn_decided;

/* What a user decided of two keys. */
typedef struct cn_decision_row {
    int64_t a, b; /* a < b */
    int verdict;  /* cn_decided; 0: taken back */
    bool is_applied;
} cn_decision_row;

/* What was learned of relations, see fusion/learn.h. */
typedef struct cn_learned_row {
    int kind;
    const char *rule;
    double confidence;
    uint64_t support, cases;
} cn_learned_row;

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
