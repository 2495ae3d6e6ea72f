/* Names by spelling: each entity's name as a vector of hashed character n-grams, so that
 * "Ines Walder" finds "Ines Valder". */
#ifndef CN_GRAPH_NAMES_H
#define CN_GRAPH_NAMES_H

#include "graph/vectors.h"
#include "schema/store.h"

#define CN_NAME_DIM 64 /* floats; hashed, signed: Weinberger et al. 2009 */
#define CN_NAME_MIN_COSINE                                                                         \
    0.65 /* two swapped letters in a short name give 0.69, unlike names 0.55 */

/* out[CN_NAME_DIM], length 1: trigrams and bigrams of the folded name with its ends marked.
 * All zero for a name without letters and digits. */
int cn_name_vector(const char *name, size_t len, float *out, cairn_error *err);
/* Entities that something is about, or that are mentioned twice or more, from the store's view. */
int cn_names_build(cn_store *store, const char *path, uint64_t generation, cairn_error *err);

#endif
