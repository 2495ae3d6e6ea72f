/* Answers of a step from facts. */
#include "retrieve/facts.h"

#include "told.h"

enum { MAX = 8 };

static size_t find(told *t, const char *question, cn_asked what, cn_value out[MAX])
{
    cairn_error err = CAIRN_ERROR_INIT;
    size_t n = 0;

    told_ask(t, question, what);
    if (cn_facts_find(&t->a.view, &t->question, 0, NULL, 0, &t->arena, out, MAX, &n, &err) < 0)
        fail_msg("%s", err.message);
    return n;
}

static void assert_first(told *t, const char *question, cn_asked what, const char *answer)
{
    cn_value out[MAX];
    const size_t n = find(t, question, what, out);

    if (!answer) {
        assert_int_equal(n, 0);
        return;
    }
    if (n == 0)
        fail_msg("nothing found: %s", question);
    assert_string_equal(out[0].text, answer);
    assert_int_equal(out[0].len, strlen(answer));
}

/* A film, its makers, and a family. */
static void open_town(told *t)
{
    cairn_id film, velling, maud;

    told_open(t);
    film = asked_page(&t->a, "The Grey Lantern",
                      "The Grey Lantern is a 1951 film directed by Otto Velling.");
    velling = asked_page(&t->a, "Otto Velling", "Otto Velling was born in Ribe, Jutland.");
    maud = asked_page(&t->a, "Maud Teller",
                      "Maud Teller is the daughter of Karl Teller and Anna "
                      "Holt.");
    asked_page(&t->a, "Blue Harbour", "Blue Harbour was directed by Otto Velling.");
    told_thing(t, "Otto Velling", CN_TYPE_PERSON);
    told_thing(t, "Ribe", CN_TYPE_PLACE);
    told_thing(t, "Jutland", CN_TYPE_PLACE);
    told_thing(t, "Karl Teller", CN_TYPE_PERSON);
    told_thing(t, "Anna Holt", CN_TYPE_PERSON);
    told_put(t, &(told_fact){.subject = "The Grey Lantern",
                             .relation = "directed by",
                             .object = "Otto Velling",
                             .object_type = CN_TYPE_PERSON,
                             .belief = 0.9,
                             .chunk = film});
    told_put(t, &(told_fact){.subject = "Blue Harbour",
                             .relation = "directed by",
                             .object = "Otto Velling",
                             .object_type = CN_TYPE_PERSON,
                             .belief = 0.8});
    told_put(t, &(told_fact){.subject = "The Grey Lantern",
                             .relation = "released on",
                             .object = "3 May 1951",
                             .object_type = CN_TYPE_DATE,
                             .belief = 0.9,
                             .chunk = film});
    told_put(t, &(told_fact){.subject = "Otto Velling",
                             .relation = "born in",
                             .object = "Ribe",
                             .object_type = CN_TYPE_PLACE,
                             .belief = 0.9,
                             .chunk = velling});
    told_put(t, &(told_fact){.subject = "Otto Velling",
                             .relation = "born in",
                             .object = "Jutland",
                             .object_type = CN_TYPE_PLACE,
                             .belief = 0.5,
                             .chunk = velling});
    told_put(t, &(told_fact){.subject = "Maud Teller",
                             .relation = "child of",
                             .object = "Anna Holt",
                             .object_type = CN_TYPE_PERSON,
                             .belief = 0.9,
                             .chunk = maud});
    told_put(t, &(told_fact){.subject = "Maud Teller",
                             .relation = "child of",
                             .object = "Karl Teller",
                             .object_type = CN_TYPE_PERSON,
                             .belief = 0.9,
                             .chunk = maud});
}

static void close_town(told *t)
{
    told_close(t);
}

static void relations_are_found_however_they_are_asked_for(void **state)
{
    told t;

    (void)state;
    open_town(&t);
    told_build(&t);
    assert_first(&t, "Who directed The Grey Lantern?", CN_ASKED_PERSON, "Otto Velling");
    assert_first(&t, "Who is the director of The Grey Lantern?", CN_ASKED_PERSON, "Otto Velling");
    assert_first(&t, "Who was The Grey Lantern directed by?", CN_ASKED_PERSON, "Otto Velling");
    assert_first(&t, "When was The Grey Lantern released?", CN_ASKED_DATE, "3 May 1951");
    assert_first(&t, "In which year was The Grey Lantern released?", CN_ASKED_YEAR, "1951");
    close_town(&t);
}

static void what_is_not_asked_for_is_not_found(void **state)
{
    told t;

    (void)state;
    open_town(&t);
    told_build(&t);
    assert_first(&t, "Who composed The Grey Lantern?", CN_ASKED_PERSON, NULL);
    assert_first(&t, "Who directed The Red Lantern?", CN_ASKED_PERSON, NULL);
    assert_first(&t, "Who directed Maud Teller?", CN_ASKED_PERSON, NULL);
    assert_first(&t, "", CN_ASKED_NAME, NULL);
    close_town(&t);
}

static void a_value_has_its_fact_its_sentence_and_its_number(void **state)
{
    cn_value out[MAX];
    told t;

    (void)state;
    open_town(&t);
    told_build(&t);
    assert_int_equal(find(&t, "When was The Grey Lantern released?", CN_ASKED_DATE, out), 1);
    assert_true(out[0].fact != 0);
    assert_true(out[0].chunk != 0);
    assert_true(out[0].n > 0);
    assert_int_equal((int)out[0].number, 19510503);
    assert_int_equal(out[0].how, CN_HOW_FACT);
    assert_true(out[0].score > 0.5 && out[0].score <= 1);
    close_town(&t);
}

static void a_list_has_each_value_once(void **state)
{
    cn_value out[MAX];
    told t;

    (void)state;
    open_town(&t);
    told_put(&t, &(told_fact){.subject = "Blue Harbour",
                              .relation = "director of photography",
                              .object = "Otto Velling",
                              .object_type = CN_TYPE_PERSON,
                              .belief = 0.3});
    told_build(&t);
    assert_int_equal(find(&t, "Which films were directed by Otto Velling?", CN_ASKED_NAME, out), 2);
    assert_string_equal(out[0].text, "The Grey Lantern");
    assert_string_equal(out[1].text, "Blue Harbour");
    assert_true(out[0].entity != UINT32_MAX && out[0].entity != out[1].entity);
    close_town(&t);
}

static void father_is_told_from_mother(void **state)
{
    told t;

    (void)state;
    open_town(&t);
    told_build(&t);
    assert_first(&t, "Who is the father of Maud Teller?", CN_ASKED_PERSON, "Karl Teller");
    assert_first(&t, "Who is Maud Teller's mother?", CN_ASKED_PERSON, "Anna Holt");
    close_town(&t);
}

static void a_town_is_named_with_its_region(void **state)
{
    told t;

    (void)state;
    open_town(&t);
    told_build(&t);
    assert_first(&t, "Where was Otto Velling born?", CN_ASKED_PLACE, "Ribe, Jutland");
    close_town(&t);
}

static void an_answer_of_a_step_before_takes_the_place_of_a_name(void **state)
{
    const cn_value bound = {.text = "Otto Velling", .len = 12, .entity = UINT32_MAX};
    cn_value with_key = bound, out[MAX];
    size_t n = 0;
    told t;

    (void)state;
    open_town(&t);
    told_build(&t);
    told_ask(&t, "Where was the director born?", CN_ASKED_PLACE);
    with_key.key = fixture_key(&t.a.f, "Otto Velling");
    assert_int_equal(
        cn_facts_find(&t.a.view, &t.question, 0, &with_key, 1, &t.arena, out, MAX, &n, NULL),
        CAIRN_OK);
    assert_true(n > 0);
    assert_memory_equal(out[0].text, "Ribe", 4);
    close_town(&t);
}

static void who_lost_a_conflict_comes_last_and_names_the_winner(void **state)
{
    cn_conflict_row conflict = {.reason = "test"};
    cairn_id lost, won;
    cn_value out[MAX];
    told t;

    (void)state;
    open_town(&t);
    lost = told_put(&t, &(told_fact){.subject = "Maud Teller",
                                     .relation = "born on",
                                     .object = "1873",
                                     .object_type = CN_TYPE_DATE,
                                     .belief = 0.4,
                                     .is_doubted = true});
    won = told_put(&t, &(told_fact){.subject = "Maud Teller",
                                    .relation = "born on",
                                    .object = "1871",
                                    .object_type = CN_TYPE_DATE,
                                    .belief = 0.2});
    conflict.subject = fixture_key(&t.a.f, "Maud Teller");
    conflict.relation = cn_hash_id("born on", 7);
    conflict.winner = won;
    assert_int_equal(cn_conflict_put(t.a.f.store, &conflict, NULL), CAIRN_OK);
    told_build(&t);
    assert_int_equal(find(&t, "When was Maud Teller born?", CN_ASKED_DATE, out), 2);
    assert_string_equal(out[0].text, "1871");
    assert_true(out[0].conflict == lost);
    assert_true(out[1].conflict == won);
    assert_true(out[0].score > out[1].score);
    close_town(&t);
}

static cn_fit no_longer(void *user, const char *valid)
{
    (void)user;
    return strcmp(valid, "1900/1910") == 0 ? CN_FIT_NOT : CN_FIT_SURE;
}

static void only_what_holds_at_the_time_is_found(void **state)
{
    static const cn_timing timing = {.holds = no_longer};
    cn_value out[MAX];
    size_t n = 0;
    told t;

    (void)state;
    open_town(&t);
    told_thing(&t, "Ribe", CN_TYPE_PLACE);
    told_put(&t, &(told_fact){.subject = "Ribe",
                              .relation = "mayor",
                              .object = "Karl Teller",
                              .object_type = CN_TYPE_PERSON,
                              .belief = 0.9,
                              .valid = "1900/1910"});
    told_put(&t, &(told_fact){.subject = "Ribe",
                              .relation = "mayor",
                              .object = "Anna Holt",
                              .object_type = CN_TYPE_PERSON,
                              .belief = 0.6,
                              .valid = "1910/1920"});
    told_build(&t);
    told_ask(&t, "Who was the mayor of Ribe?", CN_ASKED_PERSON);
    t.question.timing = &timing;
    assert_int_equal(
        cn_facts_find(&t.a.view, &t.question, 0, NULL, 0, &t.arena, out, MAX, &n, NULL), CAIRN_OK);
    assert_int_equal(n, 1);
    assert_string_equal(out[0].text, "Anna Holt");
    close_town(&t);
}

static void relations_of_no_table_are_found_by_their_words(void **state)
{
    told t;

    (void)state;
    open_town(&t);
    told_put(&t, &(told_fact){.subject = "Otto Velling",
                              .relation = "served as captain of",
                              .object = "Blue Harbour",
                              .object_type = CN_TYPE_WORK,
                              .belief = 0.9});
    told_build(&t);
    t.a.view.relate = NULL;
    assert_first(&t, "What did Otto Velling serve as captain of?", CN_ASKED_NAME, "Blue Harbour");
    close_town(&t);
}

static void memory_that_ends_is_an_error(void **state)
{
    cn_value out[MAX];
    size_t n;
    told t;

    (void)state;
    open_town(&t);
    told_build(&t);
    told_ask(&t, "Who is the father of Maud Teller?", CN_ASKED_PERSON);
    for (uint64_t nth = 1; nth < 200; nth++) {
        int rc;

        cn_mem_fail_at(nth, false);
        rc = cn_facts_find(&t.a.view, &t.question, 0, NULL, 0, &t.arena, out, MAX, &n, NULL);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || (rc < 0 && n == 0));
    }
    close_town(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relations_are_found_however_they_are_asked_for),
        cmocka_unit_test(what_is_not_asked_for_is_not_found),
        cmocka_unit_test(a_value_has_its_fact_its_sentence_and_its_number),
        cmocka_unit_test(a_list_has_each_value_once),
        cmocka_unit_test(father_is_told_from_mother),
        cmocka_unit_test(a_town_is_named_with_its_region),
        cmocka_unit_test(an_answer_of_a_step_before_takes_the_place_of_a_name),
        cmocka_unit_test(who_lost_a_conflict_comes_last_and_names_the_winner),
        cmocka_unit_test(only_what_holds_at_the_time_is_found),
        cmocka_unit_test(relations_of_no_table_are_found_by_their_words),
        cmocka_unit_test(memory_that_ends_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
