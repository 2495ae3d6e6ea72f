/* Re-DocRED's tokens and names as trees and spans. */
#include "unit/train/names_world.h"

#include "tools/train/names_data.h"

static temp_dir dir;

static void read_text(names_reader *reader, names_documents *documents, const char *text)
{
    cairn_error err = {.message = ""};

    memset(documents, 0, sizeof(*documents));
    temp_file_put(&dir, "in.json", text);
    assert_int_equal(names_reader_init(reader, NULL, NULL), CAIRN_OK);
    if (names_read_docred(reader, temp_name(&dir, "in.json"), documents, &err) < 0)
        fail_msg("%s", err.message);
}

static void tokens_are_joined_and_names_found_in_them(void **state)
{
    names_documents documents;
    names_reader reader;

    (void)state;
    world_put(&dir, "world.json", 3);
    assert_int_equal(names_reader_init(&reader, NULL, NULL), CAIRN_OK);
    memset(&documents, 0, sizeof(documents));
    assert_int_equal(names_read_docred(&reader, temp_name(&dir, "world.json"), &documents, NULL),
                     CAIRN_OK);
    assert_int_equal(documents.n, 3);
    assert_string_equal(documents.items[0].text,
                        "Anna Berg was born in Velde in 1900 . Berg left Velde soon .");
    assert_int_equal(documents.items[0].n_gold, 5);
    assert_int_equal(documents.items[0].n_lost, 0);
    assert_int_equal(documents.items[0].labels[0], cn_label_of(CN_KIND_PERSON, CN_LABEL_BEGIN));
    assert_int_equal(documents.items[0].labels[1], cn_label_of(CN_KIND_PERSON, CN_LABEL_LAST));
    assert_int_equal(documents.items[0].labels[7], cn_label_of(CN_KIND_TIME, CN_LABEL_UNIT));
    names_documents_done(&documents);
    names_reader_done(&reader);
}

static void names_said_twice_count_once_and_overlaps_are_lost(void **state)
{
    names_documents documents;
    names_reader reader;

    (void)state;
    read_text(&reader, &documents,
              "[{\"title\": \"\", \"sents\": [[\"Anna\", \"Berg\", \"sang\", \".\"]], "
              "\"vertexSet\": [[{\"sent_id\": 0, \"pos\": [0, 2], \"type\": \"PER\"}, "
              "{\"sent_id\": 0, \"pos\": [0, 2], \"type\": \"ORG\"}, "
              "{\"sent_id\": 0, \"pos\": [1, 2], \"type\": \"PER\"}]]}]");
    assert_int_equal(documents.items[0].n_gold, 1);
    assert_int_equal(documents.items[0].n_lost, 1);
    assert_int_equal(documents.items[0].gold[0].kind, CN_KIND_PERSON);
    names_documents_done(&documents);
    names_reader_done(&reader);
}

static void places_that_are_not_in_the_text_are_passed_over(void **state)
{
    names_documents documents;
    names_reader reader;

    (void)state;
    read_text(&reader, &documents,
              "[{\"sents\": [[\"Anna\", \"sang\"]], \"vertexSet\": [["
              "{\"sent_id\": 7, \"pos\": [0, 2], \"type\": \"PER\"}, "
              "{\"sent_id\": 0, \"pos\": [1, 9], \"type\": \"PER\"}, "
              "{\"sent_id\": 0, \"pos\": [1, 1], \"type\": \"PER\"}, {}]]}, {}]");
    assert_int_equal(documents.n, 2);
    assert_int_equal(documents.items[0].n_gold, 0);
    names_documents_done(&documents);
    names_reader_done(&reader);
}

static void a_corpus_is_read_line_by_line(void **state)
{
    names_documents documents = {.n = 0};
    names_reader reader;

    (void)state;
    temp_file_put(&dir, "c.jsonl",
                  "{\"title\": \"A\", \"text\": \"One day.\"}\n\n{\"text\": \"\"}");
    assert_int_equal(names_reader_init(&reader, NULL, NULL), CAIRN_OK);
    assert_int_equal(names_read_corpus(&reader, temp_name(&dir, "c.jsonl"), &documents, NULL),
                     CAIRN_OK);
    assert_int_equal(documents.n, 2);
    assert_int_equal(documents.items[0].trees.n_tokens, 3);
    assert_string_equal(documents.items[1].title, "");
    names_documents_done(&documents);
    temp_file_put(&dir, "c.jsonl", "{\"title\": ");
    assert_int_equal(names_read_corpus(&reader, temp_name(&dir, "c.jsonl"), &documents, NULL),
                     CAIRN_EPARSE);
    names_documents_done(&documents);
    names_reader_done(&reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_joined_and_names_found_in_them),
        cmocka_unit_test(names_said_twice_count_once_and_overlaps_are_lost),
        cmocka_unit_test(places_that_are_not_in_the_text_are_passed_over),
        cmocka_unit_test(a_corpus_is_read_line_by_line)};
    int failed;

    if (!temp_dir_make(&dir))
        return 1;
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    temp_dir_remove(&dir);
    return failed;
}
