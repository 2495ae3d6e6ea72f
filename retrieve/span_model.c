/* The file: 8 bytes "cairn rd", then little-endian u32 version, features, depth, trees, then
 * CN_READER_KNOTS floats, the splits as (float below, u16 feature, u16 0), the leaves as floats,
 * and a u64 hash of all before it. Every feature number is checked when it is read. */
#include "retrieve/span_model.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "retrieve/span_features.h"

enum { VERSION = 1, HEADER = 24, SPLIT = 8, BLOCK = 32 };
#define FILE_MAX ((size_t)64 << 20)
static const char MAGIC[8] = {'c', 'a', 'i', 'r', 'n', ' ', 'r', 'd'};

static uint32_t read_u32(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static float read_float(const uint8_t *at)
{
    uint32_t bits = read_u32(at);
    float value;

    memcpy(&value, &bits, sizeof value);
    return isfinite(value) ? value : 0;
}

static void write_u32(cn_buf *out, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        cn_buf_add_char(out, (char)(value >> (8 * i) & 0xff));
}

static void write_float(cn_buf *out, float value)
{
    uint32_t bits;

    memcpy(&bits, &value, sizeof bits);
    write_u32(out, bits);
}

static uint64_t hash_at(const uint8_t *at)
{
    return (uint64_t)read_u32(at) | (uint64_t)read_u32(at + 4) << 32;
}

static int fill(cn_reader_model *model, const uint8_t *data, size_t len, const char *path,
                cairn_error *err)
{
    const size_t n_splits = ((size_t)1 << model->depth) - 1, n_leaves = (size_t)1 << model->depth;
    const size_t needed = HEADER + 4 * (size_t)CN_READER_KNOTS +
                          model->n_trees * (SPLIT * n_splits + 4 * n_leaves) + 8;
    const uint8_t *at = data + HEADER;

    if (len != needed || hash_at(data + len - 8) != cn_hash(data, len - 8))
        return cn_fail(err, CAIRN_EINVAL, 0, "%s: the file is damaged", path);
    model->splits = cn_alloc_zero(model->n_trees * n_splits + 1, sizeof *model->splits);
    model->leaves = cn_alloc_zero(model->n_trees * n_leaves + 1, sizeof *model->leaves);
    if (!model->splits || !model->leaves)
        return cn_fail_memory(err, len);
    for (size_t i = 0; i < CN_READER_KNOTS; i++, at += 4)
        model->chances[i] = read_float(at);
    for (size_t i = 0; i < model->n_trees * n_splits; i++, at += SPLIT) {
        model->splits[i] = (cn_reader_split){read_float(at), (uint16_t)(at[4] | at[5] << 8), 0};
        if (model->splits[i].feature >= CN_SPAN_FEATURES)
            return cn_fail(err, CAIRN_EINVAL, 0, "%s: there is no feature %u", path,
                           (unsigned)model->splits[i].feature);
    }
    for (size_t i = 0; i < model->n_trees * n_leaves; i++, at += 4)
        model->leaves[i] = read_float(at);
    return CAIRN_OK;
}

static int read_model(cn_reader_model *model, const uint8_t *data, size_t len, const char *path,
                      cairn_error *err)
{
    if (len < HEADER + 8 || memcmp(data, MAGIC, sizeof MAGIC) != 0)
        return cn_fail(err, CAIRN_EINVAL, 0, "%s: these are no weights of a reader", path);
    if (read_u32(data + 8) != VERSION || read_u32(data + 12) > CN_SPAN_FEATURES)
        return cn_fail(err, CAIRN_ENOTFOUND, 0, "%s: version %u with %u features cannot be used",
                       path, (unsigned)read_u32(data + 8), (unsigned)read_u32(data + 12));
    model->depth = read_u32(data + 16);
    model->n_trees = read_u32(data + 20);
    if (model->depth < 1 || model->depth > CN_READER_DEPTH_MAX ||
        model->n_trees > CN_READER_TREES_MAX)
        return cn_fail(err, CAIRN_EINVAL, 0, "%s: %u trees of depth %u are too many", path,
                       model->n_trees, model->depth);
    return fill(model, data, len, path, err);
}

int cn_reader_model_open(cn_reader_model **model, const char *path, cairn_error *err)
{
    cn_reader_model *made;
    cn_buf file;
    int rc;

    *model = NULL;
    if (!cn_file_exists(path))
        return cn_fail(err, CAIRN_ENOTFOUND, 0, "%s: there is no such file", path);
    made = cn_alloc_zero(1, sizeof *made);
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    cn_buf_init(&file, FILE_MAX);
    rc = cn_file_read(path, FILE_MAX, &file, err);
    if (rc == CAIRN_OK)
        rc = read_model(made, (const uint8_t *)file.data, file.len, path, err);
    cn_buf_done(&file);
    if (rc < 0) {
        cn_reader_model_close(made);
        return rc;
    }
    *model = made;
    return CAIRN_OK;
}

void cn_reader_model_close(cn_reader_model *model)
{
    if (!model)
        return;
    cn_free(model->splits);
    cn_free(model->leaves);
    cn_free(model);
}

int cn_reader_model_write(const cn_reader_model *model, const char *path, cairn_error *err)
{
    const size_t n_splits = ((size_t)1 << model->depth) - 1, n_leaves = (size_t)1 << model->depth;
    cn_writer *writer = NULL;
    cn_buf out;
    uint64_t hash;
    int rc;

    cn_buf_init(&out, FILE_MAX);
    cn_buf_add(&out, MAGIC, sizeof MAGIC);
    write_u32(&out, VERSION);
    write_u32(&out, CN_SPAN_FEATURES);
    write_u32(&out, model->depth);
    write_u32(&out, model->n_trees);
    for (size_t i = 0; i < CN_READER_KNOTS; i++)
        write_float(&out, model->chances[i]);
    for (size_t i = 0; i < model->n_trees * n_splits; i++) {
        write_float(&out, model->splits[i].below);
        write_u32(&out, model->splits[i].feature);
    }
    for (size_t i = 0; i < model->n_trees * n_leaves; i++)
        write_float(&out, model->leaves[i]);
    hash = cn_hash(out.data, out.len);
    write_u32(&out, (uint32_t)hash);
    write_u32(&out, (uint32_t)(hash >> 32));
    rc = out.status == CAIRN_OK ? cn_writer_new(path, false, &writer, err)
                                : cn_fail_memory(err, out.len);
    if (rc == CAIRN_OK)
        rc = cn_writer_add(writer, out.data, out.len, err);
    if (rc == CAIRN_OK)
        rc = cn_writer_commit(writer, err);
    cn_writer_free(writer);
    cn_buf_done(&out);
    return rc;
}

/* What the built-in sum is made of: hand-made, for a store without a pack. */
static double score_plainly(const float *f)
{
    double score =
        2.0 * f[CN_SF_sentence_score] + 1.5 * f[CN_SF_near3] + 1.0 * f[CN_SF_path_share] +
        0.5 * f[CN_SF_own_share] + 0.8 * f[CN_SF_tree_others] + 0.6 * f[CN_SF_type_fit] +
        0.3 * f[CN_SF_is_bridge] + 0.5 * f[CN_SF_role_fit] + 0.6 * (double)(f[CN_SF_noun_in] > 0) +
        0.4 * f[CN_SF_noun_near] + 0.7 * f[CN_SF_noun_defined] + 0.1 * f[CN_SF_repeat_passages];

    score += f[CN_SF_is_known] != 0 || f[CN_SF_is_name] != 0 || f[CN_SF_is_date] != 0 ||
                     f[CN_SF_is_number] != 0 || f[CN_SF_is_quoted] != 0
                 ? 1.0
                 : 0.0;
    score -= 4.0 * f[CN_SF_in_question] + 1.0 * f[CN_SF_is_subject_title] +
             0.6 * f[CN_SF_about_bridge] + 0.5 * (double)(f[CN_SF_cuts_name] > 0) +
             (f[CN_SF_is_date] != 0 ? -0.3 : 0.1) * f[CN_SF_words] + 2.5 * f[CN_SF_heavy_missing];
    return 2 * score - 6;
}

/* Adds one tree to the scores of at most BLOCK rows, which do not wait for each other. */
static void add_tree(const cn_reader_model *model, size_t tree, const float *features, size_t n,
                     double *scores)
{
    const size_t n_leaves = (size_t)1 << model->depth, n_splits = n_leaves - 1;
    const cn_reader_split *splits = model->splits + tree * n_splits;
    const float *leaves = model->leaves + tree * n_leaves;

    uint32_t nodes[BLOCK] = {0};

    for (unsigned d = 0; d < model->depth; d++)
        for (size_t i = 0; i < n; i++) {
            const cn_reader_split split = splits[nodes[i]];
            const float value = features[i * CN_SPAN_FEATURES + split.feature];

            nodes[i] = 2 * nodes[i] + 2 - (uint32_t)(value < split.below);
        }
    for (size_t i = 0; i < n; i++)
        scores[i] += leaves[nodes[i] - n_splits];
}

void cn_reader_model_scores(const cn_reader_model *model, const float *features, size_t n,
                            double *scores)
{
    for (size_t i = 0; i < n; i++)
        scores[i] = model ? 0 : score_plainly(features + i * CN_SPAN_FEATURES);
    /* A block of rows and a tree stay in the fastest cache. */
    for (size_t first = 0; model && first < n; first += BLOCK) {
        const size_t rows = n - first < BLOCK ? n - first : BLOCK;

        for (size_t t = 0; t < model->n_trees; t++)
            add_tree(model, t, features + first * CN_SPAN_FEATURES, rows, scores + first);
    }
}

double cn_reader_model_score(const cn_reader_model *model, const float *features)
{
    double score;

    cn_reader_model_scores(model, features, 1, &score);
    return score;
}

double cn_reader_model_chance(const cn_reader_model *model, double share)
{
    double at = share * (CN_READER_KNOTS - 1);
    size_t knot;

    if (!model)
        return share < 0 ? 0 : share > 1 ? 1 : share;
    if (!(at > 0))
        return model->chances[0];
    knot = (size_t)at;
    if (knot >= CN_READER_KNOTS - 1)
        return model->chances[CN_READER_KNOTS - 1];
    at -= (double)knot;
    return (1 - at) * model->chances[knot] + at * model->chances[knot + 1];
}
