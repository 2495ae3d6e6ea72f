/* Statements by rules over the forms of sentences. The rules are data, see rules.h. */
#ifndef CN_INGEST_PATTERNS_H
#define CN_INGEST_PATTERNS_H

#include "base/tree.h"
#include "ingest/rules.h"

/* Scratch of one thread. */
typedef struct cn_patterns {
    const cn_rules *rules; /* borrowed */
    cn_match *match;
    cn_form form, note, tagged;
    size_t only; /* run this rule alone, by its place; SIZE_MAX: all. For tests */
} cn_patterns;

/* Adds the rules' triggers and adjectives of countries to the lexicon. rules NULL: nothing is
 * stated. */
int cn_patterns_init(cn_patterns *patterns, const cn_rules *rules, cn_lexicon *lexicon,
                     cairn_error *err);
void cn_patterns_done(cn_patterns *patterns);

/* What is known of the document while its sentences are read. */
typedef struct cn_topic {
    cn_found_name title; /* len 0: none */
    int type;            /* cn_mention_type, learned from the first sentence */
    bool is_first;       /* the chunk opens its document */
    uint32_t lead;       /* item that opens it and is the title by another name; UINT32_MAX */
} cn_topic;

/* Adds the statements of every sentence to out; sets types and roles of items and of the topic.
 * trees: of the passage, for the rules over tags; NULL: those are left out. */
int cn_patterns_run(cn_patterns *patterns, cn_passage *passage, const cn_trees *trees,
                    cn_topic *topic, cn_extraction *out, cairn_error *err);

#endif
