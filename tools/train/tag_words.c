/* Tags are the parts of speech with the features of CN_MORPH that the treebank has often enough; a
 * rarer one is taken for the nearest with its part of speech. Of each form the tags it was seen
 * with are kept: a frequent form can have no other, a less frequent one shows them to its
 * neighbours as a feature. */
#include "tools/train/tag_words.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "ingest/tokens.h"

enum {
    TAG_MIN = 6,        /* times a tag must be seen */
    SET_MIN = 3,        /* times a form must be seen for its set of tags to be believed */
    RESTRICT_MIN = 100, /* ... to have no other tag */
    CLOSED_MIN = 3,     /* times a function word must be seen with its features */
    KINDS_MAX = 1024,   /* different tags of a treebank */
    CLUSTER_FILE_MAX = 1 << 26
};

typedef struct named_bit {
    const char *feature, *value;
    uint32_t bit;
} named_bit;

static const named_bit tag_bits[] = {
    {"Number", "Plur", CN_MORPH_PLURAL},      {"VerbForm", "Fin", CN_MORPH_FINITE},
    {"VerbForm", "Inf", CN_MORPH_INFINITIVE}, {"VerbForm", "Part", CN_MORPH_PARTICIPLE},
    {"VerbForm", "Ger", CN_MORPH_GERUND},     {"Tense", "Past", CN_MORPH_PAST},
    {"Tense", "Pres", CN_MORPH_PRESENT},      {"Mood", "Imp", CN_MORPH_IMPERATIVE},
    {"Degree", "Cmp", CN_MORPH_COMPARATIVE},  {"Degree", "Sup", CN_MORPH_SUPERLATIVE},
};

static const named_bit closed_bits[] = {
    {"PronType", "Prs", CN_MORPH_PERSONAL}, {"Poss", "Yes", CN_MORPH_POSSESSIVE},
    {"PronType", "Rel", CN_MORPH_RELATIVE}, {"Gender", "Masc", CN_MORPH_MASCULINE},
    {"Gender", "Fem", CN_MORPH_FEMININE},   {"Gender", "Neut", CN_MORPH_NEUTER},
    {"Person", "1", CN_MORPH_FIRST},        {"Person", "2", CN_MORPH_SECOND},
    {"Reflex", "Yes", CN_MORPH_REFLEXIVE},  {"PronType", "Dem", CN_MORPH_DEMONSTRATIVE},
    {"Definite", "Def", CN_MORPH_DEFINITE}, {"Definite", "Ind", CN_MORPH_INDEFINITE},
    {"Polarity", "Neg", CN_MORPH_NEGATIVE}, {"PronType", "Neg", CN_MORPH_NEGATIVE},
};

static uint32_t read_bits(const cn_conllu_word *word, const named_bit *bits, size_t n)
{
    uint32_t morph = 0;

    for (size_t i = 0; i < n; i++)
        if (cn_span_is(cn_conllu_feature(word, bits[i].feature), bits[i].value))
            morph |= bits[i].bit;
    return morph;
}

static bool is_verb(uint8_t upos)
{
    return upos == CN_UPOS_VERB || upos == CN_UPOS_AUX;
}

/* A verb's number is its subject's: no feature of its own. */
uint32_t cn_morph_of_tag(const cn_conllu_word *word)
{
    const uint32_t morph = read_bits(word, tag_bits, sizeof(tag_bits) / sizeof(tag_bits[0]));

    return is_verb(word->upos) ? morph & ~(uint32_t)CN_MORPH_PLURAL : morph;
}

uint32_t cn_morph_of_word(const cn_conllu_word *word)
{
    const bool is_open = is_verb(word->upos) || word->upos == CN_UPOS_NOUN ||
                         word->upos == CN_UPOS_PROPN || word->upos == CN_UPOS_ADJ ||
                         word->upos == CN_UPOS_X;

    return is_open ? 0 : read_bits(word, closed_bits, sizeof(closed_bits) / sizeof(closed_bits[0]));
}

static void name_tag(cn_tag *tag)
{
    size_t n = (size_t)snprintf(tag->name, sizeof(tag->name), "%s", cn_upos_name(tag->upos));
    char mark = ' ';

    for (size_t i = 0; i < sizeof(tag_bits) / sizeof(tag_bits[0]); i++)
        if (tag->morph & tag_bits[i].bit && n < sizeof(tag->name)) {
            n += (size_t)snprintf(tag->name + n, sizeof(tag->name) - n, "%c%s=%s", mark,
                                  tag_bits[i].feature, tag_bits[i].value);
            mark = '|';
        }
}

typedef struct kind {
    uint32_t morph, count;
    uint8_t upos;
} kind;

static int compare_kinds(const void *a, const void *b)
{
    const kind *x = a, *y = b;

    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    if (x->upos != y->upos)
        return x->upos < y->upos ? -1 : 1;
    return (x->morph > y->morph) - (x->morph < y->morph);
}

static void collect_tags(cn_tag_words *words, const cn_conllu *treebank)
{
    kind kinds[KINDS_MAX];
    uint32_t n = 0;

    for (size_t i = 0; i < treebank->n_words; i++) {
        const cn_conllu_word *word = &treebank->words[i];
        const uint32_t morph = cn_morph_of_tag(word);
        uint32_t at = 0;

        while (at < n && (kinds[at].upos != word->upos || kinds[at].morph != morph))
            at++;
        if (at == KINDS_MAX)
            continue;
        if (at == n)
            kinds[n++] = (kind){.upos = word->upos, .morph = morph};
        kinds[at].count++;
    }
    qsort(kinds, n, sizeof(kinds[0]), compare_kinds);
    for (uint32_t i = 0; i < n && words->n_tags < CN_TAGS_MAX; i++) {
        cn_tag *tag = &words->tags[words->n_tags];

        if (kinds[i].count < TAG_MIN && words->n_tags > 0)
            break;
        *tag = (cn_tag){.morph = kinds[i].morph, .upos = kinds[i].upos};
        name_tag(tag);
        words->n_tags++;
    }
}

static unsigned count_bits(uint32_t bits)
{
    unsigned n = 0;

    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

uint32_t cn_tag_words_tag(const cn_tag_words *words, const cn_conllu_word *word)
{
    const uint32_t morph = cn_morph_of_tag(word);
    unsigned best_distance = UINT_MAX;
    uint32_t best = 0;

    for (uint32_t i = 0; i < words->n_tags; i++) {
        const cn_tag *tag = &words->tags[i];
        const unsigned distance =
            (tag->upos != word->upos ? 100 : 0) + count_bits(tag->morph ^ morph);

        if (distance < best_distance) {
            best = i;
            best_distance = distance;
        }
    }
    return best;
}

/* One word of the treebank, sorted by its form's key. */
typedef struct seen {
    uint64_t key;
    uint32_t tag, closed;
} seen;

static int compare_seen(const void *a, const void *b)
{
    const seen *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->tag != y->tag)
        return x->tag < y->tag ? -1 : 1;
    return (x->closed > y->closed) - (x->closed < y->closed);
}

static uint64_t key_of(cn_span form)
{
    cn_token token = {.len = (uint16_t)(form.len < UINT16_MAX ? form.len : UINT16_MAX)};

    cn_token_look(&token, form.text);
    return token.key;
}

static uint32_t *find_slot(cn_tag_words *words, uint64_t key)
{
    uint32_t at = (uint32_t)(key >> 32) & (words->n_words - 1);

    while (words->words[at].bits != 0 && words->words[at].check != (uint32_t)key)
        at = (at + 1) & (words->n_words - 1);
    if (words->words[at].bits == 0) {
        if (words->n_used + words->n_used / 8 >= words->n_words - 1)
            return NULL;
        words->n_used++;
        words->words[at].check = (uint32_t)key;
    }
    return &words->words[at].bits;
}

static uint32_t find_set(cn_tag_words *words, uint64_t set)
{
    for (uint32_t i = 1; i < words->n_sets; i++)
        if (words->sets[i] == set)
            return i;
    if (words->n_sets == CN_TAG_SETS_MAX)
        return 0;
    words->sets[words->n_sets] = set;
    return words->n_sets++;
}

static uint32_t find_closed(cn_tag_words *words, uint32_t morph)
{
    for (uint32_t i = 0; i < words->n_closed; i++)
        if (words->closed[i] == morph)
            return i;
    if (words->n_closed == CN_TAG_CLOSED_MAX)
        return 0;
    words->closed[words->n_closed] = morph;
    return words->n_closed++;
}

/* Adds the form seen n times. */
static void add_form(cn_tag_words *words, const seen *form, size_t n)
{
    uint64_t set = 0;
    uint32_t closed = 0, bit_counts[32] = {0}, n_closed = 0;
    uint32_t *bits;

    if (n < SET_MIN)
        return;
    for (size_t i = 0; i < n; i++) {
        set |= 1ull << form[i].tag;
        n_closed += form[i].closed != 0;
        for (unsigned bit = 0; bit < 32; bit++)
            bit_counts[bit] += form[i].closed >> bit & 1;
    }
    /* A feature that a fifth of the uses have is one it may have: "that". */
    for (unsigned bit = 0; bit < 32; bit++)
        if (bit_counts[bit] >= CLOSED_MIN && bit_counts[bit] * 5 >= n_closed && n_closed * 5 >= n)
            closed |= 1u << bit;
    bits = find_slot(words, form->key);
    if (bits)
        *bits = cn_tag_word_bits(cn_tag_word_cluster(*bits), find_set(words, set),
                                 find_closed(words, closed), n >= RESTRICT_MIN);
}

static int add_forms(cn_tag_words *words, const cn_conllu *treebank, cairn_error *err)
{
    const size_t n = treebank->n_words;
    seen *all = cn_alloc_zero(n + 1, sizeof(*all));

    if (!all)
        return cn_fail_memory(err, n * sizeof(*all));
    for (size_t i = 0; i < n; i++)
        all[i] =
            (seen){key_of(treebank->words[i].form), cn_tag_words_tag(words, &treebank->words[i]),
                   cn_morph_of_word(&treebank->words[i])};
    qsort(all, n, sizeof(*all), compare_seen);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && all[end].key == all[i].key;)
            end++;
        add_form(words, all + i, end - i);
    }
    cn_free(all);
    return CAIRN_OK;
}

/* A line "cluster TAB form". */
static void add_cluster(cn_tag_words *words, cn_span line)
{
    uint32_t cluster = 0, place = 1;
    size_t i = 0;
    uint32_t *bits;

    for (; i < line.len && line.text[i] >= '0' && line.text[i] <= '9'; i++)
        cluster = cluster * 10 + (uint32_t)(line.text[i] - '0');
    if (i == 0 || i + 1 >= line.len || line.text[i] != '\t')
        return;
    while (place < words->n_clusters && words->clusters[place] != cluster)
        place++;
    if (place == CN_TAG_CLUSTERS_MAX)
        return;
    bits = find_slot(words, key_of((cn_span){line.text + i + 1, line.len - i - 1}));
    if (!bits)
        return;
    if (place == words->n_clusters)
        words->clusters[words->n_clusters++] = cluster;
    *bits |= cn_tag_word_bits(place, 0, 0, false);
}

static int add_clusters(cn_tag_words *words, const char *path, cairn_error *err)
{
    cn_buf file;
    int rc;

    cn_buf_init(&file, CLUSTER_FILE_MAX);
    rc = cn_file_read(path, CLUSTER_FILE_MAX, &file, err);
    for (size_t i = 0; rc == CAIRN_OK && i < file.len;) {
        const char *start = file.data + i;
        const char *end = memchr(start, '\n', file.len - i);
        const size_t len = end ? (size_t)(end - start) : file.len - i;

        add_cluster(words, (cn_span){start, len});
        i += len + 1;
    }
    cn_buf_done(&file);
    return rc;
}

int cn_tag_words_make(cn_tag_words *words, const cn_conllu *treebank, const char *clusters,
                      cairn_error *err)
{
    int rc = CAIRN_OK;

    *words = (cn_tag_words){
        .n_words = clusters ? 1 << 16 : 1 << 14, .n_sets = 1, .n_clusters = 1, .n_closed = 1};
    words->words = cn_alloc_zero(words->n_words, sizeof(*words->words));
    if (!words->words)
        return cn_fail_memory(err, words->n_words * sizeof(*words->words));
    collect_tags(words, treebank);
    words->sets[0] = words->n_tags == CN_TAGS_MAX ? UINT64_MAX : (1ull << words->n_tags) - 1;
    if (clusters)
        rc = add_clusters(words, clusters, err);
    if (rc == CAIRN_OK)
        rc = add_forms(words, treebank, err);
    if (rc < 0)
        cn_tag_words_done(words);
    return rc;
}

void cn_tag_words_done(cn_tag_words *words)
{
    cn_free(words->words);
    words->words = NULL;
}

cn_tag_lexicon cn_tag_words_lexicon(const cn_tag_words *words)
{
    return (cn_tag_lexicon){.words = words->words,
                            .n_words = words->n_words,
                            .sets = words->sets,
                            .n_sets = words->n_sets,
                            .clusters = words->clusters,
                            .n_clusters = words->n_clusters,
                            .closed = words->closed,
                            .n_closed = words->n_closed};
}
