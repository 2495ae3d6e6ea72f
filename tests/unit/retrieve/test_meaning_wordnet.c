/* Which relatives a small WordNet gives, and of what kind. */
#include "retrieve/meaning_parts.h"
#include "unit/base/small_wordnet.h"
#include "unit/retrieve/words_of.h"

static temp_dir dir;
static cn_wordnet *wordnet;

static int open_small(void **state)
{
    if (!temp_dir_make(&dir) || open_word_reader(state) < 0)
        return -1;
    small_wordnet_put(&dir);
    return cn_wordnet_open(&wordnet, dir.path, NULL);
}

static int close_small(void **state)
{
    cn_wordnet_close(wordnet);
    temp_dir_remove(&dir);
    return close_word_reader(state);
}

static const cn_gathered *gather(const char *text)
{
    static cn_gathered gathered;
    const cn_word word = word_of(text);

    gathered.n = 0;
    gathered.own = word.stem;
    assert_int_equal(
        cn_meaning_add_wordnet(wordnet, word_reader, text, strlen(text), &gathered, NULL),
        CAIRN_OK);
    return &gathered;
}

/* CN_RELATED_KINDS: it is no relative. */
static int kind_of(const cn_gathered *gathered, const char *said)
{
    for (size_t i = 0; i < gathered->n; i++)
        if (gathered->items[i].stem == word_of(said).stem)
            return gathered->items[i].kind;
    return CN_RELATED_KINDS;
}

static void relatives_have_the_kind_of_their_link(void **state)
{
    const cn_gathered *gathered = gather("spouses");

    (void)state;
    assert_int_equal(kind_of(gathered, "person"), CN_RELATED_WIDER);
    assert_int_equal(kind_of(gathered, "entity"), CN_RELATED_WIDER);
    assert_int_equal(kind_of(gathered, "wife"), CN_RELATED_NARROWER);
    gathered = gather("Wives");
    assert_int_equal(kind_of(gathered, "spouse"), CN_RELATED_WIDER);
    gathered = gather("composed");
    assert_int_equal(kind_of(gathered, "composition"), CN_RELATED_FORM);
    assert_int_equal(kind_of(gathered, "write"), CN_RELATED_SYNONYM);
    gathered = gather("streams");
    assert_int_equal(kind_of(gathered, "river"), CN_RELATED_SYNONYM);
}

static void names_and_compounds_are_no_relatives(void **state)
{
    (void)state;
    assert_int_equal(kind_of(gather("river"), "Paris"), CN_RELATED_KINDS);
    assert_int_equal(kind_of(gather("river"), "location"), CN_RELATED_WIDER);
    assert_int_equal(kind_of(gather("spouse"), "better"), CN_RELATED_KINDS);
}

static void what_is_not_there_has_none(void **state)
{
    char word[200];

    (void)state;
    memset(word, 'a', sizeof word);
    word[sizeof word - 1] = '\0';
    assert_int_equal(gather("nowhere")->n, 0);
    assert_int_equal(gather("r\xc3\xadver")->n, 0);
    assert_int_equal(gather(word)->n, 0);
    assert_int_equal(gather("loop")->n, 0); /* a kind of itself */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relatives_have_the_kind_of_their_link),
        cmocka_unit_test(names_and_compounds_are_no_relatives),
        cmocka_unit_test(what_is_not_there_has_none),
    };

    return cmocka_run_group_tests(tests, open_small, close_small);
}
