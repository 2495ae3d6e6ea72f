/* Rules from a user's file: canonical names, bad lines told, the rest taken. */
#include "unit/fusion/family.h"

static char told[512];

static void note_issue(const char *where, const char *sentence, void *user)
{
    const size_t used = strlen(told);

    (void)user;
    snprintf(told + used, sizeof(told) - used, "%s: %s\n", where, sentence);
}

static void give(fixture *f, const char *text, size_t len, size_t *n_given, size_t *n_bad)
{
    cn_relation_table *table = NULL;
    bool needs_fusing;

    told[0] = '\0';
    OK(cn_relation_table_open(&table, CAIRN_SOURCE_DIR "/data/models/en/relations.tsv",
                              &last_error));
    OK(cn_learn_give(f->store, table, "my.rules", text, len, note_issue, NULL, n_given, n_bad,
                     &needs_fusing, &last_error));
    cn_relation_table_close(table);
}

static void bad_lines_are_told_and_the_rest_goes_on(void **state)
{
    static const char text[] = "# ours\n\"r\" is symmetric\r\nnonsense\n\n\"s\" is\n\"t\" is "
                               "transitive";
    fixture *f = *state;
    size_t n_given, n_bad;

    begin(f);
    give(f, text, strlen(text), &n_given, &n_bad);
    assert_int_equal(n_given, 2);
    assert_int_equal(n_bad, 2);
    assert_non_null(strstr(told, "my.rules:3: "));
    assert_non_null(strstr(told, "my.rules:5: "));
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM learned"), 2);
}

static void bytes_that_are_no_text_are_told(void **state)
{
    static const char text[] = "\"r\xff\" is symmetric\n\"a\0b\" is symmetric\n";
    fixture *f = *state;
    size_t n_given, n_bad;

    begin(f);
    give(f, text, sizeof(text) - 1, &n_given, &n_bad);
    assert_int_equal(n_given, 0);
    assert_int_equal(n_bad, 2);
}

static void a_very_long_name_is_told(void **state)
{
    static char text[6000];
    fixture *f = *state;
    size_t n_given, n_bad;

    begin(f);
    memset(text, 'a', sizeof(text));
    text[0] = '"';
    memcpy(text + sizeof(text) - 20, "\" is symmetric\n#ok", 18);
    give(f, text, sizeof(text) - 2, &n_given, &n_bad);
    assert_int_equal(n_given, 0);
    assert_int_equal(n_bad, 1);
}

static void names_come_to_their_canonical_form(void **state)
{
    /* "wrote" is "written by" with the two in each other's place. */
    static const char text[] = "\"wrote\" is inverse functional\n"
                               "x \"wrote\" y if x \"r\" z and z \"s\" y\n"
                               "\"was married to\" is symmetric\n";
    fixture *f = *state;
    size_t n_given, n_bad;
    cn_ruleset rules;

    begin(f);
    give(f, text, strlen(text), &n_given, &n_bad);
    assert_string_equal(told, "");
    cn_ruleset_init(&rules);
    OK(cn_ruleset_load(&rules, f->store, &last_error));
    check_rule(&rules, "\"written by\" is functional for entity", 0, 0);
    check_rule(&rules, "x \"written by\" y if z \"s\" x and y \"r\" z", 0, 0);
    check_rule(&rules, "\"married to\" is symmetric", 0, 0);
    cn_ruleset_done(&rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(bad_lines_are_told_and_the_rest_goes_on),
        STORE_TEST(bytes_that_are_no_text_are_told),
        STORE_TEST(a_very_long_name_is_told),
        STORE_TEST(names_come_to_their_canonical_form),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
