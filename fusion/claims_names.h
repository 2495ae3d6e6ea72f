/* Lists of names of persons as shops, catalogues and title pages write them -> (last name, given
 * names): "Knuth, Donald E.", "Donald Ervin Knuth", "Last, First; Last, First", "A and B", "A/B",
 * upper case, "(Author)", "et al", "Not Available".
 *
 * Reading is pure: one text gives one list. What a text alone cannot tell ("Harper Eliot", names
 * run together) is put right by cn_names_align(), which compares all lists given for one question.
 * Bounded: CN_NAMES_MAX persons, texts beyond CN_NAMES_TEXT_MAX bytes are cut; time is linear. */
#ifndef CN_FUSION_CLAIMS_NAMES_H
#define CN_FUSION_CLAIMS_NAMES_H

#include "base/status.h"

enum {
    CN_NAMES_MAX = 64,
    CN_NAMES_TEXT_MAX = 4096,
    CN_NAME_PART_MAX = 48, /* bytes with the NUL; more is cut */
    CN_NAME_SHOWN_MAX = 96
};

typedef struct cn_person {
    char last[CN_NAME_PART_MAX], given[CN_NAME_PART_MAX]; /* folded; given "" when not said */
    char shown[CN_NAME_SHOWN_MAX];                        /* "Knuth, Donald E" */
} cn_person;

typedef struct cn_names {
    cn_person *persons; /* by last, given; no two the same */
    size_t n, cap;
    bool is_open; /* "et al": there are more */
} cn_names;

/* names must be zero or have been read before. */
int cn_names_read(const char *text, size_t len, cn_names *names, cairn_error *err);
void cn_names_done(cn_names *names);

/* Same last name, and given names that begin with the same letter where both have them. */
bool cn_person_same(const cn_person *a, const cn_person *b);
/* How many persons of a are in b, too. */
size_t cn_names_shared(const cn_names *a, const cn_names *b);

/* lists: all that is said about one question; n_sources: by how many each. Puts persons right that
 * others write differently: names the wrong way round, one letter wrong, run together. */
int cn_names_align(cn_names *lists, const uint32_t *n_sources, size_t n, cairn_error *err);

#endif
