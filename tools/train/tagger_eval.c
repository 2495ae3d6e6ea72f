/* cairn-train eval-tagger: tags and lemmas of a treebank's own tokens against the treebank. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "tools/train/commands.h"
#include "tools/train/tag_words.h"

typedef struct tally {
    size_t n_words, upos, tag, lemma;
} tally;

static void count_sentence(const cn_tagger *tagger, const cn_conllu_word *words,
                           const cn_tree *tree, tally *sum)
{
    const uint32_t tag_bits = (1u << 10) - 1;

    for (uint32_t i = 0; i < tree->n; i++) {
        const cn_token *token = &tree->tokens[i];
        const bool is_upos = token->upos == words[i].upos;
        char lemma[256];
        const size_t len = cn_tagger_lemma(tagger, tree->text, token, lemma, sizeof(lemma));

        sum->n_words++;
        sum->upos += is_upos;
        sum->tag += is_upos && (token->morph & tag_bits) == cn_morph_of_tag(&words[i]);
        sum->lemma += len == words[i].lemma.len && memcmp(lemma, words[i].lemma.text, len) == 0;
    }
}

static int count_treebank(const cn_tagger *tagger, const cn_conllu *treebank, tally *sum,
                          cairn_error *err)
{
    cn_token tokens[CN_TREE_MAX];
    cn_tree tree = {.tokens = tokens};
    int rc = CAIRN_OK;
    cn_buf text;

    cn_buf_init(&text, SIZE_MAX);
    for (size_t i = 0; i < treebank->n_sentences; i++) {
        rc = cn_conllu_tree(treebank, i, &text, &tree, err);
        if (rc < 0 && rc != CAIRN_ENOTFOUND)
            break;
        cn_tagger_run(tagger, &tree);
        count_sentence(tagger, treebank->words + treebank->sentences[i].first, &tree, sum);
        rc = CAIRN_OK;
    }
    cn_buf_done(&text);
    return rc;
}

int eval_tagger(int argc, char **argv)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_conllu treebank = {.words = NULL};
    cn_tagger *tagger = NULL;
    tally sum = {0};
    int rc;

    if (argc != 2) {
        fprintf(stderr, "cairn-train eval-tagger: two arguments\n");
        return 2;
    }
    rc = cn_tagger_open(&tagger, argv[0], &err);
    if (rc == CAIRN_OK)
        rc = cn_conllu_read(&treebank, argv[1], &err);
    if (rc == CAIRN_OK)
        rc = count_treebank(tagger, &treebank, &sum, &err);
    if (rc == CAIRN_OK)
        printf("{\"words\": %zu, \"upos\": %.4f, \"tag\": %.4f, \"lemma\": %.4f}\n", sum.n_words,
               (double)sum.upos / (double)sum.n_words, (double)sum.tag / (double)sum.n_words,
               (double)sum.lemma / (double)sum.n_words);
    else
        fprintf(stderr, "cairn-train: %s\n", err.message);
    cn_conllu_done(&treebank);
    cn_tagger_close(tagger);
    return rc == CAIRN_OK ? 0 : 1;
}
