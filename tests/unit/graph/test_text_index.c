/* BM25 against a slow reading of the formula. */
#include "random_store.h"

#include <math.h>

#include "graph/text_index.h"

typedef struct searched {
    fixture f;
    cn_snapshot *snapshot;
    cn_scores *scores;
    cn_words query;
} searched;

static void open_searched(searched *s)
{
    *s = (searched){.snapshot = NULL};
    fixture_open(&s->f);
    random_store(&s->f, 1);
    fixture_build(&s->f, 2);
    s->snapshot = fixture_snapshot(&s->f);
    assert_int_equal(cn_scores_new(s->snapshot, &s->scores, NULL), CAIRN_OK);
}

static void close_searched(searched *s)
{
    cn_scores_free(s->scores);
    cn_snapshot_close(s->snapshot);
    cn_words_done(&s->query);
    fixture_close(&s->f);
}

static void run(searched *s, const char *query, uint64_t max_postings)
{
    assert_int_equal(cn_tokenizer_scan(s->f.tokenizer, query, strlen(query), &s->query, NULL),
                     CAIRN_OK);
    cn_scores_run(s->scores, s->snapshot, s->query.items, s->query.n, max_postings);
}

/* Occurrences of a stem (0: of all words that count) in a text. */
static unsigned count(searched *s, const char *text, uint64_t stem)
{
    unsigned n = 0;

    assert_int_equal(cn_tokenizer_scan(s->f.tokenizer, text, strlen(text), &s->f.words, NULL),
                     CAIRN_OK);
    for (size_t i = 0; i < s->f.words.n; i++)
        n += !(s->f.words.items[i].flags & CN_WORD_STOP) &&
             (stem == 0 || s->f.words.items[i].stem == stem);
    return n;
}

/* Of a chunk: title twice, heading, text. */
static unsigned count_in_chunk(searched *s, cairn_id id, uint64_t stem)
{
    cn_document_row document;
    cn_chunk_row chunk;
    unsigned n;

    assert_int_equal(cn_document_get(s->f.store, cn_chunk_document(id), &document, NULL), CAIRN_OK);
    n = CN_TITLE_WEIGHT * count(s, document.title, stem);
    assert_int_equal(cn_chunk_get(s->f.store, id, &chunk, NULL), CAIRN_OK);
    return n + count(s, chunk.heading, stem) + count(s, chunk.text, stem);
}

static double slow_mean(searched *s)
{
    double sum = 0;

    for (uint32_t i = 0; i < s->snapshot->n_chunks; i++)
        sum += count_in_chunk(s, s->snapshot->chunks[i].id, 0);
    return sum / s->snapshot->n_chunks;
}

static double slow_score(searched *s, uint32_t chunk, double mean, uint64_t *mask)
{
    cairn_id id = s->snapshot->chunks[chunk].id;
    double n_words = count_in_chunk(s, id, 0), score = 0;

    *mask = 0;
    for (unsigned i = 0; i < s->scores->n_terms; i++) {
        const cn_query_term *term = &s->scores->terms[i];
        double tf = count_in_chunk(s, id, term->stem);
        double n = s->snapshot->n_chunks;
        double idf = log(1 + (n - term->df + 0.5) / (term->df + 0.5));

        if (tf <= 0)
            continue;
        tf = tf < 7 ? tf : 7;
        *mask |= (uint64_t)1 << i;
        score += idf * tf * (CN_BM25_K1 + 1) /
                 (tf + CN_BM25_K1 * (1 - CN_BM25_B + CN_BM25_B * n_words / mean));
    }
    return score;
}

static void scores_equal_the_formula(void **state)
{
    searched s;
    double mean;

    (void)state;
    open_searched(&s);
    mean = slow_mean(&s);
    run(&s, "What is w1 of w17 and w3, Name2? w399 w1 nowhere", UINT64_MAX);
    assert_int_equal(s.scores->n_terms, 6);
    for (uint32_t i = 0; i < s.snapshot->n_chunks; i++) {
        uint64_t mask;
        double expected = slow_score(&s, i, mean, &mask);

        assert_true(fabs((double)s.scores->score[i] - expected) < 1e-4);
        assert_true(s.scores->mask[i] == mask);
    }
    close_searched(&s);
}

static void terms_come_rarest_first_and_unknown_last(void **state)
{
    searched s;

    (void)state;
    open_searched(&s);
    run(&s, "nowhere w1 w200 w30", UINT64_MAX);
    assert_int_equal(s.scores->n_terms, 4);
    assert_true(s.scores->terms[0].df <= s.scores->terms[1].df);
    assert_true(s.scores->terms[1].df <= s.scores->terms[2].df);
    assert_int_equal(s.scores->terms[3].df, 0);
    assert_true(s.scores->terms[3].idf > s.scores->terms[0].idf);
    close_searched(&s);
}

static void queries_leave_nothing_behind(void **state)
{
    searched s;
    uint32_t n_touched;

    (void)state;
    open_searched(&s);
    run(&s, "w1 w2 w3 w4", UINT64_MAX);
    assert_true(s.scores->n_touched > 0);
    run(&s, "nowhere", UINT64_MAX);
    assert_int_equal(s.scores->n_touched, 0);
    for (uint32_t i = 0; i < s.snapshot->n_chunks; i++)
        assert_true(s.scores->score[i] == 0 && s.scores->mask[i] == 0);
    run(&s, "w1 w2", UINT64_MAX);
    n_touched = 0;
    for (uint32_t i = 0; i < s.snapshot->n_chunks; i++)
        n_touched += s.scores->mask[i] != 0;
    assert_int_equal(s.scores->n_touched, n_touched);
    close_searched(&s);
}

static void frequent_terms_beyond_the_bound_give_only_idf(void **state)
{
    searched s;

    (void)state;
    open_searched(&s);
    run(&s, "w1 w300", UINT64_MAX);
    assert_true(s.scores->terms[0].df < s.scores->terms[1].df);
    run(&s, "w1 w300", s.scores->terms[0].df);
    assert_int_equal(s.scores->n_touched, s.scores->terms[0].df);
    assert_true(s.scores->terms[1].idf > 0);
    for (uint32_t i = 0; i < s.snapshot->n_chunks; i++)
        assert_true((s.scores->mask[i] & 2) == 0);
    run(&s, "w1 w300", 0);
    assert_int_equal(s.scores->n_touched, 0);
    close_searched(&s);
}

static void long_queries_keep_their_rarest_words(void **state)
{
    searched s;
    char query[8000];
    size_t len = 0;

    (void)state;
    open_searched(&s);
    for (unsigned i = 0; i < 300; i++)
        len += (size_t)snprintf(query + len, sizeof(query) - len, "x%u w%u x%u ", i, i % 200, i);
    run(&s, query, UINT64_MAX);
    assert_int_equal(s.scores->n_terms, CN_QUERY_TERMS_MAX);
    for (unsigned i = 0; i < CN_QUERY_TERMS_MAX; i++) {
        assert_true(s.scores->terms[i].df > 0);
        for (unsigned j = 0; j < i; j++)
            assert_true(s.scores->terms[i].stem != s.scores->terms[j].stem);
    }
    close_searched(&s);
}

static void text_of_stop_words_is_found_by_them(void **state)
{
    static const char *const texts[] = {"To be or not to be", "Ships to be built"};
    searched s = {.snapshot = NULL};

    (void)state;
    fixture_open(&s.f);
    fixture_document(&s.f, "doc:1", "", NULL, &texts[0], 1);
    fixture_document(&s.f, "doc:2", "", NULL, &texts[1], 1);
    fixture_build(&s.f, 1);
    s.snapshot = fixture_snapshot(&s.f);
    assert_int_equal(cn_scores_new(s.snapshot, &s.scores, NULL), CAIRN_OK);
    run(&s, "to be", UINT64_MAX);
    assert_int_equal(s.scores->n_touched, 1);
    run(&s, "ships to be", UINT64_MAX);
    assert_int_equal(s.scores->n_terms, 1);
    run(&s, "", UINT64_MAX);
    assert_int_equal(s.scores->n_terms, 0);
    close_searched(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_equal_the_formula),
        cmocka_unit_test(terms_come_rarest_first_and_unknown_last),
        cmocka_unit_test(queries_leave_nothing_behind),
        cmocka_unit_test(frequent_terms_beyond_the_bound_give_only_idf),
        cmocka_unit_test(long_queries_keep_their_rarest_words),
        cmocka_unit_test(text_of_stop_words_is_found_by_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
