/* Rule files: every example of every rule holds for the rule alone, triggers lead to their rules,
 * demonyms to their countries. */
#include "unit/ingest/rules_fixture.h"

/* Is every line of what the example says among the statements? */
static bool holds(const rules_fixture *f, const cn_rule_example *example)
{
    if (!example->says)
        return f->out.n_statements == 0;
    for (const char *line = example->says; *line;) {
        size_t len = strcspn(line, "\n");

        if (!is_said(f, line, len))
            return false;
        line += len + 1;
    }
    return true;
}

static void every_rule_reads_its_examples_alone(void **state)
{
    rules_fixture *f = *state;
    size_t n_failed = 0;

    assert_true(f->rules->n_examples >= f->rules->n);
    for (size_t i = 0; i < f->rules->n_examples; i++) {
        const cn_rule_example *example = &f->rules->examples[i];
        const cn_pattern *pattern = &f->rules->patterns[example->pattern];

        f->patterns.only = example->pattern;
        run_rules(f, example->title, example->text);
        if (holds(f, example))
            continue;
        n_failed++;
        print_message("%s:%zu: rule \"%s\"%s\n  %s\n", strrchr(pattern->file, '/') + 1,
                      pattern->line, pattern->name, example->says ? "" : " should say nothing",
                      example->text);
        print_said(f);
    }
    f->patterns.only = SIZE_MAX;
    assert_int_equal(n_failed, 0);
}

static void all_rules_together_still_read_every_example(void **state)
{
    rules_fixture *f = *state;

    for (size_t i = 0; i < f->rules->n_examples; i++) {
        const cn_rule_example *example = &f->rules->examples[i];

        if (!example->says)
            continue;
        run_rules(f, example->title, example->text);
        assert_true(holds(f, example));
    }
}

static void a_trigger_leads_to_its_rules(void **state)
{
    rules_fixture *f = *state;
    cn_words words = {.items = NULL};
    const uint64_t *list;
    bool found = false;

    assert_int_equal(cn_tokenizer_scan(f->tokenizer, "founded", 7, &words, NULL), CAIRN_OK);
    list = cn_map_get(&f->rules->triggers, words.items[0].key);
    assert_non_null(list);
    for (const uint16_t *i = f->rules->lists + *list; *i != CN_RULES_END; i++) {
        assert_true(*i < f->rules->n);
        found |= strcmp(f->rules->patterns[*i].name, "done in") == 0;
    }
    assert_true(found);
    assert_int_equal(f->lexicon.entries[cn_lexicon_find(&f->lexicon, words.items[0].key)].rules,
                     *list);
    cn_words_done(&words);
}

static const char *country_of(const rules_fixture *f, const char *text)
{
    cn_words words = {.items = NULL};
    const cn_found_name *country;

    assert_int_equal(cn_tokenizer_scan(f->tokenizer, text, strlen(text), &words, NULL), CAIRN_OK);
    country = cn_rules_country(f->rules, words.items, words.n);
    cn_words_done(&words);
    return country ? country->surface : "";
}

static void adjectives_and_names_lead_to_the_country(void **state)
{
    rules_fixture *f = *state;

    assert_string_equal(country_of(f, "Swedish"), "Sweden");
    assert_string_equal(country_of(f, "South Korean"), "South Korea");
    assert_string_equal(country_of(f, "U.S."), "United States");
    assert_string_equal(country_of(f, "New Zealand"), "New Zealand");
    assert_string_equal(country_of(f, "Norway"), "Norway");
    assert_string_equal(country_of(f, "South"), "");
    assert_string_equal(country_of(f, "Atlantis"), "");
    assert_string_equal(country_of(f, ""), "");
}

static void a_pack_without_rules_is_an_error(void **state)
{
    rules_fixture *f = *state;
    cn_rules *rules;
    cairn_error err;

    assert_int_equal(cn_rules_open(&rules, CAIRN_SOURCE_DIR "/no such folder", f->tokenizer, &err),
                     CAIRN_EIO);
    assert_null(rules);
    assert_non_null(strstr(err.message, "no such folder"));
    cn_rules_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_reads_its_examples_alone),
        cmocka_unit_test(all_rules_together_still_read_every_example),
        cmocka_unit_test(a_trigger_leads_to_its_rules),
        cmocka_unit_test(adjectives_and_names_lead_to_the_country),
        cmocka_unit_test(a_pack_without_rules_is_an_error),
    };

    return cmocka_run_group_tests(tests, set_up_rules, tear_down_rules);
}
