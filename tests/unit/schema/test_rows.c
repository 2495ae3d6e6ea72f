/* Ids that nest, and words for types. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "schema/rows.h"

static void ids_nest_and_lead_back(void **state)
{
    cairn_id chunk = cn_chunk_id(1234567, 89);
    cairn_id mention = cn_mention_id(chunk, 4095);

    (void)state;
    assert_int_equal(cn_chunk_document(chunk), 1234567);
    assert_int_equal(cn_mention_chunk(mention), chunk);
    assert_true(cn_mention_id(cn_chunk_id(0x7fffffff, 0xfffff), 4095) > 0);
}

static void types_have_names_and_strangers_none(void **state)
{
    (void)state;
    assert_string_equal(cn_type_name(CN_TYPE_PERSON), "person");
    assert_string_equal(cn_type_name(CN_TYPE_TEXT), "text");
    assert_string_equal(cn_type_name(CN_TYPE_OTHER), "");
    assert_string_equal(cn_type_name(-1), "");
    assert_string_equal(cn_type_name(CN_TYPE_TEXT + 1), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_nest_and_lead_back),
        cmocka_unit_test(types_have_names_and_strangers_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
