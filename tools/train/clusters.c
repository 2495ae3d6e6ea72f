/* cairn-train clusters: words of text without annotation -> clusters, by their neighbours. Written
 * as lines "cluster TAB form", the number as cn_tagger_cluster() gives it: clusters are clustered
 * again into groups, and those into fewer, by which they are numbered. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"
#include "ingest/tagger.h"
#include "ingest/tokens.h"
#include "tools/train/commands.h"
#include "tools/train/exchange.h"
#include "tools/train/raw_text.h"

enum {
    N_CLUSTERS = 512,
    N_GROUPS = 64, /* groups of clusters; then 16 of groups, then 4 */
    WORD_MIN = 3,  /* times a word must be seen */
    WORDS_MAX = 40000,
    ROUNDS = 6,
    FORM_MAX = 64, /* bytes */
    OUT_MAX = 1 << 26
};

/* Stand for what is no word of the list, and for the end of a sentence. */
enum { PSEUDO_END, PSEUDO_NUMBER, PSEUDO_NAME, PSEUDO_OTHER, N_PSEUDO };

typedef struct form {
    const char *text;
    uint32_t len, count, order; /* order: of its first sight */
} form;

typedef struct text {
    cn_map ids; /* key -> place in forms + 1 */
    form *forms;
    size_t n_forms, cap_forms;
    cn_arena names;
    uint32_t *sequence; /* places in forms, or of pseudo words */
    size_t n, cap;
} text;

static int add_item(text *all, uint32_t item, cairn_error *err)
{
    if (!cn_grow((void **)&all->sequence, &all->cap, all->n + 1, SIZE_MAX, sizeof(uint32_t)))
        return cn_fail_memory(err, all->n * sizeof(uint32_t));
    all->sequence[all->n++] = item;
    return CAIRN_OK;
}

static int find_form(text *all, const cn_tree *tree, const cn_token *token, uint64_t *id,
                     cairn_error *err)
{
    uint64_t *found = cn_map_put(&all->ids, token->key, NULL);
    char lower[FORM_MAX];
    size_t len;

    *id = 0;
    if (!found)
        return cn_fail_memory(err, all->n_forms);
    if (*found == 0) {
        if (!cn_grow((void **)&all->forms, &all->cap_forms, all->n_forms + 1, SIZE_MAX,
                     sizeof(form)))
            return cn_fail_memory(err, all->n_forms * sizeof(form));
        len = cn_token_lower(token, tree->text, lower, sizeof(lower));
        all->forms[all->n_forms] = (form){.text = cn_arena_strndup(&all->names, lower, len),
                                          .len = (uint32_t)len,
                                          .order = (uint32_t)all->n_forms};
        if (!all->forms[all->n_forms].text)
            return cn_fail_memory(err, len);
        *found = ++all->n_forms;
    }
    *id = *found - 1;
    return CAIRN_OK;
}

/* The sequence holds pairs: the form's place, and the pseudo word it falls back to. */
static int take_sentence(cn_tree *tree, void *user, cairn_error *err)
{
    text *all = user;
    int rc = CAIRN_OK;

    for (uint32_t i = 0; rc == CAIRN_OK && i < tree->n; i++) {
        const cn_token *token = &tree->tokens[i];
        const uint32_t pseudo = token->flags & CN_TOKEN_DIGIT     ? PSEUDO_NUMBER
                                : token->flags & CN_TOKEN_CAPITAL ? PSEUDO_NAME
                                                                  : PSEUDO_OTHER;
        uint64_t id;

        rc = find_form(all, tree, token, &id, err);
        if (rc < 0)
            break;
        all->forms[id].count++;
        rc = add_item(all, (uint32_t)id << 2 | pseudo, err);
    }
    return rc == CAIRN_OK ? add_item(all, PSEUDO_END, err) : rc;
}

static int compare_forms(const void *a, const void *b)
{
    const form *x = *(const form *const *)a, *y = *(const form *const *)b;

    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static int compare_bigrams(const void *a, const void *b)
{
    const cn_bigram *x = a, *y = b;

    if (x->left != y->left)
        return x->left < y->left ? -1 : 1;
    return (x->right > y->right) - (x->right < y->right);
}

/* Sorts bigrams and adds up those that are the same; returns how many are left. */
static size_t merge_bigrams(cn_bigram *bigrams, size_t n)
{
    size_t n_kept = 0;

    qsort(bigrams, n, sizeof(*bigrams), compare_bigrams);
    for (size_t i = 0; i < n; i++) {
        if (n_kept > 0 && compare_bigrams(&bigrams[n_kept - 1], &bigrams[i]) == 0)
            bigrams[n_kept - 1].count += bigrams[i].count;
        else
            bigrams[n_kept++] = bigrams[i];
    }
    return n_kept;
}

/* Levels of clusters: item -> cluster -> group -> ... */
typedef struct levels {
    uint32_t n_items;
    form **words;                /* words[i]: item N_PSEUDO + i */
    uint32_t *clusters;          /* of items */
    uint32_t groups[N_CLUSTERS]; /* of clusters */
    uint32_t parts[N_GROUPS], quarters[16];
    uint32_t rank[N_GROUPS]; /* numbers of groups */
} levels;

/* The items of all words frequent enough; places: form -> item, 0 for none. */
static int choose_words(const text *all, levels *made, uint32_t *places, cairn_error *err)
{
    size_t n = 0;

    made->words = cn_alloc_zero(all->n_forms + 1, sizeof(*made->words));
    if (!made->words)
        return cn_fail_memory(err, all->n_forms * sizeof(*made->words));
    for (size_t i = 0; i < all->n_forms; i++)
        if (all->forms[i].count >= WORD_MIN)
            made->words[n++] = &all->forms[i];
    qsort(made->words, n, sizeof(*made->words), compare_forms);
    if (n > WORDS_MAX)
        n = WORDS_MAX;
    for (size_t i = 0; i < n; i++)
        places[made->words[i]->order] = (uint32_t)i + N_PSEUDO;
    made->n_items = (uint32_t)n + N_PSEUDO;
    return CAIRN_OK;
}

static int make_bigrams(const text *all, const uint32_t *places, cn_bigram **bigrams, size_t *n,
                        cairn_error *err)
{
    uint32_t before = PSEUDO_END;

    *n = 0;
    *bigrams = cn_alloc_zero(all->n + 1, sizeof(**bigrams));
    if (!*bigrams)
        return cn_fail_memory(err, all->n * sizeof(**bigrams));
    for (size_t i = 0; i < all->n; i++) {
        const uint32_t pseudo = all->sequence[i] & 3;
        const uint32_t place = pseudo == PSEUDO_END ? 0 : places[all->sequence[i] >> 2];
        const uint32_t item = place ? place : pseudo;

        (*bigrams)[(*n)++] = (cn_bigram){before, item, 1};
        before = item;
    }
    *n = merge_bigrams(*bigrams, *n);
    return CAIRN_OK;
}

/* Clusters items, and from then on counts bigrams of clusters in the place of items. */
static int cluster_level(cn_bigram *bigrams, size_t *n, uint32_t n_items, uint32_t n_classes,
                         uint32_t *classes, cairn_error *err)
{
    const int rc = cn_exchange(bigrams, *n, n_items, n_classes, ROUNDS, classes, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < *n; i++) {
        bigrams[i].left = classes[bigrams[i].left];
        bigrams[i].right = classes[bigrams[i].right];
    }
    *n = merge_bigrams(bigrams, *n);
    return CAIRN_OK;
}

/* Numbers groups so that those of one part, and parts of one quarter, follow each other. */
static void rank_groups(levels *made)
{
    uint32_t next = 0;

    for (uint32_t quarter = 0; quarter < 4; quarter++)
        for (uint32_t part = 0; part < 16; part++)
            for (uint32_t group = 0; group < N_GROUPS; group++)
                if (made->parts[group] == part && made->quarters[part] == quarter)
                    made->rank[group] = next++;
}

static int cluster_all(const text *all, levels *made, cairn_error *err)
{
    uint32_t *places = cn_alloc_zero(all->n_forms + 1, sizeof(*places));
    cn_bigram *bigrams = NULL;
    size_t n;
    int rc;

    if (!places)
        return cn_fail_memory(err, all->n_forms * sizeof(*places));
    rc = choose_words(all, made, places, err);
    if (rc == CAIRN_OK)
        rc = make_bigrams(all, places, &bigrams, &n, err);
    if (rc == CAIRN_OK) {
        made->clusters = cn_alloc_zero(made->n_items, sizeof(*made->clusters));
        rc = made->clusters
                 ? cluster_level(bigrams, &n, made->n_items, N_CLUSTERS, made->clusters, err)
                 : cn_fail_memory(err, made->n_items);
    }
    if (rc == CAIRN_OK)
        rc = cluster_level(bigrams, &n, N_CLUSTERS, N_GROUPS, made->groups, err);
    if (rc == CAIRN_OK)
        rc = cluster_level(bigrams, &n, N_GROUPS, 16, made->parts, err);
    if (rc == CAIRN_OK)
        rc = cluster_level(bigrams, &n, 16, 4, made->quarters, err);
    if (rc == CAIRN_OK)
        rank_groups(made);
    cn_free(places);
    cn_free(bigrams);
    return rc;
}

static int write_clusters(const levels *made, const char *path, cairn_error *err)
{
    cn_writer *writer = NULL;
    int rc = CAIRN_OK;
    cn_buf out;

    cn_buf_init(&out, OUT_MAX);
    for (uint32_t i = N_PSEUDO; i < made->n_items; i++) {
        const form *word = made->words[i - N_PSEUDO];
        const uint32_t cluster = made->clusters[i];

        cn_buf_printf(&out, "%u\t",
                      made->rank[made->groups[cluster]] << CN_CLUSTER_FINE_BITS | (cluster + 1));
        cn_buf_add(&out, word->text, word->len);
        cn_buf_add_char(&out, '\n');
    }
    if (out.status < 0)
        rc = cn_fail(err, out.status, 0, "%s: no room for the clusters", path);
    if (rc == CAIRN_OK)
        rc = cn_writer_new(path, false, &writer, err);
    if (rc == CAIRN_OK)
        rc = cn_writer_add(writer, out.data, out.len, err);
    if (rc == CAIRN_OK)
        rc = cn_writer_commit(writer, err);
    cn_writer_free(writer);
    cn_buf_done(&out);
    return rc;
}

int train_clusters(int argc, char **argv)
{
    cairn_error err = CAIRN_ERROR_INIT;
    levels made = {.n_items = 0};
    text all = {.forms = NULL};
    int rc = CAIRN_OK;

    if (argc < 2) {
        fprintf(stderr, "cairn-train clusters: two arguments or more\n");
        return 2;
    }
    cn_map_init(&all.ids);
    cn_arena_init(&all.names, SIZE_MAX);
    for (int i = 1; rc == CAIRN_OK && i < argc; i++)
        rc = cn_raw_text_read(argv[i], take_sentence, &all, &err);
    if (rc == CAIRN_OK)
        rc = cluster_all(&all, &made, &err);
    if (rc == CAIRN_OK)
        rc = write_clusters(&made, argv[0], &err);
    if (rc == CAIRN_OK)
        printf("{\"tokens\": %zu, \"forms\": %zu, \"words\": %u, \"clusters\": %d}\n", all.n,
               all.n_forms, made.n_items - N_PSEUDO, N_CLUSTERS);
    else
        fprintf(stderr, "cairn-train: %s\n", err.message);
    cn_free(made.words);
    cn_free(made.clusters);
    cn_free(all.forms);
    cn_free(all.sequence);
    cn_map_done(&all.ids);
    cn_arena_done(&all.names);
    return rc == CAIRN_OK ? 0 : 1;
}
