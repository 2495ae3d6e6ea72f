/* Opening whole and damaged files, and looking things up. */
#include "random_store.h"

#include "graph/snapshot_parts.h"

typedef struct damaged {
    fixture f;
    cn_buf whole;
} damaged;

static void open_damaged(damaged *d)
{
    fixture_open(&d->f);
    for (unsigned i = 0; i < 10; i++)
        random_document(&d->f, i);
    fixture_entity(&d->f, "Name1 Of1", 3, 1);
    fixture_build(&d->f, 1);
    cn_buf_init(&d->whole, (size_t)1 << 30);
    assert_int_equal(cn_file_read(d->f.snap_path, (size_t)1 << 30, &d->whole, NULL), CAIRN_OK);
}

static void close_damaged(damaged *d)
{
    cn_buf_done(&d->whole);
    fixture_close(&d->f);
}

/* Writes the first len bytes and opens them. */
static int open_bytes(damaged *d, size_t len)
{
    cn_snapshot *snapshot = NULL;
    FILE *file = fopen(d->f.snap_path, "wb");
    cairn_error err = CAIRN_ERROR_INIT;
    int rc;

    assert_non_null(file);
    assert_int_equal(fwrite(d->whole.data, 1, len, file), len);
    fclose(file);
    rc = cn_snapshot_open(d->f.snap_path, &snapshot, &err);
    assert_true(rc < 0 ? snapshot == NULL && err.message[0] != '\0' : snapshot != NULL);
    cn_snapshot_close(snapshot);
    return rc;
}

static void every_flipped_byte_is_found(void **state)
{
    damaged d;
    size_t step = 1;

    (void)state;
    open_damaged(&d);
    assert_int_equal(open_bytes(&d, d.whole.len), CAIRN_OK);
    for (size_t i = 0; i < d.whole.len; i += step) {
        size_t from_end = d.whole.len - i;
        int rc;

        d.whole.data[i] = (char)(d.whole.data[i] ^ 0x20);
        rc = open_bytes(&d, d.whole.len);
        d.whole.data[i] = (char)(d.whole.data[i] ^ 0x20);
        /* Zeros between sections are covered by nothing, and read by nothing. */
        assert_true(rc == CAIRN_EINDEX ||
                    (rc == CAIRN_OK && from_end > 512 && i >= 8 && d.whole.data[i] == 0));
        step = from_end > 600 && i > 70 ? 13 : 1; /* all of the trailer, some of the rest */
    }
    close_damaged(&d);
}

static void every_truncation_is_found(void **state)
{
    damaged d;

    (void)state;
    open_damaged(&d);
    for (size_t len = 0; len < d.whole.len; len += len < 700 ? 7 : 211)
        assert_int_equal(open_bytes(&d, len), CAIRN_EINDEX);
    assert_int_equal(open_bytes(&d, d.whole.len - 1), CAIRN_EINDEX);
    assert_int_equal(open_bytes(&d, d.whole.len - 64), CAIRN_EINDEX);
    close_damaged(&d);
}

/* A trailer whose checksum is right but whose sections are not. */
static int open_forged(damaged *d, const cn_snap_trailer *forged)
{
    cn_snap_trailer whole, trailer = *forged;
    char *at = d->whole.data + d->whole.len - sizeof(trailer);
    int rc;

    memcpy(&whole, at, sizeof(whole));
    trailer.checksum = cn_snap_trailer_checksum(&trailer);
    memcpy(at, &trailer, sizeof(trailer));
    rc = open_bytes(d, d->whole.len);
    memcpy(at, &whole, sizeof(whole));
    return rc;
}

static void sections_outside_the_file_are_refused(void **state)
{
    damaged d;
    cn_snap_trailer whole;

    (void)state;
    open_damaged(&d);
    memcpy(&whole, d.whole.data + d.whole.len - sizeof(whole), sizeof(whole));
    assert_int_equal(open_forged(&d, &whole), CAIRN_OK);
    for (unsigned kind = 0; kind < CN_SNAP_SECTIONS; kind++) {
        cn_snap_trailer forged = whole;

        forged.sections[kind].first = UINT64_MAX - 63;
        assert_int_equal(open_forged(&d, &forged), CAIRN_EINDEX);
        forged = whole;
        forged.sections[kind].len = UINT64_MAX / 24 * 24;
        assert_int_equal(open_forged(&d, &forged), CAIRN_EINDEX);
        forged = whole;
        forged.sections[kind].first += 8;
        assert_int_equal(open_forged(&d, &forged), CAIRN_EINDEX);
    }
    whole.n_chunks++;
    assert_int_equal(open_forged(&d, &whole), CAIRN_EINDEX);
    close_damaged(&d);
}

static void missing_file_is_not_found(void **state)
{
    cn_snapshot *snapshot;
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    assert_int_equal(cn_snapshot_open("/nonexistent/snap", &snapshot, &err), CAIRN_ENOTFOUND);
    assert_null(snapshot);
}

static void what_is_in_it_is_found(void **state)
{
    fixture f;
    cn_snapshot *s;

    (void)state;
    fixture_open(&f);
    random_store(&f, 1);
    fixture_build(&f, 2);
    s = fixture_snapshot(&f);
    for (uint32_t i = 0; i < s->n_entities; i++)
        assert_int_equal(cn_snapshot_entity(s, s->entity_ids[i]), i);
    for (unsigned i = 0; i < RANDOM_NAMES; i++) {
        char name[64];
        uint32_t n;

        random_name(i, name);
        assert_non_null(cn_snapshot_key(s, fixture_key(&f, name), &n));
        assert_int_equal(n, 1);
    }
    assert_true(cn_snapshot_entity(s, 1) == UINT32_MAX);
    cn_snapshot_close(s);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_flipped_byte_is_found),
        cmocka_unit_test(every_truncation_is_found),
        cmocka_unit_test(sections_outside_the_file_are_refused),
        cmocka_unit_test(missing_file_is_not_found),
        cmocka_unit_test(what_is_in_it_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
