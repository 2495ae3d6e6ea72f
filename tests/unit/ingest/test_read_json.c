/* JSON and JSONL: documents from objects. */
#include "unit/ingest/collect.h"

static void object_becomes_a_document(void **state)
{
    static const char text[] = "{\"title\": \"Lady\\n Teyle\", \"text\": \"One.\\n\\nTwo.\","
                               " \"year\": 1897, \"tags\": [\"a\"], \"name\": \"x\"}";
    collected all;

    (void)state;
    collect(&all, "ferry.json", text);
    assert_collected(&all, 1, 0);
    assert_string_equal(all.docs[0]->uri, "uri:test");
    assert_string_equal(all.docs[0]->source, "ferry.json");
    assert_string_equal(all.docs[0]->title, "Lady Teyle");
    assert_string_equal(all.docs[0]->meta, "{\"year\":1897,\"tags\":[\"a\"],\"name\":\"x\"}");
    assert_block(all.docs[0], 0, CN_BLOCK_PARAGRAPH, "One.");
    assert_block(all.docs[0], 1, CN_BLOCK_PARAGRAPH, "Two.");
    assert_source(all.docs[0], 1, text, text);
    collected_done(&all);
}

static void text_has_several_names(void **state)
{
    static const char *const keys[] = {"text",    "content",  "body",
                                       "passage", "contents", "paragraph_text"};
    char text[100];
    collected all;

    (void)state;
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        snprintf(text, sizeof(text), "{\"%s\": \"word\"}", keys[i]);
        collect(&all, "a.json", text);
        assert_collected(&all, 1, 0);
        assert_string_equal(all.docs[0]->text.data, "word");
        assert_string_equal(all.docs[0]->meta, "");
        collected_done(&all);
    }
    collect(&all, "a.json", "{\"text\": [\"one\", \"two\"]}");
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 1, CN_BLOCK_PARAGRAPH, "two");
    collected_done(&all);
}

static void ids_become_uris(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.json",
            "[{\"id\": \"x:1\", \"text\": \"a\"}, {\"id\": 9007199254740993, \"text\": \"b\"},"
            " {\"text\": \"c\"}, {\"id\": \"\", \"text\": \"d\"}]");
    assert_collected(&all, 4, 0);
    assert_string_equal(all.docs[0]->uri, "x:1");
    assert_string_equal(all.docs[0]->source, "a.json:1");
    assert_string_equal(all.docs[1]->uri, "9007199254740993");
    assert_string_equal(all.docs[2]->uri, "uri:test#3");
    assert_string_equal(all.docs[3]->uri, "uri:test#4");
    collected_done(&all);
}

static void object_without_text_becomes_a_record(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.json",
            "{\"sku\": \"G-8\", \"name\": \"Trowel\", \"price\": 12.5, \"stock\": true,"
            " \"none\": null, \"size\": {\"w\": 3, \"h\": {\"max\": 4}}, \"tags\": [\"a\", 1],"
            " \"parts\": [{\"n\": 1}, {\"n\": 2}]}");
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_ROW,
                 "name: Trowel\nsku: G-8\nprice: 12.5\nstock: true\nsize.w: 3\nsize.h.max: 4\n"
                 "tags: a, 1\nparts.1.n: 1\nparts.2.n: 2");
    assert_string_equal(all.docs[0]->title, "Trowel");
    assert_string_equal(all.docs[0]->meta, "");
    collected_done(&all);
}

static void bad_elements_are_refused_and_the_rest_read(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.json", "[3, {\"text\": \"a\"}, {}, {\"text\": \" \"}]");
    assert_collected(&all, 1, 3);
    assert_string_equal(all.refused[0], "a.json:1: the row is not a JSON object");
    assert_string_equal(all.refused[1], "a.json:3: the object has no text");
    collected_done(&all);
}

static void malformed_files_are_errors_with_their_place(void **state)
{
    collected all;

    (void)state;
    collect(&all, "d/a.json", "{\n \"a\": }");
    assert_error(&all, CAIRN_EPARSE, "d/a.json: JSON line 2, column");
    collect(&all, "a.json", "\"text\"");
    assert_error(&all, CAIRN_EPARSE, "a.json: neither a JSON object nor an array of objects");
    collect(&all, "a.json", "[]");
    assert_error(&all, CAIRN_EPARSE, "a.json: the array has no objects");
    collect(&all, "a.json", "{}");
    assert_error(&all, CAIRN_EPARSE, "a.json: the object has no text");
}

static void deep_nesting_is_refused(void **state)
{
    static char text[100001];
    collected all;

    (void)state;
    memset(text, '[', sizeof(text) - 1);
    collect(&all, "a.json", text);
    assert_error(&all, CAIRN_EPARSE, "depth");
    collect(&all, "a.jsonl", text);
    assert_collected(&all, 0, 1);
    assert_non_null(strstr(all.refused[0], "depth"));
    collected_done(&all);
}

static void json_file_of_lines_is_read_as_jsonl(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.json", "{\"text\": \"a\"}\n{\"text\": \"b\"}\n");
    assert_collected(&all, 2, 0);
    collected_done(&all);
}

static void lines_become_documents_with_their_range(void **state)
{
    static const char text[] = "{\"id\": \"a\", \"text\": \"one\"}\r\n\n  {\"text\": \"two\"}  ";
    collected all;

    (void)state;
    collect(&all, "a.jsonl", text);
    assert_collected(&all, 2, 0);
    assert_source(all.docs[0], 0, text, "{\"id\": \"a\", \"text\": \"one\"}");
    assert_source(all.docs[1], 0, text, "{\"text\": \"two\"}");
    assert_string_equal(all.docs[1]->uri, "uri:test#3");
    assert_string_equal(all.docs[1]->source, "a.jsonl:3");
    assert_int_equal(all.docs[1]->format, CAIRN_FORMAT_JSONL);
    collected_done(&all);
}

static void bad_lines_are_refused_and_the_rest_read(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.jsonl", "{\"text\": \"a\"}\n{\"text\": \n[1]\n{\"text\": \"b\"}\n");
    assert_collected(&all, 2, 2);
    assert_non_null(strstr(all.refused[0], "a.jsonl:2: JSON line 1"));
    assert_string_equal(all.refused[1], "a.jsonl:3: the row is not a JSON object");
    collected_done(&all);
}

static void line_in_another_encoding_spoils_no_other(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.jsonl",
            "{\"text\": \"caf\xC3\xA9\"}\n{\"text\": \"Le caf\xE9 est ferm\xE9\"}\n");
    assert_collected(&all, 2, 0);
    assert_string_equal(all.docs[0]->text.data, "caf\xC3\xA9");
    assert_string_equal(all.docs[1]->text.data, "Le caf\xC3\xA9 est ferm\xC3\xA9");
    collected_done(&all);
}

static void blank_lines_alone_are_an_error(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.jsonl", "\n \n");
    assert_error(&all, CAIRN_EPARSE, "a.jsonl: there are no rows in it");
}

static void lack_of_memory_is_survived(void **state)
{
    (void)state;
    assert_survives_lack_of_memory("a.json",
                                   "{\"title\": \"T\", \"text\": \"a\\n\\nb\", \"k\": 1}");
    assert_survives_lack_of_memory("a.json", "[{\"id\": 1, \"k\": {\"l\": [1, 2]}}]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(object_becomes_a_document),
        cmocka_unit_test(text_has_several_names),
        cmocka_unit_test(ids_become_uris),
        cmocka_unit_test(object_without_text_becomes_a_record),
        cmocka_unit_test(bad_elements_are_refused_and_the_rest_read),
        cmocka_unit_test(malformed_files_are_errors_with_their_place),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(json_file_of_lines_is_read_as_jsonl),
        cmocka_unit_test(lines_become_documents_with_their_range),
        cmocka_unit_test(bad_lines_are_refused_and_the_rest_read),
        cmocka_unit_test(line_in_another_encoding_spoils_no_other),
        cmocka_unit_test(blank_lines_alone_are_an_error),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
