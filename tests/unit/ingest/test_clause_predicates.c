/* Who the subject of a verb is, and how it is meant. */
#include "clause_fixture.h"

static void coordinated_verbs_share_their_subject_and_auxiliary(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f,
                 "The DET 2 det|bridge NOUN 4 nsubj:pass|was AUX 4 aux:pass|built VERB 0 root part|"
                 "by ADP 6 case|Ada PROPN 4 obl:agent|and CCONJ 8 cc|painted VERB 4 conj part|"
                 "by ADP 10 case|Tobias PROPN 8 obl");
    assert_line(f, "The bridge - was built by - Ada");
    assert_line(f, "The bridge - was painted by - Tobias");
}

static void a_relative_clause_speaks_of_its_noun(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f, "Ada PROPN 8 nsubj|, PUNCT 4 punct|who PRON 4 nsubj|built VERB 1 acl:relcl|"
           "the DET 6 det|bridge NOUN 4 obj|, PUNCT 4 punct|left VERB 0 root|Skarn PROPN 8 obj");
    assert_line(f, "Ada - built - the bridge");
    assert_line(f, "Ada - left - Skarn");
    assert_non_null(clause_of_rule(f, CN_RULE_RELATIVE));
}

static void the_noun_of_a_relative_clause_may_be_its_object(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "They PRON 2 nsubj|crossed VERB 0 root|the DET 4 det|bridge NOUN 2 obj|"
                    "which PRON 7 obj|Ada PROPN 7 nsubj|built VERB 4 acl:relcl");
    assert_line(f, "Ada - built - the bridge");
}

static void or_stand_behind_its_preposition(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f,
                 "They PRON 2 nsubj|saw VERB 0 root|the DET 4 det|house NOUN 2 obj|in ADP 6 case|"
                 "which PRON 8 obl|Ada PROPN 8 nsubj|lived VERB 4 acl:relcl");
    assert_line(f, "Ada - lived in - the house");
}

static void a_participle_speaks_of_its_noun(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "They PRON 2 nsubj|crossed VERB 0 root|the DET 4 det|bridge NOUN 2 obj|"
                    "built VERB 4 acl part|by ADP 7 case|Ada PROPN 5 obl:agent");
    assert_line(f, "the bridge - is built by - Ada");
}

static void an_adverbial_participle_speaks_of_the_subject(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "Ada PROPN 2 nsubj|left VERB 0 root|Skarn PROPN 2 obj|, PUNCT 5 punct|"
                    "taking VERB 2 advcl|the DET 7 det|boat NOUN 5 obj");
    assert_line(f, "Ada - taking - the boat");
    assert_non_null(clause_of_rule(f, CN_RULE_ADVERBIAL));
}

static void not_never_and_no_negate(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f, "Ada PROPN 4 nsubj|did AUX 4 aux|not PART 4 advmod|build VERB 0 root|it PRON 4 obj");
    assert_line(f, "Ada - did not build - it");
    assert_int_equal(f->found[0].flags, CN_STATED_NEGATED);
    find_clauses(f, "No DET 2 det|ship NOUN 3 nsubj|reached VERB 0 root|Skarn PROPN 3 obj");
    assert_int_equal(f->found[0].flags, CN_STATED_NEGATED);
}

static void modal_verbs_are_kept_as_flags(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "Ada PROPN 3 nsubj|may AUX 3 aux|leave VERB 0 root|Skarn PROPN 3 obj");
    assert_int_equal(f->found[0].flags, CN_STATED_POSSIBLE);
    find_clauses(f, "Ada PROPN 3 nsubj|must AUX 3 aux|leave VERB 0 root|Skarn PROPN 3 obj");
    assert_int_equal(f->found[0].flags, CN_STATED_NECESSARY);
    find_clauses(f, "Ada PROPN 3 nsubj|will AUX 3 aux|leave VERB 0 root|Skarn PROPN 3 obj");
    assert_int_equal(f->found[0].flags, CN_STATED_FUTURE);
}

static void if_makes_both_clauses_conditional(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "If SCONJ 3 mark|Ada PROPN 3 nsubj|leaves VERB 6 advcl|Skarn PROPN 3 obj|"
                    "Tobias PROPN 6 nsubj|sells VERB 0 root|boats NOUN 6 obj");
    assert_int_equal(f->n, 2);
    assert_int_equal(f->found[0].flags, CN_STATED_CONDITIONAL);
    assert_int_equal(f->found[1].flags, CN_STATED_CONDITIONAL);
}

static void a_question_states_nothing_for_sure(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f, "Did AUX 3 aux|Ada PROPN 3 nsubj|leave VERB 0 root|Skarn PROPN 3 obj|? PUNCT 3 punct");
    assert_int_equal(f->found[0].flags, CN_STATED_QUESTION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coordinated_verbs_share_their_subject_and_auxiliary),
        cmocka_unit_test(a_relative_clause_speaks_of_its_noun),
        cmocka_unit_test(the_noun_of_a_relative_clause_may_be_its_object),
        cmocka_unit_test(or_stand_behind_its_preposition),
        cmocka_unit_test(a_participle_speaks_of_its_noun),
        cmocka_unit_test(an_adverbial_participle_speaks_of_the_subject),
        cmocka_unit_test(not_never_and_no_negate),
        cmocka_unit_test(modal_verbs_are_kept_as_flags),
        cmocka_unit_test(if_makes_both_clauses_conditional),
        cmocka_unit_test(a_question_states_nothing_for_sure),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
