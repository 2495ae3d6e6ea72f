/* Part-of-speech tags and word features: a greedy averaged perceptron, left to right. */
#ifndef CN_INGEST_TAGGER_H
#define CN_INGEST_TAGGER_H

#include "base/tree.h"
#include "ingest/linear.h"

typedef struct cn_tagger cn_tagger; /* read-only, shared by threads; borrows the mapped file */

/* path: a weights file of kind "tagger". */
int cn_tagger_open(cn_tagger **tagger, const char *path, cairn_error *err);
void cn_tagger_close(cn_tagger *tagger);
/* Sets tag, upos and morph of each token. */
void cn_tagger_run(const cn_tagger *tagger, cn_tree *tree);
/* "NOUN Number=Plur", for people; static as long as the tagger lives. */
const char *cn_tagger_tag_name(const cn_tagger *tagger, int tag);
/* The cluster of a token's form, 0 when it has none. Words used alike share a cluster; clusters
 * used alike share their group, cluster >> CN_CLUSTER_FINE_BITS (64 groups); groups used alike have
 * numbers near each other, so that a coarser group is cluster >> (CN_CLUSTER_FINE_BITS + 2). */
enum { CN_CLUSTER_FINE_BITS = 11 };
uint32_t cn_tagger_cluster(const cn_tagger *tagger, const cn_token *token);
/* Writes the token's lemma, lower case but for names; at most size - 1 bytes and a NUL. Returns its
 * length. */
size_t cn_tagger_lemma(const cn_tagger *tagger, const char *text, const cn_token *token,
                       char *lemma, size_t size);

#endif
