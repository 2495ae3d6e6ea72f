/* What passages say of a relation. */
#include "retrieve/relations.h"

#include "read_pages.h"

static const page TOWN[] = {
    {"The Grey Lantern", "The Grey Lantern is a 1951 Danish film directed by Otto Velling."},
    {"Otto Velling", "Otto Velling (4 May 1902 \xE2\x80\x93 9 June 1970) was a Danish director. "
                     "He was born in Ribe and died in Odense."},
    {"Maud Teller", "Maud Teller is the daughter of Karl Teller and Anna Holt."},
};

/* Passage number `about` of the town says this; NULL: nothing. Returns the value. */
static double assert_says(size_t about, cn_relation relation, const char *text)
{
    pages p;
    cn_found found;

    read_pages(&p, "Who is it?", TOWN, 3);
    found = cn_relation_find(&p.read, &p.read.items[about], relation);
    if (text)
        assert_ptr_equal(found.passage, &p.read.items[about]);
    else
        assert_null(found.passage);
    if (text)
        assert_piece(found.passage, &found.piece, text);
    pages_done(&p);
    return found.value;
}

static void name_stands_behind_its_phrase(void **state)
{
    (void)state;
    assert_says(0, CN_REL_DIRECTOR, "Otto Velling");
    assert_says(0, CN_REL_COMPOSER, NULL);
}

static void brackets_behind_the_title_are_a_life(void **state)
{
    (void)state;
    assert_true((int)assert_says(1, CN_REL_BIRTH_DATE, "4 May 1902") == 19020504);
    assert_true((int)assert_says(1, CN_REL_DEATH_DATE, "9 June 1970") == 19700609);
}

static void places_stand_behind_born_and_died(void **state)
{
    (void)state;
    assert_says(1, CN_REL_BIRTH_PLACE, "Ribe");
    assert_says(1, CN_REL_DEATH_PLACE, "Odense");
}

static void second_parent_is_the_mother(void **state)
{
    (void)state;
    assert_says(2, CN_REL_FATHER, "Karl Teller");
    assert_says(2, CN_REL_MOTHER, "Anna Holt");
}

static void found_name_leads_to_its_passage(void **state)
{
    pages p;
    cn_found found;

    (void)state;
    read_pages(&p, "Who is it?", TOWN, 3);
    found = cn_relation_find(&p.read, &p.read.items[0], CN_REL_DIRECTOR);
    assert_ptr_equal(cn_relation_follow(&p.read, &found), &p.read.items[1]);
    found = cn_relation_find(&p.read, &p.read.items[0], CN_REL_COUNTRY);
    assert_string_equal(found.country, "Denmark");
    pages_done(&p);
}

static void text_without_words_says_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < ODD_TEXTS_N; i++) {
        const page odd = {"Odd", ODD_TEXTS[i]};
        pages p;

        read_pages(&p, "Who is it?", &odd, 1);
        for (int relation = CN_REL_FATHER; relation <= CN_REL_START; relation++)
            assert_null(cn_relation_find(&p.read, &p.read.items[0], (cn_relation)relation).passage);
        pages_done(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(name_stands_behind_its_phrase),
        cmocka_unit_test(brackets_behind_the_title_are_a_life),
        cmocka_unit_test(places_stand_behind_born_and_died),
        cmocka_unit_test(second_parent_is_the_mother),
        cmocka_unit_test(found_name_leads_to_its_passage),
        cmocka_unit_test(text_without_words_says_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
