/* How likely two names mean one thing: features with discrete levels, a weight for each level.
 *
 * The weights are log odds as in Fellegi and Sunter (A Theory for Record Linkage, 1969), learned
 * without labels by expectation maximisation (Winkler 1988) with bench/fusion/similarity.py, and
 * stand in one table in similarity.c. All arithmetic is on integers, so a decision is the same on
 * every machine. Pure: looks at the two profiles and the context, symmetric in the two.
 *
 * A veto says that the two are different whatever else agrees. */
#ifndef CN_FUSION_SIMILARITY_H
#define CN_FUSION_SIMILARITY_H

#include "base/buf.h"
#include "fusion/name_form.h"
#include "schema/rows.h"

enum {
    CN_PROFILE_TYPES = CN_TYPE_DATE - 1, /* types with votes: 1..7, as [type - 1] */
    CN_NEIGHBOURS_MAX = 256              /* of a key that are looked at: the first, as sorted */
};

/* What a relation says about who is who; cn_trait_of_relation() knows. */
typedef enum cn_trait {
    CN_TRAIT_NONE = 0,
    CN_TRAIT_BORN_ON,
    CN_TRAIT_DIED_ON,
    CN_TRAIT_BORN_IN,
    CN_TRAIT_DIED_IN,
    CN_TRAIT_FATHER,
    CN_TRAIT_MOTHER,
    CN_TRAIT_SPOUSE,
    CN_TRAIT_BEGAN_ON, /* founded, opened, released: a date when the thing began */
    CN_TRAIT_MADE_BY,  /* directed by, written by, performed by */
    CN_TRAIT_CLASS,    /* is a, occupation */
    CN_TRAIT_COUNTRY,  /* country, nationality */
    CN_TRAIT_PLACE,    /* located in */
    CN_TRAIT_ALIAS     /* also known as: no neighbour, but a stated alias */
} cn_trait;
/* Of a canonical relation whose subject the profile's key is. Of its object: CN_TRAIT_NONE, which
 * still counts as a shared neighbour. */
cn_trait cn_trait_of_relation(const char *canonical, size_t len);

/* One end of a fact, seen from the other. Sorted by relation, other, kind, detail. */
typedef struct cn_neighbour {
    uint64_t relation; /* hash of the canonical relation; of the inverse direction another hash */
    uint64_t other;    /* key of the other end, or hash of the value (cn_value.hash) */
    uint64_t detail;   /* cn_value.detail: of a date cn_date_pack(); else 0 */
    uint8_t kind;      /* cn_value_kind */
    uint8_t trait;     /* cn_trait */
} cn_neighbour;

/* A key as the core knows it. Borrowed throughout. */
typedef struct cn_profile {
    int64_t key;
    const char *name; /* display name */
    uint32_t name_len;
    uint32_t mentions, titles, about; /* rows that are no literals; of them titles; see rows.h */
    uint32_t types[CN_PROFILE_TYPES];
    const cn_name_form *form;       /* of the display name; never NULL */
    const cn_neighbour *neighbours; /* NULL: not asked for, which is not the same as none */
    size_t n_neighbours;
} cn_profile;

typedef struct cn_similarity_context {
    uint32_t stated;   /* documents that say the one is also known as the other */
    uint32_t together; /* documents in which both keys are named */
} cn_similarity_context;

typedef enum cn_veto {
    CN_VETO_NONE = 0,
    CN_VETO_NAMES,      /* the names have nothing to do with each other */
    CN_VETO_NUMBERS,    /* Henry IV, Henry V; Part 1, Part 2 */
    CN_VETO_GENERATION, /* senior, junior */
    CN_VETO_TYPES,      /* a person, a film */
    CN_VETO_TITLES,     /* each has a document of its own, and nobody says that they are one */
    CN_VETO_BORN,       /* birth dates differ */
    CN_VETO_DIED,
    CN_VETO_CLASS,     /* one is a kind of thing: "composer" */
    CN_VETO_PARENTS,   /* the one is a neighbour of the other: John Smith son of J. Smith */
    CN_VETO_QUALIFIERS /* Heat (film), Heat (novel) */
} cn_veto;

/* How the names compare: the first that holds. */
typedef enum cn_name_level {
    CN_NAMES_UNLIKE,
    CN_NAMES_BASE,      /* a title and it without its qualifier */
    CN_NAMES_CORE,      /* equal but for rank, suffix, small words, order of words */
    CN_NAMES_SQUASHED,  /* equal but for blanks and hyphens: "DeToth", "de Toth" */
    CN_NAMES_TERRITORY, /* "Gerard I of Guelders", "Gerard I, Count of Guelders" */
    CN_NAMES_ACRONYM,   /* "BBC", "British Broadcasting Corporation" */
    CN_NAMES_INITIALS,  /* "J. Smith", "John Smith" */
    CN_NAMES_MIDDLE,    /* "John Smith", "John Adam Smith" */
    CN_NAMES_FIRST,     /* "Napoleon", "Napoleon Bonaparte" */
    CN_NAMES_LAST,      /* "Smith", "John Smith" */
    CN_NAMES_SUBSET,    /* other words of a longer name */
    CN_NAMES_SPELT,     /* one word of them is spelled nearly the same */
    CN_NAMES_LEVELS
} cn_name_level;

/* The order of the table. */
typedef enum cn_feature {
    CN_FEATURE_NAMES,    /* cn_name_level */
    CN_FEATURE_LENGTH,   /* words they have in common: 1, 2, 3 and more */
    CN_FEATURE_TYPES,    /* of the votes: unknown, agree, differ */
    CN_FEATURE_TITLES,   /* neither, one, both are titles */
    CN_FEATURE_STATED,   /* not, by one document, by several */
    CN_FEATURE_TOGETHER, /* named in one document: no, yes */
    CN_FEATURE_SHARED,   /* facts in common: not asked, none, 1, 2, 3 and more */
    CN_FEATURE_DISAGREE, /* facts of one value that differ: none, 1, 2 and more */
    CN_FEATURE_USE,      /* mentions of the shorter name: 1, up to 4, up to 16, more */
    CN_FEATURES
} cn_feature;

/* Levels of CN_FEATURE_USE and CN_FEATURE_SHARED. */
enum { CN_USE_ONCE, CN_USE_FEW, CN_USE_SOME, CN_USE_MANY };
enum { CN_SHARED_UNKNOWN, CN_SHARED_NONE, CN_SHARED_ONE, CN_SHARED_TWO, CN_SHARED_MORE };

typedef struct cn_similarity {
    int32_t score;        /* log odds in thousandths; INT32_MIN with a veto */
    uint16_t probability; /* in ten-thousandths, of score; 0 with a veto */
    uint8_t veto;         /* cn_veto */
    uint8_t levels[CN_FEATURES];
} cn_similarity;

/* What similarity_names.c finds in two forms. */
typedef struct cn_names_compared {
    uint8_t level;    /* cn_name_level */
    uint8_t n_common; /* words equal, without small ones and numbers */
    uint8_t veto;     /* cn_veto: numbers, generations, qualifiers */
} cn_names_compared;
cn_names_compared cn_names_compare(const cn_name_form *a, const cn_name_form *b);
/* In the document whose title is `title`: is a mention, which stands where the text begins or is
 * what the text defines, the title in other words ("Charles James Mathew (1872-1923) was" under
 * "Charles Mathew")? Such a document counts as one that states the alias. */
bool cn_names_lead(const cn_name_form *title, const cn_name_form *mention);

/* context NULL: nothing is stated, never together. */
void cn_similarity_of(const cn_profile *a, const cn_profile *b,
                      const cn_similarity_context *context, cn_similarity *out);
/* For people, appended: "initials fit, 2 words in common; types agree; 3 facts in common". */
int cn_similarity_explain(const cn_similarity *similarity, cn_buf *out);
/* "Henry IV and Henry V have different numbers" without the names: "different numbers"; "". */
const char *cn_veto_text(cn_veto veto);
/* The sort of thing most votes say, when clearly most; else what the form tells. */
cn_form_sort cn_profile_sort(const cn_profile *profile);
/* A hash of all that comparisons and blocks see of a profile but its name and neighbours: as long
 * as it stays, more mentions change nothing. */
uint64_t cn_profile_standing(const cn_profile *profile);

#endif
