/* Which entity a key is: merged, one of several, its own; by score and by hand; and what follows
 * when that changes. */
#include "fusion/identities.h"
#include "unit/fusion/told.h"

static void decide(fixture *f, const char *one, const char *other, int verdict)
{
    const cn_decision_row row = {.a = key_of(one), .b = key_of(other), .verdict = verdict};

    OK(cn_decision_put(f->store, &row, &last_error));
}

static void take_back(fixture *f, const char *one, const char *other)
{
    OK(cn_decision_drop(f->store, key_of(one), key_of(other), &last_error));
}

static void a_name_means_the_only_title(void **state)
{
    fixture *f = *state;
    char merged[128];
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Heat (film)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "Heat", CN_ROLE_MENTION, CN_TYPE_WORK);
    say(&on, "Heat", "directed by", "Mann", CN_TYPE_PERSON, 0.9);
    fuse(f);
    assert_false(has_entity(f, "Heat"));
    assert_true(means(f, "Heat", "Heat (film)"));
    assert_int_equal(entity_of(f, "Heat (film)").mentions, 2);
    assert_int_equal(entity_of(f, "Heat (film)").type, CN_TYPE_WORK);
    assert_true(fact_of(f, "Heat (film)", "Mann").believed);
    text_of(f, "SELECT features <> '' AND reason <> '' AND run = 1 FROM alias", merged);
    assert_string_equal(merged, "1");
    check_clean(f);
}

static void a_name_of_several_titles_may_mean_each(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Heat (film)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "Heat (novel)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "Heat (song)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "HEAT (Film)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "Heat", CN_ROLE_MENTION, CN_TYPE_WORK);
    fuse(f);
    assert_int_equal(meaning_of(f, "Heat"), 0);
    assert_int_equal(meanings_of(f, "Heat"), 3);
    assert_int_equal(number_of(f->store, "SELECT sum(score) > 0.5 AND sum(score) <= 1.0001 "
                                         "FROM alias"),
                     1);
    assert_false(has_entity(f, "Heat"));
    assert_int_equal(entity_of(f, "Heat (film)").mentions, 3);
    assert_int_equal(entity_of(f, "Heat (novel)").mentions, 2);
    assert_int_equal(entity_of(f, "Heat (novel)").type, CN_TYPE_OTHER);
    check_clean(f);
}

static void what_is_stated_of_a_name_of_several_stays_its_own(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Heat (film)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "Heat (novel)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    say(&on, "Heat", "is a", "story", CN_TYPE_CLASS, 0.9);
    fuse(f);
    assert_true(has_entity(f, "Heat"));
    assert_true(fact_of(f, "Heat", "story").believed);
    check_clean(f);
}

static void a_class_is_not_a_work_of_that_name(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Composer (software)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "composer", CN_ROLE_MENTION, CN_TYPE_CLASS);
    fuse(f);
    assert_int_equal(meaning_of(f, "composer"), 0);
    assert_true(has_entity(f, "composer"));
}

static void a_person_is_not_a_film_of_that_name(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "John Heat (film)", CN_ROLE_TITLE, CN_TYPE_WORK);
    for (int i = 0; i < 3; i++)
        mention(&on, "John Heat", CN_ROLE_MENTION, CN_TYPE_PERSON);
    fuse(f);
    assert_int_equal(meaning_of(f, "John Heat"), 0);
    assert_int_equal(entity_of(f, "John Heat").type, CN_TYPE_PERSON);
}

static void a_title_without_its_qualifier_is_a_key_though_nobody_writes_it(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    add_others(f);
    fuse(f);
    on = add_page(f, "a");
    mention(&on, "Heat (film)", CN_ROLE_TITLE, CN_TYPE_WORK);
    fuse(f);
    assert_int_equal(meanings_of(f, "Heat"), 1); /* nothing tells what "Heat" is */
    check_followed(f);
    on = add_page(f, "b");
    mention(&on, "Heat (novel)", CN_ROLE_TITLE, CN_TYPE_WORK);
    fuse(f);
    assert_int_equal(meanings_of(f, "Heat"), 2);
    check_followed(f);
    forget(f, "a");
    fuse(f);
    assert_int_equal(meanings_of(f, "Heat"), 1);
    check_followed(f);
    forget(f, "b");
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias"), 0);
    check_followed(f);
}

static void names_that_a_text_joins_are_one(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    add_others(f);
    on = add_page(f, "a");
    mention(&on, "Ada Lovelace", CN_ROLE_TITLE, CN_TYPE_PERSON);
    on = add_page(f, "b");
    mention(&on, "Countess Byron", CN_ROLE_MENTION, CN_TYPE_PERSON);
    say(&on, "Countess Byron", "met", "Charles", CN_TYPE_PERSON, 0.8);
    fuse(f);
    assert_int_equal(meaning_of(f, "Countess Byron"), 0);
    for (int i = 0; i < 3; i++) {
        char uri[32];

        snprintf(uri, sizeof(uri), "c%d", i);
        say_on(f, uri, "Ada Lovelace", "also known as", "Countess Byron", CN_TYPE_PERSON);
    }
    fuse(f);
    assert_true(means(f, "Countess Byron", "Ada Lovelace"));
    assert_true(fact_of(f, "Ada Lovelace", "Charles").believed);
    check_followed(f);
    for (int i = 0; i < 3; i++) {
        char uri[32];

        snprintf(uri, sizeof(uri), "c%d", i);
        forget(f, uri);
    }
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias"), 0);
    assert_true(fact_of(f, "Countess Byron", "Charles").believed);
    check_followed(f);
}

/* ---- By hand ---- */

static void build_towns(fixture *f)
{
    begin(f);
    add_others(f);
    say_on(f, "a", "Qwert Alpha", "met", "Charles", CN_TYPE_PERSON);
    say_on(f, "b", "Zuxo Beta", "met", "Mary", CN_TYPE_PERSON);
    say_on(f, "c", "Vimp Gamma", "met", "Sam", CN_TYPE_PERSON);
    fuse(f);
}

static void keys_are_merged_by_hand_and_parted_again(void **state)
{
    fixture *f = *state;
    bool is_first;

    build_towns(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias"), 0);
    decide(f, "Qwert Alpha", "Zuxo Beta", CN_DECIDED_SAME);
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias WHERE is_merged"), 1);
    assert_int_equal(number_of(f->store, "SELECT is_applied FROM decision"), 1);
    is_first = means(f, "Zuxo Beta", "Qwert Alpha");
    assert_true(is_first || means(f, "Qwert Alpha", "Zuxo Beta"));
    assert_true(fact_of(f, is_first ? "Qwert Alpha" : "Zuxo Beta", "Charles").believed);
    assert_true(fact_of(f, is_first ? "Qwert Alpha" : "Zuxo Beta", "Mary").believed);
    check_followed(f);
    take_back(f, "Zuxo Beta", "Qwert Alpha");
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias"), 0);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM decision"), 0);
    assert_true(fact_of(f, "Qwert Alpha", "Charles").believed);
    assert_true(fact_of(f, "Zuxo Beta", "Mary").believed);
    check_followed(f);
}

static void keys_that_score_as_one_are_kept_apart_by_hand(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    add_others(f);
    on = add_page(f, "a");
    mention(&on, "Heat (film)", CN_ROLE_TITLE, CN_TYPE_WORK);
    mention(&on, "Heat", CN_ROLE_MENTION, CN_TYPE_WORK);
    fuse(f);
    assert_true(means(f, "Heat", "Heat (film)"));
    decide(f, "Heat", "Heat (film)", CN_DECIDED_APART);
    fuse(f);
    assert_int_equal(meaning_of(f, "Heat"), 0);
    assert_true(has_entity(f, "Heat"));
    check_followed(f);
    take_back(f, "Heat", "Heat (film)");
    fuse(f);
    assert_true(means(f, "Heat", "Heat (film)"));
    check_followed(f);
}

static void three_are_one_when_each_is_one_with_the_next(void **state)
{
    fixture *f = *state;

    build_towns(f);
    decide(f, "Qwert Alpha", "Zuxo Beta", CN_DECIDED_SAME);
    decide(f, "Zuxo Beta", "Vimp Gamma", CN_DECIDED_SAME);
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(DISTINCT entity) FROM alias"), 1);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias WHERE is_merged"), 2);
    check_followed(f);
    take_back(f, "Zuxo Beta", "Vimp Gamma");
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias WHERE is_merged"), 1);
    assert_int_equal(meaning_of(f, "Vimp Gamma"), 0);
    check_followed(f);
}

static void what_is_apart_wins_over_what_would_bring_it_together(void **state)
{
    fixture *f = *state;

    build_towns(f);
    decide(f, "Qwert Alpha", "Zuxo Beta", CN_DECIDED_SAME);
    decide(f, "Zuxo Beta", "Vimp Gamma", CN_DECIDED_SAME);
    decide(f, "Qwert Alpha", "Vimp Gamma", CN_DECIDED_APART);
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias WHERE is_merged"), 1);
    assert_false(means(f, "Qwert Alpha", "Vimp Gamma") || means(f, "Vimp Gamma", "Qwert Alpha"));
    check_followed(f);
}

static void a_decision_on_names_that_nobody_uses_waits_for_them(void **state)
{
    fixture *f = *state;

    build_towns(f);
    decide(f, "Qwert Alpha", "Later Delta", CN_DECIDED_SAME);
    fuse(f);
    check_followed(f);
    say_on(f, "d", "Later Delta", "met", "Eve", CN_TYPE_PERSON);
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias WHERE is_merged"), 1);
    check_followed(f);
    forget(f, "a");
    fuse(f);
    check_followed(f);
}

/* xorshift64*: the same sequence on every machine. */
static size_t below(uint64_t *state, size_t n)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (size_t)(*state * UINT64_C(2685821657736338717) >> 33) % n;
}

static void decisions_come_and_go_as_if_from_scratch(void **state)
{
    static const char *const names[] = {"John Smith",  "J. Smith",    "Sir John Smith",
                                        "Smith, John", "Heat (film)", "Heat (novel)",
                                        "Heat",        "Vimp Gamma",  "Nobody Says It"};
    enum { N_NAMES = sizeof(names) / sizeof(names[0]), ROUNDS = 60 };
    uint64_t random = 20111;
    fixture *f = *state;

    begin(f);
    add_others(f);
    for (size_t i = 0; i + 1 < N_NAMES; i++) {
        page on = add_page(f, names[i]);

        mention(&on, names[i], i % 3 == 0 ? CN_ROLE_TITLE : CN_ROLE_MENTION,
                i < 4 ? CN_TYPE_PERSON : CN_TYPE_WORK);
        say(&on, names[i], "met", names[(i + 1) % N_NAMES], CN_TYPE_PERSON, 0.7);
        say(&on, names[i], "born on", i % 2 ? "1815" : "1816", CN_TYPE_DATE, 0.7);
    }
    fuse(f);
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t n = 1 + below(&random, 2); n > 0; n--) {
            const size_t a = below(&random, N_NAMES), b = below(&random, N_NAMES);

            if (a == b)
                continue;
            if (below(&random, 3) == 0)
                take_back(f, names[a], names[b]);
            else
                decide(f, names[a], names[b],
                       below(&random, 3) ? CN_DECIDED_SAME : CN_DECIDED_APART);
        }
        fuse(f);
        check_followed(f);
    }
}

static void a_thousand_decisions_are_no_burden(void **state)
{
    enum { N = 1000 };
    fixture *f = *state;
    char one[32], other[32];

    begin(f);
    for (int i = 0; i < N; i++) {
        snprintf(one, sizeof(one), "Qwert %d", i);
        snprintf(other, sizeof(other), "Zuxo %d", i);
        say_on(f, one, one, "met", other, CN_TYPE_PERSON);
        decide(f, one, other, i % 4 ? CN_DECIDED_SAME : CN_DECIDED_APART);
    }
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias WHERE is_merged"), N - N / 4);
    check_clean(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_name_means_the_only_title),
        STORE_TEST(a_name_of_several_titles_may_mean_each),
        STORE_TEST(what_is_stated_of_a_name_of_several_stays_its_own),
        STORE_TEST(a_class_is_not_a_work_of_that_name),
        STORE_TEST(a_person_is_not_a_film_of_that_name),
        STORE_TEST(a_title_without_its_qualifier_is_a_key_though_nobody_writes_it),
        STORE_TEST(names_that_a_text_joins_are_one),
        STORE_TEST(keys_are_merged_by_hand_and_parted_again),
        STORE_TEST(keys_that_score_as_one_are_kept_apart_by_hand),
        STORE_TEST(three_are_one_when_each_is_one_with_the_next),
        STORE_TEST(what_is_apart_wins_over_what_would_bring_it_together),
        STORE_TEST(a_decision_on_names_that_nobody_uses_waits_for_them),
        STORE_TEST(decisions_come_and_go_as_if_from_scratch),
        STORE_TEST(a_thousand_decisions_are_no_burden),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
