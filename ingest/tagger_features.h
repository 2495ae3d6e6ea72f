/* What the tagger sees of a word: the same for the trainer and for use. */
#ifndef CN_INGEST_TAGGER_FEATURES_H
#define CN_INGEST_TAGGER_FEATURES_H

#include "ingest/tagger.h"

enum {
    CN_TAGS_MAX = 64,          /* tags of a pack: a set of them is a uint64_t */
    CN_TAG_FEATURES_MAX = 64,  /* of one word */
    CN_TAG_SETS_MAX = 1 << 11, /* what the bits of a word hold */
    CN_TAG_CLUSTERS_MAX = 1 << 11,
    CN_TAG_CLOSED_MAX = 1 << 8,
    CN_TAG_NONE = CN_TAGS_MAX /* the tag before the first word */
};

/* A word that the trainer knows, in a table with open addressing: slot (key >> 32) & (n - 1) or the
 * next free one. bits is 0 for a free slot. */
typedef struct cn_tag_word {
    uint32_t check; /* low half of the form's key */
    uint32_t bits;  /* cluster 11, set 11, closed 8, is_restricted 1, is_used 1 */
} cn_tag_word;

static inline uint32_t cn_tag_word_bits(uint32_t cluster, uint32_t set, uint32_t closed,
                                        bool is_restricted)
{
    return cluster | set << 11 | closed << 22 | (uint32_t)is_restricted << 30 | 1u << 31;
}
static inline uint32_t cn_tag_word_cluster(uint32_t bits)
{
    return bits & 0x7FF;
}
static inline uint32_t cn_tag_word_set(uint32_t bits)
{
    return bits >> 11 & 0x7FF;
}
static inline uint32_t cn_tag_word_closed(uint32_t bits)
{
    return bits >> 22 & 0xFF;
}
static inline bool cn_tag_word_is_restricted(uint32_t bits)
{
    return (bits >> 30 & 1) != 0;
}

typedef struct cn_tag_lexicon {
    const cn_tag_word *words;
    uint32_t n_words;     /* slots, a power of two, one of them free at least */
    const uint64_t *sets; /* sets of tags; place 0: any tag */
    uint32_t n_sets;
    const uint32_t *clusters; /* what cn_tagger_cluster() gives; place 0: none */
    uint32_t n_clusters;
    const uint32_t *closed; /* CN_MORPH bits of function words; place 0: none */
    uint32_t n_closed;
} cn_tag_lexicon;

/* The bits of a form's key; 0 when it is not known. */
static inline uint32_t cn_tag_lexicon_find(const cn_tag_lexicon *lexicon, uint64_t key)
{
    uint32_t at = (uint32_t)(key >> 32) & (lexicon->n_words - 1);

    while (lexicon->words[at].bits != 0 && lexicon->words[at].check != (uint32_t)key)
        at = (at + 1) & (lexicon->n_words - 1);
    return lexicon->words[at].bits;
}

/* A word as features see it, without what depends on tags. */
typedef struct cn_tag_look {
    uint64_t key;
    uint64_t prefix[3];       /* 1..3 bytes of the lower case, packed; 0 when it is shorter */
    uint64_t suffix[4];       /* 1..4 */
    uint32_t shape;           /* how it is written, and whether it is the first word */
    uint32_t cluster, coarse; /* coarse: what its cluster shares with others alike */
    uint32_t set, closed;     /* places in the lexicon */
    bool is_restricted;       /* its tag is one of its set */
} cn_tag_look;

enum { CN_TAG_PAD = 2 }; /* looks before the first and behind the last word */

/* looks: CN_TREE_MAX + 2 * CN_TAG_PAD; the tree's word i is at CN_TAG_PAD + i. */
void cn_tag_looks(const cn_tag_lexicon *lexicon, const cn_tree *tree, cn_tag_look *looks);

/* Features of the word at look, whose neighbours stand around it; before, before_that: the tags of
 * the two words before it, or CN_TAG_NONE. Returns their number. */
size_t cn_tag_features(const cn_tag_look *look, uint32_t before, uint32_t before_that,
                       uint64_t hashes[CN_TAG_FEATURES_MAX]);

/* The best of the tags in set. */
uint32_t cn_tag_best(const int32_t *scores, uint32_t n_tags, uint64_t set);

#endif
