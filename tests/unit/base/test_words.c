/* Words: where they stand, what they are compared by, and that no text takes too long. */
#include "unit/base/oom_walk.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/words.h"

static cn_tokenizer *tokenizer; /* made once for all tests: that it is warm must not matter */

static int make_tokenizer(void **state)
{
    (void)state;
    return cn_tokenizer_new(&tokenizer, NULL);
}

static int free_tokenizer(void **state)
{
    (void)state;
    cn_tokenizer_free(tokenizer);
    return 0;
}

static cn_words scan(const char *text, size_t len)
{
    cn_words words = {NULL, 0, 0};

    assert_int_equal(cn_tokenizer_scan(tokenizer, text, len, &words, NULL), CAIRN_OK);
    return words;
}

/* The words of text as written, joined by "|". */
static void assert_words(const char *text, size_t len, const char *expected)
{
    cn_words words = scan(text, len);
    cn_buf joined;

    cn_buf_init(&joined, SIZE_MAX);
    for (size_t i = 0; i < words.n; i++) {
        if (i > 0)
            cn_buf_add_char(&joined, '|');
        cn_buf_add(&joined, text + words.items[i].first, words.items[i].len);
    }
    assert_string_equal(cn_buf_str(&joined), expected);
    cn_buf_done(&joined);
    cn_words_done(&words);
}

static cn_word only_word(const char *text)
{
    cn_words words = scan(text, strlen(text));
    cn_word word;

    assert_int_equal(words.n, 1);
    word = words.items[0];
    cn_words_done(&words);
    return word;
}

#define BYTES(literal) literal, sizeof(literal) - 1

static void a_word_is_a_run_of_letters_digits_and_marks(void **state)
{
    (void)state;
    assert_words(BYTES(""), "");
    assert_words(BYTES(" .,-!"), "");
    assert_words(BYTES("O'Neil's St. x_y"), "O|Neil|s|St|x|y");
    assert_words(BYTES("a\0b"), "a|b");
    assert_words(BYTES("3.14 B2B"), "3|14|B2B");
    assert_words(BYTES("caf\xC3\xA9-\xC3\xA9tude"), "caf\xC3\xA9|\xC3\xA9tude");
    assert_words(BYTES("go\xCC\x88"
                       "del"),
                 "go\xCC\x88"
                 "del");
    assert_words(BYTES("don\xE2\x80\x99t\xE2\x80\x94stop"), "don|t|stop");
    assert_words(BYTES("\xD0\x9C\xD0\xB8\xD1\x80 x"), "\xD0\x9C\xD0\xB8\xD1\x80|x");
    assert_words(BYTES("\xCC\x81 \xEF\xB8\x8F"), "");
}

static void unspaced_scripts_are_cut_by_dictionary(void **state)
{
    (void)state;
    assert_words(BYTES("iPhone\xE4\xB8\xAD\xE5\x9B\xBD\xE4\xBA\xBA\xE6\xB0\x91ok"),
                 "iPhone|\xE4\xB8\xAD\xE5\x9B\xBD|\xE4\xBA\xBA\xE6\xB0\x91|ok");
    assert_words(BYTES("\xE4\xB8\xAD\xE5\x9B\xBD\xE3\x80\x82\xE4\xB8\xAD\xE5\x9B\xBD"),
                 "\xE4\xB8\xAD\xE5\x9B\xBD|\xE4\xB8\xAD\xE5\x9B\xBD");
}

static void long_unspaced_runs_are_covered_without_gaps(void **state)
{
    enum { N = 30000 };
    char *text = cn_alloc(6 * N);
    cn_words words;
    size_t end = 0;

    (void)state;
    for (size_t i = 0; i < N; i++)
        memcpy(text + 6 * i, "\xE4\xB8\xAD\xE5\x9B\xBD", 6);
    words = scan(text, 6 * N);
    assert_int_equal(words.n, N);
    for (size_t i = 0; i < words.n; i++) {
        assert_int_equal(words.items[i].first, end);
        end += words.items[i].len;
    }
    assert_int_equal(end, 6 * N);
    cn_words_done(&words);
    cn_free(text);
}

static void spellings_of_a_word_share_its_key(void **state)
{
    const cn_word godel = only_word("godel");

    (void)state;
    assert_true(only_word("G\xC3\xB6"
                          "del")
                    .key == godel.key);
    assert_true(only_word("GO\xCC\x88"
                          "DEL")
                    .key == godel.key);
    assert_true(only_word("G\xC3\xB6"
                          "del")
                    .stem == godel.stem);
    assert_true(only_word("godell").key != godel.key);
}

static void forms_of_a_word_share_its_stem(void **state)
{
    const cn_word run = only_word("running"), runs = only_word("Runs");

    (void)state;
    assert_true(run.stem == runs.stem);
    assert_true(run.key != runs.key);
    assert_true(only_word("run").stem == only_word("run").key);
    assert_true(only_word("b2b").stem == only_word("b2b").key);
    assert_true(only_word("\xD0\x9C\xD0\xB8\xD1\x80").stem ==
                only_word("\xD0\xBC\xD0\xB8\xD1\x80").key);
}

static void flags_tell_how_a_word_is_written(void **state)
{
    (void)state;
    assert_int_equal(only_word("Paris").flags, CN_WORD_UPPER);
    assert_int_equal(only_word("paris").flags, 0);
    assert_int_equal(only_word("NATO").flags, CN_WORD_UPPER | CN_WORD_ALLCAPS);
    assert_int_equal(only_word("X").flags, CN_WORD_UPPER);
    assert_int_equal(only_word("X1").flags, CN_WORD_UPPER);
    assert_int_equal(only_word("G7").flags, CN_WORD_UPPER);
    assert_int_equal(only_word("GB2").flags, CN_WORD_UPPER | CN_WORD_ALLCAPS);
    assert_int_equal(only_word("1990s").flags, CN_WORD_DIGIT);
    assert_int_equal(only_word("3D").flags, CN_WORD_DIGIT);
    assert_int_equal(only_word("The").flags, CN_WORD_UPPER | CN_WORD_STOP);
    assert_int_equal(only_word("which").flags, CN_WORD_STOP);
    assert_int_equal(only_word("\xC3\x89t\xC3\xA9").flags, CN_WORD_UPPER);
    assert_int_equal(only_word("\xC3\x89T\xC3\x89").flags, CN_WORD_UPPER | CN_WORD_ALLCAPS);
    assert_int_equal(only_word("\xE4\xB8\xAD\xE5\x9B\xBD").flags, 0);
}

static void the_cache_does_not_change_what_a_word_is(void **state)
{
    enum { N = 200000 }; /* more words than the cache has entries */
    cn_tokenizer *fresh = NULL;
    cn_words first = {NULL, 0, 0}, second;
    cn_buf text;

    (void)state;
    cn_buf_init(&text, SIZE_MAX);
    for (unsigned i = 0; i < N; i++)
        cn_buf_printf(&text, "Word%x, %uth ", i, i);
    assert_int_equal(cn_tokenizer_new(&fresh, NULL), CAIRN_OK);
    assert_int_equal(cn_tokenizer_scan(fresh, text.data, text.len, &first, NULL), CAIRN_OK);
    assert_words(BYTES("warm up"), "warm|up");
    second = scan(text.data, text.len);
    assert_int_equal(first.n, 2 * N);
    assert_int_equal(second.n, first.n);
    for (size_t i = 0; i < first.n; i++) {
        assert_true(first.items[i].key == second.items[i].key);
        assert_true(first.items[i].stem == second.items[i].stem);
        assert_int_equal(first.items[i].first, second.items[i].first);
        assert_int_equal(first.items[i].flags, second.items[i].flags);
    }
    cn_words_done(&first);
    cn_words_done(&second);
    cn_tokenizer_free(fresh);
    cn_buf_done(&text);
}

static void a_huge_word_is_cut_and_passed_over(void **state)
{
    enum { LEN = 10 * 1024 * 1024 };
    char *text = cn_alloc(LEN + 4);
    cn_words words;

    (void)state;
    memset(text, 'a', LEN);
    memcpy(text + LEN, " end", 4);
    words = scan(text, LEN + 4);
    assert_int_equal(words.n, 2);
    assert_int_equal(words.items[0].len, 65535);
    assert_int_equal(words.items[1].first, LEN + 1);
    cn_words_done(&words);
    for (size_t i = 0; i < LEN; i += 2)
        memcpy(text + i, "\xC3\xA9", 2);
    words = scan(text, LEN + 4);
    assert_int_equal(words.n, 2);
    assert_int_equal(words.items[0].len, 65534);
    cn_words_done(&words);
    cn_free(text);
}

static void a_key_of_words_sees_order_and_number(void **state)
{
    cn_words words = scan("new york New", 12);
    cn_word swapped[2];

    (void)state;
    swapped[0] = words.items[1];
    swapped[1] = words.items[0];
    assert_true(cn_words_key(words.items, 2) > 0);
    assert_true(cn_words_key(words.items, 0) > 0);
    assert_true(cn_words_key(words.items, 2) != cn_words_key(swapped, 2));
    assert_true(cn_words_key(words.items, 1) != cn_words_key(words.items, 2));
    assert_true(cn_words_key(words.items, 1) == cn_words_key(words.items + 2, 1));
    cn_words_done(&words);
}

static int scan_from_nothing(void *user)
{
    static const char text[] = "The caf\xC3\xA9s of \xE4\xB8\xAD\xE5\x9B\xBD, one two three four "
                               "five six seven eight nine ten eleven twelve thirteen fourteen";
    cn_tokenizer *made = NULL;
    cn_words words = {NULL, 0, 0};
    int rc = cn_tokenizer_new(&made, NULL);

    (void)user;
    if (rc == CAIRN_OK)
        rc = cn_tokenizer_scan(made, text, sizeof(text) - 1, &words, NULL);
    cn_words_done(&words);
    cn_tokenizer_free(made);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    walk_failures(scan_from_nothing, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_a_run_of_letters_digits_and_marks),
        cmocka_unit_test(unspaced_scripts_are_cut_by_dictionary),
        cmocka_unit_test(long_unspaced_runs_are_covered_without_gaps),
        cmocka_unit_test(spellings_of_a_word_share_its_key),
        cmocka_unit_test(forms_of_a_word_share_its_stem),
        cmocka_unit_test(flags_tell_how_a_word_is_written),
        cmocka_unit_test(the_cache_does_not_change_what_a_word_is),
        cmocka_unit_test(a_huge_word_is_cut_and_passed_over),
        cmocka_unit_test(a_key_of_words_sees_order_and_number),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, make_tokenizer, free_tokenizer);
}
