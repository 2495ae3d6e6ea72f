/* Reading rule files into patterns, trigger lists and the table of demonyms.
 *
 * All strings live in one arena. Trigger lists are made once all files are read: pairs of word key
 * and rule are sorted, so that a word's rules stand in the order of the files. */
#include "ingest/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "ingest/found.h"
#include "ingest/rules_file.h"

enum {
    FILE_MAX = 4 << 20,  /* bytes of one file */
    TEXT_MAX = 64 << 20, /* bytes of all strings */
    PATH_BYTES_MAX = 4096,
    LISTS_MAX = 1 << 20, /* entries of all trigger lists */
    COUNTRIES_MAX = 4096
};

typedef struct trigger {
    uint64_t key;
    uint16_t rule;
} trigger;

/* What is only needed while rules are opened. */
typedef struct opening {
    cn_rules *rules;
    cn_tokenizer *tokenizer;
    const char *folder;
    cn_words words;
    trigger *triggers;
    size_t n_triggers, cap_triggers;
} opening;

/* ---- Triggers ---------------------------------------------------------------------------- */

static int add_trigger(opening *o, uint64_t key, size_t rule, cairn_error *err)
{
    if (!cn_grow((void **)&o->triggers, &o->cap_triggers, o->n_triggers + 1, LISTS_MAX,
                 sizeof(*o->triggers)))
        return cn_fail_memory(err, sizeof(*o->triggers));
    o->triggers[o->n_triggers++] = (trigger){key, (uint16_t)rule};
    return CAIRN_OK;
}

static int add_country_triggers(opening *o, size_t rule, cairn_error *err)
{
    uint64_t key, value;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && cn_map_next(&o->rules->country_words, &i, &key, &value);)
        if (value & CN_COUNTRY_TRIGGER)
            rc = add_trigger(o, key, rule, err);
    return rc;
}

static int add_triggers(void *user, size_t rule, const char *words, cairn_error *err)
{
    opening *o = user;
    int rc;

    if (strcmp(words, "@countries") == 0)
        return add_country_triggers(o, rule, err);
    rc = cn_tokenizer_scan(o->tokenizer, words, strlen(words), &o->words, err);
    for (size_t i = 0; rc == CAIRN_OK && i < o->words.n; i++)
        rc = add_trigger(o, o->words.items[i].key, rule, err);
    return rc;
}

static int by_key_and_rule(const void *a, const void *b)
{
    const trigger *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

static int add_to_list(cn_rules *rules, uint16_t value, cairn_error *err)
{
    if (!cn_grow((void **)&rules->lists, &rules->cap_lists, rules->n_lists + 1, LISTS_MAX,
                 sizeof(*rules->lists)))
        return cn_fail_memory(err, sizeof(*rules->lists));
    rules->lists[rules->n_lists++] = value;
    return CAIRN_OK;
}

/* The list of all rules with a flag. */
static int list_flagged(cn_rules *rules, unsigned flag, uint32_t *list, cairn_error *err)
{
    int rc = CAIRN_OK;

    *list = (uint32_t)rules->n_lists;
    for (size_t i = 0; rc == CAIRN_OK && i < rules->n; i++)
        if (rules->patterns[i].flags & flag)
            rc = add_to_list(rules, (uint16_t)i, err);
    return rc == CAIRN_OK ? add_to_list(rules, CN_RULES_END, err) : rc;
}

static int make_lists(opening *o, cairn_error *err)
{
    cn_rules *rules = o->rules;
    int rc = add_to_list(rules, CN_RULES_END, err);

    if (o->n_triggers > 0)
        qsort(o->triggers, o->n_triggers, sizeof(*o->triggers), by_key_and_rule);
    for (size_t i = 0; rc == CAIRN_OK && i < o->n_triggers; i++) {
        const trigger *t = &o->triggers[i];
        bool is_new = i == 0 || t[-1].key != t->key;
        uint64_t *place;

        if (!is_new && t[-1].rule == t->rule)
            continue;
        place = cn_map_put(&rules->triggers, t->key, NULL);
        if (!place)
            return cn_fail_memory(err, sizeof(*place));
        if (is_new)
            *place = rules->n_lists;
        rc = add_to_list(rules, t->rule, err);
        if (rc == CAIRN_OK && (i + 1 == o->n_triggers || t[1].key != t->key))
            rc = add_to_list(rules, CN_RULES_END, err);
    }
    if (rc == CAIRN_OK)
        rc = list_flagged(rules, CN_PATTERN_ONLY_NOTE, &rules->only_notes, err);
    return rc == CAIRN_OK ? list_flagged(rules, CN_PATTERN_TAGGED, &rules->tagged, err) : rc;
}

/* ---- Countries --------------------------------------------------------------------------- */

/* One of the spellings before the colon of a line. */
static int add_spelling(opening *o, const char *text, size_t len, size_t place, bool is_adjective,
                        cairn_error *err)
{
    cn_rules *rules = o->rules;
    uint64_t *first, *of;
    int rc = cn_tokenizer_scan(o->tokenizer, text, len, &o->words, err);

    if (rc < 0 || o->words.n == 0)
        return rc;
    if (o->words.n > CN_COUNTRY_WORDS)
        return cn_fail(err, CAIRN_EPARSE, 0, "\"%.*s\" has more than %d words", (int)len, text,
                       (int)CN_COUNTRY_WORDS);
    first = cn_map_put(&rules->country_words, o->words.items[0].key, NULL);
    of = cn_map_put(&rules->country_keys, (uint64_t)cn_words_key(o->words.items, o->words.n), NULL);
    if (!first || !of)
        return cn_fail_memory(err, sizeof(*of));
    *first |= CN_COUNTRY_BEGINS;
    if (is_adjective)
        *first |= CN_COUNTRY_TRIGGER | (o->words.n == 1 ? CN_COUNTRY_ADJECTIVE : 0);
    *of = place;
    return CAIRN_OK;
}

/* Spellings parted by commas in line[from, to). */
static int add_spellings(opening *o, const char *from, const char *to, size_t place,
                         bool is_adjective, cairn_error *err)
{
    int rc = CAIRN_OK;

    while (rc == CAIRN_OK && from < to) {
        const char *end = memchr(from, ',', (size_t)(to - from));

        end = end ? end : to;
        rc = add_spelling(o, from, (size_t)(end - from), place, is_adjective, err);
        from = end + 1;
    }
    return rc;
}

/* "american: United States = usa, u.s." */
static int add_country(opening *o, const char *line, size_t len, cairn_error *err)
{
    cn_rules *rules = o->rules;
    const char *end = line + len, *colon = memchr(line, ':', len), *equals, *name;
    size_t place = rules->n_countries;
    int rc;

    if (!colon)
        return cn_fail(err, CAIRN_EPARSE, 0, "there is no colon");
    for (name = colon + 1; name < end && *name == ' ';)
        name++;
    equals = memchr(name, '=', (size_t)(end - name));
    line = line + strspn(line, " ");
    len = (size_t)((equals ? equals : end) - name);
    while (len > 0 && name[len - 1] == ' ')
        len--;
    if (len == 0)
        return cn_fail(err, CAIRN_EPARSE, 0, "there is no country behind the colon");
    name = cn_arena_strndup(&rules->text, name, len);
    if (!name || !cn_grow((void **)&rules->countries, &rules->cap_countries, place + 1,
                          COUNTRIES_MAX, sizeof(*rules->countries)))
        return cn_fail_memory(err, len);
    rules->countries[rules->n_countries++] = cn_found_constant(name);
    rc = add_spellings(o, line, colon, place, true, err);
    if (rc == CAIRN_OK)
        rc = add_spelling(o, name, len, place, false, err);
    return rc == CAIRN_OK && equals ? add_spellings(o, equals + 1, end, place, false, err) : rc;
}

static int read_countries(opening *o, const char *path, cairn_error *err)
{
    cn_buf text;
    const char *at;
    size_t line = 1;
    int rc;

    cn_buf_init(&text, FILE_MAX);
    rc = cn_file_read(path, FILE_MAX, &text, err);
    for (at = cn_buf_str(&text); rc == CAIRN_OK && *at; line++) {
        size_t len = strcspn(at, "\n");
        cairn_error why;

        if (len > 0 && *at != '#') {
            rc = add_country(o, at, len, &why);
            if (rc < 0)
                rc = cn_fail(err, rc, (int64_t)line, "%s:%zu: %s", path, line, why.message);
        }
        at += len + (at[len] == '\n');
    }
    cn_buf_done(&text);
    return rc;
}

const cn_found_name *cn_rules_country(const cn_rules *rules, const cn_word *words, size_t n)
{
    const uint64_t *place;

    if (n == 0 || n > CN_COUNTRY_WORDS || !cn_map_get(&rules->country_words, words[0].key))
        return NULL;
    place = cn_map_get(&rules->country_keys, (uint64_t)cn_words_key(words, n));
    return place ? &rules->countries[*place] : NULL;
}

/* ---- Opening ----------------------------------------------------------------------------- */

static int read_rules(opening *o, const char *path, cairn_error *err)
{
    cn_buf text;
    int rc;

    cn_buf_init(&text, FILE_MAX);
    rc = cn_file_read(path, FILE_MAX, &text, err);
    if (rc == CAIRN_OK)
        rc = cn_rules_file_read(o->rules, path, cn_buf_str(&text), add_triggers, o, err);
    cn_buf_done(&text);
    return rc;
}

static int visit_file(const char *name, void *user, cairn_error *err)
{
    static const char suffix[] = ".rules";
    opening *o = user;
    size_t len = strlen(name);
    cn_buf path;
    int rc;

    if (len < sizeof(suffix) || strcmp(name + len - (sizeof(suffix) - 1), suffix) != 0)
        return CAIRN_OK;
    cn_buf_init(&path, PATH_BYTES_MAX);
    rc = cn_buf_printf(&path, "%s/%s", o->folder, name);
    rc = rc < 0 ? cn_fail_memory(err, len) : read_rules(o, path.data, err);
    cn_buf_done(&path);
    return rc;
}

static int open_files(opening *o, const char *pack, cairn_error *err)
{
    cn_buf folder, countries;
    int rc;

    cn_buf_init(&folder, PATH_BYTES_MAX);
    cn_buf_init(&countries, PATH_BYTES_MAX);
    if (cn_buf_printf(&folder, "%s/rules", pack) < 0 ||
        cn_buf_printf(&countries, "%s/demonyms.txt", pack) < 0) {
        rc = cn_fail_memory(err, strlen(pack));
        goto out;
    }
    o->folder = folder.data;
    rc = cn_file_exists(countries.data) ? read_countries(o, countries.data, err) : CAIRN_OK;
    if (rc == CAIRN_OK)
        rc = cn_file_list(o->folder, visit_file, o, err);
    if (rc == CAIRN_OK)
        rc = make_lists(o, err);
out:
    cn_buf_done(&folder);
    cn_buf_done(&countries);
    return rc;
}

int cn_rules_open(cn_rules **rules, const char *pack, cn_tokenizer *tokenizer, cairn_error *err)
{
    opening o = {.tokenizer = tokenizer};
    int rc;

    *rules = NULL;
    o.rules = cn_alloc_zero(1, sizeof(*o.rules));
    if (!o.rules)
        return cn_fail_memory(err, sizeof(*o.rules));
    cn_map_init(&o.rules->triggers);
    cn_map_init(&o.rules->country_keys);
    cn_map_init(&o.rules->country_words);
    cn_arena_init(&o.rules->text, TEXT_MAX);
    rc = open_files(&o, pack, err);
    cn_words_done(&o.words);
    cn_free(o.triggers);
    if (rc < 0)
        cn_rules_close(o.rules);
    else
        *rules = o.rules;
    return rc;
}

void cn_rules_close(cn_rules *rules)
{
    if (!rules)
        return;
    for (size_t i = 0; i < rules->n; i++)
        cn_regex_free(rules->patterns[i].regex);
    cn_free(rules->patterns);
    cn_free(rules->lists);
    cn_free(rules->countries);
    cn_free(rules->examples);
    cn_free(rules->lets);
    cn_map_done(&rules->triggers);
    cn_map_done(&rules->country_keys);
    cn_map_done(&rules->country_words);
    cn_arena_done(&rules->text);
    cn_free(rules);
}
