/* A second language: a tagger and a parser are trained from a small treebank of a made-up one, the
 * same bits each time, and read words they have never seen. */
#include "unit/train/small_language.h"

#include "ingest/parser.h"
#include "ingest/tagger.h"
#include "ingest/tokens.h"
#include "tools/train/commands.h"
#include "tools/train/conllu.h"

static temp_dir dir; /* of this program */

/* A copy, for temp_name() gives one name at a time. */
static char *path_of(const char *name)
{
    return cn_strdup(temp_name(&dir, name));
}

static int run_training(const char *out, const char *clusters)
{
    char language[] = "xx";
    char *arguments[] = {path_of(out), language, path_of("train.conllu"), path_of("dev.conllu"),
                         clusters ? path_of(clusters) : NULL};
    const int code = train_tagger(clusters ? 5 : 4, arguments);

    cn_free(arguments[0]);
    cn_free(arguments[2]);
    cn_free(arguments[3]);
    cn_free(arguments[4]);
    return code;
}

static int make_dir(void **state)
{
    (void)state;
    if (!temp_dir_make(&dir))
        return -1;
    small_treebank(&dir, "train.conllu", 120, 1, 0, 14);
    small_treebank(&dir, "dev.conllu", 40, 2, 0, 14);
    small_treebank(&dir, "test.conllu", 40, 3, 6, 14);
    return run_training("xx.weights", NULL);
}

static int remove_dir(void **state)
{
    (void)state;
    temp_dir_remove(&dir);
    return 0;
}

static void unseen_words_of_a_second_language_are_tagged(void **state)
{
    cn_token tokens[CN_TREE_MAX];
    cn_tree tree = {.tokens = tokens};
    cn_conllu treebank;
    cn_tagger *tagger;
    size_t n_words = 0, n_upos = 0, n_lemmas = 0, n_plural = 0;
    cn_buf text;

    (void)state;
    cn_buf_init(&text, SIZE_MAX);
    assert_int_equal(cn_tagger_open(&tagger, temp_name(&dir, "xx.weights"), NULL), CAIRN_OK);
    assert_int_equal(cn_conllu_read(&treebank, temp_name(&dir, "test.conllu"), NULL), CAIRN_OK);
    for (size_t s = 0; s < treebank.n_sentences; s++) {
        const cn_conllu_word *words = treebank.words + treebank.sentences[s].first;

        assert_int_equal(cn_conllu_tree(&treebank, s, &text, &tree, NULL), CAIRN_OK);
        cn_tagger_run(tagger, &tree);
        for (uint32_t i = 0; i < tree.n; i++) {
            const bool is_plural = cn_span_is(cn_conllu_feature(&words[i], "Number"), "Plur");
            char lemma[64];

            cn_tagger_lemma(tagger, tree.text, &tokens[i], lemma, sizeof(lemma));
            n_words++;
            n_upos += tokens[i].upos == words[i].upos;
            n_plural += ((tokens[i].morph & CN_MORPH_PLURAL) != 0) == is_plural;
            n_lemmas += cn_span_is(words[i].lemma, lemma);
        }
    }
    assert_true(n_words > 200);
    assert_true(n_upos * 100 >= n_words * 97);
    assert_true(n_plural * 100 >= n_words * 97);
    assert_true(n_lemmas * 100 >= n_words * 95);
    cn_conllu_done(&treebank);
    cn_tagger_close(tagger);
    cn_buf_done(&text);
}

static void a_second_language_is_parsed(void **state)
{
    char *paths[] = {path_of("xx.parser"), path_of("xx.weights"), path_of("dev.conllu"),
                     path_of("train.conllu")};
    char language[] = "xx", rounds[] = "6";
    char *arguments[] = {paths[0], language, rounds, paths[1], paths[2], paths[1], paths[3]};
    cn_token tokens[CN_TREE_MAX];
    cn_tree tree = {.tokens = tokens};
    size_t n_words = 0, n_attached = 0;
    cn_conllu treebank;
    cn_tagger *tagger;
    cn_parser *parser;
    cn_buf text;

    (void)state;
    cn_buf_init(&text, SIZE_MAX);
    assert_int_equal(train_parser(7, arguments), 0);
    assert_int_equal(cn_tagger_open(&tagger, paths[1], NULL), CAIRN_OK);
    assert_int_equal(cn_parser_open(&parser, paths[0], NULL), CAIRN_OK);
    assert_int_equal(cn_conllu_read(&treebank, temp_name(&dir, "test.conllu"), NULL), CAIRN_OK);
    for (size_t s = 0; s < treebank.n_sentences; s++) {
        const cn_conllu_word *words = treebank.words + treebank.sentences[s].first;

        assert_int_equal(cn_conllu_tree(&treebank, s, &text, &tree, NULL), CAIRN_OK);
        cn_tagger_run(tagger, &tree);
        cn_parser_run(parser, tagger, &tree);
        for (uint32_t i = 0; i < tree.n; i++) {
            n_words++;
            n_attached += tokens[i].head == words[i].head && tokens[i].label == words[i].label;
        }
    }
    assert_true(n_attached * 100 >= n_words * 95);
    cn_conllu_done(&treebank);
    cn_parser_close(parser);
    cn_tagger_close(tagger);
    cn_buf_done(&text);
    for (int i = 0; i < 4; i++)
        cn_free(paths[i]);
}

static void training_twice_gives_the_same_bytes(void **state)
{
    cn_buf first, second;

    (void)state;
    assert_int_equal(run_training("again.weights", NULL), 0);
    cn_buf_init(&first, SIZE_MAX);
    cn_buf_init(&second, SIZE_MAX);
    assert_int_equal(cn_file_read(temp_name(&dir, "xx.weights"), SIZE_MAX, &first, NULL), CAIRN_OK);
    assert_int_equal(cn_file_read(temp_name(&dir, "again.weights"), SIZE_MAX, &second, NULL),
                     CAIRN_OK);
    assert_int_equal(first.len, second.len);
    assert_memory_equal(first.data, second.data, first.len);
    cn_buf_done(&first);
    cn_buf_done(&second);
}

static void clusters_of_the_language_come_along(void **state)
{
    char *arguments[] = {path_of("xx.clusters"), path_of("train.conllu"), path_of("dev.conllu")};
    cn_token token = {.len = 2};
    cn_tagger *tagger;
    uint32_t lo, mu;

    (void)state;
    assert_int_equal(train_clusters(3, arguments), 0);
    assert_int_equal(run_training("clusters.weights", "xx.clusters"), 0);
    assert_int_equal(cn_tagger_open(&tagger, temp_name(&dir, "clusters.weights"), NULL), CAIRN_OK);
    cn_token_look(&token, "lo");
    lo = cn_tagger_cluster(tagger, &token);
    cn_token_look(&token, "mu");
    mu = cn_tagger_cluster(tagger, &token);
    assert_true(lo != 0 && mu != 0);
    cn_token_look(&token, "qq");
    assert_int_equal(cn_tagger_cluster(tagger, &token), 0);
    cn_tagger_close(tagger);
    for (int i = 0; i < 3; i++)
        cn_free(arguments[i]);
}

static void wrong_arguments_and_files_are_refused(void **state)
{
    char nowhere[] = "/no/such/file", language[] = "xx";
    char *missing[] = {nowhere, language, nowhere, nowhere};

    (void)state;
    assert_int_equal(train_tagger(1, missing), 2);
    assert_int_equal(train_tagger(4, missing), 1);
    assert_int_equal(train_clusters(1, missing), 2);
    assert_int_equal(train_clusters(2, (char *[]){nowhere, nowhere}), 1);
    assert_int_equal(eval_tagger(1, missing), 2);
    assert_int_equal(eval_tagger(2, (char *[]){nowhere, nowhere}), 1);
    assert_int_equal(eval_tokens(0, missing), 2);
    assert_int_equal(eval_tokens(1, missing), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unseen_words_of_a_second_language_are_tagged),
        cmocka_unit_test(a_second_language_is_parsed),
        cmocka_unit_test(training_twice_gives_the_same_bytes),
        cmocka_unit_test(clusters_of_the_language_come_along),
        cmocka_unit_test(wrong_arguments_and_files_are_refused),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
