/* See exchange.h. What is made great is
 *
 *     sum over classes a, b of f(N(a, b))  -  2 * sum over classes a of f(N(a)),   f(n) = n log n
 *
 * the mutual information of neighbouring classes but for constants. To try a word in every class at
 * once, for each class c that the word has neighbours in, the row of N that belongs to c is walked;
 * N is kept transposed too, so that both directions are rows. */
#include "tools/train/exchange.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

enum { LOG_BITS = 12, DIRECT_MAX = 1 << 14 };

/* The neighbours of each item, in one list: those of item i at first[i]..first[i + 1]. */
typedef struct neighbours {
    uint32_t *first;
    uint32_t *item, *count;
} neighbours;

typedef struct exchange {
    uint32_t n_items, n_classes;
    neighbours left, right; /* of an item: those before it, those behind it; itself left out */
    uint32_t *self;         /* bigrams of an item with itself */
    uint32_t *total;        /* bigrams an item begins */
    uint32_t *total_right;  /* bigrams it ends */
    uint32_t *classes;
    int64_t *n_of, *n_right_of;   /* of classes */
    int32_t *pairs, *pairs_t;     /* n_classes x n_classes: N(a, b) at a, b; and at b, a */
    uint32_t *left_of, *right_of; /* of the word at hand, by class */
    int64_t *gain;
    int64_t direct[DIRECT_MAX]; /* f(n) */
    int64_t mantissa[1 << LOG_BITS];
} exchange;

/* log2 in units of 2^-16; the rounding hides what libraries of mathematics differ in. */
static int64_t log_units(double x)
{
    return (int64_t)floor(log(x) / log(2.0) * 65536.0 + 0.5);
}

static int64_t f_of_large(const exchange *x, int64_t n)
{
    int shift = 0;

    while (n >> shift >= 2 << LOG_BITS)
        shift++;
    return n * (x->mantissa[(n >> shift) & ((1 << LOG_BITS) - 1)] + (int64_t)shift * 65536);
}

static inline int64_t f(const exchange *x, int64_t n)
{
    return n < DIRECT_MAX ? x->direct[n] : f_of_large(x, n);
}

static void fill_logs(exchange *x)
{
    x->direct[0] = 0;
    for (int64_t n = 1; n < DIRECT_MAX; n++)
        x->direct[n] = n * log_units((double)n);
    for (int64_t n = 0; n < 1 << LOG_BITS; n++)
        x->mantissa[n] = log_units((double)(n + (1 << LOG_BITS)));
}

static bool neighbours_init(neighbours *list, uint32_t n_items, size_t n_bigrams)
{
    list->first = cn_alloc_zero((size_t)n_items + 2, sizeof(uint32_t));
    list->item = cn_alloc_zero(n_bigrams + 1, sizeof(uint32_t));
    list->count = cn_alloc_zero(n_bigrams + 1, sizeof(uint32_t));
    return list->first && list->item && list->count;
}

static void neighbours_done(neighbours *list)
{
    cn_free(list->first);
    cn_free(list->item);
    cn_free(list->count);
}

/* Files the bigrams under their left item (is_right: the neighbours are those behind) or right. */
static void file_neighbours(neighbours *list, const cn_bigram *bigrams, size_t n, uint32_t n_items,
                            bool is_right)
{
    for (size_t i = 0; i < n; i++)
        if (bigrams[i].left != bigrams[i].right)
            list->first[(is_right ? bigrams[i].left : bigrams[i].right) + 2]++;
    for (uint32_t i = 2; i < n_items + 2; i++)
        list->first[i] += list->first[i - 1];
    for (size_t i = 0; i < n; i++) {
        const uint32_t own = is_right ? bigrams[i].left : bigrams[i].right;
        uint32_t at;

        if (bigrams[i].left == bigrams[i].right)
            continue;
        at = list->first[own + 1]++;
        list->item[at] = is_right ? bigrams[i].right : bigrams[i].left;
        list->count[at] = bigrams[i].count;
    }
}

static void exchange_free(exchange *x)
{
    if (!x)
        return;
    neighbours_done(&x->left);
    neighbours_done(&x->right);
    cn_free(x->self);
    cn_free(x->total);
    cn_free(x->total_right);
    cn_free(x->n_of);
    cn_free(x->n_right_of);
    cn_free(x->pairs);
    cn_free(x->pairs_t);
    cn_free(x->left_of);
    cn_free(x->right_of);
    cn_free(x->gain);
    cn_free(x);
}

static exchange *exchange_new(uint32_t n_items, uint32_t n_classes, size_t n_bigrams)
{
    exchange *x = cn_alloc_zero(1, sizeof(*x));
    const size_t n_pairs = (size_t)n_classes * n_classes;

    if (!x)
        return NULL;
    x->n_items = n_items;
    x->n_classes = n_classes;
    x->self = cn_alloc_zero(n_items, sizeof(*x->self));
    x->total = cn_alloc_zero(n_items, sizeof(*x->total));
    x->total_right = cn_alloc_zero(n_items, sizeof(*x->total_right));
    x->n_of = cn_alloc_zero(n_classes, sizeof(*x->n_of));
    x->n_right_of = cn_alloc_zero(n_classes, sizeof(*x->n_right_of));
    x->pairs = cn_alloc_zero(n_pairs, sizeof(*x->pairs));
    x->pairs_t = cn_alloc_zero(n_pairs, sizeof(*x->pairs_t));
    x->left_of = cn_alloc_zero(n_classes, sizeof(*x->left_of));
    x->right_of = cn_alloc_zero(n_classes, sizeof(*x->right_of));
    x->gain = cn_alloc_zero(n_classes, sizeof(*x->gain));
    if (neighbours_init(&x->left, n_items, n_bigrams) &&
        neighbours_init(&x->right, n_items, n_bigrams) && x->self && x->total && x->total_right &&
        x->n_of && x->n_right_of && x->pairs && x->pairs_t && x->left_of && x->right_of && x->gain)
        return x;
    exchange_free(x);
    return NULL;
}

static void add_pair(exchange *x, uint32_t a, uint32_t b, int32_t count)
{
    x->pairs[(size_t)a * x->n_classes + b] += count;
    x->pairs_t[(size_t)b * x->n_classes + a] += count;
}

static void count_all(exchange *x, const cn_bigram *bigrams, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const cn_bigram *at = &bigrams[i];

        if (at->left == at->right)
            x->self[at->left] = at->count;
        x->total[at->left] += at->count;
        x->total_right[at->right] += at->count;
        add_pair(x, x->classes[at->left], x->classes[at->right], (int32_t)at->count);
    }
    for (uint32_t i = 0; i < x->n_items; i++) {
        x->n_of[x->classes[i]] += x->total[i];
        x->n_right_of[x->classes[i]] += x->total_right[i];
    }
}

/* Counts the classes of a word's neighbours. */
static void count_neighbours(const exchange *x, const neighbours *list, uint32_t item,
                             uint32_t *by_class)
{
    memset(by_class, 0, x->n_classes * sizeof(*by_class));
    for (uint32_t i = list->first[item]; i < list->first[item + 1]; i++)
        by_class[x->classes[list->item[i]]] += list->count[i];
}

/* Takes the item out of its class, or with sign 1 puts it in. */
static void move_item(exchange *x, uint32_t item, uint32_t class, int32_t sign)
{
    for (uint32_t c = 0; c < x->n_classes; c++) {
        if (x->left_of[c])
            add_pair(x, c, class, sign * (int32_t)x->left_of[c]);
        if (x->right_of[c])
            add_pair(x, class, c, sign * (int32_t)x->right_of[c]);
    }
    add_pair(x, class, class, sign * (int32_t)x->self[item]);
    x->n_of[class] += sign * (int64_t)x->total[item];
    x->n_right_of[class] += sign * (int64_t)x->total_right[item];
}

/* Adds to the gain of every class what the word's neighbours in class c give there. */
static void add_gains(exchange *x, const int32_t *row, uint32_t count)
{
    for (uint32_t b = 0; b < x->n_classes; b++)
        x->gain[b] += f(x, (int64_t)row[b] + count) - f(x, row[b]);
}

static uint32_t best_class(exchange *x, uint32_t item)
{
    uint32_t best = 0;

    memset(x->gain, 0, x->n_classes * sizeof(*x->gain));
    for (uint32_t c = 0; c < x->n_classes; c++) {
        if (x->left_of[c])
            add_gains(x, x->pairs + (size_t)c * x->n_classes, x->left_of[c]);
        if (x->right_of[c])
            add_gains(x, x->pairs_t + (size_t)c * x->n_classes, x->right_of[c]);
    }
    for (uint32_t b = 0; b < x->n_classes; b++) {
        /* The pair (b, b) gets both sides and the word itself at once. */
        const int64_t own = x->pairs[(size_t)b * x->n_classes + b];
        const int64_t left = x->left_of[b], right = x->right_of[b];

        x->gain[b] -= f(x, own + left) - f(x, own) + f(x, own + right) - f(x, own);
        x->gain[b] += f(x, own + left + right + x->self[item]) - f(x, own);
        x->gain[b] -= f(x, x->n_of[b] + x->total[item]) - f(x, x->n_of[b]);
        x->gain[b] -= f(x, x->n_right_of[b] + x->total_right[item]) - f(x, x->n_right_of[b]);
        if (x->gain[b] > x->gain[best])
            best = b;
    }
    return best;
}

static size_t run_round(exchange *x)
{
    size_t n_moved = 0;

    for (uint32_t item = 0; item < x->n_items; item++) {
        const uint32_t old = x->classes[item];
        uint32_t best;

        count_neighbours(x, &x->left, item, x->left_of);
        count_neighbours(x, &x->right, item, x->right_of);
        move_item(x, item, old, -1);
        best = best_class(x, item);
        if (x->gain[best] == x->gain[old])
            best = old;
        move_item(x, item, best, 1);
        x->classes[item] = best;
        n_moved += best != old;
    }
    return n_moved;
}

int cn_exchange(const cn_bigram *bigrams, size_t n_bigrams, uint32_t n_items, uint32_t n_classes,
                int rounds, uint32_t *classes, cairn_error *err)
{
    exchange *x = exchange_new(n_items, n_classes, n_bigrams);

    if (!x)
        return cn_fail_memory(err, n_bigrams * sizeof(cn_bigram));
    x->classes = classes;
    for (uint32_t i = 0; i < n_items; i++)
        classes[i] = i % n_classes;
    fill_logs(x);
    file_neighbours(&x->left, bigrams, n_bigrams, n_items, false);
    file_neighbours(&x->right, bigrams, n_bigrams, n_items, true);
    count_all(x, bigrams, n_bigrams);
    for (int round = 0; round < rounds && run_round(x) > 0; round++)
        ;
    exchange_free(x);
    return CAIRN_OK;
}
