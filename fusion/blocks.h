/* Which names are compared at all: names with a block in common. Never all pairs.
 *
 * A block is a 63-bit key. There are two kinds:
 *
 *   a name   the key of another name (schema/namekey.h), which so belongs to the block without a
 *            row of its own: "Heat (film)" is in the block of "Heat", "Sir James Mathew" in that of
 *            "James Mathew", "Smith, John" in that of "John Smith"
 *   a code   a hash of a part and what part it is: first initial and last word, acronym, cell of
 *            the spelling
 *
 * So the keys to compare with key K are: those with a row for a block of K; K's blocks that are
 * names, when such a key exists; those with a row for K itself. A block with more than
 * CN_BLOCK_SIZE_MAX rows tells nothing and is passed over, by everyone in it.
 *
 * Names that are classes, literals, sentences or single common words have no blocks: most of a
 * store. Spelling: cn_name_vector() of the name against fixed centroids by FAISS; the nearest
 * cells, parted further by the first and the last letter. Which of the nearest is nearest is
 * decided by whole numbers, so that blocks are the same on every machine.
 *
 * Two names that one document says are one ("also known as") meet without a block: the store keeps
 * them in a table of their own. */
#ifndef CN_FUSION_BLOCKS_H
#define CN_FUSION_BLOCKS_H

#include "fusion/similarity.h"

enum {
    CN_BLOCKS_MAX = 8,     /* of a name */
    CN_BLOCK_SIZE_MAX = 24 /* rows of a block that is looked at */
};

typedef enum cn_block_kind {
    CN_BLOCK_BASE,    /* name: a title without its qualifier */
    CN_BLOCK_CORE,    /* name: without rank and suffix, in reading order */
    CN_BLOCK_INITIAL, /* code: first initial and last word of a person */
    CN_BLOCK_SORTED,  /* code: words of a person with a territory, in any order */
    CN_BLOCK_ACRONYM, /* code: the capitals of its words, or itself */
    CN_BLOCK_SPELLING /* code: cell of the spelling, first and last letter, last initial */
} cn_block_kind;

typedef struct cn_block {
    int64_t key; /* 1..2^63-1 */
    uint8_t kind;
} cn_block;

typedef struct cn_blocker cn_blocker; /* one per thread */

/* with_spelling: also cells of the spelling, about 5 microseconds a name. */
int cn_blocker_new(bool with_spelling, cn_blocker **blocker, cairn_error *err);
void cn_blocker_free(cn_blocker *blocker);
/* Distinct, ascending by key. Looks at the name, its form and its types, whose sums change with the
 * documents: ask again when they do. Neighbours are not looked at. */
int cn_blocks_find(cn_blocker *blocker, const cn_profile *profile, cn_block out[CN_BLOCKS_MAX],
                   size_t *n, cairn_error *err);
/* Could a name of this profile be merged at all? False for classes, literals, sentences. */
bool cn_blocks_is_name(const cn_profile *profile);

#endif
