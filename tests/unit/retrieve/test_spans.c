/* Names, dates, numbers and quoted titles as runs of words. */
#include "scanned.h"

typedef void (*reader_of)(const cn_text *text, size_t i, size_t n, cn_piece *piece);

/* At word 0 of the text stands `span`, "" for none, of this value. */
static void assert_span(reader_of read, const char *text, const char *span, double value)
{
    scanned s;
    cn_piece piece;

    scan(&s, text);
    read(&s.text, 0, s.text.n, &piece);
    if (*span == '\0') {
        assert_int_equal(piece.n, 0);
    } else {
        assert_true(piece.n > 0);
        assert_int_equal(piece.len, strlen(span));
        assert_memory_equal(text + piece.at, span, piece.len);
        assert_true(piece.value > value - 1e-6 && piece.value < value + 1e-6);
    }
    scan_done(&s);
}

static void small_words_stay_inside_a_name(void **state)
{
    (void)state;
    assert_span(cn_piece_name, "Vincent van der Meer painted", "Vincent van der Meer", 0);
    assert_span(cn_piece_name, "J. R. Tolk wrote", "J. R. Tolk", 0);
    assert_span(cn_piece_name, "Otto, Maud", "Otto", 0);
    assert_span(cn_piece_name, "otto Velling", "", 0);
}

static void date_is_read_in_either_order(void **state)
{
    (void)state;
    assert_span(cn_piece_date, "4 May 1902 in Ribe", "4 May 1902", 19020504);
    assert_span(cn_piece_date, "May 4, 1902 in Ribe", "May 4, 1902", 19020504);
    assert_span(cn_piece_date, "1902 in Ribe", "1902", 19020000);
    assert_span(cn_piece_date, "may 4 people", "", 0);
    assert_span(cn_piece_date, "1,902 men", "", 0);
}

static void number_keeps_its_unit(void **state)
{
    (void)state;
    assert_span(cn_piece_number, "1,234.5 metres high", "1,234.5 metres", 1234.5);
    assert_span(cn_piece_number, "3 million people", "3 million", 3e6);
    assert_span(cn_piece_number, "twenty-one men", "twenty-one", 21);
    assert_span(cn_piece_number, "men", "", 0);
}

static void quoted_title_ends_at_its_mark(void **state)
{
    (void)state;
    assert_span(cn_piece_quoted, "\"Salt and Iron\" sank", "Salt and Iron", 0);
    assert_span(cn_piece_quoted, "\xE2\x80\x9CSalt\xE2\x80\x9D sank", "Salt", 0);
    assert_span(cn_piece_quoted, "\"Salt and Iron", "", 0);
}

static void longest_phrase_wins(void **state)
{
    scanned s;
    size_t len = 0;

    (void)state;
    scan(&s, "a Directed by Otto");
    assert_int_equal(cn_phrase_at(&s.text, 1, s.text.n, "directed|directed by"), 2);
    assert_int_equal(cn_phrase_at(&s.text, 1, 2, "directed|directed by"), 1);
    assert_int_equal(cn_phrase_at(&s.text, 1, s.text.n, "direct* by"), 2);
    assert_int_equal(cn_phrase_at(&s.text, 1, s.text.n, "direct"), 0);
    assert_int_equal(cn_phrase_find(&s.text, 0, s.text.n, "otto", &len), 3);
    assert_int_equal(len, 1);
    scan_done(&s);
}

static void country_is_known_by_its_adjective(void **state)
{
    scanned s;
    size_t len;
    bool is_adjective;

    (void)state;
    scan(&s, "Danish South Africa danish");
    assert_string_equal(cn_country_at(&s.text, 0, 4, &len, &is_adjective), "Denmark");
    assert_true(is_adjective);
    assert_string_equal(cn_country_at(&s.text, 1, 4, &len, &is_adjective), "South Africa");
    assert_int_equal(len, 2);
    assert_false(is_adjective);
    assert_null(cn_country_at(&s.text, 3, 4, &len, &is_adjective));
    scan_done(&s);
}

static void text_without_words_holds_no_span(void **state)
{
    (void)state;
    for (size_t i = 0; i < ODD_TEXTS_N; i++) {
        assert_span(cn_piece_name, ODD_TEXTS[i], "", 0);
        assert_span(cn_piece_date, ODD_TEXTS[i], "", 0);
        assert_span(cn_piece_number, ODD_TEXTS[i], "", 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_words_stay_inside_a_name),
        cmocka_unit_test(date_is_read_in_either_order),
        cmocka_unit_test(number_keeps_its_unit),
        cmocka_unit_test(quoted_title_ends_at_its_mark),
        cmocka_unit_test(longest_phrase_wins),
        cmocka_unit_test(country_is_known_by_its_adjective),
        cmocka_unit_test(text_without_words_holds_no_span),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
