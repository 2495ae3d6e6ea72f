/* Statements by patterns over the forms of sentences. The table is in pattern_table.c. */
#ifndef CN_INGEST_PATTERNS_H
#define CN_INGEST_PATTERNS_H

#include "base/regex.h"
#include "ingest/form.h"

enum {
    CN_PATTERN_SUBJECT_OF_FORM = 1, /* subject: the sentence's, or the title; "his wife X" */
    CN_PATTERN_OWNER = 2,           /* subject: the name before "'s" */
    CN_PATTERN_NOTE = 4,            /* also inside brackets, subject: the name before them */
    CN_PATTERN_ONLY_NOTE = 8,       /* only there, and tried without a trigger */
    CN_PATTERN_ACTIVE = 16,         /* not after "was": "founded X" */
    CN_PATTERN_COPULAR = 32,        /* only in "X is a ..." sentences */
    CN_PATTERN_CLASSES = 64         /* objects: the noun phrases after the match, see classes.h */
};

/* A pattern is anchored (\G) at its trigger word. Groups: o the objects, each code in it is one; r
 * the word that stands for "*" in the relation. prior: the share of its statements that are right,
 * as judged on a sample when the pattern was written; a prior, not a measurement of the corpus at
 * hand. */
typedef struct cn_pattern {
    const char *name;
    int rule; /* cn_rule */
    cn_form_kind kind;
    const char *triggers;
    const char *regex;
    const char *relation;
    double prior;
    int subject_type, object_type; /* what the pattern tells of them, or 0 */
    int object_code;               /* CN_CODE_NAME, CN_CODE_DATE or CN_CODE_QUANTITY */
    unsigned flags;
    const char *example; /* a sentence ... */
    const char *says;    /* ... and "subject | relation | object" read from it */
} cn_pattern;

extern const cn_pattern cn_pattern_table[];
extern const size_t cn_pattern_count; /* at most 64 */

/* Compiled patterns and scratch. */
typedef struct cn_patterns {
    cn_regex **regexes;
    cn_match *match;
    cn_form form, note;
} cn_patterns;

/* Compiles the table and adds its triggers to the lexicon. */
int cn_patterns_init(cn_patterns *patterns, cn_lexicon *lexicon, cn_tokenizer *tokenizer,
                     cairn_error *err);
void cn_patterns_done(cn_patterns *patterns);

/* What is known of the document while its sentences are read. */
typedef struct cn_topic {
    cn_found_name title; /* len 0: none */
    int type;            /* cn_mention_type, learned from the first sentence */
    bool is_first;       /* the chunk opens its document */
    uint32_t lead;       /* item that opens it and is the title by another name; UINT32_MAX */
} cn_topic;

/* Adds the statements of every sentence to out; sets types and roles of items and of the topic. */
int cn_patterns_run(cn_patterns *patterns, cn_passage *passage, cn_topic *topic, cn_extraction *out,
                    cairn_error *err);

#endif
