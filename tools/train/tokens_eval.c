/* cairn-train eval-tokens: the tokenizer against a treebank's own tokens, each "# text" a sentence.
 * What differs is printed when a second argument asks for it. */
#include <stdio.h>
#include <string.h>

#include "ingest/tokens.h"
#include "tools/train/commands.h"
#include "tools/train/conllu.h"

typedef struct tally {
    size_t n_gold, n_cut, n_same;
} tally;

/* Where the treebank's words stand in its text. False when they do not. */
static bool find_words(const cn_conllu *treebank, const cn_conllu_sentence *sentence,
                       size_t *firsts)
{
    size_t at = 0;

    for (uint32_t i = 0; i < sentence->n; i++) {
        const cn_span form = treebank->words[sentence->first + i].form;

        while (at + form.len <= sentence->text.len && sentence->text.text[at] == ' ')
            at++;
        if (at + form.len > sentence->text.len ||
            memcmp(sentence->text.text + at, form.text, form.len) != 0)
            return false;
        firsts[i] = at;
        at += form.len;
    }
    return true;
}

static void show_difference(const cn_conllu *treebank, const cn_conllu_sentence *sentence,
                            const size_t *firsts, const cn_trees *trees)
{
    size_t g = 0, c = 0;

    while (g < sentence->n && c < trees->n_tokens) {
        const size_t gold_end = firsts[g] + treebank->words[sentence->first + g].form.len;
        const size_t cut_end = trees->tokens[c].first + trees->tokens[c].len;

        if (gold_end != cut_end) {
            const size_t from =
                firsts[g] < trees->tokens[c].first ? firsts[g] : trees->tokens[c].first;
            const size_t to = gold_end > cut_end ? gold_end : cut_end;

            printf("%s\t%.*s\t%.*s\n", gold_end < cut_end ? "under" : "over", (int)(to - from),
                   sentence->text.text + from, (int)treebank->words[sentence->first + g].form.len,
                   treebank->words[sentence->first + g].form.text);
        }
        if (gold_end <= cut_end)
            g++;
        if (cut_end <= gold_end)
            c++;
    }
}

static void count_sentence(const cn_conllu *treebank, const cn_conllu_sentence *sentence,
                           const cn_trees *trees, bool shows, tally *sum)
{
    size_t firsts[4096], c = 0, n_same = 0;

    if (sentence->n > 4096 || !find_words(treebank, sentence, firsts))
        return;
    for (uint32_t g = 0; g < sentence->n; g++) {
        while (c < trees->n_tokens && trees->tokens[c].first < firsts[g])
            c++;
        n_same += c < trees->n_tokens && trees->tokens[c].first == firsts[g] &&
                  trees->tokens[c].len == treebank->words[sentence->first + g].form.len;
    }
    sum->n_gold += sentence->n;
    sum->n_cut += trees->n_tokens;
    sum->n_same += n_same;
    if (shows)
        show_difference(treebank, sentence, firsts, trees);
}

/* The passage holds one sentence, so that the splitting of sentences is not what is measured. */
static int count_treebank(const cn_conllu *treebank, bool shows, tally *sum, cairn_error *err)
{
    cn_tokenizer *tokenizer = NULL;
    cn_trees trees;
    cn_passage passage = {.text = NULL};
    int rc = cn_tokenizer_new(&tokenizer, err);

    cn_trees_init(&trees);
    for (size_t i = 0; rc == CAIRN_OK && i < treebank->n_sentences; i++) {
        const cn_span text = treebank->sentences[i].text;
        cn_sentence sentence = {.first = 0, .end = (uint32_t)text.len};

        rc = cn_tokenizer_scan(tokenizer, text.text, text.len, &passage.words, err);
        if (rc < 0)
            break;
        sentence.end_word = (uint32_t)passage.words.n;
        passage.text = text.text;
        passage.len = text.len;
        passage.sentences = &sentence;
        passage.n_sentences = 1;
        rc = cn_tokens_cut(&trees, &passage, err);
        if (rc == CAIRN_OK)
            count_sentence(treebank, &treebank->sentences[i], &trees, shows, sum);
    }
    cn_words_done(&passage.words);
    cn_trees_done(&trees);
    cn_tokenizer_free(tokenizer);
    return rc;
}

int eval_tokens(int argc, char **argv)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_conllu treebank = {.words = NULL};
    tally sum = {0};
    int rc;

    if (argc < 1 || argc > 2) {
        fprintf(stderr, "cairn-train eval-tokens: one or two arguments\n");
        return 2;
    }
    rc = cn_conllu_read(&treebank, argv[0], &err);
    if (rc == CAIRN_OK)
        rc = count_treebank(&treebank, argc == 2, &sum, &err);
    if (rc == CAIRN_OK)
        printf("{\"words\": %zu, \"cut\": %zu, \"f1\": %.4f}\n", sum.n_gold, sum.n_cut,
               sum.n_gold > 0 ? 2.0 * (double)sum.n_same / (double)(sum.n_gold + sum.n_cut) : 0.0);
    else
        fprintf(stderr, "cairn-train: %s\n", err.message);
    cn_conllu_done(&treebank);
    return rc == CAIRN_OK ? 0 : 1;
}
