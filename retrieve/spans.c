/* Spans by their looks. A name is a run of capitalised words with the small words that stand inside
 * names; a date has a year; a number keeps its unit. No dictionary but months, number words, units
 * and the words inside names. */
#include "retrieve/spans.h"

#include <stdlib.h>
#include <string.h>

#define NAME_WORDS_MAX 12
#define QUOTED_WORDS_MAX 16
#define YEAR_MIN 100 /* below it a lone number is no year */
#define YEAR_MAX 2100

static const char JOINERS[] = "of the|of|de la|de|la|le|du|des|von der|von|van der|van den|van|der|"
                              "den|di|da|dos|del|della|al|el|bin|ibn|ben|ap|y|e|zu|for the|for|s";
static const char MONTHS[] = "january|february|march|april|may|june|july|august|september|october|"
                             "november|december";
static const char UNITS[] =
    "kilometres|kilometers|kilometre|kilometer|km|metres|meters|metre|meter|m|centimetres|cm|miles|"
    "mile|feet|foot|ft|inches|acres|hectares|ha|square|kilograms|kg|tonnes|tons|million|billion|"
    "trillion|thousand|hundred|percent|per cent|mph|knots|degrees|minutes|hours|seconds";
static const char *const NUMBERS[] = {
    "zero",     "one",     "two",     "three",     "four",     "five",     "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
static const char *const TENS[] = {"twenty", "thirty",  "forty",  "fifty",
                                   "sixty",  "seventy", "eighty", "ninety"};

/* ---- Phrases ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Does the word fit the pattern[0..len), which may end in '*'? */
static bool word_fits(const cn_text *text, size_t i, const char *pattern, size_t len)
{
    const char *word = text->text + text->words[i].first;
    const bool is_prefix = pattern[len - 1] == '*';

    len -= is_prefix;
    if (is_prefix ? text->words[i].len < len : text->words[i].len != len)
        return false;
    for (size_t k = 0; k < len; k++)
        if (lower(word[k]) != pattern[k])
            return false;
    return true;
}

size_t cn_phrase_at(const cn_text *text, size_t i, size_t n, const char *phrases)
{
    size_t best = 0;

    while (*phrases) {
        size_t words = 0;
        bool fits = true;

        while (*phrases && *phrases != '|') {
            size_t len = strcspn(phrases, " |");

            fits = fits && i + words < n && word_fits(text, i + words, phrases, len);
            words++;
            phrases += len + (phrases[len] == ' ');
        }
        phrases += *phrases == '|';
        if (fits && words > best)
            best = words;
    }
    return best;
}

size_t cn_phrase_find(const cn_text *text, size_t first, size_t n, const char *phrases, size_t *len)
{
    for (size_t i = first; i < n; i++) {
        *len = cn_phrase_at(text, i, n, phrases);
        if (*len > 0)
            return i;
    }
    return n;
}

/* ---- Pieces ---- */

static const char *gap_before(const cn_text *text, size_t i, size_t *len)
{
    size_t end = text->words[i - 1].first + text->words[i - 1].len;

    *len = text->words[i].first - end;
    return text->text + end;
}

bool cn_gap_is(const cn_text *text, size_t i, const char *gap)
{
    size_t len;
    const char *bytes = gap_before(text, i, &len);

    return len == strlen(gap) && memcmp(bytes, gap, len) == 0;
}

cn_piece cn_piece_of(const cn_text *text, cn_piece_kind kind, size_t first, size_t n)
{
    const cn_word *last = &text->words[first + n - 1];
    size_t at = text->words[first].first;

    return (cn_piece){kind, first, n, at, last->first + last->len - at, 0};
}

static bool is_capital(const cn_text *text, size_t i)
{
    return text->words[i].flags & CN_WORD_UPPER;
}

/* Do words i - 1 and i stand in one name? "J. R. R. Tolkien", "O'Neil", "Jean-Paul", "Marks & Co"
 */
static bool is_joined(const cn_text *text, size_t i)
{
    const bool is_short = text->words[i - 1].len <= 2;

    return cn_gap_is(text, i, " ") || cn_gap_is(text, i, "-") || cn_gap_is(text, i, "\n") ||
           cn_gap_is(text, i, "'") || cn_gap_is(text, i, "\xE2\x80\x99") ||
           cn_gap_is(text, i, " & ") || cn_gap_is(text, i, "- ") || cn_gap_is(text, i, "! ") ||
           (is_short && (cn_gap_is(text, i, ". ") || cn_gap_is(text, i, ".")));
}

/* Words of the joiner at i that leads on to a capital, else 0. */
static size_t joiner_at(const cn_text *text, size_t i, size_t n)
{
    size_t len = cn_phrase_at(text, i, n, JOINERS);

    if (len == 0 || i + len >= n || !is_joined(text, i) || !is_joined(text, i + len))
        return 0;
    if (text->words[i].len == 1 && text->text[text->words[i].first] == 's')
        return cn_gap_is(text, i, "'") && is_capital(text, i + len) ? len : 0;
    return is_capital(text, i + len) ? len : 0;
}

void cn_piece_name(const cn_text *text, size_t i, size_t n, cn_piece *piece)
{
    size_t end = i + 1, len;

    piece->n = 0;
    if (i >= n || !is_capital(text, i))
        return;
    while (end < n && end - i < NAME_WORDS_MAX) {
        const bool goes_on = is_capital(text, end) ||
                             (text->words[end].flags & CN_WORD_DIGIT && text->words[end].len <= 3);
        if (goes_on && is_joined(text, end))
            end++;
        else if ((len = joiner_at(text, end, n)) > 0)
            end += len + 1;
        else
            break;
    }
    *piece = cn_piece_of(text, CN_PIECE_NAME, i, end - i);
}

void cn_piece_extend(const cn_text *text, size_t end, cn_piece *piece)
{
    cn_piece next;
    size_t i = piece->first + piece->n;

    if (i >= end || !cn_gap_is(text, i, ", "))
        return;
    cn_piece_name(text, i, end, &next);
    if (next.n > 0 && next.n <= 3)
        *piece = cn_piece_of(text, CN_PIECE_NAME, piece->first, i + next.n - piece->first);
}

static long word_number(const cn_text *text, size_t i)
{
    const cn_word *word = &text->words[i];
    long value = 0;

    if (!(word->flags & CN_WORD_DIGIT) || word->len > 9)
        return -1;
    for (size_t k = 0; k < word->len; k++) {
        char c = text->text[word->first + k];

        if (c < '0' || c > '9')
            return -1;
        value = 10 * value + (c - '0');
    }
    return value;
}

/* 1 to 12, else 0. */
static int month_at(const cn_text *text, size_t i, size_t n)
{
    int month = 1;

    if (i >= n || !is_capital(text, i) || cn_phrase_at(text, i, n, MONTHS) == 0)
        return 0;
    for (const char *at = MONTHS; !word_fits(text, i, at, strcspn(at, "|")); month++)
        at = strchr(at, '|') + 1;
    return month;
}

static bool is_year(const cn_text *text, size_t i, size_t n)
{
    long value = i < n ? word_number(text, i) : -1;

    return value >= YEAR_MIN && value <= YEAR_MAX && text->words[i].len >= 3 &&
           !(i + 1 < n && (cn_gap_is(text, i + 1, ",") || cn_gap_is(text, i + 1, ".")) &&
             word_number(text, i + 1) >= 0);
}

static bool is_day(const cn_text *text, size_t i, size_t n)
{
    long value = i < n ? word_number(text, i) : -1;

    return value >= 1 && value <= 31;
}

void cn_piece_date(const cn_text *text, size_t i, size_t n, cn_piece *piece)
{
    int month = month_at(text, i, n), day = 0;
    size_t year = i;

    piece->n = 0;
    if (month > 0) {
        day = is_day(text, i + 1, n) ? (int)word_number(text, i + 1) : 0;
        year = i + 1 + (day > 0);
    } else if (is_day(text, i, n) && i + 1 < n && (month = month_at(text, i + 1, n)) > 0) {
        day = (int)word_number(text, i);
        year = i + 2;
    } else if (!is_year(text, i, n) || text->words[i].len != 4) {
        return; /* a lone year has four digits */
    }
    if (is_year(text, year, n)) {
        *piece = cn_piece_of(text, CN_PIECE_DATE, i, year - i + 1);
        piece->value = (double)(word_number(text, year) * 10000 + month * 100 + day);
    } else if (day > 0) {
        *piece = cn_piece_of(text, CN_PIECE_DATE, i, year - i);
        piece->value = 0;
    }
}

static long spelled_number(const cn_text *text, size_t i, size_t n, size_t *len)
{
    for (size_t k = 0; k < sizeof TENS / sizeof *TENS; k++) {
        long value = 10 * (long)(k + 2);
        long ones;

        if (cn_phrase_at(text, i, n, TENS[k]) == 0)
            continue;
        *len = 1;
        if (i + 1 >= n || !cn_gap_is(text, i + 1, "-"))
            return value;
        ones = spelled_number(text, i + 1, n, len);
        *len = ones > 0 && ones < 10 ? 2 : 1;
        return *len == 2 ? value + ones : value;
    }
    for (size_t k = 0; k < sizeof NUMBERS / sizeof *NUMBERS; k++)
        if (cn_phrase_at(text, i, n, NUMBERS[k]) > 0) {
            *len = 1;
            return (long)k;
        }
    return -1;
}

void cn_piece_number(const cn_text *text, size_t i, size_t n, cn_piece *piece)
{
    size_t end = i + 1, len = 1;
    double value = i < n ? (double)word_number(text, i) : -1, scale = 1;

    piece->n = 0;
    if (i >= n)
        return;
    if (value < 0) {
        value = (double)spelled_number(text, i, n, &len);
        end = i + len;
    } else {
        for (; end < n && word_number(text, end) >= 0; end++) {
            const long next = word_number(text, end);

            if (cn_gap_is(text, end, ",") && text->words[end].len == 3)
                value = value * 1000 + (double)next;
            else if (cn_gap_is(text, end, ".") && text->words[end].len <= 3) {
                for (size_t k = 0; k < text->words[end].len; k++)
                    scale /= 10;
                value += (double)next * scale;
            } else
                break;
        }
    }
    if (value < 0)
        return;
    while (end < n &&
           (cn_gap_is(text, end, " ") || cn_gap_is(text, end, "-") ||
            cn_gap_is(text, end, "\xC2\xA0")) &&
           (len = cn_phrase_at(text, end, n, UNITS)) > 0) {
        value *= cn_phrase_at(text, end, n, "million")   ? 1e6
                 : cn_phrase_at(text, end, n, "billion") ? 1e9
                                                         : 1;
        end += len;
    }
    *piece = cn_piece_of(text, CN_PIECE_NUMBER, i, end - i);
    piece->value = value;
}

void cn_piece_quoted(const cn_text *text, size_t i, size_t n, cn_piece *piece)
{
    const size_t first = i < n ? text->words[i].first : 0;
    const bool is_plain = first > 0 && text->text[first - 1] == '"';
    const bool is_curly = first > 2 && memcmp(text->text + first - 3, "\xE2\x80\x9C", 3) == 0;
    const char *mark = is_plain ? "\"" : "\xE2\x80\x9D";

    piece->n = 0;
    if (!is_plain && !is_curly)
        return;
    for (size_t end = i + 1; end <= n && end - i <= QUOTED_WORDS_MAX; end++) {
        const cn_word *last = &text->words[end - 1];
        size_t after = last->first + last->len;
        size_t stop = end < text->n ? text->words[end].first : text->len;

        for (size_t k = after; k + strlen(mark) <= stop; k++)
            if (memcmp(text->text + k, mark, strlen(mark)) == 0) {
                *piece = cn_piece_of(text, CN_PIECE_QUOTED, i, end - i);
                return;
            }
    }
}

/* ---- Countries ---- */

/* What is said of people and works; names of the country; the one that stands for all. */
static const struct {
    const char *adjectives, *names, *country;
} COUNTRIES[] = {
    {"american", "united states|usa|u s|us|america", "America"},
    {"british", "united kingdom|uk|great britain|britain", "United Kingdom"},
    {"english", "england", "England"},
    {"scottish", "scotland", "Scotland"},
    {"welsh", "wales", "Wales"},
    {"irish", "ireland", "Ireland"},
    {"french", "france", "France"},
    {"german|west german|east german", "germany", "Germany"},
    {"italian", "italy", "Italy"},
    {"spanish", "spain", "Spain"},
    {"portuguese", "portugal", "Portugal"},
    {"dutch", "netherlands", "Netherlands"},
    {"belgian", "belgium", "Belgium"},
    {"swiss", "switzerland", "Switzerland"},
    {"austrian", "austria", "Austria"},
    {"hungarian", "hungary", "Hungary"},
    {"polish", "poland", "Poland"},
    {"czech|czechoslovak", "czech republic|czechoslovakia", "Czech Republic"},
    {"slovak", "slovakia", "Slovakia"},
    {"slovenian|slovene", "slovenia", "Slovenia"},
    {"croatian", "croatia", "Croatia"},
    {"serbian", "serbia", "Serbia"},
    {"yugoslav|yugoslavian", "yugoslavia", "Yugoslavia"},
    {"bosnian", "bosnia", "Bosnia"},
    {"albanian", "albania", "Albania"},
    {"greek", "greece", "Greece"},
    {"turkish|ottoman", "turkey", "Turkey"},
    {"romanian", "romania", "Romania"},
    {"bulgarian", "bulgaria", "Bulgaria"},
    {"russian|soviet", "russia|soviet union", "Russia"},
    {"ukrainian", "ukraine", "Ukraine"},
    {"lithuanian", "lithuania", "Lithuania"},
    {"latvian", "latvia", "Latvia"},
    {"estonian", "estonia", "Estonia"},
    {"finnish", "finland", "Finland"},
    {"swedish", "sweden", "Sweden"},
    {"norwegian", "norway", "Norway"},
    {"danish", "denmark", "Denmark"},
    {"icelandic", "iceland", "Iceland"},
    {"canadian", "canada", "Canada"},
    {"mexican", "mexico", "Mexico"},
    {"cuban", "cuba", "Cuba"},
    {"brazilian", "brazil", "Brazil"},
    {"argentine|argentinian", "argentina", "Argentina"},
    {"chilean", "chile", "Chile"},
    {"peruvian", "peru", "Peru"},
    {"colombian", "colombia", "Colombia"},
    {"venezuelan", "venezuela", "Venezuela"},
    {"uruguayan", "uruguay", "Uruguay"},
    {"australian", "australia", "Australia"},
    {"", "new zealand", "New Zealand"},
    {"south african", "south africa", "South Africa"},
    {"nigerian", "nigeria", "Nigeria"},
    {"ghanaian", "ghana", "Ghana"},
    {"kenyan", "kenya", "Kenya"},
    {"ethiopian", "ethiopia", "Ethiopia"},
    {"egyptian", "egypt", "Egypt"},
    {"moroccan", "morocco", "Morocco"},
    {"algerian", "algeria", "Algeria"},
    {"israeli", "israel", "Israel"},
    {"lebanese", "lebanon", "Lebanon"},
    {"syrian", "syria", "Syria"},
    {"iraqi", "iraq", "Iraq"},
    {"iranian|persian", "iran", "Iran"},
    {"azerbaijani", "azerbaijan", "Azerbaijan"},
    {"armenian", "armenia", "Armenia"},
    {"georgian", "", "Georgia"},
    {"indian", "india", "India"},
    {"pakistani", "pakistan", "Pakistan"},
    {"bangladeshi", "bangladesh", "Bangladesh"},
    {"sri lankan", "sri lanka", "Sri Lanka"},
    {"nepali|nepalese", "nepal", "Nepal"},
    {"afghan", "afghanistan", "Afghanistan"},
    {"chinese", "china", "China"},
    {"taiwanese", "taiwan", "Taiwan"},
    {"", "hong kong", "Hong Kong"},
    {"japanese", "japan", "Japan"},
    {"south korean|korean", "south korea|korea", "South Korea"},
    {"vietnamese", "vietnam", "Vietnam"},
    {"thai", "thailand", "Thailand"},
    {"malaysian", "malaysia", "Malaysia"},
    {"singaporean", "singapore", "Singapore"},
    {"indonesian", "indonesia", "Indonesia"},
    {"filipino|philippine", "philippines", "Philippines"},
};

const char *cn_country_at(const cn_text *text, size_t i, size_t n, size_t *len, bool *is_adjective)
{
    *is_adjective = false;
    if (i >= n || !is_capital(text, i))
        return NULL;
    for (size_t k = 0; k < sizeof COUNTRIES / sizeof *COUNTRIES; k++) {
        *len = cn_phrase_at(text, i, n, COUNTRIES[k].adjectives);
        *is_adjective = *len > 0;
        if (*len == 0)
            *len = cn_phrase_at(text, i, n, COUNTRIES[k].names);
        if (*len > 0)
            return COUNTRIES[k].country;
    }
    return NULL;
}
