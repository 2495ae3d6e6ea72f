/* Questions as of a day: documents by their dates, answers by when they held. */
#include "small_kb.h"

#include "api/as_of.h"

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

/* Heads of two companies: one text with times, two texts with dates. */
static const char ROWS[] =
    "{\"id\": \"norvex\", \"title\": \"Norvex\", \"text\": \"Norvex is a maker of pumps in Ulm. "
    "Ann Lee was the chief executive of Norvex from 2001 to 2009. Bob Ray has been the chief "
    "executive of Norvex since 2010.\"}\n"
    "{\"id\": \"old\", \"title\": \"Polvex news\", \"text\": \"Carl Voss is the chief executive "
    "of Polvex.\", \"date\": \"2004-03-01\"}\n"
    "{\"id\": \"new\", \"title\": \"More Polvex news\", \"text\": \"Dora Kern is the chief "
    "executive of Polvex.\", \"date\": \"2014-06-01\"}\n";

static cairn *open_heads(void)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn *kb = small_open(temp_name(&dir, "kb.db"));

    if (cairn_ingest_text(kb, "rows", ROWS, strlen(ROWS), CAIRN_FORMAT_JSONL, &err) < 0)
        fail_msg("%s", err.message);
    small_build(kb);
    return kb;
}

static void check_answer(cairn *kb, const char *question, const char *as_of, const char *expected,
                         const char *uri)
{
    cairn_ask_options options = CAIRN_ASK_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    const cairn_citation *cited;
    cairn_answer *answer = NULL;
    size_t n;

    options.search.as_of = as_of;
    if (cairn_ask(kb, question, &options, &answer, &err) < 0)
        fail_msg("%s", err.message);
    if (!cairn_answer_text(answer))
        fail_msg("%s as of %s: %s", question, as_of ? as_of : "now", cairn_answer_reason(answer));
    assert_string_equal(cairn_answer_text(answer), expected);
    cited = cairn_answer_citations(answer, &n);
    assert_true(n > 0);
    assert_string_equal(cited[0].uri, uri);
    assert_non_null(strstr(cited[0].quote, expected));
    cairn_answer_free(answer);
}

static void answers_differ_by_what_the_text_says(void **state)
{
    static const char question[] = "Who is the chief executive of Norvex?";
    cairn *kb = open_heads();

    (void)state;
    check_answer(kb, question, "2005", "Ann Lee", "norvex");
    check_answer(kb, question, "2015", "Bob Ray", "norvex");
    check_answer(kb, question, NULL, "Bob Ray", "norvex");
    check_answer(kb, "Who was the chief executive of Norvex in 2005?", NULL, "Ann Lee", "norvex");
    cairn_close(kb);
}

static void answers_differ_by_the_dates_of_documents(void **state)
{
    static const char question[] = "Who is the chief executive of Polvex?";
    cairn *kb = open_heads();

    (void)state;
    check_answer(kb, question, "2005", "Carl Voss", "old");
    check_answer(kb, question, "2015-01-31", "Dora Kern", "new");
    check_answer(kb, question, NULL, "Dora Kern", "new");
    cairn_close(kb);
}

static void a_successor_takes_the_place(void **state)
{
    static const char text[] = "Ulm is a city. Eva Mond became the mayor of Ulm in 1998. Finn Orth "
                               "was elected mayor of Ulm in 2006.";
    cairn *kb = small_open(temp_name(&dir, "kb.db"));

    (void)state;
    assert_int_equal(cairn_ingest_text(kb, "ulm", text, strlen(text), CAIRN_FORMAT_TEXT, NULL),
                     CAIRN_OK);
    small_build(kb);
    check_answer(kb, "Who is the mayor of Ulm?", "2000", "Eva Mond", "ulm");
    check_answer(kb, "Who is the mayor of Ulm?", "2015", "Finn Orth", "ulm");
    check_answer(kb, "Who is the mayor of Ulm?", NULL, "Finn Orth", "ulm");
    cairn_close(kb);
}

static void numbers_have_their_time_too(void **state)
{
    static const char rows[] =
        "{\"id\": \"old\", \"title\": \"Port Vale\", \"text\": \"Port Vale has a population of "
        "4,210.\", \"date\": \"2004-03-01\"}\n"
        "{\"id\": \"new\", \"title\": \"Port Vale in 2014\", \"text\": \"Port Vale has a "
        "population of 5,370.\", \"date\": \"2014-06-01\"}\n";
    static const char question[] = "What is the population of Port Vale?";
    cairn *kb = small_open(temp_name(&dir, "kb.db"));

    (void)state;
    assert_int_equal(cairn_ingest_text(kb, "rows", rows, strlen(rows), CAIRN_FORMAT_JSONL, NULL),
                     CAIRN_OK);
    small_build(kb);
    check_answer(kb, question, "2005", "4,210", "old");
    check_answer(kb, question, "2015", "5,370", "new");
    check_answer(kb, question, NULL, "5,370", "new");
    cairn_close(kb);
}

static size_t count_hits(cairn *kb, const char *as_of)
{
    cairn_search_options options = CAIRN_SEARCH_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_hits *hits = NULL;
    cairn_hit hit;
    size_t n = 0;

    options.as_of = as_of;
    if (cairn_search(kb, "Polvex news", &options, &hits, &err) < 0)
        fail_msg("%s", err.message);
    while (cairn_hits_next(hits, &hit) == CAIRN_ROW)
        n += strcmp(hit.uri, "norvex") != 0;
    cairn_hits_free(hits);
    return n;
}

static void later_documents_are_left_out(void **state)
{
    cairn *kb = open_heads();

    (void)state;
    assert_int_equal(count_hits(kb, NULL), 2);
    assert_int_equal(count_hits(kb, "2014-06-01"), 2);
    assert_int_equal(count_hits(kb, "2014-05"), 1);
    assert_int_equal(count_hits(kb, "2003"), 0);
    cairn_close(kb);
}

static void what_is_no_date_is_refused(void **state)
{
    static const char *const odd[] = {"", "20x5", "yesterday", "2005-13", "05/03/2005"};
    cairn_search_options options = CAIRN_SEARCH_OPTIONS_INIT;
    cairn *kb = open_heads();

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        cairn_error err = CAIRN_ERROR_INIT;
        cairn_hits *hits = NULL;

        options.as_of = odd[i];
        assert_int_equal(cairn_search(kb, "Polvex", &options, &hits, &err), CAIRN_EINVAL);
        assert_null(hits);
        assert_non_null(strstr(err.message, "YYYY-MM-DD"));
        assert_int_equal(cn_as_of_check(odd[i], NULL), CAIRN_EINVAL);
    }
    assert_int_equal(cn_as_of_check(NULL, NULL), CAIRN_OK);
    cairn_close(kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answers_differ_by_what_the_text_says, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(answers_differ_by_the_dates_of_documents, make_dir,
                                        remove_dir),
        cmocka_unit_test_setup_teardown(a_successor_takes_the_place, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(numbers_have_their_time_too, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(later_documents_are_left_out, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(what_is_no_date_is_refused, make_dir, remove_dir),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
