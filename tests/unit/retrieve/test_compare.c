/* Two passages side by side. */
#include "retrieve/compare.h"

#include "read_pages.h"

static const page PAIR[] = {
    {"Otto Velling", "Otto Velling (4 May 1902 \xE2\x80\x93 9 June 1970) was a Danish director."},
    {"Maud Teller", "Maud Teller (1 March 1921 \xE2\x80\x93 2 July 1999) was a Danish painter."},
    {"Ian Rook", "Ian Rook (3 April 1930 \xE2\x80\x93 2 July 1990) was a Spanish painter."},
};

static int option_of(const char *question)
{
    pages p;
    cn_expect expect;
    cn_compared compared;

    read_pages(&p, question, PAIR, 3);
    cn_expect_read(&p.read.question, &expect);
    if (expect.asked == CN_ASKED_CHOICE)
        cn_compare_options(&p.read, &expect, &compared);
    else
        cn_compare_yes_no(&p.read, &compared);
    assert_true(compared.certainty >= 0 && compared.certainty <= 1);
    pages_done(&p);
    return compared.option;
}

static void comparative_words_pick_the_earlier_date(void **state)
{
    (void)state;
    assert_int_equal(option_of("Who was born earlier, Maud Teller or Otto Velling?"), 1);
    assert_int_equal(option_of("Who was born earlier, Otto Velling or Maud Teller?"), 0);
}

static void comparative_words_pick_the_later_date(void **state)
{
    (void)state;
    assert_int_equal(option_of("Who died later, Otto Velling or Maud Teller?"), 1);
    assert_int_equal(option_of("Who is younger, Maud Teller or Otto Velling?"), 0);
}

static void longer_life_is_the_difference_of_dates(void **state)
{
    (void)state;
    assert_int_equal(option_of("Who lived longer, Ian Rook or Maud Teller?"), 1);
    assert_int_equal(option_of("Who lived longer, Otto Velling or Ian Rook?"), 0);
}

static void same_country_is_yes_and_another_no(void **state)
{
    (void)state;
    assert_int_equal(option_of("Are Otto Velling and Maud Teller of the same nationality?"), 1);
    assert_int_equal(option_of("Are Otto Velling and Ian Rook of the same nationality?"), 0);
}

static void unknown_options_are_not_told_apart(void **state)
{
    (void)state;
    assert_int_equal(option_of("Who was born earlier, Pell Dray or Quin Harb?"), -1);
}

static void no_passages_give_no_answer(void **state)
{
    (void)state;
    for (size_t i = 0; i < ODD_TEXTS_N; i++) {
        const page odd = {"", ODD_TEXTS[i]};
        cn_compared compared;
        pages p;

        read_pages(&p, ODD_TEXTS[i], &odd, 1);
        cn_compare_yes_no(&p.read, &compared);
        assert_int_equal(compared.option, -1);
        pages_done(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparative_words_pick_the_earlier_date),
        cmocka_unit_test(comparative_words_pick_the_later_date),
        cmocka_unit_test(longer_life_is_the_difference_of_dates),
        cmocka_unit_test(same_country_is_yes_and_another_no),
        cmocka_unit_test(unknown_options_are_not_told_apart),
        cmocka_unit_test(no_passages_give_no_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
