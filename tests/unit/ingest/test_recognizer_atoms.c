/* What tokens look like to the recogniser. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "ingest/recognizer_features.h"
#include "unit/ingest/tokens_fixture.h"

enum { ATOMS = 256 };

static cn_name_atom atoms[ATOMS];

static const cn_tree *read_atoms(tokens_fixture *f, const cn_name_tables *tables, const char *text)
{
    size_t at = 0;

    tokens_cut(f, text, strlen(text));
    assert_true(f->trees.n_tokens < ATOMS);
    for (size_t t = 0; t < f->trees.n_trees; at += f->trees.trees[t++].n)
        cn_name_atoms(tables, NULL, &f->trees.trees[t], atoms + at);
    return f->trees.trees;
}

static const cn_name_tables none = {.words = NULL};

static void shapes_are_of_letters_not_of_words(void **state)
{
    tokens_fixture *f = *state;

    read_atoms(f, &none, "Anna met Bob in 1987 , 1988 and 87 .");
    assert_int_equal(atoms[0].shape, atoms[2].shape);
    assert_int_not_equal(atoms[0].shape, atoms[1].shape);
    assert_int_equal(atoms[4].shape, atoms[6].shape);
    assert_int_not_equal(atoms[4].shape, atoms[8].shape);
}

static void capitals_in_a_row_are_one_run(void **state)
{
    tokens_fixture *f = *state;

    read_atoms(f, &none, "then New York City fell");
    assert_int_equal(atoms[2].run_first, 1);
    assert_int_equal(atoms[2].run_end, 4);
    assert_int_equal(atoms[4].run_end, 5);
}

static void connectors_join_runs_to_wide_ones(void **state)
{
    tokens_fixture *f = *state;

    read_atoms(f, &none, "the University of the West opened");
    assert_int_equal(atoms[1].wide_first, 1);
    assert_int_equal(atoms[1].wide_end, 5);
    assert_int_equal(atoms[4].wide_first, 1);
    assert_int_equal(atoms[5].wide_end, 6);
}

static void quotes_with_capitals_are_titled(void **state)
{
    tokens_fixture *f = *state;

    read_atoms(f, &none, "she sang \" The Long Road \" and \" no more of it \" again");
    assert_true(atoms[3].stands & CN_STANDS_TITLED_QUOTE);
    assert_true(atoms[3].stands & CN_STANDS_QUOTE_FIRST);
    assert_true(atoms[5].stands & CN_STANDS_QUOTE_LAST);
    assert_false(atoms[7].stands & CN_STANDS_QUOTED);
    assert_true(atoms[9].stands & CN_STANDS_QUOTED);
    assert_false(atoms[9].stands & CN_STANDS_TITLED_QUOTE);
}

static void what_is_in_brackets_is_marked(void **state)
{
    tokens_fixture *f = *state;

    read_atoms(f, &none, "Anna ( born 1950 ) sings");
    assert_false(atoms[0].stands & CN_STANDS_BRACKETED);
    assert_true(atoms[2].stands & CN_STANDS_BRACKETED);
    assert_false(atoms[5].stands & CN_STANDS_BRACKETED);
}

static void words_of_the_topic_are_known_in_later_sentences(void **state)
{
    tokens_fixture *f = *state;

    read_atoms(f, &none, "Anna Berg ( 1950 ) is a singer . Later Berg left .");
    cn_name_topic_mark(&f->trees, atoms);
    assert_true(atoms[0].stands & CN_STANDS_TOPIC);
    assert_false(atoms[7].stands & CN_STANDS_TOPIC);
    assert_true(atoms[10].stands & CN_STANDS_TOPIC);
}

static void known_names_are_found_longest_first(void **state)
{
    static cn_name_phrase phrases[CN_NAME_PHRASES_IN_BUCKET];
    cn_name_tables tables = {.phrases = phrases, .n_phrase_buckets = 1};
    tokens_fixture *f = *state;
    const cn_token *tokens;

    tokens_cut(f, "New York City", 13);
    tokens = f->trees.tokens;
    phrases[0] = (uint32_t)(cn_name_phrase_key(tokens, 0, 2) & 0xFFFFFF) << 8 | 3;
    phrases[1] = (uint32_t)(cn_name_phrase_key(tokens, 0, 3) & 0xFFFFFF) << 8 | 5;
    read_atoms(f, &tables, "in New York City and NEW YORK but new york");
    assert_int_equal(atoms[0].phrase_at, 0);
    assert_int_equal(atoms[1].phrase, 5);
    assert_int_equal(atoms[1].phrase_at, 1 + CN_LABEL_BEGIN);
    assert_int_equal(atoms[2].phrase_at, 1 + CN_LABEL_INSIDE);
    assert_int_equal(atoms[3].phrase_at, 1 + CN_LABEL_LAST);
    assert_int_equal(atoms[5].phrase, 3);
    assert_int_equal(atoms[8].phrase_at, 0);
}

static void known_words_bring_what_the_table_says(void **state)
{
    static cn_name_word words[CN_NAME_WORDS_IN_BUCKET];
    cn_name_tables tables = {.words = words, .n_word_buckets = 1};
    tokens_fixture *f = *state;

    tokens_cut(f, "york", 4);
    words[0] = (cn_name_word){
        .check = (uint16_t)f->trees.tokens[0].key, .use = 7, .kinds = 3 << CN_WORD_KIND_LAST};
    read_atoms(f, &tables, "New York");
    assert_int_equal(atoms[0].use, 0);
    assert_int_equal(atoms[1].use, 7);
    assert_int_equal(atoms[1].kinds, 3 << CN_WORD_KIND_LAST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_are_of_letters_not_of_words),
        cmocka_unit_test(capitals_in_a_row_are_one_run),
        cmocka_unit_test(connectors_join_runs_to_wide_ones),
        cmocka_unit_test(quotes_with_capitals_are_titled),
        cmocka_unit_test(what_is_in_brackets_is_marked),
        cmocka_unit_test(words_of_the_topic_are_known_in_later_sentences),
        cmocka_unit_test(known_names_are_found_longest_first),
        cmocka_unit_test(known_words_bring_what_the_table_says)};

    return cmocka_run_group_tests(tests, tokens_open, tokens_close);
}
