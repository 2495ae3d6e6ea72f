/* Bytes -> words of a value, see value_words.h.
 *
 * The vocabulary is one sorted table, searched by halves; a word that holds a byte above ASCII or
 * is long is on no list. Invariant: items[0..n) are cut, items[n - 1].end is where to go on. */
#include "base/value_words.h"

#include <string.h>

#include "base/time.h"

enum { GAP_MAX = 16 /* bytes; a wider gap is a break whatever it holds */ };

typedef struct entry {
    const char *word;
    uint8_t kind;
    int8_t value;
} entry;

/* Sorted by word. */
static const entry entries[] = {
    {"a", CN_VW_A, 0},
    {"about", CN_VW_ABOUT, 0},
    {"ad", CN_VW_ERA, 1},
    {"after", CN_VW_AFTER, 0},
    {"ago", CN_VW_AGO, 0},
    {"almost", CN_VW_ABOUT, 0},
    {"am", CN_VW_HALF_DAY, 0},
    {"an", CN_VW_A, 0},
    {"and", CN_VW_AND, 0},
    {"approx", CN_VW_ABOUT, 0},
    {"approximately", CN_VW_ABOUT, 0},
    {"apr", CN_VW_MONTH, 4},
    {"april", CN_VW_MONTH, 4},
    {"around", CN_VW_ABOUT, 0},
    {"at", CN_VW_IN, 0},
    {"aug", CN_VW_MONTH, 8},
    {"august", CN_VW_MONTH, 8},
    {"autumn", CN_VW_SEASON, 3},
    {"bc", CN_VW_ERA, -1},
    {"bce", CN_VW_ERA, -1},
    {"before", CN_VW_BEFORE, 0},
    {"beginning", CN_VW_END_OF, 0},
    {"below", CN_VW_MORE, -1},
    {"between", CN_VW_BETWEEN, 0},
    {"billion", CN_VW_SCALE, 9},
    {"bn", CN_VW_SCALE, 9},
    {"by", CN_VW_BEFORE, 0},
    {"c", CN_VW_CIRCA, 0},
    {"ca", CN_VW_CIRCA, 0},
    {"ce", CN_VW_ERA, 1},
    {"centuries", CN_VW_UNIT, CN_TIME_CENTURIES},
    {"century", CN_VW_UNIT, CN_TIME_CENTURIES},
    {"cest", CN_VW_ZONE, 0},
    {"cet", CN_VW_ZONE, 0},
    {"circa", CN_VW_CIRCA, 0},
    {"coming", CN_VW_STEP, 1},
    {"crore", CN_VW_SCALE, 7},
    {"cst", CN_VW_ZONE, 0},
    {"current", CN_VW_STEP, 0},
    {"day", CN_VW_UNIT, CN_TIME_DAYS},
    {"days", CN_VW_UNIT, CN_TIME_DAYS},
    {"dec", CN_VW_MONTH, 12},
    {"decade", CN_VW_UNIT, CN_TIME_DECADES},
    {"decades", CN_VW_UNIT, CN_TIME_DECADES},
    {"december", CN_VW_MONTH, 12},
    {"dozen", CN_VW_DOZEN, 0},
    {"during", CN_VW_IN, 0},
    {"earlier", CN_VW_LATER, -1},
    {"early", CN_VW_PHASE, 0},
    {"edt", CN_VW_ZONE, 0},
    {"eight", CN_VW_CARDINAL, 8},
    {"eighteen", CN_VW_CARDINAL, 18},
    {"eighteenth", CN_VW_ORDINAL, 18},
    {"eighth", CN_VW_ORDINAL, 8},
    {"eighties", CN_VW_DECADE, 80},
    {"eighty", CN_VW_CARDINAL, 80},
    {"eleven", CN_VW_CARDINAL, 11},
    {"eleventh", CN_VW_ORDINAL, 11},
    {"end", CN_VW_END_OF, 2},
    {"est", CN_VW_ZONE, 0},
    {"fall", CN_VW_SEASON, 3},
    {"feb", CN_VW_MONTH, 2},
    {"february", CN_VW_MONTH, 2},
    {"fifteen", CN_VW_CARDINAL, 15},
    {"fifteenth", CN_VW_ORDINAL, 15},
    {"fifth", CN_VW_ORDINAL, 5},
    {"fifths", CN_VW_THIRDS, 5},
    {"fifties", CN_VW_DECADE, 50},
    {"fifty", CN_VW_CARDINAL, 50},
    {"first", CN_VW_ORDINAL, 1},
    {"five", CN_VW_CARDINAL, 5},
    {"following", CN_VW_TEXT_STEP, 1},
    {"for", CN_VW_IN, 0},
    {"forties", CN_VW_DECADE, 40},
    {"forty", CN_VW_CARDINAL, 40},
    {"four", CN_VW_CARDINAL, 4},
    {"fourteen", CN_VW_CARDINAL, 14},
    {"fourteenth", CN_VW_ORDINAL, 14},
    {"fourth", CN_VW_ORDINAL, 4},
    {"fourths", CN_VW_THIRDS, 4},
    {"friday", CN_VW_WEEKDAY, 5},
    {"from", CN_VW_FROM, 0},
    {"gmt", CN_VW_ZONE, 1},
    {"half", CN_VW_HALF, 0},
    {"hour", CN_VW_UNIT, CN_TIME_HOURS},
    {"hours", CN_VW_UNIT, CN_TIME_HOURS},
    {"hundred", CN_VW_HUNDRED, 0},
    {"in", CN_VW_IN, 0},
    {"ist", CN_VW_ZONE, 0},
    {"jan", CN_VW_MONTH, 1},
    {"january", CN_VW_MONTH, 1},
    {"jul", CN_VW_MONTH, 7},
    {"july", CN_VW_MONTH, 7},
    {"jun", CN_VW_MONTH, 6},
    {"june", CN_VW_MONTH, 6},
    {"lakh", CN_VW_SCALE, 5},
    {"last", CN_VW_STEP, -1},
    {"late", CN_VW_PHASE, 2},
    {"later", CN_VW_LATER, 1},
    {"least", CN_VW_MORE, 3},
    {"less", CN_VW_MORE, -2},
    {"mar", CN_VW_MONTH, 3},
    {"march", CN_VW_MONTH, 3},
    {"may", CN_VW_MONTH, 5},
    {"mid", CN_VW_PHASE, 1},
    {"middle", CN_VW_END_OF, 1},
    {"midnight", CN_VW_NOON, 0},
    {"millennia", CN_VW_UNIT, CN_TIME_MILLENNIA},
    {"millennium", CN_VW_UNIT, CN_TIME_MILLENNIA},
    {"million", CN_VW_SCALE, 6},
    {"minute", CN_VW_UNIT, CN_TIME_MINUTES},
    {"minutes", CN_VW_UNIT, CN_TIME_MINUTES},
    {"monday", CN_VW_WEEKDAY, 1},
    {"month", CN_VW_UNIT, CN_TIME_MONTHS},
    {"months", CN_VW_UNIT, CN_TIME_MONTHS},
    {"more", CN_VW_MORE, 2},
    {"most", CN_VW_MORE, -3},
    {"mst", CN_VW_ZONE, 0},
    {"nd", CN_VW_TAIL, 2},
    {"nearly", CN_VW_ABOUT, 0},
    {"next", CN_VW_STEP, 1},
    {"nine", CN_VW_CARDINAL, 9},
    {"nineteen", CN_VW_CARDINAL, 19},
    {"nineteenth", CN_VW_ORDINAL, 19},
    {"nineties", CN_VW_DECADE, 90},
    {"ninety", CN_VW_CARDINAL, 90},
    {"ninth", CN_VW_ORDINAL, 9},
    {"noon", CN_VW_NOON, 12},
    {"nov", CN_VW_MONTH, 11},
    {"november", CN_VW_MONTH, 11},
    {"now", CN_VW_PRESENT, 0},
    {"oct", CN_VW_MONTH, 10},
    {"october", CN_VW_MONTH, 10},
    {"of", CN_VW_OF, 0},
    {"old", CN_VW_OLD, 0},
    {"on", CN_VW_IN, 0},
    {"one", CN_VW_CARDINAL, 1},
    {"over", CN_VW_MORE, 1},
    {"past", CN_VW_STEP, -1},
    {"per", CN_VW_PER, 0},
    {"pm", CN_VW_HALF_DAY, 12},
    {"present", CN_VW_PRESENT, 0},
    {"previous", CN_VW_TEXT_STEP, -1},
    {"prior", CN_VW_BEFORE, 1},
    {"pst", CN_VW_ZONE, 0},
    {"q", CN_VW_YEAR_OF, 0},
    {"quarter", CN_VW_QUARTER, 1},
    {"quarters", CN_VW_QUARTER, 2},
    {"rd", CN_VW_TAIL, 3},
    {"roughly", CN_VW_ABOUT, 0},
    {"s", CN_VW_S, 0},
    {"same", CN_VW_TEXT_STEP, 0},
    {"saturday", CN_VW_WEEKDAY, 6},
    {"second", CN_VW_ORDINAL, 2},
    {"seconds", CN_VW_UNIT, CN_TIME_SECONDS},
    {"sep", CN_VW_MONTH, 9},
    {"sept", CN_VW_MONTH, 9},
    {"september", CN_VW_MONTH, 9},
    {"seven", CN_VW_CARDINAL, 7},
    {"seventeen", CN_VW_CARDINAL, 17},
    {"seventeenth", CN_VW_ORDINAL, 17},
    {"seventh", CN_VW_ORDINAL, 7},
    {"seventies", CN_VW_DECADE, 70},
    {"seventy", CN_VW_CARDINAL, 70},
    {"since", CN_VW_SINCE, 0},
    {"six", CN_VW_CARDINAL, 6},
    {"sixteen", CN_VW_CARDINAL, 16},
    {"sixteenth", CN_VW_ORDINAL, 16},
    {"sixth", CN_VW_ORDINAL, 6},
    {"sixties", CN_VW_DECADE, 60},
    {"sixty", CN_VW_CARDINAL, 60},
    {"spring", CN_VW_SEASON, 1},
    {"st", CN_VW_TAIL, 1},
    {"start", CN_VW_END_OF, 0},
    {"summer", CN_VW_SEASON, 2},
    {"sunday", CN_VW_WEEKDAY, 7},
    {"ten", CN_VW_CARDINAL, 10},
    {"tenth", CN_VW_ORDINAL, 10},
    {"tenths", CN_VW_THIRDS, 10},
    {"th", CN_VW_TAIL, 4},
    {"than", CN_VW_THAN, 0},
    {"that", CN_VW_TEXT_STEP, 0},
    {"the", CN_VW_THE, 0},
    {"third", CN_VW_ORDINAL, 3},
    {"thirds", CN_VW_THIRDS, 3},
    {"thirteen", CN_VW_CARDINAL, 13},
    {"thirteenth", CN_VW_ORDINAL, 13},
    {"thirties", CN_VW_DECADE, 30},
    {"thirty", CN_VW_CARDINAL, 30},
    {"this", CN_VW_STEP, 0},
    {"thousand", CN_VW_SCALE, 3},
    {"three", CN_VW_CARDINAL, 3},
    {"through", CN_VW_TO, 0},
    {"throughout", CN_VW_IN, 0},
    {"thursday", CN_VW_WEEKDAY, 4},
    {"till", CN_VW_UNTIL, 0},
    {"to", CN_VW_TO, 0},
    {"today", CN_VW_DAY_WORD, 0},
    {"tomorrow", CN_VW_DAY_WORD, 1},
    {"tonight", CN_VW_DAY_WORD, 0},
    {"trillion", CN_VW_SCALE, 12},
    {"tuesday", CN_VW_WEEKDAY, 2},
    {"twelfth", CN_VW_ORDINAL, 12},
    {"twelve", CN_VW_CARDINAL, 12},
    {"twenties", CN_VW_DECADE, 20},
    {"twentieth", CN_VW_ORDINAL, 20},
    {"twenty", CN_VW_CARDINAL, 20},
    {"two", CN_VW_CARDINAL, 2},
    {"under", CN_VW_MORE, -1},
    {"until", CN_VW_UNTIL, 0},
    {"up", CN_VW_MORE, -4},
    {"utc", CN_VW_ZONE, 1},
    {"wednesday", CN_VW_WEEKDAY, 3},
    {"week", CN_VW_UNIT, CN_TIME_WEEKS},
    {"weeks", CN_VW_UNIT, CN_TIME_WEEKS},
    {"winter", CN_VW_SEASON, 4},
    {"year", CN_VW_UNIT, CN_TIME_YEARS},
    {"years", CN_VW_UNIT, CN_TIME_YEARS},
    {"yesterday", CN_VW_DAY_WORD, -1},
    {"zero", CN_VW_CARDINAL, 0},
};

/* Signs above ASCII that are a word of their own: pound, yen, euro, rupee. */
static const char *const signs[] = {"\xC2\xA3", "\xC2\xA5", "\xE2\x82\xAC", "\xE2\x82\xB9"};

typedef struct mark {
    const char *bytes;
    uint8_t gap;
} mark;

/* Spaces, hyphens, dashes, the minus and the apostrophe above ASCII. */
static const mark marks[] = {
    {"\xC2\xA0", CN_VG_SPACE},          {"\xE2\x80\x89", CN_VG_SPACE},
    {"\xE2\x80\xAF", CN_VG_SPACE},      {"\xE2\x80\x90", CN_VG_HYPHEN},
    {"\xE2\x80\x91", CN_VG_HYPHEN},     {"\xE2\x80\x93", CN_VG_DASH},
    {"\xE2\x80\x94", CN_VG_DASH},       {"\xE2\x88\x92", CN_VG_DASH},
    {"\xE2\x80\x99", CN_VG_APOSTROPHE},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool begins_with(const cn_value_words *words, size_t at, const char *bytes, size_t n)
{
    return words->len - at >= n && memcmp(words->text + at, bytes, n) == 0;
}

/* Bytes of the sign at `at`, 0 for none. */
static size_t sign_at(const cn_value_words *words, size_t at)
{
    char c = words->text[at];

    if ((unsigned char)c < 0x80)
        return c == '%' || c == '$' ? 1 : 0;
    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
        size_t n = strlen(signs[i]);

        if (begins_with(words, at, signs[i], n))
            return n;
    }
    return 0;
}

static uint8_t gap_of_ascii(char c)
{
    switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
        return CN_VG_SPACE;
    case '-':
        return CN_VG_HYPHEN;
    case ',':
        return CN_VG_COMMA;
    case '.':
        return CN_VG_PERIOD;
    case '/':
        return CN_VG_SLASH;
    case ':':
        return CN_VG_COLON;
    case '\'':
        return CN_VG_APOSTROPHE;
    default:
        return CN_VG_BREAK;
    }
}

/* Bytes of the mark at `at`, at least 1, and the gap it makes. */
static size_t mark_at(const cn_value_words *words, size_t at, uint8_t *gap)
{
    *gap = CN_VG_BREAK;
    if ((unsigned char)words->text[at] < 0x80) {
        *gap = gap_of_ascii(words->text[at]);
        return 1;
    }
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
        size_t n = strlen(marks[i].bytes);

        if (begins_with(words, at, marks[i].bytes, n)) {
            *gap = marks[i].gap;
            return n;
        }
    }
    return 1;
}

/* A byte of a word of letters: any above ASCII that is neither a mark nor a sign. */
static bool is_word_byte(const cn_value_words *words, size_t at)
{
    char c = words->text[at];
    uint8_t gap;

    if ((unsigned char)c < 0x80)
        return is_letter(c);
    mark_at(words, at, &gap);
    return gap == CN_VG_BREAK && !sign_at(words, at);
}

/* Reads what stands between the end of the last word and the next: returns where that begins. */
static size_t read_gap(const cn_value_words *words, size_t at, cn_value_word *word)
{
    const size_t first = at, end = words->len - at < GAP_MAX ? words->len : at + GAP_MAX;
    size_t n_marks = 0, n_spaces = 0;

    word->gap = CN_VG_NONE;
    while (at < end && !is_digit(words->text[at]) && !sign_at(words, at) &&
           !is_word_byte(words, at)) {
        uint8_t gap;
        size_t n = mark_at(words, at, &gap);

        if (gap == CN_VG_SPACE) {
            n_spaces++;
            if (word->gap == CN_VG_NONE)
                word->gap = CN_VG_SPACE;
        } else {
            n_marks++;
            word->gap = gap;
        }
        at += n;
    }
    if (at >= end && at < words->len)
        word->gap = CN_VG_BREAK;
    if (n_marks > 1) /* "--" and ".." are dashes */
        word->gap = at - first == 2 && (begins_with(words, first, "--", 2) ||
                                        begins_with(words, first, "..", 2))
                        ? CN_VG_DASH
                        : CN_VG_BREAK;
    if (word->gap == CN_VG_HYPHEN && n_spaces > 0)
        word->gap = CN_VG_DASH;
    word->is_close = n_spaces == 0;
    return at;
}

/* "B.C", "a.m": single letters with points between and one behind. Returns its end or 0. */
static size_t acronym_end(const cn_value_words *words, size_t at)
{
    const char *text = words->text;
    size_t n = 0, last = 0;

    while (at + 1 < words->len && n < 3 && is_letter(text[at]) && text[at + 1] == '.') {
        last = at + 1;
        at += 2;
        n++;
    }
    if (n < 2 || (at < words->len && is_letter(text[at])))
        return 0;
    return last;
}

static void read_digits(const cn_value_words *words, cn_value_word *word)
{
    size_t at = word->first;

    word->kind = CN_VW_DIGITS;
    for (; at < words->len && is_digit(words->text[at]) && at - word->first < 255; at++) {
        if (at - word->first < 9)
            word->value = word->value * 10 + (words->text[at] - '0');
    }
    word->n_digits = (uint8_t)(at - word->first);
    word->end = at;
}

static const entry *find_entry(const char *key)
{
    size_t low = 0, high = sizeof(entries) / sizeof(*entries);

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(key, entries[middle].word);

        if (order == 0)
            return &entries[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

cn_value_word_kind cn_value_words_kind(const char *key)
{
    const entry *found = find_entry(key);

    return found ? (cn_value_word_kind)found->kind : CN_VW_OTHER;
}

static void read_letters(cn_value_words *words, size_t i)
{
    cn_value_word *word = &words->items[i];
    char key[CN_VALUE_KEY_MAX];
    const entry *found;
    size_t at = acronym_end(words, word->first);

    if (at == 0) {
        at = word->first;
        while (at < words->len && is_word_byte(words, at) && at - word->first < 64)
            at++;
    }
    word->end = at;
    word->kind = CN_VW_OTHER;
    word->is_upper = words->text[word->first] >= 'A' && words->text[word->first] <= 'Z';
    cn_value_words_key(words, i, key);
    found = find_entry(key);
    if (found) {
        word->kind = found->kind;
        word->value = found->value;
    }
}

/* Where to look for the next word: the point behind "B.C" is no mark. */
static size_t next_byte(const cn_value_words *words)
{
    const cn_value_word *last = &words->items[words->n > 0 ? words->n - 1 : 0];
    const char *text = words->text;

    if (words->n == 0)
        return last->first;
    if (last->end - last->first >= 3 && text[last->end - 2] == '.' && last->end < words->len &&
        text[last->end] == '.' && is_letter(text[last->end - 1]))
        return last->end + 1;
    return last->end;
}

/* Cuts word n; false at the end of the text. */
static bool read_word(cn_value_words *words)
{
    cn_value_word *word = &words->items[words->n];
    const size_t from = next_byte(words);

    *word = (cn_value_word){.kind = CN_VW_OTHER};
    word->first = read_gap(words, from, word);
    word->end = word->first;
    if (words->n == 0)
        word->gap = CN_VG_BREAK;
    if (word->first >= words->len)
        return false;
    if (is_digit(words->text[word->first]))
        read_digits(words, word);
    else if (sign_at(words, word->first))
        word->end = word->first + sign_at(words, word->first);
    else if (is_word_byte(words, word->first))
        read_letters(words, words->n);
    else
        return false; /* a gap too wide */
    return true;
}

void cn_value_words_init(cn_value_words *words, const char *text, size_t len, size_t first)
{
    words->text = text;
    words->len = len;
    words->n = 0;
    words->items[0] = (cn_value_word){.first = first < len ? first : len};
    words->items[CN_VALUE_WORDS_MAX] = (cn_value_word){.kind = CN_VW_END, .first = len, .end = len};
}

const cn_value_word *cn_value_words_at(cn_value_words *words, size_t i)
{
    cn_value_word *end = &words->items[CN_VALUE_WORDS_MAX];

    if (i >= CN_VALUE_WORDS_MAX)
        return end;
    while (words->n <= i) {
        if (!read_word(words)) {
            words->items[words->n].kind = CN_VW_END;
            words->items[words->n].gap = CN_VG_BREAK;
            return &words->items[words->n];
        }
        words->n++;
    }
    return &words->items[i];
}

void cn_value_words_key(const cn_value_words *words, size_t i, char key[CN_VALUE_KEY_MAX])
{
    const cn_value_word *word = &words->items[i];
    size_t n = 0;

    for (size_t at = word->first; at < word->end; at++) {
        char c = words->text[at];

        if (c == '.')
            continue;
        if (n + 1 == CN_VALUE_KEY_MAX) {
            n = 0;
            break;
        }
        key[n++] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    key[n] = '\0';
}

bool cn_value_words_follow(cn_value_words *words, size_t i, cn_value_word_kind kind)
{
    const cn_value_word *word = cn_value_words_at(words, i);

    return word->kind == (uint8_t)kind && (word->gap == CN_VG_SPACE || word->gap == CN_VG_HYPHEN);
}
