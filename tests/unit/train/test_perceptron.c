/* The averaged perceptron: it learns what a line can part, its bytes keep the best class, and a
 * shuffle is the same each time. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "base/hash.h"
#include "tools/train/perceptron.h"

/* Samples of three classes: the first feature tells the class, the second says nothing. */
static uint32_t make_sample(uint64_t i, uint64_t hashes[2])
{
    const uint32_t class = (uint32_t)(i % 3);

    hashes[0] = cn_hash_mix(1, class * 10 + i % 2);
    hashes[1] = cn_hash_mix(2, i % 17);
    return class;
}

static uint32_t best_of(const int32_t scores[3])
{
    uint32_t best = 0;

    for (uint32_t c = 1; c < 3; c++)
        if (scores[c] > scores[best])
            best = c;
    return best;
}

static void train(cn_perceptron *perceptron)
{
    for (uint64_t i = 0; i < 3000; i++) {
        uint64_t hashes[2];
        const uint32_t right = make_sample(i, hashes);
        int32_t scores[3];

        cn_perceptron_scores(perceptron, hashes, 2, scores);
        cn_perceptron_update(perceptron, hashes, 2, right, best_of(scores));
        cn_perceptron_next(perceptron);
    }
}

static size_t count_right(const cn_linear *linear)
{
    size_t n_right = 0;

    for (uint64_t i = 0; i < 300; i++) {
        uint64_t hashes[2];
        const uint32_t right = make_sample(i, hashes);
        int32_t scores[3];

        cn_linear_scores(linear, hashes, 2, scores);
        n_right += best_of(scores) == right;
    }
    return n_right;
}

static void what_a_line_can_part_is_learned(void **state)
{
    const uint32_t strides[] = {3, 1};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        cn_perceptron perceptron;
        cn_packed packed;
        cn_linear linear;

        assert_int_equal(cn_perceptron_init(&perceptron, 1024, 3, strides[i], NULL), CAIRN_OK);
        train(&perceptron);
        assert_int_equal(cn_perceptron_pack(&perceptron, "a", &packed, NULL), CAIRN_OK);
        linear = cn_packed_linear(&packed);
        assert_int_equal(count_right(&linear), 300);
        cn_packed_done(&packed);
        cn_perceptron_done(&perceptron);
    }
}

static void the_average_is_over_all_steps(void **state)
{
    const uint64_t hash = 5;
    cn_perceptron perceptron;
    cn_weights_part parts[2];
    cn_packed packed;

    (void)state;
    assert_int_equal(cn_perceptron_init(&perceptron, 16, 2, 2, NULL), CAIRN_OK);
    /* Weight 1 for three of four steps, and 3 for the last: the average is 1 of 4 * (1+1+1+3). */
    cn_perceptron_add(&perceptron, &hash, 1, 0, 1);
    for (int i = 0; i < 3; i++)
        cn_perceptron_next(&perceptron);
    cn_perceptron_add(&perceptron, &hash, 1, 0, 4);
    cn_perceptron_add(&perceptron, &hash, 1, 1, -4);
    assert_int_equal(cn_perceptron_pack(&perceptron, "a", &packed, NULL), CAIRN_OK);
    assert_int_equal(packed.rows[5 * 2], 127);
    assert_int_equal(packed.rows[5 * 2 + 1], 0);
    cn_packed_parts(&packed, parts);
    assert_string_equal(parts[0].name, "a.rows");
    assert_int_equal(parts[0].len, 32);
    assert_string_equal(parts[1].name, "a.head");
    assert_int_equal(parts[1].len, sizeof(cn_linear_head));
    cn_packed_done(&packed);
    cn_perceptron_done(&perceptron);
}

static void what_is_joined_votes_as_both(void **state)
{
    const uint64_t hash = 3;
    cn_perceptron one, other;

    (void)state;
    assert_int_equal(cn_perceptron_init(&one, 16, 2, 2, NULL), CAIRN_OK);
    assert_int_equal(cn_perceptron_init(&other, 16, 2, 2, NULL), CAIRN_OK);
    cn_perceptron_add(&one, &hash, 1, 0, 2);
    cn_perceptron_add(&other, &hash, 1, 0, 3);
    cn_perceptron_add(&other, &hash, 1, 1, -1);
    cn_perceptron_join(&one, &other);
    assert_int_equal(one.weights[6], 5);
    assert_int_equal(one.weights[7], -1);
    cn_perceptron_done(&one);
    cn_perceptron_done(&other);
}

static void shapes_that_cannot_be_are_refused(void **state)
{
    cn_perceptron perceptron;
    cn_packed packed;

    (void)state;
    assert_int_equal(cn_perceptron_init(&perceptron, 1000, 3, 3, NULL), CAIRN_EINVAL);
    assert_int_equal(cn_perceptron_init(&perceptron, 16, 0, 3, NULL), CAIRN_EINVAL);
    assert_int_equal(cn_perceptron_init(&perceptron, 16, 1000, 3, NULL), CAIRN_EINVAL);
    assert_int_equal(cn_perceptron_init(&perceptron, 16, 3, 0, NULL), CAIRN_EINVAL);
    assert_int_equal(cn_perceptron_init(&perceptron, 16, 3, 3, NULL), CAIRN_OK);
    assert_int_equal(cn_perceptron_pack(&perceptron, "a name too long", &packed, NULL),
                     CAIRN_EINVAL);
    cn_packed_done(&packed);
    cn_perceptron_done(&perceptron);
}

static void a_shuffle_is_the_same_each_time(void **state)
{
    uint32_t first[50], second[50];
    uint64_t seeds[2] = {7, 7}, sum = 0;

    (void)state;
    for (uint32_t i = 0; i < 50; i++)
        first[i] = second[i] = i;
    cn_train_shuffle(first, 50, &seeds[0]);
    cn_train_shuffle(second, 50, &seeds[1]);
    assert_memory_equal(first, second, sizeof(first));
    assert_int_not_equal(seeds[0], 7);
    for (uint32_t i = 0; i < 50; i++)
        sum += first[i];
    assert_int_equal(sum, 49 * 50 / 2);
    cn_train_shuffle(first, 50, &seeds[0]);
    assert_memory_not_equal(first, second, sizeof(first));
}

static int init_and_pack(void *user)
{
    cn_perceptron perceptron;
    cn_packed packed;
    int rc = cn_perceptron_init(&perceptron, 16, 3, 3, NULL);

    (void)user;
    if (rc < 0)
        return rc;
    rc = cn_perceptron_pack(&perceptron, "a", &packed, NULL);
    cn_packed_done(&packed);
    cn_perceptron_done(&perceptron);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    walk_failures(init_and_pack, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_line_can_part_is_learned),
        cmocka_unit_test(the_average_is_over_all_steps),
        cmocka_unit_test(what_is_joined_votes_as_both),
        cmocka_unit_test(shapes_that_cannot_be_are_refused),
        cmocka_unit_test(a_shuffle_is_the_same_each_time),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
