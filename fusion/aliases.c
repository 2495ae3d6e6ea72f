/* Aliases from titles, see aliases.h.
 *
 * A candidate is a title and the key of its base; it need not be the key of any name. Targets are
 * titles, so something is about them, so they are never aliased themselves: there are no chains. */
#include "fusion/aliases.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { REASON_LEN_MAX = 4096, SHOWN_MAX = 200 }; /* bytes; of them of the qualifier */
static const size_t CANDIDATES_MAX = INT32_MAX;  /* at most one for each name */

typedef struct cn_candidate {
    int64_t key;           /* of the base */
    int64_t entity;        /* key of the title */
    const char *qualifier; /* in the text of names */
    uint32_t base, target; /* drafts; base is CN_NO_PLACE when no name has its key */
    uint32_t n_targets;    /* of the base */
} candidate;

void cn_aliases_init(cn_aliases *aliases)
{
    *aliases = (cn_aliases){.items = NULL};
}

void cn_aliases_done(cn_aliases *aliases)
{
    cn_free(aliases->items);
}

/* "Texas", but neither "Wind & Fire" nor "the Creator": a place or the like, not more of a name. */
static bool is_comma_qualifier(const char *text, size_t len)
{
    if (len == 0 || text[0] < 'A' || text[0] > 'Z')
        return false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '&' || (len - i >= 5 && memcmp(text + i, " and ", 5) == 0))
            return false;
    }
    return true;
}

/* Where the bracket that the last byte closes was opened; len when nowhere. */
static size_t find_bracket(const char *title, size_t len)
{
    size_t depth = 0;

    for (size_t i = len; i-- > 0;) {
        depth += title[i] == ')';
        depth -= title[i] == '(';
        if (depth == 0)
            return i;
    }
    return len;
}

size_t cn_title_base(const char *title, size_t len)
{
    size_t base = len;

    if (len > 0 && title[len - 1] == ')') {
        base = find_bracket(title, len);
    } else {
        const char *comma = memchr(title, ',', len);
        size_t at = comma ? (size_t)(comma - title) : len;

        if (at + 2 < len && title[at + 1] == ' ' &&
            is_comma_qualifier(title + at + 2, len - at - 2))
            base = at;
    }
    while (base > 0 && title[base - 1] == ' ')
        base--;
    return base > 0 ? base : len;
}

static bool may_be_aliased(const cn_entities *entities, uint32_t base)
{
    return base == CN_NO_PLACE ||
           (entities->drafts[base].about == 0 && cn_entities_type(entities, base) != CN_TYPE_CLASS);
}

static int add_candidate(cn_aliases *aliases, cn_entities *entities, uint32_t name,
                         cairn_error *err)
{
    const char *title = cn_name_text(entities, name);
    uint32_t target = entities->names[name].draft;
    size_t len = entities->names[name].len;
    size_t base_len = cn_title_base(title, len);
    candidate made = {.qualifier = title + base_len, .target = target};
    int rc;

    if (base_len == len || target == CN_NO_PLACE)
        return CAIRN_OK;
    rc = cn_entities_key(entities, title, base_len, &made.key, err);
    made.entity = entities->drafts[target].key;
    if (rc < 0 || made.key == 0 || made.key == made.entity)
        return rc;
    made.base = cn_entities_find(entities, made.key);
    if (!may_be_aliased(entities, made.base))
        return CAIRN_OK;
    if (!cn_grow((void **)&aliases->items, &aliases->cap, aliases->n + 1, CANDIDATES_MAX,
                 sizeof(*aliases->items)))
        return cn_fail_memory(err, sizeof(*aliases->items));
    aliases->items[aliases->n++] = made;
    return CAIRN_OK;
}

/* By key, entity, qualifier: of two spellings of one title the first by bytes gives the reason. */
static int compare_candidates(const void *a, const void *b)
{
    const candidate *x = a;
    const candidate *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->entity != y->entity)
        return x->entity < y->entity ? -1 : 1;
    return strcmp(x->qualifier, y->qualifier);
}

/* Sorts, and keeps the first of each pair of key and entity. */
static void make_distinct(cn_aliases *aliases)
{
    size_t n = 0;

    if (aliases->n > 1)
        qsort(aliases->items, aliases->n, sizeof(*aliases->items), compare_candidates);
    for (size_t i = 0; i < aliases->n; i++) {
        const candidate *item = &aliases->items[i];

        if (n == 0 || aliases->items[n - 1].key != item->key ||
            aliases->items[n - 1].entity != item->entity)
            aliases->items[n++] = *item;
    }
    aliases->n = n;
}

/* How many entities each key may mean, for its candidates and its draft. */
static void count_targets(cn_aliases *aliases, cn_entities *entities)
{
    for (size_t first = 0, end; first < aliases->n; first = end) {
        candidate *item = &aliases->items[first];

        for (end = first; end < aliases->n && aliases->items[end].key == item->key; end++)
            ;
        for (size_t i = first; i < end; i++)
            aliases->items[i].n_targets = (uint32_t)(end - first);
        if (item->base != CN_NO_PLACE) {
            entities->drafts[item->base].n_targets = item->n_targets;
            entities->drafts[item->base].target = item->target;
        }
    }
}

/* What is said of the base is said of each target; what kind of thing it is, only of a sole one,
 * by way of any of its names: they are summed. */
static void add_counts(cn_entities *entities, const candidate *item)
{
    const cn_draft *base = &entities->drafts[item->base];
    cn_draft *target = &entities->drafts[item->target];
    cn_name *sum = &entities->names[target->first_name];

    target->mentions += base->mentions;
    for (uint32_t name = base->first_name; name < base[1].first_name; name++) {
        for (size_t i = 0; item->n_targets == 1 && i < CN_ENTITY_TYPES; i++)
            sum->types[i] += entities->names[name].types[i];
    }
}

int cn_aliases_find(cn_aliases *aliases, cn_entities *entities, cairn_error *err)
{
    for (size_t i = 0; i < entities->n_names; i++) {
        int rc;

        if (entities->names[i].titles == 0)
            continue;
        rc = add_candidate(aliases, entities, (uint32_t)i, err);
        if (rc < 0)
            return rc;
    }
    make_distinct(aliases);
    count_targets(aliases, entities);
    for (size_t i = 0; i < aliases->n; i++) {
        if (aliases->items[i].base != CN_NO_PLACE)
            add_counts(entities, &aliases->items[i]);
    }
    return CAIRN_OK;
}

/* The reason: title without "(film)". */
static int write_reason(const char *qualifier, cn_buf *reason)
{
    size_t len;

    while (*qualifier == ' ')
        qualifier++;
    len = strlen(qualifier);
    cn_buf_clear(reason);
    cn_buf_add_str(reason, "title without \"");
    cn_buf_add(reason, qualifier, len > SHOWN_MAX ? cn_utf8_floor(qualifier, SHOWN_MAX) : len);
    return cn_buf_add_char(reason, '"');
}

int cn_aliases_write(const cn_aliases *aliases, cn_store *store, cairn_error *err)
{
    int rc = CAIRN_OK;
    cn_buf reason;

    cn_buf_init(&reason, REASON_LEN_MAX);
    for (size_t i = 0; rc == CAIRN_OK && i < aliases->n; i++) {
        const candidate *item = &aliases->items[i];
        cn_alias_row row = {.key = item->key, .entity = item->entity};

        row.score = 1.0 / item->n_targets;
        if (write_reason(item->qualifier, &reason) < 0) {
            rc = cn_fail_memory(err, REASON_LEN_MAX);
            break;
        }
        row.reason = cn_buf_str(&reason);
        rc = cn_alias_put(store, &row, err);
    }
    cn_buf_done(&reason);
    return rc;
}
