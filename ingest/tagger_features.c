/* Features of words for the tagger. A feature's hash is one multiplication of its value, made
 * different by its template: values are hashes or packed bytes already. */
#include "ingest/tagger_features.h"

#include <string.h>

#include "ingest/tokens.h"

enum { FORM_MAX = 128 }; /* bytes; of a longer form the ending is not seen */

/* How a word is written: bits of cn_tag_look.shape. */
enum {
    SHAPE_CAPITAL = 1 << 0,
    SHAPE_ALL_CAPS = 1 << 1,
    SHAPE_DIGIT = 1 << 2,
    SHAPE_MARK = 1 << 3,
    SHAPE_HAS_DIGIT = 1 << 4,
    SHAPE_HAS_HYPHEN = 1 << 5,
    SHAPE_HAS_POINT = 1 << 6,
    SHAPE_INNER_CAPITAL = 1 << 7,
    SHAPE_FIRST = 1 << 8,
    SHAPE_GLUED = 1 << 9,
    SHAPE_FOREIGN = 1 << 10,
    SHAPE_LEN = 11 /* where the length begins, at most 7 */
};

static uint64_t pack_bytes(const char *bytes, size_t n)
{
    uint64_t packed = n;

    for (size_t i = 0; i < n; i++)
        packed = packed << 8 | (unsigned char)bytes[i];
    return packed;
}

static uint32_t look_at_shape(const cn_token *token, const char *form)
{
    const uint32_t len = token->len < 7 ? token->len : 7;
    uint32_t shape = len << SHAPE_LEN;

    if (token->flags & CN_TOKEN_CAPITAL)
        shape |= SHAPE_CAPITAL;
    if (token->flags & CN_TOKEN_ALL_CAPS)
        shape |= SHAPE_ALL_CAPS;
    if (token->flags & CN_TOKEN_DIGIT)
        shape |= SHAPE_DIGIT;
    if (token->flags & CN_TOKEN_MARK)
        shape |= SHAPE_MARK;
    if (!(token->flags & CN_TOKEN_ASCII))
        shape |= SHAPE_FOREIGN;
    if (!(token->flags & CN_TOKEN_SPACE_BEFORE))
        shape |= SHAPE_GLUED;
    for (size_t i = 0; i < token->len && i < FORM_MAX; i++) {
        const char c = form[i];

        if (c >= '0' && c <= '9')
            shape |= SHAPE_HAS_DIGIT;
        else if (c == '-')
            shape |= SHAPE_HAS_HYPHEN;
        else if (c == '.')
            shape |= SHAPE_HAS_POINT;
        else if (i > 0 && c >= 'A' && c <= 'Z')
            shape |= SHAPE_INNER_CAPITAL;
    }
    return shape;
}

static void look_at(const cn_tag_lexicon *lexicon, const cn_token *token, const char *text,
                    cn_tag_look *look)
{
    const uint32_t bits = cn_tag_lexicon_find(lexicon, token->key);
    char lower[FORM_MAX];
    const size_t len = cn_token_lower(token, text, lower, sizeof(lower));

    memset(look, 0, sizeof(*look));
    look->key = token->key;
    for (size_t n = 1; n <= 3 && n <= len; n++)
        look->prefix[n - 1] = pack_bytes(lower, n);
    for (size_t n = 1; n <= 4 && n <= len; n++)
        look->suffix[n - 1] = pack_bytes(lower + len - n, n);
    look->shape = look_at_shape(token, text + token->first);
    if (bits != 0) {
        look->cluster = lexicon->clusters[cn_tag_word_cluster(bits)];
        look->coarse = look->cluster >> CN_CLUSTER_FINE_BITS;
        look->set = cn_tag_word_set(bits);
        look->closed = cn_tag_word_closed(bits);
        look->is_restricted = cn_tag_word_is_restricted(bits);
    }
}

void cn_tag_looks(const cn_tag_lexicon *lexicon, const cn_tree *tree, cn_tag_look *looks)
{
    bool is_first = true;

    for (uint32_t i = 0; i < CN_TAG_PAD; i++) {
        looks[i] = (cn_tag_look){.key = 1 + i};
        looks[CN_TAG_PAD + tree->n + i] = (cn_tag_look){.key = 3 + i};
    }
    for (uint32_t i = 0; i < tree->n; i++) {
        cn_tag_look *look = &looks[CN_TAG_PAD + i];

        look_at(lexicon, &tree->tokens[i], tree->text, look);
        if (is_first && !(look->shape & SHAPE_MARK)) {
            look->shape |= SHAPE_FIRST;
            is_first = false;
        }
    }
}

/* A list of hashes that grows; each call of add() is another template. */
typedef struct feature_list {
    uint64_t *hashes;
    size_t n;
} feature_list;

static inline void add(feature_list *list, uint64_t value)
{
    const uint64_t template = (uint64_t)(list->n + 1) * 0x9E3779B97F4A7C15u;

    /* The high half of a product is well mixed. */
    list->hashes[list->n++] = (value + template) * 0xFF51AFD7ED558CCDu >> 32;
}

static inline uint64_t both(uint64_t a, uint64_t b)
{
    return a * 0x9FB21C651E98DF25u + (b ^ b >> 29);
}

size_t cn_tag_features(const cn_tag_look *look, uint32_t before, uint32_t before_that,
                       uint64_t hashes[CN_TAG_FEATURES_MAX])
{
    const uint64_t tags = before * 128u + before_that;
    const uint32_t shape = look->shape & ((1u << SHAPE_LEN) - 1);
    feature_list list = {hashes, 0};

    add(&list, look->key);
    add(&list, both(look->key, before));
    add(&list, both(look->key, look[-1].key));
    add(&list, both(look->key, look[1].key));
    add(&list, look[-1].key);
    add(&list, look[-2].key);
    add(&list, look[1].key);
    add(&list, look[2].key);
    add(&list, before);
    add(&list, tags);
    for (int i = 0; i < 3; i++)
        add(&list, look->prefix[i]);
    for (int i = 0; i < 4; i++)
        add(&list, look->suffix[i]);
    add(&list, both(look->suffix[2], before));
    add(&list, both(look->suffix[1], shape));
    add(&list, shape);
    add(&list, look->shape);
    add(&list, both(shape, before));
    add(&list, both(look[-1].shape, look[1].shape));
    add(&list, both(shape, look[1].shape));
    add(&list, look[1].suffix[2]);
    add(&list, look[-1].suffix[2]);
    add(&list, look[1].set);
    add(&list, both(look[1].set, before));
    add(&list, look[2].set);
    add(&list, both(look[1].set, look[2].set));
    add(&list, look->cluster);
    add(&list, look->coarse);
    add(&list, both(look->cluster, before));
    add(&list, look[1].cluster);
    add(&list, look[-1].cluster);
    add(&list, look[-2].coarse);
    add(&list, look[2].coarse);
    add(&list, both(look->cluster, look[1].coarse));
    add(&list, both(look->cluster, look[-1].coarse));
    add(&list, both(look[-1].coarse, look[1].coarse));
    add(&list, both(look->cluster, shape));
    add(&list, both(look[1].coarse, before));
    add(&list, both(look->set, before));
    add(&list, both(look->set, look[1].set));
    add(&list, both(look->set, tags));
    add(&list, both(look->suffix[3], look->prefix[0]));
    add(&list, both(look->suffix[2], look[1].set));
    add(&list, both(look->suffix[2], look->cluster));
    return list.n;
}

uint32_t cn_tag_best(const int32_t *scores, uint32_t n_tags, uint64_t set)
{
    uint32_t best = 0;
    int32_t best_score = INT32_MIN;

    for (uint32_t tag = 0; tag < n_tags; tag++)
        if ((set >> tag & 1) && scores[tag] > best_score) {
            best = tag;
            best_score = scores[tag];
        }
    return best;
}
