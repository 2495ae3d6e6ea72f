/* The second stage: the best of the walk read again and put in order, few that together cover the
 * question before many that say the same.
 *
 * A candidate has features of its own (what the walk gave it, which words one sentence of it holds,
 * what leads to it), weighed by the settings "rank.*". The best comes first. Each further one is
 * picked by that weight and by what it adds to those before it ("next.*"): open words, a name that
 * the picked ones mention, the other side of a comparison. A question of one step asks less of what
 * is added: some of these weigh otherwise there. Weights were learned from questions of several
 * hops and of one together, in stores of their own and in large ones, by softmax over candidates
 * and over the states of picking; see docs/decisions/0006-second-stage.md. */
#ifndef CN_RETRIEVE_RANK_H
#define CN_RETRIEVE_RANK_H

#include "retrieve/ties.h"

enum {
    CN_RANK_READ = 60,  /* of the walk's best that are read again */
    CN_RANK_WIDER = 40, /* that are added by what these name */
    CN_RANK_BRIEF_READ = 30,
    CN_RANK_BRIEF_WIDER = 30,
    CN_RANK_PICKS = 10 /* put in order by what they add; the rest follow by themselves */
};
/* Features of a candidate, and of one given those picked; in the order of their settings. */
enum { CN_RANK_FEATURES = 27, CN_NEXT_FEATURES = 26 };

/* ranked[0..n), best first and of scores up to 1, are read, then n_wider of what they lead to. done
 * in any case. */
int cn_rank_gather(cn_evidence_set *set, const cn_view *view, const cn_question *question,
                   const cn_scored *ranked, size_t n, size_t n_wider, cairn_error *err);
/* One row a candidate. */
void cn_rank_features(const cn_evidence_set *set, const cn_ties *ties,
                      float (*rows)[CN_RANK_FEATURES]);
/* picked[0..n_picked) are places in the set. own: weighed features of each candidate. */
void cn_next_features(const cn_evidence_set *set, const cn_ties *ties, const double *own,
                      const size_t *picked, size_t n_picked, size_t candidate,
                      float row[CN_NEXT_FEATURES]);
/* `top`, sorted, is put in the new order, with chunks added; scores fall from 1. Chunks that
 * question->timing does not admit are read but not added. */
int cn_rank_evidence(const cn_view *view, const cn_question *question, cn_topk *top,
                     cairn_error *err);

#endif
