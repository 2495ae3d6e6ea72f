/* Words -> quantities, see quantity.h: [bound] [currency] number [joint number] [unit | noun]. */
#include "base/quantity.h"

#include <stdio.h>
#include <string.h>

enum { NOUN_WORDS_MAX = 3, SIGN_BYTES_MAX = 8 };

static const cn_value_word *word_at(cn_value_words *words, size_t i)
{
    return cn_value_words_at(words, i);
}

/* Is there a minus right before the word, with nothing that it could join to it? */
static bool is_negative(const cn_value_words *words, const cn_value_word *word)
{
    const char *text = words->text;
    size_t at = word->first;

    if (at >= 3 && memcmp(text + at - 3, "\xE2\x88\x92", 3) == 0)
        at -= 3;
    else if (at >= 1 && text[at - 1] == '-')
        at -= 1;
    else
        return false;
    return at == 0 || text[at - 1] == ' ' || text[at - 1] == '(' || text[at - 1] == '\n';
}

/* ---- Parts --------------------------------------------------------------------------------- */

/* "about", "more than", "at least": the place after it. */
static size_t take_bound(cn_value_words *words, size_t i, cn_quantity_value *value)
{
    const cn_value_word *word = word_at(words, i);
    size_t at = i;

    if (word->kind == CN_VW_IN && word_at(words, i + 1)->kind == CN_VW_MORE &&
        (word_at(words, i + 1)->value == 3 || word_at(words, i + 1)->value == -3)) {
        value->bound =
            (uint8_t)(word_at(words, i + 1)->value > 0 ? CN_BOUND_AT_LEAST : CN_BOUND_AT_MOST);
        return i + 2;
    }
    if (word->kind == CN_VW_ABOUT || word->kind == CN_VW_CIRCA) {
        value->is_approximate = true;
        return i + 1;
    }
    if (word->kind != CN_VW_MORE)
        return i;
    switch (word->value) {
    case 1:
    case -1:
        value->bound = (uint8_t)(word->value > 0 ? CN_BOUND_MORE : CN_BOUND_LESS);
        at = i + 1;
        break;
    case 2:
    case -2:
        if (word_at(words, i + 1)->kind != CN_VW_THAN)
            return i;
        value->bound = (uint8_t)(word->value > 0 ? CN_BOUND_MORE : CN_BOUND_LESS);
        at = i + 2;
        break;
    case -4:
        if (word_at(words, i + 1)->kind != CN_VW_TO)
            return i;
        value->bound = CN_BOUND_AT_MOST;
        at = i + 2;
        break;
    default:
        break;
    }
    return at;
}

static size_t take_number(cn_value_words *words, size_t i, cn_number *number)
{
    size_t after = cn_number_read(words, i, number);

    if (after > i && is_negative(words, word_at(words, i)))
        number->value.digits = -number->value.digits;
    return after;
}

/* "third", "19th", "twenty-first". */
static size_t take_ordinal(cn_value_words *words, size_t i, cn_quantity_value *value)
{
    const cn_value_word *word = word_at(words, i), *next = word_at(words, i + 1);
    int64_t number;
    size_t after;

    if (word->kind == CN_VW_DIGITS && word->n_digits <= 9 && next->kind == CN_VW_TAIL &&
        next->gap == CN_VG_NONE) {
        number = word->value;
        after = i + 2;
    } else if (word->kind == CN_VW_ORDINAL) {
        number = word->value;
        after = i + 1;
    } else if (word->kind == CN_VW_CARDINAL && word->value >= 20 && next->kind == CN_VW_ORDINAL &&
               next->value < 10 && (next->gap == CN_VG_SPACE || next->gap == CN_VG_HYPHEN)) {
        number = word->value + next->value;
        after = i + 2;
    } else {
        return i;
    }
    value->low = (cn_decimal){.digits = number};
    cn_decimal_shift(&value->low, 0);
    value->high = value->low;
    value->is_ordinal = value->is_there = true;
    return after;
}

/* The "m" of "$856 m" and "$5M", "k", "b": only of money. */
static size_t take_money_scale(cn_value_words *words, size_t i, int *power)
{
    const cn_value_word *word = word_at(words, i);
    char c =
        word->kind == CN_VW_OTHER || word->kind == CN_VW_CIRCA ? words->text[word->first] : ' ';

    *power = 0;
    if (word->end - word->first != 1 || !(word->gap == CN_VG_SPACE || word->gap == CN_VG_NONE))
        return i;
    if (c == 'm' || c == 'M')
        *power = 6;
    else if (c == 'k' || c == 'K')
        *power = 3;
    else if (c == 'b' || c == 'B')
        *power = 9;
    return *power ? i + 1 : i;
}

/* The second number of a range at word i, behind a dash, "to" or, after "between", "and". */
static size_t take_second(cn_value_words *words, size_t i, bool is_whole, bool is_between,
                          cn_number *number)
{
    const cn_value_word *joint = word_at(words, i);
    cn_unit currency;
    size_t at = i, after;

    if (joint->gap == CN_VG_DASH || joint->gap == CN_VG_HYPHEN)
        at = i;
    else if (is_whole && joint->kind == (is_between ? CN_VW_AND : CN_VW_TO))
        at = i + 1;
    else
        return i;
    after = cn_unit_currency(words, at, &currency);
    at = after > at ? after : at;
    after = cn_number_read(words, at, number);
    return after > at ? after : i;
}

/* A unit written once for both numbers of a range counts for both: so does "million". */
static bool close_range(const cn_number *first, const cn_number *second, cn_quantity_value *value)
{
    value->low = first->value;
    value->high = second->value;
    if (second->is_scaled && !first->is_scaled &&
        cn_decimal_compare(&value->low, &value->high) < 0) {
        cn_decimal scaled = first->value;
        int power = second->value.exponent;

        /* "2-3 million": as many zeros, unless that turns the order */
        power = power >= 9 ? 9 : power >= 6 ? 6 : power >= 3 ? 3 : 0;
        if (first->value.exponent <= 0 && cn_decimal_shift(&scaled, power) &&
            cn_decimal_compare(&scaled, &value->high) < 0)
            value->low = scaled;
    }
    return cn_decimal_compare(&value->low, &value->high) < 0;
}

/* Multiplies by the power the unit brings: "20 cents" are 0.2 dollars. */
static void apply_power(int power, cn_quantity_value *value)
{
    if (power == 0)
        return;
    cn_decimal_shift(&value->low, power);
    cn_decimal_shift(&value->high, power);
}

/* Is "in" at word i a unit, not a preposition? Only at the end or right behind the number. */
static bool is_plain_preposition(cn_value_words *words, size_t i)
{
    const cn_value_word *word = word_at(words, i);

    return word->kind == CN_VW_IN && word->gap != CN_VG_NONE &&
           word_at(words, i + 1)->kind != CN_VW_END;
}

/* [currency] number [joint number] [unit]; *from is where a currency begins or i. */
static size_t read_core(cn_value_words *words, size_t i, bool joins_ranges, bool is_whole,
                        bool is_between, cn_quantity_value *value)
{
    cn_number first, second;
    cn_unit currency, unit;
    size_t number = cn_unit_currency(words, i, &currency), at, after;
    int power;

    if (number > i && !is_whole && word_at(words, number)->gap == CN_VG_HYPHEN)
        return i;
    at = take_number(words, number, &first);
    if (at == number)
        return i;
    value->is_there = true;
    value->is_grouped = first.is_grouped;
    value->is_word = first.is_word;
    value->is_scaled = first.is_scaled;
    value->is_approximate |= first.is_part;
    value->low = value->high = first.value;
    after = joins_ranges ? take_second(words, at, is_whole, is_between, &second) : at;
    if (after > at && close_range(&first, &second, value)) {
        value->is_grouped |= second.is_grouped;
        value->is_scaled |= second.is_scaled;
        at = after;
    } else {
        value->high = value->low;
    }
    if (number > i) {
        value->unit = currency;
        after = take_money_scale(words, at, &power);
        apply_power(power, value);
        return after;
    }
    if (first.is_word && word_at(words, at)->kind == CN_VW_A) { /* "half a mile" */
        after = cn_unit_read(words, at + 1, is_whole, &unit);
        if (after == at + 1)
            return at;
        at++;
    } else if (is_plain_preposition(words, at)) {
        return at;
    }
    after = cn_unit_read(words, at, is_whole, &unit);
    if (after > at) {
        value->unit = unit;
        apply_power(unit.power, value);
    }
    return after;
}

/* "5,000 inhabitants", "680,000 housing units": of the words that end the text the first plural,
 * else the last. */
static size_t take_noun(cn_value_words *words, size_t i, cn_quantity_value *value)
{
    cn_unit unit, noun = {.symbol = ""};
    bool has_plural, was_plural = false;
    size_t at = i;

    for (int n = 0; n < NOUN_WORDS_MAX; n++) {
        size_t after = cn_unit_noun(words, at, &unit);

        if (after == at)
            break;
        has_plural = words->text[word_at(words, at)->end - 1] == 's';
        at = after;
        /* "countries" of "14 different countries worldwide" */
        if (!was_plural)
            noun = unit;
        was_plural |= has_plural;
    }
    if (at > i && (word_at(words, at)->kind == CN_VW_PER ||
                   word_at(words, at)->gap == CN_VG_SLASH)) /* "31 people per square kilometre" */
        at = cn_unit_per(words, at, &noun);
    if (at == i || word_at(words, at)->kind != CN_VW_END)
        return i;
    value->unit = noun;
    return at;
}

static size_t skip_end(const char *text, size_t len, size_t at)
{
    size_t end = at;

    if (end < len && text[end] == '.')
        end++;
    while (end < len && (text[end] == ' ' || (text[end] >= '\t' && text[end] <= '\r')))
        end++;
    return end == len ? len : at;
}

/* The signs that cn_quantity_text() puts before a number: how many bytes. */
static size_t take_signs(const char *text, size_t len, cn_quantity_value *value)
{
    static const char *const signs[] = {"", ">", "<", ">=", "<="};
    size_t at = 0;

    if (len > 0 && text[0] == '~') {
        value->is_approximate = true;
        at++;
    }
    for (size_t i = 4; i > 0; i--) {
        size_t n = strlen(signs[i]);

        if (len - at >= n && memcmp(text + at, signs[i], n) == 0) {
            value->bound = (uint8_t)i;
            return at + n;
        }
    }
    return at;
}

/* Nothing but white space and a minus stands between byte `at` and the first word. */
static bool begins_plainly(cn_value_words *words, size_t at)
{
    const cn_value_word *first = word_at(words, 0);
    const char *text = words->text;

    while (at < first->first && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r')))
        at++;
    if (at + 1 == first->first && text[at] == '-')
        at++;
    else if (at + 3 == first->first && memcmp(text + at, "\xE2\x88\x92", 3) == 0)
        at += 3;
    return at == first->first;
}

size_t cn_quantity_read(const char *text, size_t len, cn_quantity_value *value)
{
    cn_value_words words;
    size_t signs, from, after;
    bool is_between;

    *value = (cn_quantity_value){.is_there = false};
    signs = take_signs(text, len, value);
    cn_value_words_init(&words, text, len, signs);
    if (!begins_plainly(&words, signs)) {
        *value = (cn_quantity_value){.is_there = false};
        return 0;
    }
    is_between = word_at(&words, 0)->kind == CN_VW_BETWEEN;
    from = is_between ? 1 : take_bound(&words, 0, value);
    if (!is_between && word_at(&words, from)->kind == CN_VW_FROM)
        from++;
    after = take_ordinal(&words, from, value);
    if (after == from) {
        after = read_core(&words, from, true, true, is_between, value);
        if (after > from && !value->unit.symbol[0])
            after = take_noun(&words, after, value);
    }
    if (after == from || (is_between && cn_decimal_compare(&value->low, &value->high) == 0)) {
        *value = (cn_quantity_value){.is_there = false};
        return 0;
    }
    return skip_end(text, len, word_at(&words, after - 1)->end);
}

/* Where a currency that ends right before text[first] begins; first when there is none. */
static size_t currency_before(const char *text, size_t first)
{
    static const char *const signs[] = {"$", "\xC2\xA3", "\xC2\xA5", "\xE2\x82\xAC",
                                        "\xE2\x82\xB9"};
    static const char *const dollars[] = {"US", "HK", "NZ", "AU", "CA", "NT", "A", "C", "S", "R"};
    size_t at = first;

    if (at > 0 && text[at - 1] == ' ')
        at--;
    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
        size_t n = strlen(signs[i]), begin;

        if (at < n || memcmp(text + at - n, signs[i], n) != 0)
            continue;
        begin = at - n;
        for (size_t k = 0; i == 0 && k < sizeof(dollars) / sizeof(*dollars); k++) {
            size_t m = strlen(dollars[k]), from = begin;

            if (from > 0 && text[from - 1] == ' ' && m > 1)
                from--;
            if (from >= m && memcmp(text + from - m, dollars[k], m) == 0 &&
                (from == m ||
                 !((text[from - m - 1] | 0x20) >= 'a' && (text[from - m - 1] | 0x20) <= 'z')))
                return from - m;
        }
        return begin;
    }
    return first;
}

size_t cn_quantity_at(const char *text, size_t len, size_t first, bool joins_ranges,
                      cn_quantity_value *value, size_t *begin)
{
    cn_value_words words;
    size_t n;

    *value = (cn_quantity_value){.is_there = false};
    *begin = currency_before(text, first);
    cn_value_words_init(&words, text, len, *begin);
    n = read_core(&words, 0, joins_ranges, false, false, value);
    if (n == 0 || word_at(&words, n - 1)->end <= first) {
        *value = (cn_quantity_value){.is_there = false};
        return 0;
    }
    if (*begin == first && value->low.digits < 0 && is_negative(&words, word_at(&words, 0)))
        *begin -= text[first - 1] == '-' ? 1 : 3;
    return word_at(&words, n - 1)->end;
}

size_t cn_quantity_text(const cn_quantity_value *value, char *out, size_t size)
{
    static const char *const bounds[] = {"", ">", "<", ">=", "<="};
    char low[CN_DECIMAL_TEXT_MAX], high[CN_DECIMAL_TEXT_MAX + 2] = "..";
    char text[CN_QUANTITY_TEXT_MAX];
    bool is_range = cn_decimal_compare(&value->low, &value->high) != 0;
    const char *gap = value->unit.symbol[0] ? " " : "";
    const char *tail = "";
    int64_t last = value->low.exponent == 0 ? value->low.digits % 100 : 0;

    if (size == 0)
        return 0;
    out[0] = '\0';
    if (!value->is_there)
        return 0;
    cn_decimal_text(&value->low, low);
    cn_decimal_text(&value->high, high + 2);
    if (value->is_ordinal) {
        tail = last % 10 == 1 && last != 11   ? "st"
               : last % 10 == 2 && last != 12 ? "nd"
               : last % 10 == 3 && last != 13 ? "rd"
                                              : "th";
    }
    snprintf(text, sizeof(text), "%s%s%s%s%s%s%s", value->is_approximate ? "~" : "",
             bounds[value->bound % 5], low, is_range ? high : "", tail, gap, value->unit.symbol);
    if (strlen(text) + 1 > size)
        return 0;
    memcpy(out, text, strlen(text) + 1);
    return strlen(text);
}
