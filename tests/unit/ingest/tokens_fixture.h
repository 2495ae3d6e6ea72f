/* Text -> tokens as one string, "A | dog | ." , for the tests of the tokenizer. */
#ifndef CN_TESTS_TOKENS_FIXTURE_H
#define CN_TESTS_TOKENS_FIXTURE_H

#include "unit/base/oom_walk.h"

#include <string.h>

#include "base/buf.h"
#include "ingest/tokens.h"

typedef struct tokens_fixture {
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_passage passage;
    cn_trees trees;
    cn_buf joined;
} tokens_fixture;

static inline int tokens_open(void **state)
{
    static tokens_fixture fixture;

    if (cn_tokenizer_new(&fixture.tokenizer, NULL) < 0 ||
        cn_lexicon_init(&fixture.lexicon, fixture.tokenizer, NULL) < 0)
        return -1;
    cn_passage_init(&fixture.passage, &fixture.lexicon);
    cn_trees_init(&fixture.trees);
    cn_buf_init(&fixture.joined, SIZE_MAX);
    *state = &fixture;
    return 0;
}

static inline int tokens_close(void **state)
{
    tokens_fixture *f = *state;

    cn_passage_done(&f->passage);
    cn_lexicon_done(&f->lexicon);
    cn_tokenizer_free(f->tokenizer);
    cn_trees_done(&f->trees);
    cn_buf_done(&f->joined);
    return 0;
}

static inline void tokens_cut(tokens_fixture *f, const char *text, size_t len)
{
    assert_int_equal(cn_passage_set(&f->passage, f->tokenizer, text, len, "", NULL), CAIRN_OK);
    assert_int_equal(cn_tokens_cut(&f->trees, &f->passage, NULL), CAIRN_OK);
}

/* Tokens are parted by |, trees by ||. */
static inline void expect_tokens(tokens_fixture *f, const char *text, const char *expected)
{
    tokens_cut(f, text, strlen(text));
    cn_buf_clear(&f->joined);
    for (size_t t = 0; t < f->trees.n_trees; t++) {
        const cn_tree *tree = &f->trees.trees[t];

        if (t > 0)
            cn_buf_add_str(&f->joined, " || ");
        for (uint32_t i = 0; i < tree->n; i++) {
            if (i > 0)
                cn_buf_add_str(&f->joined, " | ");
            cn_buf_add(&f->joined, text + tree->tokens[i].first, tree->tokens[i].len);
        }
    }
    assert_string_equal(cn_buf_str(&f->joined), expected);
}

#endif
