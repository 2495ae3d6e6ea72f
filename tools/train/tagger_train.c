/* cairn-train tagger: the averaged perceptron of ingest/tagger.c, trained with its own guesses as
 * the tags before a word, so that it learns to live with them. It is trained several times from
 * nothing, each time in another order of the sentences, and the sum of the weights is what is
 * written: voters whose errors differ, at the price of one. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/tokens.h"
#include "tools/train/commands.h"
#include "tools/train/lemmas.h"
#include "tools/train/perceptron.h"
#include "tools/train/tag_words.h"

enum {
    N_VOTERS = 4,
    N_EPOCHS = 8,
    N_ROWS = 1 << 18,
    STRIDE = 8,
    NUMBER_COPIES = 6,
    MARGIN = 8 /* by how much the right tag must win, in updates of one feature */
};

static const uint64_t SEED = 20260101;

/* The looks and tags of a treebank: sentence i has lens[i] words, its looks begin at firsts[i]. */
typedef struct corpus {
    cn_tag_look *looks;
    uint8_t *tags; /* beside the looks */
    uint32_t *firsts, *lens;
    size_t n_sentences, n_words;
} corpus;

typedef struct training {
    cn_tag_words words;
    cn_tag_lexicon lexicon;
    corpus train, dev;
    cn_perceptron perceptron;
    cn_perceptron sum; /* of the voters so far */
    cn_packed packed;  /* the sum as bytes */
} training;

static void corpus_done(corpus *made)
{
    cn_free(made->looks);
    cn_free(made->tags);
    cn_free(made->firsts);
    cn_free(made->lens);
}

static int corpus_make(corpus *made, const training *state, const cn_conllu *treebank,
                       cairn_error *err)
{
    const size_t n_looks = treebank->n_words + treebank->n_sentences * 2 * CN_TAG_PAD;
    cn_token tokens[CN_TREE_MAX];
    cn_tree tree = {.tokens = tokens};
    size_t at = 0;
    cn_buf text;
    int rc = CAIRN_OK;

    made->looks = cn_alloc_zero(n_looks, sizeof(*made->looks));
    made->tags = cn_alloc_zero(n_looks, 1);
    made->firsts = cn_alloc_zero(treebank->n_sentences, sizeof(*made->firsts));
    made->lens = cn_alloc_zero(treebank->n_sentences, sizeof(*made->lens));
    if (!made->looks || !made->tags || !made->firsts || !made->lens)
        return cn_fail_memory(err, n_looks * sizeof(*made->looks));
    cn_buf_init(&text, SIZE_MAX);
    for (size_t i = 0; i < treebank->n_sentences && (rc == CAIRN_OK || rc == CAIRN_ENOTFOUND);
         i++) {
        rc = cn_conllu_tree(treebank, i, &text, &tree, err);
        if (rc < 0)
            continue;
        cn_tag_looks(&state->lexicon, &tree, made->looks + at);
        made->firsts[made->n_sentences] = (uint32_t)at + CN_TAG_PAD;
        made->lens[made->n_sentences++] = tree.n;
        for (uint32_t w = 0; w < tree.n; w++)
            made->tags[at + CN_TAG_PAD + w] = (uint8_t)cn_tag_words_tag(
                &state->words, &treebank->words[treebank->sentences[i].first + w]);
        made->n_words += tree.n;
        at += tree.n + 2 * CN_TAG_PAD;
    }
    cn_buf_done(&text);
    return rc == CAIRN_ENOTFOUND ? CAIRN_OK : rc;
}

static uint64_t allowed_tags(const training *state, const cn_tag_look *look)
{
    return state->lexicon.sets[look->is_restricted ? look->set : 0];
}

static void train_sentence(training *state, size_t sentence)
{
    const corpus *from = &state->train;
    const size_t first = from->firsts[sentence];
    uint32_t before = CN_TAG_NONE, before_that = CN_TAG_NONE;

    for (size_t i = first; i < first + from->lens[sentence]; i++) {
        const uint64_t set = allowed_tags(state, &from->looks[i]);
        const uint32_t right = from->tags[i];
        uint64_t hashes[CN_TAG_FEATURES_MAX];
        int32_t scores[CN_LINEAR_CLASSES_MAX];
        uint32_t guess = right;

        if ((set & (set - 1)) != 0) {
            const size_t n = cn_tag_features(&from->looks[i], before, before_that, hashes);
            uint32_t rival;

            cn_perceptron_scores(&state->perceptron, hashes, n, scores);
            guess = cn_tag_best(scores, state->words.n_tags, set);
            scores[right] -= MARGIN;
            rival = cn_tag_best(scores, state->words.n_tags, set);
            cn_perceptron_update(&state->perceptron, hashes, n, right, rival);
            cn_perceptron_next(&state->perceptron);
        }
        before_that = before;
        before = guess;
    }
}

static size_t count_right(const training *state, const corpus *from, const cn_linear *linear,
                          size_t *upos_right)
{
    size_t n_right = 0;

    *upos_right = 0;
    for (size_t s = 0; s < from->n_sentences; s++) {
        uint32_t before = CN_TAG_NONE, before_that = CN_TAG_NONE;

        for (size_t i = from->firsts[s]; i < from->firsts[s] + from->lens[s]; i++) {
            uint64_t hashes[CN_TAG_FEATURES_MAX];
            int32_t scores[CN_LINEAR_CLASSES_MAX];
            const size_t n = cn_tag_features(&from->looks[i], before, before_that, hashes);
            uint32_t guess;

            cn_linear_scores(linear, hashes, n, scores);
            guess = cn_tag_best(scores, state->words.n_tags, allowed_tags(state, &from->looks[i]));
            n_right += guess == from->tags[i];
            *upos_right += state->words.tags[guess].upos == state->words.tags[from->tags[i]].upos;
            before_that = before;
            before = guess;
        }
    }
    return n_right;
}

/* One more voter, from nothing. */
static int train_voter(training *state, uint32_t *order, uint64_t *seed, cairn_error *err)
{
    const size_t n = state->train.n_sentences;
    int rc = cn_perceptron_init(&state->perceptron, N_ROWS, state->words.n_tags, STRIDE, err);

    for (int epoch = 0; rc == CAIRN_OK && epoch < N_EPOCHS; epoch++) {
        cn_train_shuffle(order, n, seed);
        for (size_t i = 0; i < n; i++)
            train_sentence(state, order[i]);
    }
    if (rc == CAIRN_OK)
        cn_perceptron_join(&state->sum, &state->perceptron);
    cn_perceptron_done(&state->perceptron);
    return rc;
}

/* Packs what is there, and tells how good it is. */
static int pack_sum(training *state, int n_voters, cairn_error *err)
{
    size_t upos_right, n_right;
    cn_linear linear;
    int rc;

    cn_packed_done(&state->packed);
    rc = cn_perceptron_pack(&state->sum, "tagger", &state->packed, err);
    if (rc < 0)
        return rc;
    linear = cn_packed_linear(&state->packed);
    n_right = count_right(state, &state->dev, &linear, &upos_right);
    printf("{\"voters\": %d, \"dev_tag\": %.4f, \"dev_upos\": %.4f}\n", n_voters,
           (double)n_right / (double)state->dev.n_words,
           (double)upos_right / (double)state->dev.n_words);
    fflush(stdout);
    return CAIRN_OK;
}

static int train_voters(training *state, cairn_error *err)
{
    const size_t n = state->train.n_sentences;
    uint32_t *order = cn_alloc_zero(n + 1, sizeof(*order));
    uint64_t seed = SEED;
    int rc = cn_perceptron_init(&state->sum, N_ROWS, state->words.n_tags, STRIDE, err);

    if (rc == CAIRN_OK && !order)
        rc = cn_fail_memory(err, n * sizeof(*order));
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        order[i] = (uint32_t)i;
    for (int voter = 1; rc == CAIRN_OK && voter <= N_VOTERS; voter++) {
        rc = train_voter(state, order, &seed, err);
        if (rc == CAIRN_OK)
            rc = pack_sum(state, voter, err);
    }
    cn_free(order);
    return rc;
}

static int write_tagger(const training *state, const cn_conllu *treebank, const char *path,
                        const char *language, cairn_error *err)
{
    const cn_tag_words *words = &state->words;
    uint32_t *morphs = cn_alloc_zero(treebank->n_words + 1, sizeof(*morphs));
    cn_lemma_tables lemmas = {.rules = NULL};
    int rc = CAIRN_OK;

    if (!morphs)
        return cn_fail_memory(err, treebank->n_words * sizeof(*morphs));
    for (size_t i = 0; i < treebank->n_words; i++)
        morphs[i] = words->tags[cn_tag_words_tag(words, &treebank->words[i])].morph;
    rc = cn_lemma_tables_make(&lemmas, treebank, morphs, err);
    if (rc == CAIRN_OK) {
        cn_weights_part parts[9] = {
            {"tags", words->tags, words->n_tags * sizeof(words->tags[0])},
            {"words", words->words, words->n_words * sizeof(words->words[0])},
            {"sets", words->sets, words->n_sets * sizeof(words->sets[0])},
            {"clusters", words->clusters, words->n_clusters * sizeof(words->clusters[0])},
            {"closed", words->closed, words->n_closed * sizeof(words->closed[0])},
            {"lemma.rules", lemmas.rules, lemmas.n_rules * sizeof(lemmas.rules[0])},
            {"lemma.endings", lemmas.endings, lemmas.n_endings * sizeof(lemmas.endings[0])},
        };

        cn_packed_parts(&state->packed, parts + 7);
        rc = cn_weights_write(path, "tagger", language, parts, 9, err);
    }
    cn_lemma_tables_done(&lemmas);
    cn_free(morphs);
    return rc;
}

static int run_training(training *state, const cn_conllu *train, const cn_conllu *dev,
                        const char *clusters, cairn_error *err)
{
    int rc = cn_tag_words_make(&state->words, train, clusters, err);

    if (rc < 0)
        return rc;
    state->lexicon = cn_tag_words_lexicon(&state->words);
    rc = corpus_make(&state->train, state, train, err);
    if (rc == CAIRN_OK)
        rc = corpus_make(&state->dev, state, dev, err);
    return rc == CAIRN_OK ? train_voters(state, err) : rc;
}

/* Rulers have numbers, of which I is the most frequent, and in many treebanks it is never one. */
static int add_first_numbers(cn_conllu *train, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (int i = 0; rc == CAIRN_OK && i < NUMBER_COPIES; i++)
        rc = cn_conllu_vary(train, "II", CN_UPOS_NUM, "I", err);
    return rc;
}

int train_tagger(int argc, char **argv)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_conllu train = {.words = NULL}, dev = {.words = NULL};
    training *state;
    int rc;

    if (argc < 4 || argc > 5) {
        fprintf(stderr, "cairn-train tagger: four or five arguments\n");
        return 2;
    }
    state = cn_alloc_zero(1, sizeof(*state));
    if (!state)
        return 1;
    rc = cn_conllu_read(&train, argv[2], &err);
    if (rc == CAIRN_OK)
        rc = cn_conllu_read(&dev, argv[3], &err);
    if (rc == CAIRN_OK)
        rc = add_first_numbers(&train, &err);
    if (rc == CAIRN_OK)
        rc = run_training(state, &train, &dev, argc > 4 ? argv[4] : NULL, &err);
    if (rc == CAIRN_OK)
        rc = write_tagger(state, &train, argv[0], argv[1], &err);
    if (rc == CAIRN_OK)
        printf("{\"tags\": %u, \"sets\": %u, \"words\": %u, \"clusters\": %u}\n",
               state->words.n_tags, state->words.n_sets, state->words.n_used,
               state->words.n_clusters);
    else
        fprintf(stderr, "cairn-train: %s\n", err.message);
    cn_packed_done(&state->packed);
    cn_perceptron_done(&state->sum);
    corpus_done(&state->train);
    corpus_done(&state->dev);
    cn_tag_words_done(&state->words);
    cn_free(state);
    cn_conllu_done(&train);
    cn_conllu_done(&dev);
    return rc == CAIRN_OK ? 0 : 1;
}
