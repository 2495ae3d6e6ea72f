/* Counting, and packing the counts into tables with buckets: what was seen most is placed first,
 * and what finds its bucket full is left out. */
#include "tools/train/names_tables.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/tokens.h"

#define COUNTS_MAX ((size_t)1 << 26)
/* Titles of events are told from those of works, which are of the same kind. */
enum { TITLE_OF_EVENT = CN_KIND_COUNT };

enum {
    WORD_BUCKETS = 6144, /* of 8 words of 8 bytes */
    PHRASE_BUCKETS = 2560,
    WORD_LEAST = 3, /* times seen, to be worth a place */
    PHRASE_LEAST = 2
};

void names_counts_init(names_counts *counts)
{
    memset(counts, 0, sizeof(*counts));
    cn_map_init(&counts->word_index);
    cn_map_init(&counts->phrase_index);
}

void names_counts_done(names_counts *counts)
{
    cn_map_done(&counts->word_index);
    cn_map_done(&counts->phrase_index);
    cn_free(counts->words);
    cn_free(counts->phrases);
}

static names_word_count *word_of(names_counts *counts, uint64_t key)
{
    bool was_new = false;
    uint64_t *place = cn_map_put(&counts->word_index, key, &was_new);

    if (!place)
        return NULL;
    if (was_new) {
        if (!cn_grow((void **)&counts->words, &counts->cap_words, counts->n_words + 1, COUNTS_MAX,
                     sizeof(*counts->words)))
            return NULL;
        memset(&counts->words[counts->n_words], 0, sizeof(*counts->words));
        counts->words[counts->n_words].key = key;
        *place = counts->n_words++;
    }
    return &counts->words[*place];
}

static names_phrase_count *phrase_of(names_counts *counts, uint64_t key)
{
    bool was_new = false;
    uint64_t *place = cn_map_put(&counts->phrase_index, key, &was_new);

    if (!place)
        return NULL;
    if (was_new) {
        if (!cn_grow((void **)&counts->phrases, &counts->cap_phrases, counts->n_phrases + 1,
                     COUNTS_MAX, sizeof(*counts->phrases)))
            return NULL;
        memset(&counts->phrases[counts->n_phrases], 0, sizeof(*counts->phrases));
        counts->phrases[counts->n_phrases].key = key;
        *place = counts->n_phrases++;
    }
    return &counts->phrases[*place];
}

static void count_one(uint16_t *count)
{
    if (*count < UINT16_MAX)
        ++*count;
}

/* ---- Capitals and titles ----------------------------------------------------------------- */

static int count_tree(names_counts *counts, const cn_tree *tree, cairn_error *err)
{
    for (size_t i = 0; i < tree->n; i++) {
        const cn_token *token = &tree->tokens[i];
        names_word_count *word;

        if (token->flags & CN_TOKEN_MARK)
            continue;
        word = word_of(counts, token->key);
        if (!word)
            return cn_fail_memory(err, counts->n_words);
        word->n++;
        if (i == 0 || tree->tokens[i - 1].flags & CN_TOKEN_MARK)
            continue;
        word->lower += !(token->flags & CN_TOKEN_CAPITAL);
        word->capital += (token->flags & CN_TOKEN_CAPITAL) != 0;
    }
    return CAIRN_OK;
}

static int kind_of_classes(uint32_t classes)
{
    if (classes & CN_LEX_IS_PERSON)
        return CN_KIND_PERSON;
    if (classes & CN_LEX_IS_ORG)
        return CN_KIND_ORGANISATION;
    if (classes & CN_LEX_IS_PLACE)
        return CN_KIND_PLACE;
    if (classes & CN_LEX_IS_WORK)
        return CN_KIND_MISC;
    return classes & CN_LEX_IS_EVENT ? TITLE_OF_EVENT : -1;
}

static uint32_t classes_of(names_reader *reader, const char *text, size_t len, cairn_error *err)
{
    cn_words words = {.n = 0};
    uint32_t classes = 0;

    if (cn_tokenizer_scan(reader->tokenizer, text, len, &words, err) == CAIRN_OK && words.n > 0)
        classes =
            reader->lexicon.entries[cn_lexicon_find(&reader->lexicon, words.items[words.n - 1].key)]
                .classes;
    cn_words_done(&words);
    return classes;
}

/* "(1969 film)" of the title, else the noun of the first sentence. */
static int kind_of_title(names_reader *reader, const names_document *document, cn_name_atom *atoms,
                         cairn_error *err)
{
    static const cn_name_tables no_tables = {.words = NULL};
    const char *open = strchr(document->title, '('), *close = open ? strchr(open, ')') : NULL;
    const cn_tree *tree = document->trees.trees;
    cn_trees first = document->trees;
    cn_name_topic topic;
    int kind =
        close ? kind_of_classes(classes_of(reader, open + 1, (size_t)(close - open - 1), err)) : -1;

    if (kind >= 0 || document->trees.n_trees == 0)
        return kind;
    cn_name_atoms(&no_tables, NULL, tree, atoms);
    first.n_tokens = tree->n;
    topic = cn_name_topic_mark(&first, atoms);
    if (topic.noun == 0)
        return -1;
    return kind_of_classes(classes_of(reader, tree->text + tree->tokens[topic.token].first,
                                      tree->tokens[topic.token].len, err));
}

/* Tokens of the title, without what is in brackets. */
static int count_title(names_counts *counts, names_reader *reader, const names_document *document,
                       cn_name_atom *atoms, cairn_error *err)
{
    size_t len = strcspn(document->title, "(");
    int kind = kind_of_title(reader, document, atoms, err), rc;
    names_phrase_count *phrase;
    cn_trees trees;
    cn_tree *tree;

    if (kind < 0)
        return CAIRN_OK;
    cn_trees_init(&trees);
    rc = cn_passage_set(&reader->passage, reader->tokenizer, document->title, len, "", err);
    if (rc == CAIRN_OK)
        rc = cn_tokens_cut(&trees, &reader->passage, err);
    if (rc < 0 || trees.n_trees != 1)
        goto out;
    tree = trees.trees;
    while (tree->n > 1 && tree->tokens[tree->n - 1].flags & CN_TOKEN_MARK)
        tree->n--;
    phrase = phrase_of(counts, cn_name_phrase_key(tree->tokens, 0, tree->n));
    if (!phrase) {
        rc = cn_fail_memory(err, counts->n_phrases);
        goto out;
    }
    phrase->title = (uint8_t)(kind + 1);
    for (uint32_t i = 0; i < tree->n; i++) {
        names_word_count *word = word_of(counts, tree->tokens[i].key);

        if (word && i + 1 == tree->n)
            count_one(&word->kinds[CN_WORD_KIND_TITLE_LAST / 5][kind]);
        else if (word && i == 0)
            count_one(&word->kinds[CN_WORD_KIND_TITLE_FIRST / 5][kind]);
    }
out:
    cn_trees_done(&trees);
    return rc;
}

int names_count_use(names_counts *counts, names_reader *reader, const names_documents *corpus,
                    cairn_error *err)
{
    cn_name_atom *atoms = cn_alloc_zero(CN_TREE_MAX, sizeof(*atoms));
    int rc = atoms ? CAIRN_OK : cn_fail_memory(err, CN_TREE_MAX * sizeof(*atoms));

    for (size_t i = 0; rc == CAIRN_OK && i < corpus->n; i++) {
        const names_document *document = &corpus->items[i];

        for (size_t t = 0; rc == CAIRN_OK && t < document->trees.n_trees; t++)
            rc = count_tree(counts, &document->trees.trees[t], err);
        if (rc == CAIRN_OK && document->title[0])
            rc = count_title(counts, reader, document, atoms, err);
    }
    cn_free(atoms);
    return rc;
}

/* ---- What a first recogniser says -------------------------------------------------------- */

void names_forget_labels(names_counts *counts)
{
    for (size_t i = 0; i < counts->n_words; i++)
        memset(counts->words[i].kinds, 0, 4 * sizeof(counts->words[i].kinds[0]));
    for (size_t i = 0; i < counts->n_phrases; i++) {
        counts->phrases[i].n = 0;
        memset(counts->phrases[i].kinds, 0, sizeof(counts->phrases[i].kinds));
    }
}

static int count_name(names_counts *counts, const names_document *document, size_t first,
                      size_t end, int kind, cairn_error *err)
{
    const cn_token *tokens = document->trees.tokens;
    names_phrase_count *phrase;

    if (end - first <= CN_NAME_PHRASE_MAX) {
        phrase = phrase_of(counts, cn_name_phrase_key(tokens, first, end));
        if (!phrase)
            return cn_fail_memory(err, counts->n_phrases);
        phrase->n++;
        count_one(&phrase->kinds[kind]);
    }
    for (size_t i = first; i < end; i++) {
        names_word_count *word = word_of(counts, tokens[i].key);
        int role = end - first == 1 ? CN_WORD_KIND_UNIT / 5
                   : i == first     ? CN_WORD_KIND_FIRST / 5
                   : i + 1 == end   ? CN_WORD_KIND_LAST / 5
                                    : -1;

        if (!word)
            return cn_fail_memory(err, counts->n_words);
        count_one(&word->kinds[CN_WORD_KIND_ANY / 5][kind]);
        if (role >= 0)
            count_one(&word->kinds[role][kind]);
    }
    return CAIRN_OK;
}

int names_count_labels(names_counts *counts, const names_document *document, const uint8_t *labels,
                       cairn_error *err)
{
    const size_t n = document->trees.n_tokens;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < n;) {
        size_t end = i + 1;

        if (labels[i] == CN_LABEL_OUTSIDE) {
            const cn_token *token = &document->trees.tokens[i];

            if (token->flags & (CN_TOKEN_CAPITAL | CN_TOKEN_DIGIT)) {
                names_word_count *word = word_of(counts, token->key);

                if (!word)
                    return cn_fail_memory(err, counts->n_words);
                count_one(&word->kinds[CN_WORD_KIND_ANY / 5][CN_KIND_COUNT]);
            }
            i++;
            continue;
        }
        if (cn_label_position(labels[i]) != CN_LABEL_UNIT)
            while (end < n && cn_label_position(labels[end - 1]) != CN_LABEL_LAST)
                end++;
        rc = count_name(counts, document, i, end, cn_label_kind(labels[i]), err);
        i = end;
    }
    return rc;
}

/* ---- Packing ----------------------------------------------------------------------------- */

/* Kind + 1 that most have, and how sure: 5 bits. */
static uint32_t summary(const uint16_t counts[NAMES_KINDS])
{
    uint32_t total = 0, best = 0, sure;

    for (uint32_t k = 0; k < NAMES_KINDS; k++) {
        total += counts[k];
        if (counts[k] > counts[best])
            best = k;
    }
    if (total == 0)
        return 0;
    sure = counts[best] * 100u / (total + 1);
    return (best + 1) | (sure >= 93 ? 3u : sure >= 75 ? 2u : sure >= 50 ? 1u : 0u) << 3;
}

static uint16_t use_of(const names_word_count *word)
{
    uint32_t n = word->n + 1, level = 1, inside = word->lower + word->capital, share = 15;

    while (n > 1 && level < 15) {
        n >>= 1;
        level++;
    }
    if (inside > 0) /* 0: never in lower case; 14: always */
        share = word->lower == 0     ? 0
                : word->capital == 0 ? 14
                                     : 1 + (uint32_t)((uint64_t)word->lower * 12 / inside);
    return (uint16_t)(level | share << 4);
}

static int by_count(const void *a, const void *b)
{
    const names_word_count *x = a, *y = b;

    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return x->key < y->key ? -1 : x->key > y->key;
}

static int by_weight(const void *a, const void *b)
{
    const names_phrase_count *x = a, *y = b;
    uint32_t n = x->n + (x->title ? 3 : 0), m = y->n + (y->title ? 3 : 0);

    if (n != m)
        return n > m ? -1 : 1;
    return x->key < y->key ? -1 : x->key > y->key;
}

static void place_words(const names_word_count *words, size_t n, cn_name_word *table)
{
    for (size_t i = 0; i < n && words[i].n >= WORD_LEAST; i++) {
        cn_name_word *bucket =
            table + cn_name_bucket(words[i].key, WORD_BUCKETS) * CN_NAME_WORDS_IN_BUCKET;
        uint32_t kinds = 0;

        for (unsigned role = 0; role < NAMES_ROLES; role++)
            kinds |= summary(words[i].kinds[role]) << (5 * role);
        for (size_t k = 0; k < CN_NAME_WORDS_IN_BUCKET; k++)
            if (bucket[k].use == 0) {
                bucket[k] = (cn_name_word){
                    .check = (uint16_t)words[i].key, .use = use_of(&words[i]), .kinds = kinds};
                break;
            }
    }
}

static void place_phrases(const names_phrase_count *phrases, size_t n, cn_name_phrase *table)
{
    for (size_t i = 0; i < n; i++) {
        cn_name_phrase *bucket =
            table + cn_name_bucket(phrases[i].key, PHRASE_BUCKETS) * CN_NAME_PHRASES_IN_BUCKET;
        uint32_t use = summary(phrases[i].kinds), tells;

        if (phrases[i].title == 0 && phrases[i].n < PHRASE_LEAST)
            continue;
        tells = phrases[i].title | (use & 7) << 3 | use >> 3 << 6;
        for (size_t k = 0; k < CN_NAME_PHRASES_IN_BUCKET; k++)
            if (bucket[k] == 0) {
                bucket[k] = (uint32_t)(phrases[i].key & 0xFFFFFF) << 8 | tells;
                break;
            }
    }
}

int names_tables_pack(const names_counts *counts, cn_name_tables *tables, cairn_error *err)
{
    names_word_count *words = cn_alloc_zero(counts->n_words + 1, sizeof(*words));
    names_phrase_count *phrases = cn_alloc_zero(counts->n_phrases + 1, sizeof(*phrases));
    cn_name_word *word_table =
        cn_alloc_zero(WORD_BUCKETS * CN_NAME_WORDS_IN_BUCKET, sizeof(*word_table));
    cn_name_phrase *phrase_table =
        cn_alloc_zero(PHRASE_BUCKETS * CN_NAME_PHRASES_IN_BUCKET, sizeof(*phrase_table));

    *tables = (cn_name_tables){.words = word_table,
                               .n_word_buckets = WORD_BUCKETS,
                               .phrases = phrase_table,
                               .n_phrase_buckets = PHRASE_BUCKETS};
    if (!words || !phrases || !word_table || !phrase_table) {
        cn_free(words);
        cn_free(phrases);
        names_tables_done(tables);
        return cn_fail_memory(err, counts->n_words * sizeof(*words));
    }
    if (counts->n_words > 0)
        memcpy(words, counts->words, counts->n_words * sizeof(*words));
    if (counts->n_phrases > 0)
        memcpy(phrases, counts->phrases, counts->n_phrases * sizeof(*phrases));
    qsort(words, counts->n_words, sizeof(*words), by_count);
    qsort(phrases, counts->n_phrases, sizeof(*phrases), by_weight);
    place_words(words, counts->n_words, word_table);
    place_phrases(phrases, counts->n_phrases, phrase_table);
    cn_free(words);
    cn_free(phrases);
    return CAIRN_OK;
}

void names_tables_done(cn_name_tables *tables)
{
    cn_free((void *)(uintptr_t)tables->words);
    cn_free((void *)(uintptr_t)tables->phrases);
    *tables = (cn_name_tables){.words = NULL};
}
