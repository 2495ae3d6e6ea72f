/* One hop from the best candidates, from the sentence that names the entity, not from the chunk. */
#include "retrieve/paths.h"

#include <math.h>

#include "base/map.h"
#include "retrieve/walk.h"

enum {
    SOURCES = 16,        /* best candidates whose names are followed */
    MENTIONS_MAX = 1024, /* chunks looked at for one name */
    EDGES_MAX = 1 << 17  /* and for a question */
};
#define BESIDE_ALWAYS 0.1 /* of an offer, whatever stands beside the name */
#define OPEN_ALWAYS 0.1   /* and whatever the target holds */

bool cn_paths_is_asked(const cn_question *question, uint32_t entity)
{
    for (size_t i = 0; i < question->n_links; i++)
        if (question->links[i].entity == entity)
            return true;
    return false;
}

double cn_paths_rarity(const cn_snapshot *snapshot, uint64_t n)
{
    const double all = log((double)snapshot->n_chunks + 1);

    return all > 0 && n > 1 ? fmax(0, 1 - log((double)n) / all) : 1.0;
}

static void follow(const cn_evidence_set *set, const cn_evidence_place *place, const cn_map *known,
                   uint64_t *n_edges)
{
    const cn_snapshot *snapshot = set->view->snapshot;
    const cn_scores *scores = set->view->scores;
    const uint64_t first = snapshot->mentioned_offsets[place->entity];
    uint64_t end = snapshot->mentioned_offsets[place->entity + 1];
    const double value = set->items[place->candidate].walked *
                         (BESIDE_ALWAYS + cn_evidence_share(set, place->mask)) *
                         cn_paths_rarity(snapshot, end - first);

    if (end > first + MENTIONS_MAX)
        end = first + MENTIONS_MAX;
    *n_edges += end - first;
    for (uint64_t i = first; i < end; i++) {
        const uint32_t chunk = snapshot->mentioned[i];
        const uint64_t gained = scores->mask[chunk] & ~place->mask;

        if (!cn_map_get(known, chunk))
            cn_walk_reach(set->view->walk, chunk,
                          value * (OPEN_ALWAYS + cn_evidence_share(set, gained)));
    }
}

int cn_paths_widen(const cn_evidence_set *set, cn_topk *top, cairn_error *err)
{
    uint64_t n_edges = 0;
    cn_map known;
    int rc = CAIRN_OK;

    cn_map_init(&known);
    for (size_t i = 0; rc == CAIRN_OK && i < set->n; i++)
        if (!cn_map_put(&known, set->items[i].chunk, NULL))
            rc = cn_fail_memory(err, set->n * sizeof(uint64_t));
    for (size_t i = 0; rc == CAIRN_OK && i < set->n_places && n_edges < EDGES_MAX; i++)
        if (set->places[i].candidate < SOURCES &&
            !cn_paths_is_asked(set->question, set->places[i].entity))
            follow(set, &set->places[i], &known, &n_edges);
    cn_walk_take_reached(set->view->walk, top);
    cn_map_done(&known);
    return rc;
}
