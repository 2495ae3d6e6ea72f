/* Which of two parents is the father: texts say "child of", and mostly name the father first. */
#ifndef CN_RETRIEVE_FACTS_PARENTS_H
#define CN_RETRIEVE_FACTS_PARENTS_H

#include <stdbool.h>

#include "retrieve/value.h"

enum { CN_PARENTS_MAX = 16 };

/* A value that may be a parent, with the sentence that says so. */
typedef struct cn_parent {
    const char *name;
    size_t name_len;
    const char *sentence;
    size_t sentence_len;
    cairn_id chunk;
    size_t first; /* of the sentence: parents of one are compared with each other */
} cn_parent;

/* How likely each is the mother, 0..1; elsewhere the father. By titles ("Queen", "Lady"), by what
 * stands before the name ("his wife"), by the order of those in one sentence. */
void cn_parents_judge(const cn_parent *parents, size_t n, double mother[CN_PARENTS_MAX]);
/* "Duke of Berg": of whom, is not said. */
bool cn_is_bare_title(const char *name, size_t len);

#endif
