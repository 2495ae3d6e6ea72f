/* Word tables for the reference resolver. First names are learned without labels: nobody has said
 * of which gender a passage's subject is, its pronouns do. A word that is written in lower case as
 * often as not is no name. */
#include "tools/train/references_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/status.h"
#include "ingest/tokens.h"

#define FILE_MAX ((size_t)1 << 31)
#define SLOTS_MIN 1024
#define SURE_PRONOUNS 2 /* so many more of one gender, */
#define SURE_TIMES 4    /* and so many times as many */

typedef struct counts {
    cn_map names;    /* key of a first name: masculine in the low half, feminine in the high */
    cn_map capitals; /* key: times written with a capital, low; without, high half */
    cn_map nouns;    /* key: type in the low byte, bits in the next */
} counts;

typedef struct scan { /* words of one text, in order */
    const char *text;
    size_t len, at;
} scan;

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool next_word(scan *s, cn_token *word)
{
    size_t first;

    while (s->at < s->len && !is_letter(s->text[s->at]))
        s->at++;
    first = s->at;
    while (s->at < s->len &&
           (is_letter(s->text[s->at]) ||
            (s->text[s->at] == '-' && s->at + 1 < s->len && is_letter(s->text[s->at + 1]))))
        s->at++;
    if (s->at == first)
        return false;
    *word = (cn_token){.first = (uint32_t)first,
                       .len = (uint16_t)(s->at - first > 200 ? 200 : s->at - first)};
    cn_token_look(word, s->text);
    return true;
}

static int add_count(cn_map *map, uint64_t key, uint64_t amount, cairn_error *err)
{
    uint64_t *value = cn_map_put(map, key, NULL);

    if (!value)
        return cn_fail_memory(err, sizeof(*value));
    *value += amount;
    return CAIRN_OK;
}

static uint64_t key_of(const char *lower)
{
    return cn_token_key(lower, strlen(lower));
}

/* One gender's share of a text's pronouns: CN_GENDER_..., 0 when it is not plain. */
static uint8_t gender_of_text(const char *text, size_t len)
{
    const uint64_t he[] = {key_of("he"), key_of("his"), key_of("him")};
    const uint64_t she[] = {key_of("she"), key_of("her"), key_of("hers")};
    scan s = {.text = text, .len = len};
    unsigned n_he = 0, n_she = 0;
    cn_token word;

    while (next_word(&s, &word)) {
        for (size_t i = 0; i < 3; i++) {
            n_he += word.key == he[i];
            n_she += word.key == she[i];
        }
    }
    if (n_he >= SURE_PRONOUNS && n_he >= SURE_TIMES * n_she)
        return CN_GENDER_MASCULINE;
    if (n_she >= SURE_PRONOUNS && n_she >= SURE_TIMES * n_he)
        return CN_GENDER_FEMININE;
    return 0;
}

static int count_name(counts *c, uint64_t key, uint8_t gender, cairn_error *err)
{
    if (gender == 0)
        return CAIRN_OK;
    return add_count(&c->names, key, gender == CN_GENDER_MASCULINE ? 1 : (uint64_t)1 << 32, err);
}

/* "Ada Lovelace", "Ada King, Countess of Lovelace": two to four capitalised words before a comma or
 * bracket, the first of them the name. */
static int count_title(counts *c, const char *title, const char *text, size_t len, cairn_error *err)
{
    scan s = {.text = title, .len = strcspn(title, ",(:")};
    cn_token first = {.len = 0}, word;
    size_t n = 0;

    while (next_word(&s, &word)) {
        if (!(word.flags & CN_TOKEN_CAPITAL))
            return CAIRN_OK;
        if (n++ == 0)
            first = word;
    }
    if (n < 2 || n > 4 || first.len < 2)
        return CAIRN_OK;
    return count_name(c, first.key, gender_of_text(text, len), err);
}

/* "Mrs Ada", "his wife Ada", "actress Ada". */
static int count_text(counts *c, const char *text, size_t len, cairn_error *err)
{
    scan s = {.text = text, .len = len};
    cn_token word;
    uint8_t gender = 0;
    size_t end = 0;
    int rc = CAIRN_OK;

    while (rc == CAIRN_OK && next_word(&s, &word)) {
        bool is_capital = (word.flags & CN_TOKEN_CAPITAL) != 0;
        const uint64_t *noun = cn_map_get(&c->nouns, word.key);

        rc = add_count(&c->capitals, word.key, is_capital ? 1 : (uint64_t)1 << 32, err);
        if (rc == CAIRN_OK && is_capital && gender != 0 && word.first == end + 1 &&
            text[end] == ' ')
            rc = count_name(c, word.key, gender, err);
        gender = noun ? (uint8_t)(*noun >> 8 & CN_GENDER_ANY) : 0;
        end = s.at;
    }
    return rc;
}

static int count_line(counts *c, const char *line, size_t len, cairn_error *err)
{
    cn_json *root = NULL;
    const char *title, *text;
    size_t text_len;
    int rc = cn_json_parse(line, len, &root, err);

    if (rc < 0)
        return rc;
    title = cn_json_string(cn_json_get(root, "title"), NULL);
    text = cn_json_string(cn_json_get(root, "text"), &text_len);
    if (title && text) {
        rc = count_title(c, title, text, text_len, err);
        if (rc == CAIRN_OK)
            rc = count_text(c, text, text_len, err);
    }
    cn_json_free(root);
    return rc;
}

static int each_line(const char *path, int (*visit)(counts *, const char *, size_t, cairn_error *),
                     counts *c, cairn_error *err)
{
    cn_buf file;
    int rc;

    cn_buf_init(&file, FILE_MAX);
    rc = cn_file_read(path, FILE_MAX, &file, err);
    for (size_t at = 0; rc == CAIRN_OK && at < file.len;) {
        const char *line = file.data + at;
        size_t len = strcspn(line, "\n");

        if (len > 0)
            rc = visit(c, line, len, err);
        at += len + 1;
    }
    cn_buf_done(&file);
    return rc;
}

static int type_named(const char *name, size_t len, unsigned *bits)
{
    static const struct {
        const char *name;
        int type;
        unsigned bits;
    } kinds[] = {{"person", CN_TYPE_PERSON, CN_NOUN_COMMON},
                 {"kin", CN_TYPE_PERSON, CN_NOUN_COMMON | CN_NOUN_KIN},
                 {"title", CN_TYPE_PERSON, CN_NOUN_TITLE},
                 {"place", CN_TYPE_PLACE, CN_NOUN_COMMON},
                 {"organisation", CN_TYPE_ORGANISATION, CN_NOUN_COMMON},
                 {"work", CN_TYPE_WORK, CN_NOUN_COMMON},
                 {"event", CN_TYPE_EVENT, CN_NOUN_COMMON},
                 {"product", CN_TYPE_PRODUCT, CN_NOUN_COMMON}};

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (strlen(kinds[i].name) == len && memcmp(kinds[i].name, name, len) == 0) {
            *bits = kinds[i].bits;
            return kinds[i].type;
        }
    }
    return -1;
}

static int add_noun(counts *c, const char *word, size_t len, int type, unsigned bits,
                    cairn_error *err)
{
    uint64_t *value = cn_map_put(&c->nouns, cn_token_key(word, len), NULL);

    if (!value)
        return cn_fail_memory(err, len);
    if ((bits & CN_NOUN_TITLE << 3) == 0 && (*value & 0xFF) != 0 &&
        (*value >> 8 & CN_NOUN_COMMON << 3))
        return CAIRN_OK; /* the first line that names a noun has it */
    *value = (*value & ~(uint64_t)0xFF) | (uint64_t)type | (uint64_t)bits << 8;
    return CAIRN_OK;
}

/* "city" is "cities", "man" "men", "church" "churches". */
static int add_plural(counts *c, const char *word, size_t len, int type, unsigned bits,
                      cairn_error *err)
{
    char plural[64];
    size_t n = len;

    if (len + 3 > sizeof(plural) || len < 3)
        return CAIRN_OK;
    memcpy(plural, word, len);
    if (len >= 3 && memcmp(word + len - 3, "man", 3) == 0) {
        plural[len - 2] = 'e';
    } else if (word[len - 1] == 'y' && !strchr("aeiou", word[len - 2])) {
        memcpy(plural + len - 1, "ies", 3);
        n = len + 2;
    } else if (strchr("sxz", word[len - 1]) ||
               (word[len - 1] == 'h' && strchr("cs", word[len - 2]))) {
        memcpy(plural + len, "es", 2);
        n = len + 2;
    } else {
        plural[n++] = 's';
    }
    return add_noun(c, plural, n, type, bits | CN_NOUN_PLURAL << 3, err);
}

static int read_noun_line(counts *c, const char *line, size_t len, cairn_error *err)
{
    size_t kind_len = strcspn(line, " "), at = kind_len + 3;
    unsigned bits = 0, genders = CN_GENDER_ANY;
    int type, rc = CAIRN_OK;

    if (line[0] == '#')
        return CAIRN_OK;
    type = type_named(line, kind_len, &bits);
    if (type < 0 || len < at || line[at - 1] != ':')
        return cn_fail(err, CAIRN_EPARSE, 0, "no line of nouns: \"%.*s\"",
                       (int)(len > 40 ? 40 : len), line);
    if (line[kind_len + 1] == 'm')
        genders = CN_GENDER_MASCULINE;
    else if (line[kind_len + 1] == 'f')
        genders = CN_GENDER_FEMININE;
    else
        genders = 0;
    while (rc == CAIRN_OK && at < len) {
        size_t word_len;

        while (at < len && line[at] == ' ')
            at++;
        word_len = strcspn(line + at, " \n");
        if (at + word_len > len || word_len == 0)
            break;
        rc = add_noun(c, line + at, word_len, type, bits << 3 | genders, err);
        if (rc == CAIRN_OK && (bits & CN_NOUN_COMMON))
            rc = add_plural(c, line + at, word_len, type, bits << 3 | genders, err);
        at += word_len;
    }
    return rc;
}

static cn_reference_word *slot_of(cn_reference_words *words, uint64_t key)
{
    size_t at = (size_t)key & (words->n_slots - 1);

    for (;; at = (at + 1) & (words->n_slots - 1)) {
        cn_reference_word *slot = &words->slots[at];
        bool is_free = slot->tag == 0 && slot->bits == 0 && slot->type == 0 &&
                       slot->masculine == 0 && slot->feminine == 0;

        if (is_free || slot->tag == (uint32_t)(key >> 32)) {
            slot->tag = (uint32_t)(key >> 32);
            return slot;
        }
    }
}

static bool is_name(const counts *c, uint64_t key, uint64_t value)
{
    const uint64_t *capitals = cn_map_get(&c->capitals, key);
    uint64_t n_upper = capitals ? *capitals & UINT32_MAX : 0,
             n_lower = capitals ? *capitals >> 32 : 0;

    return (value & UINT32_MAX) + (value >> 32) >= 1 && n_lower * 4 <= n_upper;
}

typedef struct sorted_key {
    uint64_t key, value;
} sorted_key;

static int by_key(const void *a, const void *b)
{
    const sorted_key *left = a, *right = b;

    return (left->key > right->key) - (left->key < right->key);
}

/* A map's content in the order of its keys, so that the table is the same on every run. */
static int sort_map(const cn_map *map, sorted_key **sorted, size_t *n, cairn_error *err)
{
    uint64_t key, value;

    *n = 0;
    *sorted = cn_alloc_zero(map->n + 2, sizeof(**sorted));
    if (!*sorted)
        return cn_fail_memory(err, map->n);
    for (size_t i = 0; cn_map_next(map, &i, &key, &value);)
        (*sorted)[(*n)++] = (sorted_key){.key = key, .value = value};
    qsort(*sorted, *n, sizeof(**sorted), by_key);
    return CAIRN_OK;
}

static uint8_t byte_of(uint64_t n)
{
    return (uint8_t)(n > 255 ? 255 : n);
}

static int fill_slots(cn_reference_words *words, const counts *c, cairn_error *err)
{
    sorted_key *nouns = NULL, *names = NULL;
    size_t n_nouns, n_names;
    int rc = sort_map(&c->nouns, &nouns, &n_nouns, err);

    if (rc == CAIRN_OK)
        rc = sort_map(&c->names, &names, &n_names, err);
    if (rc < 0)
        goto out;
    words->n_slots = SLOTS_MIN;
    while (words->n_slots * 3 < (n_nouns + n_names) * 4)
        words->n_slots *= 2;
    words->slots = cn_alloc_zero(words->n_slots, sizeof(*words->slots));
    if (!words->slots) {
        rc = cn_fail_memory(err, words->n_slots);
        goto out;
    }
    for (size_t i = 0; i < n_nouns; i++) {
        cn_reference_word *slot = slot_of(words, nouns[i].key);

        slot->type = (uint8_t)(nouns[i].value & 0xFF);
        slot->bits = (uint8_t)(nouns[i].value >> 8 & 0xFF);
        words->n_nouns++;
    }
    for (size_t i = 0; i < n_names; i++) {
        cn_reference_word *slot;

        if (!is_name(c, names[i].key, names[i].value))
            continue;
        slot = slot_of(words, names[i].key);
        slot->masculine = byte_of(names[i].value & UINT32_MAX);
        slot->feminine = byte_of(names[i].value >> 32);
        words->n_names++;
    }
out:
    cn_free(nouns);
    cn_free(names);
    return rc;
}

int cn_reference_words_make(cn_reference_words *words, const char *nouns, char **corpora,
                            size_t n_corpora, cairn_error *err)
{
    counts c;
    int rc;

    memset(words, 0, sizeof(*words));
    cn_map_init(&c.names);
    cn_map_init(&c.capitals);
    cn_map_init(&c.nouns);
    rc = each_line(nouns, read_noun_line, &c, err);
    for (size_t i = 0; i < n_corpora && rc == CAIRN_OK; i++)
        rc = each_line(corpora[i], count_line, &c, err);
    if (rc == CAIRN_OK)
        rc = fill_slots(words, &c, err);
    cn_map_done(&c.names);
    cn_map_done(&c.capitals);
    cn_map_done(&c.nouns);
    if (rc < 0)
        cn_reference_words_done(words);
    return rc;
}

void cn_reference_words_done(cn_reference_words *words)
{
    cn_free(words->slots);
    memset(words, 0, sizeof(*words));
}
