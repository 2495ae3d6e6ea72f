/* Names found in spite of their spelling. */
#include "store_fixture.h"

#include <math.h>

#include "graph/names.h"

static double cosine(const char *one, const char *other)
{
    float a[CN_NAME_DIM], b[CN_NAME_DIM];
    double sum = 0;

    assert_int_equal(cn_name_vector(one, strlen(one), a, NULL), CAIRN_OK);
    assert_int_equal(cn_name_vector(other, strlen(other), b, NULL), CAIRN_OK);
    for (unsigned i = 0; i < CN_NAME_DIM; i++)
        sum += (double)a[i] * (double)b[i];
    return sum;
}

static void case_marks_and_punctuation_do_not_count(void **state)
{
    (void)state;
    assert_true(fabs(cosine("Ines Valder", "ines  VALDER.") - 1) < 1e-6);
    assert_true(fabs(cosine("José-María", "jose maria") - 1) < 1e-6);
}

static void misspelt_names_are_near_and_others_far(void **state)
{
    (void)state;
    assert_true(cosine("Ines Valder", "Ines Walder") > CN_NAME_MIN_COSINE);
    assert_true(cosine("Christopher Nolan", "Christofer Nolan") > CN_NAME_MIN_COSINE);
    assert_true(cosine("Ines Valder", "Tobias Renn") < 0.5);
    assert_true(cosine("Halvery Gazette", "Museum of Lemery") < 0.5);
}

static void vectors_have_length_one_or_zero(void **state)
{
    (void)state;
    assert_true(fabs(cosine("A", "A") - 1) < 1e-6);
    assert_true(fabs(cosine("北京", "北京") - 1) < 1e-6);
    assert_true(cosine("", "") == 0);
    assert_true(cosine(" --- ", "x") == 0);
}

static void nearest_entity_is_the_one_meant(void **state)
{
    static const char *const names[] = {"Ines Valder",    "Tobias Renn", "Hester Quayne",
                                        "Leopold Strand", "Saint Orel",  "Augustin Lemery"};
    fixture f;
    cn_vectors *vectors = NULL;
    float query[CN_NAME_DIM];
    char path[128];
    cn_scored found[2];
    size_t n;
    int64_t once;

    (void)state;
    fixture_open(&f);
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        fixture_entity(&f, names[i], 2, 0);
    fixture_entity(&f, "A Title", 0, 1);
    once = fixture_entity(&f, "Ines Walder", 1, 0);
    snprintf(path, sizeof(path), "%s/names", f.folder);
    assert_int_equal(cn_names_build(f.store, path, 3, NULL), CAIRN_OK);
    assert_int_equal(cn_vectors_load(path, 3, &vectors, NULL), CAIRN_OK);
    assert_int_equal(cn_vectors_count(vectors), sizeof(names) / sizeof(*names) + 1);
    assert_int_equal(cn_name_vector("Ines Walder", 11, query, NULL), CAIRN_OK);
    assert_int_equal(cn_vectors_search(vectors, query, 2, found, &n, NULL), CAIRN_OK);
    assert_true((int64_t)found[0].id == fixture_key(&f, "Ines Valder"));
    assert_true((int64_t)found[0].id != once); /* mentioned once: not worth finding */
    assert_true(found[0].score > CN_NAME_MIN_COSINE && found[1].score < CN_NAME_MIN_COSINE);
    cn_vectors_free(vectors);
    fixture_close(&f);
}

static void no_allocation_that_fails_leaks_or_crashes(void **state)
{
    fixture f;
    char path[128];
    int rc = CAIRN_ENOMEM;
    int64_t n_live;

    (void)state;
    fixture_open(&f);
    fixture_entity(&f, "Inès Valder", 2, 0);
    snprintf(path, sizeof(path), "%s/names", f.folder);
    assert_int_equal(cn_names_build(f.store, path, 3, NULL), CAIRN_OK);
    n_live = cn_mem_live();
    for (uint64_t i = 1; rc != CAIRN_OK; i++) {
        cn_mem_fail_at(i, i % 2 == 0);
        rc = cn_names_build(f.store, path, 3, NULL);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
        assert_int_equal(cn_mem_live(), n_live);
        assert_true(i < 500);
    }
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_marks_and_punctuation_do_not_count),
        cmocka_unit_test(misspelt_names_are_near_and_others_far),
        cmocka_unit_test(vectors_have_length_one_or_zero),
        cmocka_unit_test(nearest_entity_is_the_one_meant),
        cmocka_unit_test(no_allocation_that_fails_leaks_or_crashes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
