/* One round for each step and each value of what it needs: pull what is about that value into the
 * pool, search for the step where that says too little, read, keep the best values.
 *
 * The score of a chain is the product along it. Ways that end in the same answer cross-check each
 * other: 1 - (1 - a)(1 - b), as in MIRAGE's agreement of chains. */
#include "retrieve/rounds.h"

#include <string.h>

#include "retrieve/facts.h"
#include "retrieve/rounds_find.h"
#include "retrieve/span_rank.h"
#include "retrieve/step.h"
#include "retrieve/typed_path.h"

enum {
    ABOUT_MAX = 3,        /* chunks about one thing that are pulled in unasked; more are searched */
    FACTS_MAX = 4,        /* values of a step from facts */
    MENTIONED_MAX = 4096, /* chunks of an entity that are looked through for one */
    SPANS_MAX = 4,        /* and from sentences */
    FOUND_MAX = 5,        /* hits of a search for a step */
    FOLLOWED_MAX = 2,     /* values of a step that the next one is asked of */
    FOLLOW_MAX = 4        /* names missing on the way of one chain of relations */
};

bool cn_value_same(const cn_value *a, const cn_value *b)
{
    if (a->key != 0 && a->key == b->key)
        return true;
    if (a->entity != UINT32_MAX && a->entity == b->entity)
        return true;
    return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

void cn_answered_add(cn_answered *answered, const cn_answer_way *way)
{
    cn_answer_way made = *way;
    size_t k;

    for (size_t i = 0; i < answered->n; i++) {
        cn_answer_way *old = &answered->ways[i];

        if (!cn_value_same(&old->value, &way->value))
            continue;
        if (old->along >= way->along)
            made = *old;
        if (made.value.fact == 0) { /* a sentence that a fact agrees with */
            const cn_value *other = old->value.fact ? &old->value : &way->value;

            made.value.fact = other->fact;
            made.value.conflict = other->conflict;
        }
        made.along = 1 - (1 - old->along) * (1 - way->along);
        made.value.score = 1 - (1 - old->value.score) * (1 - way->value.score);
        made.n_agree = old->n_agree + way->n_agree;
        memmove(old, old + 1, (answered->n - i - 1) * sizeof *old);
        answered->n--;
        break;
    }
    for (k = answered->n; k > 0 && answered->ways[k - 1].along < made.along; k--)
        if (k < CN_BEAM_MAX)
            answered->ways[k] = answered->ways[k - 1];
    if (k == CN_BEAM_MAX)
        return;
    answered->ways[k] = made;
    answered->n += answered->n < CN_BEAM_MAX;
}

/* ---- Evidence ---- */

/* Whatever a step needs beyond the hits of the question; a switch, for measuring what it adds. */
static bool may_grow(const cn_rounds *rounds)
{
    return rounds->view->settings->values[CN_SET_USE_ROUNDS] >= 0.5;
}

static int pull_entity(cn_rounds *rounds, uint32_t entity, unsigned step, cairn_error *err)
{
    const cn_snapshot *snapshot = rounds->view->snapshot;
    const uint64_t first = snapshot->about_offsets[entity];
    const uint64_t end = snapshot->about_offsets[entity + 1];
    const uint64_t n_max = may_grow(rounds) ? ABOUT_MAX : 0;
    int rc = CAIRN_OK;
    size_t at;

    for (uint64_t i = first; rc == CAIRN_OK && i < end && i - first < n_max; i++)
        rc = cn_pool_fetch(rounds->pool, snapshot->about[i], CN_FROM_ABOUT, step, &at, err);
    return rc;
}

static int pull_key(cn_rounds *rounds, int64_t key, unsigned step, cairn_error *err)
{
    uint32_t n = 0;
    const uint32_t *entities = cn_snapshot_key(rounds->view->snapshot, key, &n);
    int rc = CAIRN_OK;

    for (uint32_t i = 0; rc == CAIRN_OK && i < n && i < ABOUT_MAX; i++)
        rc = pull_entity(rounds, entities[i], step, err);
    return rc;
}

int cn_rounds_pull(cn_rounds *rounds, int64_t key, cairn_error *err)
{
    return pull_key(rounds, key, CN_POOL_STEP_NONE, err);
}

/* Is there a passage about each of the answers? */
static bool has_evidence(const cn_rounds *rounds, const cn_value *bound, size_t n)
{
    const cn_snapshot *snapshot = rounds->view->snapshot;

    for (size_t i = 0; i < n; i++) {
        bool has_one = false;
        uint64_t k, end;

        if (bound[i].entity >= snapshot->n_entities)
            return false;
        end = snapshot->about_offsets[bound[i].entity + 1];
        for (k = snapshot->about_offsets[bound[i].entity]; k < end && !has_one; k++)
            has_one = cn_pool_find(rounds->pool, snapshot->about[k]) != SIZE_MAX;
        if (!has_one)
            return false;
    }
    return true;
}

static int search_step(cn_rounds *rounds, cn_posing *posing, cn_scored found[FOUND_MAX],
                       cairn_error *err)
{
    cn_scores *scores = rounds->view->scores;
    cn_query_term kept[CN_QUERY_TERMS_MAX];
    const unsigned n_kept = scores->n_terms;
    cn_retrieve_options options;
    size_t n = 0, at;
    int rc;

    if (!rounds->options || rounds->n_searches == CN_SEARCHES_MAX || !may_grow(rounds))
        return CAIRN_OK;
    rounds->n_searches++;
    options = *rounds->options;
    options.limit = FOUND_MAX;
    memcpy(kept, scores->terms, n_kept * sizeof *kept);
    rc = cn_retrieve_step(rounds->view, rounds->question, (unsigned)posing->step, posing->bound,
                          posing->n_bound, &options, found, &n, err);
    memcpy(scores->terms, kept, n_kept * sizeof *kept);
    scores->n_terms = n_kept;
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        rc = cn_pool_fetch(rounds->pool, (uint32_t)found[i].id, CN_FROM_STEP,
                           (unsigned)posing->step, &at, err);
    posing->found = found;
    posing->n_found = n;
    return rc;
}

/* ---- One step, with answers in the places of its needs ---- */

static bool is_linked(const cn_question *question, uint32_t entity)
{
    for (size_t i = 0; i < question->n_links; i++)
        if (question->links[i].entity == entity && !question->links[i].is_guess)
            return true;
    return false;
}

/* What the step is about, or what the question itself names, is no answer: nothing is its own
 * father. */
static bool is_given(const cn_rounds *rounds, const cn_posing *posing, const cn_value *value)
{
    for (size_t i = 0; i < posing->n_bound; i++)
        if (cn_value_same(&posing->bound[i], value))
            return true;
    return value->entity != UINT32_MAX && is_linked(rounds->question, value->entity);
}

/* What a later step is to be about should be something that the store knows. */
static bool is_on_the_way(const cn_rounds *rounds, const cn_posing *posing)
{
    const cn_plan *plan = &rounds->question->plan;

    return posing->step >= 0 && (unsigned)posing->step + 1 < plan->n_steps && plan->sides[0].n == 0;
}

/* What a sentence says of a step is believed only when the sentence names what the step is about. A
 * fact does by what it is; two sides that are compared need not name each other. */
static bool may_lack_path(const cn_rounds *rounds, const cn_posing *posing, const cn_value *value,
                          size_t need)
{
    return need < posing->n_bound && value->how != CN_HOW_FACT &&
           rounds->question->plan.sides[0].n == 0;
}

static int add_value(const cn_rounds *rounds, const cn_posing *posing, const cn_answer_way *way,
                     const cn_value *value, cn_answered *out, cairn_error *err)
{
    cn_answer_way made = *way;
    int rc = CAIRN_OK;
    bool holds = true;

    if (value->score <= 0 || value->len == 0)
        return CAIRN_OK;
    made.value = *value;
    for (size_t i = 0; rc == CAIRN_OK && holds && may_lack_path(rounds, posing, value, i); i++) {
        const cn_value pair[] = {posing->bound[i], *value};

        rc = cn_path_holds(rounds->view, rounds->pool, pair, 2, &holds, err);
    }
    made.value.score *= holds ? 1 : rounds->view->settings->values[CN_SET_READ_PATH];
    if (rc < 0 || made.value.score <= 0)
        return rc;
    if (value->entity == UINT32_MAX && is_on_the_way(rounds, posing))
        made.value.score *= rounds->view->settings->values[CN_SET_READ_UNKNOWN];
    made.along = way->along * made.value.score;
    made.n_agree = 1;
    cn_answered_add(out, &made);
    return CAIRN_OK;
}

static uint32_t chunk_that_mentions(const cn_snapshot *snapshot, uint32_t entity, cairn_id id)
{
    uint64_t i, end;

    if (entity >= snapshot->n_entities)
        return UINT32_MAX;
    i = snapshot->mentioned_offsets[entity];
    end = snapshot->mentioned_offsets[entity + 1];
    for (end = end - i > MENTIONED_MAX ? i + MENTIONED_MAX : end; i < end; i++)
        if (snapshot->chunks[snapshot->mentioned[i]].id == id)
            return snapshot->mentioned[i];
    return UINT32_MAX;
}

/* The ordinal of the chunk that states a fact: it mentions the value, or what the step is about. */
static uint32_t chunk_of(const cn_rounds *rounds, const cn_posing *posing, const cn_value *value)
{
    const cn_snapshot *snapshot = rounds->view->snapshot;
    const cn_question *question = rounds->question;
    const size_t place = cn_pool_find_id(rounds->pool, value->chunk);
    uint32_t chunk;

    if (place != SIZE_MAX)
        return rounds->pool->items[place].chunk;
    chunk = chunk_that_mentions(snapshot, value->entity, value->chunk);
    for (size_t i = 0; chunk == UINT32_MAX && i < posing->n_bound; i++)
        chunk = chunk_that_mentions(snapshot, posing->bound[i].entity, value->chunk);
    for (size_t i = 0; chunk == UINT32_MAX && i < question->n_links; i++)
        chunk = chunk_that_mentions(snapshot, question->links[i].entity, value->chunk);
    return chunk;
}

/* The passage of the fact between, of a grandfather that of the father. */
static int fetch_way(cn_rounds *rounds, const cn_posing *posing, const cn_value *value,
                     unsigned step, cairn_error *err)
{
    const cn_value way = {.entity = UINT32_MAX, .chunk = value->via};
    const uint32_t chunk = chunk_of(rounds, posing, &way);
    size_t at;

    return chunk == UINT32_MAX ? CAIRN_OK
                               : cn_pool_fetch(rounds->pool, chunk, CN_FROM_ABOUT, step, &at, err);
}

/* What the graph's facts say of the step. */
static int find_facts(cn_rounds *rounds, const cn_posing *posing, unsigned step,
                      const cn_answer_way *way, cn_answered *out, cairn_error *err)
{
    const double trust = rounds->view->settings->values[CN_SET_READ_FACT];
    cn_value values[FACTS_MAX];
    size_t n = 0, at;
    int rc = cn_facts_find(rounds->view, rounds->question, step, posing->bound, posing->n_bound,
                           rounds->arena, values, FACTS_MAX, &n, err);

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const uint32_t chunk = chunk_of(rounds, posing, &values[i]);

        values[i].score *= trust;
        if (is_given(rounds, posing, &values[i]))
            continue;
        rc = add_value(rounds, posing, way, &values[i], out, err);
        if (rc == CAIRN_OK && chunk != UINT32_MAX)
            rc = cn_pool_fetch(rounds->pool, chunk, CN_FROM_ABOUT, step, &at, err);
        if (rc == CAIRN_OK && values[i].via != 0)
            rc = fetch_way(rounds, posing, &values[i], step, err);
    }
    return rc;
}

/* Values from sentences, by the trained ranking. It knows questions, not steps of one: it reads the
 * step as the question that it was posed as. */
static int rank_spans(cn_rounds *rounds, const cn_posing *posing, cn_posed *posed,
                      const cn_answer_way *way, cn_answered *out, cairn_error *err)
{
    const cn_question *question = posing->step < 0 ? posing->question : &posed->question;
    const cn_span_query query = {question, -1, NULL, 0};
    cn_value values[SPANS_MAX];
    size_t n = 0;
    int rc = cn_spans_rank(&posed->passages, &query, rounds->arena, values, SPANS_MAX, &n, err);

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        if (!is_given(rounds, posing, &values[i]))
            rc = add_value(rounds, posing, way, &values[i], out, err);
    return rc;
}

/* Pulls in what a chain of relations leads to and is not there; reads again while that helps. What
 * the chain finds goes to out. */
static int follow_relations(cn_rounds *rounds, const cn_posing *posing, cn_posed *posed,
                            cn_led *led, const cn_answer_way *way, cn_answered *out,
                            cairn_error *err)
{
    const unsigned step = posing->step < 0 ? CN_POOL_STEP_NONE : (unsigned)posing->step;
    cn_value value;
    int rc = cn_posed_read(posed, rounds->pool, posing, rounds->arena, err);

    for (unsigned i = 0; rc == CAIRN_OK; i++) {
        const size_t n_before = rounds->pool->n;

        rc = cn_posed_relation(posed, rounds->arena, &value, led, err);
        if (rc == CAIRN_OK && led->missing != 0 && i < FOLLOW_MAX)
            rc = pull_key(rounds, led->missing, step, err);
        if (rc < 0 || rounds->pool->n == n_before)
            break;
        cn_posed_done(posed);
        rc = cn_posed_read(posed, rounds->pool, posing, rounds->arena, err);
    }
    if (rc == CAIRN_OK && !is_given(rounds, posing, &value))
        rc = add_value(rounds, posing, way, &value, out, err);
    return rc;
}

static int find_values(cn_rounds *rounds, const cn_posing *posing, const cn_answer_way *way,
                       cn_answered *out, cairn_error *err)
{
    cn_posed posed;
    cn_value value;
    cn_led led;
    int rc = follow_relations(rounds, posing, &posed, &led, way, out, err);

    if (rc == CAIRN_OK && rounds->view->reader) {
        rc = rank_spans(rounds, posing, &posed, way, out, err);
    } else if (rc == CAIRN_OK) {
        rc = cn_posed_span(&posed, led.focus, rounds->arena, &value, err);
        if (rc == CAIRN_OK && !is_given(rounds, posing, &value))
            rc = add_value(rounds, posing, way, &value, out, err);
    }
    cn_posed_done(&posed);
    return rc;
}

static int answer_bound(cn_rounds *rounds, unsigned step, const cn_answer_way *way,
                        const cn_value *bound, size_t n, cn_answered *out, cairn_error *err)
{
    cn_posing posing = {rounds->question, (int)step, bound, n, NULL, 0};
    cn_scored found[FOUND_MAX];
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        if (bound[i].entity != UINT32_MAX)
            rc = pull_entity(rounds, bound[i].entity, step, err);
        else if (bound[i].key != 0)
            rc = pull_key(rounds, bound[i].key, step, err);
    if (rc == CAIRN_OK && n > 0 && !has_evidence(rounds, bound, n))
        rc = search_step(rounds, &posing, found, err);
    if (rc == CAIRN_OK)
        rc = find_facts(rounds, &posing, step, way, out, err);
    return rc < 0 ? rc : find_values(rounds, &posing, way, out, err);
}

/* Every value of its needs, those of two needs with each other. */
static int answer_step(cn_rounds *rounds, unsigned number, cairn_error *err)
{
    const cn_step *step = &rounds->question->plan.steps[number];
    cn_answered *out = &rounds->steps[number];
    const cn_answered *needs[CN_STEP_NEEDS_MAX] = {NULL, NULL};
    size_t n[CN_STEP_NEEDS_MAX] = {1, 1};
    const double beam = rounds->view->settings->values[CN_SET_READ_BEAM];
    int rc = CAIRN_OK;

    for (size_t i = 0; i < step->n_needs; i++) {
        needs[i] = &rounds->steps[step->needs[i]];
        n[i] = needs[i]->n;
    }
    for (uint8_t a = 0; rc == CAIRN_OK && a < n[0]; a++)
        for (uint8_t b = 0; rc == CAIRN_OK && b < n[1]; b++) {
            cn_answer_way way = {.along = 1, .from = {a, b}};
            cn_value bound[CN_STEP_NEEDS_MAX];

            double best = 1;

            for (size_t i = 0; i < step->n_needs; i++) {
                bound[i] = needs[i]->ways[way.from[i]].value;
                way.along *= needs[i]->ways[way.from[i]].along;
                best *= needs[i]->ways[0].along;
            }
            if (a + b >= FOLLOWED_MAX || way.along < beam * best)
                continue;
            rc = answer_bound(rounds, number, &way, bound, step->n_needs, out, err);
        }
    return rc;
}

int cn_rounds_run(cn_rounds *rounds, cairn_error *err)
{
    const cn_plan *plan = &rounds->question->plan;
    int rc = CAIRN_OK;

    rounds->n_done = 0;
    rounds->is_run = true;
    for (unsigned i = 0; rc == CAIRN_OK && i < plan->n_steps; i++) {
        rc = answer_step(rounds, i, err);
        if (rounds->steps[i].n == 0)
            break;
        rounds->n_done++;
    }
    return rc;
}

int cn_rounds_whole(cn_rounds *rounds, cn_answered *out, cairn_error *err)
{
    const cn_posing posing = {rounds->question, -1, NULL, 0, NULL, 0};
    const cn_answer_way way = {.along = 1};
    int rc = CAIRN_OK;

    out->n = 0;
    if (rounds->question->plan.n_steps == 1)
        rc = find_facts(rounds, &posing, 0, &way, out, err);
    return rc < 0 ? rc : find_values(rounds, &posing, &way, out, err);
}
