/* Mentions and facts -> adjacency, in both directions.
 *
 * A link packs into 64 bits (chunk, entity, strength of its role), so that sorting and dropping
 * repeats is sorting numbers; every list of the other direction is then dealt from the sorted links
 * and comes out in order by itself. A title's mention makes all chunks of its document about the
 * entity.
 *
 * Memory: 16 bytes a link while they are sorted. */
#include "graph/snapshot_parts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "graph/order.h"

#define LINKS_MAX ((size_t)1 << 34)
#define FACTS_MAX ((size_t)1 << 32)
enum {
    STRENGTH_BITS = 2, /* title 0, heading 1, term 2, mention 3: the strongest sorts first */
    ENTITY_BITS = 31,
    WEAKEST = 3
};

typedef struct edges {
    const cn_snap_documents *documents;
    const cn_snap_keys *keys;
    const cn_snap_names *names;
    cn_snap_file *file;
    uint64_t *links; /* chunk << 33 | entity << 2 | strength */
    size_t n_links, cap_links;
    uint64_t *titles; /* position of the document << 32 | entity */
    size_t n_titles, cap_titles;
    uint64_t *offsets; /* of the rows of the section at hand, n_rows + 1 */
    void *items;
} edges;

static uint64_t pack_link(uint32_t chunk, uint32_t entity, int role)
{
    return (uint64_t)chunk << (ENTITY_BITS + STRENGTH_BITS) | (uint64_t)entity << STRENGTH_BITS |
           (unsigned)(role + WEAKEST) % 4;
}
static uint32_t link_chunk(uint64_t link)
{
    return (uint32_t)(link >> (ENTITY_BITS + STRENGTH_BITS));
}
static uint32_t link_entity(uint64_t link)
{
    return (uint32_t)(link >> STRENGTH_BITS) & ((1U << ENTITY_BITS) - 1);
}
static uint32_t link_strength(uint64_t link)
{
    return (uint32_t)link & WEAKEST;
}
static uint32_t link_role(uint64_t link)
{
    return (link_strength(link) + 1) % 4;
}

/* ---- Links from mentions ---- */

static int add_number(uint64_t **numbers, size_t *n, size_t *cap, uint64_t number, cairn_error *err)
{
    if (!cn_grow((void **)numbers, cap, *n + 1, LINKS_MAX, sizeof(**numbers)))
        return cn_fail_memory(err, (*n + 1) * sizeof(**numbers));
    (*numbers)[(*n)++] = number;
    return CAIRN_OK;
}

static int add_link(edges *e, uint32_t chunk, uint32_t entity, int role, cairn_error *err)
{
    return add_number(&e->links, &e->n_links, &e->cap_links, pack_link(chunk, entity, role), err);
}

static int check_mention(const cn_mention_row *row, const cn_snap_document *document,
                         uint32_t ordinal, cairn_error *err)
{
    if (!document || ordinal >= document->n_chunks)
        return cn_fail(err, CAIRN_EDB, row->id, "mention %lld stands in no live chunk",
                       (long long)row->id);
    if (row->role < CN_ROLE_MENTION || row->role > CN_ROLE_TERM)
        return cn_fail(err, CAIRN_EDB, row->id, "mention %lld has the unknown role %d",
                       (long long)row->id, row->role);
    return CAIRN_OK;
}

static int add_mention(edges *e, size_t *at, const cn_mention_row *row, cairn_error *err)
{
    cairn_id chunk = cn_mention_chunk(row->id);
    uint32_t ordinal = (uint32_t)(chunk & ((1 << CN_CHUNK_BITS) - 1));
    const cn_snap_document *document =
        cn_snap_documents_seek(e->documents, at, cn_chunk_document(chunk));
    const uint32_t *entities;
    uint32_t n;
    int rc = check_mention(row, document, ordinal, err);

    if (rc < 0 || CN_TYPE_IS_LITERAL(row->type))
        return rc;
    entities = cn_snap_names_find(e->names, row->name, &n);
    for (uint32_t i = 0; rc == CAIRN_OK && i < n; i++) {
        if (row->role == CN_ROLE_TITLE)
            rc = add_number(&e->titles, &e->n_titles, &e->cap_titles,
                            (uint64_t)*at << 32 | entities[i], err);
        else
            rc = add_link(e, document->first + ordinal, entities[i], row->role, err);
    }
    return rc;
}

static int scan_mentions(edges *e, cn_store *store, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_mention_row row;
    size_t at = 0; /* in documents: mentions come by id, so documents do */
    int rc = cn_mention_scan(store, &cursor, err);

    while (rc >= 0 && (rc = cn_mention_next(cursor, &row, err)) == CAIRN_ROW)
        rc = add_mention(e, &at, &row, err);
    cn_cursor_free(cursor);
    return rc;
}

static int sort_numbers(uint64_t *numbers, size_t *n, cairn_error *err)
{
    uint64_t *scratch = cn_alloc_zero(*n, sizeof(*scratch));

    if (!scratch)
        return cn_fail_memory(err, *n * sizeof(*scratch));
    cn_order_u64(numbers, scratch, *n);
    *n = cn_order_unique(numbers, *n);
    cn_free(scratch);
    return CAIRN_OK;
}

static int spread_titles(edges *e, cairn_error *err)
{
    int rc = sort_numbers(e->titles, &e->n_titles, err);

    for (size_t i = 0; rc == CAIRN_OK && i < e->n_titles; i++) {
        const cn_snap_document *document = &e->documents->items[e->titles[i] >> 32];
        uint32_t entity = (uint32_t)e->titles[i];

        for (uint32_t j = 0; rc == CAIRN_OK && j < document->n_chunks; j++)
            rc = add_link(e, document->first + j, entity, CN_ROLE_TITLE, err);
    }
    return rc;
}

/* One link for a chunk and an entity, the strongest. */
static int settle_links(edges *e, cairn_error *err)
{
    size_t n = 0;
    int rc = sort_numbers(e->links, &e->n_links, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < e->n_links; i++)
        if (n == 0 || e->links[i] >> STRENGTH_BITS != e->links[n - 1] >> STRENGTH_BITS)
            e->links[n++] = e->links[i];
    e->n_links = n;
    return CAIRN_OK;
}

/* ---- Rows: count, sum up, deal ---- */

/* Fresh offsets, all 0, and room for n items. */
static int begin_rows(edges *e, size_t n_rows, size_t n, size_t item_size, cairn_error *err)
{
    cn_free(e->offsets);
    cn_free(e->items);
    e->items = NULL;
    e->offsets = cn_alloc_zero(n_rows + 2, sizeof(*e->offsets));
    if (e->offsets)
        e->items = cn_alloc_zero(n, item_size);
    if (!e->items)
        return cn_fail_memory(err, n * item_size);
    return CAIRN_OK;
}

/* Counts stand two places on: after the sum, offsets[row + 1] is where the row begins, and after
 * dealing, which moves it on, where it ends; so that offsets[row] is its beginning. */
static void sum_counts(edges *e, size_t n_rows)
{
    for (size_t i = 1; i < n_rows + 2; i++)
        e->offsets[i] += e->offsets[i - 1];
}

static int put_rows(edges *e, cn_snap_section_kind offsets_kind, size_t n_rows,
                    cn_snap_section_kind items_kind, size_t n, size_t item_size, cairn_error *err)
{
    int rc = cn_snap_file_put(e->file, offsets_kind, e->offsets, (n_rows + 1) * sizeof(*e->offsets),
                              err);

    return rc < 0 ? rc : cn_snap_file_put(e->file, items_kind, e->items, n * item_size, err);
}

/* Entity -> chunks, over links of at most this weakness. */
static int write_chunks_of(edges *e, uint32_t weakest, cn_snap_section_kind offsets_kind,
                           cn_snap_section_kind items_kind, cairn_error *err)
{
    size_t n_rows = e->keys->entities.n, n = 0;
    uint32_t *chunks;
    int rc = begin_rows(e, n_rows, e->n_links, sizeof(*chunks), err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < e->n_links; i++) {
        if (link_strength(e->links[i]) > weakest)
            continue;
        e->offsets[link_entity(e->links[i]) + 2]++;
        n++;
    }
    sum_counts(e, n_rows);
    chunks = e->items;
    for (size_t i = 0; i < e->n_links; i++)
        if (link_strength(e->links[i]) <= weakest)
            chunks[e->offsets[link_entity(e->links[i]) + 1]++] = link_chunk(e->links[i]);
    return put_rows(e, offsets_kind, n_rows, items_kind, n, sizeof(*chunks), err);
}

/* Chunk -> entities. */
static int write_links(edges *e, cairn_error *err)
{
    size_t n_rows = e->documents->n_chunks;
    cn_snap_link *links;
    int rc = begin_rows(e, n_rows, e->n_links, sizeof(*links), err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < e->n_links; i++)
        e->offsets[link_chunk(e->links[i]) + 2]++;
    sum_counts(e, n_rows);
    links = e->items;
    for (size_t i = 0; i < e->n_links; i++)
        links[e->offsets[link_chunk(e->links[i]) + 1]++] =
            (cn_snap_link){.entity = link_entity(e->links[i]), .role = link_role(e->links[i])};
    return put_rows(e, CN_SNAP_LINK_OFFSETS, n_rows, CN_SNAP_LINKS, e->n_links, sizeof(*links),
                    err);
}

/* ---- Facts ---- */

typedef struct entity_fact {
    int64_t fact, relation;
    uint32_t subject, object;
} entity_fact;

typedef struct fact_list {
    entity_fact *items;
    size_t n, cap;
} fact_list;

static int add_fact(const edges *e, fact_list *facts, const cn_fact_row *row, cairn_error *err)
{
    const cn_snap_keys *keys = e->keys;
    entity_fact fact = {.fact = row->id, .relation = row->relation};

    if (row->object == 0) /* a literal */
        return CAIRN_OK;
    fact.subject = cn_snap_ids_find(&keys->entities, row->subject);
    fact.object = cn_snap_ids_find(&keys->entities, row->object);
    if (fact.subject == UINT32_MAX || fact.object == UINT32_MAX)
        return cn_fail(err, CAIRN_EDB, row->id, "fact %lld is about an entity that is not there",
                       (long long)row->id);
    if (!cn_grow((void **)&facts->items, &facts->cap, facts->n + 1, FACTS_MAX, sizeof(fact)))
        return cn_fail_memory(err, (facts->n + 1) * sizeof(fact));
    facts->items[facts->n++] = fact;
    return CAIRN_OK;
}

static int compare_facts(const void *a, const void *b)
{
    const entity_fact *x = a;
    const entity_fact *y = b;

    return (x->fact > y->fact) - (x->fact < y->fact);
}

/* Facts between entities, by id: the store has them by subject. */
static int scan_facts(const edges *e, cn_store *store, fact_list *facts, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    int rc = cn_fact_scan(store, 0, &cursor, err);

    while (rc >= 0 && (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW)
        rc = add_fact(e, facts, &row, err);
    cn_cursor_free(cursor);
    if (rc == CAIRN_OK && facts->n > 1)
        qsort(facts->items, facts->n, sizeof(*facts->items), compare_facts);
    return rc;
}

/* Both ends of each fact, in the order of fact ids. */
static void deal_facts(edges *e, const fact_list *facts)
{
    cn_snap_fact *items = e->items;

    for (size_t i = 0; i < facts->n; i++) {
        e->offsets[facts->items[i].subject + 2]++;
        e->offsets[facts->items[i].object + 2]++;
    }
    sum_counts(e, e->keys->entities.n);
    for (size_t i = 0; i < facts->n; i++) {
        const entity_fact *f = &facts->items[i];

        items[e->offsets[f->subject + 1]++] =
            (cn_snap_fact){.fact = f->fact, .relation = f->relation, .entity = f->object};
        items[e->offsets[f->object + 1]++] = (cn_snap_fact){
            .fact = f->fact, .relation = f->relation, .entity = f->subject, .inverse = 1};
    }
}

static int write_facts(edges *e, cn_store *store, cairn_error *err)
{
    size_t n_rows = e->keys->entities.n;
    fact_list facts = {.items = NULL};
    int rc = scan_facts(e, store, &facts, err);

    if (rc == CAIRN_OK)
        rc = begin_rows(e, n_rows, 2 * facts.n, sizeof(cn_snap_fact), err);
    if (rc < 0)
        goto out;
    deal_facts(e, &facts);
    rc = put_rows(e, CN_SNAP_FACT_OFFSETS, n_rows, CN_SNAP_FACTS, 2 * facts.n, sizeof(cn_snap_fact),
                  err);
out:
    cn_free(facts.items);
    return rc;
}

/* ---- All of it ---- */

int cn_snap_edges_write(cn_store *store, const cn_snap_documents *documents,
                        const cn_snap_keys *keys, const cn_snap_names *names, cn_snap_file *file,
                        cairn_error *err)
{
    edges e = {.documents = documents, .keys = keys, .names = names, .file = file};
    int rc = scan_mentions(&e, store, err);

    if (rc == CAIRN_OK)
        rc = spread_titles(&e, err);
    if (rc == CAIRN_OK)
        rc = settle_links(&e, err);
    if (rc == CAIRN_OK)
        rc = write_chunks_of(&e, WEAKEST - 1, CN_SNAP_ABOUT_OFFSETS, CN_SNAP_ABOUT, err);
    if (rc == CAIRN_OK)
        rc = write_chunks_of(&e, WEAKEST, CN_SNAP_MENTIONED_OFFSETS, CN_SNAP_MENTIONED, err);
    if (rc == CAIRN_OK)
        rc = write_links(&e, err);
    if (rc == CAIRN_OK)
        rc = write_facts(&e, store, err);
    cn_free(e.links);
    cn_free(e.titles);
    cn_free(e.offsets);
    cn_free(e.items);
    return rc;
}
