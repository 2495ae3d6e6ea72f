/* Valid texts read and written, and asked: see valid.h for the format. */
#include "fusion/valid_span.h"

#include <stdio.h>
#include <string.h>

/* ---- Sides ----------------------------------------------------------------------------------- */

bool cn_side_read(cn_side *side, const char *text, size_t len)
{
    const char *clock = memchr(text, 'T', len);
    cn_time_value value;

    *side = (cn_side){.kind = CN_SIDE_UNKNOWN};
    if (clock)
        len = (size_t)(clock - text);
    if (len > 0 && text[len - 1] == '?') {
        side->is_bound = true;
        len--;
    }
    if (len == 0 || len + side->is_bound >= CN_SIDE_LEN || memchr(text, '/', len) ||
        !cn_time_parse(text, len, &value) || !cn_time_days(&value, &side->first, &side->last)) {
        side->is_bound = false;
        return false;
    }
    side->kind = CN_SIDE_DATE;
    memcpy(side->text, text, len);
    if (side->is_bound)
        side->text[len] = '?';
    return true;
}

void cn_side_of_value(cn_side *side, const cn_time_value *value, bool is_end)
{
    cn_time_value one = *value;
    char text[CN_TIME_TEXT_MAX];

    *side = (cn_side){.kind = CN_SIDE_UNKNOWN};
    one.begin = is_end ? value->end : value->begin;
    one.end = one.begin;
    one.is_open_begin = one.is_open_end = false;
    if (one.kind == CN_TIME_DATE && one.begin.precision != CN_PRECISION_NONE) {
        const size_t len = cn_time_iso(&one, text, sizeof text);
        const char *slash = memchr(text, '/', len); /* a century is written as its years */

        if (slash && is_end)
            cn_side_read(side, slash + 1, len - (size_t)(slash + 1 - text));
        else
            cn_side_read(side, text, slash ? (size_t)(slash - text) : len);
    }
}

void cn_side_of_day(cn_side *side, int64_t day)
{
    char text[16];

    cn_valid_day_text(day, text);
    cn_side_read(side, text, strlen(text));
}

/* ---- Spans ----------------------------------------------------------------------------------- */

/* "" and ".." besides dates. */
static bool read_side(cn_side *side, const char *text, size_t len)
{
    if (len == 0 || (len == 2 && memcmp(text, "..", 2) == 0)) {
        *side = (cn_side){.kind = len == 0 ? CN_SIDE_UNKNOWN : CN_SIDE_OPEN};
        return true;
    }
    return cn_side_read(side, text, len);
}

bool cn_span_close(cn_span *span, bool is_point)
{
    const bool begins = span->begin.kind == CN_SIDE_DATE, ends = span->end.kind == CN_SIDE_DATE;

    if (is_point)
        span->kind = CN_SPAN_POINT;
    else if (begins)
        span->kind = ends ? CN_SPAN_WHOLE : CN_SPAN_BEGIN;
    else
        span->kind = CN_SPAN_END;
    return (begins || ends) && !(begins && ends && span->end.last < span->begin.first);
}

static bool read_span(cn_span *span, const char *text, size_t len)
{
    const char *slash = memchr(text, '/', len);
    const size_t begin_len = slash ? (size_t)(slash - text) : len;

    if (!read_side(&span->begin, text, begin_len))
        return false;
    if (!slash) {
        span->begin.is_bound = false;
        span->end = span->begin;
        return cn_span_close(span, true);
    }
    return read_side(&span->end, slash + 1, len - begin_len - 1) && cn_span_close(span, false);
}

bool cn_span_next(const char **text, cn_span *span)
{
    while (**text) {
        const char *at = *text;
        const size_t len = strcspn(at, ";");

        *text += len + (at[len] == ';');
        if (len < CN_VALID_SPAN_LEN && read_span(span, at, len))
            return true;
    }
    return false;
}

/* "199X" as a side of an interval is the decade's first or last year. */
static void side_text(const cn_side *side, bool is_end, char out[CN_SIDE_LEN])
{
    char *x;

    snprintf(out, CN_SIDE_LEN, "%s", side->kind == CN_SIDE_OPEN ? ".." : side->text);
    x = strchr(out, 'X');
    if (x)
        *x = is_end ? '9' : '0';
}

void cn_span_text(const cn_span *span, char out[CN_VALID_TEXT_MAX], size_t *len)
{
    char begin[CN_SIDE_LEN], end[CN_SIDE_LEN];
    int n;

    if (CN_VALID_TEXT_MAX - *len < CN_VALID_SPAN_LEN)
        return;
    if (*len > 0)
        out[(*len)++] = ';';
    side_text(&span->begin, false, begin);
    side_text(&span->end, true, end);
    if (span->kind == CN_SPAN_POINT)
        n = snprintf(out + *len, CN_VALID_TEXT_MAX - *len, "%s", span->begin.text);
    else
        n = snprintf(out + *len, CN_VALID_TEXT_MAX - *len, "%s/%s", begin, end);
    *len += n > 0 ? (size_t)n : 0;
}

/* ---- Asked ----------------------------------------------------------------------------------- */

static cn_holds span_holds(const cn_span *span, int64_t day)
{
    if (span->begin.kind == CN_SIDE_DATE && day < span->begin.first)
        return CN_HOLDS_NO;
    switch (span->kind) {
    case CN_SPAN_POINT:
        return day <= span->end.last ? CN_HOLDS_YES : CN_HOLDS_UNKNOWN;
    case CN_SPAN_BEGIN:
        return span->end.kind == CN_SIDE_OPEN ? CN_HOLDS_YES : CN_HOLDS_UNKNOWN;
    case CN_SPAN_END:
        if (day > span->end.last)
            return CN_HOLDS_NO;
        return span->begin.kind == CN_SIDE_OPEN ? CN_HOLDS_YES : CN_HOLDS_UNKNOWN;
    default:
        if (day > span->end.last)
            return CN_HOLDS_NO;
        return span->end.is_bound ? CN_HOLDS_UNKNOWN : CN_HOLDS_YES;
    }
}

cn_holds cn_valid_holds(const char *valid, int64_t day)
{
    const char *at = valid;
    cn_holds best = CN_HOLDS_NO;
    bool is_dated = false;
    cn_span span;

    if (!valid)
        return CN_HOLDS_UNKNOWN;
    while (cn_span_next(&at, &span)) {
        const cn_holds holds = span_holds(&span, day);

        is_dated = true;
        if (holds > best)
            best = holds;
    }
    return is_dated ? best : CN_HOLDS_UNKNOWN;
}

bool cn_valid_begin(const char *valid, int64_t *first, int64_t *last)
{
    const char *at = valid;
    bool is_known = false;
    cn_span span;

    *first = *last = 0;
    if (!valid)
        return false;
    while (cn_span_next(&at, &span))
        if (span.begin.kind == CN_SIDE_DATE && (!is_known || span.begin.first < *first)) {
            is_known = true;
            *first = span.begin.first;
            *last = span.begin.last;
        }
    return is_known;
}

/* ---- Days ------------------------------------------------------------------------------------ */

static bool are_digits(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return true;
}

bool cn_valid_day(const char *text, int64_t *day)
{
    const size_t len = text ? strlen(text) : 0;
    cn_time_value value;
    int64_t first;

    *day = 0;
    if (len != 4 && len != 7 && len != 10)
        return false;
    if (!are_digits(text, 4) || memcmp(text, "0000", 4) == 0 ||
        (len > 4 && (text[4] != '-' || !are_digits(text + 5, 2))) ||
        (len > 7 && (text[7] != '-' || !are_digits(text + 8, 2))))
        return false;
    /* Seasons have months beyond 12 in ISO 8601-2, but nobody means them here. */
    if (len > 4 && (text[5] > '1' || (text[5] == '1' && text[6] > '2')))
        return false;
    return cn_time_parse(text, len, &value) && cn_time_days(&value, &first, day);
}

void cn_valid_day_text(int64_t day, char out[16])
{
    cn_time_value value = {.kind = CN_TIME_RELATIVE, .unit = CN_TIME_DAYS};
    const cn_time_point epoch = {
        .year = 1970, .month = 1, .day = 1, .precision = CN_PRECISION_DAY, .has_year = true};

    out[0] = '\0';
    if (day < CN_VALID_DAY_MIN || day > INT64_C(2932896)) /* of the year 9999 */
        return;
    value.offset = (int32_t)day;
    if (cn_time_resolve(&value, &epoch))
        cn_time_iso(&value, out, 16);
}
