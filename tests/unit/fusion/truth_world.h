/* Small problems for the tests of truth: sources and items by number, values by letter. */
#ifndef CN_TESTS_TRUTH_WORLD_H
#define CN_TESTS_TRUTH_WORLD_H

#include "fusion/truth.h"

typedef struct said {
    unsigned source, item;
    char value;
    int32_t day;
    uint64_t text_hash;
} said;

enum { WORLD_SOURCES = 64, WORLD_ITEMS = 64, WORLD_LETTERS = 26 };

typedef struct truth_world {
    cn_truth truth;
    uint32_t sources[WORLD_SOURCES], items[WORLD_ITEMS];
    uint32_t values[WORLD_ITEMS][WORLD_LETTERS];
} truth_world;

/* Places are filled when first met, so that the order of claims decides them. */
static inline void world_add(truth_world *w, const said *s, bool is_multi)
{
    const int letter = s->value - 'a';

    if (w->sources[s->source] == CN_TRUTH_NONE)
        assert_int_equal(cn_truth_add_source(&w->truth, 1000 - s->source, CN_TRUTH_PRIOR_UNKNOWN,
                                             &w->sources[s->source], NULL),
                         CAIRN_OK);
    if (w->items[s->item] == CN_TRUTH_NONE)
        assert_int_equal(
            cn_truth_add_item(&w->truth, 7 + s->item, is_multi, &w->items[s->item], NULL),
            CAIRN_OK);
    if (w->values[s->item][letter] == CN_TRUTH_NONE)
        assert_int_equal(cn_truth_add_value(&w->truth, w->items[s->item], (uint64_t)s->value,
                                            &w->values[s->item][letter], NULL),
                         CAIRN_OK);
    assert_int_equal(cn_truth_add_claim(&w->truth,
                                        &(cn_truth_claim){.source = w->sources[s->source],
                                                          .value = w->values[s->item][letter],
                                                          .confidence = 1,
                                                          .day = s->day,
                                                          .text_hash = s->text_hash},
                                        NULL),
                     CAIRN_OK);
}

static inline void world_init(truth_world *w)
{
    w->truth = (cn_truth)CN_TRUTH_INIT;
    for (size_t i = 0; i < WORLD_SOURCES; i++)
        w->sources[i] = CN_TRUTH_NONE;
    for (size_t i = 0; i < WORLD_ITEMS; i++) {
        w->items[i] = CN_TRUTH_NONE;
        for (size_t k = 0; k < WORLD_LETTERS; k++)
            w->values[i][k] = CN_TRUTH_NONE;
    }
}

/* Claims from `turn` on, then those before it. */
static inline void world_fill(truth_world *w, const said *all, size_t n, size_t turn)
{
    world_init(w);
    for (size_t i = 0; i < n; i++)
        world_add(w, &all[(i + turn) % n], false);
}

static inline void world_solve(truth_world *w, const char *resolver)
{
    cairn_error err = CAIRN_ERROR_INIT;

    assert_int_equal(cn_truth_solve(&w->truth, cn_truth_find_resolver(resolver), &err), CAIRN_OK);
}

static inline const cn_truth_value *world_value(const truth_world *w, unsigned item, char value)
{
    return &w->truth.values[w->values[item][value - 'a']];
}

static inline const cn_truth_item *world_item(const truth_world *w, unsigned item)
{
    return &w->truth.items[w->items[item]];
}

/* The letter of the item's winner. */
static inline char world_winner(const truth_world *w, unsigned item)
{
    const uint32_t winner = world_item(w, item)->winner;

    for (char c = 'a'; c <= 'z'; c++) {
        if (winner != CN_TRUTH_NONE && w->values[item][c - 'a'] == winner)
            return c;
    }
    return '?';
}

static inline void world_link(truth_world *w, unsigned item, char from, char to, double weight,
                              bool implies, bool leaves_out)
{
    const cn_truth_link link = {.from = w->values[item][from - 'a'],
                                .to = w->values[item][to - 'a'],
                                .weight = weight,
                                .implies = implies,
                                .leaves_out = leaves_out};

    assert_int_equal(cn_truth_add_link(&w->truth, &link, NULL), CAIRN_OK);
}

#endif
