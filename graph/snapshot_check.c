/* Looks at all of a snapshot, and at the store it was made from.
 *
 * First the hashes of the sections; then that every offset, ordinal and posting list is in range,
 * since a wrong builder writes right hashes too; then that chunks, entities, aliases and facts are
 * those of the store. A row of findings about one list is one finding. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"
#include "graph/snapshot_parts.h"

enum { FINDINGS_MAX = 100 /* told; the rest is counted */, SENTENCE_LEN = 240 };

typedef struct checking {
    const cn_snapshot *snapshot;
    cairn_issue_fn issue;
    void *user;
    uint64_t n_issues;
} checking;

static void report(checking *c, const char *where, const char *format, ...) CN_PRINTF(3, 4);
static void report(checking *c, const char *where, const char *format, ...)
{
    char sentence[SENTENCE_LEN];
    va_list arguments;

    if (c->n_issues++ >= FINDINGS_MAX || !c->issue)
        return;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof(sentence), format, arguments);
    va_end(arguments);
    c->issue(where, sentence, c->user);
}

/* ---- In itself ---- */

static const char *const section_names[CN_SNAP_SECTIONS] = {
    "snapshot chunks",        "snapshot terms",        "snapshot postings",
    "snapshot entity ids",    "snapshot keys",         "snapshot key entities",
    "snapshot about offsets", "snapshot about",        "snapshot mentioned offsets",
    "snapshot mentioned",     "snapshot link offsets", "snapshot links",
    "snapshot fact offsets",  "snapshot facts",
};

static void check_hashes(checking *c)
{
    for (unsigned kind = 0; kind < CN_SNAP_SECTIONS; kind++)
        if (!cn_snap_section_is_whole(c->snapshot, kind))
            report(c, section_names[kind], "its bytes do not have the hash they were written with");
}

/* Offsets from 0 to n_items, never falling: then every row can be walked. */
static bool check_offsets(checking *c, unsigned kind, const uint64_t *offsets, uint64_t n_rows,
                          uint64_t n_items)
{
    bool is_sound = offsets[0] == 0 && offsets[n_rows] == n_items;

    for (uint64_t i = 0; is_sound && i < n_rows; i++)
        is_sound = offsets[i] <= offsets[i + 1];
    if (!is_sound)
        report(c, section_names[kind], "the rows do not follow on each other");
    return is_sound;
}

/* Ordinals under `limit`, ascending in each row. */
static void check_ordinals(checking *c, unsigned kind, const uint64_t *offsets,
                           const uint32_t *items, uint64_t n_rows, uint64_t limit)
{
    for (uint64_t row = 0; row < n_rows; row++)
        for (uint64_t i = offsets[row]; i < offsets[row + 1]; i++)
            if (items[i] >= limit || (i > offsets[row] && items[i] <= items[i - 1])) {
                report(c, section_names[kind], "row %" PRIu64 " is out of order or range", row);
                break;
            }
}

static void check_links(checking *c)
{
    const cn_snapshot *s = c->snapshot;

    for (uint64_t row = 0; row < s->n_chunks; row++)
        for (uint64_t i = s->link_offsets[row]; i < s->link_offsets[row + 1]; i++) {
            const cn_snap_link *link = &s->links[i];

            if (link->entity >= s->n_entities || link->role > CN_ROLE_TERM ||
                (i > s->link_offsets[row] && link->entity <= link[-1].entity)) {
                report(c, section_names[CN_SNAP_LINKS], "chunk %" PRIu64 ": a link is wrong", row);
                break;
            }
        }
}

static void check_facts(checking *c)
{
    const cn_snapshot *s = c->snapshot;

    for (uint64_t row = 0; row < s->n_entities; row++)
        for (uint64_t i = s->fact_offsets[row]; i < s->fact_offsets[row + 1]; i++) {
            const cn_snap_fact *fact = &s->facts[i];

            if (fact->entity >= s->n_entities || fact->inverse > 1 ||
                (i > s->fact_offsets[row] && fact->fact < fact[-1].fact)) {
                report(c, section_names[CN_SNAP_FACTS], "entity %" PRIu64 ": a fact is wrong", row);
                break;
            }
        }
}

static void check_rows(checking *c)
{
    const cn_snapshot *s = c->snapshot;

    if (check_offsets(c, CN_SNAP_ABOUT_OFFSETS, s->about_offsets, s->n_entities, s->n_about))
        check_ordinals(c, CN_SNAP_ABOUT, s->about_offsets, s->about, s->n_entities, s->n_chunks);
    if (check_offsets(c, CN_SNAP_MENTIONED_OFFSETS, s->mentioned_offsets, s->n_entities,
                      s->n_mentioned))
        check_ordinals(c, CN_SNAP_MENTIONED, s->mentioned_offsets, s->mentioned, s->n_entities,
                       s->n_chunks);
    if (check_offsets(c, CN_SNAP_LINK_OFFSETS, s->link_offsets, s->n_chunks, s->n_links))
        check_links(c);
    if (check_offsets(c, CN_SNAP_FACT_OFFSETS, s->fact_offsets, s->n_entities, s->n_facts))
        check_facts(c);
    if (s->n_links != s->n_mentioned)
        report(c, section_names[CN_SNAP_LINKS],
               "%" PRIu64 " links from chunks, but %" PRIu64 " from entities", s->n_links,
               s->n_mentioned);
}

/* Chunks of a document are adjacent, documents in order. */
static void check_chunks(checking *c)
{
    const cn_snapshot *s = c->snapshot;

    for (uint32_t i = 0; i < s->n_chunks; i++) {
        uint32_t before = i > 0 ? s->chunks[i - 1].document : 0;

        if (s->chunks[i].document >= s->n_documents || s->chunks[i].document < before ||
            !(s->chunks[i].norm > 0)) {
            report(c, section_names[CN_SNAP_CHUNKS], "chunk %u is out of order or range", i);
            return;
        }
    }
}

/* df postings in exactly len bytes, chunks ascending and in range. */
static bool is_list_sound(const cn_snapshot *s, const cn_snap_term *term)
{
    const uint8_t *at, *end;
    uint32_t chunk = 0, before = 0, tf, n = 0;

    if (term->first > s->postings_len || term->len > s->postings_len - term->first)
        return false;
    at = s->postings + term->first;
    for (end = at + term->len; at < end; n++) {
        at = cn_posting_next(at, &chunk, &tf);
        if (chunk >= s->n_chunks || tf == 0 || (n > 0 && chunk <= before))
            return false;
        before = chunk;
    }
    return at == end && n == term->df && n > 0;
}

static void check_terms(checking *c)
{
    const cn_snapshot *s = c->snapshot;

    for (uint64_t i = 0; i <= s->terms_mask; i++) {
        const cn_snap_term *term = &s->terms[i];

        if (term->stem != 0 && (!is_list_sound(s, term) || cn_snapshot_term(s, term->stem) != term))
            report(c, section_names[CN_SNAP_TERMS], "slot %" PRIu64 ": its postings are wrong", i);
    }
}

static void check_keys(checking *c)
{
    const cn_snapshot *s = c->snapshot;

    for (uint64_t i = 0; i <= s->keys_mask; i++) {
        uint32_t n;
        const uint32_t *entities = s->keys[i].key ? cn_snapshot_key(s, s->keys[i].key, &n) : NULL;

        if (s->keys[i].key == 0)
            continue;
        if (!entities || entities != s->key_entities + s->keys[i].first) {
            report(c, section_names[CN_SNAP_KEYS], "slot %" PRIu64 " is not found by its key", i);
            continue;
        }
        for (uint32_t j = 0; j < n; j++)
            if (entities[j] >= s->n_entities || (j > 0 && entities[j] <= entities[j - 1])) {
                report(c, section_names[CN_SNAP_KEY_ENTITIES], "key %" PRId64 " is wrong",
                       s->keys[i].key);
                break;
            }
    }
}

/* ---- Against the store ---- */

static int check_entity_rows(checking *c, cn_store *store, cairn_error *err)
{
    const cn_snapshot *s = c->snapshot;
    cn_cursor *cursor = NULL;
    cn_entity_row row;
    uint64_t n = 0, n_wrong = 0;
    int rc = cn_entity_scan(store, &cursor, err);

    while (rc >= 0 && (rc = cn_entity_next(cursor, &row, err)) == CAIRN_ROW) {
        n_wrong += n >= s->n_entities || s->entity_ids[n] != row.id;
        n++;
    }
    cn_cursor_free(cursor);
    if (n != s->n_entities || n_wrong > 0)
        report(c, section_names[CN_SNAP_ENTITY_IDS],
               "%u entities, but the store has %" PRIu64 "; %" PRIu64 " are not in their place",
               s->n_entities, n, n_wrong);
    return rc;
}

static bool key_means(const cn_snapshot *s, int64_t key, int64_t entity)
{
    uint32_t n;
    const uint32_t *entities = cn_snapshot_key(s, key, &n);

    for (uint32_t i = 0; i < n; i++)
        if (entities[i] < s->n_entities && s->entity_ids[entities[i]] == entity)
            return true;
    return false;
}

static int check_alias_rows(checking *c, cn_store *store, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_alias_row row;
    int rc = cn_alias_scan(store, &cursor, err);

    while (rc >= 0 && (rc = cn_alias_next(cursor, &row, err)) == CAIRN_ROW)
        if (cn_snap_is_meaning(&row) && !key_means(c->snapshot, row.key, row.entity))
            report(c, section_names[CN_SNAP_KEYS],
                   "the alias %" PRId64 " of entity %" PRId64 " is missing", row.key, row.entity);
    cn_cursor_free(cursor);
    return rc;
}

static int check_fact_rows(checking *c, cn_store *store, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    uint64_t n = 0;
    int rc = cn_fact_scan(store, 0, &cursor, err);

    while (rc >= 0 && (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW)
        n += row.object != 0;
    cn_cursor_free(cursor);
    if (2 * n != c->snapshot->n_facts)
        report(c, section_names[CN_SNAP_FACTS],
               "%" PRIu64 " ends of facts, but the store has %" PRIu64 " facts between entities",
               c->snapshot->n_facts, n);
    return rc;
}

static int count_missing(const cn_map *ids, cn_store *store, uint64_t *n, uint64_t *n_missing,
                         cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_chunk_row row;
    int rc = cn_chunk_scan(store, 0, &cursor, err);

    while (rc >= 0 && (rc = cn_chunk_next(cursor, &row, err)) == CAIRN_ROW) {
        *n_missing += cn_map_get(ids, (uint64_t)row.id) == NULL;
        ++*n;
    }
    cn_cursor_free(cursor);
    return rc;
}

static int check_chunk_rows(checking *c, cn_store *store, cairn_error *err)
{
    const cn_snapshot *s = c->snapshot;
    uint64_t n = 0, n_missing = 0;
    cn_map ids;
    int rc = CAIRN_OK;

    cn_map_init(&ids);
    for (uint32_t i = 0; rc == CAIRN_OK && i < s->n_chunks; i++)
        if (!cn_map_put(&ids, (uint64_t)s->chunks[i].id, NULL))
            rc = cn_fail_memory(err, ids.cap * 2 * sizeof(struct cn_map_slot));
    if (rc == CAIRN_OK)
        rc = count_missing(&ids, store, &n, &n_missing, err);
    if (rc == CAIRN_OK && (n != s->n_chunks || n_missing > 0 || ids.n != s->n_chunks))
        report(c, section_names[CN_SNAP_CHUNKS],
               "%u chunks, but the store has %" PRIu64 ", of which %" PRIu64 " are missing",
               s->n_chunks, n, n_missing);
    cn_map_done(&ids);
    return rc;
}

int cn_snapshot_check(const cn_snapshot *snapshot, cn_store *store, cairn_issue_fn issue,
                      void *user, uint64_t *n_issues, cairn_error *err)
{
    checking c = {.snapshot = snapshot, .issue = issue, .user = user};
    int rc;

    check_hashes(&c);
    check_chunks(&c);
    check_terms(&c);
    check_keys(&c);
    check_rows(&c);
    rc = check_chunk_rows(&c, store, err);
    if (rc == CAIRN_OK)
        rc = check_entity_rows(&c, store, err);
    if (rc == CAIRN_OK)
        rc = check_alias_rows(&c, store, err);
    if (rc == CAIRN_OK)
        rc = check_fact_rows(&c, store, err);
    *n_issues = c.n_issues;
    return rc;
}
