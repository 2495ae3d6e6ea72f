/* Settings are the handle's before the store's before the defaults. */
#include "small_kb.h"

#include <math.h>

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

static cairn_setting first_setting(cairn *kb)
{
    cairn_setting setting;

    assert_int_equal(cairn_setting_get(kb, 0, &setting, &last), CAIRN_ROW);
    return setting;
}

static void all_are_listed_with_their_ranges(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_setting setting;
    size_t n = 0;

    (void)state;
    while (cairn_setting_get(kb, n, &setting, &last) == CAIRN_ROW) {
        assert_true(setting.least <= setting.initial && setting.initial <= setting.most);
        assert_true(setting.value == setting.initial && !setting.is_kept);
        assert_true(strlen(setting.name) > 0 && strlen(setting.name) < 40);
        n++;
    }
    assert_true(n > 0);
    assert_int_equal(cairn_setting_get(kb, SIZE_MAX, &setting, &last), CAIRN_OK);
    cairn_close(kb);
}

static void what_is_kept_is_there_for_others_until_it_is_forgotten(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn *other = small_open(temp_name(&dir, "kb.db"));
    const cairn_setting before = first_setting(kb);
    const double value = (before.least + before.most) / 2 + 0.01;
    char digest[33], after[33];

    (void)state;
    assert_int_equal(cairn_digest(kb, digest, &last), CAIRN_OK);
    assert_int_equal(cairn_setting_keep(kb, before.name, value, &last), CAIRN_OK);
    assert_true(first_setting(other).value == value && first_setting(other).is_kept);
    assert_true(first_setting(other).kept == value);
    assert_int_equal(cairn_digest(kb, after, &last), CAIRN_OK);
    assert_string_equal(digest, after);
    assert_int_equal(cairn_settings_forget(other, &last), CAIRN_OK);
    assert_true(first_setting(kb).value == before.initial && !first_setting(kb).is_kept);
    cairn_close(other);
    cairn_close(kb);
}

static void what_a_handle_uses_is_its_own(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn *other = small_open(temp_name(&dir, "kb.db"));
    const cairn_setting before = first_setting(kb);

    (void)state;
    assert_int_equal(cairn_setting_use(kb, before.name, before.least, &last), CAIRN_OK);
    assert_true(first_setting(kb).value == before.least);
    assert_true(first_setting(other).value == before.initial);
    assert_int_equal(cairn_setting_keep(other, before.name, before.most, &last), CAIRN_OK);
    assert_true(first_setting(kb).value == before.least);
    assert_true(first_setting(other).value == before.most);
    cairn_close(other);
    cairn_close(kb);
}

static void the_threshold_decides_what_is_answered(void **state)
{
    static const char question[] = "When was the Teyle Bridge opened?";
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_answer *answer = NULL;

    (void)state;
    assert_int_equal(cairn_ask(kb, question, NULL, &answer, &last), CAIRN_OK);
    assert_string_equal(cairn_answer_text(answer), "1903");
    cairn_answer_free(answer);
    assert_int_equal(cairn_setting_use(kb, "read.threshold", 1, &last), CAIRN_OK);
    assert_int_equal(cairn_ask(kb, question, NULL, &answer, &last), CAIRN_OK);
    assert_null(cairn_answer_text(answer));
    assert_true(cairn_answer_reason(answer)[0] != '\0');
    cairn_answer_free(answer);
    cairn_close(kb);
}

static void what_is_no_setting_or_out_of_range_is_refused(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    const cairn_setting first = first_setting(kb);

    (void)state;
    assert_int_equal(cairn_setting_use(kb, "walk.nothing", 1, &last), CAIRN_ENOTFOUND);
    assert_int_equal(cairn_setting_use(kb, NULL, 1, &last), CAIRN_ENOTFOUND);
    assert_int_equal(cairn_setting_use(kb, first.name, first.most + 1, &last), CAIRN_EINVAL);
    assert_int_equal(cairn_setting_use(kb, first.name, (double)NAN, &last), CAIRN_EINVAL);
    assert_int_equal(cairn_setting_keep(kb, "walk.nothing", 1, &last), CAIRN_ENOTFOUND);
    assert_int_equal(cairn_setting_keep(kb, first.name, first.least - 1, &last), CAIRN_EINVAL);
    cairn_close(kb);
}

static void a_read_only_handle_keeps_nothing(void **state)
{
    cairn_options options = CAIRN_OPTIONS_INIT;
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    const cairn_setting first = first_setting(kb);

    (void)state;
    cairn_close(kb);
    options.read_only = true;
    assert_int_equal(cairn_open(temp_name(&dir, "kb.db"), &options, &kb, &last), CAIRN_OK);
    assert_int_equal(cairn_setting_keep(kb, first.name, first.initial, &last), CAIRN_EINVAL);
    assert_int_equal(cairn_settings_forget(kb, &last), CAIRN_EINVAL);
    assert_int_equal(cairn_setting_use(kb, first.name, first.most, &last), CAIRN_OK);
    cairn_close(kb);
}

#define KB_TEST(claim) cmocka_unit_test_setup_teardown(claim, make_dir, remove_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KB_TEST(all_are_listed_with_their_ranges),
        KB_TEST(what_is_kept_is_there_for_others_until_it_is_forgotten),
        KB_TEST(what_a_handle_uses_is_its_own),
        KB_TEST(the_threshold_decides_what_is_answered),
        KB_TEST(what_is_no_setting_or_out_of_range_is_refused),
        KB_TEST(a_read_only_handle_keeps_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
