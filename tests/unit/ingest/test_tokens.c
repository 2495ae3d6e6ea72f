/* Sentences -> trees: tokens cover the text in order, long sentences are cut, and no text, however
 * odd, breaks the rules that others rely on. */
#include "unit/ingest/tokens_fixture.h"

#include "base/utf8.h"

static void sentences_are_trees(void **state)
{
    tokens_fixture *f = *state;

    expect_tokens(f, "It rained. Hale left.", "It | rained | . || Hale | left | .");
    assert_int_equal(f->trees.trees[1].sentence, 1);
    assert_int_equal(f->trees.trees[1].n, 3);
    assert_ptr_equal(f->trees.trees[1].tokens, f->trees.tokens + 3);
    expect_tokens(f, "", "");
    expect_tokens(f, " ... ", "");
}

static void unspaced_scripts_are_cut_into_words(void **state)
{
    tokens_fixture *f = *state;

    tokens_cut(f, "東京は日本の首都です。", strlen("東京は日本の首都です。"));
    assert_int_equal(f->trees.n_trees, 1);
    assert_true(f->trees.n_tokens >= 5);
    assert_int_equal(f->trees.tokens[0].len, strlen("東京"));
}

static void what_has_no_width_parts_but_is_no_token(void **state)
{
    expect_tokens(*state, "one\xE2\x80\x8Btwo\xC2\xA0three \xEF\xBB\xBF four",
                  "one | two | three | four");
    expect_tokens(*state, "caf\xC3\xA9s in M\xC3\xBCnchen", "caf\xC3\xA9s | in | M\xC3\xBCnchen");
    expect_tokens(*state, "so \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD ok",
                  "so | \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD | ok");
}

static void a_space_before_is_told(void **state)
{
    tokens_fixture *f = *state;

    expect_tokens(f, "do n't don't", "do | n't | do | n't");
    assert_true(f->trees.tokens[1].flags & CN_TOKEN_SPACE_BEFORE);
    assert_true(f->trees.tokens[2].flags & CN_TOKEN_SPACE_BEFORE);
    assert_false(f->trees.tokens[3].flags & CN_TOKEN_SPACE_BEFORE);
}

/* What every reader of trees relies on. */
static void check_trees(const tokens_fixture *f, const char *text, size_t len)
{
    size_t at = 0, n = 0;

    for (size_t t = 0; t < f->trees.n_trees; t++) {
        const cn_tree *tree = &f->trees.trees[t];

        assert_in_range(tree->n, 1, CN_TREE_MAX);
        assert_ptr_equal(tree->tokens, f->trees.tokens + n);
        for (uint32_t i = 0; i < tree->n; i++) {
            const cn_token *token = &tree->tokens[i];

            assert_true(token->first >= at && token->len > 0);
            at = token->first + (size_t)token->len;
            assert_true(at <= len);
            assert_int_equal(cn_utf8_valid(text + token->first, token->len), token->len);
        }
        n += tree->n;
    }
    assert_int_equal(n, f->trees.n_tokens);
}

static void a_long_sentence_is_cut_at_a_mark(void **state)
{
    tokens_fixture *f = *state;
    cn_buf text;

    cn_buf_init(&text, SIZE_MAX);
    for (int i = 0; i < 1000; i++)
        cn_buf_add_str(&text, i % 30 == 29 ? "word, " : "word ");
    tokens_cut(f, text.data, text.len);
    check_trees(f, text.data, text.len);
    assert_true(f->trees.n_trees >= 6);
    for (size_t t = 0; t + 1 < f->trees.n_trees; t++) {
        const cn_tree *tree = &f->trees.trees[t];

        assert_int_equal(text.data[tree->tokens[tree->n - 1].first], ',');
        assert_int_equal(tree->sentence, 0);
    }
    cn_buf_done(&text);
}

static void a_token_of_a_megabyte_is_cut(void **state)
{
    tokens_fixture *f = *state;
    cn_buf text;

    cn_buf_init(&text, SIZE_MAX);
    for (int i = 0; i < 1 << 19; i++)
        cn_buf_add_str(&text, "\xC3\xA9");
    tokens_cut(f, text.data, text.len);
    check_trees(f, text.data, text.len);
    assert_int_equal(f->trees.tokens[0].len, 65534);
    cn_buf_done(&text);
}

/* Pieces that rules look for, in all orders. */
static void any_text_keeps_the_rules(void **state)
{
    static const char *const pieces[] = {"a",
                                         "I",
                                         "n't",
                                         "'",
                                         "’",
                                         "\"",
                                         "-",
                                         "--",
                                         ".",
                                         "...",
                                         "1",
                                         "12",
                                         "/",
                                         ":",
                                         ",",
                                         " ",
                                         "@",
                                         "http://",
                                         "www.",
                                         "&",
                                         "$",
                                         "%",
                                         "s",
                                         "em",
                                         "U.S.",
                                         "é",
                                         "東京",
                                         "ก",
                                         "\xE2\x80\x8D",
                                         "\xEF\xB8\x8F",
                                         "\xF0\x9F\x91\x8D",
                                         "\xD7\xA9\xD7\x9C",
                                         "\n",
                                         "_",
                                         "\\",
                                         "(",
                                         ")",
                                         "+",
                                         "<",
                                         "dont",
                                         "km",
                                         "\xCC\x81",
                                         "\x01"};
    enum { N_PIECES = sizeof(pieces) / sizeof(pieces[0]) };
    tokens_fixture *f = *state;
    uint64_t seed = 1;
    cn_buf text;

    cn_buf_init(&text, SIZE_MAX);
    for (int round = 0; round < 20000; round++) {
        cn_buf_clear(&text);
        cn_buf_add_str(&text, round % 2 ? "word " : "");
        for (int i = 0; i < 3 + round % 9; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            cn_buf_add_str(&text, pieces[(seed >> 33) % N_PIECES]);
        }
        tokens_cut(f, text.data, text.len);
        check_trees(f, text.data, text.len);
    }
    cn_buf_done(&text);
}

static int cut_once(void *user)
{
    const tokens_fixture *f = user;
    cn_trees trees;
    int rc;

    cn_trees_init(&trees);
    rc = cn_tokens_cut(&trees, &f->passage, NULL);
    cn_trees_done(&trees);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    tokens_fixture *f = *state;

    expect_tokens(f, "It rained. Hale left.", "It | rained | . || Hale | left | .");
    walk_failures(cut_once, f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_are_trees),
        cmocka_unit_test(unspaced_scripts_are_cut_into_words),
        cmocka_unit_test(what_has_no_width_parts_but_is_no_token),
        cmocka_unit_test(a_space_before_is_told),
        cmocka_unit_test(a_long_sentence_is_cut_at_a_mark),
        cmocka_unit_test(a_token_of_a_megabyte_is_cut),
        cmocka_unit_test(any_text_keeps_the_rules),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, tokens_open, tokens_close);
}
