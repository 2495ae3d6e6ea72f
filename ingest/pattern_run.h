/* What the parts of the pattern extractor share: one sentence at work, and who is spoken of in it.
 * pattern_subject.c finds the subject, pattern_state.c makes the statements, patterns.c goes
 * through sentences and triggers. */
#ifndef CN_INGEST_PATTERN_RUN_H
#define CN_INGEST_PATTERN_RUN_H

#include "ingest/patterns.h"

typedef struct cn_pattern_run {
    cn_patterns *patterns;
    cn_passage *passage;
    cn_topic *topic;
    cn_extraction *out;
    const cn_sentence *sentence;
    const cn_form *form; /* the sentence's, or a note's */
    uint32_t owner;      /* in a note: place of its owner in the sentence's form; else UINT32_MAX */
    bool opens_document; /* the first sentence of the first chunk */
    bool is_life;        /* in a note: it looks like the dates of a life */
    size_t first_statement; /* of the sentence, in out */
} cn_pattern_run;

/* A subject that was found: its name, and its item unless it is the title by reference. */
typedef struct cn_pattern_subject {
    cn_found_name name;
    cn_item *item; /* NULL for a reference */
    cn_found_place at;
    bool is_topic;
    int type; /* CN_TYPE_OTHER: that of the item or the topic */
    double certainty;
} cn_pattern_subject;

/* named: place of the subject where the pattern's own group s has it, else SIZE_MAX. False: it is
 * nobody known. */
bool cn_pattern_find_subject(const cn_pattern_run *run, const cn_pattern *pattern, size_t at,
                             size_t named, cn_pattern_subject *out);
/* Does the item name what the document is about? */
bool cn_pattern_is_topic(const cn_pattern_run *run, const cn_item *item);

/* What the pattern says where it matched: patterns->match holds the match, of which the first byte
 * in the form is `at`. */
int cn_pattern_state(const cn_pattern_run *run, const cn_pattern *pattern, size_t at,
                     cairn_error *err);
/* One statement whose object is the item. */
int cn_pattern_state_item(const cn_pattern_run *run, const cn_pattern *pattern,
                          const cn_pattern_subject *who, cn_found_name relation,
                          const cn_item *item, cairn_error *err);

#endif
