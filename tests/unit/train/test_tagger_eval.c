/* The command that measures a tagger ends well on a treebank and a tagger, else it fails. */
#include "unit/train/small_language.h"

#include "tools/train/commands.h"

static temp_dir dir; /* of this program */

static int make_dir(void **state)
{
    (void)state;
    if (!temp_dir_make(&dir))
        return -1;
    small_treebank(&dir, "a.conllu", 5, 1, 0, 20);
    temp_file_put(&dir, "bad", "no treebank\n");
    return 0;
}

static int remove_dir(void **state)
{
    (void)state;
    temp_dir_remove(&dir);
    return 0;
}

static void a_tagger_is_measured(void **state)
{
    char tagger[] = CAIRN_SOURCE_DIR "/data/models/en/tagger.weights";
    char *treebank = cn_strdup(temp_name(&dir, "a.conllu"));
    char *bad = cn_strdup(temp_name(&dir, "bad"));

    (void)state;
    assert_int_equal(eval_tagger(2, (char *[]){tagger, treebank}), 0);
    assert_int_equal(eval_tagger(2, (char *[]){tagger, bad}), 1);
    assert_int_equal(eval_tagger(2, (char *[]){bad, treebank}), 1);
    assert_int_equal(eval_tagger(1, (char *[]){tagger}), 2);
    cn_free(treebank);
    cn_free(bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tagger_is_measured),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
