/* Look-ups in the parser's weights. */
#include "ingest/parser_tables.h"

#include <string.h>

static int open_table(const cn_weights *weights, const char *name, size_t unit, const void **table,
                      uint32_t *n_slots, cairn_error *err)
{
    size_t len = 0;
    const int rc = cn_weights_section(weights, name, unit, table, &len, err);

    if (rc < 0)
        return rc;
    if (len == 0 || len / unit % 2 != 0 || len / unit > UINT32_MAX)
        return cn_fail(err, CAIRN_EPARSE, 0, "%s: table \"%s\" has %zu slots, no even number",
                       cn_weights_path(weights), name, len / unit);
    *n_slots = (uint32_t)(len / unit);
    return CAIRN_OK;
}

/* The templates of the code against those the weights were made with. */
static int check_about(const cn_parser_about *about, const cn_weights *weights, cairn_error *err)
{
    static const cn_parser_sentence nothing;
    cn_parser_state state;
    uint64_t hashes[CN_MOVE_FEATURES_MAX];
    size_t n_moves, n_labels;

    cn_parser_state_init(&state, 1);
    n_moves = cn_parser_move_features(&nothing, &state, hashes);
    cn_parser_state_apply(&state, CN_MOVE_SHIFT, 0);
    n_labels = cn_parser_label_features(&nothing, &state, CN_MOVE_LEFT, hashes);
    if (about->n_move_features != n_moves || about->n_label_features != n_labels)
        return cn_fail(err, CAIRN_EPARSE, 0,
                       "%s: made for %u and %u features of moves and labels, this program has "
                       "%zu and %zu",
                       cn_weights_path(weights), about->n_move_features, about->n_label_features,
                       n_moves, n_labels);
    return CAIRN_OK;
}

int cn_parser_tables_open(cn_parser_tables *tables, const cn_weights *weights, cairn_error *err)
{
    const void *data = NULL;
    size_t len = 0;
    int rc = cn_weights_section(weights, "about", sizeof tables->about, &data, &len, err);

    if (rc < 0)
        return rc;
    if (len != sizeof tables->about)
        return cn_fail(err, CAIRN_EPARSE, 0, "%s: section \"about\" has %zu bytes instead of %zu",
                       cn_weights_path(weights), len, sizeof tables->about);
    memcpy(&tables->about, data, len);
    rc = check_about(&tables->about, weights, err);
    if (rc < 0)
        return rc;
    rc = open_table(weights, "moves", sizeof *tables->moves, &data, &tables->n_moves, err);
    if (rc < 0)
        return rc;
    tables->moves = data;
    rc = open_table(weights, "labels", sizeof *tables->labels, &data, &tables->n_labels, err);
    tables->labels = data;
    return rc;
}

void cn_parser_move_scores(const cn_parser_tables *tables, const uint64_t *hashes, size_t n,
                           int32_t scores[CN_MOVE_COUNT])
{
    const uint32_t *slots = tables->moves;
    uint32_t pairs[CN_MOVE_FEATURES_MAX][2];
    int32_t left = 0, right = 0;

    /* Loads alone first: nearly each misses the cache, and so many of them are under way at once.
     */
    for (size_t i = 0; i < n; i++)
        memcpy(pairs[i], &slots[cn_parser_slot(hashes[i], tables->n_moves) & ~(size_t)1],
               sizeof pairs[i]);
    for (size_t i = 0; i < n; i++) {
        const uint32_t check = cn_parser_check(hashes[i]);
        const uint32_t a = pairs[i][0], b = pairs[i][1];
        /* No branches: which slot it is cannot be foreseen. */
        const uint32_t mine = (a & (0U - (a >> 16 == check))) | (b & (0U - (b >> 16 == check)));

        left += (int8_t)(mine & 0xFF);
        right += (int8_t)(mine >> 8 & 0xFF);
    }
    scores[CN_MOVE_SHIFT] = 0;
    scores[CN_MOVE_LEFT] = left;
    scores[CN_MOVE_RIGHT] = right;
}

void cn_parser_label_scores(const cn_parser_tables *tables, const uint64_t *hashes, size_t n,
                            int32_t scores[CN_LABEL_SCORES])
{
    const uint64_t *slots = tables->labels;
    uint64_t pairs[CN_LABEL_FEATURES_MAX][2];

    memset(scores, 0, CN_LABEL_SCORES * sizeof *scores);
    for (size_t i = 0; i < n; i++) /* loads first, as for the moves */
        memcpy(pairs[i], &slots[cn_parser_slot(hashes[i], tables->n_labels) & ~(size_t)1],
               sizeof pairs[i]);
    for (size_t i = 0; i < n; i++) {
        const uint64_t check = cn_parser_check(hashes[i]);
        const uint64_t slot = pairs[i][0] >> 48 == check ? pairs[i][0] : pairs[i][1];

        if (slot >> 48 != check)
            continue;
        for (int pair = 0; pair < CN_LABEL_PAIRS; pair++)
            scores[slot >> (16 * pair) & (CN_LABEL_SCORES - 1)] +=
                (int8_t)(slot >> (16 * pair + 8) & 0xFF);
    }
}

/* The best label of `allowed`, a set by bit. */
static uint8_t best_label(const int32_t scores[CN_LABEL_SCORES], uint64_t allowed)
{
    uint8_t best = CN_DEP_DEP;
    int32_t best_score = INT32_MIN;

    for (uint8_t label = 0; label < CN_DEP_COUNT; label++)
        if (allowed >> label & 1 && scores[label] > best_score) {
            best_score = scores[label];
            best = label;
        }
    return best;
}

/* The best move of `possible`, a set by bit. */
static cn_move best_move(const int32_t scores[CN_MOVE_COUNT], uint32_t possible)
{
    int best = -1;

    for (int move = 0; move < CN_MOVE_COUNT; move++)
        if (possible >> move & 1 && (best < 0 || scores[move] > scores[best]))
            best = move;
    return (cn_move)best;
}

static cn_move pick_move(const cn_parser_tables *tables, const cn_parser_sentence *sentence,
                         const cn_parser_state *state)
{
    const uint32_t possible = cn_parser_state_moves(state);
    uint64_t hashes[CN_MOVE_FEATURES_MAX];
    int32_t scores[CN_MOVE_COUNT] = {0};

    if ((possible & (possible - 1)) != 0) /* more than one */
        cn_parser_move_scores(tables, hashes, cn_parser_move_features(sentence, state, hashes),
                              scores);
    return best_move(scores, possible);
}

static uint8_t pick_label(const cn_parser_tables *tables, const cn_parser_sentence *sentence,
                          const cn_parser_state *state, cn_move move)
{
    uint64_t hashes[CN_LABEL_FEATURES_MAX];
    int32_t scores[CN_LABEL_SCORES];

    if (cn_parser_state_head_of(state, move) > state->n)
        return CN_DEP_ROOT;
    cn_parser_label_scores(tables, hashes, cn_parser_label_features(sentence, state, move, hashes),
                           scores);
    return best_label(scores, tables->about.labels & ~((uint64_t)1 << CN_DEP_ROOT));
}

void cn_parser_tables_run(const cn_parser_tables *tables, const cn_parser_sentence *sentence,
                          cn_parser_state *state)
{
    cn_parser_state_init(state, sentence->n);
    while (!cn_parser_state_is_end(state)) {
        const cn_move move = pick_move(tables, sentence, state);

        cn_parser_state_apply(
            state, move, move == CN_MOVE_SHIFT ? 0 : pick_label(tables, sentence, state, move));
    }
}
