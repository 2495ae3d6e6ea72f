/* Facts that follow, see infer.h. What rules propose is gathered as drafts, the surest for each
 * relation and other end; the surest drafts are then held against what is stated. */
#include "fusion/infer.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "fusion/infer_node.h"
#include "fusion/values.h"

enum {
    NODES_MAX = 256, /* entities whose facts one question looks at */
    DRAFTS_MAX = 1 << 16,
    STATED_MAX = 10000, /* facts of one subject and relation that are compared with a draft */
};
static const size_t TEXTS_MAX = (size_t)64 << 20; /* bytes of what is found */

struct cn_infer {
    cn_infer_rules rules;
};

/* half(entity, other), not said yet. */
struct draft {
    uint32_t half;
    uint32_t n_edges, n_rules;
    cairn_id other;
    const char *relation;
    double confidence;
    int kind;
    uint32_t rules[CN_INFER_RULES];
    cn_infer_edge edges[CN_INFER_DEPTH]; /* premises in their order */
};

struct asking {
    cn_infer *infer;
    cn_store *store;
    const cn_infer_options *options;
    cn_inferences *found;
    cairn_id entity;
    cn_map node_places; /* entity -> place in nodes */
    cn_infer_node *nodes[NODES_MAX];
    size_t n_nodes;
    cn_map draft_places; /* half and other end -> place in drafts */
    struct draft *drafts;
    size_t n_drafts, cap_drafts;
};

/* ---- Entities around ---- */

/* *node NULL: there have been too many. */
static int node_of(struct asking *a, cairn_id entity, const cn_infer_node **node, cairn_error *err)
{
    const uint64_t *known = cn_map_get(&a->node_places, (uint64_t)entity);
    cn_infer_node *made;
    uint64_t *place;
    int rc;

    *node = known ? a->nodes[*known] : NULL;
    if (known)
        return CAIRN_OK;
    if (a->n_nodes == NODES_MAX) {
        a->found->is_cut = true;
        return CAIRN_OK;
    }
    place = cn_map_put(&a->node_places, (uint64_t)entity, NULL);
    made = place ? cn_alloc_zero(1, sizeof(*made)) : NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    *place = a->n_nodes;
    a->nodes[a->n_nodes++] = made;
    rc = cn_infer_node_load(made, &a->infer->rules, a->store, entity, err);
    a->found->is_cut = a->found->is_cut || made->is_cut;
    *node = made;
    return rc;
}

/* ---- Drafts ---- */

/* Rules of the edges in their order, then the one that joined them; each once. */
static void gather_rules(struct draft *draft, uint32_t last)
{
    uint32_t all[CN_INFER_DEPTH * CN_INFER_EDGE_RULES + 1], n = 0;

    for (uint32_t i = 0; i < draft->n_edges; i++) {
        for (uint32_t j = 0; j < draft->edges[i].n_rules; j++)
            all[n++] = draft->edges[i].rules[j];
    }
    if (last != CN_INFER_NONE)
        all[n++] = last;
    draft->n_rules = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool is_known = false;

        for (uint32_t j = 0; j < draft->n_rules; j++)
            is_known = is_known || draft->rules[j] == all[i];
        if (!is_known && draft->n_rules < CN_INFER_RULES)
            draft->rules[draft->n_rules++] = all[i];
    }
}

/* As for edges, see infer_node.h. */
static bool is_better(const cn_infer_rules *rules, const struct draft *a, const struct draft *b)
{
    if (a->confidence != b->confidence)
        return a->confidence > b->confidence;
    if (a->n_edges != b->n_edges)
        return a->n_edges < b->n_edges;
    if (a->n_rules != b->n_rules)
        return a->n_rules < b->n_rules;
    for (uint32_t i = 0; i < a->n_edges; i++) {
        if (a->edges[i].fact != b->edges[i].fact)
            return a->edges[i].fact < b->edges[i].fact;
    }
    for (uint32_t i = 0; i < a->n_rules; i++) {
        const int order = strcmp(rules->rules[a->rules[i]].text, rules->rules[b->rules[i]].text);

        if (order != 0)
            return order < 0;
    }
    return false;
}

static int put_draft(struct asking *a, struct draft *draft, uint32_t rule, cairn_error *err)
{
    bool is_new = false;
    uint64_t *place;

    if (draft->other == a->entity || draft->confidence < a->options->min_confidence ||
        (!a->options->as_object && draft->half & 1))
        return CAIRN_OK;
    if (a->n_drafts == DRAFTS_MAX) {
        a->found->is_cut = true;
        return CAIRN_OK;
    }
    gather_rules(draft, rule);
    draft->relation = a->infer->rules.relations[draft->half / 2].name;
    draft->kind = a->infer->rules.rules[draft->rules[draft->n_rules - 1]].kind;
    place = cn_map_put(&a->draft_places, cn_hash_mix((uint64_t)draft->other, draft->half), &is_new);
    if (!place ||
        !cn_grow((void **)&a->drafts, &a->cap_drafts, a->n_drafts + 1, DRAFTS_MAX, sizeof(*draft)))
        return cn_fail_memory(err, sizeof(*draft));
    if (is_new) {
        *place = a->n_drafts;
        a->drafts[a->n_drafts++] = *draft;
    } else if (is_better(&a->infer->rules, draft, &a->drafts[*place])) {
        a->drafts[*place] = *draft;
    }
    return CAIRN_OK;
}

/* What one fact says by rules with a body of one. */
static int draft_edges(struct asking *a, const cn_infer_node *node, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < node->n; i++) {
        const cn_infer_edge *edge = &node->edges[i];
        struct draft draft = {.half = edge->half,
                              .n_edges = 1,
                              .other = edge->other,
                              .confidence = edge->confidence,
                              .edges = {*edge}};

        if (edge->n_rules > 0)
            rc = put_draft(a, &draft, CN_INFER_NONE, err);
    }
    return rc;
}

static int draft_pair(struct asking *a, const cn_infer_edge *first, const cn_infer_horn *horn,
                      cairn_error *err)
{
    const cn_infer_node *between;
    const cn_infer_edge *second;
    size_t n = 0;
    int rc = node_of(a, first->other, &between, err);

    if (rc < 0 || !between)
        return rc;
    second = cn_infer_node_edges(between, horn->body[1], &n);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        struct draft draft = {.half = horn->head,
                              .n_edges = 2,
                              .other = second[i].other,
                              .confidence =
                                  first->confidence * second[i].confidence * horn->confidence,
                              .edges = {*first, second[i]}};

        rc = put_draft(a, &draft, horn->rule, err);
    }
    return rc;
}

/* Rules with a body of two. */
static int draft_pairs(struct asking *a, const cn_infer_node *node, cairn_error *err)
{
    const cn_infer_rules *rules = &a->infer->rules;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < node->n; i++) {
        const uint32_t half = node->edges[i].half;
        uint32_t at = rules->relations[half / 2].first[half & 1];

        for (; rc == CAIRN_OK && at != CN_INFER_NONE; at = rules->horns[at].next) {
            /* Loading an entity may add rules: take a copy. */
            const cn_infer_horn horn = rules->horns[at];

            if (horn.body[1] != CN_INFER_NONE &&
                node->edges[i].confidence * horn.confidence >= a->options->min_confidence)
                rc = draft_pair(a, &node->edges[i], &horn, err);
        }
    }
    return rc;
}

/* ---- Transitive relations ---- */

struct chain {
    struct draft *items; /* one for each entity reached, in that order */
    size_t n;
    cn_map reached;
    uint32_t half, rule;
    bool has_circle;
};

static const char *name_of(struct asking *a, cairn_id entity, int *rc, cairn_error *err)
{
    cn_entity_row row;
    const char *name = NULL;

    if (*rc < 0)
        return NULL;
    *rc = cn_entity_get(a->store, entity, &row, err);
    if (*rc == CAIRN_OK && !(name = cn_arena_strndup(&a->found->texts, row.name, strlen(row.name))))
        *rc = cn_fail_memory(err, strlen(row.name));
    return name;
}

/* "Leeds located in Yorkshire" */
static int tell_fact(struct asking *a, const cn_infer_edge *edge, cn_buf *out, cairn_error *err)
{
    int rc = CAIRN_OK;
    const char *subject = name_of(a, edge->subject, &rc, err);
    const char *object = name_of(a, edge->object, &rc, err);

    if (rc == CAIRN_OK)
        cn_buf_printf(out, "%s %s %s", subject, a->infer->rules.relations[edge->relation].name,
                      object);
    return rc;
}

static const char *keep_text(struct asking *a, const cn_buf *text, int *rc, cairn_error *err)
{
    const char *kept = *rc < 0 || text->status < 0
                           ? NULL
                           : cn_arena_strndup(&a->found->texts, cn_buf_str(text), text->len);

    if (!kept && *rc == CAIRN_OK)
        *rc = cn_fail_memory(err, text->len);
    return kept;
}

/* The chain came back to where it began. */
static int note_circle(struct asking *a, struct chain *chain, const struct draft *from,
                       const cn_infer_edge *last, cairn_error *err)
{
    int rc = CAIRN_OK;
    cn_buf text;

    if (chain->has_circle || a->found->n_notes == CN_INFER_NOTES || chain->half & 1)
        return CAIRN_OK;
    chain->has_circle = true;
    cn_buf_init(&text, TEXTS_MAX);
    for (uint32_t i = 0; rc == CAIRN_OK && i < from->n_edges; i++) {
        rc = tell_fact(a, &from->edges[i], &text, err);
        cn_buf_add_str(&text, "; ");
    }
    if (rc == CAIRN_OK)
        rc = tell_fact(a, last, &text, err);
    cn_buf_add_str(&text, ": a circle, which is not followed further");
    a->found->notes[a->found->n_notes] = keep_text(a, &text, &rc, err);
    a->found->n_notes += rc == CAIRN_OK;
    cn_buf_done(&text);
    return rc;
}

static int reach(struct asking *a, struct chain *chain, const struct draft *from,
                 const cn_infer_edge *edge, cairn_error *err)
{
    const double rule = from->n_edges > 0 ? a->infer->rules.rules[chain->rule].confidence : 1;
    struct draft *draft;
    bool is_new = false;

    if (edge->other == a->entity)
        return note_circle(a, chain, from, edge, err);
    if (!cn_map_put(&chain->reached, (uint64_t)edge->other, &is_new))
        return cn_fail_memory(err, sizeof(*edge));
    if (!is_new || chain->n == CN_INFER_REACHED) {
        a->found->is_cut = a->found->is_cut || is_new;
        return CAIRN_OK;
    }
    draft = &chain->items[chain->n++];
    *draft = *from;
    draft->edges[draft->n_edges++] = *edge;
    draft->other = edge->other;
    draft->confidence *= edge->confidence * rule;
    return draft->n_edges > 1 ? put_draft(a, draft, chain->rule, err) : CAIRN_OK;
}

/* Follows one edge. Two that are each in the other are a mistake somewhere: neither is followed. */
static int step(struct asking *a, struct chain *chain, const struct draft *from,
                const cn_infer_node *node, const cn_infer_edge *edge, cairn_error *err)
{
    const cn_infer_edge *back = cn_infer_node_edge(node, chain->half ^ 1, edge->other);
    const struct draft there = {.n_edges = 1, .edges = {*edge}};

    if (!back)
        return reach(a, chain, from, edge, err);
    return from->n_edges == 0 ? note_circle(a, chain, &there, back, err) : CAIRN_OK;
}

/* Breadth first, so that the shortest proof is found. */
static int follow(struct asking *a, struct chain *chain, cairn_error *err)
{
    const struct draft start = {.half = chain->half, .other = a->entity, .confidence = 1};
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i <= chain->n; i++) {
        const struct draft *from = i == 0 ? &start : &chain->items[i - 1];
        const cn_infer_edge *edges;
        const cn_infer_node *node;
        size_t n = 0;

        /* One more edge than there is room for may still close a circle, but proves nothing. */
        if (from->n_edges == CN_INFER_DEPTH || from->confidence < a->options->min_confidence)
            continue;
        rc = node_of(a, from->other, &node, err);
        edges = rc == CAIRN_OK && node ? cn_infer_node_edges(node, chain->half, &n) : NULL;
        for (size_t j = 0; rc == CAIRN_OK && j < n; j++)
            rc = step(a, chain, from, node, &edges[j], err);
    }
    return rc;
}

static int draft_chain(struct asking *a, uint32_t half, cairn_error *err)
{
    struct chain chain = {.half = half, .rule = a->infer->rules.relations[half / 2].transitive};
    int rc;

    chain.items = cn_alloc(CN_INFER_REACHED * sizeof(*chain.items));
    if (!chain.items)
        return cn_fail_memory(err, CN_INFER_REACHED * sizeof(*chain.items));
    cn_map_init(&chain.reached);
    rc = follow(a, &chain, err);
    cn_map_done(&chain.reached);
    cn_free(chain.items);
    return rc;
}

static int draft_chains(struct asking *a, const cn_infer_node *node, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < node->n; i++) {
        const uint32_t half = node->edges[i].half;

        if ((i == 0 || node->edges[i - 1].half != half) &&
            a->infer->rules.relations[half / 2].transitive != CN_INFER_NONE)
            rc = draft_chain(a, half, err);
    }
    return rc;
}

/* ---- What is stated already ---- */

static cairn_id subject_of(const struct asking *a, const struct draft *draft)
{
    return draft->half & 1 ? draft->other : a->entity;
}

static cairn_id object_of(const struct asking *a, const struct draft *draft)
{
    return draft->half & 1 ? a->entity : draft->other;
}

/* *refused: the fact is stated, or its subject has another value already. */
static int compare_stated(struct asking *a, const struct draft *draft, bool *refused,
                          cairn_error *err)
{
    const cn_infer_relation *relation = &a->infer->rules.relations[draft->half / 2];
    const cairn_id object = object_of(a, draft);
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    size_t n = 0;
    int rc = cn_fact_scan_subject(a->store, subject_of(a, draft), relation->id, &cursor, err);

    *refused = false;
    while (rc == CAIRN_OK && !*refused && n++ < STATED_MAX &&
           (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = CAIRN_OK;
        *refused = row.object == object || (relation->has_one_value && row.object != 0 &&
                                            row.believed && row.closed_by == 0);
    }
    cn_cursor_free(cursor);
    return rc;
}

/* The same for an object with one subject. */
static int compare_subjects(struct asking *a, const struct draft *draft, bool *refused,
                            cairn_error *err)
{
    const cn_infer_relation *relation = &a->infer->rules.relations[draft->half / 2];
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    size_t n = 0;
    int rc;

    if (!relation->has_one_subject)
        return CAIRN_OK;
    rc = cn_fact_scan_object(a->store, object_of(a, draft), &cursor, err);
    while (rc == CAIRN_OK && !*refused && n++ < STATED_MAX &&
           (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = CAIRN_OK;
        *refused = row.relation == relation->id && row.believed && row.closed_by == 0;
    }
    cn_cursor_free(cursor);
    return rc;
}

/* Whether a surer one of those given already says otherwise. */
static bool contradicts_given(const struct asking *a, const struct draft *draft)
{
    const cn_infer_relation *relation = &a->infer->rules.relations[draft->half / 2];

    for (size_t i = 0; i < a->found->n; i++) {
        const cn_inferred *other = &a->found->items[i];

        if (other->relation == relation->id &&
            ((relation->has_one_value && other->subject == subject_of(a, draft)) ||
             (relation->has_one_subject && other->object == object_of(a, draft))))
            return true;
    }
    return false;
}

/* ---- Out ---- */

static int write_proof(struct asking *a, const struct draft *draft, cn_inferred *out,
                       cairn_error *err)
{
    const cn_infer_rules *rules = &a->infer->rules;
    int rc = CAIRN_OK;
    cn_buf text;

    cn_buf_init(&text, TEXTS_MAX);
    for (uint32_t i = 0; rc == CAIRN_OK && i < draft->n_edges; i++) {
        /* From the subject to the object of what follows. */
        const cn_infer_edge *edge = &draft->edges[draft->half & 1 ? draft->n_edges - 1 - i : i];

        out->premises[out->n_premises++] = (cn_premise){edge->subject, edge->fact};
        rc = tell_fact(a, edge, &text, err);
        cn_buf_add_str(&text, "; ");
    }
    for (uint32_t i = 0; rc == CAIRN_OK && i < draft->n_rules; i++) {
        const char *rule = rules->rules[draft->rules[i]].text;

        cn_buf_printf(&text, "%s%s", i > 0 ? "; " : "", rule);
        out->rules[out->n_rules] = cn_arena_strndup(&a->found->texts, rule, strlen(rule));
        if (!out->rules[out->n_rules++])
            rc = cn_fail_memory(err, strlen(rule));
    }
    out->proof = keep_text(a, &text, &rc, err);
    cn_buf_done(&text);
    return rc;
}

static int give(struct asking *a, const struct draft *draft, cairn_error *err)
{
    const cn_infer_relation *relation = &a->infer->rules.relations[draft->half / 2];
    cn_inferred out = {.subject = subject_of(a, draft),
                       .object = object_of(a, draft),
                       .relation = relation->id,
                       .confidence = draft->confidence,
                       .kind = draft->kind};
    int rc = CAIRN_OK;

    out.subject_name = name_of(a, out.subject, &rc, err);
    out.object_name = name_of(a, out.object, &rc, err);
    out.relation_name = cn_arena_strndup(&a->found->texts, relation->name, strlen(relation->name));
    if (rc == CAIRN_OK && !out.relation_name)
        rc = cn_fail_memory(err, strlen(relation->name));
    if (rc == CAIRN_OK)
        rc = write_proof(a, draft, &out, err);
    if (rc == CAIRN_OK && !cn_grow((void **)&a->found->items, &a->found->cap, a->found->n + 1,
                                   DRAFTS_MAX, sizeof(out)))
        rc = cn_fail_memory(err, sizeof(out));
    if (rc == CAIRN_OK)
        a->found->items[a->found->n++] = out;
    return rc;
}

/* The surest first; of equals the one with fewer premises, then by what they say. */
static int compare_drafts(const void *a, const void *b)
{
    const struct draft *left = a, *right = b;

    if (left->confidence != right->confidence)
        return left->confidence > right->confidence ? -1 : 1;
    if (left->n_edges != right->n_edges)
        return left->n_edges < right->n_edges ? -1 : 1;
    if (strcmp(left->relation, right->relation) != 0)
        return strcmp(left->relation, right->relation);
    if ((left->half & 1) != (right->half & 1))
        return left->half & 1 ? 1 : -1;
    return left->other < right->other ? -1 : left->other > right->other;
}

/* One stated fact from its other side. */
static bool only_turns(const struct draft *draft)
{
    return draft->n_edges == 1 && draft->n_rules == 1 && draft->kind == CN_LEARNED_INVERSE;
}

static int give_best(struct asking *a, cairn_error *err)
{
    int rc = CAIRN_OK;

    if (a->n_drafts > 1)
        qsort(a->drafts, a->n_drafts, sizeof(*a->drafts), compare_drafts);
    for (size_t i = 0; rc == CAIRN_OK && i < a->n_drafts; i++) {
        const struct draft *draft = &a->drafts[i];
        bool refused = false;

        if (a->found->n >= a->options->limit) {
            a->found->is_cut = true;
            return CAIRN_OK;
        }
        if ((!a->options->with_inverse && only_turns(draft)) || contradicts_given(a, draft))
            continue;
        rc = compare_stated(a, draft, &refused, err);
        if (rc == CAIRN_OK && !refused)
            rc = compare_subjects(a, draft, &refused, err);
        if (rc == CAIRN_OK && !refused)
            rc = give(a, draft, err);
    }
    return rc;
}

static int ask(struct asking *a, cairn_error *err)
{
    const cn_infer_node *node = NULL;
    cn_entity_row row;
    int rc = cn_entity_get(a->store, a->entity, &row, err);

    if (rc == CAIRN_OK)
        rc = node_of(a, a->entity, &node, err);
    if (rc == CAIRN_OK)
        rc = draft_edges(a, node, err);
    if (rc == CAIRN_OK)
        rc = draft_chains(a, node, err);
    if (rc == CAIRN_OK)
        rc = draft_pairs(a, node, err);
    return rc < 0 ? rc : give_best(a, err);
}

int cn_infer_entity(cn_infer *infer, cn_store *store, cairn_id entity,
                    const cn_infer_options *options, cn_inferences *found, cairn_error *err)
{
    struct asking *a = cn_alloc_zero(1, sizeof(*a));
    int rc;

    if (!a)
        return cn_fail_memory(err, sizeof(*a));
    a->infer = infer;
    a->store = store;
    a->options = options;
    a->found = found;
    a->entity = entity;
    cn_map_init(&a->node_places);
    cn_map_init(&a->draft_places);
    rc = ask(a, err);
    for (size_t i = 0; i < a->n_nodes; i++) {
        cn_infer_node_done(a->nodes[i]);
        cn_free(a->nodes[i]);
    }
    cn_map_done(&a->node_places);
    cn_map_done(&a->draft_places);
    cn_free(a->drafts);
    cn_free(a);
    return rc;
}

/* ---- Life ---- */

int cn_infer_new(cn_infer **infer, cn_store *store, const cn_relation_table *table,
                 cairn_error *err)
{
    cn_infer *made = cn_alloc_zero(1, sizeof(*made));
    int rc;

    *infer = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    rc = cn_infer_rules_init(&made->rules, store, table, err);
    if (rc < 0)
        cn_infer_free(made);
    else
        *infer = made;
    return rc;
}

void cn_infer_free(cn_infer *infer)
{
    if (!infer)
        return;
    cn_infer_rules_done(&infer->rules);
    cn_free(infer);
}

void cn_inferences_init(cn_inferences *found)
{
    *found = (cn_inferences){.items = NULL};
    cn_arena_init(&found->texts, TEXTS_MAX);
}

void cn_inferences_done(cn_inferences *found)
{
    cn_free(found->items);
    cn_arena_done(&found->texts);
}
