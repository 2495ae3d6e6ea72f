/* Values compared, see claims.h. */
#include "fusion/claims.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/quantity.h"
#include "base/utf8.h"
#include "fusion/claims_names.h"
#include "fusion/dates.h"

enum {
    TEXT_MAX = 512,        /* bytes of a text that are compared */
    QUANTITY_LEN_MAX = 80, /* bytes; longer texts are no quantities */
    BIGRAMS = 256,         /* cells of the letter pairs of a text */
    DAYS_NEAR = 3          /* dates this near are like each other: time zones, eves */
};
static const double NEAR_SHARE = 0.01; /* of a number: within it two are like each other */
/* Who does not give a list whole mostly gives its first name. */
static const double CUT_SHORT = 0.3;
static const double LIKE_MIN = 0.6; /* similarity of texts below which nothing is alike */

/* A value read. Texts and lists are compared by what is there; the rest is zero. */
typedef struct reading {
    bool is_date, is_quantity;
    cn_date date;
    cn_quantity_value quantity;
    cn_names names;
    cn_buf folded;
    uint16_t bigrams[BIGRAMS];
    size_t n_bigrams;
} reading;

static void read_date(reading *r, const cn_claim_value *value)
{
    char iso[CN_DATE_ISO_MAX];

    r->is_date = cn_date_read(value->text, value->len, &r->date, iso);
}

static void read_quantity(reading *r, const cn_claim_value *value)
{
    r->is_quantity = value->len <= QUANTITY_LEN_MAX &&
                     cn_quantity_read(value->text, value->len, &r->quantity) == value->len &&
                     r->quantity.is_there;
}

/* The folded text and how often each pair of letters stands in it. */
static int read_text(reading *r, const cn_claim_value *value, cairn_error *err)
{
    const size_t len = value->len < TEXT_MAX ? value->len : cn_utf8_floor(value->text, TEXT_MAX);
    int rc = cn_utf8_fold(value->text, len, &r->folded, err);
    const unsigned char *text = (const unsigned char *)cn_buf_str(&r->folded);

    for (size_t i = 0; rc == CAIRN_OK && i + 1 < r->folded.len; i++) {
        r->bigrams[(text[i] * 31U + text[i + 1]) % BIGRAMS]++;
        r->n_bigrams++;
    }
    return rc;
}

static int read_value(reading *r, const cn_claim_value *value, cairn_error *err)
{
    memset(r, 0, sizeof(*r));
    cn_buf_init(&r->folded, (size_t)64 * TEXT_MAX);
    if (value->kind == CN_CLAIM_NAMES)
        return cn_names_read(value->text, value->len, &r->names, err);
    if (value->kind == CN_CLAIM_DATE)
        read_date(r, value);
    else if (value->kind == CN_CLAIM_QUANTITY)
        read_quantity(r, value);
    return r->is_date || r->is_quantity ? CAIRN_OK : read_text(r, value, err);
}

static void free_reading(reading *r)
{
    cn_names_done(&r->names);
    cn_buf_done(&r->folded);
}

/* ---- Comparing --------------------------------------------------------------- */

static void compare_dates(const cn_date *a, const cn_date *b, cn_claim_likeness *likeness)
{
    const int64_t between = (int64_t)a->first - b->first;

    if (cn_date_covers(a, b)) {
        *likeness = (cn_claim_likeness){.forth = 1, .back = 1, .b_implies_a = true};
        likeness->a_leaves_out = true;
    } else if (cn_date_covers(b, a)) {
        *likeness = (cn_claim_likeness){.forth = 1, .back = 1, .a_implies_b = true};
        likeness->b_leaves_out = true;
    } else if (between <= DAYS_NEAR && between >= -DAYS_NEAR) {
        likeness->forth = likeness->back = 0.5;
    }
}

static double to_double(const cn_decimal *value)
{
    return (double)value->digits * pow(10, value->exponent);
}

/* "12,000" is "11,987" rounded: it ends in zeros where the other has digits, and is nearest. */
static bool is_rounded(double round, double precise)
{
    double unit = 1;

    if (round == 0 || round == precise)
        return false;
    while (unit < 1e15 && fmod(round, unit * 10) == 0)
        unit *= 10;
    return unit >= 10 && unit <= fabs(round) / 5 && fmod(precise, unit) != 0 &&
           fabs(round - precise) <= unit / 2;
}

static void compare_quantities(const cn_quantity_value *a, const cn_quantity_value *b,
                               cn_claim_likeness *likeness)
{
    const double x = to_double(&a->low), y = to_double(&b->low);
    const double room = NEAR_SHARE * fmax(fabs(x), fabs(y));

    if (strcmp(a->unit.symbol, b->unit.symbol) != 0)
        return;
    if (room > 0 && fabs(x - y) < room)
        likeness->forth = likeness->back = 1 - fabs(x - y) / room;
    if (is_rounded(x, y)) {
        likeness->forth = 1;
        likeness->a_leaves_out = true;
    } else if (is_rounded(y, x)) {
        likeness->back = 1;
        likeness->b_leaves_out = true;
    }
}

void cn_claim_compare_names(const cn_names *a, const cn_names *b, cn_claim_likeness *likeness)
{
    const size_t shared = cn_names_shared(a, b);

    *likeness = (cn_claim_likeness){.forth = 0};
    if (shared == 0)
        return;
    likeness->forth = likeness->back = (double)shared / (double)(a->n + b->n - shared);
    if (shared == a->n && a->n < b->n) {
        likeness->forth = a->n == 1 ? 1 : CUT_SHORT;
        likeness->a_leaves_out = true;
    } else if (shared == b->n && b->n < a->n) {
        likeness->back = b->n == 1 ? 1 : CUT_SHORT;
        likeness->b_leaves_out = true;
    }
}

/* "london" covers "london, england" and "london (city)". */
static bool covers_text(const char *vague, const char *precise)
{
    const size_t len = strlen(vague);

    return len > 0 && strncmp(vague, precise, len) == 0 &&
           (precise[len] == ',' || strncmp(precise + len, " (", 2) == 0);
}

/* Dice's coefficient of letter pairs. */
static double compare_bigrams(const reading *a, const reading *b)
{
    size_t shared = 0;

    for (size_t i = 0; i < BIGRAMS; i++)
        shared += a->bigrams[i] < b->bigrams[i] ? a->bigrams[i] : b->bigrams[i];
    return a->n_bigrams + b->n_bigrams > 0
               ? 2 * (double)shared / (double)(a->n_bigrams + b->n_bigrams)
               : 0;
}

static void compare_texts(const reading *a, const reading *b, cn_claim_likeness *likeness)
{
    const char *x = cn_buf_str(&a->folded), *y = cn_buf_str(&b->folded);
    const double similarity = compare_bigrams(a, b);

    if (covers_text(x, y)) {
        *likeness =
            (cn_claim_likeness){.forth = 1, .back = 1, .b_implies_a = true, .a_leaves_out = true};
    } else if (covers_text(y, x)) {
        *likeness =
            (cn_claim_likeness){.forth = 1, .back = 1, .a_implies_b = true, .b_leaves_out = true};
    } else if (similarity > LIKE_MIN) {
        likeness->forth = likeness->back = (similarity - LIKE_MIN) / (1 - LIKE_MIN);
    }
}

static void compare_readings(cn_claim_kind kind, const reading *a, const reading *b,
                             cn_claim_likeness *likeness)
{
    *likeness = (cn_claim_likeness){.forth = 0};
    if (kind == CN_CLAIM_NAMES)
        cn_claim_compare_names(&a->names, &b->names, likeness);
    else if (a->is_date && b->is_date)
        compare_dates(&a->date, &b->date, likeness);
    else if (a->is_quantity && b->is_quantity)
        compare_quantities(&a->quantity, &b->quantity, likeness);
    else if (!a->is_date && !b->is_date && !a->is_quantity && !b->is_quantity)
        compare_texts(a, b, likeness);
}

int cn_claim_compare(const cn_claim_value *a, const cn_claim_value *b, cn_claim_likeness *likeness,
                     cairn_error *err)
{
    reading x, y;
    int rc;

    *likeness = (cn_claim_likeness){.forth = 0};
    if (a->kind != b->kind)
        return CAIRN_OK;
    rc = read_value(&x, a, err);
    if (rc == CAIRN_OK)
        rc = read_value(&y, b, err);
    else
        memset(&y, 0, sizeof(y));
    if (rc == CAIRN_OK)
        compare_readings(a->kind, &x, &y, likeness);
    free_reading(&x);
    free_reading(&y);
    return rc;
}

/* ---- Linking ----------------------------------------------------------------- */

int cn_claim_add_links(cn_truth *truth, uint32_t a, uint32_t b, const cn_claim_likeness *likeness,
                       cairn_error *err)
{
    const cn_truth_link forth = {.from = a,
                                 .to = b,
                                 .weight = likeness->forth,
                                 .implies = likeness->a_implies_b,
                                 .leaves_out = likeness->a_leaves_out};
    const cn_truth_link back = {.from = b,
                                .to = a,
                                .weight = likeness->back,
                                .implies = likeness->b_implies_a,
                                .leaves_out = likeness->b_leaves_out};
    int rc = CAIRN_OK;

    if (forth.weight > 0)
        rc = cn_truth_add_link(truth, &forth, err);
    if (rc == CAIRN_OK && back.weight > 0)
        rc = cn_truth_add_link(truth, &back, err);
    return rc;
}

static int link_readings(cn_truth *truth, const cn_claim_value *values, const reading *readings,
                         size_t n, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        for (size_t k = i + 1; rc == CAIRN_OK && k < n; k++) {
            cn_claim_likeness likeness;

            if (values[i].kind != values[k].kind)
                continue;
            compare_readings(values[i].kind, &readings[i], &readings[k], &likeness);
            rc = cn_claim_add_links(truth, values[i].place, values[k].place, &likeness, err);
        }
    }
    return rc;
}

int cn_claim_link(cn_truth *truth, const cn_claim_value *values, size_t n, cairn_error *err)
{
    reading *readings;
    size_t n_read = 0;
    int rc = CAIRN_OK;

    n = n < CN_CLAIM_LINKED_MAX ? n : CN_CLAIM_LINKED_MAX;
    readings = cn_alloc_zero(n, sizeof(*readings));
    if (!readings)
        return cn_fail_memory(err, n * sizeof(*readings));
    while (rc == CAIRN_OK && n_read < n) {
        rc = read_value(&readings[n_read], &values[n_read], err);
        n_read++;
    }
    if (rc == CAIRN_OK)
        rc = link_readings(truth, values, readings, n, err);
    for (size_t i = 0; i < n_read; i++)
        free_reading(&readings[i]);
    cn_free(readings);
    return rc;
}

/* ---- Kinds of sources -------------------------------------------------------- */

static char class_of(unsigned char c)
{
    if (c >= '0' && c <= '9')
        return '9';
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80)
        return 'a';
    return c == ' ' || c == '.' || c == '-' || c == '_' || c == '\'' ? ' ' : (char)c;
}

uint64_t cn_claim_source_group(const char *name, size_t len)
{
    enum { SHAPE_MAX = 24 };
    char shape[SHAPE_MAX];
    size_t n = 0;

    for (size_t i = 0; i < len && n < SHAPE_MAX; i++) {
        const char class = class_of((unsigned char)name[i]);

        if (class != ' ' && (n == 0 || shape[n - 1] != class))
            shape[n++] = class;
    }
    return cn_hash(shape, n);
}
