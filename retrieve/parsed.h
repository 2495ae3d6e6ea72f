/* A text as sentences with trees and names: what the plan reads of a question and the reader of a
 * sentence. Filled by the caller's parser (api/), which knows the language packs. */
#ifndef CN_RETRIEVE_PARSED_H
#define CN_RETRIEVE_PARSED_H

#include "base/tree.h"

typedef struct cn_parsed_name {
    uint32_t first, len; /* bytes of the text */
    uint8_t type;        /* cn_mention_type */
    float confidence;
} cn_parsed_name;

typedef struct cn_parsed {
    const cn_trees *trees;       /* none when no pack knows the language */
    const cn_parsed_name *names; /* in order, not overlapping */
    size_t n_names;
} cn_parsed;

#endif
