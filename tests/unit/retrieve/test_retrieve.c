/* Finders to one ranking: one chunk per document, vectors by rank, and the odd question. */
#include "asked.h"

#include <math.h>

#include "unit/base/oom_walk.h"

enum { LIMIT = 10 };

/* What the embedder of a test finds, best first. */
typedef struct vectors {
    asked *a;
    uint64_t chunks[LIMIT]; /* ids */
    size_t n;
    int rc;
    size_t k_asked; /* of the last call */
} vectors;

static int find_similar(void *user, const char *question, size_t k, cn_scored *out, size_t *n,
                        cairn_error *err)
{
    vectors *v = user;

    (void)question;
    v->k_asked = k;
    *n = 0;
    if (v->rc < 0)
        return cn_fail(err, v->rc, 0, "the embedder is away");
    for (; *n < v->n && *n < k; ++*n)
        out[*n] = (cn_scored){1.0 - 0.1 * (double)*n, v->chunks[*n]};
    return CAIRN_OK;
}

static const cn_retrieve_options all_finders = {LIMIT, true, true, true};

static int try_retrieve(asked *a, const char *text, const cn_retrieve_options *options,
                        cn_scored *out, size_t *n, cairn_error *err)
{
    cn_question question;
    int rc = cn_question_init(&question, &a->view, text, strlen(text), err);

    *n = 0;
    if (rc == CAIRN_OK)
        rc = cn_retrieve(&a->view, &question, options, out, n, err);
    cn_question_done(&question);
    return rc;
}

static size_t retrieve(asked *a, const char *text, const cn_retrieve_options *options,
                       cn_scored *out)
{
    cairn_error err = CAIRN_ERROR_INIT;
    size_t n;

    if (try_retrieve(a, text, options, out, &n, &err) < 0)
        fail_msg("%s", err.message);
    assert_true(n <= options->limit);
    for (size_t i = 1; i < n; i++)
        assert_true(out[i - 1].score > out[i].score ||
                    (out[i - 1].score == out[i].score && out[i - 1].id < out[i].id));
    return n;
}

static void one_chunk_of_a_document_is_kept(void **state)
{
    static const char *const texts[] = {"Of lanterns.", "Lanterns, lanterns.", "More lanterns."};
    cn_scored found[LIMIT];
    cairn_id id, other;
    asked a;

    (void)state;
    asked_open(&a);
    id = fixture_document(&a.f, "doc:many", "", NULL, texts, 3);
    other = asked_text(&a, "doc:other", "A lantern among many other things in a long shed.");
    asked_build(&a);
    assert_int_equal(retrieve(&a, "lanterns", &all_finders, found), 2);
    assert_int_equal(found[0].id, ordinal_of(&a, cn_chunk_id(id, 1)));
    assert_int_equal(found[1].id, ordinal_of(&a, other));
    asked_close(&a);
}

static void hits_end_at_the_limit_and_are_the_best(void **state)
{
    cn_retrieve_options options = all_finders;
    cn_scored all[LIMIT], found[LIMIT];
    char uri[16];
    asked a;
    size_t n;

    (void)state;
    asked_open(&a);
    for (unsigned i = 0; i < 8; i++) {
        snprintf(uri, sizeof uri, "doc:%u", i);
        asked_text(&a, uri, i % 2 ? "Lanterns and lanterns." : "A lantern, some rope, a shed.");
    }
    asked_build(&a);
    n = retrieve(&a, "lanterns", &options, all);
    assert_int_equal(n, 8);
    for (options.limit = 1; options.limit < 8; options.limit++) {
        assert_int_equal(retrieve(&a, "lanterns", &options, found), options.limit);
        for (size_t i = 0; i < options.limit; i++)
            assert_int_equal(found[i].id, all[i].id);
    }
    asked_close(&a);
}

/* ---- Documents left out ------------------------------------------------------ */

/* Those of even ordinal of their chunk's document are admitted. */
static int admit_even(void *user, cairn_id chunk, bool *is_admitted, cairn_error *err)
{
    (void)user;
    (void)err;
    *is_admitted = cn_chunk_document(chunk) % 2 == 0;
    return CAIRN_OK;
}

static int admit_fails(void *user, cairn_id chunk, bool *is_admitted, cairn_error *err)
{
    (void)user;
    (void)chunk;
    *is_admitted = false;
    return cn_fail(err, CAIRN_EDB, 0, "the dates are away");
}

static void documents_left_out_make_room_for_others(void **state)
{
    enum { TEXTS = 40 };
    cn_timing timing = {.admits = admit_even};
    cn_retrieve_options options = {2, true, true, false};
    cn_scored found[2];
    cn_question question;
    char uri[16];
    size_t n;
    asked a;

    (void)state;
    asked_open(&a);
    for (unsigned i = 0; i < TEXTS; i++) {
        snprintf(uri, sizeof uri, "doc:%u", i);
        /* Those that are admitted fit worst. */
        asked_text(&a, uri,
                   i < TEXTS - 4 ? "Lanterns and lanterns."
                                 : "A lantern, some rope, a shed, a lake.");
    }
    asked_build(&a);
    assert_int_equal(cn_question_init(&question, &a.view, "lanterns", 8, NULL), CAIRN_OK);
    question.timing = &timing;
    options.limit = 2;
    assert_int_equal(cn_retrieve(&a.view, &question, &options, found, &n, NULL), CAIRN_OK);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(cn_chunk_document(a.snapshot->chunks[found[i].id].id) % 2, 0);
    timing.admits = admit_fails;
    assert_int_equal(cn_retrieve(&a.view, &question, &options, found, &n, NULL), CAIRN_EDB);
    cn_question_done(&question);
    asked_close(&a);
}

/* ---- Vectors ----------------------------------------------------------------- */

/* Three texts: the first two match "lantern", the first one better. */
typedef struct shed {
    asked a;
    cairn_id first, second, third;
    vectors vectors;
} shed;

static void open_shed(shed *s)
{
    asked_open(&s->a);
    s->first = asked_text(&s->a, "doc:first", "Lantern lantern.");
    s->second = asked_text(&s->a, "doc:second", "A lantern, some rope, a shed, two boats.");
    s->third = asked_text(&s->a, "doc:third", "Rain.");
    asked_build(&s->a);
    s->vectors = (vectors){.a = &s->a};
    s->a.view.similar = find_similar;
    s->a.view.user = &s->vectors;
    s->a.view.names = NULL;
}

static void find_these(shed *s, cairn_id one, cairn_id two)
{
    s->vectors.chunks[0] = (uint64_t)one;
    s->vectors.chunks[1] = (uint64_t)two;
    s->vectors.n = (size_t)(one != 0) + (size_t)(two != 0);
}

static bool is_near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

static void vectors_are_fused_by_rank(void **state)
{
    cn_scored found[LIMIT];
    shed s;

    (void)state;
    open_shed(&s);
    find_these(&s, s.third, s.second);
    assert_int_equal(retrieve(&s.a, "lantern", &all_finders, found), 3);
    assert_int_equal(found[0].id, ordinal_of(&s.a, s.second)); /* second in both */
    assert_true(is_near(found[0].score, 2.0 / 62));
    assert_true(is_near(found[1].score, 1.0 / 61) && found[1].score == found[2].score);
    asked_close(&s.a);
}

static void vectors_alone_find_what_no_word_finds(void **state)
{
    static const cn_retrieve_options vectors_only = {LIMIT, false, false, true};
    cn_scored found[LIMIT];
    shed s;

    (void)state;
    open_shed(&s);
    find_these(&s, s.third, s.first);
    assert_int_equal(retrieve(&s.a, "weather", &all_finders, found), 2);
    assert_int_equal(found[0].id, ordinal_of(&s.a, s.third));
    assert_int_equal(found[1].id, ordinal_of(&s.a, s.first));
    assert_int_equal(retrieve(&s.a, "lantern", &vectors_only, found), 2);
    assert_int_equal(found[0].id, ordinal_of(&s.a, s.third));
    assert_true(s.vectors.k_asked >= LIMIT);
    asked_close(&s.a);
}

static void vectors_that_find_nothing_leave_the_ranking(void **state)
{
    cn_scored with[LIMIT], without[LIMIT];
    cn_retrieve_options options = all_finders;
    shed s;

    (void)state;
    open_shed(&s);
    assert_int_equal(retrieve(&s.a, "lantern", &options, with), 2);
    options.use_vectors = false;
    find_these(&s, s.third, s.second);
    assert_int_equal(retrieve(&s.a, "lantern", &options, without), 2);
    s.a.view.similar = NULL; /* no embedder */
    options.use_vectors = true;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(with[i].id, without[i].id);
        assert_true(with[i].score == without[i].score);
    }
    assert_int_equal(retrieve(&s.a, "lantern", &options, without), 2);
    assert_true(with[1].score == without[1].score);
    asked_close(&s.a);
}

static void chunks_the_snapshot_does_not_have_are_left_out(void **state)
{
    cn_scored found[LIMIT];
    shed s;

    (void)state;
    open_shed(&s);
    find_these(&s, cn_chunk_id(4711, 0), s.third);
    assert_int_equal(retrieve(&s.a, "lantern", &all_finders, found), 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(found[i].id < s.a.snapshot->n_chunks);
    asked_close(&s.a);
}

static void an_embedder_that_fails_fails_the_call(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_scored found[LIMIT];
    shed s;
    size_t n;

    (void)state;
    open_shed(&s);
    s.vectors.rc = CAIRN_EMODEL;
    assert_int_equal(try_retrieve(&s.a, "lantern", &all_finders, found, &n, &err), CAIRN_EMODEL);
    assert_string_equal(err.message, "the embedder is away");
    assert_int_equal(n, 0);
    s.vectors.rc = CAIRN_OK;
    assert_int_equal(retrieve(&s.a, "lantern", &all_finders, found), 2);
    asked_close(&s.a);
}

/* ---- Odd questions ------------------------------------------------------------ */

static void questions_without_terms_find_nothing(void **state)
{
    static const char *const questions[] = {"", " ?! ", "zyzzyva"};
    static const cn_retrieve_options no_finder = {LIMIT, false, false, false};
    cn_scored found[LIMIT];
    asked a;

    (void)state;
    asked_open(&a);
    asked_text(&a, "doc:a", "A lantern.");
    asked_build(&a);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        assert_int_equal(retrieve(&a, questions[i], &all_finders, found), 0);
    assert_int_equal(retrieve(&a, "lantern", &no_finder, found), 0);
    asked_close(&a);
}

static void stop_words_alone_find_a_text_that_has_no_others(void **state)
{
    cn_scored found[LIMIT];
    cairn_id song;
    asked a;

    (void)state;
    asked_open(&a);
    asked_text(&a, "doc:a", "To be in the shed with a lantern.");
    song = asked_text(&a, "doc:song", "To be or not to be");
    asked_build(&a);
    assert_int_equal(retrieve(&a, "to be or not to be", &all_finders, found), 1);
    assert_int_equal(found[0].id, ordinal_of(&a, song));
    asked_close(&a);
}

static void two_hundred_terms_are_a_question_like_any_other(void **state)
{
    cn_retrieve_options options = all_finders;
    cn_scored found[LIMIT], again[LIMIT];
    char question[RANDOM_TEXT];
    uint64_t seed = 5;
    size_t n;
    asked a;

    (void)state;
    asked_open(&a);
    random_store(&a.f, 1);
    asked_build(&a);
    random_question(&seed, 200, question);
    n = retrieve(&a, question, &options, found);
    assert_int_equal(n, LIMIT);
    assert_int_equal(retrieve(&a, question, &options, again), n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(found[i].id, again[i].id);
        assert_true(found[i].score == again[i].score);
        for (size_t j = 0; j < i; j++)
            assert_true(a.snapshot->chunks[found[i].id].document !=
                        a.snapshot->chunks[found[j].id].document);
    }
    asked_close(&a);
}

static void a_store_without_documents_has_no_hits(void **state)
{
    cn_scored found[LIMIT];
    asked a;

    (void)state;
    asked_open(&a);
    asked_build(&a);
    assert_int_equal(retrieve(&a, "Where is Port Vale?", &all_finders, found), 0);
    asked_close(&a);
}

static int retrieve_some(void *user)
{
    shed *s = user;
    cn_scored found[LIMIT];
    size_t n;

    return try_retrieve(&s->a, "lantern", &all_finders, found, &n, NULL);
}

static void lack_of_memory_is_survived(void **state)
{
    cn_scored found[LIMIT];
    shed s;

    (void)state;
    open_shed(&s);
    find_these(&s, s.third, s.second);
    retrieve(&s.a, "lantern", &all_finders, found); /* the tokeniser keeps what it grew */
    walk_failures(retrieve_some, &s);
    assert_int_equal(retrieve(&s.a, "lantern", &all_finders, found), 3);
    asked_close(&s.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_chunk_of_a_document_is_kept),
        cmocka_unit_test(documents_left_out_make_room_for_others),
        cmocka_unit_test(hits_end_at_the_limit_and_are_the_best),
        cmocka_unit_test(vectors_are_fused_by_rank),
        cmocka_unit_test(vectors_alone_find_what_no_word_finds),
        cmocka_unit_test(vectors_that_find_nothing_leave_the_ranking),
        cmocka_unit_test(chunks_the_snapshot_does_not_have_are_left_out),
        cmocka_unit_test(an_embedder_that_fails_fails_the_call),
        cmocka_unit_test(questions_without_terms_find_nothing),
        cmocka_unit_test(stop_words_alone_find_a_text_that_has_no_others),
        cmocka_unit_test(two_hundred_terms_are_a_question_like_any_other),
        cmocka_unit_test(a_store_without_documents_has_no_hits),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
