/* A question's words as a chain of relations. X is the name that the chain begins at. */
#include "retrieve/relations.h"

#include "scanned.h"

/* The chain from the word Xan, up to CN_REL_NONE. */
static void assert_chain(const char *question, const cn_relation *relations)
{
    scanned s;
    cn_chain chain;
    size_t len, n = 0, name;

    scan(&s, question);
    name = cn_phrase_find(&s.text, 0, s.text.n, "xan", &len);
    cn_chain_read(&s.text, name, name < s.text.n ? name + 1 : name, &chain);
    for (; relations[n] != CN_REL_NONE; n++) {
        assert_true(n < chain.n);
        assert_int_equal(chain.items[n], relations[n]);
    }
    assert_int_equal(chain.n, n);
    scan_done(&s);
}
#define CHAIN(...) ((const cn_relation[]){__VA_ARGS__, CN_REL_NONE})

static void where_asks_for_a_place_of_birth(void **state)
{
    (void)state;
    assert_chain("Where was the director of Xan born?", CHAIN(CN_REL_DIRECTOR, CN_REL_BIRTH_PLACE));
    assert_chain("When was the director of Xan born?", CHAIN(CN_REL_DIRECTOR, CN_REL_BIRTH_DATE));
}

static void words_before_the_name_go_from_the_nearest(void **state)
{
    (void)state;
    assert_chain("Who is the father of the wife of Xan?", CHAIN(CN_REL_SPOUSE, CN_REL_FATHER));
}

static void words_behind_the_name_keep_their_order(void **state)
{
    (void)state;
    assert_chain("What is Xan's wife's nationality?", CHAIN(CN_REL_SPOUSE, CN_REL_COUNTRY));
}

static void far_kin_is_two_steps(void **state)
{
    (void)state;
    assert_chain("Who is the maternal grandfather of Xan?", CHAIN(CN_REL_MOTHER, CN_REL_FATHER));
    assert_chain("Who is the paternal grandfather of Xan?", CHAIN(CN_REL_FATHER, CN_REL_FATHER));
    assert_chain("Who is Xan's maternal grandmother?", CHAIN(CN_REL_MOTHER, CN_REL_MOTHER));
    assert_chain("Who is the mother-in-law of Xan?", CHAIN(CN_REL_SPOUSE, CN_REL_MOTHER));
}

static void unread_words_are_counted(void **state)
{
    scanned s;
    cn_chain chain;

    (void)state;
    scan(&s, "Who painted the father of Xan?");
    cn_chain_read(&s.text, 5, 6, &chain);
    assert_int_equal(chain.n_unread, 1);
    scan_done(&s);
}

static void text_without_words_has_no_chain(void **state)
{
    (void)state;
    for (size_t i = 0; i < ODD_TEXTS_N; i++)
        assert_chain(ODD_TEXTS[i], (const cn_relation[]){CN_REL_NONE});
    assert_null(cn_relation_row_of(CN_REL_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_asks_for_a_place_of_birth),
        cmocka_unit_test(words_before_the_name_go_from_the_nearest),
        cmocka_unit_test(words_behind_the_name_keep_their_order),
        cmocka_unit_test(far_kin_is_two_steps),
        cmocka_unit_test(unread_words_are_counted),
        cmocka_unit_test(text_without_words_has_no_chain),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
