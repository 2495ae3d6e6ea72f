/* The documents that come and go, see delta.h. */
#include "fusion/delta.h"

#include "base/mem.h"
#include "fusion/origin.h"
#include "fusion/similarity.h"

static const size_t DOCUMENTS_MAX = INT32_MAX;

void cn_delta_init(cn_delta *delta, bool is_fresh)
{
    *delta = (cn_delta){.is_fresh = is_fresh};
}

void cn_delta_done(cn_delta *delta)
{
    cn_free(delta->arriving);
    cn_free(delta->leaving);
}

static int add_document(cairn_id **items, size_t *n, size_t *cap, cairn_id document,
                        cairn_error *err)
{
    if (!cn_grow((void **)items, cap, *n + 1, DOCUMENTS_MAX, sizeof(**items)))
        return cn_fail_memory(err, (*n + 1) * sizeof(**items));
    (*items)[(*n)++] = document;
    return CAIRN_OK;
}

int cn_delta_load(cn_delta *delta, cn_store *store, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cairn_id document;
    int state;
    int rc;

    if (delta->is_fresh)
        return CAIRN_OK;
    rc = cn_unsettled_scan(store, &cursor, err);
    while (rc >= 0 && (rc = cn_unsettled_next(cursor, &document, &state, err)) == CAIRN_ROW) {
        if (state == CN_DOCUMENT_LEAVING)
            rc = add_document(&delta->leaving, &delta->n_leaving, &delta->cap_leaving, document,
                              err);
        else
            rc = add_document(&delta->arriving, &delta->n_arriving, &delta->cap_arriving, document,
                              err);
    }
    cn_cursor_free(cursor);
    return rc;
}

bool cn_delta_is_leaving(const cn_delta *delta, cairn_id document)
{
    size_t low = 0, high = delta->n_leaving;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (delta->leaving[middle] < document)
            low = middle + 1;
        else
            high = middle;
    }
    return low < delta->n_leaving && delta->leaving[low] == document;
}

bool cn_stated_is_asserted(const cn_statement_row *row)
{
    const unsigned unsure = CN_STATED_NEGATED | CN_STATED_POSSIBLE | CN_STATED_CONDITIONAL |
                            CN_STATED_QUESTION | CN_STATED_FUTURE;

    return (row->flags & unsure) == 0;
}

/* ---- Counting ---- */

enum {
    LEADS_MAX = 64,      /* mentions at the beginning of a document that are looked at */
    LEAD_FIRST_MAX = 16, /* bytes before one of them */
    TITLES_MAX = 8
};

/* Where the rows of the documents at hand are counted. */
typedef struct counting {
    cn_keys *keys;
    cn_relations *relations;
    cn_leaving_fn leaving;
    void *user;
    cn_pace *pace;
    int sign;
    cairn_id document;                             /* whose mentions are at hand */
    uint32_t titles[TITLES_MAX], leads[LEADS_MAX]; /* names */
    size_t n_titles, n_leads;
    cn_former *former;
} counting;

/* "Ada, also known as Addie": the two keys may mean the same. */
static int count_alias(counting *count, uint32_t one, uint32_t other, cairn_error *err)
{
    cn_keys *keys = count->keys;
    const uint32_t a = keys->names[one].key, b = keys->names[other].key;
    int rc;

    if (a == CN_NO_PLACE || b == CN_NO_PLACE || a == b)
        return CAIRN_OK;
    rc = cn_key_touch(keys, a, err);
    if (rc == CAIRN_OK)
        rc = cn_key_touch(keys, b, err);
    if (rc < 0)
        return rc;
    keys->items[a].is_stated_alias = keys->items[b].is_stated_alias = true;
    return cn_stated_alias_add(keys->store, keys->items[a].id, keys->items[b].id, count->sign, err);
}

static int read_form(counting *count, uint32_t name, cn_name_form *form, cairn_error *err)
{
    return cn_name_form_read(count->former, cn_name_text(count->keys, name),
                             count->keys->names[name].len, form, err);
}

/* A document that begins with its title in other words says that the two are one. */
static int count_leads(counting *count, cairn_error *err)
{
    cn_name_form title, lead;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < count->n_titles; i++) {
        rc = read_form(count, count->titles[i], &title, err);
        for (size_t j = 0; rc == CAIRN_OK && j < count->n_leads; j++) {
            rc = read_form(count, count->leads[j], &lead, err);
            if (rc == CAIRN_OK && cn_names_lead(&title, &lead))
                rc = count_alias(count, count->titles[i], count->leads[j], err);
        }
    }
    count->n_titles = count->n_leads = 0;
    return rc;
}

static void add_distinct(uint32_t *items, size_t *n, size_t max, uint32_t name)
{
    for (size_t i = 0; i < *n; i++) {
        if (items[i] == name)
            return;
    }
    if (*n < max)
        items[(*n)++] = name;
}

/* Titles come before what the text mentions, and its first chunk before the others. */
static void note_lead(counting *count, const cn_mention_row *row, uint32_t name)
{
    const bool is_first =
        row->id % (INT64_C(1) << (CN_CHUNK_BITS + CN_MENTION_BITS)) < 1 << CN_MENTION_BITS;

    if (row->role == CN_ROLE_TITLE)
        add_distinct(count->titles, &count->n_titles, TITLES_MAX, name);
    else if (is_first && row->len > 0 &&
             (row->first <= LEAD_FIRST_MAX || row->role == CN_ROLE_TERM))
        add_distinct(count->leads, &count->n_leads, LEADS_MAX, name);
}

static int count_mention(counting *count, const cn_mention_row *row, cairn_error *err)
{
    cn_counts more = {.uses = 1};
    uint32_t name;
    int rc = cn_keys_name(count->keys, row->name, "mention", &name, err);

    if (rc == CAIRN_OK && cn_chunk_document(cn_mention_chunk(row->id)) != count->document) {
        rc = count_leads(count, err);
        count->document = cn_chunk_document(cn_mention_chunk(row->id));
    }
    if (rc < 0)
        return rc;
    if (!CN_TYPE_IS_LITERAL(row->type)) {
        more.named = 1;
        more.mentions = 1;
        more.titles = row->role == CN_ROLE_TITLE;
        more.about = row->role != CN_ROLE_MENTION;
        if (row->type > CN_TYPE_OTHER)
            more.types[row->type - 1] = 1;
        note_lead(count, row, name);
    }
    rc = cn_name_count(count->keys, name, &more, count->sign, err);
    return rc < 0 ? rc : cn_pace_step(count->pace, err);
}

static int count_relation(counting *count, const cn_statement_row *row, cairn_error *err)
{
    uint32_t place;
    int rc = cn_relations_use(count->relations, row->relation, count->sign, &place, err);

    if (rc == CAIRN_OK && row->normal != 0)
        rc = cn_relations_use(count->relations, row->normal, count->sign, &place, err);
    return rc;
}

static int count_statement(counting *count, const cn_statement_row *row, cairn_error *err)
{
    const bool is_asserted = cn_stated_is_asserted(row);
    const cn_counts as_subject = {.uses = 1, .named = is_asserted};
    const cn_counts as_object = {.uses = 1,
                                 .named = is_asserted && !CN_TYPE_IS_LITERAL(row->object_type)};
    uint32_t subject, object = 0, form;
    bool is_swapped;
    int rc = cn_keys_name(count->keys, row->subject, "statement", &subject, err);

    if (rc == CAIRN_OK)
        rc = cn_keys_name(count->keys, row->object, "statement", &object, err);
    if (rc == CAIRN_OK)
        rc = count_relation(count, row, err);
    if (rc == CAIRN_OK)
        rc = cn_name_count(count->keys, subject, &as_subject, count->sign, err);
    if (rc == CAIRN_OK)
        rc = cn_name_count(count->keys, object, &as_object, count->sign, err);
    if (rc == CAIRN_OK && is_asserted) {
        rc = cn_relations_form(count->relations, row, &form, &is_swapped, err);
        if (rc == CAIRN_OK && count->relations->items[form].is_alias)
            rc = count_alias(count, subject, object, err);
    }
    return rc < 0 ? rc : cn_pace_step(count->pace, err);
}

/* ---- Documents ---- */

static int count_mentions(counting *count, cn_cursor *cursor, cairn_error *err)
{
    cn_mention_row row;
    int rc;

    while ((rc = cn_mention_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = count_mention(count, &row, err);
        if (rc < 0)
            return rc;
    }
    return rc < 0 ? rc : count_leads(count, err);
}

static int count_statements(counting *count, cn_cursor *cursor, cairn_error *err)
{
    cn_statement_row row;
    int rc;

    while ((rc = cn_statement_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = count_statement(count, &row, err);
        if (rc == CAIRN_OK && count->sign < 0)
            rc = count->leaving(count->user, &row, err);
        if (rc < 0)
            return rc;
    }
    return rc;
}

static int put_origin(cn_store *store, const cn_document_row *row, cairn_error *err)
{
    cn_origin_row origin;
    int rc = cn_origin_of_document(row, &origin, err);

    return rc < 0 ? rc : cn_origin_put(store, &origin, err);
}

static int count_document(counting *count, cairn_id document, cairn_error *err)
{
    cn_store *store = count->keys->store;
    cn_cursor *cursor = NULL;
    cn_document_row row;
    int rc;

    rc = cn_mention_scan_document(store, document, &cursor, err);
    if (rc == CAIRN_OK)
        rc = count_mentions(count, cursor, err);
    cn_cursor_free(cursor);
    cursor = NULL;
    if (rc == CAIRN_OK)
        rc = cn_statement_scan_document(store, document, &cursor, err);
    if (rc == CAIRN_OK)
        rc = count_statements(count, cursor, err);
    cn_cursor_free(cursor);
    if (rc < 0 || count->sign < 0)
        return rc < 0 ? rc : cn_origin_drop(store, document, err);
    rc = cn_document_get(store, document, &row, err);
    return rc < 0 ? rc : put_origin(store, &row, err);
}

static int count_all_origins(cn_store *store, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_document_row row;
    int rc = cn_document_scan(store, &cursor, err);

    while (rc >= 0 && (rc = cn_document_next(cursor, &row, err)) == CAIRN_ROW)
        rc = put_origin(store, &row, err);
    cn_cursor_free(cursor);
    return rc;
}

static int count_all(counting *count, cairn_error *err)
{
    cn_store *store = count->keys->store;
    cn_cursor *cursor = NULL;
    int rc = cn_mention_scan(store, &cursor, err);

    if (rc == CAIRN_OK)
        rc = count_mentions(count, cursor, err);
    cn_cursor_free(cursor);
    cursor = NULL;
    if (rc == CAIRN_OK)
        rc = cn_statement_scan(store, &cursor, err);
    if (rc == CAIRN_OK)
        rc = count_statements(count, cursor, err);
    cn_cursor_free(cursor);
    return rc < 0 ? rc : count_all_origins(store, err);
}

int cn_delta_count(const cn_delta *delta, cn_keys *keys, cn_relations *relations,
                   cn_leaving_fn leaving, void *user, cn_pace *pace, cairn_error *err)
{
    counting count = {.keys = keys,
                      .relations = relations,
                      .leaving = leaving,
                      .user = user,
                      .pace = pace,
                      .sign = -1};
    int rc = cn_former_new(&count.former, err);

    for (size_t i = 0; rc == CAIRN_OK && i < delta->n_leaving; i++)
        rc = count_document(&count, delta->leaving[i], err);
    count.sign = 1;
    if (rc == CAIRN_OK && delta->is_fresh)
        rc = count_all(&count, err);
    for (size_t i = 0; rc == CAIRN_OK && i < delta->n_arriving; i++)
        rc = count_document(&count, delta->arriving[i], err);
    cn_former_free(count.former);
    return rc;
}
