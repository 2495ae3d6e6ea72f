/* See raw_text.h. Documents are cut by the tokenizer that cairn itself uses. */
#include "tools/train/raw_text.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/sentence.h"
#include "ingest/tokens.h"
#include "tools/train/conllu.h"

enum { FILE_MAX = 1 << 30, SENTENCES_MAX = 1 << 20 };

typedef struct reading {
    int (*visit)(cn_tree *tree, void *user, cairn_error *err);
    void *user;
    cn_tokenizer *tokenizer;
    cn_passage passage;
    cn_trees trees;
} reading;

static int cut_sentences(cn_passage *passage, cairn_error *err)
{
    uint32_t word = 0;

    passage->n_sentences = 0;
    for (size_t start = 0, end; start < passage->len; start = end) {
        cn_sentence sentence = {.first = (uint32_t)start, .word = word};

        end = cn_sentence_end(passage->text, passage->len, start);
        while (word < passage->words.n && passage->words.items[word].first < end)
            word++;
        sentence.end = (uint32_t)end;
        sentence.end_word = word;
        if (!cn_grow((void **)&passage->sentences, &passage->cap_sentences,
                     passage->n_sentences + 1, SENTENCES_MAX, sizeof(sentence)))
            return cn_fail_memory(err, sizeof(sentence));
        passage->sentences[passage->n_sentences++] = sentence;
    }
    return CAIRN_OK;
}

static int read_document(reading *at, const char *text, size_t len, cairn_error *err)
{
    int rc = cn_tokenizer_scan(at->tokenizer, text, len, &at->passage.words, err);

    at->passage.text = text;
    at->passage.len = len;
    if (rc == CAIRN_OK)
        rc = cut_sentences(&at->passage, err);
    if (rc == CAIRN_OK)
        rc = cn_tokens_cut(&at->trees, &at->passage, err);
    for (size_t i = 0; rc == CAIRN_OK && i < at->trees.n_trees; i++)
        rc = at->visit(&at->trees.trees[i], at->user, err);
    return rc;
}

static int read_documents(const char *path, reading *at, cairn_error *err)
{
    cn_buf file;
    int rc;

    cn_buf_init(&file, FILE_MAX);
    rc = cn_file_read(path, FILE_MAX, &file, err);
    if (rc == CAIRN_OK)
        rc = cn_tokenizer_new(&at->tokenizer, err);
    for (size_t i = 0; rc == CAIRN_OK && i < file.len;) {
        const char *line = file.data + i;
        const char *end = memchr(line, '\n', file.len - i);
        const size_t len = end ? (size_t)(end - line) : file.len - i;
        cn_json *root = NULL;
        const char *text;
        size_t text_len = 0;

        i += len + 1;
        rc = cn_json_parse(line, len, &root, err);
        text = rc == CAIRN_OK ? cn_json_string(cn_json_get(root, "text"), &text_len) : NULL;
        if (text)
            rc = read_document(at, text, text_len, err);
        cn_json_free(root);
    }
    cn_tokenizer_free(at->tokenizer);
    cn_words_done(&at->passage.words);
    cn_free(at->passage.sentences);
    cn_trees_done(&at->trees);
    cn_buf_done(&file);
    return rc;
}

static int read_treebank(const char *path, reading *at, cairn_error *err)
{
    cn_conllu treebank;
    cn_token tokens[CN_TREE_MAX];
    cn_tree tree = {.tokens = tokens};
    cn_buf text;
    int rc = cn_conllu_read(&treebank, path, err);

    if (rc < 0)
        return rc;
    cn_buf_init(&text, SIZE_MAX);
    for (size_t i = 0; rc == CAIRN_OK && i < treebank.n_sentences; i++) {
        rc = cn_conllu_tree(&treebank, i, &text, &tree, err);
        if (rc == CAIRN_OK)
            rc = at->visit(&tree, at->user, err);
        else if (rc == CAIRN_ENOTFOUND)
            rc = CAIRN_OK;
    }
    cn_buf_done(&text);
    cn_conllu_done(&treebank);
    return rc;
}

int cn_raw_text_read(const char *path, int (*visit)(cn_tree *tree, void *user, cairn_error *err),
                     void *user, cairn_error *err)
{
    reading at = {.visit = visit, .user = user};
    const size_t len = strlen(path);

    cn_trees_init(&at.trees);
    if (len > 7 && strcmp(path + len - 7, ".conllu") == 0)
        return read_treebank(path, &at, err);
    return read_documents(path, &at, err);
}
