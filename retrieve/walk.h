/* The walk: from the chunks that BM25 and the question's names give, along "this chunk names what
 * that chunk is about" and "both mention this rare name", for two hops. A step is weighed by how
 * few chunks share the name and by how much of the question's open words the target holds.
 *
 * Cost: the postings of the question's terms, then at most
 * FRONT x LINKS_MAX x (ABOUT_MAX + SHARED_MAX) edges a hop. Why so: docs/decisions/0002-walk.md. */
#ifndef CN_RETRIEVE_WALK_H
#define CN_RETRIEVE_WALK_H

#include "retrieve/retrieve.h"

typedef struct cn_walk_scratch cn_walk_scratch;

/* Offers every chunk with a score to `top` (ordinals as ids). With use_text false, BM25 only
 * says which words a chunk holds; with use_graph false there is no walk. */
int cn_walk_run(const cn_view *view, const cn_question *question, bool use_text, bool use_graph,
                cn_topk *top);
/* The terms and masks that cn_walk_run() leaves in view->scores, without the walk. */
void cn_walk_read_words(const cn_view *view, const cn_question *question);

struct cn_gists;
/* What was read of chunks, see gist.h. */
struct cn_gists *cn_walk_gists(const cn_walk_scratch *walk);

/* For those who walk on: a chunk keeps the best value it is reached with; then all are offered to
 * `top` and forgotten. Between runs only. */
void cn_walk_reach(cn_walk_scratch *walk, uint32_t chunk, double value);
void cn_walk_take_reached(cn_walk_scratch *walk, cn_topk *top);

#endif
