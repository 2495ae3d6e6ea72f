/* Word classes: words with the same neighbours come into one class. */
#include "unit/base/oom_walk.h"

#include "tools/train/exchange.h"

/* Items 0..3 stand before 4..7, and 4..7 before 8..11, which stand before 0..3 again. */
static size_t make_ring(cn_bigram *bigrams)
{
    size_t n = 0;

    for (uint32_t left = 0; left < 12; left++)
        for (uint32_t right = 0; right < 12; right++)
            if (right / 4 == (left / 4 + 1) % 3)
                bigrams[n++] = (cn_bigram){left, right, 5 + (left + right) % 3};
    return n;
}

static void words_with_the_same_neighbours_are_one_class(void **state)
{
    cn_bigram bigrams[144];
    uint32_t classes[12];
    const size_t n = make_ring(bigrams);

    (void)state;
    assert_int_equal(cn_exchange(bigrams, n, 12, 3, 20, classes, NULL), CAIRN_OK);
    for (uint32_t i = 0; i < 12; i++)
        assert_int_equal(classes[i], classes[i / 4 * 4]);
    assert_int_not_equal(classes[0], classes[4]);
    assert_int_not_equal(classes[4], classes[8]);
}

static void the_same_counts_give_the_same_classes(void **state)
{
    cn_bigram bigrams[144];
    uint32_t first[12], second[12];
    const size_t n = make_ring(bigrams);

    (void)state;
    assert_int_equal(cn_exchange(bigrams, n, 12, 5, 3, first, NULL), CAIRN_OK);
    assert_int_equal(cn_exchange(bigrams, n, 12, 5, 3, second, NULL), CAIRN_OK);
    assert_memory_equal(first, second, sizeof(first));
}

static void large_counts_and_words_before_themselves_are_fine(void **state)
{
    const cn_bigram bigrams[] = {
        {0, 0, 900000}, {0, 1, 70000}, {1, 0, 1}, {1, 1, 20000}, {2, 0, 3}};
    uint32_t classes[3];

    (void)state;
    assert_int_equal(cn_exchange(bigrams, 5, 3, 2, 9, classes, NULL), CAIRN_OK);
    for (int i = 0; i < 3; i++)
        assert_in_range(classes[i], 0, 1);
}

static int exchange_once(void *user)
{
    const cn_bigram bigram = {0, 1, 2};
    uint32_t classes[2];

    (void)user;
    return cn_exchange(&bigram, 1, 2, 2, 1, classes, NULL);
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    walk_failures(exchange_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_with_the_same_neighbours_are_one_class),
        cmocka_unit_test(the_same_counts_give_the_same_classes),
        cmocka_unit_test(large_counts_and_words_before_themselves_are_fine),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
