/* The default resolver: what each source would have said if a value were true.
 *
 * A source that knows the truth says it (probability a), or says it with something left out (r of
 * these: "1815", the first author); one that errs says one of FALSE_VALUES others (1 - a), sooner
 * one that is like the truth. So the shape of Accu (Dong, Berti-Equille, Srivastava 2009), with
 * four changes:
 * - What is left out is not denied. How often a source leaves out is learned of each source.
 * - A source is no witness of its own reliability: a is learned from what the others make of its
 *   claims. Else a source that speaks about nearly every item makes itself infallible.
 * - Sources of one kind share a reliability that is learned, to which each of them is drawn: a
 *   source with one claim counts by its kind.
 * - Sources are not as independent as the product assumes, so evidence is tempered (as TruthFinder
 *   damps it), on top of the discount for copies.
 *
 * For each item sums run over its votes and links, so that a round is linear. */
#include <math.h>

#include "base/mem.h"
#include "base/status.h"
#include "fusion/truth_index.h"

enum { ROUNDS = 8, COPY_ROUND = 3 /* copies are looked for after it */ };
static const double TRUST_START = 0.7;
static const double TRUST_MIN = 0.02, TRUST_MAX = 0.9;
static const double OMIT_START = 0.35; /* of the sources that could leave something out */
static const double OMIT_MIN = 0.05, OMIT_MAX = 0.4;
static const double GROUP_STRENGTH = 10; /* claims for which the start counts in a kind */
static const double SOURCE_STRENGTH = 4; /* claims for which the kind counts in a source */
static const double FALSE_VALUES = 10;
static const double LIKE = 0.3;    /* share of errors that are like the truth */
static const double TEMPER = 0.6;  /* exponent of all evidence */
static const double OTHER = 0.5;   /* that the truth is a value nobody says, before evidence */
static const double SILENCE = 0.2; /* of a multi item: a value not said is denied this much */

/* What the claims of one source in the item at hand are worth without its own word. */
typedef struct witness {
    double removed;       /* of all values' weight, by taking its word away */
    double good, cut;     /* weight of what it says; of what it leaves something out of */
    double whole_removed; /* of values that can be cut */
    bool is_seen;
} witness;

typedef struct tally {
    double good, n, cut, n_whole;
} tally;

typedef struct judge {
    cn_truth_index *index;
    double
        *gain; /* of backers: log-likelihood of its word if the value is true, over that if not */
    double *omit;       /* of sources: share of claims that leave something out */
    bool *is_whole;     /* of values: some value leaves something out of it */
    witness *witnesses; /* of sources */
    tally *tallies;     /* of sources */
    tally *groups;
} judge;

static double clamp(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

static double weigh_backer(const judge *j, uint32_t value, const cn_truth_backer *backer)
{
    const cn_truth_vote *vote = &j->index->votes[backer->vote];
    const double a = clamp(j->index->trust[backer->source], TRUST_MIN, TRUST_MAX);
    const double omit = clamp(j->omit[backer->source], OMIT_MIN, OMIT_MAX);
    const double known = a / (1 - a) * FALSE_VALUES;
    double ratio;

    if (backer->tie == CN_TRUTH_SAYS)
        ratio = j->is_whole[value] ? known * (1 - omit) : known;
    else if (backer->tie == CN_TRUTH_LIKE)
        ratio = 1 + FALSE_VALUES * LIKE * backer->weight;
    else
        ratio = known * omit * backer->weight;
    /* Bad as a source may be, what it says is no evidence against it. */
    return log(fmax(ratio, 1)) * TEMPER * vote->confidence * (1 - j->index->copied[backer->vote]);
}

/* Fills the gains and scores of the item; score is the weight of each rival until the total is
 * known. Returns the total. */
static double weigh_single(judge *j, uint32_t item)
{
    cn_truth_index *index = j->index;
    const uint32_t first = index->item_first[item], end = index->item_first[item + 1];
    double most = 0, total;

    for (uint32_t v = first; v < end; v++) {
        double sum = 0;

        for (uint32_t i = index->backer_first[v]; i < index->backer_first[v + 1]; i++)
            sum += j->gain[i] = weigh_backer(j, v, &index->backers[i]);
        index->score[v] = sum;
        most = index->is_rival[v] ? fmax(most, sum) : most;
    }
    total = OTHER * exp(-most);
    for (uint32_t v = first; v < end; v++) {
        const bool is_open = index->is_rival[v] && cn_truth_votes_of(index, v) > 0;

        index->score[v] = is_open ? exp(index->score[v] - most) : 0;
        total += index->score[v];
    }
    return total;
}

/* Takes the word of each source away from the values that it backs. */
static void question_witnesses(judge *j, uint32_t item)
{
    const cn_truth_index *index = j->index;

    for (uint32_t v = index->item_first[item]; v < index->item_first[item + 1]; v++) {
        for (uint32_t i = index->backer_first[v];
             index->score[v] > 0 && i < index->backer_first[v + 1]; i++) {
            const cn_truth_backer *backer = &index->backers[i];
            witness *w = &j->witnesses[backer->source];
            const double left = index->score[v] * exp(-j->gain[i]);

            w->removed += index->score[v] - left;
            w->whole_removed += j->is_whole[v] ? index->score[v] - left : 0;
            w->good += backer->tie <= CN_TRUTH_PART ? left : 0;
            w->cut += backer->tie == CN_TRUTH_KIN || backer->tie == CN_TRUTH_PART ? left : 0;
        }
    }
}

static void credit_witnesses(judge *j, uint32_t item, double total, double whole)
{
    const cn_truth_index *index = j->index;
    const uint32_t first = index->value_first[index->item_first[item]];
    const uint32_t end = index->value_first[index->item_first[item + 1]];

    for (uint32_t i = first; i < end; i++) {
        const uint32_t source = index->votes[i].source;
        witness *w = &j->witnesses[source];
        tally *t = &j->tallies[source];
        const double rest = fmax(total - w->removed, 1e-12);

        if (w->is_seen)
            continue;
        w->is_seen = true;
        t->n += 1;
        t->good += clamp(w->good / rest, 0, 1);
        t->cut += clamp(w->cut / rest, 0, 1);
        t->n_whole += clamp((whole - w->whole_removed) / rest, 0, 1);
    }
    /* A source that backs a value of the item says something about it, so all are reset. */
    for (uint32_t i = first; i < end; i++)
        j->witnesses[index->votes[i].source] = (witness){.removed = 0};
}

static void judge_single(judge *j, uint32_t item)
{
    cn_truth_index *index = j->index;
    const uint32_t first = index->item_first[item], end = index->item_first[item + 1];
    const double total = weigh_single(j, item);
    double whole = 0;

    for (uint32_t v = first; v < end; v++)
        whole += j->is_whole[v] ? index->score[v] : 0;
    question_witnesses(j, item);
    credit_witnesses(j, item, total, whole);
    for (uint32_t v = first; v < end; v++)
        index->score[v] /= total;
}

/* Values of a multi item stand each for itself: those who say it against the silence of those who
 * say something else only. */
static void judge_multi(judge *j, uint32_t item)
{
    cn_truth_index *index = j->index;
    const uint32_t first = index->item_first[item], end = index->item_first[item + 1];
    const uint32_t votes_first = index->value_first[first], votes_end = index->value_first[end];
    double n_sources = 0;

    for (uint32_t i = votes_first; i < votes_end; i++) {
        witness *w = &j->witnesses[index->votes[i].source];

        n_sources += !w->is_seen;
        w->is_seen = true;
    }
    for (uint32_t i = votes_first; i < votes_end; i++)
        j->witnesses[index->votes[i].source].is_seen = false;
    for (uint32_t v = first; v < end; v++) {
        const double n = index->backer_first[v + 1] - index->backer_first[v];
        double sum = (n_sources - n) * TEMPER * log(1 - SILENCE) - log(1 + OTHER);

        for (uint32_t i = index->backer_first[v]; i < index->backer_first[v + 1]; i++)
            sum += j->gain[i] = weigh_backer(j, v, &index->backers[i]);
        index->score[v] = 1 / (1 + exp(-sum));
        for (uint32_t i = index->value_first[v]; i < index->value_first[v + 1]; i++) {
            tally *t = &j->tallies[index->votes[i].source];

            t->n += 1;
            t->good += 1 / (1 + exp(-(sum - TEMPER * log(FALSE_VALUES))));
        }
    }
}

/* Reliabilities from the tallies: each source is drawn to its kind, each kind to the start. */
static void learn_sources(judge *j)
{
    cn_truth_index *index = j->index;

    for (size_t i = 0; i < index->n_groups; i++)
        j->groups[i] = (tally){.good = GROUP_STRENGTH * TRUST_START, .n = GROUP_STRENGTH};
    for (size_t i = 0; i < index->n_sources; i++) {
        tally *group = &j->groups[index->group[i]];

        group->good += j->tallies[i].good;
        group->n += j->tallies[i].n;
    }
    for (size_t i = 0; i < index->n_sources; i++) {
        const tally *group = &j->groups[index->group[i]];
        tally *t = &j->tallies[i];

        index->trust[i] =
            (t->good + SOURCE_STRENGTH * group->good / group->n) / (t->n + SOURCE_STRENGTH);
        if (index->prior[i] >= 0)
            index->trust[i] = index->prior[i];
        j->omit[i] = (t->cut + SOURCE_STRENGTH * OMIT_START) / (t->n_whole + SOURCE_STRENGTH);
        *t = (tally){.good = 0};
    }
}

static void prepare(judge *j)
{
    cn_truth_index *index = j->index;

    for (size_t i = 0; i < index->n_sources; i++) {
        index->trust[i] = index->prior[i] >= 0 ? index->prior[i] : TRUST_START;
        j->omit[i] = OMIT_START;
    }
    for (uint32_t v = 0; v < index->n_values; v++) {
        for (uint32_t i = index->edge_first[v]; i < index->edge_first[v + 1]; i++)
            j->is_whole[v] |= index->edges[i].leaves_out && index->edges[i].weight > 0;
    }
}

static int judge_all(judge *j, cairn_error *err)
{
    cn_truth_index *index = j->index;

    prepare(j);
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t item = 0; item < index->n_items; item++) {
            if (index->is_multi[item])
                judge_multi(j, item);
            else
                judge_single(j, item);
        }
        learn_sources(j);
        index->n_rounds++;
        if (round == COPY_ROUND) {
            int rc = cn_truth_find_copies(index, err);

            if (rc < 0)
                return rc;
        }
    }
    return CAIRN_OK;
}

int cn_truth_default(cn_truth_index *index, cairn_error *err)
{
    judge j = {.index = index};
    int rc;

    j.gain = cn_alloc_zero(index->backer_first[index->n_values], sizeof(*j.gain));
    j.omit = cn_alloc_zero(index->n_sources, sizeof(*j.omit));
    j.is_whole = cn_alloc_zero(index->n_values, sizeof(*j.is_whole));
    j.witnesses = cn_alloc_zero(index->n_sources, sizeof(*j.witnesses));
    j.tallies = cn_alloc_zero(index->n_sources, sizeof(*j.tallies));
    j.groups = cn_alloc_zero(index->n_groups, sizeof(*j.groups));
    rc = j.gain && j.omit && j.is_whole && j.witnesses && j.tallies && j.groups
             ? judge_all(&j, err)
             : cn_fail_memory(err, index->n_sources * sizeof(*j.witnesses));
    cn_free(j.gain);
    cn_free(j.omit);
    cn_free(j.is_whole);
    cn_free(j.witnesses);
    cn_free(j.tallies);
    cn_free(j.groups);
    return rc;
}
