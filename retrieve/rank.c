/* Features, weights, picking. Rows of features are dense and small: at most CN_RANK_READ +
 * CN_RANK_WIDER candidates, so that what costs is reading their texts (about 20 us each). */
#include "retrieve/rank.h"

#include <math.h>

#include "base/mem.h"
#include "retrieve/paths.h"

enum {
    CANDIDATES_MAX = CN_RANK_READ + CN_RANK_WIDER,
    SAME_DOCUMENT_MAX = 6 /* chunks of one document that are read */
};
#define LEAD_LEAST 0.05   /* of a candidate that the walk did not rank, as a source */
#define SCORE_SPREAD 3.0  /* of weights that make a score one e-th */
#define SCORE_FALLS 0.999 /* at least, from hit to hit */

struct leads { /* the best ties that end, or begin, at a candidate */
    double about, about_gain, is_about, mentions, open, rarity, from_about, rarity_gain;
    double is_about_gain, back_about, back_open, back_mentions;
};

static void raise(double *at, double value)
{
    if (*at < value)
        *at = value;
}

static void gather_leads(const cn_evidence_set *set, const cn_ties *ties, size_t target,
                         struct leads *leads)
{
    *leads = (struct leads){0};
    for (size_t s = 0; s < set->n; s++) {
        const cn_candidate_chunk *source = &set->items[s];
        const float *tie = cn_tie_between(ties, s, target);
        const float *back = cn_tie_between(ties, target, s);
        const double lead = fmax(source->walked, LEAD_LEAST);
        double gain = 0;

        if (tie[CN_TIE_RARITY] > 0 || tie[CN_TIE_IS_ABOUT] > 0)
            gain = cn_evidence_share(set, set->items[target].best_mask & ~source->best_mask);
        raise(&leads->about, lead * (double)tie[CN_TIE_ABOUT]);
        raise(&leads->about_gain, lead * (double)tie[CN_TIE_ABOUT] * gain);
        raise(&leads->is_about, lead * (double)tie[CN_TIE_IS_ABOUT]);
        raise(&leads->mentions, lead * (double)tie[CN_TIE_MENTIONS]);
        raise(&leads->open, lead * (double)tie[CN_TIE_OPEN]);
        raise(&leads->rarity, lead * (double)tie[CN_TIE_RARITY]);
        raise(&leads->from_about, lead * (double)tie[CN_TIE_FROM_ABOUT]);
        raise(&leads->rarity_gain, lead * (double)tie[CN_TIE_RARITY] * gain);
        raise(&leads->is_about_gain, lead * (double)tie[CN_TIE_IS_ABOUT] * gain);
        raise(&leads->back_about, lead * (double)back[CN_TIE_ABOUT]);
        raise(&leads->back_open, lead * (double)back[CN_TIE_OPEN]);
        raise(&leads->back_mentions, lead * (double)back[CN_TIE_MENTIONS]);
    }
}

/* 0 for the candidate with the highest BM25, and so on. */
static size_t text_rank(const cn_evidence_set *set, size_t candidate)
{
    const float *score = set->view->scores->score;
    const float own = score[set->items[candidate].chunk];
    size_t rank = 0;

    for (size_t i = 0; i < set->n; i++) {
        const float other = score[set->items[i].chunk];
        rank += other > own || (other >= own && i < candidate);
    }
    return rank;
}

static double best_text(const cn_scores *scores)
{
    float best = 0;

    for (uint32_t i = 0; i < scores->n_touched; i++)
        best = fmaxf(best, scores->score[scores->touched[i]]);
    return best > 0 ? (double)best : 1.0;
}

void cn_rank_features(const cn_evidence_set *set, const cn_ties *ties,
                      float (*rows)[CN_RANK_FEATURES])
{
    const double best = best_text(set->view->scores);

    for (size_t i = 0; i < set->n; i++) {
        const cn_candidate_chunk *item = &set->items[i];
        struct leads leads;

        gather_leads(set, ties, i, &leads);
        const double values[CN_RANK_FEATURES] = {
            item->walked,
            log(item->walked + 0.01),
            1 / ((double)i + 2),
            (double)set->view->scores->score[item->chunk] / best,
            1 / ((double)text_rank(set, i) + 3),
            item->about_asked,
            item->mentions_asked,
            cn_evidence_share(set, item->mask),
            cn_evidence_share(set, item->head_mask),
            cn_evidence_share(set, item->best_mask),
            item->title_share,
            item->pairs,
            log((double)item->n_words + 10) / 5,
            item->widened,
            item->widened > 0,
            leads.about,
            leads.about_gain,
            leads.is_about,
            leads.mentions,
            leads.open,
            leads.rarity,
            leads.from_about,
            leads.rarity_gain,
            leads.is_about_gain,
            leads.back_about,
            leads.back_open,
            leads.back_mentions,
        };
        for (unsigned f = 0; f < CN_RANK_FEATURES; f++)
            rows[i][f] = (float)values[f];
    }
}

void cn_next_features(const cn_evidence_set *set, const cn_ties *ties, const double *own,
                      const size_t *picked, size_t n_picked, size_t candidate,
                      float row[CN_NEXT_FEATURES])
{
    const cn_candidate_chunk *item = &set->items[candidate];
    uint64_t mask = 0, best = 0, head = 0, asked = 0;
    float tie[CN_TIE_COUNT] = {0};

    for (size_t i = 0; i < n_picked; i++) {
        const cn_candidate_chunk *other = &set->items[picked[i]];
        const float *from = cn_tie_between(ties, picked[i], candidate);

        mask |= other->mask;
        best |= other->best_mask;
        head |= other->head_mask;
        asked |= other->asked;
        for (unsigned t = 0; t < CN_TIE_COUNT; t++)
            tie[t] = fmaxf(tie[t], from[t]);
    }
    const double open = 1 - cn_evidence_share(set, best);
    const double single = set->question->plan.n_steps == 1 ? 1 : 0;
    const double sentence_gain = cn_evidence_share(set, item->best_mask & ~best);
    const double sentence_again = cn_evidence_share(set, item->best_mask & best);
    const double words_gain = cn_evidence_share(set, item->mask & ~mask);
    const double title_gain = cn_evidence_share(set, item->head_mask & ~head);
    const double title_again = cn_evidence_share(set, item->head_mask & head);
    const double values[CN_NEXT_FEATURES] = {
        own[candidate],
        sentence_gain,
        words_gain,
        sentence_again,
        title_gain,
        title_again,
        (double)tie[CN_TIE_ABOUT],
        (double)tie[CN_TIE_IS_ABOUT],
        (double)tie[CN_TIE_MENTIONS],
        (double)tie[CN_TIE_RARITY],
        (double)tie[CN_TIE_OPEN],
        (double)tie[CN_TIE_FROM_ABOUT],
        (double)tie[CN_TIE_BOTH_ABOUT],
        (double)tie[CN_TIE_SAME_ASKED],
        (item->asked & ~asked) != 0,
        (item->asked & asked) != 0,
        open * (double)tie[CN_TIE_ABOUT],
        open * (double)tie[CN_TIE_MENTIONS],
        single * own[candidate],
        single * sentence_gain,
        single * words_gain,
        single * sentence_again,
        single * title_gain,
        single * title_again,
        single * (double)tie[CN_TIE_RARITY],
        single * (double)tie[CN_TIE_OPEN],
    };
    for (unsigned f = 0; f < CN_NEXT_FEATURES; f++)
        row[f] = (float)values[f];
}

static double weigh(const double *weights, const float *row, unsigned n)
{
    double sum = 0;

    for (unsigned f = 0; f < n; f++)
        sum += weights[f] * (double)row[f];
    return sum;
}

struct picking {
    const cn_evidence_set *set;
    cn_ties ties;
    double own[CANDIDATES_MAX];
    bool is_out[CANDIDATES_MAX]; /* picked, or of a picked one's document */
    size_t picked[CANDIDATES_MAX];
    double weight[CANDIDATES_MAX]; /* with which it was picked */
    size_t n;
};

static void pick(struct picking *picking, size_t candidate, double weight)
{
    const cn_evidence_set *set = picking->set;
    const cn_snap_chunk *chunks = set->view->snapshot->chunks;
    const uint32_t document = chunks[set->items[candidate].chunk].document;

    picking->weight[picking->n] = weight;
    picking->picked[picking->n++] = candidate;
    for (size_t i = 0; i < set->n; i++)
        if (chunks[set->items[i].chunk].document == document)
            picking->is_out[i] = true;
}

/* The best that is not out yet; false when there is none. */
static bool pick_next(struct picking *picking)
{
    const double *settings = picking->set->view->settings->values;
    const bool is_alone = picking->n == 0 || picking->n >= CN_RANK_PICKS;
    size_t best = SIZE_MAX;
    double best_weight = 0;

    for (size_t i = 0; i < picking->set->n; i++) {
        double weight = picking->own[i];

        if (picking->is_out[i])
            continue;
        if (!is_alone) {
            float row[CN_NEXT_FEATURES];
            cn_next_features(picking->set, &picking->ties, picking->own, picking->picked,
                             picking->n, i, row);
            weight = weigh(settings + CN_SET_NEXT_OWN, row, CN_NEXT_FEATURES);
        }
        if (best == SIZE_MAX || weight > best_weight) {
            best = i;
            best_weight = weight;
        }
    }
    if (best == SIZE_MAX)
        return false;
    pick(picking, best, best_weight);
    return true;
}

/* The picked, then what the walk ranked below what was read; scores fall. */
static void write_order(const struct picking *picking, cn_topk *top, size_t n_read)
{
    const size_t n_left = top->n - n_read;
    const size_t n_picked = picking->n < top->k - n_left ? picking->n : top->k - n_left;
    double score = 1.0;

    for (size_t i = n_left; i-- > 0;)
        top->items[n_picked + i] = top->items[n_read + i];
    top->n = n_picked + n_left;
    for (size_t i = 0; i < top->n; i++) {
        if (i > 0)
            score *= SCORE_FALLS;
        if (i < n_picked) {
            top->items[i].id = picking->set->items[picking->picked[i]].chunk;
            score = fmin(score, exp((picking->weight[i] - picking->weight[0]) / SCORE_SPREAD));
        }
        top->items[i].score = score;
    }
}

static int pick_all(cn_evidence_set *set, struct picking *picking, cairn_error *err)
{
    float(*rows)[CN_RANK_FEATURES] = cn_alloc_zero(set->n + 1, sizeof *rows);
    int rc = rows ? cn_ties_make(&picking->ties, set, err) : cn_fail_memory(err, sizeof *rows);

    if (rc == CAIRN_OK) {
        cn_rank_features(set, &picking->ties, rows);
        picking->set = set;
        for (size_t i = 0; i < set->n; i++) {
            picking->own[i] =
                weigh(set->view->settings->values + CN_SET_RANK_WALKED, rows[i], CN_RANK_FEATURES);
        }
        while (pick_next(picking))
            continue;
    }
    cn_free(rows);
    return rc;
}

/* Moves those to be read to the front, few of one document, in their order. *n: how many, up to
 * `most`. */
static int choose_read(const cn_view *view, const cn_question *question, size_t most, cn_topk *top,
                       size_t *n, cairn_error *err)
{
    const cn_snap_chunk *chunks = view->snapshot->chunks;
    cn_scored *left = cn_alloc_zero(top->n + 1, sizeof *left);
    size_t n_left = 0;
    int rc = CAIRN_OK;

    *n = 0;
    if (!left)
        return cn_fail_memory(err, top->n * sizeof *left);
    for (size_t i = 0; rc == CAIRN_OK && i < top->n; i++) {
        const cn_scored item = top->items[i];
        unsigned n_same = 0;
        bool is_in = *n < most;

        for (size_t k = 0; is_in && k < *n; k++)
            n_same += chunks[top->items[k].id].document == chunks[item.id].document;
        is_in = is_in && n_same < SAME_DOCUMENT_MAX;
        if (is_in)
            rc = cn_question_admits(view, question, item.id, &is_in, err);
        if (is_in)
            top->items[(*n)++] = item;
        else
            left[n_left++] = item;
    }
    for (size_t i = 0; rc == CAIRN_OK && i < n_left; i++)
        top->items[*n + i] = left[i];
    cn_free(left);
    return rc;
}

/* Adds what the best of those read lead to. */
static int read_wider(cn_evidence_set *set, size_t n_wider, cairn_error *err)
{
    cn_topk wider = {0};
    size_t n = 0;
    int rc;

    if (!cn_topk_init(&wider, n_wider))
        return cn_fail_memory(err, n_wider * sizeof *wider.items);
    rc = cn_paths_widen(set, &wider, err);
    cn_topk_sort(&wider);
    for (size_t i = 0; rc == CAIRN_OK && i < wider.n; i++) {
        bool is_in;
        rc = cn_question_admits(set->view, set->question, wider.items[i].id, &is_in, err);
        if (rc == CAIRN_OK && is_in)
            wider.items[n++] = wider.items[i];
    }
    if (rc == CAIRN_OK)
        rc = cn_evidence_read(set, wider.items, n, true, err);
    cn_evidence_sort(set);
    cn_topk_done(&wider);
    return rc;
}

/* Those that the walk ranked and that were added anew would come twice. */
static void drop_read(cn_topk *top, size_t n_read, const cn_evidence_set *set)
{
    size_t kept = n_read;

    for (size_t i = n_read; i < top->n; i++) {
        bool is_read = false;

        for (size_t k = n_read; k < set->n && !is_read; k++)
            is_read = set->items[k].chunk == top->items[i].id;
        if (!is_read)
            top->items[kept++] = top->items[i];
    }
    top->n = kept;
}

int cn_rank_gather(cn_evidence_set *set, const cn_view *view, const cn_question *question,
                   const cn_scored *ranked, size_t n, size_t n_wider, cairn_error *err)
{
    int rc = cn_evidence_init(set, view, question, CANDIDATES_MAX, err);

    if (rc == CAIRN_OK)
        rc = cn_evidence_read(set, ranked, n, false, err);
    return rc < 0 ? rc : read_wider(set, n_wider, err);
}

int cn_rank_evidence(const cn_view *view, const cn_question *question, cn_topk *top,
                     cairn_error *err)
{
    const double best = top->n > 0 && top->items[0].score > 0 ? top->items[0].score : 1.0;
    struct picking *picking;
    cn_evidence_set set;
    size_t n_read = 0;
    int rc;

    rc = choose_read(view, question, question->is_brief ? CN_RANK_BRIEF_READ : CN_RANK_READ, top,
                     &n_read, err);
    if (rc < 0 || n_read == 0)
        return rc;
    for (size_t i = 0; i < top->n; i++)
        top->items[i].score /= best;
    picking = cn_alloc_zero(1, sizeof *picking);
    if (!picking)
        return cn_fail_memory(err, sizeof *picking);
    rc = cn_rank_gather(&set, view, question, top->items, n_read,
                        question->is_brief ? CN_RANK_BRIEF_WIDER : CN_RANK_WIDER, err);
    if (rc == CAIRN_OK)
        rc = pick_all(&set, picking, err);
    if (rc == CAIRN_OK) {
        drop_read(top, n_read, &set);
        write_order(picking, top, n_read);
    }
    cn_evidence_done(&set);
    cn_free(picking);
    return rc;
}
