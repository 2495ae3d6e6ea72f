/* What somebody says of two names is remembered, replaced by what is said later, taken back. */
#include "card_kb.h"

#include "base/mem.h"

static void open_two_names(card_kb *card, cairn **kb)
{
    card_begin(card);
    card_entity(card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    card_entity(card, 0, "Quillmeister", CN_TYPE_PERSON, 2);
    *kb = card_end(card);
}

/* The only decision of the store. */
static cn_decision_row read_decision(card_kb *card)
{
    cn_decision_row row = {0}, more;
    cn_cursor *cursor = NULL;
    cn_store *store = NULL;

    CARD_OK(card, cn_store_open(temp_name(&card->dir, "kb.db"), NULL, &store, &card->err));
    CARD_OK(card, cn_decision_scan(store, 0, &cursor, &card->err));
    assert_int_equal(cn_decision_next(cursor, &row, &card->err), CAIRN_ROW);
    assert_int_equal(cn_decision_next(cursor, &more, &card->err), CAIRN_OK);
    cn_cursor_free(cursor);
    cn_store_close(store);
    return row;
}

static void the_newest_word_counts(void **state)
{
    static const struct {
        const char *first, *second;
        cairn_verdict verdict, before;
    } words[] = {{"Zed Quill", "Quillmeister", CAIRN_SAME, CAIRN_UNDECIDED},
                 {"quillmeister", "zed quill", CAIRN_SAME, CAIRN_SAME},
                 {"QUILLMEISTER", "Zed Quill", CAIRN_APART, CAIRN_SAME},
                 {"Zed Quill", "Quillmeister", CAIRN_UNDECIDED, CAIRN_APART}};
    card_kb card;
    cairn *kb;

    (void)state;
    open_two_names(&card, &kb);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        cairn_verdict before = CAIRN_APART;
        cn_decision_row row;

        CARD_OK(&card, cairn_decide(kb, words[i].first, words[i].second, words[i].verdict, &before,
                                    &card.err));
        assert_int_equal(before, words[i].before);
        row = read_decision(&card);
        assert_int_equal(row.verdict, (int)words[i].verdict);
        assert_true(row.a < row.b);
        assert_false(row.is_applied);
    }
    card_remove(&card, kb);
}

static void short_forms_say_the_same(void **state)
{
    card_kb card;
    cairn *kb;

    (void)state;
    open_two_names(&card, &kb);
    CARD_OK(&card, cairn_merge(kb, "Zed Quill", "Quillmeister", &card.err));
    assert_int_equal(read_decision(&card).verdict, CN_DECIDED_SAME);
    CARD_OK(&card, cairn_unmerge(kb, "Zed Quill", "Quillmeister", &card.err));
    assert_int_equal(read_decision(&card).verdict, CN_DECIDED_APART);
    card_remove(&card, kb);
}

static void names_nobody_wrote_are_refused(void **state)
{
    cairn_options options = CAIRN_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    card_kb card;
    cairn *kb;

    (void)state;
    open_two_names(&card, &kb);
    assert_int_equal(cairn_merge(kb, "Zed Quill", "Wolfgang Xerxes", &err), CAIRN_ENOTFOUND);
    assert_string_equal(err.message, "no document says \"Wolfgang Xerxes\"");
    assert_int_equal(cairn_merge(kb, "?!", "Zed Quill", &err), CAIRN_ENOTFOUND);
    assert_int_equal(cairn_merge(kb, "Zed Quill", "the ZED quill", &err), CAIRN_EINVAL);
    assert_string_equal(err.message,
                        "\"Zed Quill\" and \"the ZED quill\" are spellings of one name");
    assert_int_equal(cairn_merge(kb, "", "Zed Quill", &err), CAIRN_EINVAL);
    assert_int_equal(cairn_merge(kb, "Zed Quill", NULL, &err), CAIRN_EINVAL);
    assert_int_equal(cairn_decide(kb, "Zed Quill", "Quillmeister", (cairn_verdict)7, NULL, &err),
                     CAIRN_EINVAL);
    cairn_close(kb);
    options.read_only = true;
    CARD_OK(&card, cairn_open(temp_name(&card.dir, "kb.db"), &options, &kb, &card.err));
    assert_int_equal(cairn_merge(kb, "Zed Quill", "Quillmeister", &err), CAIRN_EINVAL);
    card_remove(&card, kb);
}

static void a_word_about_names_that_are_gone_can_be_taken_back(void **state)
{
    cairn_verdict before = CAIRN_UNDECIDED;
    cairn_error err = CAIRN_ERROR_INIT;
    temp_dir dir;
    cairn *kb;

    (void)state;
    assert_true(temp_dir_make(&dir));
    kb = small_kb(temp_name(&dir, "kb.db"));
    assert_int_equal(cairn_merge(kb, "Tom Reed", "Port Vale", &err), CAIRN_OK);
    assert_int_equal(cairn_forget(kb, "rival.txt", &err), CAIRN_OK);
    small_build(kb);
    assert_int_equal(cairn_unmerge(kb, "Tom Reed", "Port Vale", &err), CAIRN_ENOTFOUND);
    assert_int_equal(cairn_decide(kb, "Tom Reed", "Port Vale", CAIRN_UNDECIDED, &before, &err),
                     CAIRN_OK);
    assert_int_equal(before, CAIRN_SAME);
    small_build(kb);
    assert_int_equal(cairn_decide(kb, "Tom Reed", "Port Vale", CAIRN_UNDECIDED, NULL, &err),
                     CAIRN_ENOTFOUND);
    cairn_close(kb);
    small_remove(&dir, "kb.db");
}

static void a_reader_beside_sees_it_with_the_build(void **state)
{
    cairn_options options = CAIRN_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn *kb, *beside;
    temp_dir dir;

    (void)state;
    assert_true(temp_dir_make(&dir));
    kb = small_kb(temp_name(&dir, "kb.db"));
    options.read_only = true;
    assert_int_equal(cairn_open(temp_name(&dir, "kb.db"), &options, &beside, &err), CAIRN_OK);
    assert_int_not_equal(card_find(beside, "Tom Reed"), card_find(beside, "Port Vale"));
    assert_int_equal(cairn_merge(kb, "Tom Reed", "Port Vale", &err), CAIRN_OK);
    assert_int_not_equal(card_find(beside, "Tom Reed"), card_find(beside, "Port Vale"));
    small_build(kb);
    assert_int_equal(card_find(beside, "Tom Reed"), card_find(beside, "Port Vale"));
    cairn_close(beside);
    cairn_close(kb);
    small_remove(&dir, "kb.db");
}

static void no_memory_is_an_error_and_nothing_leaks(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    int rc = CAIRN_ENOMEM;
    card_kb card;
    int64_t live;
    cairn *kb;

    (void)state;
    open_two_names(&card, &kb);
    CARD_OK(&card, cairn_merge(kb, "Zed Quill", "Quillmeister", &card.err));
    CARD_OK(&card, cairn_decide(kb, "Zed Quill", "Quillmeister", CAIRN_UNDECIDED, NULL, &card.err));
    live = cn_mem_live();
    for (uint64_t nth = 1; rc < 0; nth++) {
        cn_mem_fail_at(nth, true);
        rc = cairn_unmerge(kb, "Zed Quill", "Quillmeister", &err);
        cn_mem_fail_at(0, false);
        assert_int_equal(rc < 0 ? rc : CAIRN_ENOMEM, CAIRN_ENOMEM);
        assert_int_equal(cn_mem_live(), live);
        assert_true(nth < 100000);
    }
    assert_int_equal(read_decision(&card).verdict, CN_DECIDED_APART);
    card_remove(&card, kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_word_counts),
        cmocka_unit_test(short_forms_say_the_same),
        cmocka_unit_test(names_nobody_wrote_are_refused),
        cmocka_unit_test(a_word_about_names_that_are_gone_can_be_taken_back),
        cmocka_unit_test(a_reader_beside_sees_it_with_the_build),
        cmocka_unit_test(no_memory_is_an_error_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
