/* Statement rules: what the pattern extractor knows, read from the files rules/NAME.rules of a
 * language pack. A file is lines "key: value"; a line that begins with a space goes on with the one
 * before it (patterns without the space), "#" opens a comment line.
 *
 *   let W = (?:[a-z-]+ ){0,5}+         {W} in patterns of this and later files; "sub" instead of
 *                                      "let" for what is long and holds no group: it is compiled
 *                                      once in a pattern
 *
 *   rule: founded in                   its name; opens the rule
 *   family: verb                       cn_rule: is_a birth death verb possessive country alias
 *                                      taxonomy tags
 *   kind: participle                   where the subject stands, see cn_form_kind: verb,
 *                                      participle, noun
 *   triggers: founded established      words it begins at, in lower case; @countries are all
 *                                      words that begin an adjective of demonyms.txt
 *   pattern: \G[a-z]+ (?:in|on) (?<o>{D})
 *   relation: founded in               * stands for what group r matched
 *   subject: organisation              what the rule tells of their types; may be left out
 *   object: date                       name (default), date, quantity, country, text,
 *                                      plural, class
 *   type: place                        what the object is
 *   prior: 0.87                        share of its statements that are right, as judged by eye
 *                                      when it was written
 *   flags: note active                 see below
 *   example: Nokia was founded in 1865.
 *   says: Nokia | founded in | 1865    as many as there are; "example: TITLE || TEXT" has a title
 *   not: Nokia was founded in Espoo.   of which the rule says nothing
 *
 * Patterns are PCRE2 over the form of a sentence (form.h), anchored with \G at the trigger; {N},
 * {D}, {Q}, {R} are the codes of a name, date, quantity, reference. Groups: o, o2 the objects, each
 * code of the wanted kind in them is one; s the subjects, when the pattern names them itself; r a
 * part of the relation. Object "country": the words of o are an entry of demonyms.txt, the object
 * is what it stands for. "text": the words of o as they are written; "plural": the same, but one
 * of them. "class": the noun phrases behind the match (classes.h).
 *
 * The file is ours; a broken one gives CAIRN_EPARSE with file and line. Read-only once open,
 * shared by threads; what is said by a rule borrows the relation's text from it until closed. */
#ifndef CN_INGEST_RULES_H
#define CN_INGEST_RULES_H

#include "base/arena.h"
#include "base/map.h"
#include "base/regex.h"
#include "ingest/form.h"

/* Families of rules beyond those of extract.h; kept in statement.rule. Never renumber. */
enum {
    CN_RULE_COUNTRY = 40,  /* "a Swedish actor", "the Swedish band X" */
    CN_RULE_ALIAS = 41,    /* "also known as", "North Atlantic Treaty Organization (NATO)" */
    CN_RULE_TAXONOMY = 42, /* "cities such as X", "X and other cities" */
    CN_RULE_HEAD = 43,     /* "film actor" is an actor: from the class's own words */
    CN_RULE_TAGS = 44      /* a pattern over tags */
};

/* How a rule is tried and read; its word in a file, then what it means. */
enum {
    CN_PATTERN_SUBJECT_OF_FORM = 1, /* own: subject is the sentence's, or the title; "his wife X" */
    CN_PATTERN_OWNER = 2,           /* possessor: subject is the name before "'s" */
    CN_PATTERN_NOTE = 4,            /* note: also in brackets, subject is the name before them */
    CN_PATTERN_ONLY_NOTE = 8,       /* only_note: only there, once, tried without a trigger */
    CN_PATTERN_ACTIVE = 16,         /* active: not after "was"; "founded X" */
    CN_PATTERN_COPULAR = 32,        /* copular: only in "X is a ..." sentences */
    CN_PATTERN_TAGGED = 64,         /* tagged: over the tag-coded form, see tagged.h */
    CN_PATTERN_SURE = 128,          /* sure: the subject is known to be of the rule's type */
    CN_PATTERN_CHAIN = 256,         /* chain: each name in o is said of the one before it */
    CN_PATTERN_LIFE = 512,          /* life: only in what looks like the dates of a life */
    CN_PATTERN_ACRONYM = 1024,      /* acronym: the object is the subject's initials */
    CN_PATTERN_ANYWHERE = 2048      /* anywhere: not anchored; may begin before the trigger */
};

typedef enum cn_object_kind {
    CN_OBJECT_NAME = CN_CODE_NAME,
    CN_OBJECT_DATE = CN_CODE_DATE,
    CN_OBJECT_QUANTITY = CN_CODE_QUANTITY,
    CN_OBJECT_COUNTRY,
    CN_OBJECT_TEXT,
    CN_OBJECT_PLURAL,
    CN_OBJECT_CLASS
} cn_object_kind;

typedef struct cn_pattern {
    const char *name;
    const char *file; /* and line: where it is written */
    size_t line;
    int rule; /* cn_rule */
    cn_form_kind kind;
    cn_regex *regex;
    cn_found_name relation;
    size_t star; /* byte of "*" in the relation; SIZE_MAX: none */
    double prior;
    int subject_type, object_type; /* what the pattern tells of them, or 0 */
    cn_object_kind object;
    unsigned flags;
} cn_pattern;

/* For tests. */
typedef struct cn_rule_example {
    size_t pattern;    /* place in patterns */
    const char *title; /* "": none */
    const char *text;
    const char *says; /* "A | r | B\n" once or more; NULL: nothing */
} cn_rule_example;

typedef struct cn_rule_let {
    const char *name, *value;
    bool is_called; /* "sub": defined once in a pattern and called by name */
} cn_rule_let;

typedef struct cn_rules {
    cn_pattern *patterns; /* at most UINT16_MAX - 1 */
    size_t n, cap;
    cn_map triggers; /* word key -> place in lists */
    uint16_t *lists; /* places in patterns, each list ended by CN_RULES_END; [0] ends at once */
    size_t n_lists, cap_lists;
    uint32_t only_notes; /* lists of the rules that are tried without a trigger */
    uint32_t tagged;
    cn_map country_keys;  /* cn_words_key() of a demonym or a country's name -> place */
    cn_map country_words; /* keys of words that begin an entry -> CN_COUNTRY_ flags */
    cn_found_name *countries;
    size_t n_countries, cap_countries;
    cn_rule_example *examples;
    size_t n_examples, cap_examples;
    cn_rule_let *lets;
    size_t n_lets, cap_lets;
    cn_arena text;
} cn_rules;

enum { CN_RULES_END = UINT16_MAX };
enum {
    CN_COUNTRY_BEGINS = 1,    /* an entry */
    CN_COUNTRY_ADJECTIVE = 2, /* is an adjective: "american" */
    CN_COUNTRY_TRIGGER = 4    /* begins an adjective: "south" */
};
#define CN_COUNTRY_WORDS 5 /* words of the longest entry */

/* Reads the files of the folder "rules" of a language pack, in the order of their names, and its
 * demonyms.txt if it has one: lines "american: United States = u.s., usa", the adjectives, the
 * country, its other names. CAIRN_EIO when a file cannot be read, CAIRN_EPARSE for a broken one. */
int cn_rules_open(cn_rules **rules, const char *pack, cn_tokenizer *tokenizer, cairn_error *err);
void cn_rules_close(cn_rules *rules);
/* The country that the n words are the name or the demonym of; NULL for none. */
const cn_found_name *cn_rules_country(const cn_rules *rules, const cn_word *words, size_t n);

#endif
