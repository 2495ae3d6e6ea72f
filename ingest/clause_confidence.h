/* How likely a clause is right: a logistic model over what can be seen of it. */
#ifndef CN_INGEST_CLAUSE_CONFIDENCE_H
#define CN_INGEST_CLAUSE_CONFIDENCE_H

#include "ingest/clause_index.h"

enum { CN_CLAUSE_FEATURES = 85 };

/* features: 0 or 1, or a small count; the model is the sum of weight * feature. */
void cn_clause_features(const cn_clause_index *index, const cn_clause *clause,
                        int features[CN_CLAUSE_FEATURES]);
void cn_clause_set_confidence(const cn_clause_index *index, cn_clause *clause);
/* The same of a clause of the tree that was searched last, for the trainer. */
void cn_clauses_features(const cn_clauses *clauses, const cn_clause *clause,
                         int features[CN_CLAUSE_FEATURES]);

/* Thousandths of a logit per feature; learned, see clause_weights.c. */
extern const int16_t cn_clause_weights[CN_CLAUSE_FEATURES];

#endif
