/* Words of relations: cut, told apart, and put into the past. */
#include "unit/fusion/relation_rows.h"

#include "fusion/relation_form_words.h"

typedef struct cn_relation_token token;

static cn_relation_table *table;

static int open_table(void **state)
{
    (void)state;
    return cn_relation_table_open(&table, ENGLISH, NULL);
}

static int close_table(void **state)
{
    (void)state;
    cn_relation_table_close(table);
    return 0;
}

static token word_of(const char *text)
{
    return (token){text, strlen(text)};
}

static void words_are_parted_by_blanks(void **state)
{
    cn_relation_words words;

    (void)state;
    assert_true(cn_relation_words_cut("was  first led by ", 18, &words));
    assert_int_equal(words.n, 4);
    assert_true(cn_relation_word_is(&words.items[1], "first"));
    assert_true(cn_relation_words_cut("", 0, &words));
    assert_int_equal(words.n, 0);
}

static void too_many_words_are_not_cut(void **state)
{
    char text[2 * CN_RELATION_WORDS_MAX + 2];
    cn_relation_words words;

    (void)state;
    for (size_t i = 0; i < sizeof(text); i++)
        text[i] = i % 2 ? ' ' : 'a';
    assert_true(cn_relation_words_cut(text, 2 * CN_RELATION_WORDS_MAX, &words));
    assert_false(cn_relation_words_cut(text, sizeof(text), &words));
}

static void a_word_is_in_a_list_whole(void **state)
{
    const token in = word_of("in"), i = word_of("i"), into = word_of("into"), empty = word_of("");

    (void)state;
    assert_true(cn_relation_word_in(&in, " of in on "));
    assert_true(cn_relation_word_in(&in, " in "));
    assert_false(cn_relation_word_in(&i, " of in on "));
    assert_false(cn_relation_word_in(&into, " of in on "));
    assert_false(cn_relation_word_in(&empty, " of in on "));
}

static void a_past_is_known_by_its_ending_or_the_table(void **state)
{
    static const char *const past[] = {"directed", "built", "wrote", "written", "born"};
    static const char *const other[] = {"red", "breed", "king", "son", "of", "write", ""};
    const cn_relation_words none = {.n = 0};
    const cn_relation_words noun = {.items = {word_of("infrared")}, .n = 1};
    token word;

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        word = word_of(past[i]);
        assert_true(cn_relation_word_is_past(table, &word, &none));
    }
    for (size_t i = 0; i < 7; i++) {
        word = word_of(other[i]);
        assert_false(cn_relation_word_is_past(table, &word, &none));
    }
    word = word_of("infrared");
    assert_false(cn_relation_word_is_past(table, &word, &noun));
}

static void a_participle_is_no_past(void **state)
{
    const token written = word_of("written"), wrote = word_of("wrote"), built = word_of("built"),
                become = word_of("become");

    (void)state;
    assert_true(cn_relation_word_is_participle(table, &written));
    assert_false(cn_relation_word_is_participle(table, &wrote));
    assert_false(cn_relation_word_is_participle(table, &built));
    assert_false(cn_relation_word_is_participle(table, &become));
}

static void check_past(const char *text, const char *lemma, const char *past)
{
    const token word = word_of(text), base = word_of(lemma);
    char out[64];
    size_t len = cn_relation_word_past(table, &word, &base, false, out, sizeof(out));

    assert_int_equal(len, strlen(out));
    assert_string_equal(out, past);
}

static void every_form_of_a_verb_has_one_past(void **state)
{
    (void)state;
    check_past("publishes", "publish", "published");
    check_past("publishing", "publish", "published");
    check_past("published", "publish", "published");
    check_past("features", "feature", "featured");
    check_past("carries", "carry", "carried");
    check_past("carrying", "carry", "carried");
    check_past("plays", "play", "played");
    check_past("stars", "star", "starred");
    check_past("starring", "starr", "starred"); /* a lemma may be wrong */
    check_past("using", "use", "used");
    check_past("own", "own", "owned");
    check_past("writes", "write", "wrote");
    check_past("writing", "write", "wrote");
    check_past("written", "write", "wrote");
    check_past("goes", "go", "went");
    check_past("founded", "found", "founded");
    check_past("found", "find", "found");
    check_past("refers", "refer", "referred");
}

static void what_has_no_room_is_not_written(void **state)
{
    const token word = word_of("publishes"), lemma = word_of("");
    char out[10];

    (void)state;
    assert_int_equal(cn_relation_word_past(table, &word, &lemma, false, out, 10), 9);
    assert_int_equal(cn_relation_word_past(table, &word, &lemma, false, out, 9), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_parted_by_blanks),
        cmocka_unit_test(too_many_words_are_not_cut),
        cmocka_unit_test(a_word_is_in_a_list_whole),
        cmocka_unit_test(a_past_is_known_by_its_ending_or_the_table),
        cmocka_unit_test(a_participle_is_no_past),
        cmocka_unit_test(every_form_of_a_verb_has_one_past),
        cmocka_unit_test(what_has_no_room_is_not_written),
    };

    return cmocka_run_group_tests(tests, open_table, close_table);
}
