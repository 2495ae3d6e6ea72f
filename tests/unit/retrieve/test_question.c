/* Questions: which names are found in them, and what they weigh. */
#include "asked.h"

#include <math.h>

#include "unit/base/oom_walk.h"

/* Port Vale and its museum have pages; Lemery is only mentioned. */
static void open_town(asked *a)
{
    cairn_id chunk;

    asked_open(a);
    asked_page(a, "Port Vale", "A harbour town.");
    asked_page(a, "Port Vale Museum", "It shows nets.");
    asked_page(a, "Halvery", "A town of bridges.");
    asked_page(a, "Io", "A moon.");
    asked_page(a, "Will", "A play.");
    chunk = asked_page(a, "Ines Valder", "She wrote to Lemery and Augustin Lemery.");
    fixture_mention(&a->f, chunk, 1, "Lemery", CN_ROLE_MENTION, CN_TYPE_PERSON);
    fixture_mention(&a->f, chunk, 2, "Augustin Lemery", CN_ROLE_MENTION, CN_TYPE_PERSON);
    fixture_entity(&a->f, "Lemery", 2, 0);
    fixture_entity(&a->f, "Augustin Lemery", 2, 0);
}

static bool is_entity(asked *a, const cn_link *link, const char *name)
{
    return a->snapshot->entity_ids[link->entity] == fixture_key(&a->f, name);
}

/* The question's links are `spans`, up to a NULL, and mean names of the same place. */
static void assert_links(asked *a, const char *text, const char *const *spans,
                         const char *const *names)
{
    cn_question question;
    size_t n = 0;

    read_question(a, text, &question);
    for (; spans[n]; n++) {
        const cn_link *link = &question.links[n];

        assert_true(n < question.n_links);
        assert_int_equal(link->len, strlen(spans[n]));
        assert_memory_equal(text + link->first, spans[n], link->len);
        assert_true(is_entity(a, link, names[n]));
        assert_false(link->is_guess);
        assert_true(link->weight > 0 && link->weight <= 1);
    }
    assert_int_equal(question.n_links, n);
    cn_question_done(&question);
}

static void assert_link(asked *a, const char *text, const char *span, const char *name)
{
    assert_links(a, text, (const char *const[]){span, NULL}, (const char *const[]){name, NULL});
}

static void assert_no_link(asked *a, const char *text)
{
    assert_links(a, text, (const char *const[]){NULL}, NULL);
}

static void the_longest_name_is_found_in_any_case(void **state)
{
    asked a;

    (void)state;
    open_town(&a);
    asked_build(&a);
    assert_link(&a, "Who runs the Port Vale Museum?", "Port Vale Museum", "Port Vale Museum");
    assert_link(&a, "who runs the port VALE museum", "port VALE museum", "Port Vale Museum");
    assert_link(&a, "Who runs Port Vale?", "Port Vale", "Port Vale");
    assert_link(&a, "PORT VALE: museums?", "PORT VALE", "Port Vale");
    assert_link(&a, "P\xC3\xB4rt Vale", "P\xC3\xB4rt Vale", "Port Vale");
    assert_links(&a, "Is Halvery larger than Port Vale, or Port Vale Museum?",
                 (const char *const[]){"Halvery", "Port Vale", "Port Vale Museum", NULL},
                 (const char *const[]){"Halvery", "Port Vale", "Port Vale Museum"});
    asked_close(&a);
}

static void a_single_word_is_a_name_only_when_something_is_about_it(void **state)
{
    asked a;

    (void)state;
    open_town(&a);
    asked_build(&a);
    assert_link(&a, "where is halvery", "halvery", "Halvery");
    assert_no_link(&a, "where is lemery");
    assert_link(&a, "where is augustin lemery", "augustin lemery", "Augustin Lemery");
    assert_no_link(&a, "where is io");        /* too short */
    assert_no_link(&a, "where will they go"); /* a stop word */
    asked_close(&a);
}

static void a_name_twice_is_one_link(void **state)
{
    asked a;

    (void)state;
    open_town(&a);
    asked_build(&a);
    assert_link(&a, "Halvery, Halvery and halvery", "Halvery", "Halvery");
    asked_close(&a);
}

static void an_ambiguous_name_shares_its_weight(void **state)
{
    cn_question question;
    double weight;
    asked a;

    (void)state;
    asked_open(&a);
    asked_page(&a, "Teyle Bridge", "Over the Teyle.");
    asked_page(&a, "Marn Bridge", "Over the Marn.");
    asked_page(&a, "Sole Gate", "A gate.");
    fixture_alias(&a.f, "Quonk Zilver", "Teyle Bridge");
    fixture_alias(&a.f, "Quonk Zilver", "Marn Bridge");
    fixture_alias(&a.f, "Vexim Brool", "Sole Gate");
    asked_build(&a);
    read_question(&a, "the vexim brool", &question); /* as rare as the other name */
    assert_int_equal(question.n_links, 1);
    weight = question.links[0].weight;
    cn_question_done(&question);
    read_question(&a, "the quonk zilver", &question);
    assert_int_equal(question.n_links, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_true(fabs(question.links[i].weight - weight / 2) < 1e-12);
        assert_int_equal(question.links[i].first, 4);
        assert_int_equal(question.links[i].len, 12);
    }
    assert_true(question.links[0].entity != question.links[1].entity);
    cn_question_done(&question);
    asked_close(&a);
}

static void a_name_of_common_words_weighs_less(void **state)
{
    cn_question question;
    char uri[16];
    asked a;

    (void)state;
    asked_open(&a);
    for (unsigned i = 0; i < 60; i++) {
        snprintf(uri, sizeof uri, "river:%u", i);
        asked_text(&a, uri, i < 50 ? "The black river." : "Nothing.");
    }
    asked_page(&a, "Black River", "A film.");
    asked_page(&a, "Teyle Bridge", "A bridge.");
    asked_build(&a);
    read_question(&a, "Black River or Teyle Bridge", &question);
    assert_int_equal(question.n_links, 2);
    assert_true(question.links[0].weight < 0.5);
    assert_true(question.links[1].weight == 1.0);
    cn_question_done(&question);
    asked_close(&a);
}

/* The one guess in a question, or NULL for no link at all. */
static void assert_guess(asked *a, const char *text, const char *span, const char *name)
{
    cn_question question;

    read_question(a, text, &question);
    if (question.n_links != (span != NULL))
        fail_msg("%s: %zu links", text, question.n_links);
    if (span) {
        const cn_link *link = &question.links[0];

        assert_true(link->is_guess);
        assert_int_equal(link->len, strlen(span));
        assert_memory_equal(text + link->first, span, link->len);
        assert_true(is_entity(a, link, name));
        assert_true(link->weight > 0 && link->weight < 1);
    }
    cn_question_done(&question);
}

static void a_misspelt_name_is_guessed(void **state)
{
    asked a;

    (void)state;
    open_town(&a);
    asked_build(&a);
    assert_guess(&a, "Who is Ines Walder?", "Ines Walder", "Ines Valder");
    assert_guess(&a, "Ines Walder", "Ines Walder", "Ines Valder");
    assert_guess(&a, "Where is Port Valle Museum", "Port Valle Museum", "Port Vale Museum");
    assert_guess(&a, "who is ines walder?", NULL, NULL); /* nothing says it is a name */
    assert_guess(&a, "Who is Wolfgang Xerxes?", NULL, NULL);
    assert_guess(&a, "Hallvery", NULL, NULL); /* a first word has a capital anyhow */
    assert_guess(&a, "Is Hallvery it?", "Hallvery", "Halvery");
    assert_guess(&a, "Did Ines Walder write?", "Ines Walder", "Ines Valder");
    cn_vectors_free(a.names);
    a.names = NULL; /* no index of names: no guess */
    assert_guess(&a, "Who is Ines Walder?", NULL, NULL);
    a.view.names = NULL;
    assert_guess(&a, "Who is Ines Walder?", NULL, NULL);
    asked_close(&a);
}

static void at_most_four_names_are_guessed(void **state)
{
    static const char *const right[] = {"Ines Valder", "Tobias Renn", "Hester Quayne",
                                        "Leopold Strand", "Augustin Lemery"};
    cn_question question;
    asked a;

    (void)state;
    asked_open(&a);
    for (size_t i = 0; i < 5; i++)
        asked_page(&a, right[i], "A person.");
    asked_page(&a, "Halvery", "A town.");
    asked_build(&a);
    read_question(&a,
                  "of Ines Walder and Tobias Rennn and Hester Quaine and Leopold Strend and "
                  "Augustin Lemary and Halvery",
                  &question);
    assert_int_equal(question.n_links, 5);
    for (size_t i = 0; i < 4; i++)
        assert_true(question.links[i].is_guess && is_entity(&a, &question.links[i], right[i]));
    cn_question_done(&question);
    asked_close(&a);
}

static void more_links_than_fit_are_left_out(void **state)
{
    cn_question question;
    char name[32];
    asked a;

    (void)state;
    asked_open(&a);
    for (unsigned i = 0; i < CN_LINKS_MAX + 6; i++) {
        snprintf(name, sizeof name, "Nora%u Lane", i);
        asked_page(&a, name, "A street.");
        fixture_alias(&a.f, "Old Lane", name);
    }
    asked_build(&a);
    read_question(&a, "Where is the Old Lane near Nora3 Lane?", &question);
    assert_int_equal(question.n_links, CN_LINKS_MAX);
    cn_question_done(&question);
    asked_close(&a);
}

static void questions_without_names_are_read(void **state)
{
    static const char *const texts[] = {"", "?! -", "who was the of", "\xE5\x8C\x97\xE4\xBA\xAC"};
    cn_question question;
    asked a;
    char text[RANDOM_TEXT];
    uint64_t seed = 3;

    (void)state;
    asked_open(&a);
    asked_build(&a); /* of an empty store */
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        read_question(&a, texts[i], &question);
        assert_int_equal(question.n_links, 0);
        cn_question_done(&question);
    }
    random_question(&seed, 200, text);
    read_question(&a, text, &question);
    assert_true(question.words.n >= 200);
    assert_int_equal(question.n_links, 0);
    cn_question_done(&question);
    asked_close(&a);
}

static int read_some(void *user)
{
    static const char text[] = "Who of Port Vale wrote to Ines Walder?";
    asked *a = user;
    cn_question question;
    int rc = cn_question_init(&question, &a->view, text, strlen(text), NULL);

    cn_question_done(&question);
    return rc;
}

static void lack_of_memory_is_survived(void **state)
{
    asked a;

    (void)state;
    open_town(&a);
    asked_build(&a);
    walk_failures(read_some, &a);
    assert_guess(&a, "Who is Ines Walder?", "Ines Walder", "Ines Valder");
    asked_close(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_name_is_found_in_any_case),
        cmocka_unit_test(a_single_word_is_a_name_only_when_something_is_about_it),
        cmocka_unit_test(a_name_twice_is_one_link),
        cmocka_unit_test(an_ambiguous_name_shares_its_weight),
        cmocka_unit_test(a_name_of_common_words_weighs_less),
        cmocka_unit_test(a_misspelt_name_is_guessed),
        cmocka_unit_test(at_most_four_names_are_guessed),
        cmocka_unit_test(more_links_than_fit_are_left_out),
        cmocka_unit_test(questions_without_names_are_read),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
