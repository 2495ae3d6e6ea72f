/* Where the weights of the reader come from. */
#include "small_kb.h"

#include "api/kb.h"
#include "retrieve/span_model.h"

static void open_model(const char *data_path, const struct cn_reader_model **model, cairn **kb,
                       temp_dir *dir)
{
    cairn_options options = CAIRN_OPTIONS_INIT;

    assert_true(temp_dir_make(dir));
    options.data_path = data_path;
    assert_int_equal(cairn_open(temp_name(dir, "kb.db"), &options, kb, NULL), CAIRN_OK);
    assert_int_equal(cn_kb_reader(*kb, model, NULL), CAIRN_OK);
}

static void the_packs_weights_are_opened_once(void **state)
{
    const struct cn_reader_model *model, *again;
    temp_dir dir;
    cairn *kb;

    (void)state;
    open_model(CAIRN_SOURCE_DIR "/data", &model, &kb, &dir);
    assert_non_null(model);
    assert_true(model->n_trees > 0);
    assert_int_equal(cn_kb_reader(kb, &again, NULL), CAIRN_OK);
    assert_ptr_equal(model, again);
    cairn_close(kb);
    small_remove(&dir, "kb.db");
}

static void without_the_file_there_is_no_model(void **state)
{
    const struct cn_reader_model *model;
    temp_dir dir;
    cairn *kb;

    (void)state;
    open_model("/nowhere", &model, &kb, &dir);
    assert_null(model);
    cairn_close(kb);
    small_remove(&dir, "kb.db");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_packs_weights_are_opened_once),
        cmocka_unit_test(without_the_file_there_is_no_model),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
