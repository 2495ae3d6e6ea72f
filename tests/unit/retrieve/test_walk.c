/* The walk: what it reaches, what it does not, and that it leaves nothing behind. */
#include "asked.h"

#include <math.h>

#include "unit/base/oom_walk.h"

enum { SHARED_MAX = 32 /* a name in more chunks joins nothing */ };

/* A chain of pages, each naming the next; no two share a word. */
typedef struct chain {
    asked a;
    cairn_id bridge, engineer, town, river, stranger;
} chain;

static void mention(asked *a, cairn_id chunk, uint32_t ordinal, const char *name)
{
    fixture_mention(&a->f, chunk, ordinal, name, CN_ROLE_MENTION, CN_TYPE_OTHER);
}

static void open_chain(chain *c)
{
    asked_open(&c->a);
    c->bridge = asked_page(&c->a, "Teyle Bridge", "Designed by Ada Marsh.");
    c->engineer = asked_page(&c->a, "Ada Marsh", "Native of Port Vale.");
    c->town = asked_page(&c->a, "Port Vale", "Lies beside Sole.");
    c->river = asked_page(&c->a, "Sole", "Flows south.");
    c->stranger = asked_page(&c->a, "Tobias Renn", "Wrote plays.");
    mention(&c->a, c->bridge, 1, "Ada Marsh");
    mention(&c->a, c->engineer, 1, "Port Vale");
    mention(&c->a, c->town, 1, "Sole");
    asked_build(&c->a);
}

static void the_walk_reaches_the_second_hop_and_no_third(void **state)
{
    static const char question[] = "designer of the Teyle Bridge";
    double bridge, engineer, town;
    chain c;

    (void)state;
    open_chain(&c);
    bridge = score_of(&c.a, question, true, c.bridge);
    engineer = score_of(&c.a, question, true, c.engineer);
    town = score_of(&c.a, question, true, c.town);
    assert_true(bridge > engineer && engineer > town && town > 0);
    assert_true(score_of(&c.a, question, true, c.river) == 0);
    assert_true(score_of(&c.a, question, true, c.stranger) == 0);
    asked_close(&c.a);
}

static void without_the_graph_there_is_only_text(void **state)
{
    static const char question[] = "designer of the Teyle Bridge";
    chain c;

    (void)state;
    open_chain(&c);
    assert_true(score_of(&c.a, question, false, c.bridge) > 0);
    assert_true(score_of(&c.a, question, false, c.engineer) == 0);
    asked_close(&c.a);
}

static void without_text_the_names_lead(void **state)
{
    cn_topk top;
    chain c;

    (void)state;
    open_chain(&c);
    walk_question(&c.a, "Teyle Bridge wrote plays", false, true, &top);
    assert_int_equal(top.n, 3); /* not the one who wrote plays */
    assert_int_equal(top.items[0].id, ordinal_of(&c.a, c.bridge));
    assert_int_equal(top.items[1].id, ordinal_of(&c.a, c.engineer));
    cn_topk_done(&top);
    walk_question(&c.a, "Teyle Bridge", false, false, &top);
    assert_int_equal(top.n, 0);
    cn_topk_done(&top);
    asked_close(&c.a);
}

/* A target that answers more of the question's open words gains more from the same step. */
static void open_words_of_the_question_draw_the_walk(void **state)
{
    asked a;
    cairn_id bridge, with, without;

    (void)state;
    asked_open(&a);
    bridge = asked_page(&a, "Teyle Bridge", "Ada Marsh, Tom Reed.");
    with = asked_page(&a, "Ada Marsh", "Born anywhere.");
    without = asked_page(&a, "Tom Reed", "Lived anywhere.");
    mention(&a, bridge, 1, "Ada Marsh");
    mention(&a, bridge, 2, "Tom Reed");
    asked_build(&a);
    assert_true(score_of(&a, "Teyle Bridge born", true, with) >
                score_of(&a, "Teyle Bridge born", true, without));
    assert_true(fabs(score_of(&a, "Teyle Bridge", true, with) -
                     score_of(&a, "Teyle Bridge", true, without)) < 1e-6);
    asked_close(&a);
}

/* How many of the other chunks with the name a question about the first one reaches. */
static unsigned count_joined(unsigned n_sharing)
{
    char uri[16];
    asked a;
    cn_topk top;
    cairn_id first = 0;
    unsigned n;

    asked_open(&a);
    fixture_entity(&a.f, "Halvery Gazette", n_sharing, 0);
    for (unsigned i = 0; i < n_sharing; i++) {
        cairn_id chunk;

        snprintf(uri, sizeof uri, "doc:%u", i);
        chunk = asked_text(&a, uri, i == 0 ? "Lanterns." : "Said so.");
        mention(&a, chunk, 0, "Halvery Gazette");
        first = i == 0 ? chunk : first;
    }
    asked_build(&a);
    walk_question(&a, "lanterns", true, true, &top);
    assert_int_equal(top.items[0].id, ordinal_of(&a, first));
    n = (unsigned)top.n - 1;
    cn_topk_done(&top);
    asked_close(&a);
    return n;
}

static void rare_shared_names_join_and_frequent_ones_do_not(void **state)
{
    (void)state;
    assert_int_equal(count_joined(2), 1);
    assert_int_equal(count_joined(SHARED_MAX), SHARED_MAX - 1);
    assert_int_equal(count_joined(SHARED_MAX + 1), 0);
}

static void a_rarer_name_joins_more_strongly(void **state)
{
    asked a;
    cairn_id source, pair[2], many[4];

    (void)state;
    asked_open(&a);
    fixture_entity(&a.f, "Rare Name", 3, 0);
    fixture_entity(&a.f, "Known Name", 5, 0);
    source = asked_text(&a, "doc:source", "Lanterns.");
    mention(&a, source, 0, "Rare Name");
    mention(&a, source, 1, "Known Name");
    for (unsigned i = 0; i < 4; i++) {
        char uri[16];

        snprintf(uri, sizeof uri, "doc:many%u", i);
        many[i] = asked_text(&a, uri, "Said so.");
        mention(&a, many[i], 0, "Known Name");
    }
    for (unsigned i = 0; i < 2; i++) {
        pair[i] = asked_text(&a, i ? "doc:b" : "doc:a", "Said so.");
        mention(&a, pair[i], 0, "Rare Name");
    }
    asked_build(&a);
    assert_true(score_of(&a, "lanterns", true, pair[0]) > score_of(&a, "lanterns", true, many[0]));
    assert_true(score_of(&a, "lanterns", true, many[0]) > 0);
    asked_close(&a);
}

/* The text says "she"; only the graph knows that this is about the asked name. */
static void a_chunk_that_mentions_an_asked_name_is_found_without_its_words(void **state)
{
    asked a;
    cairn_id page, other;

    (void)state;
    asked_open(&a);
    page = asked_page(&a, "Ada Marsh", "An engineer.");
    other = asked_text(&a, "doc:other", "She drew it.");
    mention(&a, other, 0, "Ada Marsh");
    fixture_alias(&a.f, "Marsh of Halvery", "Ada Marsh");
    asked_build(&a);
    assert_true(score_of(&a, "Marsh of Halvery", true, page) >
                score_of(&a, "Marsh of Halvery", true, other));
    assert_true(score_of(&a, "Marsh of Halvery", true, other) > 0);
    asked_close(&a);
}

static void pages_that_name_each_other_and_themselves_end_the_walk(void **state)
{
    asked a;
    cairn_id ada, tom;

    (void)state;
    asked_open(&a);
    ada = asked_page(&a, "Ada Marsh", "Tom Reed.");
    tom = asked_page(&a, "Tom Reed", "Ada Marsh.");
    mention(&a, ada, 1, "Tom Reed");
    mention(&a, ada, 2, "Ada Marsh");
    mention(&a, tom, 1, "Ada Marsh");
    asked_build(&a);
    assert_true(score_of(&a, "Ada Marsh", true, ada) > score_of(&a, "Ada Marsh", true, tom));
    assert_true(isfinite(score_of(&a, "Ada Marsh", true, ada)));
    asked_close(&a);
}

static void equal_scores_rank_by_ordinal(void **state)
{
    char uri[16];
    asked a;
    cn_topk top;

    (void)state;
    asked_open(&a);
    for (unsigned i = 0; i < 20; i++) {
        snprintf(uri, sizeof uri, "doc:%u", i);
        asked_text(&a, uri, "The same lantern.");
    }
    asked_build(&a);
    walk_question(&a, "lantern", true, true, &top);
    assert_int_equal(top.n, 20);
    for (size_t i = 0; i < top.n; i++) {
        assert_int_equal(top.items[i].id, i);
        assert_true(top.items[i].score == top.items[0].score);
    }
    cn_topk_done(&top);
    asked_close(&a);
}

static void no_terms_and_unknown_ones_find_nothing(void **state)
{
    static const char *const questions[] = {"", "...", "zyzzyva quux", "the of was"};
    cn_topk top;
    chain c;

    (void)state;
    open_chain(&c);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        walk_question(&c.a, questions[i], true, true, &top);
        assert_int_equal(top.n, 0);
        cn_topk_done(&top);
    }
    asked_close(&c.a);
}

static void an_empty_store_has_nothing_to_walk(void **state)
{
    asked a;
    cn_topk top;

    (void)state;
    asked_open(&a);
    asked_build(&a);
    walk_question(&a, "Teyle Bridge", true, true, &top);
    assert_int_equal(top.n, 0);
    cn_topk_done(&top);
    asked_close(&a);
}

/* ---- Clean scratch: against one that no question has used ---------------------- */

static void assert_same_tops(const cn_topk *one, const cn_topk *two)
{
    assert_int_equal(one->n, two->n);
    for (size_t i = 0; i < one->n; i++) {
        assert_int_equal(one->items[i].id, two->items[i].id);
        assert_true(one->items[i].score == two->items[i].score);
    }
}

static void walk_afresh(asked *a, const char *question, bool use_text, cn_topk *top)
{
    cn_walk_scratch *used = a->view.walk;
    cn_walk_scratch *fresh = NULL;

    assert_int_equal(cn_walk_scratch_new(a->snapshot, &fresh, NULL), CAIRN_OK);
    a->view.walk = fresh;
    walk_question(a, question, use_text, true, top);
    a->view.walk = used;
    cn_walk_scratch_free(fresh);
}

static void used_scratch_gives_what_fresh_scratch_gives(void **state)
{
    char question[RANDOM_TEXT];
    cn_topk used, fresh;
    asked a;
    uint64_t seed = 11;

    (void)state;
    asked_open(&a);
    random_store(&a.f, 1);
    asked_build(&a);
    for (unsigned i = 0; i < 200; i++) {
        /* The last ones have more distinct terms than count. */
        random_question(&seed, i < 190 ? 1 + i % 12 : 200, question);
        walk_question(&a, question, i % 3 != 0, true, &used);
        walk_afresh(&a, question, i % 3 != 0, &fresh);
        assert_same_tops(&used, &fresh);
        for (size_t r = 0; r < used.n; r++)
            assert_true(isfinite(used.items[r].score) && used.items[r].score > 0);
        cn_topk_done(&used);
        cn_topk_done(&fresh);
    }
    asked_close(&a);
}

static void a_question_in_between_changes_nothing(void **state)
{
    cn_topk before, between, after;
    chain c;

    (void)state;
    open_chain(&c);
    walk_question(&c.a, "Teyle Bridge", true, true, &before);
    walk_question(&c.a, "Who wrote plays in Port Vale?", true, true, &between);
    walk_question(&c.a, "Teyle Bridge", true, true, &after);
    assert_same_tops(&before, &after);
    cn_topk_done(&before);
    cn_topk_done(&between);
    cn_topk_done(&after);
    asked_close(&c.a);
}

static int walk_some(void *user)
{
    asked *a = user;
    cn_question question;
    cn_topk top = {0};
    cn_walk_scratch *walk = NULL;
    int rc = cn_walk_scratch_new(a->snapshot, &walk, NULL);

    if (rc < 0)
        return rc;
    a->view.walk = walk;
    rc = cn_question_init(&question, &a->view, "Teyle Bridge", 12, NULL);
    if (rc == CAIRN_OK && !cn_topk_init(&top, 10))
        rc = CAIRN_ENOMEM;
    if (rc == CAIRN_OK)
        rc = cn_walk_run(&a->view, &question, true, true, &top);
    if (rc == CAIRN_OK)
        assert_int_equal(top.n, 3);
    cn_topk_done(&top);
    cn_question_done(&question);
    cn_walk_scratch_free(walk);
    a->view.walk = a->walk;
    return rc;
}

static void lack_of_memory_is_survived(void **state)
{
    chain c;

    (void)state;
    open_chain(&c);
    walk_failures(walk_some, &c.a);
    cn_walk_scratch_free(NULL);
    asked_close(&c.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_walk_reaches_the_second_hop_and_no_third),
        cmocka_unit_test(without_the_graph_there_is_only_text),
        cmocka_unit_test(without_text_the_names_lead),
        cmocka_unit_test(open_words_of_the_question_draw_the_walk),
        cmocka_unit_test(rare_shared_names_join_and_frequent_ones_do_not),
        cmocka_unit_test(a_rarer_name_joins_more_strongly),
        cmocka_unit_test(a_chunk_that_mentions_an_asked_name_is_found_without_its_words),
        cmocka_unit_test(pages_that_name_each_other_and_themselves_end_the_walk),
        cmocka_unit_test(equal_scores_rank_by_ordinal),
        cmocka_unit_test(no_terms_and_unknown_ones_find_nothing),
        cmocka_unit_test(an_empty_store_has_nothing_to_walk),
        cmocka_unit_test(used_scratch_gives_what_fresh_scratch_gives),
        cmocka_unit_test(a_question_in_between_changes_nothing),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
