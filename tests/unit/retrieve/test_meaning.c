/* Relatives of words, by the pack's table and a small WordNet, each alone and both. */
#include "retrieve/meaning.h"

#include "unit/base/oom_walk.h"
#include "unit/base/small_wordnet.h"
#include "unit/retrieve/words_of.h"

static temp_dir table, wordnet;
static cn_meaning *both, *listed, *nothing;

static int open_all(void **state)
{
    if (!temp_dir_make(&table) || !temp_dir_make(&wordnet) || open_word_reader(state) < 0)
        return -1;
    temp_file_put(&table, "related.tsv",
                  "# a comment\n\n"
                  "said\t80\tspouse\twife married\n"
                  "same\t60\tbegin start commence\n");
    small_wordnet_put(&wordnet);
    if (cn_meaning_open(&both, table.path, wordnet.path, NULL) < 0 ||
        cn_meaning_open(&listed, table.path, NULL, NULL) < 0)
        return -1;
    return cn_meaning_open(&nothing, NULL, NULL, NULL);
}

static int close_all(void **state)
{
    cn_meaning_free(both);
    cn_meaning_free(listed);
    cn_meaning_free(nothing);
    temp_dir_remove(&table);
    temp_dir_remove(&wordnet);
    return close_word_reader(state);
}

/* The weight with which one word is a relative of the other in hundredths, 0: it is none. */
static int weight(const cn_meaning *meaning, const char *asked, const char *said)
{
    const cn_word word = word_of(asked), other = word_of(said);
    double likeness;

    assert_int_equal(
        cn_meaning_likeness(meaning, word_reader, asked, &word, other.stem, &likeness, NULL),
        CAIRN_OK);
    return (int)(likeness * 100 + 0.5);
}

static void a_word_is_like_itself_whatever_is_known(void **state)
{
    (void)state;
    assert_int_equal(weight(NULL, "spouse", "spouses"), 100);
    assert_int_equal(weight(nothing, "Spouse", "spouse"), 100);
    assert_int_equal(weight(NULL, "spouse", "wife"), 0);
    assert_int_equal(weight(nothing, "spouse", "wife"), 0);
}

static void a_wordnet_that_is_not_there_is_named(void **state)
{
    cairn_error err = {0};
    cn_meaning *meaning;

    (void)state;
    assert_int_equal(cn_meaning_open(&meaning, table.path, "/nowhere", &err), CAIRN_ENOTFOUND);
    assert_null(meaning);
    assert_non_null(strstr(err.message, "/nowhere"));
}

static void what_is_said_is_no_relative_the_other_way(void **state)
{
    (void)state;
    assert_int_equal(weight(listed, "spouse", "wife"), 80);
    assert_int_equal(weight(listed, "Spouses", "marries"), 80);
    assert_int_equal(weight(listed, "wife", "spouse"), 0);
    assert_int_equal(weight(listed, "start", "commences"), 60);
    assert_int_equal(weight(listed, "commence", "start"), 60);
}

static void wordnet_adds_what_the_table_does_not_say(void **state)
{
    (void)state;
    assert_true(weight(both, "wife", "spouse") > 0);
    assert_true(weight(both, "composed", "composition") > 0);
    assert_true(weight(both, "composing", "writes") > 0);
    assert_int_equal(weight(both, "spouse", "wife"), 80);
    assert_int_equal(weight(both, "river", "paris"), 0);
}

static void relatives_come_best_first_and_bounded(void **state)
{
    cn_related related[CN_RELATED_MAX];
    const cn_word word = word_of("spouse");
    size_t n;

    (void)state;
    assert_int_equal(cn_meaning_related(both, word_reader, "spouse", &word, related, &n, NULL),
                     CAIRN_OK);
    assert_true(n > 2 && n <= CN_RELATED_MAX);
    for (size_t i = 0; i < n; i++) {
        assert_true(related[i].stem != word.stem);
        assert_true(related[i].weight > 0 && related[i].weight <= 1);
        assert_true(i == 0 || related[i].weight <= related[i - 1].weight);
        for (size_t k = 0; k < i; k++)
            assert_true(related[i].stem != related[k].stem);
    }
    assert_int_equal(related[0].kind, CN_RELATED_TABLE);
}

static void the_pack_knows_relations(void **state)
{
    cn_meaning *english;

    (void)state;
    assert_int_equal(
        cn_meaning_open(&english, CAIRN_SOURCE_DIR "/data/models/en", NULL, &(cairn_error){0}),
        CAIRN_OK);
    assert_true(weight(english, "spouse", "wife") >= 50);
    assert_true(weight(english, "author", "wrote") >= 50);
    assert_true(weight(english, "performer", "sang") >= 50);
    assert_true(weight(english, "headquarters", "based") >= 50);
    assert_true(weight(english, "die", "death") >= 50);
    assert_true(weight(english, "population", "inhabitants") >= 50);
    assert_true(weight(english, "father", "mother") == 0);
    cn_meaning_free(english);
}

static int open_and_ask(void *user)
{
    cn_meaning *meaning;
    cn_related related[CN_RELATED_MAX];
    const cn_word *word = user;
    size_t n;
    int rc = cn_meaning_open(&meaning, table.path, wordnet.path, NULL);

    if (rc == CAIRN_OK)
        rc = cn_meaning_related(meaning, word_reader, "spouse", word, related, &n, NULL);
    cn_meaning_free(meaning);
    return rc;
}

static void running_out_of_memory_leaves_nothing_behind(void **state)
{
    cn_word word = word_of("spouse");

    (void)state;
    walk_failures(open_and_ask, &word);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_like_itself_whatever_is_known),
        cmocka_unit_test(a_wordnet_that_is_not_there_is_named),
        cmocka_unit_test(what_is_said_is_no_relative_the_other_way),
        cmocka_unit_test(wordnet_adds_what_the_table_does_not_say),
        cmocka_unit_test(relatives_come_best_first_and_bounded),
        cmocka_unit_test(the_pack_knows_relations),
        cmocka_unit_test(running_out_of_memory_leaves_nothing_behind),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
