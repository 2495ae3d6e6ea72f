/* Treebanks: words, ranges, empty nodes and spaces are read as the format says, and what is no
 * treebank is refused with its line. */
#include "unit/base/oom_walk.h"

#include "tools/train/conllu.h"
#include "unit/base/temp_dir.h"

static temp_dir dir; /* of this program */

static int make_dir(void **state)
{
    (void)state;
    return temp_dir_make(&dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    temp_dir_remove(&dir);
    return 0;
}

static const char sample[] = "# sent_id = 1\n"
                             "# text = They didn't rain.\n"
                             "1\tThey\tthey\tPRON\tPRP\tCase=Nom|Number=Plur\t4\tnsubj\t_\t_\n"
                             "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                             "2\tdid\tdo\tAUX\tVBD\tTense=Past\t4\taux\t_\t_\n"
                             "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
                             "3.1\tempty\t_\t_\t_\t_\t_\t_\t_\t_\n"
                             "4\train\train\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
                             "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
                             "\n"
                             "1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\r\n";

static void words_are_read(void **state)
{
    const cn_conllu_word *words;
    cn_conllu treebank;

    (void)state;
    temp_file_put(&dir, "a", sample);
    assert_int_equal(cn_conllu_read(&treebank, temp_name(&dir, "a"), NULL), CAIRN_OK);
    assert_int_equal(treebank.n_sentences, 2);
    assert_int_equal(treebank.n_words, 6);
    assert_int_equal(treebank.sentences[1].first, 5);
    assert_true(cn_span_is(treebank.sentences[0].text, "They didn't rain."));
    assert_int_equal(treebank.sentences[1].text.len, 0);
    words = treebank.words;
    assert_true(cn_span_is(words[2].form, "n't"));
    assert_true(cn_span_is(words[2].lemma, "not"));
    assert_int_equal(words[2].upos, CN_UPOS_PART);
    assert_int_equal(words[2].label, CN_DEP_ADVMOD);
    assert_int_equal(words[2].head, 4);
    assert_true(cn_span_is(cn_conllu_feature(&words[0], "Number"), "Plur"));
    assert_true(cn_span_is(cn_conllu_feature(&words[0], "Case"), "Nom"));
    assert_int_equal(cn_conllu_feature(&words[0], "Num").len, 0);
    assert_int_equal(cn_conllu_feature(&words[2], "Number").len, 0);
    cn_conllu_done(&treebank);
}

static void a_tree_is_spaced_as_the_text_was(void **state)
{
    cn_token tokens[CN_TREE_MAX];
    cn_tree tree = {.tokens = tokens};
    cn_conllu treebank;
    cn_buf text;

    (void)state;
    temp_file_put(&dir, "a", sample);
    cn_buf_init(&text, SIZE_MAX);
    assert_int_equal(cn_conllu_read(&treebank, temp_name(&dir, "a"), NULL), CAIRN_OK);
    assert_int_equal(cn_conllu_tree(&treebank, 0, &text, &tree, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&text), "They didn't rain. ");
    assert_int_equal(tree.n, 5);
    assert_true(tokens[1].flags & CN_TOKEN_SPACE_BEFORE);
    assert_false(tokens[2].flags & CN_TOKEN_SPACE_BEFORE);
    assert_int_equal(tokens[2].first, strlen("They did"));
    assert_true(tokens[0].flags & CN_TOKEN_CAPITAL);
    assert_true(tokens[0].key != 0);
    cn_conllu_done(&treebank);
    cn_buf_done(&text);
}

static void a_sentence_too_long_is_passed_over(void **state)
{
    cn_token tokens[CN_TREE_MAX];
    cn_tree tree = {.tokens = tokens};
    cn_conllu treebank;
    cn_buf text;

    (void)state;
    cn_buf_init(&text, SIZE_MAX);
    for (int i = 1; i <= CN_TREE_MAX + 1; i++)
        cn_buf_printf(&text, "%d\tla\tla\tX\t_\t_\t0\troot\t_\t_\n", i);
    temp_file_put(&dir, "long", cn_buf_str(&text));
    assert_int_equal(cn_conllu_read(&treebank, temp_name(&dir, "long"), NULL), CAIRN_OK);
    assert_int_equal(cn_conllu_tree(&treebank, 0, &text, &tree, NULL), CAIRN_ENOTFOUND);
    cn_conllu_done(&treebank);
    cn_buf_done(&text);
}

static void what_is_no_treebank_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"plain text\n", ":1: no line of CoNLL-U"},
        {"# text = x\n1\tx\tx\tX\n", ":2: no line of CoNLL-U"},
        {"x\tx\tx\tX\t_\t_\t0\troot\t_\t_\n", ":1: no line of CoNLL-U"},
        {"1\t\tx\tX\t_\t_\t0\troot\t_\t_\n", ":1: no line of CoNLL-U"},
        {"2\tx\tx\tX\t_\t_\t0\troot\t_\t_\n", ":1: word 2 is out of order"},
        {"1\tx\tx\tX\t_\t_\t7\troot\t_\t_\n\n", ":2: a head is outside its sentence"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        cairn_error err = CAIRN_ERROR_INIT;
        cn_conllu treebank;

        temp_file_put(&dir, "bad", cases[i].text);
        assert_int_equal(cn_conllu_read(&treebank, temp_name(&dir, "bad"), &err), CAIRN_EPARSE);
        if (!strstr(err.message, cases[i].words))
            fail_msg("\"%s\" does not say \"%s\"", err.message, cases[i].words);
    }
}

static void a_sentence_is_varied_in_one_word(void **state)
{
    cn_conllu treebank;

    (void)state;
    temp_file_put(&dir, "v",
                  "1\tOtto\tOtto\tPROPN\t_\t_\t0\troot\t_\t_\n"
                  "2\tII\tII\tNUM\t_\t_\t1\tnummod\t_\t_\n\n"
                  "1\tII\tII\tNUM\t_\t_\t0\troot\t_\t_\n");
    assert_int_equal(cn_conllu_read(&treebank, temp_name(&dir, "v"), NULL), CAIRN_OK);
    assert_int_equal(cn_conllu_vary(&treebank, "II", CN_UPOS_NUM, "I", NULL), CAIRN_OK);
    assert_int_equal(treebank.n_sentences, 3);
    assert_int_equal(treebank.n_words, 5);
    assert_true(cn_span_is(treebank.words[3].form, "Otto"));
    assert_true(cn_span_is(treebank.words[4].form, "I"));
    assert_true(cn_span_is(treebank.words[1].form, "II"));
    assert_int_equal(treebank.words[4].head, 1);
    cn_conllu_done(&treebank);
}

static int read_once(void *user)
{
    cn_conllu treebank;
    int rc = cn_conllu_read(&treebank, temp_name(&dir, "a"), NULL);

    (void)user;
    if (rc == CAIRN_OK)
        cn_conllu_done(&treebank);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    temp_file_put(&dir, "a", sample);
    walk_failures(read_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read),
        cmocka_unit_test(a_tree_is_spaced_as_the_text_was),
        cmocka_unit_test(a_sentence_too_long_is_passed_over),
        cmocka_unit_test(what_is_no_treebank_is_refused_with_its_line),
        cmocka_unit_test(a_sentence_is_varied_in_one_word),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
