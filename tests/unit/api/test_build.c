/* Ingest, build, ask, forget: the way of a user through the public header. */
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

static void what_was_ingested_is_found_after_the_build(void **state)
{
    cairn *kb = small_open(temp_name(&dir, "kb.db"));
    char uri[64];

    (void)state;
    small_ingest(kb, 0);
    first_hit(kb, "Ada Marsh", uri);
    assert_string_equal(uri, "");
    small_build(kb);
    first_hit(kb, "Ada Marsh", uri);
    assert_string_equal(uri, "ada.txt");
    cairn_close(kb);
}

static void the_walk_reaches_the_second_hop(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_hits *hits = NULL;
    cairn_hit hit;
    bool is_found = false;

    (void)state;
    assert_int_equal(
        cairn_search(kb, "Where was the designer of the Teyle Bridge born?", NULL, &hits, &err),
        CAIRN_OK);
    while (cairn_hits_next(hits, &hit) == CAIRN_ROW)
        is_found |= strcmp(hit.uri, "port.txt") == 0;
    assert_true(is_found);
    cairn_hits_free(hits);
    cairn_close(kb);
}

static void an_answer_cites_bytes_of_its_document(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_answer *answer = NULL;
    const cairn_citation *citations;
    char *text;
    size_t n, len;

    (void)state;
    assert_int_equal(cairn_ask(kb, "When was the Teyle Bridge opened?", NULL, &answer, &err),
                     CAIRN_OK);
    assert_non_null(cairn_answer_text(answer));
    assert_string_equal(cairn_answer_text(answer), "1903");
    citations = cairn_answer_citations(answer, &n);
    assert_true(n > 0);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(cairn_document_text(kb, citations[i].uri, &text, &len, &err), CAIRN_OK);
        assert_true(citations[i].first_byte + citations[i].len <= len);
        assert_memory_equal(text + citations[i].first_byte, citations[i].quote, citations[i].len);
        assert_int_equal(citations[i].src_first, citations[i].first_byte);
        cairn_text_free(text);
    }
    cairn_answer_free(answer);
    cairn_close(kb);
}

static void nothing_matching_is_an_abstention_with_a_reason(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_answer *answer = NULL;

    (void)state;
    assert_int_equal(cairn_ask(kb, "Zyzzyva quuxly?", NULL, &answer, &err), CAIRN_OK);
    assert_null(cairn_answer_text(answer));
    assert_string_not_equal(cairn_answer_reason(answer), "");
    assert_true(cairn_answer_confidence(answer) == 0);
    cairn_answer_free(answer);
    cairn_close(kb);
}

static void a_forgotten_document_leaves_no_trace(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    char before[33], after[33], uri[64];
    cairn *kb = small_open(temp_name(&dir, "kb.db"));

    (void)state;
    for (size_t i = 0; i < 3; i++)
        small_ingest(kb, i);
    small_build(kb);
    assert_int_equal(cairn_digest(kb, before, &err), CAIRN_OK);
    small_ingest(kb, 3);
    small_build(kb);
    assert_int_equal(cairn_digest(kb, after, &err), CAIRN_OK);
    assert_string_not_equal(before, after);
    assert_int_equal(cairn_forget(kb, "rival.txt", &err), CAIRN_OK);
    first_hit(kb, "Tom Reed", uri);
    assert_string_equal(uri, "rival.txt"); /* until the build */
    small_build(kb);
    assert_int_equal(cairn_digest(kb, after, &err), CAIRN_OK);
    assert_string_equal(before, after);
    assert_int_equal(cairn_forget(kb, "rival.txt", &err), CAIRN_ENOTFOUND);
    cairn_close(kb);
}

static void a_changed_document_replaces_the_old_one(void **state)
{
    static const char changed[] = "Port Vale\n\nPort Vale is a ghost town of lanterns.";
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_stats stats;
    char uri[64];

    (void)state;
    assert_int_equal(
        cairn_ingest_text(kb, "port.txt", changed, strlen(changed), CAIRN_FORMAT_TEXT, &err),
        CAIRN_OK);
    assert_int_equal(cairn_get_stats(kb, &stats, &err), CAIRN_OK);
    assert_int_equal(stats.documents, SMALL_TEXTS);
    assert_true(stats.pending > 0);
    first_hit(kb, "lanterns", uri);
    assert_string_equal(uri, "");
    small_build(kb);
    first_hit(kb, "lanterns", uri);
    assert_string_equal(uri, "port.txt");
    assert_int_equal(cairn_get_stats(kb, &stats, &err), CAIRN_OK);
    assert_int_equal(stats.documents, SMALL_TEXTS);
    assert_int_equal(stats.pending, 0);
    cairn_close(kb);
}

static void the_order_of_arrival_does_not_matter(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    char one[33], two[33];
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));

    (void)state;
    assert_int_equal(cairn_digest(kb, one, &err), CAIRN_OK);
    cairn_close(kb);
    small_remove(&dir, "kb.db");
    assert_true(temp_dir_make(&dir));
    kb = small_open(temp_name(&dir, "kb.db"));
    for (size_t i = SMALL_TEXTS; i-- > 0;) {
        small_ingest(kb, i);
        small_build(kb);
    }
    assert_int_equal(cairn_digest(kb, two, &err), CAIRN_OK);
    assert_string_equal(one, two);
    cairn_close(kb);
}

static void a_conflict_keeps_both_claims(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_entity entity;
    cairn_facts *facts = NULL;
    cairn_fact fact;
    unsigned n_born = 0, n_believed = 0;

    (void)state;
    assert_int_equal(cairn_entity_find(kb, "ada marsh", &entity, &err), CAIRN_OK);
    assert_string_equal(entity.name, "Ada Marsh");
    assert_int_equal(cairn_entity_facts(kb, entity.id, &facts, &err), CAIRN_OK);
    while (cairn_facts_next(facts, &fact) == CAIRN_ROW) {
        assert_non_null(fact.quote);
        assert_non_null(fact.uri);
        if (strcmp(fact.relation, "born on") == 0) {
            n_born++;
            n_believed += fact.believed;
        }
    }
    assert_int_equal(n_born, 2);
    assert_int_equal(n_believed, 1);
    cairn_facts_free(facts);
    cairn_close(kb);
}

static void a_misspelt_entity_is_found(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_entity entity;

    (void)state;
    assert_int_equal(cairn_entity_find(kb, "Teyle Brigde", &entity, &err), CAIRN_OK);
    assert_string_equal(entity.name, "Teyle Bridge");
    assert_int_equal(cairn_entity_find(kb, "Wolfgang Xerxes", &entity, &err), CAIRN_ENOTFOUND);
    cairn_close(kb);
}

static void the_side_folder_is_made_again(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    temp_dir side = {.path = ""};
    char uri[64];

    (void)state;
    cairn_close(kb);
    side_folder(&side, &dir, "kb.db");
    temp_dir_remove(&side);
    rmdir(side.path);
    kb = small_open(temp_name(&dir, "kb.db"));
    first_hit(kb, "Teyle Bridge", uri);
    assert_string_equal(uri, "bridge.txt");
    assert_int_equal(cairn_check(kb, NULL, NULL, NULL), CAIRN_OK);
    cairn_close(kb);
}

static int stop_at_once(const cairn_progress *progress, void *user)
{
    (void)progress;
    (void)user;
    return 1;
}

static void a_stopped_build_goes_on_later(void **state)
{
    cairn *kb = small_open(temp_name(&dir, "kb.db"));
    cairn_error err = CAIRN_ERROR_INIT;
    char uri[64];

    (void)state;
    small_ingest(kb, 0);
    assert_int_equal(cairn_build(kb, stop_at_once, NULL, &err), CAIRN_ECANCELED);
    first_hit(kb, "Ada Marsh", uri);
    assert_string_equal(uri, "");
    cairn_interrupt(kb);
    assert_int_equal(cairn_build(kb, NULL, NULL, &err), CAIRN_ECANCELED);
    small_build(kb);
    first_hit(kb, "Ada Marsh", uri);
    assert_string_equal(uri, "ada.txt");
    assert_int_equal(cairn_check(kb, NULL, NULL, NULL), CAIRN_OK);
    cairn_close(kb);
}

/* Counts letters: texts with the same letters are near. */
static int embed_letters(void *user, const char *const *texts, size_t n, float *out,
                         cairn_error *err)
{
    (void)user;
    (void)err;
    for (size_t i = 0; i < n; i++) {
        float *row = out + i * 8, sum = 0;
        memset(row, 0, 8 * sizeof *row);
        for (const char *c = texts[i]; *c; c++)
            row[*c & 7] += 1;
        for (int d = 0; d < 8; d++)
            sum += row[d] * row[d];
        for (int d = 0; d < 8 && sum > 0; d++)
            row[d] /= (float)__builtin_sqrt((double)sum);
    }
    return CAIRN_OK;
}

static void an_embedder_adds_vectors(void **state)
{
    static const cairn_embedder letters = {CAIRN_EMBEDDER_VERSION, 8, "letters", embed_letters,
                                           NULL};
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_stats stats;
    char uri[64];

    (void)state;
    assert_int_equal(cairn_set_embedder(kb, &letters, &err), CAIRN_OK);
    small_build(kb);
    assert_int_equal(cairn_get_stats(kb, &stats, &err), CAIRN_OK);
    assert_int_equal(stats.vectors, stats.chunks);
    first_hit(kb, "Qwzx", uri); /* no word matches: the vectors alone find something */
    assert_string_not_equal(uri, "");
    assert_int_equal(cairn_set_embedder(kb, NULL, &err), CAIRN_OK);
    first_hit(kb, "Qwzx", uri);
    assert_string_equal(uri, "");
    cairn_close(kb);
}

/* Embeds, but a stop comes before anything is published. */
static void vectors_of_a_stopped_build_are_published_by_the_next(void **state)
{
    static const cairn_embedder letters = {CAIRN_EMBEDDER_VERSION, 8, "letters", embed_letters,
                                           NULL};
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_error err = CAIRN_ERROR_INIT;
    char uri[64];

    (void)state;
    assert_int_equal(cairn_set_embedder(kb, &letters, &err), CAIRN_OK);
    assert_int_equal(cairn_build(kb, stop_at_once, NULL, &err), CAIRN_ECANCELED);
    first_hit(kb, "Qwzx", uri);
    assert_string_equal(uri, "");
    small_build(kb);
    first_hit(kb, "Qwzx", uri);
    assert_string_not_equal(uri, "");
    cairn_close(kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_ingested_is_found_after_the_build, make_dir,
                                        remove_dir),
        cmocka_unit_test_setup_teardown(the_walk_reaches_the_second_hop, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(an_answer_cites_bytes_of_its_document, make_dir,
                                        remove_dir),
        cmocka_unit_test_setup_teardown(nothing_matching_is_an_abstention_with_a_reason, make_dir,
                                        remove_dir),
        cmocka_unit_test_setup_teardown(a_forgotten_document_leaves_no_trace, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(a_changed_document_replaces_the_old_one, make_dir,
                                        remove_dir),
        cmocka_unit_test_setup_teardown(the_order_of_arrival_does_not_matter, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(a_conflict_keeps_both_claims, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(a_misspelt_entity_is_found, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(the_side_folder_is_made_again, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(a_stopped_build_goes_on_later, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(an_embedder_adds_vectors, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(vectors_of_a_stopped_build_are_published_by_the_next,
                                        make_dir, remove_dir),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
