/* A second language: a parser is trained from a small treebank of a made-up one, the same bits each
 * time, and parses words it has never seen; parsers that vote write a treebank of text. */
#include "unit/train/small_language.h"

#include "ingest/parser.h"
#include "tools/train/commands.h"
#include "tools/train/parser_data.h"
#include "tools/train/parser_score.h"

static temp_dir dir; /* of this program */

/* A copy, for temp_name() gives one name at a time. */
static char *path_of(const char *name)
{
    return cn_strdup(temp_name(&dir, name));
}

static int run(int (*command)(int, char **), const char *const *names, int n)
{
    char *arguments[16];
    int code;

    for (int i = 0; i < n; i++)
        arguments[i] = strchr(names[i], '.') ? path_of(names[i]) : cn_strdup(names[i]);
    code = command(n, arguments);
    for (int i = 0; i < n; i++)
        cn_free(arguments[i]);
    return code;
}

static int make_all(void **state)
{
    static const char *const tagger[] = {"xx.weights", "xx", "train.conllu", "dev.conllu"};
    static const char *const parser[] = {"p.weights",  "xx",         "4",           "xx.weights",
                                         "dev.conllu", "xx.weights", "train.conllu"};

    (void)state;
    if (!temp_dir_make(&dir))
        return -1;
    small_treebank(&dir, "train.conllu", 120, 1, 0, 14);
    small_treebank(&dir, "dev.conllu", 40, 2, 0, 14);
    small_treebank(&dir, "test.conllu", 40, 3, 6, 14);
    return run(train_tagger, tagger, 4) || run(train_parser, parser, 7);
}

static int remove_dir(void **state)
{
    (void)state;
    temp_dir_remove(&dir);
    return 0;
}

static void score(const char *parser_name, const char *treebank, cn_parse_score *got)
{
    cn_tagger *tagger;
    cn_parser *parser;
    cn_parse_data data;

    *got = (cn_parse_score){0};
    cn_parse_data_init(&data);
    assert_int_equal(cn_tagger_open(&tagger, temp_name(&dir, "xx.weights"), NULL), CAIRN_OK);
    assert_int_equal(cn_parser_open(&parser, temp_name(&dir, parser_name), NULL), CAIRN_OK);
    assert_int_equal(cn_parse_data_add(&data, temp_name(&dir, treebank), tagger, NULL), CAIRN_OK);
    for (size_t i = 0; i < data.n_samples; i++) {
        cn_token tokens[CN_TREE_MAX];
        cn_tree tree;

        cn_parse_data_tree(&data, i, tokens, &tree);
        cn_parser_run(parser, tagger, &tree);
        cn_parse_score_add(got, &data.tokens[data.samples[i].first], tokens, tree.n);
    }
    cn_parse_data_done(&data);
    cn_parser_close(parser);
    cn_tagger_close(tagger);
}

static void unseen_sentences_of_a_second_language_are_parsed(void **state)
{
    cn_parse_score got;

    (void)state;
    score("p.weights", "test.conllu", &got);
    assert_true(cn_per_cent(got.n_labels, got.n_tokens) > 90);
    assert_true(got.n_heads >= got.n_universal && got.n_universal >= got.n_labels);
}

static void the_same_treebank_gives_the_same_bits(void **state)
{
    static const char *const again[] = {"q.weights",  "xx",         "4",           "xx.weights",
                                        "dev.conllu", "xx.weights", "train.conllu"};
    cn_buf one, other;

    (void)state;
    assert_int_equal(run(train_parser, again, 7), 0);
    cn_buf_init(&one, SIZE_MAX);
    cn_buf_init(&other, SIZE_MAX);
    assert_int_equal(cn_file_read(temp_name(&dir, "p.weights"), SIZE_MAX, &one, NULL), CAIRN_OK);
    assert_int_equal(cn_file_read(temp_name(&dir, "q.weights"), SIZE_MAX, &other, NULL), CAIRN_OK);
    assert_int_equal(one.len, other.len);
    assert_memory_equal(one.data, other.data, one.len);
    cn_buf_done(&one);
    cn_buf_done(&other);
}

static void parsers_that_vote_write_a_treebank_to_learn_from(void **state)
{
    static const char *const teach[] = {"silver.conllu", "xx.weights", "dev.conllu", "xx.weights",
                                        "train.conllu",  "--",         "test.conllu"};
    static const char *const learn[] = {
        "s.weights", "xx", "4", "xx.weights", "dev.conllu", "xx.weights", "silver.conllu"};
    cn_parse_score got;

    (void)state;
    assert_int_equal(run(teach_parser, teach, 7), 0);
    assert_int_equal(run(train_parser, learn, 7), 0);
    score("s.weights", "dev.conllu", &got);
    assert_true(cn_per_cent(got.n_heads, got.n_tokens) > 80);
}

static void wrong_arguments_are_told(void **state)
{
    static const char *const no_rounds[] = {"q.weights",  "xx",         "0",           "xx.weights",
                                            "dev.conllu", "xx.weights", "train.conllu"};
    static const char *const no_file[] = {"xx.weights", "nowhere.weights", "dev.conllu"};

    (void)state;
    assert_int_equal(run(train_parser, no_rounds, 7), 2);
    assert_int_equal(run(train_parser, no_rounds, 3), 2);
    assert_int_equal(run(teach_parser, no_rounds, 3), 2);
    assert_int_equal(run(eval_parser, no_file, 2), 2);
    assert_int_equal(run(eval_parser, no_file, 3), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unseen_sentences_of_a_second_language_are_parsed),
        cmocka_unit_test(the_same_treebank_gives_the_same_bits),
        cmocka_unit_test(parsers_that_vote_write_a_treebank_to_learn_from),
        cmocka_unit_test(wrong_arguments_are_told),
    };

    return cmocka_run_group_tests(tests, make_all, remove_dir);
}
