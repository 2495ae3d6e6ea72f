/* Ascending ids and where they stand. A directory by the high bits leaves about two to look at:
 * one miss of the cache for a lookup, where halving a million has a dozen. */
#include "base/mem.h"
#include "graph/snapshot_parts.h"

void cn_snap_ids_done(cn_snap_ids *ids)
{
    cn_free(ids->items);
    cn_free(ids->buckets);
}

uint32_t cn_snap_id_find(const int64_t *ids, size_t n, int64_t id)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && ids[low] == id ? (uint32_t)low : UINT32_MAX;
}

int cn_snap_ids_add(cn_snap_ids *ids, int64_t id, cairn_error *err)
{
    if (id <= 0 || (ids->n > 0 && id <= ids->items[ids->n - 1]))
        return cn_fail(err, CAIRN_EDB, id, "id %lld of a name or entity is not a positive hash",
                       (long long)id);
    if (!cn_grow((void **)&ids->items, &ids->cap, ids->n + 1, CN_SNAP_IDS_MAX, sizeof(*ids->items)))
        return cn_fail_memory(err, (ids->n + 1) * sizeof(*ids->items));
    ids->items[ids->n++] = id;
    return CAIRN_OK;
}

/* Half as many buckets as ids, so that the directory is a quarter of their size. */
int cn_snap_ids_index(cn_snap_ids *ids, cairn_error *err)
{
    size_t n_buckets = 1, bucket = 0;

    for (ids->shift = 63; n_buckets < ids->n / 2; ids->shift--)
        n_buckets *= 2;
    ids->buckets = cn_alloc_zero(n_buckets + 1, sizeof(*ids->buckets));
    if (!ids->buckets)
        return cn_fail_memory(err, (n_buckets + 1) * sizeof(*ids->buckets));
    for (size_t i = 0; i < ids->n; i++)
        while (bucket < (uint64_t)ids->items[i] >> ids->shift)
            ids->buckets[++bucket] = (uint32_t)i;
    while (bucket < n_buckets)
        ids->buckets[++bucket] = (uint32_t)ids->n;
    return CAIRN_OK;
}

uint32_t cn_snap_ids_find(const cn_snap_ids *ids, int64_t id)
{
    size_t first, end;
    uint32_t position;

    if (id <= 0)
        return UINT32_MAX;
    first = ids->buckets[(uint64_t)id >> ids->shift];
    end = ids->buckets[((uint64_t)id >> ids->shift) + 1];
    position = cn_snap_id_find(ids->items + first, end - first, id);
    return position == UINT32_MAX ? position : (uint32_t)first + position;
}
