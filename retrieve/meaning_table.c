/* The language pack's tables. related.tsv, a line a group, tab-separated, '#' opens a comment:
 *
 *   same   WEIGHT  WORDS                 each may be said for each
 *   said   WEIGHT  WORDS  WORDS          asked by the first, said by the second
 *   under  WORD    WORDS                 the second are kinds of the first
 *   kind   KIND    WORDS                 what nouns name: person, place, ...
 *
 * Words are parted by blanks, a weight is in hundredths. reference-nouns.txt ("person -: actor
 * singer") gives kinds too, relations.tsv irregular verbs. Words are kept as stems, nouns with a
 * kind as they are written; parts of a compound ("father-in-law") are no nouns. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "retrieve/meaning_parts.h"

enum { FIELDS_MAX = 4, PATH_BYTES_MAX = 4096, FILE_BYTES_MAX = 4 << 20, PAIRS_MAX = 1 << 18 };
enum { VERB_WEIGHT = 95 /* hundredths: of "began" for "begin" */ };

typedef struct reading {
    cn_meaning *meaning;
    cn_tokenizer *tokenizer;
    const char *path;
    cn_words left, right;
} reading;

typedef struct field {
    const char *text;
    size_t len;
} field;

static bool is_word(const field *it, const char *word)
{
    return it->len == strlen(word) && memcmp(it->text, word, it->len) == 0;
}

static int add_pair(cn_meaning *meaning, uint64_t from, uint64_t to, float weight, cairn_error *err)
{
    if (from == to)
        return CAIRN_OK;
    if (!cn_grow((void **)&meaning->pairs, &meaning->cap_pairs, meaning->n_pairs + 1, PAIRS_MAX,
                 sizeof *meaning->pairs))
        return cn_fail_memory(err, meaning->n_pairs * sizeof *meaning->pairs);
    meaning->pairs[meaning->n_pairs++] = (cn_meaning_pair){from, to, weight};
    return CAIRN_OK;
}

/* Is the word joined to another by a hyphen? */
static bool is_part(const field *it, const cn_word *word)
{
    return (word->first > 0 && it->text[word->first - 1] == '-') ||
           (word->first + word->len < it->len && it->text[word->first + word->len] == '-');
}

static int add_nouns(cn_meaning *meaning, const field *it, const cn_words *words, cn_noun_kind kind,
                     uint64_t wider, cairn_error *err)
{
    if (!cn_grow((void **)&meaning->nouns, &meaning->cap_nouns, meaning->n_nouns + words->n,
                 PAIRS_MAX, sizeof *meaning->nouns))
        return cn_fail_memory(err, meaning->n_nouns * sizeof *meaning->nouns);
    for (size_t i = 0; i < words->n; i++)
        if (!is_part(it, &words->items[i]))
            meaning->nouns[meaning->n_nouns++] =
                (cn_meaning_noun){words->items[i].key, wider, kind};
    return CAIRN_OK;
}

static cn_noun_kind read_kind(const field *it)
{
    static const struct {
        const char *name;
        cn_noun_kind kind;
    } names[] = {{"person", CN_NOUN_PERSON},   {"kin", CN_NOUN_PERSON},
                 {"place", CN_NOUN_PLACE},     {"organisation", CN_NOUN_ORGANISATION},
                 {"work", CN_NOUN_WORK},       {"event", CN_NOUN_EVENT},
                 {"product", CN_NOUN_PRODUCT}, {"quantity", CN_NOUN_QUANTITY},
                 {"time", CN_NOUN_TIME}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_word(it, names[i].name))
            return names[i].kind;
    return CN_NOUN_UNKNOWN;
}

/* 1 to 100 hundredths; 0 for what is none. */
static unsigned read_weight(const field *it)
{
    unsigned value = 0;

    for (size_t i = 0; i < it->len; i++) {
        if (it->text[i] < '0' || it->text[i] > '9' || value > 100)
            return 0;
        value = value * 10 + (unsigned)(it->text[i] - '0');
    }
    return value <= 100 ? value : 0;
}

static int scan(reading *in, const field *it, cn_words *words, cairn_error *err)
{
    return cn_tokenizer_scan(in->tokenizer, it->text, it->len, words, err);
}

static int add_group(reading *in, unsigned weight, bool is_mutual, cairn_error *err)
{
    const cn_words *right = is_mutual ? &in->left : &in->right;
    int rc = CAIRN_OK;

    for (size_t i = 0; i < in->left.n; i++)
        for (size_t j = 0; rc == CAIRN_OK && j < right->n; j++)
            rc = add_pair(in->meaning, in->left.items[i].stem, right->items[j].stem,
                          (float)weight / 100, err);
    return rc;
}

static int read_group(reading *in, const field *fields, size_t n, size_t line, cairn_error *err)
{
    const bool is_same = is_word(&fields[0], "same"), is_said = is_word(&fields[0], "said");
    const bool is_under = is_word(&fields[0], "under"), is_kind = is_word(&fields[0], "kind");
    const unsigned weight = n > 1 ? read_weight(&fields[1]) : 0;
    const cn_noun_kind kind = n > 1 ? read_kind(&fields[1]) : CN_NOUN_UNKNOWN;
    int rc = CAIRN_OK;

    if (!(is_same && n == 3 && weight > 0) && !(is_said && n == 4 && weight > 0) &&
        !(is_under && n == 3) && !(is_kind && n == 3 && kind != CN_NOUN_UNKNOWN))
        return cn_fail(err, CAIRN_EPARSE, (int64_t)line, "%s:%zu: not a group of words", in->path,
                       line);
    rc = scan(in, &fields[2], &in->left, err);
    if (rc == CAIRN_OK && is_said)
        rc = scan(in, &fields[3], &in->right, err);
    if (rc == CAIRN_OK && is_under)
        rc = scan(in, &fields[1], &in->right, err);
    if (rc < 0)
        return rc;
    if (is_same || is_said)
        return add_group(in, weight, is_same, err);
    if (is_kind)
        return add_nouns(in->meaning, &fields[2], &in->left, kind, 0, err);
    if (in->right.n != 1)
        return cn_fail(err, CAIRN_EPARSE, (int64_t)line, "%s:%zu: not one word to be under",
                       in->path, line);
    return add_nouns(in->meaning, &fields[2], &in->left, CN_NOUN_UNKNOWN, in->right.items[0].key,
                     err);
}

/* "person f: woman girl"; other lines than of kinds are for others. */
static int read_nouns(reading *in, const field *fields, size_t n, size_t line, cairn_error *err)
{
    const char *colon = memchr(fields[0].text, ':', fields[0].len);
    const char *blank = memchr(fields[0].text, ' ', fields[0].len);
    const field first = {fields[0].text, blank ? (size_t)(blank - fields[0].text) : 0};
    const cn_noun_kind kind = read_kind(&first);
    field words;
    int rc;

    (void)n;
    (void)line;
    if (!colon || kind == CN_NOUN_UNKNOWN)
        return CAIRN_OK;
    words.text = colon + 1;
    words.len = fields[0].len - (size_t)(words.text - fields[0].text);
    rc = scan(in, &words, &in->left, err);
    return rc < 0 ? rc : add_nouns(in->meaning, &words, &in->left, kind, 0, err);
}

/* "verb LEMMA PAST PARTICIPLE" of relations.tsv: what stemming does not bring together. */
static int read_verbs(reading *in, const field *fields, size_t n, size_t line, cairn_error *err)
{
    const field forms = {fields[1].text, fields[1].len + fields[2].len + fields[3].len + 2};
    int rc;

    (void)line;
    if (n != 4 || !is_word(&fields[0], "verb"))
        return CAIRN_OK;
    rc = scan(in, &forms, &in->left, err);
    return rc < 0 ? rc : add_group(in, VERB_WEIGHT, true, err);
}

static int read_lines(reading *in, const cn_buf *text,
                      int (*read)(reading *, const field *, size_t, size_t, cairn_error *),
                      cairn_error *err)
{
    size_t number = 0;
    int rc = CAIRN_OK;

    for (size_t at = 0; rc == CAIRN_OK && at < text->len;) {
        const char *newline = memchr(text->data + at, '\n', text->len - at);
        const size_t end = newline ? (size_t)(newline - text->data) : text->len;
        field fields[FIELDS_MAX] = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
        size_t n = 0;

        number++;
        for (size_t first = at; n < FIELDS_MAX; first += fields[n - 1].len + 1) {
            const char *tab = memchr(text->data + first, '\t', end - first);

            fields[n].text = text->data + first;
            fields[n++].len = (tab ? (size_t)(tab - text->data) : end) - first;
            if (!tab)
                break;
        }
        if (end > at && text->data[at] != '#')
            rc = read(in, fields, n, number, err);
        at = end + 1;
    }
    return rc;
}

static int read_file(reading *in, const char *folder, const char *name,
                     int (*read)(reading *, const field *, size_t, size_t, cairn_error *),
                     cairn_error *err)
{
    cn_buf path, text;
    int rc = CAIRN_OK;

    cn_buf_init(&path, PATH_BYTES_MAX);
    cn_buf_init(&text, FILE_BYTES_MAX);
    cn_buf_printf(&path, "%s/%s", folder, name);
    if (path.status < 0)
        rc = cn_fail(err, path.status, 0, "%s: too long a path", folder);
    else if (cn_file_exists(path.data))
        rc = cn_file_read(path.data, FILE_BYTES_MAX, &text, err);
    in->path = cn_buf_str(&path);
    if (rc == CAIRN_OK)
        rc = read_lines(in, &text, read, err);
    cn_buf_done(&path);
    cn_buf_done(&text);
    return rc;
}

static int compare_pairs(const void *a, const void *b)
{
    const cn_meaning_pair *x = a, *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->weight > y->weight || x->weight < y->weight)
        return x->weight > y->weight ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

static int compare_nouns(const void *a, const void *b)
{
    const cn_meaning_noun *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->wider > y->wider) - (x->wider < y->wider);
}

int cn_meaning_read(cn_meaning *meaning, const char *folder, cairn_error *err)
{
    reading in = {.meaning = meaning};
    int rc = cn_tokenizer_new(&in.tokenizer, err);

    if (rc == CAIRN_OK)
        rc = read_file(&in, folder, "related.tsv", read_group, err);
    if (rc == CAIRN_OK)
        rc = read_file(&in, folder, "relations.tsv", read_verbs, err);
    if (rc == CAIRN_OK)
        rc = read_file(&in, folder, "reference-nouns.txt", read_nouns, err);
    if (meaning->n_pairs > 0)
        qsort(meaning->pairs, meaning->n_pairs, sizeof *meaning->pairs, compare_pairs);
    if (meaning->n_nouns > 0)
        qsort(meaning->nouns, meaning->n_nouns, sizeof *meaning->nouns, compare_nouns);
    cn_words_done(&in.left);
    cn_words_done(&in.right);
    cn_tokenizer_free(in.tokenizer);
    return rc;
}

void cn_meaning_add_listed(const cn_meaning *meaning, uint64_t stem, cn_gathered *gathered)
{
    size_t low = 0, high = meaning->n_pairs;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (meaning->pairs[middle].from < stem)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < meaning->n_pairs && meaning->pairs[low].from == stem; low++)
        cn_gathered_add(gathered, meaning->pairs[low].to, (double)meaning->pairs[low].weight,
                        CN_RELATED_TABLE);
}
