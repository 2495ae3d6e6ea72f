/* What is known of relations, read once from a data folder: data/models/en/relations.tsv.
 *
 * Tab-separated lines; a '#' at a line's start opens a comment. The first field says what a line
 * declares; where a field holds several words or names, words are parted by blanks, names by '|'.
 *
 *   drop       WORDS                          say nothing around a verb: "also", "currently"
 *   qualifier  WORDS                          say nothing before a noun: "eldest", "former"
 *   verb       LEMMA  PAST  PARTICIPLE        an irregular verb
 *   head       WORDS  WORDS  SUBJECT  OBJECT  RELATION
 *                                             nouns, their prepositions, and what a relation that
 *                                             ends in the two says: "... film by"
 *   form       NAMES  SUBJECT  OBJECT  RELATION
 *                                             synonyms; "<RELATION": the two change places
 *   relation   RELATION  INVERSE  TRAITS      what holds of a relation; "-": nothing
 *   rule       FIRST  SECOND  THEN            FIRST(x, y) and SECOND(y, z) say THEN(x, z)
 *
 * NAMES are written as cn_relation_form() strips them ("directed by", not "was directed by"); "born
 * .. in" is whatever begins with "born" and ends with "in". SUBJECT and OBJECT are types
 * ("person,place"; "none": no type is known), "name" (no literal), "proper" (a name, no class),
 * "literal", "undated" (no date) or "*". Of the forms of a name the first whose types fit decides;
 * with "<" only what is no literal fits. No form leads away from where another leads to: that is
 * checked, so that a relation's form is its own form.
 *
 * Traits: "one:KINDS", "now:KINDS" (date, quantity, entity, text), "tolerance:N", "symmetric",
 * "transitive", "alias", "nested", "implies:RELATION", "implies:<RELATION"; see cn_relation_traits.
 *
 * Read-only once open, shared by all threads. */
#ifndef CN_FUSION_RELATION_TABLE_H
#define CN_FUSION_RELATION_TABLE_H

#include "base/status.h"

typedef struct cn_relation_table cn_relation_table;

/* What holds of a relation. Kinds are bits of cn_value_kind (fusion/values.h). */
typedef struct cn_relation_traits {
    const char *inverse;    /* what it is called from the object: "wrote" of "written by", or "" */
    const char *implies;    /* a wider relation that holds too: "child of" of "father"; "" none */
    unsigned one_value;     /* kinds in which a subject has one value for ever: "born on" */
    unsigned one_at_a_time; /* kinds in which it has one at a time: a newer one closes the older */
    unsigned tolerance;     /* thousandths by which numbers may differ; declared, not obeyed yet */
    bool is_symmetric;      /* "married to" */
    bool is_transitive;     /* "located in" */
    bool is_alias;          /* the object is another name of the subject */
    bool is_nested;         /* values that lie in one another agree: born in Leeds, in England */
    bool implies_inverse;   /* what it implies holds with the two in each other's place */
} cn_relation_traits;

/* first(x, y) and second(y, z) say then(x, z). */
typedef struct cn_relation_rule {
    const char *first, *second, *then;
} cn_relation_rule;

/* path NULL, or where no file is: an empty table, by which a relation's form is its surface folded.
 * CAIRN_EPARSE names file and line of what cannot be read. */
int cn_relation_table_open(cn_relation_table **table, const char *path, cairn_error *err);
void cn_relation_table_close(cn_relation_table *table);
/* Of a canonical relation; never NULL: what is not listed has no traits. Borrowed. */
const cn_relation_traits *cn_relation_table_traits(const cn_relation_table *table,
                                                   const char *relation, size_t len);
/* Declared rules, in the file's order; returns how many. Borrowed. */
size_t cn_relation_table_rules(const cn_relation_table *table, const cn_relation_rule **rules);
/* Of the file's bytes, 0 of an empty table: fused rows made with another table are out of date. */
uint64_t cn_relation_table_hash(const cn_relation_table *table);

/* ---- What cn_relation_form() asks ---------------------------------------------------------- */

typedef enum cn_relation_word {
    CN_RELATION_WORD_DROP = 1,
    CN_RELATION_WORD_QUALIFIER = 2
} cn_relation_word;

typedef struct cn_relation_verb {
    const char *lemma, *past, *participle;
} cn_relation_verb;

typedef struct cn_relation_meaning {
    const char *relation; /* NULL: the table does not know */
    bool is_swapped;
} cn_relation_meaning;

bool cn_relation_table_is_empty(const cn_relation_table *table);
/* Bits of cn_relation_word. */
unsigned cn_relation_table_word(const cn_relation_table *table, const char *word, size_t len);
/* The irregular verb of a lemma; of a past or participle, the first listed. NULL: regular. */
const cn_relation_verb *cn_relation_table_lemma(const cn_relation_table *table, const char *word,
                                                size_t len);
const cn_relation_verb *cn_relation_table_past(const cn_relation_table *table, const char *word,
                                               size_t len);
/* What a stripped relation means between two types; itself when it is one that forms lead to. */
cn_relation_meaning cn_relation_table_form(const cn_relation_table *table, const char *text,
                                           size_t len, int subject_type, int object_type);
/* The same for what ends in a noun and its preposition: "film by". */
cn_relation_meaning cn_relation_table_head(const cn_relation_table *table, const char *text,
                                           size_t len, int subject_type, int object_type);

#endif
