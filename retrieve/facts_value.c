/* Facts as values, see facts_value.h. */
#include "retrieve/facts_value.h"

#include <math.h>
#include <string.h>

#include "base/quantity.h"
#include "base/time.h"
#include "retrieve/facts_parents.h"
#include "schema/namekey.h"
#include "schema/pack.h"

enum {
    CONFLICTS_MAX = 64, /* of one subject */
    WITNESSES_MAX = 8,  /* statements of a fact that are looked at */
    PAST_SHARE = 40,    /* per cent of its score that is left to what was replaced */
    TITLE_SHARE = 60,   /* to a title without a name */
    DOUBTED_SHARE = 30, /* to what lost a conflict */
    BELIEF_SHARE = 50   /* how much of the score belief decides */
};

/* ---- Texts ----------------------------------------------------------------------------------- */

/* "Heat (1995 film)" -> "Heat". */
static size_t without_qualifier(const char *name, size_t len)
{
    const char *open = memchr(name, '(', len);
    size_t at = open ? (size_t)(open - name) : 0;

    if (at < 2 || name[len - 1] != ')' || name[at - 1] != ' ')
        return len;
    while (at > 1 && name[at - 1] == ' ')
        at--;
    return at;
}

/* The four digits of a date's year. */
static bool find_year(const char *text, size_t len, size_t *first)
{
    for (size_t i = 0, n = 0; i <= len; i++) {
        const bool is_digit = i < len && text[i] >= '0' && text[i] <= '9';

        if (!is_digit && n == 4) {
            *first = i - 4;
            return true;
        }
        n = is_digit ? n + 1 : 0;
    }
    return false;
}

static int keep_text(cn_arena *arena, const char *text, size_t len, cn_value *value,
                     cairn_error *err)
{
    value->text = cn_arena_strndup(arena, text, len);
    value->len = len;
    return value->text ? CAIRN_OK : cn_fail_memory(err, len);
}

static int key_of(const cn_view *view, const char *text, size_t len, int64_t *key, cairn_error *err)
{
    cn_words words = {0};
    const int rc = cn_name_key(view->tokenizer, text, len, &words, key, err);

    cn_words_done(&words);
    return rc;
}

bool cn_fact_number(const char *literal, size_t len, int type, double *number)
{
    cn_time_value time;
    cn_quantity_value quantity;

    *number = 0;
    if (type == CN_TYPE_DATE && cn_time_read(literal, len, &time) > 0 &&
        time.kind == CN_TIME_DATE && time.begin.has_year) {
        const int month = time.begin.month <= 12 ? time.begin.month : 0;

        *number = time.begin.year * 10000.0 + month * 100 + time.begin.day;
        return true;
    }
    if (type == CN_TYPE_DATE || cn_quantity_read(literal, len, &quantity) == 0 ||
        !quantity.is_there)
        return false;
    *number = (double)quantity.low.digits * pow(10, quantity.low.exponent);
    return true;
}

/* ---- Values ---------------------------------------------------------------------------------- */

static int fill_literal(const cn_view *view, const cn_fact_row *row, cn_asked asked,
                        cn_arena *arena, cn_value *value, cairn_error *err)
{
    const size_t len = strlen(row->literal);
    size_t first = 0;
    int rc;

    if (cn_fact_number(row->literal, len, row->object_type, &value->number) &&
        asked == CN_ASKED_YEAR && find_year(row->literal, len, &first))
        return keep_text(arena, row->literal + first, 4, value, err);
    rc = keep_text(arena, row->literal, len, value, err);
    if (rc == CAIRN_OK && (row->object_type == CN_TYPE_DATE || value->number == 0))
        rc = key_of(view, value->text, value->len, &value->key, err);
    return rc;
}

static int fill_entity(const cn_view *view, cairn_id id, cn_arena *arena, cn_value *value,
                       int *type, cairn_error *err)
{
    cn_entity_row entity;
    int rc = cn_entity_get(view->store, id, &entity, err);

    if (rc < 0)
        return rc;
    *type = entity.type;
    value->entity = cn_snapshot_entity(view->snapshot, id);
    rc = keep_text(arena, entity.name, without_qualifier(entity.name, strlen(entity.name)), value,
                   err);
    return rc < 0 ? rc : key_of(view, value->text, value->len, &value->key, err);
}

static int judge_time(const cn_question *question, const cn_fact_row *row, cn_value *value,
                      cairn_error *err)
{
    const cn_timing *timing = question->timing;
    cn_fit fit = CN_FIT_OPEN, known = CN_FIT_OPEN;
    int rc = CAIRN_OK;

    if (!timing)
        return CAIRN_OK;
    if (timing->holds && *row->valid)
        fit = timing->holds(timing->user, row->valid);
    else if (timing->known && value->key != 0)
        rc = timing->known(timing->user, value->key, &known, err);
    fit = fit == CN_FIT_OPEN ? known : fit;
    if (fit == CN_FIT_NOT)
        value->score = 0;
    else if (fit == CN_FIT_PAST)
        value->score *= PAST_SHARE / 100.0;
    return rc;
}

int cn_fact_value(const cn_view *view, const cn_question *question, cn_asked asked,
                  const cn_met_fact *met, cn_arena *arena, cn_value *value, bool *is_believed,
                  cairn_error *err)
{
    cn_fact_row row;
    int type = CN_TYPE_OTHER;
    double type_fit;
    int rc = cn_fact_get(view->store, met->subject, met->id, &row, err);

    *value = (cn_value){.entity = UINT32_MAX, .how = CN_HOW_FACT, .fact = met->id, .text = ""};
    *is_believed = row.believed;
    if (rc < 0)
        return rc;
    type = row.object_type;
    if (!met->is_inverse && row.object == 0)
        rc = fill_literal(view, &row, asked, arena, value, err);
    else
        rc =
            fill_entity(view, met->is_inverse ? row.subject : row.object, arena, value, &type, err);
    if (rc < 0)
        return rc;
    /* What the sentence takes it for, and what it is elsewhere. */
    type_fit = cn_fact_type_fit(asked, type);
    if (!met->is_inverse && row.object_type != CN_TYPE_OTHER)
        type_fit = (type_fit + cn_fact_type_fit(asked, row.object_type)) / 2;
    value->score =
        met->fit * met->weight * type_fit * (100 - BELIEF_SHARE + BELIEF_SHARE * row.belief) / 100;
    if (asked == CN_ASKED_PERSON && cn_is_bare_title(value->text, value->len))
        value->score *= TITLE_SHARE / 100.0;
    if (!row.believed)
        value->score *= DOUBTED_SHARE / 100.0;
    return judge_time(question, &row, value, err);
}

/* How well a statement can be shown: one of a field has no words of a text. */
static double worth(const cn_statement_row *statement)
{
    return statement->confidence + (statement->len > 0 ? 1 : 0);
}

int cn_fact_cite(const cn_view *view, const cn_fact_row *row, cn_value *value, cairn_error *err)
{
    const size_t n = row->n_statements < WITNESSES_MAX ? row->n_statements : WITNESSES_MAX;
    double best = -1;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const cairn_id id = cn_pack_id(row->statements, i);
        cn_statement_row statement;

        rc = cn_statement_get(view->store, id, &statement, err);
        if (rc < 0 || worth(&statement) <= best)
            continue;
        best = worth(&statement);
        value->chunk = cn_mention_chunk(id);
        value->first = statement.first;
        value->n = statement.len;
    }
    return rc;
}

/* ---- The other side of a conflict ------------------------------------------------------------ */

/* The surest fact of the subject and relation that lost. */
static int find_loser(const cn_view *view, const cn_conflict_row *conflict, cairn_id *loser,
                      cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    double best = -1;
    int rc = cn_fact_scan_subject(view->store, conflict->subject, conflict->relation, &cursor, err);

    *loser = 0;
    for (size_t i = 0;
         rc >= 0 && i < CONFLICTS_MAX && (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW; i++)
        if (!row.believed && row.id != conflict->winner && row.belief > best) {
            best = row.belief;
            *loser = row.id;
        }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

int cn_fact_conflict(const cn_view *view, const cn_fact_row *row, cairn_id *other, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_conflict_row conflict;
    int rc = cn_conflict_scan(view->store, row->subject, &cursor, err);

    *other = 0;
    for (size_t i = 0; rc >= 0 && i < CONFLICTS_MAX && *other == 0 &&
                       (rc = cn_conflict_next(cursor, &conflict, err)) == CAIRN_ROW;
         i++) {
        if (conflict.relation != row->relation)
            continue;
        if (conflict.winner != row->id && !row->believed)
            *other = conflict.winner;
        else if (conflict.winner == row->id)
            rc = find_loser(view, &conflict, other, err);
        if (rc >= 0)
            break;
    }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}
