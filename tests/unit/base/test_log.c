/* The log: silent unless asked, one line a message. Standard error is caught in a file. */
#include "unit/base/oom_walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

/* text: what cn_log() printed for a message at `level` with $CAIRN_LOG = wanted. */
static void catch_log(const char *wanted, cn_log_level level, const char *message, char text[2048])
{
    FILE *file = tmpfile();
    int saved = dup(STDERR_FILENO);
    size_t n;

    assert_non_null(file);
    if (wanted)
        setenv("CAIRN_LOG", wanted, 1);
    else
        unsetenv("CAIRN_LOG");
    dup2(fileno(file), STDERR_FILENO);
    cn_log(level, "%s", message);
    fflush(stderr);
    dup2(saved, STDERR_FILENO);
    close(saved);
    rewind(file);
    n = fread(text, 1, 2047, file);
    text[n] = '\0';
    fclose(file);
}

static void nothing_is_logged_unless_asked(void **state)
{
    char text[2048];

    (void)state;
    catch_log(NULL, CN_LOG_ERROR, "x", text);
    assert_string_equal(text, "");
    catch_log("nonsense", CN_LOG_ERROR, "x", text);
    assert_string_equal(text, "");
    catch_log("error", CN_LOG_WARNING, "x", text);
    assert_string_equal(text, "");
}

static void a_level_includes_the_graver_ones(void **state)
{
    char text[2048];

    (void)state;
    catch_log("info", CN_LOG_ERROR, "disk full", text);
    assert_string_equal(text, "cairn: error: disk full\n");
    catch_log("info", CN_LOG_INFO, "hi", text);
    assert_string_equal(text, "cairn: info: hi\n");
    catch_log("info", CN_LOG_DEBUG, "hi", text);
    assert_string_equal(text, "");
}

static void a_message_is_one_line(void **state)
{
    char text[2048], longer[3000];

    (void)state;
    catch_log("debug", CN_LOG_DEBUG, "a\nb\x1B[31m", text);
    assert_string_equal(text, "cairn: debug: a b [31m\n");
    memset(longer, 'x', sizeof(longer) - 1);
    longer[sizeof(longer) - 1] = '\0';
    catch_log("debug", CN_LOG_DEBUG, longer, text);
    assert_true(strlen(text) < 1100);
    assert_int_equal(text[strlen(text) - 1], '\n');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_logged_unless_asked),
        cmocka_unit_test(a_level_includes_the_graver_ones),
        cmocka_unit_test(a_message_is_one_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
