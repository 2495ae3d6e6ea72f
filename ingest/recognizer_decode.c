/* Viterbi, forward and back. After each token the best score is taken from all, so that they stay
 * within 16 bits however long the sentence; a label that falls 20 units of the trainer behind the
 * best is not followed, which most are. Loops run over all lanes, for the compiler makes vectors of
 * them. Labels always make whole names: a move that cannot be is worse than any that can. */
#include "ingest/recognizer_decode.h"

#include <string.h>

enum { L = CN_LABEL_COUNT, LANES = CN_LABEL_LANES, NEVER = CN_SCORE_NEVER, FLOOR = -480 };

bool cn_name_move_allowed(int from, int to)
{
    bool is_open =
        from != CN_LABEL_OUTSIDE && from < L &&
        (cn_label_position(from) == CN_LABEL_BEGIN || cn_label_position(from) == CN_LABEL_INSIDE);
    bool goes_on =
        to != CN_LABEL_OUTSIDE && to < L &&
        (cn_label_position(to) == CN_LABEL_INSIDE || cn_label_position(to) == CN_LABEL_LAST);

    if (is_open != goes_on)
        return false;
    return !is_open || cn_label_kind(from) == cn_label_kind(to);
}

/* out[to] = max over from of in[from] + moves[from][to] */
static void step(const int16_t (*moves)[LANES], const int16_t in[LANES], int16_t out[LANES])
{
    for (int to = 0; to < LANES; to++)
        out[to] = NEVER;
    for (int from = 0; from < L; from++) {
        const int16_t *move = moves[from];
        int16_t before = in[from];

        if (before <= FLOOR)
            continue;
        for (int to = 0; to < LANES; to++) {
            int16_t score = (int16_t)(before + move[to]);

            out[to] = score > out[to] ? score : out[to];
        }
    }
}

/* Adds the token's scores, then takes the best from all. */
static void add_scores(int16_t sums[LANES], const int16_t scores[LANES])
{
    int16_t best = NEVER;

    for (int l = 0; l < LANES; l++) {
        int16_t held = sums[l] < NEVER / 2 ? NEVER / 2 : sums[l];

        held = (int16_t)(held + scores[l]);
        sums[l] = held;
        best = held > best ? held : best;
    }
    for (int l = 0; l < LANES; l++) {
        int16_t score = sums[l] < best + FLOOR ? (int16_t)(best + FLOOR) : sums[l];

        sums[l] = (int16_t)(score - best);
    }
}

static int16_t most(const int16_t values[LANES])
{
    int16_t best = values[0];

    for (int l = 1; l < LANES; l++)
        best = values[l] > best ? values[l] : best;
    return best;
}

static uint8_t best_before(const cn_name_chain *chain, const int16_t in[LANES], int to)
{
    int16_t sums[LANES], best;
    uint8_t from = 0;

    for (int l = 0; l < LANES; l++)
        sums[l] = (int16_t)(in[l] + chain->back[to][l]);
    best = most(sums);
    while (sums[from] != best)
        from++;
    return from;
}

static uint8_t best_last(const int16_t in[LANES])
{
    int best = CN_LABEL_OUTSIDE;

    for (int l = 0; l < L; l++)
        if (cn_name_move_allowed(l, L) && in[l] > in[best])
            best = l;
    return (uint8_t)best;
}

static void find_margins(const cn_name_chain *chain, const int16_t (*scores)[LANES],
                         const int16_t (*best)[LANES], size_t n, const uint8_t *labels,
                         int16_t *margins)
{
    int16_t rest[LANES], next[LANES];

    for (int l = 0; l < LANES; l++)
        rest[l] = l < L && cn_name_move_allowed(l, L) ? 0 : NEVER / 2;
    for (size_t i = n; i-- > 0;) {
        int16_t sums[LANES], own;
        int margin;

        for (int l = 0; l < LANES; l++)
            sums[l] = (int16_t)(best[i][l] + rest[l]);
        own = sums[labels[i]];
        sums[labels[i]] = NEVER;
        margin = own - most(sums);
        margins[i] = (int16_t)(margin > CN_SCORE_MAX ? CN_SCORE_MAX : margin);
        memcpy(next, rest, sizeof(next));
        add_scores(next, scores[i]);
        step((const int16_t(*)[LANES])chain->back, next, rest);
    }
}

void cn_name_chain_init(cn_name_chain *chain, const int16_t (*moves)[CN_LABEL_LANES])
{
    chain->moves = moves;
    for (int to = 0; to <= L; to++)
        for (int from = 0; from < LANES; from++)
            chain->back[to][from] = to < L && from < L ? moves[from][to] : NEVER;
}

void cn_name_decode(const cn_name_chain *chain, const int16_t (*scores)[CN_LABEL_LANES], size_t n,
                    uint8_t *labels, int16_t *margins)
{
    int16_t best[CN_TREE_MAX][LANES];

    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++) {
        if (i == 0)
            memcpy(best[0], chain->moves[L], sizeof(best[0]));
        else
            step(chain->moves, best[i - 1], best[i]);
        add_scores(best[i], scores[i]);
    }
    labels[n - 1] = best_last(best[n - 1]);
    for (size_t i = n - 1; i > 0; i--)
        labels[i - 1] = best_before(chain, best[i - 1], labels[i]);
    if (margins)
        find_margins(chain, scores, (const int16_t(*)[LANES])best, n, labels, margins);
}
