/* Reading facts for learning, see learn_load.h. One scan by subject; then what was kept of it is
 * sorted, so that nothing depends on the order of rows. */
#include "fusion/learn_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "fusion/values.h"

enum {
    FACTS_MAX = 1 << 30,
    DATES_MAX = 16,         /* of one subject that are compared; more are several for sure */
    VALUE_LEN_MAX = 1 << 20 /* bytes of one value in its normal form */
};

/* What a subject has, or an object. */
struct held {
    int64_t relation;
    int kind; /* place of its bit */
    uint64_t unit;
    uint64_t value;
    uint64_t detail; /* of a date */
    uint64_t support;
};

struct linked {
    int64_t subject, relation, object;
    uint64_t support;
    bool believed;
};

struct load {
    cn_learn_facts *facts;
    cn_store *store;
    cn_map places; /* relation -> its place in facts->relations */
    struct held *held;
    size_t n_held, cap_held;
    struct linked *linked;
    size_t n_linked, cap_linked;
    cn_buf scratch;
};

static int compare_ids(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_words(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_held(const void *a, const void *b)
{
    const struct held *left = a, *right = b;
    int order = compare_ids(left->relation, right->relation);

    if (order == 0)
        order = left->kind - right->kind;
    if (order == 0)
        order = compare_words(left->unit, right->unit);
    return order != 0 ? order : compare_words(left->value, right->value);
}

static int values_of(struct load *load, int64_t relation, cn_learn_values **values,
                     cairn_error *err)
{
    cn_learn_facts *facts = load->facts;
    bool is_new = false;
    uint64_t *place = cn_map_put(&load->places, (uint64_t)relation, &is_new);

    if (!place)
        return cn_fail_memory(err, sizeof(*place));
    if (is_new) {
        if (!cn_grow((void **)&facts->relations, &facts->cap_relations, facts->n_relations + 1,
                     FACTS_MAX, sizeof(**values)))
            return cn_fail_memory(err, sizeof(**values));
        *place = facts->n_relations;
        facts->relations[facts->n_relations++] = (cn_learn_values){.relation = relation};
    }
    *values = &facts->relations[*place];
    return CAIRN_OK;
}

/* ---- How many values a subject has ---- */

/* Of n dates, whether one of them lies within all others. */
static bool is_one_date(const struct held *held, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const cn_date precise = cn_date_unpack(held[i].detail);
        size_t n_agree = 0;

        for (size_t j = 0; j < n; j++) {
            const cn_date other = cn_date_unpack(held[j].detail);

            n_agree += held[j].value == held[i].value || cn_date_covers(&other, &precise);
        }
        if (n_agree == n)
            return true;
    }
    return false;
}

static void count(cn_learn_count *counts, uint64_t support, bool is_one)
{
    counts->all++;
    counts->one += is_one;
    counts->repeated += support >= 2;
    counts->agreed += support >= 2 && is_one;
}

/* held[0 .. n): one relation, kind and unit, by value. */
static int count_held(struct load *load, const struct held *held, size_t n, cairn_error *err)
{
    uint64_t support = 0;
    cn_learn_values *values;
    bool is_one = held[0].value == held[n - 1].value;
    int rc = values_of(load, held[0].relation, &values, err);

    for (size_t i = 0; i < n; i++)
        support += held[i].support;
    if (rc < 0)
        return rc;
    if (!is_one && 1 << held[0].kind == CN_VALUE_DATE && n <= DATES_MAX)
        is_one = is_one_date(held, n);
    count(&values->subjects[held[0].kind], support, is_one);
    return CAIRN_OK;
}

/* The facts of a subject are complete. */
static int end_subject(struct load *load, cairn_error *err)
{
    struct held *held = load->held;
    int rc = CAIRN_OK;

    if (load->n_held > 1)
        qsort(held, load->n_held, sizeof(*held), compare_held);
    for (size_t i = 0, end; rc == CAIRN_OK && i < load->n_held; i = end) {
        for (end = i + 1; end < load->n_held && held[end].relation == held[i].relation &&
                          held[end].kind == held[i].kind && held[end].unit == held[i].unit;
             end++)
            ;
        rc = count_held(load, held + i, end - i, err);
    }
    load->n_held = 0;
    return rc;
}

static int place_of_bit(unsigned bit)
{
    int place = 0;

    while (bit > 1) {
        bit >>= 1;
        place++;
    }
    return place;
}

static int hold_fact(struct load *load, const cn_fact_row *row, cairn_error *err)
{
    struct held held = {.relation = row->relation, .support = row->support};
    cn_value value = {.kind = CN_VALUE_ENTITY, .hash = (uint64_t)row->object};
    int rc = CAIRN_OK;

    if (row->object == 0)
        rc = cn_value_read(row->literal, strlen(row->literal), row->object_type, &load->scratch,
                           &value, err);
    if (rc < 0 || value.kind == CN_VALUE_NONE)
        return rc;
    held.kind = place_of_bit(value.kind);
    held.value = value.hash;
    held.unit = value.kind == CN_VALUE_QUANTITY ? value.detail : 0;
    held.detail = value.kind == CN_VALUE_DATE ? value.detail : 0;
    if (!cn_grow((void **)&load->held, &load->cap_held, load->n_held + 1, FACTS_MAX, sizeof(held)))
        return cn_fail_memory(err, load->n_held * sizeof(held));
    load->held[load->n_held++] = held;
    return CAIRN_OK;
}

static int link_fact(struct load *load, const cn_fact_row *row, cairn_error *err)
{
    if (row->object == 0)
        return CAIRN_OK;
    if (!cn_grow((void **)&load->linked, &load->cap_linked, load->n_linked + 1, FACTS_MAX,
                 sizeof(*load->linked)))
        return cn_fail_memory(err, load->n_linked * sizeof(*load->linked));
    load->linked[load->n_linked++] =
        (struct linked){row->subject, row->relation, row->object, row->support, row->believed};
    return CAIRN_OK;
}

static int scan_facts(struct load *load, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cairn_id subject = 0;
    cn_learn_values *values;
    cn_fact_row row;
    int rc = cn_fact_scan(load->store, 0, &cursor, err);

    while (rc == CAIRN_OK && (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = row.subject == subject ? CAIRN_OK : end_subject(load, err);
        subject = row.subject;
        if (rc == CAIRN_OK)
            rc = values_of(load, row.relation, &values, err);
        if (rc == CAIRN_OK) {
            values->facts++;
            rc = hold_fact(load, &row, err);
        }
        if (rc == CAIRN_OK)
            rc = link_fact(load, &row, err);
    }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : end_subject(load, err);
}

/* ---- How many subjects an object has ---- */

static int compare_objects(const void *a, const void *b)
{
    const struct linked *left = a, *right = b;
    int order = compare_ids(left->relation, right->relation);

    if (order == 0)
        order = compare_ids(left->object, right->object);
    return order != 0 ? order : compare_ids(left->subject, right->subject);
}

static int count_objects(struct load *load, cairn_error *err)
{
    const struct linked *linked = load->linked;
    int rc = CAIRN_OK;

    if (load->n_linked > 1)
        qsort(load->linked, load->n_linked, sizeof(*linked), compare_objects);
    for (size_t i = 0, end; rc == CAIRN_OK && i < load->n_linked; i = end) {
        uint64_t support = 0;
        cn_learn_values *values;

        for (end = i; end < load->n_linked && linked[end].relation == linked[i].relation &&
                      linked[end].object == linked[i].object;
             end++)
            support += linked[end].support;
        rc = values_of(load, linked[i].relation, &values, err);
        if (rc == CAIRN_OK)
            count(&values->objects, support, linked[i].subject == linked[end - 1].subject);
    }
    return rc;
}

/* ---- The graph ---- */

static int compare_values(const void *a, const void *b)
{
    const cn_learn_values *left = a, *right = b;

    return compare_ids(left->relation, right->relation);
}

static int compare_int64(const void *a, const void *b)
{
    const int64_t *left = a, *right = b;

    return compare_ids(*left, *right);
}

/* Entities of the believed facts, by id; the map gets their places. */
static int number_entities(struct load *load, cn_map *entities, cairn_error *err)
{
    int64_t *ids = cn_alloc(2 * load->n_linked * sizeof(*ids) + 1);
    size_t n = 0;
    int rc = CAIRN_OK;

    if (!ids)
        return cn_fail_memory(err, load->n_linked * sizeof(*ids));
    for (size_t i = 0; i < load->n_linked; i++) {
        if (!load->linked[i].believed)
            continue;
        ids[n++] = load->linked[i].subject;
        ids[n++] = load->linked[i].object;
    }
    if (n > 1)
        qsort(ids, n, sizeof(*ids), compare_int64);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        bool is_new = false;
        uint64_t *place = cn_map_put(entities, (uint64_t)ids[i], &is_new);

        if (!place)
            rc = cn_fail_memory(err, n);
        else if (is_new)
            *place = entities->n - 1;
    }
    cn_free(ids);
    return rc;
}

/* Sorts relations by id and says anew where each is. */
static int number_relations(struct load *load, cairn_error *err)
{
    cn_learn_facts *facts = load->facts;

    if (facts->n_relations > 1)
        qsort(facts->relations, facts->n_relations, sizeof(*facts->relations), compare_values);
    for (size_t i = 0; i < facts->n_relations; i++) {
        uint64_t *place = cn_map_put(&load->places, (uint64_t)facts->relations[i].relation, NULL);

        if (!place)
            return cn_fail_memory(err, sizeof(*place));
        *place = i;
    }
    return CAIRN_OK;
}

static int name_relations(struct load *load, cn_arena *texts, cairn_error *err)
{
    cn_learn_facts *facts = load->facts;
    const char **names = cn_alloc_zero(facts->n_relations + 1, sizeof(*names));
    int rc = names ? CAIRN_OK : cn_fail_memory(err, facts->n_relations);

    facts->graph.names = names;
    for (size_t i = 0; rc == CAIRN_OK && i < facts->n_relations; i++) {
        const char *name;

        rc = cn_relation_get(load->store, facts->relations[i].relation, &name, err);
        if (rc == CAIRN_OK && !(names[i] = cn_arena_strndup(texts, name, strlen(name))))
            rc = cn_fail_memory(err, strlen(name));
    }
    return rc;
}

static int build_graph(struct load *load, cn_arena *texts, cairn_error *err)
{
    cn_learn_graph *graph = &load->facts->graph;
    cn_learn_triple *triples = NULL;
    cn_map entities;
    size_t n = 0;
    int rc;

    cn_map_init(&entities);
    rc = number_entities(load, &entities, err);
    if (rc == CAIRN_OK)
        rc = number_relations(load, err);
    if (rc == CAIRN_OK && !(triples = cn_alloc(load->n_linked * sizeof(*triples) + 1)))
        rc = cn_fail_memory(err, load->n_linked * sizeof(*triples));
    for (size_t i = 0; rc == CAIRN_OK && i < load->n_linked; i++) {
        const struct linked *linked = &load->linked[i];

        if (linked->believed)
            triples[n++] =
                (cn_learn_triple){(uint32_t)*cn_map_get(&entities, (uint64_t)linked->subject),
                                  (uint32_t)*cn_map_get(&load->places, (uint64_t)linked->relation),
                                  (uint32_t)*cn_map_get(&entities, (uint64_t)linked->object)};
    }
    if (rc == CAIRN_OK)
        rc = cn_learn_graph_build(graph, triples, n, (uint32_t)entities.n,
                                  (uint32_t)load->facts->n_relations, err);
    if (rc == CAIRN_OK)
        rc = name_relations(load, texts, err);
    cn_map_done(&entities);
    return rc;
}

int cn_learn_load(cn_learn_facts *facts, cn_store *store, cn_arena *texts, cairn_error *err)
{
    struct load load = {.facts = facts, .store = store};
    int rc;

    *facts = (cn_learn_facts){.relations = NULL};
    cn_map_init(&load.places);
    cn_buf_init(&load.scratch, VALUE_LEN_MAX);
    rc = scan_facts(&load, err);
    if (rc == CAIRN_OK)
        rc = count_objects(&load, err);
    if (rc == CAIRN_OK)
        rc = build_graph(&load, texts, err);
    cn_map_done(&load.places);
    cn_buf_done(&load.scratch);
    cn_free(load.held);
    cn_free(load.linked);
    return rc;
}

void cn_learn_facts_done(cn_learn_facts *facts)
{
    cn_free(facts->relations);
    cn_learn_graph_done(&facts->graph);
    facts->relations = NULL;
}
