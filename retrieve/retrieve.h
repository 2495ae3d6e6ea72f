/* A question -> ranked chunks: text finder, the walk, vectors, fused; at most one chunk
 * per document. Everything before rows are fetched happens on the snapshot. */
#ifndef CN_RETRIEVE_RETRIEVE_H
#define CN_RETRIEVE_RETRIEVE_H

#include "base/topk.h"
#include "graph/names.h"
#include "graph/text_index.h"
#include "retrieve/parsed.h"
#include "retrieve/plan.h"
#include "retrieve/relate.h"
#include "retrieve/settings.h"
#include "retrieve/timing.h"

struct cn_reader_model;
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
    /* Trees and names of a text, borrowed until the next call; NULL: there is no parser. A text in
     * a language that no pack knows has no trees. About 0.1 ms a sentence. */
    int (*parse)(void *user, const char *text, size_t len, cn_parsed *parsed, cairn_error *err);
    /* What words say as a relation; NULL: there is no table. About a microsecond. */
    cn_relate_fn relate;
    /* The model that ranks spans, see span_model.h; *model NULL: there is none. May be NULL. */
    int (*reader)(void *user, const struct cn_reader_model **model, cairn_error *err);
    void *user;
    const cn_settings *settings;      /* never NULL */
    const struct cn_meaning *meaning; /* NULL: a word means only itself. See meaning.h */
    /* Sees the spans of each step before they are ranked, for what learns from them; NULL: nobody.
     */
    const struct cn_span_watch *watch;
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
    bool is_brief;           /* one step among many: few chunks are read again */
    cn_plan plan;
} cn_question;

int cn_question_init(cn_question *question, const cn_view *view, const char *text, size_t len,
                     cairn_error *err);
void cn_question_done(cn_question *question);

/* May the chunk be shown, by question->timing? */
int cn_question_admits(const cn_view *view, const cn_question *question, uint64_t chunk,
                       bool *is_in, cairn_error *err);

/* out[limit] gets chunk ordinals of the snapshot as ids, best first. */
int cn_retrieve(const cn_view *view, const cn_question *question,
                const cn_retrieve_options *options, cn_scored *out, size_t *n, cairn_error *err);

struct cn_walk_scratch;
int cn_walk_scratch_new(const cn_snapshot *snapshot, struct cn_walk_scratch **walk,
                        cairn_error *err);
void cn_walk_scratch_free(struct cn_walk_scratch *walk);

#endif
