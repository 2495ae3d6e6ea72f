/* The sentence that says what an entity is.
 *
 * The best of: an "is a" sentence of a passage about it ("Ada Marsh was an engineer"), one of any
 * passage that says so, and the first whole sentence of a passage about it. Bounded: the first
 * passages about it and its first facts are looked at. */
#include <string.h>

#include "api/cards.h"
#include "base/sentence.h"
#include "ingest/clauses.h"
#include "ingest/extract.h"

enum {
    PASSAGES_SEEN = 8,
    FACTS_SEEN = 256,
    SENTENCE_MIN = 20,  /* bytes: less is a title or a heading */
    SENTENCE_MAX = 1000 /* more is no sentence */
};

/* How well a statement says what its subject is; 0: it does not. */
static int rank_statement(const cn_statement_row *row)
{
    const unsigned doubts = CN_STATED_NEGATED | CN_STATED_POSSIBLE | CN_STATED_FUTURE |
                            CN_STATED_CONDITIONAL | CN_STATED_QUESTION;
    int rank = 0;

    if (row->flags & doubts || CN_TYPE_IS_LITERAL(row->object_type) || row->len > SENTENCE_MAX)
        return 0;
    if (row->rule == CN_RULE_IS_A || row->rule == CN_RULE_COPULA_NOUN)
        rank = 4;
    else if (row->rule == CN_RULE_APPOSITION)
        rank = 2;
    /* "She was an engineer" says less to who does not know of whom. */
    return rank > 0 && !(row->flags & CN_STATED_REFERRED) ? rank + 1 : rank;
}

/* In a passage that means the entity by its own name. Another name that may mean several says
 * nothing of any of them. */
static int is_subject(const cn_view *view, const cn_statement_row *row, const cn_meant *meant,
                      bool *is_it, cairn_error *err)
{
    const uint32_t *meanings;
    const char *surface;
    uint32_t n = 0;
    int64_t key;
    size_t len;
    int rc = cn_name_get(view->store, row->subject, &surface, &len, err);

    *is_it = false;
    if (rc == CAIRN_OK)
        rc = cn_called_key(view, surface, len, &key, err);
    if (rc < 0 || key == 0)
        return rc;
    meanings = cn_snapshot_key(view->snapshot, key, &n);
    *is_it =
        key == meant->key || (n == 1 && view->snapshot->entity_ids[meanings[0]] == meant->entity);
    return CAIRN_OK;
}

typedef struct best_sentence {
    int rank;
    cairn_id chunk;
    size_t first, len;
} best_sentence;

static int look_at_statements(const cn_view *view, cairn_id chunk, const cn_meant *meant,
                              best_sentence *best, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_statement_row row;
    int rc = cn_statement_scan_chunk(view->store, chunk, &cursor, err);

    while (rc >= 0 && (rc = cn_statement_next(cursor, &row, err)) == CAIRN_ROW) {
        const int rank = rank_statement(&row);
        bool is_it = false;

        if (rank <= best->rank)
            continue;
        rc = is_subject(view, &row, meant, &is_it, err);
        if (is_it)
            *best = (best_sentence){rank, chunk, row.first, row.len};
    }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The first sentence that ends like one, so that titles and lists do not count. */
static bool find_sentence(const cn_chunk_row *chunk, best_sentence *best)
{
    for (size_t first = 0; first < chunk->text_len;) {
        const size_t end = cn_sentence_end(chunk->text, chunk->text_len, first);
        size_t last = end;

        while (first < end && is_white(chunk->text[first]))
            first++;
        while (last > first && is_white(chunk->text[last - 1]))
            last--;
        if (last - first >= SENTENCE_MIN && last - first <= SENTENCE_MAX &&
            strchr(".!?", chunk->text[last - 1])) {
            *best = (best_sentence){1, chunk->id, first, last - first};
            return true;
        }
        first = end;
    }
    return false;
}

static int look_at_passages(const cn_view *view, const cn_meant *meant, best_sentence *best,
                            cairn_error *err)
{
    const cn_snapshot *snapshot = view->snapshot;
    const uint64_t from = snapshot->about_offsets[meant->ordinal];
    const uint64_t n = snapshot->about_offsets[meant->ordinal + 1] - from;
    int rc = CAIRN_OK, n_seen = 0;

    for (uint64_t i = 0; rc == CAIRN_OK && i < n && n_seen < PASSAGES_SEEN; i++) {
        const cairn_id id = snapshot->chunks[snapshot->about[from + i]].id;
        cn_chunk_row chunk;

        if (!cn_called_meant_in(meant, id))
            continue;
        n_seen++;
        rc = look_at_statements(view, id, meant, best, err);
        if (rc < 0 || best->rank > 0)
            continue;
        rc = cn_chunk_get(view->store, id, &chunk, err);
        if (rc == CAIRN_OK && chunk.kind == CN_CHUNK_PROSE)
            find_sentence(&chunk, best);
    }
    return rc;
}

/* What other passages say it is: the facts whose object is a sort of thing. */
static int look_at_facts(const cn_view *view, cairn_id entity, best_sentence *best,
                         cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    int rc = cn_fact_scan_subject(view->store, entity, 0, &cursor, err);

    for (int i = 0; rc >= 0 && i < FACTS_SEEN; i++) {
        cn_statement_row statement;
        int rank;

        rc = cn_fact_next(cursor, &row, err);
        if (rc != CAIRN_ROW)
            break;
        if (row.object_type != CN_TYPE_CLASS || !row.believed || row.statement == 0)
            continue;
        rc = cn_statement_get(view->store, row.statement, &statement, err);
        if (rc < 0)
            break;
        rank = rank_statement(&statement);
        if (rank > best->rank)
            *best = (best_sentence){rank, cn_mention_chunk(row.statement), statement.first,
                                    statement.len};
    }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

int cn_card_describe(cn_arena *arena, const cn_view *view, cairn_id entity,
                     const cairn_citation **description, cairn_error *err)
{
    best_sentence best = {0, 0, 0, 0};
    cairn_citation *citation;
    cn_chunk_row chunk;
    cn_meant meant;
    int rc = cn_called_meant(view, entity, &meant, err);

    *description = NULL;
    if (rc == CAIRN_OK && meant.ordinal != UINT32_MAX)
        rc = look_at_passages(view, &meant, &best, err);
    cn_called_meant_done(&meant);
    if (rc == CAIRN_OK && best.rank <= 1)
        rc = look_at_facts(view, entity, &best, err);
    if (rc < 0 || best.rank == 0)
        return rc;
    citation = cn_arena_alloc(arena, sizeof *citation);
    if (!citation)
        return cn_fail_memory(err, sizeof *citation);
    rc = cn_chunk_get(view->store, best.chunk, &chunk, err);
    if (rc == CAIRN_OK)
        rc = cn_cite_range(arena, view->store, &chunk, best.first, best.len, citation, err);
    if (rc == CAIRN_OK)
        *description = citation;
    return rc;
}
