/* Learning with exploration: after the first round the parser follows its own decisions, right or
 * wrong, so that it learns what to do after a mistake. */
#include "tools/train/parser_learn.h"

#include <string.h>

#include "base/mem.h"
#include "ingest/parser_features.h"
#include "tools/train/parser_oracle.h"
#include "tools/train/perceptron.h"

/* Of ten moves in doubt so many follow the parser instead of the oracle. */
enum { EXPLORED_OF_TEN = 9 };

typedef struct lesson {
    cn_parser_model *model;
    cn_parser_sentence sentence;
    cn_parser_state state;
    cn_gold gold;
    uint64_t seed;
    bool explores;
    uint64_t n_moves, n_moves_wrong, n_labels, n_labels_wrong;
} lesson;

static int best_score(const int64_t *scores, uint32_t allowed, int n)
{
    int best = -1;

    for (int i = 0; i < n; i++)
        if ((uint64_t)allowed >> i & 1 && (best < 0 || scores[i] > scores[best]))
            best = i;
    return best;
}

static uint8_t best_label(const int64_t *scores, uint64_t allowed)
{
    int best = -1;

    for (int i = 0; i < CN_DEP_COUNT; i++)
        if (allowed >> i & 1 && (best < 0 || scores[i] > scores[best]))
            best = i;
    return (uint8_t)(best < 0 ? CN_DEP_DEP : best);
}

static uint64_t allowed_labels(const cn_parser_model *model)
{
    return model->about.labels & ~((uint64_t)1 << CN_DEP_ROOT);
}

/* The moves that cost least. */
static uint32_t cheapest(const uint32_t *costs, uint32_t possible)
{
    uint32_t least = UINT32_MAX, set = 0;

    for (int move = 0; move < CN_MOVE_COUNT; move++)
        if (possible >> move & 1 && costs[move] < least)
            least = costs[move];
    for (int move = 0; move < CN_MOVE_COUNT; move++)
        if (possible >> move & 1 && costs[move] == least)
            set |= 1U << move;
    return set;
}

static cn_move only_move(uint32_t possible)
{
    int move = 0;

    while (possible >> move != 1)
        move++;
    return (cn_move)move;
}

static int learn_move(lesson *l, cn_move *move, cairn_error *err)
{
    const uint32_t possible = cn_parser_state_moves(&l->state);
    uint64_t hashes[CN_MOVE_FEATURES_MAX];
    int64_t scores[CN_MOVE_COUNT];
    uint32_t costs[CN_MOVE_COUNT] = {0};
    uint32_t right;
    size_t n;
    int guess, best, rc = CAIRN_OK;

    if ((possible & (possible - 1)) == 0) {
        *move = only_move(possible);
        return CAIRN_OK;
    }
    n = cn_parser_move_features(&l->sentence, &l->state, hashes);
    l->model->about.n_move_features = (uint32_t)n;
    cn_parser_model_moves(l->model, hashes, n, scores);
    cn_oracle_costs(&l->gold, &l->state, possible, costs);
    right = cheapest(costs, possible);
    guess = best_score(scores, possible, CN_MOVE_COUNT);
    best = best_score(scores, right, CN_MOVE_COUNT);
    l->n_moves++;
    l->model->step++;
    if (guess != best) {
        l->n_moves_wrong++;
        rc = cn_parser_model_learn_move(l->model, hashes, n, (cn_move)best, (cn_move)guess, err);
    }
    *move =
        (cn_move)(l->explores && cn_train_random(&l->seed) % 10 < EXPLORED_OF_TEN ? guess : best);
    return rc;
}

static int learn_label(lesson *l, cn_move move, uint8_t *label, cairn_error *err)
{
    const uint32_t token = cn_parser_state_stack(&l->state, 0);
    const uint32_t head = cn_parser_state_head_of(&l->state, move);
    uint64_t hashes[CN_LABEL_FEATURES_MAX];
    int64_t scores[CN_LABEL_SCORES];
    uint8_t right;
    size_t n;
    int rc = CAIRN_OK;

    *label = CN_DEP_ROOT;
    if (head > l->state.n)
        return CAIRN_OK;
    n = cn_parser_label_features(&l->sentence, &l->state, move, hashes);
    l->model->about.n_label_features = (uint32_t)n;
    cn_parser_model_labels(l->model, hashes, n, scores);
    *label = best_label(scores, allowed_labels(l->model));
    if (l->gold.head[token] != head)
        return CAIRN_OK;
    right = l->gold.label[token];
    l->n_labels++;
    if (*label != right) {
        l->n_labels_wrong++;
        rc = cn_parser_model_learn_label(l->model, hashes, n, right, *label, err);
    }
    if (!l->explores)
        *label = right;
    return rc;
}

static int learn_sentence(lesson *l, cairn_error *err)
{
    int rc = CAIRN_OK;

    cn_parser_state_init(&l->state, l->sentence.n);
    while (rc == CAIRN_OK && !cn_parser_state_is_end(&l->state)) {
        cn_move move = CN_MOVE_SHIFT;
        uint8_t label = 0;

        rc = learn_move(l, &move, err);
        if (rc == CAIRN_OK && move != CN_MOVE_SHIFT)
            rc = learn_label(l, move, &label, err);
        cn_parser_state_apply(&l->state, move, label);
    }
    return rc;
}

void cn_train_turn(cn_tree *tree, uint16_t *heads, uint8_t *labels)
{
    cn_token tokens[CN_TREE_MAX];
    uint16_t old_heads[CN_TREE_MAX];
    uint8_t old_labels[CN_TREE_MAX];

    memcpy(tokens, tree->tokens, tree->n * sizeof *tokens);
    memcpy(old_heads, heads, tree->n * sizeof *heads);
    memcpy(old_labels, labels, tree->n);
    for (uint32_t i = 0; i < tree->n; i++) {
        const uint32_t from = tree->n - 1 - i;

        tree->tokens[i] = tokens[from];
        heads[i] = old_heads[from] ? (uint16_t)(tree->n + 1 - old_heads[from]) : 0;
        labels[i] = old_labels[from];
    }
}

static void set_lesson(lesson *l, const cn_parse_data *data, size_t sample,
                       const cn_parser_learning *learning)
{
    const cn_token *right = &data->tokens[data->samples[sample].first];
    cn_token tokens[CN_TREE_MAX];
    uint16_t heads[CN_TREE_MAX];
    uint8_t labels[CN_TREE_MAX];
    cn_tree tree;

    cn_parse_data_tree(data, sample, tokens, &tree);
    for (uint32_t i = 0; i < tree.n; i++) {
        heads[i] = right[i].head;
        labels[i] = right[i].label;
    }
    if (learning->is_backward)
        cn_train_turn(&tree, heads, labels);
    cn_parser_sentence_set(&l->sentence, learning->tagger, &tree);
    cn_gold_set(&l->gold, heads, labels, tree.n);
}

static int learn_all(lesson *l, const cn_parse_data *data, uint32_t *order, size_t n,
                     const cn_parser_learning *learning, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; i < data->n_tokens; i++)
        l->model->about.labels |= (uint64_t)1 << data->tokens[i].label;
    for (uint32_t epoch = 0; epoch < learning->n_epochs && rc == CAIRN_OK; epoch++) {
        l->explores = epoch > 0;
        l->n_moves = l->n_moves_wrong = l->n_labels = l->n_labels_wrong = 0;
        cn_train_shuffle(order, n, &l->seed);
        for (size_t i = 0; i < n && rc == CAIRN_OK; i++) {
            set_lesson(l, data, order[i], learning);
            rc = learn_sentence(l, err);
        }
        if (rc == CAIRN_OK && learning->told)
            rc = learning->told(epoch, (double)l->n_moves_wrong / (double)(l->n_moves + 1),
                                (double)l->n_labels_wrong / (double)(l->n_labels + 1),
                                learning->user);
    }
    return rc;
}

int cn_parser_learn(cn_parser_model *model, const cn_parse_data *data,
                    const cn_parser_learning *learning, cairn_error *err)
{
    lesson *l = cn_alloc_zero(1, sizeof *l);
    const size_t n = data->n_samples;
    uint32_t *order = cn_alloc(n * sizeof *order);
    int rc;

    if (l && order) {
        for (size_t i = 0; i < n; i++)
            order[i] = (uint32_t)i;
        l->model = model;
        l->seed = learning->seed;
        rc = learn_all(l, data, order, n, learning, err);
    } else {
        rc = cn_fail_memory(err, sizeof *l + n * sizeof *order);
    }
    cn_free(order);
    cn_free(l);
    return rc;
}
