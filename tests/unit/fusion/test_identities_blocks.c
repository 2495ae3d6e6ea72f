/* Blocks: rows that follow the names, and a block that is too large is passed over by everyone. */
#include "fusion/identities_parts.h"
#include "unit/fusion/told.h"

/* A title "Heat (...)" on a page of its own. */
static void title(fixture *f, int number)
{
    char uri[32], name[32];
    page on;

    snprintf(uri, sizeof(uri), "heat %d", number);
    snprintf(name, sizeof(name), "Heat (%c%c song)", 'a' + number / 26, 'a' + number % 26);
    on = add_page(f, uri);
    mention(&on, name, CN_ROLE_TITLE, CN_TYPE_WORK);
}

static int64_t n_blocks(fixture *f)
{
    return number_of(f->store, "SELECT count(*) FROM block");
}

static void blocks_come_and_go_with_names(void **state)
{
    fixture *f = *state;
    int64_t before;
    page on;

    begin(f);
    add_others(f);
    fuse(f);
    before = n_blocks(f);
    on = add_page(f, "a");
    mention(&on, "Heat (film)", CN_ROLE_TITLE, CN_TYPE_WORK);
    mention(&on, "Sir John Adam Smith", CN_ROLE_MENTION, CN_TYPE_PERSON);
    fuse(f);
    assert_true(n_blocks(f) > before + 1);
    check_followed(f);
    forget(f, "a");
    fuse(f);
    assert_int_equal(n_blocks(f), before);
    check_followed(f);
}

static void a_key_moves_when_its_names_change(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    add_others(f);
    on = add_page(f, "a");
    mention(&on, "J. Smith", CN_ROLE_MENTION, CN_TYPE_PERSON);
    on = add_page(f, "b");
    mention(&on, "John Smith", CN_ROLE_MENTION, CN_TYPE_PERSON);
    fuse(f);
    /* A place has no initial. */
    on = add_page(f, "c");
    for (int i = 0; i < 4; i++)
        mention(&on, "John Smith", CN_ROLE_MENTION, CN_TYPE_PLACE);
    fuse(f);
    check_followed(f);
    forget(f, "c");
    fuse(f);
    check_followed(f);
}

static void a_block_over_the_limit_is_passed_over_until_names_go(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    add_others(f);
    on = add_page(f, "plain");
    mention(&on, "Heat", CN_ROLE_MENTION, CN_TYPE_WORK);
    for (int i = 0; i < CN_BLOCK_SIZE_MAX; i++)
        title(f, i);
    fuse(f);
    assert_int_equal(meanings_of(f, "Heat"), CN_BLOCK_SIZE_MAX);
    assert_false(has_entity(f, "Heat"));
    check_clean(f);
    title(f, CN_BLOCK_SIZE_MAX);
    fuse(f);
    assert_int_equal(meanings_of(f, "Heat"), 0);
    assert_true(has_entity(f, "Heat"));
    check_followed(f);
    forget(f, "heat 3");
    fuse(f);
    assert_int_equal(meanings_of(f, "Heat"), CN_BLOCK_SIZE_MAX);
    assert_false(has_entity(f, "Heat"));
    check_followed(f);
    for (int i = 4; i < 14; i++) { /* well below, and back */
        char uri[32];

        snprintf(uri, sizeof(uri), "heat %d", i);
        forget(f, uri);
    }
    fuse(f);
    check_followed(f);
    for (int i = 4; i < 14; i++)
        title(f, i);
    title(f, CN_BLOCK_SIZE_MAX + 1);
    fuse(f);
    assert_int_equal(meanings_of(f, "Heat"), 0);
    check_followed(f);
}

static void thousands_of_one_block_are_quick(void **state)
{
    enum { N = 3000 };
    fixture *f = *state;
    page on;

    begin(f);
    for (int i = 0; i < N; i++) {
        char name[32];

        if (i % 1000 == 0) {
            snprintf(name, sizeof(name), "u%d", i);
            on = add_page(f, name);
        }
        snprintf(name, sizeof(name), "J%c%c%c Smith", 'a' + i % 26, 'a' + i / 26 % 26,
                 'a' + i / 676);
        mention(&on, name, CN_ROLE_MENTION, CN_TYPE_PERSON);
    }
    mention(&on, "J. Smith", CN_ROLE_MENTION, CN_TYPE_PERSON);
    fuse(f);
    assert_int_equal(meaning_of(f, "J. Smith"), 0);
    check_clean(f);
}

/* What a key looks to changes far from it: by what a text says, not by a block. */
static void those_that_a_text_joins_follow_a_change_of_either(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    add_others(f);
    on = add_page(f, "a");
    mention(&on, "Countess Augusta", CN_ROLE_MENTION, CN_TYPE_PERSON);
    say(&on, "Ada Lovelace", "also known as", "Countess Augusta", CN_TYPE_PERSON, 0.8);
    say(&on, "Ada Lovelace", "also known as", "Countess Augusta", CN_TYPE_PERSON, 0.8);
    fuse(f);
    on = add_page(f, "b");
    for (int i = 0; i < 5; i++)
        mention(&on, "Ada Lovelace", CN_ROLE_MENTION, CN_TYPE_WORK);
    fuse(f);
    check_followed(f);
    on = add_page(f, "c");
    mention(&on, "Countess Augusta", CN_ROLE_TITLE, CN_TYPE_PERSON);
    fuse(f);
    check_followed(f);
    forget(f, "b");
    fuse(f);
    check_followed(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(blocks_come_and_go_with_names),
        STORE_TEST(a_key_moves_when_its_names_change),
        STORE_TEST(a_block_over_the_limit_is_passed_over_until_names_go),
        STORE_TEST(thousands_of_one_block_are_quick),
        STORE_TEST(those_that_a_text_joins_follow_a_change_of_either),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
