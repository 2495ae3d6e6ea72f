/* JSON: what is read is written back, errors name their place, lost values are not forgotten. */
#include "unit/base/oom_walk.h"

#include <math.h>
#include <string.h>

#include "base/json.h"

static cn_json *parse(const char *text)
{
    cn_json *root = NULL;

    assert_int_equal(cn_json_parse(text, strlen(text), &root, NULL), CAIRN_OK);
    return root;
}

static void assert_dumps(const cn_json *value, const char *expected)
{
    cn_buf out;

    cn_buf_init(&out, 10000);
    assert_int_equal(cn_json_dump(value, &out, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), expected);
    cn_buf_done(&out);
}

static void assert_round_trip(const char *text, const char *expected)
{
    cn_json *root = parse(text);

    assert_dumps(root, expected);
    cn_json_free(root);
}

static void values_come_back_as_written(void **state)
{
    (void)state;
    assert_round_trip(" {\"b\" : [1, 2.5, true, null] , \"a\":{}} ",
                      "{\"b\":[1,2.5,true,null],\"a\":{}}");
    assert_round_trip("[]", "[]");
    assert_round_trip("0.1", "0.1");
    assert_round_trip("-12345678901", "-12345678901");
    assert_round_trip("1e300", "1e+300");
    assert_round_trip("3.141592653589793", "3.141592653589793");
    assert_round_trip("\"\\u00e9\\n\\\"\\u0000\\u0001/\\\\\"",
                      "\"\xC3\xA9\\n\\\"\\u0000\\u0001/\\\\\"");
    assert_round_trip("{\"k\":1,\"k\":2}", "{\"k\":2}");
}

static void integers_beyond_64_bits_are_read_as_reals(void **state)
{
    cn_json *root = parse("[12345678901234567890123, 7]");

    (void)state;
    assert_true(cn_json_number(cn_json_at(root, 0)) == 12345678901234567890123.0);
    assert_dumps(root, "[1.2345678901234568e+22,7]");
    cn_json_free(root);
}

static void members_are_found_and_absent_ones_are_null(void **state)
{
    cn_json *root = parse("{\"s\":\"a\\u0000b\",\"n\":4,\"t\":true,\"l\":[7]}");
    size_t len = 99;

    (void)state;
    assert_int_equal(cn_json_count(root), 4);
    assert_memory_equal(cn_json_string(cn_json_get(root, "s"), &len), "a\0b", 4);
    assert_int_equal(len, 3);
    assert_true(cn_json_number(cn_json_get(root, "n")) == 4.0);
    assert_true(cn_json_bool(cn_json_get(root, "t")));
    assert_true(cn_json_number(cn_json_at(cn_json_get(root, "l"), 0)) == 7.0);
    assert_null(cn_json_at(cn_json_get(root, "l"), 1));
    assert_null(cn_json_get(root, "x"));
    assert_null(cn_json_string(cn_json_get(root, "n"), &len));
    assert_int_equal(len, 0);
    assert_int_equal(cn_json_type(cn_json_get(root, "x")), CN_JSON_NULL);
    assert_false(cn_json_bool(cn_json_get(root, "x")));
    assert_int_equal(cn_json_count(cn_json_get(root, "x")), 0);
    assert_null(cn_json_get(cn_json_get(root, "n"), "x"));
    cn_json_free(root);
    cn_json_free(NULL);
}

static void kinds_are_told_apart(void **state)
{
    const cn_json_kind kinds[] = {CN_JSON_NULL,   CN_JSON_BOOL,   CN_JSON_BOOL,  CN_JSON_NUMBER,
                                  CN_JSON_NUMBER, CN_JSON_STRING, CN_JSON_ARRAY, CN_JSON_OBJECT};
    cn_json *root = parse("[null,true,false,1,1.5,\"\",[],{}]");

    (void)state;
    for (size_t i = 0; i < cn_json_count(root); i++)
        assert_int_equal(cn_json_type(cn_json_at(root, i)), kinds[i]);
    cn_json_free(root);
}

static void an_object_is_walked_in_its_own_order(void **state)
{
    cn_json *root = parse("{\"z\":1,\"a\":2,\"m\":3}");
    const char *key;
    const cn_json *value;
    char keys[8] = "";

    (void)state;
    for (void *it = NULL; cn_json_each(root, &it, &key, &value);)
        strncat(keys, key, 1);
    assert_string_equal(keys, "zam");
    for (void *it = NULL; cn_json_each(NULL, &it, &key, &value);)
        fail();
    cn_json_free(root);
}

static void errors_name_line_and_byte(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_json *root = (cn_json *)&err;
    const char *bad[] = {"",         "{",   "[1,]",    "{\"a\":1} x",
                         "\"\xFF\"", "nul", "[1e999]", "\"\\ud800\""};

    (void)state;
    assert_int_equal(cn_json_parse("{\n \"a\": ?}", 10, &root, &err), CAIRN_EPARSE);
    assert_null(root);
    assert_non_null(strstr(err.message, "JSON line 2"));
    assert_true(err.detail >= 7 && err.detail <= 10);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_int_equal(cn_json_parse(bad[i], strlen(bad[i]), &root, &err), CAIRN_EPARSE);
        assert_null(root);
        assert_true(err.detail >= 0 && (size_t)err.detail <= strlen(bad[i]));
    }
}

static void nesting_is_bounded(void **state)
{
    char text[6000];
    cn_json *root = NULL;

    (void)state;
    memset(text, '[', 3000);
    memset(text + 3000, ']', 3000);
    assert_int_equal(cn_json_parse(text, sizeof(text), &root, NULL), CAIRN_EPARSE);
    assert_int_equal(cn_json_parse(text + 2000, 2000, &root, NULL), CAIRN_OK);
    cn_json_free(root);
}

static void built_values_are_written(void **state)
{
    cn_json *root = cn_json_new_object();
    cn_json *list = cn_json_new_array();

    (void)state;
    cn_json_push(list, cn_json_new_number(3.0));
    cn_json_push(list, cn_json_new_number(0.25));
    cn_json_push(list, cn_json_new_number((double)NAN));
    cn_json_push(list, cn_json_new_int(INT64_MIN));
    cn_json_push(list, cn_json_new_bool(false));
    cn_json_push(list, cn_json_new_null());
    cn_json_push(list, cn_json_new_string("x\xFFy\0z", 5));
    cn_json_set(root, "list", list);
    cn_json_set(root, "empty", cn_json_new_string("", 0));
    assert_dumps(root, "{\"list\":[3,0.25,null,-9223372036854775808,false,null,"
                       "\"x\xEF\xBF\xBDy\\u0000z\"],\"empty\":\"\"}");
    cn_json_free(root);
}

static void assert_dump_fails(const cn_json *value)
{
    cn_buf out;

    cn_buf_init(&out, 10000);
    assert_int_equal(cn_json_dump(value, &out, NULL), CAIRN_ENOMEM);
    cn_buf_done(&out);
}

static void a_lost_value_shows_at_the_dump(void **state)
{
    cn_json *root = cn_json_new_object();
    cn_json *list = cn_json_new_array();

    (void)state;
    cn_json_push(list, NULL);
    assert_dump_fails(list);
    cn_json_set(root, "list", list);
    assert_dump_fails(root);
    cn_json_set(root, "list", cn_json_new_null());
    assert_dumps(root, "{\"list\":null}");
    cn_json_set(root, "x", NULL);
    assert_dump_fails(root);
    cn_json_free(root);
    assert_dump_fails(NULL);
    cn_json_set(NULL, "x", cn_json_new_int(1));
    cn_json_push(NULL, cn_json_new_int(1));
}

static void a_dump_over_the_ceiling_is_refused(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_json *root = parse("[1,2,3]");
    cn_buf out;

    (void)state;
    cn_buf_init(&out, 4);
    assert_int_equal(cn_json_dump(root, &out, &err), CAIRN_EINVAL);
    assert_int_equal(err.status, CAIRN_EINVAL);
    cn_buf_done(&out);
    cn_json_free(root);
}

static int dump_once(void *user)
{
    cn_buf out;
    int rc;

    cn_buf_init(&out, SIZE_MAX);
    rc = cn_json_dump(user, &out, NULL);
    cn_buf_done(&out);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    cn_json *root =
        parse("{\"a\":\"0123456789012345678901234567890123456789\",\"b\":[1.5,\"\\n\"]}");

    (void)state;
    walk_failures(dump_once, root);
    cn_json_free(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_back_as_written),
        cmocka_unit_test(integers_beyond_64_bits_are_read_as_reals),
        cmocka_unit_test(members_are_found_and_absent_ones_are_null),
        cmocka_unit_test(kinds_are_told_apart),
        cmocka_unit_test(an_object_is_walked_in_its_own_order),
        cmocka_unit_test(errors_name_line_and_byte),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(built_values_are_written),
        cmocka_unit_test(a_lost_value_shows_at_the_dump),
        cmocka_unit_test(a_dump_over_the_ceiling_is_refused),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
