/* What follows from other facts is on the card, marked, with its proof. */
#include "card_kb.h"

/* Two places, one in the other, and a third around them: a rule given by hand ties them. */
static cairn_id put_places(card_kb *card, const char *valid)
{
    const cn_learned_row rule = {.kind = 4, /* transitive, see fusion/rules.h */
                                 .rule = "\"lies within\" is transitive",
                                 .confidence = 0.9};
    const cairn_id a = card_entity(card, 0, "Quillford", CN_TYPE_PLACE, 3);
    const cairn_id b = card_entity(card, 0, "Quillshire", CN_TYPE_PLACE, 3);
    const cairn_id c = card_entity(card, 0, "Quilland", CN_TYPE_PLACE, 3);

    CARD_OK(card, cn_learned_put(card->store, &rule, &card->err));
    card_fact(card, "lies within",
              (cn_fact_row){.subject = a,
                            .object = b,
                            .belief = 0.9,
                            .support = 1,
                            .believed = true,
                            .valid = valid},
              1);
    card_fact(
        card, "lies within",
        (cn_fact_row){.subject = b, .object = c, .belief = 0.9, .support = 1, .believed = true}, 1);
    return a;
}

static void what_follows_is_marked_and_proved(void **state)
{
    const cairn_fact *fact;
    card_kb card;
    cairn_card *shown;
    cairn_id place;
    cairn *kb;

    (void)state;
    card_begin(&card);
    place = put_places(&card, "");
    kb = card_end(&card);
    shown = card_of(kb, place, NULL);
    assert_int_equal(shown->n_groups, 1);
    assert_int_equal(shown->groups[0].n, 2);
    assert_false(shown->groups[0].facts[0].inferred);
    fact = &shown->groups[0].facts[1];
    assert_true(fact->inferred);
    assert_string_equal(fact->object_name, "Quilland");
    assert_int_equal(fact->support, 0);
    assert_int_equal(fact->n_citations, 0);
    assert_non_null(strstr(fact->proof, "Quillshire"));
    assert_true(fact->belief < 0.9);
    cairn_card_free(shown);
    card_remove(&card, kb);
}

static void it_is_left_out_when_not_wanted_or_not_valid(void **state)
{
    cairn_card_options options = CAIRN_CARD_OPTIONS_INIT;
    card_kb card;
    cairn_card *shown;
    cairn_id place;
    cairn *kb;

    (void)state;
    card_begin(&card);
    place = put_places(&card, "1990/1995");
    kb = card_end(&card);
    options.as_of = "1992";
    shown = card_of(kb, place, &options);
    assert_int_equal(shown->all_facts, 2);
    cairn_card_free(shown);
    options.as_of = "2000";
    shown = card_of(kb, place, &options);
    assert_int_equal(shown->all_facts, 0);
    cairn_card_free(shown);
    options.as_of = NULL;
    options.inferred = false;
    shown = card_of(kb, place, &options);
    assert_int_equal(shown->all_facts, 1);
    cairn_card_free(shown);
    card_remove(&card, kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_follows_is_marked_and_proved),
        cmocka_unit_test(it_is_left_out_when_not_wanted_or_not_valid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
