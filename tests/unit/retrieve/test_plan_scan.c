/* Tokens and noun phrases as the reading of clauses sees them. */
#include "planned.h"

#include "retrieve/plan_scan.h"

typedef struct scanned_question {
    cn_question question;
    cn_plan_tokens tokens;
    cn_clauses clauses;
    cn_scan scan;
} scanned_question;

static void scan_open(planned *p, const char *text, scanned_question *s)
{
    read_question(&p->a, text, &s->question);
    assert_int_equal(cn_plan_tokens_read(&s->question, &p->a.view, &s->tokens, NULL), CAIRN_OK);
    s->scan = (cn_scan){.tokens = &s->tokens,
                        .out = &s->clauses,
                        .depth = 1,
                        .last_verb = s->tokens.n,
                        .stack = {{.waits = CN_WAITS_FINITE, .aux = CN_NO_TOKEN}}};
}

static void a_phrase_ends_before_a_clause(void **state)
{
    scanned_question s;
    cn_phrase phrase;
    planned p;
    size_t n;

    (void)state;
    planned_open(&p);
    scan_open(&p, "the second largest city that Otto Velling built", &s);
    cn_scan_phrase(&s.scan, 0, &phrase);
    assert_int_equal(phrase.end, 4);
    assert_int_equal(phrase.head, 3);
    assert_true(phrase.is_most);
    assert_true(phrase.is_definite);
    assert_false(phrase.is_indefinite);
    assert_false(phrase.is_named);
    assert_true(cn_scan_begins_relative(&s.scan, 4, &n));
    assert_int_equal(n, 1);
    assert_false(cn_scan_begins_relative(&s.scan, 3, &n));
    cn_scan_phrase(&s.scan, 5, &phrase);
    assert_true(phrase.is_named);
    cn_scan_phrase(&s.scan, s.tokens.n, &phrase); /* behind the end */
    assert_int_equal(phrase.end, phrase.first);
    cn_question_done(&s.question);
    planned_close(&p);
}

static void owners_are_part_of_the_phrase(void **state)
{
    scanned_question s;
    cn_phrase phrase;
    planned p;

    (void)state;
    planned_open(&p);
    scan_open(&p, "Otto Velling's mother's brother died", &s);
    cn_scan_phrase(&s.scan, 0, &phrase);
    assert_int_equal(phrase.end, 5);
    assert_int_equal(phrase.possessed, 4);
    assert_int_equal(cn_scan_verb_behind_phrase(&s.scan, 0), 5);
    cn_question_done(&s.question);
    planned_close(&p);
}

static void a_verb_that_is_waited_for_is_not_free(void **state)
{
    scanned_question s;
    planned p;

    (void)state;
    planned_open(&p);
    scan_open(&p, "the country Otto Velling left", &s);
    assert_true(cn_scan_is_open(&s.scan, CN_WAITS_FINITE));
    assert_false(cn_scan_begins_bare_clause(&s.scan, 2));
    s.scan.stack[0].waits = CN_WAITS_NOT;
    assert_false(cn_scan_is_open(&s.scan, CN_WAITS_FINITE));
    assert_true(cn_scan_begins_bare_clause(&s.scan, 2));
    cn_question_done(&s.question);
    planned_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_phrase_ends_before_a_clause),
        cmocka_unit_test(owners_are_part_of_the_phrase),
        cmocka_unit_test(a_verb_that_is_waited_for_is_not_free),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
