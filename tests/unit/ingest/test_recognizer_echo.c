/* What a chunk's other places say of a word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "ingest/recognizer_features.h"
#include "unit/ingest/tokens_fixture.h"

enum { TOKENS = 64 };

static cn_name_atom atoms[TOKENS];
static cn_name_echo echoes[TOKENS];
static uint8_t labels[TOKENS];
static cn_name_echo_scratch scratch;

static void read_atoms(tokens_fixture *f, const char *text)
{
    static const cn_name_tables none = {.words = NULL};
    size_t at = 0;

    tokens_cut(f, text, strlen(text));
    assert_true(f->trees.n_tokens <= TOKENS);
    for (size_t t = 0; t < f->trees.n_trees; at += f->trees.trees[t++].n)
        cn_name_atoms(&none, NULL, &f->trees.trees[t], atoms + at);
    memset(labels, 0, sizeof(labels));
}

static void listen(tokens_fixture *f)
{
    assert_int_equal(cn_name_echoes(&f->trees, atoms, labels, &scratch, echoes, NULL), CAIRN_OK);
}

static void a_longer_name_is_heard_where_its_last_word_stands_alone(void **state)
{
    tokens_fixture *f = *state;

    read_atoms(f, "Anna Berg sang . Later Berg left .");
    labels[0] = (uint8_t)cn_label_of(CN_KIND_PERSON, CN_LABEL_BEGIN);
    labels[1] = (uint8_t)cn_label_of(CN_KIND_PERSON, CN_LABEL_LAST);
    listen(f);
    assert_int_equal(echoes[5].kind, CN_KIND_PERSON + 1);
    assert_int_equal(echoes[5].longer, CN_KIND_PERSON + 1);
    assert_int_equal(echoes[5].longer_at, CN_LABEL_LAST + 1);
    assert_int_equal(echoes[5].own, 0);
}

static void a_word_does_not_hear_itself(void **state)
{
    tokens_fixture *f = *state;

    read_atoms(f, "Anna Berg sang .");
    labels[0] = (uint8_t)cn_label_of(CN_KIND_PERSON, CN_LABEL_BEGIN);
    labels[1] = (uint8_t)cn_label_of(CN_KIND_PERSON, CN_LABEL_LAST);
    listen(f);
    assert_int_equal(echoes[0].kind, 0);
    assert_int_equal(echoes[1].longer, 0);
    assert_int_equal(echoes[1].own, CN_KIND_PERSON + 1);
    assert_int_equal(echoes[0].pair, 0);
}

static void uses_that_are_no_names_are_heard_too(void **state)
{
    tokens_fixture *f = *state;

    read_atoms(f, "The Bank closed . A bank is Bank .");
    listen(f);
    assert_int_equal(echoes[1].kind, 0);
    assert_int_equal(echoes[1].outside, 3);
}

static void pairs_are_heard_together(void **state)
{
    tokens_fixture *f = *state;

    read_atoms(f, "Red Star won . Then Red Star lost .");
    labels[0] = (uint8_t)cn_label_of(CN_KIND_ORGANISATION, CN_LABEL_BEGIN);
    labels[1] = (uint8_t)cn_label_of(CN_KIND_ORGANISATION, CN_LABEL_LAST);
    listen(f);
    assert_int_equal(echoes[5].pair, CN_KIND_ORGANISATION + 1);
    assert_int_equal(echoes[5].pair_at, CN_LABEL_BEGIN + 1);
}

static int close_all(void **state)
{
    cn_name_echo_scratch_done(&scratch);
    return tokens_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_longer_name_is_heard_where_its_last_word_stands_alone),
        cmocka_unit_test(a_word_does_not_hear_itself),
        cmocka_unit_test(uses_that_are_no_names_are_heard_too),
        cmocka_unit_test(pairs_are_heard_together)};

    return cmocka_run_group_tests(tests, tokens_open, close_all);
}
