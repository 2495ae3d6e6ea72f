/* Labels of spans. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "tools/train/reader_data.h"

static double overlap(const char *said, const char *wanted)
{
    return reader_overlap(said, strlen(said), wanted);
}

static void case_marks_and_articles_do_not_count(void **state)
{
    (void)state;
    assert_true(overlap("The U.S. Navy", "us navy") == 1);
    assert_true(overlap("an oak", "Oak.") == 1);
    assert_true(overlap("ash", "oak") == 0);
    assert_true(overlap("", "oak") == 0);
}

static void part_of_an_answer_is_worth_a_part(void **state)
{
    (void)state;
    assert_float_equal(overlap("Otto Brandt", "Brandt"), 0.667, 0.001);
    assert_true(overlap("Brandt Otto", "Otto Brandt") < 1);
    assert_true(overlap("Otto Otto", "Otto") < 1);
}

static void words_are_held_where_they_stand_together(void **state)
{
    const char *text = "the spouse of Otto Brandt";

    (void)state;
    assert_true(reader_holds(text, strlen(text), "Otto Brandt"));
    assert_true(reader_holds(text, strlen(text), "spouse"));
    assert_false(reader_holds(text, strlen(text), "spouse Brandt"));
    assert_false(reader_holds(text, strlen(text), "Brandt and more"));
    assert_false(reader_holds(text, strlen(text), ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_marks_and_articles_do_not_count),
        cmocka_unit_test(words_are_held_where_they_stand_together),
        cmocka_unit_test(part_of_an_answer_is_worth_a_part),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
