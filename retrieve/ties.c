/* Names by name: every two candidates that share it. The names of the most candidates cost most:
 * n x n a name, and a name is in at most n of them. */
#include "retrieve/ties.h"

#include <string.h>

#include "retrieve/paths.h"

enum { PAIRS_MAX = 1 << 19 }; /* looked at for one question */

static void raise(float *at, double value)
{
    if (*at < (float)value)
        *at = (float)value;
}

static void tie_pair(const cn_evidence_set *set, const cn_evidence_place *source,
                     const cn_evidence_place *target, double share, double rarity, bool is_asked,
                     float *tie)
{
    if (is_asked) {
        if (source->is_about && target->is_about)
            tie[CN_TIE_SAME_ASKED] = 1;
        return;
    }
    if (source->is_about && target->is_about)
        tie[CN_TIE_BOTH_ABOUT] = 1;
    if (target->is_about) {
        raise(&tie[CN_TIE_ABOUT], share);
        tie[CN_TIE_IS_ABOUT] = 1;
        return;
    }
    raise(&tie[CN_TIE_MENTIONS], share * rarity);
    raise(&tie[CN_TIE_RARITY], rarity);
    raise(&tie[CN_TIE_OPEN], share * rarity * cn_evidence_share(set, target->mask & ~source->mask));
    if (source->is_about)
        raise(&tie[CN_TIE_FROM_ABOUT], rarity * cn_evidence_share(set, target->mask));
}

/* All pairs of places[0..n), which are of one name. */
static void tie_name(const cn_ties *ties, const cn_evidence_set *set,
                     const cn_evidence_place *places, size_t n)
{
    const cn_snapshot *snapshot = set->view->snapshot;
    const uint32_t entity = places->entity;
    const double rarity = cn_paths_rarity(snapshot, snapshot->mentioned_offsets[entity + 1] -
                                                        snapshot->mentioned_offsets[entity]);
    const bool is_asked = cn_paths_is_asked(set->question, entity);

    for (size_t s = 0; s < n; s++) {
        const double share = cn_evidence_share(set, places[s].mask);
        for (size_t t = 0; t < n; t++)
            if (s != t)
                tie_pair(set, &places[s], &places[t], share, rarity, is_asked,
                         ties->items +
                             (places[s].candidate * ties->n + places[t].candidate) * CN_TIE_COUNT);
    }
}

int cn_ties_make(cn_ties *ties, cn_evidence_set *set, cairn_error *err)
{
    const size_t bytes = (set->n * set->n + 1) * CN_TIE_COUNT * sizeof *ties->items;
    size_t n_pairs = 0;

    ties->n = set->n;
    ties->items = cn_arena_alloc(&set->arena, bytes);
    if (!ties->items)
        return cn_fail_memory(err, bytes);
    memset(ties->items, 0, bytes);
    for (size_t i = 0, end; i < set->n_places && n_pairs < PAIRS_MAX; i = end) {
        end = i;
        while (end < set->n_places && set->places[end].entity == set->places[i].entity)
            end++;
        tie_name(ties, set, &set->places[i], end - i);
        n_pairs += (end - i) * (end - i);
    }
    return CAIRN_OK;
}
