/* Features: as many in every state, told apart by what they look at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/parser_features.h"

enum { N = 6 };

static void set_sentence(cn_parser_sentence *sentence, uint64_t first_key)
{
    cn_token tokens[N];
    const cn_tree tree = {.text = "", .tokens = tokens, .n = N};

    memset(tokens, 0, sizeof tokens);
    for (uint32_t i = 0; i < N; i++) {
        tokens[i].key = first_key + i;
        tokens[i].upos = CN_UPOS_NOUN;
    }
    cn_parser_sentence_set(sentence, NULL, &tree);
}

static void every_state_has_as_many_features(void **state)
{
    cn_parser_sentence sentence;
    cn_parser_state s;
    uint64_t hashes[CN_MOVE_FEATURES_MAX];
    uint64_t label_hashes[CN_LABEL_FEATURES_MAX];
    size_t n_moves, n_labels = 0;

    (void)state;
    set_sentence(&sentence, 1);
    cn_parser_state_init(&s, N);
    n_moves = cn_parser_move_features(&sentence, &s, hashes);
    assert_true(n_moves > 0 && n_moves <= CN_MOVE_FEATURES_MAX);
    while (!cn_parser_state_is_end(&s)) {
        const uint32_t possible = cn_parser_state_moves(&s);
        const cn_move move = possible >> CN_MOVE_RIGHT & 1   ? CN_MOVE_RIGHT
                             : possible >> CN_MOVE_SHIFT & 1 ? CN_MOVE_SHIFT
                                                             : CN_MOVE_LEFT;

        assert_int_equal(cn_parser_move_features(&sentence, &s, hashes), n_moves);
        if (move != CN_MOVE_SHIFT) {
            const size_t n = cn_parser_label_features(&sentence, &s, move, label_hashes);

            assert_true(n > 0 && n <= CN_LABEL_FEATURES_MAX);
            assert_true(n_labels == 0 || n == n_labels);
            n_labels = n;
        }
        cn_parser_state_apply(&s, move, CN_DEP_OBJ);
    }
    assert_true(n_labels > 0);
}

static void other_words_have_other_features_but_for_those_of_tags(void **state)
{
    cn_parser_sentence one, other;
    cn_parser_state s;
    uint64_t a[CN_MOVE_FEATURES_MAX], b[CN_MOVE_FEATURES_MAX];
    size_t n, n_same = 0;

    (void)state;
    set_sentence(&one, 1);
    set_sentence(&other, 100);
    cn_parser_state_init(&s, N);
    cn_parser_state_apply(&s, CN_MOVE_SHIFT, 0);
    n = cn_parser_move_features(&one, &s, a);
    cn_parser_move_features(&other, &s, b);
    for (size_t i = 0; i < n; i++)
        n_same += a[i] == b[i];
    assert_true(n_same > 0 && n_same < n);
}

static void templates_do_not_share_hashes(void **state)
{
    cn_parser_sentence sentence;
    cn_parser_state s;
    uint64_t hashes[CN_MOVE_FEATURES_MAX];
    size_t n;

    (void)state;
    set_sentence(&sentence, 1);
    cn_parser_state_init(&s, N);
    cn_parser_state_apply(&s, CN_MOVE_SHIFT, 0);
    cn_parser_state_apply(&s, CN_MOVE_SHIFT, 0);
    n = cn_parser_move_features(&sentence, &s, hashes);
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            assert_true(hashes[i] != hashes[k]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_has_as_many_features),
        cmocka_unit_test(other_words_have_other_features_but_for_those_of_tags),
        cmocka_unit_test(templates_do_not_share_hashes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
