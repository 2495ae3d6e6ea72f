/* Homonyms, see senses.h. Points, because signals differ in weight; SPLIT_POINTS cannot be had by
 * one signal alone. */
#include "fusion/senses.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "fusion/dates.h"
#include "fusion/values.h"

enum {
    SPLIT_POINTS = 3,
    TITLES_SPLIT_POINTS = 4, /* both documents are about it: pages of one article, most often */
    STRONG = 2,
    WEAK = 1,
    SLIP_DAYS = 366,     /* dates as near are one */
    DISPUTE_DAYS = 3653, /* as near: sources dispute ten years more often than two things meet */
    OTHERS_MIN = 3,      /* telling neighbours that are all others */
    VALUES_MAX = 4       /* of a relation that are compared */
};

enum {
    SIGNAL_BORN,
    SIGNAL_DIED,
    SIGNAL_BEGAN,
    SIGNAL_PARENT,
    SIGNAL_MADE,
    SIGNAL_PLACE,
    SIGNAL_CLASS,
    SIGNAL_SORT,
    SIGNAL_OTHERS,
    SIGNALS
};

typedef struct pair_verdict {
    unsigned points, n_signals, bound;
    bool signals[SIGNALS];
} pair_verdict;

/* ---- Two documents ---- */

static void raise_signal(pair_verdict *out, unsigned which, unsigned points)
{
    if (points == 0 || out->signals[which])
        return;
    out->signals[which] = true;
    /* That nothing is shared is as true of two passages about one thing: it adds to others only. */
    out->n_signals += which != SIGNAL_OTHERS;
    out->points += points;
}

static int64_t days_between(uint64_t a, uint64_t b)
{
    const cn_date x = cn_date_unpack(a), y = cn_date_unpack(b);

    if (x.first > y.last)
        return (int64_t)x.first - y.last;
    return y.first > x.last ? (int64_t)y.first - x.last : 0;
}

/* Days between the nearest of the dates; -1 when there are none to compare. */
static int64_t nearest_days(const cn_neighbour *x, size_t n_x, const cn_neighbour *y, size_t n_y)
{
    int64_t nearest = -1;

    for (size_t i = 0; i < n_x && i < VALUES_MAX; i++) {
        for (size_t j = 0; j < n_y && j < VALUES_MAX; j++) {
            int64_t days;

            if (x[i].kind != CN_VALUE_DATE || y[j].kind != CN_VALUE_DATE)
                continue;
            days = days_between(x[i].detail, y[j].detail);
            nearest = nearest < 0 || days < nearest ? days : nearest;
        }
    }
    return nearest;
}

static unsigned count_equal(const cn_neighbour *x, size_t n_x, const cn_neighbour *y, size_t n_y)
{
    unsigned n = 0;

    for (size_t i = 0, j = 0; i < n_x && j < n_y;) {
        if (x[i].other == y[j].other) {
            n++;
            i++;
            j++;
        } else if (x[i].other < y[j].other) {
            i++;
        } else {
            j++;
        }
    }
    return n;
}

static void compare_dates(const cn_neighbour *x, size_t n_x, const cn_neighbour *y, size_t n_y,
                          pair_verdict *out)
{
    int64_t days = nearest_days(x, n_x, y, n_y);
    unsigned which = x->trait == CN_TRAIT_BORN_ON   ? SIGNAL_BORN
                     : x->trait == CN_TRAIT_DIED_ON ? SIGNAL_DIED
                                                    : SIGNAL_BEGAN;

    if (days < 0)
        return;
    if (days > SLIP_DAYS)
        raise_signal(out, which, days > DISPUTE_DAYS ? STRONG : WEAK);
    else
        out->bound += STRONG;
}

static void compare_relation(const cn_neighbour *x, size_t n_x, const cn_neighbour *y, size_t n_y,
                             pair_verdict *out)
{
    unsigned n_equal = count_equal(x, n_x, y, n_y);

    switch (x->trait) {
    case CN_TRAIT_BORN_ON:
    case CN_TRAIT_DIED_ON:
    case CN_TRAIT_BEGAN_ON:
        compare_dates(x, n_x, y, n_y, out);
        break;
    case CN_TRAIT_FATHER:
    case CN_TRAIT_MOTHER:
        out->bound += n_equal ? STRONG : 0;
        raise_signal(out, SIGNAL_PARENT, n_equal ? 0 : STRONG);
        break;
    case CN_TRAIT_MADE_BY:
        out->bound += n_equal ? STRONG : 0;
        raise_signal(out, SIGNAL_MADE, n_equal ? 0 : STRONG);
        break;
    case CN_TRAIT_BORN_IN:
    case CN_TRAIT_DIED_IN:
        out->bound += n_equal ? WEAK : 0;
        raise_signal(out, SIGNAL_PLACE, n_equal ? 0 : WEAK);
        break;
    case CN_TRAIT_CLASS:
        raise_signal(out, SIGNAL_CLASS, n_equal ? 0 : WEAK);
        break;
    case CN_TRAIT_COUNTRY:
    case CN_TRAIT_ALIAS:
        break;
    default:
        out->bound += n_equal;
    }
}

static size_t find_end(const cn_neighbour *items, size_t n, size_t first)
{
    size_t end = first;

    while (end < n && items[end].relation == items[first].relation)
        end++;
    return end;
}

static size_t facts_of(const cn_sense_document *document)
{
    return document->n_neighbours < CN_NEIGHBOURS_MAX ? document->n_neighbours : CN_NEIGHBOURS_MAX;
}

static unsigned count_telling(const cn_sense_document *document)
{
    unsigned n = 0;

    for (size_t i = 0; i < facts_of(document); i++)
        n += document->neighbours[i].kind == CN_VALUE_ENTITY &&
             document->neighbours[i].trait != CN_TRAIT_CLASS &&
             document->neighbours[i].trait != CN_TRAIT_COUNTRY;
    return n;
}

static cn_form_sort sort_of(const cn_sense_document *document)
{
    uint64_t sum = 0;
    size_t best = 0;

    for (size_t i = 0; i < CN_PROFILE_TYPES; i++) {
        sum += document->types[i];
        best = document->types[i] > document->types[best] ? i : best;
    }
    return document->types[best] >= STRONG && document->types[best] >= sum - sum / 3
               ? cn_form_sort_of_type((int)best + 1)
               : CN_SORT_UNKNOWN;
}

static pair_verdict compare_documents(const cn_sense_document *a, const cn_sense_document *b)
{
    const cn_neighbour *x = a->neighbours, *y = b->neighbours;
    size_t n_x = facts_of(a), n_y = facts_of(b);
    cn_form_sort sort_x = sort_of(a), sort_y = sort_of(b);
    pair_verdict out = {0};

    for (size_t i = 0, j = 0; i < n_x && j < n_y;) {
        size_t end_x = find_end(x, n_x, i), end_y = find_end(y, n_y, j);

        if (x[i].relation == y[j].relation)
            compare_relation(x + i, end_x - i, y + j, end_y - j, &out);
        if (x[i].relation <= y[j].relation) {
            bool is_equal = x[i].relation == y[j].relation;

            i = end_x;
            j = is_equal ? end_y : j;
        } else {
            j = end_y;
        }
    }
    if (sort_x != CN_SORT_UNKNOWN && sort_y != CN_SORT_UNKNOWN && sort_x != sort_y)
        raise_signal(&out, SIGNAL_SORT, STRONG);
    if (out.bound == 0 && count_telling(a) >= OTHERS_MIN && count_telling(b) >= OTHERS_MIN)
        raise_signal(&out, SIGNAL_OTHERS, WEAK);
    return out;
}

static bool is_apart(const pair_verdict *verdict, const cn_sense_document *a,
                     const cn_sense_document *b)
{
    unsigned needed = a->is_title && b->is_title ? TITLES_SPLIT_POINTS : SPLIT_POINTS;

    return verdict->bound == 0 && verdict->n_signals >= 2 && verdict->points >= needed;
}

/* ---- Groups ---- */

typedef struct grouping {
    const cn_sense_document *documents;
    const cn_sense_document **order; /* as they are taken */
    size_t n;                        /* of them compared */
    uint32_t group[CN_SENSES_DOCUMENTS_MAX];
    uint32_t n_groups;
    bool signals[SIGNALS]; /* that opened a group */
} grouping;

static int compare_order(const void *a, const void *b)
{
    const cn_sense_document *x = *(const cn_sense_document *const *)a;
    const cn_sense_document *y = *(const cn_sense_document *const *)b;

    if (x->n_neighbours != y->n_neighbours)
        return x->n_neighbours > y->n_neighbours ? -1 : 1;
    return (x->document > y->document) - (x->document < y->document);
}

/* Puts document i into the group in which nothing is apart from it and most binds it; a tie goes to
 * the first group. Opens one when there is none. */
static void place_document(grouping *all, size_t i)
{
    unsigned bound[CN_SENSES_MAX] = {0}, apart[CN_SENSES_MAX] = {0};
    bool signals[SIGNALS] = {false};
    uint32_t best = 0;

    for (size_t k = 0; k < i; k++) {
        pair_verdict verdict = compare_documents(all->order[i], all->order[k]);
        uint32_t group = all->group[k];

        bound[group] += verdict.bound;
        if (!is_apart(&verdict, all->order[i], all->order[k]))
            continue;
        apart[group]++;
        for (unsigned which = 0; which < SIGNALS; which++)
            signals[which] = signals[which] || verdict.signals[which];
    }
    for (uint32_t group = 1; group < all->n_groups; group++) {
        if (apart[group] != apart[best] ? apart[group] < apart[best] : bound[group] > bound[best])
            best = group;
    }
    if (all->n_groups > 0 && (apart[best] == 0 || all->n_groups == CN_SENSES_MAX)) {
        all->group[i] = best;
        return;
    }
    all->group[i] = all->n_groups++;
    for (unsigned which = 0; which < SIGNALS; which++)
        all->signals[which] = all->signals[which] || signals[which];
}

/* Numbers groups by (most documents, least hash). */
static void number_groups(grouping *all)
{
    uint32_t sizes[CN_SENSES_MAX] = {0}, numbers[CN_SENSES_MAX] = {0};
    uint64_t least[CN_SENSES_MAX] = {0};

    for (size_t i = 0; i < all->n; i++) {
        uint32_t group = all->group[i];

        if (sizes[group]++ == 0 || all->order[i]->document < least[group])
            least[group] = all->order[i]->document;
    }
    for (uint32_t a = 0; a < all->n_groups; a++) {
        for (uint32_t b = 0; b < all->n_groups; b++)
            numbers[a] += sizes[b] > sizes[a] || (sizes[b] == sizes[a] && least[b] < least[a]);
    }
    for (size_t i = 0; i < all->n; i++)
        all->group[i] = numbers[all->group[i]];
}

static void write_reason(const grouping *all, size_t n, cn_senses *out)
{
    static const char *const names[SIGNALS] = {
        [SIGNAL_BORN] = "birth",     [SIGNAL_DIED] = "death",  [SIGNAL_BEGAN] = "beginning",
        [SIGNAL_PARENT] = "parents", [SIGNAL_MADE] = "makers", [SIGNAL_PLACE] = "places",
        [SIGNAL_CLASS] = "classes",  [SIGNAL_SORT] = "kinds",  [SIGNAL_OTHERS] = "neighbours",
    };
    size_t len = 0;

    for (unsigned which = 0; out->n > 1 && which < SIGNALS; which++) {
        if (all->signals[which])
            len += (size_t)snprintf(out->reason + len, sizeof(out->reason) - len, "%s%s",
                                    len ? ", " : "", names[which]);
    }
    if (len > 0)
        len += (size_t)snprintf(out->reason + len, sizeof(out->reason) - len, " differ");
    if (n > all->n)
        snprintf(out->reason + len, sizeof(out->reason) - len, "%s%zu documents were not compared",
                 len ? "; " : "", n - all->n);
}

int cn_senses_split(const cn_sense_document *documents, size_t n, uint32_t *groups, cn_senses *out,
                    cairn_error *err)
{
    grouping all = {.documents = documents};

    *out = (cn_senses){.n = 1};
    for (size_t i = 0; i < n; i++)
        groups[i] = 0;
    if (n < 2)
        return CAIRN_OK;
    all.order = cn_alloc_zero(n, sizeof(*all.order));
    if (!all.order)
        return cn_fail_memory(err, n * sizeof(*all.order));
    for (size_t i = 0; i < n; i++)
        all.order[i] = &documents[i];
    qsort(all.order, n, sizeof(*all.order), compare_order);
    all.n = n < CN_SENSES_DOCUMENTS_MAX ? n : CN_SENSES_DOCUMENTS_MAX;
    for (size_t i = 0; i < all.n; i++)
        place_document(&all, i);
    number_groups(&all);
    for (size_t i = 0; i < all.n; i++)
        groups[all.order[i] - documents] = all.group[i];
    out->n = all.n_groups;
    write_reason(&all, n, out);
    cn_free(all.order);
    return CAIRN_OK;
}

int64_t cn_sense_key(int64_t key, uint32_t group, uint64_t least_document)
{
    int64_t id = (int64_t)(cn_hash_mix((uint64_t)key, least_document) & INT64_MAX);

    if (group == 0)
        return key;
    return id ? id : 1;
}
