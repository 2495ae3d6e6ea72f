/* Facts come with citations: of different documents, however often one repeats itself. */
#include "card_kb.h"

static void a_fact_cites_different_documents(void **state)
{
    cairn_card_options options = CAIRN_CARD_OPTIONS_INIT;
    const cairn_fact *fact;
    card_kb card;
    cairn_card *shown;
    cairn_id quill;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    card_fact(
        &card, "likes",
        (cn_fact_row){
            .subject = quill, .literal = "tea", .support = 3, .belief = 0.9, .believed = true},
        card.n_statements);
    kb = card_end(&card);
    options.citations = 16;
    shown = card_of(kb, quill, &options);
    fact = &shown->groups[0].facts[0];
    assert_int_equal(fact->n_statements, card.n_statements);
    assert_true(fact->n_citations > 1 && fact->n_citations <= SMALL_TEXTS);
    for (size_t i = 0; i < fact->n_citations; i++) {
        char *text = NULL;
        size_t len;

        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(fact->citations[i].uri, fact->citations[j].uri);
        assert_int_equal(cairn_document_text(kb, fact->citations[i].uri, &text, &len, NULL),
                         CAIRN_OK);
        assert_memory_equal(text + fact->citations[i].first_byte, fact->citations[i].quote,
                            fact->citations[i].len);
        cairn_text_free(text);
    }
    assert_string_equal(fact->uri, fact->citations[0].uri);
    assert_string_equal(fact->quote, fact->citations[0].quote);
    cairn_card_free(shown);
    card_remove(&card, kb);
}

static void the_cursor_gives_what_the_row_says(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_facts *facts = NULL;
    cairn_fact fact;
    card_kb card;
    cairn_id quill, id;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    id = card_fact(&card, "leads",
                   (cn_fact_row){.subject = quill,
                                 .literal = "the club",
                                 .support = 1,
                                 .belief = 0.5,
                                 .valid = "1998/2002",
                                 .closed_by = 5,
                                 .retired = 3},
                   1);
    kb = card_end(&card);
    assert_int_equal(cairn_entity_facts(kb, quill, &facts, &err), CAIRN_OK);
    assert_int_equal(cairn_facts_next(facts, &fact), CAIRN_ROW);
    assert_int_equal(fact.id, id);
    assert_string_equal(fact.subject_name, "Zed Quill");
    assert_string_equal(fact.relation, "leads");
    assert_string_equal(fact.object_name, "the club");
    assert_string_equal(fact.valid, "1998/2002");
    assert_int_equal(fact.closed_by, 5);
    assert_int_equal(fact.recorded, 1);
    assert_int_equal(fact.retired, 3);
    assert_false(fact.inferred || fact.believed);
    assert_string_equal(fact.proof, "");
    assert_int_equal(fact.n_citations, 1);
    assert_int_equal(cairn_facts_next(facts, &fact), CAIRN_OK);
    cairn_facts_free(facts);
    card_remove(&card, kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fact_cites_different_documents),
        cmocka_unit_test(the_cursor_gives_what_the_row_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
