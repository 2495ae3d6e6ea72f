/* The tokens of one run of text, as Universal Dependencies' English treebanks cut them. The rules
 * look at a run from left to right, and each call finds one end, from bytes that stand around it:
 * what is cut off at the front ("do" of "don't") leaves a rest ("n't") that is known for itself, so
 * that text which was cut before comes out as it was. */
#include "ingest/token_cut.h"

#include <string.h>

#include "base/utf8.h"

enum { GROUPS_MAX = 24, /* bytes of a date or telephone number looked at */ WORD_LIST_MAX = 12 };

/* Words that keep their full stop. Upper case: only with a capital, and not at the end. */
static const char abbreviations[] =
    " mr mrs ms dr prof sr jr st ft mt inc corp ltd co bros vs etc eg ie al ext dept est approx "
    "vol "
    "ed eds hon rev gov gen lt col sgt capt cmdr adm maj brig sen rep reps pres supt univ assn ave "
    "blvd rd messrs mme mlle viz cf attn tel ca pp op cit et seq jan feb apr jun jul aug sept oct "
    "nov ";
static const char end_words[] =
    " MAR DEC SAT SUN MON TUE TUES WED THU THUR FRI NO FIG ART SEC CH MASS CONN MICH IND PA VA "
    "CALIF COS MISS PH ";
/* Prefixes that a hyphen does not part from their word. */
static const char affixes[] =
    " e a anti bi co counter cross cyber de eco electro ex extra hyper inter intra macro mega "
    "micro "
    "mid mini multi neo non over pan para peri post pre pro proto pseudo quasi re semi socio sub "
    "super supra trans tri ultra un uni vice arch uh mm ";
/* Ends of host names and of files. */
static const char extensions[] = " com org net edu gov mil info biz uk de fr au ca eu co io tv jp "
                                 "doc pdf xls ppt htm html txt jpg "
                                 "jpeg gif png exe zip xml csv ";
/* What stands behind a number and is a word of its own. */
static const char units[] = " am pm a.m p.m k m mm bn kg km cm ft lb lbs mph kb mb gb ";
static const char clitics[] = " s re ve ll d m ";
static const char cut_off_starts[] = " em n til till cause cuz bout tis twas round ";
static const char smileys[] = " :) :( ;) :D :P :p ;-) :-) :-( =) =( (: :/ :-/ ^_^ <3 xD XD :] :* ";

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static char byte_at(const cn_run *run, size_t at)
{
    return at < run->end ? run->text[at] : '\0';
}

/* Is text[0..len) in a list of words with a space before and behind each? Case is folded to lower,
 * or to upper for a list in capitals. */
static bool is_in(const char *list, const char *text, size_t len, bool upper)
{
    char word[WORD_LIST_MAX + 3];

    if (len == 0 || len > WORD_LIST_MAX)
        return false;
    word[0] = ' ';
    for (size_t i = 0; i < len; i++) {
        const char c = text[i];

        if (upper)
            word[i + 1] = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
        else
            word[i + 1] = (char)(is_capital(c) ? c + 32 : c);
    }
    word[len + 1] = ' ';
    word[len + 2] = '\0';
    return strstr(list, word) != NULL;
}

/* Length of the apostrophe at `at`: 1 for ', 3 for ’; 0 for none. */
static size_t apostrophe_at(const cn_run *run, size_t at)
{
    if (byte_at(run, at) == '\'')
        return 1;
    return run->end - at >= 3 && memcmp(run->text + at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

/* The length of the hyphen at `at`: - or U+2010, U+2011; 0 for none. */
static size_t hyphen_at(const cn_run *run, size_t at)
{
    if (byte_at(run, at) == '-')
        return 1;
    return run->end - at >= 3 && (memcmp(run->text + at, "\xE2\x80\x90", 3) == 0 ||
                                  memcmp(run->text + at, "\xE2\x80\x91", 3) == 0)
               ? 3
               : 0;
}

/* Does a word go on at `at`? Its next byte in *next. */
static bool is_word_at(const cn_run *run, size_t at, size_t *next)
{
    uint32_t c;

    *next = at + 1;
    if (at >= run->end)
        return false;
    if ((unsigned char)run->text[at] < 0x80)
        return is_letter(run->text[at]) || is_digit(run->text[at]) || run->text[at] == '_';
    *next = at;
    c = cn_utf8_next(run->text, run->end, next);
    return (cn_utf8_is_word(c) && !cn_utf8_is_unspaced(c)) || c == 0x200C || c == 0x200D ||
           c == 0xAD || c == 0xFE0F;
}

static bool is_boundary(const cn_run *run, size_t at)
{
    size_t next;

    return !is_word_at(run, at, &next);
}

/* End of the ASCII letters from at on, at most WORD_LIST_MAX of them. */
static size_t letters_end(const cn_run *run, size_t at)
{
    const size_t end = run->end - at > WORD_LIST_MAX ? at + WORD_LIST_MAX : run->end;

    while (at < end && is_letter(run->text[at]))
        at++;
    return at;
}

/* The end of 's, 're, 'll ... whose apostrophe stands at `at`; at when there is none. */
static size_t clitic_end(const cn_run *run, size_t at)
{
    const size_t mark = apostrophe_at(run, at);
    const size_t first = at + mark;
    size_t end;

    if (mark == 0 || first >= run->end)
        return at;
    end = letters_end(run, first);
    return is_boundary(run, end) && is_in(clitics, run->text + first, end - first, false) ? end
                                                                                          : at;
}

/* The end of n't at `at`, or at. */
static size_t negation_end(const cn_run *run, size_t at)
{
    const size_t mark = (byte_at(run, at) | 32) == 'n' ? apostrophe_at(run, at + 1) : 0;

    return mark > 0 && (byte_at(run, at + 1 + mark) | 32) == 't' && is_boundary(run, at + mark + 2)
               ? at + mark + 2
               : at;
}

/* The end of a date or telephone number of groups of digits, "11/28/2000", "713-853-3989",
 * "9/11"; at when the digits there are none. */
static size_t groups_end(const cn_run *run, size_t at)
{
    const size_t end = run->end - at > GROUPS_MAX ? at + GROUPS_MAX : run->end;
    size_t lens[GROUPS_MAX] = {0}, n = 1, i = at;
    unsigned numbers[2] = {0, 0};
    char mark = '\0';

    for (; i < end; i++) {
        const char c = run->text[i];

        if (is_digit(c)) {
            lens[n - 1]++;
            if (n <= 2 && lens[n - 1] <= 4)
                numbers[n - 1] = numbers[n - 1] * 10 + (unsigned)(c - '0');
        } else if ((c == '-' || c == '/') && (mark == '\0' || mark == c) && i + 1 < end &&
                   is_digit(run->text[i + 1])) {
            mark = c;
            n++;
        } else {
            break;
        }
    }
    if (n < 2 || !is_boundary(run, i))
        return at;
    if (n >= 3)
        return i;
    if (mark == '-')
        return lens[0] == 3 && lens[1] == 4 ? i : at;
    return lens[0] <= 2 && lens[1] <= 2 && numbers[0] <= 12 && numbers[1] >= 5 && numbers[1] <= 31
               ? i
               : at;
}

/* May the full stop at `at` stand inside a word that began at first? */
static bool joins_point(const cn_run *run, size_t first, size_t at)
{
    const char before = run->text[at - 1], after = byte_at(run, at + 1);
    size_t end;

    if (is_digit(before) && is_digit(after))
        return true;
    if (!is_letter(after))
        return false;
    /* "U.S": letters alone between points. */
    if (is_letter(before) && (at - 1 == first || run->text[at - 2] == '.') &&
        !is_letter(byte_at(run, at + 2)))
        return true;
    end = letters_end(run, at + 1);
    return is_boundary(run, end) && is_in(extensions, run->text + at + 1, end - at - 1, false);
}

static bool joins_comma(const cn_run *run, size_t at)
{
    return is_digit(run->text[at - 1]) && is_digit(byte_at(run, at + 1)) &&
           is_digit(byte_at(run, at + 2)) && is_digit(byte_at(run, at + 3)) &&
           !is_digit(byte_at(run, at + 4));
}

/* "AT&T", "R&D": capitals on both sides. */
static bool joins_ampersand(const cn_run *run, size_t first, size_t at)
{
    return at - first <= 3 && is_letter(run->text[at - 1]) && is_letter(byte_at(run, at + 1)) &&
           is_capital(run->text[at - 1]) == is_capital(byte_at(run, at + 1)) &&
           letters_end(run, at + 1) - at <= 4;
}

/* The byte behind a mark at `at` that does not end the word which began at first; at when it does
 * end it. */
static size_t joined_end(const cn_run *run, size_t first, size_t at)
{
    const size_t hyphen = hyphen_at(run, at), apostrophe = apostrophe_at(run, at);

    if (at + 1 >= run->end)
        return at;
    if (hyphen > 0)
        return is_letter(byte_at(run, at + hyphen)) &&
                       is_in(affixes, run->text + first, at - first, false)
                   ? at + hyphen
                   : at;
    if (apostrophe > 0) {
        const bool is_decade = run->text[at - 1] == '0' && at - first >= 2;

        if (is_boundary(run, at + apostrophe) || (clitic_end(run, at) > at && !is_decade) ||
            negation_end(run, at - 1) > at - 1)
            return at;
        return at + apostrophe;
    }
    switch (run->text[at]) {
    case '.':
        return joins_point(run, first, at) ? at + 1 : at;
    case ',':
        return joins_comma(run, at) ? at + 1 : at;
    case ':':
        return is_digit(run->text[at - 1]) && is_digit(byte_at(run, at + 1)) ? at + 1 : at;
    case '\\': /* "1\/2", as the Penn treebank has it */
        return byte_at(run, at + 1) == '/' && is_digit(byte_at(run, at + 2)) ? at + 2 : at;
    case '&':
        return joins_ampersand(run, first, at) ? at + 1 : at;
    default:
        return at;
    }
}

/* Does the word text[first..end) keep the full stop behind it? */
static bool keeps_point(const cn_run *run, size_t first, size_t end)
{
    const char *word = run->text + first;
    const size_t len = end - first;
    const bool ends_run = end + 1 >= run->end;
    const bool ends_sentence = run->is_last && is_boundary(run, end + 1);

    if (byte_at(run, end + 1) == '.')
        return false;
    if (len == 1)
        return (is_capital(word[0]) || (ends_run && is_in(" b c d v p ", word, 1, false))) &&
               !ends_sentence;
    if (memchr(word, '.', len) && is_letter(word[len - 1]) && word[len - 2] == '.')
        return true;
    if (is_in(abbreviations, word, len, false))
        return !ends_sentence || !is_in(" etc ", word, len, false);
    if (!is_capital(word[0]) || !ends_run || ends_sentence || !is_in(end_words, word, len, true))
        return false;
    return (word[0] != 'N') || run->digit_follows;
}

/* Where a word of letters alone is two: "cannot", "gonna", "didnt"; 0 for nowhere. */
static size_t split_of(const char *word, size_t len)
{
    static const char negated[] =
        " dont didnt doesnt isnt wasnt werent arent couldnt wouldnt shouldnt havent hasnt hadnt "
        "aint cant wont ";

    if (len < 4 || len > 8)
        return 0;
    if (is_in(" cannot gonna wanna gimme lemme ", word, len, false))
        return 3;
    if (is_in(" gotta ", word, len, false))
        return 3;
    if (!is_capital(word[len - 1]) && is_in(negated, word, len, false))
        return len - 2;
    return 0;
}

/* The length of the number that a unit follows, "5 kg" of "5kg"; 0 when it is none. */
static size_t number_before_unit(const char *word, size_t len)
{
    size_t n = 0;

    while (n < len && !is_letter(word[n]))
        n++;
    return n < len && is_in(units, word + n, len - n, false) ? n : 0;
}

static size_t word_end(const cn_run *run, size_t first)
{
    size_t at = first, next, len;
    const char *word = run->text + first;

    if (is_digit(run->text[first])) {
        at = groups_end(run, first);
        if (at > first)
            return at;
    }
    if (negation_end(run, first) > first)
        return negation_end(run, first);
    for (;;) {
        while (is_word_at(run, at, &next))
            at = next;
        if (at >= run->end)
            break;
        next = at > first ? joined_end(run, first, at) : at;
        if (next == at)
            break;
        at = next;
    }
    len = at - first;
    if (len > 1 && negation_end(run, at - 1) > at - 1)
        return at - 1;
    if (byte_at(run, at) == '.' && keeps_point(run, first, at))
        return at + 1;
    if (is_digit(word[0]) && number_before_unit(word, len) > 0)
        return first + number_before_unit(word, len);
    if (len <= 2 && is_capital(word[0]) && byte_at(run, at) == '$')
        return at + 1;
    return split_of(word, len) > 0 ? first + split_of(word, len) : at;
}

/* The end of a run of the same mark, or of ! and ? mixed. */
static size_t repeated_end(const cn_run *run, size_t at)
{
    const char first = run->text[at];
    const bool is_cry = first == '!' || first == '?';

    while (at < run->end &&
           (run->text[at] == first || (is_cry && (run->text[at] == '!' || run->text[at] == '?'))))
        at++;
    return at;
}

static size_t apostrophe_end(const cn_run *run, size_t at)
{
    const size_t mark = apostrophe_at(run, at);
    const size_t clitic = clitic_end(run, at);
    size_t end;

    if (clitic > at && (at > run->first || clitic == run->end))
        return clitic;
    if (apostrophe_at(run, at + mark) == mark)
        return at + 2 * mark;
    end = at + mark;
    if (at == run->first && is_digit(byte_at(run, end)) && is_digit(byte_at(run, end + 1))) {
        end += byte_at(run, end + 2) == 's' ? 3 : 2;
        return is_boundary(run, end) ? end : at + mark;
    }
    end = letters_end(run, at + mark);
    if (at == run->first && is_boundary(run, end) &&
        is_in(cut_off_starts, run->text + at + mark, end - at - mark, false))
        return end;
    return at + mark;
}

/* A mark of more than one byte, with what is drawn onto it. */
static size_t symbol_end(const cn_run *run, size_t at)
{
    const uint32_t first = cn_utf8_next(run->text, run->end, &at);
    bool is_joined = false;

    while (at < run->end) {
        size_t next = at;
        const uint32_t c = cn_utf8_next(run->text, run->end, &next);
        const bool joins = c == 0x200D || c == 0xFE0F || (c >= 0x1F3FB && c <= 0x1F3FF);

        if (!joins && !is_joined && !(c == first && (c == 0x2026 || c == 0x2019)))
            break;
        is_joined = c == 0x200D;
        at = next;
    }
    return at;
}

/* A run of a script without spaces. */
static size_t unspaced_end(const cn_run *run, size_t at)
{
    while (at < run->end) {
        size_t next = at;

        if (!cn_utf8_is_unspaced(cn_utf8_next(run->text, run->end, &next)))
            break;
        at = next;
    }
    return at;
}

static size_t mark_end(const cn_run *run, size_t at)
{
    const char c = run->text[at];

    if ((unsigned char)c >= 0x80) {
        size_t end = unspaced_end(run, at);

        if (end > at)
            return end;
        return apostrophe_at(run, at) ? apostrophe_end(run, at) : symbol_end(run, at);
    }
    if (c == '\'')
        return apostrophe_end(run, at);
    if (is_in(smileys, run->text + at, run->end - at, false) ||
        is_in(smileys, run->text + at, run->end - at, true))
        return run->end;
    if ((c == '.' || c == '+') && at == run->first && is_digit(byte_at(run, at + 1)))
        return word_end(run, at + 1);
    if (strchr(".-!?=*_~#+<>`$", c))
        return repeated_end(run, at);
    return at + 1;
}

size_t cn_token_end(const cn_run *run, size_t at)
{
    size_t next;

    if (is_word_at(run, at, &next) && run->text[at] != '_')
        return word_end(run, at);
    return mark_end(run, at);
}
