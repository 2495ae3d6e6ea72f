/* Values for typed answers, see typed_values.h. */
#include "retrieve/typed_values.h"

#include <math.h>
#include <string.h>

#include "base/quantity.h"
#include "retrieve/facts.h"
#include "retrieve/facts_value.h"
#include "retrieve/tables.h"

#define SURE_ENOUGH 0.55  /* of a fact that a typed answer stands on */
#define ROW_ENOUGH 0.5    /* of a table that explains the question */
#define LIKE_THE_BEST 0.7 /* of the best one's score: what is in the same list */
enum { LATEST_YEAR = 2199, EARLIEST_YEAR = 1000, DATES_MAX = 4 };

/* One ends or begins the other: "Lisk" and "Ada Lisk" are one thing. */
static bool is_part(const cn_value *shorter, const cn_value *longer)
{
    const size_t at = longer->len - shorter->len;

    if (shorter->len >= longer->len)
        return false;
    return (longer->text[at - 1] == ' ' &&
            memcmp(longer->text + at, shorter->text, shorter->len) == 0) ||
           ((longer->text[shorter->len] == ' ' || longer->text[shorter->len] == ',') &&
            memcmp(longer->text, shorter->text, shorter->len) == 0);
}

static bool is_one_thing(const cn_value *a, const cn_value *b)
{
    if (a->key != 0 && a->key == b->key)
        return true;
    return (a->len == b->len && memcmp(a->text, b->text, a->len) == 0) || is_part(a, b) ||
           is_part(b, a);
}

static void add_item(cn_typed_values *values, const cn_value *value)
{
    for (size_t i = 0; i < values->n; i++)
        if (is_one_thing(&values->items[i], value)) {
            if (value->len > values->items[i].len)
                values->items[i] = *value;
            return;
        }
    if (values->n < CN_TYPED_VALUES_MAX)
        values->items[values->n++] = *value;
}

/* "How many bridges did X design" as "bridges did X design", which asks for each of them. */
static void ask_for_each(cn_question *question)
{
    cn_step *step = &question->plan.steps[question->plan.n_steps - 1];

    for (unsigned i = 0; i < step->n_ranges; i++) {
        cn_words_range *own = &step->ranges[i];
        const cn_word *words = &question->words.items[own->first];

        if (own->n < 3 || words[0].len != 3 || words[1].len != 4 ||
            memcmp(question->text + words[1].first, "many", 4) != 0)
            continue;
        own->first += 2;
        own->n -= 2;
        step->asked = CN_ASKED_NAME;
        if (step->noun.n == 0 || step->noun.first < own->first)
            step->noun = (cn_words_range){own->first, 1};
        return;
    }
}

int cn_typed_by_facts(const cn_view *view, const cn_question *asked, cn_arena *arena,
                      cn_typed_values *values, cairn_error *err)
{
    cn_question each = *asked; /* shares the words */
    const cn_question *question = &each;
    const cn_plan *plan = &each.plan;
    cn_value found[CN_TYPED_VALUES_MAX];
    size_t n = 0;
    int rc = CAIRN_OK;

    *values = (cn_typed_values){.score = 1};
    if (plan->kind == CN_PLAN_COUNT)
        ask_for_each(&each);
    for (unsigned s = 0; rc == CAIRN_OK && s < plan->n_steps; s++) {
        const cn_step *step = &plan->steps[s];
        cn_value bound[CN_STEP_NEEDS_MAX];

        for (unsigned i = 0; i < step->n_needs; i++)
            bound[i] = values->way[step->needs[i]];
        rc = cn_facts_find(view, question, s, bound, step->n_needs, arena, found,
                           s + 1 < plan->n_steps ? 1 : CN_TYPED_VALUES_MAX, &n, err);
        if (rc < 0 || n == 0 || found[0].score < SURE_ENOUGH) {
            values->n = 0;
            return rc;
        }
        values->way[s] = found[0];
        values->score *= found[0].score;
    }
    for (size_t i = 0; i < n; i++)
        if (found[i].score >= LIKE_THE_BEST * found[0].score && found[i].chunk != 0)
            add_item(values, &found[i]);
    return rc;
}

int cn_typed_by_tables(const cn_view *view, const cn_question *question, cn_arena *arena,
                       cn_typed_values *values, cairn_error *err)
{
    int rc;

    *values = (cn_typed_values){.score = 0};
    if (question->plan.n_steps != 1)
        return CAIRN_OK;
    rc = cn_table_find(view, question, 0, arena, values->items, CN_TYPED_VALUES_MAX, &values->n,
                       err);
    if (rc < 0 || values->n == 0)
        return rc;
    values->score = values->items[0].score;
    if (values->score < ROW_ENOUGH)
        values->n = 0;
    return rc;
}

/* ---- One side -------------------------------------------------------------------------------- */

/* A date as in value.h, or a quantity. */
static bool number_of(cn_value *value, bool wants_date)
{
    const double earliest = EARLIEST_YEAR, latest = LATEST_YEAR;

    if (value->number >= earliest && value->number <= latest && value->len == 4 && wants_date)
        value->number *= 10000;
    if (value->number <= 0)
        cn_fact_number(value->text, value->len, wants_date ? CN_TYPE_DATE : CN_TYPE_QUANTITY,
                       &value->number);
    if (wants_date)
        return value->number >= earliest * 10000 && value->number < (latest + 1) * 10000;
    return value->number > 0;
}

/* "12 March 1871" says more than "1871", and is the same date. */
static void take_exact(cn_value *values, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const double year = floor(values[0].number / 10000);

        if (values[i].chunk != 0 && values[i].score >= SURE_ENOUGH && number_of(&values[i], true) &&
            floor(values[i].number / 10000) <= year && floor(values[i].number / 10000) >= year &&
            fmod(values[0].number, 10000) < 1 && values[i].number > values[0].number)
            values[0] = values[i];
    }
}

static int ask_side(const cn_view *view, const cn_question *question, bool wants_date,
                    cn_arena *arena, cn_value *value, bool *is_found, cairn_error *err)
{
    cn_value found[DATES_MAX];
    cn_typed_values rows;
    size_t n = 0;
    int rc = CAIRN_OK;

    if (question->plan.n_steps == 1)
        rc = cn_facts_find(view, question, 0, NULL, 0, arena, found, DATES_MAX, &n, err);
    *is_found = rc == CAIRN_OK && n > 0 && found[0].score >= SURE_ENOUGH && found[0].chunk != 0 &&
                number_of(&found[0], wants_date);
    if (*is_found) {
        if (wants_date)
            take_exact(found, n);
        *value = found[0];
    }
    if (rc < 0 || *is_found)
        return rc;
    rc = cn_typed_by_tables(view, question, arena, &rows, err);
    *is_found = rc == CAIRN_OK && rows.n == 1 && number_of(&rows.items[0], wants_date);
    if (*is_found)
        *value = rows.items[0];
    return rc;
}

int cn_typed_side_find(const cn_view *view, const char *text, bool wants_date, cn_arena *arena,
                       cn_value *value, bool *is_found, cairn_error *err)
{
    cn_question question = {0};
    int rc = cn_question_init(&question, view, text, strlen(text), err);

    *is_found = false;
    if (rc == CAIRN_OK) {
        question.plan.steps[question.plan.n_steps - 1].asked =
            wants_date ? CN_ASKED_DATE : CN_ASKED_NUMBER;
        rc = ask_side(view, &question, wants_date, arena, value, is_found, err);
    }
    cn_question_done(&question);
    return rc;
}
