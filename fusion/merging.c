/* Which entity a key means, see merging.h. Settling decisions by hand is in merging_decisions.c. */
#include "fusion/merging.h"

#include <stdio.h>
#include <string.h>

enum {
    MERGE_SCORE = 2200, /* thousandths: a probability of 0.9 */
    SHOW_SCORE = -1200, /* 0.23: worth a row that says "may mean" */
    MARGIN = 1500,      /* between the best and the next: 4.5 times as likely */
    WHOLE = 10000
};

/* ---- Rank ---- */

static unsigned count_words(const cn_name_form *form)
{
    unsigned n = 0;

    for (size_t i = 0; i < form->n_words; i++)
        n += !(form->words[i].flags & CN_FORM_LINK);
    return n;
}

bool cn_merging_outranks(const cn_profile *a, const cn_profile *b)
{
    const cn_name_form *x = a->form, *y = b->form;

    if ((a->titles > 0) != (b->titles > 0))
        return a->titles > 0;
    if ((a->about > 0) != (b->about > 0))
        return a->about > 0;
    if (count_words(x) != count_words(y))
        return count_words(x) > count_words(y);
    if (x->n_initials != y->n_initials)
        return x->n_initials < y->n_initials;
    if (x->is_turned != y->is_turned) /* "John Smith", not "Smith, John" */
        return y->is_turned;
    return a->key < b->key;
}

/* ---- Candidates ---- */

typedef struct weighed {
    uint32_t candidate;
    cn_similarity similarity;
} weighed;

typedef struct choice {
    const cn_profile *key;
    const cn_candidate_key *candidates;
    size_t n_items;
    uint32_t order[CN_CANDIDATES_MAX]; /* of those weighed: highest rank first */
    weighed items[CN_CANDIDATES_MAX];  /* best of each root */
    bool is_capped;
} choice;

/* The CN_CANDIDATES_MAX of highest rank that outrank the key and are not apart by hand. */
static size_t take_candidates(choice *choose, size_t n)
{
    const cn_candidate_key *all = choose->candidates;
    size_t n_taken = 0;

    for (size_t i = 0; i < n; i++) {
        size_t low = 0, high = n_taken;

        if (all[i].profile->key == choose->key->key || all[i].root == choose->key->key ||
            all[i].verdict == CN_BY_HAND_APART || !cn_merging_outranks(all[i].profile, choose->key))
            continue;
        while (low < high) {
            size_t middle = low + (high - low) / 2;

            if (cn_merging_outranks(all[choose->order[middle]].profile, all[i].profile))
                low = middle + 1;
            else
                high = middle;
        }
        if (n_taken == CN_CANDIDATES_MAX) {
            choose->is_capped = true;
            if (low == n_taken)
                continue;
            n_taken--;
        }
        memmove(choose->order + low + 1, choose->order + low,
                (n_taken - low) * sizeof(choose->order[0]));
        choose->order[low] = (uint32_t)i;
        n_taken++;
    }
    return n_taken;
}

/* Best score first, of equals the higher rank. */
static bool is_better(const choice *choose, const weighed *a, const weighed *b)
{
    if (a->similarity.score != b->similarity.score)
        return a->similarity.score > b->similarity.score;
    return cn_merging_outranks(choose->candidates[a->candidate].profile,
                               choose->candidates[b->candidate].profile);
}

/* One item for each root: two names of one entity are not rivals. */
static void keep_best_of_root(choice *choose, const weighed *made)
{
    const cn_candidate_key *all = choose->candidates;
    size_t at = 0;

    while (at < choose->n_items &&
           all[choose->items[at].candidate].root != all[made->candidate].root)
        at++;
    if (at == choose->n_items)
        choose->items[choose->n_items++] = *made;
    else if (is_better(choose, made, &choose->items[at]))
        choose->items[at] = *made;
    else
        return;
    for (; at > 0 && is_better(choose, &choose->items[at], &choose->items[at - 1]); at--) {
        weighed better = choose->items[at];

        choose->items[at] = choose->items[at - 1];
        choose->items[at - 1] = better;
    }
}

bool cn_merging_matters(const cn_profile *key, const cn_profile *candidate,
                        const cn_similarity_context *context)
{
    cn_similarity similarity;

    if (!cn_merging_outranks(candidate, key))
        return false;
    cn_similarity_of(key, candidate, context, &similarity);
    return similarity.veto == CN_VETO_NONE && similarity.score >= SHOW_SCORE;
}

static void weigh(choice *choose, size_t n_taken)
{
    for (size_t i = 0; i < n_taken; i++) {
        const cn_candidate_key *candidate = &choose->candidates[choose->order[i]];
        weighed made = {.candidate = choose->order[i]};

        cn_similarity_of(choose->key, candidate->profile, &candidate->context, &made.similarity);
        if (made.similarity.veto == CN_VETO_NONE && made.similarity.score >= SHOW_SCORE)
            keep_best_of_root(choose, &made);
    }
}

/* ---- Meanings ---- */

static void set_meaning(cn_meaning *meaning, const weighed *from, uint32_t share)
{
    meaning->candidate = from->candidate;
    meaning->share = (uint16_t)share;
    meaning->similarity = from->similarity;
}

/* May the names alone be shared: a title without its qualifier, an acronym, the first words of a
 * name? "Smith" is not shown as every Smith. */
static bool is_worth_a_row(const weighed *item)
{
    switch (item->similarity.levels[CN_FEATURE_NAMES]) {
    case CN_NAMES_LAST:
    case CN_NAMES_SUBSET:
        return item->similarity.levels[CN_FEATURE_STATED] > 0;
    default:
        return true;
    }
}

/* Rows in proportion to their probability; what they do not make up is that it means itself. */
static void share_out(const choice *choose, cn_meanings *out)
{
    int32_t best = choose->items[0].similarity.score;
    uint32_t sum = 0;

    for (size_t i = 0; i < choose->n_items && out->n < CN_MEANINGS_MAX; i++) {
        const weighed *item = &choose->items[i];

        if (item->similarity.score < best - MARGIN || !is_worth_a_row(item))
            continue;
        set_meaning(&out->items[out->n++], item, item->similarity.probability);
        sum += item->similarity.probability;
    }
    for (size_t i = 0; sum > WHOLE && i < out->n; i++)
        out->items[i].share = (uint16_t)((uint32_t)out->items[i].share * (uint32_t)WHOLE / sum);
    out->kind = out->n > 0 ? CN_MEANS_SEVERAL : CN_MEANS_ITSELF;
    if (out->n == 1)
        snprintf(out->reason, sizeof(out->reason), "not sure enough to be merged");
    else if (out->n > 1)
        snprintf(out->reason, sizeof(out->reason), "may mean any of %u%s", out->n,
                 out->n == CN_MEANINGS_MAX ? " and more" : "");
}

/* By hand: the highest of those said to be the same. */
static bool obey_hand(const choice *choose, size_t n_taken, cn_meanings *out)
{
    for (size_t i = 0; i < n_taken; i++) {
        const cn_candidate_key *candidate = &choose->candidates[choose->order[i]];
        weighed made = {.candidate = choose->order[i]};

        if (candidate->verdict != CN_BY_HAND_SAME)
            continue;
        cn_similarity_of(choose->key, candidate->profile, &candidate->context, &made.similarity);
        set_meaning(&out->items[0], &made, WHOLE);
        out->n = 1;
        out->kind = CN_MEANS_ONE;
        snprintf(out->reason, sizeof(out->reason), "merged by hand");
        return true;
    }
    return false;
}

/* The more often a name is used, the more things it is the name of: "William" 120 times is not one
 * bishop. A name of enough words is safe, and so is one with facts in common. */
static bool is_long_for_its_use(const uint8_t *levels)
{
    const uint8_t use = levels[CN_FEATURE_USE];
    const unsigned needed = use == CN_USE_MANY ? 3 : use == CN_USE_SOME ? 2 : 1;

    return levels[CN_FEATURE_LENGTH] >= needed || levels[CN_FEATURE_SHARED] >= CN_SHARED_TWO;
}

/* A surname, or another part of a name, is what many are called: only a document's own word for
 * it, or several facts, make it one. Unlike names are one by a document's word only, and only when
 * they are used seldom: who writes "Texas, also California" errs, or is read wrongly. */
static bool is_supported(const weighed *item)
{
    const uint8_t *levels = item->similarity.levels;
    const bool is_stated = levels[CN_FEATURE_STATED] > 0;
    const bool is_shared = levels[CN_FEATURE_SHARED] == CN_SHARED_MORE;

    switch (levels[CN_FEATURE_NAMES]) {
    case CN_NAMES_UNLIKE:
        return is_stated && levels[CN_FEATURE_USE] <= CN_USE_FEW;
    case CN_NAMES_ACRONYM:
        return is_stated || is_shared;
    case CN_NAMES_LAST:
    case CN_NAMES_SUBSET:
        return (is_stated || is_shared) && levels[CN_FEATURE_USE] <= CN_USE_FEW;
    case CN_NAMES_FIRST:
        return (is_stated || is_shared) && levels[CN_FEATURE_USE] <= CN_USE_SOME;
    case CN_NAMES_BASE:
    case CN_NAMES_CORE:
        return is_long_for_its_use(levels);
    default:
        return true;
    }
}

void cn_merging_choose(const cn_profile *key, const cn_candidate_key *candidates, size_t n,
                       cn_meanings *out)
{
    choice choose;
    const weighed *best = &choose.items[0];
    size_t n_taken;

    memset(out, 0, sizeof(*out));
    choose.key = key;
    choose.candidates = candidates;
    choose.n_items = 0;
    choose.is_capped = false;
    n_taken = take_candidates(&choose, n);
    if (obey_hand(&choose, n_taken, out))
        return;
    weigh(&choose, n_taken);
    if (choose.n_items == 0)
        return;
    if (best->similarity.score < MERGE_SCORE || !is_supported(best) ||
        (choose.n_items > 1 && best->similarity.score - best[1].similarity.score < MARGIN)) {
        share_out(&choose, out);
        return;
    }
    set_meaning(&out->items[0], best, best->similarity.probability);
    out->n = 1;
    out->kind = CN_MEANS_ONE;
    if (choose.n_items > 1)
        snprintf(out->reason, sizeof(out->reason), "clearly ahead of %zu other%s%s",
                 choose.n_items - 1, choose.n_items == 2 ? "" : "s",
                 choose.is_capped ? "; more were not weighed" : "");
    else
        snprintf(out->reason, sizeof(out->reason), "no other fits%s",
                 choose.is_capped ? "; more were not weighed" : "");
}
