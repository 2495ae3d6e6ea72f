/* Sections of a file of kind "names":
 *
 *   base.checks  cn_name_checks, and
 *   base.rows    cn_name_row, four to a bucket: of features of the token and what stands around it
 *   base.moves   cn_name_moves
 *   echo.checks, echo.rows, echo.moves    of features of the word's other uses in the chunk
 *   words        cn_name_word, phrases: cn_name_phrase: see recognizer_features.h
 *   sure         cn_name_sure: from a margin to how likely a name is right
 *
 * A feature that is in no bucket adds nothing. Sums of a token are kept in 16 bits: at most
 * CN_NAME_FEATURES_MAX + CN_NAME_DOCUMENT_MAX rows of at most 127 each. */
#include "ingest/recognizer.h"

#include <string.h>

#include "base/mem.h"
#include "ingest/recognizer_decode.h"
#include "ingest/recognizer_types.h"
#include "ingest/recognizer_weights.h"

#define TOKENS_MAX ((size_t)1 << 28) /* of one chunk; memory ends first */

typedef struct name_field {
    const cn_name_checks *checks;
    const cn_name_row *rows;
    uint32_t n_buckets;
    cn_name_chain chain;
} name_field;

struct cn_recognizer {
    cn_weights *weights;
    cn_name_tables tables;
    name_field base, echo;
    const cn_name_sure *sure;
    size_t n_sure;
};

typedef int16_t lanes[CN_LABEL_LANES];

struct cn_recognizer_scratch {
    cn_name_atom *atoms;
    cn_name_echo *echoes;
    lanes *scores;
    uint8_t *labels;
    int16_t *margins;
    size_t cap;
    cn_name_echo_scratch counts;
};
typedef struct cn_recognizer_scratch scratch;

/* ---- Scratch ----------------------------------------------------------------------------- */

void cn_recognition_init(cn_recognition *recognition)
{
    *recognition = (cn_recognition){.names = NULL};
}

static void free_arrays(scratch *s)
{
    cn_free(s->atoms);
    cn_free(s->echoes);
    cn_free(s->scores);
    cn_free(s->labels);
    cn_free(s->margins);
    s->atoms = NULL;
    s->echoes = NULL;
    s->scores = NULL;
    s->labels = NULL;
    s->margins = NULL;
    s->cap = 0;
}

void cn_recognition_done(cn_recognition *recognition)
{
    if (recognition->scratch) {
        free_arrays(recognition->scratch);
        cn_name_echo_scratch_done(&recognition->scratch->counts);
    }
    cn_free(recognition->scratch);
    cn_free(recognition->names);
    cn_recognition_init(recognition);
}

static int reserve(cn_recognition *recognition, size_t n, cairn_error *err)
{
    scratch *s = recognition->scratch;
    size_t cap = n + n / 2 + 256;

    if (n > TOKENS_MAX)
        return cn_fail_memory(err, n);
    if (!s) {
        s = recognition->scratch = cn_alloc_zero(1, sizeof(*s));
        if (!s)
            return cn_fail_memory(err, sizeof(*s));
    }
    if (n <= s->cap && s->cap > 0)
        return CAIRN_OK;
    free_arrays(s);
    s->atoms = cn_alloc_zero(cap, sizeof(*s->atoms));
    s->echoes = cn_alloc_zero(cap, sizeof(*s->echoes));
    s->scores = cn_alloc_zero(cap, sizeof(*s->scores));
    s->labels = cn_alloc_zero(cap, 1);
    s->margins = cn_alloc_zero(cap, sizeof(*s->margins));
    if (!s->atoms || !s->echoes || !s->scores || !s->labels || !s->margins) {
        free_arrays(s);
        return cn_fail_memory(err, cap * (sizeof(*s->atoms) + sizeof(*s->scores)));
    }
    s->cap = cap;
    return CAIRN_OK;
}

/* ---- Opening ----------------------------------------------------------------------------- */

static int open_field(const cn_weights *weights, const char *const names[3], name_field *field,
                      cairn_error *err)
{
    const void *data;
    size_t len, rows_len = 0;
    int rc = cn_weights_section(weights, names[0], sizeof(cn_name_checks), &data, &len, err);

    if (rc < 0)
        return rc;
    field->checks = data;
    field->n_buckets = (uint32_t)(len / sizeof(cn_name_checks));
    rc = cn_weights_section(weights, names[1], sizeof(cn_name_row), &data, &rows_len, err);
    field->rows = data;
    if (rc == CAIRN_OK &&
        rows_len != field->n_buckets * CN_NAME_ROWS_IN_BUCKET * sizeof(cn_name_row))
        rc = cn_fail(err, CAIRN_EPARSE, 0, "%s: section \"%s\" has %zu bytes for %u buckets",
                     cn_weights_path(weights), names[1], rows_len, field->n_buckets);
    if (rc == CAIRN_OK)
        rc = cn_weights_section(weights, names[2], sizeof(cn_name_moves), &data, &len, err);
    if (rc == CAIRN_OK && len != sizeof(cn_name_moves))
        rc = cn_fail(err, CAIRN_EPARSE, 0, "%s: section \"%s\" has %zu bytes, not %zu",
                     cn_weights_path(weights), names[2], len, sizeof(cn_name_moves));
    if (rc == CAIRN_OK)
        cn_name_chain_init(&field->chain, data);
    return rc;
}

/* Sums stay within 16 bits when no move is greater than a score may be. */
static int check_moves(const cn_weights *weights, const name_field *field, cairn_error *err)
{
    for (int from = 0; from <= CN_LABEL_COUNT; from++)
        for (int to = 0; to < CN_LABEL_LANES; to++) {
            int16_t move = field->chain.moves[from][to];

            if (move != CN_SCORE_NEVER && (move > CN_MOVE_MAX || move < -CN_MOVE_MAX))
                return cn_fail(err, CAIRN_EPARSE, 0, "%s: a move of %d is out of range",
                               cn_weights_path(weights), move);
        }
    return CAIRN_OK;
}

static int open_tables(cn_recognizer *recognizer, cairn_error *err)
{
    const cn_weights *weights = recognizer->weights;
    cn_name_tables *tables = &recognizer->tables;
    const void *data;
    size_t len, unit = sizeof(cn_name_word) * CN_NAME_WORDS_IN_BUCKET;
    int rc = cn_weights_section(weights, "words", unit, &data, &len, err);

    if (rc < 0)
        return rc;
    tables->words = data;
    tables->n_word_buckets = (uint32_t)(len / unit);
    unit = sizeof(cn_name_phrase) * CN_NAME_PHRASES_IN_BUCKET;
    rc = cn_weights_section(weights, "phrases", unit, &data, &len, err);
    if (rc < 0)
        return rc;
    tables->phrases = data;
    tables->n_phrase_buckets = (uint32_t)(len / unit);
    rc = cn_weights_section(weights, "sure", sizeof(cn_name_sure), &data, &len, err);
    recognizer->sure = data;
    recognizer->n_sure = len / sizeof(cn_name_sure);
    return rc;
}

int cn_recognizer_open(cn_recognizer **recognizer, const char *path, cairn_error *err)
{
    static const char *const base[3] = {"base.checks", "base.rows", "base.moves"};
    static const char *const echo[3] = {"echo.checks", "echo.rows", "echo.moves"};
    cn_recognizer *made = cn_alloc_zero(1, sizeof(*made));
    int rc;

    *recognizer = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    rc = cn_weights_open(&made->weights, path, "names", err);
    if (rc == CAIRN_OK)
        rc = open_field(made->weights, base, &made->base, err);
    if (rc == CAIRN_OK)
        rc = check_moves(made->weights, &made->base, err);
    if (rc == CAIRN_OK)
        rc = open_field(made->weights, echo, &made->echo, err);
    if (rc == CAIRN_OK)
        rc = check_moves(made->weights, &made->echo, err);
    if (rc == CAIRN_OK)
        rc = open_tables(made, err);
    if (rc < 0) {
        cn_recognizer_close(made);
        return rc;
    }
    *recognizer = made;
    return CAIRN_OK;
}

void cn_recognizer_close(cn_recognizer *recognizer)
{
    if (!recognizer)
        return;
    cn_weights_close(recognizer->weights);
    cn_free(recognizer);
}

/* ---- Scores ------------------------------------------------------------------------------ */

static void add_row(const cn_name_row row, int16_t scores[CN_LABEL_LANES])
{
    for (size_t l = 0; l < CN_LABEL_COUNT; l++)
        scores[l] = (int16_t)(scores[l] + row[l]);
}

static void add_features(const name_field *field, const uint64_t *hashes, size_t n,
                         int16_t scores[CN_LABEL_LANES])
{
    if (field->n_buckets == 0)
        return;
    for (size_t k = 0; k < n; k++) {
        size_t bucket = cn_name_bucket(hashes[k], field->n_buckets);
        const cn_name_checks *checks = &field->checks[bucket];
        uint16_t check = cn_name_check(hashes[k]);

        for (size_t r = 0; r < CN_NAME_ROWS_IN_BUCKET; r++)
            if (checks->of[r] == check) {
                add_row(field->rows[bucket * CN_NAME_ROWS_IN_BUCKET + r], scores);
                break;
            }
    }
}

static void cut_scores(int16_t scores[CN_LABEL_LANES])
{
    for (size_t l = 0; l < CN_LABEL_LANES; l++) {
        int16_t score = scores[l];

        score = score > CN_SCORE_MAX ? CN_SCORE_MAX : score;
        scores[l] = score < -CN_SCORE_MAX ? -CN_SCORE_MAX : score;
    }
}

static void score_tokens(const cn_recognizer *recognizer, const cn_trees *trees, scratch *s)
{
    cn_name_topic topic = cn_name_topic_mark(trees, s->atoms);
    uint64_t hashes[CN_NAME_FEATURES_MAX];

    memset(s->scores, 0, trees->n_tokens * sizeof(*s->scores));
    for (size_t t = 0, at = 0; t < trees->n_trees; at += trees->trees[t++].n)
        for (size_t i = 0; i < trees->trees[t].n; i++) {
            size_t n = cn_name_features(s->atoms + at, trees->trees[t].n, i, &topic, hashes);

            if (n == 0)
                s->scores[at + i][CN_LABEL_OUTSIDE] = CN_NAME_PLAIN_SCORE * CN_NAME_SCALE;
            add_features(&recognizer->base, hashes, n, s->scores[at + i]);
            cut_scores(s->scores[at + i]);
        }
}

static void score_echoes(const cn_recognizer *recognizer, const cn_trees *trees, scratch *s)
{
    uint64_t hashes[CN_NAME_DOCUMENT_MAX];

    for (size_t t = 0, at = 0; t < trees->n_trees; at += trees->trees[t++].n)
        for (size_t i = 0; i < trees->trees[t].n; i++) {
            size_t n = cn_name_document_features(s->atoms + at, s->echoes + at, trees->trees[t].n,
                                                 i, hashes);

            add_features(&recognizer->echo, hashes, n, s->scores[at + i]);
            cut_scores(s->scores[at + i]);
        }
}

static void decode(const name_field *field, const cn_trees *trees, scratch *s, bool wants_margins)
{
    for (size_t t = 0, at = 0; t < trees->n_trees; at += trees->trees[t++].n)
        cn_name_decode(&field->chain, (const int16_t(*)[CN_LABEL_LANES])(s->scores + at),
                       trees->trees[t].n, s->labels + at, wants_margins ? s->margins + at : NULL);
}

/* ---- Names ------------------------------------------------------------------------------- */

static float confidence_of(const cn_recognizer *recognizer, int16_t margin)
{
    uint16_t likely = 500;

    for (size_t i = 0; i < recognizer->n_sure && recognizer->sure[i].margin <= margin; i++)
        likely = recognizer->sure[i].per_mille;
    return (float)likely / 1000.0f;
}

/* One past the last token of the name that begins at i. */
static size_t name_end(const uint8_t *labels, size_t n, size_t i)
{
    size_t end = i + 1;

    if (cn_label_position(labels[i]) == CN_LABEL_UNIT ||
        cn_label_position(labels[i]) == CN_LABEL_LAST)
        return end;
    while (end < n && labels[end] != CN_LABEL_OUTSIDE &&
           cn_label_position(labels[end]) == CN_LABEL_INSIDE)
        end++;
    if (end < n && labels[end] != CN_LABEL_OUTSIDE &&
        cn_label_position(labels[end]) == CN_LABEL_LAST)
        end++;
    return end;
}

static int collect(const cn_recognizer *recognizer, const cn_trees *trees, size_t t, size_t at,
                   cn_recognition *recognition, cairn_error *err)
{
    const scratch *s = recognition->scratch;
    const cn_tree *tree = &trees->trees[t];
    const uint8_t *labels = s->labels + at;

    for (size_t i = 0, end; i < tree->n; i = end) {
        int16_t margin = CN_SCORE_MAX;

        end = i + 1;
        if (labels[i] == CN_LABEL_OUTSIDE)
            continue;
        end = name_end(labels, tree->n, i);
        for (size_t k = i; k < end; k++)
            margin = s->margins[at + k] < margin ? s->margins[at + k] : margin;
        if (!cn_grow((void **)&recognition->names, &recognition->cap, recognition->n + 1,
                     TOKENS_MAX, sizeof(*recognition->names)))
            return cn_fail_memory(err, recognition->n * sizeof(*recognition->names));
        recognition->names[recognition->n++] = (cn_named){
            .tree = (uint32_t)t,
            .token = (uint16_t)i,
            .n = (uint16_t)(end - i),
            .type = (uint8_t)cn_name_type(cn_label_kind(labels[i]), tree, s->atoms + at, i, end),
            .confidence = confidence_of(recognizer, margin)};
    }
    return CAIRN_OK;
}

int cn_recognizer_run(const cn_recognizer *recognizer, const cn_tagger *tagger,
                      const cn_trees *trees, cn_recognition *recognition, cairn_error *err)
{
    int rc = reserve(recognition, trees->n_tokens, err);
    scratch *s = recognition->scratch;

    recognition->n = 0;
    if (rc < 0)
        return rc;
    for (size_t t = 0, at = 0; t < trees->n_trees; at += trees->trees[t++].n)
        cn_name_atoms(&recognizer->tables, tagger, &trees->trees[t], s->atoms + at);
    score_tokens(recognizer, trees, s);
    decode(&recognizer->base, trees, s, false);
    rc = cn_name_echoes(trees, s->atoms, s->labels, &s->counts, s->echoes, err);
    if (rc < 0)
        return rc;
    score_echoes(recognizer, trees, s);
    decode(&recognizer->echo, trees, s, true);
    for (size_t t = 0, at = 0; rc == CAIRN_OK && t < trees->n_trees; at += trees->trees[t++].n)
        rc = collect(recognizer, trees, t, at, recognition, err);
    return rc;
}
