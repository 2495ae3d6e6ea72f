/* The evidence of one question, kept from round to round: chunks with their texts, where each came
 * from and for which step. The ranked chunks of the whole question come first; what a round pulls
 * in is added behind them and stays. A chunk is in it once. Bounded by CN_POOL_MAX. */
#ifndef CN_RETRIEVE_POOL_H
#define CN_RETRIEVE_POOL_H

#include "base/arena.h"
#include "retrieve/retrieve.h"

typedef struct cn_evidence { /* one retrieved chunk; strings borrowed */
    uint32_t chunk;          /* ordinal in the snapshot */
    double score;            /* 0..1 relative to the best */
    const char *title, *heading, *text;
    size_t text_len;
} cn_evidence;

typedef enum cn_pool_from {
    CN_FROM_RANKED, /* a hit of the whole question */
    CN_FROM_ABOUT,  /* about the answer of a step */
    CN_FROM_STEP    /* a hit of a step as a question of its own */
} cn_pool_from;

enum { CN_POOL_MAX = 40, CN_POOL_STEP_NONE = 255 };

typedef struct cn_pool {
    const cn_view *view;
    const cn_timing *timing; /* of the question; chunks it does not admit stay out; may be NULL */
    cn_arena *arena;         /* of texts that were fetched */
    cn_evidence items[CN_POOL_MAX];
    cn_pool_from from[CN_POOL_MAX];
    uint8_t step[CN_POOL_MAX]; /* that asked for it first; CN_POOL_STEP_NONE: the question */
    size_t n;
} cn_pool;

void cn_pool_init(cn_pool *pool, const cn_view *view, const cn_timing *timing, cn_arena *arena);
/* A hit that the caller holds, strings borrowed; left out when the pool is full. */
void cn_pool_add(cn_pool *pool, const cn_evidence *evidence);
/* Fetches a chunk of the snapshot for a step. Nothing happens when it is there already, when the
 * question's time leaves it out, or when the pool is full. *at: its place; SIZE_MAX: not in it. */
int cn_pool_fetch(cn_pool *pool, uint32_t chunk, cn_pool_from from, unsigned step, size_t *at,
                  cairn_error *err);
/* The place of a chunk of the snapshot; SIZE_MAX when it is not there. */
size_t cn_pool_find(const cn_pool *pool, uint32_t chunk);
/* The same by the chunk's id. */
size_t cn_pool_find_id(const cn_pool *pool, cairn_id chunk);

#endif
