/* From what is learned (person, organisation, place, time, number, the rest) to cairn's types: what
 * a name of the rest is, and which times and numbers are of their own type, its words tell and what
 * stands beside it. */
#ifndef CN_INGEST_RECOGNIZER_TYPES_H
#define CN_INGEST_RECOGNIZER_TYPES_H

#include "ingest/recognizer_features.h"
#include "schema/rows.h"

/* The cn_mention_type of tokens [first, end) of the tree, which are of this kind. */
int cn_name_type(int kind, const cn_tree *tree, const cn_name_atom *atoms, size_t first,
                 size_t end);

#endif
