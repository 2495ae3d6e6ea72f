/* Communities as a file: what is in it, and what is refused. */
#include "themes.h"

static void themes_become_communities(void **state)
{
    cn_communities *all;
    themes t;

    (void)state;
    themes_open(&t);
    all = themes_communities(&t);
    assert_int_equal(all->n, THEMES);
    assert_int_equal(all->n_levels, 1);
    for (uint32_t c = 0; c < all->n; c++) {
        const cn_community *item = &all->items[c];
        const unsigned theme = theme_of(&t, all->chunks[item->first_chunk]);

        assert_int_equal(item->parent, CN_COMMUNITY_NONE);
        assert_int_equal(item->n_chunks, PAGES);
        assert_int_equal(item->n_documents, PAGES);
        assert_true(item->n_entities >= 3);
        for (uint32_t i = 0; i < item->n_chunks; i++) {
            assert_int_equal(theme_of(&t, all->chunks[item->first_chunk + i]), theme);
            assert_int_equal(all->of_chunk[all->chunks[item->first_chunk + i]], c);
        }
    }
    cn_communities_close(all);
    themes_close(&t);
}

static void check_nested(const cn_communities *all, const cn_snapshot *snapshot)
{
    static uint32_t seen[RANDOM_DOCUMENTS * 4][CN_COMMUNITY_DEPTH_MAX];

    memset(seen, 0, sizeof seen);
    for (uint32_t c = 0; c < all->n; c++) {
        const cn_community *item = &all->items[c];

        assert_true(item->n_chunks >= 2);
        for (uint32_t i = 0; i < item->n_chunks; i++) {
            const uint32_t chunk = all->chunks[item->first_chunk + i];

            assert_int_equal(seen[chunk][item->level]++, 0); /* once on a level */
            assert_true(all->of_chunk[chunk] >= c);          /* the deepest */
        }
        for (uint32_t p = 0; p < item->n_children; p++) {
            const cn_community *part = &all->items[item->first_child + p];

            assert_int_equal(part->parent, c);
            assert_int_equal(part->level, item->level + 1);
            assert_true(part->first_chunk >= item->first_chunk &&
                        part->first_chunk + part->n_chunks <= item->first_chunk + item->n_chunks);
            assert_true(part->first_entity >= item->first_entity &&
                        part->first_entity + part->n_entities <=
                            item->first_entity + item->n_entities);
        }
    }
    for (uint32_t e = 0; e < snapshot->n_entities; e++)
        assert_true(all->of_entity[e] == CN_COMMUNITY_NONE || all->of_entity[e] < all->n);
}

static void open_random(themes *t)
{
    *t = (themes){.snapshot = NULL};
    fixture_open(&t->f);
    for (unsigned i = 0; i < RANDOM_DOCUMENTS; i++)
        random_document(&t->f, i);
    for (unsigned i = 0; i < RANDOM_NAMES; i++) {
        char name[64];

        random_name(i, name);
        fixture_entity(&t->f, name, 4, 1);
    }
    themes_snapshot(t);
}

static void each_level_nests_in_the_one_above(void **state)
{
    cn_communities *all;
    themes t;

    (void)state;
    open_random(&t);
    all = themes_communities(&t);
    assert_true(all->n_levels >= 2);
    check_nested(all, t.snapshot);
    cn_communities_close(all);
    themes_close(&t);
}

static void the_file_is_the_same_when_it_is_made_again(void **state)
{
    cn_buf first, second;
    themes t;

    (void)state;
    open_random(&t);
    cn_buf_init(&first, 1 << 24);
    cn_buf_init(&second, 1 << 24);
    cn_communities_close(themes_communities(&t));
    assert_int_equal(cn_file_read(t.path, 1 << 24, &first, NULL), CAIRN_OK);
    cn_communities_close(themes_communities(&t));
    assert_int_equal(cn_file_read(t.path, 1 << 24, &second, NULL), CAIRN_OK);
    assert_int_equal(first.len, second.len);
    assert_memory_equal(first.data, second.data, first.len);
    cn_buf_done(&first);
    cn_buf_done(&second);
    themes_close(&t);
}

static void write_bytes(const char *path, const char *data, size_t len)
{
    cn_writer *writer = NULL;

    assert_int_equal(cn_writer_new(path, false, &writer, NULL), CAIRN_OK);
    assert_int_equal(cn_writer_add(writer, data, len, NULL), CAIRN_OK);
    assert_int_equal(cn_writer_commit(writer, NULL), CAIRN_OK);
    cn_writer_free(writer);
}

static void refused(const themes *t, int status)
{
    cn_communities *all = NULL;

    assert_int_equal(cn_communities_open(t->path, t->snapshot, &all, NULL), status);
    assert_null(all);
}

static void what_is_damaged_or_of_another_snapshot_is_refused(void **state)
{
    themes t, other;
    cn_buf file;

    (void)state;
    themes_open(&t);
    refused(&t, CAIRN_ENOTFOUND);
    cn_communities_close(themes_communities(&t));
    cn_buf_init(&file, 1 << 20);
    assert_int_equal(cn_file_read(t.path, 1 << 20, &file, NULL), CAIRN_OK);
    for (size_t i = 0; i < file.len; i += 7) {
        file.data[i] = (char)(file.data[i] ^ 4);
        write_bytes(t.path, file.data, file.len);
        /* Padding between the arrays is nobody's. */
        if (i < 88 || i % 3 == 0) {
            cn_communities *all = NULL;
            const int rc = cn_communities_open(t.path, t.snapshot, &all, NULL);

            assert_true(rc == CAIRN_EINDEX || i >= 88);
            cn_communities_close(all);
        }
        file.data[i] = (char)(file.data[i] ^ 4);
    }
    write_bytes(t.path, file.data, file.len - 1);
    refused(&t, CAIRN_EINDEX);
    write_bytes(t.path, file.data, 10);
    refused(&t, CAIRN_EINDEX);
    write_bytes(t.path, file.data, file.len);
    open_random(&other);
    memcpy(other.path, t.path, sizeof other.path);
    refused(&other, CAIRN_EINDEX);
    cn_buf_done(&file);
    themes_close(&other);
    themes_close(&t);
}

static void an_empty_store_has_none(void **state)
{
    cn_communities *all;
    themes t;

    (void)state;
    t = (themes){.snapshot = NULL};
    fixture_open(&t.f);
    themes_snapshot(&t);
    all = themes_communities(&t);
    assert_int_equal(all->n, 0);
    cn_communities_close(all);
    themes_close(&t);
}

static void no_memory_is_an_error_at_any_point(void **state)
{
    int rc = CAIRN_ENOMEM;
    themes t;

    (void)state;
    themes_open(&t);
    for (uint64_t nth = 1; rc == CAIRN_ENOMEM && nth < 5000; nth += 1 + nth / 40) {
        cn_communities *all = NULL;

        cn_mem_fail_at(nth, true);
        rc = cn_communities_build(t.snapshot, t.f.store, t.path, NULL);
        if (rc == CAIRN_OK)
            rc = cn_communities_open(t.path, t.snapshot, &all, NULL);
        cn_mem_fail_at(0, false);
        cn_communities_close(all);
    }
    assert_int_equal(rc, CAIRN_OK);
    themes_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(themes_become_communities),
        cmocka_unit_test(each_level_nests_in_the_one_above),
        cmocka_unit_test(the_file_is_the_same_when_it_is_made_again),
        cmocka_unit_test(what_is_damaged_or_of_another_snapshot_is_refused),
        cmocka_unit_test(an_empty_store_has_none),
        cmocka_unit_test(no_memory_is_an_error_at_any_point),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
