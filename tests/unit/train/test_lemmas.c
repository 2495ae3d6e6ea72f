/* Lemma rules learned from a treebank: regular endings become rules, the rest exceptions. */
#include "unit/train/small_language.h"

#include "ingest/tagger_features.h"
#include "ingest/tokens.h"
#include "tools/train/lemmas.h"
#include "tools/train/tag_words.h"

static temp_dir dir; /* of this program */

static int make_dir(void **state)
{
    (void)state;
    return temp_dir_make(&dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    temp_dir_remove(&dir);
    return 0;
}

static int learn(cn_lemma_tables *tables, const char *name)
{
    uint32_t *morphs = NULL;
    cn_conllu treebank;
    int rc = cn_conllu_read(&treebank, temp_name(&dir, name), NULL);

    if (rc < 0)
        return rc;
    morphs = cn_alloc_zero(treebank.n_words, sizeof(*morphs));
    if (morphs) {
        for (size_t i = 0; i < treebank.n_words; i++)
            morphs[i] = cn_morph_of_tag(&treebank.words[i]);
        rc = cn_lemma_tables_make(tables, &treebank, morphs, NULL);
        if (rc < 0)
            cn_lemma_tables_done(tables);
    } else {
        rc = CAIRN_ENOMEM;
    }
    cn_free(morphs);
    cn_conllu_done(&treebank);
    return rc;
}

static void expect(const cn_lemma_tables *tables, const char *form, uint8_t upos, uint32_t morph,
                   const char *expected)
{
    const cn_lemmas lemmas = {tables->endings, tables->n_endings, tables->rules,
                              (uint32_t)tables->n_rules};
    cn_token token = {.len = (uint16_t)strlen(form), .upos = upos, .morph = morph};
    cn_tag_word words[2] = {{0, 0}};
    const cn_tag_lexicon lexicon = {.words = words, .n_words = 2};
    char lemma[64];

    cn_token_look(&token, form);
    cn_lemmas_find(&lemmas, &lexicon, form, &token, lemma, sizeof(lemma));
    assert_string_equal(lemma, expected);
}

static void endings_become_rules(void **state)
{
    cn_lemma_tables tables;

    (void)state;
    small_treebank(&dir, "a.conllu", 100, 1, 0, 12);
    assert_int_equal(learn(&tables, "a.conllu"), CAIRN_OK);
    expect(&tables, "quoranek", CN_UPOS_NOUN, CN_MORPH_PLURAL, "quor");
    expect(&tables, "quoran", CN_UPOS_NOUN, 0, "quor");
    expect(&tables, "Quorama", CN_UPOS_VERB, CN_MORPH_PAST | CN_MORPH_FINITE, "quor");
    expect(&tables, "lo", CN_UPOS_DET, 0, "lo");
    cn_lemma_tables_done(&tables);
}

static void a_form_apart_is_an_exception(void **state)
{
    cn_lemma_tables tables;

    (void)state;
    temp_file_put(&dir, "b.conllu",
                  "1\tcats\tcat\tNOUN\t_\tNumber=Plur\t0\troot\t_\t_\n"
                  "2\tdogs\tdog\tNOUN\t_\tNumber=Plur\t1\tdep\t_\t_\n"
                  "3\tboats\tboat\tNOUN\t_\tNumber=Plur\t1\tdep\t_\t_\n"
                  "4\tmice\tmouse\tNOUN\t_\tNumber=Plur\t1\tdep\t_\t_\n"
                  "5\tgeese\tgoose\tNOUN\t_\tNumber=Plur\t1\tdep\t_\t_\n");
    assert_int_equal(learn(&tables, "b.conllu"), CAIRN_OK);
    expect(&tables, "mice", CN_UPOS_NOUN, CN_MORPH_PLURAL, "mouse");
    expect(&tables, "geese", CN_UPOS_NOUN, CN_MORPH_PLURAL, "goose");
    expect(&tables, "goats", CN_UPOS_NOUN, CN_MORPH_PLURAL, "goat");
    cn_lemma_tables_done(&tables);
}

static int learn_once(void *user)
{
    cn_lemma_tables tables;
    int rc = learn(&tables, "b.conllu");

    (void)user;
    if (rc == CAIRN_OK)
        cn_lemma_tables_done(&tables);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    walk_failures(learn_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(endings_become_rules),
        cmocka_unit_test(a_form_apart_is_an_exception),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
