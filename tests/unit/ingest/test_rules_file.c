/* Parsing rule files: what a line says, how lines go on, and what is wrong with a broken file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "ingest/rules_file.h"

#define RULE "rule: a\nfamily: verb\ntriggers: x\npattern: \\Gx\nrelation: r\nprior: 0.5\n"
#define EXAMPLE "example: X x.\nsays: X | r | Y\n"

static char triggers[64];

static int note_triggers(void *user, size_t rule, const char *words, cairn_error *err)
{
    (void)user;
    (void)rule;
    (void)err;
    strncpy(triggers, words, sizeof(triggers) - 1);
    return CAIRN_OK;
}

static void init(cn_rules *rules)
{
    memset(rules, 0, sizeof(*rules));
    cn_arena_init(&rules->text, 1 << 20);
}

static void done(cn_rules *rules)
{
    for (size_t i = 0; i < rules->n; i++)
        cn_regex_free(rules->patterns[i].regex);
    cn_free(rules->patterns);
    cn_free(rules->examples);
    cn_free(rules->lets);
    cn_arena_done(&rules->text);
}

static void a_rule_has_what_its_lines_say(void **state)
{
    cn_rules rules;
    const cn_pattern *pattern;

    (void)state;
    init(&rules);
    assert_int_equal(cn_rules_file_read(&rules, "a.rules",
                                        "# a comment\n\nlet W = [a-z]+\n" RULE
                                        "kind: participle\nsubject: person\ntype: place\n"
                                        "flags: note active\nobject: date\n" EXAMPLE
                                        "says: X | r | Z\nnot: T || Y y.\n",
                                        note_triggers, NULL, NULL),
                     CAIRN_OK);
    assert_int_equal(rules.n, 1);
    pattern = &rules.patterns[0];
    assert_string_equal(pattern->name, "a");
    assert_string_equal(pattern->file, "a.rules");
    assert_int_equal(pattern->line, 4);
    assert_int_equal(pattern->rule, CN_RULE_VERB);
    assert_int_equal(pattern->kind, CN_FORM_PARTICIPLE);
    assert_int_equal(pattern->subject_type, CN_TYPE_PERSON);
    assert_int_equal(pattern->object_type, CN_TYPE_PLACE);
    assert_int_equal(pattern->object, CN_OBJECT_DATE);
    assert_int_equal(pattern->flags, CN_PATTERN_NOTE | CN_PATTERN_ACTIVE);
    assert_true(pattern->prior == 0.5);
    assert_string_equal(pattern->relation.surface, "r");
    assert_string_equal(triggers, "x");
    assert_int_equal(rules.n_examples, 2);
    assert_string_equal(rules.examples[0].says, "X | r | Y\nX | r | Z\n");
    assert_null(rules.examples[1].says);
    assert_string_equal(rules.examples[1].title, "T");
    assert_string_equal(rules.examples[1].text, "Y y.");
    done(&rules);
}

static bool matches(const cn_rules *rules, size_t rule, const char *text)
{
    cn_match *match = NULL;
    int found;

    assert_int_equal(cn_match_new(&match, NULL), CAIRN_OK);
    found = cn_regex_find(rules->patterns[rule].regex, match, text, strlen(text), 0);
    cn_match_free(match);
    return found;
}

static void patterns_go_on_and_name_their_parts(void **state)
{
    cn_rules rules;

    (void)state;
    init(&rules);
    assert_int_equal(cn_rules_file_read(&rules, "a.rules",
                                        "let TWO = [ab]{2}\nsub BOTH = {TWO}\n  c\n"
                                        "rule: a\nfamily: verb\ntriggers: x\n  y\n"
                                        "pattern: ^{BOTH}\n  {BOTH}{N}$\nrelation: r\n"
                                        "prior: 0.5\n" EXAMPLE,
                                        note_triggers, NULL, NULL),
                     CAIRN_OK);
    assert_string_equal(triggers, "x y");
    assert_true(matches(&rules, 0, "abcbac\x01"));
    assert_false(matches(&rules, 0, "abcbac"));
    assert_false(matches(&rules, 0, "abc bac\x01"));
    done(&rules);
}

static void a_broken_file_is_told_with_its_line(void **state)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"nonsense\n", "a.rules:1: no \"key: value\""},
        {"kind: verb\n", "a.rules:1: before the first rule"},
        {"let A=b\n", "a.rules:1: no \"NAME = VALUE\""},
        {"let A = {B}\n", "a.rules:1: nothing is let be"},
        {RULE, "a.rules:1: rule \"a\" has no example"},
        {RULE "not: X.\n" RULE EXAMPLE, "a.rules:8: there is another rule \"a\""},
        {RULE "example: X\n", "nothing is said by an example"},
        {RULE "says: X\n", "a.rules:7: no example says"},
        {RULE "family: noise\n", "a.rules:7: \"noise\" is no family"},
        {RULE "flags: note loud\n", "a.rules:7: no such flag: \"loud\""},
        {RULE "prior: 1\n", "a.rules:7: a prior is between 0 and 1"},
        {RULE "prior: 0.5x\n", "a.rules:7: a prior is between 0 and 1"},
        {RULE "colour: red\n", "a.rules:7: no such key: \"colour\""},
        {"rule: a\nfamily: verb\npattern: x\nrelation: r\nprior: 0.5\n" EXAMPLE,
         "rule \"a\" has no triggers"},
        {"rule: a\nfamily: verb\ntriggers: x\npattern: (\nrelation: r\nprior: 0.5\n" EXAMPLE,
         "a.rules:1: rule \"a\": pattern"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        cn_rules rules;
        cairn_error err;

        init(&rules);
        assert_int_equal(
            cn_rules_file_read(&rules, "a.rules", cases[i].text, note_triggers, NULL, &err),
            CAIRN_EPARSE);
        if (!strstr(err.message, cases[i].said))
            fail_msg("\"%s\" is not in \"%s\"", cases[i].said, err.message);
        done(&rules);
    }
}

static void lack_of_memory_is_told(void **state)
{
    int64_t live = cn_mem_live();
    int rc = CAIRN_ENOMEM;

    (void)state;
    for (uint64_t nth = 1; rc != CAIRN_OK; nth++) {
        cn_rules rules;

        init(&rules);
        cn_mem_fail_at(nth, false);
        rc = cn_rules_file_read(&rules, "a.rules", "sub W = [a-z]+\n" RULE EXAMPLE, note_triggers,
                                NULL, NULL);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
        done(&rules);
        assert_int_equal(cn_mem_live(), live);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_has_what_its_lines_say),
        cmocka_unit_test(patterns_go_on_and_name_their_parts),
        cmocka_unit_test(a_broken_file_is_told_with_its_line),
        cmocka_unit_test(lack_of_memory_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
