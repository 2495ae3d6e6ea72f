/* Words -> exact decimals, see number.h.
 *
 * Digits first take their groups and their point, then a fraction, then a scale. Number words add
 * up left to right: what stands before "hundred" or "million" is multiplied by it. Every loop takes
 * a word a round, and there are at most CN_VALUE_WORDS_MAX. */
#include "base/number.h"

#include <string.h>

enum { DIGITS_MAX = 15, EXPONENT_MIN = -18, EXPONENT_MAX = 36, WORD_PARTS_MAX = 12 };
#define WORD_VALUE_MAX INT64_C(1000000000000000) /* 10^15: where number words stop */

static void make_normal(cn_decimal *value)
{
    if (value->digits == 0)
        value->exponent = 0;
    while (value->digits != 0 && value->digits % 10 == 0 && value->exponent < EXPONENT_MAX) {
        value->digits /= 10;
        value->exponent++;
    }
}

bool cn_decimal_shift(cn_decimal *value, int power)
{
    int exponent = value->exponent + power;

    if (exponent < EXPONENT_MIN || exponent > EXPONENT_MAX)
        return false;
    value->exponent = exponent;
    make_normal(value);
    return true;
}

bool cn_decimal_times(cn_decimal *value, int64_t factor)
{
    int64_t size = value->digits < 0 ? -value->digits : value->digits;

    if (factor <= 0 || size > INT64_MAX / factor)
        return false;
    value->digits *= factor;
    make_normal(value);
    return true;
}

/* a + b, both not negative; false when the sum does not fit. */
static bool add(cn_decimal *a, const cn_decimal *b)
{
    cn_decimal x = *a, y = *b;

    while (x.exponent != y.exponent) {
        cn_decimal *coarse = x.exponent > y.exponent ? &x : &y;

        if (coarse->digits > INT64_MAX / 20)
            return false;
        coarse->digits *= 10;
        coarse->exponent--;
    }
    if (x.digits > INT64_MAX / 2 || y.digits > INT64_MAX / 2)
        return false;
    x.digits += y.digits;
    make_normal(&x);
    *a = x;
    return true;
}

int cn_decimal_compare(const cn_decimal *a, const cn_decimal *b)
{
    int64_t x = a->digits, y = b->digits;
    int gap = a->exponent - b->exponent;

    if (x == 0 || y == 0 || (x < 0) != (y < 0))
        return (x > y) - (x < y);
    for (; gap > 0; gap--) {
        if (x > INT64_MAX / 10 || x < -(INT64_MAX / 10))
            return x > 0 ? 1 : -1;
        x *= 10;
    }
    for (; gap < 0; gap++) {
        if (y > INT64_MAX / 10 || y < -(INT64_MAX / 10))
            return y > 0 ? -1 : 1;
        y *= 10;
    }
    return (x > y) - (x < y);
}

size_t cn_decimal_text(const cn_decimal *value, char text[CN_DECIMAL_TEXT_MAX])
{
    char digits[24];
    uint64_t rest =
        value->digits < 0 ? (uint64_t)0 - (uint64_t)value->digits : (uint64_t)value->digits;
    int n = 0, point;
    size_t len = 0;

    do {
        digits[n++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value->digits < 0)
        text[len++] = '-';
    point = n + value->exponent; /* digits before the point */
    if (point <= 0) {
        text[len++] = '0';
        text[len++] = '.';
        for (int i = point; i < 0; i++)
            text[len++] = '0';
    }
    for (int i = 0; i < n; i++) {
        if (i > 0 && i == point)
            text[len++] = '.';
        text[len++] = digits[n - 1 - i];
    }
    for (int i = n; i < point; i++)
        text[len++] = '0';
    text[len] = '\0';
    return len;
}

/* ---- Numbers in digits --------------------------------------------------------------------- */

static bool is_joined(cn_value_words *words, size_t i, cn_value_gap gap)
{
    const cn_value_word *word = cn_value_words_at(words, i);

    return word->kind == CN_VW_DIGITS && word->gap == (uint8_t)gap && word->is_close;
}

static bool add_digits(const cn_value_words *words, size_t i, int64_t *value, int *n_digits)
{
    const cn_value_word *word = &words->items[i];

    if (*n_digits + word->n_digits > DIGITS_MAX)
        return false;
    for (size_t at = word->first; at < word->end; at++)
        *value = *value * 10 + (words->text[at] - '0');
    *n_digits += word->n_digits;
    return true;
}

/* "1,234,567.89". A group has three digits; "1.2.3" is no number. */
static size_t read_digits(cn_value_words *words, size_t i, cn_number *number)
{
    size_t at = i + 1;
    int n_digits = 0, n_behind = 0;
    int64_t value = 0;

    if (!add_digits(words, i, &value, &n_digits))
        return i;
    while (n_digits > 0 && cn_value_words_at(words, i)->n_digits <= 3 &&
           is_joined(words, at, CN_VG_COMMA) && cn_value_words_at(words, at)->n_digits == 3) {
        if (!add_digits(words, at++, &value, &n_digits))
            return i;
        number->is_grouped = true;
    }
    if (is_joined(words, at, CN_VG_COMMA) && cn_value_words_at(words, at)->n_digits != 3 &&
        number->is_grouped)
        return i;
    if (is_joined(words, at, CN_VG_PERIOD)) {
        int before = n_digits;

        if (is_joined(words, at + 1, CN_VG_PERIOD) || !add_digits(words, at, &value, &n_digits))
            return i;
        n_behind = n_digits - before;
        at++;
    }
    number->value = (cn_decimal){.digits = value, .exponent = -n_behind};
    make_normal(&number->value);
    return at;
}

/* ---- Fractions ----------------------------------------------------------------------------- */

/* Denominators that people write: "9/11" is a date or a score. */
static bool is_common(int64_t denominator)
{
    return (denominator >= 2 && denominator <= 6) || denominator == 8 || denominator == 10 ||
           denominator == 16;
}

/* numerator / denominator, to four places; false for what is no fraction of a whole. */
static bool set_fraction(int64_t numerator, int64_t denominator, cn_decimal *value, bool *is_part)
{
    if (denominator < 2 || denominator > 100 || numerator < 1 || numerator >= denominator)
        return false;
    *is_part = numerator * 10000 % denominator != 0;
    *value = (cn_decimal){.digits = (numerator * 20000 / denominator + 1) / 2, .exponent = -4};
    make_normal(value);
    return true;
}

/* "½" as a word of its own or right behind digits. */
static bool read_sign_fraction(const cn_value_words *words, const cn_value_word *word,
                               cn_decimal *value)
{
    static const int64_t hundredths[] = {25, 50, 75};
    const char *text = words->text + word->first;

    if (word->kind != CN_VW_OTHER || word->end - word->first != 2 || text[0] != '\xC2' ||
        text[1] < '\xBC' || text[1] > '\xBE')
        return false;
    *value = (cn_decimal){.digits = hundredths[text[1] - '\xBC'], .exponent = -2};
    make_normal(value);
    return true;
}

/* "1/2" at word i. */
static size_t read_slash_fraction(cn_value_words *words, size_t i, cn_number *number,
                                  cn_decimal *value)
{
    const cn_value_word *word = cn_value_words_at(words, i);
    const cn_value_word *below = cn_value_words_at(words, i + 1);

    if (word->kind != CN_VW_DIGITS || word->n_digits > 2 || below->n_digits > 2 ||
        !is_common(below->value) || !is_joined(words, i + 1, CN_VG_SLASH) ||
        is_joined(words, i + 2, CN_VG_SLASH) ||
        !set_fraction(word->value, below->value, value, &number->is_part))
        return i;
    return i + 2;
}

/* "and a half", "and three quarters" behind a number, with any hyphens. */
static size_t read_and_fraction(cn_value_words *words, size_t i, cn_decimal *value)
{
    const cn_value_word *count = cn_value_words_at(words, i + 1);
    const cn_value_word *part = cn_value_words_at(words, i + 2);

    if (cn_value_words_at(words, i)->kind != CN_VW_AND ||
        !(count->kind == CN_VW_A || count->kind == CN_VW_CARDINAL))
        return i;
    if (part->kind == CN_VW_HALF && count->value <= 1)
        *value = (cn_decimal){.digits = 5, .exponent = -1};
    else if (part->kind == CN_VW_QUARTER && count->value <= 3)
        *value = (cn_decimal){.digits = count->value == 3 ? 75 : 25, .exponent = -2};
    else
        return i;
    return i + 3;
}

static size_t read_part(cn_value_words *words, size_t i, cn_number *number)
{
    cn_decimal part = {.digits = 0};
    const cn_value_word *word = cn_value_words_at(words, i);
    size_t at = i;

    if ((word->gap == CN_VG_SPACE || word->gap == CN_VG_NONE) &&
        read_sign_fraction(words, word, &part))
        at = i + 1;
    else if (word->gap == CN_VG_SPACE && !number->is_word)
        at = read_slash_fraction(words, i, number, &part);
    if (at == i)
        at = read_and_fraction(words, i, &part);
    return at > i && add(&number->value, &part) ? at : i;
}

/* ---- Numbers in words ---------------------------------------------------------------------- */

/* A word that may go on a number: its gap is a space, a hyphen, or a spaced one ("twenty - five").
 */
static const cn_value_word *next_word(cn_value_words *words, size_t i, cn_value_word_kind kind)
{
    const cn_value_word *word = cn_value_words_at(words, i);

    if (word->kind != (uint8_t)kind || !(word->gap == CN_VG_SPACE || word->gap == CN_VG_HYPHEN))
        return NULL;
    return word;
}

/* "five", "twenty-five", "three hundred and twelve": below a thousand. */
static size_t read_below_thousand(cn_value_words *words, size_t i, int64_t *value)
{
    const cn_value_word *word = cn_value_words_at(words, i);
    size_t at = i;

    *value = 0;
    if (word->kind == CN_VW_CARDINAL) {
        *value = word->value;
        at++;
        word = next_word(words, at, CN_VW_CARDINAL);
        if (*value >= 20 && word && word->value >= 1 && word->value <= 9) {
            *value += word->value;
            at++;
        }
    } else if (word->kind == CN_VW_A) {
        if (!next_word(words, i + 1, CN_VW_HUNDRED) && !next_word(words, i + 1, CN_VW_SCALE) &&
            !next_word(words, i + 1, CN_VW_DOZEN))
            return i;
        *value = 1;
        at++;
    }
    if (at > i && *value < 100 && *value > 0 && next_word(words, at, CN_VW_HUNDRED)) {
        size_t after = at + 1;

        *value *= 100;
        at++;
        if (next_word(words, after, CN_VW_AND))
            after++;
        word = next_word(words, after, CN_VW_CARDINAL);
        if (word && word->value > 0) {
            int64_t low = word->value;

            at = after + 1;
            word = next_word(words, at, CN_VW_CARDINAL);
            if (low >= 20 && word && word->value >= 1 && word->value <= 9) {
                low += word->value;
                at++;
            }
            *value += low;
        }
    }
    return at;
}

static int64_t power_of_ten(int power)
{
    int64_t value = 1;

    while (power-- > 0)
        value *= 10;
    return value;
}

/* "two million three hundred thousand and five". */
static size_t read_words(cn_value_words *words, size_t i, cn_number *number)
{
    int64_t total = 0, value, scale = WORD_VALUE_MAX;
    size_t at = i;

    for (int n = 0; n < WORD_PARTS_MAX; n++) {
        const cn_value_word *word;
        size_t from = n > 0 && next_word(words, at, CN_VW_AND) ? at + 1 : at;
        size_t after;

        if (n > 0 && (!next_word(words, from, CN_VW_CARDINAL) || scale < 1000))
            break;
        after = read_below_thousand(words, from, &value);
        if (after == from)
            break;
        word = next_word(words, after, CN_VW_SCALE);
        if (!word) {
            if (n > 0 && from == at && value < 100 && scale > 1000)
                break; /* "two million five ..." is two numbers */
            total += value;
            at = after;
            break;
        }
        if (power_of_ten(word->value) >= scale)
            break;
        scale = power_of_ten(word->value);
        total += value * scale;
        number->is_scaled = true;
        at = after + 1;
    }
    number->value = (cn_decimal){.digits = total};
    make_normal(&number->value);
    number->is_word = true;
    return at;
}

/* "half", "half a", "a quarter of a", "two thirds", "three-quarters of a": of one or of a scale. */
static size_t read_fraction(cn_value_words *words, size_t i, cn_number *number)
{
    const cn_value_word *word = cn_value_words_at(words, i), *scale;
    int64_t count = 1;
    size_t at = i, after;
    bool has_value = false;

    if (word->kind == CN_VW_A || (word->kind == CN_VW_CARDINAL && word->value > 0)) {
        count = word->kind == CN_VW_A ? 1 : word->value;
        word = cn_value_words_at(words, ++at);
        if (word->gap != CN_VG_SPACE && word->gap != CN_VG_HYPHEN)
            return i;
    }
    if (word->kind == CN_VW_HALF)
        has_value = set_fraction(count, 2, &number->value, &number->is_part);
    else if (word->kind == CN_VW_QUARTER && at > i)
        has_value = set_fraction(count, 4, &number->value, &number->is_part);
    else if (word->kind == CN_VW_THIRDS && at > i && count > 1)
        has_value = set_fraction(count, word->value, &number->value, &number->is_part);
    else if (word->kind == CN_VW_ORDINAL && at > i && count == 1 && word->value >= 3 &&
             cn_value_words_follow(words, at + 1, CN_VW_OF))
        has_value = set_fraction(1, word->value, &number->value, &number->is_part);
    if (!has_value)
        return i;
    number->is_word = true;
    after = ++at;
    if (cn_value_words_follow(words, after, CN_VW_OF))
        after++;
    if (cn_value_words_follow(words, after, CN_VW_A))
        after++;
    scale = next_word(words, after, CN_VW_SCALE);
    if (scale && cn_decimal_shift(&number->value, scale->value)) {
        number->is_scaled = true;
        return after + 1;
    }
    /* "half a" is not the number: "half a mile" is its reader's matter */
    return at;
}

/* Reads "million", "dozen", "hundred" behind a number. */
static size_t read_scale(cn_value_words *words, size_t i, cn_number *number)
{
    const cn_value_word *word = cn_value_words_at(words, i);

    if (word->gap != CN_VG_SPACE && word->gap != CN_VG_HYPHEN && word->gap != CN_VG_NONE)
        return i;
    if (word->kind == CN_VW_SCALE && cn_decimal_shift(&number->value, word->value)) {
        number->is_scaled = true;
        return i + 1;
    }
    if (word->kind == CN_VW_HUNDRED && !number->is_word && cn_decimal_shift(&number->value, 2)) {
        number->is_scaled = true;
        return i + 1;
    }
    if (word->kind == CN_VW_DOZEN && cn_decimal_times(&number->value, 12)) {
        number->is_scaled = true;
        return i + 1;
    }
    return i;
}

size_t cn_number_read(cn_value_words *words, size_t i, cn_number *number)
{
    const cn_value_word *first = cn_value_words_at(words, i);
    size_t at = i;

    *number = (cn_number){.is_word = false};
    if (first->kind == CN_VW_DIGITS) {
        at = read_slash_fraction(words, i, number, &number->value);
        if (at > i)
            return at;
        at = read_digits(words, i, number);
    } else if (first->kind == CN_VW_OTHER) {
        return read_sign_fraction(words, first, &number->value) ? i + 1 : i;
    } else {
        at = read_fraction(words, i, number);
        if (at > i)
            return at;
        at = read_words(words, i, number);
        if (at > i && cn_value_words_at(words, at)->gap == CN_VG_HYPHEN &&
            cn_value_words_at(words, at)->kind == CN_VW_ORDINAL)
            return i; /* "twenty-sixth" */
    }
    if (at == i)
        return i;
    at = read_part(words, at, number);
    return read_scale(words, at, number);
}
