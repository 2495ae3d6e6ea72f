/* Answers: read from the hits, cited by bytes, or withheld with a reason. */
#include "small_kb.h"

static temp_dir dir;

static int make_dir(void **state)
{
    (void)state;
    return temp_dir_make(&dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    small_remove(&dir, "kb.db");
    return 0;
}

static cairn_answer *ask(cairn *kb, const char *question, const cairn_ask_options *options)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_answer *answer = NULL;

    if (cairn_ask(kb, question, options, &answer, &err) < 0)
        fail_msg("%s", err.message);
    assert_non_null(answer);
    return answer;
}

static void an_answer_has_confidence_and_no_reason(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_answer *answer = ask(kb, "When was the Teyle Bridge opened?", NULL);
    size_t n;

    (void)state;
    assert_string_equal(cairn_answer_text(answer), "1903");
    assert_string_equal(cairn_answer_reason(answer), "");
    assert_true(cairn_answer_confidence(answer) > 0 && cairn_answer_confidence(answer) <= 1);
    assert_non_null(cairn_answer_citations(answer, &n));
    assert_true(n > 0);
    cairn_answer_free(answer);
    cairn_close(kb);
}

static void an_abstention_has_a_reason_and_no_text(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_answer *answer = ask(kb, "Who wrote the zzyzx of qwrtp?", NULL);
    const char *reason = cairn_answer_reason(answer);

    (void)state;
    assert_null(cairn_answer_text(answer));
    assert_true(cairn_answer_confidence(answer) == 0);
    assert_true(reason[0] != '\0' && reason[strlen(reason) - 1] != '.');
    cairn_answer_free(answer);
    cairn_close(kb);
}

static void citations_are_ranges_of_their_documents(void **state)
{
    static const char *const questions[] = {"When was the Teyle Bridge opened?",
                                            "Who designed the Teyle Bridge?",
                                            "Where was Ada Marsh born?", "Who was Ada Marsh?"};
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    size_t n_all = 0;

    (void)state;
    for (size_t q = 0; q < sizeof questions / sizeof *questions; q++) {
        cairn_answer *answer = ask(kb, questions[q], NULL);
        size_t n;
        const cairn_citation *cited = cairn_answer_citations(answer, &n);

        for (size_t i = 0; i < n; i++) {
            char *text = NULL;
            size_t len;

            assert_int_equal(cairn_document_text(kb, cited[i].uri, &text, &len, NULL), CAIRN_OK);
            assert_int_equal(strlen(cited[i].quote), cited[i].len);
            assert_true(cited[i].len > 0 && cited[i].first_byte + cited[i].len <= len);
            assert_memory_equal(text + cited[i].first_byte, cited[i].quote, cited[i].len);
            assert_int_equal(cited[i].src_first, cited[i].first_byte);
            assert_int_equal(cited[i].src_len, cited[i].len);
            cairn_text_free(text);
        }
        n_all += n;
        cairn_answer_free(answer);
    }
    assert_true(n_all >= 3);
    cairn_close(kb);
}

static void citations_of_markdown_lie_in_their_block(void **state)
{
    static const char page[] = "# Orrin Quay\n\nThe *Orrin Quay* was opened in **1912**.\n";
    cairn *kb = small_open(temp_name(&dir, "kb.db"));
    cairn_answer *answer;
    const cairn_citation *cited;
    size_t n;

    (void)state;
    assert_int_equal(
        cairn_ingest_text(kb, "q.md", page, sizeof page - 1, CAIRN_FORMAT_MARKDOWN, NULL),
        CAIRN_OK);
    small_build(kb);
    answer = ask(kb, "When was the Orrin Quay opened?", NULL);
    assert_non_null(cairn_answer_text(answer));
    assert_string_equal(cairn_answer_text(answer), "1912");
    cited = cairn_answer_citations(answer, &n);
    assert_true(n > 0);
    assert_string_equal(cited[0].title, "Orrin Quay");
    assert_null(strchr(cited[0].quote, '*')); /* as read, not as written */
    assert_true(cited[0].src_first <= 14);    /* the paragraph's first byte */
    assert_true(cited[0].src_first + cited[0].src_len >= sizeof page - 2);
    cairn_answer_free(answer);
    cairn_close(kb);
}

static void the_answers_hits_are_rewound(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_answer *answer = ask(kb, "When was the Teyle Bridge opened?", NULL);
    cairn_hit first, again;

    (void)state;
    assert_int_equal(cairn_hits_next(cairn_answer_hits(answer), &first), CAIRN_ROW);
    assert_int_equal(cairn_hits_next(cairn_answer_hits(answer), &again), CAIRN_ROW);
    assert_int_equal(first.chunk, again.chunk);
    assert_int_equal(cairn_hits_next(cairn_answer_hits(answer), &first), CAIRN_ROW);
    cairn_answer_free(answer);
    cairn_close(kb);
}

static void the_search_options_are_those_of_the_search(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_ask_options options = CAIRN_ASK_OPTIONS_INIT;
    cairn_answer *answer;
    cairn_hits *hits;
    cairn_hit hit;

    (void)state;
    options.search.limit = 1;
    answer = ask(kb, "When was the Teyle Bridge opened?", &options);
    hits = cairn_answer_hits(answer);
    assert_int_equal(cairn_hits_next(hits, &hit), CAIRN_ROW);
    assert_int_equal(cairn_hits_next(hits, &hit), CAIRN_OK);
    cairn_answer_free(answer);
    options.search.use_text = options.search.use_graph = options.search.use_vectors = false;
    answer = ask(kb, "zzyzx?", &options);
    assert_int_equal(cairn_hits_next(cairn_answer_hits(answer), &hit), CAIRN_OK);
    assert_null(cairn_answer_text(answer));
    cairn_answer_free(answer);
    cairn_close(kb);
}

static void the_same_question_has_the_same_answer(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_answer *a = ask(kb, "When was Ada Marsh born?", NULL);
    cairn_answer *b = ask(kb, "When was Ada Marsh born?", NULL);
    const cairn_citation *of_a, *of_b;
    size_t n_a, n_b;

    (void)state;
    assert_non_null(cairn_answer_text(a));
    assert_string_equal(cairn_answer_text(a), cairn_answer_text(b));
    assert_true(cairn_answer_confidence(a) == cairn_answer_confidence(b));
    of_a = cairn_answer_citations(a, &n_a);
    of_b = cairn_answer_citations(b, &n_b);
    assert_int_equal(n_a, n_b);
    for (size_t i = 0; i < n_a; i++)
        assert_string_equal(of_a[i].quote, of_b[i].quote);
    cairn_answer_free(b);
    cairn_answer_free(a);
    cairn_close(kb);
}

#define KB_TEST(claim) cmocka_unit_test_setup_teardown(claim, make_dir, remove_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KB_TEST(an_answer_has_confidence_and_no_reason),
        KB_TEST(an_abstention_has_a_reason_and_no_text),
        KB_TEST(citations_are_ranges_of_their_documents),
        KB_TEST(citations_of_markdown_lie_in_their_block),
        KB_TEST(the_answers_hits_are_rewound),
        KB_TEST(the_search_options_are_those_of_the_search),
        KB_TEST(the_same_question_has_the_same_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
