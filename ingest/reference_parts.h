/* What the parts of the reference resolver share: mentions with their places in the trees, the
 * entities they are grouped into, and the model. For references.c, reference_*.c and the trainer.
 *
 * Order of work: mentions (reference_mentions.c) -> names grouped (reference_names.c) -> pronouns
 * and noun phrases in text order, each choosing among entities (reference_rank.c) by features
 * (reference_features.c). */
#ifndef CN_INGEST_REFERENCE_PARTS_H
#define CN_INGEST_REFERENCE_PARTS_H

#include "ingest/references.h"

enum {
    CN_REFERENCE_ENTITIES = 24, /* looked at for one pronoun, latest first */
    CN_REFERENCE_AHEAD = 8,     /* names behind a pronoun that are looked at */
    CN_REFERENCE_FEATURES = 160,
    CN_REFERENCE_ROWS = 1 << 15,
    CN_REFERENCE_POWERS = 160,
    CN_REFERENCE_CLASSES = 4 /* head nouns kept of an entity: "film" */
};

/* Of a word in references.weights. */
enum {
    CN_NOUN_KIN = 1 << 0,    /* "mother": a person named by another */
    CN_NOUN_TITLE = 1 << 1,  /* "Mrs": stands before a name */
    CN_NOUN_PLURAL = 1 << 2, /* "films" */
    CN_NOUN_COMMON = 1 << 3  /* on the list of nouns: type and genders are of use */
};

typedef struct cn_reference_word {
    uint32_t tag;                /* high half of the key; 0 with all else 0: a free slot */
    uint8_t type;                /* cn_mention_type */
    uint8_t bits;                /* genders in the low 3 bits, CN_NOUN_... above them */
    uint8_t masculine, feminine; /* how often it was the first name of a he, a she; up to 255 */
} cn_reference_word;

typedef enum cn_place_role {
    CN_PLACE_OTHER = 0,
    CN_PLACE_SUBJECT,
    CN_PLACE_SUBJECT_PASSIVE,
    CN_PLACE_OBJECT,
    CN_PLACE_INDIRECT,
    CN_PLACE_OBLIQUE,
    CN_PLACE_AGENT,
    CN_PLACE_POSSESSOR,
    CN_PLACE_NOUN_MODIFIER,
    CN_PLACE_APPOSITION,
    CN_PLACE_COMPOUND,
    CN_PLACE_PREDICATE, /* root, complement: "was a king" */
    CN_PLACE_LIST
} cn_place_role;

/* Where a mention stands; parallel to the mentions. */
typedef struct cn_reference_place {
    int32_t entity;    /* of the resolver; -1: none yet */
    int32_t link;      /* mention the tree says is the same: apposition, "X is a film"; or NONE */
    int32_t next;      /* of a name: the next name mention of its entity, or NONE */
    uint32_t word;     /* of the chunk's tokens: the head */
    uint32_t sentence; /* counted over the trees */
    uint16_t clause;   /* 1-based token that heads the clause */
    uint8_t role;      /* cn_place_role */
    uint8_t host_role; /* of a possessor: the role of what it has; of an apposition: of its host */
    uint8_t form;      /* of a pronoun: cn_reference_form */
    uint8_t depth;     /* in the tree, up to 15 */
    uint8_t noun_bits; /* of the head noun: CN_NOUN_... */
    bool is_joined;    /* "A and B" */
    bool is_joint;     /* the first of "A and B" */
    bool is_bracketed;
    bool is_definite; /* "the", "this" */
    bool is_demonstrative;
    bool is_owned; /* "his ...", "Ford's ..." */
    bool is_bare;  /* nothing but "the" and adjectives around the noun */
    bool is_first; /* of its sentence among persons and things of its kind */
    bool is_main;  /* its clause is the sentence's */
} cn_reference_place;

typedef enum cn_reference_form {
    CN_FORM_SUBJECT = 0, /* he, she, they; it */
    CN_FORM_OBJECT,      /* him, her, them */
    CN_FORM_POSSESSIVE,  /* his, her, its, their */
    CN_FORM_REFLEXIVE
} cn_reference_form;

typedef struct cn_reference_entity {
    int32_t name;          /* mention with the fullest name; CN_REFERENCE_TITLE; or NONE */
    int32_t first, latest; /* mentions */
    int32_t latest_name;   /* CN_REFERENCE_NONE before its first */
    int32_t next_name;     /* first name mention not passed yet, NONE */
    uint64_t classes[CN_REFERENCE_CLASSES]; /* keys of head nouns */
    int32_t latest_subject;                 /* the latest mention that is a subject, NONE */
    uint16_t n_names, n_names_ahead, n_pronouns, n_all;
    uint8_t n_classes;
    uint8_t type;
    uint8_t genders;
    uint8_t hinted_genders; /* of a first name that is rare, or may be a surname */
    uint8_t said_genders;   /* of the pronouns that chose it: may be wrong */
    bool is_plural, is_title, is_gender_known;
} cn_reference_entity;

/* A name's tokens without honorifics, as keys. */
typedef struct cn_reference_spelling {
    uint64_t keys[8];
    uint8_t n;
    uint8_t first_letter[8]; /* of each, lower case ASCII or 0 */
    bool is_initial[8];      /* "J", "J." */
    bool is_common;          /* has a word that begins small and is no particle */
    bool is_acronym;         /* one token, all capitals */
    char letters[12];        /* of an acronym, lower case */
    uint8_t n_letters;
    uint8_t genders; /* by honorific and first name */
} cn_reference_spelling;

/* One candidate of a pronoun. */
typedef struct cn_reference_candidate {
    int32_t entity;
    int32_t mention; /* the one compared: its latest, or the next one ahead; NONE for a title */
    bool is_ahead;   /* behind the pronoun */
    uint8_t nearness, order, salience, talk; /* ranks among the candidates: 0 is best */
    uint16_t n;
    uint16_t features[CN_REFERENCE_FEATURES]; /* rows of the model */
    int32_t score;
} cn_reference_candidate;

typedef struct cn_reference_case {
    int32_t mention; /* the pronoun */
    bool is_person;  /* he, she: not it, they */
    unsigned n_near; /* candidates before it in its sentence that may be persons */
    size_t n;
    cn_reference_candidate candidates[CN_REFERENCE_ENTITIES + CN_REFERENCE_AHEAD + 2];
} cn_reference_case;

/* The trainer's way in: chooses in place of the model; returns the candidate or -1. */
typedef struct cn_reference_observer {
    int (*choose)(void *user, const cn_reference_case *asked);
    void *user;
    bool is_blind; /* genders are neither asked for nor shown: they are the answer */
} cn_reference_observer;

struct cn_references {
    cn_weights *weights;
    const cn_reference_word *words;
    uint32_t n_words;        /* a power of two */
    const int16_t *rows;     /* CN_REFERENCE_ROWS; NULL while training */
    const int16_t *settings; /* see reference_rank.c */
    uint32_t n_settings;
    uint32_t powers[CN_REFERENCE_POWERS]; /* e^(-i/16), times 2^20 */
};

typedef struct cn_reference_scratch {
    const cn_references *model;
    const cn_reference_input *input;
    const cn_reference_observer *observer;
    cn_resolution *out;
    cn_reference_place *places;
    size_t cap_places;
    cn_reference_entity *entities;
    cn_reference_spelling *spellings; /* of each entity's name */
    size_t n_entities, cap_entities, cap_spellings;
    uint32_t *token_mention; /* per token of the chunk: 1 + mention whose head it is */
    size_t cap_token_mention;
    uint16_t *clauses;  /* per token: its clause, 1-based in its tree */
    uint16_t *subjects; /* per token that heads a clause: its subject, 1-based, 0: none */
    uint8_t *depths;
    size_t cap_clauses, cap_subjects, cap_depths;
    uint32_t *sentences; /* per tree: its number in order */
    size_t cap_sentences;
    int32_t recent[CN_REFERENCE_ENTITIES]; /* entities, latest mentioned first */
    size_t n_recent;
    cn_reference_case asked;
} cn_reference_scratch;

/* NULL when the word is on no list. */
const cn_reference_word *cn_reference_word_of(const cn_references *model, uint64_t key);

/* reference_syntax.c: clauses, subjects, depths of all trees; then the place of a mention. */
int cn_reference_clauses_set(cn_reference_scratch *scratch, cairn_error *err);
void cn_reference_place_set(cn_reference_scratch *scratch, size_t mention);
/* The subject of a clause, its own or that of the clause it depends on; 1-based, 0: none. */
uint16_t cn_reference_subject(const cn_reference_scratch *scratch, uint32_t tree, uint16_t clause);
/* Is token `above` (1-based) on the way from token to the root? */
bool cn_reference_dominates(const cn_tree *tree, uint16_t above, uint16_t token);
/* reference_mentions.c: fills out->mentions and places. */
int cn_reference_mentions_find(cn_reference_scratch *scratch, cairn_error *err);
static inline size_t cn_reference_offset(const cn_reference_scratch *scratch, uint32_t tree)
{
    return (size_t)(scratch->input->trees->trees[tree].tokens - scratch->input->trees->tokens);
}
static inline const cn_token *cn_reference_tokens(const cn_reference_scratch *scratch,
                                                  uint32_t tree)
{
    return scratch->input->trees->trees[tree].tokens;
}
/* reference_names.c: groups the names, title included, into entities. */
int cn_reference_names_group(cn_reference_scratch *scratch, cairn_error *err);
int cn_reference_entity_add(cn_reference_scratch *scratch, int32_t *entity, cairn_error *err);
/* reference_features.c */
void cn_reference_features_set(const cn_reference_scratch *scratch, cn_reference_case *asked);
/* reference_rank.c: pronouns and noun phrases. */
int cn_reference_rank_all(cn_reference_scratch *scratch, cairn_error *err);

int cn_references_resolve_with(const cn_references *references, const cn_reference_input *input,
                               const cn_reference_observer *observer, cn_resolution *out,
                               cairn_error *err);

#endif
