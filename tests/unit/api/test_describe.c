/* A card begins with a sentence that says what it is about. */
#include "card_kb.h"

static void expect_description(const char *const *texts, size_t n, const char *name,
                               const char *sentence)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_card *shown;
    temp_dir dir;
    cairn *kb;

    assert_true(temp_dir_make(&dir));
    kb = small_open(temp_name(&dir, "kb.db"));
    for (size_t i = 0; i < n; i++) {
        char uri[8] = {(char)('a' + i), '\0'};

        if (cairn_ingest_text(kb, uri, texts[i], strlen(texts[i]), CAIRN_FORMAT_TEXT, &err) < 0)
            fail_msg("%s", err.message);
    }
    small_build(kb);
    shown = card_of(kb, card_find(kb, name), NULL);
    if (sentence) {
        assert_non_null(shown->description);
        assert_string_equal(shown->description->quote, sentence);
        assert_int_equal(shown->description->len, strlen(sentence));
    } else {
        assert_null(shown->description);
    }
    cairn_card_free(shown);
    cairn_close(kb);
    small_remove(&dir, "kb.db");
}

static void the_sentence_that_says_what_it_is_goes_first(void **state)
{
    static const char *const texts[] = {
        "Teyle Bridge\n\nMany people cross the Teyle Bridge every day. The Teyle Bridge is a "
        "suspension bridge in Halvery. It was opened in 1903."};

    (void)state;
    expect_description(texts, 1, "Teyle Bridge",
                       "The Teyle Bridge is a suspension bridge in Halvery.");
}

static void else_the_first_sentence_about_it(void **state)
{
    static const char *const texts[] = {
        "Teyle Bridge\n\nMany people cross the Teyle Bridge every day. It was opened in 1903."};

    (void)state;
    expect_description(texts, 1, "Teyle Bridge", "Many people cross the Teyle Bridge every day.");
}

static void what_others_say_it_is_will_do(void **state)
{
    static const char *const texts[] = {
        "Old Notes\n\nIt rained. Ines Valder was a painter. She met Tom Reed in Halvery."};

    (void)state;
    expect_description(texts, 1, "Ines Valder", "Ines Valder was a painter.");
}

static void nothing_known_is_nothing_said(void **state)
{
    static const char *const texts[] = {"Old Notes\n\nIt rained in Halvery."};

    (void)state;
    expect_description(texts, 1, "Halvery", NULL);
}

/* Which documents mean which is put by hand. */
static void each_sense_has_its_own_sentence(void **state)
{
    static const char *const texts[][2] = {
        {"a", "Zed Quill\n\nZed Quill was an English footballer. He met Tom Reed in Leeds."},
        {"b", "Zed Quill\n\nZed Quill is an Irish painter. He met Ann Lee in Cork."}};
    static const char *const sentences[] = {"Zed Quill was an English footballer.",
                                            "Zed Quill is an Irish painter."};
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_id senses[2] = {0, 4711};
    cn_sense_row sense;
    card_kb card;
    cairn *kb;

    (void)state;
    card_begin(&card);
    CARD_OK(&card, cn_store_commit(card.store, &card.err));
    kb = small_open(temp_name(&card.dir, "kb.db"));
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(cairn_ingest_text(kb, texts[i][0], texts[i][1], strlen(texts[i][1]),
                                           CAIRN_FORMAT_TEXT, &err),
                         CAIRN_OK);
    small_build(kb);
    cairn_close(kb);
    CARD_OK(&card, cn_store_begin(card.store, &card.err));
    senses[0] = sense.key = card_key(&card, "Zed Quill");
    CARD_OK(&card, cn_sense_drop(card.store, sense.key, &card.err));
    card_entity(&card, senses[1], "Zed Quill", CN_TYPE_PERSON, 1);
    for (size_t i = 0; i < 2; i++) {
        cn_document_row row;

        CARD_OK(&card, cn_document_find(card.store, texts[i][0], &row, &card.err));
        sense.document = row.id;
        sense.entity = senses[i];
        CARD_OK(&card, cn_sense_put(card.store, &sense, &card.err));
    }
    kb = card_end(&card);
    for (size_t i = 0; i < 2; i++) {
        cairn_card *shown = card_of(kb, senses[i], NULL);

        assert_non_null(shown->description);
        assert_string_equal(shown->description->quote, sentences[i]);
        for (size_t j = 0; j < shown->n_neighbours; j++)
            assert_string_not_equal(shown->neighbours[j].name, i == 0 ? "Cork" : "Leeds");
        cairn_card_free(shown);
    }
    card_remove(&card, kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sentence_that_says_what_it_is_goes_first),
        cmocka_unit_test(else_the_first_sentence_about_it),
        cmocka_unit_test(what_others_say_it_is_will_do),
        cmocka_unit_test(nothing_known_is_nothing_said),
        cmocka_unit_test(each_sense_has_its_own_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
