/* Handles: what opening, closing and every call refuse, with a sentence. */
#include "small_kb.h"

#include "api/kb.h"

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

static cairn_error last;

/* The call is refused, with a sentence, and sets what it gives back to nothing. */
#define REFUSED(expected, call)                                                                    \
    do {                                                                                           \
        last = (cairn_error)CAIRN_ERROR_INIT;                                                      \
        assert_int_equal((call), (expected));                                                      \
        assert_int_equal(last.status, (expected));                                                 \
        assert_true(last.message[0] != '\0');                                                      \
        assert_true(last.message[strlen(last.message) - 1] != '.');                                \
    } while (0)

static int open_read_only(cairn **kb)
{
    cairn_options options = CAIRN_OPTIONS_INIT;

    options.read_only = true;
    return cairn_open(temp_name(&dir, "kb.db"), &options, kb, &last);
}

static void the_version_is_that_of_the_header(void **state)
{
    char text[32];

    (void)state;
    assert_int_equal(cairn_version(),
                     CAIRN_VERSION_MAJOR * 10000 + CAIRN_VERSION_MINOR * 100 + CAIRN_VERSION_PATCH);
    snprintf(text, sizeof text, "%d.%d.%d", CAIRN_VERSION_MAJOR, CAIRN_VERSION_MINOR,
             CAIRN_VERSION_PATCH);
    assert_string_equal(text, CAIRN_VERSION_STRING);
}

static void nothing_can_be_closed_and_freed(void **state)
{
    (void)state;
    cairn_close(NULL);
    cairn_hits_free(NULL);
    cairn_answer_free(NULL);
    cairn_facts_free(NULL);
    cairn_text_free(NULL);
}

static void a_store_needs_a_path_and_a_known_version(void **state)
{
    cairn_options options = CAIRN_OPTIONS_INIT;
    cairn *kb = (cairn *)&options;

    (void)state;
    REFUSED(CAIRN_EINVAL, cairn_open(NULL, NULL, &kb, &last));
    assert_null(kb);
    REFUSED(CAIRN_EINVAL, cairn_open("", NULL, &kb, &last));
    options.version = 99;
    REFUSED(CAIRN_EINVAL, cairn_open(temp_name(&dir, "kb.db"), &options, &kb, &last));
    assert_string_equal(last.message, "cairn_options: unknown version 99");
    assert_int_equal(last.detail, 99);
    assert_null(kb);
    assert_int_equal(access(dir.name, F_OK), -1); /* and nothing was made */
}

static void what_is_no_store_is_refused(void **state)
{
    cairn *kb = NULL;

    (void)state;
    REFUSED(CAIRN_ENOTFOUND, open_read_only(&kb));
    assert_null(kb);
    assert_non_null(strstr(last.message, "there is no such file"));
    REFUSED(CAIRN_EIO, cairn_open(dir.path, NULL, &kb, &last));
    REFUSED(CAIRN_EIO, cairn_open("/no-such-folder/kb.db", NULL, &kb, &last));
    temp_file_put(&dir, "kb.db", "A text of some length that is no store, and no database either.");
    REFUSED(CAIRN_ESCHEMA, cairn_open(temp_name(&dir, "kb.db"), NULL, &kb, &last));
    assert_null(kb);
    /* Without an error to fill, the status says it. */
    assert_int_equal(cairn_open(temp_name(&dir, "kb.db"), NULL, &kb, NULL), CAIRN_ESCHEMA);
}

static void read_only_handles_read_and_do_not_write(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    char uri[64], before[33], after[33];
    cairn_ingest_report report = {0, 0, 0};

    (void)state;
    assert_int_equal(cairn_digest(kb, before, NULL), CAIRN_OK);
    cairn_close(kb);
    assert_int_equal(open_read_only(&kb), CAIRN_OK);
    first_hit(kb, "Teyle Bridge", uri);
    assert_string_equal(uri, "bridge.txt");
    REFUSED(CAIRN_EINVAL, cairn_ingest_text(kb, "a", "x", 1, CAIRN_FORMAT_TEXT, &last));
    assert_non_null(strstr(last.message, "kb.db is open for reading only"));
    REFUSED(CAIRN_EINVAL, cairn_ingest_file(kb, dir.name, CAIRN_FORMAT_TEXT, &last));
    REFUSED(CAIRN_EINVAL,
            cairn_ingest_path(kb, dir.path, CAIRN_FORMAT_AUTO, &report, NULL, NULL, NULL, &last));
    REFUSED(CAIRN_EINVAL, cairn_forget(kb, "ada.txt", &last));
    REFUSED(CAIRN_EINVAL, cairn_build(kb, NULL, NULL, &last));
    assert_int_equal(cairn_digest(kb, after, NULL), CAIRN_OK);
    assert_string_equal(before, after);
    assert_int_equal(cairn_check(kb, NULL, NULL, NULL), CAIRN_OK);
    cairn_close(kb);
}

static void texts_are_checked_before_they_are_used(void **state)
{
    static char too_long[CAIRN_QUERY_MAX + 2];
    const char *const bad[] = {NULL, "", "caf\xE9", too_long};
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_hits *hits = NULL;
    cairn_answer *answer = NULL;
    cairn_entity entity;
    char *text;
    size_t len;

    (void)state;
    memset(too_long, 'x', CAIRN_QUERY_MAX + 1);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        REFUSED(CAIRN_EINVAL, cairn_search(kb, bad[i], NULL, &hits, &last));
        assert_null(hits);
        assert_non_null(strstr(last.message, "the query "));
        REFUSED(CAIRN_EINVAL, cairn_ask(kb, bad[i], NULL, &answer, &last));
        assert_null(answer);
        assert_non_null(strstr(last.message, "the question "));
        REFUSED(CAIRN_EINVAL, cairn_entity_find(kb, bad[i], &entity, &last));
        REFUSED(CAIRN_EINVAL, cairn_document_text(kb, bad[i], &text, &len, &last));
        assert_true(text == NULL && len == 0);
        REFUSED(CAIRN_EINVAL, cairn_forget(kb, bad[i], &last));
        REFUSED(CAIRN_EINVAL, cairn_ingest_text(kb, bad[i], "x", 1, CAIRN_FORMAT_TEXT, &last));
    }
    REFUSED(CAIRN_EINVAL, cairn_search(kb, "caf\xE9", NULL, &hits, &last));
    assert_string_equal(last.message, "the query is not valid UTF-8 at byte 3");
    assert_int_equal(last.detail, 3);
    too_long[CAIRN_QUERY_MAX] = '\0'; /* just short enough */
    assert_int_equal(cairn_search(kb, too_long, NULL, &hits, &last), CAIRN_OK);
    cairn_hits_free(hits);
    cairn_close(kb);
}

static void unknown_versions_and_limits_are_refused(void **state)
{
    static const uint32_t limits[] = {0, 1001, UINT32_MAX};
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_search_options search = CAIRN_SEARCH_OPTIONS_INIT;
    cairn_ask_options ask = CAIRN_ASK_OPTIONS_INIT;
    cairn_hits *hits = NULL;
    cairn_answer *answer = NULL;

    (void)state;
    search.version = 0;
    REFUSED(CAIRN_EINVAL, cairn_search(kb, "Ada", &search, &hits, &last));
    assert_string_equal(last.message, "cairn_search_options: unknown version 0");
    ask.version = 7;
    REFUSED(CAIRN_EINVAL, cairn_ask(kb, "Ada?", &ask, &answer, &last));
    assert_string_equal(last.message, "cairn_ask_options: unknown version 7");
    ask = (cairn_ask_options)CAIRN_ASK_OPTIONS_INIT;
    ask.search.version = 9;
    REFUSED(CAIRN_EINVAL, cairn_ask(kb, "Ada?", &ask, &answer, &last));
    search.version = ask.search.version = CAIRN_SEARCH_OPTIONS_VERSION;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        search.limit = ask.search.limit = limits[i];
        REFUSED(CAIRN_EINVAL, cairn_search(kb, "Ada", &search, &hits, &last));
        REFUSED(CAIRN_EINVAL, cairn_ask(kb, "Ada?", &ask, &answer, &last));
        assert_true(hits == NULL && answer == NULL);
    }
    search.limit = 1000;
    assert_int_equal(cairn_search(kb, "Ada", &search, &hits, &last), CAIRN_OK);
    cairn_hits_free(hits);
    cairn_close(kb);
}

static int embed_nothing(void *user, const char *const *texts, size_t n, float *out,
                         cairn_error *err)
{
    (void)user;
    (void)texts;
    (void)n;
    (void)out;
    return cn_fail(err, CAIRN_EMODEL, 0, "no model here");
}

static void an_embedder_without_its_parts_is_refused(void **state)
{
    static const cairn_embedder good = {CAIRN_EMBEDDER_VERSION, 4, "test", embed_nothing, NULL};
    cairn *kb = small_open(temp_name(&dir, "kb.db"));
    cairn_embedder bad[5];

    (void)state;
    for (size_t i = 0; i < 5; i++)
        bad[i] = good;
    bad[0].version = 2;
    bad[1].dim = 0;
    bad[2].dim = 4097;
    bad[3].name = NULL;
    bad[4].embed = NULL;
    for (size_t i = 0; i < 5; i++)
        REFUSED(CAIRN_EINVAL, cairn_set_embedder(kb, &bad[i], &last));
    assert_int_equal(cairn_set_embedder(kb, &good, &last), CAIRN_OK);
    small_ingest(kb, 0);
    REFUSED(CAIRN_EMODEL, cairn_build(kb, NULL, NULL, &last));
    assert_string_equal(last.message, "no model here");
    assert_int_equal(cairn_set_embedder(kb, NULL, &last), CAIRN_OK);
    small_build(kb);
    cairn_close(kb);
}

static void what_is_not_there_is_not_found(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_facts *facts = NULL;
    cairn_fact fact;
    cairn_entity entity;
    char *text;
    size_t len;

    (void)state;
    REFUSED(CAIRN_ENOTFOUND, cairn_document_text(kb, "none.txt", &text, &len, &last));
    REFUSED(CAIRN_ENOTFOUND, cairn_forget(kb, "none.txt", &last));
    REFUSED(CAIRN_ENOTFOUND, cairn_entity_find(kb, "Wolfgang Xerxes", &entity, &last));
    REFUSED(CAIRN_EINVAL, cairn_entity_facts(kb, 0, &facts, &last));
    REFUSED(CAIRN_EINVAL, cairn_entity_facts(kb, -1, &facts, &last));
    assert_null(facts);
    if (cairn_entity_facts(kb, 4711, &facts, &last) == CAIRN_OK) /* an id of nobody */
        assert_int_equal(cairn_facts_next(facts, &fact), CAIRN_OK);
    cairn_facts_free(facts);
    cairn_close(kb);
}

static void a_new_store_answers_that_it_is_empty(void **state)
{
    cairn *kb = small_open(temp_name(&dir, "kb.db"));
    cairn_stats stats;
    cairn_answer *answer = NULL;
    char uri[64];

    (void)state;
    first_hit(kb, "Ada Marsh", uri);
    assert_string_equal(uri, "");
    assert_int_equal(cairn_ask(kb, "Who was Ada Marsh?", NULL, &answer, &last), CAIRN_OK);
    assert_null(cairn_answer_text(answer));
    assert_string_not_equal(cairn_answer_reason(answer), "");
    cairn_answer_free(answer);
    assert_int_equal(cairn_get_stats(kb, &stats, &last), CAIRN_OK);
    assert_int_equal(stats.documents + stats.pending + stats.entities, 0);
    small_build(kb); /* of nothing */
    assert_int_equal(cairn_check(kb, NULL, NULL, &last), CAIRN_OK);
    cairn_close(kb);
}

static void threads_default_to_one_per_core_and_are_bounded(void **state)
{
    cairn_options options = CAIRN_OPTIONS_INIT;
    cairn *kb = small_open(temp_name(&dir, "kb.db"));

    (void)state;
    assert_true(kb->options.n_threads == cn_thread_count() || kb->options.n_threads == 256);
    cairn_close(kb);
    options.n_threads = UINT32_MAX;
    assert_int_equal(cairn_open(temp_name(&dir, "kb.db"), &options, &kb, &last), CAIRN_OK);
    assert_int_equal(kb->options.n_threads, 256);
    cairn_close(kb);
}

#define KB_TEST(claim) cmocka_unit_test_setup_teardown(claim, make_dir, remove_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_version_is_that_of_the_header),
        cmocka_unit_test(nothing_can_be_closed_and_freed),
        KB_TEST(a_store_needs_a_path_and_a_known_version),
        KB_TEST(what_is_no_store_is_refused),
        KB_TEST(read_only_handles_read_and_do_not_write),
        KB_TEST(texts_are_checked_before_they_are_used),
        KB_TEST(unknown_versions_and_limits_are_refused),
        KB_TEST(an_embedder_without_its_parts_is_refused),
        KB_TEST(what_is_not_there_is_not_found),
        KB_TEST(a_new_store_answers_that_it_is_empty),
        KB_TEST(threads_default_to_one_per_core_and_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
