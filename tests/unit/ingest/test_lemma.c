/* Lemma rules: the longest ending decides, exceptions win, a known word is preferred. */
#include "unit/ingest/tokens_fixture.h"

#include "ingest/lemma.h"
#include "ingest/tagger_features.h"

enum { N_SLOTS = 16 };

static cn_lemma_ending endings[N_SLOTS];
static const cn_lemma_rule rules[] = {
    {2, 0, ""}, {1, 0, ""}, {3, 1, "y"}, {3, 2, "be"}, {9, 0, ""}};
static const cn_lemmas lemmas = {endings, N_SLOTS, rules, 5};

static void put(const char *ending, cn_lemma_kind kind, uint16_t rule)
{
    const uint64_t key = cn_lemma_key(ending, strlen(ending), kind, CN_UPOS_VERB, CN_MORPH_PAST);
    uint32_t at = (uint32_t)(key >> 32) & (N_SLOTS - 1);

    while (endings[at].rule != CN_LEMMA_FREE)
        at = (at + 1) & (N_SLOTS - 1);
    endings[at] = (cn_lemma_ending){.check = (uint32_t)key, .rule = rule};
}

static int fill(void **state)
{
    (void)state;
    for (int i = 0; i < N_SLOTS; i++)
        endings[i].rule = CN_LEMMA_FREE;
    put("ed", CN_LEMMA_FIRST, 0);
    put("ed", CN_LEMMA_SECOND, 1);
    put("ied", CN_LEMMA_FIRST, 2);
    put("was", CN_LEMMA_WHOLE, 3);
    put("x", CN_LEMMA_FIRST, 4);
    return 0;
}

static void expect(const char *form, uint8_t upos, const char *known, const char *expected)
{
    const uint64_t key = cn_token_key(known, strlen(known));
    cn_token token = {.len = (uint16_t)strlen(form), .upos = upos, .morph = CN_MORPH_PAST};
    cn_tag_word words[2] = {{0, 0}};
    const cn_tag_lexicon lexicon = {.words = words, .n_words = 2};
    char lemma[200];

    words[key >> 32 & 1] = (cn_tag_word){(uint32_t)key, 1u << 31};
    cn_token_look(&token, form);
    assert_int_equal(cn_lemmas_find(&lemmas, &lexicon, form, &token, lemma, sizeof(lemma)),
                     strlen(expected));
    assert_string_equal(lemma, expected);
}

static void the_longest_ending_decides(void **state)
{
    (void)state;
    expect("Walked", CN_UPOS_VERB, "walk", "walk");
    expect("carried", CN_UPOS_VERB, "none", "carry");
    expect("run", CN_UPOS_VERB, "none", "run");
}

static void a_whole_form_is_an_exception(void **state)
{
    (void)state;
    expect("was", CN_UPOS_VERB, "none", "be");
    expect("awas", CN_UPOS_VERB, "none", "awas");
}

static void a_known_word_is_preferred(void **state)
{
    (void)state;
    expect("hoped", CN_UPOS_VERB, "hope", "hope");
    expect("hoped", CN_UPOS_VERB, "none", "hop");
}

static void names_keep_their_case(void **state)
{
    (void)state;
    expect("Hale", CN_UPOS_PROPN, "none", "Hale");
    expect("Hale", CN_UPOS_NOUN, "none", "hale");
}

static void a_rule_strips_no_more_than_it_was_picked_by(void **state)
{
    (void)state;
    expect("box", CN_UPOS_VERB, "none", "box");
}

static void a_form_of_any_length_has_a_lemma(void **state)
{
    char form[5000], lemma[8];
    cn_token token = {.len = sizeof(form), .upos = CN_UPOS_VERB, .morph = CN_MORPH_PAST};
    cn_tag_word words[2] = {{0, 0}};
    const cn_tag_lexicon lexicon = {.words = words, .n_words = 2};

    (void)state;
    memset(form, 'a', sizeof(form));
    assert_int_equal(cn_lemmas_find(&lemmas, &lexicon, form, &token, lemma, sizeof(lemma)), 7);
    assert_string_equal(lemma, "aaaaaaa");
    assert_int_equal(cn_lemmas_find(&lemmas, &lexicon, form, &token, lemma, 0), 0);
    assert_int_equal(cn_lemmas_find(&lemmas, &lexicon, form, &token, lemma, 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_ending_decides),
        cmocka_unit_test(a_whole_form_is_an_exception),
        cmocka_unit_test(a_known_word_is_preferred),
        cmocka_unit_test(names_keep_their_case),
        cmocka_unit_test(a_rule_strips_no_more_than_it_was_picked_by),
        cmocka_unit_test(a_form_of_any_length_has_a_lemma),
    };

    return cmocka_run_group_tests(tests, fill, NULL);
}
