/* What kind of answer a question wants. */
#include "retrieve/expect.h"

#include "scanned.h"

static cn_expect read_expect(const char *question)
{
    scanned s;
    cn_expect expect;

    cn_expect_read(scan(&s, question), &expect);
    scan_done(&s);
    return expect;
}

static void question_word_decides_the_kind(void **state)
{
    (void)state;
    assert_int_equal(read_expect("Who built the mill?").asked, CN_ASKED_PERSON);
    assert_int_equal(read_expect("Where is the mill?").asked, CN_ASKED_PLACE);
    assert_int_equal(read_expect("When was the mill built?").asked, CN_ASKED_DATE);
    assert_int_equal(read_expect("How many mills stand there?").asked, CN_ASKED_NUMBER);
    assert_int_equal(read_expect("Is the mill old?").asked, CN_ASKED_YES_NO);
}

static void noun_behind_which_decides_the_kind(void **state)
{
    (void)state;
    assert_int_equal(read_expect("In what year was the mill built?").asked, CN_ASKED_YEAR);
    assert_int_equal(read_expect("Which city has the mill?").asked, CN_ASKED_PLACE);
    assert_int_equal(read_expect("Which actor burned the mill?").asked, CN_ASKED_PERSON);
    assert_int_equal(read_expect("What is the population of Ribe?").asked, CN_ASKED_NUMBER);
}

static void who_behind_a_noun_is_relative(void **state)
{
    (void)state;
    assert_int_equal(read_expect("The mill was drawn by a singer who died in what year?").asked,
                     CN_ASKED_YEAR);
}

static void options_stand_on_both_sides_of_or(void **state)
{
    cn_expect expect = read_expect("Which film came out first, Grey Lantern or Salt and Iron?");

    (void)state;
    assert_int_equal(expect.asked, CN_ASKED_CHOICE);
    assert_int_equal(expect.options[0].first, 5);
    assert_int_equal(expect.options[0].n, 2);
    assert_int_equal(expect.options[1].first, 8);
    assert_int_equal(expect.options[1].n, 3);
}

static void comparative_words_pick_the_side(void **state)
{
    (void)state;
    assert_false(read_expect("Who was born earlier, Otto Velling or Maud Teller?").wants_most);
    assert_true(read_expect("Who was born later, Otto Velling or Maud Teller?").wants_most);
    assert_true(read_expect("Which is taller, Mount Ost or Mount Vel?").is_number);
    assert_false(read_expect("Who is younger, Otto Velling or Maud Teller?").is_number);
    assert_false(read_expect("Is it Otto Velling or Maud Teller?").is_compared);
}

static void nouns_say_what_is_asked(void **state)
{
    cn_words_range noun;
    scanned s;

    (void)state;
    scan(&s, "the town of the novelist in what year, A or B");
    assert_int_equal(cn_expect_noun(&s.text, (cn_words_range){1, 1}), CN_ASKED_PLACE);
    assert_int_equal(cn_expect_noun(&s.text, (cn_words_range){4, 1}), CN_ASKED_PERSON);
    assert_int_equal(cn_expect_noun(&s.text, (cn_words_range){0, 1}), CN_ASKED_NAME);
    assert_int_equal(cn_expect_noun(&s.text, (cn_words_range){0, 0}), CN_ASKED_NAME);
    assert_int_equal(cn_expect_by_word(&s.text, &noun), CN_ASKED_YEAR); /* whatever is offered */
    scan_done(&s);
}

static void text_without_words_asks_for_a_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < ODD_TEXTS_N; i++)
        assert_int_equal(read_expect(ODD_TEXTS[i]).asked, CN_ASKED_NAME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(question_word_decides_the_kind),
        cmocka_unit_test(noun_behind_which_decides_the_kind),
        cmocka_unit_test(who_behind_a_noun_is_relative),
        cmocka_unit_test(options_stand_on_both_sides_of_or),
        cmocka_unit_test(comparative_words_pick_the_side),
        cmocka_unit_test(nouns_say_what_is_asked),
        cmocka_unit_test(text_without_words_asks_for_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
