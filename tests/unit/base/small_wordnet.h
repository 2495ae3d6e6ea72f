/* A WordNet of a few words, in the format of wndb(5), written by this test: senses are listed by
 * number, offsets are filled in by what stands where. */
#ifndef CN_TESTS_SMALL_WORDNET_H
#define CN_TESTS_SMALL_WORDNET_H

#include "unit/base/temp_dir.h"

/* "%1" in a row is the offset of the row with number 1, eight digits; so is the "%N" it begins
 * with. The licence's lines are said by rows that begin with a blank. */
static const char *const SMALL_NOUNS[] = {
    "  1 a licence of the makers, whose lines begin with two blanks  ",
    "%1 03 n 01 entity 0 001 ~ %2 n 0000 | what there is  ",
    "%2 18 n 02 person 0 individual 0 003 @ %1 n 0000 ~ %3 n 0000 ~ %4 n 0000 | somebody  ",
    "%3 18 n 02 spouse 0 better_half 0 003 @ %2 n 0000 ~ %5 n 0000 ~ %6 n 0000 | who is wed  ",
    "%4 18 n 02 composer 0 composition 0 003 @ %2 n 0000 + %1 v 0101 + %1 v 0202 | writes music  ",
    "%5 18 n 01 wife 0 001 @ %3 n 0000 | a woman who is wed  ",
    "%6 18 n 01 husband 0 001 @ %3 n 0000 | a man who is wed  ",
    "%7 15 n 02 river 0 stream 1 002 @ %8 n 0000 @i %8 n 0000 | flows  ",
    "%8 15 n 02 location 0 Paris 0 001 @ %1 n 0000 | where things are  ",
    "%9 15 n 01 loop 0 001 @ %9 n 0000 | above itself  ",
    NULL};
static const char *const SMALL_VERBS[] = {
    "  1 the licence stands at offset 0, where no sense can be  ",
    "%1 36 v 02 compose 0 write 0 002 + %4 n 0101 + %4 n 0102 01 + 08 00 | make music  ", NULL};

enum { SMALL_TEXT_MAX = 4096, SMALL_ROWS_MAX = 16 };

static inline void small_fill(const char *row, const size_t *own, const size_t *nouns,
                              const size_t *verbs, char *out, size_t size)
{
    const size_t *offsets;
    size_t n = 0;

    for (const char *c = row; *c && n + 16 < size; c++) {
        if (*c != '%') {
            out[n++] = *c;
            continue;
        }
        offsets = c == row ? own : strncmp(c + 2, " v", 2) == 0 ? verbs : nouns;
        n += (size_t)snprintf(out + n, size - n, "%08u", (unsigned)offsets[*++c - '0']);
    }
    out[n] = '\0';
}

static inline void small_offsets(const char *const *rows, size_t *offsets)
{
    size_t at = 0;

    for (size_t i = 0; rows[i]; i++) {
        size_t marks = 0;

        for (const char *c = rows[i]; *c; c++)
            marks += *c == '%';
        if (rows[i][0] == '%')
            offsets[rows[i][1] - '0'] = at;
        at += strlen(rows[i]) + 6 * marks + 1; /* two bytes become eight */
    }
}

static inline void small_write(temp_dir *dir, const char *name, const char *const *rows,
                               const size_t *own, const size_t *nouns, const size_t *verbs)
{
    char text[SMALL_TEXT_MAX];
    size_t n = 0;

    for (size_t i = 0; rows[i]; i++) {
        char line[512];

        small_fill(rows[i], own, nouns, verbs, line, sizeof line);
        n += (size_t)snprintf(text + n, sizeof text - n, "%s\n", line);
    }
    temp_file_put(dir, name, text);
}

/* index.noun, data.noun, index.verb, data.verb, noun.exc; adjectives and adverbs are missing. */
static inline void small_wordnet_put(temp_dir *dir)
{
    static const char *const noun_index[] = {"  1 the licence  ",
                                             "composer n 1 2 @ + 1 0 %4  ",
                                             "entity n 1 1 ~ 1 0 %1  ",
                                             "husband n 1 1 @ 1 0 %6  ",
                                             "individual n 1 2 @ ~ 1 0 %2  ",
                                             "location n 1 1 @ 1 0 %8  ",
                                             "loop n 1 1 @ 1 0 %9  ",
                                             "person n 1 2 @ ~ 1 0 %2  ",
                                             "river n 1 1 @ 1 0 %7  ",
                                             "spouse n 1 2 @ ~ 1 0 %3  ",
                                             "stream n 1 1 @ 1 0 %7  ",
                                             "wife n 1 1 @ 1 0 %5  ",
                                             NULL};
    static const char *const verb_index[] = {"compose v 1 1 + 1 1 %1  ", "write v 1 1 + 1 1 %1  ",
                                             NULL};
    size_t nouns[SMALL_ROWS_MAX] = {0}, verbs[SMALL_ROWS_MAX] = {0};

    small_offsets(SMALL_NOUNS, nouns);
    small_offsets(SMALL_VERBS, verbs);
    small_write(dir, "data.noun", SMALL_NOUNS, nouns, nouns, verbs);
    small_write(dir, "data.verb", SMALL_VERBS, verbs, nouns, verbs);
    small_write(dir, "index.noun", noun_index, nouns, nouns, verbs);
    small_write(dir, "index.verb", verb_index, verbs, verbs, verbs);
    temp_file_put(dir, "noun.exc", "wives wife\n");
}

#endif
