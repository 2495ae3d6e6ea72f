/* cairn_resolve_path(): a table of claims, and which of them to believe. Needs no store. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/resolve_table.h"
#include "base/mem.h"
#include "base/status.h"
#include "base/utf8.h"
#include "fusion/claims_set.h"
#include "fusion/dates.h"

enum { COLUMN_SOURCE, COLUMN_ITEM, COLUMN_VALUE, COLUMN_TIME, N_COLUMNS };
#define NO_COLUMN SIZE_MAX

typedef struct resolving {
    const char *path, *wanted;
    cn_claim_set *set;
    size_t columns[N_COLUMNS]; /* place in a row, or NO_COLUMN */
    bool is_names;             /* the value's column says so */
    bool is_begun;
    size_t n_rows, n_short;
} resolving;

/* ---- Columns ----------------------------------------------------------------- */

/* Headers of each column, folded. */
static const char *const headers[N_COLUMNS][12] = {
    {"source", "sourceid", "source_id", "website", "site", "seller", "provider", "user", "who"},
    {"object", "item", "isbn", "objectid", "object_id", "key", "entity", "question", "subject",
     "id"},
    {"value", "authors", "author", "author_list", "claim", "answer", "object_value"},
    {"time", "date", "timestamp", "day", "when"},
};
static const char *const names_headers[] = {"authors", "author",  "author_list", "names",
                                            "name",    "editors", "directors",   "cast"};

static void fold_cell(const cn_cell *cell, cn_buf *out)
{
    const char *text = cell->text;
    size_t len = cell->len;

    while (len > 0 && (unsigned char)*text <= ' ') {
        text++;
        len--;
    }
    while (len > 0 && (unsigned char)text[len - 1] <= ' ')
        len--;
    cn_buf_clear(out);
    if (cn_utf8_fold(text, len, out, NULL) < 0)
        cn_buf_clear(out);
}

static bool is_header_of(const char *folded, int column)
{
    for (size_t i = 0; i < sizeof(headers[column]) / sizeof(*headers[column]); i++) {
        if (headers[column][i] && strcmp(headers[column][i], folded) == 0)
            return true;
    }
    return false;
}

static bool is_names_header(const char *folded)
{
    for (size_t i = 0; i < sizeof(names_headers) / sizeof(*names_headers); i++) {
        if (strcmp(names_headers[i], folded) == 0)
            return true;
    }
    return false;
}

/* The names of the header, where each column has the place of the first name that fits. */
static void recognise_columns(resolving *run, const cn_cell *cells, size_t n, cn_buf *folded)
{
    for (int column = 0; column < N_COLUMNS; column++) {
        for (size_t i = 0; run->columns[column] == NO_COLUMN && i < n; i++) {
            fold_cell(&cells[i], folded);
            if (is_header_of(cn_buf_str(folded), column))
                run->columns[column] = i;
        }
    }
    if (run->columns[COLUMN_VALUE] != NO_COLUMN) {
        fold_cell(&cells[run->columns[COLUMN_VALUE]], folded);
        run->is_names = is_names_header(cn_buf_str(folded));
    }
}

/* The first cell with that text, folded; NO_COLUMN when there is none. */
static size_t find_header(const cn_cell *cells, size_t n, const cn_cell *wanted, bool *is_names)
{
    size_t found = NO_COLUMN;
    cn_buf folded, other;

    cn_buf_init(&folded, (size_t)1 << 16);
    cn_buf_init(&other, (size_t)1 << 20);
    fold_cell(wanted, &folded);
    for (size_t i = 0; found == NO_COLUMN && i < n; i++) {
        fold_cell(&cells[i], &other);
        if (strcmp(cn_buf_str(&folded), cn_buf_str(&other)) == 0)
            found = i;
    }
    *is_names = is_names_header(cn_buf_str(&folded));
    cn_buf_done(&folded);
    cn_buf_done(&other);
    return found;
}

/* One of the columns that the caller wants: a number, else a name in the header. */
static int place_column(resolving *run, int column, const cn_cell *cells, size_t n,
                        const cn_cell *wanted, bool *has_header, cairn_error *err)
{
    const int shown = wanted->len < 60 ? (int)wanted->len : 60;
    bool is_names = false;
    char *end;
    unsigned long number;

    if (wanted->len > 0 && strspn(wanted->text, "0123456789") >= wanted->len) {
        number = strtoul(wanted->text, &end, 10);
        run->columns[column] = number >= 1 && number <= n ? number - 1 : NO_COLUMN;
    } else if (wanted->len > 0) {
        run->columns[column] = find_header(cells, n, wanted, &is_names);
        *has_header = true;
        run->is_names |= column == COLUMN_VALUE && is_names;
    }
    if (run->columns[column] != NO_COLUMN)
        return CAIRN_OK;
    return cn_fail(err, CAIRN_EINVAL, 0, "%s: there is no column \"%.*s\" among the %zu", run->path,
                   shown, wanted->text, n);
}

/* "source,item,value" or "1,2,4", with a fourth for the time. */
static int place_columns(resolving *run, const cn_cell *cells, size_t n, bool *has_header,
                         cairn_error *err)
{
    const char *at = run->wanted;
    int rc = CAIRN_OK, column = 0;

    for (; rc == CAIRN_OK && column < N_COLUMNS; column++) {
        const size_t len = strcspn(at, ",");
        const cn_cell wanted = {at, len};

        rc = place_column(run, column, cells, n, &wanted, has_header, err);
        at += len;
        if (*at != ',')
            break;
        at++;
    }
    if (rc == CAIRN_OK && (*at != '\0' || column < COLUMN_VALUE))
        return cn_fail(err, CAIRN_EINVAL, 0,
                       "\"%s\": three columns are needed, source, item and value, or four with "
                       "the time",
                       run->wanted);
    return rc;
}

/* Looks at the first row; *is_header: it is no claim. Without a header that is known, columns are
 * source, item, value, and in a row of four or more the last is the value, as in
 * source, ISBN, title, authors. */
static int begin_rows(resolving *run, const cn_cell *cells, size_t n, bool *is_header,
                      cairn_error *err)
{
    cn_buf folded;

    *is_header = false;
    run->is_begun = true;
    if (run->wanted)
        return place_columns(run, cells, n, is_header, err);
    cn_buf_init(&folded, (size_t)1 << 20);
    recognise_columns(run, cells, n, &folded);
    cn_buf_done(&folded);
    *is_header = run->columns[COLUMN_SOURCE] != NO_COLUMN &&
                 run->columns[COLUMN_ITEM] != NO_COLUMN && run->columns[COLUMN_VALUE] != NO_COLUMN;
    if (*is_header)
        return CAIRN_OK;
    if (n < 3)
        return cn_fail(err, CAIRN_EPARSE, 0,
                       "%s: a row of claims has a source, an item and a value, this has %zu cell%s",
                       run->path, n, n == 1 ? "" : "s");
    run->columns[COLUMN_SOURCE] = 0;
    run->columns[COLUMN_ITEM] = 1;
    run->columns[COLUMN_VALUE] = n - 1;
    run->columns[COLUMN_TIME] = NO_COLUMN;
    return CAIRN_OK;
}

/* ---- Rows -------------------------------------------------------------------- */

/* "2008-05-31T10:00:00Z", "31 May 2008"; what is no date is no time. */
static int32_t read_day(const cn_cell *cell)
{
    enum { ISO_DAY = 10 }; /* bytes of "2008-05-31" */
    char iso[CN_DATE_ISO_MAX];
    cn_date date;

    if (cn_date_read(cell->text, cell->len, &date, iso))
        return date.first;
    if (cell->len > ISO_DAY && cn_date_read(cell->text, ISO_DAY, &date, iso))
        return date.first;
    return CN_TRUTH_NO_TIME;
}

static int add_row(const cn_cell *cells, size_t n, size_t line, void *user, cairn_error *err)
{
    resolving *run = user;
    const cn_cell *source, *item, *value;
    bool is_header = false;
    int32_t day = CN_TRUTH_NO_TIME;

    (void)line;
    if (!run->is_begun) {
        int rc = begin_rows(run, cells, n, &is_header, err);

        if (rc < 0 || is_header)
            return rc;
    }
    run->n_rows++;
    for (int column = 0; column <= COLUMN_VALUE; column++) {
        if (run->columns[column] >= n) {
            run->n_short++;
            return CAIRN_OK;
        }
    }
    source = &cells[run->columns[COLUMN_SOURCE]];
    item = &cells[run->columns[COLUMN_ITEM]];
    value = &cells[run->columns[COLUMN_VALUE]];
    if (run->columns[COLUMN_TIME] < n)
        day = read_day(&cells[run->columns[COLUMN_TIME]]);
    return cn_claim_set_add(run->set, source->text, source->len, item->text, item->len, value->text,
                            value->len, day, err);
}

/* ---- Results ----------------------------------------------------------------- */

typedef struct ranked {
    double belief;
    const char *text;
    uint32_t place;
} ranked;

static int compare_ranked(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;

    if (x->belief != y->belief)
        return x->belief > y->belief ? -1 : 1;
    return strcmp(x->text, y->text);
}

/* Hands an item over, its winner first, then by belief. order and values: room for its values. */
static int hand_item(cn_claim_set *set, uint32_t place, ranked *order, cairn_resolved_value *values,
                     const cairn_resolve_sink *sink, cairn_error *err)
{
    const cn_truth *truth = cn_claim_set_truth(set);
    const cn_truth_item *item = &truth->items[place];
    cairn_resolved resolved = {.item = cn_claim_set_item_name(set, place),
                               .values = values,
                               .n_values = item->n,
                               .n_sources = item->n_sources,
                               .reason = item->reason};

    for (uint32_t i = 0; i < item->n; i++) {
        const uint32_t v = truth->order[item->first + i];

        /* The winner stands first, whatever is as likely. */
        order[i] = (ranked){v == item->winner ? 2 : truth->values[v].belief,
                            cn_claim_set_value_text(set, v), v};
    }
    if (item->n > 1)
        qsort(order, item->n, sizeof(*order), compare_ranked);
    for (uint32_t i = 0; i < item->n; i++) {
        const cn_truth_value *value = &truth->values[order[i].place];

        values[i] = (cairn_resolved_value){.text = order[i].text,
                                           .belief = value->belief,
                                           .score = value->score,
                                           .n_sources = value->support,
                                           .believed = value->believed};
    }
    return sink->item && sink->item(&resolved, sink->user) != 0
               ? cn_fail(err, CAIRN_ECANCELED, 0, "stopped by the caller")
               : CAIRN_OK;
}

static int hand_sources(cn_claim_set *set, ranked *order, const cairn_resolve_sink *sink,
                        cairn_error *err)
{
    const cn_truth *truth = cn_claim_set_truth(set);

    for (uint32_t i = 0; i < truth->n_sources; i++)
        order[i] = (ranked){0, cn_claim_set_source_name(set, i), i};
    if (truth->n_sources > 1)
        qsort(order, truth->n_sources, sizeof(*order), compare_ranked);
    for (uint32_t i = 0; sink->source && i < truth->n_sources; i++) {
        const cn_truth_source *source = &truth->sources[order[i].place];
        const cairn_resolved_source resolved = {
            .name = order[i].text, .reliability = source->reliability, .n_items = source->n_items};

        if (sink->source(&resolved, sink->user) != 0)
            return cn_fail(err, CAIRN_ECANCELED, 0, "stopped by the caller");
    }
    return CAIRN_OK;
}

static int hand_over(cn_claim_set *set, const cairn_resolve_sink *sink, cairn_error *err)
{
    const cn_truth *truth = cn_claim_set_truth(set);
    const size_t most = truth->n_values > truth->n_sources ? truth->n_values : truth->n_sources;
    ranked *order = cn_alloc_zero(most, sizeof(*order));
    cairn_resolved_value *values = cn_alloc_zero(truth->n_values, sizeof(*values));
    int rc = order && values ? CAIRN_OK : cn_fail_memory(err, most * sizeof(*order));

    for (uint32_t i = 0; rc == CAIRN_OK && i < truth->n_items; i++)
        rc = hand_item(set, i, order, values, sink, err);
    if (rc == CAIRN_OK)
        rc = hand_sources(set, order, sink, err);
    cn_free(order);
    cn_free(values);
    return rc;
}

/* ---- All --------------------------------------------------------------------- */

static int solve(resolving *run, const cn_truth_resolver *resolver, int32_t today,
                 const cairn_resolve_sink *sink, cairn_error *err)
{
    const cn_claim_kind kind = run->is_names ? CN_CLAIM_NAMES : cn_claim_set_kind(run->set);
    int rc;

    cn_claim_set_truth(run->set)->today = today;
    rc = cn_claim_set_build(run->set, kind, err);
    if (rc == CAIRN_OK)
        rc = cn_truth_solve(cn_claim_set_truth(run->set), resolver, err);
    return rc < 0 ? rc : hand_over(run->set, sink, err);
}

static int read_as_of(const char *as_of, int32_t *today, cairn_error *err)
{
    char iso[CN_DATE_ISO_MAX];
    cn_date date;

    *today = INT32_MAX;
    if (!as_of)
        return CAIRN_OK;
    if (!cn_date_read(as_of, strlen(as_of), &date, iso))
        return cn_fail(err, CAIRN_EINVAL, 0,
                       "\"%s\" is not a date such as 2008, 2008-05 or 2008-05-31", as_of);
    *today = date.last;
    return CAIRN_OK;
}

static void tell_short_rows(const resolving *run, const cairn_resolve_sink *sink)
{
    char sentence[96];

    snprintf(sentence, sizeof(sentence), "%zu of %zu rows lack a column and are left out",
             run->n_short, run->n_rows);
    sink->issue(run->path, sentence, sink->user);
}

int cairn_resolve_path(const char *path, const cairn_resolve_options *opts,
                       const cairn_resolve_sink *sink, cairn_error *err)
{
    const cairn_resolve_options defaults = CAIRN_RESOLVE_OPTIONS_INIT;
    const cairn_resolve_options *o = opts ? opts : &defaults;
    resolving run = {.path = path, .wanted = o->columns};
    const cn_truth_resolver *resolver;
    int32_t today = INT32_MAX;
    int rc;

    if (!path || !sink || o->version != CAIRN_RESOLVE_OPTIONS_VERSION)
        return cn_fail(err, CAIRN_EINVAL, 0,
                       "cairn_resolve_path() needs a path, a sink and "
                       "options of its version");
    resolver = cn_truth_find_resolver(o->resolver ? o->resolver : "default");
    if (!resolver)
        return cn_fail(err, CAIRN_EINVAL, 0, "there is no resolver \"%.60s\"", o->resolver);
    rc = read_as_of(o->as_of, &today, err);
    if (rc == CAIRN_OK)
        rc = cn_claim_set_new(&run.set, err);
    if (rc < 0)
        return rc;
    for (int i = 0; i < N_COLUMNS; i++)
        run.columns[i] = NO_COLUMN;
    rc = cn_resolve_table_read(path, add_row, &run, err);
    if (rc == CAIRN_OK && run.n_short > 0 && sink->issue)
        tell_short_rows(&run, sink);
    if (rc == CAIRN_OK && run.n_short == run.n_rows)
        rc = cn_fail(err, CAIRN_EPARSE, 0, "%s: no row has a source, an item and a value", path);
    if (rc == CAIRN_OK)
        rc = solve(&run, resolver, today, sink, err);
    cn_claim_set_free(run.set);
    return rc;
}

const char *cairn_resolver_name(size_t i, const char **summary)
{
    size_t n;
    const cn_truth_resolver *resolvers = cn_truth_resolvers(&n);

    if (summary)
        *summary = i < n ? resolvers[i].summary : NULL;
    return i < n ? resolvers[i].name : NULL;
}
