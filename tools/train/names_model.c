/* Learning in steps:
 *
 * 1. a field with tables that know only capitals and titles;
 * 2. it labels the corpus, and what it takes words and names for goes into the tables; a second
 *    field learned with these does so once more;
 * 3. the base field, with these tables;
 * 4. for each third of the documents, a field learned from the others labels it, so that
 * 5. the document's field learns from labels as wrong as they will be. */
#include "tools/train/names_model.h"

#include <string.h>

#include "base/mem.h"

enum { L = CN_LABEL_COUNT, S = NAMES_STRIDE, PARTS = 3, ROUNDS = 2 };

/* All documents' tokens in a row, with their features under some tables. */
typedef struct text {
    names_features features;
    cn_name_atom *atoms;
    size_t *first; /* token of each document */
    size_t n_tokens, n_sentences;
} text;

static void text_done(text *t)
{
    names_features_done(&t->features);
    cn_free(t->atoms);
    cn_free(t->first);
}

static int number_features(cn_map *index, const uint64_t *hashes, size_t n, uint32_t *ids,
                           cairn_error *err)
{
    for (size_t k = 0; k < n; k++) {
        bool was_new = false;
        uint64_t *place = cn_map_put(index, hashes[k], &was_new);

        if (!place)
            return cn_fail_memory(err, index->cap);
        if (was_new)
            *place = index->n - 1 + index->has_zero;
        ids[k] = (uint32_t)*place;
    }
    return CAIRN_OK;
}

static cn_name_topic make_atoms(const cn_name_tables *tables, const cn_tagger *tagger,
                                const names_document *document, cn_name_atom *atoms)
{
    size_t at = 0;

    for (size_t i = 0; i < document->trees.n_trees; at += document->trees.trees[i++].n)
        cn_name_atoms(tables, tagger, &document->trees.trees[i], atoms + at);
    return cn_name_topic_mark(&document->trees, atoms);
}

static int add_document(text *t, const cn_name_tables *tables, const cn_tagger *tagger,
                        const names_document *document, cn_name_atom *atoms, cn_map *index,
                        cairn_error *err)
{
    cn_name_topic topic = make_atoms(tables, tagger, document, atoms);
    int rc = CAIRN_OK;

    for (size_t i = 0, at = 0; i < document->trees.n_trees; at += document->trees.trees[i++].n)
        for (size_t k = 0; rc == CAIRN_OK && k < document->trees.trees[i].n; k++) {
            uint64_t hashes[CN_NAME_FEATURES_MAX];
            uint32_t ids[CN_NAME_FEATURES_MAX];
            size_t n = cn_name_features(atoms + at, document->trees.trees[i].n, k, &topic, hashes);

            rc = number_features(index, hashes, n, ids, err);
            if (rc == CAIRN_OK)
                rc = names_features_add(&t->features, ids, n, err);
        }
    return rc;
}

static int text_make(text *t, const names_lesson *lesson, const cn_name_tables *tables,
                     cn_map *index, cairn_error *err)
{
    const names_documents *documents = lesson->documents;
    int rc = CAIRN_OK;

    memset(t, 0, sizeof(*t));
    t->first = cn_alloc_zero(documents->n + 1, sizeof(*t->first));
    if (!t->first)
        return cn_fail_memory(err, documents->n);
    for (size_t i = 0; i < documents->n; i++) {
        t->first[i] = t->n_tokens;
        t->n_tokens += documents->items[i].trees.n_tokens;
        t->n_sentences += documents->items[i].trees.n_trees;
    }
    t->first[documents->n] = t->n_tokens;
    t->atoms = cn_alloc_zero(t->n_tokens + 1, sizeof(*t->atoms));
    if (!t->atoms)
        return cn_fail_memory(err, t->n_tokens * sizeof(*t->atoms));
    for (size_t i = 0; rc == CAIRN_OK && i < documents->n; i++)
        rc = add_document(t, tables, lesson->reader->tagger, &documents->items[i],
                          t->atoms + t->first[i], index, err);
    return rc;
}

/* Which documents a field learns from: part PARTS: all that are not held. */
static bool is_in(const names_lesson *lesson, size_t document, unsigned part)
{
    return !lesson->is_held[document] && document % PARTS != part;
}

static int learn_field(names_crf *crf, const names_lesson *lesson, const text *t,
                       uint32_t n_features, unsigned part, const names_learning *how,
                       cairn_error *err)
{
    names_sentence *sentences = cn_alloc_zero(t->n_sentences + 1, sizeof(*sentences));
    size_t n = 0;
    int rc;

    if (!sentences)
        return cn_fail_memory(err, t->n_sentences);
    for (size_t d = 0; d < lesson->documents->n; d++) {
        const names_document *document = &lesson->documents->items[d];
        size_t at = 0;

        for (size_t i = 0; is_in(lesson, d, part) && i < document->trees.n_trees; i++) {
            sentences[n++] = (names_sentence){.token = (uint32_t)(t->first[d] + at),
                                              .n = document->trees.trees[i].n,
                                              .gold = document->labels + at};
            at += document->trees.trees[i].n;
        }
    }
    rc = names_crf_train(crf, &t->features, n_features, sentences, n, how, err);
    cn_free(sentences);
    return rc;
}

/* ---- Labels of the corpus ---------------------------------------------------------------- */

static void score_token(const names_crf *crf, const cn_map *index, const uint64_t *hashes, size_t n,
                        float scores[S])
{
    uint32_t ids[CN_NAME_FEATURES_MAX];
    size_t n_ids = 0;

    for (size_t k = 0; k < n; k++) {
        const uint64_t *place = cn_map_get(index, hashes[k]);

        if (place)
            ids[n_ids++] = (uint32_t)*place;
    }
    names_crf_score(crf, ids, n_ids, scores);
}

/* scores: zeroed, of all tokens. */
static void score_document(const names_crf *crf, const cn_map *index,
                           const names_document *document, const cn_name_atom *atoms,
                           const cn_name_topic *topic, float *scores)
{
    for (size_t i = 0, at = 0; i < document->trees.n_trees; at += document->trees.trees[i++].n)
        for (size_t k = 0; k < document->trees.trees[i].n; k++) {
            uint64_t hashes[CN_NAME_FEATURES_MAX];
            size_t n = cn_name_features(atoms + at, document->trees.trees[i].n, k, topic, hashes);

            if (n == 0)
                scores[(at + k) * S + CN_LABEL_OUTSIDE] = CN_NAME_PLAIN_SCORE;
            score_token(crf, index, hashes, n, scores + (at + k) * S);
        }
}

static void decode_document(const names_document *document, const float *moves, const float *scores,
                            uint8_t *labels, float *margins)
{
    for (size_t i = 0, at = 0; i < document->trees.n_trees; at += document->trees.trees[i++].n)
        names_decode(moves, scores + at * S, document->trees.trees[i].n, labels + at,
                     margins ? margins + at : NULL);
}

static int label_corpus(const names_lesson *lesson, const names_model *model, cairn_error *err)
{
    int rc = CAIRN_OK;

    names_forget_labels(lesson->counts);
    for (size_t i = 0; rc == CAIRN_OK && i < lesson->corpus->n; i += lesson->corpus_step) {
        const names_document *document = &lesson->corpus->items[i];
        size_t n = document->trees.n_tokens + 1;
        cn_name_atom *atoms = cn_alloc_zero(n, sizeof(*atoms));
        float *scores = cn_alloc_zero(n, S * sizeof(*scores));
        uint8_t *labels = cn_alloc_zero(n, 1);

        if (atoms && scores && labels) {
            cn_name_topic topic =
                make_atoms(&model->tables, lesson->reader->tagger, document, atoms);

            score_document(&model->base, &model->index, document, atoms, &topic, scores);
            decode_document(document, model->base.moves, scores, labels, NULL);
            rc = names_count_labels(lesson->counts, document, labels, err);
        } else {
            rc = cn_fail_memory(err, n);
        }
        cn_free(atoms);
        cn_free(scores);
        cn_free(labels);
    }
    return rc;
}

/* ---- The document's field ---------------------------------------------------------------- */

typedef struct echoed {
    float *prior; /* scores of the first pass by fields that did not learn from the token */
    float moves[PARTS][(L + 1) * S];
    names_features features;
    uint8_t *labels;
    cn_name_echo *echoes;
} echoed;

static void score_part(const names_lesson *lesson, const text *t, const names_crf *crf,
                       unsigned part, echoed *e)
{
    for (size_t d = 0; d < lesson->documents->n; d++) {
        if (d % PARTS != part)
            continue;
        for (size_t i = t->first[d]; i < t->first[d + 1]; i++) {
            if (t->features.first[i] == t->features.first[i + 1])
                e->prior[i * S + CN_LABEL_OUTSIDE] = CN_NAME_PLAIN_SCORE;
            names_crf_score(crf, t->features.ids + t->features.first[i],
                            t->features.first[i + 1] - t->features.first[i], e->prior + i * S);
        }
        decode_document(&lesson->documents->items[d], crf->moves, e->prior + t->first[d] * S,
                        e->labels + t->first[d], NULL);
    }
    memcpy(e->moves[part], crf->moves, sizeof(crf->moves));
}

static int echo_document(const text *t, const names_document *document, size_t first, echoed *e,
                         cn_map *index, cn_name_echo_scratch *scratch, cairn_error *err)
{
    const cn_name_atom *atoms = t->atoms + first;
    cn_name_echo *echoes = e->echoes + first;
    int rc = cn_name_echoes(&document->trees, atoms, e->labels + first, scratch, echoes, err);

    for (size_t i = 0, at = 0; i < document->trees.n_trees; at += document->trees.trees[i++].n)
        for (size_t k = 0; rc == CAIRN_OK && k < document->trees.trees[i].n; k++) {
            uint64_t hashes[CN_NAME_DOCUMENT_MAX];
            uint32_t ids[CN_NAME_DOCUMENT_MAX];
            size_t n = cn_name_document_features(atoms + at, echoes + at,
                                                 document->trees.trees[i].n, k, hashes);

            rc = number_features(index, hashes, n, ids, err);
            if (rc == CAIRN_OK)
                rc = names_features_add(&e->features, ids, n, err);
        }
    return rc;
}

static int learn_echoes(const names_lesson *lesson, const text *t, names_model *model, echoed *e,
                        cairn_error *err)
{
    names_sentence *sentences = cn_alloc_zero(t->n_sentences + 1, sizeof(*sentences));
    cn_name_echo_scratch scratch = {.slots = NULL};
    size_t n = 0;
    int rc = sentences ? CAIRN_OK : cn_fail_memory(err, t->n_sentences);

    for (size_t d = 0; rc == CAIRN_OK && d < lesson->documents->n; d++) {
        const names_document *document = &lesson->documents->items[d];
        size_t at = t->first[d];

        rc = echo_document(t, document, at, e, &model->document_index, &scratch, err);
        for (size_t i = 0; !lesson->is_held[d] && i < document->trees.n_trees; i++) {
            sentences[n++] = (names_sentence){.token = (uint32_t)at,
                                              .n = document->trees.trees[i].n,
                                              .gold = document->labels + (at - t->first[d]),
                                              .prior = e->prior + at * S,
                                              .prior_moves = e->moves[d % PARTS]};
            at += document->trees.trees[i].n;
        }
    }
    if (rc == CAIRN_OK)
        rc =
            names_crf_train(&model->document, &e->features, (uint32_t)(model->document_index.n + 1),
                            sentences, n, &lesson->document, err);
    if (rc == CAIRN_OK)
        rc = names_crf_prune(&model->document, lesson->document_rows, err);
    cn_name_echo_scratch_done(&scratch);
    cn_free(sentences);
    return rc;
}

static int learn_document(const names_lesson *lesson, const text *t, names_model *model,
                          cairn_error *err)
{
    echoed *e = cn_alloc_zero(1, sizeof(*e));
    int rc = CAIRN_OK;

    if (!e)
        return cn_fail_memory(err, sizeof(*e));
    e->prior = cn_alloc_zero(t->n_tokens + 1, S * sizeof(*e->prior));
    e->labels = cn_alloc_zero(t->n_tokens + 1, 1);
    e->echoes = cn_alloc_zero(t->n_tokens + 1, sizeof(*e->echoes));
    if (!e->prior || !e->labels || !e->echoes)
        rc = cn_fail_memory(err, t->n_tokens * S * sizeof(*e->prior));
    for (unsigned part = 0; rc == CAIRN_OK && part < PARTS; part++) {
        names_crf crf = {.weights = NULL};

        rc = learn_field(&crf, lesson, t, (uint32_t)(model->index.n + 1), part, &lesson->base, err);
        if (rc == CAIRN_OK)
            score_part(lesson, t, &crf, part, e);
        names_crf_done(&crf);
    }
    if (rc == CAIRN_OK)
        rc = learn_echoes(lesson, t, model, e, err);
    names_features_done(&e->features);
    cn_free(e->prior);
    cn_free(e->labels);
    cn_free(e->echoes);
    cn_free(e);
    return rc;
}

/* ---- The model --------------------------------------------------------------------------- */

static int learn_base(names_model *model, const names_lesson *lesson, text *t, cairn_error *err)
{
    int rc;

    cn_map_clear(&model->index);
    names_crf_done(&model->base);
    rc = text_make(t, lesson, &model->tables, &model->index, err);
    if (rc == CAIRN_OK)
        rc = learn_field(&model->base, lesson, t, (uint32_t)(model->index.n + 1), PARTS,
                         &lesson->base, err);
    return rc;
}

int names_model_learn(names_model *model, const names_lesson *lesson, cairn_error *err)
{
    text t;
    int rc;

    memset(model, 0, sizeof(*model));
    memset(&t, 0, sizeof(t));
    cn_map_init(&model->index);
    cn_map_init(&model->document_index);
    names_forget_labels(lesson->counts);
    rc = names_tables_pack(lesson->counts, &model->tables, err);
    for (int round = 0; rc == CAIRN_OK && lesson->corpus_step > 0 && round < ROUNDS; round++) {
        rc = learn_base(model, lesson, &t, err);
        text_done(&t);
        memset(&t, 0, sizeof(t));
        if (rc == CAIRN_OK)
            rc = label_corpus(lesson, model, err);
        names_tables_done(&model->tables);
        if (rc == CAIRN_OK)
            rc = names_tables_pack(lesson->counts, &model->tables, err);
    }
    if (rc == CAIRN_OK)
        rc = learn_base(model, lesson, &t, err);
    if (rc == CAIRN_OK)
        rc = learn_document(lesson, &t, model, err);
    if (rc == CAIRN_OK)
        rc = names_crf_prune(&model->base, lesson->base_rows, err);
    text_done(&t);
    if (rc < 0)
        names_model_done(model);
    return rc;
}

void names_model_done(names_model *model)
{
    names_tables_done(&model->tables);
    cn_map_done(&model->index);
    cn_map_done(&model->document_index);
    names_crf_done(&model->base);
    names_crf_done(&model->document);
}

/* Adds to scores what the labels of the first pass say. */
static int add_echoes(const names_model *model, const names_document *document,
                      const cn_name_atom *atoms, const uint8_t *labels, cn_name_echo *echoes,
                      float *scores, cairn_error *err)
{
    cn_name_echo_scratch scratch = {.slots = NULL};
    int rc = cn_name_echoes(&document->trees, atoms, labels, &scratch, echoes, err);

    for (size_t i = 0, at = 0; i < document->trees.n_trees; at += document->trees.trees[i++].n)
        for (size_t k = 0; rc == CAIRN_OK && k < document->trees.trees[i].n; k++) {
            uint64_t hashes[CN_NAME_DOCUMENT_MAX];
            size_t n = cn_name_document_features(atoms + at, echoes + at,
                                                 document->trees.trees[i].n, k, hashes);

            score_token(&model->document, &model->document_index, hashes, n, scores + (at + k) * S);
        }
    cn_name_echo_scratch_done(&scratch);
    return rc;
}

int names_model_label(const names_model *model, const cn_tagger *tagger,
                      const names_document *document, uint8_t *first, uint8_t *labels,
                      float *margins, cairn_error *err)
{
    size_t n = document->trees.n_tokens + 1;
    cn_name_atom *atoms = cn_alloc_zero(n, sizeof(*atoms));
    cn_name_echo *echoes = cn_alloc_zero(n, sizeof(*echoes));
    float *scores = cn_alloc_zero(n, S * sizeof(*scores));
    float moves[(L + 1) * S];
    int rc = atoms && echoes && scores ? CAIRN_OK : cn_fail_memory(err, n * sizeof(*atoms));

    if (rc == CAIRN_OK) {
        cn_name_topic topic = make_atoms(&model->tables, tagger, document, atoms);

        score_document(&model->base, &model->index, document, atoms, &topic, scores);
        decode_document(document, model->base.moves, scores, labels, NULL);
        if (first)
            memcpy(first, labels, n - 1);
        rc = add_echoes(model, document, atoms, labels, echoes, scores, err);
    }
    if (rc == CAIRN_OK) {
        for (size_t k = 0; k < sizeof(moves) / sizeof(moves[0]); k++)
            moves[k] = model->base.moves[k] + model->document.moves[k];
        decode_document(document, moves, scores, labels, margins);
    }
    cn_free(atoms);
    cn_free(echoes);
    cn_free(scores);
    return rc;
}
