/* cairn_ask(): search, read the evidence, cite. */
#include <string.h>

#include "api/as_of.h"
#include "api/hits.h"
#include "base/mem.h"
#include "retrieve/reader.h"
#include "retrieve/topics.h"

#define ANSWER_BYTES_MAX ((size_t)8 << 20) /* the pool's texts and the answer's */
enum { EVIDENCE_MAX = 10 };                /* hits that the reader reads */

struct cairn_answer {
    cn_arena arena;
    cn_reading reading;
    cairn_citation citations[CN_QUOTES_MAX];
    cairn_hits *hits;
    cairn_hits *more; /* what the steps of the plan added; NULL: nothing */
};

/* The range of a quote in its source file: exact where the chunk's text is the file's. */
static void locate_source(const cairn_hits *hits, size_t at, const cn_quote *quote,
                          cairn_citation *citation)
{
    const cairn_hit *hit = &hits->items[at];
    const bool is_verbatim = hits->is_text[at] && hit->src_len == hit->text_len;

    citation->src_first = is_verbatim ? hit->src_first + quote->first : hit->src_first;
    citation->src_len = is_verbatim ? quote->len : hit->src_len;
}

/* Rows of the chunks behind the hits that were read. */
static int fetch_more(cairn_answer *answer, const cn_view *view, const cn_pool *pool, size_t n_read,
                      cairn_error *err)
{
    cn_scored found[CN_POOL_MAX];

    if (pool->n <= n_read)
        return CAIRN_OK;
    for (size_t i = n_read; i < pool->n; i++)
        found[i - n_read] = (cn_scored){.id = pool->items[i].chunk, .score = pool->items[i].score};
    return cn_hits_fetch(view, found, pool->n - n_read, &answer->more, err);
}

static int cite(cairn_answer *answer, size_t n_read, cairn_error *err)
{
    for (size_t i = 0; i < answer->reading.n_quotes; i++) {
        const cn_quote *quote = &answer->reading.quotes[i];
        const bool is_hit = quote->evidence < n_read;
        const cairn_hits *hits = is_hit ? answer->hits : answer->more;
        const size_t at = is_hit ? quote->evidence : quote->evidence - n_read;
        const cairn_hit *hit = &hits->items[at];
        cairn_citation *citation = &answer->citations[i];

        citation->uri = hit->uri;
        citation->title = hit->title;
        citation->quote = cn_arena_strndup(&answer->arena, hit->text + quote->first, quote->len);
        citation->first_byte = hit->first_byte + quote->first;
        citation->len = quote->len;
        locate_source(hits, at, quote, citation);
        if (!citation->quote)
            return cn_fail_memory(err, quote->len);
    }
    return CAIRN_OK;
}

/* A broad question is answered from what the communities of the graph are about. */
static int read_topics(cairn_answer *answer, const cn_view *view, const cn_question *question,
                       cn_pool *pool, cairn_error *err)
{
    const cn_communities *communities;
    int rc = cn_indices_communities(view->user, &communities, err);

    return rc < 0 ? rc
                  : cn_topics_answer(view, communities, question, pool, &answer->arena,
                                     &answer->reading, err);
}

static int read_hits(cairn_answer *answer, const cn_view *view, const cn_question *question,
                     const cairn_search_options *options, cairn_error *err)
{
    const cn_retrieve_options retrieve = {options->limit, options->use_text, options->use_graph,
                                          false};
    const cairn_hits *hits = answer->hits;
    cn_pool pool;
    size_t n_read;
    int rc;

    cn_pool_init(&pool, view, question->timing, &answer->arena);
    for (size_t i = 0; i < hits->n && i < EVIDENCE_MAX; i++) {
        const cairn_hit *hit = &hits->items[i];
        const cn_evidence made = {
            hits->ordinals[i], hits->items[0].score > 0 ? hit->score / hits->items[0].score : 0,
            hit->title,        hit->heading,
            hit->text,         hit->text_len};

        cn_pool_add(&pool, &made);
    }
    n_read = pool.n;
    if (options->is_global || question->plan.kind == CN_PLAN_SUMMARY)
        rc = read_topics(answer, view, question, &pool, err);
    else
        rc = cn_reader_answer(view, question, &pool, &retrieve, &answer->arena, &answer->reading,
                              err);
    if (rc == CAIRN_OK)
        rc = fetch_more(answer, view, &pool, n_read, err);
    return rc < 0 ? rc : cite(answer, n_read, err);
}

static int fill_answer(cairn_answer *answer, const cn_view *view, const char *text, size_t len,
                       const cairn_search_options *options, cairn_error *err)
{
    cn_question question = {0};
    cn_as_of as_of;
    int rc;

    rc = cn_question_init(&question, view, text, len, err);
    cn_as_of_init(&as_of, view, &question, options->as_of);
    if (rc == CAIRN_OK)
        rc = cn_hits_search(view, &question, options, &answer->hits, err);
    if (rc == CAIRN_OK)
        rc = cn_as_of_evidence(&as_of, answer->hits, answer->hits->n, err);
    if (rc == CAIRN_OK)
        rc = read_hits(answer, view, &question, options, err);
    cn_as_of_done(&as_of);
    cn_question_done(&question);
    return rc;
}

int cairn_ask(cairn *kb, const char *question, const cairn_ask_options *opts, cairn_answer **answer,
              cairn_error *err)
{
    static const cairn_ask_options defaults = CAIRN_ASK_OPTIONS_INIT;
    cairn_answer *made;
    cn_view view;
    size_t len;
    int rc;

    *answer = NULL;
    opts = opts ? opts : &defaults;
    if (opts->version != CAIRN_ASK_OPTIONS_VERSION)
        return cn_fail(err, CAIRN_EINVAL, opts->version, "cairn_ask_options: unknown version %u",
                       (unsigned)opts->version);
    rc = cn_check_text(question, CAIRN_QUERY_MAX, "question", &len, err);
    if (rc == CAIRN_OK)
        rc = cn_check_search_options(&opts->search, err);
    if (rc < 0)
        return rc;
    made = cn_alloc_zero(1, sizeof *made);
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    cn_arena_init(&made->arena, ANSWER_BYTES_MAX);
    rc = cn_kb_begin_read(kb, &view, err);
    if (rc == CAIRN_OK) {
        rc = fill_answer(made, &view, question, len, &opts->search, err);
        cn_kb_end_read(kb);
    }
    if (rc < 0) {
        cairn_answer_free(made);
        return rc;
    }
    *answer = made;
    return CAIRN_OK;
}

const char *cairn_answer_text(const cairn_answer *a)
{
    return a->reading.text;
}

const char *cairn_answer_reason(const cairn_answer *a)
{
    return a->reading.reason;
}

double cairn_answer_confidence(const cairn_answer *a)
{
    return a->reading.text ? a->reading.confidence : 0;
}

const char *cairn_answer_conflict(const cairn_answer *a)
{
    return a->reading.conflict;
}

const cairn_citation *cairn_answer_citations(const cairn_answer *a, size_t *n)
{
    *n = a->reading.n_quotes;
    return a->citations;
}

const char *cairn_answer_kind(const cairn_answer *a)
{
    return cn_plan_kind_name(a->reading.kind);
}

const cairn_step *cairn_answer_steps(const cairn_answer *a, size_t *n)
{
    *n = a->reading.n_steps;
    return a->reading.steps;
}

cairn_hits *cairn_answer_hits(cairn_answer *a)
{
    a->hits->next = 0;
    return a->hits;
}

void cairn_answer_free(cairn_answer *a)
{
    if (!a)
        return;
    cairn_hits_free(a->hits);
    cairn_hits_free(a->more);
    cn_arena_done(&a->arena);
    cn_free(a);
}
