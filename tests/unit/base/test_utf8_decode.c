/* Bytes of files: the right encoding is found and nothing is lost without a count. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "base/utf8.h"

typedef struct sample {
    const char *bytes;
    size_t len;
    const char *declared;
    const char *text;
    const char *encoding;
    size_t skip_bytes;
    size_t n_replaced;
    bool is_verbatim;
} sample;

#define BYTES(literal) literal, sizeof(literal) - 1

static void assert_decodes(const sample *s)
{
    cn_decoded how;
    cn_buf out;

    cn_buf_init(&out, 1 << 20);
    cn_buf_add_str(&out, ">");
    assert_int_equal(cn_utf8_decode(s->bytes, s->len, s->declared, &out, &how, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out) + 1, s->text);
    assert_string_equal(how.encoding, s->encoding);
    assert_int_equal(how.skip_bytes, s->skip_bytes);
    assert_int_equal(how.n_replaced, s->n_replaced);
    assert_int_equal(how.is_verbatim, s->is_verbatim);
    cn_buf_done(&out);
}

static void utf8_passes_verbatim(void **state)
{
    const sample samples[] = {
        {BYTES(""), NULL, "", "UTF-8", 0, 0, true},
        {BYTES("plain"), NULL, "plain", "UTF-8", 0, 0, true},
        {BYTES("caf\xC3\xA9"), NULL, "caf\xC3\xA9", "UTF-8", 0, 0, true},
        {BYTES("caf\xC3\xA9"), "utf8", "caf\xC3\xA9", "UTF-8", 0, 0, true},
        {BYTES("caf\xC3\xA9"), "no-such-thing", "caf\xC3\xA9", "UTF-8", 0, 0, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
        assert_decodes(&samples[i]);
}

static void a_byte_order_mark_decides(void **state)
{
    const sample samples[] = {
        {BYTES("\xEF\xBB\xBFhi"), "latin1", "hi", "UTF-8", 3, 0, true},
        {BYTES("\xEF\xBB\xBF"), NULL, "", "UTF-8", 3, 0, true},
        {BYTES("\xEF\xBB\xBFh\xFF"), NULL, "h\xEF\xBF\xBD", "UTF-8", 3, 1, false},
        {BYTES("\xFF\xFEh\0\xE9\0"), NULL, "h\xC3\xA9", "UTF-16LE", 2, 0, false},
        {BYTES("\xFE\xFF\0h\0\xE9"), NULL, "h\xC3\xA9", "UTF-16BE", 2, 0, false},
        {BYTES("\xFF\xFE\x3D\xD8\0\xDE"), NULL, "\xF0\x9F\x98\x80", "UTF-16LE", 2, 0, false},
        {BYTES("\xFF\xFE\x3D\xD8h\0"), NULL, "\xEF\xBF\xBDh", "UTF-16LE", 2, 1, false},
        {BYTES("\xFF\xFEh\0x"), NULL, "h\xEF\xBF\xBD", "UTF-16LE", 2, 1, false},
        {BYTES("\xFF\xFE\0\0h\0\0\0"), NULL, "h", "UTF-32LE", 4, 0, false},
        {BYTES("\0\0\xFE\xFF\0\0\0h"), NULL, "h", "UTF-32BE", 4, 0, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
        assert_decodes(&samples[i]);
}

static void a_declared_encoding_that_fits_is_taken(void **state)
{
    const sample samples[] = {
        {BYTES("\xEF\xF0\xE8"), "windows-1251", "\xD0\xBF\xD1\x80\xD0\xB8", "WINDOWS-1251", 0, 0,
         false},
        {BYTES("\x1B$B4A;z\x1B(B"), "iso-2022-jp", "\xE6\xBC\xA2\xE5\xAD\x97", "ISO-2022-JP", 0, 0,
         false},
        {BYTES("\x93hi\x94"), "iso-8859-1", "\xE2\x80\x9Chi\xE2\x80\x9D", "WINDOWS-1252", 0, 0,
         false},
        {BYTES("plain"), "us-ascii", "plain", "WINDOWS-1252", 0, 0, true},
        {BYTES("plain"), "utf-16", "plain", "UTF-8", 0, 0, true},
        {BYTES("caf\xC3\xA9"), "shift_jis", "caf\xEF\xBE\x83\xEF\xBD\xA9", "SHIFT_JIS", 0, 0,
         false},
        {BYTES("\xC3\xA9\xE2\x82\xAC\xC3\xBC\xC3\x9F"), "us-ascii",
         "\xC3\x83\xC2\xA9\xC3\xA2\xE2\x80\x9A\xC2\xAC\xC3\x83\xC2\xBC\xC3\x83\xC5\xB8",
         "WINDOWS-1252", 0, 0, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
        assert_decodes(&samples[i]);
}

static void a_declared_encoding_that_does_not_fit_is_not(void **state)
{
    /* C3 AF and E2 82 are not both letters in EUC-KR */
    const sample s = {BYTES("na\xC3\xAFve caf\xC3\xA9 \xE2\x82\xAC \xC3\xA9"),
                      "euc-kr",
                      "na\xC3\xAFve caf\xC3\xA9 \xE2\x82\xAC \xC3\xA9",
                      "UTF-8",
                      0,
                      0,
                      true};

    (void)state;
    assert_decodes(&s);
}

static void latin_bytes_are_guessed(void **state)
{
    cn_decoded how;
    cn_buf out;
    const char german[] = "Die Gr\xF6\xDF"
                          "e der Stra\xDF"
                          "en f\xFCr M\xFCnchen ist \xFC"
                          "ber"
                          "all gleich, sagte der B\xFCrgermeister.";

    (void)state;
    cn_buf_init(&out, 1000);
    assert_int_equal(cn_utf8_decode(german, strlen(german), NULL, &out, &how, NULL), CAIRN_OK);
    assert_non_null(strstr(cn_buf_str(&out), "M\xC3\xBCnchen"));
    assert_int_equal(how.n_replaced, 0);
    assert_false(how.is_verbatim);
    cn_buf_done(&out);
}

static void japanese_is_guessed(void **state)
{
    /* "nihongo no tekisuto desu" many times over, in Shift_JIS */
    static const char once[] = "\x93\xFA\x96\x7B\x8C\xEA\x82\xCC\x83\x65\x83\x4C\x83\x58\x83\x67"
                               "\x82\xC5\x82\xB7\x81\x42";
    cn_decoded how;
    cn_buf in, out;

    (void)state;
    cn_buf_init(&in, 10000);
    cn_buf_init(&out, 10000);
    for (int i = 0; i < 20; i++)
        cn_buf_add_str(&in, once);
    assert_int_equal(cn_utf8_decode(in.data, in.len, NULL, &out, &how, NULL), CAIRN_OK);
    assert_string_equal(how.encoding, "SHIFT_JIS");
    assert_int_equal(strncmp(cn_buf_str(&out), "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E", 9), 0);
    cn_buf_done(&in);
    cn_buf_done(&out);
}

static void a_few_bad_bytes_do_not_unmake_utf8(void **state)
{
    const sample s = {BYTES("\xC3\xA9\xC3\xA8\xC3\xA0\xC3\xBC\xFF"),
                      NULL,
                      "\xC3\xA9\xC3\xA8\xC3\xA0\xC3\xBC\xEF\xBF\xBD",
                      "UTF-8",
                      0,
                      1,
                      false};

    (void)state;
    assert_decodes(&s);
}

static void utf16_without_a_mark_is_seen(void **state)
{
    const sample little = {BYTES("h\0e\0l\0l\0o\0"), NULL, "hello", "UTF-16LE", 0, 0, false};
    const sample big = {BYTES("\0h\0e\0l\0l\0o"), NULL, "hello", "UTF-16BE", 0, 0, false};

    (void)state;
    assert_decodes(&little);
    assert_decodes(&big);
}

static void a_long_text_is_converted_in_pieces(void **state)
{
    enum { N = 100000 };
    char *bytes = cn_alloc(2 * N + 2);
    cn_decoded how;
    cn_buf out;

    (void)state;
    memcpy(bytes, "\xFF\xFE", 2);
    for (size_t i = 0; i < N; i += 2)
        memcpy(bytes + 2 + 2 * i, "\x3D\xD8\0\xDE", 4);
    cn_buf_init(&out, SIZE_MAX);
    assert_int_equal(cn_utf8_decode(bytes, 2 * N + 2, NULL, &out, &how, NULL), CAIRN_OK);
    assert_int_equal(out.len, 2 * N);
    assert_int_equal(how.n_replaced, 0);
    for (size_t i = 0; i < out.len; i += 4)
        assert_memory_equal(out.data + i, "\xF0\x9F\x98\x80", 4);
    cn_buf_done(&out);
    cn_free(bytes);
}

static void a_text_over_the_ceiling_leaves_nothing(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_decoded how;
    cn_buf out;

    (void)state;
    cn_buf_init(&out, 8);
    cn_buf_add_str(&out, "ab");
    assert_int_equal(cn_utf8_decode("\xFF\xFEh\0h\0h\0h\0h\0h\0h\0", 16, NULL, &out, &how, &err),
                     CAIRN_EINVAL);
    assert_string_equal(cn_buf_str(&out), "ab");
    assert_string_equal(err.message, "the text is larger than 8 bytes");
    cn_buf_done(&out);
}

static int decode_once(void *user)
{
    static const char text[] = "caf\xE9 with cr\xE8me br\xFBl\xE9"
                               "e";
    cn_decoded how;
    cn_buf out;
    int rc;

    (void)user;
    cn_buf_init(&out, 1000);
    rc = cn_utf8_decode(text, strlen(text), "euc-jp", &out, &how, NULL);
    cn_buf_done(&out);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    walk_failures(decode_once, NULL);
}

static void binary_files_are_told_from_text(void **state)
{
    (void)state;
    assert_false(cn_utf8_is_binary("", 0));
    assert_false(cn_utf8_is_binary(BYTES("Some text.\r\n\tMore.\f")));
    assert_false(cn_utf8_is_binary(BYTES("caf\xC3\xA9 \xFF\xFE\x80")));
    assert_false(cn_utf8_is_binary(BYTES("one \0 in a text that is long enough")));
    assert_true(cn_utf8_is_binary(BYTES("a\0\0b\0\0c\0\0")));
    assert_false(cn_utf8_is_binary(BYTES("\xFF\xFE\x01\x4E\x02\x4E\0\x4E")));
    assert_false(cn_utf8_is_binary(BYTES("h\0e\0l\0l\0o\0")));
    assert_true(cn_utf8_is_binary(BYTES("\1\0\2\0\3\0\4\0")));
    assert_true(cn_utf8_is_binary(BYTES("%PDF-1.7\n")));
    assert_true(cn_utf8_is_binary(BYTES("PK\x03\x04rest")));
    assert_true(cn_utf8_is_binary(BYTES("\x89PNG\r\n\x1A\n")));
    assert_true(cn_utf8_is_binary(BYTES("\x7F"
                                        "ELF\x02")));
    assert_true(cn_utf8_is_binary(BYTES("RIFF\x24\0\0\0WAVE")));
    assert_false(cn_utf8_is_binary(BYTES("RIFFLE shuffle it is")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_passes_verbatim),
        cmocka_unit_test(a_byte_order_mark_decides),
        cmocka_unit_test(a_declared_encoding_that_fits_is_taken),
        cmocka_unit_test(a_declared_encoding_that_does_not_fit_is_not),
        cmocka_unit_test(latin_bytes_are_guessed),
        cmocka_unit_test(japanese_is_guessed),
        cmocka_unit_test(a_few_bad_bytes_do_not_unmake_utf8),
        cmocka_unit_test(utf16_without_a_mark_is_seen),
        cmocka_unit_test(a_long_text_is_converted_in_pieces),
        cmocka_unit_test(a_text_over_the_ceiling_leaves_nothing),
        cmocka_unit_test(memory_that_is_out_is_reported),
        cmocka_unit_test(binary_files_are_told_from_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
