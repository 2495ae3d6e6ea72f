/* Extraction without a store, and from what a store holds. */
#include "small_kb.h"
#include "tests/unit/base/oom_walk.h"

static const char ada[] = "Ada Marsh (12 March 1871 - 4 May 1940) was a Norlandish engineer.\n\n"
                          "Tom Reed was born in Port Vale.\n";

static cairn_extractor *new_extractor(void)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_extractor *x = NULL;

    if (cairn_extractor_new(&x, NULL, &err) < 0)
        fail_msg("%s", err.message);
    return x;
}

static void expect_part(const char *text, const cairn_part *part)
{
    assert_int_equal(strlen(part->text), part->len);
    assert_memory_equal(text + part->first_byte, part->text, part->len);
    assert_true(*part->name);
}

static void ranges_lie_in_the_text(void **state)
{
    cairn_extractor *x = new_extractor();
    cairn_extracted *found;
    cairn_statement s;
    cairn_mention m;
    size_t len, n = 0, n_mentions = 0;
    uint64_t first = 0;

    (void)state;
    assert_int_equal(cairn_extract_text(x, "", ada, strlen(ada), &found, NULL), CAIRN_OK);
    assert_memory_equal(cairn_extracted_text(found, &len, &first), ada, strlen(ada));
    assert_true(len == strlen(ada) && first == 0);
    assert_string_equal(cairn_extracted_uri(found), "");
    while (cairn_extracted_next_statement(found, &s) == CAIRN_ROW) {
        n++;
        expect_part(ada, &s.subject);
        expect_part(ada, &s.object);
        assert_int_equal(strlen(s.sentence), s.len);
        assert_memory_equal(ada + s.first_byte, s.sentence, s.len);
        assert_true(s.confidence > 0 && s.confidence <= 1);
    }
    while (cairn_extracted_next_mention(found, &m) == CAIRN_ROW) {
        n_mentions++;
        assert_true(m.first_byte + m.len <= len);
        assert_memory_equal(ada + m.first_byte, m.text, m.len);
    }
    assert_true(n >= 2 && n_mentions >= 3);
    cairn_extracted_free(found);
    cairn_extractor_free(x);
}

static void a_text_without_words_is_fine(void **state)
{
    static const char *const texts[] = {"", " \n\t", "\xEF\xBB\xBF", "...", "\xF0\x9F\x98\x80"};
    cairn_extractor *x = new_extractor();

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cairn_extracted *found;
        cairn_statement s;

        assert_int_equal(cairn_extract_text(x, NULL, texts[i], strlen(texts[i]), &found, NULL),
                         CAIRN_OK);
        assert_int_equal(cairn_extracted_next_statement(found, &s), CAIRN_OK);
        cairn_extracted_free(found);
    }
    cairn_extractor_free(x);
}

static void what_breaks_the_contract_is_refused(void **state)
{
    const cairn_extractor_options newer = {.version = CAIRN_EXTRACTOR_OPTIONS_VERSION + 1};
    cairn_extractor *x = new_extractor(), *refused;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_extracted *found;

    (void)state;
    assert_int_equal(cairn_extractor_new(&refused, &newer, &err), CAIRN_EINVAL);
    assert_null(refused);
    assert_int_equal(cairn_extract_text(x, "", "a\xFF", 2, &found, &err), CAIRN_EINVAL);
    assert_int_equal(err.detail, 1);
    assert_null(found);
    assert_int_equal(cairn_extract_text(x, "", NULL, 1, &found, &err), CAIRN_EINVAL);
    cairn_extracted_free(NULL);
    cairn_extractor_free(NULL);
    cairn_extractor_free(x);
}

static void a_first_line_is_the_title_when_none_is_given(void **state)
{
    static const char text[] = "Port Vale\n\nPort Vale is a harbour town.";
    cairn_extractor *x = new_extractor();
    cairn_extracted *found;

    (void)state;
    assert_int_equal(cairn_extract_text(x, NULL, text, strlen(text), &found, NULL), CAIRN_OK);
    assert_string_equal(cairn_extracted_title(found), "Port Vale");
    cairn_extracted_free(found);
    assert_int_equal(cairn_extract_text(x, "Other", text, strlen(text), &found, NULL), CAIRN_OK);
    assert_string_equal(cairn_extracted_title(found), "Other");
    cairn_extracted_free(found);
    assert_int_equal(cairn_extract_text(x, NULL, "One line.", 9, &found, NULL), CAIRN_OK);
    assert_string_equal(cairn_extracted_title(found), "");
    cairn_extracted_free(found);
    cairn_extractor_free(x);
}

static void extractors_share_models(void **state)
{
    cairn_extractor_options options = CAIRN_EXTRACTOR_OPTIONS_INIT;
    cairn_extractor *x = new_extractor(), *other;
    cairn_extracted *found, *same;
    cairn_statement s;
    size_t n = 0;

    (void)state;
    options.models_of = x;
    assert_int_equal(cairn_extractor_new(&other, &options, NULL), CAIRN_OK);
    assert_int_equal(cairn_extract_text(x, "", ada, strlen(ada), &found, NULL), CAIRN_OK);
    assert_int_equal(cairn_extract_text(other, "", ada, strlen(ada), &same, NULL), CAIRN_OK);
    while (cairn_extracted_next_statement(found, &s) == CAIRN_ROW)
        n++;
    while (cairn_extracted_next_statement(same, &s) == CAIRN_ROW)
        n--;
    assert_int_equal(n, 0);
    cairn_extracted_free(found);
    cairn_extracted_free(same);
    cairn_extractor_free(other);
    cairn_extractor_free(x);
}

/* What a callback saw. */
struct seen {
    unsigned n_passages, n_statements;
    int answer;
    const char *uri;
};

static int look(cairn_extracted *found, void *user)
{
    struct seen *seen = user;
    cairn_statement s;

    seen->n_passages++;
    while (cairn_extracted_next_statement(found, &s) == CAIRN_ROW)
        seen->n_statements++;
    assert_string_equal(cairn_extracted_uri(found), seen->uri);
    return seen->answer;
}

static void a_store_is_explained_by_chunk_or_uri(void **state)
{
    temp_dir dir;
    struct seen by_uri = {.uri = "ada.txt"}, by_chunk = {.uri = "ada.txt"};
    cairn_search_options options = CAIRN_SEARCH_OPTIONS_INIT;
    cairn_extractor *x = new_extractor();
    cairn_hits *hits = NULL;
    cairn_hit hit;
    cairn *kb;

    (void)state;
    assert_true(temp_dir_make(&dir));
    kb = small_kb(temp_name(&dir, "kb.db"));
    assert_int_equal(cairn_extract_stored(x, kb, 0, "ada.txt", look, &by_uri, NULL), CAIRN_OK);
    assert_int_equal(cairn_search(kb, "Norlandish engineer", &options, &hits, NULL), CAIRN_OK);
    assert_int_equal(cairn_hits_next(hits, &hit), CAIRN_ROW);
    assert_int_equal(cairn_extract_stored(x, kb, hit.chunk, NULL, look, &by_chunk, NULL), CAIRN_OK);
    assert_true(by_uri.n_passages == 1 && by_uri.n_statements > 0);
    assert_int_equal(by_uri.n_statements, by_chunk.n_statements);
    assert_int_equal(cairn_extract_stored(x, kb, 0, "none", look, &by_uri, NULL), CAIRN_ENOTFOUND);
    assert_int_equal(cairn_extract_stored(x, kb, 5, NULL, look, &by_uri, NULL), CAIRN_ENOTFOUND);
    assert_int_equal(cairn_extract_stored(x, kb, 0, NULL, look, &by_uri, NULL), CAIRN_EINVAL);
    by_uri.answer = 1;
    assert_int_equal(cairn_extract_stored(x, kb, 0, "ada.txt", look, &by_uri, NULL),
                     CAIRN_ECANCELED);
    cairn_hits_free(hits);
    cairn_close(kb);
    cairn_extractor_free(x);
    small_remove(&dir, "kb.db");
}

struct work {
    cairn_extractor *x;
};

static int extract_once(void *user)
{
    struct work *work = user;
    cairn_extracted *found = NULL;
    int rc = cairn_extract_text(work->x, NULL, ada, strlen(ada), &found, NULL);

    cairn_extracted_free(found);
    return rc;
}

static void each_allocation_may_fail(void **state)
{
    struct work work = {new_extractor()};

    (void)state;
    extract_once(&work); /* scratch stays with the extractor */
    walk_failures(extract_once, &work);
    cairn_extractor_free(work.x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_lie_in_the_text),
        cmocka_unit_test(a_text_without_words_is_fine),
        cmocka_unit_test(what_breaks_the_contract_is_refused),
        cmocka_unit_test(a_first_line_is_the_title_when_none_is_given),
        cmocka_unit_test(extractors_share_models),
        cmocka_unit_test(a_store_is_explained_by_chunk_or_uri),
        cmocka_unit_test(each_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
