/* Shapes of questions that ask for an age, for the time between two events or for how much one
 * thing is more than another, see typed_shape.h.
 *
 * Words are compared in lower case; what a side's question takes from the question it takes as
 * bytes, so that names stay as they were written. */
#include "retrieve/typed_shape.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_MIN = 1000, YEAR_MAX = 2199 };

typedef cn_words_range range;

/* ---- Words ----------------------------------------------------------------------------------- */

static bool word_is(const cn_question *q, size_t i, const char *text, size_t len)
{
    const cn_word *word = i < q->words.n ? &q->words.items[i] : NULL;

    if (!word || word->len != len)
        return false;
    for (size_t k = 0; k < len; k++) {
        const char c = q->text[word->first + k];

        if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != text[k])
            return false;
    }
    return true;
}

/* Words behind a phrase of `phrases` ("a b|c") that stands at word i; i when none does. */
static size_t behind(const cn_question *q, size_t i, const char *phrases)
{
    for (const char *at = phrases; *at; at += *at == '|') {
        size_t k = i;
        bool fits = true;

        while (*at && *at != '|') {
            const size_t len = strcspn(at, " |");

            fits = fits && word_is(q, k, at, len);
            k++;
            at += len + (at[len] == ' ');
        }
        if (fits)
            return k;
    }
    return i;
}

/* The first word of [first, end) at which one of the phrases stands; end when none does. */
static size_t find(const cn_question *q, size_t first, size_t end, const char *phrases)
{
    while (first < end && behind(q, first, phrases) == first)
        first++;
    return first;
}

static bool is_upper(const cn_question *q, size_t i)
{
    return i < q->words.n && q->words.items[i].flags & (CN_WORD_UPPER | CN_WORD_DIGIT);
}

/* "the" and "a" in front, "'s" behind do not belong to a name. */
static range trim(const cn_question *q, size_t first, size_t end)
{
    if (end > first + 1 && word_is(q, end - 1, "s", 1))
        end--;
    return (range){first, end > first ? end - first : 0};
}

static int year_of(const cn_question *q, size_t i)
{
    const cn_word *word = i < q->words.n ? &q->words.items[i] : NULL;
    int year = 0;

    if (!word || word->len != 4)
        return 0;
    for (size_t k = 0; k < 4; k++) {
        const char c = q->text[word->first + k];

        if (c < '0' || c > '9')
            return 0;
        year = 10 * year + (c - '0');
    }
    return year >= YEAR_MIN && year <= YEAR_MAX ? year : 0;
}

/* ---- Questions of a side --------------------------------------------------------------------- */

/* "%" of the pattern is what the words say. False when it is too long. */
static bool write_side(const cn_question *q, const char *pattern, range words, cn_typed_side *side)
{
    const char *mark = strchr(pattern, '%');
    const cn_word *last;
    size_t first, len;

    if (words.n == 0)
        return false;
    first = q->words.items[words.first].first;
    last = &q->words.items[words.first + words.n - 1];
    len = last->first + last->len - first;
    if (len + strlen(pattern) >= sizeof side->text)
        return false;
    snprintf(side->text, sizeof side->text, "%.*s%.*s%s", (int)(mark - pattern), pattern, (int)len,
             q->text + first, mark + 1);
    return true;
}

static bool give_year(const cn_question *q, size_t word, cn_typed_side *side)
{
    const int year = year_of(q, word);

    if (year == 0)
        return false;
    side->number = year * 10000.0;
    side->given = (range){word, 1};
    return true;
}

typedef struct event_word {
    const char *words, *question;
} event_word;

static const event_word event_nouns[] = {
    {"birth", "When was % born?"},
    {"death", "When did % die?"},
    {"opening", "When was % opened?"},
    {"founding", "When was % founded?"},
    {"foundation", "When was % founded?"},
    {"completion", "When was % completed?"},
    {"launch", "When was % launched?"},
    {"release", "When was % released?"},
    {"publication", "When was % published?"},
};
static const event_word event_verbs[] = {
    {"died", "When did % die?"},          {"passed away", "When did % die?"},
    {"married", "When did % marry?"},     {"retired", "When did % retire?"},
    {"began", "When did % begin?"},       {"ended", "When did % end?"},
    {"closed", "When did % close?"},      {"opened", "When was % opened?"},
    {"came out", "When was % released?"},
};
#define N_OF(list) (sizeof(list) / sizeof *(list))

/* "the death of X", "X's death", "his death". */
static bool ask_noun(const cn_question *q, size_t first, size_t end, range subject,
                     cn_typed_side *side)
{
    for (size_t e = 0; e < N_OF(event_nouns); e++) {
        const size_t at = find(q, first, end, event_nouns[e].words);
        range of = {0, 0};

        if (at == end)
            continue;
        if (at + 2 < end && word_is(q, at + 1, "of", 2))
            of = trim(q, at + 2, end);
        else if (at + 1 == end && behind(q, first, "his|her|its|their") == at)
            of = subject;
        else if (at + 1 == end && at > first + 1 && word_is(q, at - 1, "s", 1))
            of = trim(q, first, at);
        if (write_side(q, event_nouns[e].question, of, side))
            return true;
    }
    return false;
}

/* "X died", "he died", "X was born", "the bridge was opened". */
static bool ask_verb(const cn_question *q, size_t first, size_t end, range subject,
                     cn_typed_side *side)
{
    const size_t aux = find(q, first + 1, end, "was|were");

    for (size_t e = 0; e < N_OF(event_verbs); e++) {
        const size_t at = find(q, first + 1, end, event_verbs[e].words);

        if (at == end || behind(q, at, event_verbs[e].words) != end)
            continue;
        if (aux < at) /* "was opened" is the same as "opened" */
            return write_side(q, event_verbs[e].question, trim(q, first, aux), side);
        if (behind(q, first, "he|she|it|they") == at)
            return write_side(q, event_verbs[e].question, subject, side);
        return write_side(q, event_verbs[e].question, trim(q, first, at), side);
    }
    if (aux == end || aux + 2 != end) /* one participle behind it */
        return false;
    {
        char pattern[64];
        const cn_word *verb = &q->words.items[aux + 1];

        if (verb->len > 20)
            return false;
        snprintf(pattern, sizeof pattern, "When was %% %.*s?", (int)verb->len,
                 q->text + verb->first);
        return write_side(q, pattern,
                          behind(q, first, "he|she|it|they") == aux ? subject : trim(q, first, aux),
                          side);
    }
}

static bool ask_event(const cn_question *q, size_t first, size_t end, range subject,
                      cn_typed_side *side)
{
    if (first >= end)
        return false;
    if (ask_noun(q, first, end, subject, side) || ask_verb(q, first, end, subject, side))
        return true;
    return end - first <= 4 && give_year(q, end - 1, side); /* "1904", "the flood of 1904" */
}

/* "did Y die", "was Y born": a question but for its "When". */
static bool ask_rest(const cn_question *q, size_t first, size_t end, cn_typed_side *side)
{
    if (first + 2 >= end || !is_upper(q, behind(q, first + 1, "the")))
        return false;
    return write_side(q, "When %?", (range){first, end - first}, side);
}

/* ---- Shapes ---------------------------------------------------------------------------------- */

static const char YEARS[] = "how many years|how long|how much time";

static bool read_age(const cn_question *q, cn_typed_shape *shape)
{
    const size_t n = q->words.n;
    size_t first = behind(q, 0, "how old was|how old were"), end;
    range subject;

    if (first == 0) { /* "At what age did X die?" */
        first = behind(q, 0, "at what age did|at which age did");
        if (first == 0 || n < first + 2 || behind(q, n - 1, "die") != n)
            return false;
        subject = (range){first, n - 1 - first};
        return write_side(q, "When was % born?", subject, &shape->sides[0]) &&
               write_side(q, "When did % die?", subject, &shape->sides[1]);
    }
    end = find(q, first, n, "when|in|at the time of|at|on");
    subject = trim(q, first, end);
    if (end == n || subject.n == 0 || !is_upper(q, behind(q, first, "the")))
        return false;
    first = behind(q, end, "when|in|at the time of|at|on");
    return write_side(q, "When was % born?", subject, &shape->sides[0]) &&
           ask_event(q, first, n, subject, &shape->sides[1]);
}

static bool read_span(const cn_question *q, cn_typed_shape *shape)
{
    const size_t n = q->words.n, first = behind(q, 0, YEARS);
    size_t at;

    if (first == 0)
        return false;
    if (behind(q, first, "did") != first && n > first + 2 && behind(q, n - 1, "live") == n) {
        const range subject = {first + 1, n - 2 - first};

        return write_side(q, "When was % born?", subject, &shape->sides[0]) &&
               write_side(q, "When did % die?", subject, &shape->sides[1]);
    }
    at = find(q, first, n, "between");
    if (at < n && at <= first + 3) {
        const size_t joint = find(q, at, n, "and");

        return ask_event(q, at + 1, joint, (range){0, 0}, &shape->sides[0]) &&
               ask_event(q, joint + 1, n, (range){0, 0}, &shape->sides[1]);
    }
    at = behind(q, first, "after|before");
    if (at == first)
        return false;
    for (size_t rest = at + 1; rest < n; rest++) { /* "X was born was Y": the last that fits */
        rest = find(q, rest, n, "did|was|were");
        if (rest < n && ask_event(q, at, rest, (range){0, 0}, &shape->sides[0]) &&
            ask_rest(q, rest, n, &shape->sides[1]))
            return true;
    }
    return false;
}

static const struct {
    const char *more, *question;
} measures[] = {
    {"longer|shorter", "What is the length of %?"},
    {"taller|higher", "What is the height of %?"},
    {"wider|broader", "What is the width of %?"},
    {"heavier", "What is the weight of %?"},
    {"deeper", "What is the depth of %?"},
    {"larger|bigger", "What is the area of %?"},
    {"more populous", "What is the population of %?"},
};

/* "How much longer is A than B?", "How many years older was A than B?" */
static bool read_more(const cn_question *q, cn_typed_shape *shape)
{
    const size_t n = q->words.n, first = behind(q, 0, "how much|how many");
    const size_t aux = find(q, first, n < 6 ? n : 6, "is|was|are|were");
    const size_t than = find(q, aux, n, "than");

    if (first == 0 || aux >= n || than >= n || than + 1 >= n || aux < first + 1)
        return false;
    if (behind(q, aux - 1, "older|younger") == aux) {
        shape->op = CN_TYPED_YEARS;
        return write_side(q, "When was % born?", trim(q, aux + 1, than), &shape->sides[0]) &&
               write_side(q, "When was % born?", trim(q, than + 1, n), &shape->sides[1]);
    }
    for (size_t m = 0; m < N_OF(measures); m++)
        if (find(q, first, aux, measures[m].more) < aux)
            return write_side(q, measures[m].question, trim(q, aux + 1, than), &shape->sides[0]) &&
                   write_side(q, measures[m].question, trim(q, than + 1, n), &shape->sides[1]);
    return false;
}

/* "What is the difference in length between A and B?" */
static bool read_difference(const cn_question *q, cn_typed_shape *shape)
{
    const size_t n = q->words.n;
    const size_t first = behind(q, 0, "what is the difference in|what was the difference in");
    const size_t at = find(q, first, n, "between"), joint = find(q, at, n, "and");
    char pattern[96];
    const cn_word *noun, *last;

    if (first == 0 || at == first || at > first + 3 || joint >= n || joint + 1 >= n)
        return false;
    noun = &q->words.items[first];
    last = &q->words.items[at - 1];
    if (last->first + last->len - noun->first > 60)
        return false;
    snprintf(pattern, sizeof pattern, "What is the %.*s of %%?",
             (int)(last->first + last->len - noun->first), q->text + noun->first);
    if (strchr(pattern, '%') != strrchr(pattern, '%'))
        return false;
    return write_side(q, pattern, trim(q, at + 1, joint), &shape->sides[0]) &&
           write_side(q, pattern, trim(q, joint + 1, n), &shape->sides[1]);
}

void cn_typed_shape_read(const cn_question *question, cn_typed_shape *shape)
{
    static bool (*const readers[])(const cn_question *, cn_typed_shape *) = {
        read_age, read_span, read_more, read_difference};
    static const cn_typed_op ops[] = {CN_TYPED_AGE, CN_TYPED_YEARS, CN_TYPED_DIFFERENCE,
                                      CN_TYPED_DIFFERENCE};

    for (size_t i = 0; i < N_OF(readers); i++) {
        *shape = (cn_typed_shape){.op = CN_TYPED_NONE};
        if (question->words.n > 0 && readers[i](question, shape)) {
            shape->op = shape->op == CN_TYPED_NONE ? ops[i] : shape->op;
            return;
        }
    }
    *shape = (cn_typed_shape){.op = CN_TYPED_NONE};
}
