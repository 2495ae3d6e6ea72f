/* The order of the second stage: what adds something comes before what says the same again. */
#include "asked.h"

#include "retrieve/rank.h"
#include "unit/base/oom_walk.h"

enum { TOP = 20 };

static int rank(asked *a, const char *text, const cn_timing *timing, cn_topk *top)
{
    cn_question question = {0};
    int rc = cn_question_init(&question, &a->view, text, strlen(text), NULL);

    *top = (cn_topk){0};
    question.timing = timing;
    if (rc == CAIRN_OK && !cn_topk_init(top, TOP))
        rc = CAIRN_ENOMEM;
    if (rc == CAIRN_OK)
        rc = cn_walk_run(&a->view, &question, true, true, top);
    if (rc == CAIRN_OK) {
        cn_topk_sort(top);
        rc = cn_rank_evidence(&a->view, &question, top, NULL);
    }
    cn_question_done(&question);
    return rc;
}

static size_t place_of(const asked *a, const cn_topk *top, cairn_id chunk)
{
    size_t i = 0;

    while (i < top->n && top->items[i].id != ordinal_of(a, chunk))
        i++;
    return i;
}

static const char both_sides[] = "Was Osk Fair founded before Grey Mill was?";

/* Two pages of one side, one of the other, and a little beside it. */
static void open_sides(asked *a, cairn_id *fair, cairn_id *again, cairn_id *mill)
{
    asked_open(a);
    *fair =
        asked_page(a, "Osk Fair", "Osk Fair was founded long ago. Osk Fair is founded on sand.");
    *again = asked_text(a, "doc:again", "Osk Fair was founded before the Fair of the Mill.");
    *mill = asked_page(a, "Grey Mill", "Grey Mill grinds.");
    asked_text(a, "doc:rain", "Rain before noon.");
    asked_build(a);
}

static void both_sides_come_before_one_side_twice(void **state)
{
    cairn_id fair, again, mill;
    cn_topk top;
    asked a;

    (void)state;
    open_sides(&a, &fair, &again, &mill);
    assert_int_equal(rank(&a, both_sides, NULL, &top), CAIRN_OK);
    assert_true(place_of(&a, &top, fair) < 2 && place_of(&a, &top, mill) < 2);
    assert_int_equal(place_of(&a, &top, again), 2);
    cn_topk_done(&top);
    asked_close(&a);
}

static void scores_fall_from_one_and_no_chunk_comes_twice(void **state)
{
    char question[RANDOM_TEXT];
    uint64_t seed = 3;
    cn_topk top;
    asked a;

    (void)state;
    asked_open(&a);
    random_store(&a.f, 1);
    asked_build(&a);
    for (unsigned round = 0; round < 20; round++) {
        random_question(&seed, 12, question);
        assert_int_equal(rank(&a, question, NULL, &top), CAIRN_OK);
        assert_true(top.n <= TOP && top.n > 0);
        assert_true(top.items[0].score == 1.0);
        for (size_t i = 1; i < top.n; i++) {
            assert_true(top.items[i].score < top.items[i - 1].score && top.items[i].score > 0);
            for (size_t j = 0; j < i; j++)
                assert_true(top.items[j].id != top.items[i].id);
        }
        cn_topk_done(&top);
    }
    asked_close(&a);
}

static int admit_none(void *user, cairn_id chunk, bool *is_in, cairn_error *err)
{
    (void)user;
    (void)chunk;
    (void)err;
    *is_in = false;
    return CAIRN_OK;
}

static void what_is_not_admitted_is_not_put_in_order(void **state)
{
    const cn_timing timing = {.admits = admit_none};
    cairn_id fair, again, mill;
    cn_topk top;
    asked a;

    (void)state;
    open_sides(&a, &fair, &again, &mill);
    assert_int_equal(rank(&a, both_sides, &timing, &top), CAIRN_OK);
    assert_int_equal(place_of(&a, &top, fair), 0); /* as the walk had it */
    cn_topk_done(&top);
    asked_close(&a);
}

static int rank_some(void *user)
{
    cn_topk top;
    int rc = rank(user, both_sides, NULL, &top);

    cn_topk_done(&top);
    return rc;
}

static void lack_of_memory_is_survived(void **state)
{
    cairn_id fair, again, mill;
    asked a;

    (void)state;
    open_sides(&a, &fair, &again, &mill);
    assert_int_equal(rank_some(&a), CAIRN_OK); /* the tokeniser keeps what it grew */
    walk_failures(rank_some, &a);
    asked_close(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_sides_come_before_one_side_twice),
        cmocka_unit_test(scores_fall_from_one_and_no_chunk_comes_twice),
        cmocka_unit_test(what_is_not_admitted_is_not_put_in_order),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
