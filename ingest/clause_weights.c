/* Weights of the confidence of clauses, in the order of cn_clause_features().
 * Learned by bench/extraction/confidence.py from the dev half of CaRB: a logistic regression on
 * the share of a clause's words that its gold tuple has. */
#include "ingest/clause_confidence.h"

/* clang-format off */
const int16_t cn_clause_weights[CN_CLAUSE_FEATURES] = {
    -226, 96, 168, -22, 18, -135, 99, 284, 156, -94, -222, 20, -598, -47, -239, -10, -39, -38, 188,
    177, 10, -106, 112, 56, -141, -11, -195, -115, -169, -211, -271, 73, -96, 41, -42, -230, 371,
    -11, 50, 60, -356, 147, -109, -20, -260, -283, 14, 75, -106, 178, -77, -103, -173, 235, 190,
    -79, -3, 234, -2, -96, 6, 144, 60, -152, -180, 171, 238, -122, 97, 109, 267, 235, -6, -138, 268,
    -85, 228, -194, -190, -148, -173, -252, 0, 101, -382
};
/* clang-format on */
