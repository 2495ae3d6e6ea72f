/* A question -> ranked chunks: text finder, the walk, vectors, fused; at most one chunk
 * per document. Everything before rows are fetched happens on the snapshot. */
#ifndef CN_RETRIEVE_RETRIEVE_H
#define CN_RETRIEVE_RETRIEVE_H

#include "base/topk.h"
#include "graph/names.h"
#include "graph/text_index.h"
#include "retrieve/timing.h"

/* What a question is asked against. Borrowed parts; scratch belongs to one thread. */
typedef struct cn_view {
    cn_store *store; /* in a read transaction of the same view */
    const cn_snapshot *snapshot;
    cn_tokenizer *tokenizer;
    cn_scores *scores;
    struct cn_walk_scratch *walk; /* from cn_walk_scratch_new */
    /* Names by spelling, loaded when first asked for; may give NULL (none). */
    const cn_vectors *(*names)(void *user);
    /* Cosine of the question with chunks: fills out[k] with chunk ids; NULL: no embedder. */
    int (*similar)(void *user, const char *question, size_t k, cn_scored *out, size_t *n,
                   cairn_error *err);
    void *user;
} cn_view;

typedef struct cn_retrieve_options {
    size_t limit;
    bool use_text, use_graph, use_vectors;
} cn_retrieve_options;

/* A question, read once: words, and the entities its names link to. */
#define CN_LINKS_MAX 64
typedef struct cn_link {
    uint32_t entity;     /* ordinal in the snapshot */
    uint32_t first, len; /* bytes of the question */
    double weight;       /* 0..1; shared among the candidates of an ambiguous name */
    bool is_guess;       /* by spelling, not by key */
} cn_link;

typedef struct cn_question {
    const char *text; /* borrowed */
    size_t len;
    cn_words words;
    cn_link links[CN_LINKS_MAX];
    size_t n_links;
    const cn_timing *timing; /* borrowed; NULL: time does not matter */
} cn_question;

int cn_question_init(cn_question *question, const cn_view *view, const char *text, size_t len,
                     cairn_error *err);
void cn_question_done(cn_question *question);

/* out[limit] gets chunk ordinals of the snapshot as ids, best first. */
int cn_retrieve(const cn_view *view, const cn_question *question,
                const cn_retrieve_options *options, cn_scored *out, size_t *n, cairn_error *err);

struct cn_walk_scratch;
int cn_walk_scratch_new(const cn_snapshot *snapshot, struct cn_walk_scratch **walk,
                        cairn_error *err);
void cn_walk_scratch_free(struct cn_walk_scratch *walk);

#endif
