/* What stands in related.tsv and reference-nouns.txt, and what may not. */
#include "retrieve/meaning.h"

#include "unit/base/temp_dir.h"
#include "unit/retrieve/words_of.h"

static temp_dir dir;

static int open_dir(void **state)
{
    return temp_dir_make(&dir) ? open_word_reader(state) : -1;
}

static int close_dir(void **state)
{
    temp_dir_remove(&dir);
    return close_word_reader(state);
}

static int open_table(const char *text, cn_meaning **meaning, cairn_error *err)
{
    temp_file_put(&dir, "related.tsv", text);
    return cn_meaning_open(meaning, dir.path, NULL, err);
}

static void lines_that_are_no_group_are_refused_by_number(void **state)
{
    static const char *const lines[] = {"same\t80",                     /* no words */
                                        "same\t0\ta b",                 /* no weight */
                                        "same\t101\ta b",               /* too heavy */
                                        "same\t8x\ta b",                /* no number */
                                        "same\t99999999999999999\ta b", /* far too heavy */
                                        "said\t80\tspouse wife",        /* one side */
                                        "kind\tanimal\tcat",            /* no kind */
                                        "under\ttwo words\tcat",        /* not one word */
                                        "like\t80\ta b",
                                        "\t",
                                        "words"};

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[256];
        cairn_error err = {0};
        cn_meaning *meaning;

        snprintf(text, sizeof text, "# first\n%s\n", lines[i]);
        assert_int_equal(open_table(text, &meaning, &err), CAIRN_EPARSE);
        assert_null(meaning);
        assert_non_null(strstr(err.message, "related.tsv:2: "));
    }
}

static void files_may_be_missing_empty_or_without_a_last_newline(void **state)
{
    static const char *const texts[] = {"", "\n", "# only this", "same\t80\tbegin start"};
    cn_meaning *meaning;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(open_table(texts[i], &meaning, NULL), CAIRN_OK);
        cn_meaning_free(meaning);
    }
    assert_int_equal(cn_meaning_open(&meaning, "/nowhere", NULL, NULL), CAIRN_OK);
    cn_meaning_free(meaning);
}

static void a_pair_said_twice_has_its_greatest_weight(void **state)
{
    const cn_word word = word_of("begin");
    cn_related related[CN_RELATED_MAX];
    cn_meaning *meaning;
    size_t n;

    (void)state;
    assert_int_equal(open_table("same\t30\tbegin start\nsaid\t70\tbegin\tstart begin\n"
                                "same\t50\tstart begin\n",
                                &meaning, NULL),
                     CAIRN_OK);
    assert_int_equal(cn_meaning_related(meaning, word_reader, "begin", &word, related, &n, NULL),
                     CAIRN_OK);
    assert_int_equal(n, 1);
    assert_int_equal((int)(related[0].weight * 100 + 0.5F), 70);
    cn_meaning_free(meaning);
}

static void nouns_of_references_are_kinds_too(void **state)
{
    const cn_word actor = word_of("actors"), aunt = word_of("aunt"), mister = word_of("mister");
    cn_meaning *meaning;

    (void)state;
    temp_file_put(&dir, "reference-nouns.txt",
                  "# nouns\nperson -: actor singer\nkin f: aunt\ntitle m: mister\nperson\n");
    assert_int_equal(open_table("", &meaning, NULL), CAIRN_OK);
    assert_int_equal(cn_meaning_noun_kind(meaning, "actors", &actor), CN_NOUN_PERSON);
    assert_int_equal(cn_meaning_noun_kind(meaning, "aunt", &aunt), CN_NOUN_PERSON);
    assert_int_equal(cn_meaning_noun_kind(meaning, "mister", &mister), CN_NOUN_UNKNOWN);
    cn_meaning_free(meaning);
}

static void irregular_verbs_of_relations_are_one(void **state)
{
    const cn_word word = word_of("built");
    cn_related related[CN_RELATED_MAX];
    cn_meaning *meaning;
    size_t n;

    (void)state;
    temp_file_put(&dir, "relations.tsv",
                  "# verbs\nverb\tbuild\tbuilt\tbuilt\nverb\tgo\nverb\tgo\twent\tgone\textra\n"
                  "relation\tx\t-\t-\n");
    assert_int_equal(open_table("", &meaning, NULL), CAIRN_OK);
    assert_int_equal(cn_meaning_related(meaning, word_reader, "built", &word, related, &n, NULL),
                     CAIRN_OK);
    assert_int_equal(n, 1);
    assert_true(related[0].stem == word_of("building").stem);
    cn_meaning_free(meaning);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_that_are_no_group_are_refused_by_number),
        cmocka_unit_test(files_may_be_missing_empty_or_without_a_last_newline),
        cmocka_unit_test(a_pair_said_twice_has_its_greatest_weight),
        cmocka_unit_test(nouns_of_references_are_kinds_too),
        cmocka_unit_test(irregular_verbs_of_relations_are_one),
    };

    return cmocka_run_group_tests(tests, open_dir, close_dir);
}
