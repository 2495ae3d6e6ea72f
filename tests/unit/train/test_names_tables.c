/* What a corpus tells of words, titles and names. */
#include "unit/train/names_world.h"

#include "tools/train/names_tables.h"

static temp_dir dir;

typedef struct fixture {
    names_reader reader;
    names_documents corpus;
    names_counts counts;
    cn_name_tables tables;
} fixture;

static void count_corpus(fixture *f, const char *lines)
{
    memset(f, 0, sizeof(*f));
    temp_file_put(&dir, "c.jsonl", lines);
    assert_int_equal(names_reader_init(&f->reader, NULL, NULL), CAIRN_OK);
    assert_int_equal(names_read_corpus(&f->reader, temp_name(&dir, "c.jsonl"), &f->corpus, NULL),
                     CAIRN_OK);
    names_counts_init(&f->counts);
    assert_int_equal(names_count_use(&f->counts, &f->reader, &f->corpus, NULL), CAIRN_OK);
}

static void close_fixture(fixture *f)
{
    names_tables_done(&f->tables);
    names_counts_done(&f->counts);
    names_documents_done(&f->corpus);
    names_reader_done(&f->reader);
}

static const cn_token *token_of(const fixture *f, size_t document, size_t token)
{
    return &f->corpus.items[document].trees.tokens[token];
}

static void words_in_lower_case_and_with_capitals_are_told_apart(void **state)
{
    const cn_name_word *boat, *berg;
    fixture f;

    (void)state;
    count_corpus(&f, "{\"text\": \"the boat of Berg met the boat of Berg and a boat of Berg\"}");
    assert_int_equal(names_tables_pack(&f.counts, &f.tables, NULL), CAIRN_OK);
    boat = cn_name_word_find(&f.tables, token_of(&f, 0, 1)->key);
    berg = cn_name_word_find(&f.tables, token_of(&f, 0, 3)->key);
    assert_non_null(boat);
    assert_non_null(berg);
    assert_int_equal(boat->use >> 4 & 15, 14);
    assert_int_equal(berg->use >> 4 & 15, 0);
    close_fixture(&f);
}

static void titles_have_the_kind_their_brackets_say(void **state)
{
    const cn_trees *trees;
    uint8_t found;
    fixture f;

    (void)state;
    count_corpus(&f, "{\"title\": \"Long Road (film)\", \"text\": \"Long Road\"}");
    assert_int_equal(names_tables_pack(&f.counts, &f.tables, NULL), CAIRN_OK);
    trees = &f.corpus.items[0].trees;
    found = cn_name_phrase_find(&f.tables, cn_name_phrase_key(trees->tokens, 0, 2));
    assert_int_equal(found & 7, CN_KIND_MISC + 1);
    assert_int_equal(cn_name_phrase_find(&f.tables, 12345), 0);
    close_fixture(&f);
}

static void labels_make_known_names_and_can_be_forgotten(void **state)
{
    uint8_t labels[2] = {(uint8_t)cn_label_of(CN_KIND_PERSON, CN_LABEL_BEGIN),
                         (uint8_t)cn_label_of(CN_KIND_PERSON, CN_LABEL_LAST)};
    uint64_t key;
    fixture f;

    (void)state;
    count_corpus(&f, "{\"text\": \"Anna Berg\"}");
    key = cn_name_phrase_key(f.corpus.items[0].trees.tokens, 0, 2);
    for (int i = 0; i < 3; i++)
        assert_int_equal(names_count_labels(&f.counts, &f.corpus.items[0], labels, NULL), CAIRN_OK);
    assert_int_equal(names_tables_pack(&f.counts, &f.tables, NULL), CAIRN_OK);
    assert_int_equal(cn_name_phrase_find(&f.tables, key) >> 3 & 7, CN_KIND_PERSON + 1);
    names_tables_done(&f.tables);
    names_forget_labels(&f.counts);
    assert_int_equal(names_tables_pack(&f.counts, &f.tables, NULL), CAIRN_OK);
    assert_int_equal(cn_name_phrase_find(&f.tables, key), 0);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_in_lower_case_and_with_capitals_are_told_apart),
        cmocka_unit_test(titles_have_the_kind_their_brackets_say),
        cmocka_unit_test(labels_make_known_names_and_can_be_forgotten)};
    int failed;

    if (!temp_dir_make(&dir))
        return 1;
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    temp_dir_remove(&dir);
    return failed;
}
