/* Which communities a question is about, and the ranking of their chunks. See topics.h.
 *
 * A community's fit is the geometric mean of how much of the words' weight it holds and of how
 * dense it is in them: the whole store holds all of it thinly, one chunk little of it densely.
 * Entities that the question names add the share that they have in a community's centre. */
#include "retrieve/topics.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

enum {
    POSTINGS_MAX = 1 << 20, /* touched by the words of a question, as in the walk */
    COMMUNITIES_RANKED = 8, /* whose chunks are ranked */
    SPARSE = 4 /* chunks without the words that each has besides: one of two is no theme */
};
static const double NAMED = 0.5;         /* an entity in the centre of a community */
static const double WITHOUT_WORDS = 0.1; /* a chunk of a digest that has none of the words */

/* ---- What is asked about ---- */

/* Words of questions about a whole, besides stop words. */
static const char broad[] =
    "summarise summarize summary summarising summarizing overview outline main major key central "
    "principal chief primary important theme themes topic topics subject subjects issue issues "
    "idea ideas trend trends pattern patterns describe description explain discuss tell give list "
    "show say documents document text texts collection corpus data dataset archive store "
    "passages passage articles article files file pages material overall general whole entire "
    "across all about cover covered covers contain contains content contents "
    "information story please briefly short kind kinds sort sorts thing things know known "
    "mentioned discussed described point points gist history background happened happen afterwards";

static bool is_broad(const cn_words *list, const cn_word *word)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].key == word->key)
            return true;
    return false;
}

int cn_topics_words(const cn_view *view, const cn_question *question, cn_word *kept, size_t *n,
                    cairn_error *err)
{
    cn_words list = {0};
    int rc = cn_tokenizer_scan(view->tokenizer, broad, strlen(broad), &list, err);

    *n = 0;
    for (size_t i = 0; rc == CAIRN_OK && i < question->words.n; i++) {
        const cn_word *word = &question->words.items[i];

        if (!(word->flags & CN_WORD_STOP) && !is_broad(&list, word))
            kept[(*n)++] = *word;
    }
    cn_words_done(&list);
    return rc;
}

/* ---- Fit ---- */

typedef struct fits {
    double *sums; /* by community: BM25 of its chunks */
    double *fit;
    bool has_words; /* the question asks about something */
    bool is_found;  /* and some chunk has a word of it */
} fits;

static void fits_done(fits *f)
{
    cn_free(f->sums);
    cn_free(f->fit);
}

static uint32_t parent_of(const cn_communities *all, uint32_t c)
{
    return all->items[c].parent;
}

/* BM25 of a chunk, less where it has not all of the words: of "football in Italy" a passage about
 * football, and one about Italy, is not what is asked. total: weight of all words. */
static double value_of(const cn_scores *scores, uint32_t chunk, double total)
{
    double held = 0;

    for (unsigned t = 0; t < scores->n_terms; t++)
        if (scores->mask[chunk] >> t & 1U)
            held += scores->terms[t].idf;
    return (double)scores->score[chunk] * held * held / (total * total);
}

static double weight_of_words(const cn_scores *scores)
{
    double sum = 0;

    for (unsigned t = 0; t < scores->n_terms; t++)
        sum += scores->terms[t].df > 0 ? scores->terms[t].idf : 0;
    return sum > 0 ? sum : 1;
}

/* Adds a chunk's score to its communities. */
static void add_up(const cn_communities *all, double *sums, uint32_t chunk, double score)
{
    for (uint32_t c = all->of_chunk[chunk]; c < all->n; c = parent_of(all, c))
        sums[c] += score;
}

/* How much of what is asked a name is: 1 for a question that is a name. */
static double share_of_name(const cn_view *view, const cn_link *link, const cn_word *kept, size_t n)
{
    double named = 0, all = 0;

    /* Of a longer question no single name is much. */
    for (size_t i = 0; i < n && n <= CN_QUERY_TERMS_MAX; i++) {
        const cn_snap_term *term = cn_snapshot_term(view->snapshot, kept[i].stem);
        const double weight = cn_idf(view->snapshot, term ? term->df : 0);

        all += weight;
        named += kept[i].first - link->first < link->len ? weight : 0;
    }
    return all > 0 ? named / all : 0;
}

/* Shares that named entities have in the centres of the communities they are in. */
static void add_named(const cn_communities *all, const cn_question *question, const double *shares,
                      double *fit)
{
    for (uint32_t c = 0; c < all->n; c++) {
        const cn_community_top *tops = all->tops + all->items[c].first_top;
        double sum = 0, named = 0;

        for (uint32_t i = 0; i < all->items[c].n_tops; i++) {
            sum += (double)tops[i].score;
            for (size_t l = 0; l < question->n_links; l++)
                if (question->links[l].entity == tops[i].entity)
                    named += (double)tops[i].score * shares[l];
        }
        if (named > 0)
            fit[c] += NAMED * named / sum;
    }
}

static void fit_words(const cn_view *view, const cn_communities *all, fits *f)
{
    const cn_scores *scores = view->scores;
    const double weight = weight_of_words(scores);
    double total = 0, best_mean = 0;

    for (uint32_t i = 0; i < scores->n_touched; i++) {
        const uint32_t chunk = scores->touched[i];
        const double score = value_of(scores, chunk, weight);

        add_up(all, f->sums, chunk, score);
        total += score;
        best_mean = score > best_mean ? score : best_mean;
    }
    f->is_found = total > 0;
    for (uint32_t c = 0; f->is_found && c < all->n; c++) {
        const double mean = f->sums[c] / (double)(all->items[c].n_chunks + (uint32_t)SPARSE);

        f->fit[c] = sqrt(f->sums[c] / total * mean / best_mean);
    }
}

static int fits_init(fits *f, const cn_view *view, const cn_communities *all,
                     const cn_question *question, cairn_error *err)
{
    cn_word *kept = cn_alloc_zero(question->words.n + 1, sizeof *kept);
    size_t n = 0;
    int rc = CAIRN_ENOMEM;

    *f = (fits){.sums = cn_alloc_zero(all->n + 1U, sizeof *f->sums),
                .fit = cn_alloc_zero(all->n + 1U, sizeof *f->fit)};
    if (kept && f->sums && f->fit)
        rc = cn_topics_words(view, question, kept, &n, err);
    f->has_words = n > 0;
    if (rc < 0) {
        cn_free(kept);
        return cn_fail_memory(err, (all->n + question->words.n) * sizeof *kept);
    }
    if (f->has_words) {
        double shares[CN_LINKS_MAX];

        cn_scores_run(view->scores, view->snapshot, kept, n, POSTINGS_MAX);
        fit_words(view, all, f);
        for (size_t l = 0; l < question->n_links; l++) {
            const double share = share_of_name(view, &question->links[l], kept, n);

            shares[l] = question->links[l].weight * share * share;
        }
        add_named(all, question, shares, f->fit);
    }
    for (uint32_t c = 0; !f->has_words && c < all->n; c++)
        f->fit[c] = all->items[c].n_chunks;
    cn_free(kept);
    return CAIRN_OK;
}

/* One lies within the other. */
static bool is_nested(const cn_communities *all, uint32_t a, uint32_t b)
{
    const cn_community *x = &all->items[a], *y = &all->items[b];

    return x->first_chunk < y->first_chunk + y->n_chunks &&
           y->first_chunk < x->first_chunk + x->n_chunks;
}

static void keep_apart(const cn_communities *all, const cn_topk *top, size_t max, cn_scored *out,
                       size_t *n)
{
    for (size_t i = 0; i < top->n && *n < max; i++) {
        bool is_apart = true;

        for (size_t j = 0; j < *n && is_apart; j++)
            is_apart = !is_nested(all, (uint32_t)out[j].id, (uint32_t)top->items[i].id);
        if (is_apart)
            out[(*n)++] = top->items[i];
    }
}

static int rank_communities(const cn_communities *all, const fits *f, uint32_t level,
                            cn_scored *out, size_t max, size_t *n, uint64_t *n_all,
                            cairn_error *err)
{
    /* Ancestors and parts of one that is taken are left out: room for them. */
    const bool is_any = level == CN_TOPICS_ANY_LEVEL && f->has_words;
    cn_topk top = {0};

    *n = 0;
    *n_all = 0;
    if (!cn_topk_init(&top, is_any ? all->n + 1U : max))
        return cn_fail_memory(err, max * sizeof *out);
    if (level == CN_TOPICS_ANY_LEVEL && !f->has_words)
        level = 0;
    for (uint32_t c = 0; c < all->n; c++)
        if (f->fit[c] > 0 && (is_any || cn_community_is_on(&all->items[c], level))) {
            cn_topk_offer(&top, c, f->fit[c]);
            ++*n_all;
        }
    cn_topk_sort(&top);
    if (is_any)
        keep_apart(all, &top, max, out, n);
    else
        for (; *n < top.n; ++*n)
            out[*n] = top.items[*n];
    for (size_t i = *n; i > 0; i--)
        out[i - 1].score /= out[0].score;
    cn_topk_done(&top);
    return CAIRN_OK;
}

int cn_topics_find(const cn_view *view, const cn_communities *communities,
                   const cn_question *question, uint32_t level, cn_scored *out, size_t max,
                   size_t *n, uint64_t *all, cairn_error *err)
{
    fits f;
    int rc = fits_init(&f, view, communities, question, err);

    *n = 0;
    *all = 0;
    if (rc == CAIRN_OK)
        rc = rank_communities(communities, &f, level, out, max, n, all, err);
    fits_done(&f);
    return rc;
}

/* ---- Chunks ---- */

/* The words of the question in a chunk, relative to the best; 1 for a question without. */
static double words_in(const cn_view *view, const fits *f, uint32_t chunk, double best)
{
    return f->has_words && best > 0
               ? value_of(view->scores, chunk, weight_of_words(view->scores)) / best
               : 1;
}

static double best_score(const cn_scores *scores)
{
    const double weight = weight_of_words(scores);
    double best = 0;

    for (uint32_t i = 0; i < scores->n_touched; i++)
        best = fmax(best, value_of(scores, scores->touched[i], weight));
    return best;
}

/* Chunks of the digest count in full, others half; by the words they have. */
static void offer_chunks(const cn_view *view, const cn_communities *all, const fits *f,
                         const cn_scored *community, double best, cn_topk *top)
{
    const cn_community *item = &all->items[community->id];

    for (uint32_t i = 0; i < item->n_chunks; i++) {
        const uint32_t chunk = all->chunks[item->first_chunk + i];
        double central = 0.5, words = words_in(view, f, chunk, best);

        for (uint32_t s = 0; s < item->n_sentences; s++) {
            const cn_community_sentence *sentence = &all->sentences[item->first_sentence + s];

            if (sentence->chunk == chunk)
                central = fmax(central, 0.5 + (double)sentence->score / 2);
        }
        if (words <= 0 && central <= 0.5)
            continue;
        cn_topk_offer(top, chunk, community->score * central * fmax(words, WITHOUT_WORDS));
    }
}

static int keep_best_of_document(const cn_view *view, const cn_question *question,
                                 const cn_topk *top, size_t limit, cn_scored *out, size_t *n,
                                 cairn_error *err)
{
    const cn_snap_chunk *chunks = view->snapshot->chunks;
    const cn_timing *timing = question->timing;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < top->n && *n < limit; i++) {
        const uint64_t chunk = top->items[i].id;
        bool is_new = true, is_in = true;

        for (size_t j = 0; j < *n && is_new; j++)
            is_new = chunks[out[j].id].document != chunks[chunk].document;
        if (is_new && timing && timing->admits)
            rc = timing->admits(timing->user, chunks[chunk].id, &is_in, err);
        if (rc == CAIRN_OK && is_new && is_in)
            out[(*n)++] = top->items[i];
    }
    return rc;
}

int cn_topics_retrieve(const cn_view *view, const cn_communities *communities,
                       const cn_question *question, size_t limit, cn_scored *out, size_t *n,
                       cairn_error *err)
{
    cn_scored found[COMMUNITIES_RANKED];
    size_t n_found = 0;
    cn_topk top = {0};
    uint64_t all;
    fits f;
    int rc = fits_init(&f, view, communities, question, err);

    *n = 0;
    /* Some documents have several, and some are of another time. */
    if (rc == CAIRN_OK && !cn_topk_init(&top, limit * 16))
        rc = cn_fail_memory(err, limit * 16 * sizeof *top.items);
    if (rc == CAIRN_OK)
        rc = rank_communities(communities, &f, CN_TOPICS_ANY_LEVEL, found, COMMUNITIES_RANKED,
                              &n_found, &all, err);
    for (size_t i = 0; rc == CAIRN_OK && i < n_found; i++)
        offer_chunks(view, communities, &f, &found[i], f.has_words ? best_score(view->scores) : 0,
                     &top);
    cn_topk_sort(&top);
    if (rc == CAIRN_OK)
        rc = keep_best_of_document(view, question, &top, limit, out, n, err);
    cn_topk_done(&top);
    fits_done(&f);
    return rc;
}
