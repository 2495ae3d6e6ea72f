/* Words in names, see name_form_words.h. Sorted by bytes, for bsearch and for the eye. English,
 * with those of other languages that stand in English text. "Saint" is no rank: Louis and Saint
 * Louis are not one. */
#include "fusion/name_form_words.h"

#include <stdlib.h>
#include <string.h>

enum { LISTED_MAX = 15 }; /* bytes of the longest word of the lists */

static const char *const links[] = {
    "a",   "al",  "an",  "and", "at",  "av",  "bin", "d",   "da",  "das",  "de",  "del", "della",
    "den", "der", "des", "di",  "do",  "dos", "du",  "el",  "for", "from", "ibn", "in",  "la",
    "le",  "of",  "on",  "s",   "the", "to",  "van", "vom", "von", "y",    "zu",
};

static const char *const ranks[] = {
    "admiral",  "archbishop", "archduchess", "archduke",    "baron",     "baroness",   "baronet",
    "bishop",   "brigadier",  "capt",        "captain",     "cardinal",  "chief",      "col",
    "colonel",  "commander",  "commodore",   "corporal",    "count",     "countess",   "dame",
    "doctor",   "dr",         "duchess",     "duke",        "earl",      "elector",    "emir",
    "emperor",  "empress",    "gen",         "general",     "gov",       "governor",   "grand",
    "hon",      "judge",      "justice",     "king",        "landgrave", "lieutenant", "lord",
    "lt",       "maj",        "major",       "marchioness", "margrave",  "margravine", "marquess",
    "marquis",  "marshal",    "mr",          "ms",          "pope",      "president",  "prince",
    "princess", "prof",       "professor",   "queen",       "rev",       "reverend",   "sen",
    "senator",  "sergeant",   "sgt",         "shah",        "sheikh",    "sir",        "sultan",
    "tsar",     "viscount",   "viscountess",
};

static const struct suffix {
    const char *word;
    uint8_t sort, generation;
    bool upper_only; /* a common word when it is not in capitals */
} suffixes[] = {
    {"ab", CN_SORT_ORGANISATION, 0, true},
    {"ag", CN_SORT_ORGANISATION, 0, true},
    {"as", CN_SORT_ORGANISATION, 0, true},
    {"bv", CN_SORT_ORGANISATION, 0, true},
    {"cbe", CN_SORT_PERSON, 0, true},
    {"co", CN_SORT_ORGANISATION, 0, false},
    {"company", CN_SORT_ORGANISATION, 0, false},
    {"corp", CN_SORT_ORGANISATION, 0, false},
    {"corporation", CN_SORT_ORGANISATION, 0, false},
    {"esq", CN_SORT_PERSON, 0, false},
    {"frs", CN_SORT_PERSON, 0, true},
    {"gmbh", CN_SORT_ORGANISATION, 0, false},
    {"inc", CN_SORT_ORGANISATION, 0, false},
    {"incorporated", CN_SORT_ORGANISATION, 0, false},
    {"jnr", CN_SORT_PERSON, 2, false},
    {"jr", CN_SORT_PERSON, 2, false},
    {"junior", CN_SORT_PERSON, 2, false},
    {"kbe", CN_SORT_PERSON, 0, true},
    {"kc", CN_SORT_PERSON, 0, true},
    {"kg", CN_SORT_ORGANISATION, 0, true},
    {"limited", CN_SORT_ORGANISATION, 0, false},
    {"llc", CN_SORT_ORGANISATION, 0, false},
    {"llp", CN_SORT_ORGANISATION, 0, false},
    {"ltd", CN_SORT_ORGANISATION, 0, false},
    {"mbe", CN_SORT_PERSON, 0, true},
    {"md", CN_SORT_PERSON, 0, true},
    {"mp", CN_SORT_PERSON, 0, true},
    {"nv", CN_SORT_ORGANISATION, 0, true},
    {"obe", CN_SORT_PERSON, 0, true},
    {"oy", CN_SORT_ORGANISATION, 0, true},
    {"phd", CN_SORT_PERSON, 0, false},
    {"plc", CN_SORT_ORGANISATION, 0, false},
    {"pty", CN_SORT_ORGANISATION, 0, false},
    {"qc", CN_SORT_PERSON, 0, true},
    {"sa", CN_SORT_ORGANISATION, 0, true},
    {"senior", CN_SORT_PERSON, 1, false},
    {"snr", CN_SORT_PERSON, 1, false},
    {"spa", CN_SORT_ORGANISATION, 0, true},
    {"sr", CN_SORT_PERSON, 1, false},
};

static const struct kind {
    const char *word;
    uint8_t sort;
} kinds[] = {
    {"actor", CN_SORT_PERSON},
    {"actress", CN_SORT_PERSON},
    {"album", CN_SORT_WORK},
    {"anime", CN_SORT_WORK},
    {"artist", CN_SORT_PERSON},
    {"author", CN_SORT_PERSON},
    {"band", CN_SORT_ORGANISATION},
    {"book", CN_SORT_WORK},
    {"born", CN_SORT_PERSON},
    {"boxer", CN_SORT_PERSON},
    {"city", CN_SORT_PLACE},
    {"club", CN_SORT_ORGANISATION},
    {"company", CN_SORT_ORGANISATION},
    {"composer", CN_SORT_PERSON},
    {"county", CN_SORT_PLACE},
    {"cricketer", CN_SORT_PERSON},
    {"director", CN_SORT_PERSON},
    {"district", CN_SORT_PLACE},
    {"ep", CN_SORT_WORK},
    {"episode", CN_SORT_WORK},
    {"film", CN_SORT_WORK},
    {"filmmaker", CN_SORT_PERSON},
    {"footballer", CN_SORT_PERSON},
    {"inventor", CN_SORT_PERSON},
    {"journalist", CN_SORT_PERSON},
    {"judge", CN_SORT_PERSON},
    {"magazine", CN_SORT_WORK},
    {"manga", CN_SORT_WORK},
    {"movie", CN_SORT_WORK},
    {"musical", CN_SORT_WORK},
    {"musician", CN_SORT_PERSON},
    {"newspaper", CN_SORT_WORK},
    {"novel", CN_SORT_WORK},
    {"opera", CN_SORT_WORK},
    {"painter", CN_SORT_PERSON},
    {"party", CN_SORT_ORGANISATION},
    {"play", CN_SORT_WORK},
    {"player", CN_SORT_PERSON},
    {"poem", CN_SORT_WORK},
    {"poet", CN_SORT_PERSON},
    {"politician", CN_SORT_PERSON},
    {"producer", CN_SORT_PERSON},
    {"publisher", CN_SORT_ORGANISATION},
    {"rapper", CN_SORT_PERSON},
    {"river", CN_SORT_PLACE},
    {"school", CN_SORT_ORGANISATION},
    {"series", CN_SORT_WORK},
    {"singer", CN_SORT_PERSON},
    {"single", CN_SORT_WORK},
    {"soldier", CN_SORT_PERSON},
    {"song", CN_SORT_WORK},
    {"soundtrack", CN_SORT_WORK},
    {"state", CN_SORT_PLACE},
    {"town", CN_SORT_PLACE},
    {"university", CN_SORT_ORGANISATION},
    {"village", CN_SORT_PLACE},
    {"writer", CN_SORT_PERSON},
};

static const struct counted {
    const char *word;
    uint8_t number;
} counted[] = {
    {"eight", 8},  {"eighth", 8}, {"eleven", 11}, {"eleventh", 11}, {"fifth", 5},   {"first", 1},
    {"five", 5},   {"four", 4},   {"fourth", 4},  {"nine", 9},      {"ninth", 9},   {"one", 1},
    {"second", 2}, {"seven", 7},  {"seventh", 7}, {"six", 6},       {"sixth", 6},   {"ten", 10},
    {"tenth", 10}, {"third", 3},  {"three", 3},   {"twelfth", 12},  {"twelve", 12}, {"two", 2},
};

/* The first member of each row is its word, so that one comparison serves all lists. */
static int compare_word(const void *key, const void *row)
{
    return strcmp(key, *(const char *const *)row);
}

static const void *look_up(const char *word, size_t len, const void *rows, size_t n, size_t size)
{
    char key[LISTED_MAX + 1];

    if (len == 0 || len > LISTED_MAX)
        return NULL;
    memcpy(key, word, len);
    key[len] = '\0';
    return bsearch(key, rows, n, size, compare_word);
}

#define LOOK_UP(word, len, rows)                                                                   \
    look_up(word, len, rows, sizeof(rows) / sizeof((rows)[0]), sizeof((rows)[0]))

bool cn_form_is_link(const char *word, size_t len)
{
    return LOOK_UP(word, len, links) != NULL;
}

bool cn_form_is_rank(const char *word, size_t len)
{
    return LOOK_UP(word, len, ranks) != NULL;
}

bool cn_form_is_suffix(const char *word, size_t len, bool is_upper, uint8_t *sort,
                       uint8_t *generation)
{
    const struct suffix *found = LOOK_UP(word, len, suffixes);

    if (!found || (found->upper_only && !is_upper))
        return false;
    *sort = found->sort;
    *generation = found->generation;
    return true;
}

cn_form_sort cn_form_sort_of_word(const char *word, size_t len)
{
    const struct kind *found = LOOK_UP(word, len, kinds);

    return found ? (cn_form_sort)found->sort : CN_SORT_UNKNOWN;
}

bool cn_form_is_list(const char *word, size_t len)
{
    static const char disambiguation[] = "disambiguation";

    return len == sizeof(disambiguation) - 1 && memcmp(word, disambiguation, len) == 0;
}

uint32_t cn_form_number(const char *word, size_t len)
{
    static const char *const tails[] = {"st", "nd", "rd", "th"};
    const struct counted *found;
    uint32_t value = 0;
    size_t i = 0;

    for (; i < len && i < 9 && word[i] >= '0' && word[i] <= '9'; i++)
        value = value * 10 + (uint32_t)(word[i] - '0');
    if (i == 0) {
        found = LOOK_UP(word, len, counted);
        return found ? found->number : 0;
    }
    if (i == len)
        return value + 1000000000U * (value == 0); /* "0" is a number too */
    for (size_t tail = 0; tail < sizeof(tails) / sizeof(tails[0]); tail++) {
        if (len - i == 2 && memcmp(word + i, tails[tail], 2) == 0)
            return value;
    }
    return 0;
}

uint32_t cn_form_roman(const char *word, size_t len)
{
    static const char *const ones[] = {"ix", "viii", "vii", "vi", "v", "iv", "iii", "ii", "i", ""};
    static const uint32_t values[] = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
    uint32_t tens = 0;
    size_t i = 0;

    while (i < len && i < 3 && word[i] == 'x') {
        tens += 10;
        i++;
    }
    for (size_t one = 0; one < sizeof(ones) / sizeof(ones[0]); one++) {
        if (strlen(ones[one]) == len - i && memcmp(word + i, ones[one], len - i) == 0)
            return tens + values[one];
    }
    return 0;
}
