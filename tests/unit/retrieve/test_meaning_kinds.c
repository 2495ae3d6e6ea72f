/* What nouns name, and which are kinds of others. */
#include "retrieve/meaning.h"
#include "unit/base/small_wordnet.h"
#include "unit/retrieve/words_of.h"

static temp_dir table, wordnet;
static cn_meaning *both, *listed;

static int open_all(void **state)
{
    if (!temp_dir_make(&table) || !temp_dir_make(&wordnet) || open_word_reader(state) < 0)
        return -1;
    temp_file_put(&table, "related.tsv",
                  "kind\tplace\tcity\nunder\tsettlement\tcity hamlet\nunder\tcity\tcapital\n"
                  "under\thamlet\tsettlement\nkind\ttime\tyear\n");
    small_wordnet_put(&wordnet);
    if (cn_meaning_open(&listed, table.path, NULL, NULL) < 0)
        return -1;
    return cn_meaning_open(&both, table.path, wordnet.path, NULL);
}

static int close_all(void **state)
{
    cn_meaning_free(both);
    cn_meaning_free(listed);
    temp_dir_remove(&table);
    temp_dir_remove(&wordnet);
    return close_word_reader(state);
}

static cn_noun_kind kind(const cn_meaning *meaning, const char *text)
{
    const cn_word word = word_of(text);

    return cn_meaning_noun_kind(meaning, text, &word);
}

static bool is_a(const cn_meaning *meaning, const char *text, const char *wider)
{
    const cn_word word = word_of(text), other = word_of(wider);

    return cn_meaning_is_a(meaning, text, &word, wider, &other);
}

static void the_table_says_kinds_directly_and_by_what_is_above(void **state)
{
    (void)state;
    assert_int_equal(kind(listed, "Cities"), CN_NOUN_PLACE);
    assert_int_equal(kind(listed, "capital"), CN_NOUN_PLACE);
    assert_int_equal(kind(listed, "years"), CN_NOUN_TIME);
    assert_int_equal(kind(listed, "hamlet"), CN_NOUN_UNKNOWN); /* settlement and it: a circle */
    assert_int_equal(kind(listed, "river"), CN_NOUN_UNKNOWN);
    assert_int_equal(kind(NULL, "city"), CN_NOUN_UNKNOWN);
}

static void wordnet_says_kinds_by_what_is_above(void **state)
{
    (void)state;
    assert_int_equal(kind(both, "river"), CN_NOUN_PLACE);
    assert_int_equal(kind(both, "wives"), CN_NOUN_PERSON);
    assert_int_equal(kind(both, "loop"), CN_NOUN_UNKNOWN);
    assert_int_equal(kind(both, "nowhere"), CN_NOUN_UNKNOWN);
}

static void a_noun_is_what_stands_above_it(void **state)
{
    (void)state;
    assert_true(is_a(NULL, "city", "cities"));
    assert_false(is_a(NULL, "city", "settlement"));
    assert_true(is_a(listed, "capital", "settlement"));
    assert_true(is_a(listed, "city", "place"));
    assert_false(is_a(listed, "settlement", "capital"));
    assert_false(is_a(listed, "hamlet", "nowhere"));
    assert_true(is_a(both, "wife", "spouse"));
    assert_true(is_a(both, "wives", "persons"));
    assert_true(is_a(both, "streams", "location"));
    assert_false(is_a(both, "spouse", "wife"));
    assert_false(is_a(both, "river", "person"));
}

static void the_pack_knows_common_nouns(void **state)
{
    static const struct {
        const char *noun;
        cn_noun_kind kind;
    } known[] = {{"actress", CN_NOUN_PERSON},
                 {"wife", CN_NOUN_PERSON},
                 {"river", CN_NOUN_PLACE},
                 {"county", CN_NOUN_PLACE},
                 {"company", CN_NOUN_ORGANISATION},
                 {"band", CN_NOUN_ORGANISATION},
                 {"film", CN_NOUN_WORK},
                 {"novels", CN_NOUN_WORK},
                 {"battle", CN_NOUN_EVENT},
                 {"population", CN_NOUN_QUANTITY},
                 {"century", CN_NOUN_TIME},
                 {"aircraft", CN_NOUN_PRODUCT}};
    cn_meaning *english;

    (void)state;
    assert_int_equal(cn_meaning_open(&english, CAIRN_SOURCE_DIR "/data/models/en", NULL, NULL),
                     CAIRN_OK);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_int_equal(kind(english, known[i].noun), known[i].kind);
    assert_true(is_a(english, "singer", "performer"));
    assert_true(is_a(english, "town", "settlement"));
    assert_false(is_a(english, "town", "person"));
    cn_meaning_free(english);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_says_kinds_directly_and_by_what_is_above),
        cmocka_unit_test(wordnet_says_kinds_by_what_is_above),
        cmocka_unit_test(a_noun_is_what_stands_above_it),
        cmocka_unit_test(the_pack_knows_common_nouns),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
