/* What is held apart is not learned from; what is learned labels a document. */
#include "unit/train/names_world.h"

#include "tools/train/names_model.h"

enum { DOCUMENTS = 30 };

static temp_dir dir;

typedef struct fixture {
    names_reader reader;
    names_documents documents, corpus;
    names_counts counts;
    bool is_held[DOCUMENTS];
} fixture;

static names_lesson open_lesson(fixture *f)
{
    memset(f, 0, sizeof(*f));
    world_put(&dir, "world.json", DOCUMENTS);
    assert_int_equal(names_reader_init(&f->reader, NULL, NULL), CAIRN_OK);
    assert_int_equal(
        names_read_docred(&f->reader, temp_name(&dir, "world.json"), &f->documents, NULL),
        CAIRN_OK);
    names_counts_init(&f->counts);
    return (names_lesson){.documents = &f->documents,
                          .corpus = &f->corpus,
                          .is_held = f->is_held,
                          .reader = &f->reader,
                          .counts = &f->counts,
                          .base = {6, 2, 0.1f, 0.5f},
                          .document = {2, 2, 0.05f, 10},
                          .base_rows = 10000,
                          .document_rows = 100};
}

static void close_lesson(fixture *f)
{
    names_counts_done(&f->counts);
    names_documents_done(&f->documents);
    names_reader_done(&f->reader);
}

static void a_document_held_apart_is_labelled_right(void **state)
{
    uint8_t labels[32], first[32];
    float margins[32];
    names_model model;
    names_lesson lesson;
    fixture f;

    (void)state;
    lesson = open_lesson(&f);
    f.is_held[4] = true;
    assert_int_equal(names_model_learn(&model, &lesson, NULL), CAIRN_OK);
    assert_int_equal(
        names_model_label(&model, NULL, &f.documents.items[4], first, labels, margins, NULL),
        CAIRN_OK);
    assert_memory_equal(labels, f.documents.items[4].labels, f.documents.items[4].trees.n_tokens);
    names_model_done(&model);
    close_lesson(&f);
}

static void nothing_is_learned_when_all_is_held(void **state)
{
    uint8_t labels[32];
    names_model model;
    names_lesson lesson;
    fixture f;

    (void)state;
    lesson = open_lesson(&f);
    memset(f.is_held, 1, sizeof(f.is_held));
    assert_int_equal(names_model_learn(&model, &lesson, NULL), CAIRN_OK);
    assert_int_equal(
        names_model_label(&model, NULL, &f.documents.items[0], NULL, labels, NULL, NULL), CAIRN_OK);
    for (size_t i = 0; i < model.base.n_features; i++)
        assert_int_equal(model.base.counts[i], 0);
    names_model_done(&model);
    close_lesson(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_document_held_apart_is_labelled_right),
                                       cmocka_unit_test(nothing_is_learned_when_all_is_held)};
    int failed;

    if (!temp_dir_make(&dir))
        return 1;
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    temp_dir_remove(&dir);
    return failed;
}
