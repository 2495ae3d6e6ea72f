/* A pack's parts run over passages: trees, names and references of one chunk and not of another,
 * and memory that runs out in the midst of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "ingest/analysis.h"
#include "ingest/names.h"
#include "unit/ingest/languages.h"

typedef struct fixture {
    cn_languages *languages;
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_passage passage;
    cn_analysis analysis;
} fixture;

static int set_up(void **state)
{
    static fixture f;

    *state = &f;
    f.languages = open_languages();
    cn_analysis_init(&f.analysis);
    if (cn_tokenizer_new(&f.tokenizer, NULL) < 0 ||
        cn_lexicon_init(&f.lexicon, f.tokenizer, NULL) < 0)
        return -1;
    cn_passage_init(&f.passage, &f.lexicon);
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    cn_analysis_done(&f->analysis);
    cn_passage_done(&f->passage);
    cn_lexicon_done(&f->lexicon);
    cn_tokenizer_free(f->tokenizer);
    cn_languages_close(f->languages);
    return 0;
}

/* All steps, in the extractor's order. */
static void analyse(fixture *f, const char *title, const char *text)
{
    cn_analysis *analysis = &f->analysis;

    assert_int_equal(cn_passage_set(&f->passage, f->tokenizer, text, strlen(text), title, NULL),
                     CAIRN_OK);
    assert_int_equal(cn_names_find(&f->passage, NULL), CAIRN_OK);
    assert_int_equal(cn_analysis_parse(analysis, f->languages, &f->passage, NULL), CAIRN_OK);
    assert_int_equal(cn_analysis_merge(analysis, &f->passage, NULL), CAIRN_OK);
    assert_int_equal(cn_analysis_resolve(analysis, &f->passage, title, CN_TYPE_OTHER, NULL),
                     CAIRN_OK);
}

static const char people[] =
    "Ada Marsh was born in Port Vale on 10 May 1871. She met Tom Reed, the son of a miller, and he "
    "gave her the map of Norland. The engineer designed the Teyle Bridge with the Acme Works.";

static void a_sentence_has_a_tree_and_its_words_have_tags(void **state)
{
    fixture *f = *state;

    analyse(f, "", people);
    assert_non_null(f->analysis.language);
    assert_string_equal(f->analysis.language->code, "en");
    assert_int_equal(f->analysis.trees.n_trees, f->passage.n_sentences);
    for (size_t i = 0; i < f->analysis.trees.n_trees; i++) {
        const cn_tree *tree = &f->analysis.trees.trees[i];
        unsigned n_roots = 0;

        for (uint32_t t = 0; t < tree->n; t++) {
            assert_true(tree->tokens[t].head <= tree->n);
            assert_true(tree->tokens[t].head != t + 1);
            n_roots += tree->tokens[t].head == 0;
        }
        assert_int_equal(n_roots, 1);
    }
}

static void merged_items_are_in_order_and_apart(void **state)
{
    fixture *f = *state;
    const cn_item *items;

    analyse(f, "Teyle Bridge", people);
    items = f->passage.items;
    assert_true(f->passage.n_items >= 6);
    for (size_t i = 1; i < f->passage.n_items; i++) {
        assert_true(items[i - 1].first + items[i - 1].len <= items[i].first);
        assert_true(items[i - 1].word + items[i - 1].n_words <= items[i].word);
    }
    for (size_t i = 1; i < f->passage.n_others; i++)
        assert_true(f->passage.others[i - 1].first <= f->passage.others[i].first);
    for (size_t i = 0; i < f->passage.n_others; i++)
        assert_true(f->passage.others[i].first + f->passage.others[i].len <= f->passage.len);
}

static void what_refers_is_found_in_order(void **state)
{
    fixture *f = *state;
    const cn_resolution *resolution = &f->analysis.resolution;
    const char *she;
    size_t len;
    int32_t place;

    analyse(f, "", people);
    for (size_t i = 1; i < resolution->n; i++)
        assert_true(resolution->mentions[i - 1].first <= resolution->mentions[i].first);
    place = cn_resolution_find(resolution, (uint32_t)(strstr(people, "She") - people),
                               CN_MENTION_PRONOUN);
    assert_true(place >= 0);
    she = cn_resolution_name(resolution, &f->analysis.referred, (size_t)place, &len);
    assert_int_equal(len, strlen("Ada Marsh"));
    assert_memory_equal(she, "Ada Marsh", len);
}

static void a_chunk_does_not_see_the_names_of_the_one_before(void **state)
{
    static const char alone[] = "She gave him the map and he thanked her for it.";
    fixture *f = *state;
    const cn_resolution *resolution = &f->analysis.resolution;

    analyse(f, "", people);
    analyse(f, "", alone);
    assert_int_equal(f->passage.n_items, 0);
    assert_int_equal(f->analysis.trees.n_trees, 1);
    for (size_t i = 0; i < resolution->n; i++) {
        assert_int_equal(resolution->mentions[i].name, CN_REFERENCE_NONE);
        assert_true(resolution->mentions[i].antecedent < (int32_t)resolution->n);
        assert_true(resolution->mentions[i].first + resolution->mentions[i].len <= strlen(alone));
    }
}

static void nothing_is_left_where_there_is_no_language(void **state)
{
    fixture *f = *state;

    analyse(f, "", people);
    analyse(f, "",
            "Der Müller Karl Brandt verkaufte dem Bauern Otto Lind die beiden alten Pferde.");
    assert_null(f->analysis.language);
    assert_int_equal(f->analysis.trees.n_trees, 0);
    assert_int_equal(f->analysis.resolution.n, 0);
}

/* One extraction from nothing, with every part of the analysis at work: pronouns, noun phrases,
 * names that rules and recogniser cut otherwise, further arguments, a sentence cut in two. */
static int extract_once(const cn_languages *languages, const char *text, size_t len)
{
    cn_extractor *extractor = NULL;
    cn_extraction out;
    cn_extract_input input = {.title = "Ada Marsh",
                              .meta = "",
                              .heading = "Life",
                              .kind = CN_CHUNK_PROSE,
                              .is_first = true,
                              .wants_text = true,
                              .text = text,
                              .len = len};
    int rc;

    cn_extraction_init(&out);
    rc = cn_extractor_new(&extractor, languages, NULL);
    if (rc == CAIRN_OK)
        rc = cn_extract(extractor, &input, &out, NULL);
    assert_true(rc < 0 || out.n_statements > 20);
    cn_extraction_done(&out);
    cn_extractor_free(extractor);
    return rc;
}

static void every_failed_allocation_is_told_and_nothing_leaks(void **state)
{
    fixture *f = *state;
    cn_buf text;
    int64_t live;
    uint64_t n_allocations;

    cn_buf_init(&text, 1 << 16);
    for (int i = 0; i < 10; i++)
        cn_buf_printf(&text, "%s%s", people,
                      i % 2 ? " It was his, though they had sold it to them in 1903,\n"
                            : "\nTom Reed said that the bridge, which she had built for the town, "
                              "wasn't safe. ");

    assert_int_equal(extract_once(f->languages, text.data, text.len),
                     CAIRN_OK); /* libraries set themselves up */
    live = cn_mem_live();
    n_allocations = cn_mem_count();
    assert_int_equal(extract_once(f->languages, text.data, text.len), CAIRN_OK);
    n_allocations = cn_mem_count() - n_allocations;
    assert_true(n_allocations > 60);
    for (uint64_t nth = 1; nth <= n_allocations; nth++) {
        int rc;

        cn_mem_fail_at(nth, nth % 2 == 0);
        rc = extract_once(f->languages, text.data, text.len);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM); /* OK: without the JIT */
        assert_int_equal(cn_mem_live(), live);
    }
    cn_buf_done(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_has_a_tree_and_its_words_have_tags),
        cmocka_unit_test(merged_items_are_in_order_and_apart),
        cmocka_unit_test(what_refers_is_found_in_order),
        cmocka_unit_test(a_chunk_does_not_see_the_names_of_the_one_before),
        cmocka_unit_test(nothing_is_left_where_there_is_no_language),
        cmocka_unit_test(every_failed_allocation_is_told_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
