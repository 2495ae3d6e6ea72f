/* Learning and packing: what was learned is what the tables say. */
#include "unit/base/oom_walk.h"

#include "base/hash.h"
#include "tools/train/parser_model.h"

enum { N_FEATURES = 200, N_ROUNDS = 5, N_SLOTS = 1024 };

static cn_move move_of(uint64_t feature)
{
    return (cn_move)(feature % CN_MOVE_COUNT);
}

static uint8_t label_of(uint64_t feature)
{
    return (uint8_t)(feature % 7);
}

/* Each feature goes with one move and one label, and all share a second feature. */
static int learn(cn_parser_model *model)
{
    for (uint64_t i = 0; i < N_FEATURES * N_ROUNDS; i++) {
        const uint64_t feature = i % N_FEATURES;
        const uint64_t hashes[] = {cn_hash_mix(1, feature), cn_hash_mix(2, 0)};
        const cn_move wrong = (cn_move)((feature + 1) % CN_MOVE_COUNT);
        int rc;

        model->step++;
        rc = cn_parser_model_learn_move(model, hashes, 2, move_of(feature), wrong, NULL);
        if (rc == CAIRN_OK)
            rc = cn_parser_model_learn_label(model, hashes, 2, label_of(feature),
                                             label_of(feature + 1), NULL);
        if (rc < 0)
            return rc;
    }
    cn_parser_model_average(model);
    return CAIRN_OK;
}

static void packed_tables_say_what_was_learned(void **state)
{
    cn_parser_model model;
    cn_parser_packed packed;
    cn_parser_tables tables;

    (void)state;
    assert_int_equal(cn_parser_model_init(&model, NULL), CAIRN_OK);
    assert_int_equal(learn(&model), CAIRN_OK);
    assert_int_equal(cn_parser_model_pack(&model, N_SLOTS, N_SLOTS, &packed, NULL), CAIRN_OK);
    tables = cn_parser_packed_tables(&packed);
    for (uint64_t feature = 0; feature < N_FEATURES; feature++) {
        const uint64_t hash = cn_hash_mix(1, feature);
        int32_t moves[CN_MOVE_COUNT], labels[CN_LABEL_SCORES];

        cn_parser_move_scores(&tables, &hash, 1, moves);
        cn_parser_label_scores(&tables, &hash, 1, labels);
        for (int move = 0; move < CN_MOVE_COUNT; move++)
            assert_true(moves[move] <= moves[move_of(feature)]);
        for (int label = 0; label < CN_DEP_COUNT; label++)
            assert_true(labels[label] <= labels[label_of(feature)]);
    }
    cn_parser_packed_done(&packed);
    cn_parser_model_done(&model);
}

static void small_tables_keep_the_heaviest(void **state)
{
    const uint64_t heavy = cn_hash_mix(9, 9);
    cn_parser_model model;
    cn_parser_packed packed;
    cn_parser_tables tables;
    int32_t scores[CN_MOVE_COUNT];

    (void)state;
    assert_int_equal(cn_parser_model_init(&model, NULL), CAIRN_OK);
    for (int i = 0; i < 100; i++)
        assert_int_equal(
            cn_parser_model_learn_move(&model, &heavy, 1, CN_MOVE_LEFT, CN_MOVE_SHIFT, NULL),
            CAIRN_OK);
    assert_int_equal(learn(&model), CAIRN_OK);
    assert_int_equal(cn_parser_model_pack(&model, 8, 8, &packed, NULL), CAIRN_OK);
    tables = cn_parser_packed_tables(&packed);
    cn_parser_move_scores(&tables, &heavy, 1, scores);
    assert_true(scores[CN_MOVE_LEFT] > 0);
    assert_true(packed.n_moves_kept <= 8);
    cn_parser_packed_done(&packed);
    cn_parser_model_done(&model);
}

static int learn_and_pack(void *user)
{
    cn_parser_model model;
    cn_parser_packed packed;
    int rc = cn_parser_model_init(&model, NULL);

    (void)user;
    if (rc == CAIRN_OK)
        rc = learn(&model);
    if (rc == CAIRN_OK) {
        rc = cn_parser_model_pack(&model, N_SLOTS, N_SLOTS, &packed, NULL);
        cn_parser_packed_done(&packed);
    }
    cn_parser_model_done(&model);
    return rc;
}

static void running_out_of_memory_leaves_nothing(void **state)
{
    (void)state;
    walk_failures(learn_and_pack, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packed_tables_say_what_was_learned),
        cmocka_unit_test(small_tables_keep_the_heaviest),
        cmocka_unit_test(running_out_of_memory_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
