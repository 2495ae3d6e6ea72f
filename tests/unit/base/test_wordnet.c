/* WordNet's files: forms to lemmas, lemmas to senses, senses to words and links; and files that do
 * not keep to the format. */
#include "base/wordnet.h"

#include "unit/base/oom_walk.h"
#include "unit/base/small_wordnet.h"

static temp_dir dir;
static cn_wordnet *wordnet;

static int open_small(void **state)
{
    (void)state;
    if (!temp_dir_make(&dir))
        return -1;
    small_wordnet_put(&dir);
    return cn_wordnet_open(&wordnet, dir.path, NULL);
}

static int close_small(void **state)
{
    (void)state;
    cn_wordnet_close(wordnet);
    temp_dir_remove(&dir);
    return 0;
}

static const char *lemma_of(cn_wordnet_class class, const char *form)
{
    static cn_wordnet_lemma lemmas[CN_WORDNET_FORMS_MAX];

    return cn_wordnet_lemmas(wordnet, class, form, strlen(form), lemmas) > 0 ? lemmas[0].text : "";
}

static void forms_lead_to_lemmas(void **state)
{
    (void)state;
    assert_string_equal(lemma_of(CN_WORDNET_NOUN, "spouse"), "spouse");
    assert_string_equal(lemma_of(CN_WORDNET_NOUN, "rivers"), "river");
    assert_string_equal(lemma_of(CN_WORDNET_NOUN, "entities"), "entity");
    assert_string_equal(lemma_of(CN_WORDNET_NOUN, "wives"), "wife");
    assert_string_equal(lemma_of(CN_WORDNET_VERB, "composed"), "compose");
    assert_string_equal(lemma_of(CN_WORDNET_VERB, "writing"), "write");
    assert_string_equal(lemma_of(CN_WORDNET_NOUN, "nowhere"), "");
    assert_string_equal(lemma_of(CN_WORDNET_ADJ, "spouse"), "");
    assert_string_equal(lemma_of(CN_WORDNET_NOUN, "spous"), "");
    assert_string_equal(lemma_of(CN_WORDNET_NOUN, "s"), "");
    assert_string_equal(lemma_of(CN_WORDNET_NOUN, ""), "");
    assert_string_equal(lemma_of(CN_WORDNET_NOUN, " "), "");
    assert_string_equal(lemma_of(CN_WORDNET_NOUN, "1"), "");
    assert_string_equal(lemma_of(CN_WORDNET_NOUN, "\xff\xff"), "");
}

static void every_lemma_of_the_index_is_found(void **state)
{
    static const char *const lemmas[] = {"composer", "entity", "husband", "individual",
                                         "location", "loop",   "person",  "river",
                                         "spouse",   "stream", "wife"};
    uint32_t senses[CN_WORDNET_SENSES_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof lemmas / sizeof *lemmas; i++) {
        cn_wordnet_sense sense;

        assert_int_equal(
            cn_wordnet_senses(wordnet, CN_WORDNET_NOUN, lemmas[i], strlen(lemmas[i]), senses), 1);
        assert_true(cn_wordnet_read(wordnet, CN_WORDNET_NOUN, senses[0], &sense));
    }
}

static void a_sense_has_its_words_and_links(void **state)
{
    uint32_t senses[CN_WORDNET_SENSES_MAX];
    cn_wordnet_sense sense;

    (void)state;
    assert_int_equal(cn_wordnet_senses(wordnet, CN_WORDNET_NOUN, "composer", 8, senses), 1);
    assert_true(cn_wordnet_read(wordnet, CN_WORDNET_NOUN, senses[0], &sense));
    assert_int_equal(sense.n_words, 2);
    assert_memory_equal(sense.words[0].text, "composer", sense.words[0].len);
    assert_int_equal(sense.n_links, 3);
    assert_string_equal(sense.links[0].sign, "@");
    assert_string_equal(sense.links[1].sign, "+");
    assert_int_equal(sense.links[1].class, CN_WORDNET_VERB);
    assert_int_equal(sense.links[1].from, 1);
    assert_int_equal(sense.links[1].to, 1);
    assert_true(cn_wordnet_read(wordnet, CN_WORDNET_VERB, sense.links[1].sense, &sense));
    assert_int_equal(sense.n_words, 2);
    assert_memory_equal(sense.words[1].text, "write", sense.words[1].len);
}

static void places_between_senses_hold_none(void **state)
{
    cn_wordnet_sense sense;

    (void)state;
    assert_false(cn_wordnet_read(wordnet, CN_WORDNET_NOUN, 3, &sense));
    assert_false(cn_wordnet_read(wordnet, CN_WORDNET_NOUN, UINT32_MAX, &sense));
    assert_false(cn_wordnet_read(wordnet, CN_WORDNET_ADV, 0, &sense));
    assert_int_equal(sense.n_words, 0);
}

static void a_folder_without_it_is_not_found(void **state)
{
    cairn_error err;
    cn_wordnet *none;

    (void)state;
    assert_int_equal(cn_wordnet_open(&none, "/nowhere", &err), CAIRN_ENOTFOUND);
    assert_null(none);
    cn_wordnet_close(NULL);
}

/* Anything may stand in the files: nothing is read beyond them, and every walk ends. */
static void damaged_files_give_less(void **state)
{
    static const char *const damages[] = {
        "spouse",       "spouse n 999999999 3 @ ~ + 1 0 00000003 00000003",
        "spouse n 1 1", "spouse n ffff gggg\nspouse spouse\n\n\n",
        "\n\n\n",       "spouse n 1 1 @ 1 0 4294967295\n"};
    static const char *const senses[] = {"", "00000000", "00000000 03 n ff spouse",
                                         "00000000 03 n 01 spouse 0 999 @",
                                         "00000000 03 n 01 spouse 0 002 @ 1 n 0000 toolong 1 n 0"};
    temp_dir other;

    (void)state;
    assert_true(temp_dir_make(&other));
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++)
        for (size_t k = 0; k < sizeof senses / sizeof *senses; k++) {
            cn_wordnet *broken;
            cn_wordnet_lemma lemmas[CN_WORDNET_FORMS_MAX];
            cn_wordnet_sense sense;
            uint32_t found[CN_WORDNET_SENSES_MAX];

            temp_file_put(&other, "index.noun", damages[i]);
            temp_file_put(&other, "data.noun", senses[k]);
            assert_int_equal(cn_wordnet_open(&broken, other.path, NULL), CAIRN_OK);
            cn_wordnet_lemmas(broken, CN_WORDNET_NOUN, "spouses", 7, lemmas);
            cn_wordnet_lemmas(broken, CN_WORDNET_NOUN, "zoo", 3, lemmas);
            for (size_t s = cn_wordnet_senses(broken, CN_WORDNET_NOUN, "spouse", 6, found); s > 0;)
                cn_wordnet_read(broken, CN_WORDNET_NOUN, found[--s], &sense);
            cn_wordnet_read(broken, CN_WORDNET_NOUN, 0, &sense);
            cn_wordnet_close(broken);
        }
    temp_dir_remove(&other);
}

static int open_again(void *user)
{
    cn_wordnet *again;
    const int rc = cn_wordnet_open(&again, user, NULL);

    cn_wordnet_close(again);
    return rc;
}

static void running_out_of_memory_leaves_nothing_open(void **state)
{
    (void)state;
    walk_failures(open_again, dir.path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_lead_to_lemmas),
        cmocka_unit_test(every_lemma_of_the_index_is_found),
        cmocka_unit_test(a_sense_has_its_words_and_links),
        cmocka_unit_test(places_between_senses_hold_none),
        cmocka_unit_test(a_folder_without_it_is_not_found),
        cmocka_unit_test(damaged_files_give_less),
        cmocka_unit_test(running_out_of_memory_leaves_nothing_open),
    };

    return cmocka_run_group_tests(tests, open_small, close_small);
}
