/* A word about two names is kept, built, and told by the exit code. */
#include "apps/cli/decide.h"

#include "apps/cli/options.h"
#include "tests/unit/api/small_kb.h"

static int decide(cairn *kb, const char *first, const char *second, cairn_verdict verdict,
                  unsigned given)
{
    const cli_args args = {.kb = "kb.db", .given = given, .quiet = true};

    return cli_decide(&args, kb, first, second, verdict);
}

static cairn_id meaning(cairn *kb, const char *name)
{
    cairn_entity entity;

    return cairn_entity_find(kb, name, &entity, NULL) == CAIRN_OK ? entity.id : 0;
}

static void what_is_said_holds_until_it_is_taken_back(void **state)
{
    temp_dir dir;
    cairn *kb;

    (void)state;
    assert_true(temp_dir_make(&dir));
    kb = small_kb(temp_name(&dir, "kb.db"));
    assert_int_not_equal(meaning(kb, "Tom Reed"), meaning(kb, "Port Vale"));
    assert_int_equal(decide(kb, "Tom Reed", "Port Vale", CAIRN_SAME, 0), CLI_DONE);
    assert_int_equal(meaning(kb, "Tom Reed"), meaning(kb, "Port Vale"));
    assert_int_equal(decide(kb, "Port Vale", "Tom Reed", CAIRN_APART, 0), CLI_DONE);
    assert_int_not_equal(meaning(kb, "Tom Reed"), meaning(kb, "Port Vale"));
    assert_int_equal(decide(kb, "Tom Reed", "Port Vale", CAIRN_SAME, 0), CLI_DONE);
    assert_int_equal(decide(kb, "Tom Reed", "Port Vale", CAIRN_SAME, CLI_OPT_UNDO), CLI_DONE);
    assert_int_not_equal(meaning(kb, "Tom Reed"), meaning(kb, "Port Vale"));
    cairn_close(kb);
    small_remove(&dir, "kb.db");
}

static void a_contradiction_is_settled_not_refused(void **state)
{
    temp_dir dir;
    cairn *kb;

    (void)state;
    assert_true(temp_dir_make(&dir));
    kb = small_kb(temp_name(&dir, "kb.db"));
    assert_int_equal(decide(kb, "Tom Reed", "Port Vale", CAIRN_SAME, 0), CLI_DONE);
    assert_int_equal(decide(kb, "Tom Reed", "Ada Marsh", CAIRN_APART, 0), CLI_DONE);
    assert_int_equal(decide(kb, "Port Vale", "Ada Marsh", CAIRN_SAME, 0), CLI_DONE);
    assert_int_not_equal(meaning(kb, "Tom Reed"), meaning(kb, "Ada Marsh"));
    cairn_close(kb);
    small_remove(&dir, "kb.db");
}

static void names_that_are_not_there_have_their_exit_code(void **state)
{
    temp_dir dir;
    cairn *kb;

    (void)state;
    assert_true(temp_dir_make(&dir));
    kb = small_kb(temp_name(&dir, "kb.db"));
    assert_int_equal(decide(kb, "Wolfgang Xerxes", "Ada Marsh", CAIRN_SAME, 0), CLI_PARTLY);
    assert_int_equal(decide(kb, "Ada Marsh", "ada marsh", CAIRN_SAME, 0), CLI_USAGE);
    assert_int_equal(decide(kb, "", "ada marsh", CAIRN_SAME, 0), CLI_USAGE);
    cairn_close(kb);
    small_remove(&dir, "kb.db");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said_holds_until_it_is_taken_back),
        cmocka_unit_test(a_contradiction_is_settled_not_refused),
        cmocka_unit_test(names_that_are_not_there_have_their_exit_code),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
