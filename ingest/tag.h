/* A tag of a pack: a part of speech with the features that go with it. */
#ifndef CN_INGEST_TAG_H
#define CN_INGEST_TAG_H

#include <stdint.h>

typedef struct cn_tag {
    uint32_t morph; /* CN_MORPH bits */
    uint8_t upos;   /* cn_upos */
    char name[59];  /* "NOUN Number=Plur", with its NUL */
} cn_tag;

#endif
