/* The command that measures the tokenizer ends well on a treebank, whether its words stand in its
 * text or not, else it fails. */
#include "unit/base/oom_walk.h"

#include "tools/train/commands.h"
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

static int measure(const char *text, int argc)
{
    char *path, shows[] = "show";
    int code;

    temp_file_put(&dir, "a.conllu", text);
    path = cn_strdup(temp_name(&dir, "a.conllu"));
    code = eval_tokens(argc, (char *[]){path, shows});
    cn_free(path);
    return code;
}

static void a_tokenizer_is_measured(void **state)
{
    (void)state;
    assert_int_equal(measure("# text = ice-cold rain\n1\tice-cold\tx\tADJ\t_\t_\t2\tamod\t_\t_\n"
                             "2\train\tx\tNOUN\t_\t_\t0\troot\t_\t_\n",
                             2),
                     0);
    assert_int_equal(measure("# text = other\n1\train\tx\tNOUN\t_\t_\t0\troot\t_\t_\n", 1), 0);
    assert_int_equal(measure("no treebank", 1), 1);
    assert_int_equal(measure("", 3), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tokenizer_is_measured),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
