/* Reads the table of relations; the lines are described in relation_table.h.
 *
 * Whatever the file holds, each line is taken as it is said or refused with its number. Relations
 * that forms lead to stand for themselves: they are entries too, put last in their chains so that a
 * form of that name for certain types comes first. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "fusion/relation_table_parts.h"
#include "fusion/values.h"
#include "schema/rows.h"

enum {
    FIELDS_MAX = 6,
    NAME_MAX = 120, /* bytes of a name or word */
    ITEMS_MAX = 1 << 16,
    TOLERANCE_MAX = 1000,
    LITERALS_FIRST = CN_TYPE_DATE,
    ANY_TYPE = (1 << CN_RELATION_TYPES) - 1,
    ANY_NAME = (1 << LITERALS_FIRST) - 1
};

/* A piece of the file's text. */
typedef struct piece {
    const char *text;
    size_t len;
} piece;

typedef struct reading {
    cn_relation_table *table;
    const char *path;
    uint32_t line;
    piece fields[FIELDS_MAX + 1];
    size_t n_fields;
    cn_map last_entry; /* hash -> place of the last entry of its chain */
    cairn_error *err;
} reading;

static int fail(const reading *r, const char *what, piece which)
{
    return cn_fail(r->err, CAIRN_EPARSE, r->line, "%s: line %u: %s \"%.*s\"", r->path, r->line,
                   what, (int)(which.len < NAME_MAX ? which.len : NAME_MAX), which.text);
}

static bool is(piece p, const char *word)
{
    return strlen(word) == p.len && memcmp(p.text, word, p.len) == 0;
}

/* Cuts the next part of *rest that ends at the mark; false when nothing is left. */
static bool cut(piece *rest, char mark, piece *part)
{
    const char *end;

    *part = *rest;
    if (!rest->text)
        return false;
    end = rest->len > 0 ? memchr(rest->text, mark, rest->len) : NULL;
    if (end) {
        part->len = (size_t)(end - rest->text);
        *rest = (piece){end + 1, rest->len - part->len - 1};
    } else {
        rest->text = NULL;
    }
    return true;
}

/* A name is lower case ASCII or beyond it, single blanks within. */
static int read_name(const reading *r, piece p, const char **name, uint32_t *name_len)
{
    bool is_good = p.len > 0 && p.len <= NAME_MAX && p.text[0] != ' ' && p.text[p.len - 1] != ' ';

    for (size_t i = 0; is_good && i < p.len; i++) {
        char c = p.text[i];

        is_good = !(c >= 'A' && c <= 'Z') && c != '_' && (unsigned char)c >= ' ' &&
                  !(c == ' ' && p.text[i + 1] == ' ');
    }
    if (!is_good)
        return fail(r, "no name in lower case with single blanks:", p);
    *name = cn_arena_strndup(&r->table->text, p.text, p.len);
    *name_len = (uint32_t)p.len;
    return *name ? CAIRN_OK : cn_fail_memory(r->err, p.len);
}

static int read_types(const reading *r, piece p, uint16_t *types)
{
    piece rest = p, part;

    *types = 0;
    while (cut(&rest, ',', &part)) {
        unsigned bits = 0;

        if (is(part, "*"))
            bits = ANY_TYPE;
        else if (is(part, "name"))
            bits = ANY_NAME;
        else if (is(part, "undated"))
            bits = ANY_TYPE & ~(1u << CN_TYPE_DATE);
        else if (is(part, "literal"))
            bits = ANY_TYPE & ~(unsigned)ANY_NAME;
        else if (is(part, "none"))
            bits = 1;
        else if (is(part, "proper"))
            bits = ANY_NAME & ~(1u << CN_TYPE_CLASS);
        for (int type = 1; bits == 0 && type < CN_RELATION_TYPES; type++)
            if (is(part, cn_type_name(type)))
                bits = 1u << type;
        if (bits == 0)
            return fail(r, "no type of names:", part);
        *types |= (uint16_t)bits;
    }
    return CAIRN_OK;
}

/* ---- Words and verbs ---------------------------------------------------------------------- */

static int add_words(reading *r, cn_relation_word kind)
{
    piece rest = r->fields[1], word;

    while (cut(&rest, ' ', &word)) {
        uint64_t *bits;

        if (word.len == 0 || word.len > NAME_MAX)
            return fail(r, "words are parted by single blanks:", r->fields[1]);
        bits = cn_map_put(&r->table->words, cn_hash(word.text, word.len), NULL);
        if (!bits)
            return cn_fail_memory(r->err, word.len);
        *bits |= (uint64_t)kind;
    }
    return CAIRN_OK;
}

/* The first verb keeps a word: "found" is the past of "find". */
static int add_word_of_verb(reading *r, cn_map *index, const char *word)
{
    bool is_new;
    uint64_t *place = cn_map_put(index, cn_hash(word, strlen(word)), &is_new);

    if (!place)
        return cn_fail_memory(r->err, sizeof(*place));
    if (is_new)
        *place = r->table->n_verbs - 1;
    return CAIRN_OK;
}

static int add_verb(reading *r)
{
    cn_relation_table *table = r->table;
    cn_relation_verb verb;
    uint32_t len;
    int rc = read_name(r, r->fields[1], &verb.lemma, &len);

    if (rc == CAIRN_OK)
        rc = read_name(r, r->fields[2], &verb.past, &len);
    if (rc == CAIRN_OK)
        rc = read_name(r, r->fields[3], &verb.participle, &len);
    if (rc < 0)
        return rc;
    if (!cn_grow((void **)&table->verbs, &table->cap_verbs, table->n_verbs + 1, ITEMS_MAX,
                 sizeof(verb)))
        return cn_fail_memory(r->err, sizeof(verb));
    table->verbs[table->n_verbs++] = verb;
    rc = add_word_of_verb(r, &table->lemma_index, verb.lemma);
    if (rc == CAIRN_OK)
        rc = add_word_of_verb(r, &table->past_index, verb.past);
    return rc < 0 ? rc : add_word_of_verb(r, &table->past_index, verb.participle);
}

/* ---- Forms -------------------------------------------------------------------------------- */

static int add_entry(reading *r, const cn_relation_entry *entry)
{
    cn_relation_table *table = r->table;
    const uint64_t hash = cn_relation_entry_hash(entry->name, entry->name_len, entry->is_head);
    const uint64_t place = table->n_entries;
    uint64_t *first, *last;
    bool is_new;

    if (!cn_grow((void **)&table->entries, &table->cap_entries, table->n_entries + 1, ITEMS_MAX,
                 sizeof(*entry)))
        return cn_fail_memory(r->err, sizeof(*entry));
    table->entries[table->n_entries++] = *entry;
    table->entries[place].next = CN_RELATION_NONE;
    first = cn_map_put(&table->entry_index, hash, &is_new);
    last = cn_map_put(&r->last_entry, hash, NULL);
    if (!first || !last)
        return cn_fail_memory(r->err, sizeof(*first));
    if (is_new)
        *first = place;
    else
        table->entries[*last].next = (uint32_t)place;
    *last = place;
    return CAIRN_OK;
}

/* SUBJECT OBJECT RELATION, the last three fields of a form. */
static int read_meaning(const reading *r, size_t field, cn_relation_entry *entry)
{
    piece relation = r->fields[field + 2];
    int rc = read_types(r, r->fields[field], &entry->subjects);

    if (rc == CAIRN_OK)
        rc = read_types(r, r->fields[field + 1], &entry->objects);
    if (rc < 0)
        return rc;
    if (relation.len > 0 && relation.text[0] == '<') {
        relation.text++;
        relation.len--;
        entry->is_swapped = true;
        entry->subjects &= ANY_NAME;
        entry->objects &= ANY_NAME;
        if (entry->subjects == 0 || entry->objects == 0)
            return fail(r, "a literal cannot become a subject:", r->fields[field + 1]);
    }
    return read_name(r, relation, &entry->relation, &entry->relation_len);
}

static int add_forms(reading *r)
{
    cn_relation_entry entry = {.line = r->line};
    piece rest = r->fields[1], name;
    int rc = read_meaning(r, 2, &entry);

    while (rc == CAIRN_OK && cut(&rest, '|', &name)) {
        rc = read_name(r, name, &entry.name, &entry.name_len);
        if (rc == CAIRN_OK)
            rc = add_entry(r, &entry);
    }
    return rc;
}

static int add_head(reading *r, piece noun, piece preposition, cn_relation_entry *entry)
{
    char text[2 * NAME_MAX + 2];
    size_t len = noun.len;

    if (noun.len == 0 || noun.len > NAME_MAX || preposition.len == 0 || preposition.len > NAME_MAX)
        return fail(r, "words are parted by single blanks:", r->fields[1]);
    memcpy(text, noun.text, noun.len);
    text[len++] = ' ';
    memcpy(text + len, preposition.text, preposition.len);
    len += preposition.len;
    entry->name = cn_arena_strndup(&r->table->text, text, len);
    entry->name_len = (uint32_t)len;
    return entry->name ? add_entry(r, entry) : cn_fail_memory(r->err, len);
}

static int add_heads(reading *r)
{
    cn_relation_entry entry = {.line = r->line, .is_head = true};
    piece nouns = r->fields[1], noun, preposition;
    int rc = read_meaning(r, 3, &entry);

    while (rc == CAIRN_OK && cut(&nouns, ' ', &noun)) {
        piece prepositions = r->fields[2];

        while (rc == CAIRN_OK && cut(&prepositions, ' ', &preposition))
            rc = add_head(r, noun, preposition, &entry);
    }
    return rc;
}

/* ---- What holds of a relation ------------------------------------------------------------- */

static int read_kinds(const reading *r, piece p, unsigned *kinds)
{
    piece part;

    while (cut(&p, ',', &part)) {
        if (is(part, "date"))
            *kinds |= CN_VALUE_DATE;
        else if (is(part, "quantity"))
            *kinds |= CN_VALUE_QUANTITY;
        else if (is(part, "entity"))
            *kinds |= CN_VALUE_ENTITY;
        else if (is(part, "text"))
            *kinds |= CN_VALUE_TEXT;
        else
            return fail(r, "no kind of values:", part);
    }
    return CAIRN_OK;
}

static int read_tolerance(const reading *r, piece p, unsigned *tolerance)
{
    unsigned value = 0;

    for (size_t i = 0; i < p.len && value <= TOLERANCE_MAX; i++) {
        if (p.text[i] < '0' || p.text[i] > '9')
            value = TOLERANCE_MAX;
        value = value * 10 + (unsigned)(p.text[i] - '0');
    }
    if (p.len == 0 || value >= TOLERANCE_MAX)
        return fail(r, "a tolerance is 0 to 999 thousandths:", p);
    *tolerance = value;
    return CAIRN_OK;
}

static int read_trait(const reading *r, piece trait, cn_relation_traits *traits)
{
    const char *colon = memchr(trait.text, ':', trait.len);
    piece key = trait, value = {"", 0};
    uint32_t len;

    if (colon) {
        key.len = (size_t)(colon - trait.text);
        value = (piece){colon + 1, trait.len - key.len - 1};
    }
    if (is(key, "one") && colon)
        return read_kinds(r, value, &traits->one_value);
    if (is(key, "now") && colon)
        return read_kinds(r, value, &traits->one_at_a_time);
    if (is(key, "tolerance") && colon)
        return read_tolerance(r, value, &traits->tolerance);
    if (is(key, "implies") && colon) {
        traits->implies_inverse = value.len > 0 && value.text[0] == '<';
        if (traits->implies_inverse)
            value = (piece){value.text + 1, value.len - 1};
        return read_name(r, value, &traits->implies, &len);
    }
    if (is(trait, "symmetric"))
        traits->is_symmetric = true;
    else if (is(trait, "transitive"))
        traits->is_transitive = true;
    else if (is(trait, "alias"))
        traits->is_alias = true;
    else if (is(trait, "nested"))
        traits->is_nested = true;
    else
        return fail(r, "no trait of relations:", trait);
    return CAIRN_OK;
}

static int add_relation(reading *r)
{
    cn_relation_table *table = r->table;
    cn_relation_property property = {.traits = {.inverse = "", .implies = ""}};
    piece rest = r->fields[3], trait;
    bool is_new;
    uint64_t *place;
    uint32_t len;
    int rc = read_name(r, r->fields[1], &property.name, &property.name_len);

    if (rc == CAIRN_OK && !is(r->fields[2], "-"))
        rc = read_name(r, r->fields[2], &property.traits.inverse, &len);
    while (rc == CAIRN_OK && !is(r->fields[3], "-") && cut(&rest, '|', &trait))
        rc = read_trait(r, trait, &property.traits);
    if (rc < 0)
        return rc;
    place = cn_map_put(&table->property_index, cn_hash(property.name, property.name_len), &is_new);
    if (!place || !cn_grow((void **)&table->properties, &table->cap_properties,
                           table->n_properties + 1, ITEMS_MAX, sizeof(property)))
        return cn_fail_memory(r->err, sizeof(property));
    if (!is_new)
        return fail(r, "listed twice:", r->fields[1]);
    *place = table->n_properties;
    table->properties[table->n_properties++] = property;
    return CAIRN_OK;
}

static int add_rule(reading *r)
{
    cn_relation_table *table = r->table;
    cn_relation_rule rule;
    uint32_t len;
    int rc = read_name(r, r->fields[1], &rule.first, &len);

    if (rc == CAIRN_OK)
        rc = read_name(r, r->fields[2], &rule.second, &len);
    if (rc == CAIRN_OK)
        rc = read_name(r, r->fields[3], &rule.then, &len);
    if (rc == CAIRN_OK && !cn_grow((void **)&table->rules, &table->cap_rules, table->n_rules + 1,
                                   ITEMS_MAX, sizeof(rule)))
        rc = cn_fail_memory(r->err, sizeof(rule));
    if (rc == CAIRN_OK)
        table->rules[table->n_rules++] = rule;
    return rc;
}

/* ---- The file ----------------------------------------------------------------------------- */

static int read_line(reading *r, piece line)
{
    static const struct {
        const char *name;
        size_t n_fields;
    } kinds[] = {{"drop", 2}, {"qualifier", 2}, {"verb", 4}, {"head", 6},
                 {"form", 5}, {"relation", 4},  {"rule", 4}};
    enum { N_KINDS = sizeof(kinds) / sizeof(*kinds) };
    size_t kind = 0;

    r->n_fields = 0;
    while (r->n_fields <= FIELDS_MAX && cut(&line, '\t', &r->fields[r->n_fields]))
        r->n_fields++;
    while (kind < N_KINDS && !is(r->fields[0], kinds[kind].name))
        kind++;
    if (kind == N_KINDS)
        return fail(r, "no kind of line:", r->fields[0]);
    if (r->n_fields != kinds[kind].n_fields)
        return cn_fail(r->err, CAIRN_EPARSE, r->line, "%s: line %u: \"%s\" has %zu fields, not %zu",
                       r->path, r->line, kinds[kind].name, kinds[kind].n_fields, r->n_fields);
    switch (kind) {
    case 0:
        return add_words(r, CN_RELATION_WORD_DROP);
    case 1:
        return add_words(r, CN_RELATION_WORD_QUALIFIER);
    case 2:
        return add_verb(r);
    case 3:
        return add_heads(r);
    case 4:
        return add_forms(r);
    case 5:
        return add_relation(r);
    default:
        return add_rule(r);
    }
}

/* A relation that is led to stands for itself, for whatever types no form of its name fits. */
static int add_itself(reading *r, const char *relation, uint32_t len)
{
    const cn_relation_entry entry = {.name = relation,
                                     .name_len = len,
                                     .subjects = ANY_TYPE,
                                     .objects = ANY_TYPE,
                                     .relation = relation,
                                     .relation_len = len};
    const uint64_t *last = cn_map_get(&r->last_entry, cn_relation_entry_hash(relation, len, false));

    if (last && r->table->entries[*last].line == 0) /* it is there already */
        return CAIRN_OK;
    return add_entry(r, &entry);
}

static int add_themselves(reading *r)
{
    const size_t n = r->table->n_entries;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        rc = add_itself(r, r->table->entries[i].relation, r->table->entries[i].relation_len);
    for (size_t i = 0; rc == CAIRN_OK && i < r->table->n_properties; i++)
        rc = add_itself(r, r->table->properties[i].name, r->table->properties[i].name_len);
    return rc;
}

/* Where a form leads to, does another lead on from there for the same types? */
static int check_entry(const reading *r, const cn_relation_entry *entry)
{
    const cn_relation_table *table = r->table;
    const char *to = entry->relation;
    const uint64_t *first =
        cn_map_get(&table->entry_index, cn_relation_entry_hash(to, entry->relation_len, false));

    if (!first || table->entries[*first].line == 0)
        return CAIRN_OK;
    for (int subject = 0; subject < CN_RELATION_TYPES; subject++) {
        for (int object = 0; object < CN_RELATION_TYPES; object++) {
            const cn_relation_entry *on;

            if (cn_relation_entry_find(table, entry->name, entry->name_len, entry->is_head, subject,
                                       object) != entry)
                continue;
            on = cn_relation_entry_find(table, to, entry->relation_len, false,
                                        entry->is_swapped ? object : subject,
                                        entry->is_swapped ? subject : object);
            if (on && (on->is_swapped || strcmp(on->relation, to) != 0))
                return cn_fail(r->err, CAIRN_EPARSE, entry->line,
                               "%s: line %u: \"%s\" leads to \"%s\", and line %u from there to "
                               "\"%s\"",
                               r->path, entry->line, entry->name, to, on->line, on->relation);
        }
    }
    return CAIRN_OK;
}

int cn_relation_table_read(cn_relation_table *table, const char *path, const char *text, size_t len,
                           cairn_error *err)
{
    reading r = {.table = table, .path = path, .err = err};
    piece rest = {text, len}, line;
    size_t valid = cn_utf8_valid(text, len);
    int rc = CAIRN_OK;

    if (valid < len)
        return cn_fail(err, CAIRN_EPARSE, (int64_t)valid, "%s: byte %zu is not UTF-8", path, valid);
    cn_map_init(&r.last_entry);
    while (rc == CAIRN_OK && cut(&rest, '\n', &line)) {
        r.line++;
        if (line.len > 0 && line.text[line.len - 1] == '\r')
            line.len--;
        if (line.len > 0 && line.text[0] != '#')
            rc = read_line(&r, line);
    }
    if (rc == CAIRN_OK)
        rc = add_themselves(&r);
    for (size_t i = 0; rc == CAIRN_OK && i < table->n_entries; i++)
        rc = check_entry(&r, &table->entries[i]);
    cn_map_done(&r.last_entry);
    table->hash = cn_hash(text, len);
    if (table->hash == 0)
        table->hash = 1;
    return rc;
}
