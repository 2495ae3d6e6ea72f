/* Tuning asks with what it tries, keeps only what passes its test, and leaves handles as they were.
 */
#include "small_kb.h"

static temp_dir dir;
static cairn_error last;

static int make_dir(void **state)
{
    (void)state;
    return temp_dir_make(&dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    small_remove(&dir, "kb.db");
    return 0;
}

static const char *const answers[][1] = {{"1903"}, {"Port Vale"}, {"Tom Reed"}, {"4,210"}};
static const char *const golds[][1] = {{"bridge.txt"}, {"ada.txt"}, {"rival.txt"}, {"port.txt"}};
static const cairn_known known[] = {
    {"When was the Teyle Bridge opened?", answers[0], 1, golds[0], 1},
    {"Where was Ada Marsh born?", answers[1], 1, golds[1], 1},
    {"Who was Ada Marsh married to?", answers[2], 1, golds[2], 1},
    {"What is the population of Port Vale?", answers[3], 1, golds[3], 1},
    {"Who wrote the zzyzx of qwrtp?", NULL, 0, NULL, 0},
};
enum { KNOWN = sizeof known / sizeof *known };
static const cairn_known_set set = {NULL, known, KNOWN};

static cairn_tune_options few_runs(void)
{
    cairn_tune_options options = CAIRN_TUNE_OPTIONS_INIT;

    options.n_folds = 2;
    options.max_runs = 12;
    return options;
}

static void a_search_says_what_it_did_and_leaves_the_handle_as_it_was(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_tune_options options = few_runs();
    cairn_setting after;
    double found[1024];
    cairn_tuned tuned;

    (void)state;
    assert_int_equal(cairn_setting_use(kb, "walk.keep", 0.75, &last), CAIRN_OK);
    options.dry_run = true;
    assert_int_equal(cairn_tune(kb, &set, 1, &options, &tuned, found, 1024, NULL, NULL, &last),
                     CAIRN_OK);
    assert_int_equal(tuned.n_questions, KNOWN);
    assert_true(tuned.n_runs > 0 && tuned.n_runs <= options.max_runs + 1);
    assert_true(tuned.before > 0.5 && tuned.before <= 1 && tuned.after >= tuned.before);
    assert_false(tuned.is_kept);
    for (size_t i = 0; cairn_setting_get(kb, i, &after, &last) == CAIRN_ROW; i++) {
        assert_true(after.value == (strcmp(after.name, "walk.keep") == 0 ? 0.75 : after.initial));
        assert_true(found[i] >= after.least && found[i] <= after.most && !after.is_kept);
    }
    cairn_close(kb);
}

static void questions_may_be_about_another_store(void **state)
{
    cairn *kb = small_open(temp_name(&dir, "kb.db"));
    cairn *full = NULL;
    cairn_known_set other = set;
    cairn_tune_options options = few_runs();
    cairn_tuned tuned;
    temp_dir there;

    (void)state;
    assert_true(temp_dir_make(&there));
    full = small_kb(temp_name(&there, "full.db"));
    options.max_runs = 1;
    other.kb = full;
    assert_int_equal(cairn_tune(kb, &other, 1, &options, &tuned, NULL, 0, NULL, NULL, &last),
                     CAIRN_OK);
    assert_true(tuned.before > 0.5);
    assert_false(tuned.is_better || tuned.is_kept);
    cairn_close(full);
    cairn_close(kb);
    small_remove(&there, "full.db");
}

static int stop_at_third(const cairn_tune_progress *progress, void *user)
{
    (void)user;
    assert_int_equal(progress->total, KNOWN);
    return progress->done == 3;
}

static void a_stop_keeps_nothing(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    const cairn_tune_options options = few_runs();
    cairn_setting setting;
    cairn_tuned tuned;

    (void)state;
    assert_int_equal(cairn_tune(kb, &set, 1, &options, &tuned, NULL, 0, stop_at_third, NULL, &last),
                     CAIRN_ECANCELED);
    for (size_t i = 0; cairn_setting_get(kb, i, &setting, &last) == CAIRN_ROW; i++)
        assert_true(setting.value == setting.initial && !setting.is_kept);
    cairn_close(kb);
}

static void bad_options_are_refused(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_tune_options options = few_runs();
    cairn_tuned tuned;

    (void)state;
#define REFUSED(sets, n)                                                                           \
    assert_int_equal(cairn_tune(kb, sets, n, &options, &tuned, NULL, 0, NULL, NULL, &last),        \
                     CAIRN_EINVAL)
    REFUSED(NULL, 0);
    options.n_folds = 1;
    REFUSED(&set, 1);
    options.n_folds = 20; /* more than there are questions */
    REFUSED(&set, 1);
    options = few_runs();
    options.max_runs = 0;
    REFUSED(&set, 1);
    options = few_runs();
    options.only = "nothing.,else.";
    REFUSED(&set, 1);
    options = few_runs();
    options.version = 99;
    REFUSED(&set, 1);
    cairn_close(kb);
}

#define KB_TEST(claim) cmocka_unit_test_setup_teardown(claim, make_dir, remove_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KB_TEST(a_search_says_what_it_did_and_leaves_the_handle_as_it_was),
        KB_TEST(questions_may_be_about_another_store),
        KB_TEST(a_stop_keeps_nothing),
        KB_TEST(bad_options_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
