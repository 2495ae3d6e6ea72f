/* FAISS, through its C API only: an exact inner-product index with a file of its own.
 * Row i of the index carries ids[i]. Vectors have length 1, so that the inner product
 * is the cosine. Searched with one thread: deterministic. */
#ifndef CN_GRAPH_VECTORS_H
#define CN_GRAPH_VECTORS_H

#include "base/status.h"
#include "base/topk.h"

typedef struct cn_vectors cn_vectors;

int cn_vectors_new(uint32_t dim, cn_vectors **vectors, cairn_error *err);
void cn_vectors_free(cn_vectors *vectors);
/* data: n x dim floats, row-major. */
int cn_vectors_add(cn_vectors *vectors, const int64_t *ids, const float *data, size_t n,
                   cairn_error *err);
/* Best first, at most k, in out[k]; *n: how many. Equal scores rank by id. */
int cn_vectors_search(const cn_vectors *vectors, const float *query, size_t k, cn_scored *out,
                      size_t *n, cairn_error *err);
size_t cn_vectors_count(const cn_vectors *vectors);
/* Two files: path (FAISS's own format) and path + ".ids" (header, generation, ids). */
int cn_vectors_save(const cn_vectors *vectors, const char *path, uint64_t generation,
                    cairn_error *err);
/* CAIRN_EINDEX when damaged or of another generation, CAIRN_ENOTFOUND when missing. Loads the
 * whole: call it lazily. */
int cn_vectors_load(const char *path, uint64_t generation, cn_vectors **vectors, cairn_error *err);

#endif
