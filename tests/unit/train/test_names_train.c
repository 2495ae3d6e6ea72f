/* Documents by rule -> weights -> names in text that was not learned from. */
#include "unit/train/names_world.h"

#include "ingest/recognizer.h"
#include "ingest/tokens.h"
#include "tools/train/commands.h"
#include "tools/train/names_data.h"

static temp_dir dir;

static int run_training(const char *out)
{
    char path[160], world[160];
    char *arguments[] = {(char[]){"--docred"}, world, (char[]){"--out"}, path};

    snprintf(world, sizeof(world), "%s", temp_name(&dir, "world.json"));
    snprintf(path, sizeof(path), "%s", temp_name(&dir, out));
    return train_names(4, arguments);
}

static void names_of_a_small_world_are_learned(void **state)
{
    static const char text[] = "Dora Moss was born in Tarn in 1988 .";
    cn_recognizer *recognizer = NULL;
    cn_recognition found;
    names_reader reader;
    cn_trees trees;

    (void)state;
    cn_recognition_init(&found);
    cn_trees_init(&trees);
    assert_int_equal(cn_recognizer_open(&recognizer, temp_name(&dir, "a.weights"), NULL), CAIRN_OK);
    assert_int_equal(names_reader_init(&reader, NULL, NULL), CAIRN_OK);
    assert_int_equal(
        cn_passage_set(&reader.passage, reader.tokenizer, text, strlen(text), "", NULL), CAIRN_OK);
    assert_int_equal(cn_tokens_cut(&trees, &reader.passage, NULL), CAIRN_OK);
    assert_int_equal(cn_recognizer_run(recognizer, NULL, &trees, &found, NULL), CAIRN_OK);
    assert_int_equal(found.n, 3);
    assert_int_equal(found.names[0].type, CN_TYPE_PERSON);
    assert_int_equal(found.names[0].n, 2);
    assert_int_equal(found.names[1].type, CN_TYPE_PLACE);
    assert_int_equal(found.names[2].type, CN_TYPE_DATE);
    cn_recognition_done(&found);
    cn_trees_done(&trees);
    cn_recognizer_close(recognizer);
    names_reader_done(&reader);
}

static void training_twice_gives_the_same_bits(void **state)
{
    cn_buf one, two;

    (void)state;
    assert_int_equal(run_training("b.weights"), 0);
    cn_buf_init(&one, 1 << 24);
    cn_buf_init(&two, 1 << 24);
    assert_int_equal(cn_file_read(temp_name(&dir, "a.weights"), 1 << 24, &one, NULL), CAIRN_OK);
    assert_int_equal(cn_file_read(temp_name(&dir, "b.weights"), 1 << 24, &two, NULL), CAIRN_OK);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.data, two.data, one.len);
    cn_buf_done(&one);
    cn_buf_done(&two);
}

static void wrong_arguments_are_refused(void **state)
{
    char *arguments[] = {(char[]){"--folds"}, (char[]){"1"}};

    (void)state;
    assert_int_equal(train_names(0, NULL), 2);
    assert_int_equal(eval_names(2, arguments), 2);
}

static void a_missing_file_is_a_failure(void **state)
{
    char *arguments[] = {(char[]){"--docred"}, (char[]){"/nowhere/world.json"}};

    (void)state;
    assert_int_equal(eval_names(2, arguments), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_of_a_small_world_are_learned),
                                       cmocka_unit_test(training_twice_gives_the_same_bits),
                                       cmocka_unit_test(wrong_arguments_are_refused),
                                       cmocka_unit_test(a_missing_file_is_a_failure)};
    int failed = 1;

    if (!temp_dir_make(&dir))
        return 1;
    world_put(&dir, "world.json", 60);
    if (run_training("a.weights") == 0)
        failed = cmocka_run_group_tests(tests, NULL, NULL);
    temp_dir_remove(&dir);
    return failed;
}
