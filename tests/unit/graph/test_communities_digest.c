/* Digests: whole sentences of the community, that stand on their own and differ. */
#include "themes.h"

#include "graph/communities_parts.h"

static void sentences_are_of_the_community_and_whole(void **state)
{
    cn_communities *all;
    themes t;

    (void)state;
    themes_open(&t);
    all = themes_communities(&t);
    for (uint32_t c = 0; c < all->n; c++) {
        const cn_community *item = &all->items[c];

        assert_true(item->n_sentences >= 2);
        for (uint32_t i = 0; i < item->n_sentences; i++) {
            const cn_community_sentence *s = &all->sentences[item->first_sentence + i];
            cn_chunk_row chunk;

            theme_chunk(&t, s->chunk, &chunk);
            assert_int_equal(all->of_chunk[s->chunk], c);
            assert_true(s->len > 0 && s->first + s->len <= chunk.text_len);
            assert_int_equal(chunk.text[s->first + s->len - 1], '.');
            assert_true(s->first == 0 || chunk.text[s->first - 1] == ' ' ||
                        chunk.text[s->first - 1] == '\n');
            assert_true(s->score >= 0 && s->score <= 1);
        }
    }
    cn_communities_close(all);
    themes_close(&t);
}

/* All pages have four: one refers to what is not there, one lists names. */
static void the_best_says_what_the_theme_is_about(void **state)
{
    cn_communities *all;
    themes t;

    (void)state;
    themes_open(&t);
    all = themes_communities(&t);
    for (uint32_t c = 0; c < all->n; c++) {
        const cn_community *item = &all->items[c];

        for (uint32_t i = 0; i < item->n_sentences; i++) {
            const cn_community_sentence *s = &all->sentences[item->first_sentence + i];
            cn_chunk_row chunk;

            theme_chunk(&t, s->chunk, &chunk);
            assert_false(strncmp(chunk.text + s->first, "See also", 8) == 0);
            if (i == 0)
                assert_non_null(strstr(chunk.text + s->first, " lies near "));
        }
    }
    cn_communities_close(all);
    themes_close(&t);
}

static bool is_sentence(themes *t, const char *text)
{
    assert_int_equal(cn_tokenizer_scan(t->f.tokenizer, text, strlen(text), &t->f.words, NULL),
                     CAIRN_OK);
    return cn_community_is_sentence(t->f.words.items, t->f.words.n);
}

static void lists_of_names_and_shouts_are_no_sentences(void **state)
{
    char many[2000] = "";
    themes t;

    (void)state;
    themes_open(&t);
    assert_true(is_sentence(&t, "Otter Creek is a slow river in Everyville."));
    assert_false(is_sentence(&t, "See also: Otter Creek, Mill Dam, Reed Bank."));
    assert_false(is_sentence(&t, "Good morning to you!"));
    for (unsigned i = 0; i < 100; i++)
        memcpy(many + strlen(many), "river ", 7);
    assert_false(is_sentence(&t, many));
    assert_false(is_sentence(&t, ""));
    themes_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_are_of_the_community_and_whole),
        cmocka_unit_test(the_best_says_what_the_theme_is_about),
        cmocka_unit_test(lists_of_names_and_shouts_are_no_sentences),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
