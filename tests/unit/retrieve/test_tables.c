/* Answers from tables. */
#include "retrieve/tables.h"

#include "told.h"

enum { MAX = 8 };

static const char SHIPS[] =
    "ship: Teyle Maid\ntype: brig\nlaunched: 1840\nlength_m: 24\nowner: Sarrow\n\n"
    "ship: Sound Petrel\ntype: schooner\nlaunched: 1861\nlength_m: 29\nowner: Amory Brothers\n\n"
    "ship: Amber Dawn\ntype: steam tug\nlaunched: 1874\nlength_m: 19\nowner: Harbour Board\n\n"
    "ship: Harrow\ntype: dredger\nlaunched: 1883\nlength_m: 33\nowner: Harbour Board\n";

static void open_ships(told *t)
{
    cn_document_row document = {.uri = "ships.tsv",
                                .title = "Ships",
                                .source = "",
                                .meta = "",
                                .format = CAIRN_FORMAT_TEXT,
                                .hash = cn_hash_wide("ships", 5),
                                .byte_len = sizeof SHIPS - 1};
    cn_chunk_row chunk = {
        .kind = CN_CHUNK_TABLE, .heading = "", .text = SHIPS, .text_len = sizeof SHIPS - 1};
    cn_put_outcome outcome;
    cairn_id id = 0;

    told_open(t);
    asked_page(&t->a, "Harrow", "The Harrow is a ship that was launched for the Harbour Board.");
    told_put(t, &(told_fact){.subject = "Harrow",
                             .relation = "length m",
                             .object = "33",
                             .object_type = CN_TYPE_TEXT,
                             .belief = 0.9});
    assert_int_equal(cn_document_put(t->a.f.store, &document, &id, &outcome, NULL), CAIRN_OK);
    chunk.id = cn_chunk_id(id, 0);
    assert_int_equal(cn_chunk_put(t->a.f.store, &chunk, NULL), CAIRN_OK);
    told_build(t);
}

static size_t find(told *t, const char *question, cn_value out[MAX])
{
    size_t n = 0;

    told_ask(t, question, CN_ASKED_NAME);
    assert_int_equal(cn_table_find(&t->a.view, &t->question, 0, &t->arena, out, MAX, &n, NULL),
                     CAIRN_OK);
    return n;
}

static void assert_answers(told *t, const char *question, size_t n, const char *first)
{
    cn_value out[MAX];

    assert_int_equal(find(t, question, out), n);
    if (n > 0)
        assert_string_equal(out[0].text, first);
}

static void superlatives_take_the_row_with_the_greatest_value(void **state)
{
    told t;

    (void)state;
    open_ships(&t);
    assert_answers(&t, "Which is the longest ship?", 1, "Harrow");
    assert_answers(&t, "Which ship is the shortest?", 1, "Amber Dawn");
    assert_answers(&t, "Which ship was launched first?", 1, "Teyle Maid");
    told_close(&t);
}

static void rows_are_counted_and_listed(void **state)
{
    told t;

    (void)state;
    open_ships(&t);
    assert_answers(&t, "How many ships were launched before 1870?", 3, "2");
    assert_answers(&t, "List the ships longer than 25 m.", 2, "Sound Petrel");
    assert_answers(&t, "Which ships belong to the owner Harbour Board?", 2, "Amber Dawn");
    assert_answers(&t, "What is the average length of the ships of the Harbour Board?", 1, "26");
    assert_answers(&t, "What is the total length of the ships of the Harbour Board?", 1, "52");
    told_close(&t);
}

static void a_value_has_its_row_and_its_fact(void **state)
{
    cn_value out[MAX];
    told t;

    (void)state;
    open_ships(&t);
    assert_int_equal(find(&t, "What is the length of the ship Harrow?", out), 1);
    assert_string_equal(out[0].text, "33");
    assert_int_equal((int)out[0].number, 33);
    assert_memory_equal(SHIPS + out[0].first, "ship: Harrow", 12);
    assert_true(out[0].fact != 0);
    assert_int_equal(find(&t, "Which is the longest ship?", out), 1);
    assert_true(out[0].entity != UINT32_MAX);
    told_close(&t);
}

static void what_no_table_says_is_not_answered(void **state)
{
    told t;

    (void)state;
    open_ships(&t);
    assert_answers(&t, "Who wrote the first novel of the singer?", 0, NULL);
    assert_answers(&t, "How many ships were launched after 1990?", 0, NULL);
    assert_answers(&t, "", 0, NULL);
    assert_answers(&t, "List the ships.", 0, NULL);
    told_close(&t);
}

static void memory_that_ends_is_an_error(void **state)
{
    cn_value out[MAX];
    size_t n;
    told t;

    (void)state;
    open_ships(&t);
    told_ask(&t, "How many ships were launched before 1870?", CN_ASKED_NUMBER);
    for (uint64_t nth = 1; nth < 200; nth++) {
        int rc;

        cn_mem_fail_at(nth, false);
        rc = cn_table_find(&t.a.view, &t.question, 0, &t.arena, out, MAX, &n, NULL);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || (rc < 0 && n == 0));
    }
    told_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(superlatives_take_the_row_with_the_greatest_value),
        cmocka_unit_test(rows_are_counted_and_listed),
        cmocka_unit_test(a_value_has_its_row_and_its_fact),
        cmocka_unit_test(what_no_table_says_is_not_answered),
        cmocka_unit_test(memory_that_ends_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
