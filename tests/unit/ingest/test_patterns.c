/* Statements by rules: who is subject, what a bracket speaks of, what is left out. */
#include "unit/ingest/rules_fixture.h"

static void extract(rules_fixture *f, const char *title, const char *text)
{
    run_rules(f, title, text);
}

static bool says(const rules_fixture *f, const char *wanted)
{
    return is_said(f, wanted, strlen(wanted));
}

static void assert_says(const rules_fixture *f, const char *wanted)
{
    if (says(f, wanted))
        return;
    print_said(f);
    fail_msg("\"%s\" is not among %zu statements", wanted, f->out.n_statements);
}

static void three_professions_are_three_statements(void **state)
{
    rules_fixture *f = *state;

    extract(f, "",
            "Levon Helm was an American drummer, songwriter, and record producer from Elaine.");
    assert_says(f, "Levon Helm | is a | American drummer");
    assert_says(f, "Levon Helm | is a | songwriter");
    assert_says(f, "Levon Helm | is a | record producer");
    extract(f, "", "Halle is a small, rural village in Saxony.");
    assert_says(f, "Halle | is a | rural village");
    assert_false(says(f, "Halle | is a | small"));
}

static void pronouns_and_the_film_are_the_title(void **state)
{
    rules_fixture *f = *state;

    extract(f, "Ivania",
            "Ivania is a 1926 film. It was directed by Max Mack. The film stars Lya Mara.");
    assert_says(f, "Ivania | directed by | Max Mack");
    assert_says(f, "Ivania | starring | Lya Mara");
    extract(f, "Ivania", "Ivania is a 1926 film. He was born in Berlin.");
    assert_false(says(f, "Ivania | born in | Berlin"));
}

static void the_long_name_and_the_surname_are_the_title(void **state)
{
    rules_fixture *f = *state;

    extract(f, "Al Carter",
            "Albert Houston Carter Jr. (born May 20, 1952) is a reporter. Carter studied at Yale.");
    assert_says(f, "Al Carter | born on | May 20, 1952");
    assert_says(f, "Al Carter | studied at | Yale");
    assert_says(f, "Al Carter | also known as | Albert Houston Carter Jr.");
}

static void coordinated_participles_share_their_object(void **state)
{
    rules_fixture *f = *state;

    extract(f, "", "Jaws is a film written, produced and directed by Max Mack and Lya Mara.");
    assert_says(f, "Jaws | written by | Max Mack");
    assert_says(f, "Jaws | produced by | Lya Mara");
    assert_says(f, "Jaws | directed by | Lya Mara");
}

static void a_name_behind_a_preposition_is_no_subject(void **state)
{
    rules_fixture *f = *state;

    extract(f, "", "Jaws is a film from France directed by Max Mack.");
    assert_says(f, "Jaws | directed by | Max Mack");
    extract(f, "", "Lya Mara appeared in a film directed by Max Mack.");
    assert_false(says(f, "Lya Mara | directed by | Max Mack"));
    extract(f, "", "The mayor of Paris founded Velib.");
    assert_false(says(f, "Paris | founded | Velib"));
}

static void what_is_denied_is_not_stated(void **state)
{
    rules_fixture *f = *state;

    extract(f, "", "Max Mack never married Lya Mara. Ivania was not directed by Max Mack.");
    assert_int_equal(f->out.n_statements, 0);
}

static void spaces_lost_or_added_at_brackets_do_not_matter(void **state)
{
    rules_fixture *f = *state;

    extract(f, "", "Teutberga( died 11 November 875) was a queen.");
    assert_says(f, "Teutberga | died on | 11 November 875");
    extract(f, "", "George Quentin ( 3 November 1848 — 6 May 1928 ) was a cricketer.");
    assert_says(f, "George Quentin | born on | 3 November 1848");
    assert_says(f, "George Quentin | died on | 6 May 1928");
}

static void a_bracket_speaks_of_the_name_that_opens_the_document(void **state)
{
    rules_fixture *f = *state;

    extract(f, "John II", "John II, the Hunchback, (born 1333, died May 26, 1384) was a count.");
    assert_says(f, "John II | born on | 1333");
    assert_says(f, "John II | died on | May 26, 1384");
    extract(
        f, "",
        "Ferdinand Bentinck, 8th Duke of Portland( 4 July 1889 – 13 December 1980) was a peer.");
    assert_says(f, "Ferdinand Bentinck | died on | 13 December 1980");
    assert_says(f, "Ferdinand Bentinck | is a | peer");
    extract(f, "", "Ivania? is a British War II film, directed by Max Mack.");
    assert_says(f, "Ivania | directed by | Max Mack");
    extract(f, "", "Tony Giglio is a director (born June 3, 1971) from Medford.");
    assert_says(f, "Tony Giglio | born on | June 3, 1971");
    extract(f, "", "Max Mack was made duc d'Antin in 1711.");
    assert_false(says(f, "Max Mack | died on | 1711"));
    extract(f, "", "He met Louis d'Orleans (ruled 1830–1848) there.");
    assert_int_equal(f->out.n_statements, 0);
}

static void what_opens_a_sentence_waits_for_its_subject(void **state)
{
    rules_fixture *f = *state;

    extract(f, "", "Born in Butte, Montana, Max Mack studied at Yale.");
    assert_says(f, "Max Mack | born in | Butte");
    extract(f, "", "She was born in Butte, Montana, and left.");
    assert_says(f, "Butte | located in | Montana");
    assert_false(says(f, "Montana | born in | Butte"));
}

static void kinship_is_read_both_ways(void **state)
{
    rules_fixture *f = *state;

    extract(
        f, "",
        "Hugh met Guy's second wife, Marozia. Bertha, daughter of Lothair and Waldrada, ruled.");
    assert_says(f, "Guy | wife | Marozia");
    assert_says(f, "Bertha | daughter of | Lothair");
    assert_says(f, "Bertha | daughter of | Waldrada");
}

static void a_definition_makes_a_term(void **state)
{
    rules_fixture *f = *state;

    extract(f, "Nokia", "Nokia is a company based in Espoo. Linux is a kernel.");
    assert_int_equal(f->passage.items[0].role, CN_ROLE_TERM);
    assert_int_equal(f->passage.items[0].type, CN_TYPE_ORGANISATION);
    assert_int_equal(f->passage.items[2].role, CN_ROLE_MENTION);
}

static void sentences_over_the_limit_give_no_statements(void **state)
{
    rules_fixture *f = *state;
    char text[CN_SENTENCE_MAX + 200];
    size_t n = 0;

    memset(text, 0, sizeof(text));
    while (n < CN_SENTENCE_MAX)
        n += (size_t)snprintf(text + n, sizeof(text) - n, "very ");
    snprintf(text + n, sizeof(text) - n, "and Jaws is a film directed by Max Mack.");
    extract(f, "", text);
    assert_int_equal(f->out.n_statements, 0);
    assert_true(f->passage.n_items > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_professions_are_three_statements),
        cmocka_unit_test(pronouns_and_the_film_are_the_title),
        cmocka_unit_test(the_long_name_and_the_surname_are_the_title),
        cmocka_unit_test(coordinated_participles_share_their_object),
        cmocka_unit_test(a_name_behind_a_preposition_is_no_subject),
        cmocka_unit_test(what_is_denied_is_not_stated),
        cmocka_unit_test(spaces_lost_or_added_at_brackets_do_not_matter),
        cmocka_unit_test(a_bracket_speaks_of_the_name_that_opens_the_document),
        cmocka_unit_test(what_opens_a_sentence_waits_for_its_subject),
        cmocka_unit_test(kinship_is_read_both_ways),
        cmocka_unit_test(a_definition_makes_a_term),
        cmocka_unit_test(sentences_over_the_limit_give_no_statements),
    };

    return cmocka_run_group_tests(tests, set_up_rules, tear_down_rules);
}
