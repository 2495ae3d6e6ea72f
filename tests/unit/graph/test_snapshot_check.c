/* The deep check: silent on what is sound, and telling on what is not. */
#include "random_store.h"

#include "graph/snapshot_parts.h"

typedef struct heard {
    unsigned n;
    char where[64], sentence[256];
} heard;

static void hear(const char *where, const char *sentence, void *user)
{
    heard *h = user;

    h->n++;
    snprintf(h->where, sizeof(h->where), "%s", where);
    snprintf(h->sentence, sizeof(h->sentence), "%s", sentence);
}

static uint64_t check(fixture *f, const cn_snapshot *snapshot, heard *h)
{
    uint64_t n_issues = 0;
    cairn_error err = CAIRN_ERROR_INIT;

    *h = (heard){.n = 0};
    assert_int_equal(cn_snapshot_check(snapshot, f->store, hear, h, &n_issues, &err), CAIRN_OK);
    return n_issues;
}

static void sound_snapshot_has_no_findings(void **state)
{
    fixture f;
    cn_snapshot *snapshot;
    heard h;

    (void)state;
    fixture_open(&f);
    random_store(&f, 1);
    fixture_build(&f, 2);
    snapshot = fixture_snapshot(&f);
    assert_int_equal(check(&f, snapshot, &h), 0);
    cn_snapshot_close(snapshot);
    fixture_close(&f);
}

static void rows_the_snapshot_does_not_have_are_told(void **state)
{
    const char *text = "A new text";
    fixture f;
    cn_snapshot *snapshot;
    heard h;

    (void)state;
    fixture_open(&f);
    random_store(&f, 1);
    fixture_build(&f, 2);
    snapshot = fixture_snapshot(&f);
    fixture_document(&f, "doc:new", "New", NULL, &text, 1);
    assert_int_equal(cn_document_settle(f.store, NULL), CAIRN_OK);
    assert_int_equal(check(&f, snapshot, &h), 1);
    assert_string_equal(h.where, "snapshot chunks");
    fixture_alias(&f, "Name Nine", "Name9 Of9");
    assert_int_equal(check(&f, snapshot, &h), 2);
    fixture_fact(&f, 99, "Name9 Of9", "Name8 Of8");
    assert_int_equal(check(&f, snapshot, &h), 3);
    fixture_entity(&f, "Somebody New", 1, 0);
    assert_int_equal(check(&f, snapshot, &h), 4);
    cn_snapshot_close(snapshot);
    fixture_close(&f);
}

/* A copy in memory in which every byte of a section is set, checked as if it were mapped. */
static void check_with_section(fixture *f, const cn_snapshot *snapshot, unsigned kind, int byte)
{
    cn_snapshot copy = *snapshot;
    const cn_snap_section *section = &snapshot->trailer->sections[kind];
    uint8_t *data = cn_alloc(snapshot->mapping.len);
    const uint8_t **pointers[] = {
        (void *)&copy.chunks,        (void *)&copy.terms,        (void *)&copy.postings,
        (void *)&copy.entity_ids,    (void *)&copy.keys,         (void *)&copy.key_entities,
        (void *)&copy.about_offsets, (void *)&copy.about,        (void *)&copy.mentioned_offsets,
        (void *)&copy.mentioned,     (void *)&copy.link_offsets, (void *)&copy.links,
        (void *)&copy.fact_offsets,  (void *)&copy.facts,        (void *)&copy.trailer,
    };
    heard h;

    assert_non_null(data);
    memcpy(data, snapshot->mapping.data, snapshot->mapping.len);
    memset(data + section->first, byte, (size_t)section->len);
    for (size_t i = 0; i < sizeof(pointers) / sizeof(*pointers); i++)
        *pointers[i] = data + (*pointers[i] - snapshot->mapping.data);
    copy.mapping.data = data;
    assert_true(check(f, &copy, &h) > 0);
    cn_free(data);
}

static void wrecked_sections_are_told_and_survived(void **state)
{
    fixture f;
    cn_snapshot *snapshot;

    (void)state;
    fixture_open(&f);
    random_store(&f, 1);
    fixture_build(&f, 2);
    snapshot = fixture_snapshot(&f);
    for (unsigned kind = 0; kind < CN_SNAP_SECTIONS; kind++) {
        check_with_section(&f, snapshot, kind, 0xff);
        check_with_section(&f, snapshot, kind, 0x01);
        check_with_section(&f, snapshot, kind, 0x80);
    }
    cn_snapshot_close(snapshot);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_snapshot_has_no_findings),
        cmocka_unit_test(rows_the_snapshot_does_not_have_are_told),
        cmocka_unit_test(wrecked_sections_are_told_and_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
