/* Keys and values: which lines, rows and metadata are facts. */
#include "ingest/fields.h"
#include "ingest/found.h"
#include "unit/ingest/sentence_fixture.h"

static cn_extraction out;

/* "subject key=value;" of each statement, in order. */
static void assert_stated(const char *wanted)
{
    char shown[1024] = "";

    for (size_t i = 0; i < out.n_statements; i++) {
        const cn_found_statement *s = &out.statements[i];

        strncat(shown, s->subject.surface, s->subject.len);
        strcat(shown, " ");
        strncat(shown, s->relation.surface, s->relation.len);
        strcat(shown, "=");
        strncat(shown, s->object.surface, s->object.len);
        strcat(shown, ";");
    }
    assert_string_equal(shown, wanted);
    cn_extraction_done(&out); /* for the next */
}

static void state_lines(fixture *f, const char *text, const char *wanted)
{
    read_names(f, text);
    assert_int_equal(cn_fields_lines(&f->passage, cn_found_constant("Acme"), &out, NULL), CAIRN_OK);
    assert_stated(wanted);
}

static void lines_are_keys_with_values(void **state)
{
    fixture *f = *state;

    state_lines(f, "Founded: 1887\n  Head Office :  Paris \nno field",
                "Acme founded=1887;Acme head office=Paris;");
    state_lines(f, "Motto: on and up.", "Acme motto=on and up.;");
    state_lines(f, "\xC3\x89tat: neuf", "Acme \xC3\x89tat=neuf;");
}

static void lists_state_each_of_their_items(void **state)
{
    fixture *f = *state;

    state_lines(f, "Starring: Lya Mara, Max Mack and Emil Mack",
                "Acme starring=Lya Mara;Acme starring=Max Mack;Acme starring=Emil Mack;");
    state_lines(f, "Born: 10 May 1815 (age 36), London", "Acme born=10 May 1815;Acme born=London;");
    state_lines(f, "Seat: Paris (since 1887)", "Acme seat=Paris;");
    state_lines(f, "Seat: near Paris, London", "Acme seat=near Paris, London;");
}

static void lines_of_boxes_and_bullets_are_fields(void **state)
{
    fixture *f = *state;

    state_lines(f, "| director = Max Mack\n| starring = [[Lya Mara]], [[Emil Mack]]",
                "Acme director=Max Mack;Acme starring=Lya Mara;Acme starring=Emil Mack;");
    state_lines(f, "- Founded: 1887\n* Seat: Paris\n\xE2\x80\xA2 Owner: Max Mack",
                "Acme founded=1887;Acme seat=Paris;Acme owner=Max Mack;");
    state_lines(f, "a = b", "");
}

static void sentences_with_colons_are_no_fields(void **state)
{
    fixture *f = *state;

    state_lines(f, "One two three four five: six", "");
    state_lines(f, "He said, then: six", "");
    state_lines(f, "\"Said\": six", "");
    state_lines(f, "Note: this is a sentence that goes on and on.", "");
    state_lines(f, "Time: 12:30\nSee http://a.b\nratio 1:2\n12: no\nEmpty:\n: x", "");
}

static void lines_need_a_subject(void **state)
{
    fixture *f = *state;

    read_names(f, "Founded: 1887");
    assert_int_equal(cn_fields_lines(&f->passage, cn_found_constant(""), &out, NULL), CAIRN_OK);
    assert_int_equal(cn_fields_meta("{\"a\": 1}", cn_found_constant(""), &out, NULL), CAIRN_OK);
    assert_stated("");
}

static void one_item_types_the_whole_value(void **state)
{
    static const char text[] = "Note: of Paris\nFounded: 12 May 1887\nStaff: 37,492\nSeat: Paris";
    static const int types[] = {CN_TYPE_TEXT, CN_TYPE_DATE, CN_TYPE_QUANTITY};
    fixture *f = *state;

    read_names(f, text);
    assert_int_equal(cn_fields_lines(&f->passage, cn_found_constant("Acme"), &out, NULL), CAIRN_OK);
    assert_int_equal(out.n_statements, 4);
    assert_false(CN_TYPE_IS_LITERAL(out.statements[3].object_type));
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(out.statements[i].object_type, types[i]);
    assert_int_equal(out.statements[1].len, strlen("Founded: 12 May 1887"));
    assert_memory_equal(text + out.statements[1].first, "Founded: 12 May 1887",
                        out.statements[1].len);
    cn_extraction_done(&out);
}

static void the_first_cell_is_its_rows_subject(void **state)
{
    static const char text[] = "City: Oslo\nLand: Norway\nTime: 12:30\n \nCity: Rome\nLand: Italy";
    fixture *f = *state;

    read_names(f, text);
    assert_int_equal(cn_fields_table(&f->passage, &out, NULL), CAIRN_OK);
    assert_int_equal(out.n_mentions, 2);
    assert_int_equal(out.mentions[1].role, CN_ROLE_TERM);
    assert_memory_equal(text + out.mentions[1].first, "Rome", out.mentions[1].len);
    assert_stated("Oslo land=Norway;Oslo time=12:30;Rome land=Italy;");
}

static void numbers_name_rows_but_are_not_mentioned(void **state)
{
    fixture *f = *state;

    read_names(f, "Year: 1887-05-12\nEvent: fire");
    assert_int_equal(cn_fields_table(&f->passage, &out, NULL), CAIRN_OK);
    assert_int_equal(out.n_mentions, 0);
    assert_stated("1887-05-12 event=fire;");
}

static void metadata_is_stated_but_for_technical_keys(void **state)
{
    static const char json[] =
        "{\"linkage\": \"tight\", \"imageUrl\": \"a\", \"pathology\": \"none\","
        " \"Author\": \" Ada  Marsh\", \"year\": 1843, \"draft\": true, \"paid\": \"no\","
        " \"id\": 7, \"doc_id\": 8, \"docID\": 9, \"_x\": 1, \"\": 2, \"image_url\": \"a\","
        " \"site\": \"http://a.b\", \"tags\": [1], \"none\": null, \"blank\": \"\"}";

    (void)state;
    assert_int_equal(cn_fields_meta(json, cn_found_constant("Report"), &out, NULL), CAIRN_OK);
    assert_int_equal(out.n_statements, 6);
    for (size_t i = 0; i < out.n_statements; i++)
        assert_int_equal(out.statements[i].rule, CN_RULE_META);
    assert_int_equal(out.statements[3].object_type, CN_TYPE_QUANTITY);
    assert_stated("Report linkage=tight;Report pathology=none;Report author=Ada Marsh;Report "
                  "year=1843;Report draft=true;Report paid=no;");
}

static void values_over_the_limit_are_left(void **state)
{
    char text[300] = "Motto: ";
    fixture *f = *state;

    memset(text + 7, 'x', 201);
    state_lines(f, text, "");
    text[7 + 200] = '\0';
    read_names(f, text);
    assert_int_equal(cn_fields_lines(&f->passage, cn_found_constant("Acme"), &out, NULL), CAIRN_OK);
    assert_int_equal(out.n_statements, 1);
    assert_int_equal(out.statements[0].object.len, 200);
    cn_extraction_done(&out);
}

static int set_up_all(void **state)
{
    cn_extraction_init(&out);
    return set_up(state);
}

static int tear_down_all(void **state)
{
    cn_extraction_done(&out);
    return tear_down(state);
}

#define FIELD_TEST(claim) cmocka_unit_test_setup_teardown(claim, set_up_all, tear_down_all)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIELD_TEST(lines_are_keys_with_values),
        FIELD_TEST(lists_state_each_of_their_items),
        FIELD_TEST(lines_of_boxes_and_bullets_are_fields),
        FIELD_TEST(sentences_with_colons_are_no_fields),
        FIELD_TEST(lines_need_a_subject),
        FIELD_TEST(one_item_types_the_whole_value),
        FIELD_TEST(the_first_cell_is_its_rows_subject),
        FIELD_TEST(numbers_name_rows_but_are_not_mentioned),
        FIELD_TEST(metadata_is_stated_but_for_technical_keys),
        FIELD_TEST(values_over_the_limit_are_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
