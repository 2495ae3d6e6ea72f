/* The command that clusters words: its file has a line for each word frequent enough, the same each
 * time, and words of one kind in one cluster. */
#include "unit/train/small_language.h"

#include "ingest/tagger.h"
#include "tools/train/commands.h"

static temp_dir dir; /* of this program */

static int make_dir(void **state)
{
    (void)state;
    if (!temp_dir_make(&dir))
        return -1;
    small_treebank(&dir, "a.conllu", 300, 1, 0, 20);
    return 0;
}

static int remove_dir(void **state)
{
    (void)state;
    temp_dir_remove(&dir);
    return 0;
}

static void cluster_words(const char *out, cn_buf *lines)
{
    char *arguments[] = {cn_strdup(temp_name(&dir, out)), cn_strdup(temp_name(&dir, "a.conllu"))};

    assert_int_equal(train_clusters(2, arguments), 0);
    cn_buf_init(lines, SIZE_MAX);
    assert_int_equal(cn_file_read(arguments[0], SIZE_MAX, lines, NULL), CAIRN_OK);
    cn_free(arguments[0]);
    cn_free(arguments[1]);
}

/* The cluster of a form's line; 0 when there is none. */
static uint32_t cluster_of(const cn_buf *lines, const char *form)
{
    char end[32];
    const char *at;

    snprintf(end, sizeof(end), "\t%s\n", form);
    at = strstr(cn_buf_str(lines), end);
    if (!at)
        return 0;
    while (at > lines->data && at[-1] != '\n')
        at--;
    return (uint32_t)strtoul(at, NULL, 10);
}

static void words_have_clusters_with_groups(void **state)
{
    cn_buf lines;

    (void)state;
    cluster_words("out", &lines);
    assert_int_not_equal(cluster_of(&lines, "lo"), 0);
    assert_int_not_equal(cluster_of(&lines, "taran"), 0);
    assert_int_equal(cluster_of(&lines, "unheard"), 0);
    assert_in_range(cluster_of(&lines, "lo") >> CN_CLUSTER_FINE_BITS, 0, 63);
    cn_buf_done(&lines);
}

static void clustering_twice_gives_the_same_bytes(void **state)
{
    cn_buf first, second;

    (void)state;
    cluster_words("one", &first);
    cluster_words("two", &second);
    assert_string_equal(cn_buf_str(&first), cn_buf_str(&second));
    cn_buf_done(&first);
    cn_buf_done(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_clusters_with_groups),
        cmocka_unit_test(clustering_twice_gives_the_same_bytes),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
