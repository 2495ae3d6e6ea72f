/* BM25, term at a time into dense scores.
 *
 * A term's postings are read once, in order; a chunk's score and mask sit in arrays small enough
 * for the cache. Only touched chunks are cleared by the next query. */
#include "graph/text_index.h"

#include <math.h>

#include "base/mem.h"

int cn_scores_new(const cn_snapshot *snapshot, cn_scores **scores, cairn_error *err)
{
    size_t n = (size_t)snapshot->n_chunks + 1; /* touched is written one past its end */
    cn_scores *made = cn_alloc_zero(1, sizeof(*made));

    *scores = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    made->score = cn_alloc_zero(n, sizeof(*made->score));
    made->mask = cn_alloc_zero(n, sizeof(*made->mask));
    made->touched = cn_alloc_zero(n, sizeof(*made->touched));
    if (!made->score || !made->mask || !made->touched) {
        cn_scores_free(made);
        return cn_fail_memory(err, n * sizeof(*made->mask));
    }
    *scores = made;
    return CAIRN_OK;
}

void cn_scores_free(cn_scores *scores)
{
    if (!scores)
        return;
    cn_free(scores->score);
    cn_free(scores->mask);
    cn_free(scores->touched);
    cn_free(scores);
}

double cn_idf(const cn_snapshot *snapshot, uint32_t df)
{
    return log(1 + (snapshot->n_chunks - (double)df + 0.5) / (df + 0.5));
}

static void clear(cn_scores *scores)
{
    for (uint32_t i = 0; i < scores->n_touched; i++) {
        scores->score[scores->touched[i]] = 0;
        scores->mask[scores->touched[i]] = 0;
    }
    scores->n_touched = 0;
    scores->n_terms = 0;
}

/* Rarest first; what no chunk has comes last, so that a long query's typing errors do not push out
 * words that find something. By stem between equals: one order for any order of words. */
static bool goes_before(const cn_query_term *a, const cn_query_term *b)
{
    uint32_t df_a = a->df ? a->df : UINT32_MAX, df_b = b->df ? b->df : UINT32_MAX;

    return df_a < df_b || (df_a == df_b && a->stem < b->stem);
}

/* Puts a term in its place among the terms; the last goes when there are too many. It is
 * not taken back when its stem comes again, since the order is total. */
static void add_term(cn_scores *scores, const cn_snapshot *snapshot, uint64_t stem)
{
    const cn_snap_term *found = NULL;
    cn_query_term term = {.stem = stem};
    unsigned i;

    for (i = 0; i < scores->n_terms; i++)
        if (scores->terms[i].stem == stem)
            return;
    found = cn_snapshot_term(snapshot, stem);
    term.df = found ? found->df : 0;
    if (scores->n_terms == CN_QUERY_TERMS_MAX) {
        if (!goes_before(&term, &scores->terms[CN_QUERY_TERMS_MAX - 1]))
            return;
        scores->n_terms--;
    }
    for (i = scores->n_terms++; i > 0 && goes_before(&term, &scores->terms[i - 1]); i--)
        scores->terms[i] = scores->terms[i - 1];
    scores->terms[i] = term;
}

static void gather_terms(cn_scores *scores, const cn_snapshot *snapshot, const cn_word *words,
                         size_t n_words)
{
    for (unsigned with_stop = 0; with_stop < 2 && scores->n_terms == 0; with_stop++)
        for (size_t i = 0; i < n_words; i++)
            if (words[i].stem != 0 && (with_stop || !(words[i].flags & CN_WORD_STOP)))
                add_term(scores, snapshot, words[i].stem);
    for (unsigned i = 0; i < scores->n_terms; i++)
        scores->terms[i].idf = cn_idf(snapshot, scores->terms[i].df);
}

/* Adds terms[number] to all chunks that have it. */
static void add_postings(cn_scores *scores, const cn_snapshot *snapshot, unsigned number)
{
    const cn_query_term *query_term = &scores->terms[number];
    const cn_snap_term *term = cn_snapshot_term(snapshot, query_term->stem);
    const cn_snap_chunk *chunks = snapshot->chunks;
    const uint8_t *at = snapshot->postings + term->first, *end = at + term->len;
    const float weight = (float)(query_term->idf * (CN_BM25_K1 + 1));
    const uint64_t bit = (uint64_t)1 << number;
    uint32_t n_touched = scores->n_touched, chunk = 0, tf;

    while (at < end) {
        float count;

        at = cn_posting_next(at, &chunk, &tf);
        if (chunk >= snapshot->n_chunks) /* a damaged list */
            break;
        /* Without a branch: whether a chunk is new is as good as random. */
        scores->touched[n_touched] = chunk;
        n_touched += scores->mask[chunk] == 0;
        scores->mask[chunk] |= bit;
        count = (float)tf;
        scores->score[chunk] += weight * count / (count + chunks[chunk].norm);
    }
    scores->n_touched = n_touched;
}

void cn_scores_run(cn_scores *scores, const cn_snapshot *snapshot, const cn_word *words,
                   size_t n_words, uint64_t max_postings)
{
    uint64_t n_postings = 0;

    clear(scores);
    gather_terms(scores, snapshot, words, n_words);
    for (unsigned i = 0; i < scores->n_terms && scores->terms[i].df > 0; i++) {
        n_postings += scores->terms[i].df;
        if (n_postings > max_postings)
            break;
        add_postings(scores, snapshot, i);
    }
}
