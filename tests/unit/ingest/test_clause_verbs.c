/* What verbs say. */
#include "clause_fixture.h"

static void an_active_verb_takes_its_object_and_tells_the_rest_beside(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f, "Ada PROPN 2 nsubj|founded VERB 0 root|a DET 4 det|school NOUN 2 obj|in ADP 6 case|"
           "Halvery PROPN 2 obl|in ADP 8 case|1903 NUM 2 obl|. PUNCT 2 punct");
    assert_line(f, "Ada - founded - a school ; in Halvery ; in 1903");
    assert_line(f, "+Ada - founded school in - Halvery");
    assert_line(f, "+Ada - founded school in - 1903");
    assert_int_equal(f->found[0].rule, CN_RULE_ACTIVE);
    assert_int_equal(f->found[0].more[0].role, CN_ARGUMENT_PLACE);
    assert_int_equal(f->found[0].more[1].role, CN_ARGUMENT_TIME);
}

static void a_passive_takes_its_agent(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "The DET 2 det|school NOUN 5 nsubj:pass|was AUX 5 aux:pass|first ADV 5 advmod|"
                    "led VERB 0 root part|by ADP 7 case|Ada PROPN 5 obl:agent");
    assert_line(f, "The school - was first led by - Ada");
    assert_int_equal(f->found[0].rule, CN_RULE_PASSIVE);
}

static void without_an_object_the_nearest_phrase_is_it(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "Ada PROPN 3 nsubj:pass|was AUX 3 aux:pass|born VERB 0 root part|in ADP 5 case|"
                    "Skarn PROPN 3 obl|in ADP 7 case|1870 NUM 3 obl");
    assert_line(f, "Ada - was born in - Skarn ; in 1870");
    assert_line(f, "+Ada - was born in - 1870");
}

static void who_is_given_something_is_told_beside_it(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f, "Ada PROPN 2 nsubj|gave VERB 0 root|Tobias PROPN 2 iobj|a DET 5 det|boat NOUN 2 obj");
    assert_line(f, "Ada - gave - a boat ; Tobias");
}

static void an_infinitive_joins_the_verb_above(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "Ada PROPN 2 nsubj|plans VERB 0 root|to PART 4 mark|build VERB 2 xcomp|"
                    "a DET 6 det|school NOUN 4 obj");
    assert_line(f, "Ada - plans to build - a school");
    assert_int_equal(f->n, 1);
    assert_true((f->found[0].flags & CN_STATED_FUTURE) != 0);
}

static void the_object_is_the_subject_of_its_infinitive(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "Ada PROPN 2 nsubj|asked VERB 0 root|Tobias PROPN 2 obj|to PART 5 mark|"
                    "build VERB 2 xcomp|a DET 7 det|boat NOUN 5 obj");
    assert_line(f, "Ada - asked - Tobias ; to build a boat");
    assert_line(f, "Tobias - to build - a boat");
}

static void what_is_said_is_reported(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "Ada PROPN 2 nsubj|said VERB 0 root|that SCONJ 5 mark|Tobias PROPN 5 nsubj|"
                    "built VERB 2 ccomp|the DET 7 det|boat NOUN 5 obj");
    assert_line(f, "Ada - said - that Tobias built the boat");
    assert_line(f, "Tobias - built - the boat ; Ada said");
    assert_int_equal(f->found[1].flags, CN_STATED_REPORTED);
    assert_int_equal(f->found[1].more[0].role, CN_ARGUMENT_SOURCE);
}

static void according_to_names_a_source(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "According VERB 3 case|to ADP 1 fixed|Ada PROPN 6 obl|, PUNCT 3 punct|"
                    "Tobias PROPN 6 nsubj|built VERB 0 root|boats NOUN 6 obj");
    assert_line(f, "Tobias - built - boats ; According to Ada");
    assert_int_equal(f->found[0].flags, CN_STATED_REPORTED);
}

static void there_is_tells_where(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f,
                 "There PRON 2 expl|is VERB 0 root|a DET 4 det|bridge NOUN 2 nsubj|in ADP 6 case|"
                 "Skarn PROPN 2 obl");
    assert_line(f, "a bridge - is in - Skarn");
    assert_int_equal(f->found[0].rule, CN_RULE_EXISTENCE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_active_verb_takes_its_object_and_tells_the_rest_beside),
        cmocka_unit_test(a_passive_takes_its_agent),
        cmocka_unit_test(without_an_object_the_nearest_phrase_is_it),
        cmocka_unit_test(who_is_given_something_is_told_beside_it),
        cmocka_unit_test(an_infinitive_joins_the_verb_above),
        cmocka_unit_test(the_object_is_the_subject_of_its_infinitive),
        cmocka_unit_test(what_is_said_is_reported),
        cmocka_unit_test(according_to_names_a_source),
        cmocka_unit_test(there_is_tells_where),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
