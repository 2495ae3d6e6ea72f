/* Facts with their receipts: names for ids, and the sentences that state them.
 *
 * A fact that ten thousand statements repeat costs no more than one of sixteen: of the documents
 * that state it the first CN_CITATIONS_MAX are compared, each by its first statement. */
#include "api/facts.h"

#include <string.h>

#include "api/kb.h"
#include "base/mem.h"
#include "schema/pack.h"

#define FACT_BYTES_MAX ((size_t)64 << 20) /* of strings in one cursor */
enum {
    FACTS_MAX = 10000,        /* of one entity that are listed */
    STATEMENTS_SEEN = 1 << 16 /* of one fact, in search of other documents */
};

const char *cn_keep(cn_arena *arena, const char *text, size_t len, int *rc, cairn_error *err)
{
    const char *kept = *rc < 0 ? NULL : cn_arena_strndup(arena, text, len);

    if (!kept && *rc >= 0)
        *rc = cn_fail_memory(err, len);
    return kept ? kept : "";
}

const char *cn_keep_str(cn_arena *arena, const char *text, int *rc, cairn_error *err)
{
    return cn_keep(arena, text, strlen(text), rc, err);
}

/* ---- Citations ---- */

int cn_cite_range(cn_arena *arena, cn_store *store, const cn_chunk_row *chunk, size_t first,
                  size_t len, cairn_citation *citation, cairn_error *err)
{
    cn_document_row document;
    int rc = CAIRN_OK;
    bool is_verbatim;

    *citation = (cairn_citation){.uri = "", .title = "", .quote = ""};
    if (first > chunk->text_len || len > chunk->text_len - first)
        return cn_fail(err, CAIRN_EDB, chunk->id, "chunk %lld has no bytes %zu to %zu",
                       (long long)chunk->id, first, first + len);
    citation->quote = cn_keep(arena, chunk->text + first, len, &rc, err);
    citation->first_byte = chunk->first_byte + first;
    citation->len = len;
    if (rc == CAIRN_OK)
        rc = cn_document_get(store, cn_chunk_document(chunk->id), &document, err);
    if (rc < 0)
        return rc;
    /* Exact where the chunk's text is the file's. */
    is_verbatim = document.format == CAIRN_FORMAT_TEXT && chunk->src_len == chunk->text_len;
    citation->src_first = is_verbatim ? chunk->src_first + first : chunk->src_first;
    citation->src_len = is_verbatim ? len : chunk->src_len;
    citation->uri = cn_keep_str(arena, document.uri, &rc, err);
    citation->title = cn_keep_str(arena, document.title, &rc, err);
    return rc;
}

int cn_cite_statement(cn_arena *arena, cn_store *store, cairn_id id, cairn_citation *citation,
                      cairn_error *err)
{
    cn_statement_row statement;
    cn_chunk_row chunk;
    int rc = cn_statement_get(store, id, &statement, err);

    *citation = (cairn_citation){.uri = "", .title = "", .quote = ""};
    if (rc == CAIRN_OK)
        rc = cn_chunk_get(store, cn_mention_chunk(id), &chunk, err);
    if (rc == CAIRN_OK)
        rc = cn_cite_range(arena, store, &chunk, statement.first, statement.len, citation, err);
    return rc;
}

typedef struct witness {
    cairn_id statement;
    double confidence;
} witness;

/* The first statement of each document, by confidence; of equals in the order of their ids. */
static int call_witnesses(cn_store *store, const cn_fact_row *row, witness *list, size_t *n,
                          cairn_error *err)
{
    const size_t n_seen = row->n_statements < STATEMENTS_SEEN ? row->n_statements : STATEMENTS_SEEN;
    cairn_id last = 0;
    int rc = CAIRN_OK;

    *n = 0;
    for (size_t i = 0; rc == CAIRN_OK && i < n_seen && *n < CN_CITATIONS_MAX; i++) {
        const cairn_id id = cn_pack_id(row->statements, i);
        const cairn_id document = cn_chunk_document(cn_mention_chunk(id));
        cn_statement_row statement;
        size_t at = *n;

        if (document == last)
            continue;
        last = document;
        rc = cn_statement_get(store, id, &statement, err);
        if (rc < 0)
            break;
        for (; at > 0 && list[at - 1].confidence < statement.confidence; at--)
            list[at] = list[at - 1];
        list[at] = (witness){id, statement.confidence};
        ++*n;
    }
    return rc;
}

static int cite_fact(cn_arena *arena, cn_store *store, const cn_fact_row *row, size_t max,
                     cairn_fact *fact, cairn_error *err)
{
    witness list[CN_CITATIONS_MAX];
    cairn_citation *citations;
    size_t n;
    int rc = call_witnesses(store, row, list, &n, err);

    if (rc < 0 || n == 0 || max == 0)
        return rc;
    n = n < max ? n : max;
    citations = cn_arena_alloc(arena, n * sizeof *citations);
    if (!citations)
        return cn_fail_memory(err, n * sizeof *citations);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        rc = cn_cite_statement(arena, store, list[i].statement, &citations[i], err);
    if (rc < 0)
        return rc;
    fact->citations = citations;
    fact->n_citations = n;
    fact->uri = citations[0].uri;
    fact->quote = citations[0].quote;
    fact->first_byte = citations[0].first_byte;
    return rc;
}

/* ---- Facts ---- */

static int keep_entity_name(cn_arena *arena, cn_store *store, cairn_id id, const char **name,
                            cairn_error *err)
{
    cn_entity_row row;
    int rc = cn_entity_get(store, id, &row, err);

    if (rc == CAIRN_OK)
        *name = cn_keep_str(arena, row.name, &rc, err);
    return rc;
}

int cn_fact_fill(cn_arena *arena, cn_store *store, const cn_fact_row *row, size_t max,
                 cairn_fact *fact, cairn_error *err)
{
    const char *relation;
    int rc = CAIRN_OK;

    *fact = (cairn_fact){.subject = row->subject,
                         .object = row->object,
                         .subject_name = "",
                         .relation = "",
                         .object_name = "",
                         .belief = row->belief,
                         .support = row->support,
                         .believed = row->believed,
                         .uri = "",
                         .quote = "",
                         .closed_by = row->closed_by,
                         .recorded = row->recorded,
                         .retired = row->retired,
                         .proof = "",
                         .id = row->id,
                         .n_statements = row->n_statements};
    fact->valid = cn_keep_str(arena, row->valid, &rc, err);
    if (row->object == 0)
        fact->object_name = cn_keep_str(arena, row->literal, &rc, err);
    else if (rc == CAIRN_OK)
        rc = keep_entity_name(arena, store, row->object, &fact->object_name, err);
    if (rc == CAIRN_OK)
        rc = keep_entity_name(arena, store, row->subject, &fact->subject_name, err);
    if (rc == CAIRN_OK)
        rc = cn_relation_get(store, row->relation, &relation, err);
    if (rc == CAIRN_OK)
        fact->relation = cn_keep_str(arena, relation, &rc, err);
    if (rc == CAIRN_OK)
        rc = cite_fact(arena, store, row, max, fact, err);
    return rc;
}

/* ---- The cursor ---- */

struct cairn_facts {
    cn_arena arena; /* every string of items */
    cairn_fact *items;
    size_t n, cap, next;
};

static int gather_facts(cairn_facts *facts, cn_store *store, cairn_id entity, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    int rc = cn_fact_scan(store, entity, &cursor, err);

    while (rc == CAIRN_OK && facts->n < FACTS_MAX &&
           (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW) {
        if (!cn_grow((void **)&facts->items, &facts->cap, facts->n + 1, FACTS_MAX,
                     sizeof *facts->items))
            rc = cn_fail_memory(err, facts->n * sizeof *facts->items);
        else
            rc = cn_fact_fill(&facts->arena, store, &row, 1, &facts->items[facts->n++], err);
    }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
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
