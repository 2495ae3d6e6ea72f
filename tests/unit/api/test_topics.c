/* Topics through the public header. */
#include "small_kb.h"

#include <string.h>

static cairn *open_kb(temp_dir *dir)
{
    assert_true(temp_dir_make(dir));
    return small_kb(temp_name(dir, "kb"));
}

static void topics_have_names_and_cited_sentences(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_topics *topics = NULL;
    cairn_topic topic;
    temp_dir dir;
    uint64_t all, n = 0;
    cairn *kb;

    (void)state;
    kb = open_kb(&dir);
    assert_int_equal(cairn_list_topics(kb, NULL, NULL, &topics, &all, &err), CAIRN_OK);
    for (; cairn_topics_next(topics, &topic) == CAIRN_ROW; n++) {
        assert_true(topic.number > 0 && topic.passages >= 2 && topic.documents >= 1);
        assert_true(strlen(topic.name) > 0);
        assert_true(topic.n_entities > 0 && topic.entities[0].weight == 1);
        for (size_t i = 0; i < topic.n_digest; i++) {
            char *text = NULL;
            size_t len;

            assert_int_equal(cairn_document_text(kb, topic.digest[i].uri, &text, &len, &err),
                             CAIRN_OK);
            assert_true(topic.digest[i].first_byte + topic.digest[i].len <= len);
            assert_memory_equal(text + topic.digest[i].first_byte, topic.digest[i].quote,
                                topic.digest[i].len);
            cairn_text_free(text);
        }
    }
    assert_true(n > 0 && n == all);
    cairn_topics_free(topics);
    assert_int_equal(cairn_list_topics(kb, "Ada Marsh", NULL, &topics, &all, &err), CAIRN_OK);
    assert_int_equal(cairn_topics_next(topics, &topic), CAIRN_ROW);
    assert_non_null(strstr(topic.name, "Ada Marsh"));
    assert_true(topic.fit == 1);
    cairn_topics_free(topics);
    cairn_close(kb);
    small_remove(&dir, "kb");
}

static void bad_options_are_refused(void **state)
{
    cairn_topics_options options = CAIRN_TOPICS_OPTIONS_INIT;
    cairn_topics *topics = NULL;
    temp_dir dir;
    cairn *kb;

    (void)state;
    kb = open_kb(&dir);
    options.version = 9;
    assert_int_equal(cairn_list_topics(kb, NULL, &options, &topics, NULL, NULL), CAIRN_EINVAL);
    options = (cairn_topics_options)CAIRN_TOPICS_OPTIONS_INIT;
    options.limit = 0;
    assert_int_equal(cairn_list_topics(kb, NULL, &options, &topics, NULL, NULL), CAIRN_EINVAL);
    options.limit = 1001;
    assert_int_equal(cairn_list_topics(kb, NULL, &options, &topics, NULL, NULL), CAIRN_EINVAL);
    options.limit = 1;
    options.level = 5;
    assert_int_equal(cairn_list_topics(kb, NULL, &options, &topics, NULL, NULL), CAIRN_EINVAL);
    assert_int_equal(cairn_list_topics(kb, "", NULL, &topics, NULL, NULL), CAIRN_EINVAL);
    assert_int_equal(cairn_list_topics(kb, "\xff", NULL, &topics, NULL, NULL), CAIRN_EINVAL);
    assert_null(topics);
    cairn_topics_free(NULL);
    cairn_close(kb);
    small_remove(&dir, "kb");
}

static void an_empty_store_has_no_topics(void **state)
{
    cairn_topics *topics = NULL;
    cairn_topic topic;
    temp_dir dir;
    uint64_t all = 1;
    cairn *kb;

    (void)state;
    assert_true(temp_dir_make(&dir));
    kb = small_open(temp_name(&dir, "kb"));
    assert_int_equal(cairn_list_topics(kb, NULL, NULL, &topics, &all, NULL), CAIRN_OK);
    assert_int_equal(all, 0);
    assert_int_equal(cairn_topics_next(topics, &topic), CAIRN_OK);
    cairn_topics_free(topics);
    cairn_close(kb);
    small_remove(&dir, "kb");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(topics_have_names_and_cited_sentences),
        cmocka_unit_test(bad_options_are_refused),
        cmocka_unit_test(an_empty_store_has_no_topics),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
