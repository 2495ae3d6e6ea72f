/* The final items of a passage: what the rules of names.c found, joined with what the trained
 * recogniser found.
 *
 * The recogniser knows spans and types better; the rules know what retrieval walks on: the
 * document's title wherever it is spelt out, and quoted titles. Where both see something at a
 * place, one of them is taken whole. */
#ifndef CN_INGEST_MENTIONS_H
#define CN_INGEST_MENTIONS_H

#include "ingest/passage.h"
#include "ingest/recognizer.h"

/* Rewrites passage->items, which cn_names_find() filled, and the sentences' ranges of them; items
 * stay in order and do not overlap. The rules' spans that gave way are passage->others: the graph
 * walks on both. trees: those that recognition was made from. Of what only
 * the rules see, titles, quoted titles and what has a type stay: dates, quantities, "X University".
 */
int cn_mentions_merge(cn_passage *passage, const cn_trees *trees, const cn_recognition *recognition,
                      cairn_error *err);

#endif
