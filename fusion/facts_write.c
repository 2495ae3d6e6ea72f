/* Facts into the store, see facts.h: those that were made, by subject, then id; those that no
 * statement says any more go. */
#include "base/mem.h"
#include "fusion/facts.h"
#include "fusion/order.h"

enum { STATEMENTS_MAX = INT32_MAX };

/* Ids of the statements of one fact. */
typedef struct id_list {
    cairn_id *items;
    size_t cap;
} id_list;

static int list_statements(const cn_facts *facts, const cn_fact *fact, id_list *list,
                           cairn_error *err)
{
    if (!cn_grow((void **)&list->items, &list->cap, fact->n, STATEMENTS_MAX, sizeof(*list->items)))
        return cn_fail_memory(err, fact->n * sizeof(*list->items));
    for (uint32_t i = 0; i < fact->n; i++)
        list->items[i] = facts->statements[fact->first + i].statement;
    return CAIRN_OK;
}

static int tally(cn_keys *keys, uint32_t place, int object_type, cairn_error *err)
{
    int rc = cn_key_tally(keys, place, err);
    cn_key *key = &keys->items[place];

    if (rc < 0)
        return rc;
    key->facts++;
    if (object_type > CN_TYPE_OTHER && object_type <= CN_NAMED_TYPES)
        key->object_types[object_type - 1]++;
    return CAIRN_OK;
}

/* Counts what the fact gives its entities and its relation. */
static int count_fact(cn_facts *facts, const cn_fact *fact, cairn_error *err)
{
    cn_relation *relation = &facts->relations->items[fact->relation];
    int rc = tally(facts->keys, fact->subject, CN_TYPE_OTHER, err);

    relation->more++;
    if (rc == CAIRN_OK && fact->object != CN_NO_PLACE)
        rc = tally(facts->keys, fact->object, fact->object_type, err);
    return rc;
}

static int put_fact(cn_facts *facts, const cn_fact *fact, id_list *statements, cairn_error *err)
{
    const cn_keys *keys = facts->keys;
    const uint64_t *slot = cn_map_get(&facts->old_index, (uint64_t)fact->id);
    cn_fact_row row = {.id = fact->id,
                       .subject = keys->items[fact->subject].id,
                       .relation = facts->relations->items[fact->relation].id,
                       .literal = "",
                       .object_type = fact->object_type,
                       .support = fact->support,
                       .confidence = fact->confidence,
                       .belief = fact->belief,
                       .believed = true,
                       .valid = cn_buf_str(&facts->text) + fact->valid,
                       .recorded = facts->generation};
    int rc = list_statements(facts, fact, statements, err);

    if (fact->object == CN_NO_PLACE)
        row.literal = cn_name_text(keys, fact->literal);
    else
        row.object = keys->items[fact->object].id;
    if (slot) {
        row.recorded = facts->old[*slot].recorded;
        facts->old[*slot].is_made = true;
    }
    /* Made again, and what it was. */
    if (rc == CAIRN_OK && slot && !facts->delta->is_fresh &&
        facts->old[*slot].content == cn_facts_content(&row, statements->items, fact->n))
        return CAIRN_OK;
    return rc < 0 ? rc : cn_fact_put(keys->store, &row, statements->items, fact->n, err);
}

/* By subject, then id, which is how the store keeps them: the sort keeps equal ones in order. */
static void order_facts(const cn_facts *facts, cn_ordered *order)
{
    cn_ordered *scratch = order + facts->n;

    for (size_t i = 0; i < facts->n; i++)
        order[i] = (cn_ordered){facts->items[i].id, (uint32_t)i};
    cn_order(order, scratch, facts->n);
    for (size_t i = 0; i < facts->n; i++)
        order[i].id = facts->keys->items[facts->items[order[i].place].subject].id;
    cn_order(order, scratch, facts->n);
}

static int put_facts(cn_facts *facts, const cn_ordered *order, cairn_error *err)
{
    id_list statements = {.items = NULL};
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < facts->n; i++) {
        const cn_fact *fact = &facts->items[order[i].place];

        if (fact->n == 0)
            continue;
        rc = count_fact(facts, fact, err);
        if (rc == CAIRN_OK)
            rc = put_fact(facts, fact, &statements, err);
        if (rc == CAIRN_OK)
            rc = cn_pace_step(facts->pace, err);
    }
    cn_free(statements.items);
    return rc;
}

static int drop_facts(cn_facts *facts, cairn_error *err)
{
    int rc = CAIRN_OK;

    /* From scratch the table was empty. */
    for (size_t i = 0; rc == CAIRN_OK && !facts->delta->is_fresh && i < facts->n_old; i++) {
        if (!facts->old[i].is_made)
            rc = cn_fact_drop(facts->keys->store, facts->old[i].subject, facts->old[i].id, err);
    }
    return rc;
}

int cn_facts_write(cn_facts *facts, cairn_error *err)
{
    cn_ordered *order = cn_alloc_zero(facts->n + 1, 2 * sizeof(*order));
    int rc;

    if (!order)
        return cn_fail_memory(err, facts->n * 2 * sizeof(*order));
    order_facts(facts, order);
    rc = put_facts(facts, order, err);
    cn_free(order);
    return rc < 0 ? rc : drop_facts(facts, err);
}
