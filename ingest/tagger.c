/* The tagger: words that have one tag get it from the lexicon, the rest by a linear classifier,
 * left to right, which sees the tags given so far. A frequent word has only the tags it was seen
 * with.
 *
 *   "tags"              n times cn_tag: the pack's tags
 *   "words"             cn_tag_word: a hash table of known forms (tagger_features.h)
 *   "sets"              uint64_t: sets of tags
 *   "clusters"          uint32_t
 *   "closed"            uint32_t: CN_MORPH bits of function words
 *   "tagger.*"          the classifier (linear.h)
 *   "lemma.*"           see lemma.c
 *
 * Every number of the file that is used as a place is checked when it is opened. */
#include "ingest/tagger.h"

#include "base/mem.h"
#include "ingest/lemma.h"
#include "ingest/tag.h"
#include "ingest/tagger_features.h"

struct cn_tagger {
    cn_weights *weights;
    const cn_tag *tags;
    uint32_t n_tags;
    cn_tag_lexicon lexicon;
    cn_linear linear;
    cn_lemmas lemmas;
};

static int fail_section(const cn_tagger *tagger, const char *name, cairn_error *err)
{
    return cn_fail(err, CAIRN_EPARSE, 0, "%s: section \"%s\" makes no sense",
                   cn_weights_path(tagger->weights), name);
}

/* Reads a section of at most max items into *items. */
static int read_items(const cn_tagger *tagger, const char *name, size_t unit, size_t max,
                      const void **items, uint32_t *n, cairn_error *err)
{
    size_t len;
    int rc = cn_weights_section(tagger->weights, name, unit, items, &len, err);

    *n = 0;
    if (rc < 0)
        return rc;
    if (len == 0 || len / unit > max)
        return fail_section(tagger, name, err);
    *n = (uint32_t)(len / unit);
    return CAIRN_OK;
}

static int check_tags(const cn_tagger *tagger, cairn_error *err)
{
    for (uint32_t i = 0; i < tagger->n_tags; i++) {
        const cn_tag *tag = &tagger->tags[i];

        if (tag->upos >= CN_UPOS_COUNT || tag->name[sizeof(tag->name) - 1] != '\0')
            return fail_section(tagger, "tags", err);
    }
    return CAIRN_OK;
}

static int check_lexicon(const cn_tagger *tagger, cairn_error *err)
{
    const cn_tag_lexicon *lexicon = &tagger->lexicon;
    const uint64_t any = tagger->n_tags == 64 ? UINT64_MAX : (1ull << tagger->n_tags) - 1;
    bool has_free = false;

    for (uint32_t i = 0; i < lexicon->n_sets; i++)
        if (lexicon->sets[i] == 0 || (lexicon->sets[i] & ~any) != 0)
            return fail_section(tagger, "sets", err);
    for (uint32_t i = 0; i < lexicon->n_words; i++) {
        const uint32_t bits = lexicon->words[i].bits;

        has_free = has_free || bits == 0;
        if (cn_tag_word_cluster(bits) >= lexicon->n_clusters ||
            cn_tag_word_set(bits) >= lexicon->n_sets ||
            cn_tag_word_closed(bits) >= lexicon->n_closed)
            return fail_section(tagger, "words", err);
    }
    if (!has_free || (lexicon->n_words & (lexicon->n_words - 1)) != 0)
        return fail_section(tagger, "words", err);
    return CAIRN_OK;
}

static int read_lexicon(cn_tagger *tagger, cairn_error *err)
{
    cn_tag_lexicon *lexicon = &tagger->lexicon;
    const void *words, *sets, *clusters, *closed;
    int rc =
        read_items(tagger, "words", sizeof(cn_tag_word), 1 << 24, &words, &lexicon->n_words, err);

    if (rc == CAIRN_OK)
        rc = read_items(tagger, "sets", sizeof(uint64_t), CN_TAG_SETS_MAX, &sets, &lexicon->n_sets,
                        err);
    if (rc == CAIRN_OK)
        rc = read_items(tagger, "clusters", sizeof(uint32_t), CN_TAG_CLUSTERS_MAX, &clusters,
                        &lexicon->n_clusters, err);
    if (rc == CAIRN_OK)
        rc = read_items(tagger, "closed", sizeof(uint32_t), CN_TAG_CLOSED_MAX, &closed,
                        &lexicon->n_closed, err);
    if (rc < 0)
        return rc;
    lexicon->words = words;
    lexicon->sets = sets;
    lexicon->clusters = clusters;
    lexicon->closed = closed;
    return check_lexicon(tagger, err);
}

static int read_sections(cn_tagger *tagger, cairn_error *err)
{
    const void *tags;
    int rc = read_items(tagger, "tags", sizeof(cn_tag), CN_TAGS_MAX, &tags, &tagger->n_tags, err);

    if (rc < 0)
        return rc;
    tagger->tags = tags;
    rc = check_tags(tagger, err);
    if (rc == CAIRN_OK)
        rc = read_lexicon(tagger, err);
    if (rc == CAIRN_OK)
        rc = cn_linear_open(&tagger->linear, tagger->weights, "tagger", err);
    if (rc == CAIRN_OK && tagger->linear.n_classes != tagger->n_tags)
        rc = fail_section(tagger, "tagger.head", err);
    if (rc == CAIRN_OK)
        rc = cn_lemmas_open(&tagger->lemmas, tagger->weights, err);
    return rc;
}

int cn_tagger_open(cn_tagger **tagger, const char *path, cairn_error *err)
{
    cn_tagger *opened = cn_alloc_zero(1, sizeof(*opened));
    int rc;

    *tagger = NULL;
    if (!opened)
        return cn_fail_memory(err, sizeof(*opened));
    rc = cn_weights_open(&opened->weights, path, "tagger", err);
    if (rc == CAIRN_OK)
        rc = read_sections(opened, err);
    if (rc < 0) {
        cn_tagger_close(opened);
        return rc;
    }
    *tagger = opened;
    return CAIRN_OK;
}

void cn_tagger_close(cn_tagger *tagger)
{
    if (!tagger)
        return;
    cn_weights_close(tagger->weights);
    cn_free(tagger);
}

/* The tag of the word at look, by the classifier, among the tags of set. */
static uint32_t choose_tag(const cn_tagger *tagger, const cn_tag_look *look, uint64_t set,
                           uint32_t before, uint32_t before_that)
{
    uint64_t hashes[CN_TAG_FEATURES_MAX];
    int32_t scores[CN_LINEAR_CLASSES_MAX];
    const size_t n = cn_tag_features(look, before, before_that, hashes);

    cn_linear_scores(&tagger->linear, hashes, n, scores);
    return cn_tag_best(scores, tagger->n_tags, set);
}

void cn_tagger_run(const cn_tagger *tagger, cn_tree *tree)
{
    cn_tag_look looks[CN_TREE_MAX + 2 * CN_TAG_PAD];
    uint32_t before = CN_TAG_NONE, before_that = CN_TAG_NONE;

    cn_tag_looks(&tagger->lexicon, tree, looks);
    for (uint32_t i = 0; i < tree->n; i++) {
        const cn_tag_look *look = &looks[CN_TAG_PAD + i];
        const uint64_t set = tagger->lexicon.sets[look->is_restricted ? look->set : 0];
        cn_token *token = &tree->tokens[i];
        uint32_t tag;

        if ((set & (set - 1)) == 0)
            for (tag = 0; set >> tag != 1; tag++)
                ;
        else
            tag = choose_tag(tagger, look, set, before, before_that);
        token->tag = (uint16_t)tag;
        token->upos = tagger->tags[tag].upos;
        token->morph = tagger->tags[tag].morph | tagger->lexicon.closed[look->closed];
        before_that = before;
        before = tag;
    }
}

const char *cn_tagger_tag_name(const cn_tagger *tagger, int tag)
{
    return tag >= 0 && (uint32_t)tag < tagger->n_tags ? tagger->tags[tag].name : "";
}

uint32_t cn_tagger_cluster(const cn_tagger *tagger, const cn_token *token)
{
    const uint32_t bits = cn_tag_lexicon_find(&tagger->lexicon, token->key);

    return tagger->lexicon.clusters[cn_tag_word_cluster(bits)];
}

size_t cn_tagger_lemma(const cn_tagger *tagger, const char *text, const cn_token *token,
                       char *lemma, size_t size)
{
    return cn_lemmas_find(&tagger->lemmas, &tagger->lexicon, text, token, lemma, size);
}
