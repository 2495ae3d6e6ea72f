/* Names by spelling: character bigrams and trigrams, hashed with a sign into CN_NAME_DIM numbers
 * (Weinberger, Dasgupta, Langford, Smola, Attenberg: Feature Hashing for Large Scale Multitask
 * Learning, 2009), whose cosine is about the share of n-grams in common. One wrong letter in a
 * name of twelve costs two bigrams of thirteen and three trigrams of twelve. */
#include "graph/names.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"

#define FOLDED_MAX ((size_t)16 << 20) /* bytes; a name is a few dozen */
enum {
    END = ' ',     /* stands before, between and after words */
    BATCH = 1024,  /* names handed to FAISS at a time */
    CODE_BITS = 21 /* of a code point */
};

static void add_gram(float *out, uint64_t gram)
{
    uint64_t hash = cn_hash_mix(gram, CN_NAME_DIM);
    uint64_t number = hash % CN_NAME_DIM;

    out[number] += hash >> 63 ? -1.0F : 1.0F;
}

/* Slides over the last three characters; a gram of two has no third. */
static void add_char(float *out, uint64_t *window, uint32_t c)
{
    const uint64_t two = ((uint64_t)1 << 2 * CODE_BITS) - 1;
    const uint64_t three = ((uint64_t)1 << 3 * CODE_BITS) - 1;

    *window = (*window << CODE_BITS | c) & three;
    add_gram(out, *window & two);
    if (*window > two)
        add_gram(out, *window);
}

static void add_grams(float *out, const char *folded, size_t len)
{
    uint64_t window = END;
    uint32_t before = END;

    for (size_t i = 0; i < len;) {
        uint32_t c = cn_utf8_next(folded, len, &i);

        if (!cn_utf8_is_word(c))
            c = END;
        if (c != END || before != END)
            add_char(out, &window, c);
        before = c;
    }
    if (before != END)
        add_char(out, &window, END);
}

static void normalise(float *out)
{
    double sum = 0;

    for (unsigned i = 0; i < CN_NAME_DIM; i++)
        sum += (double)out[i] * (double)out[i];
    if (sum <= 0)
        return;
    for (unsigned i = 0; i < CN_NAME_DIM; i++)
        out[i] = (float)(out[i] / sqrt(sum));
}

/* folded: scratch. */
static int make_vector(const char *name, size_t len, cn_buf *folded, float *out, cairn_error *err)
{
    int rc;

    memset(out, 0, CN_NAME_DIM * sizeof(*out));
    cn_buf_clear(folded);
    rc = cn_utf8_fold(name, len, folded, err);
    if (rc < 0)
        return rc;
    add_grams(out, cn_buf_str(folded), folded->len);
    normalise(out);
    return CAIRN_OK;
}

int cn_name_vector(const char *name, size_t len, float *out, cairn_error *err)
{
    cn_buf folded;
    int rc;

    cn_buf_init(&folded, FOLDED_MAX);
    rc = make_vector(name, len, &folded, out, err);
    cn_buf_done(&folded);
    return rc;
}

typedef struct naming {
    cn_vectors *vectors;
    cn_buf folded;
    size_t n; /* waiting for FAISS */
    int64_t ids[BATCH];
    float data[BATCH * CN_NAME_DIM];
} naming;

static int hand_over(naming *work, cairn_error *err)
{
    size_t n = work->n;

    work->n = 0;
    return cn_vectors_add(work->vectors, work->ids, work->data, n, err);
}

static bool is_worth_finding(const cn_entity_row *row)
{
    return row->about > 0 || row->mentions >= 2;
}

static int add_entity(naming *work, const cn_entity_row *row, cairn_error *err)
{
    int rc;

    if (!is_worth_finding(row))
        return CAIRN_OK;
    work->ids[work->n] = row->id;
    rc = make_vector(row->name, strlen(row->name), &work->folded,
                     work->data + work->n * CN_NAME_DIM, err);
    if (rc < 0)
        return rc;
    return ++work->n == BATCH ? hand_over(work, err) : CAIRN_OK;
}

static int scan_entities(naming *work, cn_store *store, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_entity_row row;
    int rc = cn_entity_scan(store, &cursor, err);

    while (rc >= 0 && (rc = cn_entity_next(cursor, &row, err)) == CAIRN_ROW)
        rc = add_entity(work, &row, err);
    cn_cursor_free(cursor);
    return rc < 0 ? rc : hand_over(work, err);
}

int cn_names_build(cn_store *store, const char *path, uint64_t generation, cairn_error *err)
{
    naming *work = cn_alloc_zero(1, sizeof(*work));
    int rc;

    if (!work)
        return cn_fail_memory(err, sizeof(*work));
    cn_buf_init(&work->folded, FOLDED_MAX);
    rc = cn_vectors_new(CN_NAME_DIM, &work->vectors, err);
    if (rc == CAIRN_OK)
        rc = scan_entities(work, store, err);
    if (rc == CAIRN_OK)
        rc = cn_vectors_save(work->vectors, path, generation, err);
    cn_vectors_free(work->vectors);
    cn_buf_done(&work->folded);
    cn_free(work);
    return rc;
}
