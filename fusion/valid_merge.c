/* Several statements of one fact -> its valid text.
 *
 * All intervals are sorted by where they stand (a beginning by its first day, a lone end by its
 * last) and swept once, so that the result is a function of their set. A lone beginning waits for
 * the end that follows it; what lies inside an interval adds nothing to it. "Since 1998" says
 * nothing against "from 1998 to 2002": it was said before 2002. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/status.h"
#include "fusion/valid_span.h"

#define SPANS_MAX ((size_t)1 << 24)

typedef struct span_list {
    cn_span *items;
    size_t n, cap;
} span_list;

static int64_t place_of(const cn_span *span)
{
    return span->kind == CN_SPAN_END ? span->end.last : span->begin.first;
}

static int compare_days(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_spans(const void *left, const void *right)
{
    const cn_span *a = left, *b = right;
    int order = compare_days(place_of(a), place_of(b));

    if (order == 0)
        order = (int)a->kind - (int)b->kind;
    if (order == 0)
        order = compare_days(a->end.last, b->end.last);
    if (order == 0)
        order = compare_days(a->begin.last, b->begin.last);
    if (order == 0)
        order = (int)a->begin.kind - (int)b->begin.kind;
    if (order == 0)
        order = (int)a->end.kind - (int)b->end.kind;
    if (order == 0)
        order = strcmp(a->begin.text, b->begin.text);
    return order ? order : strcmp(a->end.text, b->end.text);
}

/* Takes the end of a later interval. */
static void take_end(cn_span *span, const cn_side *end)
{
    span->end = *end;
    span->kind = CN_SPAN_WHOLE;
}

/* span waits for its end; next begins no earlier. */
static bool join_begin(cn_span *span, const cn_span *next)
{
    switch (next->kind) {
    case CN_SPAN_BEGIN:
        if (next->begin.last <= span->begin.last) /* "2010" and "2010-03" */
            span->begin = next->begin;
        if (next->end.kind == CN_SIDE_OPEN)
            span->end.kind = CN_SIDE_OPEN;
        return true;
    case CN_SPAN_POINT: /* it still held */
        return true;
    default:
        take_end(span, &next->end);
        return true;
    }
}

/* Two dates, or a date and an interval, that overlap or touch: what they are together. */
static bool join_whole(cn_span *span, const cn_span *next)
{
    if (next->begin.first > span->end.last + 1)
        return false;
    if (next->end.is_bound != span->end.is_bound) { /* a bound gives way to an end */
        if (span->end.is_bound)
            take_end(span, &next->end);
    } else if (next->end.last > span->end.last ||
               (next->kind == CN_SPAN_WHOLE && span->kind == CN_SPAN_POINT)) {
        take_end(span, &next->end);
    }
    return true;
}

static bool join_point(cn_span *span, const cn_span *next)
{
    if (next->kind == CN_SPAN_END) {
        take_end(span, &next->end);
        return true;
    }
    if (next->kind != CN_SPAN_BEGIN)
        return join_whole(span, next);
    if (next->begin.first > span->end.last + 1)
        return false;
    if (next->begin.last <= span->end.last)
        span->begin = next->begin;
    span->kind = CN_SPAN_BEGIN; /* 2009 and "since 2010" */
    span->end = next->end;
    return true;
}

static bool join_whole_end(cn_span *span, const cn_span *next)
{
    if (span->end.is_bound && !next->end.is_bound)
        take_end(span, &next->end);
    return next->end.is_bound || next->end.last <= span->end.last;
}

static bool join_end(cn_span *span, const cn_span *next)
{
    if (next->kind == CN_SPAN_END) { /* the later, unless it is only a bound */
        if (!next->end.is_bound || span->end.is_bound)
            *span = *next;
        return true;
    }
    return false;
}

/* True when next is part of *span now; next does not stand before it. */
static bool join(cn_span *span, const cn_span *next)
{
    switch (span->kind) {
    case CN_SPAN_BEGIN:
        return join_begin(span, next);
    case CN_SPAN_POINT:
        return join_point(span, next);
    case CN_SPAN_END:
        return join_end(span, next);
    default:
        if (next->kind == CN_SPAN_BEGIN)
            return next->begin.first <= span->end.last;
        if (next->kind == CN_SPAN_END)
            return join_whole_end(span, next);
        return join_whole(span, next);
    }
}

static size_t sweep(cn_span *spans, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        if (kept == 0 || !join(&spans[kept - 1], &spans[i]))
            spans[kept++] = spans[i];
    return kept;
}

/* Too many: the interval around all. */
static size_t wrap(cn_span *spans, size_t n)
{
    const cn_span *last = &spans[0];

    if (n <= CN_VALID_SPANS_MAX)
        return n;
    for (size_t i = 1; i < n; i++)
        if (spans[i].kind == CN_SPAN_BEGIN ||
            (last->kind != CN_SPAN_BEGIN && spans[i].end.last > last->end.last))
            last = &spans[i];
    spans[0].end = last->end;
    if (!cn_span_close(&spans[0], false))
        spans[0].kind = CN_SPAN_BEGIN;
    return 1;
}

static int gather(span_list *list, const char *text, cairn_error *err)
{
    cn_span span;

    while (cn_span_next(&text, &span)) {
        if (!cn_grow((void **)&list->items, &list->cap, list->n + 1, SPANS_MAX, sizeof span))
            return cn_fail_memory(err, list->n * sizeof span);
        list->items[list->n++] = span;
    }
    return CAIRN_OK;
}

int cn_valid_merge(const char *const *texts, size_t n, char out[CN_VALID_TEXT_MAX],
                   cairn_error *err)
{
    span_list list = {NULL, 0, 0};
    size_t len = 0;
    int rc = CAIRN_OK;

    out[0] = '\0';
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        rc = gather(&list, texts[i] ? texts[i] : "", err);
    if (rc == CAIRN_OK && list.n > 0) {
        qsort(list.items, list.n, sizeof *list.items, compare_spans);
        list.n = wrap(list.items, sweep(list.items, list.n));
        for (size_t i = 0; i < list.n; i++)
            cn_span_text(&list.items[i], out, &len);
    }
    cn_free(list.items);
    return rc;
}
