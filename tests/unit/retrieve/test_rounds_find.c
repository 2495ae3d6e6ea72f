/* What a posed question has as answers. */
#include "rounds_fixture.h"

typedef struct posed_question {
    round_store s;
    cn_posed posed;
} posed_question;

static void pose(posed_question *p, const char *question, size_t n_pages)
{
    cn_posing posing;

    rounds_open(&p->s, question, n_pages);
    posing = (cn_posing){&p->s.question, -1, NULL, 0, NULL, 0};
    assert_int_equal(cn_posed_read(&p->posed, &p->s.pool, &posing, &p->s.arena, NULL), CAIRN_OK);
}

static void done(posed_question *p)
{
    cn_posed_done(&p->posed);
    rounds_close(&p->s);
}

static void relation_is_found_with_its_sentence(void **state)
{
    posed_question p;
    cn_value value;
    cn_led led;

    (void)state;
    pose(&p, "Who directed The Grey Lantern?", 2);
    assert_int_equal(cn_posed_relation(&p.posed, &p.s.arena, &value, &led, NULL), CAIRN_OK);
    assert_true(led.is_asked);
    assert_value(&value, "Otto Velling");
    assert_true(value.score > 0.3);
    assert_true(value.chunk != 0 && value.n > 0);
    assert_true(value.entity != UINT32_MAX);
    done(&p);
}

static void name_on_the_way_without_a_passage_is_reported(void **state)
{
    posed_question p;
    cn_value value;
    cn_led led;

    (void)state;
    pose(&p, "When was the director of The Grey Lantern born?", 1);
    assert_int_equal(cn_posed_relation(&p.posed, &p.s.arena, &value, &led, NULL), CAIRN_OK);
    assert_true(led.missing == value_of(&p.s, "Otto Velling").key);
    done(&p);
}

static void question_without_relations_is_left_to_spans(void **state)
{
    posed_question p;
    cn_value value;
    cn_led led;

    (void)state;
    pose(&p, "Which river is Ribe on?", 3);
    assert_int_equal(cn_posed_relation(&p.posed, &p.s.arena, &value, &led, NULL), CAIRN_OK);
    assert_false(led.is_asked);
    assert_true(value.score <= 0);
    assert_int_equal(cn_posed_span(&p.posed, NULL, &p.s.arena, &value, NULL), CAIRN_OK);
    assert_true(value.score > 0 && value.len > 0);
    done(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relation_is_found_with_its_sentence),
        cmocka_unit_test(name_on_the_way_without_a_passage_is_reported),
        cmocka_unit_test(question_without_relations_is_left_to_spans),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
