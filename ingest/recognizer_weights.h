/* What a file of weights of kind "names" is made of, beside the rows and tables of
 * recognizer_features.h; shared with the trainer that writes it. */
#ifndef CN_INGEST_RECOGNIZER_WEIGHTS_H
#define CN_INGEST_RECOGNIZER_WEIGHTS_H

#include <stdint.h>

enum {
    CN_NAME_SCALE = 24, /* of a unit of the trainer, in the integers of rows and moves */
    CN_MOVE_MAX = 1000
};

/* A name with this margin or more is right this often. Margins rise. */
typedef struct cn_name_sure {
    uint16_t margin, per_mille;
} cn_name_sure;

#endif
