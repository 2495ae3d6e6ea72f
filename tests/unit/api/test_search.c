/* Searches: hits in order, each a true piece of its document, by each of the three ways. */
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

static cairn_hits *search(cairn *kb, const char *query, const cairn_search_options *options)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_hits *hits = NULL;

    if (cairn_search(kb, query, options, &hits, &err) < 0)
        fail_msg("%s", err.message);
    assert_non_null(hits);
    return hits;
}

static size_t count_hits(cairn *kb, const char *query, const cairn_search_options *options)
{
    cairn_hits *hits = search(kb, query, options);
    cairn_hit hit;
    size_t n = 0;

    while (cairn_hits_next(hits, &hit) == CAIRN_ROW)
        n++;
    cairn_hits_free(hits);
    return n;
}

static cairn_search_options by(bool text, bool vectors, bool graph)
{
    cairn_search_options options = CAIRN_SEARCH_OPTIONS_INIT;

    options.use_text = text;
    options.use_vectors = vectors;
    options.use_graph = graph;
    return options;
}

static void hits_come_best_first_and_once_per_document(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_hits *hits = search(kb, "Ada Marsh born in Port Vale", NULL);
    const char *seen[SMALL_TEXTS + 1];
    double score = 1e300;
    cairn_hit hit;
    size_t n = 0;

    (void)state;
    while (cairn_hits_next(hits, &hit) == CAIRN_ROW) {
        assert_true(hit.score <= score);
        score = hit.score;
        for (size_t i = 0; i < n; i++)
            assert_string_not_equal(hit.uri, seen[i]);
        assert_true(n < SMALL_TEXTS);
        seen[n++] = hit.uri;
    }
    assert_true(n >= 2);
    assert_int_equal(cairn_hits_next(hits, &hit), CAIRN_OK); /* the end stays the end */
    cairn_hits_free(hits);
    cairn_close(kb);
}

static void a_hit_is_a_range_of_its_document(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_hits *hits = search(kb, "Ada Marsh Teyle Bridge Port Vale", NULL);
    cairn_hit hit;
    size_t n = 0;

    (void)state;
    for (; cairn_hits_next(hits, &hit) == CAIRN_ROW; n++) {
        char *text = NULL;
        size_t len;

        assert_int_equal(cairn_document_text(kb, hit.uri, &text, &len, NULL), CAIRN_OK);
        assert_true(hit.chunk > 0);
        assert_true(hit.text_len > 0 && hit.first_byte + hit.text_len <= len);
        assert_int_equal(strlen(hit.text), hit.text_len);
        assert_memory_equal(text + hit.first_byte, hit.text, hit.text_len);
        assert_int_equal(hit.src_first, hit.first_byte); /* plain text is its own source */
        assert_int_equal(hit.src_len, hit.text_len);
        cairn_text_free(text);
    }
    assert_int_equal(n, SMALL_TEXTS);
    cairn_hits_free(hits);
    cairn_close(kb);
}

static void the_limit_cuts_the_same_ranking(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_search_options options = CAIRN_SEARCH_OPTIONS_INIT;
    cairn_hits *all = search(kb, "Ada Marsh Teyle Bridge Port Vale", NULL), *cut;
    cairn_hit a, b;

    (void)state;
    options.limit = 2;
    cut = search(kb, "Ada Marsh Teyle Bridge Port Vale", &options);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(cairn_hits_next(all, &a), CAIRN_ROW);
        assert_int_equal(cairn_hits_next(cut, &b), CAIRN_ROW);
        assert_int_equal(a.chunk, b.chunk);
    }
    assert_int_equal(cairn_hits_next(all, &a), CAIRN_ROW);
    assert_int_equal(cairn_hits_next(cut, &b), CAIRN_OK);
    cairn_hits_free(cut);
    cairn_hits_free(all);
    cairn_close(kb);
}

static void each_way_finds_what_it_can(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    const cairn_search_options text = by(true, false, false), graph = by(false, false, true),
                               vectors = by(false, true, false), none = by(false, false, false);

    (void)state;
    assert_true(count_hits(kb, "harbour town", &text) > 0);
    assert_int_equal(count_hits(kb, "harbour town", &graph), 0); /* names nobody */
    assert_true(count_hits(kb, "Teyle Bridge", &graph) > 0);
    assert_int_equal(count_hits(kb, "Teyle Bridge", &vectors), 0); /* no embedder */
    assert_int_equal(count_hits(kb, "Teyle Bridge", &none), 0);
    cairn_close(kb);
}

/* Texts with "harbour" point one way, all others another. */
static int embed_harbour(void *user, const char *const *texts, size_t n, float *out,
                         cairn_error *err)
{
    (void)user;
    (void)err;
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = strstr(texts[i], "harbour") ? 1.0F : 0.0F;
        out[2 * i + 1] = 1.0F - out[2 * i];
    }
    return CAIRN_OK;
}

static void vectors_rank_by_cosine(void **state)
{
    static const cairn_embedder embedder = {CAIRN_EMBEDDER_VERSION, 2, "test", embed_harbour, NULL};
    const cairn_search_options vectors = by(false, true, false);
    cairn *kb = small_open(temp_name(&dir, "kb.db"));
    cairn_hits *hits;
    cairn_hit hit;

    (void)state;
    assert_int_equal(cairn_set_embedder(kb, &embedder, NULL), CAIRN_OK);
    for (size_t i = 0; i < SMALL_TEXTS; i++)
        small_ingest(kb, i);
    small_build(kb);
    hits = search(kb, "any harbour at all", &vectors);
    assert_int_equal(cairn_hits_next(hits, &hit), CAIRN_ROW);
    assert_string_equal(hit.uri, "port.txt");
    cairn_hits_free(hits);
    cairn_close(kb);
}

static void nothing_that_matches_is_an_empty_cursor(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));

    (void)state;
    assert_int_equal(count_hits(kb, "zzyzx qwrtp", NULL), 0);
    assert_int_equal(count_hits(kb, " ?! ", NULL), 0);
    cairn_close(kb);
}

static void hits_outlive_the_documents_they_show(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_hits *hits = search(kb, "harbour town", NULL);
    cairn_hit hit;

    (void)state;
    assert_int_equal(cairn_forget(kb, "port.txt", NULL), CAIRN_OK);
    small_build(kb);
    assert_int_equal(cairn_hits_next(hits, &hit), CAIRN_ROW);
    assert_string_equal(hit.uri, "port.txt");
    assert_non_null(strstr(hit.text, "harbour town"));
    assert_int_equal(count_hits(kb, "harbour town", NULL), 0);
    cairn_close(kb);
    assert_non_null(strstr(hit.text, "harbour town"));
    cairn_hits_free(hits);
}

static void headings_come_with_their_hits(void **state)
{
    static const char page[] = "# Guide\n\n## Docks\n\nThe quay of Orrin has nine cranes.\n";
    cairn *kb = small_open(temp_name(&dir, "kb.db"));
    cairn_hits *hits;
    cairn_hit hit;

    (void)state;
    assert_int_equal(
        cairn_ingest_text(kb, "g.md", page, sizeof page - 1, CAIRN_FORMAT_MARKDOWN, NULL),
        CAIRN_OK);
    small_build(kb);
    hits = search(kb, "cranes", NULL);
    assert_int_equal(cairn_hits_next(hits, &hit), CAIRN_ROW);
    assert_string_equal(hit.heading, "Guide > Docks");
    assert_string_equal(hit.title, "Guide");
    assert_true(hit.src_first + hit.src_len <= sizeof page - 1);
    cairn_hits_free(hits);
    cairn_close(kb);
}

#define KB_TEST(claim) cmocka_unit_test_setup_teardown(claim, make_dir, remove_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KB_TEST(hits_come_best_first_and_once_per_document),
        KB_TEST(a_hit_is_a_range_of_its_document),
        KB_TEST(the_limit_cuts_the_same_ranking),
        KB_TEST(each_way_finds_what_it_can),
        KB_TEST(vectors_rank_by_cosine),
        KB_TEST(nothing_that_matches_is_an_empty_cursor),
        KB_TEST(hits_outlive_the_documents_they_show),
        KB_TEST(headings_come_with_their_hits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
