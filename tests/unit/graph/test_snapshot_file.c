/* Sections in a file. */
#include "store_fixture.h"

#include "graph/snapshot_parts.h"

enum { LONG = 3 * CN_SNAP_BLOCK + 17 };

static void sections_are_aligned_and_have_their_hash(void **state)
{
    static uint8_t data[LONG];
    static const size_t lens[] = {0, 1, 64, CN_SNAP_BLOCK, LONG};
    fixture f;
    cn_snap_file *file;
    cn_snap_trailer trailer;
    cn_buf bytes;

    (void)state;
    for (size_t i = 0; i < LONG; i++)
        data[i] = (uint8_t)cn_hash_mix(i, 3);
    fixture_open(&f);
    assert_int_equal(cn_snap_file_new(f.snap_path, &file, NULL), CAIRN_OK);
    for (unsigned i = 0; i < 5; i++)
        assert_int_equal(cn_snap_file_put(file, (cn_snap_section_kind)i, data, lens[i], NULL),
                         CAIRN_OK);
    assert_int_equal(cn_snap_file_section_len(file), LONG);
    assert_int_equal(cn_snap_file_commit(file, 5, 1, 2, 3, NULL), CAIRN_OK);
    cn_snap_file_free(file);
    cn_buf_init(&bytes, 1 << 24);
    assert_int_equal(cn_file_read(f.snap_path, 1 << 24, &bytes, NULL), CAIRN_OK);
    memcpy(&trailer, bytes.data + bytes.len - sizeof(trailer), sizeof(trailer));
    assert_int_equal(trailer.file_len, bytes.len);
    assert_true(trailer.checksum == cn_snap_trailer_checksum(&trailer));
    for (unsigned i = 0; i < 5; i++) {
        const cn_snap_section *section = &trailer.sections[i];

        assert_int_equal(section->first % CN_SNAP_ALIGN, 0);
        assert_int_equal(section->len, lens[i]);
        assert_memory_equal(bytes.data + section->first, data, lens[i]);
        assert_true(section->hash == cn_snap_section_hash(data, lens[i]));
    }
    cn_buf_done(&bytes);
    fixture_close(&f);
}

static void pieces_hash_like_the_whole(void **state)
{
    static uint8_t data[LONG];
    fixture f;
    cn_snap_file *file;
    cn_snap_trailer trailer;
    cn_buf bytes;

    (void)state;
    fixture_open(&f);
    assert_int_equal(cn_snap_file_new(f.snap_path, &file, NULL), CAIRN_OK);
    assert_int_equal(cn_snap_file_begin(file, CN_SNAP_FACTS, NULL), CAIRN_OK);
    for (size_t i = 0, n; i < LONG; i += n) {
        n = LONG - i < 1000 ? LONG - i : 1000;
        assert_int_equal(cn_snap_file_add(file, data + i, n, NULL), CAIRN_OK);
    }
    assert_int_equal(cn_snap_file_commit(file, 5, 1, 2, 3, NULL), CAIRN_OK);
    cn_snap_file_free(file);
    cn_buf_init(&bytes, 1 << 24);
    assert_int_equal(cn_file_read(f.snap_path, 1 << 24, &bytes, NULL), CAIRN_OK);
    memcpy(&trailer, bytes.data + bytes.len - sizeof(trailer), sizeof(trailer));
    assert_true(trailer.sections[CN_SNAP_FACTS].hash == cn_snap_section_hash(data, LONG));
    cn_buf_done(&bytes);
    fixture_close(&f);
}

static void what_is_not_committed_leaves_no_file(void **state)
{
    fixture f;
    cn_snap_file *file;

    (void)state;
    fixture_open(&f);
    assert_int_equal(cn_snap_file_new(f.snap_path, &file, NULL), CAIRN_OK);
    cn_snap_file_free(file);
    assert_false(cn_file_exists(f.snap_path));
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_are_aligned_and_have_their_hash),
        cmocka_unit_test(pieces_hash_like_the_whole),
        cmocka_unit_test(what_is_not_committed_leaves_no_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
