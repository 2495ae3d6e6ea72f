/* Items of rules and names of the recogniser made one list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "ingest/mentions.h"
#include "ingest/names.h"
#include "unit/ingest/tokens_fixture.h"

static cn_named named[8];
static cn_recognition found;

static void read_text(tokens_fixture *f, const char *title, const char *text)
{
    assert_int_equal(cn_passage_set(&f->passage, f->tokenizer, text, strlen(text), title, NULL),
                     CAIRN_OK);
    assert_int_equal(cn_tokens_cut(&f->trees, &f->passage, NULL), CAIRN_OK);
    assert_int_equal(cn_names_find(&f->passage, NULL), CAIRN_OK);
    found = (cn_recognition){.names = named};
}

static void recognise(uint32_t tree, uint16_t token, uint16_t n, int type, float confidence)
{
    named[found.n++] = (cn_named){
        .tree = tree, .token = token, .n = n, .type = (uint8_t)type, .confidence = confidence};
}

static const cn_item *item_of(tokens_fixture *f, const char *text)
{
    for (size_t i = 0; i < f->passage.n_items; i++) {
        const cn_item *item = &f->passage.items[i];

        if (item->len == strlen(text) &&
            memcmp(f->passage.text + item->first, text, item->len) == 0)
            return item;
    }
    return NULL;
}

static void merge(tokens_fixture *f)
{
    assert_int_equal(cn_mentions_merge(&f->passage, &f->trees, &found, NULL), CAIRN_OK);
    for (size_t i = 1; i < f->passage.n_items; i++) {
        const cn_item *item = &f->passage.items[i];

        assert_true(item[-1].first + item[-1].len <= item->first);
        assert_true(item[-1].word + item[-1].n_words <= item->word);
    }
    for (size_t s = 0; s < f->passage.n_sentences; s++)
        for (uint32_t i = f->passage.sentences[s].item; i < f->passage.sentences[s].end_item; i++) {
            assert_true(f->passage.items[i].word >= f->passage.sentences[s].word);
            assert_true(f->passage.items[i].word < f->passage.sentences[s].end_word);
        }
}

static void a_recognised_name_replaces_what_it_overlaps(void **state)
{
    tokens_fixture *f = *state;

    read_text(f, "", "They met Anna Berg Monday .");
    recognise(0, 2, 2, CN_TYPE_PERSON, 0.9f);
    merge(f);
    assert_non_null(item_of(f, "Anna Berg"));
    assert_int_equal(item_of(f, "Anna Berg")->type, CN_TYPE_PERSON);
    assert_int_equal(item_of(f, "Anna Berg")->n_words, 2);
    assert_null(item_of(f, "Anna Berg Monday"));
}

static void the_title_stands_against_an_unlikely_name(void **state)
{
    tokens_fixture *f = *state;

    read_text(f, "Long Road", "In Long Road he plays .");
    recognise(0, 2, 1, CN_TYPE_OTHER, 0.5f);
    merge(f);
    assert_non_null(item_of(f, "Long Road"));
    assert_true(item_of(f, "Long Road")->is_title);
    assert_null(item_of(f, "Road"));
}

static void a_quoted_title_keeps_the_names_in_it(void **state)
{
    tokens_fixture *f = *state;

    read_text(f, "", "She sang \"The Road to Paris\" there .");
    recognise(0, 6, 1, CN_TYPE_PLACE, 0.99f);
    merge(f);
    assert_non_null(item_of(f, "The Road to Paris"));
    assert_int_equal(item_of(f, "The Road to Paris")->type, CN_TYPE_WORK);
    assert_null(item_of(f, "Paris"));
}

static void the_same_span_keeps_what_both_know(void **state)
{
    tokens_fixture *f = *state;

    read_text(f, "", "She sang \"The Long Road\" there .");
    recognise(0, 3, 3, CN_TYPE_OTHER, 0.9f);
    merge(f);
    assert_non_null(item_of(f, "The Long Road"));
    assert_true(item_of(f, "The Long Road")->is_quoted);
    assert_int_equal(item_of(f, "The Long Road")->type, CN_TYPE_WORK);
}

static void names_in_lower_case_join_the_items(void **state)
{
    tokens_fixture *f = *state;

    read_text(f, "", "The band has two members . Anna left on 3 May 1990 .");
    recognise(0, 3, 1, CN_TYPE_QUANTITY, 0.9f);
    recognise(1, 0, 1, CN_TYPE_PERSON, 0.9f);
    merge(f);
    assert_non_null(item_of(f, "two"));
    assert_non_null(item_of(f, "Anna"));
    assert_non_null(item_of(f, "3 May 1990"));
    assert_int_equal(f->passage.sentences[0].end_item, 1);
    assert_int_equal(f->passage.sentences[1].end_item, 3);
}

static void marks_alone_are_no_items(void **state)
{
    tokens_fixture *f = *state;

    read_text(f, "", "It costs $ 5 .");
    recognise(0, 2, 1, CN_TYPE_MONEY, 0.9f);
    merge(f);
    assert_null(item_of(f, "$"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_recognised_name_replaces_what_it_overlaps),
        cmocka_unit_test(the_title_stands_against_an_unlikely_name),
        cmocka_unit_test(a_quoted_title_keeps_the_names_in_it),
        cmocka_unit_test(the_same_span_keeps_what_both_know),
        cmocka_unit_test(names_in_lower_case_join_the_items),
        cmocka_unit_test(marks_alone_are_no_items)};

    return cmocka_run_group_tests(tests, tokens_open, tokens_close);
}
