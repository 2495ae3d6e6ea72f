/* What the recogniser looks at: each token made into an atom (its forms, its classes, what the
 * tables of the weights file know of it), and atoms into hashed features. The trainer and the
 * recogniser share this file, so that what is learned is what is seen.
 *
 * A chunk is searched twice. First each token by what it is and what stands around it; then again
 * with what the first pass found elsewhere in the chunk for the same words: a name that one
 * sentence introduces ("the singer Ada Brown") is known in all others ("Brown"). */
#ifndef CN_INGEST_RECOGNIZER_FEATURES_H
#define CN_INGEST_RECOGNIZER_FEATURES_H

#include "base/tree.h"
#include "ingest/tagger.h"

/* Kinds that are learned; finer types come from words of the name, see recognizer_types.h. */
enum {
    CN_KIND_PERSON = 0,
    CN_KIND_ORGANISATION,
    CN_KIND_PLACE,
    CN_KIND_TIME,
    CN_KIND_NUMBER,
    CN_KIND_MISC,
    CN_KIND_COUNT
};

/* Labels of tokens: outside; then for each kind: begin, inside, last of several, the only one. */
enum {
    CN_LABEL_OUTSIDE = 0,
    CN_LABEL_BEGIN = 0,
    CN_LABEL_INSIDE = 1,
    CN_LABEL_LAST = 2,
    CN_LABEL_UNIT = 3,
    CN_LABEL_COUNT = 1 + 4 * CN_KIND_COUNT
};
static inline int cn_label_of(int kind, int position)
{
    return 1 + CN_KIND_COUNT * position + kind;
}
static inline int cn_label_kind(int label)
{
    return (label - 1) % CN_KIND_COUNT;
}
static inline int cn_label_position(int label)
{
    return (label - 1) / CN_KIND_COUNT;
}

enum {
    CN_NAME_FEATURES_MAX = 112, /* of one token */
    CN_NAME_DOCUMENT_MAX = 24,  /* of them, from elsewhere in the chunk */
    CN_NAME_PHRASE_MAX = 7,     /* words of a known name */
    CN_NAME_PLAIN_SCORE = 8     /* of the label outside for a token without features */
};

/* What is known of a word, whatever its case. 8 bytes, 8 to a bucket. */
typedef struct cn_name_word {
    uint16_t check;
    uint16_t use;   /* how often seen: 4 bits; share in lower case inside sentences: 4 bits; share
                       with a capital at all: 4 bits */
    uint32_t kinds; /* as part of names: see CN_WORD_KIND_* */
} cn_name_word;

/* Fields of cn_name_word.kinds: 5 bits each, kind + 1 (0: never in a name, 7: seldom in one) and
 * how sure, 0..3. */
enum {
    CN_WORD_KIND_ANY = 0,
    CN_WORD_KIND_FIRST = 5,
    CN_WORD_KIND_LAST = 10,
    CN_WORD_KIND_UNIT = 15,
    CN_WORD_KIND_TITLE_LAST = 20, /* of titles whose first sentence tells their kind; 7: events */
    CN_WORD_KIND_TITLE_FIRST = 25
};

/* Known names: the high 24 bits check, the low 8 tell: the kind by the title (3 bits, kind + 1; 7:
 * an event),
 * the kind by use (3 bits), how sure (2 bits). 16 to a bucket. */
typedef uint32_t cn_name_phrase;

typedef struct cn_name_tables {
    const cn_name_word *words;
    uint32_t n_word_buckets; /* of 8; 0: no table */
    const cn_name_phrase *phrases;
    uint32_t n_phrase_buckets; /* of 16; 0: no table */
} cn_name_tables;

enum { CN_NAME_WORDS_IN_BUCKET = 8, CN_NAME_PHRASES_IN_BUCKET = 16 };

/* Rows of weights: a feature's hash picks a bucket and a check of 16 bits, never 0. Checks stand
 * apart, so that the many features without a row cost a look at a small table only. */
enum { CN_NAME_ROWS_IN_BUCKET = 4 };
typedef struct cn_name_checks {
    uint16_t of[CN_NAME_ROWS_IN_BUCKET]; /* 0: free */
} cn_name_checks;
typedef int8_t cn_name_row[CN_LABEL_COUNT + 1]; /* the last is 0 */
static inline uint16_t cn_name_check(uint64_t hash)
{
    return (uint16_t)((hash & 0xFFFF) + ((hash & 0xFFFF) == 0));
}

static inline size_t cn_name_bucket(uint64_t hash, uint32_t n_buckets)
{
    return (size_t)(((hash >> 32) * n_buckets) >> 32);
}

/* How a token stands in its sentence: bits of cn_name_atom.stands. */
enum {
    CN_STANDS_QUOTED = 1 << 0,
    CN_STANDS_BRACKETED = 1 << 1,
    CN_STANDS_QUOTE_FIRST = 1 << 2,
    CN_STANDS_QUOTE_LAST = 1 << 3,
    CN_STANDS_TITLED_QUOTE = 1 << 4, /* all longer words between the quotes have capitals */
    CN_STANDS_TOPIC = 1 << 5         /* a word of the chunk's topic */
};

typedef struct cn_name_atom {
    uint64_t key;
    uint32_t shape;
    uint32_t ends[4]; /* hashes of the last 1 to 4 bytes */
    uint32_t begins[3];
    uint32_t cluster;
    uint32_t kinds; /* of cn_name_word */
    uint16_t use;
    uint16_t tag;
    uint16_t run_first, run_end;   /* capitalised words in a row, tokens of the tree */
    uint16_t wide_first, wide_end; /* the same with "of the" and hyphens between */
    uint8_t upos;
    uint8_t look; /* lower, capital, all capitals, number, mark ... */
    uint8_t stands;
    uint8_t phrase;    /* what is known of the name this token is part of */
    uint8_t phrase_at; /* 0: of none; begin, inside, last, unit: + 1 */
} cn_name_atom;

/* What the chunk is about, said by a noun of its first sentence: "is a SINGER". */
typedef struct cn_name_topic {
    uint64_t noun; /* key; 0: not said */
    uint32_t cluster;
    uint32_t token; /* of the first tree */
} cn_name_topic;

/* What a first pass found for a token's word elsewhere in the chunk. */
typedef struct cn_name_echo {
    uint8_t kind, share; /* kind + 1 that most other uses have, and how many of them: 0..3 */
    uint8_t position;    /* where in its names it most often stood, + 1 */
    uint8_t longer;      /* kind + 1 of a longer name it is part of elsewhere */
    uint8_t longer_at;
    uint8_t outside;       /* 1: other uses with a capital are no names; 2: used in lower case */
    uint8_t pair, pair_at; /* the same for this and the next word together: kind + 1 */
    uint8_t own, own_at;   /* what the first pass says here: kind + 1 */
} cn_name_echo;

/* Fills atoms[0..tree->n). */
void cn_name_atoms(const cn_name_tables *tables, const cn_tagger *tagger, const cn_tree *tree,
                   cn_name_atom *atoms);
/* Finds what the chunk is about in its first sentence, "Ada Brown ( born 1950 ) is a singer", and
 * marks its words in all atoms; those of all trees in a row. */
cn_name_topic cn_name_topic_mark(const cn_trees *trees, cn_name_atom *atoms);

/* Features of token i of n; returns how many. A token that cannot be part of a name, for neither it
 * nor what is near it has a capital or a number, has none. */
size_t cn_name_features(const cn_name_atom *atoms, size_t n, size_t i, const cn_name_topic *topic,
                        uint64_t hashes[CN_NAME_FEATURES_MAX]);
size_t cn_name_document_features(const cn_name_atom *atoms, const cn_name_echo *echoes, size_t n,
                                 size_t i, uint64_t hashes[CN_NAME_DOCUMENT_MAX]);

/* What labels (of all tokens of the trees in a row) say of each word's other uses. Scratch is kept
 * from call to call. */
typedef struct cn_name_echo_scratch {
    struct cn_name_echo_slot *slots;
    size_t cap;
} cn_name_echo_scratch;
int cn_name_echoes(const cn_trees *trees, const cn_name_atom *atoms, const uint8_t *labels,
                   cn_name_echo_scratch *scratch, cn_name_echo *echoes, cairn_error *err);
void cn_name_echo_scratch_done(cn_name_echo_scratch *scratch);

/* The key of tokens [first, end) as one name. */
uint64_t cn_name_phrase_key(const cn_token *tokens, size_t first, size_t end);

const cn_name_word *cn_name_word_find(const cn_name_tables *tables, uint64_t key);
uint8_t cn_name_phrase_find(const cn_name_tables *tables, uint64_t key);

#endif
