/* The command line, as people type it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "apps/cli/options.h"

enum { WORDS_MAX = 12 };

/* Parses the words up to NULL; slots must outlive args. */
static int parse(char *slots[WORDS_MAX], const char *const words[], cli_args *args)
{
    int n = 1;

    for (; words[n - 1]; n++) {
        assert_true(n < WORDS_MAX - 1);
        memcpy(&slots[n], &words[n - 1], sizeof(slots[n]));
    }
    slots[n] = NULL;
    return cli_options_parse(n, slots, args);
}

#define WORDS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

static void options_stand_before_or_after_operands(void **state)
{
    char *slots[WORDS_MAX];
    cli_args args;

    (void)state;
    assert_int_equal(
        parse(slots, WORDS("--kb", "a.db", "search", "-k5", "two", "--json", "words"), &args),
        CLI_DONE);
    assert_string_equal(args.command, "search");
    assert_string_equal(args.kb, "a.db");
    assert_int_equal(args.limit, 5);
    assert_true(args.json);
    assert_int_equal(args.n_operands, 2);
    assert_string_equal(args.operands[0], "two");
    assert_string_equal(args.operands[1], "words");
}

static void two_dashes_end_options_and_one_is_an_operand(void **state)
{
    char *slots[WORDS_MAX];
    cli_args args;

    (void)state;
    assert_int_equal(parse(slots, WORDS("index", "-", "--", "--json", "--"), &args), CLI_DONE);
    assert_false(args.json);
    assert_int_equal(args.n_operands, 3);
    assert_string_equal(args.operands[0], "-");
    assert_string_equal(args.operands[1], "--json");
    assert_string_equal(args.operands[2], "--");
}

static void values_are_taken_after_an_equals_sign(void **state)
{
    char *slots[WORDS_MAX];
    cli_args args;

    (void)state;
    assert_int_equal(
        parse(slots,
              WORDS("show", "u", "--range=120:80", "--kb=", "--mode=graph", "--format=jsonl"),
              &args),
        CLI_DONE);
    assert_int_equal(args.range_first, 120);
    assert_int_equal(args.range_len, 80);
    assert_int_equal(args.mode, CLI_GRAPH);
    assert_int_equal(args.format, CAIRN_FORMAT_JSONL);
    assert_string_equal(args.kb, "");
}

static void settings_add_up(void **state)
{
    char *slots[WORDS_MAX];
    cli_args args;

    (void)state;
    assert_int_equal(parse(slots,
                           WORDS("ask", "Who?", "--set", "walk.keep=0.5", "--explain",
                                 "--set=walk.fall=1", "--mode", "global"),
                           &args),
                     CLI_DONE);
    assert_int_equal(args.n_sets, 2);
    assert_string_equal(args.sets[0], "walk.keep=0.5");
    assert_string_equal(args.sets[1], "walk.fall=1");
    assert_int_equal(args.mode, CLI_GLOBAL);
    assert_true((args.given & CLI_OPT_EXPLAIN) != 0);
    assert_int_equal(cli_options_allow(&args, CLI_OPT_SET | CLI_OPT_MODE), CLI_USAGE);
    assert_int_equal(cli_options_allow(&args, CLI_OPT_SET | CLI_OPT_MODE | CLI_OPT_EXPLAIN),
                     CLI_DONE);
}

static void bad_values_are_refused(void **state)
{
    const char *const *const bad[] = {
        WORDS("search", "-k", "many"),
        WORDS("search", "-k", "0"),
        WORDS("search", "-k", "1001"),
        WORDS("search", "-k", "-1"),
        WORDS("search", "-k", " 5"),
        WORDS("search", "-k", "99999999999999999999"),
        WORDS("search", "-k"),
        WORDS("search", "--mode", "fast"),
        WORDS("search", "--json=yes"),
        WORDS("index", "--threads", "257"),
        WORDS("index", "--format", "pdf"),
        WORDS("show", "--range", "5"),
        WORDS("show", "--range", ":5"),
        WORDS("show", "--range", "5:0"),
        WORDS("show", "--range", "1:2:3"),
        WORDS("search", "--set", "walk.keep"),
        WORDS("search", "--set", "=1"),
        WORDS("search", "--set", "walk.keep="),
        WORDS("tune", "--folds", "1"),
        WORDS("tune", "--folds", "21"),
        WORDS("search", "--wings"),
        WORDS("search", "-w"),
    };
    char *slots[WORDS_MAX];
    cli_args args;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(parse(slots, bad[i], &args), CLI_USAGE);
}

static void commands_refuse_options_of_others(void **state)
{
    char *slots[WORDS_MAX];
    cli_args args;

    (void)state;
    assert_int_equal(parse(slots, WORDS("stats", "--threads", "2"), &args), CLI_DONE);
    assert_int_equal(cli_options_allow(&args, CLI_OPT_KB | CLI_OPT_JSON), CLI_USAGE);
    assert_int_equal(cli_options_allow(&args, CLI_OPT_THREADS), CLI_DONE);
}

static void the_store_comes_from_option_environment_or_default(void **state)
{
    char *slots[WORDS_MAX];
    cli_args args;

    (void)state;
    assert_int_equal(unsetenv("CAIRN_KB"), 0);
    assert_int_equal(parse(slots, WORDS("stats"), &args), CLI_DONE);
    assert_string_equal(args.kb, "./cairn.db");
    assert_int_equal(setenv("CAIRN_KB", "env.db", 1), 0);
    assert_int_equal(parse(slots, WORDS("stats"), &args), CLI_DONE);
    assert_string_equal(args.kb, "env.db");
    assert_int_equal(parse(slots, WORDS("stats", "--kb", "mine.db"), &args), CLI_DONE);
    assert_string_equal(args.kb, "mine.db");
    assert_int_equal(unsetenv("CAIRN_KB"), 0);
}

static void no_words_mean_no_command(void **state)
{
    char *slots[WORDS_MAX];
    cli_args args;

    (void)state;
    assert_int_equal(parse(slots, WORDS("--json"), &args), CLI_DONE);
    assert_null(args.command);
    assert_int_equal(args.n_operands, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_stand_before_or_after_operands),
        cmocka_unit_test(two_dashes_end_options_and_one_is_an_operand),
        cmocka_unit_test(values_are_taken_after_an_equals_sign),
        cmocka_unit_test(settings_add_up),
        cmocka_unit_test(bad_values_are_refused),
        cmocka_unit_test(commands_refuse_options_of_others),
        cmocka_unit_test(the_store_comes_from_option_environment_or_default),
        cmocka_unit_test(no_words_mean_no_command),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
