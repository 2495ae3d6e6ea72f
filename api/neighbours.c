/* Who else is in the picture: entities that facts or passages join with one.
 *
 * A fact counts as much as FACT_WEIGHT passages that mention both. An entity may stand in any
 * number of passages: the first PASSAGES_SEEN are looked at, those about it before the others.
 * Sorts of things ("composer") are no neighbours. */
#include <string.h>

#include "api/cards.h"
#include "base/topk.h"

enum {
    PASSAGES_SEEN = 256,
    NAMES_SEEN = 256, /* of one passage */
    FACT_WEIGHT = 3,
    SPARE = 4 /* candidates for each place: some are sorts of things */
};

typedef struct passages {
    uint32_t ordinals[PASSAGES_SEEN];
    size_t n;
} passages;

static void add_passages(passages *list, const cn_snapshot *snapshot, const cn_meant *meant,
                         const uint64_t *offsets, const uint32_t *chunks)
{
    const size_t n_before = list->n;
    const uint64_t end = offsets[meant->ordinal + 1];

    for (uint64_t i = offsets[meant->ordinal]; i < end && list->n < PASSAGES_SEEN; i++) {
        bool is_there = !cn_called_meant_in(meant, snapshot->chunks[chunks[i]].id);

        for (size_t j = 0; j < n_before; j++)
            is_there |= list->ordinals[j] == chunks[i];
        if (!is_there)
            list->ordinals[list->n++] = chunks[i];
    }
}

static int count_passages(const cn_snapshot *snapshot, const cn_meant *meant, cn_map *together,
                          cairn_error *err)
{
    passages list = {.n = 0};

    add_passages(&list, snapshot, meant, snapshot->about_offsets, snapshot->about);
    add_passages(&list, snapshot, meant, snapshot->mentioned_offsets, snapshot->mentioned);
    for (size_t i = 0; i < list.n; i++) {
        const uint64_t *offsets = snapshot->link_offsets + list.ordinals[i];

        for (uint64_t j = offsets[0]; j < offsets[1] && j < offsets[0] + NAMES_SEEN; j++) {
            const cairn_id other = snapshot->entity_ids[snapshot->links[j].entity];
            uint64_t *n;

            /* Nor another sense of its name. */
            if (other == meant->entity || other == meant->key)
                continue;
            n = cn_map_put(together, (uint64_t)other, NULL);
            if (!n)
                return cn_fail_memory(err, together->n);
            ++*n;
        }
    }
    return CAIRN_OK;
}

static uint64_t value_of(const cn_map *map, uint64_t key)
{
    const uint64_t *value = cn_map_get(map, key);

    return value ? *value : 0;
}

static void offer_all(cn_topk *top, const cn_map *joined, const cn_map *together)
{
    uint64_t id, n;

    for (size_t i = 0; cn_map_next(joined, &i, &id, &n);)
        cn_topk_offer(top, id, (double)(FACT_WEIGHT * n + value_of(together, id)));
    for (size_t i = 0; cn_map_next(together, &i, &id, &n);)
        if (!cn_map_get(joined, id))
            cn_topk_offer(top, id, (double)n);
}

static int keep_neighbours(cn_arena *arena, cn_store *store, const cn_topk *top, size_t max,
                           const cn_map *joined, const cn_map *together, cairn_card *card,
                           cairn_error *err)
{
    cairn_neighbour *list = cn_arena_alloc(arena, (max + 1) * sizeof *list);
    int rc = CAIRN_OK;

    if (!list)
        return cn_fail_memory(err, max * sizeof *list);
    card->neighbours = list;
    for (size_t i = 0; rc == CAIRN_OK && i < top->n && card->n_neighbours < max; i++) {
        const uint64_t id = top->items[i].id;
        cn_entity_row row;

        rc = cn_entity_get(store, (cairn_id)id, &row, err);
        if (rc < 0 || row.type == CN_TYPE_CLASS)
            continue;
        list[card->n_neighbours].id = row.id;
        list[card->n_neighbours].type = cn_type_name(row.type);
        list[card->n_neighbours].facts = value_of(joined, id);
        list[card->n_neighbours].chunks = value_of(together, id);
        list[card->n_neighbours++].name = cn_keep_str(arena, row.name, &rc, err);
    }
    return rc;
}

int cn_card_neighbours(cn_arena *arena, const cn_view *view, size_t max, const cn_map *joined,
                       cairn_card *card, cairn_error *err)
{
    cn_map together;
    cn_meant meant;
    cn_topk top;
    int rc;

    if (max == 0)
        return CAIRN_OK;
    cn_map_init(&together);
    rc = cn_called_meant(view, card->entity.id, &meant, err);
    if (!cn_topk_init(&top, SPARE * max) && rc == CAIRN_OK)
        rc = cn_fail_memory(err, SPARE * max * sizeof *top.items);
    if (rc == CAIRN_OK && meant.ordinal != UINT32_MAX)
        rc = count_passages(view->snapshot, &meant, &together, err);
    cn_called_meant_done(&meant);
    if (rc == CAIRN_OK) {
        offer_all(&top, joined, &together);
        cn_topk_sort(&top);
        rc = keep_neighbours(arena, view->store, &top, max, joined, &together, card, err);
    }
    cn_topk_done(&top);
    cn_map_done(&together);
    return rc;
}
