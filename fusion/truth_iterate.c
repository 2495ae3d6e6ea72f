/* Resolvers that learn how reliable sources are from how their claims fare, and the other way
 * round: TruthFinder (Yin, Han, Yu 2008), Accu and AccuCopy (Dong, Berti-Equille, Srivastava 2009).
 * Symbols as in the papers. */
#include <math.h>

#include "fusion/truth_index.h"

/* ---- TruthFinder ------------------------------------------------------------- */

enum { TRUTHFINDER_ROUNDS = 20 };
static const double TF_START = 0.9;       /* t0 */
static const double TF_LIKE = 0.5;        /* rho, of claims for values that are like it */
static const double TF_DAMPING = 0.3;     /* gamma, since sources are not independent */
static const double TF_TRUST_MAX = 0.999; /* so that -ln(1 - t) stays finite */
static const double CHANGE_MIN = 1e-4;

/* sigma*: what all backers of a value say together. */
static double add_trust(const cn_truth_index *index, uint32_t value)
{
    double sum = 0;

    for (uint32_t i = index->backer_first[value]; i < index->backer_first[value + 1]; i++) {
        const cn_truth_backer *backer = &index->backers[i];
        const double tau = -log(1 - fmin(index->trust[backer->source], TF_TRUST_MAX));

        sum += tau * backer->weight * index->votes[backer->vote].confidence *
               (backer->tie >= CN_TRUTH_PART ? TF_LIKE : 1);
    }
    return sum;
}

int cn_truth_truthfinder(cn_truth_index *index, cairn_error *err)
{
    double change = 1;

    (void)err;
    for (size_t i = 0; i < index->n_sources; i++)
        index->trust[i] = index->prior[i] >= 0 ? index->prior[i] : TF_START;
    for (int round = 0; round < TRUTHFINDER_ROUNDS && change > CHANGE_MIN; round++) {
        for (uint32_t v = 0; v < index->n_values; v++)
            index->score[v] = 1 / (1 + exp(-TF_DAMPING * add_trust(index, v)));
        change = cn_truth_trust_from_scores(index, TF_START, 0);
        index->n_rounds++;
    }
    return CAIRN_OK;
}

/* ---- Accu -------------------------------------------------------------------- */

enum { ACCU_ROUNDS = 20, ACCU_COPY_ROUNDS = 3 };
static const double ACCU_START = 0.8;
static const double ACCU_FALSE = 10; /* n: false values that a source may choose from */
static const double ACCU_MIN = 0.05; /* accuracies are kept off 0 and 1 */
static const double ACCU_MAX = 0.98;
static const double VOTE_MAX = 500; /* exponents beyond this are the same */

static double count_votes(const cn_truth_index *index, uint32_t value)
{
    double sum = 0;

    for (uint32_t i = index->backer_first[value]; i < index->backer_first[value + 1]; i++) {
        const cn_truth_backer *backer = &index->backers[i];
        const double a = fmin(fmax(index->trust[backer->source], ACCU_MIN), ACCU_MAX);

        if (backer->tie >= CN_TRUTH_PART)
            continue;
        sum += log(ACCU_FALSE * a / (1 - a)) * index->votes[backer->vote].confidence *
               backer->weight * (1 - index->copied[backer->vote]);
    }
    return sum;
}

/* P(v): e^C(v) against that of all rivals and of the false values that nobody says. */
static void share_item(cn_truth_index *index, uint32_t item)
{
    const uint32_t first = index->item_first[item], end = index->item_first[item + 1];
    double most = 0, total, n_rivals = 0;

    for (uint32_t v = first; v < end; v++) {
        index->score[v] = fmin(count_votes(index, v), VOTE_MAX);
        most = fmax(most, index->score[v]);
        n_rivals += index->is_rival[v];
    }
    total = fmax(ACCU_FALSE + 1 - n_rivals, 0) * exp(-most);
    for (uint32_t v = first; v < end; v++) {
        index->score[v] = exp(index->score[v] - most);
        total += index->is_rival[v] ? index->score[v] : 0;
    }
    for (uint32_t v = first; v < end; v++)
        index->score[v] = index->is_multi[item]
                              ? index->score[v] / (index->score[v] + exp(-most) * ACCU_FALSE)
                              : index->score[v] / total;
}

static void iterate_accu(cn_truth_index *index, int n_rounds)
{
    double change = 1;

    for (int round = 0; round < n_rounds && change > CHANGE_MIN; round++) {
        for (uint32_t item = 0; item < index->n_items; item++)
            share_item(index, item);
        change = cn_truth_trust_from_scores(index, ACCU_START, 0);
        index->n_rounds++;
    }
}

static void start_accu(cn_truth_index *index)
{
    for (size_t i = 0; i < index->n_sources; i++)
        index->trust[i] = index->prior[i] >= 0 ? index->prior[i] : ACCU_START;
}

int cn_truth_accu(cn_truth_index *index, cairn_error *err)
{
    (void)err;
    start_accu(index);
    iterate_accu(index, ACCU_ROUNDS);
    return CAIRN_OK;
}

int cn_truth_accu_copy(cn_truth_index *index, cairn_error *err)
{
    int rc = CAIRN_OK;

    start_accu(index);
    iterate_accu(index, 1);
    for (int round = 0; rc == CAIRN_OK && round < ACCU_COPY_ROUNDS; round++) {
        rc = cn_truth_find_copies(index, err);
        iterate_accu(index, ACCU_ROUNDS / ACCU_COPY_ROUNDS);
    }
    return rc;
}
