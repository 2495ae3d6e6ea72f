/* Entities: found by any spelling of their name, with facts that carry receipts. */
#include "card_kb.h"

#include "base/utf8.h"

static temp_dir dir;

static int make_dir(void **state)
{
    (void)state;
    return temp_dir_make(&dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    small_remove(&dir, "kb.db");
    return 0;
}

static cairn_entity find(cairn *kb, const char *name)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_entity entity;

    if (cairn_entity_find(kb, name, &entity, &err) < 0)
        fail_msg("%s", err.message);
    return entity;
}

static cairn_facts *facts_of(cairn *kb, const char *name)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_facts *facts = NULL;

    if (cairn_entity_facts(kb, find(kb, name).id, &facts, &err) < 0)
        fail_msg("%s", err.message);
    return facts;
}

static void spellings_lead_to_one_entity(void **state)
{
    static const char *const spellings[] = {
        "ada marsh",
        "ADA  MARSH",
        "Ada M\xC3\xA1rsh",
    };
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    const cairn_entity ada = find(kb, "Ada Marsh");

    (void)state;
    assert_true(ada.id > 0 && ada.mentions > 0);
    assert_string_equal(ada.name, "Ada Marsh");
    assert_string_equal(ada.type, "person");
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        assert_int_equal(find(kb, spellings[i]).id, ada.id);
    assert_int_equal(find(kb, "Teyle Brigde").id, find(kb, "Teyle Bridge").id);
    assert_int_not_equal(find(kb, "Port Vale").id, ada.id);
    cairn_close(kb);
}

static void strangers_are_not_found(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_entity entity;

    (void)state;
    assert_int_equal(cairn_entity_find(kb, "Wolfgang Xerxes", &entity, &err), CAIRN_ENOTFOUND);
    assert_string_equal(err.message, "no entity is called \"Wolfgang Xerxes\"");
    assert_int_equal(entity.id, 0);
    assert_string_equal(entity.name, "");
    assert_int_equal(cairn_entity_find(kb, "?!", &entity, &err), CAIRN_ENOTFOUND);
    cairn_close(kb);
}

static void a_long_name_leaves_the_message_valid(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_entity entity;
    char name[201];

    (void)state;
    for (size_t i = 0; i < 200; i++)
        name[i] = i == 0 ? 'z' : "\xC3\xA9"[(i - 1) % 2]; /* a cut at 120 parts a letter */
    memcpy(name + 199, "z", 2);
    assert_int_equal(cairn_entity_find(kb, name, &entity, &err), CAIRN_ENOTFOUND);
    assert_int_equal(cn_utf8_valid(err.message, strlen(err.message)), strlen(err.message));
    cairn_close(kb);
}

static void receipts_stand_in_their_documents(void **state)
{
    static const char *const names[] = {"Ada Marsh", "Teyle Bridge", "Port Vale"};
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_fact fact;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const cairn_id id = find(kb, names[i]).id;
        cairn_facts *facts = facts_of(kb, names[i]);
        size_t n = 0;

        for (; cairn_facts_next(facts, &fact) == CAIRN_ROW; n++) {
            char *text = NULL;
            size_t len;

            assert_true(fact.subject == id || fact.object == id);
            assert_true(fact.support >= 1 && fact.belief >= 0 && fact.belief <= 1);
            assert_int_equal(cairn_document_text(kb, fact.uri, &text, &len, NULL), CAIRN_OK);
            assert_true(fact.quote[0] && fact.first_byte + strlen(fact.quote) <= len);
            assert_memory_equal(text + fact.first_byte, fact.quote, strlen(fact.quote));
            cairn_text_free(text);
        }
        assert_true(n > 0);
        assert_int_equal(cairn_facts_next(facts, &fact), CAIRN_OK);
        cairn_facts_free(facts);
    }
    cairn_close(kb);
}

static void facts_come_believed_first_then_by_relation(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_facts *facts = facts_of(kb, "Ada Marsh");
    cairn_fact fact;
    char relation[64] = "";
    bool was_believed = true;

    (void)state;
    while (cairn_facts_next(facts, &fact) == CAIRN_ROW) {
        assert_true(was_believed || !fact.believed);
        if (was_believed == fact.believed)
            assert_true(strcmp(relation, fact.relation) <= 0);
        was_believed = fact.believed;
        snprintf(relation, sizeof relation, "%s", fact.relation);
    }
    assert_false(was_believed); /* one lost a conflict */
    cairn_facts_free(facts);
    cairn_close(kb);
}

static void rivals_are_kept_and_marked(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_facts *facts = facts_of(kb, "Ada Marsh");
    cairn_fact fact;
    int n_1871 = 0, n_1873 = 0, n_believed = 0;

    (void)state;
    while (cairn_facts_next(facts, &fact) == CAIRN_ROW)
        if (strstr(fact.object_name, "1871") || strstr(fact.object_name, "1873")) {
            n_1871 += strstr(fact.object_name, "1871") != NULL;
            n_1873 += strstr(fact.object_name, "1873") != NULL;
            n_believed += fact.believed;
            assert_int_equal(fact.object, 0); /* a literal */
            assert_true(fact.belief < 1);
        }
    assert_true(n_1871 == 1 && n_1873 == 1);
    assert_int_equal(n_believed, 1);
    cairn_facts_free(facts);
    cairn_close(kb);
}

static void a_fact_is_told_by_both_its_ends(void **state)
{
    static const char *const ends[] = {"Ada Marsh", "Port Vale"};
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_fact fact;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        cairn_facts *facts = facts_of(kb, ends[i]);
        bool is_found = false;

        while (cairn_facts_next(facts, &fact) == CAIRN_ROW)
            is_found |= strcmp(fact.subject_name, ends[0]) == 0 &&
                        strcmp(fact.object_name, ends[1]) == 0 && fact.object > 0;
        assert_true(is_found);
        cairn_facts_free(facts);
    }
    cairn_close(kb);
}

static void homonyms_are_all_listed_its_own_entity_first(void **state)
{
    static const struct {
        const char *name;
        size_t n;
    } cases[] = {{"Zed Quill", 3}, {"the ZED quill", 3}, {"Ann Quill", 1}};
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_entity senses[2];
    cn_sense_row sense;
    card_kb card;
    cairn *kb;

    (void)state;
    card_begin(&card);
    sense.key = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    card_entity(&card, 0, "Ann Quill", CN_TYPE_PERSON, 2);
    sense.entity = card_entity(&card, 4711, "Zed Quill", CN_TYPE_PERSON, 9);
    sense.document = cn_chunk_document(cn_mention_chunk(card.statements[0]));
    CARD_OK(&card, cn_sense_put(card.store, &sense, &card.err));
    sense.entity = card_entity(&card, 4712, "Zed Quill", CN_TYPE_WORK, 1);
    sense.document = cn_chunk_document(cn_mention_chunk(card.statements[card.n_statements - 1]));
    CARD_OK(&card, cn_sense_put(card.store, &sense, &card.err));
    kb = card_end(&card);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = 0;

        CARD_OK(&card, cairn_entity_senses(kb, cases[i].name, senses, 2, &n, &card.err));
        assert_int_equal(n, cases[i].n);
        assert_int_equal(senses[0].id, find(kb, cases[i].name).id);
    }
    assert_int_equal(find(kb, "Zed Quill").id, sense.key);
    assert_int_equal(cairn_entity_senses(kb, "Zed Quill", senses, 2, &(size_t){0}, &err), CAIRN_OK);
    assert_int_equal(senses[1].id, 4711);
    assert_int_equal(cairn_entity_senses(kb, "Zed Quill", NULL, 0, &(size_t){0}, &err), CAIRN_OK);
    card_remove(&card, kb);
}

#define KB_TEST(claim) cmocka_unit_test_setup_teardown(claim, make_dir, remove_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KB_TEST(spellings_lead_to_one_entity),
        KB_TEST(strangers_are_not_found),
        KB_TEST(a_long_name_leaves_the_message_valid),
        KB_TEST(receipts_stand_in_their_documents),
        KB_TEST(facts_come_believed_first_then_by_relation),
        KB_TEST(rivals_are_kept_and_marked),
        KB_TEST(a_fact_is_told_by_both_its_ends),
        cmocka_unit_test(homonyms_are_all_listed_its_own_entity_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
