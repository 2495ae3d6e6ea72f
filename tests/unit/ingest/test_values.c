/* Dates and quantities in running text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/names.h"
#include "ingest/values.h"

typedef struct fixture {
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_passage passage;
} fixture;

static int set_up(void **state)
{
    static fixture f;

    assert_int_equal(cn_tokenizer_new(&f.tokenizer, NULL), CAIRN_OK);
    assert_int_equal(cn_lexicon_init(&f.lexicon, f.tokenizer, NULL), CAIRN_OK);
    cn_passage_init(&f.passage, &f.lexicon);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    cn_passage_done(&f->passage);
    cn_lexicon_done(&f->lexicon);
    cn_tokenizer_free(f->tokenizer);
    return 0;
}

static void find(fixture *f, const char *title, const char *text)
{
    assert_int_equal(cn_passage_set(&f->passage, f->tokenizer, text, strlen(text), title, NULL),
                     CAIRN_OK);
    assert_int_equal(cn_names_find(&f->passage, NULL), CAIRN_OK);
}

/* Are the items of text exactly those of the list "A|B|C"? */
static void assert_items(fixture *f, const char *title, const char *text, const char *wanted)
{
    char found[1024] = "";

    find(f, title, text);
    for (size_t i = 0; i < f->passage.n_items; i++) {
        if (i > 0)
            strcat(found, "|");
        strncat(found, text + f->passage.items[i].first, f->passage.items[i].len);
    }
    assert_string_equal(found, wanted);
}

static void dates_come_in_many_forms(void **state)
{
    fixture *f = *state;

    assert_items(f, "", "on 12 March 1871, March 12, 1871, March 1871, in 1871, on 1871-03-12",
                 "12 March 1871|March 12, 1871|March 1871|1871|1871-03-12");
    assert_items(f, "", "in the 1870s, 1871–1940, the 5th century BC, in 928 or AD 410",
                 "1870s|1871|1940|5th century BC|928|AD 410");
    assert_items(f, "", "on January 24–25, 2000 and the 12th of May",
                 "January 24–25, 2000|12th of May");
    for (size_t i = 0; i < f->passage.n_items; i++)
        assert_int_equal(f->passage.items[i].type, CN_TYPE_DATE);
    assert_items(f, "", "he may march 500 schools and 42 times", "");
}

static void quantities_have_units_or_signs(void **state)
{
    fixture *f = *state;

    assert_items(f, "", "with 3,200 inhabitants, 12.5 km, $4 million, 45%, 37,492 and 1500 people",
                 "3,200 inhabitants|12.5 km|$4 million|45%|37,492|1500 people");
    for (size_t i = 0; i < f->passage.n_items; i++)
        assert_int_equal(f->passage.items[i].type, i == 2 ? CN_TYPE_MONEY : CN_TYPE_QUANTITY);
    assert_items(f, "",
                 "paid \xE2\x82\xAC"
                 "5 and \xC2\xA3"
                 "10 million",
                 "\xE2\x82\xAC"
                 "5|\xC2\xA3"
                 "10 million");
}

/* What cn_value_find() finds, or cn_value_phrase(), left to right. */
static void assert_found(fixture *f, bool as_phrases, const char *text, const char *wanted)
{
    char found[1024] = "";

    find(f, "", text);
    for (size_t i = 0, n; i<f->passage.words.n; i += n> 0 ? n : 1) {
        cn_item item;

        n = as_phrases ? cn_value_phrase(&f->passage, i, f->passage.words.n, &item)
                       : cn_value_find(&f->passage, i, f->passage.words.n, &item);
        if (n == 0)
            continue;
        if (found[0])
            strcat(found, "|");
        strncat(found, text + item.first, item.len);
    }
    assert_string_equal(found, wanted);
}

static void times_and_money_have_types_of_their_own(void **state)
{
    static const char text[] = "At 3:30 pm on 12 March 1871 he paid $5 for 90 minutes and 3 km";
    static const int types[] = {CN_TYPE_TIME, CN_TYPE_DATE, CN_TYPE_MONEY, CN_TYPE_TIME,
                                CN_TYPE_QUANTITY};
    fixture *f = *state;

    assert_items(f, "", text, "3:30 pm|12 March 1871|$5|90 minutes|3 km");
    for (size_t i = 0; i < f->passage.n_items; i++)
        assert_int_equal(f->passage.items[i].type, types[i]);
}

static void annotators_mark_bare_numbers_and_words(void **state)
{
    fixture *f = *state;

    assert_found(f, false, "the two towns have 18 mills and twenty-five inns, a 45-part plan",
                 "two|18|twenty-five|45-part");
    assert_found(f, false, "in the 1990s, in May, the early 1990s, the mid-1970s, since 1998",
                 "the 1990s|May|1990s|the mid-1970s|1998");
    assert_found(f, false, "for six years, 1992-2002, 10-12 km and half a mile",
                 "six years|1992|2002|10-12 km|half a mile");
    assert_found(f, false, "paid US$ 3 million, then 25 % more", "US$ 3 million|25 %");
}

static void numbers_in_names_and_scores_are_none(void **state)
{
    fixture *f = *state;

    assert_found(f, false, "Route 20, number 4, an F-104, a score of 5-1, a one-off", "");
    assert_found(f, false, "of The Four Seasons, he may march, and one of them", "");
    assert_items(f, "", "the under-19s in 2050, at noon on July 2, 626, was", "2050|July 2, 626");
}

static void phrases_hold_what_changes_their_meaning(void **state)
{
    fixture *f = *state;

    assert_found(f, true, "he stayed from 1992 to 2002, since 1998, until the early 1990s",
                 "from 1992 to 2002|since 1998|until the early 1990s");
    assert_found(f, true, "about 5,000 inhabitants", "about 5,000 inhabitants");
    assert_found(f, true, "they met the same year, that is to say in a small town",
                 "the same year");
}

static void a_value_stays_in_its_range(void **state)
{
    static const char text[] = "on 12 March 1871";
    fixture *f = *state;
    cn_item item;

    find(f, "", text);
    assert_int_equal(cn_value_at(&f->passage, 1, 4, &item), 3);
    assert_int_equal(item.len, 13);
    assert_int_equal(cn_value_at(&f->passage, 1, 3, &item), 2); /* "12 March" */
    assert_int_equal(cn_value_at(&f->passage, 0, 4, &item), 0);
    assert_int_equal(cn_value_at(&f->passage, 1, 2, &item), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_come_in_many_forms),
        cmocka_unit_test(quantities_have_units_or_signs),
        cmocka_unit_test(times_and_money_have_types_of_their_own),
        cmocka_unit_test(annotators_mark_bare_numbers_and_words),
        cmocka_unit_test(numbers_in_names_and_scores_are_none),
        cmocka_unit_test(phrases_hold_what_changes_their_meaning),
        cmocka_unit_test(a_value_stays_in_its_range),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
