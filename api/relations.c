/* The relations that facts have, with what is known of each. One pass over the entities for their
 * types, one over the facts; then the rules that speak of those that are listed. */
#include <stdlib.h>
#include <string.h>

#include "api/kb.h"
#include "api/rule_rows.h"
#include "base/mem.h"
#include "fusion/relation_form.h"
#include "fusion/rules_declared.h"

enum { RELATIONS_MAX = 1 << 24, TYPES = CN_TYPE_TEXT + 1, FORM_MAX = 1 << 20 };
#define NAMES_MAX ((size_t)1 << 30) /* bytes of all names */

struct counted {
    int64_t id;
    const char *name;
    uint64_t facts;
    uint32_t subjects[TYPES], objects[TYPES];
};

/* A relation that is listed: its rules are rows[first_rule .. first_rule + n_rules). */
struct listed {
    cairn_relation relation;
    size_t first_rule;
};

struct cairn_relations {
    cn_arena names;
    cn_rule_rows rows;
    struct listed *items;
    size_t n, next;
};

struct listing {
    cn_store *store;
    const cn_relation_table *table;
    cairn_relations *out;
    cn_map types;  /* entity -> cn_mention_type */
    cn_map places; /* relation -> place in counted */
    struct counted *counted;
    size_t n, cap;
    cn_ruleset learned;
};

/* ---- Counting ---------------------------------------------------------- */

static int read_types(struct listing *l, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_entity_row row;
    int rc = cn_entity_scan(l->store, &cursor, err);

    while (rc == CAIRN_OK && (rc = cn_entity_next(cursor, &row, err)) == CAIRN_ROW) {
        uint64_t *type = cn_map_put(&l->types, (uint64_t)row.id, NULL);

        rc = type ? CAIRN_OK : cn_fail_memory(err, sizeof(*type));
        if (type)
            *type = (uint64_t)row.type;
    }
    cn_cursor_free(cursor);
    return rc;
}

static int type_of(const struct listing *l, cairn_id entity)
{
    const uint64_t *type = cn_map_get(&l->types, (uint64_t)entity);

    return type && *type < TYPES ? (int)*type : CN_TYPE_OTHER;
}

static int count_fact(struct listing *l, const cn_fact_row *row, cairn_error *err)
{
    const int object = row->object ? type_of(l, row->object) : row->object_type;
    bool is_new = false;
    uint64_t *place = cn_map_put(&l->places, (uint64_t)row->relation, &is_new);
    struct counted *counted;

    if (!place)
        return cn_fail_memory(err, sizeof(*place));
    if (is_new) {
        if (!cn_grow((void **)&l->counted, &l->cap, l->n + 1, RELATIONS_MAX, sizeof(*counted)))
            return cn_fail_memory(err, l->n * sizeof(*counted));
        *place = l->n;
        l->counted[l->n++] = (struct counted){.id = row->relation};
    }
    counted = &l->counted[*place];
    counted->facts++;
    counted->subjects[type_of(l, row->subject)]++;
    counted->objects[object >= 0 && object < TYPES ? object : CN_TYPE_OTHER]++;
    return CAIRN_OK;
}

static int count_facts(struct listing *l, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    int rc = cn_fact_scan(l->store, 0, &cursor, err);

    while (rc == CAIRN_OK && (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW)
        rc = count_fact(l, &row, err);
    cn_cursor_free(cursor);
    return rc;
}

static int name_relations(struct listing *l, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < l->n; i++) {
        const char *name;

        rc = cn_relation_get(l->store, l->counted[i].id, &name, err);
        if (rc < 0)
            return rc;
        l->counted[i].name = cn_arena_strndup(&l->out->names, name, strlen(name));
        if (!l->counted[i].name)
            rc = cn_fail_memory(err, strlen(name));
    }
    return rc;
}

/* Most facts first. */
static int compare_counted(const void *a, const void *b)
{
    const struct counted *left = a, *right = b;

    if (left->facts != right->facts)
        return left->facts > right->facts ? -1 : 1;
    return strcmp(left->name, right->name);
}

/* ---- Rules ------------------------------------------------------------- */

static bool speaks_of(const cn_rule *rule, const char *name)
{
    for (size_t i = 0; i < cn_rule_length(rule); i++) {
        if (strcmp(rule->relation[i], name) == 0)
            return true;
    }
    return false;
}

static int add_rules(struct listing *l, const cn_ruleset *rules, const char *name, bool is_declared,
                     cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < rules->n; i++) {
        const cn_rule *rule = &rules->items[i];
        const int source = is_declared              ? CAIRN_RULE_DECLARED
                           : cn_rule_is_given(rule) ? CAIRN_RULE_GIVEN
                                                    : CAIRN_RULE_LEARNED;

        if (speaks_of(rule, name))
            rc = cn_rule_rows_add(&l->out->rows, rule, source, err);
    }
    return rc;
}

static int rules_of(struct listing *l, const char *name, cairn_error *err)
{
    cn_ruleset declared;
    int rc;

    cn_ruleset_init(&declared);
    rc = cn_ruleset_declared(l->table, name, &declared, err);
    if (rc == CAIRN_OK)
        rc = cn_ruleset_declared(l->table, NULL, &declared, err);
    if (rc == CAIRN_OK)
        rc = add_rules(l, &declared, name, true, err);
    if (rc == CAIRN_OK)
        rc = add_rules(l, &l->learned, name, false, err);
    cn_ruleset_done(&declared);
    return rc;
}

/* ---- The list ---------------------------------------------------------- */

static const char *best_type(const uint32_t counts[TYPES], uint64_t facts, double *share)
{
    int best = CN_TYPE_OTHER;

    for (int type = 0; type < TYPES; type++) {
        if (counts[type] > counts[best])
            best = type;
    }
    *share = facts > 0 ? (double)counts[best] / (double)facts : 0;
    return cn_type_name(best);
}

static int list_relation(struct listing *l, const struct counted *counted, cairn_error *err)
{
    struct listed *item = &l->out->items[l->out->n];
    int rc;

    *item = (struct listed){.relation = {.name = counted->name, .facts = counted->facts},
                            .first_rule = l->out->rows.n};
    item->relation.subject_type =
        best_type(counted->subjects, counted->facts, &item->relation.subject_share);
    item->relation.object_type =
        best_type(counted->objects, counted->facts, &item->relation.object_share);
    rc = rules_of(l, counted->name, err);
    item->relation.n_rules = l->out->rows.n - item->first_rule;
    l->out->n++;
    return rc;
}

static int list_all(struct listing *l, size_t limit, cairn_error *err)
{
    const size_t n = l->n < limit ? l->n : limit;
    int rc = CAIRN_OK;

    l->out->items = cn_alloc_zero(n + 1, sizeof(*l->out->items));
    if (!l->out->items)
        return cn_fail_memory(err, n * sizeof(*l->out->items));
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        rc = list_relation(l, &l->counted[i], err);
    return rc;
}

/* Keeps the one relation with that name: as written, else in its canonical form. */
static int pick_relation(struct listing *l, const char *name, cairn_error *err)
{
    const cn_relation_said said = {.surface = name, .surface_len = strlen(name)};
    bool is_swapped;
    cn_buf form;
    int rc;

    cn_buf_init(&form, FORM_MAX);
    rc = cn_relation_form(l->table, &said, &form, &is_swapped, err);
    for (int pass = 0; rc == CAIRN_OK && pass < 2; pass++) {
        const char *wanted = pass == 0 ? name : cn_buf_str(&form);

        for (size_t i = 0; i < l->n; i++) {
            if (strcmp(l->counted[i].name, wanted) == 0) {
                l->counted[0] = l->counted[i];
                l->n = 1;
                cn_buf_done(&form);
                return CAIRN_OK;
            }
        }
    }
    cn_buf_done(&form);
    return rc < 0 ? rc
                  : cn_fail(err, CAIRN_ENOTFOUND, 0, "no fact has a relation \"%.120s\"", name);
}

static int gather(struct listing *l, const char *name, size_t limit, uint64_t *all,
                  cairn_error *err)
{
    int rc = read_types(l, err);

    if (rc == CAIRN_OK)
        rc = count_facts(l, err);
    if (rc == CAIRN_OK)
        rc = name_relations(l, err);
    if (rc == CAIRN_OK)
        rc = cn_ruleset_load(&l->learned, l->store, err);
    if (rc == CAIRN_OK && name)
        rc = pick_relation(l, name, err);
    if (rc < 0)
        return rc;
    if (l->n > 1)
        qsort(l->counted, l->n, sizeof(*l->counted), compare_counted);
    if (all)
        *all = l->n;
    return list_all(l, limit, err);
}

int cairn_list_relations(cairn *kb, const char *name, size_t limit, cairn_relations **relations,
                         uint64_t *all, cairn_error *err)
{
    struct listing l = {.store = NULL};
    size_t len;
    int rc = name ? cn_check_text(name, CAIRN_QUERY_MAX, "name", &len, err) : CAIRN_OK;

    *relations = NULL;
    if (rc == CAIRN_OK)
        rc = cn_kb_relations(kb, &l.table, err);
    if (rc < 0)
        return rc;
    l.out = cn_alloc_zero(1, sizeof(*l.out));
    if (!l.out)
        return cn_fail_memory(err, sizeof(*l.out));
    cn_arena_init(&l.out->names, NAMES_MAX);
    cn_rule_rows_init(&l.out->rows);
    cn_map_init(&l.types);
    cn_map_init(&l.places);
    cn_ruleset_init(&l.learned);
    cn_mutex_lock(kb->read_mutex);
    l.store = kb->reader;
    rc = cn_store_begin_read(kb->reader, err);
    if (rc == CAIRN_OK)
        rc = gather(&l, name, limit, all, err);
    cn_kb_end_read(kb);
    cn_map_done(&l.types);
    cn_map_done(&l.places);
    cn_ruleset_done(&l.learned);
    cn_free(l.counted);
    if (rc < 0)
        cairn_relations_free(l.out);
    else
        *relations = l.out;
    return rc;
}

int cairn_relations_next(cairn_relations *relations, cairn_relation *relation)
{
    const struct listed *item;

    if (relations->next >= relations->n)
        return CAIRN_OK;
    item = &relations->items[relations->next++];
    *relation = item->relation;
    if (item->relation.n_rules > 0)
        relation->rules = relations->rows.items + item->first_rule;
    return CAIRN_ROW;
}

void cairn_relations_free(cairn_relations *relations)
{
    if (!relations)
        return;
    cn_arena_done(&relations->names);
    cn_rule_rows_done(&relations->rows);
    cn_free(relations->items);
    cn_free(relations);
}
