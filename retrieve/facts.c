/* Answers of a step from facts, see facts.h.
 *
 * Facts that join two entities are met on the snapshot, those with a literal in the store; only
 * what fits what is asked is read. */
#include "retrieve/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "retrieve/facts_kin.h"
#include "retrieve/facts_parents.h"
#include "retrieve/facts_span.h"
#include "retrieve/facts_support.h"
#include "retrieve/facts_value.h"
#include "retrieve/facts_wants.h"

enum {
    BETWEEN_MAX = 4,     /* parents of whom a grandparent is a parent */
    ABOUT_MAX = 8,       /* entities that a step is about */
    EDGES_MAX = 1 << 16, /* facts between entities, of each of them */
    LITERALS_MAX = 512,  /* facts with a literal, of each of them */
    CITED_MAX = 16,      /* values whose sentences are read */
    MET_MAX = 256,       /* facts that fit, of all: the best */
};

typedef struct about {
    uint32_t entity;
    double weight;
    size_t name; /* of the step; SIZE_MAX: an answer it needs */
} about;

typedef struct finding {
    const cn_view *view;
    const cn_question *question;
    const cn_step *step;
    cn_fact_names names;
    cn_fact_fits fits;
    about about[ABOUT_MAX];
    size_t n_about;
    cn_met_fact met[MET_MAX];
    size_t n_met;
    cn_value *values; /* n_met */
    bool *is_believed;
    size_t n_values;
} finding;

/* ---- What the step is about ------------------------------------------------------------------ */

static void add_about(finding *f, uint32_t entity, double weight, size_t name)
{
    for (size_t i = 0; i < f->n_about; i++)
        if (f->about[i].entity == entity) {
            f->about[i].weight = weight > f->about[i].weight ? weight : f->about[i].weight;
            return;
        }
    if (f->n_about < ABOUT_MAX)
        f->about[f->n_about++] = (about){entity, weight, name};
}

static void add_name(finding *f, const cn_fact_name *name, size_t number)
{
    for (uint32_t i = 0; i < name->n_entities; i++)
        add_about(f, name->entities[i], (double)name->weights[i], number);
}

static void find_about(finding *f, const cn_value *bound, size_t n_bound)
{
    for (size_t i = 0; i < n_bound; i++) {
        cn_fact_name name;

        if (bound[i].entity < f->view->snapshot->n_entities) {
            add_about(f, bound[i].entity, 1, SIZE_MAX);
            continue;
        }
        cn_fact_name_mean(&name, f->view->snapshot, bound[i].key);
        add_name(f, &name, SIZE_MAX);
    }
    for (size_t i = 0; n_bound == 0 && i < f->names.n; i++)
        add_name(f, &f->names.items[i], i);
}

/* ---- Facts that fit -------------------------------------------------------------------------- */

static double worth(const cn_met_fact *met)
{
    return met->fit * met->weight;
}

/* When there is no room, the least goes. */
static void add_met(finding *f, const cn_met_fact *met)
{
    size_t least = 0;

    if (f->n_met < MET_MAX) {
        f->met[f->n_met++] = *met;
        return;
    }
    for (size_t i = 1; i < MET_MAX; i++)
        if (worth(&f->met[i]) < worth(&f->met[least]))
            least = i;
    if (worth(met) > worth(&f->met[least]))
        f->met[least] = *met;
}

static int meet_edges(finding *f, const about *from, cairn_error *err)
{
    const cn_snapshot *snapshot = f->view->snapshot;
    const uint64_t first = snapshot->fact_offsets[from->entity];
    uint64_t end = snapshot->fact_offsets[from->entity + 1];
    int rc = CAIRN_OK;

    end = end - first > EDGES_MAX ? first + EDGES_MAX : end;
    for (uint64_t i = first; rc == CAIRN_OK && i < end; i++) {
        const cn_snap_fact *edge = &snapshot->facts[i];
        const uint32_t subject = edge->inverse ? edge->entity : from->entity;
        cn_met_fact met = {.subject = snapshot->entity_ids[subject],
                           .id = edge->fact,
                           .is_inverse = edge->inverse != 0,
                           .weight = from->weight,
                           .name = from->name};

        rc = cn_fact_fit(&f->fits, edge->relation, met.is_inverse, &met.fit, err);
        if (rc == CAIRN_OK && met.fit > 0)
            add_met(f, &met);
    }
    return rc;
}

static int meet_literals(finding *f, const about *from, cairn_error *err)
{
    const cairn_id subject = f->view->snapshot->entity_ids[from->entity];
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    int rc = cn_fact_scan_literals(f->view->store, subject, LITERALS_MAX, &cursor, err);

    while (rc >= 0 && (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW) {
        cn_met_fact met = {
            .subject = subject, .id = row.id, .weight = from->weight, .name = from->name};

        if (cn_fact_type_fit(f->step->asked, row.object_type) <= 0)
            continue;
        rc = cn_fact_fit(&f->fits, row.relation, false, &met.fit, err);
        if (rc == CAIRN_OK && met.fit > 0)
            add_met(f, &met);
    }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

/* ---- Values ---------------------------------------------------------------------------------- */

static bool is_about(const finding *f, const cn_value *value)
{
    for (size_t i = 0; i < f->n_about; i++)
        if (value->entity == f->about[i].entity)
            return true;
    return false;
}

static bool is_same(const cn_value *a, const cn_value *b)
{
    if (a->entity != UINT32_MAX && b->entity != UINT32_MAX)
        return a->entity == b->entity;
    if (a->key != 0 && b->key != 0)
        return a->key == b->key;
    return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

/* The better of two facts with one value; what is believed comes before what is not. */
static bool is_better(const cn_value *a, bool a_believed, const cn_value *b, bool b_believed)
{
    if (a_believed != b_believed)
        return a_believed;
    if (a->score > b->score || a->score < b->score)
        return a->score > b->score;
    return a->fact < b->fact;
}

static void add_value(finding *f, const cn_value *value, bool is_believed)
{
    size_t at = 0;

    while (at < f->n_values && !is_same(&f->values[at], value))
        at++;
    if (at < f->n_values && !is_better(value, is_believed, &f->values[at], f->is_believed[at]))
        return;
    f->values[at] = *value;
    f->is_believed[at] = is_believed;
    f->n_values += at == f->n_values;
}

static int read_values(finding *f, cn_arena *arena, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < f->n_met; i++) {
        cn_value value;
        bool is_believed;

        rc = cn_fact_value(f->view, f->question, f->step->asked, &f->met[i], arena, &value,
                           &is_believed, err);
        if (rc == CAIRN_OK && value.score > 0 && value.len > 0 && !is_about(f, &value))
            add_value(f, &value, is_believed);
    }
    return rc;
}

static const cn_met_fact *met_of(const finding *f, cairn_id fact)
{
    for (size_t i = 0; i < f->n_met; i++)
        if (f->met[i].id == fact)
            return &f->met[i];
    return NULL;
}

/* ---- Parents --------------------------------------------------------------------------------- */

static int fill_parent(const finding *f, cn_value *value, cn_arena *arena, cn_parent *parent,
                       cairn_error *err)
{
    const cn_met_fact *met = met_of(f, value->fact);
    cn_fact_row row;
    cn_chunk_row chunk;
    int rc = cn_fact_get(f->view->store, met->subject, met->id, &row, err);

    if (rc == CAIRN_OK)
        rc = cn_fact_cite(f->view, &row, value, err);
    if (rc == CAIRN_OK && value->chunk != 0)
        rc = cn_chunk_get(f->view->store, value->chunk, &chunk, err);
    if (rc < 0)
        return rc;
    *parent = (cn_parent){
        .name = value->text, .name_len = value->len, .sentence = "", .chunk = value->chunk};
    if (value->chunk == 0 || value->first + value->n > chunk.text_len)
        return CAIRN_OK;
    parent->first = value->first;
    parent->sentence_len = value->n;
    parent->sentence = cn_arena_strndup(arena, chunk.text + value->first, value->n);
    return parent->sentence ? CAIRN_OK : cn_fail_memory(err, value->n);
}

/* "father" is asked for, "child of" is said: which of them it is. */
static int judge_parents(finding *f, cn_arena *arena, cairn_error *err)
{
    cn_parent parents[CN_PARENTS_MAX] = {0};
    cn_value *values[CN_PARENTS_MAX];
    double mother[CN_PARENTS_MAX];
    size_t n = 0;
    int rc = CAIRN_OK;

    if (f->fits.wants_father == f->fits.wants_mother)
        return CAIRN_OK;
    for (size_t i = 0; rc == CAIRN_OK && i < f->n_values && n < CN_PARENTS_MAX; i++) {
        const cn_met_fact *met = met_of(f, f->values[i].fact);

        if (met->is_inverse || met->fit > CN_FIT_IMPLIED)
            continue;
        values[n] = &f->values[i];
        rc = fill_parent(f, values[n], arena, &parents[n], err);
        n++;
    }
    if (rc == CAIRN_OK)
        cn_parents_judge(parents, n, mother);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        values[i]->score *= f->fits.wants_mother ? mother[i] : 1 - mother[i];
    return rc;
}

/* By insertion: best first, in the order of facts where equal. */
static void sort_values(finding *f)
{
    for (size_t i = 1; i < f->n_values; i++) {
        const cn_value value = f->values[i];
        const bool is_believed = f->is_believed[i];
        size_t at = i;

        for (; at > 0 && is_better(&value, is_believed, &f->values[at - 1], f->is_believed[at - 1]);
             at--) {
            f->values[at] = f->values[at - 1];
            f->is_believed[at] = f->is_believed[at - 1];
        }
        f->values[at] = value;
        f->is_believed[at] = is_believed;
    }
}

/* ---- Citing --------------------------------------------------------------------------------- */

/* Who asks for a country does not want the town too. */
static bool joins_places(const finding *f)
{
    return f->step->asked == CN_ASKED_PLACE && !f->fits.wants_country;
}

static int cite_value(finding *f, cn_arena *arena, cn_value *value, cairn_error *err)
{
    const cn_met_fact *met = met_of(f, value->fact);
    cn_fact_row row;
    cn_chunk_row chunk;
    int rc = cn_fact_get(f->view->store, met->subject, met->id, &row, err);

    if (rc == CAIRN_OK)
        rc = cn_fact_cite(f->view, &row, value, err);
    if (rc == CAIRN_OK)
        rc = cn_fact_conflict(f->view, &row, &value->conflict, err);
    if (rc == CAIRN_OK && value->chunk != 0)
        rc = cn_chunk_get(f->view->store, value->chunk, &chunk, err);
    if (rc < 0 || value->chunk == 0 || value->first + value->n > chunk.text_len)
        return rc;
    rc = cn_fact_support(&f->fits, met->name, chunk.text + value->first, value->n, &value->score,
                         err);
    if (rc == CAIRN_OK)
        rc = cn_fact_span_complete(f->view, chunk.text + value->first, value->n, joins_places(f),
                                   f->values, f->n_values, arena, value, err);
    return rc;
}

/* ---- The whole ------------------------------------------------------------------------------- */

static int meet_facts(finding *f, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < f->n_about; i++) {
        rc = meet_edges(f, &f->about[i], err);
        if (rc == CAIRN_OK)
            rc = meet_literals(f, &f->about[i], err);
    }
    return rc;
}

/* The shorter name ends the longer one: "Vermont" of "Sharon, Vermont", "Lisk" of "Ada Lisk". */
static bool is_end_of(const cn_value *shorter, const cn_value *longer)
{
    const size_t at = longer->len - shorter->len;

    return longer->len > shorter->len + 1 && longer->text[at - 1] == ' ' &&
           memcmp(longer->text + at, shorter->text, shorter->len) == 0;
}

/* What says more goes before what says less, and is as sure. */
static void join_names(const finding *f, cn_value *out)
{
    for (size_t i = 1; i < f->n_values; i++) {
        const cn_value value = out[i];
        size_t at = 0;

        while (at < i && !is_end_of(&out[at], &value))
            at++;
        if (at == i)
            continue;
        memmove(&out[at + 1], &out[at], (i - at) * sizeof *out);
        out[at] = value;
        out[at].score = out[at + 1].score > value.score ? out[at + 1].score : value.score;
    }
}

static int find_values(finding *f, cn_arena *arena, cn_value *out, size_t max, size_t *n,
                       cairn_error *err)
{
    int rc = meet_facts(f, err);

    if (rc < 0)
        return rc;
    f->values = cn_alloc_zero(f->n_met + 1, sizeof *f->values);
    f->is_believed = cn_alloc_zero(f->n_met + 1, sizeof *f->is_believed);
    if (!f->values || !f->is_believed)
        return cn_fail_memory(err, f->n_met * sizeof *f->values);
    rc = read_values(f, arena, err);
    if (rc == CAIRN_OK)
        rc = judge_parents(f, arena, err);
    sort_values(f);
    f->n_values = f->n_values < CITED_MAX || f->n_values < max
                      ? f->n_values
                      : (max > CITED_MAX ? max : CITED_MAX);
    for (size_t i = 0; rc == CAIRN_OK && i < f->n_values; i++)
        rc = cite_value(f, arena, &f->values[i], err);
    if (rc < 0)
        return rc;
    sort_values(f);
    if (f->step->asked == CN_ASKED_PERSON || joins_places(f))
        join_names(f, f->values);
    *n = f->n_values < max ? f->n_values : max;
    memcpy(out, f->values, *n * sizeof *out);
    return rc;
}

static finding *new_finding(const cn_view *view, const cn_question *question, unsigned step,
                            cairn_error *err)
{
    finding *f = cn_alloc_zero(1, sizeof *f);

    if (!f) {
        cn_fail_memory(err, sizeof *f);
        return NULL;
    }
    f->view = view;
    f->question = question;
    f->step = &question->plan.steps[step];
    cn_fact_names_find(&f->names, view, question, step);
    return f;
}

static void free_finding(finding *f)
{
    if (!f)
        return;
    cn_fact_fits_done(&f->fits);
    cn_free(f->values);
    cn_free(f->is_believed);
    cn_free(f);
}

/* Forgets what was found, but not what the step is about. */
static void restart(finding *f)
{
    cn_fact_fits_done(&f->fits);
    cn_free(f->values);
    cn_free(f->is_believed);
    f->values = NULL;
    f->is_believed = NULL;
    f->n_met = f->n_values = 0;
}

/* ---- Kin by two relations -------------------------------------------------------------------- */

static int find_hop(finding *f, const char *relation, cn_arena *arena, cn_value *out, size_t max,
                    size_t *n, cairn_error *err)
{
    cn_fact_phrase phrase = {.len = strlen(relation), .behind = 1, .before = 0.1F};
    bool is_known;
    int rc;

    memcpy(phrase.text, relation, phrase.len + 1);
    cn_fact_fits_init_bare(&f->fits, f->view);
    rc = cn_fact_wants_ask(&f->fits, CN_ASKED_PERSON, &phrase, &is_known, err);
    return rc < 0 ? rc : find_values(f, arena, out, max, n, err);
}

/* The fact of the value is one of the thing between: its subject, or its object. */
static bool leads_to(const finding *f, const cn_value *between, const cn_value *value)
{
    const cn_snapshot *snapshot = f->view->snapshot;
    const cairn_id id = snapshot->entity_ids[between->entity];
    cn_fact_row row;

    if (cn_fact_get(f->view->store, id, value->fact, &row, NULL) == CAIRN_OK)
        return true;
    return value->entity < snapshot->n_entities &&
           cn_fact_get(f->view->store, snapshot->entity_ids[value->entity], value->fact, &row,
                       NULL) == CAIRN_OK &&
           row.object == id;
}

static void cite_way(const finding *f, const cn_value *between, size_t n_between, cn_value *value)
{
    for (size_t i = 0; i < n_between && value->via == 0; i++)
        if (between[i].entity < f->view->snapshot->n_entities && leads_to(f, &between[i], value)) {
            value->via = between[i].chunk;
            value->via_first = between[i].first;
            value->via_n = between[i].n;
        }
}

/* The father of the mother: both facts are cited, and count in the score. What cannot show the
 * first one is no answer. */
static int find_kin(finding *f, unsigned step, const cn_kin *kin, cn_arena *arena, cn_value *out,
                    size_t max, size_t *n, cairn_error *err)
{
    cn_value between[BETWEEN_MAX];
    size_t n_between = 0;
    finding *second = new_finding(f->view, f->question, step, err);
    int rc = second ? find_hop(f, kin->first, arena, between, BETWEEN_MAX, &n_between, err)
                    : CAIRN_ENOMEM;

    for (size_t i = 0; rc == CAIRN_OK && i < n_between; i++)
        if (between[i].entity < f->view->snapshot->n_entities &&
            2 * between[i].score >= between[0].score)
            add_about(second, between[i].entity, between[i].score, SIZE_MAX);
    if (rc == CAIRN_OK && second->n_about > 0)
        rc = find_hop(second, kin->second, arena, out, max, n, err);
    for (size_t i = 0, n_found = rc == CAIRN_OK ? *n : 0; i < n_found; i++) {
        cite_way(f, between, n_between, &out[i]);
        *n = i == 0 ? 0 : *n;
        if (out[i].via != 0)
            out[(*n)++] = out[i];
    }
    free_finding(second);
    return rc;
}

/* Keeps what is sure enough, in its order. */
static size_t drop_unsure(cn_value *values, size_t n, double least)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        if (values[i].score >= least)
            values[kept++] = values[i];
    return kept;
}

int cn_facts_find(const cn_view *view, const cn_question *question, unsigned step,
                  const cn_value *bound, size_t n_bound, cn_arena *arena, cn_value *out, size_t max,
                  size_t *n, cairn_error *err)
{
    const cn_kin *kin;
    finding *f;
    int rc = CAIRN_OK;

    *n = 0;
    if (step >= question->plan.n_steps || max == 0 ||
        view->settings->values[CN_SET_USE_FACTS] < 0.5)
        return CAIRN_OK;
    f = new_finding(view, question, step, err);
    if (!f)
        return CAIRN_ENOMEM;
    find_about(f, bound, n_bound);
    kin = f->n_about > 0 ? cn_kin_find(question, step) : NULL;
    if (kin && view->relate)
        rc = find_kin(f, step, kin, arena, out, max, n, err);
    if (rc == CAIRN_OK && *n == 0 && f->n_about > 0) {
        restart(f);
        rc = cn_fact_fits_init(&f->fits, view, question, step, &f->names, err);
        if (rc == CAIRN_OK)
            rc = find_values(f, arena, out, max, n, err);
    }
    free_finding(f);
    *n = rc < 0 ? 0 : drop_unsure(out, *n, view->settings->values[CN_SET_FACTS_LEAST]);
    return rc;
}
