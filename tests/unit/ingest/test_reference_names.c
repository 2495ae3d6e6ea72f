/* Which names are one. */
#include "tests/unit/ingest/reference_fixture.h"

static void acronym_in_brackets_is_the_name_before_it(void **state)
{
    const named names[] = {{"Ostrane Light Railway", CN_TYPE_ORGANISATION},
                           {"OLR", CN_TYPE_ORGANISATION},
                           {"OLR", CN_TYPE_ORGANISATION},
                           {NULL, 0}};

    resolve(*state, "", "The Ostrane Light Railway (OLR) opened in 1901. The OLR closed in 1960.",
            names);
    assert_means(*state, "OLR", 1, CN_MENTION_NAME, "Ostrane Light Railway");
}

static void initials_without_brackets_match(void **state)
{
    const named names[] = {
        {"Brennock Town Council", CN_TYPE_ORGANISATION}, {"BTC", CN_TYPE_ORGANISATION}, {NULL, 0}};

    resolve(*state, "", "Brennock Town Council met in May. The BTC voted.", names);
    assert_means(*state, "BTC", 0, CN_MENTION_NAME, "Brennock Town Council");
}

static void relatives_with_other_first_names_stay_two(void **state)
{
    const named names[] = {
        {"Ines Valder", CN_TYPE_PERSON}, {"Paul Valder", CN_TYPE_PERSON}, {NULL, 0}};

    resolve(*state, "", "Ines Valder taught music. Paul Valder was a baker.", names);
    assert_means(*state, "Paul", 0, CN_MENTION_NAME, "Paul Valder");
}

static void place_is_not_part_of_a_longer_place(void **state)
{
    const named names[] = {
        {"Halvery", CN_TYPE_PLACE}, {"Halvery Bridge", CN_TYPE_PLACE}, {NULL, 0}};

    resolve(*state, "", "Halvery is a town. Halvery Bridge crosses the river.", names);
    assert_means(*state, "Halvery is", 0, CN_MENTION_NAME, "Halvery");
}

static void longer_name_later_names_the_earlier_mention(void **state)
{
    const named names[] = {
        {"Lemery", CN_TYPE_PERSON}, {"Augustin Lemery", CN_TYPE_PERSON}, {NULL, 0}};

    resolve(*state, "", "Lemery kept the light. Augustin Lemery died in 1904.", names);
    assert_means(*state, "Lemery", 0, CN_MENTION_NAME, "Augustin Lemery");
}

static void title_without_its_brackets_is_found_in_the_text(void **state)
{
    const named names[] = {{"Orel", CN_TYPE_WORK}, {NULL, 0}};

    resolve(*state, "Orel (film)", "Orel is loved by many.", names);
    assert_means(*state, "Orel", 0, CN_MENTION_NAME, "Orel (film)");
}

static void honorific_keeps_a_wife_from_being_her_husband(void **state)
{
    const named names[] = {
        {"Mr. Tobias Renn", CN_TYPE_PERSON}, {"Mrs. Renn", CN_TYPE_PERSON}, {NULL, 0}};

    resolve(*state, "", "Mr. Tobias Renn built boats. Mrs. Renn sold them.", names);
    assert_means(*state, "Mrs. Renn", 0, CN_MENTION_NAME, "Mrs. Renn");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acronym_in_brackets_is_the_name_before_it),
        cmocka_unit_test(initials_without_brackets_match),
        cmocka_unit_test(relatives_with_other_first_names_stay_two),
        cmocka_unit_test(place_is_not_part_of_a_longer_place),
        cmocka_unit_test(longer_name_later_names_the_earlier_mention),
        cmocka_unit_test(title_without_its_brackets_is_found_in_the_text),
        cmocka_unit_test(honorific_keeps_a_wife_from_being_her_husband),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
