/* cairn-train teach-parser: many parsers learn from treebanks, each with another seed, half of them
 * from right to left, and parse text together. What they agree on is a treebank for train-parser:
 * the one parser that is shipped learns much of what the many know, and the words of the text
 * (Weiss et al. 2015; Surdeanu and Manning 2010 on votes). */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "tools/train/commands.h"
#include "tools/train/parser_learn.h"
#include "tools/train/parser_pairs.h"
#include "tools/train/parser_score.h"
#include "tools/train/parser_vote.h"
#include "tools/train/raw_text.h"

/* So many features are kept of a teacher: nearly all, at a tenth of the time of the whole. */
enum { N_MOVES = 1 << 21, N_LABELS = 1 << 19 };
enum { N_TEACHERS = 10, SEED = 77, EPOCHS = 8, SHORTEST = 4, LONGEST = 80, TAGGERS_MAX = 16 };

typedef struct teaching {
    cn_tagger *tagger;               /* for clusters */
    cn_tagger *taggers[TAGGERS_MAX]; /* each teacher has one of them: their mistakes differ, too */
    int n_taggers;
    cn_parser_packed teachers[N_TEACHERS];
    cn_votes *votes;
    FILE *out;
    size_t n_sentences, n_tokens, n_votes;
} teaching;

static int learn_teacher(teaching *t, int i, const cn_parse_data *data, cairn_error *err)
{
    const cn_parser_learning learning = {.tagger = t->tagger,
                                         .seed = SEED + (uint64_t)i,
                                         .n_epochs = EPOCHS,
                                         .is_backward = i % 2 != 0};
    cn_parser_model model;
    int rc = cn_parser_model_init(&model, err);

    fprintf(stderr, "teacher %d of %d\n", i + 1, N_TEACHERS);
    if (rc == CAIRN_OK)
        rc = cn_parser_learn(&model, data, &learning, err);
    cn_parser_model_average(&model);
    if (rc == CAIRN_OK)
        rc = cn_parser_model_pack(&model, N_MOVES, N_LABELS, &t->teachers[i], err);
    cn_parser_model_done(&model);
    return rc;
}

static void parse_once(const teaching *t, int i, cn_tree *tree)
{
    const cn_parser_tables tables = cn_parser_packed_tables(&t->teachers[i]);
    const bool is_backward = i % 2 != 0;
    uint16_t heads[CN_TREE_MAX] = {0};
    uint8_t labels[CN_TREE_MAX] = {0};
    cn_parser_sentence sentence;
    cn_parser_state state;

    if (is_backward)
        cn_train_turn(tree, heads, labels);
    cn_parser_sentence_set(&sentence, t->tagger, tree);
    cn_parser_tables_run(&tables, &sentence, &state);
    for (uint32_t k = 0; k < tree->n; k++) {
        heads[k] = state.nodes[k + 1].head > tree->n ? 0 : state.nodes[k + 1].head;
        labels[k] = state.nodes[k + 1].label;
    }
    if (is_backward)
        cn_train_turn(tree, heads, labels);
    for (uint32_t k = 0; k < tree->n; k++) {
        tree->tokens[k].head = heads[k];
        tree->tokens[k].label = labels[k];
    }
}

/* One teacher's vote; the sentence is tagged as its tagger does. */
static void vote(teaching *t, int i, cn_tree *tree)
{
    parse_once(t, i, tree);
    cn_votes_add(t->votes, tree);
}

static void print_sentence(FILE *out, const cn_tree *tree)
{
    for (uint32_t i = 0; i < tree->n; i++) {
        const cn_token *token = &tree->tokens[i];
        const bool space = i + 1 == tree->n || token[1].flags & CN_TOKEN_SPACE_BEFORE;

        fprintf(out, "%u\t%.*s\t_\t%s\t_\t_\t%u\t%s\t_\t%s\n", i + 1, (int)token->len,
                tree->text + token->first, cn_upos_name(token->upos), token->head,
                cn_dep_name(token->label), space ? "_" : "SpaceAfter=No");
    }
    fprintf(out, "\n");
}

static int teach_sentence(cn_tree *tree, void *user, cairn_error *err)
{
    teaching *t = user;

    (void)err;
    if (tree->n < SHORTEST || tree->n > LONGEST)
        return CAIRN_OK;
    cn_votes_begin(t->votes, tree->n);
    for (int k = 0; k < t->n_taggers; k++) {
        cn_tagger_run(t->taggers[k], tree);
        for (int i = k; i < N_TEACHERS; i += t->n_taggers)
            vote(t, i, tree);
    }
    t->n_votes += cn_votes_end(t->votes, tree);
    t->n_tokens += tree->n;
    t->n_sentences++;
    print_sentence(t->out, tree);
    return CAIRN_OK;
}

/* devs: the same treebank, as each tagger tags it. */
static void score_teachers(teaching *t, const cn_parse_data *devs)
{
    cn_parse_score score = {0};

    for (size_t s = 0; s < devs[0].n_samples; s++) {
        cn_token tokens[CN_TREE_MAX];
        cn_tree tree;

        cn_votes_begin(t->votes, devs[0].samples[s].n);
        for (int i = 0; i < N_TEACHERS; i++) {
            cn_parse_data_tree(&devs[i % t->n_taggers], s, tokens, &tree);
            vote(t, i, &tree);
        }
        cn_votes_end(t->votes, &tree);
        cn_parse_score_add(&score, &devs[0].tokens[devs[0].samples[s].first], tokens, tree.n);
    }
    fprintf(stderr, "teachers together: UAS %.2f, LAS %.2f\n",
            cn_per_cent(score.n_heads, score.n_tokens),
            cn_per_cent(score.n_labels, score.n_tokens));
}

static int open_taggers(teaching *t, int n_pairs, char **pairs, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (int i = 0; i + 1 < n_pairs && i / 2 < TAGGERS_MAX && rc == CAIRN_OK; i += 2)
        rc = cn_tagger_open(&t->taggers[t->n_taggers++], pairs[i], err);
    return rc;
}

static int teach(teaching *t, const char *dev_path, int n_pairs, char **pairs, cairn_error *err)
{
    cn_parse_data data, devs[TAGGERS_MAX];
    int rc = open_taggers(t, n_pairs, pairs, err);

    cn_parse_data_init(&data);
    for (int i = 0; i < TAGGERS_MAX; i++)
        cn_parse_data_init(&devs[i]);
    for (int i = 0; i < t->n_taggers && rc == CAIRN_OK; i++)
        rc = cn_parse_data_add(&devs[i], dev_path, t->taggers[i], err);
    if (rc == CAIRN_OK)
        rc = cn_train_read_pairs(&data, n_pairs, pairs, err);
    if (rc == CAIRN_OK)
        rc = cn_votes_new(&t->votes, err);
    for (int i = 0; i < N_TEACHERS && rc == CAIRN_OK; i++)
        rc = learn_teacher(t, i, &data, err);
    if (rc == CAIRN_OK)
        score_teachers(t, devs);
    for (int i = 0; i < TAGGERS_MAX; i++)
        cn_parse_data_done(&devs[i]);
    cn_parse_data_done(&data);
    return rc;
}

/* OUT TAGGER DEV then pairs, "--", texts. */
int teach_parser(int argc, char **argv)
{
    cairn_error err = {0};
    teaching *t = cn_alloc_zero(1, sizeof *t);
    int n_pairs = 0, rc = CAIRN_OK;

    while (3 + n_pairs < argc && strcmp(argv[3 + n_pairs], "--") != 0)
        n_pairs++;
    if (!t || n_pairs == 0 || 3 + n_pairs >= argc || n_pairs % 2 != 0) {
        fprintf(stderr, "teach-parser: takes OUT TAGGER DEV, pairs of a tagger and a treebank, "
                        "\"--\", texts\n");
        cn_free(t);
        return 2;
    }
    t->out = fopen(argv[0], "w");
    if (!t->out)
        rc = cn_fail_errno(&err, errno, "cannot write %s", argv[0]);
    if (rc == CAIRN_OK)
        rc = cn_train_open_tagger(argv[1], &t->tagger, &err);
    if (rc == CAIRN_OK)
        rc = teach(t, argv[2], n_pairs, argv + 3, &err);
    for (int i = 4 + n_pairs; i < argc && rc == CAIRN_OK; i++)
        rc = cn_raw_text_read(argv[i], teach_sentence, t, &err);
    if (t->out && fclose(t->out) != 0 && rc == CAIRN_OK)
        rc = cn_fail_errno(&err, errno, "cannot write %s", argv[0]);
    if (rc < 0)
        fprintf(stderr, "teach-parser: %s\n", err.message);
    for (int i = 0; i < N_TEACHERS; i++)
        cn_parser_packed_done(&t->teachers[i]);
    for (int i = 0; i < t->n_taggers; i++)
        cn_tagger_close(t->taggers[i]);
    cn_votes_free(t->votes);
    cn_tagger_close(t->tagger);
    cn_free(t);
    return rc < 0;
}
