/* Trees as letters: items are one code, places lead back to the text. */
#include "ingest/tagged.h"
#include "unit/ingest/sentence_fixture.h"

enum { TOKENS_MAX = 16 };

/* A tree over the words of the text, parted by single spaces. */
static void make_tree(cn_tree *tree, cn_token *tokens, const char *text, const uint8_t *upos)
{
    *tree = (cn_tree){.text = text, .tokens = tokens};
    for (size_t at = 0; text[at];) {
        size_t len = strcspn(text + at, " ");

        tokens[tree->n] =
            (cn_token){.first = (uint32_t)at, .len = (uint16_t)len, .upos = upos[tree->n]};
        tree->n++;
        at += len + (text[at + len] == ' ');
    }
}

static void items_are_codes_and_tokens_letters(void **state)
{
    static const char text[] = "Max Mack wrote , long ago , a letter to Lya Mara .";
    static const uint8_t upos[] = {CN_UPOS_PROPN, CN_UPOS_PROPN, CN_UPOS_VERB,  CN_UPOS_PUNCT,
                                   CN_UPOS_ADV,   CN_UPOS_ADV,   CN_UPOS_PUNCT, CN_UPOS_DET,
                                   CN_UPOS_NOUN,  CN_UPOS_ADP,   CN_UPOS_PROPN, CN_UPOS_PROPN,
                                   CN_UPOS_PUNCT};
    fixture *f = *state;
    cn_token tokens[TOKENS_MAX];
    cn_tree tree;

    read_names(f, text);
    make_tree(&tree, tokens, text, upos);
    assert_int_equal(cn_tagged_build(&f->form, &f->passage, &f->passage.sentences[0], &tree, NULL),
                     CAIRN_OK);
    assert_string_equal(f->form.text, "\x01v,rr,dnp\x01;");
    assert_int_equal(f->form.place[0], 0); /* the first item */
    assert_int_equal(f->form.ends[0], strlen("Max Mack"));
    assert_int_equal(f->form.place[1], strlen("Max Mack "));
    assert_int_equal(f->form.ends[1], strlen("Max Mack wrote"));
    assert_int_equal(f->form.n_triggers, 0);
    assert_true(f->form.subject == SIZE_MAX);
}

static void unknown_tags_are_some_letter(void **state)
{
    static const uint8_t upos[] = {CN_UPOS_COUNT, 255, CN_UPOS_X};
    fixture *f = *state;
    cn_token tokens[TOKENS_MAX];
    cn_tree tree;

    read_names(f, "of the and");
    make_tree(&tree, tokens, "of the and", upos);
    assert_int_equal(cn_tagged_build(&f->form, &f->passage, &f->passage.sentences[0], &tree, NULL),
                     CAIRN_OK);
    assert_string_equal(f->form.text, "zzz");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(items_are_codes_and_tokens_letters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unknown_tags_are_some_letter, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
