/* The table of relations, as retrieve/ sees it. */
#include "api/kb.h"
#include "small_kb.h"

static cn_relate_meant relate(cairn *kb, const char *words, int subject, int object)
{
    const cn_relate_asked asked = {words, strlen(words), subject, object, false};
    cn_relate_meant meant;
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_kb_relate(kb, &asked, &meant, &err) < 0)
        fail_msg("%s", err.message);
    return meant;
}

static void words_become_relations_with_their_traits(void **state)
{
    cairn_options options = CAIRN_OPTIONS_INIT;
    cn_relate_meant meant;
    cairn *kb = NULL;
    temp_dir dir;

    (void)state;
    assert_true(temp_dir_make(&dir));
    options.data_path = CAIRN_SOURCE_DIR "/data";
    assert_int_equal(cairn_open(temp_name(&dir, "kb.db"), &options, &kb, NULL), CAIRN_OK);
    meant = relate(kb, "wife", CN_TYPE_OTHER, CN_TYPE_PERSON);
    assert_string_equal(meant.relation, "married to");
    assert_true(meant.is_known && meant.is_symmetric && meant.id != 0);
    meant = relate(kb, "father", CN_TYPE_OTHER, CN_TYPE_PERSON);
    assert_true(meant.implied == relate(kb, "child of", 0, CN_TYPE_PERSON).id);
    meant = relate(kb, "wrote", CN_TYPE_PERSON, CN_TYPE_WORK);
    assert_string_equal(meant.relation, "written by");
    assert_true(meant.is_swapped);
    meant = relate(kb, "born in", CN_TYPE_OTHER, CN_TYPE_DATE);
    assert_string_equal(meant.relation, "born on");
    assert_true(meant.is_for_ever);
    meant = relate(kb, "glimmered beyond", CN_TYPE_OTHER, CN_TYPE_OTHER);
    assert_false(meant.is_known);
    meant = relate(kb, "", CN_TYPE_OTHER, CN_TYPE_OTHER);
    assert_true(meant.id == 0);
    small_remove(&dir, "kb.db");
    cairn_close(kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_become_relations_with_their_traits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
