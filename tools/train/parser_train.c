/* cairn-train train-parser: treebanks -> the parser's weights; eval-parser: how good they are.
 *
 * A treebank to learn from should be tagged by a tagger that has not seen it, because the parser
 * meets such tags in use. So each treebank comes with its tagger, "-" for the treebank's tags. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "ingest/parser.h"
#include "tools/train/commands.h"
#include "tools/train/parser_learn.h"
#include "tools/train/parser_pairs.h"
#include "tools/train/parser_score.h"

enum {
    SEED = 20240501,
    ROUNDS_MAX = 100,
    N_LEARNERS = 2,
    N_MOVES = 392 * 1024,
    N_LABELS = 198 * 1024
};

static int tell_epoch(uint32_t epoch, double moves_wrong, double labels_wrong, void *user)
{
    (void)user;
    fprintf(stderr, "round %u: %.2f%% of moves and %.2f%% of labels wrong\n", epoch + 1,
            100 * moves_wrong, 100 * labels_wrong);
    return CAIRN_OK;
}

static void score_parser(const cn_parser *parser, const cn_tagger *tagger,
                         const cn_parse_data *data, cn_parse_score *score)
{
    *score = (cn_parse_score){0};
    for (size_t i = 0; i < data->n_samples; i++) {
        cn_token tokens[CN_TREE_MAX];
        cn_tree tree;

        cn_parse_data_tree(data, i, tokens, &tree);
        cn_parser_run(parser, tagger, &tree);
        cn_parse_score_add(score, &data->tokens[data->samples[i].first], tokens, tree.n);
    }
}

static void tell_score(const cn_parser_packed *packed, const cn_tagger *tagger,
                       const cn_parse_data *dev)
{
    const cn_parser_tables tables = cn_parser_packed_tables(packed);
    cn_parse_score score = {0};

    for (size_t i = 0; i < dev->n_samples; i++) {
        cn_token tokens[CN_TREE_MAX];
        cn_tree tree;

        cn_parse_data_tree(dev, i, tokens, &tree);
        cn_parser_tables_parse(&tables, tagger, &tree);
        cn_parse_score_add(&score, &dev->tokens[dev->samples[i].first], tokens, tree.n);
    }
    fprintf(stderr, "UAS %.2f, LAS %.2f\n", cn_per_cent(score.n_heads, score.n_tokens),
            cn_per_cent(score.n_labels, score.n_tokens));
}

/* Learners, each with another order of the samples, are added up. */
static int learn_together(cn_parser_model *sum, uint32_t n_rounds, const cn_tagger *tagger,
                          const cn_parse_data *data, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (int i = 0; i < N_LEARNERS && rc == CAIRN_OK; i++) {
        const cn_parser_learning learning = {
            .tagger = tagger, .seed = SEED + (uint64_t)i, .n_epochs = n_rounds, .told = tell_epoch};
        cn_parser_model model;

        rc = cn_parser_model_init(&model, err);
        if (rc == CAIRN_OK)
            rc = cn_parser_learn(&model, data, &learning, err);
        cn_parser_model_average(&model);
        if (rc == CAIRN_OK)
            rc = cn_parser_model_merge(sum, &model, err);
        cn_parser_model_done(&model);
    }
    return rc;
}

static int train(const char *out, const char *language, uint32_t n_rounds, const cn_tagger *tagger,
                 const cn_parse_data *data, const cn_parse_data *dev, cairn_error *err)
{
    cn_parser_model sum;
    cn_parser_packed packed = {.moves = NULL};
    int rc = cn_parser_model_init(&sum, err);

    if (rc == CAIRN_OK)
        rc = learn_together(&sum, n_rounds, tagger, data, err);
    if (rc == CAIRN_OK)
        rc = cn_parser_model_pack(&sum, N_MOVES, N_LABELS, &packed, err);
    if (rc == CAIRN_OK) {
        tell_score(&packed, tagger, dev);
        fprintf(stderr, "kept %zu of %zu features of moves, %zu of %zu of labels\n",
                packed.n_moves_kept, sum.n_moves, packed.n_labels_kept, sum.n_labels);
        rc = cn_parser_packed_write(&packed, out, language, err);
    }
    cn_parser_packed_done(&packed);
    cn_parser_model_done(&sum);
    return rc;
}

/* OUT LANGUAGE ROUNDS TAGGER DEV then pairs. */
int train_parser(int argc, char **argv)
{
    const unsigned long n_rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    cairn_error err = {0};
    cn_parse_data data, dev;
    cn_tagger *tagger = NULL;
    int rc;

    if (argc < 7 || argc % 2 == 0 || n_rounds == 0 || n_rounds > ROUNDS_MAX) {
        fprintf(stderr,
                "train-parser: takes OUT LANGUAGE ROUNDS TAGGER DEV, then pairs of a "
                "tagger and a treebank; ROUNDS is 1 to %d\n",
                ROUNDS_MAX);
        return 2;
    }
    cn_parse_data_init(&data);
    cn_parse_data_init(&dev);
    rc = cn_train_open_tagger(argv[3], &tagger, &err);
    if (rc == CAIRN_OK)
        rc = cn_parse_data_add(&dev, argv[4], tagger, &err);
    if (rc == CAIRN_OK)
        rc = cn_train_read_pairs(&data, argc - 5, argv + 5, &err);
    if (rc == CAIRN_OK)
        rc = train(argv[0], argv[1], (uint32_t)n_rounds, tagger, &data, &dev, &err);
    if (rc < 0)
        fprintf(stderr, "train-parser: %s\n", err.message);
    cn_tagger_close(tagger);
    cn_parse_data_done(&dev);
    cn_parse_data_done(&data);
    return rc < 0;
}

static void print_score(const cn_parser *parser, const cn_tagger *tagger, const cn_parse_data *data)
{
    const uint64_t start = cn_clock_ns();
    cn_parse_score score;
    double seconds;

    score_parser(parser, tagger, data, &score);
    seconds = (double)(cn_clock_ns() - start) / 1e9;
    printf("{\"sentences\": %zu, \"tokens\": %zu, \"upos\": %.2f, \"uas\": %.2f, \"las\": %.2f, "
           "\"las_universal\": %.2f, \"seconds_per_1000_sentences\": %.4f}\n",
           data->n_samples, data->n_tokens, cn_per_cent(data->n_upos_right, data->n_tokens),
           cn_per_cent(score.n_heads, score.n_tokens), cn_per_cent(score.n_labels, score.n_tokens),
           cn_per_cent(score.n_universal, score.n_tokens),
           1000 * seconds / (double)(data->n_samples ? data->n_samples : 1));
}

/* TAGGER PARSER TREEBANK */
int eval_parser(int argc, char **argv)
{
    cairn_error err = {0};
    cn_parse_data data;
    cn_tagger *tagger = NULL;
    cn_parser *parser = NULL;
    int rc;

    if (argc != 3) {
        fprintf(stderr, "eval-parser: takes TAGGER PARSER TREEBANK\n");
        return 2;
    }
    cn_parse_data_init(&data);
    rc = cn_train_open_tagger(argv[0], &tagger, &err);
    if (rc == CAIRN_OK)
        rc = cn_parser_open(&parser, argv[1], &err);
    if (rc == CAIRN_OK)
        rc = cn_parse_data_add(&data, argv[2], tagger, &err);
    if (rc == CAIRN_OK)
        print_score(parser, tagger, &data);
    else
        fprintf(stderr, "eval-parser: %s\n", err.message);
    cn_parser_close(parser);
    cn_tagger_close(tagger);
    cn_parse_data_done(&data);
    return rc < 0;
}
