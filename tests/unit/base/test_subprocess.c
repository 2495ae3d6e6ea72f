/* Children: fed, read, limited, and never left behind. */
#include "unit/base/oom_walk.h"

#include <string.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/subprocess.h"

static const cn_child_limits no_limits = {0, 0, 0, 0};

/* Runs `script` in sh; out gets what it printed. */
static int run_script(const char *script, const char *input, const cn_child_limits *limits,
                      cn_buf *out, int *exit_code, cairn_error *err)
{
    const char *const argv[] = {"sh", "-c", script, NULL};

    return cn_child_run(argv, input, input ? strlen(input) : 0, limits, out, exit_code, err);
}

static void assert_prints(const char *script, const char *input, const char *expected, int code)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf out;
    int exit_code = -5;

    cn_buf_init(&out, 1000000);
    assert_int_equal(run_script(script, input, &no_limits, &out, &exit_code, &err), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), expected);
    assert_int_equal(exit_code, code);
    cn_buf_done(&out);
}

static void output_and_exit_code_come_back(void **state)
{
    (void)state;
    assert_prints("printf hello", NULL, "hello", 0);
    assert_prints("exit 3", NULL, "", 3);
    assert_prints("kill -9 $$", NULL, "", 128 + 9);
    assert_prints("echo lost >&2; printf kept", NULL, "kept", 0);
    assert_prints("cat", NULL, "", 0);
    assert_prints("cat", "", "", 0);
    assert_prints("cat", "fed", "fed", 0);
    assert_prints("cat /dev/stdin", "fed", "fed", 0);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void much_goes_both_ways_at_once(void **state)
{
    enum { LEN = 3000000 };
    const char *const argv[] = {"cat", NULL};
    char *text = cn_alloc(LEN);
    cn_buf out;
    int exit_code;

    (void)state;
    memset(text, 'x', LEN);
    cn_buf_init(&out, LEN);
    assert_int_equal(cn_child_run(argv, text, LEN, &no_limits, &out, &exit_code, NULL), CAIRN_OK);
    assert_int_equal(out.len, LEN);
    assert_memory_equal(out.data, text, LEN);
    cn_buf_done(&out);
    cn_free(text);
}

static void a_child_that_does_not_read_is_no_failure(void **state)
{
    enum { LEN = 3000000 };
    const char *const argv[] = {"true", NULL};
    char *text = cn_alloc_zero(1, LEN);
    cn_buf out;
    int exit_code;

    (void)state;
    cn_buf_init(&out, 10);
    assert_int_equal(cn_child_run(argv, text, LEN, &no_limits, &out, &exit_code, NULL), CAIRN_OK);
    assert_int_equal(exit_code, 0);
    cn_buf_done(&out);
    cn_free(text);
}

static void a_program_that_is_not_there_is_told(void **state)
{
    const char *const names[] = {"no-such-program-here", "/no/such/program", "/tmp", ""};
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf out;
    int exit_code;

    (void)state;
    cn_buf_init(&out, 10);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *const argv[] = {names[i], NULL};

        assert_int_equal(cn_child_run(argv, NULL, 0, &no_limits, &out, &exit_code, &err),
                         CAIRN_ENOTFOUND);
        assert_int_equal(exit_code, -1);
    }
    cn_buf_done(&out);
}

static void a_child_that_takes_too_long_is_killed(void **state)
{
    const cn_child_limits limits = {.wall_ms = 200};
    cairn_error err = CAIRN_ERROR_INIT;
    uint64_t before = cn_clock_ns();
    cn_buf out;
    int exit_code;

    (void)state;
    cn_buf_init(&out, 100);
    assert_int_equal(run_script("sleep 60 & sleep 60", NULL, &limits, &out, &exit_code, &err),
                     CAIRN_ECANCELED);
    assert_string_equal(err.message, "sh took longer than 200 ms");
    assert_int_equal(run_script("exec >&-; sleep 60", NULL, &limits, &out, &exit_code, &err),
                     CAIRN_ECANCELED);
    assert_true(cn_clock_ns() - before < UINT64_C(20000000000));
    cn_buf_done(&out);
}

static void a_grandchild_that_holds_the_pipe_is_not_waited_for(void **state)
{
    uint64_t before = cn_clock_ns();

    (void)state;
    assert_prints("sleep 60 & printf done", NULL, "done", 0);
    assert_true(cn_clock_ns() - before < UINT64_C(20000000000));
}

static void too_much_output_stops_the_child(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf out;
    int exit_code;

    (void)state;
    cn_buf_init(&out, 1000);
    assert_int_equal(run_script("yes", NULL, &no_limits, &out, &exit_code, &err), CAIRN_EINVAL);
    assert_string_equal(err.message, "sh printed more than 1000 bytes");
    cn_buf_done(&out);
}

static void limits_reach_the_child(void **state)
{
    const cn_child_limits limits = {
        .wall_ms = 20000, .cpu_seconds = 1, .memory = 512u << 20, .file_size = 4096};
    cn_buf out;
    int exit_code;

    (void)state;
    cn_buf_init(&out, 1000);
    assert_int_equal(
        run_script("ulimit -t; ulimit -v; ulimit -c", NULL, &limits, &out, &exit_code, NULL),
        CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), "1\n524288\n0\n");
    assert_int_equal(run_script("while :; do :; done", NULL, &limits, &out, &exit_code, NULL),
                     CAIRN_OK);
    assert_true(exit_code > 128);
    cn_buf_done(&out);
}

static int run_once(void *user)
{
    cn_buf out;
    int exit_code;
    int rc;

    (void)user;
    cn_buf_init(&out, 1000);
    rc = run_script("printf x", NULL, &no_limits, &out, &exit_code, NULL);
    cn_buf_done(&out);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    walk_failures(run_once, NULL);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(output_and_exit_code_come_back),
        cmocka_unit_test(much_goes_both_ways_at_once),
        cmocka_unit_test(a_child_that_does_not_read_is_no_failure),
        cmocka_unit_test(a_program_that_is_not_there_is_told),
        cmocka_unit_test(a_child_that_takes_too_long_is_killed),
        cmocka_unit_test(a_grandchild_that_holds_the_pipe_is_not_waited_for),
        cmocka_unit_test(too_much_output_stops_the_child),
        cmocka_unit_test(limits_reach_the_child),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
