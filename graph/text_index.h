/* BM25 over the snapshot's postings. Source: Robertson and Zaragoza, "The Probabilistic
 * Relevance Framework: BM25 and Beyond" (2009), with idf = ln(1 + (n - df + 0.5) / (df + 0.5)). */
#ifndef CN_GRAPH_TEXT_INDEX_H
#define CN_GRAPH_TEXT_INDEX_H

#include "base/words.h"
#include "graph/snapshot.h"

#define CN_BM25_K1 0.9 /* as in Anserini's baselines; b likewise */
#define CN_BM25_B 0.4
#define CN_TITLE_WEIGHT 2     /* a title's words count as often, heading's once */
#define CN_QUERY_TERMS_MAX 64 /* distinct stems of a query that count: the rarest */

typedef struct cn_query_term {
    uint64_t stem;
    double idf;
    uint32_t df; /* 0: no chunk has it */
} cn_query_term;

/* Scores of one query over all chunks, dense; cleared in time proportional to what was
 * touched. One per thread; made for one snapshot. */
typedef struct cn_scores {
    float *score;   /* by chunk ordinal; 0 where no term occurs */
    uint64_t *mask; /* by chunk ordinal: bit i set when the chunk has terms[i] */
    uint32_t *touched;
    uint32_t n_touched;
    cn_query_term terms[CN_QUERY_TERMS_MAX];
    unsigned n_terms;
} cn_scores;

int cn_scores_new(const cn_snapshot *snapshot, cn_scores **scores, cairn_error *err);
void cn_scores_free(cn_scores *scores);
/* Distinct stems of the words that are not stop words (all words when only stop words are there),
 * the rarest CN_QUERY_TERMS_MAX of them, rarest first, those that no chunk has last; then adds up
 * BM25. Postings touched
 * are bounded by `max_postings`: the most frequent terms beyond it give only their idf (mask and
 * score stay unset for them). */
void cn_scores_run(cn_scores *scores, const cn_snapshot *snapshot, const cn_word *words,
                   size_t n_words, uint64_t max_postings);
double cn_idf(const cn_snapshot *snapshot, uint32_t df);

#endif
