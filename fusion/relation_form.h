/* Relations as written -> one canonical form for all ways to say the same.
 *
 *   "was first published in", "be publish in", a date     published on
 *   "was written by" Ada; Ada "wrote"                     written by; swapped: written by
 *   "Date of birth", a date                               born on
 *
 * A pure function of the five arguments and the table: fold; take off auxiliaries, adverbs and
 * articles; past tense, participle after "be"; the preposition of a date is "on"; "X verb-ed by Y"
 * is Y verb-ed X; then the table's synonyms by types. What no step knows stays as it is, folded:
 * other languages, names of fields. The form of a form is itself. */
#ifndef CN_FUSION_RELATION_FORM_H
#define CN_FUSION_RELATION_FORM_H

#include "base/buf.h"
#include "fusion/relation_table.h"

/* A relation as extracted. Texts are valid UTF-8 and need no NUL. */
typedef struct cn_relation_said {
    const char *surface; /* "was first published in" */
    size_t surface_len;
    const char *normal; /* "be publish in"; may be NULL with normal_len 0 */
    size_t normal_len;
    int subject_type, object_type; /* cn_mention_type */
} cn_relation_said;

/* Replaces out by the canonical text, which is empty only when the surface has nothing but blanks
 * and colons. *is_swapped: subject and object change places; never with a literal object. About a
 * microsecond; O(length). The only error is memory. */
int cn_relation_form(const cn_relation_table *table, const cn_relation_said *said, cn_buf *out,
                     bool *is_swapped, cairn_error *err);

#endif
