/* Tags and words counted from a treebank: rare tags fall to the nearest, frequent words are held to
 * the tags they were seen with, function words keep their features. */
#include "unit/train/small_language.h"

#include "ingest/tokens.h"
#include "tools/train/tag_words.h"

static temp_dir dir; /* of this program */

typedef struct counted {
    cn_conllu treebank;
    cn_tag_words words;
    cn_tag_lexicon lexicon;
} counted;

static int count_treebank(void **state)
{
    static counted all;

    if (!temp_dir_make(&dir))
        return -1;
    small_treebank(&dir, "a.conllu", 200, 1, 0, 20);
    temp_file_put(&dir, "clusters", "4097\tlo\n4097\tmu\n6146\tnew\nno line\n\n99\n");
    if (cn_conllu_read(&all.treebank, temp_name(&dir, "a.conllu"), NULL) < 0 ||
        cn_tag_words_make(&all.words, &all.treebank, temp_name(&dir, "clusters"), NULL) < 0)
        return -1;
    all.lexicon = cn_tag_words_lexicon(&all.words);
    *state = &all;
    return 0;
}

static int free_treebank(void **state)
{
    counted *all = *state;

    cn_tag_words_done(&all->words);
    cn_conllu_done(&all->treebank);
    temp_dir_remove(&dir);
    return 0;
}

static uint32_t bits_of(const counted *all, const char *form)
{
    return cn_tag_lexicon_find(&all->lexicon, cn_token_key(form, strlen(form)));
}

static void tags_are_upos_with_features(void **state)
{
    const counted *all = *state;
    bool has_plural = false;

    assert_in_range(all->words.n_tags, 8, 10);
    for (uint32_t i = 0; i < all->words.n_tags; i++)
        has_plural = has_plural || strcmp(all->words.tags[i].name, "NOUN Number=Plur") == 0;
    assert_true(has_plural);
}

static void every_word_has_a_tag_near_its_own(void **state)
{
    const counted *all = *state;
    cn_conllu_word rare = {.upos = CN_UPOS_NOUN, .feats = {"Degree=Sup|Number=Plur", 22}};

    for (size_t i = 0; i < all->treebank.n_words; i++) {
        const cn_conllu_word *word = &all->treebank.words[i];
        const cn_tag *tag = &all->words.tags[cn_tag_words_tag(&all->words, word)];

        assert_int_equal(tag->upos, word->upos);
        assert_int_equal(tag->morph, cn_morph_of_tag(word));
    }
    assert_int_equal(all->words.tags[cn_tag_words_tag(&all->words, &rare)].morph, CN_MORPH_PLURAL);
}

static void a_verb_has_no_number_of_its_own(void **state)
{
    const cn_conllu_word verb = {.upos = CN_UPOS_VERB, .feats = {"Number=Plur|Tense=Past", 22}};

    (void)state;
    assert_int_equal(cn_morph_of_tag(&verb), CN_MORPH_PAST);
}

static void frequent_words_are_held_to_their_tags(void **state)
{
    const counted *all = *state;
    const uint32_t lo = bits_of(all, "lo");
    const uint64_t set = all->lexicon.sets[cn_tag_word_set(lo)];

    assert_true(cn_tag_word_is_restricted(lo));
    assert_true(set != 0 && (set & (set - 1)) == 0);
    assert_int_equal(bits_of(all, "unheard"), 0);
}

static void function_words_keep_their_features(void **state)
{
    const counted *all = *state;

    assert_int_equal(all->lexicon.closed[cn_tag_word_closed(bits_of(all, "lo"))],
                     CN_MORPH_DEFINITE);
    assert_int_equal(all->lexicon.closed[cn_tag_word_closed(bits_of(all, "mu"))],
                     CN_MORPH_INDEFINITE);
    assert_int_equal(all->lexicon.closed[cn_tag_word_closed(bits_of(all, "sia"))],
                     CN_MORPH_PERSONAL | CN_MORPH_FIRST);
    assert_int_equal(all->lexicon.closed[cn_tag_word_closed(bits_of(all, "."))], 0);
}

static void clusters_are_taken_from_their_lines(void **state)
{
    const counted *all = *state;

    assert_int_equal(all->lexicon.clusters[cn_tag_word_cluster(bits_of(all, "lo"))], 4097);
    assert_int_equal(all->lexicon.clusters[cn_tag_word_cluster(bits_of(all, "mu"))], 4097);
    assert_int_equal(all->lexicon.clusters[cn_tag_word_cluster(bits_of(all, "new"))], 6146);
    assert_int_equal(all->words.n_clusters, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_are_upos_with_features),
        cmocka_unit_test(every_word_has_a_tag_near_its_own),
        cmocka_unit_test(a_verb_has_no_number_of_its_own),
        cmocka_unit_test(frequent_words_are_held_to_their_tags),
        cmocka_unit_test(function_words_keep_their_features),
        cmocka_unit_test(clusters_are_taken_from_their_lines),
    };

    return cmocka_run_group_tests(tests, count_treebank, free_treebank);
}
