/* Hashes are the same on every machine; digests do not depend on order. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "base/hash.h"

static void hashes_are_those_of_xxh3(void **state)
{
    (void)state;
    assert_true(cn_hash("", 0) == 0x2D06800538D394C2u);
    assert_true(cn_hash(NULL, 0) == 0x2D06800538D394C2u);
    assert_true(cn_hash_wide("", 0).low == 0x6001C324468D497Fu);
}

static void mixing_sees_the_order(void **state)
{
    (void)state;
    assert_true(cn_hash_mix(1, 2) != cn_hash_mix(2, 1));
    assert_true(cn_hash_mix(0, 0) != 0);
    assert_true(cn_hash_mix(0, 1) != cn_hash_mix(1, 0));
}

static void ids_are_positive(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 10000; i++)
        assert_true(cn_hash_id(&i, sizeof(i)) > 0);
}

static void a_digest_ignores_order_but_not_number(void **state)
{
    cn_digest a = {0, 0, 0}, b = {0, 0, 0};
    char hex_a[33], hex_b[33];

    (void)state;
    cn_digest_add(&a, "one", 3);
    cn_digest_add(&a, "two", 3);
    cn_digest_add(&b, "two", 3);
    cn_digest_add(&b, "one", 3);
    cn_digest_hex(&a, hex_a);
    cn_digest_hex(&b, hex_b);
    assert_string_equal(hex_a, hex_b);
    assert_int_equal(strlen(hex_a), 32);
    assert_int_equal(strspn(hex_a, "0123456789abcdef"), 32);
    cn_digest_add(&b, "one", 3);
    cn_digest_hex(&b, hex_b);
    assert_string_not_equal(hex_a, hex_b);
    cn_digest_add(&b, "one", 3);
    cn_digest_hex(&b, hex_a);
    assert_string_not_equal(hex_a, hex_b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_are_those_of_xxh3),
        cmocka_unit_test(mixing_sees_the_order),
        cmocka_unit_test(ids_are_positive),
        cmocka_unit_test(a_digest_ignores_order_but_not_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
