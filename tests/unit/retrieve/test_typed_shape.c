/* Shapes of questions whose answer is reckoned from two others. */
#include "retrieve/typed_shape.h"

#include "asked.h"

#include "base/words.h"

typedef struct shaped {
    cn_tokenizer *tokenizer;
    cn_question question;
    cn_typed_shape shape;
} shaped;

static void read_shape(shaped *s, const char *text)
{
    cn_words_done(&s->question.words);
    s->question = (cn_question){.text = text, .len = strlen(text)};
    assert_int_equal(cn_tokenizer_scan(s->tokenizer, text, strlen(text), &s->question.words, NULL),
                     CAIRN_OK);
    cn_typed_shape_read(&s->question, &s->shape);
}

static void assert_sides(shaped *s, const char *text, cn_typed_op op, const char *a, const char *b)
{
    read_shape(s, text);
    assert_int_equal(s->shape.op, op);
    assert_string_equal(s->shape.sides[0].text, a);
    assert_string_equal(s->shape.sides[1].text, b);
}

static void open_shaped(shaped *s)
{
    *s = (shaped){0};
    assert_int_equal(cn_tokenizer_new(&s->tokenizer, NULL), CAIRN_OK);
}

static void close_shaped(shaped *s)
{
    cn_words_done(&s->question.words);
    cn_tokenizer_free(s->tokenizer);
}

static void an_age_is_two_dates(void **state)
{
    shaped s;

    (void)state;
    open_shaped(&s);
    assert_sides(&s, "How old was Ada Lisk when Karl Holt died?", CN_TYPED_AGE,
                 "When was Ada Lisk born?", "When did Karl Holt die?");
    assert_sides(&s, "How old was Ada Lisk when she died?", CN_TYPED_AGE, "When was Ada Lisk born?",
                 "When did Ada Lisk die?");
    assert_sides(&s, "How old was Ada Lisk at her death?", CN_TYPED_AGE, "When was Ada Lisk born?",
                 "When did Ada Lisk die?");
    assert_sides(&s, "At what age did Ada Lisk die?", CN_TYPED_AGE, "When was Ada Lisk born?",
                 "When did Ada Lisk die?");
    assert_sides(&s, "How old was Ada Lisk when the Red Mill was opened?", CN_TYPED_AGE,
                 "When was Ada Lisk born?", "When was the Red Mill opened?");
    close_shaped(&s);
}

static void a_year_that_is_given_is_no_question(void **state)
{
    shaped s;

    (void)state;
    open_shaped(&s);
    assert_sides(&s, "How old was Ada Lisk in 1891?", CN_TYPED_AGE, "When was Ada Lisk born?", "");
    assert_true(s.shape.sides[1].number > 18909999 && s.shape.sides[1].number < 18910001);
    assert_sides(&s, "How old was Ada Lisk at the time of the fire of 1904?", CN_TYPED_AGE,
                 "When was Ada Lisk born?", "");
    close_shaped(&s);
}

static void a_time_between_is_two_events(void **state)
{
    shaped s;

    (void)state;
    open_shaped(&s);
    assert_sides(&s, "How many years after the death of Ada Lisk was Karl Holt born?",
                 CN_TYPED_YEARS, "When did Ada Lisk die?", "When was Karl Holt born?");
    assert_sides(&s, "How long after Ada Lisk died did the Red Mill open?", CN_TYPED_YEARS,
                 "When did Ada Lisk die?", "When did the Red Mill open?");
    assert_sides(&s,
                 "How many years were there between Ada Lisk's birth and the opening of Red Mill?",
                 CN_TYPED_YEARS, "When was Ada Lisk born?", "When was Red Mill opened?");
    assert_sides(&s, "How many years older was Ada Lisk than Karl Holt?", CN_TYPED_YEARS,
                 "When was Ada Lisk born?", "When was Karl Holt born?");
    assert_sides(&s, "How long did Ada Lisk live?", CN_TYPED_YEARS, "When was Ada Lisk born?",
                 "When did Ada Lisk die?");
    close_shaped(&s);
}

static void a_difference_is_two_quantities(void **state)
{
    shaped s;

    (void)state;
    open_shaped(&s);
    assert_sides(&s, "How much longer is the Red Bridge than the Old Bridge?", CN_TYPED_DIFFERENCE,
                 "What is the length of the Red Bridge?", "What is the length of the Old Bridge?");
    assert_sides(&s, "How many metres taller is Lisk Tower than Holt Tower?", CN_TYPED_DIFFERENCE,
                 "What is the height of Lisk Tower?", "What is the height of Holt Tower?");
    assert_sides(&s, "What is the difference in population between Ribe and Esbo?",
                 CN_TYPED_DIFFERENCE, "What is the population of Ribe?",
                 "What is the population of Esbo?");
    close_shaped(&s);
}

static void other_questions_have_no_shape(void **state)
{
    static const char *const others[] = {
        "",
        "How",
        "How old",
        "How old was",
        "How old was Ada Lisk?",
        "How old is the oldest house in the town?",
        "How long was the siege?",
        "How long did the siege last?",
        "How many years did it take to build the Red Mill?",
        "How many years after",
        "How many people lived between Ribe and Esbo?",
        "How much is a loaf of bread?",
        "How much longer",
        "What is the difference between a frog and a toad?",
        "When did the age of sail end?",
        "At what age did Ada Lisk marry?",
    };
    shaped s;

    (void)state;
    open_shaped(&s);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        read_shape(&s, others[i]);
        if (s.shape.op != CN_TYPED_NONE)
            fail_msg("%s: %s %s", others[i], s.shape.sides[0].text, s.shape.sides[1].text);
    }
    close_shaped(&s);
}

static void names_too_long_for_a_side_have_no_shape(void **state)
{
    char text[1024] = "How old was ";
    shaped s;

    (void)state;
    for (int i = 0; i < 100; i++)
        memcpy(text + strlen(text), "Lisk ", 6);
    memcpy(text + strlen(text), "when she died?", 15);
    open_shaped(&s);
    read_shape(&s, text);
    assert_int_equal(s.shape.op, CN_TYPED_NONE);
    close_shaped(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_age_is_two_dates),
        cmocka_unit_test(a_year_that_is_given_is_no_question),
        cmocka_unit_test(a_time_between_is_two_events),
        cmocka_unit_test(a_difference_is_two_quantities),
        cmocka_unit_test(other_questions_have_no_shape),
        cmocka_unit_test(names_too_long_for_a_side_have_no_shape),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
