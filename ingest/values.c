/* Where a date or a quantity stands in a passage, see values.h.
 *
 * The expressions themselves are read by cn_time_at() and cn_quantity_at(), from the first byte of
 * a word on; of two readings the longer one counts. Here is what the words around them tell: a year
 * before "people" counts people, and three digits are a year only after a word like "in".
 * Constant time a word: the readers look at a few words only. */
#include "ingest/values.h"

#include <string.h>

#include "base/quantity.h"
#include "base/time.h"

enum {
    BEGINS_VALUE = CN_LEX_MONTH | CN_LEX_WEEKDAY | CN_LEX_ERA | CN_LEX_VALUE,
    NOUNS_MAX = 3 /* words of "million US dollars" and the like */
};

/* What is looked for, and the reading at hand. */
typedef struct scan {
    const cn_passage *passage;
    size_t word, end_word;
    size_t limit; /* byte where the readers stop */
    bool is_wide; /* cn_value_find() */
} scan;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool has_flag(const scan *s, size_t word, unsigned flag)
{
    return (s->passage->words.items[word].flags & flag) != 0;
}

static uint32_t classes(const scan *s, size_t word)
{
    return cn_passage_classes(s->passage, word);
}

/* One past the last word before byte `end`; s->word when a word goes on behind it. */
static size_t word_after(const scan *s, size_t end)
{
    const cn_word *items = s->passage->words.items;
    size_t at = s->word + 1;

    while (at < s->end_word && items[at].first < end)
        at++;
    return cn_word_end(&items[at - 1]) <= end ? at : s->word;
}

/* Is a noun counted by the number at word, as in "1200 inhabitants"? */
static bool counts_something(const scan *s, size_t word)
{
    if (word + 1 >= s->end_word || cn_passage_gap(s->passage, word) != CN_GAP_SPACE)
        return false;
    return (classes(s, word + 1) & (CN_LEX_UNIT | CN_LEX_SCALE)) &&
           !has_flag(s, word + 1, CN_WORD_UPPER);
}

/* Is the bare number at word a year? Four digits are, three only in "in 928 or", "after 938)", not
 * in "in 500 schools". */
static bool is_lone_year(const scan *s)
{
    size_t word = s->word;

    if (counts_something(s, word))
        return false;
    if (s->passage->words.items[word].len == 4)
        return true;
    if (word == 0 || !(classes(s, word - 1) & CN_LEX_BEFORE_YEAR))
        return false;
    return word + 1 >= s->end_word || has_flag(s, word + 1, CN_WORD_STOP) ||
           cn_passage_gap(s->passage, word) != CN_GAP_SPACE;
}

static bool is_bare_number(const scan *s, size_t end)
{
    const cn_word *word = &s->passage->words.items[s->word];

    return end == cn_word_end(word) && is_digit(s->passage->text[end - 1]);
}

/* Is word one of a list, separated by spaces, in small letters? */
static bool is_listed(const scan *s, size_t word, const char *list)
{
    const cn_word *w = &s->passage->words.items[word];
    const char *text = s->passage->text + w->first;

    for (const char *at = list; *at;) {
        size_t n = strcspn(at, " "), i = 0;

        while (n == w->len && i < n && (text[i] == at[i] || (text[i] | 0x20) == at[i]))
            i++;
        if (n == w->len && i == n)
            return true;
        at += n;
        while (*at == ' ')
            at++;
    }
    return false;
}

/* A month, a weekday or a relative date that says something where it stands. */
static bool is_vague_meant(const scan *s, const cn_time_value *value, size_t after)
{
    const cn_passage *passage = s->passage;
    uint32_t before = s->word > 0 ? classes(s, s->word - 1) : 0;

    if (value->kind == CN_TIME_RELATIVE)
        return false;
    if (value->kind != CN_TIME_PARTIAL || value->begin.day > 0)
        return true;
    if (value->begin.weekday)
        return false;
    /* "in May", not "May Smith", "Theresa May" */
    return (before & (CN_LEX_PREPOSITION | CN_LEX_BEFORE_YEAR)) &&
           !(after < s->end_word && has_flag(s, after, CN_WORD_UPPER) &&
             cn_passage_gap(passage, after - 1) == CN_GAP_SPACE);
}

/* Does "mid-1970s" or "the mid-1970s" begin here? The hyphen makes it one word. */
static bool has_tied_phase(const scan *s)
{
    size_t word = is_listed(s, s->word, "the") ? s->word + 1 : s->word;

    return word + 1 < s->end_word && is_listed(s, word, "early mid late") &&
           cn_passage_gap(s->passage, word) == CN_GAP_HYPHEN;
}

/* The expression of time at the word: its end, 0 for none. */
static size_t time_end(const scan *s, cn_time_value *value)
{
    const cn_passage *passage = s->passage;
    size_t first = passage->words.items[s->word].first;
    unsigned options = CN_TIME_SHORT_YEARS;
    size_t end, after;

    if (s->is_wide)
        options |= CN_TIME_VAGUE | (has_tied_phase(s) ? CN_TIME_NARROW : 0u);
    end = cn_time_at(passage->text, s->limit, first, options, value);
    if (end == 0)
        return 0;
    after = word_after(s, end);
    /* "Midnight", "Sixties": a capital alone names something. */
    if (!s->is_wide && after == s->word + 1 && !has_flag(s, s->word, CN_WORD_DIGIT))
        return 0;
    if (after == s->word || (is_bare_number(s, end) && !is_lone_year(s)) ||
        !is_vague_meant(s, value, after))
        return 0;
    return end;
}

/* Is the number the tail of a word, as in "Under-19s"? */
static bool is_tied(const scan *s)
{
    return s->word > 0 && has_flag(s, s->word, CN_WORD_DIGIT) &&
           !has_flag(s, s->word - 1, CN_WORD_DIGIT) &&
           cn_passage_gap(s->passage, s->word - 1) == CN_GAP_HYPHEN &&
           s->passage->words.items[s->word].first ==
               cn_word_end(&s->passage->words.items[s->word - 1]) + 1;
}

/* The quantity at the word, with a counted noun from the lists: its end, 0 for none. */
static size_t quantity_end(const scan *s, cn_quantity_value *value, size_t *begin)
{
    const cn_passage *passage = s->passage;
    size_t end = cn_quantity_at(passage->text, s->limit, passage->words.items[s->word].first,
                                s->is_wide, value, begin);
    size_t after = end > 0 ? word_after(s, end) : s->word;

    if (after == s->word || is_tied(s))
        return 0;
    if (s->is_wide || value->unit.symbol[0])
        return end;
    for (int n = 0; n < NOUNS_MAX && after < s->end_word; n++, after++) {
        cn_gap gap = cn_passage_gap(passage, after - 1);

        if (has_flag(s, after, CN_WORD_UPPER) || !(classes(s, after) & CN_LEX_UNIT) ||
            !(gap == CN_GAP_SPACE || gap == CN_GAP_HYPHEN || gap == CN_GAP_NONE))
            break;
        end = cn_word_end(&passage->words.items[after]);
        value->unit.is_noun = true;
    }
    return end;
}

/* Is the bare number at the word part of a name or a score: "Route 20", "number 4", "F-104",
 * "5-1", "5'7"? */
static bool is_part_of_name(const scan *s, size_t end)
{
    const cn_passage *passage = s->passage;
    size_t word = s->word, after = word_after(s, end);
    cn_gap gap = word > 0 ? cn_passage_gap(passage, word - 1) : CN_GAP_BREAK;

    if (gap == CN_GAP_HYPHEN || gap == CN_GAP_NONE || gap == CN_GAP_APOSTROPHE ||
        (gap == CN_GAP_DASH && has_flag(s, word - 1, CN_WORD_DIGIT)))
        return true;
    if ((end < passage->len && passage->text[end] == '\'') ||
        (word > 0 &&
         memchr(passage->text + cn_word_end(&passage->words.items[word - 1]), '#',
                passage->words.items[word].first - cn_word_end(&passage->words.items[word - 1]))))
        return true;
    if (after < s->end_word && has_flag(s, after, CN_WORD_DIGIT) &&
        (cn_passage_gap(passage, after - 1) == CN_GAP_DASH ||
         cn_passage_gap(passage, after - 1) == CN_GAP_HYPHEN))
        return true;
    if (gap != CN_GAP_SPACE && gap != CN_GAP_PERIOD)
        return false;
    if (gap == CN_GAP_SPACE && has_flag(s, word - 1, CN_WORD_UPPER) &&
        !has_flag(s, word - 1, CN_WORD_STOP) && !(classes(s, word - 1) & CN_LEX_OPENER))
        return true;
    return is_listed(s, word - 1,
                     gap == CN_GAP_SPACE ? "number top no year age aged volume chapter" : "no nos");
}

/* A capital begins a number only where a sentence begins, and before a small word: not in "The
 * Four Seasons". */
static bool is_capital_meant(const scan *s, size_t end)
{
    const cn_passage *passage = s->passage;
    size_t word = s->word, after = word_after(s, end);
    cn_gap gap = word > 0 ? cn_passage_gap(passage, word - 1) : CN_GAP_BREAK;

    return (gap == CN_GAP_BREAK || gap == CN_GAP_PERIOD) && after < s->end_word &&
           !has_flag(s, after, CN_WORD_UPPER);
}

/* Is the number more than digits that may mean anything? */
static bool says_quantity(const scan *s, const cn_quantity_value *value, size_t end)
{
    if (s->is_wide && has_flag(s, s->word, CN_WORD_UPPER) && !is_capital_meant(s, end))
        return false;
    if (value->unit.symbol[0] || value->unit.is_noun || value->is_grouped || value->is_scaled)
        return true;
    if (!s->is_wide || is_part_of_name(s, end))
        return false;
    /* "one" is a pronoun, "half" an adverb more often than a number */
    return !(value->is_word && end == cn_word_end(&s->passage->words.items[s->word]) &&
             is_listed(s, s->word, "one half"));
}

/* "45-part", "4-disc": the end of the noun that a hyphen ties to a bare number. */
static size_t hyphened_noun_end(const scan *s, size_t end)
{
    size_t after = word_after(s, end);
    const cn_word *noun = &s->passage->words.items[after];

    if (after >= s->end_word || !has_flag(s, s->word, CN_WORD_DIGIT) || noun->first != end + 1 ||
        s->passage->text[end] != '-' ||
        has_flag(s, after, CN_WORD_UPPER | CN_WORD_DIGIT | CN_WORD_STOP))
        return end;
    return cn_word_end(noun);
}

static bool may_begin(const scan *s)
{
    if (has_flag(s, s->word, CN_WORD_DIGIT))
        return true;
    if (!(classes(s, s->word) & BEGINS_VALUE))
        return false;
    /* The most frequent words: looked at only before another that may be part of a value. */
    if (is_listed(s, s->word, "the a an"))
        return s->is_wide && s->word + 1 < s->end_word &&
               (has_flag(s, s->word + 1, CN_WORD_DIGIT) ||
                (classes(s, s->word + 1) & (CN_LEX_VALUE | CN_LEX_SCALE)));
    return s->is_wide || has_flag(s, s->word, CN_WORD_UPPER);
}

static int time_type(const cn_time_value *value)
{
    return value->kind == CN_TIME_OF_DAY || value->kind == CN_TIME_LENGTH ? CN_TYPE_TIME
                                                                          : CN_TYPE_DATE;
}

/* Is the quantity that ends at byte `end` the better reading? "1969-1973" are no numbers. */
static bool is_better(const cn_quantity_value *value, size_t end, size_t time_stop)
{
    if (value->unit.is_money || time_stop == 0)
        return true;
    return end > time_stop &&
           (value->unit.symbol[0] || value->unit.is_noun || value->is_grouped || value->is_scaled);
}

static size_t find(const scan *s, cn_item *item)
{
    const cn_word *first = &s->passage->words.items[s->word];
    cn_time_value time;
    cn_quantity_value quantity = {.is_there = false};
    size_t begin = first->first, end = 0, time_stop;

    if (!may_begin(s))
        return 0;
    *item = (cn_item){.word = (uint32_t)s->word};
    time_stop = time_end(s, &time);
    /* A word that is no number begins a name more often than a quantity: "Six Feet Under". */
    if (s->is_wide || has_flag(s, s->word, CN_WORD_DIGIT))
        end = quantity_end(s, &quantity, &begin);
    if (end > 0 && is_better(&quantity, end, time_stop) && says_quantity(s, &quantity, end)) {
        if (s->is_wide && !quantity.unit.symbol[0])
            end = hyphened_noun_end(s, end);
        item->type = quantity.unit.is_money ? CN_TYPE_MONEY : CN_TYPE_QUANTITY;
    } else if (time_stop > 0) {
        item->type = (uint8_t)time_type(&time);
        begin = first->first;
        end = time_stop;
    } else {
        return 0;
    }
    item->first = (uint32_t)begin;
    item->len = (uint32_t)(end - begin);
    item->n_words = (uint32_t)(word_after(s, end) - s->word);
    return item->n_words;
}

static scan scan_of(const cn_passage *passage, size_t word, size_t end_word, bool is_wide)
{
    scan s = {passage, word, end_word, passage->len, is_wide};

    if (end_word < passage->words.n)
        s.limit = passage->words.items[end_word].first;
    return s;
}

size_t cn_value_at(const cn_passage *passage, size_t word, size_t end_word, cn_item *item)
{
    scan s = scan_of(passage, word, end_word, false);

    return find(&s, item);
}

size_t cn_value_find(const cn_passage *passage, size_t word, size_t end_word, cn_item *item)
{
    scan s = scan_of(passage, word, end_word, true);

    return find(&s, item);
}

/* Is the phrase worth more than a word that happens to read as one, "May", "a", "that one"? */
static bool is_phrase(const cn_time_value *time)
{
    return time->kind != CN_TIME_NOTHING &&
           (time->kind != CN_TIME_PARTIAL || time->begin.day > 0 || time->end.day > 0);
}

size_t cn_value_phrase(const cn_passage *passage, size_t word, size_t end_word, cn_item *item)
{
    scan s = scan_of(passage, word, end_word, true);
    size_t first = passage->words.items[word].first, n = find(&s, item), end, after;
    cn_time_value time;
    cn_quantity_value quantity;
    uint8_t type = 0;

    if (n == 0 && !(classes(&s, word) & (CN_LEX_PREPOSITION | CN_LEX_VALUE | CN_LEX_BEFORE_YEAR)) &&
        !is_listed(&s, word,
                   "today yesterday tomorrow tonight last next this that same previous "
                   "following coming past current"))
        return 0;
    end = cn_time_read(passage->text + first, s.limit - first, &time);
    if (end > 0 && (n > 0 || is_phrase(&time)) && !(n > 0 && item->type >= CN_TYPE_QUANTITY))
        type = (uint8_t)time_type(&time);
    if (type == 0) {
        end = cn_quantity_read(passage->text + first, s.limit - first, &quantity);
        if (end == 0 || !(n > 0 || quantity.bound || quantity.is_approximate))
            return n;
        type = quantity.unit.is_money ? CN_TYPE_MONEY : CN_TYPE_QUANTITY;
    }
    end = first + end;
    while (end > first && (passage->text[end - 1] == ' ' || passage->text[end - 1] == '.'))
        end--;
    after = word_after(&s, end);
    if (after == word || (n > 0 && after < word + n))
        return n;
    if (n == 0 || item->first > first)
        *item = (cn_item){.first = (uint32_t)first, .word = (uint32_t)word};
    item->type = type;
    item->len = (uint32_t)(end - item->first);
    item->n_words = (uint32_t)(after - word);
    return item->n_words;
}
