/* The words of a date or a quantity: runs of digits, runs of letters and single signs, with what
 * stands between them. Cut lazily from a byte on, at most CN_VALUE_WORDS_MAX, so that a reader that
 * looks at the start of a long text pays for a few words only.
 *
 * "10th" is two words, 10 and "th", with nothing between; "B.C." is one. Internal to the readers of
 * base/time.h, base/number.h and base/quantity.h. */
#ifndef CN_BASE_VALUE_WORDS_H
#define CN_BASE_VALUE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CN_VALUE_WORDS_MAX = 32, CN_VALUE_KEY_MAX = 16 };

/* What a word means to a date or a number; value says which one. */
typedef enum cn_value_word_kind {
    CN_VW_END,   /* behind the last word */
    CN_VW_OTHER, /* a word or a sign that is on no list */
    CN_VW_DIGITS,
    CN_VW_MONTH,    /* 1..12 */
    CN_VW_WEEKDAY,  /* 1..7, Monday first */
    CN_VW_SEASON,   /* 1..4, spring first */
    CN_VW_CARDINAL, /* zero..nineteen, twenty..ninety */
    CN_VW_HUNDRED,
    CN_VW_SCALE, /* the power of ten: thousand 3 */
    CN_VW_DOZEN,
    CN_VW_HALF,
    CN_VW_QUARTER, /* 1, plural 2 */
    CN_VW_ORDINAL, /* first 1 */
    CN_VW_THIRDS,  /* the denominator: thirds 3 */
    CN_VW_TAIL,    /* st nd rd th */
    CN_VW_S,       /* of 1990s */
    CN_VW_UNIT,    /* of time: cn_time_unit */
    CN_VW_DECADE,  /* twenties 20 */
    CN_VW_ERA,     /* AD 1, BC -1 */
    CN_VW_PHASE,   /* early 0, mid 1, late 2 */
    CN_VW_END_OF,  /* beginning, middle, end: a phase with "of" */
    CN_VW_ABOUT,
    CN_VW_CIRCA, /* only of years */
    CN_VW_MORE,  /* over 1, under -1; more 2, less -2 (than); least 3, most -3; up -4 */
    CN_VW_THAN,
    CN_VW_THE,
    CN_VW_A, /* a, an */
    CN_VW_AND,
    CN_VW_OF,
    CN_VW_IN, /* any preposition that opens a time and changes nothing */
    CN_VW_FROM,
    CN_VW_TO, /* to, through */
    CN_VW_BETWEEN,
    CN_VW_SINCE,
    CN_VW_UNTIL,
    CN_VW_BEFORE, /* before, by */
    CN_VW_AFTER,
    CN_VW_DAY_WORD,  /* today 0, yesterday -1 */
    CN_VW_STEP,      /* last -1, this 0, next 1: from now */
    CN_VW_TEXT_STEP, /* previous -1, same 0, following 1: from the date said before */
    CN_VW_AGO,
    CN_VW_LATER,    /* later 1, earlier -1 */
    CN_VW_PRESENT,  /* present, now */
    CN_VW_HALF_DAY, /* am 0, pm 12 */
    CN_VW_NOON,     /* noon 12, midnight 0 */
    CN_VW_ZONE,     /* 1 UTC, 0 another */
    CN_VW_YEAR_OF,  /* "Q" of Q3 */
    CN_VW_OLD,
    CN_VW_PER
} cn_value_word_kind;

/* What stands before a word. */
typedef enum cn_value_gap {
    CN_VG_BREAK, /* anything else; also before the first word */
    CN_VG_NONE,
    CN_VG_SPACE,
    CN_VG_HYPHEN, /* without a space: otherwise it is a dash */
    CN_VG_DASH,
    CN_VG_COMMA,
    CN_VG_PERIOD,
    CN_VG_SLASH,
    CN_VG_COLON,
    CN_VG_APOSTROPHE
} cn_value_gap;

typedef struct cn_value_word {
    size_t first, end; /* bytes of the text */
    int32_t value;     /* of digits: of the first nine */
    uint8_t kind, gap; /* cn_value_word_kind, cn_value_gap */
    uint8_t n_digits;  /* at most 255 */
    bool is_upper;     /* begins with a capital */
    bool is_close;     /* the gap is at most one byte or one mark, without spaces */
} cn_value_word;

typedef struct cn_value_words {
    const char *text;
    size_t len;
    size_t n;
    cn_value_word items[CN_VALUE_WORDS_MAX + 1];
} cn_value_words;

/* Words of text[first..len), of which none is cut yet. text is borrowed. */
void cn_value_words_init(cn_value_words *words, const char *text, size_t len, size_t first);
/* Word i, or one of kind END. Valid as long as words is. */
const cn_value_word *cn_value_words_at(cn_value_words *words, size_t i);
/* The lower-case letters of a word, "" for a word that is longer than a key. */
void cn_value_words_key(const cn_value_words *words, size_t i, char key[CN_VALUE_KEY_MAX]);
/* What a word in small letters means: OTHER when it is on no list. */
cn_value_word_kind cn_value_words_kind(const char *key);
/* Is word i of this kind, with a space or a hyphen before it? */
bool cn_value_words_follow(cn_value_words *words, size_t i, cn_value_word_kind kind);

#endif
