/* Resolvers that look at each item once: majority, latest, evidence. */
#include <math.h>

#include "fusion/truth_index.h"

static const double UNKNOWN_TRUST = 0.8; /* of a source without a prior, as Dong et al. begin */

static void trust_priors(cn_truth_index *index)
{
    for (size_t i = 0; i < index->n_sources; i++)
        index->trust[i] = index->prior[i] >= 0 ? index->prior[i] : UNKNOWN_TRUST;
}

/* Scores of an item to shares of one; of a multi item they are shares of its sources already. */
static void share_scores(cn_truth_index *index, uint32_t item)
{
    double sum = 0;

    for (uint32_t v = index->item_first[item]; v < index->item_first[item + 1]; v++)
        sum += index->is_rival[v] ? index->score[v] : 0;
    for (uint32_t v = index->item_first[item]; sum > 0 && v < index->item_first[item + 1]; v++)
        index->score[v] /= sum;
}

static void count_backers(cn_truth_index *index, uint32_t value, double *n, double *confidence)
{
    *n = *confidence = 0;
    for (uint32_t i = index->backer_first[value]; i < index->backer_first[value + 1]; i++) {
        const cn_truth_backer *backer = &index->backers[i];

        if (backer->tie >= CN_TRUTH_PART)
            continue;
        *n += 1;
        *confidence = fmax(*confidence, index->votes[backer->vote].confidence);
    }
}

int cn_truth_majority(cn_truth_index *index, cairn_error *err)
{
    /* Parts of a source that confidence may add: it decides between equals only. */
    static const double CONFIDENCE_PART = 1e-6;

    (void)err;
    trust_priors(index);
    for (uint32_t item = 0; item < index->n_items; item++) {
        for (uint32_t v = index->item_first[item]; v < index->item_first[item + 1]; v++) {
            double n, confidence;

            count_backers(index, v, &n, &confidence);
            index->score[v] = n + CONFIDENCE_PART * confidence;
        }
        share_scores(index, item);
    }
    index->n_rounds = 1;
    return CAIRN_OK;
}

/* A value counts by the latest day on which it was said: twice as much as all that is earlier, so
 * that those of one day are decided by number. Undated claims come before all days. */
static void score_latest(cn_truth_index *index, uint32_t item, int32_t latest)
{
    static const double EARLIER = 0.1; /* weight of votes before the latest day */

    for (uint32_t v = index->item_first[item]; v < index->item_first[item + 1]; v++) {
        double n = 0, confidence, n_latest = 0;

        count_backers(index, v, &n, &confidence);
        for (uint32_t i = index->backer_first[v]; i < index->backer_first[v + 1]; i++) {
            const cn_truth_backer *backer = &index->backers[i];

            if (backer->tie < CN_TRUTH_PART && index->votes[backer->vote].day == latest)
                n_latest += 1;
        }
        index->score[v] = n_latest + EARLIER * n / (1 + n);
    }
    share_scores(index, item);
}

int cn_truth_latest(cn_truth_index *index, cairn_error *err)
{
    (void)err;
    trust_priors(index);
    for (uint32_t item = 0; item < index->n_items; item++) {
        const uint32_t first = index->value_first[index->item_first[item]];
        const uint32_t end = index->value_first[index->item_first[item + 1]];
        int32_t latest = CN_TRUTH_NO_TIME;

        for (uint32_t i = first; i < end; i++)
            latest = index->votes[i].day > latest ? index->votes[i].day : latest;
        score_latest(index, item, latest);
    }
    index->n_rounds = 1;
    return CAIRN_OK;
}

/* ---- Evidence ---------------------------------------------------------------- */

enum { EVIDENCE_ROUNDS = 5 };
static const double MASS_MAX = 0.99; /* that one source gives: total certainty cannot be combined */

/* Doubt that all sources behind a value leave: the mass that their combination by Dempster's rule
 * gives to "anything". */
static double leave_doubt(const cn_truth_index *index, uint32_t value)
{
    double doubt = 1;

    for (uint32_t i = index->backer_first[value]; i < index->backer_first[value + 1]; i++) {
        const cn_truth_backer *backer = &index->backers[i];
        const double mass = index->trust[backer->source] * index->votes[backer->vote].confidence *
                            backer->weight * (backer->tie >= CN_TRUTH_PART ? 0.5 : 1);

        doubt *= 1 - fmin(mass, MASS_MAX);
    }
    return fmax(doubt, 1e-12);
}

/* Dempster's rule for simple supports of single values: mass of v before normalisation is
 * (1 - doubt(v)) times the doubts of all others, of anything the product of all doubts. With the
 * product divided out: (1 - d) / d against 1. Anything is split evenly (pignistic probability). */
static void combine_item(cn_truth_index *index, uint32_t item)
{
    const uint32_t first = index->item_first[item], end = index->item_first[item + 1];
    double total = 1;
    uint32_t n = 0;

    for (uint32_t v = first; v < end; v++) {
        const double doubt = leave_doubt(index, v);

        index->score[v] = index->is_multi[item] ? 1 - doubt : (1 - doubt) / doubt;
        total += index->is_rival[v] ? index->score[v] : 0;
        n += index->is_rival[v];
    }
    for (uint32_t v = first; !index->is_multi[item] && v < end; v++)
        index->score[v] = (index->score[v] + 1.0 / fmax(n, 1)) / total;
}

int cn_truth_evidence(cn_truth_index *index, cairn_error *err)
{
    (void)err;
    trust_priors(index);
    for (int round = 0; round < EVIDENCE_ROUNDS; round++) {
        for (uint32_t item = 0; item < index->n_items; item++)
            combine_item(index, item);
        index->n_rounds++;
        cn_truth_trust_from_scores(index, UNKNOWN_TRUST, 2);
    }
    return CAIRN_OK;
}
