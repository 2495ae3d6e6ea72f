/* Who is spoken of: the title by its other names, whoever a verb behind a long phrase belongs to.
 */
#include "unit/ingest/rules_fixture.h"

static void assert_said(const rules_fixture *f, const char *wanted)
{
    if (!is_said(f, wanted, strlen(wanted))) {
        print_said(f);
        fail_msg("\"%s\" is not said", wanted);
    }
}

static void assert_not_said(const rules_fixture *f, const char *wanted)
{
    assert_false(is_said(f, wanted, strlen(wanted)));
}

static void forenames_and_ranks_are_the_title(void **state)
{
    rules_fixture *f = *state;

    run_rules(f, "Axel Julius Mack",
              "Axel Julius Mack was a painter. Axel Julius married Lya Mara. Sir Axel Julius died "
              "in Oslo.");
    assert_said(f, "Axel Julius Mack | married to | Lya Mara");
    assert_said(f, "Axel Julius Mack | died in | Oslo");
}

static void what_opens_a_sentence_waits_for_its_subject(void **state)
{
    rules_fixture *f = *state;

    run_rules(f, "", "The second son of Emil Mack, a judge, Max Mack was educated in Oslo.");
    assert_said(f, "Max Mack | son of | Emil Mack");
    run_rules(f, "", "Founded in 1969 in Austin, Texas, Ivania is a press.");
    assert_said(f, "Ivania | founded in | 1969");
    assert_not_said(f, "Texas | founded in | 1969");
    run_rules(f, "Ivania",
              "Ivania is a film. This version is directed by Max Mack and stars Lya "
              "Mara, Emil Mack and Ada Mack.");
    assert_not_said(f, "Emil Mack | directed by | Max Mack");
}

static void a_film_owns_the_fragments_that_follow(void **state)
{
    rules_fixture *f = *state;

    run_rules(f, "Ivania", "Ivania is a 1926 film. Directed by Max Mack.");
    assert_said(f, "Ivania | directed by | Max Mack");
    run_rules(f, "Ivania",
              "Ivania is a film. Produced by Lya Mara, the film was directed by Max "
              "Mack.");
    assert_said(f, "Ivania | directed by | Max Mack");
    assert_said(f, "Ivania | produced by | Lya Mara");
}

static void a_name_may_go_on_over_places_and_ranks(void **state)
{
    rules_fixture *f = *state;

    run_rules(f, "", "The Anno Museum in Hamar, Norway is a museum.");
    assert_said(f, "Anno Museum | is a | museum");
    assert_not_said(f, "Norway | is a | museum");
    run_rules(f, "Max Mack",
              "Max Mack, Count of Oslo and Lord of Bergen (1418 – 19 December 1475) "
              "ruled.");
    assert_said(f, "Max Mack | died on | 19 December 1475");
    assert_not_said(f, "Bergen | died on | 19 December 1475");
}

static void a_role_behind_a_person_is_that_persons(void **state)
{
    rules_fixture *f = *state;

    run_rules(f, "",
              "Ada Byron met Sir Max Mack. She was the wife of Sir Max Mack, mayor of Oslo.");
    assert_said(f, "Sir Max Mack | mayor of | Oslo");
    assert_not_said(f, "Ada Byron | mayor of | Oslo");
}

static void the_capital_of_a_place_is_not_the_title(void **state)
{
    rules_fixture *f = *state;

    run_rules(f, "Ivania", "Ivania is a country. The capital of Norway is Oslo.");
    assert_said(f, "Norway | capital | Oslo");
    assert_not_said(f, "Ivania | capital | Oslo");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forenames_and_ranks_are_the_title),
        cmocka_unit_test(what_opens_a_sentence_waits_for_its_subject),
        cmocka_unit_test(a_film_owns_the_fragments_that_follow),
        cmocka_unit_test(a_name_may_go_on_over_places_and_ranks),
        cmocka_unit_test(a_role_behind_a_person_is_that_persons),
        cmocka_unit_test(the_capital_of_a_place_is_not_the_title),
    };

    return cmocka_run_group_tests(tests, set_up_rules, tear_down_rules);
}
