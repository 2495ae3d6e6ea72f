/* Rows of claims, see claims_set.h. */
#include "fusion/claims_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/quantity.h"
#include "base/status.h"
#include "fusion/claims_forms.h"
#include "fusion/truth_index.h"
#include "fusion/values.h"
#include "schema/rows.h"

enum {
    QUANTITY_LEN_MAX = 80,  /* bytes; longer texts are no quantities */
    SAMPLE_ROWS = 2000,     /* looked at to tell the kind */
    NAMES_SHOWN_MAX = 8192, /* bytes of a list as it is shown */
    ALIGNED_MAX = 2048      /* spellings of an item that are compared with each other */
};
static const size_t ROWS_MAX = (size_t)1 << 28;

typedef struct row {
    uint32_t source, item, spelling;
    int32_t day;
    const char *text;
    uint32_t len;
} row;

/* One spelling of a value of the item at hand. */
typedef struct spelling {
    const char *text;
    uint32_t len, n_rows; /* n_rows: sources */
    uint64_t id;          /* hash of its normal form; 0: says nothing */
    uint32_t place;       /* in values */
} spelling;

struct cn_claim_set {
    cn_arena texts;
    cn_strmap *sources, *items; /* name -> place in names */
    const char **source_names, **item_names;
    size_t n_sources, n_items, cap_sources, cap_items;
    row *rows;
    size_t n, cap;
    cn_truth truth;
    const char **value_texts; /* by place in truth.values */
    size_t cap_value_texts;
    spelling *spellings; /* of the item at hand */
    cn_names *lists;     /* of the spellings, for names */
    uint32_t *counts;    /* of the spellings: sources */
    size_t *by_count;    /* spellings, those with most sources first */
    size_t n_spellings, cap_spellings;
    cn_name_forms forms; /* of the persons in the lists */
    cn_buf scratch;
};

int cn_claim_set_new(cn_claim_set **set, cairn_error *err)
{
    *set = cn_alloc_zero(1, sizeof(**set));
    if (!*set)
        return cn_fail_memory(err, sizeof(**set));
    cn_arena_init(&(*set)->texts, SIZE_MAX);
    cn_buf_init(&(*set)->scratch, (size_t)1 << 24);
    (*set)->truth = (cn_truth)CN_TRUTH_INIT;
    (*set)->sources = cn_strmap_new();
    (*set)->items = cn_strmap_new();
    if ((*set)->sources && (*set)->items)
        return CAIRN_OK;
    cn_claim_set_free(*set);
    *set = NULL;
    return cn_fail_memory(err, sizeof(**set));
}

void cn_claim_set_free(cn_claim_set *set)
{
    if (!set)
        return;
    cn_arena_done(&set->texts);
    cn_strmap_free(set->sources);
    cn_strmap_free(set->items);
    cn_free(set->source_names);
    cn_free(set->item_names);
    cn_free(set->rows);
    cn_truth_done(&set->truth);
    cn_free(set->value_texts);
    cn_free(set->spellings);
    cn_free(set->lists);
    cn_free(set->counts);
    cn_free(set->by_count);
    cn_name_forms_done(&set->forms);
    cn_buf_done(&set->scratch);
    cn_free(set);
}

static void trim(const char **text, size_t *len)
{
    while (*len > 0 && (unsigned char)(*text)[0] <= ' ') {
        ++*text;
        --*len;
    }
    while (*len > 0 && (unsigned char)(*text)[*len - 1] <= ' ')
        --*len;
}

/* The place of a name, which is added when it is new. */
static int intern(cn_claim_set *set, cn_strmap *map, const char ***names, size_t *n, size_t *cap,
                  const char *name, size_t len, uint32_t *place, cairn_error *err)
{
    bool was_new;
    uint64_t *found = cn_strmap_put(map, name, len, &was_new);

    if (!found)
        return cn_fail_memory(err, len);
    if (was_new) {
        char *copy = cn_arena_strndup(&set->texts, name, len);

        if (!copy || !cn_grow((void **)names, cap, *n + 1, ROWS_MAX, sizeof(**names)))
            return cn_fail_memory(err, len);
        (*names)[*n] = copy;
        *found = (*n)++;
    }
    *place = (uint32_t)*found;
    return CAIRN_OK;
}

int cn_claim_set_add(cn_claim_set *set, const char *source, size_t source_len, const char *item,
                     size_t item_len, const char *value, size_t value_len, int32_t day,
                     cairn_error *err)
{
    row r = {.day = day};
    int rc;

    trim(&source, &source_len);
    trim(&item, &item_len);
    trim(&value, &value_len);
    rc = intern(set, set->sources, &set->source_names, &set->n_sources, &set->cap_sources, source,
                source_len, &r.source, err);
    if (rc == CAIRN_OK)
        rc = intern(set, set->items, &set->item_names, &set->n_items, &set->cap_items, item,
                    item_len, &r.item, err);
    if (rc < 0)
        return rc;
    r.len = (uint32_t)value_len;
    r.text = cn_arena_strndup(&set->texts, value, value_len);
    if (!r.text ||
        !cn_grow((void **)&set->rows, &set->cap, set->n + 1, ROWS_MAX, sizeof(*set->rows)))
        return cn_fail_memory(err, value_len);
    set->rows[set->n++] = r;
    return CAIRN_OK;
}

/* ---- Kind -------------------------------------------------------------------- */

/* "Last, First", "A; B", "A and B": what separates names. */
static bool looks_like_names(const char *text)
{
    bool has_separator = strpbrk(text, ",;/&") != NULL || strstr(text, " and ") != NULL;

    return has_separator && strpbrk(text, "0123456789") == NULL;
}

typedef struct content {
    size_t n, n_dates, n_years, n_quantities, n_names;
} content;

static void count_content(content *c, const row *r)
{
    const bool is_digits = strspn(r->text, "0123456789") == r->len;
    char iso[CN_DATE_ISO_MAX];
    cn_quantity_value quantity;
    cn_date date;

    c->n++;
    c->n_names += looks_like_names(r->text);
    c->n_years += is_digits && r->len == 4;
    c->n_dates += !is_digits && cn_date_read(r->text, r->len, &date, iso);
    c->n_quantities +=
        r->len < QUANTITY_LEN_MAX && cn_quantity_read(r->text, r->len, &quantity) == r->len;
}

/* Tells the kind from rows spread over the table; their order matters only in tables with more rows
 * than are looked at and of mixed content. */
cn_claim_kind cn_claim_set_kind(const cn_claim_set *set)
{
    const size_t step = set->n / SAMPLE_ROWS + 1;
    content c = {.n = 0};

    for (size_t i = 0; i < set->n; i += step) {
        if (set->rows[i].len > 0)
            count_content(&c, &set->rows[i]);
    }
    /* Years alone may be dates or numbers, which makes no difference. */
    if (10 * c.n_dates >= c.n && 10 * (c.n_dates + c.n_years) >= 9 * c.n && c.n > 0)
        return CN_CLAIM_DATE;
    if (10 * c.n_quantities >= 9 * c.n && c.n > 0)
        return CN_CLAIM_QUANTITY;
    return 2 * c.n_names >= c.n && c.n > 0 ? CN_CLAIM_NAMES : CN_CLAIM_TEXT;
}

/* ---- Spellings --------------------------------------------------------------- */

static int compare_row_texts(const row *a, const row *b)
{
    const int order = memcmp(a->text, b->text, a->len < b->len ? a->len : b->len);

    return order ? order : (a->len > b->len) - (a->len < b->len);
}

/* Rows by item name, text, source; equal rows by day. Places of items are their ranks by then. */
static int compare_rows(const void *a, const void *b)
{
    const row *x = a;
    const row *y = b;
    int order;

    if (x->item != y->item)
        return x->item < y->item ? -1 : 1;
    order = compare_row_texts(x, y);
    if (order)
        return order;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

static bool grow_spellings(cn_claim_set *set, size_t n)
{
    const size_t before = set->cap_spellings;
    size_t caps[3] = {before, before, before};

    return cn_grow((void **)&set->spellings, &set->cap_spellings, n, ROWS_MAX,
                   sizeof(*set->spellings)) &&
           cn_grow((void **)&set->lists, &caps[0], n, ROWS_MAX, sizeof(*set->lists)) &&
           cn_grow((void **)&set->counts, &caps[1], n, ROWS_MAX, sizeof(*set->counts)) &&
           cn_grow((void **)&set->by_count, &caps[2], n, ROWS_MAX, sizeof(*set->by_count));
}

/* rows: of one item, by text. */
static int find_spellings(cn_claim_set *set, row *rows, size_t n, cairn_error *err)
{
    set->n_spellings = 0;
    for (size_t i = 0; i < n; i++) {
        const bool is_new = i == 0 || compare_row_texts(&rows[i - 1], &rows[i]) != 0;

        if (!is_new) {
            set->spellings[set->n_spellings - 1].n_rows += rows[i - 1].source != rows[i].source;
        } else {
            if (!grow_spellings(set, set->n_spellings + 1))
                return cn_fail_memory(err, sizeof(*set->spellings));
            set->spellings[set->n_spellings++] =
                (spelling){.text = rows[i].text, .len = rows[i].len, .n_rows = 1};
        }
        rows[i].spelling = (uint32_t)(set->n_spellings - 1);
    }
    return CAIRN_OK;
}

typedef struct counted {
    size_t place;
    uint32_t n;
} counted;

static int compare_counted(const void *a, const void *b)
{
    const counted *x = a;
    const counted *y = b;

    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

static int order_spellings(cn_claim_set *set, cairn_error *err)
{
    counted *all = cn_alloc_zero(set->n_spellings, sizeof(*all));

    if (!all)
        return cn_fail_memory(err, set->n_spellings * sizeof(*all));
    for (size_t i = 0; i < set->n_spellings; i++)
        all[i] = (counted){i, set->spellings[i].n_rows};
    if (set->n_spellings > 1)
        qsort(all, set->n_spellings, sizeof(*all), compare_counted);
    for (size_t i = 0; i < set->n_spellings; i++)
        set->by_count[i] = all[i].place;
    cn_free(all);
    return CAIRN_OK;
}

static int hash_names(cn_claim_set *set, const cn_names *names, uint64_t *id, cairn_error *err)
{
    *id = 0;
    if (names->n == 0)
        return CAIRN_OK;
    cn_buf_clear(&set->scratch);
    for (size_t i = 0; i < names->n; i++) {
        cn_buf_add_str(&set->scratch, names->persons[i].last);
        cn_buf_add_char(&set->scratch, '|');
        cn_buf_add_char(&set->scratch, names->persons[i].given[0]);
        cn_buf_add_char(&set->scratch, ';');
    }
    if (set->scratch.status < 0)
        return cn_fail_memory(err, set->scratch.len);
    *id = cn_hash(set->scratch.data, set->scratch.len) | 1;
    return CAIRN_OK;
}

static int read_lists(cn_claim_set *set, cairn_error *err)
{
    const size_t n = set->n_spellings;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        set->counts[i] = set->spellings[i].n_rows;
        rc = cn_names_read(set->spellings[i].text, set->spellings[i].len, &set->lists[i], err);
    }
    if (rc == CAIRN_OK)
        rc = cn_names_align(set->lists, set->counts, n < ALIGNED_MAX ? n : ALIGNED_MAX, err);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        rc = hash_names(set, &set->lists[i], &set->spellings[i].id, err);
    return rc;
}

/* "none", "not available": no claim. */
static bool is_nothing(const char *folded)
{
    static const char *const words[] = {"",        "none",          "null", "n/a", "na",
                                        "unknown", "not available", "-",    "?",   "nan"};

    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        if (strcmp(folded, words[i]) == 0)
            return true;
    }
    return false;
}

static int read_plain(cn_claim_set *set, cn_claim_kind kind, spelling *s, cairn_error *err)
{
    const int type = kind == CN_CLAIM_QUANTITY ? CN_TYPE_QUANTITY : CN_TYPE_OTHER;
    cn_value value;
    int rc;

    cn_buf_clear(&set->scratch);
    rc = cn_value_read(s->text, s->len, type, &set->scratch, &value, err);
    if (rc < 0)
        return rc;
    s->id = value.kind == CN_VALUE_NONE ||
                    (value.kind == CN_VALUE_TEXT && is_nothing(cn_buf_str(&set->scratch)))
                ? 0
                : cn_hash_mix(value.hash, value.kind) | 1;
    return CAIRN_OK;
}

/* ---- Values ------------------------------------------------------------------ */

static int show_value(cn_claim_set *set, cn_claim_kind kind, size_t i, cairn_error *err)
{
    const size_t place = set->truth.n_values - 1;
    const char *shown = set->spellings[i].text;

    if (kind == CN_CLAIM_NAMES) {
        cn_buf_clear(&set->scratch);
        for (size_t k = 0; k < set->lists[i].n && set->scratch.len < NAMES_SHOWN_MAX; k++) {
            cn_buf_add_str(&set->scratch, k > 0 ? "; " : "");
            cn_buf_add_str(&set->scratch,
                           cn_name_forms_best(&set->forms, &set->lists[i].persons[k]));
        }
        shown = cn_arena_strndup(&set->texts, cn_buf_str(&set->scratch), set->scratch.len);
    }
    if (!shown || !cn_grow((void **)&set->value_texts, &set->cap_value_texts, place + 1, ROWS_MAX,
                           sizeof(*set->value_texts)))
        return cn_fail_memory(err, NAMES_SHOWN_MAX);
    set->value_texts[place] = shown;
    return CAIRN_OK;
}

/* A value for each normal form; its text is that of the spelling with most sources. */
static int add_values(cn_claim_set *set, cn_claim_kind kind, uint32_t item, size_t *linked,
                      size_t *n_linked, cairn_error *err)
{
    cn_map places;
    int rc = CAIRN_OK;

    *n_linked = 0;
    cn_map_init(&places);
    for (size_t k = 0; rc == CAIRN_OK && k < set->n_spellings; k++) {
        const size_t i = set->by_count[k];
        spelling *s = &set->spellings[i];
        bool was_new = false;
        uint64_t *place = s->id ? cn_map_put(&places, s->id, &was_new) : NULL;

        if (!s->id)
            continue;
        rc = place ? CAIRN_OK : cn_fail_memory(err, sizeof(*place));
        if (rc == CAIRN_OK && was_new) {
            rc = cn_truth_add_value(&set->truth, item, s->id, &s->place, err);
            *place = s->place;
            if (rc == CAIRN_OK)
                rc = show_value(set, kind, i, err);
            if (*n_linked < CN_CLAIM_LINKED_MAX)
                linked[(*n_linked)++] = i;
        }
        if (rc == CAIRN_OK)
            s->place = (uint32_t)*place;
    }
    cn_map_done(&places);
    return rc;
}

static int link_values(cn_claim_set *set, cn_claim_kind kind, const size_t *linked, size_t n,
                       cairn_error *err)
{
    cn_claim_value values[CN_CLAIM_LINKED_MAX];
    int rc = CAIRN_OK;

    for (size_t i = 0; i < n; i++) {
        const spelling *s = &set->spellings[linked[i]];

        values[i] = (cn_claim_value){kind, s->text, s->len, s->place};
    }
    if (kind != CN_CLAIM_NAMES)
        return cn_claim_link(&set->truth, values, n, err);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        for (size_t k = i + 1; rc == CAIRN_OK && k < n; k++) {
            cn_claim_likeness likeness;

            cn_claim_compare_names(&set->lists[linked[i]], &set->lists[linked[k]], &likeness);
            rc = cn_claim_add_links(&set->truth, values[i].place, values[k].place, &likeness, err);
        }
    }
    return rc;
}

/* ---- Items ------------------------------------------------------------------- */

static int compare_claims(const void *a, const void *b)
{
    const cn_truth_claim *x = a;
    const cn_truth_claim *y = b;

    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->day != y->day)
        return x->day > y->day ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

/* Claims of the item; of a source with several days, those of the latest. */
static int add_claims(cn_claim_set *set, const row *rows, size_t n, cairn_error *err)
{
    cn_truth *truth = &set->truth;
    const size_t first = truth->n_claims;
    size_t n_kept = first;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const spelling *s = &set->spellings[rows[i].spelling];
        const cn_truth_claim claim = {.source = rows[i].source,
                                      .value = s->place,
                                      .confidence = 1,
                                      .day = cn_truth_plausible_day(rows[i].day, truth->today)};

        if (s->id)
            rc = cn_truth_add_claim(truth, &claim, err);
    }
    if (rc < 0)
        return rc;
    if (truth->n_claims - first > 1)
        qsort(truth->claims + first, truth->n_claims - first, sizeof(*truth->claims),
              compare_claims);
    for (size_t i = first; i < truth->n_claims; i++) {
        const cn_truth_claim claim = truth->claims[i];
        const cn_truth_claim *last = n_kept > first ? &truth->claims[n_kept - 1] : NULL;

        if (last && last->source == claim.source &&
            (last->day != claim.day || last->value == claim.value))
            continue;
        truth->claims[n_kept++] = claim;
    }
    truth->n_claims = n_kept;
    return CAIRN_OK;
}

static int read_spellings(cn_claim_set *set, cn_claim_kind kind, cairn_error *err)
{
    int rc = CAIRN_OK;

    if (kind == CN_CLAIM_NAMES) {
        rc = read_lists(set, err);
        return rc < 0 ? rc
                      : cn_name_forms_gather(&set->forms, set->lists, set->counts, set->n_spellings,
                                             err);
    }
    for (size_t i = 0; rc == CAIRN_OK && i < set->n_spellings; i++)
        rc = read_plain(set, kind, &set->spellings[i], err);
    return rc;
}

static int build_item(cn_claim_set *set, cn_claim_kind kind, row *rows, size_t n, cairn_error *err)
{
    const char *name = set->item_names[rows->item];
    size_t linked[CN_CLAIM_LINKED_MAX], n_linked;
    uint32_t item;
    int rc = cn_truth_add_item(&set->truth, cn_hash(name, strlen(name)), false, &item, err);

    if (rc == CAIRN_OK)
        rc = find_spellings(set, rows, n, err);
    if (rc < 0)
        return rc;
    memset(set->lists, 0, set->n_spellings * sizeof(*set->lists));
    rc = order_spellings(set, err);
    if (rc == CAIRN_OK)
        rc = read_spellings(set, kind, err);
    if (rc == CAIRN_OK)
        rc = add_values(set, kind, item, linked, &n_linked, err);
    if (rc == CAIRN_OK)
        rc = link_values(set, kind, linked, n_linked, err);
    if (rc == CAIRN_OK)
        rc = add_claims(set, rows, n, err);
    for (size_t i = 0; i < set->n_spellings; i++)
        cn_names_done(&set->lists[i]);
    return rc;
}

typedef struct named {
    const char *name;
    uint32_t place;
} named;

static int compare_named(const void *a, const void *b)
{
    return strcmp(((const named *)a)->name, ((const named *)b)->name);
}

/* Renumbers items by name. */
static int sort_items(cn_claim_set *set, cairn_error *err)
{
    named *all = cn_alloc_zero(set->n_items, sizeof(*all));
    uint32_t *rank = cn_alloc_zero(set->n_items, sizeof(*rank));

    for (size_t i = 0; all && rank && i < set->n_items; i++)
        all[i] = (named){set->item_names[i], (uint32_t)i};
    if (all && rank && set->n_items > 1)
        qsort(all, set->n_items, sizeof(*all), compare_named);
    for (size_t i = 0; all && rank && i < set->n_items; i++) {
        rank[all[i].place] = (uint32_t)i;
        set->item_names[i] = all[i].name;
    }
    for (size_t i = 0; all && rank && i < set->n; i++)
        set->rows[i].item = rank[set->rows[i].item];
    cn_free(rank);
    cn_free(all);
    return all && rank ? CAIRN_OK : cn_fail_memory(err, set->n_items * sizeof(*all));
}

int cn_claim_set_build(cn_claim_set *set, cn_claim_kind kind, cairn_error *err)
{
    int rc = sort_items(set, err);

    for (size_t i = 0; rc == CAIRN_OK && i < set->n_sources; i++) {
        const char *name = set->source_names[i];
        const size_t len = strlen(name);

        rc =
            cn_truth_add_source(&set->truth, cn_hash(name, len), CN_TRUTH_PRIOR_UNKNOWN, NULL, err);
        if (rc == CAIRN_OK)
            set->truth.sources[i].group = cn_claim_source_group(name, len);
    }
    if (rc == CAIRN_OK && set->n > 1)
        qsort(set->rows, set->n, sizeof(*set->rows), compare_rows);
    for (size_t first = 0, end; rc == CAIRN_OK && first < set->n; first = end) {
        for (end = first + 1; end < set->n && set->rows[end].item == set->rows[first].item; end++)
            ;
        rc = build_item(set, kind, &set->rows[first], end - first, err);
    }
    return rc;
}

cn_truth *cn_claim_set_truth(cn_claim_set *set)
{
    return &set->truth;
}

const char *cn_claim_set_source_name(const cn_claim_set *set, uint32_t source)
{
    return set->source_names[source];
}

const char *cn_claim_set_item_name(const cn_claim_set *set, uint32_t item)
{
    return set->item_names[item];
}

const char *cn_claim_set_value_text(const cn_claim_set *set, uint32_t value)
{
    return set->value_texts[value];
}
