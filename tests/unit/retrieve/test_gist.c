/* Gists of chunks: what is kept of a text is what a fresh reading gives, however often the ring
 * that keeps them went round. */
#include "asked.h"

#include "retrieve/gist.h"
#include "unit/base/oom_walk.h"

static void get(asked *a, cairn_id chunk, cn_gist *gist)
{
    assert_int_equal(
        cn_gists_get(cn_walk_gists(a->walk), &a->view, (uint32_t)ordinal_of(a, chunk), gist, NULL),
        CAIRN_OK);
}

static cairn_id open_fair(asked *a)
{
    cairn_id fair;

    asked_open(a);
    fair = asked_page(a, "Osk Fair", "A fair of lanterns. ... Tarn Works paid. It rains.");
    fixture_mention(&a->f, fair, 1, "Tarn Works", CN_ROLE_MENTION, CN_TYPE_OTHER);
    fixture_entity(&a->f, "Tarn Works", 2, 0);
    asked_build(a);
    return fair;
}

static void words_are_kept_by_sentence_and_stop_words_are_not(void **state)
{
    cn_gist gist;
    cairn_id fair;
    asked a;

    (void)state;
    fair = open_fair(&a);
    get(&a, fair, &gist);
    assert_int_equal(gist.n_title, 2);
    assert_true(gist.title[1] == gist.stems[0]); /* "fair" */
    assert_int_equal(gist.n_words, 9);
    assert_int_equal(gist.n_sentences, 3);
    assert_int_equal(gist.ends[0], 2);
    assert_int_equal(gist.ends[2], gist.n_stems);
    asked_close(&a);
}

static void a_name_is_in_the_sentence_that_names_it(void **state)
{
    cn_gist gist;
    cairn_id fair;
    asked a;

    (void)state;
    fair = open_fair(&a);
    get(&a, fair, &gist);
    assert_int_equal(gist.n_names, 1);
    assert_int_equal(gist.names[0].sentence, 1);
    assert_non_null(cn_gist_link(a.snapshot, (uint32_t)ordinal_of(&a, fair), gist.names[0].entity));
    asked_close(&a);
}

enum { LONG_TEXTS = 24, ROUNDS = 200 };

static void assert_same(const cn_gist *one, const cn_gist *two)
{
    assert_int_equal(one->n_title, two->n_title);
    assert_int_equal(one->n_stems, two->n_stems);
    assert_int_equal(one->n_names, two->n_names);
    assert_int_equal(one->n_sentences, two->n_sentences);
    assert_int_equal(one->n_words, two->n_words);
    assert_memory_equal(one->title, two->title, one->n_title * sizeof *one->title);
    assert_memory_equal(one->rarity, two->rarity, one->n_title * sizeof *one->rarity);
    assert_memory_equal(one->stems, two->stems, one->n_stems * sizeof *one->stems);
    if (one->n_names > 0)
        assert_memory_equal(one->names, two->names, one->n_names * sizeof *one->names);
    assert_memory_equal(one->ends, two->ends, one->n_sentences * sizeof *one->ends);
}

/* Texts of many short words: all of them together are longer than the ring. */
static void what_was_overwritten_is_read_again(void **state)
{
    static char text[LONG_TEXTS][16 << 10];
    cairn_id chunks[LONG_TEXTS];
    uint64_t seed = 5;
    asked a;

    (void)state;
    asked_open(&a);
    for (unsigned i = 0; i < LONG_TEXTS; i++) {
        char uri[32];
        size_t len = 0;

        while (len + 4 < sizeof text[i]) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            text[i][len++] = (char)('b' + (seed >> 33) % 20);
            text[i][len++] = (seed >> 40) % 9 == 0 ? '.' : ' ';
            if (text[i][len - 1] == '.')
                text[i][len++] = ' ';
        }
        snprintf(uri, sizeof uri, "doc:%u", i);
        chunks[i] = asked_text(&a, uri, text[i]);
    }
    asked_build(&a);
    for (unsigned round = 0; round < ROUNDS; round++) {
        cn_gists *fresh = NULL;
        cn_gist kept, anew;
        cairn_id chunk;

        seed = seed * 6364136223846793005U + 1442695040888963407U;
        chunk = chunks[(seed >> 33) % LONG_TEXTS];
        get(&a, chunk, &kept);
        assert_int_equal(cn_gists_new(a.snapshot, &fresh, NULL), CAIRN_OK);
        assert_int_equal(cn_gists_get(fresh, &a.view, (uint32_t)ordinal_of(&a, chunk), &anew, NULL),
                         CAIRN_OK);
        assert_true(kept.n_stems > 1000);
        assert_same(&kept, &anew);
        cn_gists_free(fresh);
    }
    asked_close(&a);
}

static int get_anew(void *user)
{
    asked *a = user;
    cn_gists *gists = NULL;
    cn_gist gist;
    int rc = cn_gists_new(a->snapshot, &gists, NULL);

    if (rc == CAIRN_OK)
        rc = cn_gists_get(gists, &a->view, 0, &gist, NULL);
    cn_gists_free(gists);
    return rc;
}

static void lack_of_memory_is_survived(void **state)
{
    asked a;

    (void)state;
    open_fair(&a);
    assert_int_equal(get_anew(&a), CAIRN_OK); /* the tokeniser keeps what it grew */
    walk_failures(get_anew, &a);
    cn_gists_free(NULL);
    asked_close(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_kept_by_sentence_and_stop_words_are_not),
        cmocka_unit_test(a_name_is_in_the_sentence_that_names_it),
        cmocka_unit_test(what_was_overwritten_is_read_again),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
