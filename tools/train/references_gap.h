/* GAP (Webster et al. 2018): a pronoun and two names in a text of Wikipedia, and which of them it
 * means. Read, tokenised, tagged, parsed and with the names the recogniser finds, so that learning
 * and measuring see what the resolver sees. */
#ifndef CN_TRAIN_REFERENCES_GAP_H
#define CN_TRAIN_REFERENCES_GAP_H

#include "base/buf.h"
#include "ingest/references.h"

typedef struct cn_gap_name {
    uint32_t first, len; /* bytes */
    bool is_meant;
} cn_gap_name;

typedef struct cn_gap_example {
    const char *text; /* NUL-terminated, as all strings here; in cn_gap_set.file or owned */
    char *owned[2];   /* text and title of a passage of a corpus */
    size_t len;
    const char *title; /* the page's, from its address */
    uint32_t pronoun;  /* byte */
    bool is_feminine;
    cn_gap_name names[2];
    cn_trees trees;
    cn_reference_name *found;
    size_t n_found, cap_found;
} cn_gap_example;

typedef struct cn_gap_set {
    cn_buf file;
    cn_gap_example *examples;
    size_t n, cap;
} cn_gap_set;

/* folder: of the language pack. Caller frees with cn_gap_done(). */
int cn_gap_read(cn_gap_set *gap, const char *path, const char *folder, cairn_error *err);
/* Passages without labels: lines {"title": ..., "text": ...}; added to the set. */
int cn_gap_read_corpus(cn_gap_set *gap, const char *path, const char *folder, cairn_error *err);
void cn_gap_done(cn_gap_set *gap);

#endif
