/* Why a hit is there: names, words, and the hit that led to it. */
#include "small_kb.h"

static temp_dir dir;
static cairn_error last;

static int make_dir(void **state)
{
    (void)state;
    return temp_dir_make(&dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    small_remove(&dir, "kb.db");
    return 0;
}

/* Why that document was found; "" when it was not. */
static void reason_of(cairn *kb, const char *query, const char *uri, char why[256])
{
    cairn_search_options options = CAIRN_SEARCH_OPTIONS_INIT;
    cairn_hits *hits = NULL;
    cairn_hit hit;

    why[0] = '\0';
    options.with_reasons = true;
    assert_int_equal(cairn_search(kb, query, &options, &hits, &last), CAIRN_OK);
    while (cairn_hits_next(hits, &hit) == CAIRN_ROW)
        if (strcmp(hit.uri, uri) == 0)
            snprintf(why, 256, "%s", hit.why);
    cairn_hits_free(hits);
}

static void names_words_and_the_way_are_told(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    char why[256];

    (void)state;
    reason_of(kb, "When was the Teyle Bridge opened?", "bridge.txt", why);
    assert_non_null(strstr(why, "about Teyle Bridge"));
    assert_non_null(strstr(why, "has "));
    assert_non_null(strstr(why, "opened"));
    reason_of(kb, "When was the Teyle Bridge opened?", "ada.txt", why);
    assert_non_null(strstr(why, "mentions Teyle Bridge"));
    reason_of(kb, "Who designed the bridge in Halvery?", "ada.txt", why);
    assert_non_null(strstr(why, "designed"));
    reason_of(kb,
              "What is the population of the place where the designer of the Teyle Bridge was "
              "born?",
              "port.txt", why);
    assert_non_null(strstr(why, "by Port Vale"));
    assert_non_null(strstr(why, "joined to hit "));
    cairn_close(kb);
}

static void nothing_is_told_unless_asked_and_the_ranking_is_the_same(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_search_options options = CAIRN_SEARCH_OPTIONS_INIT;
    cairn_hits *plain = NULL, *told = NULL;
    cairn_hit a, b;

    (void)state;
    assert_int_equal(cairn_search(kb, "Ada Marsh", &options, &plain, &last), CAIRN_OK);
    options.with_reasons = true;
    assert_int_equal(cairn_search(kb, "Ada Marsh", &options, &told, &last), CAIRN_OK);
    while (cairn_hits_next(plain, &a) == CAIRN_ROW) {
        assert_int_equal(cairn_hits_next(told, &b), CAIRN_ROW);
        assert_int_equal(a.chunk, b.chunk);
        assert_true(a.score == b.score);
        assert_string_equal(a.why, "");
    }
    assert_int_equal(cairn_hits_next(told, &b), CAIRN_OK);
    cairn_hits_free(plain);
    cairn_hits_free(told);
    cairn_close(kb);
}

#define KB_TEST(claim) cmocka_unit_test_setup_teardown(claim, make_dir, remove_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KB_TEST(names_words_and_the_way_are_told),
        KB_TEST(nothing_is_told_unless_asked_and_the_ranking_is_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
