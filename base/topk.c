/* The k best of many, by a heap with the worst of them on top.
 *
 * Ties rank by id, so the result is a function of the set offered, not of the order in which it
 * came. A NaN has no rank and is not taken. cn_topk_sort() ends the heap: offers come before. */
#include "base/topk.h"

#include "base/mem.h"

bool cn_topk_init(cn_topk *top, size_t k)
{
    size_t bytes;

    *top = (cn_topk){.items = NULL, .n = 0, .k = 0};
    if (!cn_mul_size(k, sizeof(*top->items), &bytes))
        return false;
    top->items = cn_alloc(bytes);
    if (!top->items)
        return false;
    top->k = k;
    return true;
}

void cn_topk_done(cn_topk *top)
{
    cn_free(top->items);
    *top = (cn_topk){.items = NULL, .n = 0, .k = 0};
}

static inline bool is_worse(cn_scored a, cn_scored b)
{
    return a.score < b.score || (a.score == b.score && a.id > b.id);
}

/* Puts item into the hole at the top of items[0..n) and lets it sink. */
static void sink(cn_scored *items, size_t n, cn_scored item)
{
    size_t hole = 0;

    for (size_t child = 1; child < n; child = 2 * hole + 1) {
        if (child + 1 < n && is_worse(items[child + 1], items[child]))
            child++;
        if (!is_worse(items[child], item))
            break;
        items[hole] = items[child];
        hole = child;
    }
    items[hole] = item;
}

/* Puts item into the hole at the end and lets it rise. */
static void rise(cn_scored *items, size_t hole, cn_scored item)
{
    while (hole > 0 && is_worse(item, items[(hole - 1) / 2])) {
        items[hole] = items[(hole - 1) / 2];
        hole = (hole - 1) / 2;
    }
    items[hole] = item;
}

void cn_topk_offer(cn_topk *top, uint64_t id, double score)
{
    cn_scored item = {.score = score, .id = id};

    if (score != score || top->k == 0)
        return;
    if (top->n < top->k)
        rise(top->items, top->n++, item);
    else if (is_worse(top->items[0], item))
        sink(top->items, top->n, item);
}

void cn_topk_sort(cn_topk *top)
{
    /* The worst goes to the end, then the worst of the rest before it. */
    for (size_t n = top->n; n > 1; n--) {
        cn_scored worst = top->items[0];

        sink(top->items, n - 1, top->items[n - 1]);
        top->items[n - 1] = worst;
    }
}
