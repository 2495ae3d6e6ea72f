/* What a stripped relation means: what the table says of it, of its noun, of its first and last
 * word, and what holds for all verbs: the preposition of a date, the two voices. */
#ifndef CN_FUSION_RELATION_FORM_MEANING_H
#define CN_FUSION_RELATION_FORM_MEANING_H

#include "fusion/relation_form_words.h"

/* A short text under construction, NUL-terminated. What does not fit is left out. */
typedef struct cn_relation_line {
    char text[2 * CN_RELATION_TEXT_MAX];
    size_t len;
} cn_relation_line;

/* What a relation is said of. */
typedef struct cn_relation_between {
    int subject_type, object_type; /* cn_mention_type */
    bool is_swapped;               /* they have changed places since */
} cn_relation_between;

/* With a blank before it where something stands already. */
void cn_relation_line_put(cn_relation_line *out, const char *text, size_t len);
/* Each replaces the line by what it means. False: the table does not know it as it stands. */
bool cn_relation_line_look_up(const cn_relation_table *table, cn_relation_between *between,
                              cn_relation_line *out);
/* "published in", "published" -> "published on" when the object is a date, whatever its precision.
 */
void cn_relation_line_date(const cn_relation_table *table, const cn_relation_between *between,
                           cn_relation_line *out);
/* All that can be said of a relation whose verb is in the past. */
void cn_relation_line_settle(const cn_relation_table *table, cn_relation_between *between,
                             cn_relation_line *out);

#endif
