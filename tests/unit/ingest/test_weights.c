/* Files of weights: what is written comes back, and what is cut, damaged, foreign, of another
 * version or kind is refused with a sentence that says so. */
#include "unit/ingest/weights_fixture.h"

static temp_dir dir; /* of this program */

static int make_dir(void **state)
{
    (void)state;
    return temp_dir_make(&dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    temp_dir_remove(&dir);
    return 0;
}

static void write_sample(const char *name)
{
    static const uint32_t numbers[] = {1, 2, 3};
    const cn_weights_part parts[] = {
        {"numbers", numbers, sizeof(numbers)}, {"empty", NULL, 0}, {"letters", "abcde", 5}};

    assert_int_equal(cn_weights_write(temp_name(&dir, name), "sample", "xx", parts, 3, NULL),
                     CAIRN_OK);
}

static void sections_come_back_as_they_were_written(void **state)
{
    cn_weights *weights;
    const void *data;
    size_t len;

    (void)state;
    write_sample("a");
    assert_int_equal(cn_weights_open(&weights, temp_name(&dir, "a"), "sample", NULL), CAIRN_OK);
    assert_string_equal(cn_weights_language(weights), "xx");
    assert_non_null(strstr(cn_weights_path(weights), "/a"));
    assert_int_equal(cn_weights_section(weights, "numbers", 4, &data, &len, NULL), CAIRN_OK);
    assert_int_equal(len, 12);
    assert_int_equal(((const uint32_t *)data)[2], 3);
    assert_int_equal((uintptr_t)data % 64, 0);
    assert_int_equal(cn_weights_section(weights, "letters", 1, &data, &len, NULL), CAIRN_OK);
    assert_int_equal(len, 5);
    assert_memory_equal(data, "abcde", 5);
    assert_int_equal((uintptr_t)data % 64, 0);
    assert_int_equal(cn_weights_section(weights, "empty", 4, &data, &len, NULL), CAIRN_OK);
    assert_int_equal(len, 0);
    cn_weights_close(weights);
    cn_weights_close(NULL);
}

static void a_section_that_is_not_there_is_named(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_weights *weights;
    const void *data;
    size_t len;

    (void)state;
    write_sample("a");
    assert_int_equal(cn_weights_open(&weights, temp_name(&dir, "a"), "sample", NULL), CAIRN_OK);
    assert_int_equal(cn_weights_section(weights, "rows", 1, &data, &len, &err), CAIRN_EPARSE);
    assert_non_null(strstr(err.message, "section \"rows\" is missing"));
    assert_null(data);
    assert_int_equal(cn_weights_section(weights, "letters", 4, &data, &len, &err), CAIRN_EPARSE);
    assert_non_null(strstr(err.message, "no multiple of 4 bytes"));
    cn_weights_close(weights);
}

static void the_same_parts_give_the_same_bytes(void **state)
{
    cn_buf first, second;

    (void)state;
    write_sample("a");
    write_sample("b");
    read_bytes(&dir, "a", &first);
    read_bytes(&dir, "b", &second);
    assert_int_equal(first.len, second.len);
    assert_memory_equal(first.data, second.data, first.len);
    cn_buf_done(&first);
    cn_buf_done(&second);
}

/* Opens the file "spoilt" and expects a sentence with `words`. */
static void expect_refusal(int status, const char *words)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_weights *weights;

    assert_int_equal(cn_weights_open(&weights, temp_name(&dir, "spoilt"), "sample", &err), status);
    assert_null(weights);
    if (!strstr(err.message, words))
        fail_msg("\"%s\" does not say \"%s\"", err.message, words);
}

static void a_missing_file_is_not_found(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_weights *weights;

    (void)state;
    assert_int_equal(cn_weights_open(&weights, temp_name(&dir, "none"), "sample", &err),
                     CAIRN_ENOTFOUND);
    assert_null(weights);
    assert_non_null(strstr(err.message, "there is no file of weights"));
}

static void every_cut_is_refused(void **state)
{
    cn_buf bytes;

    (void)state;
    write_sample("a");
    read_bytes(&dir, "a", &bytes);
    for (size_t len = 0; len < bytes.len; len++) {
        put_bytes(&dir, "spoilt", bytes.data, len);
        if (len < 8)
            expect_refusal(CAIRN_EPARSE, "not a file of weights");
        else if (len < 64)
            expect_refusal(CAIRN_EPARSE, "cut short");
        else
            expect_refusal(CAIRN_EPARSE, "");
    }
    cn_buf_done(&bytes);
}

static void every_flipped_byte_is_seen(void **state)
{
    cn_buf bytes;

    (void)state;
    write_sample("a");
    read_bytes(&dir, "a", &bytes);
    for (size_t i = 0; i < bytes.len; i++) {
        bytes.data[i] = (char)(bytes.data[i] ^ 0x10);
        put_bytes(&dir, "spoilt", bytes.data, bytes.len);
        expect_refusal(CAIRN_EPARSE, i < 8     ? "not a file of weights"
                                     : i < 12  ? "this cairn reads version"
                                     : i < 16  ? ""
                                     : i < 23  ? "of kind"
                                     : i < 48  ? "damaged"
                                     : i < 144 ? ""
                                               : "damaged");
        bytes.data[i] = (char)(bytes.data[i] ^ 0x10);
    }
    cn_buf_done(&bytes);
}

static void another_version_kind_or_format_is_told_apart(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_weights *weights;
    cn_buf bytes;

    (void)state;
    write_sample("a");
    assert_int_equal(cn_weights_open(&weights, temp_name(&dir, "a"), "other", &err), CAIRN_EPARSE);
    assert_non_null(strstr(err.message, "weights of kind \"sample\", not \"other\""));
    read_bytes(&dir, "a", &bytes);
    bytes.data[8] = 9;
    put_bytes(&dir, "spoilt", bytes.data, bytes.len);
    expect_refusal(CAIRN_EPARSE, "weights of version 9, this cairn reads version 1");
    cn_buf_done(&bytes);
    put_bytes(&dir, "spoilt", "SQLite format 3", 16);
    expect_refusal(CAIRN_EPARSE, "not a file of weights");
    put_bytes(&dir, "spoilt", "", 0);
    expect_refusal(CAIRN_EPARSE, "not a file of weights");
}

static void bytes_behind_the_end_are_seen(void **state)
{
    cn_buf bytes;

    (void)state;
    write_sample("a");
    read_bytes(&dir, "a", &bytes);
    cn_buf_add_str(&bytes, "more");
    put_bytes(&dir, "spoilt", bytes.data, bytes.len);
    expect_refusal(CAIRN_EPARSE, "damaged");
    cn_buf_done(&bytes);
}

static void a_name_that_does_not_fit_is_refused(void **state)
{
    const cn_weights_part long_name = {"a name far too long", "", 0};
    const cn_weights_part fine = {"a", "", 0};

    (void)state;
    assert_int_equal(cn_weights_write(temp_name(&dir, "c"), "sample", "xx", &long_name, 1, NULL),
                     CAIRN_EINVAL);
    assert_int_equal(
        cn_weights_write(temp_name(&dir, "c"), "a kind that is too long", "xx", &fine, 1, NULL),
        CAIRN_EINVAL);
    assert_false(cn_file_exists(temp_name(&dir, "c")));
}

static int write_and_open(void *user)
{
    const cn_weights_part part = {"letters", "abcde", 5};
    cn_weights *weights;
    int rc = cn_weights_write(temp_name(&dir, "oom"), "sample", "xx", &part, 1, NULL);

    (void)user;
    if (rc == CAIRN_OK)
        rc = cn_weights_open(&weights, temp_name(&dir, "oom"), "sample", NULL);
    if (rc == CAIRN_OK)
        cn_weights_close(weights);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    walk_failures(write_and_open, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_come_back_as_they_were_written),
        cmocka_unit_test(a_section_that_is_not_there_is_named),
        cmocka_unit_test(the_same_parts_give_the_same_bytes),
        cmocka_unit_test(a_missing_file_is_not_found),
        cmocka_unit_test(every_cut_is_refused),
        cmocka_unit_test(every_flipped_byte_is_seen),
        cmocka_unit_test(another_version_kind_or_format_is_told_apart),
        cmocka_unit_test(bytes_behind_the_end_are_seen),
        cmocka_unit_test(a_name_that_does_not_fit_is_refused),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
