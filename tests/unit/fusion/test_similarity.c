/* Similarity: names, types and facts decide together, a veto alone. */
#include "unit/fusion/similarity_profiles.h"

static cn_similarity compare(const known *a, const known *b, uint32_t stated)
{
    cn_similarity_context context = {.stated = stated};
    cn_similarity there, back;

    cn_similarity_of(&a->profile, &b->profile, &context, &there);
    cn_similarity_of(&b->profile, &a->profile, &context, &back);
    assert_int_equal(there.score, back.score);
    assert_int_equal(there.veto, back.veto);
    assert_memory_equal(there.levels, back.levels, sizeof(there.levels));
    return there;
}

static cn_similarity compare_names(const char *a, const char *b, int type)
{
    known x, y;

    know(&x, a, type, 0);
    know(&y, b, type, 0);
    return compare(&x, &y, 0);
}

static void a_base_of_one_word_needs_the_type(void **state)
{
    known title, name;

    (void)state;
    know(&title, "Heat (film)", CN_TYPE_OTHER, 1);
    know(&name, "Heat", CN_TYPE_WORK, 0);
    assert_true(compare(&title, &name, 0).probability > 9000);
    know(&name, "Heat", CN_TYPE_PLACE, 0);
    assert_true(compare(&title, &name, 0).probability < 9000);
}

static void facts_in_common_raise_the_score(void **state)
{
    known a, b;
    int32_t before;

    (void)state;
    know(&a, "J. Hale", CN_TYPE_PERSON, 0);
    know(&b, "John Hale", CN_TYPE_PERSON, 0);
    before = compare(&a, &b, 0).score;
    say(&a, "married to", "Ada Wick");
    say(&b, "married to", "Ada Wick");
    say(&a, "works at", "Wick Mill");
    say(&b, "works at", "Wick Mill");
    assert_true(compare(&a, &b, 0).score > before + 2000);
}

static void dates_of_birth_that_differ_are_a_veto(void **state)
{
    known a, b;

    (void)state;
    know(&a, "John Hale", CN_TYPE_PERSON, 0);
    know(&b, "Sir John Hale", CN_TYPE_PERSON, 0);
    date(&a, "born on", "1920");
    date(&b, "born on", "3 May 1921");
    assert_int_equal(compare(&a, &b, 0).veto, CN_VETO_NONE);
    know(&b, "Sir John Hale", CN_TYPE_PERSON, 0);
    date(&b, "born on", "3 May 1975");
    assert_int_equal(compare(&a, &b, 0).veto, CN_VETO_BORN);
}

static void a_person_is_not_a_film(void **state)
{
    known a, b;

    (void)state;
    know(&a, "Ada Wick", CN_TYPE_PERSON, 0);
    know(&b, "Ada Wick (film)", CN_TYPE_WORK, 1);
    assert_int_equal(compare(&a, &b, 0).veto, CN_VETO_TYPES);
}

static void documents_about_each_part_them(void **state)
{
    known a, b;

    (void)state;
    know(&a, "John Hale", CN_TYPE_PERSON, 1);
    know(&b, "John Adam Hale", CN_TYPE_PERSON, 1);
    assert_int_equal(compare(&a, &b, 0).veto, CN_VETO_TITLES);
    assert_int_equal(compare(&a, &b, 1).veto, CN_VETO_NONE);
}

static void father_and_son_are_not_one(void **state)
{
    known a, b;

    (void)state;
    know(&a, "John Adam Hale", CN_TYPE_PERSON, 0);
    know(&b, "John Hale", CN_TYPE_PERSON, 1);
    say(&a, "father", "John Hale");
    assert_int_equal(compare(&a, &b, 1).veto, CN_VETO_PARENTS);
}

static void kinds_of_things_and_lists_are_no_entities(void **state)
{
    known a, b;

    (void)state;
    know(&a, "Composer", CN_TYPE_CLASS, 0);
    know(&b, "Composer (software)", CN_TYPE_OTHER, 1);
    assert_int_equal(compare(&a, &b, 0).veto, CN_VETO_CLASS);
    know(&a, "Heat", CN_TYPE_WORK, 0);
    know(&b, "Heat (disambiguation)", CN_TYPE_OTHER, 1);
    assert_int_equal(compare(&a, &b, 0).veto, CN_VETO_CLASS);
}

static void probability_follows_the_score(void **state)
{
    static const char *const names[] = {"Sir John Hale", "Wick Hale",    "John Hail",
                                        "J. Hale",       "John A. Hale", "Hale"};
    cn_similarity last = {.score = INT32_MIN};

    (void)state;
    for (int pass = 0; pass < 6; pass++) { /* by rising score */
        const cn_similarity *best = NULL;
        cn_similarity all[6];

        for (size_t i = 0; i < 6; i++) {
            all[i] = compare_names(names[i], "John Hale", CN_TYPE_PERSON);
            if (all[i].score > last.score && (!best || all[i].score < best->score))
                best = &all[i];
        }
        if (!best)
            break;
        assert_true(best->probability >= last.probability);
        last = *best;
    }
    assert_true(last.probability > 9000);
}

static void features_are_told_in_words(void **state)
{
    known a, b;
    cn_similarity similarity;
    cn_buf text;

    (void)state;
    know(&a, "J. Hale", CN_TYPE_PERSON, 0);
    know(&b, "John Hale", CN_TYPE_PERSON, 1);
    say(&a, "married to", "Ada Wick");
    say(&b, "married to", "Ada Wick");
    similarity = compare(&a, &b, 0);
    cn_buf_init(&text, 1000);
    assert_int_equal(cn_similarity_explain(&similarity, &text), CAIRN_OK);
    assert_string_equal(cn_buf_str(&text),
                        "initials fit; types agree; one is a title; 1 shared fact");
    cn_buf_done(&text);
    assert_string_equal(cn_veto_text(CN_VETO_BORN), "born at different times");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_base_of_one_word_needs_the_type),
        cmocka_unit_test(facts_in_common_raise_the_score),
        cmocka_unit_test(dates_of_birth_that_differ_are_a_veto),
        cmocka_unit_test(a_person_is_not_a_film),
        cmocka_unit_test(documents_about_each_part_them),
        cmocka_unit_test(father_and_son_are_not_one),
        cmocka_unit_test(kinds_of_things_and_lists_are_no_entities),
        cmocka_unit_test(probability_follows_the_score),
        cmocka_unit_test(features_are_told_in_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
