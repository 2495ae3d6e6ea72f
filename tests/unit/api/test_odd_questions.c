/* Questions that are none, or none that the documents answer: an answer, an abstention with a
 * reason or a refusal, never a citation that is not in the document. */
#include "base/buf.h"
#include "small_kb.h"

static temp_dir dir;
static cairn *kb;

static int make_kb(void **state)
{
    (void)state;
    if (!temp_dir_make(&dir))
        return -1;
    kb = small_kb(temp_name(&dir, "kb.db"));
    return 0;
}

static int remove_kb(void **state)
{
    (void)state;
    cairn_close(kb);
    small_remove(&dir, "kb.db");
    return 0;
}

static void expect_quoted(const cairn_citation *cited)
{
    cairn_error err = CAIRN_ERROR_INIT;
    char *text = NULL;
    size_t len = 0;

    assert_int_equal(cairn_document_text(kb, cited->uri, &text, &len, &err), CAIRN_OK);
    assert_true(cited->first_byte <= len && cited->len <= len - cited->first_byte);
    assert_int_equal(strlen(cited->quote), cited->len);
    assert_memory_equal(text + cited->first_byte, cited->quote, cited->len);
    cairn_text_free(text);
}

static void expect_sound(cairn_answer *answer)
{
    size_t n, n_steps;
    const cairn_citation *citations = cairn_answer_citations(answer, &n);
    const cairn_step *steps = cairn_answer_steps(answer, &n_steps);
    const double confidence = cairn_answer_confidence(answer);

    assert_true(confidence >= 0 && confidence <= 1);
    assert_non_null(cairn_answer_kind(answer));
    if (cairn_answer_text(answer)) {
        assert_true(cairn_answer_text(answer)[0] != '\0');
        assert_string_equal(cairn_answer_reason(answer), "");
    } else {
        assert_true(cairn_answer_reason(answer)[0] != '\0');
        assert_true(confidence == 0);
    }
    for (size_t i = 0; i < n; i++)
        expect_quoted(&citations[i]);
    for (size_t i = 0; i < n_steps; i++) {
        assert_non_null(steps[i].question);
        assert_non_null(steps[i].how);
        assert_true(steps[i].citation == SIZE_MAX || steps[i].citation < n);
        assert_true(steps[i].needs[0] <= i && steps[i].needs[1] <= i);
    }
}

/* Both calls agree on whether it can be asked at all. */
static int ask(const char *question)
{
    cairn_search_options options = CAIRN_SEARCH_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_answer *answer = NULL;
    cairn_hits *hits = NULL;
    const int rc = cairn_ask(kb, question, NULL, &answer, &err);

    if (rc < 0) {
        assert_null(answer);
        assert_true(err.message[0] != '\0');
    } else {
        expect_sound(answer);
    }
    cairn_answer_free(answer);
    options.with_reasons = true;
    assert_int_equal(cairn_search(kb, question, &options, &hits, &err), rc);
    cairn_hits_free(hits);
    return rc;
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    assert_int_equal(ask(""), CAIRN_EINVAL);
    assert_int_equal(ask("Who built \xff\xfe it?"), CAIRN_EINVAL);
    assert_int_equal(ask("Who \xc0\xaf built it?"), CAIRN_EINVAL);
    assert_int_equal(ask("Who \xed\xa0\x80 built it?"), CAIRN_EINVAL);
    assert_int_equal(ask("Who built it? \xe2\x82"), CAIRN_EINVAL);
}

static void odd_texts_are_answered_or_declined(void **state)
{
    static const char *const odd[] = {
        "   ",
        "?!... \"\" ''",
        "a",
        "what is the of and to in a",
        "'; DROP TABLE document; --",
        "Robert'); DELETE FROM chunk WHERE 1=1; --",
        "\"Teyle Bridge\" NEAR/5 opened AND NOT (Ada* OR ^port) title:{x} - *",
        "%s%n%d {0} $(id) `id`",
        "{\"question\": \"Who?\"}",
        "Who\x01\x02 built\x07 the\x1b[31m Teyle\x08 Bridge\x7f?",
        "Who built\r\nthe\vTeyle\fBridge?\n\n",
        "Who \xe2\x80\xae built\xe2\x80\xac it?",
        "\xe2\x80\x8b\xe2\x80\x8d\xc2\xad",
        "\xe3\x83\x86\xe3\x82\xa4\xe3\x83\xab\xe6\xa9\x8b\xe3\x81\xaf\xe8\xaa\xb0\xe3\x81\x8c",
        "\xd9\x85\xd9\x86 \xd8\xb5\xd9\x85\xd9\x85 \xd8\xac\xd8\xb3\xd8\xb1\xd8\x9f",
        "\xd0\x9a\xd1\x82\xd0\xbe "
        "\xd0\xbf\xd0\xbe\xd1\x81\xd1\x82\xd1\x80\xd0\xbe\xd0\xb8\xd0\xbb?",
        "\xf0\x9f\x8c\x89\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9?",
        "Who is the wife of the Teyle Bridge?",
        "How many moons does Port Vale have?",
        "Which is older, the Teyle Bridge or?",
        "Which is older, the Teyle Bridge or the Teyle Bridge?",
        "Who was born in the year 99999999999999999999?",
        "0 -1 1e999 0x7fffffffffffffff",
    };

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        assert_int_equal(ask(odd[i]), CAIRN_OK);
}

/* head, then as often as it fits into `bytes` the middle, then tail. */
static int ask_long(const char *head, const char *middle, const char *tail, size_t bytes)
{
    cn_buf text;
    int rc;

    cn_buf_init(&text, 2 * bytes + 1024);
    cn_buf_add_str(&text, head);
    while (text.len + strlen(middle) + strlen(tail) <= bytes)
        cn_buf_add_str(&text, middle);
    cn_buf_add_str(&text, tail);
    assert_int_equal(text.status, CAIRN_OK);
    rc = ask(cn_buf_str(&text));
    cn_buf_done(&text);
    return rc;
}

static void long_texts_are_answered_or_declined_up_to_the_ceiling(void **state)
{
    (void)state;
    assert_int_equal(ask_long("", "x", "", 100000), CAIRN_OK);
    assert_int_equal(ask_long("", "word ", "", 50000), CAIRN_OK);
    assert_int_equal(ask_long("", "?\"'(", "", 50000), CAIRN_OK);
    assert_int_equal(ask_long("Who is ", "the wife of the owner of ", "Port Vale?", 20000),
                     CAIRN_OK);
    assert_int_equal(ask_long("", "Ada Marsh, Tom Reed and Port Vale, ", "who?", 20000), CAIRN_OK);
    assert_int_equal(ask_long("Who is ", "(", "Ada Marsh?", 20000), CAIRN_OK);
    assert_int_equal(ask_long("", "y", "", CAIRN_QUERY_MAX), CAIRN_OK);
    assert_int_equal(ask_long("", "y", "", CAIRN_QUERY_MAX + 1), CAIRN_EINVAL);
}

static void five_thousand_names_are_borne(void **state)
{
    cn_buf text;

    (void)state;
    cn_buf_init(&text, CAIRN_QUERY_MAX);
    for (unsigned i = 0; i < 5000; i++)
        cn_buf_printf(&text, "Q%cr%co%c Teyle ", 'a' + (int)(i % 26), 'a' + (int)(i / 26 % 26),
                      'a' + (int)(i / 676));
    assert_int_equal(text.status, CAIRN_OK);
    assert_int_equal(ask(cn_buf_str(&text)), CAIRN_OK);
    cn_buf_done(&text);
}

static void what_nobody_says_is_declined(void **state)
{
    static const char *const absent[] = {"Who wrote the zzyzx of qwrtp?",
                                         "What is the qwrtp of the zzyzx?", "?", "what is the of"};
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
        cairn_answer *answer = NULL;

        assert_int_equal(cairn_ask(kb, absent[i], NULL, &answer, &err), CAIRN_OK);
        assert_null(cairn_answer_text(answer));
        cairn_answer_free(answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(odd_texts_are_answered_or_declined),
        cmocka_unit_test(long_texts_are_answered_or_declined_up_to_the_ceiling),
        cmocka_unit_test(five_thousand_names_are_borne),
        cmocka_unit_test(what_nobody_says_is_declined),
    };

    return cmocka_run_group_tests(tests, make_kb, remove_kb);
}
