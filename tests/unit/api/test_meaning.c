/* Where a handle's knowledge of words comes from: the pack, and WordNet when it is named. */
#include "small_kb.h"

#include "api/kb.h"
#include "retrieve/meaning.h"
#include "unit/base/small_wordnet.h"

static temp_dir dir, wordnet;

static int make_dirs(void **state)
{
    (void)state;
    if (!temp_dir_make(&dir) || !temp_dir_make(&wordnet))
        return -1;
    small_wordnet_put(&wordnet);
    cairn_close(small_kb(temp_name(&dir, "kb.db")));
    return 0;
}

static int remove_dirs(void **state)
{
    (void)state;
    temp_dir_remove(&wordnet);
    small_remove(&dir, "kb.db");
    return 0;
}

/* How like the two words are to a handle that is opened now, in hundredths; < 0 where asking is
 * refused. */
static int likeness(const char *asked, const char *said, cairn_error *err)
{
    cairn *kb = small_open(temp_name(&dir, "kb.db"));
    cn_words one = {.n = 0}, other = {.n = 0};
    cn_view view;
    double like = 0;
    int rc = cn_kb_begin_read(kb, &view, err);

    if (rc == CAIRN_OK) {
        assert_int_equal(cn_tokenizer_scan(view.tokenizer, asked, strlen(asked), &one, err),
                         CAIRN_OK);
        assert_int_equal(cn_tokenizer_scan(view.tokenizer, said, strlen(said), &other, err),
                         CAIRN_OK);
        rc = cn_meaning_likeness(view.meaning, view.tokenizer, asked, &one.items[0],
                                 other.items[0].stem, &like, err);
        cn_kb_end_read(kb);
    }
    cn_words_done(&one);
    cn_words_done(&other);
    cairn_close(kb);
    return rc < 0 ? rc : (int)(like * 100 + 0.5);
}

static void the_pack_is_read_without_wordnet(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    unsetenv("CAIRN_WORDNET");
    assert_true(likeness("spouse", "wife", &err) > 0);
    assert_int_equal(likeness("stream", "river", &err), 60);
    assert_int_equal(likeness("spouse", "entity", &err), 0);
    setenv("CAIRN_WORDNET", "", 1);
    assert_int_equal(likeness("spouse", "entity", &err), 0);
}

static void a_named_wordnet_is_read_too(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    setenv("CAIRN_WORDNET", wordnet.path, 1);
    assert_true(likeness("stream", "location", &err) > 0);
    assert_true(likeness("individual", "person", &err) > 0);
    unsetenv("CAIRN_WORDNET");
}

static void a_folder_without_wordnet_is_refused_by_name(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    setenv("CAIRN_WORDNET", "/nowhere", 1);
    assert_int_equal(likeness("spouse", "wife", &err), CAIRN_ENOTFOUND);
    assert_non_null(strstr(err.message, "/nowhere"));
    unsetenv("CAIRN_WORDNET");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pack_is_read_without_wordnet),
        cmocka_unit_test(a_named_wordnet_is_read_too),
        cmocka_unit_test(a_folder_without_wordnet_is_refused_by_name),
    };

    return cmocka_run_group_tests(tests, make_dirs, remove_dirs);
}
