/* Typed answers: which question takes which way, and how its answer is shown, see typed.h. */
#include "retrieve/typed.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/quantity.h"
#include "retrieve/tables_ask.h"
#include "retrieve/typed_shape.h"
#include "retrieve/typed_stated.h"
#include "retrieve/typed_values.h"

#define TEXT_BYTES_MAX ((size_t)1 << 14)
#define NUMBER_BYTES_MAX 64
enum { TABLE_HITS_MAX = 3 };

struct typing {
    const cn_view *view;
    const cn_question *question;
    cn_pool *pool;
    cn_arena *arena;
    cn_reading made; /* becomes the reading when there is an answer */
    cairn_error *err;
};

/* ---- Showing --------------------------------------------------------------------------------- */

static int keep(struct typing *t, const char *text, size_t len, const char **kept)
{
    *kept = cn_arena_strndup(t->arena, text, len);
    return *kept ? CAIRN_OK : cn_fail_memory(t->err, len);
}

/* The chunk's place in the snapshot. They are not in the order of their ids: one pass, for what is
 * not in the pool. */
static uint32_t ordinal_of(const cn_snapshot *snapshot, cairn_id chunk)
{
    for (uint32_t i = 0; i < snapshot->n_chunks; i++)
        if (snapshot->chunks[i].id == chunk)
            return i;
    return UINT32_MAX;
}

/* *quote: SIZE_MAX where the value is said nowhere, or no quote is left. */
static int quote(struct typing *t, const cn_value *value, unsigned step, size_t *made)
{
    size_t place = value->chunk ? cn_pool_find_id(t->pool, value->chunk) : SIZE_MAX;
    cn_reading *reading = &t->made;
    int rc = CAIRN_OK;

    *made = SIZE_MAX;
    for (size_t i = 0; place != SIZE_MAX && i < reading->n_quotes; i++)
        if (reading->quotes[i].evidence == place && reading->quotes[i].first == value->first) {
            *made = i;
            return CAIRN_OK;
        }
    if (value->chunk == 0 || reading->n_quotes == CN_QUOTES_MAX)
        return CAIRN_OK;
    if (place == SIZE_MAX) {
        const uint32_t chunk = ordinal_of(t->view->snapshot, value->chunk);

        if (chunk != UINT32_MAX)
            rc = cn_pool_fetch(t->pool, chunk, CN_FROM_ABOUT, step, &place, t->err);
    }
    if (rc < 0 || place == SIZE_MAX || value->first + value->n > t->pool->items[place].text_len)
        return rc;
    reading->quotes[reading->n_quotes] = (cn_quote){place, value->first, value->n};
    *made = reading->n_quotes++;
    return CAIRN_OK;
}

static const char *how_name(cn_value_how how)
{
    return how == CN_HOW_COUNTED ? "counted" : how == CN_HOW_COMPARED ? "compared" : "fact";
}

/* A step with that question and answer; the value says where it is said. */
static int show(struct typing *t, const char *question, const char *answer, const char *how,
                double confidence, const cn_value *value)
{
    cairn_step *step = &t->made.steps[t->made.n_steps++];

    *step =
        (cairn_step){.question = question, .answer = answer, .how = how, .confidence = confidence};
    step->citation = SIZE_MAX;
    if (!value)
        return CAIRN_OK;
    step->fact = value->fact;
    return quote(t, value, (unsigned)t->made.n_steps - 1, &step->citation);
}

static int show_question(struct typing *t, const char *answer, const char *how, double confidence,
                         const cn_value *value)
{
    const char *question;
    int rc = keep(t, t->question->text, t->question->len, &question);

    return rc < 0 ? rc : show(t, question, answer, how, confidence, value);
}

/* The steps before the last one, as the plan has them. */
static int show_way(struct typing *t, const cn_typed_values *values)
{
    const cn_plan *plan = &t->question->plan;
    int rc = CAIRN_OK;

    for (unsigned s = 0; rc == CAIRN_OK && s + 1 < plan->n_steps; s++) {
        const cn_value *value = &values->way[s];
        char text[CN_TYPED_SIDE_BYTES];
        const char *question, *answer;

        cn_plan_step_text(t->question, s, text, sizeof text);
        rc = keep(t, text, strlen(text), &question);
        if (rc == CAIRN_OK)
            rc = keep(t, value->text, value->len, &answer);
        if (rc == CAIRN_OK)
            rc = show(t, question, answer, "fact", value->score, value);
        for (unsigned i = 0; i < plan->steps[s].n_needs; i++)
            t->made.steps[s].needs[i] = plan->steps[s].needs[i] + 1U;
    }
    return rc;
}

/* "A, B and C". */
static int join(struct typing *t, const cn_typed_values *values, const char **text)
{
    cn_buf buf;
    int rc;

    cn_buf_init(&buf, TEXT_BYTES_MAX);
    for (size_t i = 0; i < values->n; i++) {
        cn_buf_add_str(&buf, i == 0 ? "" : i + 1 == values->n ? " and " : ", ");
        cn_buf_add(&buf, values->items[i].text, values->items[i].len);
    }
    rc = buf.status == CAIRN_OK ? keep(t, cn_buf_str(&buf), buf.len, text)
                                : cn_fail_memory(t->err, buf.len);
    cn_buf_done(&buf);
    return rc;
}

static int show_list(struct typing *t, const cn_typed_values *values, const char **text)
{
    const cn_step *last = &t->question->plan.steps[t->question->plan.n_steps - 1];
    const char *how = how_name(values->items[0].how);
    size_t at;
    int rc = join(t, values, text);

    if (rc == CAIRN_OK && t->question->plan.n_steps > 1)
        rc = show_way(t, values);
    if (rc == CAIRN_OK)
        rc = show_question(t, *text, how, values->score, &values->items[0]);
    for (unsigned i = 0; rc == CAIRN_OK && i < last->n_needs; i++)
        t->made.steps[t->made.n_steps - 1].needs[i] = last->needs[i] + 1U;
    for (size_t i = 1; rc == CAIRN_OK && i < values->n; i++)
        rc = quote(t, &values->items[i], (unsigned)t->made.n_steps - 1, &at);
    return rc;
}

/* ---- Ways ------------------------------------------------------------------------------------ */

static int answer_list(struct typing *t, const cn_typed_values *values)
{
    int rc = show_list(t, values, &t->made.text);

    t->made.confidence = values->score;
    return rc;
}

/* What is listed, and how many that are; counted: what says so, NULL: the list itself. */
static int answer_count(struct typing *t, const cn_typed_values *values, const cn_value *counted)
{
    const char *list, *number;
    cairn_step *step;
    cn_buf buf;
    int rc;

    if (t->question->plan.n_steps == CN_STEPS_MAX)
        return CAIRN_OK;
    cn_buf_init(&buf, NUMBER_BYTES_MAX);
    if (counted)
        cn_buf_add(&buf, counted->text, counted->len);
    else
        cn_buf_printf(&buf, "%zu", values->n);
    rc = keep(t, cn_buf_str(&buf), buf.len, &number);
    cn_buf_done(&buf);
    if (rc == CAIRN_OK)
        rc = show_list(t, values, &list);
    if (rc == CAIRN_OK)
        rc = show_question(t, number, "counted", values->score, NULL);
    if (rc < 0)
        return rc;
    step = &t->made.steps[t->made.n_steps - 1];
    step->needs[0] = (uint32_t)t->made.n_steps - 1;
    step->citation = t->made.n_quotes > 0 ? 0 : SIZE_MAX;
    t->made.text = number;
    t->made.confidence = values->score;
    return CAIRN_OK;
}

/* Is one of the best hits a table? */
static int meets_table(const struct typing *t, bool *is_met)
{
    int rc = CAIRN_OK;

    *is_met = false;
    for (size_t i = 0; rc == CAIRN_OK && !*is_met && i < t->pool->n && i < TABLE_HITS_MAX; i++) {
        const cairn_id id = t->view->snapshot->chunks[t->pool->items[i].chunk].id;
        cn_chunk_row row;

        rc = cn_chunk_get(t->view->store, id, &row, t->err);
        *is_met = rc == CAIRN_OK && row.kind == CN_CHUNK_TABLE;
    }
    return rc;
}

/* A table's words are looked for only where the question filters, counts, compares or lists; where
 * a table is found anyway, for several values: one alone is what a span says as well. */
static int may_ask_tables(const struct typing *t, bool *may, size_t *least)
{
    const cn_plan_kind kind = t->question->plan.kind;
    cn_table_ask ask;

    *may = false;
    *least = 1;
    if (t->question->plan.n_steps != 1 || kind == CN_PLAN_YES_NO || kind == CN_PLAN_COMPARISON)
        return CAIRN_OK;
    cn_table_ask_read(t->question, 0, &ask);
    *may = kind == CN_PLAN_LIST || ask.op != CN_TABLE_CELLS || ask.n_limits > 0;
    if (*may)
        return CAIRN_OK;
    *least = 2;
    return meets_table(t, may);
}

static int try_tables(struct typing *t)
{
    cn_typed_values values;
    size_t least;
    bool may;
    int rc = may_ask_tables(t, &may, &least);

    if (rc < 0 || !may)
        return rc;
    rc = cn_typed_by_tables(t->view, t->question, t->arena, &values, t->err);
    if (rc < 0 || values.n < least)
        return rc;
    if (values.n > 1 && values.items[0].how == CN_HOW_COUNTED) {
        const cn_value counted = values.items[0];

        memmove(values.items, values.items + 1, --values.n * sizeof *values.items);
        return answer_count(t, &values, &counted);
    }
    return answer_list(t, &values);
}

static int try_facts(struct typing *t)
{
    const cn_plan_kind kind = t->question->plan.kind;
    cn_typed_values values;
    bool is_stated = false;
    int rc;

    if (kind != CN_PLAN_LIST && kind != CN_PLAN_COUNT)
        return CAIRN_OK;
    rc = cn_typed_by_facts(t->view, t->question, t->arena, &values, t->err);
    if (rc < 0 || values.n < 2) /* one alone is what a span says as well */
        return rc;
    if (kind == CN_PLAN_LIST)
        return answer_list(t, &values);
    rc = cn_typed_is_stated(t->view, t->question, t->pool, &is_stated, t->err);
    return rc < 0 || is_stated ? rc : answer_count(t, &values, NULL);
}

/* ---- Reckoning ------------------------------------------------------------------------------- */

/* Whole years from one date to a later one; where only the year is known of one, by years. */
static long years_between(double from, double to)
{
    const long a = lround(from), b = lround(to);
    const bool is_exact = a % 10000 / 100 != 0 && b % 10000 / 100 != 0;
    const long years = b / 10000 - a / 10000;

    if (!is_exact || a % 100 == 0 || b % 100 == 0)
        return a % 10000 / 100 != 0 && b % 10000 / 100 != 0 && b % 10000 / 100 < a % 10000 / 100
                   ? years - 1
                   : years;
    return b % 10000 < a % 10000 ? years - 1 : years;
}

/* "metres" of "41 metres"; both sides must have the same. */
static bool same_unit(const cn_value sides[2], const char **unit, size_t *len)
{
    cn_quantity_value a, b;
    size_t at = 0;

    if (cn_quantity_read(sides[0].text, sides[0].len, &a) == 0 ||
        cn_quantity_read(sides[1].text, sides[1].len, &b) == 0 ||
        strcmp(a.unit.symbol, b.unit.symbol) != 0)
        return false;
    while (at < sides[0].len && strchr("0123456789.,+- ", sides[0].text[at]))
        at++;
    *unit = sides[0].text + at;
    *len = sides[0].len - at;
    return true;
}

/* False where the two sides give no sensible answer. */
static bool reckon(cn_typed_op op, const cn_value sides[2], cn_buf *out)
{
    const double a = sides[0].number, b = sides[1].number;
    const char *unit;
    size_t unit_len;
    double difference = fabs(a - b);

    if (op == CN_TYPED_AGE) {
        if (b < a || years_between(a, b) > 150)
            return false;
        cn_buf_printf(out, "%ld", years_between(a, b));
        return true;
    }
    if (op == CN_TYPED_YEARS) {
        cn_buf_printf(out, "%ld", years_between(fmin(a, b), fmax(a, b)));
        cn_buf_add_str(out, years_between(fmin(a, b), fmax(a, b)) == 1 ? " year" : " years");
        return true;
    }
    if (!same_unit(sides, &unit, &unit_len) || difference > 1e15)
        return false;
    difference = round(difference * 1000) / 1000;
    cn_buf_printf(out, "%.10g", difference);
    if (unit_len > 0)
        cn_buf_add_char(out, ' ');
    cn_buf_add(out, unit, unit_len);
    return true;
}

static int find_side(struct typing *t, const cn_typed_shape *shape, size_t s, cn_value *value,
                     bool *is_found)
{
    const cn_typed_side *side = &shape->sides[s];
    const cn_word *word;

    if (!side->number)
        return cn_typed_side_find(t->view, side->text, shape->op != CN_TYPED_DIFFERENCE, t->arena,
                                  value, is_found, t->err);
    word = &t->question->words.items[side->given.first];
    *value = (cn_value){.text = t->question->text + word->first,
                        .len = word->len,
                        .entity = UINT32_MAX,
                        .score = 1,
                        .number = side->number};
    *is_found = true;
    return CAIRN_OK;
}

/* A side that is given needs no step. */
static int show_sides(struct typing *t, const cn_typed_shape *shape, const cn_value sides[2])
{
    int rc = CAIRN_OK;

    for (size_t s = 0; rc == CAIRN_OK && s < 2; s++) {
        const char *question, *answer;

        if (shape->sides[s].number)
            continue;
        rc = keep(t, shape->sides[s].text, strlen(shape->sides[s].text), &question);
        if (rc == CAIRN_OK)
            rc = keep(t, sides[s].text, sides[s].len, &answer);
        if (rc == CAIRN_OK)
            rc = show(t, question, answer, "fact", sides[s].score, &sides[s]);
    }
    return rc;
}

static int try_reckoning(struct typing *t)
{
    cn_typed_shape shape;
    cn_value sides[2];
    bool is_found = true;
    const char *answer;
    cn_buf buf;
    int rc = CAIRN_OK;

    cn_typed_shape_read(t->question, &shape);
    if (shape.op == CN_TYPED_NONE || (shape.sides[0].number > 0 && shape.sides[1].number > 0))
        return CAIRN_OK;
    for (size_t s = 0; rc == CAIRN_OK && is_found && s < 2; s++)
        rc = find_side(t, &shape, s, &sides[s], &is_found);
    if (rc < 0 || !is_found)
        return rc;
    cn_buf_init(&buf, TEXT_BYTES_MAX);
    if (reckon(shape.op, sides, &buf) && buf.status == CAIRN_OK) {
        const double score = sides[0].score * sides[1].score;

        rc = keep(t, cn_buf_str(&buf), buf.len, &answer);
        if (rc == CAIRN_OK)
            rc = show_sides(t, &shape, sides);
        if (rc == CAIRN_OK)
            rc = show_question(t, answer, "counted", score, NULL);
        for (uint32_t i = 0; rc == CAIRN_OK && i + 1 < t->made.n_steps; i++)
            t->made.steps[t->made.n_steps - 1].needs[i] = i + 1;
        if (rc == CAIRN_OK && t->made.n_quotes > 0)
            t->made.steps[t->made.n_steps - 1].citation = 0;
        t->made.text = answer;
        t->made.confidence = score;
    }
    cn_buf_done(&buf);
    return rc;
}

int cn_typed_answer(const cn_view *view, const cn_question *question, cn_pool *pool,
                    cn_arena *arena, cn_reading *reading, bool *is_answered, cairn_error *err)
{
    static int (*const ways[])(struct typing *) = {try_reckoning, try_tables, try_facts};
    struct typing typing = {view, question, pool, arena, {0}, err};
    int rc = CAIRN_OK;

    *is_answered = false;
    if (view->settings->values[CN_SET_USE_TYPED] < 0.5)
        return CAIRN_OK;
    for (size_t i = 0; rc == CAIRN_OK && !typing.made.text && i < sizeof ways / sizeof *ways; i++) {
        typing.made = (cn_reading){.reason = "", .conflict = "", .kind = question->plan.kind};
        rc = ways[i](&typing);
    }
    if (rc < 0 || !typing.made.text || typing.made.n_quotes == 0)
        return rc;
    *reading = typing.made;
    *is_answered = true;
    return rc;
}
