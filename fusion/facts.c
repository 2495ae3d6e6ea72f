/* Statements -> facts, see facts.h.
 *
 * The belief in a fact without a rival is a noisy-or over its documents (Pearl 1988): each is an
 * independent chance c to be right, so what is left to doubt is the product of 1 - c. At most
 * BELIEF_MAX, since copies are not independent. The product is summed as whole numbers, logs in
 * units of 2^-LOG_BITS: a sum of doubles would depend on the order of arrival in its last bits. */
#include "fusion/facts.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "fusion/order.h"

enum { PLACES_MAX = INT32_MAX, LITERAL_MAX = 1 << 30, LOG_BITS = 32 };
static const double BELIEF_MAX = 0.99;

/* What a text does not say of the world as it is; such statements stay raw. */
static const unsigned NOT_ASSERTED = CN_STATED_NEGATED | CN_STATED_POSSIBLE |
                                     CN_STATED_CONDITIONAL | CN_STATED_QUESTION | CN_STATED_FUTURE;
/* What somebody in the text says, the text does not vouch for. */
static const double REPORTED_SHARE = 0.7;

void cn_facts_init(cn_facts *facts)
{
    *facts = (cn_facts){.items = NULL};
    cn_map_init(&facts->index);
}

void cn_facts_done(cn_facts *facts)
{
    cn_free(facts->items);
    cn_free(facts->statements);
    cn_map_done(&facts->index);
}

/* The entity that a name in a statement means: of an alias with one target the target. The fact
 * gives it a row even if nobody mentions it. NULL: the name has no words. */
static cn_draft *find_entity(cn_entities *entities, uint32_t place)
{
    cn_name *name = &entities->names[place];
    cn_draft *draft;

    if (name->draft == CN_NO_PLACE)
        return NULL;
    name->is_named = true;
    draft = &entities->drafts[name->draft];
    return draft->n_targets == 1 ? &entities->drafts[draft->target] : draft;
}

static int read_literal(const cn_entities *entities, uint32_t name, int type, cn_buf *scratch,
                        cn_fact *fact, uint64_t *hash, cairn_error *err)
{
    cn_value value;
    int rc = cn_value_read(cn_name_text(entities, name), entities->names[name].len, type, scratch,
                           &value, err);

    fact->literal = name;
    fact->kind = (uint8_t)value.kind;
    fact->detail = value.detail;
    *hash = value.hash;
    return rc;
}

static void read_entity(cn_fact *fact, cn_draft *object, int type)
{
    fact->object = object->key;
    fact->kind = CN_VALUE_ENTITY;
    object->is_stated = true;
    if (type != CN_TYPE_OTHER && (object->stated_type == 0 || type < object->stated_type))
        object->stated_type = (uint8_t)type;
}

static cairn_id fact_id(int64_t subject, int64_t relation, uint64_t object, uint8_t kind)
{
    uint64_t hash = cn_hash_mix((uint64_t)subject, (uint64_t)relation);

    hash = cn_hash_mix(cn_hash_mix(hash, object), kind) & INT64_MAX;
    return hash ? (cairn_id)hash : 1;
}

/* Subject, relation, object of a statement as names and a place; checks that they are there. */
static int find_parts(cn_entities *entities, cn_relations *relations, const cn_statement_row *row,
                      uint32_t *subject, uint32_t *relation, uint32_t *object, cairn_error *err)
{
    int rc = cn_entities_name(entities, row->subject, "statement", subject, err);

    if (rc == CAIRN_OK && row->normal != 0) /* kept, though facts do not carry it */
        rc = cn_relations_find(relations, row->normal, relation, err);

    if (rc == CAIRN_OK)
        rc = cn_entities_name(entities, row->object, "statement", object, err);
    if (rc == CAIRN_OK)
        rc = cn_relations_find(relations, row->relation, relation, err);
    return rc;
}

/* The fact a statement states, without its counts; kind NONE when it states none. */
static int read_fact(cn_entities *entities, cn_relations *relations, const cn_statement_row *row,
                     cn_buf *scratch, cn_fact *fact, cairn_error *err)
{
    uint32_t subject, object;
    cn_draft *of, *what;
    uint64_t hash = 0;
    int rc;

    *fact = (cn_fact){.literal = CN_NO_PLACE, .last = CN_NO_PLACE, .believed = true};
    rc = find_parts(entities, relations, row, &subject, &fact->relation, &object, err);
    if (rc < 0 || row->flags & NOT_ASSERTED)
        return rc;
    of = find_entity(entities, subject);
    if (!of)
        return CAIRN_OK;
    if (CN_TYPE_IS_LITERAL(row->object_type)) {
        rc = read_literal(entities, object, row->object_type, scratch, fact, &hash, err);
    } else if ((what = find_entity(entities, object)) != NULL) {
        read_entity(fact, what, row->object_type);
        hash = (uint64_t)what->key;
    }
    if (rc < 0 || fact->kind == CN_VALUE_NONE)
        return rc;
    of->is_stated = true;
    fact->subject = of->key;
    fact->object_type = (uint8_t)row->object_type;
    fact->id = fact_id(of->key, relations->items[fact->relation].normal, hash, fact->kind);
    return CAIRN_OK;
}

/* Moves the best confidence of the document at hand into the sum. */
static void close_document(cn_fact *fact)
{
    double confidence = fact->document_confidence;

    /* Past BELIEF_MAX a single document would weigh more than any number of others. */
    if (confidence > BELIEF_MAX)
        confidence = BELIEF_MAX;
    if (confidence > 0)
        fact->log_doubt += llround(ldexp(log1p(-confidence), LOG_BITS));
    fact->document_confidence = 0;
}

static cairn_id document_of(cairn_id statement)
{
    return cn_chunk_document(cn_mention_chunk(statement));
}

static void merge_surface(const cn_entities *entities, cn_fact *fact, const cn_fact *said)
{
    if (said->object_type != CN_TYPE_OTHER &&
        (fact->object_type == CN_TYPE_OTHER || said->object_type < fact->object_type))
        fact->object_type = said->object_type;
    if (fact->literal != said->literal && fact->literal != CN_NO_PLACE &&
        strcmp(cn_name_text(entities, said->literal), cn_name_text(entities, fact->literal)) < 0)
        fact->literal = said->literal;
}

/* Adds a statement to its fact. */
static int add_statement(cn_facts *facts, uint32_t place, const cn_statement_row *row,
                         cairn_error *err)
{
    cn_fact *fact = &facts->items[place];
    uint32_t stated = (uint32_t)facts->n_statements;

    if (!cn_grow((void **)&facts->statements, &facts->cap_statements, facts->n_statements + 1,
                 PLACES_MAX, sizeof(*facts->statements)))
        return cn_fail_memory(err, sizeof(*facts->statements));
    facts->statements[facts->n_statements++] = (cn_stated){row->id, CN_NO_PLACE};
    if (fact->last == CN_NO_PLACE) {
        fact->first = stated;
        fact->support = 1;
    } else {
        cn_stated *last = &facts->statements[fact->last];

        last->next = stated;
        if (document_of(last->statement) != document_of(row->id)) {
            fact->support++;
            close_document(fact);
        }
    }
    fact->last = stated;
    if (row->confidence > fact->confidence)
        fact->confidence = row->confidence;
    if (row->confidence > fact->document_confidence)
        fact->document_confidence = row->confidence;
    return CAIRN_OK;
}

static int add_fact(cn_facts *facts, const cn_entities *entities, const cn_fact *said,
                    const cn_statement_row *row, cairn_error *err)
{
    bool is_new;
    uint64_t *place = cn_map_put(&facts->index, (uint64_t)said->id, &is_new);

    if (!place)
        return cn_fail_memory(err, sizeof(*place));
    if (is_new) {
        if (!cn_grow((void **)&facts->items, &facts->cap, facts->n + 1, PLACES_MAX,
                     sizeof(*facts->items)))
            return cn_fail_memory(err, sizeof(*facts->items));
        *place = facts->n;
        facts->items[facts->n++] = *said;
    } else {
        merge_surface(entities, &facts->items[*place], said);
    }
    return add_statement(facts, (uint32_t)*place, row, err);
}

static int load_statements(cn_facts *facts, cn_entities *entities, cn_relations *relations,
                           cn_store *store, cn_pace *pace, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_statement_row row;
    cn_fact said;
    cn_buf scratch;
    int rc;

    cn_buf_init(&scratch, LITERAL_MAX);
    rc = cn_statement_scan(store, &cursor, err);
    if (rc < 0)
        goto out;
    while ((rc = cn_statement_next(cursor, &row, err)) == CAIRN_ROW) {
        if (row.flags & CN_STATED_REPORTED)
            row.confidence *= REPORTED_SHARE;
        rc = read_fact(entities, relations, &row, &scratch, &said, err);
        if (rc == CAIRN_OK && said.kind != CN_VALUE_NONE)
            rc = add_fact(facts, entities, &said, &row, err);
        if (rc == CAIRN_OK)
            rc = cn_pace_step(pace, err);
        if (rc < 0)
            goto out;
    }
out:
    cn_cursor_free(cursor);
    cn_buf_done(&scratch);
    return rc;
}

int cn_facts_load(cn_facts *facts, cn_entities *entities, cn_relations *relations, cn_store *store,
                  cn_pace *pace, cairn_error *err)
{
    int rc = load_statements(facts, entities, relations, store, pace, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < facts->n; i++) {
        cn_fact *fact = &facts->items[i];

        close_document(fact);
        fact->belief = -expm1(ldexp((double)fact->log_doubt, -LOG_BITS));
        if (fact->belief > BELIEF_MAX)
            fact->belief = BELIEF_MAX;
        cn_relations_use(relations, fact->relation);
    }
    return CAIRN_OK;
}

/* Ids of the statements of one fact. */
typedef struct id_list {
    cairn_id *items;
    size_t n, cap;
} id_list;

/* They ascend, because statements were read by id. */
static int list_statements(const cn_facts *facts, const cn_fact *fact, id_list *list,
                           cairn_error *err)
{
    list->n = 0;
    for (uint32_t i = fact->first; i != CN_NO_PLACE; i = facts->statements[i].next) {
        if (!cn_grow((void **)&list->items, &list->cap, list->n + 1, PLACES_MAX,
                     sizeof(*list->items)))
            return cn_fail_memory(err, list->n * sizeof(*list->items));
        list->items[list->n++] = facts->statements[i].statement;
    }
    return CAIRN_OK;
}

static int put_fact(const cn_fact *fact, const id_list *statements, const cn_entities *entities,
                    const cn_relations *relations, cn_store *store, cairn_error *err)
{
    cn_fact_row row = {.id = fact->id,
                       .subject = fact->subject,
                       .relation = relations->items[fact->relation].normal,
                       .object = fact->object,
                       .literal = "",
                       .object_type = fact->object_type,
                       .support = fact->support,
                       .confidence = fact->confidence,
                       .belief = fact->belief,
                       .believed = fact->believed};

    if (fact->object == 0)
        row.literal = cn_name_text(entities, fact->literal);
    return cn_fact_put(store, &row, statements->items, statements->n, err);
}

static int put_facts(const cn_facts *facts, const cn_ordered *order, const cn_entities *entities,
                     const cn_relations *relations, cn_store *store, cn_pace *pace,
                     cairn_error *err)
{
    id_list statements = {.items = NULL};
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < facts->n; i++) {
        const cn_fact *fact = &facts->items[order[i].place];

        rc = list_statements(facts, fact, &statements, err);
        if (rc == CAIRN_OK)
            rc = put_fact(fact, &statements, entities, relations, store, err);
        if (rc == CAIRN_OK)
            rc = cn_pace_step(pace, err);
    }
    cn_free(statements.items);
    return rc;
}

/* By subject, then id, which is how the store keeps them: the sort keeps equal ones in order. */
static void order_facts(const cn_facts *facts, cn_ordered *order)
{
    for (size_t i = 0; i < facts->n; i++)
        order[i] = (cn_ordered){facts->items[i].id, (uint32_t)i};
    cn_order(order, order + facts->n, facts->n);
    for (size_t i = 0; i < facts->n; i++)
        order[i].id = facts->items[order[i].place].subject;
    cn_order(order, order + facts->n, facts->n);
}

int cn_facts_write(const cn_facts *facts, const cn_entities *entities,
                   const cn_relations *relations, cn_store *store, cn_pace *pace, cairn_error *err)
{
    cn_ordered *order = cn_alloc_zero(facts->n, 2 * sizeof(*order));
    int rc;

    if (!order)
        return cn_fail_memory(err, facts->n * 2 * sizeof(*order));
    order_facts(facts, order);
    rc = put_facts(facts, order, entities, relations, store, pace, err);
    cn_free(order);
    return rc;
}
