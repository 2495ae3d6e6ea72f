/* Lines as texts of their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "apps/cli/extract_lines.h"
#include "tests/unit/base/temp_dir.h"

enum { LINES = 700 };

struct heard {
    cn_buf out, issues;
    int stop;
};

static void format(cn_buf *out, const char *where, const char *line, cairn_extracted *found,
                   const void *user)
{
    const char *number = strrchr(where, ':');
    cairn_statement s;

    (void)user;
    cn_buf_printf(out, "%s \"%s\"", number, line);
    while (cairn_extracted_next_statement(found, &s) == CAIRN_ROW)
        cn_buf_printf(out, " %s|%s", s.subject.name, s.relation);
    cn_buf_add_char(out, '\n');
}

static int print(const cn_buf *out, void *user)
{
    struct heard *heard = user;

    cn_buf_add(&heard->out, cn_buf_str(out), out->len);
    return heard->stop;
}

static void hear(const char *where, const char *sentence, void *user)
{
    cn_buf_printf(&((struct heard *)user)->issues, "%s %s\n", strrchr(where, ':'), sentence);
}

static int read_text(const char *text, uint32_t n_threads, struct heard *heard)
{
    cairn_extractor *x = NULL;
    cli_lines lines = {
        .n_threads = n_threads, .format = format, .print = print, .issue = hear, .user = heard};
    temp_dir dir;
    int rc;

    cn_buf_init(&heard->out, (size_t)1 << 24);
    cn_buf_init(&heard->issues, (size_t)1 << 20);
    assert_true(temp_dir_make(&dir));
    temp_file_put(&dir, "lines.txt", text);
    assert_int_equal(cairn_extractor_new(&x, NULL, NULL), CAIRN_OK);
    lines.x = x;
    rc = cli_extract_lines(&lines, temp_name(&dir, "lines.txt"), NULL);
    cairn_extractor_free(x);
    temp_dir_remove(&dir);
    return rc;
}

static void forget(struct heard *heard)
{
    cn_buf_done(&heard->out);
    cn_buf_done(&heard->issues);
}

static void lines_know_nothing_of_each_other(void **state)
{
    struct heard heard = {.stop = 0};

    (void)state;
    assert_int_equal(read_text("Port Vale is a town.\r\n\nIt is old.", 1, &heard), CAIRN_OK);
    assert_string_equal(cn_buf_str(&heard.issues), "");
    assert_non_null(strstr(cn_buf_str(&heard.out), ":1 \"Port Vale is a town.\" Port Vale|is"));
    assert_non_null(strstr(cn_buf_str(&heard.out), ":2 \"\"\n:3 \"It is old.\""));
    assert_null(strstr(strstr(cn_buf_str(&heard.out), ":3"), "Port Vale"));
    forget(&heard);
}

static void a_broken_line_is_named_and_the_rest_goes_on(void **state)
{
    struct heard heard = {.stop = 0};

    (void)state;
    assert_int_equal(read_text("One.\nb\xFF"
                               "ad\nThree.\n",
                               1, &heard),
                     CAIRN_OK);
    assert_string_equal(cn_buf_str(&heard.issues), ":2 the line is not valid UTF-8\n");
    assert_string_equal(cn_buf_str(&heard.out), ":1 \"One.\"\n:3 \"Three.\"\n");
    forget(&heard);
}

static void threads_change_nothing(void **state)
{
    struct heard one = {.stop = 0}, three = {.stop = 0};
    cn_buf text;

    (void)state;
    cn_buf_init(&text, (size_t)1 << 20);
    for (int i = 0; i < LINES; i++)
        cn_buf_printf(&text, "Port %c%c is a town.%s\n", 'A' + i % 26, 'a' + i / 26,
                      i % 97 == 0 ? " \xFE" : "");
    assert_int_equal(read_text(cn_buf_str(&text), 1, &one), CAIRN_OK);
    assert_int_equal(read_text(cn_buf_str(&text), 3, &three), CAIRN_OK);
    assert_string_equal(cn_buf_str(&one.out), cn_buf_str(&three.out));
    assert_string_equal(cn_buf_str(&one.issues), cn_buf_str(&three.issues));
    assert_non_null(strstr(cn_buf_str(&one.out), ":699 "));
    forget(&one);
    forget(&three);
    cn_buf_done(&text);
}

static void a_full_pipe_ends_it(void **state)
{
    struct heard heard = {.stop = 1};

    (void)state;
    assert_int_equal(read_text("One.\n", 1, &heard), CAIRN_ECANCELED);
    forget(&heard);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_know_nothing_of_each_other),
        cmocka_unit_test(a_broken_line_is_named_and_the_rest_goes_on),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(a_full_pipe_ends_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
