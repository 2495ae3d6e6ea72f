/* --set reaches the handle, or says what is wrong with it. */
#include "tests/unit/api/small_kb.h"

#include "apps/cli/sets.h"

static temp_dir dir;
static cairn *kb;

static int open_kb(void **state)
{
    (void)state;
    if (!temp_dir_make(&dir))
        return -1;
    kb = small_kb(temp_name(&dir, "kb.db"));
    return 0;
}

static int close_kb(void **state)
{
    (void)state;
    cairn_close(kb);
    small_remove(&dir, "kb.db");
    return 0;
}

static int use(const char *given)
{
    const cli_args args = {.sets = {given}, .n_sets = 1};

    return cli_sets_use(&args, kb);
}

static void a_value_is_used(void **state)
{
    cairn_setting setting = {.name = ""};

    (void)state;
    assert_int_equal(use("walk.keep=0.25"), CLI_DONE);
    for (size_t i = 0; strcmp(setting.name, "walk.keep") != 0; i++)
        assert_int_equal(cairn_setting_get(kb, i, &setting, NULL), CAIRN_ROW);
    assert_true(setting.value == 0.25 && !setting.is_kept);
    assert_int_equal(use("walk.keep=5e-1"), CLI_DONE);
}

static void a_star_means_all_of_a_kind(void **state)
{
    cairn_setting setting;
    size_t n = 0;

    (void)state;
    assert_int_equal(use("walk.*=0.125"), CLI_DONE);
    for (size_t i = 0; cairn_setting_get(kb, i, &setting, NULL) == CAIRN_ROW; i++) {
        if (strncmp(setting.name, "walk.", 5) != 0)
            continue;
        assert_true(setting.value == 0.125);
        n++;
    }
    assert_true(n > 1);
    assert_int_equal(use("nothing.*=1"), CLI_USAGE);
    assert_int_equal(use("walk.*=-1"), CLI_USAGE);
}

static void what_is_wrong_is_refused(void **state)
{
    (void)state;
    assert_int_equal(use("walk.kepe=0.25"), CLI_USAGE);
    assert_int_equal(use("walk.keep=17"), CLI_USAGE);
    assert_int_equal(use("walk.keep=half"), CLI_USAGE);
    assert_int_equal(use("walk.keep=nan"), CLI_USAGE);
    assert_int_equal(use("walk.keep=0x1"), CLI_USAGE);
    assert_int_equal(use("walk.keep= 1"), CLI_USAGE);
    assert_int_equal(use("walk.keep=1-"), CLI_USAGE);
    assert_int_equal(use("=1"), CLI_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_used),
        cmocka_unit_test(a_star_means_all_of_a_kind),
        cmocka_unit_test(what_is_wrong_is_refused),
    };

    return cmocka_run_group_tests(tests, open_kb, close_kb);
}
