/* Blocks: names that may mean one thing meet, common phrases have none. */
#include "fusion/blocks.h"
#include "unit/fusion/similarity_profiles.h"

static size_t find(known *it, bool with_spelling, cn_block out[CN_BLOCKS_MAX])
{
    cn_blocker *blocker = NULL;
    size_t n = 0;

    assert_int_equal(cn_blocker_new(with_spelling, &blocker, NULL), CAIRN_OK);
    assert_int_equal(cn_blocks_find(blocker, &it->profile, out, &n, NULL), CAIRN_OK);
    cn_blocker_free(blocker);
    for (size_t i = 1; i < n; i++)
        assert_true(out[i - 1].key < out[i].key);
    return n;
}

/* By a block in common, or by a block that is the other's key. */
static bool meet(known *a, known *b, bool with_spelling)
{
    cn_block x[CN_BLOCKS_MAX], y[CN_BLOCKS_MAX];
    size_t n_x = find(a, with_spelling, x), n_y = find(b, with_spelling, y);

    for (size_t i = 0; i < n_x; i++) {
        if (x[i].key == b->profile.key)
            return true;
        for (size_t j = 0; j < n_y; j++) {
            if (x[i].key == y[j].key)
                return true;
        }
    }
    for (size_t j = 0; j < n_y; j++) {
        if (y[j].key == a->profile.key)
            return true;
    }
    return false;
}

static void check_meet(const char *a, int type_a, uint32_t about_a, const char *b, int type_b,
                       bool with_spelling, bool expected)
{
    known x, y;

    know(&x, a, type_a, about_a);
    know(&y, b, type_b, 0);
    if (meet(&x, &y, with_spelling) != expected)
        fail_msg("\"%s\" and \"%s\" %s", a, b, expected ? "do not meet" : "meet");
}

static void names_of_one_thing_meet(void **state)
{
    (void)state;
    check_meet("Heat (film)", CN_TYPE_OTHER, 1, "Heat", CN_TYPE_WORK, false, true);
    check_meet("Wick, Ohio", CN_TYPE_PLACE, 1, "Wick", CN_TYPE_PLACE, false, true);
    check_meet("Sir John Hale", CN_TYPE_PERSON, 0, "John Hale", CN_TYPE_PERSON, false, true);
    check_meet("Hale, J.", CN_TYPE_PERSON, 0, "John Hale", CN_TYPE_PERSON, false, true);
    check_meet("Hale, John", CN_TYPE_PERSON, 0, "John Hale", CN_TYPE_PERSON, false, true);
    check_meet("J. Hale", CN_TYPE_PERSON, 0, "John Adam Hale", CN_TYPE_PERSON, false, true);
    check_meet("Wick Trading Ltd", CN_TYPE_ORGANISATION, 0, "Wick Trading", CN_TYPE_ORGANISATION,
               false, true);
    check_meet("Wick Weather Watch", CN_TYPE_ORGANISATION, 0, "WWW", CN_TYPE_ORGANISATION, false,
               true);
    check_meet("Otto I of Wick", CN_TYPE_PERSON, 0, "Otto I, Count of Wick", CN_TYPE_PERSON, false,
               true);
}

/* Cells are a matter of luck: most meet, not all. */
static void misspelt_names_meet_by_their_spelling(void **state)
{
    static const char *const pairs[][2] = {
        {"Tatiana Brandenberg", "Tatiana Brandenburg"},
        {"Wickham Observatory", "Wickhamm Observatory"},
        {"Leopold Zimmermann", "Leopold Zimmerman"},
        {"Ottilie Wickenhauser", "Otilie Wickenhauser"},
        {"Great Northern Windmill", "Great Nothern Windmill"},
        {"Alexandra Papadopoulou", "Aleksandra Papadopoulou"},
    };
    const size_t n = sizeof(pairs) / sizeof(pairs[0]);
    size_t n_met = 0;

    (void)state;
    for (size_t i = 0; i < n; i++) {
        known x, y;

        know(&x, pairs[i][0], CN_TYPE_PLACE, 1);
        know(&y, pairs[i][1], CN_TYPE_PLACE, 0);
        n_met += meet(&x, &y, true);
        know(&y, pairs[(i + 1) % n][1], CN_TYPE_PLACE, 0);
        assert_false(meet(&x, &y, true));
    }
    if (2 * n_met <= n)
        fail_msg("%zu of %zu misspelt names meet", n_met, n);
}

static void surnames_alone_do_not_meet(void **state)
{
    (void)state;
    check_meet("John Hale", CN_TYPE_PERSON, 1, "Hale", CN_TYPE_PERSON, true, false);
    check_meet("John Hale", CN_TYPE_PERSON, 1, "John", CN_TYPE_PERSON, true, false);
}

static void what_is_no_name_has_no_blocks(void **state)
{
    static const char *const phrases[] = {
        "composer", "the old mill", "", "...",
        "A Sentence That Goes On And On And On And On And On And On And On And On Without End"};
    cn_block out[CN_BLOCKS_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
        known it;

        know(&it, phrases[i], CN_TYPE_CLASS, 0);
        assert_int_equal(find(&it, true, out), 0);
    }
}

static void spelling_cells_are_the_same_every_time(void **state)
{
    cn_block first[CN_BLOCKS_MAX], second[CN_BLOCKS_MAX];
    known it;
    size_t n;

    (void)state;
    know(&it, "Tatiana Brandenburg", CN_TYPE_PERSON, 1);
    n = find(&it, true, first);
    assert_true(n >= 3);
    assert_int_equal(find(&it, true, second), n);
    for (size_t i = 0; i < n; i++) {
        assert_true(first[i].key == second[i].key);
        assert_int_equal(first[i].kind, second[i].kind);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_one_thing_meet),
        cmocka_unit_test(misspelt_names_meet_by_their_spelling),
        cmocka_unit_test(surnames_alone_do_not_meet),
        cmocka_unit_test(what_is_no_name_has_no_blocks),
        cmocka_unit_test(spelling_cells_are_the_same_every_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
