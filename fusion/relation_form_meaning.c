/* What a stripped relation means between two types, see relation_form_meaning.h. */
#include "fusion/relation_form_meaning.h"

#include <string.h>

#include "schema/rows.h"

typedef struct cn_relation_token token;
typedef cn_relation_line line;

void cn_relation_line_put(line *out, const char *text, size_t len)
{
    if (out->len + len + 2 > sizeof(out->text))
        return;
    if (out->len > 0)
        out->text[out->len++] = ' ';
    memcpy(out->text + out->len, text, len);
    out->len += len;
    out->text[out->len] = '\0';
}

static bool use_meaning(cn_relation_between *between, cn_relation_meaning meaning, line *out)
{
    if (!meaning.relation)
        return false;
    out->len = 0;
    cn_relation_line_put(out, meaning.relation, strlen(meaning.relation));
    if (meaning.is_swapped) {
        int type = between->subject_type;

        between->subject_type = between->object_type;
        between->object_type = type;
        between->is_swapped = !between->is_swapped;
    }
    return true;
}

bool cn_relation_line_look_up(const cn_relation_table *table, cn_relation_between *between,
                              line *out)
{
    return use_meaning(between,
                       cn_relation_table_form(table, out->text, out->len, between->subject_type,
                                              between->object_type),
                       out);
}

/* "1926 comedy film by": the noun before the last preposition says it. */
static bool look_up_head(const cn_relation_table *table, cn_relation_between *between, line *out)
{
    size_t at = out->len, blanks = 0;

    while (at > 0 && blanks < 2)
        blanks += out->text[--at] == ' ';
    if (blanks == 0)
        return false;
    at += blanks == 2;
    return use_meaning(between,
                       cn_relation_table_head(table, out->text + at, out->len - at,
                                              between->subject_type, between->object_type),
                       out);
}

/* "born to rich parents in": its first and last word, "born .. in" in the table. */
static bool look_up_ends(const cn_relation_table *table, cn_relation_between *between, line *out)
{
    cn_relation_words words;
    line ends = {.len = 0};

    if (!cn_relation_words_cut(out->text, out->len, &words) || words.n < 3)
        return false;
    cn_relation_line_put(&ends, words.items[0].text, words.items[0].len);
    cn_relation_line_put(&ends, "..", 2);
    cn_relation_line_put(&ends, words.items[words.n - 1].text, words.items[words.n - 1].len);
    if (!cn_relation_line_look_up(table, between, &ends))
        return false;
    *out = ends;
    return true;
}

/* "became president of" is "president of", where that is known. */
static bool look_up_behind(const cn_relation_table *table, cn_relation_between *between, line *out)
{
    static const char *const starts[] = {"became ",     "served as ",  "acted as ",
                                         "elected as ", "elected ",    "appointed as ",
                                         "appointed ",  "crowned as ", "crowned "};

    for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
        size_t len = strlen(starts[i]);
        line rest = {.len = 0};

        if (out->len <= len + 3 || memcmp(out->text, starts[i], len) != 0 ||
            memcmp(out->text + out->len - 3, " of", 3) != 0)
            continue;
        cn_relation_line_put(&rest, out->text + len, out->len - len);
        if (cn_relation_line_look_up(table, between, &rest)) {
            *out = rest;
            return true;
        }
    }
    return false;
}

/* By its spelling alone. */
static bool is_past(const cn_relation_table *table, const token *word)
{
    const cn_relation_words none = {.n = 0};

    return cn_relation_word_is_past(table, word, &none);
}

/* "published in", "published": a date's preposition is "on", whatever its precision. */
void cn_relation_line_date(const cn_relation_table *table, const cn_relation_between *between,
                           line *out)
{
    cn_relation_words words;
    const token *last;

    if (between->object_type != CN_TYPE_DATE ||
        !cn_relation_words_cut(out->text, out->len, &words) || words.n == 0)
        return;
    last = &words.items[words.n - 1];
    if (words.n > 1 && cn_relation_word_in(last, " in at ")) {
        memcpy(out->text + out->len - 2, "on", 2);
        return;
    }
    if (!is_past(table, last))
        return;
    if (words.n == 2 && cn_relation_word_is(&words.items[0], "is")) { /* "is built" */
        out->len -= 3;
        memmove(out->text, out->text + 3, out->len + 1);
        cn_relation_line_put(out, "on", 2);
    } else if (words.n == 1) {
        cn_relation_line_put(out, "on", 2);
    }
}

/* "X defeated by Y" is Y defeated X. */
static bool turn_passive(const cn_relation_table *table, cn_relation_between *between, line *out)
{
    char past[CN_RELATION_TEXT_MAX];
    const token none = {"", 0};
    cn_relation_words words;
    cn_relation_meaning swap = {past, true};
    size_t len;

    if (CN_TYPE_IS_LITERAL(between->subject_type) || CN_TYPE_IS_LITERAL(between->object_type) ||
        !cn_relation_words_cut(out->text, out->len, &words) || words.n != 2 ||
        !cn_relation_word_is(&words.items[1], "by") || !is_past(table, &words.items[0]))
        return false;
    len = cn_relation_word_past(table, &words.items[0], &none, false, past, sizeof(past));
    return len > 0 && use_meaning(between, swap, out);
}

/* What is left of the surface, in the table or by the rules that hold for all verbs. */
void cn_relation_line_settle(const cn_relation_table *table, cn_relation_between *between,
                             line *out)
{
    cn_relation_line_date(table, between, out);
    if (cn_relation_line_look_up(table, between, out) || look_up_head(table, between, out) ||
        look_up_behind(table, between, out) || look_up_ends(table, between, out))
        return;
    if (turn_passive(table, between, out))
        cn_relation_line_look_up(table, between, out);
}
