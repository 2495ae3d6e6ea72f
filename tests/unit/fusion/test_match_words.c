/* The text of a cell: words, codes, trigrams. */
#include "match_given.h"

#include "fusion/match_words.h"

typedef struct scanned {
    cn_match_records records;
    cn_match_scan scan;
} scanned;

static void scan(scanned *s, const char *text)
{
    cairn_error err = CAIRN_ERROR_INIT;

    memset(s, 0, sizeof(*s));
    cn_map_init(&s->records.ids);
    cn_match_scan_init(&s->scan);
    if (cn_match_scan_cell(&s->scan, &s->records, text, strlen(text), &err) < 0)
        fail_msg("%s", err.message);
}

static void forget(scanned *s)
{
    cn_match_scan_done(&s->scan);
    cn_match_records_done(&s->records);
}

static void check_word(const scanned *s, uint32_t id, const char *wanted)
{
    const cn_match_word *word = &s->records.vocabulary[id];

    assert_int_equal(word->len, strlen(wanted));
    assert_memory_equal(s->records.spelling.data + word->first, wanted, word->len);
}

static void words_are_folded_runs_of_letters_and_digits(void **state)
{
    scanned s;

    (void)state;
    scan(&s, "  M\xC3\xBCller's 2nd-Best ");
    assert_int_equal(s.scan.n_words, 4);
    check_word(&s, s.scan.words[0], "muller");
    check_word(&s, s.scan.words[1], "s");
    check_word(&s, s.scan.words[2], "2nd");
    check_word(&s, s.scan.words[3], "best");
    forget(&s);
}

static void a_word_has_one_number(void **state)
{
    scanned s;

    (void)state;
    scan(&s, "Rose rose ROSE is");
    assert_int_equal(s.scan.n_words, 4);
    assert_int_equal(s.scan.words[0], s.scan.words[1]);
    assert_int_equal(s.scan.words[0], s.scan.words[2]);
    assert_int_not_equal(s.scan.words[0], s.scan.words[3]);
    forget(&s);
}

static void codes_lose_their_marks(void **state)
{
    scanned s;

    (void)state;
    scan(&s, "Cable F3H-982/10, blue 1998 call 310/246-1501 x4");
    assert_int_equal(s.scan.n_codes, 2);
    check_word(&s, s.scan.codes[0], "f3h98210");
    check_word(&s, s.scan.codes[1], "3102461501");
    forget(&s);
}

static void scripts_without_spaces_are_cut_into_characters(void **state)
{
    scanned s;

    (void)state;
    scan(&s, "\xE6\x9D\xB1\xE4\xBA\xAC tokyo");
    assert_int_equal(s.scan.n_words, 3);
    forget(&s);
}

static void any_bytes_of_text_are_bounded(void **state)
{
    char text[CN_MATCH_CELL_MAX + 1];
    scanned s;

    (void)state;
    for (size_t i = 0; i < CN_MATCH_CELL_MAX; i++)
        text[i] = i % 2 == 0 ? (char)('a' + i % 26) : ' ';
    text[CN_MATCH_CELL_MAX] = '\0';
    scan(&s, text);
    assert_int_equal(s.scan.n_words, CN_MATCH_WORDS_MAX);
    assert_int_equal(s.scan.n_grams, CN_MATCH_GRAMS_MAX);
    forget(&s);
    memset(text, 'x', CN_MATCH_CELL_MAX);
    scan(&s, text);
    assert_int_equal(s.scan.n_words, 1);
    assert_int_equal(s.scan.n_codes, 0);
    forget(&s);
    scan(&s, "--- !!! ---");
    assert_int_equal(s.scan.n_words + s.scan.n_codes + s.scan.n_grams, 0);
    forget(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_folded_runs_of_letters_and_digits),
        cmocka_unit_test(a_word_has_one_number),
        cmocka_unit_test(codes_lose_their_marks),
        cmocka_unit_test(scripts_without_spaces_are_cut_into_characters),
        cmocka_unit_test(any_bytes_of_text_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
