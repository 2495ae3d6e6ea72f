/* When a statement holds: its own arguments of time first, then the words of its sentence.
 *
 * A sentence says several things at several times ("Born in 1950, she led X from 1998 to 2004 and
 * lives in Paris"). So an expression counts for a statement only where it stands beside it: behind
 * the last of its names in the same clause, between them, or as the sentence's first words. Where
 * that is not clear nothing is said, which costs less than a wrong time. */
#include <string.h>

#include "base/buf.h"
#include "fusion/valid_words.h"
#include "schema/more.h"

enum {
    BESIDE_WORDS = 5,  /* between a name and the time behind it */
    BETWEEN_WORDS = 24 /* between two names of a statement that is read */
};

/* Words that begin another clause or belong to another saying. */
static const char BREAKS[] = "and|but|or|who|whom|whose|which|that|when|where|while|then|born|died|"
                             "because|although|though|if|whereas|he|she|they|it|left|leaves|"
                             "resigned|retired|stepped|moved|won";
/* What is there from then on. */
static const char BEGINNINGS[] = "became|become|becomes|becoming|appointed|elected|named|joined|"
                                 "join|appoint|elect|name|sworn|promoted|promote|inaugurated|"
                                 "crowned|crown|assumed|assume|succeeded|succeed|took|begin|began|"
                                 "start|started|installed|hired|hire|signed|sign";

/* Where a statement stands in its sentence, in words. */
typedef struct place {
    size_t first, end;
} place;

/* ---- List items ------------------------------------------------------------------------------ */

/* A line that begins with a mark of a list, a digit or a cell's border is said on its own. */
static bool begins_item(const char *text, size_t len, size_t at)
{
    while (at < len && (text[at] == ' ' || text[at] == '\t'))
        at++;
    return at < len && ((text[at] >= '0' && text[at] <= '9') || strchr("-*+|#", text[at]) ||
                        (at + 2 < len && memcmp(text + at, "\xE2\x80\xA2", 3) == 0));
}

/* Cuts text down to the item that byte `at` is in: *text and *len, and where it began. */
static size_t cut_item(const char **text, size_t *len, size_t at)
{
    size_t first = 0, end = *len;

    for (size_t i = 0; i + 1 < *len; i++)
        if ((*text)[i] == '\n' && begins_item(*text, *len, i + 1)) {
            if (i < at)
                first = i + 1;
            else if (i < end)
                end = i;
        }
    *text += first;
    *len = end - first;
    return first;
}

/* ---- Where ----------------------------------------------------------------------------------- */

/* The words that the bytes [first, end) touch; false when there are none. */
static bool place_of_bytes(const cn_valid_words *words, size_t first, size_t end, place *out)
{
    size_t i = 0;

    while (i < words->n && words->items[i].first + words->items[i].len <= first)
        i++;
    out->first = i;
    while (i < words->n && words->items[i].first < end)
        i++;
    out->end = i;
    return out->end > out->first;
}

/* The surface, from word `from` on, where a word begins. */
static bool find_surface(const cn_valid_words *words, const char *surface, size_t from, place *out)
{
    const size_t len = surface ? strlen(surface) : 0;

    *out = (place){0, 0};
    for (size_t i = from; len > 0 && i < words->n; i++) {
        const size_t at = words->items[i].first;

        if (at + len <= words->len && words->text[at] == surface[0] &&
            memcmp(words->text + at, surface, len) == 0)
            return place_of_bytes(words, at, at + len, out);
    }
    return false;
}

/* The object, and the subject when both are written and near each other. */
static bool find_statement(const cn_valid_words *words, const char *subject, const char *object,
                           place *out)
{
    place from, to;

    if (!find_surface(words, subject, 0, &from))
        return find_surface(words, object, 0, out);
    if (!find_surface(words, object, from.end, &to) && !find_surface(words, object, 0, &to)) {
        return false;
    }
    out->first = from.first < to.first ? from.first : to.first;
    out->end = from.end > to.end ? from.end : to.end;
    if (out->end - out->first > BETWEEN_WORDS)
        *out = to;
    return true;
}

/* ---- What stands beside it ------------------------------------------------------------------- */

/* Is there a sign between word i - 1 and word i that parts clauses? */
static bool is_parted(const cn_valid_words *words, size_t i, const char *signs)
{
    const cn_valid_word *before = &words->items[i - 1];

    for (size_t k = before->first + before->len; k < words->items[i].first; k++)
        if (strchr(signs, words->text[k]))
            return true;
    return false;
}

static bool is_capital(const cn_valid_words *words, size_t i)
{
    const char c = words->text[words->items[i].first];

    return c >= 'A' && c <= 'Z';
}

/* Is the expression at word i part of what is said from word `from` on, and of no remark in
 * between: "X, founded in 1999, ..."? */
static bool is_joined(const cn_valid_words *words, size_t from, size_t i)
{
    bool is_remark = false;

    if (i > from && is_parted(words, i, ",(")) /* "was, from 1998 to 2002, mayor" */
        return true;
    for (size_t k = i; k > from; k--) {
        if (k < i && cn_valid_words_is(words, k, BREAKS))
            return false;
        is_remark |= k < i && !is_capital(words, k);
        if (is_remark && is_parted(words, k, ",("))
            return false;
    }
    return true;
}

/* Behind the statement, in its clause: "... of Norvex, France, from 2001 to 2004". */
static bool read_behind(const cn_valid_words *words, const place *at, int64_t day, cn_span *span)
{
    cn_valid_way way;

    for (size_t i = at->end; i < words->n && i <= at->end + BESIDE_WORDS; i++) {
        if (i > 0 && is_parted(words, i, ";:"))
            return false;
        if (cn_valid_words_read(words, i, day, &way, span) > 0) {
            if (way == CN_WAY_DATE)
                return is_joined(words, at->end - 1, i);
            /* "is the mayor now"; but "in Ulm, now in Germany" is about Germany */
            if (way == CN_WAY_NOW && i == at->end && !is_parted(words, i, ",("))
                return true;
            if (way != CN_WAY_BARE)
                return false;
        }
        if (cn_valid_words_is(words, i, BREAKS))
            return false;
    }
    return false;
}

/* Within the statement: "has since 2008 been", "is now", "Norvex's former chief". */
static bool read_within(const cn_valid_words *words, const place *at, int64_t day, cn_span *span)
{
    const size_t first = at->first > 2 ? at->first - 2 : 0;
    cn_valid_way way;

    for (size_t i = first; i < at->end; i++) {
        const size_t n = cn_valid_words_read(words, i, day, &way, span);

        if (n == 0 || way == CN_WAY_BARE)
            continue;
        /* before it only what goes with a name: "former CEO Ann Lee" */
        if (i < at->first && (way == CN_WAY_DATE || is_parted(words, i + 1, ",;:()")))
            continue;
        if (i + n <= at->end && (way != CN_WAY_DATE || is_joined(words, at->first, i)))
            return true;
    }
    return false;
}

/* "In 2004, ...", "As of 2010 the ...": the first words. */
static bool read_front(const cn_valid_words *words, const place *at, int64_t day, cn_span *span)
{
    cn_valid_way way;
    const size_t n = words->n > 0 ? cn_valid_words_read(words, 0, day, &way, span) : 0;

    if (n == 0 || way == CN_WAY_BARE || way == CN_WAY_FORMER || n > at->first)
        return false;
    for (size_t i = n; i < at->first; i++) /* its first clause only */
        if (is_parted(words, i, ";") || cn_valid_words_is(words, i, "but|while|whereas|then"))
            return false;
    return true;
}

/* Does a word between the names say that it begins then? */
static bool says_beginning(const cn_valid_words *words, const place *at)
{
    const size_t first = at->first > 3 ? at->first - 3 : 0;

    for (size_t i = first; i < at->end; i++)
        if (cn_valid_words_is(words, i, BEGINNINGS))
            return true;
    return false;
}

static bool read_place(const cn_valid_words *words, const place *at, int64_t day, cn_span *span)
{
    return read_behind(words, at, day, span) || read_within(words, at, day, span) ||
           read_front(words, at, day, span);
}

/* "became mayor in 1998": a beginning. */
static void begin_point(cn_span *span)
{
    if (span->kind != CN_SPAN_POINT)
        return;
    span->end = (cn_side){.kind = CN_SIDE_UNKNOWN};
    cn_span_close(span, false);
}

static void write_span(const cn_span *span, char out[CN_VALID_SPAN_LEN])
{
    char text[CN_VALID_TEXT_MAX];
    size_t len = 0;

    out[0] = '\0';
    if (span->begin.kind != CN_SIDE_DATE && span->end.kind != CN_SIDE_DATE)
        return;
    cn_span_text(span, text, &len);
    if (len < CN_VALID_SPAN_LEN)
        memcpy(out, text, len + 1);
}

/* ---- Statements ------------------------------------------------------------------------------ */

static bool read_argument(const cn_more *argument, int64_t day, cn_valid_words *words,
                          cn_span *span)
{
    cn_valid_way way;

    if (argument->role != CN_ARGUMENT_TIME)
        return false;
    cn_valid_words_cut(words, argument->text, argument->len);
    for (size_t i = 0; i < words->n; i++)
        if (cn_valid_words_read(words, i, day, &way, span) > 0)
            return span->begin.kind == CN_SIDE_DATE || span->end.kind == CN_SIDE_DATE;
    return false;
}

/* Two arguments may be the two sides: "from 1998" and "until 2002". */
static bool read_arguments(const char *more, int64_t day, cn_valid_words *words, cn_span *span)
{
    bool is_found = false;
    cn_more argument;
    cn_span next;

    while (more && cn_more_next(&more, &argument)) {
        if (!read_argument(&argument, day, words, &next))
            continue;
        if (!is_found) {
            *span = next;
            is_found = true;
        } else if (span->kind == CN_SPAN_BEGIN && next.kind == CN_SPAN_END &&
                   span->begin.first <= next.end.last) {
            span->end = next.end;
            cn_span_close(span, false);
        }
    }
    return is_found;
}

static bool has_beginning(const char *surface, cn_valid_words *words)
{
    cn_valid_words_cut(words, surface ? surface : "", surface ? strlen(surface) : 0);
    for (size_t i = 0; i < words->n; i++)
        if (cn_valid_words_is(words, i, BEGINNINGS))
            return true;
    return false;
}

void cn_valid_of_statement(const cn_valid_statement *statement, char out[CN_VALID_SPAN_LEN])
{
    const cn_statement_row *row = statement->row;
    bool is_found, is_beginning;
    cn_valid_words words;
    cn_span span = {.kind = CN_SPAN_END};
    place at;

    out[0] = '\0';
    if (row->object_type == CN_TYPE_DATE || row->object_type == CN_TYPE_TIME)
        return;
    is_found = read_arguments(row->more, statement->day, &words, &span);
    is_beginning = has_beginning(statement->relation, &words);
    if (!is_found && statement->sentence) {
        cn_valid_words_cut(&words, statement->sentence, statement->sentence_len);
        if (find_statement(&words, statement->subject, statement->object, &at)) {
            is_found = read_place(&words, &at, statement->day, &span);
            is_beginning = is_beginning || says_beginning(&words, &at);
        }
    }
    if (!is_found)
        return;
    if (is_beginning)
        begin_point(&span);
    write_span(&span, out);
}

void cn_valid_of_place(const char *sentence, size_t sentence_len, size_t first, size_t len,
                       int64_t day, char out[CN_VALID_SPAN_LEN])
{
    cn_valid_words words;
    cn_span span = {.kind = CN_SPAN_END};
    place at;

    out[0] = '\0';
    first -= cut_item(&sentence, &sentence_len, first);
    cn_valid_words_cut(&words, sentence, sentence_len);
    if (!place_of_bytes(&words, first, first + len, &at) || !read_place(&words, &at, day, &span))
        return;
    if (says_beginning(&words, &at))
        begin_point(&span);
    write_span(&span, out);
}
