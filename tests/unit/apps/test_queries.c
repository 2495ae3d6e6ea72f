/* Files of questions are read whole or refused with the line at fault. */
#include "unit/base/oom_walk.h"

#include "apps/cli/queries.h"
#include "unit/base/temp_dir.h"

static temp_dir dir;

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

static int read_text(const char *text, cli_queries *queries, cairn_error *err)
{
    temp_file_put(&dir, "queries.jsonl", text);
    return cli_queries_read(temp_name(&dir, "queries.jsonl"), queries, err);
}

#define GOOD                                                                                       \
    "{\"id\": 7, \"question\": \"Who?\", \"answers\": [\"A\"], \"gold\": [\"u\", \"v\", \"u\"]}\n"

static void questions_are_read_and_gold_counts_once(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cli_queries queries;

    (void)state;
    assert_int_equal(read_text("\n" GOOD " \r\n", &queries, &err), CAIRN_OK);
    assert_int_equal(queries.n, 1);
    assert_string_equal(queries.items[0].question, "Who?");
    assert_int_equal(queries.items[0].truth.n_gold, 2);
    assert_string_equal(queries.items[0].truth.gold[1], "v");
    cli_queries_done(&queries);
}

static void questions_without_an_answer_are_read(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cli_queries queries;

    (void)state;
    assert_int_equal(
        read_text("{\"id\": 1, \"question\": \"Q\", \"answers\": [], \"gold\": [\"u\"]}\n"
                  "{\"id\": 2, \"question\": \"Q\", \"answers\": [], \"gold\": []}\n"
                  "{\"id\": 3, \"question\": \"Q\", \"impossible\": true}\n"
                  "{\"id\": 4, \"question\": \"Q\", \"impossible\": true, "
                  "\"answers\": [\"A\"]}\n",
                  &queries, &err),
        CAIRN_OK);
    assert_int_equal(queries.n, 4);
    for (size_t i = 0; i < queries.n; i++) {
        assert_int_equal(queries.items[i].truth.n_answers, 0);
        assert_int_equal(queries.items[i].truth.n_gold, i == 0);
    }
    cli_queries_done(&queries);
}

static void a_bad_line_is_named(void **state)
{
    static const char *const bad[] = {
        "{",
        "[]",
        "{\"id\": 8}",
        "{\"id\": 8, \"question\": \"\", \"answers\": [\"A\"], \"gold\": [\"u\"]}",
        "{\"id\": 8, \"question\": \"Q\", \"answers\": [\"A\"], \"gold\": []}",
        "{\"id\": 8, \"question\": \"Q\", \"answers\": \"A\", \"gold\": [\"u\"]}",
        "{\"id\": 8, \"question\": \"Q\", \"gold\": [\"u\"]}",
        "{\"id\": 8, \"question\": \"Q\", \"answers\": [\"A\"], \"gold\": [1]}",
        "{\"id\": 8, \"question\": \"Q\", \"answers\": [\"A\"]}",
        "{\"id\": null, \"question\": \"Q\", \"answers\": [\"A\"], \"gold\": [\"u\"]}",
        GOOD, /* its id a second time */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        cairn_error err = CAIRN_ERROR_INIT;
        cli_queries queries;
        char text[512];

        snprintf(text, sizeof(text), "%s\n%s\n", GOOD, bad[i]);
        assert_int_equal(read_text(text, &queries, &err), CAIRN_EPARSE);
        assert_non_null(strstr(err.message, ":3: "));
        cli_queries_done(&queries);
    }
}

static void a_file_without_questions_is_refused(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cli_queries queries;

    (void)state;
    assert_int_equal(read_text(" \n", &queries, &err), CAIRN_EPARSE);
    cli_queries_done(&queries);
    assert_int_equal(cli_queries_read("/nowhere/at/all", &queries, &err), CAIRN_EIO);
    cli_queries_done(&queries);
}

static int read_once(void *user)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cli_queries queries;
    int rc = read_text(user, &queries, &err);

    cli_queries_done(&queries);
    return rc;
}

static void every_failing_allocation_is_reported(void **state)
{
    char text[] = GOOD;

    (void)state;
    walk_failures(read_once, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_are_read_and_gold_counts_once),
        cmocka_unit_test(questions_without_an_answer_are_read),
        cmocka_unit_test(a_bad_line_is_named),
        cmocka_unit_test(a_file_without_questions_is_refused),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
