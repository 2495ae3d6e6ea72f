/* cairn_ask(): search, read the evidence, cite. */
#include <string.h>

#include "api/as_of.h"
#include "api/hits.h"
#include "base/mem.h"
#include "retrieve/reader.h"

#define ANSWER_BYTES_MAX ((size_t)1 << 20)
enum { EVIDENCE_MAX = 10 }; /* hits that the reader reads */

struct cairn_answer {
    cn_arena arena;
    cn_reading reading;
    cairn_citation citations[CN_QUOTES_MAX];
    cairn_hits *hits;
};

/* The range of a quote in its source file: exact where the chunk's text is the file's. */
static void locate_source(const cairn_hits *hits, const cn_quote *quote, cairn_citation *citation)
{
    const cairn_hit *hit = &hits->items[quote->evidence];
    const bool is_verbatim = hits->is_text[quote->evidence] && hit->src_len == hit->text_len;

    citation->src_first = is_verbatim ? hit->src_first + quote->first : hit->src_first;
    citation->src_len = is_verbatim ? quote->len : hit->src_len;
}

static int cite(cairn_answer *answer, cairn_error *err)
{
    for (size_t i = 0; i < answer->reading.n_quotes; i++) {
        const cn_quote *quote = &answer->reading.quotes[i];
        const cairn_hit *hit = &answer->hits->items[quote->evidence];
        cairn_citation *citation = &answer->citations[i];

        citation->uri = hit->uri;
        citation->title = hit->title;
        citation->quote = cn_arena_strndup(&answer->arena, hit->text + quote->first, quote->len);
        citation->first_byte = hit->first_byte + quote->first;
        citation->len = quote->len;
        locate_source(answer->hits, quote, citation);
        if (!citation->quote)
            return cn_fail_memory(err, quote->len);
    }
    return CAIRN_OK;
}

static int read_hits(cairn_answer *answer, const cn_view *view, const cn_question *question,
                     cairn_error *err)
{
    const cairn_hits *hits = answer->hits;
    cn_evidence evidence[EVIDENCE_MAX];
    size_t n = hits->n < EVIDENCE_MAX ? hits->n : EVIDENCE_MAX;
    int rc;

    for (size_t i = 0; i < n; i++) {
        const cairn_hit *hit = &hits->items[i];
        evidence[i] = (cn_evidence){
            hits->ordinals[i], hits->items[0].score > 0 ? hit->score / hits->items[0].score : 0,
            hit->title,        hit->heading,
            hit->text,         hit->text_len};
    }
    rc = cn_reader_answer(view, question, evidence, n, &answer->arena, &answer->reading, err);
    return rc < 0 ? rc : cite(answer, err);
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
        rc = read_hits(answer, view, &question, err);
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

const cairn_citation *cairn_answer_citations(const cairn_answer *a, size_t *n)
{
    *n = a->reading.n_quotes;
    return a->citations;
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
    cn_arena_done(&a->arena);
    cn_free(a);
}
