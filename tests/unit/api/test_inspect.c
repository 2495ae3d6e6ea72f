/* Inspection: counts, digest, texts and the check tell the state of a store. */
#include "small_kb.h"

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

static cairn_stats stats_of(cairn *kb)
{
    cairn_stats stats;

    assert_int_equal(cairn_get_stats(kb, &stats, NULL), CAIRN_OK);
    return stats;
}

static void counts_follow_the_builds(void **state)
{
    cairn *kb = small_open(temp_name(&dir, "kb.db"));
    cairn_stats stats;

    (void)state;
    small_ingest(kb, 0);
    small_ingest(kb, 3);
    assert_int_equal(stats_of(kb).pending, 2);
    small_build(kb);
    stats = stats_of(kb);
    assert_int_equal(stats.documents, 2);
    assert_int_equal(stats.pending, 0);
    assert_true(stats.chunks >= 2 && stats.mentions > 0 && stats.statements > 0);
    assert_true(stats.entities > 0 && stats.facts > 0);
    assert_int_equal(stats.conflicts, 1); /* 1871 or 1873 */
    assert_int_equal(stats.vectors, 0);   /* no embedder */
    assert_int_equal(cairn_forget(kb, "rival.txt", NULL), CAIRN_OK);
    assert_int_equal(stats_of(kb).pending, 1);
    small_build(kb);
    assert_int_equal(stats_of(kb).documents, 1);
    assert_int_equal(stats_of(kb).conflicts, 0);
    cairn_close(kb);
}

static void the_digest_depends_on_the_documents_alone(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    char all[33], less[33], again[33];

    (void)state;
    assert_int_equal(cairn_digest(kb, all, NULL), CAIRN_OK);
    assert_int_equal(strspn(all, "0123456789abcdef"), 32);
    assert_int_equal(strlen(all), 32);
    small_build(kb); /* nothing new */
    assert_int_equal(cairn_digest(kb, again, NULL), CAIRN_OK);
    assert_string_equal(again, all);
    assert_int_equal(cairn_forget(kb, "ada.txt", NULL), CAIRN_OK);
    small_build(kb);
    assert_int_equal(cairn_digest(kb, less, NULL), CAIRN_OK);
    assert_string_not_equal(less, all);
    small_ingest(kb, 0);
    small_build(kb);
    assert_int_equal(cairn_digest(kb, again, NULL), CAIRN_OK);
    assert_string_equal(again, all);
    cairn_close(kb);
}

static void the_digest_is_that_of_any_order(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    char one[33], other[33];

    (void)state;
    assert_int_equal(cairn_digest(kb, one, NULL), CAIRN_OK);
    cairn_close(kb);
    small_remove(&dir, "kb.db");
    assert_true(temp_dir_make(&dir));
    kb = small_open(temp_name(&dir, "kb.db"));
    for (size_t i = SMALL_TEXTS; i-- > 0;) {
        small_ingest(kb, i);
        small_build(kb);
    }
    assert_int_equal(cairn_digest(kb, other, NULL), CAIRN_OK);
    assert_string_equal(one, other);
    cairn_close(kb);
}

static void a_text_is_given_back_as_it_was_read(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    char *text = NULL;
    size_t len;

    (void)state;
    for (size_t i = 0; i < SMALL_TEXTS; i++) {
        assert_int_equal(cairn_document_text(kb, small_texts[i][0], &text, &len, NULL), CAIRN_OK);
        assert_int_equal(len, strlen(small_texts[i][1]));
        assert_string_equal(text, small_texts[i][1]);
        cairn_text_free(text);
    }
    cairn_close(kb);
}

static void a_text_of_many_chunks_is_whole(void **state)
{
    static char long_text[20001];
    cairn *kb = small_open(temp_name(&dir, "kb.db"));
    char *text = NULL;
    size_t len;

    (void)state;
    for (size_t i = 0; i < sizeof long_text - 1; i++)
        long_text[i] = i % 50 == 48 ? '.' : i % 50 == 49 ? ' ' : (char)('a' + i / 50 % 26);
    long_text[sizeof long_text - 2] = '.';
    assert_int_equal(
        cairn_ingest_text(kb, "long.txt", long_text, sizeof long_text - 1, CAIRN_FORMAT_TEXT, NULL),
        CAIRN_OK);
    small_build(kb);
    assert_true(stats_of(kb).chunks > 5);
    assert_int_equal(cairn_document_text(kb, "long.txt", &text, &len, NULL), CAIRN_OK);
    assert_int_equal(len, sizeof long_text - 1);
    assert_memory_equal(text, long_text, len + 1);
    cairn_text_free(text);
    cairn_close(kb);
}

static void unknown_and_forgotten_texts_are_not_found(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_error err = CAIRN_ERROR_INIT;
    char *text = NULL;
    size_t len = 7;

    (void)state;
    assert_int_equal(cairn_document_text(kb, "none.txt", &text, &len, &err), CAIRN_ENOTFOUND);
    assert_non_null(strstr(err.message, "none.txt"));
    assert_true(text == NULL && len == 0);
    assert_int_equal(cairn_forget(kb, "ada.txt", NULL), CAIRN_OK);
    small_build(kb);
    assert_int_equal(cairn_document_text(kb, "ada.txt", &text, &len, NULL), CAIRN_ENOTFOUND);
    cairn_close(kb);
}

static void count_issue(const char *where, const char *sentence, void *user)
{
    (void)where;
    (void)sentence;
    ++*(int *)user;
}

static void a_sound_store_has_no_issues(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_error err = CAIRN_ERROR_INIT;
    int n = 0;

    (void)state;
    assert_int_equal(cairn_check(kb, count_issue, &n, &err), CAIRN_OK);
    assert_int_equal(cairn_forget(kb, "ada.txt", NULL), CAIRN_OK);
    assert_int_equal(cairn_check(kb, count_issue, &n, &err), CAIRN_OK); /* with some pending */
    small_build(kb);
    assert_int_equal(cairn_check(kb, count_issue, &n, &err), CAIRN_OK);
    assert_int_equal(n, 0);
    cairn_close(kb);
}

#define KB_TEST(claim) cmocka_unit_test_setup_teardown(claim, make_dir, remove_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KB_TEST(counts_follow_the_builds),
        KB_TEST(the_digest_depends_on_the_documents_alone),
        KB_TEST(the_digest_is_that_of_any_order),
        KB_TEST(a_text_is_given_back_as_it_was_read),
        KB_TEST(a_text_of_many_chunks_is_whole),
        KB_TEST(unknown_and_forgotten_texts_are_not_found),
        KB_TEST(a_sound_store_has_no_issues),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
