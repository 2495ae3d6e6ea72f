/* The English tagger on sentences of our own, and files that are no tagger. */
#include "unit/ingest/tokens_fixture.h"
#include "unit/ingest/weights_fixture.h"

#include "ingest/lemma.h"
#include "ingest/tag.h"
#include "ingest/tagger.h"
#include "ingest/tagger_features.h"

#define ENGLISH CAIRN_SOURCE_DIR "/data/models/en/tagger.weights"

static temp_dir dir; /* of this program */

static int open_all(void **state)
{
    return temp_dir_make(&dir) ? tokens_open(state) : -1;
}

static int close_all(void **state)
{
    temp_dir_remove(&dir);
    return tokens_close(state);
}

/* Tags text and compares "DET NOUN VERB" of its first tree. */
static void expect_upos(tokens_fixture *f, const cn_tagger *tagger, const char *text,
                        const char *expected)
{
    tokens_cut(f, text, strlen(text));
    cn_tagger_run(tagger, &f->trees.trees[0]);
    cn_buf_clear(&f->joined);
    for (uint32_t i = 0; i < f->trees.trees[0].n; i++) {
        if (i > 0)
            cn_buf_add_char(&f->joined, ' ');
        cn_buf_add_str(&f->joined, cn_upos_name(f->trees.tokens[i].upos));
    }
    assert_string_equal(cn_buf_str(&f->joined), expected);
}

static void plain_sentences_are_tagged(void **state)
{
    tokens_fixture *f = *state;
    cn_tagger *tagger;

    assert_int_equal(cn_tagger_open(&tagger, ENGLISH, NULL), CAIRN_OK);
    expect_upos(f, tagger, "The old keeper sold his boats to Anna Hale in 1904.",
                "DET ADJ NOUN VERB PRON NOUN ADP PROPN PROPN ADP NUM PUNCT");
    assert_true(f->trees.tokens[3].morph & CN_MORPH_PAST);
    assert_true(f->trees.tokens[3].morph & CN_MORPH_FINITE);
    assert_true(f->trees.tokens[4].morph & CN_MORPH_POSSESSIVE);
    assert_true(f->trees.tokens[4].morph & CN_MORPH_MASCULINE);
    assert_true(f->trees.tokens[5].morph & CN_MORPH_PLURAL);
    assert_true(f->trees.tokens[0].morph & CN_MORPH_DEFINITE);
    expect_upos(f, tagger, "She does not want to leave.", "PRON AUX PART VERB PART VERB PUNCT");
    assert_true(f->trees.tokens[2].morph & CN_MORPH_NEGATIVE);
    assert_true(f->trees.tokens[5].morph & CN_MORPH_INFINITIVE);
    assert_true(f->trees.tokens[0].morph & CN_MORPH_FEMININE);
    assert_string_equal(cn_tagger_tag_name(tagger, -1), "");
    assert_non_null(strstr(cn_tagger_tag_name(tagger, f->trees.tokens[5].tag), "VERB"));
    expect_upos(f, tagger, "Otto I of Halmark, king of the isles, died.",
                "PROPN NUM ADP PROPN PUNCT NOUN ADP DET NOUN PUNCT VERB PUNCT");
    cn_tagger_close(tagger);
    cn_tagger_close(NULL);
}

static void expect_lemma(tokens_fixture *f, const cn_tagger *tagger, const char *text,
                         uint32_t token, const char *expected)
{
    char lemma[64];

    tokens_cut(f, text, strlen(text));
    cn_tagger_run(tagger, &f->trees.trees[0]);
    assert_int_equal(cn_tagger_lemma(tagger, text, &f->trees.tokens[token], lemma, sizeof(lemma)),
                     strlen(expected));
    assert_string_equal(lemma, expected);
}

static void lemmas_are_found(void **state)
{
    tokens_fixture *f = *state;
    cn_tagger *tagger;
    char lemma[4];

    assert_int_equal(cn_tagger_open(&tagger, ENGLISH, NULL), CAIRN_OK);
    expect_lemma(f, tagger, "The cities were founded by monks.", 1, "city");
    expect_lemma(f, tagger, "The cities were founded by monks.", 2, "be");
    expect_lemma(f, tagger, "The cities were founded by monks.", 3, "found");
    expect_lemma(f, tagger, "Work was resumed in spring.", 2, "resume");
    expect_lemma(f, tagger, "He has written two books.", 2, "write");
    expect_lemma(f, tagger, "They don't know.", 2, "not");
    expect_lemma(f, tagger, "We met Anna Hale.", 2, "Anna");
    assert_int_equal(
        cn_tagger_lemma(tagger, "We met Anna Hale.", &f->trees.tokens[2], lemma, sizeof(lemma)), 3);
    assert_string_equal(lemma, "Ann");
    cn_tagger_close(tagger);
}

static void words_used_alike_share_a_group(void **state)
{
    static const char *const words[] = {"monday", "tuesday", "friday"};
    uint32_t clusters[3];
    cn_tagger *tagger;

    (void)state;
    assert_int_equal(cn_tagger_open(&tagger, ENGLISH, NULL), CAIRN_OK);
    for (int i = 0; i < 3; i++) {
        cn_token token = {.len = (uint16_t)strlen(words[i])};

        cn_token_look(&token, words[i]);
        clusters[i] = cn_tagger_cluster(tagger, &token);
        assert_int_not_equal(clusters[i], 0);
        assert_int_equal(clusters[i] >> CN_CLUSTER_FINE_BITS, clusters[0] >> CN_CLUSTER_FINE_BITS);
    }
    cn_tagger_close(tagger);
}

static void any_text_gets_tags(void **state)
{
    static const char text[] = "\xF0\x9F\x91\x8D \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D 東京 ((( ### "
                               "WHAT IS THIS i++; x=y*3 \xE2\x80\x8B zzzzzz";
    tokens_fixture *f = *state;
    cn_tree empty = {.text = "", .n = 0};
    cn_tagger *tagger;

    assert_int_equal(cn_tagger_open(&tagger, ENGLISH, NULL), CAIRN_OK);
    tokens_cut(f, text, strlen(text));
    for (size_t i = 0; i < f->trees.n_trees; i++)
        cn_tagger_run(tagger, &f->trees.trees[i]);
    for (size_t i = 0; i < f->trees.n_tokens; i++)
        assert_true(f->trees.tokens[i].upos < CN_UPOS_COUNT);
    cn_tagger_run(tagger, &empty);
    cn_tagger_close(tagger);
}

/* The sections of a tagger with one tag, of which one can be spoilt. */
typedef struct tiny_tagger {
    cn_tag tags[1];
    cn_tag_word words[2];
    uint64_t sets[1];
    uint32_t clusters[1], closed[1];
    cn_lemma_rule rules[1];
    cn_lemma_ending endings[2];
    cn_linear_head head;
    int8_t rows[1];
} tiny_tagger;

static tiny_tagger make_tiny(void)
{
    return (tiny_tagger){.tags = {{.upos = CN_UPOS_NOUN, .name = "NOUN"}},
                         .words = {{1, cn_tag_word_bits(0, 0, 0, false)}},
                         .sets = {1},
                         .endings = {{.rule = 0}, {.rule = CN_LEMMA_FREE}},
                         .head = {1, 1, 1, 1}};
}

static int open_tiny(const tiny_tagger *tiny, const char *kind, cairn_error *err)
{
    const cn_weights_part parts[] = {
        {"tags", tiny->tags, sizeof(tiny->tags)},
        {"words", tiny->words, sizeof(tiny->words)},
        {"sets", tiny->sets, sizeof(tiny->sets)},
        {"clusters", tiny->clusters, sizeof(tiny->clusters)},
        {"closed", tiny->closed, sizeof(tiny->closed)},
        {"lemma.rules", tiny->rules, sizeof(tiny->rules)},
        {"lemma.endings", tiny->endings, sizeof(tiny->endings)},
        {"tagger.head", &tiny->head, sizeof(tiny->head)},
        {"tagger.rows", tiny->rows, sizeof(tiny->rows)},
    };
    cn_tagger *tagger;
    int rc;

    assert_int_equal(cn_weights_write(temp_name(&dir, "tiny"), kind, "xx", parts, 9, NULL),
                     CAIRN_OK);
    rc = cn_tagger_open(&tagger, temp_name(&dir, "tiny"), err);
    cn_tagger_close(tagger);
    return rc;
}

static void expect_spoilt(tiny_tagger tiny, const char *section)
{
    cairn_error err = CAIRN_ERROR_INIT;
    char words[64];

    snprintf(words, sizeof(words), "section \"%s\"", section);
    assert_int_equal(open_tiny(&tiny, "tagger", &err), CAIRN_EPARSE);
    if (!strstr(err.message, words))
        fail_msg("\"%s\" does not name %s", err.message, section);
}

static void sections_that_make_no_sense_are_refused(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    tiny_tagger tiny = make_tiny();

    (void)state;
    assert_int_equal(open_tiny(&tiny, "tagger", &err), CAIRN_OK);
    assert_int_equal(open_tiny(&tiny, "parser", &err), CAIRN_EPARSE);
    assert_non_null(strstr(err.message, "of kind \"parser\", not \"tagger\""));
    tiny.tags[0].upos = CN_UPOS_COUNT;
    expect_spoilt(tiny, "tags");
    tiny = make_tiny();
    tiny.sets[0] = 2;
    expect_spoilt(tiny, "sets");
    tiny.sets[0] = 0;
    expect_spoilt(tiny, "sets");
    tiny = make_tiny();
    tiny.words[1] = tiny.words[0]; /* no free slot: a search would not end */
    expect_spoilt(tiny, "words");
    tiny = make_tiny();
    tiny.words[0].bits = cn_tag_word_bits(1, 0, 0, false);
    expect_spoilt(tiny, "words");
    tiny.words[0].bits = cn_tag_word_bits(0, 1, 0, true);
    expect_spoilt(tiny, "words");
    tiny.words[0].bits = cn_tag_word_bits(0, 0, 1, false);
    expect_spoilt(tiny, "words");
    tiny = make_tiny();
    tiny.endings[1].rule = 0;
    expect_spoilt(tiny, "lemma.endings");
    tiny.endings[0].rule = 7;
    tiny.endings[1].rule = CN_LEMMA_FREE;
    expect_spoilt(tiny, "lemma.endings");
    tiny = make_tiny();
    tiny.rules[0].n_append = CN_LEMMA_APPEND_MAX + 1;
    expect_spoilt(tiny, "lemma.endings");
    tiny = make_tiny();
    tiny.head.n_classes = 2;
    expect_spoilt(tiny, "tagger.rows");
}

static int open_and_close(void *user)
{
    cn_tagger *tagger;
    int rc = cn_tagger_open(&tagger, ENGLISH, NULL);

    (void)user;
    cn_tagger_close(tagger);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    walk_failures(open_and_close, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_sentences_are_tagged),
        cmocka_unit_test(lemmas_are_found),
        cmocka_unit_test(words_used_alike_share_a_group),
        cmocka_unit_test(any_text_gets_tags),
        cmocka_unit_test(sections_that_make_no_sense_are_refused),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
