/* What a match says: places in the text, countries, classes, lists and chains. */
#include "base/utf8.h"
#include "unit/ingest/rules_fixture.h"

static const cn_found_statement *find_said(const rules_fixture *f, const char *wanted)
{
    char line[512];

    for (size_t i = 0; i < f->out.n_statements; i++)
        if (strcmp(said_line(&f->out.statements[i], line, sizeof(line)), wanted) == 0)
            return &f->out.statements[i];
    print_said(f);
    fail_msg("\"%s\" is not said", wanted);
    return NULL;
}

static void assert_said(const rules_fixture *f, const char *wanted)
{
    find_said(f, wanted);
}

static void assert_at(const rules_fixture *f, cn_found_place at, const char *wanted)
{
    assert_int_equal(at.len, strlen(wanted));
    assert_memory_equal(f->passage.text + at.first, wanted, at.len);
}

static void statements_know_where_they_are_written(void **state)
{
    rules_fixture *f = *state;
    const cn_found_statement *s;

    run_rules(f, "Ivania", "Ivania is a 1926 film. It was directed by the actor Max Mack.");
    s = find_said(f, "Ivania | directed by | Max Mack");
    assert_at(f, s->subject_at, "It");
    assert_at(f, s->relation_at, "directed by the actor");
    assert_at(f, s->object_at, "Max Mack");
    assert_true(s->flags & CN_STATED_REFERRED);
    run_rules(f, "Ivania", "Ivania is a 1926 film. The film stars Lya Mara.");
    assert_at(f, find_said(f, "Ivania | starring | Lya Mara")->subject_at, "The film");
}

static void adjectives_of_countries_are_said_of_what_they_describe(void **state)
{
    rules_fixture *f = *state;
    const cn_found_statement *s;

    run_rules(f, "", "Max Mack was an Italian and American film director.");
    assert_said(f, "Max Mack | nationality | Italy");
    s = find_said(f, "Max Mack | nationality | United States");
    assert_at(f, s->object_at, "American");
    assert_int_equal(s->rule, CN_RULE_COUNTRY);
    run_rules(f, "", "Ivania is a 1926 South Korean drama film.");
    assert_said(f, "Ivania | country | South Korea");
    run_rules(f, "", "Max Mack is an American football player. Ivania is a French-language film.");
    for (size_t i = 0; i < f->out.n_statements; i++)
        assert_int_not_equal(f->out.statements[i].rule, CN_RULE_COUNTRY);
}

static void a_class_is_a_kind_of_its_last_word(void **state)
{
    rules_fixture *f = *state;
    const cn_found_statement *s;

    run_rules(f, "", "Lya Mara was a German film actress and dancer.");
    assert_said(f, "Lya Mara | is a | German film actress");
    s = find_said(f, "German film actress | is a | actress");
    assert_int_equal(s->rule, CN_RULE_HEAD);
    assert_int_equal(s->subject_type, CN_TYPE_CLASS);
    assert_false(s->flags & CN_STATED_REFERRED);
    assert_said(f, "Lya Mara | is a | dancer");
}

static void plural_kinds_are_said_of_one(void **state)
{
    rules_fixture *f = *state;

    run_rules(f, "", "He read such women as Lya Mara, and northern cities such as Oslo.");
    assert_said(f, "Lya Mara | is a | woman");
    assert_said(f, "Oslo | is a | northern city");
}

static void chains_lie_in_each_other(void **state)
{
    rules_fixture *f = *state;

    run_rules(f, "", "Max Mack was born in Oslo, Viken, Norway.");
    assert_said(f, "Max Mack | born in | Oslo");
    assert_said(f, "Oslo | located in | Viken");
    assert_said(f, "Viken | located in | Norway");
}

static void what_two_rules_say_is_said_once(void **state)
{
    rules_fixture *f = *state;
    char line[512];
    size_t n = 0;

    run_rules(f, "", "Max Mack, also known as Emil Mack, better known as Emil Mack, sang.");
    for (size_t i = 0; i < f->out.n_statements; i++)
        n += strcmp(said_line(&f->out.statements[i], line, sizeof(line)),
                    "Max Mack | also known as | Emil Mack") == 0;
    assert_int_equal(n, 1);
}

static void assert_whole(const rules_fixture *f, cn_found_place at)
{
    assert_int_equal(cn_utf8_valid(f->passage.text + at.first, at.len), at.len);
}

static void no_place_ends_inside_a_character(void **state)
{
    static const char *const texts[] = {
        "Max Mack was the former head of the Groupe Caisse d\u2019Oslo.",
        "Max Mack was a head of the Banque d\u2019\u00c9pargne.",
        "Max Mack was an old friend\u2019Oslo and a poet\u2013Oslo.",
        "Max Mack was a m\u00e9n\u00e9trier and m\u00e9n\u00e9trier\u2019.",
    };
    rules_fixture *f = *state;
    size_t n = 0;

    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        run_rules(f, "", texts[t]);
        n += f->out.n_statements;
        for (size_t i = 0; i < f->out.n_statements; i++) {
            const cn_found_statement *s = &f->out.statements[i];

            assert_whole(f, s->subject_at);
            assert_whole(f, s->relation_at);
            assert_whole(f, s->object_at);
        }
    }
    assert_true(n >= 3);
}

static void only_initials_are_acronyms(void **state)
{
    rules_fixture *f = *state;

    run_rules(f, "", "They joined the North Atlantic Treaty Organization (NATO).");
    assert_said(f, "North Atlantic Treaty Organization | also known as | NATO");
    run_rules(f, "", "They joined the North Atlantic Treaty Organization (OSCE).");
    assert_int_equal(f->out.n_statements, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_know_where_they_are_written),
        cmocka_unit_test(adjectives_of_countries_are_said_of_what_they_describe),
        cmocka_unit_test(a_class_is_a_kind_of_its_last_word),
        cmocka_unit_test(plural_kinds_are_said_of_one),
        cmocka_unit_test(chains_lie_in_each_other),
        cmocka_unit_test(what_two_rules_say_is_said_once),
        cmocka_unit_test(no_place_ends_inside_a_character),
        cmocka_unit_test(only_initials_are_acronyms),
    };

    return cmocka_run_group_tests(tests, set_up_rules, tear_down_rules);
}
