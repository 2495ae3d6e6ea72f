/* Conflicts, see conflicts.h.
 *
 * Facts compete within a class: one subject, one relation, one kind of value (and unit): a place
 * and a year of birth do not contradict each other. In a class, a fact that says the same as
 * another less precisely ("1815" of "10 December 1815", "London" of "London, England") is no rival:
 * it counts for each fact it covers, and is believed when one of these is. The most precise facts
 * are the rivals. */
#include "fusion/conflicts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
    /* A name with more birth dates than this is shared by many people, which is no conflict;
     * also bounds the comparison of pairs. */
    RIVALS_MAX = 256,
    LABELS_MAX = 1 << 30 /* bytes of folded texts of one class */
};
static const size_t PLACES_MAX = INT32_MAX;

/* A fact of a relation with one value. */
typedef struct contender {
    int64_t subject, relation;
    cairn_id fact;
    uint64_t unit;  /* of a quantity, else 0 */
    uint32_t place; /* in facts */
    uint8_t kind;
} contender;

typedef struct finder {
    cn_conflicts *conflicts;
    cn_facts *facts;
    const cn_entities *entities;
    const cn_relations *relations;
    cn_resolve_fn resolve;
    contender *contenders; /* by subject, relation, class, fact */
    size_t n, cap;
    cairn_id *documents; /* scratch of count_documents() */
    size_t cap_documents;
    cn_buf labels;                      /* folded texts of the class at hand, NUL between */
    size_t label_at[RIVALS_MAX];        /* where each starts */
    cn_claim claims[RIVALS_MAX];        /* of the class at hand */
    size_t claim_of[RIVALS_MAX];        /* contender -> claim it goes with */
    const contender *rival[RIVALS_MAX]; /* claim -> contender */
} finder;

void cn_conflicts_init(cn_conflicts *conflicts)
{
    *conflicts = (cn_conflicts){.items = NULL};
}

void cn_conflicts_done(cn_conflicts *conflicts)
{
    cn_free(conflicts->items);
}

static int compare_contenders(const void *a, const void *b)
{
    const contender *x = a;
    const contender *y = b;

    if (x->subject != y->subject)
        return x->subject < y->subject ? -1 : 1;
    if (x->relation != y->relation)
        return x->relation < y->relation ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return (x->fact > y->fact) - (x->fact < y->fact);
}

static int gather_contenders(finder *find, cairn_error *err)
{
    for (size_t i = 0; i < find->facts->n; i++) {
        const cn_fact *fact = &find->facts->items[i];
        const cn_relation *relation = &find->relations->items[fact->relation];

        if ((relation->one_value & fact->kind) == 0)
            continue;
        if (!cn_grow((void **)&find->contenders, &find->cap, find->n + 1, PLACES_MAX,
                     sizeof(*find->contenders)))
            return cn_fail_memory(err, sizeof(*find->contenders));
        find->contenders[find->n++] =
            (contender){.subject = fact->subject,
                        .relation = relation->normal,
                        .fact = fact->id,
                        .unit = fact->kind == CN_VALUE_QUANTITY ? fact->detail : 0,
                        .place = (uint32_t)i,
                        .kind = fact->kind};
    }
    if (find->n > 1)
        qsort(find->contenders, find->n, sizeof(*find->contenders), compare_contenders);
    return CAIRN_OK;
}

static uint32_t name_of_object(const finder *find, const cn_fact *fact)
{
    if (fact->object == 0)
        return fact->literal;
    return find->entities->drafts[cn_entities_find(find->entities, fact->object)].name;
}

/* Folds the texts of the class, so that they can be compared. Dates and quantities have none. */
static int read_labels(finder *find, const contender *class, size_t n, cairn_error *err)
{
    cn_buf_clear(&find->labels);
    if (class->kind != CN_VALUE_ENTITY && class->kind != CN_VALUE_TEXT)
        return CAIRN_OK;
    for (size_t i = 0; i < n; i++) {
        uint32_t name = name_of_object(find, &find->facts->items[class[i].place]);
        int rc;

        find->label_at[i] = find->labels.len;
        rc = cn_utf8_fold(cn_name_text(find->entities, name), find->entities->names[name].len,
                          &find->labels, err);
        if (rc < 0)
            return rc;
        cn_buf_add_char(&find->labels, '\0');
    }
    return find->labels.status < 0 ? cn_fail_memory(err, find->labels.len) : CAIRN_OK;
}

/* "london" covers "london, england" and "london (city)". */
static bool label_covers(const char *vague, const char *precise)
{
    size_t len = strlen(vague);

    return strncmp(vague, precise, len) == 0 &&
           (precise[len] == ',' || strncmp(precise + len, " (", 2) == 0);
}

/* class[a] says the same as class[b], less precisely. A strict order: it has no cycles. */
static bool covers(const finder *find, const contender *class, size_t a, size_t b)
{
    const char *labels = cn_buf_str(&find->labels);

    if (class->kind == CN_VALUE_QUANTITY)
        return false;
    if (class->kind == CN_VALUE_DATE) {
        cn_date vague = cn_date_unpack(find->facts->items[class[a].place].detail);
        cn_date precise = cn_date_unpack(find->facts->items[class[b].place].detail);

        return cn_date_covers(&vague, &precise);
    }
    return label_covers(labels + find->label_at[a], labels + find->label_at[b]);
}

/* Claims for the facts that cover no other; returns how many. */
static size_t find_rivals(finder *find, const contender *class, size_t n)
{
    size_t n_claims = 0;

    for (size_t i = 0; i < n; i++) {
        bool is_rival = true;

        for (size_t j = 0; is_rival && j < n; j++)
            is_rival = !covers(find, class, i, j);
        find->claim_of[i] = is_rival ? n_claims : SIZE_MAX;
        if (!is_rival)
            continue;
        find->claims[n_claims] = (cn_claim){.fact = class[i].fact};
        find->rival[n_claims++] = &class[i];
    }
    return n_claims;
}

static int compare_documents(const void *a, const void *b)
{
    const cairn_id *x = a;
    const cairn_id *y = b;

    return (*x > *y) - (*x < *y);
}

/* Appends the documents of a fact to the scratch array. */
static int add_documents(finder *find, const cn_fact *fact, size_t *n, cairn_error *err)
{
    const cn_stated *statements = find->facts->statements;

    for (uint32_t i = fact->first; i != CN_NO_PLACE; i = statements[i].next) {
        if (!cn_grow((void **)&find->documents, &find->cap_documents, *n + 1, PLACES_MAX,
                     sizeof(*find->documents)))
            return cn_fail_memory(err, sizeof(*find->documents));
        find->documents[(*n)++] = cn_chunk_document(cn_mention_chunk(statements[i].statement));
    }
    return CAIRN_OK;
}

/* Support and confidence of a claim: of its rival fact and of all that cover it. A document that
 * says both counts once. */
static int weigh_claim(finder *find, const contender *class, size_t n, size_t claim,
                       cairn_error *err)
{
    size_t rival = (size_t)(find->rival[claim] - class);
    cn_claim *out = &find->claims[claim];
    size_t n_documents = 0;

    for (size_t i = 0; i < n; i++) {
        const cn_fact *fact = &find->facts->items[class[i].place];
        int rc;

        if (i != rival && !covers(find, class, i, rival))
            continue;
        rc = add_documents(find, fact, &n_documents, err);
        if (rc < 0)
            return rc;
        if (fact->confidence > out->confidence)
            out->confidence = fact->confidence;
    }
    if (n_documents > 1)
        qsort(find->documents, n_documents, sizeof(*find->documents), compare_documents);
    for (size_t i = 0; i < n_documents; i++)
        out->support += i == 0 || find->documents[i] != find->documents[i - 1];
    return CAIRN_OK;
}

/* The claim a fact goes with: its own, else the most believed that it covers; of these the
 * winner. */
static size_t claim_for(const finder *find, const contender *class, size_t i, size_t n_claims,
                        size_t winner)
{
    size_t best = SIZE_MAX;

    if (find->claim_of[i] != SIZE_MAX)
        return find->claim_of[i];
    for (size_t claim = 0; claim < n_claims; claim++) {
        if (!covers(find, class, i, (size_t)(find->rival[claim] - class)))
            continue;
        if (claim == winner)
            return claim;
        if (best == SIZE_MAX || find->claims[claim].belief > find->claims[best].belief)
            best = claim;
    }
    return best;
}

static void set_beliefs(finder *find, const contender *class, size_t n, size_t n_claims,
                        size_t winner)
{
    for (size_t i = 0; i < n; i++) {
        cn_fact *fact = &find->facts->items[class[i].place];
        size_t claim = claim_for(find, class, i, n_claims, winner);

        fact->believed = claim == winner;
        fact->belief = find->claims[claim].belief;
    }
}

/* One row per subject and relation: the first class with a conflict writes it. */
static int add_conflict(cn_conflicts *conflicts, const contender *winner, const char *reason,
                        cairn_error *err)
{
    cn_conflict *last = conflicts->n > 0 ? &conflicts->items[conflicts->n - 1] : NULL;

    if (last && last->subject == winner->subject && last->relation == winner->relation)
        return CAIRN_OK;
    if (!cn_grow((void **)&conflicts->items, &conflicts->cap, conflicts->n + 1, PLACES_MAX,
                 sizeof(*conflicts->items)))
        return cn_fail_memory(err, sizeof(*conflicts->items));
    last = &conflicts->items[conflicts->n++];
    *last = (cn_conflict){
        .subject = winner->subject, .relation = winner->relation, .winner = winner->fact};
    memcpy(last->reason, reason, sizeof(last->reason));
    return CAIRN_OK;
}

static int resolve_class(finder *find, const contender *class, size_t n, cairn_error *err)
{
    cn_verdict verdict = {.winner = 0};
    size_t n_claims;
    int rc;

    if (n < 2 || n > RIVALS_MAX)
        return CAIRN_OK;
    rc = read_labels(find, class, n, err);
    if (rc < 0)
        return rc;
    n_claims = find_rivals(find, class, n);
    if (n_claims < 2)
        return CAIRN_OK;
    for (size_t i = 0; i < n_claims; i++) {
        rc = weigh_claim(find, class, n, i, err);
        if (rc < 0)
            return rc;
    }
    find->resolve(find->claims, n_claims, &verdict);
    set_beliefs(find, class, n, n_claims, verdict.winner);
    return add_conflict(find->conflicts, find->rival[verdict.winner], verdict.reason, err);
}

static bool is_same_class(const contender *a, const contender *b)
{
    return a->subject == b->subject && a->relation == b->relation && a->kind == b->kind &&
           a->unit == b->unit;
}

static int resolve_all(finder *find, cairn_error *err)
{
    int rc = gather_contenders(find, err);

    for (size_t first = 0, end; rc == CAIRN_OK && first < find->n; first = end) {
        for (end = first + 1; end < find->n; end++) {
            if (!is_same_class(&find->contenders[first], &find->contenders[end]))
                break;
        }
        rc = resolve_class(find, &find->contenders[first], end - first, err);
    }
    return rc;
}

int cn_conflicts_find(cn_conflicts *conflicts, cn_facts *facts, const cn_entities *entities,
                      const cn_relations *relations, cn_resolve_fn resolve, cairn_error *err)
{
    finder *find = cn_alloc_zero(1, sizeof(*find));
    int rc;

    if (!find)
        return cn_fail_memory(err, sizeof(*find));
    find->conflicts = conflicts;
    find->facts = facts;
    find->entities = entities;
    find->relations = relations;
    find->resolve = resolve;
    cn_buf_init(&find->labels, LABELS_MAX);
    rc = resolve_all(find, err);
    cn_buf_done(&find->labels);
    cn_free(find->contenders);
    cn_free(find->documents);
    cn_free(find);
    return rc;
}

int cn_conflicts_write(const cn_conflicts *conflicts, cn_store *store, cairn_error *err)
{
    for (size_t i = 0; i < conflicts->n; i++) {
        const cn_conflict *item = &conflicts->items[i];
        cn_conflict_row row = {.subject = item->subject,
                               .relation = item->relation,
                               .winner = item->winner,
                               .reason = item->reason};
        int rc = cn_conflict_put(store, &row, err);

        if (rc < 0)
            return rc;
    }
    return CAIRN_OK;
}
