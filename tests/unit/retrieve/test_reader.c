/* The reader over evidence made by hand, on a snapshot of the same texts without links: what it
 * answers then comes from the words alone. */
#include "retrieve/reader.h"

#include "tests/unit/base/oom_walk.h"
#include "tests/unit/graph/store_fixture.h"

enum { PASSAGES_MAX = 8, ANSWER_BYTES = 1 << 20 };

typedef struct passage {
    const char *title, *text;
} passage;

static const passage TOWN[] = {
    {"The Grey Lantern", "The Grey Lantern is a 1951 Danish film directed by Otto Velling. It was "
                         "shot in winter."},
    {"Otto Velling",
     "Otto Velling (4 May 1902 \xE2\x80\x93 9 June 1970) was a Danish film director. "
     "He was born in Ribe and died in Odense."},
    {"Salt and Iron", "Salt and Iron is a 1960 Danish film directed by Maud Teller."},
    {"Maud Teller", "Maud Teller (1 March 1921 \xE2\x80\x93 2 July 1999) was a Danish director."},
    {"Ostby Bridge", "The Ostby Bridge has 11 arches and was opened on 3 October 1887. It was "
                     "designed by Karin Holt."},
    {"Ships", "ship: Heron\nowner: Pell Brothers\nlaunched: 1899"},
};
enum { TOWN_N = sizeof TOWN / sizeof *TOWN };

typedef struct reading {
    fixture f;
    cn_snapshot *snapshot;
    cn_scores *scores;
    cn_view view;
    cn_settings settings;
    cn_arena arena;
    cn_evidence evidence[PASSAGES_MAX];
    size_t n;
    cn_pool pool;
    cn_question question;
    cn_reading result;
} reading;

static void open_reading(reading *r, const passage *passages, size_t n)
{
    cairn_id ids[PASSAGES_MAX];
    char uri[32];

    memset(r, 0, sizeof *r);
    fixture_open(&r->f);
    for (size_t i = 0; i < n; i++) {
        snprintf(uri, sizeof uri, "doc%zu", i);
        ids[i] = fixture_document(&r->f, uri, passages[i].title, NULL, &passages[i].text, 1);
        r->evidence[i] = (cn_evidence){0,  1.0 - 0.1 * (double)i, passages[i].title,
                                       "", passages[i].text,      strlen(passages[i].text)};
    }
    r->n = n;
    fixture_build(&r->f, 1);
    r->snapshot = fixture_snapshot(&r->f);
    for (size_t i = 0; i < n; i++)
        while (r->snapshot->chunks[r->evidence[i].chunk].id != cn_chunk_id(ids[i], 0))
            r->evidence[i].chunk++;
    assert_int_equal(cn_scores_new(r->snapshot, &r->scores, NULL), CAIRN_OK);
    cn_settings_default(&r->settings);
    r->view = (cn_view){.settings = &r->settings,
                        .store = r->f.store,
                        .snapshot = r->snapshot,
                        .tokenizer = r->f.tokenizer,
                        .scores = r->scores};
    cn_arena_init(&r->arena, ANSWER_BYTES);
}

static void close_reading(reading *r)
{
    cn_question_done(&r->question);
    cn_arena_done(&r->arena);
    cn_scores_free(r->scores);
    cn_snapshot_close(r->snapshot);
    fixture_close(&r->f);
}

static int ask_again(void *user)
{
    reading *r = user;

    cn_pool_init(&r->pool, &r->view, NULL, &r->arena);
    for (size_t i = 0; i < r->n; i++)
        cn_pool_add(&r->pool, &r->evidence[i]);
    return cn_reader_answer(&r->view, &r->question, &r->pool, NULL, &r->arena, &r->result, NULL);
}

static void pose(reading *r, const char *text)
{
    cn_question_done(&r->question);
    assert_int_equal(cn_question_init(&r->question, &r->view, text, strlen(text), NULL), CAIRN_OK);
    cn_scores_run(r->scores, r->snapshot, r->question.words.items, r->question.words.n, UINT64_MAX);
}

static const char *ask(reading *r, const char *text)
{
    pose(r, text);
    assert_int_equal(ask_again(r), CAIRN_OK);
    assert_true(r->result.confidence >= 0 && r->result.confidence <= 1);
    for (size_t i = 0; i < r->result.n_quotes; i++) {
        const cn_quote *quote = &r->result.quotes[i];

        assert_true(quote->evidence < r->pool.n);
        assert_true(quote->first + quote->len <= r->pool.items[quote->evidence].text_len);
    }
    assert_true(r->result.text ? r->result.n_quotes > 0 : *r->result.reason != '\0');
    return r->result.text;
}

static void expect(const char *question, const char *answer)
{
    reading r;

    open_reading(&r, TOWN, TOWN_N);
    assert_non_null(ask(&r, question));
    assert_string_equal(r.result.text, answer);
    close_reading(&r);
}

static void date_is_taken_from_the_sentence_that_tells_it(void **state)
{
    (void)state;
    expect("When was the Ostby Bridge opened?", "3 October 1887");
    expect("In what year was the Ostby Bridge opened?", "1887");
}

static void count_is_the_number_before_its_noun(void **state)
{
    (void)state;
    expect("How many arches does the Ostby Bridge have?", "11");
}

static void person_is_found_behind_the_verb(void **state)
{
    (void)state;
    expect("Who designed the Ostby Bridge?", "Karin Holt");
}

static void two_hops_follow_the_director_to_a_birthplace(void **state)
{
    (void)state;
    expect("Where was the director of film The Grey Lantern born?", "Ribe");
    expect("Where did the director of film The Grey Lantern die?", "Odense");
}

static void comparison_follows_both_directors_to_their_dates(void **state)
{
    (void)state;
    expect("Which film has the director who was born first, The Grey Lantern or Salt and Iron?",
           "The Grey Lantern");
    expect("Which film has the director who died later, The Grey Lantern or Salt and Iron?",
           "Salt and Iron");
    expect("Who is younger, Otto Velling or Maud Teller?", "Maud Teller");
}

static void same_country_is_yes_when_both_passages_agree(void **state)
{
    (void)state;
    expect("Are Otto Velling and Maud Teller of the same nationality?", "yes");
}

static void cell_of_a_row_is_the_answer(void **state)
{
    (void)state;
    expect("Who was the owner of the ship Heron?", "Pell Brothers");
}

static void answer_comes_with_its_sentence_first(void **state)
{
    reading r;

    (void)state;
    open_reading(&r, TOWN, TOWN_N);
    ask(&r, "Where was the director of film The Grey Lantern born?");
    assert_int_equal(r.result.quotes[0].evidence, 1);
    assert_int_equal(r.result.quotes[1].evidence, 0);
    close_reading(&r);
}

static void empty_evidence_is_declined(void **state)
{
    reading r;

    (void)state;
    open_reading(&r, TOWN, TOWN_N);
    r.n = 0;
    assert_null(ask(&r, "Who designed the Ostby Bridge?"));
    assert_string_equal(r.result.reason, "nothing in the store matches the question");
    close_reading(&r);
}

static void word_that_no_passage_holds_is_named(void **state)
{
    reading r;

    (void)state;
    open_reading(&r, TOWN, TOWN_N);
    assert_null(ask(&r, "Who composed the opera Crickmere about the Ostby Bridge?"));
    assert_non_null(strstr(r.result.reason, "no passage holds the word \""));
    assert_null(ask(&r, "What population does the Ostby Bridge designed arches opened have?"));
    close_reading(&r);
}

static void absurd_questions_and_texts_are_survived(void **state)
{
    static const char *const questions[] = {"",
                                            "?",
                                            "or",
                                            "A or B",
                                            "Who or or or?",
                                            "Which is or is not",
                                            "\"\"((",
                                            "who who who",
                                            "Is",
                                            "what or which of",
                                            "X, or Y",
                                            "\xF0\x9F\x98\x80 or \xF0\x9F\x98\x81?",
                                            "Between and and and",
                                            "How many",
                                            "Are both and same country?"};
    static char page[100001];
    const passage absurd[] = {{"", "...!?,;"},
                              {"(", "( ) (born ("},
                              {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80 is \xF0\x9F\x98\x81 \"or"},
                              {"Long", page},
                              {"One", "X"},
                              {"A", "1 1,000 1.5.5 12 May 12 May 2000 (2000 \xE2\x80\x93 "}};
    reading r;

    (void)state;
    for (size_t i = 0; i + 1 < sizeof page; i++)
        page[i] = "Who Or born in May 12 (a) \"as\" "[i % 31];
    open_reading(&r, absurd, sizeof absurd / sizeof *absurd);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        ask(&r, questions[i]);
    ask(&r, "Who is the father of the wife of the director of Long, born in May?");
    close_reading(&r);
}

static void answer_below_the_threshold_is_not_given(void **state)
{
    reading r;

    (void)state;
    open_reading(&r, TOWN, TOWN_N);
    r.settings.values[CN_SET_READ_THRESHOLD] = 1;
    assert_null(ask(&r, "Who designed the Ostby Bridge?"));
    assert_true(r.result.confidence <= 0);
    assert_int_equal(r.result.n_quotes, 0);
    r.settings.values[CN_SET_READ_THRESHOLD] = 0;
    assert_non_null(ask(&r, "Who designed the Ostby Bridge?"));
    close_reading(&r);
}

static void steps_are_shown_with_answers_and_quotes(void **state)
{
    reading r;

    (void)state;
    open_reading(&r, TOWN, TOWN_N);
    pose(&r, "Where was the director of film The Grey Lantern born?");
    r.question.plan = (cn_plan){.kind = CN_PLAN_BRIDGE, .n_steps = 2};
    r.question.plan.steps[0] =
        (cn_step){.ranges = {{3, 6}}, .n_ranges = 1, .asked = CN_ASKED_PERSON, .is_named = true};
    r.question.plan.steps[1] = (cn_step){.ranges = {{0, 2}, {9, 1}},
                                         .n_ranges = 2,
                                         .needs = {0},
                                         .n_needs = 1,
                                         .asked = CN_ASKED_PLACE};
    assert_int_equal(ask_again(&r), CAIRN_OK);
    assert_string_equal(r.result.text, "Ribe");
    assert_int_equal(r.result.n_steps, 2);
    assert_string_equal(r.result.steps[0].answer, "Otto Velling");
    assert_string_equal(r.result.steps[1].answer, "Ribe");
    assert_int_equal(r.result.steps[1].needs[0], 1);
    assert_int_equal(r.result.steps[1].needs[1], 0);
    assert_int_equal(r.result.steps[1].citation, 0);
    assert_true(r.result.steps[0].citation < r.result.n_quotes);
    assert_string_equal(r.result.conflict, "");
    close_reading(&r);
}

static void step_that_nothing_answers_is_named(void **state)
{
    reading r;

    (void)state;
    open_reading(&r, TOWN, TOWN_N);
    pose(&r, "When was the mayor of Ostby Bridge elected?");
    r.question.plan = (cn_plan){.kind = CN_PLAN_BRIDGE, .n_steps = 2};
    r.question.plan.steps[0] =
        (cn_step){.ranges = {{2, 2}}, .n_ranges = 1, .asked = CN_ASKED_NUMBER};
    r.question.plan.steps[1] = (cn_step){
        .ranges = {{0, 2}}, .n_ranges = 1, .needs = {0}, .n_needs = 1, .asked = CN_ASKED_DATE};
    r.settings.values[CN_SET_READ_THRESHOLD] = 1;
    assert_int_equal(ask_again(&r), CAIRN_OK);
    assert_null(r.result.text);
    if (r.result.n_steps > 0)
        assert_non_null(strstr(r.result.reason, "no passage says"));
    close_reading(&r);
}

static int ask_in_fresh_arena(void *user)
{
    reading *r = user;
    int rc = ask_again(r);

    cn_arena_done(&r->arena);
    cn_arena_init(&r->arena, ANSWER_BYTES);
    return rc;
}

static void every_failed_allocation_is_reported(void **state)
{
    reading r;

    (void)state;
    open_reading(&r, TOWN, TOWN_N);
    pose(&r, "Which film did Karin Holt win?");
    ask_in_fresh_arena(&r); /* what the store keeps for the next question is not lost */
    walk_failures(ask_in_fresh_arena, &r);
    pose(&r, "Where was the director of film The Grey Lantern born?");
    walk_failures(ask_in_fresh_arena, &r);
    close_reading(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(date_is_taken_from_the_sentence_that_tells_it),
        cmocka_unit_test(count_is_the_number_before_its_noun),
        cmocka_unit_test(person_is_found_behind_the_verb),
        cmocka_unit_test(two_hops_follow_the_director_to_a_birthplace),
        cmocka_unit_test(comparison_follows_both_directors_to_their_dates),
        cmocka_unit_test(same_country_is_yes_when_both_passages_agree),
        cmocka_unit_test(cell_of_a_row_is_the_answer),
        cmocka_unit_test(answer_comes_with_its_sentence_first),
        cmocka_unit_test(empty_evidence_is_declined),
        cmocka_unit_test(word_that_no_passage_holds_is_named),
        cmocka_unit_test(absurd_questions_and_texts_are_survived),
        cmocka_unit_test(answer_below_the_threshold_is_not_given),
        cmocka_unit_test(steps_are_shown_with_answers_and_quotes),
        cmocka_unit_test(step_that_nothing_answers_is_named),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
