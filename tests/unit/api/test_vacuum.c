/* The vacuum: no byte of what builds took out is left, and the rest is what it was. */
#include "small_kb.h"

#include "base/file.h"

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

static const char rare[] = "Vrexilund\n\nVrexilund (3 May 1880 - 4 May 1950) was a glassblower. "
                           "Vrexilund founded the Osquanth Works in Halvery.";

static void add_rare(cairn *kb)
{
    assert_int_equal(cairn_ingest_text(kb, "rare.txt", rare, strlen(rare), CAIRN_FORMAT_TEXT, NULL),
                     CAIRN_OK);
    small_build(kb);
}

struct hunt {
    const char *folder, *word;
    bool found;
};

/* Folders among the entries cannot be read, and are passed over. */
static int look_into(const char *name, void *user, cairn_error *err)
{
    struct hunt *hunt = user;
    cn_buf path, data;

    (void)err;
    cn_buf_init(&path, 4096);
    cn_buf_init(&data, (size_t)64 << 20);
    assert_int_equal(cn_buf_printf(&path, "%s/%s", hunt->folder, name), CAIRN_OK);
    if (cn_file_read(path.data, data.max, &data, NULL) == CAIRN_OK)
        for (size_t i = 0; i + strlen(hunt->word) <= data.len; i++)
            if (memcmp(data.data + i, hunt->word, strlen(hunt->word)) == 0)
                hunt->found = true;
    cn_buf_done(&path);
    cn_buf_done(&data);
    return CAIRN_OK;
}

/* Whether some file of the store or of its side folder has the word in it. */
static bool is_written(const char *word)
{
    temp_dir side;
    struct hunt hunt = {dir.path, word, false};

    side_folder(&side, &dir, "kb.db");
    assert_int_equal(cn_file_list(dir.path, look_into, &hunt, NULL), CAIRN_OK);
    hunt.folder = side.path;
    assert_int_equal(cn_file_list(side.path, look_into, &hunt, NULL), CAIRN_OK);
    return hunt.found;
}

static void what_was_removed_leaves_no_byte(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    char before[33], after[33], uri[64];

    (void)state;
    assert_int_equal(cairn_digest(kb, before, NULL), CAIRN_OK);
    add_rare(kb);
    assert_true(is_written("Vrexilund"));
    assert_int_equal(cairn_forget(kb, "rare.txt", NULL), CAIRN_OK);
    small_build(kb);
    assert_int_equal(cairn_vacuum(kb, NULL), CAIRN_OK);
    assert_false(is_written("rexilund"));
    assert_false(is_written("squanth"));
    assert_false(is_written("glassblower"));
    assert_int_equal(cairn_digest(kb, after, NULL), CAIRN_OK);
    assert_string_equal(before, after);
    assert_int_equal(cairn_check(kb, NULL, NULL, NULL), CAIRN_OK);
    first_hit(kb, "Teyle Bridge", uri);
    assert_string_equal(uri, "bridge.txt");
    cairn_close(kb);
    assert_false(is_written("rexilund"));
}

static void halves_of_files_go_too(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    temp_dir side;

    (void)state;
    side_folder(&side, &dir, "kb.db");
    temp_file_put(&side, "graph-1.snap.tmp-12-0", "Vrexilund");
    temp_file_put(&side, "names-7.faiss", "Vrexilund");
    temp_file_put(&side, "kept.tmp-12-0", "not ours");
    assert_int_equal(cairn_vacuum(kb, NULL), CAIRN_OK);
    assert_false(is_written("Vrexilund"));
    assert_true(is_written("not ours"));
    cairn_close(kb);
}

static void what_waits_for_a_build_stays(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db"));
    cairn_stats stats;

    (void)state;
    add_rare(kb);
    assert_int_equal(cairn_forget(kb, "rare.txt", NULL), CAIRN_OK);
    assert_int_equal(cairn_vacuum(kb, NULL), CAIRN_OK);
    assert_true(is_written("Vrexilund"));
    assert_int_equal(cairn_get_stats(kb, &stats, NULL), CAIRN_OK);
    assert_int_equal(stats.pending, 1);
    cairn_close(kb);
}

static void a_reader_or_a_handle_for_reading_refuses_it(void **state)
{
    cairn *kb = small_kb(temp_name(&dir, "kb.db")), *other;
    cairn_options options = CAIRN_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    options.read_only = true;
    assert_int_equal(cairn_open(temp_name(&dir, "kb.db"), &options, &other, NULL), CAIRN_OK);
    assert_int_equal(cairn_vacuum(other, &err), CAIRN_EINVAL);
    assert_non_null(strstr(err.message, "open for reading only"));
    assert_int_equal(cairn_vacuum(kb, NULL), CAIRN_OK); /* an idle reader is not in the way */
    cairn_close(other);
    cairn_close(kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_removed_leaves_no_byte, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(halves_of_files_go_too, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(what_waits_for_a_build_stays, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(a_reader_or_a_handle_for_reading_refuses_it, make_dir,
                                        remove_dir),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
