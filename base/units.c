/* Words -> units, see units.h. Symbols are compared with their case ("mW" is no "MW"), words
 * without; symbols of one letter count only with their case. */
#include "base/units.h"

#include <string.h>

typedef enum unit_kind { LENGTH, MASS, TIME, MONEY, PLAIN } unit_kind;

typedef struct unit_entry {
    const char *word;
    const char *symbol;
    unit_kind kind;
    int power;
} unit_entry;

/* Words, whatever their case, "-s" too. Each table is sorted by its words' bytes. */
static const unit_entry word_units[] = {
    {"acre", "acre", PLAIN, 0},
    {"amp", "A", PLAIN, 0},
    {"ampere", "A", PLAIN, 0},
    {"barrel", "bbl", PLAIN, 0},
    {"byte", "B", PLAIN, 0},
    {"calorie", "cal", PLAIN, 0},
    {"cent", "USD", MONEY, -2},
    {"centimeter", "cm", LENGTH, 0},
    {"centimetre", "cm", LENGTH, 0},
    {"centuries", "year", TIME, 2},
    {"century", "year", TIME, 2},
    {"day", "d", TIME, 0},
    {"decade", "year", TIME, 1},
    {"dollar", "USD", MONEY, 0},
    {"euro", "EUR", MONEY, 0},
    {"fathom", "fathom", LENGTH, 0},
    {"feet", "ft", LENGTH, 0},
    {"foot", "ft", LENGTH, 0},
    {"franc", "CHF", MONEY, 0},
    {"furlong", "furlong", LENGTH, 0},
    {"gallon", "gal", PLAIN, 0},
    {"gigabyte", "GB", PLAIN, 0},
    {"gigahertz", "GHz", PLAIN, 0},
    {"gigawatt", "GW", PLAIN, 0},
    {"gram", "g", MASS, 0},
    {"gramme", "g", MASS, 0},
    {"hectare", "ha", PLAIN, 0},
    {"hertz", "Hz", PLAIN, 0},
    {"horsepower", "hp", PLAIN, 0},
    {"hour", "h", TIME, 0},
    {"hrs", "h", TIME, 0},
    {"inch", "in", LENGTH, 0},
    {"inches", "in", LENGTH, 0},
    {"joule", "J", PLAIN, 0},
    {"kelvin", "K", PLAIN, 0},
    {"kilo", "kg", MASS, 0},
    {"kilobyte", "kB", PLAIN, 0},
    {"kilogram", "kg", MASS, 0},
    {"kilogramme", "kg", MASS, 0},
    {"kilohertz", "kHz", PLAIN, 0},
    {"kilometer", "km", LENGTH, 0},
    {"kilometre", "km", LENGTH, 0},
    {"kilowatt", "kW", PLAIN, 0},
    {"knot", "kn", PLAIN, 0},
    {"krona", "SEK", MONEY, 0},
    {"kronor", "SEK", MONEY, 0},
    {"lbs", "lb", MASS, 0},
    {"liter", "l", PLAIN, 0},
    {"litre", "l", PLAIN, 0},
    {"megabyte", "MB", PLAIN, 0},
    {"megahertz", "MHz", PLAIN, 0},
    {"megawatt", "MW", PLAIN, 0},
    {"meter", "m", LENGTH, 0},
    {"metre", "m", LENGTH, 0},
    {"micrometer", "um", LENGTH, 0},
    {"micrometre", "um", LENGTH, 0},
    {"micron", "um", LENGTH, 0},
    {"mile", "mi", LENGTH, 0},
    {"milligram", "mg", MASS, 0},
    {"milliliter", "ml", PLAIN, 0},
    {"millilitre", "ml", PLAIN, 0},
    {"millimeter", "mm", LENGTH, 0},
    {"millimetre", "mm", LENGTH, 0},
    {"minute", "min", TIME, 0},
    {"month", "month", TIME, 0},
    {"nanometer", "nm", LENGTH, 0},
    {"nanometre", "nm", LENGTH, 0},
    {"newton", "N", PLAIN, 0},
    {"ounce", "oz", MASS, 0},
    {"pascal", "Pa", PLAIN, 0},
    {"pct", "%", PLAIN, 0},
    {"percent", "%", PLAIN, 0},
    {"peso", "MXN", MONEY, 0},
    {"pound", "lb", MASS, 0},
    {"renminbi", "CNY", MONEY, 0},
    {"rouble", "RUB", MONEY, 0},
    {"ruble", "RUB", MONEY, 0},
    {"rupee", "INR", MONEY, 0},
    {"sec", "s", TIME, 0},
    {"second", "s", TIME, 0},
    {"shilling", "shilling", MONEY, 0},
    {"sterling", "GBP", MONEY, 0},
    {"terabyte", "TB", PLAIN, 0},
    {"ton", "ton", MASS, 0},
    {"tonne", "t", MASS, 0},
    {"volt", "V", PLAIN, 0},
    {"watt", "W", PLAIN, 0},
    {"week", "week", TIME, 0},
    {"yard", "yd", LENGTH, 0},
    {"year", "year", TIME, 0},
    {"yen", "JPY", MONEY, 0},
    {"yrs", "year", TIME, 0},
    {"yuan", "CNY", MONEY, 0},
};

/* Symbols, with their case. */
static const unit_entry symbol_units[] = {
    {"%", "%", PLAIN, 0},
    {"A", "A", PLAIN, 0},
    {"B", "B", PLAIN, 0},
    {"GB", "GB", PLAIN, 0},
    {"GHz", "GHz", PLAIN, 0},
    {"GW", "GW", PLAIN, 0},
    {"GWh", "GWh", PLAIN, 0},
    {"Hz", "Hz", PLAIN, 0},
    {"J", "J", PLAIN, 0},
    {"KB", "kB", PLAIN, 0},
    {"L", "l", PLAIN, 0},
    {"MB", "MB", PLAIN, 0},
    {"MHz", "MHz", PLAIN, 0},
    {"MJ", "MJ", PLAIN, 0},
    {"MPa", "MPa", PLAIN, 0},
    {"MW", "MW", PLAIN, 0},
    {"MWh", "MWh", PLAIN, 0},
    {"Mbit", "Mbit", PLAIN, 0},
    {"Mbps", "Mbit", PLAIN, 0},
    {"N", "N", PLAIN, 0},
    {"Pa", "Pa", PLAIN, 0},
    {"TB", "TB", PLAIN, 0},
    {"TWh", "TWh", PLAIN, 0},
    {"V", "V", PLAIN, 0},
    {"W", "W", PLAIN, 0},
    {"ac", "acre", PLAIN, 0},
    {"bbl", "bbl", PLAIN, 0},
    {"bhp", "hp", PLAIN, 0},
    {"cc", "cm3", PLAIN, 0},
    {"cm", "cm", LENGTH, 0},
    {"cm\xC2\xB2", "cm2", PLAIN, 0},
    {"cm\xC2\xB3", "cm3", PLAIN, 0},
    {"d", "d", TIME, 0},
    {"dB", "dB", PLAIN, 0},
    {"deg", "deg", PLAIN, 0},
    {"degC", "degC", PLAIN, 0},
    {"degF", "degF", PLAIN, 0},
    {"ft", "ft", LENGTH, 0},
    {"g", "g", MASS, 0},
    {"gal", "gal", PLAIN, 0},
    {"gb", "GB", PLAIN, 0},
    {"ghz", "GHz", PLAIN, 0},
    {"h", "h", TIME, 0},
    {"hPa", "hPa", PLAIN, 0},
    {"ha", "ha", PLAIN, 0},
    {"hp", "hp", PLAIN, 0},
    {"hr", "h", TIME, 0},
    {"hrs", "h", TIME, 0},
    {"hz", "Hz", PLAIN, 0},
    {"in", "in", LENGTH, 0},
    {"kB", "kB", PLAIN, 0},
    {"kHz", "kHz", PLAIN, 0},
    {"kJ", "kJ", PLAIN, 0},
    {"kN", "kN", PLAIN, 0},
    {"kPa", "kPa", PLAIN, 0},
    {"kV", "kV", PLAIN, 0},
    {"kW", "kW", PLAIN, 0},
    {"kWh", "kWh", PLAIN, 0},
    {"kb", "kB", PLAIN, 0},
    {"kcal", "kcal", PLAIN, 0},
    {"kg", "kg", MASS, 0},
    {"kgs", "kg", MASS, 0},
    {"khz", "kHz", PLAIN, 0},
    {"km", "km", LENGTH, 0},
    {"kmh", "km/h", PLAIN, 0},
    {"km\xC2\xB2", "km2", PLAIN, 0},
    {"km\xC2\xB3", "km3", PLAIN, 0},
    {"kn", "kn", PLAIN, 0},
    {"kph", "km/h", PLAIN, 0},
    {"kt", "kn", PLAIN, 0},
    {"kts", "kn", PLAIN, 0},
    {"kw", "kW", PLAIN, 0},
    {"l", "l", PLAIN, 0},
    {"lb", "lb", MASS, 0},
    {"lbs", "lb", MASS, 0},
    {"m", "m", LENGTH, 0},
    {"mL", "ml", PLAIN, 0},
    {"mb", "MB", PLAIN, 0},
    {"mg", "mg", MASS, 0},
    {"mhz", "MHz", PLAIN, 0},
    {"mi", "mi", LENGTH, 0},
    {"min", "min", TIME, 0},
    {"mins", "min", TIME, 0},
    {"mi\xC2\xB2", "mi2", PLAIN, 0},
    {"ml", "ml", PLAIN, 0},
    {"mm", "mm", LENGTH, 0},
    {"mph", "mi/h", PLAIN, 0},
    {"m\xC2\xB2", "m2", PLAIN, 0},
    {"m\xC2\xB3", "m3", PLAIN, 0},
    {"nm", "nm", LENGTH, 0},
    {"oz", "oz", MASS, 0},
    {"pc", "%", PLAIN, 0},
    {"psi", "psi", PLAIN, 0},
    {"rpm", "rpm", PLAIN, 0},
    {"s", "s", TIME, 0},
    {"sqft", "ft2", PLAIN, 0},
    {"sqm", "m2", PLAIN, 0},
    {"t", "t", MASS, 0},
    {"tb", "TB", PLAIN, 0},
    {"um", "um", LENGTH, 0},
    {"yd", "yd", LENGTH, 0},
    {"yds", "yd", LENGTH, 0},
    {"yr", "year", TIME, 0},
    {"yrs", "year", TIME, 0},
    {"\xC2\xB0", "deg", PLAIN, 0},
    {"\xC2\xB0"
     "C",
     "degC", PLAIN, 0},
    {"\xC2\xB0"
     "F",
     "degF", PLAIN, 0},
    {"\xC2\xB5m", "um", LENGTH, 0},
    {"\xCE\xBCm", "um", LENGTH, 0},
};

/* Codes of ISO 4217, with their case; also signs. */
static const unit_entry currencies[] = {
    {"$", "USD", MONEY, 0},
    {"AUD", "AUD", MONEY, 0},
    {"BRL", "BRL", MONEY, 0},
    {"CAD", "CAD", MONEY, 0},
    {"CHF", "CHF", MONEY, 0},
    {"CNY", "CNY", MONEY, 0},
    {"DEM", "DEM", MONEY, 0},
    {"DKK", "DKK", MONEY, 0},
    {"DM", "DEM", MONEY, 0},
    {"EUR", "EUR", MONEY, 0},
    {"GBP", "GBP", MONEY, 0},
    {"HKD", "HKD", MONEY, 0},
    {"INR", "INR", MONEY, 0},
    {"JPY", "JPY", MONEY, 0},
    {"KRW", "KRW", MONEY, 0},
    {"MXN", "MXN", MONEY, 0},
    {"NOK", "NOK", MONEY, 0},
    {"NZD", "NZD", MONEY, 0},
    {"PLN", "PLN", MONEY, 0},
    {"RMB", "CNY", MONEY, 0},
    {"RUB", "RUB", MONEY, 0},
    {"Rs", "INR", MONEY, 0},
    {"SEK", "SEK", MONEY, 0},
    {"SGD", "SGD", MONEY, 0},
    {"TRY", "TRY", MONEY, 0},
    {"USD", "USD", MONEY, 0},
    {"ZAR", "ZAR", MONEY, 0},
    {"\xC2\xA3", "GBP", MONEY, 0},
    {"\xC2\xA5", "JPY", MONEY, 0},
    {"\xE2\x82\xAC", "EUR", MONEY, 0},
    {"\xE2\x82\xB9", "INR", MONEY, 0},
};

/* Before a "$". */
static const unit_entry dollars[] = {
    {"A", "AUD", MONEY, 0},  {"AU", "AUD", MONEY, 0}, {"C", "CAD", MONEY, 0},
    {"CA", "CAD", MONEY, 0}, {"HK", "HKD", MONEY, 0}, {"NT", "TWD", MONEY, 0},
    {"NZ", "NZD", MONEY, 0}, {"R", "BRL", MONEY, 0},  {"S", "SGD", MONEY, 0},
    {"US", "USD", MONEY, 0},
};

/* Nouns whose plural is no "-s". */
static const unit_entry odd_nouns[] = {
    {"aircraft", "aircraft", PLAIN, 0}, {"bases", "base", PLAIN, 0},
    {"cases", "case", PLAIN, 0},        {"causes", "cause", PLAIN, 0},
    {"children", "child", PLAIN, 0},    {"copies", "copy", PLAIN, 0},
    {"courses", "course", PLAIN, 0},    {"halves", "half", PLAIN, 0},
    {"horses", "horse", PLAIN, 0},      {"houses", "house", PLAIN, 0},
    {"leaves", "leaf", PLAIN, 0},       {"lives", "life", PLAIN, 0},
    {"men", "man", PLAIN, 0},           {"mice", "mouse", PLAIN, 0},
    {"movies", "movie", PLAIN, 0},      {"news", "news", PLAIN, 0},
    {"nurses", "nurse", PLAIN, 0},      {"people", "person", PLAIN, 0},
    {"persons", "person", PLAIN, 0},    {"series", "series", PLAIN, 0},
    {"sheep", "sheep", PLAIN, 0},       {"species", "species", PLAIN, 0},
    {"teeth", "tooth", PLAIN, 0},       {"troops", "troop", PLAIN, 0},
    {"viruses", "virus", PLAIN, 0},     {"wives", "wife", PLAIN, 0},
    {"women", "woman", PLAIN, 0},
};

/* Is word one of the words of the list? */
static bool is_listed(const char *list, const char *word, size_t len)
{
    for (const char *at = list; *at;) {
        size_t n = strcspn(at, " ");

        if (n == len && memcmp(at, word, n) == 0)
            return true;
        at += n;
        while (*at == ' ')
            at++;
    }
    return false;
}

static const unit_entry *find(const unit_entry *entries, size_t n, const char *word, size_t len)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strncmp(word, entries[middle].word, len);

        if (order == 0 && entries[middle].word[len] == '\0')
            return &entries[middle];
        if (order <= 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

#define FIND(list, word, len) find(list, sizeof(list) / sizeof(*(list)), word, len)

static void set_symbol(const char *symbol, cn_unit *unit)
{
    size_t len = strlen(symbol);

    if (len >= sizeof(unit->symbol))
        len = sizeof(unit->symbol) - 1;
    memcpy(unit->symbol, symbol, len);
    unit->symbol[len] = '\0';
}

static void append(const char *text, cn_unit *unit)
{
    size_t at = strlen(unit->symbol), len = strlen(text);

    if (len >= sizeof(unit->symbol) - at)
        len = sizeof(unit->symbol) - 1 - at;
    memcpy(unit->symbol + at, text, len);
    unit->symbol[at + len] = '\0';
}

/* "1990s" are no seconds, and a spaced capital is more often no unit: "5 A levels". */
static bool is_misleading(cn_value_words *words, size_t i, bool is_loose)
{
    const cn_value_word *word = cn_value_words_at(words, i);
    const cn_value_word *before = i > 0 ? cn_value_words_at(words, i - 1) : word;

    if (word->end - word->first != 1)
        return false;
    if (word->kind == CN_VW_S && word->gap == CN_VG_NONE)
        return before->kind == CN_VW_DIGITS && before->value >= 20 && before->value % 10 == 0;
    if (words->text[word->first] == 'd')
        return !is_loose;
    return word->is_upper && !is_loose && word->gap != CN_VG_NONE;
}

/* The entry of the unit word i, in any case and number. */
static const unit_entry *entry_at(cn_value_words *words, size_t i, bool is_loose)
{
    const cn_value_word *word = cn_value_words_at(words, i);
    const char *text = words->text + word->first;
    size_t len = word->end - word->first;
    char key[CN_VALUE_KEY_MAX];
    const unit_entry *found;

    if (word->kind == CN_VW_END || word->kind == CN_VW_DIGITS || len == 0)
        return NULL;
    if (is_misleading(words, i, is_loose))
        return NULL;
    found = FIND(symbol_units, text, len);
    if (!found)
        found = FIND(currencies, text, len);
    if (found)
        return found;
    cn_value_words_key(words, i, key);
    len = strlen(key);
    found = FIND(word_units, key, len);
    if (!found && len > 3 && key[len - 1] == 's')
        found = FIND(word_units, key, len - 1);
    if (!found && is_loose)
        found = FIND(symbol_units, key, len);
    return found;
}

static bool is_word(cn_value_words *words, size_t i, const char *list)
{
    char key[CN_VALUE_KEY_MAX];

    if (cn_value_words_at(words, i)->kind == CN_VW_END)
        return false;
    cn_value_words_key(words, i, key);
    return key[0] != '\0' && is_listed(list, key, strlen(key));
}

static bool is_near(cn_value_words *words, size_t i)
{
    const cn_value_word *word = cn_value_words_at(words, i);

    return word->gap == CN_VG_SPACE || word->gap == CN_VG_HYPHEN || word->gap == CN_VG_NONE;
}

/* "square km", "sq. mi", "cubic metres", "km2", "metres squared": the place after the unit. */
static size_t read_powered(cn_value_words *words, size_t i, bool is_loose, cn_unit *unit)
{
    size_t at = i;
    const char *power = "";
    const unit_entry *entry;
    const cn_value_word *digit;

    if (is_word(words, i, "square sq"))
        power = "2";
    else if (is_word(words, i, "cubic cu"))
        power = "3";
    if (*power) {
        at++;
        if (!is_near(words, at) && cn_value_words_at(words, at)->gap != CN_VG_PERIOD)
            return i;
    }
    entry = entry_at(words, at, is_loose);
    if (!entry || (*power && entry->kind != LENGTH))
        return i;
    set_symbol(entry->symbol, unit);
    unit->is_money = entry->kind == MONEY;
    unit->is_time = entry->kind == TIME;
    unit->power = entry->power;
    at++;
    digit = cn_value_words_at(words, at);
    if (!*power && entry->kind == LENGTH && digit->kind == CN_VW_DIGITS &&
        digit->gap == CN_VG_NONE && digit->n_digits == 1 &&
        (digit->value == 2 || digit->value == 3)) {
        power = digit->value == 2 ? "2" : "3";
        at++;
    } else if (!*power && entry->kind == LENGTH && is_near(words, at) &&
               is_word(words, at, "squared")) {
        power = "2";
        at++;
    }
    append(power, unit);
    return at;
}

/* "degrees Celsius", "degrees". */
static size_t read_degrees(cn_value_words *words, size_t i, cn_unit *unit)
{
    if (is_word(words, i, "celsius centigrade") || is_word(words, i, "fahrenheit")) {
        set_symbol(is_word(words, i, "fahrenheit") ? "degF" : "degC", unit);
        return i + 1;
    }
    if (is_word(words, i, "\xC2\xB0") && is_near(words, i + 1) &&
        is_word(words, i + 1, "c f")) { /* "40 ° C" */
        set_symbol(is_word(words, i + 1, "f") ? "degF" : "degC", unit);
        return i + 2;
    }
    if (!is_word(words, i, "degree degrees"))
        return i;
    set_symbol("deg", unit);
    if (!is_near(words, i + 1))
        return i + 1;
    if (is_word(words, i + 1, "celsius centigrade c"))
        append("C", unit);
    else if (is_word(words, i + 1, "fahrenheit f"))
        append("F", unit);
    else
        return i + 1;
    return i + 2;
}

size_t cn_unit_per(cn_value_words *words, size_t i, cn_unit *unit)
{
    const cn_value_word *word = cn_value_words_at(words, i);
    cn_unit below = {.symbol = ""};
    size_t at = i, after;

    if (word->gap == CN_VG_SLASH && word->is_close)
        at = i;
    else if (word->gap == CN_VG_SPACE && (word->kind == CN_VW_PER || word->kind == CN_VW_A))
        at = i + 1;
    else
        return i;
    after = read_powered(words, at, false, &below);
    if (after == at || (word->kind == CN_VW_A && !below.is_time) || below.power != 0)
        return i;
    append("/", unit);
    append(below.symbol, unit);
    unit->is_time = false;
    return after;
}

size_t cn_unit_read(cn_value_words *words, size_t i, bool is_loose, cn_unit *unit)
{
    size_t at;

    *unit = (cn_unit){.symbol = ""};
    if (!is_near(words, i))
        return i;
    /* "20 US dollars", "3 million pounds sterling" */
    at = is_word(words, i, "us u.s") && entry_at(words, i + 1, false) &&
                 entry_at(words, i + 1, false)->kind == MONEY
             ? i + 1
             : i;
    if (is_word(words, at, "per") && is_word(words, at + 1, "cent")) {
        set_symbol("%", unit);
        return at + 2;
    }
    if (is_word(words, at, "pound pounds") && is_word(words, at + 1, "sterling")) {
        set_symbol("GBP", unit);
        unit->is_money = true;
        return at + 2;
    }
    i = at;
    at = read_degrees(words, i, unit);
    if (at == i)
        at = read_powered(words, i, is_loose, unit);
    if (at == i)
        return i;
    return cn_unit_per(words, at, unit);
}

size_t cn_unit_currency(cn_value_words *words, size_t i, cn_unit *unit)
{
    const cn_value_word *word = cn_value_words_at(words, i);
    const cn_value_word *next = cn_value_words_at(words, i + 1);
    const char *text = words->text + word->first;
    const unit_entry *found;

    *unit = (cn_unit){.symbol = ""};
    if (word->kind == CN_VW_END || word->kind == CN_VW_DIGITS)
        return i;
    found = FIND(currencies, text, word->end - word->first);
    if (found && is_near(words, i + 1)) {
        set_symbol(found->symbol, unit);
        unit->is_money = true;
        return i + 1;
    }
    if (next->end - next->first != 1 || next->kind != CN_VW_OTHER ||
        words->text[next->first] != '$' || !is_near(words, i + 1))
        return i;
    if (word->end - word->first == 3 && memcmp(text, "U.S", 3) == 0)
        found = FIND(dollars, "US", 2);
    else
        found = FIND(dollars, text, word->end - word->first);
    if (!found)
        return i;
    set_symbol(found->symbol, unit);
    unit->is_money = true;
    return i + 2;
}

static void make_singular(char *noun, size_t len)
{
    if (len > 4 && memcmp(noun + len - 3, "ies", 3) == 0) {
        noun[len - 3] = 'y';
        noun[len - 2] = '\0';
    } else if (len > 4 &&
               (memcmp(noun + len - 3, "ses", 3) == 0 || memcmp(noun + len - 3, "xes", 3) == 0 ||
                (len > 5 && (memcmp(noun + len - 4, "ches", 4) == 0 ||
                             memcmp(noun + len - 4, "shes", 4) == 0)))) {
        noun[len - 2] = '\0';
    } else if (len > 3 && noun[len - 1] == 's' && noun[len - 2] != 's' && noun[len - 2] != 'u' &&
               noun[len - 2] != 'i') {
        noun[len - 1] = '\0';
    }
}

size_t cn_unit_noun(cn_value_words *words, size_t i, cn_unit *unit)
{
    const cn_value_word *word = cn_value_words_at(words, i);
    size_t len = word->end - word->first;
    const unit_entry *odd;

    *unit = (cn_unit){.symbol = ""};
    if (word->kind != CN_VW_OTHER || len < 2 || len >= CN_UNIT_MAX || !is_near(words, i))
        return i;
    for (size_t n = 0; n < len; n++) {
        char c = words->text[word->first + n];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
            return i;
        unit->symbol[n] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    unit->symbol[len] = '\0';
    odd = FIND(odd_nouns, unit->symbol, len);
    if (odd)
        set_symbol(odd->symbol, unit);
    else
        make_singular(unit->symbol, len);
    unit->is_noun = true;
    return cn_value_words_kind(unit->symbol) == CN_VW_OTHER ? i + 1 : i;
}
