/* What pronouns, definite noun phrases and parts of names refer to, within one chunk, with the
 * document's title as a candidate.
 *
 *   "Wilfried Schneider is a racer. He won two medals. The racer retired; Schneider teaches."
 *    name 0                         pronoun 1 -> 0      nominal 2 -> 0     name 3 -> 0
 *
 * Mentions are the names handed in, personal pronouns, and noun phrases that may stand for a name
 * ("the film", "his mother"). Relative pronouns are left to the clauses. Names are grouped into
 * entities by what they share (parts, initials, brackets); each pronoun chooses among the entities
 * mentioned last by a linear model over features of the two places and what lies between them.
 *
 * Deterministic, integer scores, linear in the text: the entities looked at are bounded. */
#ifndef CN_INGEST_REFERENCES_H
#define CN_INGEST_REFERENCES_H

#include "base/tree.h"
#include "ingest/weights.h"
#include "schema/rows.h"

typedef struct cn_references cn_references; /* read-only, shared by threads; borrows the file */

/* A name found in the text: a range of bytes and a cn_mention_type. */
typedef struct cn_reference_name {
    uint32_t first, len;
    int type;
} cn_reference_name;

typedef struct cn_reference_input {
    const char *text; /* of the chunk, valid UTF-8 */
    size_t len;
    const cn_trees *trees;          /* of the text: tagged, and parsed where there is a parser */
    const cn_reference_name *names; /* in order, not overlapping; dates and quantities are passed
                                     * over */
    size_t n_names;
    const char *title; /* of the document; NULL or "" when there is none */
    int title_type;    /* cn_mention_type, CN_TYPE_OTHER when not known: it is guessed */
} cn_reference_input;

typedef enum cn_mention_kind {
    CN_MENTION_NAME = 0,
    CN_MENTION_PRONOUN = 1,
    CN_MENTION_NOMINAL = 2 /* "the film", "his mother" */
} cn_mention_kind;

enum { /* genders that a mention may have: bits; none of them known: all */
       CN_GENDER_MASCULINE = 1,
       CN_GENDER_FEMININE = 2,
       CN_GENDER_NEUTER = 4,
       CN_GENDER_ANY = 7
};

#define CN_REFERENCE_NONE (-1)  /* nothing in the chunk; also "it" in "it rained" */
#define CN_REFERENCE_TITLE (-2) /* the document's title, which is the name */

typedef struct cn_mention {
    uint32_t first, len; /* bytes of the text; of a nominal from its first word to its noun */
    uint32_t tree;       /* place in trees->trees */
    uint16_t token, n;   /* its tokens in that tree, 0-based */
    uint16_t head;       /* the token that governs the others, 0-based */
    uint8_t kind;        /* cn_mention_kind */
    uint8_t type;        /* cn_mention_type; of a pronoun that of what it refers to */
    uint8_t genders;     /* bits */
    bool is_plural;      /* "they", "the brothers" */
    int32_t name;        /* the mention that names what is meant in full (its own place: itself), or
                          * CN_REFERENCE_TITLE, or CN_REFERENCE_NONE: no name is known */
    int32_t antecedent;  /* the nearest mention of the same thing, earlier unless there is only a
                          * later one ("in his youth, Ford"); NONE for the first of its entity */
    float confidence;    /* that name (or, without one, antecedent) is right; 1 for a name itself */
} cn_mention;

/* What was found; arrays are reused from chunk to chunk. */
typedef struct cn_resolution {
    cn_mention *mentions; /* in order of first; "his" comes after the phrase "his mother" */
    size_t n, cap;
    struct cn_reference_scratch *scratch; /* private */
} cn_resolution;

/* path: a weights file of kind "references". */
int cn_references_open(cn_references **references, const char *path, cairn_error *err);
void cn_references_close(cn_references *references);

void cn_resolution_init(cn_resolution *resolution);
void cn_resolution_done(cn_resolution *resolution);
/* Replaces the content of out. Cost: a few microseconds a sentence. */
int cn_references_resolve(const cn_references *references, const cn_reference_input *input,
                          cn_resolution *out, cairn_error *err);
/* The bytes of the name that the mention at `place` means, from the text or from the title; NULL
 * when no name is known. */
const char *cn_resolution_name(const cn_resolution *resolution, const cn_reference_input *input,
                               size_t place, size_t *len);
/* The mention whose bytes begin at `first` and of the given kind; CN_REFERENCE_NONE when there is
 * none. O(log n). */
int32_t cn_resolution_find(const cn_resolution *resolution, uint32_t first, int kind);

#endif
