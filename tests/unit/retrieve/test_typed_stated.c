/* Numbers that are said in so many words. */
#include "retrieve/typed_stated.h"

#include "asked.h"

static bool is_stated(const char *text, const char *question)
{
    const cn_evidence item = {
        .chunk = 0, .title = "", .heading = "", .text = text, .text_len = strlen(text)};
    cn_question read = {.text = question, .len = strlen(question)};
    cn_tokenizer *tokenizer;
    cn_view view = {0};
    cn_pool pool = {.view = &view};
    bool stated;

    assert_int_equal(cn_tokenizer_new(&tokenizer, NULL), CAIRN_OK);
    view.tokenizer = tokenizer;
    pool.items[pool.n++] = item;
    assert_int_equal(cn_tokenizer_scan(tokenizer, question, read.len, &read.words, NULL), CAIRN_OK);
    assert_int_equal(cn_typed_is_stated(&view, &read, &pool, &stated, NULL), CAIRN_OK);
    cn_words_done(&read.words);
    cn_tokenizer_free(tokenizer);
    return stated;
}

static void a_number_before_the_noun_is_stated(void **state)
{
    (void)state;
    assert_true(is_stated("Ada Lisk built nine bridges.", "How many bridges did Ada Lisk build?"));
    assert_true(is_stated("She left 12 stone bridges.", "How many bridges did Ada Lisk build?"));
}

static void other_numbers_are_not(void **state)
{
    (void)state;
    assert_false(is_stated("Nine men built the bridge.", "How many bridges did Ada Lisk build?"));
    assert_false(is_stated("The 1904 bridge fell.", "How many bridges did Ada Lisk build?"));
    assert_false(is_stated("Her third bridge fell.", "How many bridges did Ada Lisk build?"));
    assert_false(is_stated("She built bridges.", "Which bridges did Ada Lisk build?"));
    assert_false(is_stated("", "How many"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_before_the_noun_is_stated),
        cmocka_unit_test(other_numbers_are_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
