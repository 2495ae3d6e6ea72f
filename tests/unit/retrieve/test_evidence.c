/* Chunks read again: what stands in one sentence, and with which names. */
#include "asked.h"

#include "retrieve/evidence.h"
#include "unit/base/oom_walk.h"

/* Two pages that mention Tarn Works, one beside what is asked. */
typedef struct works {
    asked a;
    cairn_id fair, mill, lake;
    cn_question question;
} works;

static void open_works(works *w, const char *question)
{
    asked_open(&w->a);
    w->fair = asked_page(&w->a, "Osk Fair", "A fair of lanterns. Tarn Works paid for the ferry.");
    w->mill = asked_page(&w->a, "Grey Mill", "Its owner is Tarn Works. It has a ferry too.");
    w->lake = asked_page(&w->a, "Lake Onn", "Still water.");
    fixture_mention(&w->a.f, w->fair, 1, "Tarn Works", CN_ROLE_MENTION, CN_TYPE_OTHER);
    fixture_mention(&w->a.f, w->mill, 1, "Tarn Works", CN_ROLE_MENTION, CN_TYPE_OTHER);
    fixture_entity(&w->a.f, "Tarn Works", 2, 0);
    asked_build(&w->a);
    read_question(&w->a, question, &w->question);
    cn_walk_read_words(&w->a.view, &w->question);
}

static void close_works(works *w)
{
    cn_question_done(&w->question);
    asked_close(&w->a);
}

static int read_all(works *w, cn_evidence_set *set)
{
    const cn_scored ranked[] = {{1.0, ordinal_of(&w->a, w->fair)},
                                {0.5, ordinal_of(&w->a, w->mill)},
                                {0.2, ordinal_of(&w->a, w->lake)}};
    int rc = cn_evidence_init(set, &w->a.view, &w->question, 3, NULL);

    return rc < 0 ? rc : cn_evidence_read(set, ranked, 3, false, NULL);
}

static uint32_t entity_of(const asked *a, const char *name)
{
    cn_words words = {0};
    uint32_t n = 0;
    const uint32_t *found;

    assert_int_equal(cn_tokenizer_scan(a->f.tokenizer, name, strlen(name), &words, NULL), CAIRN_OK);
    found = cn_snapshot_key(a->snapshot, cn_words_key(words.items, words.n), &n);
    cn_words_done(&words);
    assert_int_equal(n, 1);
    return found[0];
}

static const cn_evidence_place *place_of(const cn_evidence_set *set, size_t candidate,
                                         const char *name, const asked *a)
{
    const uint32_t entity = entity_of(a, name);

    for (size_t i = 0; i < set->n_places; i++)
        if (set->places[i].candidate == candidate && set->places[i].entity == entity)
            return &set->places[i];
    return NULL;
}

static void a_name_has_the_words_of_its_own_sentence(void **state)
{
    cn_evidence_set set;
    works w;

    (void)state;
    open_works(&w, "ferry");
    assert_int_equal(read_all(&w, &set), CAIRN_OK);
    assert_non_null(place_of(&set, 0, "Tarn Works", &w.a));
    assert_int_equal(place_of(&set, 0, "Tarn Works", &w.a)->mask, 1);
    assert_int_equal(place_of(&set, 1, "Tarn Works", &w.a)->mask, 0);
    assert_int_equal(set.items[1].mask, 1); /* the chunk has the word */
    cn_evidence_done(&set);
    close_works(&w);
}

static void the_title_stands_in_every_sentence(void **state)
{
    cn_evidence_set set;
    works w;

    (void)state;
    open_works(&w, "osk fair lanterns");
    assert_int_equal(read_all(&w, &set), CAIRN_OK);
    assert_true(cn_evidence_share(&set, set.items[0].best_mask) > 0.99);
    assert_true(set.items[0].title_share > 0.99);
    assert_true(set.items[0].asked != 0 && set.items[0].about_asked > 0);
    assert_true(set.items[1].asked == 0 && set.items[1].title_share < 0.01);
    assert_true(cn_evidence_share(&set, place_of(&set, 0, "Tarn Works", &w.a)->mask) > 0.3);
    assert_true(place_of(&set, 0, "Osk Fair", &w.a)->is_about);
    cn_evidence_done(&set);
    close_works(&w);
}

static void neighbours_in_the_question_are_neighbours_in_the_text(void **state)
{
    cn_evidence_set set;
    works w;

    (void)state;
    open_works(&w, "who paid for the ferry");
    assert_int_equal(read_all(&w, &set), CAIRN_OK);
    assert_true(set.items[0].pairs > 0.99 && set.items[1].pairs < 0.01);
    cn_evidence_done(&set);
    close_works(&w);
}

static void places_are_sorted_by_name_then_candidate(void **state)
{
    cn_evidence_set set;
    works w;

    (void)state;
    open_works(&w, "ferry");
    assert_int_equal(read_all(&w, &set), CAIRN_OK);
    cn_evidence_sort(&set);
    assert_int_equal(set.n_places, 5); /* three titles, two mentions */
    for (size_t i = 1; i < set.n_places; i++) {
        const cn_evidence_place *before = &set.places[i - 1], *place = &set.places[i];
        assert_true(before->entity < place->entity ||
                    (before->entity == place->entity && before->candidate < place->candidate));
    }
    cn_evidence_done(&set);
    close_works(&w);
}

static int read_some(void *user)
{
    cn_evidence_set set = {0};
    int rc = read_all(user, &set);

    cn_evidence_done(&set);
    return rc;
}

static void lack_of_memory_is_survived(void **state)
{
    works w;

    (void)state;
    open_works(&w, "ferry");
    assert_int_equal(read_some(&w), CAIRN_OK); /* the tokeniser keeps what it grew */
    walk_failures(read_some, &w);
    close_works(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_has_the_words_of_its_own_sentence),
        cmocka_unit_test(the_title_stands_in_every_sentence),
        cmocka_unit_test(neighbours_in_the_question_are_neighbours_in_the_text),
        cmocka_unit_test(places_are_sorted_by_name_then_candidate),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
