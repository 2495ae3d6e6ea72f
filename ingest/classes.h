/* The noun phrases after "X is a": what X is. */
#ifndef CN_INGEST_CLASSES_H
#define CN_INGEST_CLASSES_H

#include "ingest/form.h"

enum { CN_CLASSES_MAX = 8 };

typedef struct cn_class_phrase {
    size_t first, end; /* in the form */
    int type;          /* what a thing of this class is, from its last word; cn_mention_type */
} cn_class_phrase;

/* Reads "american drummer, songwriter, and record producer from ..." at `at`: three phrases.
 * Returns how many, at most CN_CLASSES_MAX. */
size_t cn_classes_read(const cn_form *form, const cn_passage *passage, size_t at,
                       cn_class_phrase *classes);

#endif
