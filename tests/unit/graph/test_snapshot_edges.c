/* Mentions, aliases and facts as adjacency. */
#include "store_fixture.h"

/* The town has a page of two chunks; the harbour a page that mentions it. */
typedef struct town {
    fixture f;
    cairn_id halvery, harbour;
    cn_snapshot *s;
} town;

static void open_town(town *t)
{
    static const char *const texts[] = {"Halvery is a town.", "It has a harbour."};
    static const char *const text = "The harbour of Halvery.";

    fixture_open(&t->f);
    t->halvery = fixture_document(&t->f, "doc:halvery", "Halvery", NULL, texts, 2);
    t->harbour = fixture_document(&t->f, "doc:harbour", "Harbour", NULL, &text, 1);
}

static void build_town(town *t)
{
    fixture_build(&t->f, 1);
    t->s = fixture_snapshot(&t->f);
}

static void close_town(town *t)
{
    cn_snapshot_close(t->s);
    fixture_close(&t->f);
}

static uint32_t chunk_ordinal(const town *t, cairn_id id)
{
    for (uint32_t i = 0; i < t->s->n_chunks; i++)
        if (t->s->chunks[i].id == id)
            return i;
    fail_msg("chunk %lld is not in the snapshot", (long long)id);
    return 0;
}

static uint32_t entity_ordinal(town *t, const char *name)
{
    uint32_t entity = cn_snapshot_entity(t->s, fixture_key(&t->f, name));

    assert_true(entity != UINT32_MAX);
    return entity;
}

/* The role of a link, or -1. */
static int role_of(town *t, cairn_id chunk, const char *name)
{
    uint32_t row = chunk_ordinal(t, chunk), entity = entity_ordinal(t, name);

    for (uint64_t i = t->s->link_offsets[row]; i < t->s->link_offsets[row + 1]; i++)
        if (t->s->links[i].entity == entity)
            return (int)t->s->links[i].role;
    return -1;
}

static uint64_t count_about(town *t, const char *name)
{
    uint32_t entity = entity_ordinal(t, name);

    return t->s->about_offsets[entity + 1] - t->s->about_offsets[entity];
}

static uint64_t count_mentioned(town *t, const char *name)
{
    uint32_t entity = entity_ordinal(t, name);

    return t->s->mentioned_offsets[entity + 1] - t->s->mentioned_offsets[entity];
}

static void title_is_about_all_chunks_of_its_document(void **state)
{
    town t;

    (void)state;
    open_town(&t);
    fixture_mention(&t.f, cn_chunk_id(t.halvery, 0), 0, "Halvery", CN_ROLE_TITLE, CN_TYPE_PLACE);
    fixture_mention(&t.f, cn_chunk_id(t.harbour, 0), 0, "Halvery", CN_ROLE_MENTION, CN_TYPE_PLACE);
    fixture_entity(&t.f, "Halvery", 2, 1);
    build_town(&t);
    assert_int_equal(count_about(&t, "Halvery"), 2);
    assert_int_equal(count_mentioned(&t, "Halvery"), 3);
    assert_int_equal(role_of(&t, cn_chunk_id(t.halvery, 1), "Halvery"), CN_ROLE_TITLE);
    assert_int_equal(role_of(&t, cn_chunk_id(t.harbour, 0), "Halvery"), CN_ROLE_MENTION);
    close_town(&t);
}

static void strongest_role_of_several_is_kept(void **state)
{
    town t;
    cairn_id chunk;

    (void)state;
    open_town(&t);
    chunk = cn_chunk_id(t.harbour, 0);
    fixture_entity(&t.f, "Halvery", 4, 1);
    fixture_entity(&t.f, "Harbour", 4, 1);
    fixture_mention(&t.f, chunk, 0, "Halvery", CN_ROLE_MENTION, CN_TYPE_PLACE);
    fixture_mention(&t.f, chunk, 1, "Halvery", CN_ROLE_TERM, CN_TYPE_PLACE);
    fixture_mention(&t.f, chunk, 2, "HALVERY", CN_ROLE_HEADING, CN_TYPE_PLACE);
    fixture_mention(&t.f, chunk, 3, "Harbour", CN_ROLE_TERM, CN_TYPE_PLACE);
    fixture_mention(&t.f, chunk, 4, "The Harbour", CN_ROLE_MENTION, CN_TYPE_PLACE);
    build_town(&t);
    assert_int_equal(role_of(&t, chunk, "Halvery"), CN_ROLE_HEADING);
    assert_int_equal(role_of(&t, chunk, "Harbour"), CN_ROLE_TERM);
    assert_int_equal(t.s->n_links, 2);
    close_town(&t);
}

static void literals_and_names_without_entity_link_nothing(void **state)
{
    town t;

    (void)state;
    open_town(&t);
    fixture_entity(&t.f, "1904", 4, 1);
    fixture_mention(&t.f, cn_chunk_id(t.harbour, 0), 0, "1904", CN_ROLE_MENTION, CN_TYPE_DATE);
    fixture_mention(&t.f, cn_chunk_id(t.harbour, 0), 1, "Nobody", CN_ROLE_MENTION, CN_TYPE_PERSON);
    fixture_mention(&t.f, cn_chunk_id(t.harbour, 0), 2, "---", CN_ROLE_MENTION, CN_TYPE_PERSON);
    build_town(&t);
    assert_int_equal(t.s->n_links, 0);
    close_town(&t);
}

static void alias_links_to_every_entity_it_means(void **state)
{
    town t;
    cairn_id chunk;
    uint32_t n;

    (void)state;
    open_town(&t);
    chunk = cn_chunk_id(t.harbour, 0);
    fixture_entity(&t.f, "Halvery (town)", 1, 1);
    fixture_entity(&t.f, "Halvery (ship)", 1, 1);
    fixture_alias(&t.f, "Halvery", "Halvery (town)");
    fixture_alias(&t.f, "Halvery", "Halvery (ship)");
    fixture_mention(&t.f, chunk, 0, "Halvery", CN_ROLE_MENTION, CN_TYPE_OTHER);
    build_town(&t);
    assert_int_equal(role_of(&t, chunk, "Halvery (town)"), CN_ROLE_MENTION);
    assert_int_equal(role_of(&t, chunk, "Halvery (ship)"), CN_ROLE_MENTION);
    assert_non_null(cn_snapshot_key(t.s, fixture_key(&t.f, "halvery"), &n));
    assert_int_equal(n, 2);
    close_town(&t);
}

static void fact_is_seen_from_both_ends(void **state)
{
    town t;
    const cn_snap_fact *fact;

    (void)state;
    open_town(&t);
    fixture_entity(&t.f, "Halvery", 1, 1);
    fixture_entity(&t.f, "Ostrane", 1, 1);
    fixture_fact(&t.f, 11, "Halvery", "Ostrane");
    fixture_fact(&t.f, 12, "Halvery", NULL);
    build_town(&t);
    assert_int_equal(t.s->n_facts, 2);
    fact = &t.s->facts[t.s->fact_offsets[entity_ordinal(&t, "Halvery")]];
    assert_int_equal(fact->fact, 11);
    assert_int_equal(fact->relation, 77);
    assert_int_equal(fact->entity, entity_ordinal(&t, "Ostrane"));
    assert_int_equal(fact->inverse, 0);
    fact = &t.s->facts[t.s->fact_offsets[entity_ordinal(&t, "Ostrane")]];
    assert_int_equal(fact->entity, entity_ordinal(&t, "Halvery"));
    assert_int_equal(fact->inverse, 1);
    close_town(&t);
}

static void long_name_also_links_the_known_name_inside(void **state)
{
    town t;
    cairn_id chunk;

    (void)state;
    open_town(&t);
    chunk = cn_chunk_id(t.harbour, 0);
    fixture_entity(&t.f, "President Barack Obama", 1, 0);
    fixture_entity(&t.f, "Barack Obama", 9, 1);
    fixture_entity(&t.f, "Obama", 9, 1);
    fixture_mention(&t.f, chunk, 0, "President Barack Obama", CN_ROLE_MENTION, CN_TYPE_PERSON);
    build_town(&t);
    assert_int_equal(role_of(&t, chunk, "President Barack Obama"), CN_ROLE_MENTION);
    assert_int_equal(role_of(&t, chunk, "Barack Obama"), CN_ROLE_MENTION);
    assert_int_equal(role_of(&t, chunk, "Obama"), -1); /* the longest only */
    close_town(&t);
}

static void name_that_something_is_about_stands_for_itself(void **state)
{
    town t;
    cairn_id chunk;

    (void)state;
    open_town(&t);
    chunk = cn_chunk_id(t.harbour, 0);
    fixture_entity(&t.f, "Bank of Halvery", 1, 1);
    fixture_entity(&t.f, "University of Halvery", 1, 0);
    fixture_entity(&t.f, "Halvery University College", 1, 1);
    fixture_entity(&t.f, "Halvery", 9, 1);
    fixture_alias(&t.f, "University of Halvery", "Halvery University College");
    fixture_mention(&t.f, chunk, 0, "Bank of Halvery", CN_ROLE_MENTION, CN_TYPE_ORGANISATION);
    fixture_mention(&t.f, chunk, 1, "University of Halvery", CN_ROLE_MENTION, CN_TYPE_ORGANISATION);
    build_town(&t);
    assert_int_equal(role_of(&t, chunk, "Halvery"), -1);
    assert_int_equal(role_of(&t, chunk, "Halvery University College"), CN_ROLE_MENTION);
    close_town(&t);
}

static void name_inside_is_found_after_words_that_name_nothing(void **state)
{
    town t;
    cairn_id chunk;

    (void)state;
    open_town(&t);
    chunk = cn_chunk_id(t.harbour, 0);
    fixture_entity(&t.f, "Mayor of Halvery", 1, 0);
    fixture_entity(&t.f, "Old Harbour Mayor of Halvery Station", 1, 0);
    fixture_entity(&t.f, "Old Harbour", 1, 1);
    fixture_entity(&t.f, "Halvery", 9, 1);
    fixture_entity(&t.f, "Halvery Station", 9, 1);
    fixture_mention(&t.f, chunk, 0, "Mayor of Halvery", CN_ROLE_MENTION, CN_TYPE_PERSON);
    build_town(&t);
    assert_int_equal(role_of(&t, chunk, "Halvery"), CN_ROLE_MENTION);
    assert_int_equal(t.s->n_links, 2);
    cn_snapshot_close(t.s);
    fixture_mention(&t.f, cn_chunk_id(t.halvery, 1), 0, "Old Harbour Mayor of Halvery Station",
                    CN_ROLE_MENTION, CN_TYPE_OTHER);
    build_town(&t);
    assert_int_equal(role_of(&t, cn_chunk_id(t.halvery, 1), "Halvery"), -1);
    assert_int_equal(role_of(&t, cn_chunk_id(t.halvery, 1), "Old Harbour"), CN_ROLE_MENTION);
    assert_int_equal(role_of(&t, cn_chunk_id(t.halvery, 1), "Halvery Station"), CN_ROLE_MENTION);
    assert_int_equal(role_of(&t, cn_chunk_id(t.halvery, 1), "Mayor of Halvery"), CN_ROLE_MENTION);
    assert_int_equal(t.s->n_links, 6);
    close_town(&t);
}

static void inner_words_too_short_or_common_name_nothing(void **state)
{
    town t;
    cairn_id chunk;

    (void)state;
    open_town(&t);
    chunk = cn_chunk_id(t.harbour, 0);
    fixture_entity(&t.f, "Bank of the US", 1, 0);
    fixture_entity(&t.f, "US", 9, 1);
    fixture_entity(&t.f, "Of", 9, 1);
    fixture_mention(&t.f, chunk, 0, "Bank of the US", CN_ROLE_MENTION, CN_TYPE_ORGANISATION);
    build_town(&t);
    assert_int_equal(t.s->n_links, 1);
    close_town(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(title_is_about_all_chunks_of_its_document),
        cmocka_unit_test(strongest_role_of_several_is_kept),
        cmocka_unit_test(literals_and_names_without_entity_link_nothing),
        cmocka_unit_test(alias_links_to_every_entity_it_means),
        cmocka_unit_test(fact_is_seen_from_both_ends),
        cmocka_unit_test(long_name_also_links_the_known_name_inside),
        cmocka_unit_test(name_that_something_is_about_stands_for_itself),
        cmocka_unit_test(name_inside_is_found_after_words_that_name_nothing),
        cmocka_unit_test(inner_words_too_short_or_common_name_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
