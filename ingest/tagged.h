/* The form of a tree that rules over tags match against: one letter a token, one code byte an item,
 * so that "Ada wrote a long letter to Max" is "\1 v d a n p \1" without the spaces.
 *
 *   a ADJ   p ADP   r ADV   x AUX   c CCONJ   d DET   i INTJ   n NOUN   m NUM   t PART   o PRON
 *   b PROPN   , a comma   ; other PUNCT   s SCONJ   y SYM   v VERB   z X
 */
#ifndef CN_INGEST_TAGGED_H
#define CN_INGEST_TAGGED_H

#include "base/tree.h"
#include "ingest/form.h"

/* Replaces form; its notes, triggers and subject are none. */
int cn_tagged_build(cn_form *form, const cn_passage *passage, const cn_sentence *sentence,
                    const cn_tree *tree, cairn_error *err);

#endif
