/* Treebanks to learn from: with their own tags, sentence by sentence. */
#include "unit/base/oom_walk.h"
#include "unit/base/temp_dir.h"

#include "tools/train/parser_data.h"
#include "tools/train/parser_pairs.h"

static const char treebank[] =
    "1\tdogs\tdog\tNOUN\t_\tNumber=Plur\t2\tnsubj\t_\t_\n"
    "2\tran\trun\tVERB\t_\tTense=Past|VerbForm=Fin\t0\troot\t_\t_\n\n"
    "1\tstop\tstop\tVERB\t_\tMood=Imp|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No\n"
    "2\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_\n\n";

static void a_treebank_has_its_own_tags_without_a_tagger(void **state)
{
    temp_dir dir;
    cn_parse_data data;
    cn_token tokens[CN_TREE_MAX];
    cn_tree tree;
    char none[] = "-";
    char *pair[] = {none, NULL};

    (void)state;
    assert_true(temp_dir_make(&dir));
    temp_file_put(&dir, "x.conllu", treebank);
    pair[1] = cn_strdup(temp_name(&dir, "x.conllu"));
    cn_parse_data_init(&data);
    assert_int_equal(cn_train_read_pairs(&data, 2, pair, NULL), CAIRN_OK);
    assert_int_equal(data.n_samples, 2);
    assert_int_equal(data.n_tokens, 4);
    assert_int_equal(data.n_upos_right, 4);
    assert_int_equal(data.tokens[0].upos, CN_UPOS_NOUN);
    assert_int_equal(data.tokens[0].morph, CN_MORPH_PLURAL);
    assert_int_equal(data.tokens[0].head, 2);
    assert_int_equal(data.tokens[3].label, CN_DEP_PUNCT);
    cn_parse_data_tree(&data, 1, tokens, &tree);
    assert_int_equal(tree.n, 2);
    assert_int_equal(tokens[1].upos, CN_UPOS_PUNCT);
    assert_int_equal(tokens[1].head, 0); /* the right tree is not told */
    cn_parse_data_done(&data);
    cn_free(pair[1]);
    temp_dir_remove(&dir);
}

static void a_treebank_that_is_not_there_is_told(void **state)
{
    char none[] = "-", path[] = "/nowhere/x.conllu";
    char *pair[] = {none, path};
    cn_parse_data data;
    cairn_error err = {0};

    (void)state;
    cn_parse_data_init(&data);
    assert_true(cn_train_read_pairs(&data, 2, pair, &err) < 0);
    assert_true(err.message[0] != '\0');
    cn_parse_data_done(&data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_treebank_has_its_own_tags_without_a_tagger),
        cmocka_unit_test(a_treebank_that_is_not_there_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
