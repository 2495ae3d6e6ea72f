/* Mentions, statements, ids and counts as bytes. */
#include "tests/unit/schema/fixture.h"

static void mentions_have_the_bytes_of_the_format(void **state)
{
    static const uint8_t expected[] = {
        0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01, CN_ROLE_TERM << 4 | CN_TYPE_TEXT,
        0xac, 0x02, 0x7f};
    const cn_mention_row row = {.name = 0x0102030405060708,
                                .role = CN_ROLE_TERM,
                                .type = CN_TYPE_TEXT,
                                .first = 300,
                                .len = 127};
    cn_buf buf;

    (void)state;
    cn_buf_init(&buf, 100);
    cn_pack_mentions(&buf, &row, 1);
    assert_int_equal(buf.len, sizeof(expected));
    assert_memory_equal(buf.data, expected, sizeof(expected));
    cn_buf_done(&buf);
}

static void a_walk_gives_ids_by_place(void **state)
{
    cn_mention_row rows[3] = {{.name = 1}, {.name = 2, .first = 9}, {.name = INT64_MAX, .len = 9}};
    cn_packed walk;
    cn_mention_row row;
    cn_buf buf;

    (void)state;
    cn_buf_init(&buf, 100);
    cn_pack_mentions(&buf, rows, 3);
    cn_pack_walk(&walk, 77, 3, (const uint8_t *)buf.data, buf.len);
    for (uint32_t i = 0; i < 3; i++) {
        rows[i].id = cn_mention_id(77, i);
        assert_int_equal(cn_pack_next_mention(&walk, &row), CAIRN_ROW);
        assert_true(row.id == rows[i].id && row.name == rows[i].name);
        assert_true(row.first == rows[i].first && row.len == rows[i].len);
    }
    assert_int_equal(cn_pack_next_mention(&walk, &row), CAIRN_OK);
    assert_int_equal(cn_pack_next_mention(&walk, &row), CAIRN_OK);
    cn_buf_done(&buf);
}

static void statements_have_the_bytes_of_the_format(void **state)
{
    static const uint8_t expected[] = {
        8,    7,    6,    5,    4,    3,    2, 1,    1,   0,   0,
        0,    0,    0,    0,    0,    2,    0, 0,    0,   0,   0,
        0,    0,    3,    0,    0,    0,    0, 0,    0,   0,   CN_TYPE_PERSON << 4 | CN_TYPE_DATE,
        0x88, 0x13, 0x06, 0x81, 0x01, 0xac, 2, 0x7f, 'm', 'o', 'r',
        'e',  0};
    const cn_statement_row row = {.subject = 0x0102030405060708,
                                  .relation = 1,
                                  .object = 2,
                                  .normal = 3,
                                  .subject_type = CN_TYPE_PERSON,
                                  .object_type = CN_TYPE_DATE,
                                  .rule = 6,
                                  .flags = CN_STATED_NEGATED | CN_STATED_REFERRED,
                                  .confidence = 0.5,
                                  .first = 300,
                                  .len = 127,
                                  .more = "more"};
    cn_buf buf;

    (void)state;
    cn_buf_init(&buf, 100);
    cn_pack_statements(&buf, &row, 1);
    assert_int_equal(buf.len, sizeof(expected));
    assert_memory_equal(buf.data, expected, sizeof(expected));
    cn_buf_done(&buf);
}

/* Bytes of an exact size on the heap, so that a sanitizer sees the first one read beyond. */
static void random_bytes_never_crash_a_walk(void **state)
{
    uint64_t seed = 1;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        size_t len = (size_t)(seed >> 33) % 60;
        uint8_t *bytes = malloc(len + 1);
        cn_packed walk;
        cn_mention_row row;
        cn_statement_row statement;
        int n = 0;

        assert_non_null(bytes);
        for (size_t i = 0; i < len; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            bytes[i] = (uint8_t)(seed >> 56) & (i % 9 == 8 ? 0x17 : 0xff);
        }
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        bytes = realloc(bytes, len ? len : 1);
        assert_non_null(bytes);
        cn_pack_walk(&walk, 1, (int64_t)(seed >> 40) % 6 - 1, bytes, len);
        while (cn_pack_next_mention(&walk, &row) == CAIRN_ROW)
            assert_true(++n <= 4);
        cn_pack_walk(&walk, 1, 1 + n, bytes, len);
        while (cn_pack_next_statement(&walk, &statement) == CAIRN_ROW)
            assert_true(strlen(statement.more) < len);
        free(bytes);
    }
}

static void ids_read_as_they_were_written(void **state)
{
    const cairn_id ids[] = {1, INT64_MAX, 0x0102030405060708};
    cn_buf buf;

    (void)state;
    cn_buf_init(&buf, 100);
    cn_pack_ids(&buf, ids, 3);
    assert_int_equal(buf.len, 3 * CN_PACK_ID_SIZE);
    assert_int_equal((uint8_t)buf.data[16], 8);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(cn_pack_id((const uint8_t *)buf.data, i), ids[i]);
    cn_buf_done(&buf);
}

static void counts_have_the_bytes_of_the_format(void **state)
{
    static const uint8_t expected[] = {0x00, 0x7f, 0x80, 0x01, 0xff, 0xff, 0xff,
                                       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01};
    const uint64_t counts[] = {0, 127, 128, UINT64_MAX};
    uint8_t bytes[4 * CN_PACK_COUNT_SIZE];
    uint64_t read[4];

    (void)state;
    assert_int_equal(cn_pack_counts(bytes, counts, 4), sizeof(expected));
    assert_memory_equal(bytes, expected, sizeof(expected));
    assert_true(cn_pack_read_counts(expected, sizeof(expected), read, 4));
    assert_memory_equal(read, counts, sizeof(counts));
}

static void damaged_counts_are_refused(void **state)
{
    static const struct {
        uint8_t bytes[12];
        size_t len;
    } cases[] = {
        {{1}, 1},                                                              /* one missing */
        {{1, 2, 3}, 3},                                                        /* one too many */
        {{1, 0x80}, 2},                                                        /* without an end */
        {{1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02}, 11}, /* 65 bits */
        {{1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0}, 12},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint8_t *bytes = malloc(cases[i].len);
        uint64_t counts[2] = {9, 9};

        assert_non_null(bytes);
        memcpy(bytes, cases[i].bytes, cases[i].len);
        assert_false(cn_pack_read_counts(bytes, cases[i].len, counts, 2));
        assert_true(counts[0] == 0 && counts[1] == 0);
        free(bytes);
    }
    assert_false(cn_pack_read_counts(NULL, 0, (uint64_t[]){9}, 1));
    assert_true(cn_pack_read_counts(NULL, 0, NULL, 0));
}

static void a_full_buffer_is_told(void **state)
{
    const cn_mention_row row = {.name = 1};
    cn_buf buf;

    (void)state;
    cn_buf_init(&buf, 10);
    cn_pack_mentions(&buf, &row, 1);
    assert_int_equal(buf.status, CAIRN_EINVAL);
    cn_buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mentions_have_the_bytes_of_the_format),
        cmocka_unit_test(a_walk_gives_ids_by_place),
        cmocka_unit_test(statements_have_the_bytes_of_the_format),
        cmocka_unit_test(random_bytes_never_crash_a_walk),
        cmocka_unit_test(ids_read_as_they_were_written),
        cmocka_unit_test(counts_have_the_bytes_of_the_format),
        cmocka_unit_test(damaged_counts_are_refused),
        cmocka_unit_test(a_full_buffer_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
