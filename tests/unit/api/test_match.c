/* cairn_match_path(): tables in files, ids, labels, cursors; bad input and failing memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../base/oom_walk.h"
#include "../base/temp_dir.h"
#include "base/buf.h"
#include "cairn.h"

typedef struct fixture {
    temp_dir dir;
    char a[200], b[200], labels[200];
    unsigned n_issues;
} fixture;

static void put(fixture *f, const char *name, const char *text, char path[200])
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_writer *writer = NULL;

    snprintf(path, 200, "%s", temp_name(&f->dir, name));
    if (cn_writer_new(path, false, &writer, &err) < 0 ||
        cn_writer_add(writer, text, strlen(text), &err) < 0 || cn_writer_commit(writer, &err) < 0)
        fail_msg("%s", err.message);
    cn_writer_free(writer);
}

static int set_up(void **state)
{
    static fixture f;
    cn_buf a, b;

    memset(&f, 0, sizeof(f));
    *state = &f;
    if (!temp_dir_make(&f.dir))
        return -1;
    cn_buf_init(&a, SIZE_MAX / 2);
    cn_buf_init(&b, SIZE_MAX / 2);
    cn_buf_add_str(&a, "id;name;year\n");
    cn_buf_add_str(&b, "id;name;year\n");
    for (int i = 0; i < 40; i++) {
        cn_buf_printf(&a, "a%d;harbour %c%c lamp no%d;%d\n", i, 'a' + i % 26, 'a' + i % 7, i * 37,
                      1960 + i);
        cn_buf_printf(&b, "b%d;Lamp \"Harbour\" %c%c NO%d, new;%d\n", i, 'a' + i % 26, 'a' + i % 7,
                      i * 37, 1960 + i);
    }
    put(&f, "a.csv", cn_buf_str(&a), f.a);
    put(&f, "b.csv", cn_buf_str(&b), f.b);
    put(&f, "labels.csv", "left,right\na1,b1\na2,b2\na5,b5\na9,b9\n", f.labels);
    cn_buf_done(&a);
    cn_buf_done(&b);
    return 0;
}

static int tear_down(void **state)
{
    temp_dir_remove(&((fixture *)*state)->dir);
    return 0;
}

static void count_issue(const char *where, const char *sentence, void *user)
{
    (void)where;
    (void)sentence;
    ((fixture *)user)->n_issues++;
}

static void pairs_name_rows_by_their_ids_and_say_why(void **state)
{
    fixture *f = *state;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_matches *matches;
    cairn_match_summary summary;
    cairn_match_pair pair;
    unsigned n = 0;

    if (cairn_match_path(f->a, f->b, NULL, &matches, count_issue, f, &err) < 0)
        fail_msg("%s", err.message);
    while (cairn_matches_next_pair(matches, &pair) == CAIRN_ROW) {
        assert_int_equal(pair.left[0], 'a');
        assert_int_equal(pair.right[0], 'b');
        assert_string_equal(pair.left + 1, pair.right + 1);
        assert_true(pair.is_match && pair.probability >= 0.5);
        assert_true(pair.n_reasons > 0);
        n++;
    }
    assert_true(n >= 36);
    assert_int_equal(f->n_issues, 0);
    cairn_matches_summary(matches, &summary);
    assert_int_equal(summary.left_rows, 40);
    assert_int_equal(summary.right_rows, 40);
    assert_true(summary.compared >= n);
    cairn_matches_free(matches);
}

static void clusters_and_weights_are_listed(void **state)
{
    const fixture *f = *state;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_matches *matches;
    cairn_match_cluster cluster;
    cairn_match_weight weight;
    unsigned n_clusters = 0, n_weights = 0;

    if (cairn_match_path(f->a, f->b, NULL, &matches, NULL, NULL, &err) < 0)
        fail_msg("%s", err.message);
    for (; cairn_matches_next_cluster(matches, &cluster) == CAIRN_ROW; n_clusters++) {
        assert_int_equal(cluster.n, 2);
        assert_int_equal(cluster.n_left, 1);
    }
    for (; cairn_matches_next_weight(matches, &weight) == CAIRN_ROW; n_weights++)
        assert_true(weight.level < weight.n_levels);
    assert_true(n_clusters >= 36);
    assert_true(n_weights > 20);
    cairn_matches_free(matches);
}

static void rejected_pairs_come_when_asked_for(void **state)
{
    const fixture *f = *state;
    cairn_match_options options = CAIRN_MATCH_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_matches *matches;
    cairn_match_summary summary;
    cairn_match_pair pair;
    unsigned n = 0;

    options.with_rejected = true;
    if (cairn_match_path(f->a, f->b, &options, &matches, NULL, NULL, &err) < 0)
        fail_msg("%s", err.message);
    while (cairn_matches_next_pair(matches, &pair) == CAIRN_ROW)
        n++;
    cairn_matches_summary(matches, &summary);
    assert_int_equal(n, summary.compared);
    cairn_matches_free(matches);
}

static void labels_teach_the_weights(void **state)
{
    const fixture *f = *state;
    cairn_match_options options = CAIRN_MATCH_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_matches *matches;
    cairn_match_summary summary;

    options.labels = f->labels;
    if (cairn_match_path(f->a, f->b, &options, &matches, NULL, NULL, &err) < 0)
        fail_msg("%s", err.message);
    cairn_matches_summary(matches, &summary);
    assert_true(summary.is_supervised);
    cairn_matches_free(matches);
}

static void labels_of_unknown_rows_are_refused(void **state)
{
    fixture *f = *state;
    cairn_match_options options = CAIRN_MATCH_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_matches *matches;
    char path[200];

    put(f, "wrong.csv", "a1,b1\na2,nobody\n", path);
    options.labels = path;
    assert_int_equal(cairn_match_path(f->a, f->b, &options, &matches, NULL, NULL, &err),
                     CAIRN_EINVAL);
    assert_non_null(strstr(err.message, "row 2 names \"nobody\", which is no row's id"));
    assert_null(matches);
}

static void rows_without_ids_are_named_by_number(void **state)
{
    fixture *f = *state;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_matches *matches;
    cairn_match_pair pair;
    char path[200];

    put(f, "plain.csv", "name,town\nanna maria,rome\nbert,oslo\nAnna Maria,Rome\n", path);
    if (cairn_match_path(path, NULL, NULL, &matches, NULL, NULL, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(cairn_matches_next_pair(matches, &pair), CAIRN_ROW);
    assert_string_equal(pair.left, "1");
    assert_string_equal(pair.right, "3");
    assert_int_equal(cairn_matches_next_pair(matches, &pair), CAIRN_OK);
    cairn_matches_free(matches);
}

static void what_is_no_table_is_refused_with_a_sentence(void **state)
{
    fixture *f = *state;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_matches *matches;
    char path[200];

    put(f, "empty.csv", "\n \n", path);
    assert_int_equal(cairn_match_path(path, NULL, NULL, &matches, NULL, NULL, &err), CAIRN_EPARSE);
    assert_non_null(strstr(err.message, "it is empty"));
    put(f, "header.csv", "id,name\n", path);
    assert_int_equal(cairn_match_path(path, NULL, NULL, &matches, NULL, NULL, &err), CAIRN_EPARSE);
    assert_non_null(strstr(err.message, "there is no row below the header"));
    assert_true(cairn_match_path("/nowhere.csv", NULL, NULL, &matches, NULL, NULL, &err) < 0);
    assert_int_equal(cairn_match_path(NULL, NULL, NULL, &matches, NULL, NULL, &err), CAIRN_EINVAL);
    cairn_matches_free(NULL);
}

static int match_once(void *user)
{
    const fixture *f = user;
    cairn_match_options options = CAIRN_MATCH_OPTIONS_INIT;
    cairn_matches *matches;
    int rc;

    options.labels = f->labels;
    rc = cairn_match_path(f->a, f->b, &options, &matches, NULL, NULL, NULL);
    cairn_matches_free(matches);
    if (rc < 0)
        return rc;
    rc = cairn_match_path(f->a, NULL, NULL, &matches, NULL, NULL, NULL);
    cairn_matches_free(matches);
    return rc;
}

static void failing_memory_leaves_nothing_behind(void **state)
{
    walk_failures(match_once, *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_name_rows_by_their_ids_and_say_why),
        cmocka_unit_test(clusters_and_weights_are_listed),
        cmocka_unit_test(rejected_pairs_come_when_asked_for),
        cmocka_unit_test(labels_teach_the_weights),
        cmocka_unit_test(labels_of_unknown_rows_are_refused),
        cmocka_unit_test(rows_without_ids_are_named_by_number),
        cmocka_unit_test(what_is_no_table_is_refused_with_a_sentence),
        cmocka_unit_test(failing_memory_leaves_nothing_behind),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
