/* A newer value of a relation that has one at a time closes the older one.
 *
 * Every interval of every fact is an event with the days on which it may begin. Events are sorted;
 * the next event of another fact that surely begins later is found by a search and a short walk.
 * Nothing is deleted: the older fact gets an end, and what closed it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/status.h"
#include "fusion/valid_span.h"

#define EVENTS_MAX ((size_t)1 << 24)
enum { YEAR_DAYS = 366 };

typedef struct event {
    int64_t first, last; /* days on which it may begin */
    cairn_id fact;
    char text[CN_SIDE_LEN]; /* of the beginning */
} event;

typedef struct timeline {
    event *items;
    size_t n, cap;
    int64_t future; /* what begins later closes nothing */
} timeline;

static int compare_events(const void *left, const void *right)
{
    const event *a = left, *b = right;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->last != b->last)
        return a->last < b->last ? -1 : 1;
    if (a->fact != b->fact)
        return a->fact < b->fact ? -1 : 1;
    return strcmp(a->text, b->text);
}

static bool is_plausible(int64_t day)
{
    return day != CN_DAY_UNKNOWN && day >= CN_VALID_DAY_MIN && day <= CN_VALID_DAY_MAX;
}

static int64_t future_of(const cn_valid_fact *facts, size_t n)
{
    int64_t latest = CN_DAY_UNKNOWN;

    for (size_t i = 0; i < n; i++) {
        if (is_plausible(facts[i].day) && facts[i].day > latest)
            latest = facts[i].day;
        if (is_plausible(facts[i].last_day) && facts[i].last_day > latest)
            latest = facts[i].last_day;
    }
    return latest == CN_DAY_UNKNOWN ? CN_VALID_DAY_MAX : latest + YEAR_DAYS;
}

static int add_event(timeline *line, cairn_id fact, const cn_side *begin, cairn_error *err)
{
    event *made;

    if (begin->kind != CN_SIDE_DATE || begin->first > line->future)
        return CAIRN_OK;
    if (!cn_grow((void **)&line->items, &line->cap, line->n + 1, EVENTS_MAX, sizeof *made))
        return cn_fail_memory(err, line->n * sizeof *made);
    made = &line->items[line->n++];
    *made = (event){.first = begin->first, .last = begin->last, .fact = fact};
    memcpy(made->text, begin->text, sizeof made->text);
    return CAIRN_OK;
}

static int add_fact(timeline *line, const cn_valid_fact *fact, cairn_error *err)
{
    const char *at = fact->valid ? fact->valid : "";
    bool is_dated = false;
    cn_span span;
    cn_side day;
    int rc = CAIRN_OK;

    while (rc == CAIRN_OK && cn_span_next(&at, &span)) {
        is_dated = true;
        rc = add_event(line, fact->id, &span.begin, err);
    }
    if (rc == CAIRN_OK && !is_dated && is_plausible(fact->day)) {
        cn_side_of_day(&day, fact->day);
        rc = add_event(line, fact->id, &day, err);
    }
    return rc;
}

/* The first event of another fact that begins after `day`; NULL for none. */
static const event *next_event(const timeline *line, cairn_id fact, int64_t day)
{
    size_t low = 0, high = line->n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (line->items[middle].first <= day)
            low = middle + 1;
        else
            high = middle;
    }
    while (low < line->n && line->items[low].fact == fact)
        low++;
    return low < line->n ? &line->items[low] : NULL;
}

/* Gives the interval its end where it has none; the event that took its place, or NULL. */
static const event *close_span(const timeline *line, cairn_id fact, cn_span *span)
{
    const event *next;
    cn_side end;

    if (span->kind == CN_SPAN_WHOLE || span->kind == CN_SPAN_END) {
        if (span->end.is_bound)
            return NULL;
        /* "to 2004", and the next from 2004 on */
        return next_event(line, fact, span->end.first - 1);
    }
    next = next_event(line, fact, span->begin.last);
    if (!next || !cn_side_read(&end, next->text, strlen(next->text)))
        return NULL;
    span->end = end;
    cn_span_close(span, false);
    return next;
}

static void close_fact(const timeline *line, cn_valid_fact *fact)
{
    const char *at = fact->valid ? fact->valid : "";
    const event *by = NULL;
    size_t len = 0;
    bool is_dated = false;
    cn_span span;

    fact->out[0] = '\0';
    fact->closed_by = 0;
    while (cn_span_next(&at, &span)) {
        is_dated = true;
        by = close_span(line, fact->id, &span);
        cn_span_text(&span, fact->out, &len);
    }
    if (!is_dated && is_plausible(fact->day)) {
        /* Known to hold on that day; since when is not. */
        by = next_event(line, fact->id, fact->day);
        if (by && cn_side_read(&span.end, by->text, strlen(by->text))) {
            span.begin = (cn_side){.kind = CN_SIDE_UNKNOWN};
            cn_span_close(&span, false);
            cn_span_text(&span, fact->out, &len);
        }
    }
    if (by)
        fact->closed_by = by->fact;
}

int cn_valid_close(cn_valid_fact *facts, size_t n, cairn_error *err)
{
    timeline line = {NULL, 0, 0, future_of(facts, n)};
    int rc = CAIRN_OK;

    for (size_t i = 0; i < n; i++) {
        facts[i].closed_by = 0;
        facts[i].out[0] = '\0';
    }
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        rc = add_fact(&line, &facts[i], err);
    if (rc == CAIRN_OK && line.n > 0)
        qsort(line.items, line.n, sizeof *line.items, compare_events);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        close_fact(&line, &facts[i]);
    cn_free(line.items);
    return rc;
}
