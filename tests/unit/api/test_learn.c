/* Learning, giving and forgetting rules through the API, and what follows from them. */
#include "card_kb.h"

enum { COUPLES = 12 };

/* Couples told from both sides, and who is whose child. */
static cairn *couples_kb(card_kb *card)
{
    card_begin(card);
    for (int i = 0; i < COUPLES; i++) {
        char name[32];
        cairn_id a, b;

        snprintf(name, sizeof(name), "Ansel%c", 'a' + i);
        a = card_entity(card, 0, name, CN_TYPE_PERSON, 3);
        snprintf(name, sizeof(name), "Birte%c", 'a' + i);
        b = card_entity(card, 0, name, CN_TYPE_PERSON, 3);
        card_fact(
            card, "wed with",
            (cn_fact_row){.subject = a, .object = b, .belief = 1, .support = 1, .believed = true},
            1);
        if (i > 0)
            card_fact(card, "wed with",
                      (cn_fact_row){
                          .subject = b, .object = a, .belief = 1, .support = 1, .believed = true},
                      1);
    }
    return card_end(card);
}

/* How many were learned; the first one's text is compared. */
static size_t learn(cairn *kb, bool dry_run, const char *text)
{
    cairn_learn_options options = CAIRN_LEARN_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_rules *rules = NULL;
    cairn_rule rule;
    size_t n = 0;

    options.dry_run = dry_run;
    if (cairn_learn(kb, &options, &rules, NULL, &err) < 0)
        fail_msg("%s", err.message);
    while (cairn_rules_next(rules, &rule) == CAIRN_ROW) {
        if (n++ == 0)
            assert_string_equal(rule.text, text);
        assert_int_equal(rule.source, CAIRN_RULE_LEARNED);
    }
    cairn_rules_free(rules);
    return n;
}

static size_t count_inferred(cairn *kb, const char *name, const char *proof)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_inferred *inferred = NULL;
    cairn_fact fact;
    size_t n = 0;

    if (cairn_entity_inferred(kb, card_find(kb, name), 10, &inferred, &err) < 0)
        fail_msg("%s", err.message);
    while (cairn_inferred_next(inferred, &fact) == CAIRN_ROW) {
        assert_true(fact.inferred);
        assert_int_equal(fact.support, 0);
        assert_string_equal(fact.proof, proof);
        n++;
    }
    assert_null(cairn_inferred_note(inferred, 0));
    cairn_inferred_free(inferred);
    return n;
}

static void what_is_learned_is_followed(void **state)
{
    const char *text = "\"wed with\" is symmetric";
    const char *proof = "Ansela wed with Birtea; \"wed with\" is symmetric";
    cairn_error err = CAIRN_ERROR_INIT;
    card_kb card;
    cairn *kb;

    (void)state;
    kb = couples_kb(&card);
    assert_int_equal(learn(kb, true, text), 1);
    assert_int_equal(count_inferred(kb, "Birtea", proof), 0);
    assert_int_equal(learn(kb, false, text), 1);
    assert_int_equal(count_inferred(kb, "Birtea", proof), 1);
    assert_int_equal(cairn_forget_rules(kb, NULL, &err), CAIRN_OK);
    assert_int_equal(count_inferred(kb, "Birtea", proof), 0);
    card_remove(&card, kb);
}

static void note_issue(const char *where, const char *sentence, void *user)
{
    assert_string_equal(where, "mine:2");
    assert_true(*sentence != '\0');
    ++*(int *)user;
}

static void what_is_given_is_followed(void **state)
{
    static const char text[] = "\"wed with\" is symmetric\nnonsense\n\"wed with\" is functional "
                               "for entity\n";
    cairn_error err = CAIRN_ERROR_INIT;
    uint64_t n_given, n_bad;
    bool needs_build = false;
    int n_issues = 0;
    card_kb card;
    cairn *kb;

    (void)state;
    kb = couples_kb(&card);
    if (cairn_give_rules(kb, "mine", text, strlen(text), note_issue, &n_issues, &n_given, &n_bad,
                         &needs_build, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(n_given, 2);
    assert_int_equal(n_bad, 1);
    assert_int_equal(n_issues, 1);
    assert_true(needs_build);
    assert_int_equal(
        count_inferred(kb, "Birtea", "Ansela wed with Birtea; \"wed with\" is symmetric"), 1);
    card_remove(&card, kb);
}

static void options_that_make_no_sense_are_refused(void **state)
{
    cairn_learn_options options = CAIRN_LEARN_OPTIONS_INIT;
    cairn_rules *rules = NULL;
    card_kb card;
    cairn *kb;

    (void)state;
    card_begin(&card);
    kb = card_end(&card);
    options.min_confidence = 2;
    assert_int_equal(cairn_learn(kb, &options, &rules, NULL, NULL), CAIRN_EINVAL);
    assert_null(rules);
    options = (cairn_learn_options)CAIRN_LEARN_OPTIONS_INIT;
    options.min_support = 0;
    assert_int_equal(cairn_learn(kb, &options, &rules, NULL, NULL), CAIRN_EINVAL);
    options = (cairn_learn_options)CAIRN_LEARN_OPTIONS_INIT;
    options.version = 99;
    assert_int_equal(cairn_learn(kb, &options, &rules, NULL, NULL), CAIRN_EINVAL);
    card_remove(&card, kb);
}

static void an_unknown_entity_is_not_found(void **state)
{
    cairn_inferred *inferred = NULL;
    card_kb card;
    cairn *kb;

    (void)state;
    card_begin(&card);
    kb = card_end(&card);
    assert_int_equal(cairn_entity_inferred(kb, 12345, 10, &inferred, NULL), CAIRN_ENOTFOUND);
    assert_null(inferred);
    card_remove(&card, kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_learned_is_followed),
        cmocka_unit_test(what_is_given_is_followed),
        cmocka_unit_test(options_that_make_no_sense_are_refused),
        cmocka_unit_test(an_unknown_entity_is_not_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
