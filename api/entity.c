/* Entities and their facts. A fact comes with its receipt: the sentence that states it. */
#include <string.h>

#include "api/kb.h"
#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "schema/namekey.h"

#define FACT_BYTES_MAX ((size_t)64 << 20) /* of strings in one cursor */
enum { FACTS_MAX = 10000 };               /* of one entity that are listed */

static void copy_text(char *out, size_t size, const char *text)
{
    const size_t len = strlen(text);
    const size_t kept = len < size ? len : cn_utf8_floor(text, size - 1);

    memcpy(out, text, kept);
    out[kept] = '\0';
}

static int fill_entity(cn_store *store, cairn_id id, cairn_entity *entity, cairn_error *err)
{
    cn_entity_row row;
    int rc = cn_entity_get(store, id, &row, err);

    if (rc < 0)
        return rc;
    entity->id = row.id;
    entity->mentions = row.mentions;
    copy_text(entity->name, sizeof entity->name, row.name);
    copy_text(entity->type, sizeof entity->type, cn_type_name(row.type));
    return CAIRN_OK;
}

/* By key: the entity of that key, or the first that an alias gives; *id 0 for none. */
static int find_by_key(const cn_view *view, const char *name, size_t len, cairn_id *id,
                       cairn_error *err)
{
    const uint32_t *entities = NULL;
    cn_words words = {0};
    int64_t key = 0;
    uint32_t n = 0;
    int rc = cn_name_key(view->tokenizer, name, len, &words, &key, err);

    cn_words_done(&words);
    if (rc == CAIRN_OK && key != 0)
        entities = cn_snapshot_key(view->snapshot, key, &n);
    *id = n > 0 ? view->snapshot->entity_ids[entities[0]] : 0;
    return rc;
}

static int find_by_spelling(const cn_view *view, const char *name, size_t len, cairn_id *id,
                            cairn_error *err)
{
    const cn_vectors *names = view->names(view->user);
    float vector[CN_NAME_DIM];
    cn_scored best = {0};
    size_t n = 0;
    int rc;

    *id = 0;
    if (!names)
        return CAIRN_OK;
    rc = cn_name_vector(name, len, vector, err);
    if (rc == CAIRN_OK)
        rc = cn_vectors_search(names, vector, 1, &best, &n, err);
    if (rc == CAIRN_OK && n > 0 && best.score >= CN_NAME_MIN_COSINE)
        *id = (cairn_id)best.id;
    return rc;
}

int cairn_entity_find(cairn *kb, const char *name, cairn_entity *entity, cairn_error *err)
{
    cn_view view;
    cairn_id id = 0;
    size_t len;
    int rc;

    *entity = (cairn_entity){0};
    rc = cn_check_text(name, CAIRN_QUERY_MAX, "name", &len, err);
    if (rc == CAIRN_OK)
        rc = cn_kb_begin_read(kb, &view, err);
    if (rc < 0)
        return rc;
    rc = find_by_key(&view, name, len, &id, err);
    if (rc == CAIRN_OK && id == 0)
        rc = find_by_spelling(&view, name, len, &id, err);
    if (rc == CAIRN_OK && id == 0)
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "no entity is called \"%.120s\"", name);
    if (rc == CAIRN_OK)
        rc = fill_entity(view.store, id, entity, err);
    cn_kb_end_read(kb);
    return rc;
}

/* ---- Facts ------------------------------------------------------------- */

struct cairn_facts {
    cn_arena arena; /* every string of items */
    cairn_fact *items;
    size_t n, cap, next;
};

static const char *keep(cairn_facts *facts, const char *text, size_t len, int *rc, cairn_error *err)
{
    const char *kept = *rc < 0 ? NULL : cn_arena_strndup(&facts->arena, text, len);

    if (!kept && *rc == CAIRN_OK)
        *rc = cn_fail_memory(err, len);
    return kept;
}

static int name_entity(cairn_facts *facts, cn_store *store, cairn_id id, const char **name,
                       cairn_error *err)
{
    cn_entity_row row;
    int rc = cn_entity_get(store, id, &row, err);

    if (rc == CAIRN_OK)
        *name = keep(facts, row.name, strlen(row.name), &rc, err);
    return rc;
}

/* Where the fact is stated first, by that statement: document, sentence, place. */
static int add_receipt(cairn_facts *facts, cn_store *store, cairn_fact *fact, cairn_id first,
                       cairn_error *err)
{
    cn_document_row document;
    cn_statement_row statement;
    cn_chunk_row chunk;
    int rc = cn_statement_get(store, first, &statement, err);

    if (rc == CAIRN_OK)
        rc = cn_chunk_get(store, cn_mention_chunk(first), &chunk, err);
    if (rc < 0)
        return rc;
    fact->first_byte = chunk.first_byte + statement.first;
    fact->quote = keep(facts, chunk.text + statement.first, statement.len, &rc, err);
    if (rc == CAIRN_OK)
        rc = cn_document_get(store, cn_chunk_document(chunk.id), &document, err);
    if (rc == CAIRN_OK)
        fact->uri = keep(facts, document.uri, strlen(document.uri), &rc, err);
    return rc;
}

static int add_fact(cairn_facts *facts, cn_store *store, const cn_fact_row *row, cairn_error *err)
{
    cairn_fact *fact;
    const char *relation;
    int rc = CAIRN_OK;

    if (!cn_grow((void **)&facts->items, &facts->cap, facts->n + 1, FACTS_MAX, sizeof *fact))
        return cn_fail_memory(err, facts->n * sizeof *fact);
    fact = &facts->items[facts->n];
    *fact = (cairn_fact){.subject = row->subject,
                         .object = row->object,
                         .belief = row->belief,
                         .support = row->support,
                         .believed = row->believed};
    if (row->object == 0)
        fact->object_name = keep(facts, row->literal, strlen(row->literal), &rc, err);
    else
        rc = name_entity(facts, store, row->object, &fact->object_name, err);
    if (rc == CAIRN_OK)
        rc = name_entity(facts, store, row->subject, &fact->subject_name, err);
    if (rc == CAIRN_OK)
        rc = cn_relation_get(store, row->relation, &relation, err);
    if (rc == CAIRN_OK)
        fact->relation = keep(facts, relation, strlen(relation), &rc, err);
    if (rc == CAIRN_OK)
        rc = add_receipt(facts, store, fact, row->statement, err);
    if (rc == CAIRN_OK)
        facts->n++;
    return rc;
}

static int gather_facts(cairn_facts *facts, cn_store *store, cairn_id entity, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    int rc = cn_fact_scan(store, entity, &cursor, err);

    while (rc == CAIRN_OK && facts->n < FACTS_MAX &&
           (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW)
        rc = add_fact(facts, store, &row, err);
    cn_cursor_free(cursor);
    return rc;
}

int cairn_entity_facts(cairn *kb, cairn_id entity, cairn_facts **facts, cairn_error *err)
{
    cairn_facts *made;
    cn_view view;
    int rc;

    *facts = NULL;
    if (entity <= 0)
        return cn_fail(err, CAIRN_EINVAL, entity, "no entity has the id %lld", (long long)entity);
    made = cn_alloc_zero(1, sizeof *made);
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    cn_arena_init(&made->arena, FACT_BYTES_MAX);
    rc = cn_kb_begin_read(kb, &view, err);
    if (rc == CAIRN_OK) {
        rc = gather_facts(made, view.store, entity, err);
        cn_kb_end_read(kb);
    }
    if (rc < 0) {
        cairn_facts_free(made);
        return rc;
    }
    *facts = made;
    return CAIRN_OK;
}

int cairn_facts_next(cairn_facts *facts, cairn_fact *fact)
{
    if (facts->next >= facts->n)
        return CAIRN_OK;
    *fact = facts->items[facts->next++];
    return CAIRN_ROW;
}

void cairn_facts_free(cairn_facts *facts)
{
    if (!facts)
        return;
    cn_arena_done(&facts->arena);
    cn_free(facts->items);
    cn_free(facts);
}
