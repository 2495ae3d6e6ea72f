/* Keys and values.
 *
 *   line   Key: value       in prose; key of 1 to 4 words, the value no sentence; a bullet before
 *                           the key, or "| key = value" as in the boxes of a wiki
 *   table  header: value    lines of a row, a blank line between rows; the first line's value is
 *                           the row's subject
 *   meta   {"key": scalar}  of the document
 *
 * A value of names, dates and quantities parted by commas, "and" and brackets is a list: each is
 * stated ("Born: 10 May 1815 (age 36), London"). Any other is text. */
#include "ingest/fields.h"

#include <string.h>

#include "base/json.h"
#include "ingest/found.h"

/* Priors: the share judged right on samples; a heading in a running text may look like a key. */
#define LINE_PRIOR 0.85
#define TABLE_PRIOR 0.95
#define META_PRIOR 0.95

enum {
    KEY_MAX = 48, /* bytes */
    KEY_WORDS = 4,
    VALUE_MAX = 200,   /* bytes; longer is a text of its own */
    SENTENCE_WORDS = 8 /* words before a final stop that make a value a sentence */
};

typedef struct field {
    const char *key, *value;
    size_t key_len, value_len;
    const char *line;
    uint32_t first, len; /* the line in the passage */
} field;

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void trim(const char **text, size_t *len)
{
    while (*len > 0 && is_space((*text)[*len - 1]))
        (*len)--;
    while (*len > 0 && is_space(**text)) {
        (*text)++;
        (*len)--;
    }
}

static size_t count_words(const char *text, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++)
        n += !is_space(text[i]) && (i == 0 || is_space(text[i - 1]));
    return n;
}

/* "| key = value": the byte of "=", or NULL. */
static const char *find_equals(const char *text, size_t first, size_t end, size_t reach)
{
    const char *equals = text[first] == '|' ? memchr(text + first, '=', reach) : NULL;

    return equals && equals + 1 < text + end && is_space(equals[-1]) && is_space(equals[1]) ? equals
                                                                                            : NULL;
}

/* How many bytes of "| ", "- ", "* " or a bullet stand before the key. */
static size_t bullet_len(const char *text, size_t first, size_t end)
{
    size_t at = first;

    while (at < end && is_space(text[at]))
        at++;
    if (at + 1 < end && strchr("|-*", text[at]) && text[at] && is_space(text[at + 1]))
        return at + 2 - first;
    if (at + 3 < end && memcmp(text + at, "\xE2\x80\xA2", 3) == 0) /* bullet */
        return at + 3 - first;
    return 0;
}

/* Parts text[first, end) at its first colon. False when it is no field at all. */
static bool read_field(const char *text, size_t first, size_t end, size_t key_max, field *out)
{
    size_t reach = end - first < key_max ? end - first : key_max;
    const char *colon = find_equals(text, first, end, reach);
    size_t bullet = bullet_len(text, first, end), line = first;

    if (!colon)
        colon = memchr(text + first, ':', reach);
    if (!colon || (colon + 1 < text + end && !is_space(colon[1])))
        return false;
    if (first + bullet < (size_t)(colon - text))
        first += bullet;
    out->line = text + line;
    out->key = text + first;
    out->key_len = (size_t)(colon - out->key);
    out->value = colon + 1;
    out->value_len = (size_t)(text + end - out->value);
    trim(&out->key, &out->key_len);
    trim(&out->value, &out->value_len);
    out->first = (uint32_t)line;
    out->len = (uint32_t)(end - line);
    return out->key_len > 0 && out->value_len > 0;
}

/* Is a field of running text a key with its value, not a sentence with a colon? */
static bool is_line_field(const field *f)
{
    size_t n_words = count_words(f->key, f->key_len);
    unsigned char c = (unsigned char)f->key[0];
    bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;

    if (!is_letter || n_words == 0 || n_words > KEY_WORDS || f->value_len > VALUE_MAX)
        return false;
    if (memchr(f->key, ',', f->key_len) || memchr(f->key, '.', f->key_len) ||
        memchr(f->key, '"', f->key_len))
        return false;
    if (memchr(f->value, ':', f->value_len))
        return false;
    return f->value[f->value_len - 1] != '.' ||
           count_words(f->value, f->value_len) < SENTENCE_WORDS;
}

/* The first item that begins at the byte or behind it. Items are in order. */
static size_t item_from(const cn_passage *passage, size_t first)
{
    size_t low = 0, high = passage->n_items;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (passage->items[middle].first < first)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The item that covers the value, or NULL. */
static const cn_item *item_of_value(const cn_passage *passage, const field *f)
{
    size_t first = (size_t)(f->value - passage->text), i = item_from(passage, first);

    if (i == passage->n_items || passage->items[i].first != first ||
        passage->items[i].len != f->value_len)
        return NULL;
    return &passage->items[i];
}

/* Does text[i, end) hold nothing but what parts a list: marks, "and", brackets with their text? */
static bool is_separator(const char *text, size_t i, size_t end)
{
    while (i < end) {
        if (text[i] == '(' || text[i] == '{') {
            const char *close = memchr(text + i, text[i] == '(' ? ')' : '}', end - i);

            if (!close)
                return false;
            i = (size_t)(close - text) + 1;
        } else if (is_space(text[i]) || strchr(",;&/|[]'\"", text[i])) {
            i++;
        } else if (i + 3 <= end && memcmp(text + i, "and", 3) == 0 && is_space(text[i - 1])) {
            i += 3;
        } else {
            return false;
        }
    }
    return true;
}

/* Is a bracket that opens in text[from, to) still open at its end? */
static bool is_bracket_open(const char *text, size_t from, size_t to)
{
    bool is_open = false;

    for (; from < to; from++)
        is_open = text[from] == '(' || (is_open && text[from] != ')');
    return is_open;
}

/* The items [*first_item, end) that the value is a list of, those in brackets aside; false when it
 * holds other words. */
static bool find_list(const cn_passage *passage, const field *f, size_t *first_item, size_t *end)
{
    size_t at = (size_t)(f->value - passage->text), value_end = at + f->value_len, i, n = 0;

    *first_item = i = item_from(passage, at);
    for (; i < passage->n_items; i++) {
        const cn_item *item = &passage->items[i];

        if (item->first + item->len > value_end)
            break;
        if (is_bracket_open(passage->text, at, item->first)) /* "(age 36)" */
            continue;
        if (!is_separator(passage->text, at, item->first))
            return false;
        at = item->first + item->len;
        n++;
    }
    *end = i;
    return n > 0 && is_separator(passage->text, at, value_end);
}

/* The key, lowered (ASCII), as a relation. */
static int relation_of_key(cn_extraction *out, const char *key, size_t len, cn_found_name *name,
                           cairn_error *err)
{
    char *copy = cn_arena_strndup(&out->arena, key, len);

    *name = (cn_found_name){.surface = ""};
    if (!copy)
        return cn_fail_memory(err, len);
    for (size_t i = 0; i < len; i++)
        if (copy[i] >= 'A' && copy[i] <= 'Z')
            copy[i] = (char)(copy[i] + 32);
    return cn_found_name_of(out, copy, len, name, err);
}

static int state_value(const field *f, cn_found_name subject, cn_found_name relation,
                       cn_found_name object, cn_found_place at, int type, int rule, double prior,
                       cn_extraction *out, cairn_error *err)
{
    cn_found_statement statement = {
        .subject = subject,
        .relation = relation,
        .object = object,
        .object_type = type,
        .rule = rule,
        .confidence = prior,
        .first = f->first,
        .len = f->len,
        .relation_at = {f->first + (uint32_t)(f->key - f->line), (uint32_t)f->key_len},
        .object_at = at};

    return cn_found_add_statement(out, &statement, err);
}

static int state_field(const cn_passage *passage, const field *f, cn_found_name subject, int rule,
                       double prior, cn_extraction *out, cairn_error *err)
{
    const cn_item *item = item_of_value(passage, f);
    cn_found_place at = {(uint32_t)(f->value - passage->text), (uint32_t)f->value_len};
    size_t first = 0, end = 0, last = 0;
    cn_found_name relation, object;
    int rc = relation_of_key(out, f->key, f->key_len, &relation, err);

    if (rc < 0)
        return rc;
    if (item || !find_list(passage, f, &first, &end)) {
        rc = cn_found_name_of(out, f->value, f->value_len, &object, err);
        return rc < 0 ? rc
                      : state_value(f, subject, relation, object, at,
                                    item ? item->type : CN_TYPE_TEXT, rule, prior, out, err);
    }
    for (last = at.first; rc == CAIRN_OK && first < end; first++) {
        item = &passage->items[first];
        if (is_bracket_open(passage->text, last, item->first))
            continue;
        last = item->first + item->len;
        at = (cn_found_place){item->first, item->len};
        rc = cn_found_name_of(out, passage->text + item->first, item->len, &object, err);
        if (rc == CAIRN_OK)
            rc = state_value(f, subject, relation, object, at, item->type, rule, prior, out, err);
    }
    return rc;
}

static size_t line_end(const cn_passage *passage, size_t first)
{
    const char *end = memchr(passage->text + first, '\n', passage->len - first);

    return end ? (size_t)(end - passage->text) : passage->len;
}

int cn_fields_lines(const cn_passage *passage, cn_found_name subject, cn_extraction *out,
                    cairn_error *err)
{
    if (subject.len == 0 ||
        (!memchr(passage->text, ':', passage->len) && !memchr(passage->text, '=', passage->len)))
        return CAIRN_OK;
    for (size_t first = 0, end; first < passage->len; first = end + 1) {
        field f;
        int rc;

        end = line_end(passage, first);
        if (!read_field(passage->text, first, end, KEY_MAX, &f) || !is_line_field(&f))
            continue;
        rc = state_field(passage, &f, subject, CN_RULE_KEY_VALUE, LINE_PRIOR, out, err);
        if (rc < 0)
            return rc;
    }
    return CAIRN_OK;
}

/* The row's first field names its subject: a mention the row is about, unless it is a number. */
static int open_row(const cn_passage *passage, const field *f, cn_found_name *subject,
                    cn_extraction *out, cairn_error *err)
{
    const cn_item *item = item_of_value(passage, f);
    cn_found_mention mention = {.role = CN_ROLE_TERM,
                                .type = item ? item->type : CN_TYPE_OTHER,
                                .first = (uint32_t)(f->value - passage->text),
                                .len = (uint32_t)f->value_len};
    int rc = CAIRN_OK;

    *subject = (cn_found_name){.surface = ""};
    if (f->value_len > VALUE_MAX)
        return CAIRN_OK;
    rc = cn_found_name_of(out, f->value, f->value_len, subject, err);
    mention.name = *subject;
    if (rc == CAIRN_OK && !CN_TYPE_IS_LITERAL(mention.type))
        rc = cn_found_add_mention(out, &mention, err);
    return rc;
}

int cn_fields_table(const cn_passage *passage, cn_extraction *out, cairn_error *err)
{
    cn_found_name subject = {.surface = ""};
    bool is_first = true;

    for (size_t first = 0, end; first < passage->len; first = end + 1) {
        field f;
        int rc = CAIRN_OK;

        end = line_end(passage, first);
        if (count_words(passage->text + first, end - first) == 0) {
            is_first = true;
            continue;
        }
        if (!read_field(passage->text, first, end, VALUE_MAX, &f))
            continue;
        if (is_first)
            rc = open_row(passage, &f, &subject, out, err);
        else if (f.value_len <= VALUE_MAX)
            rc = state_field(passage, &f, subject, CN_RULE_TABLE, TABLE_PRIOR, out, err);
        is_first = false;
        if (rc < 0)
            return rc;
    }
    return CAIRN_OK;
}

/* Is one of the key's words ("image_url", "imageURL", "home-page link") on the list? */
static bool has_technical_word(const char *key)
{
    static const char *const words[] = {"url",  "urls", "uri",  "href",     "link",
                                        "hash", "path", "sha1", "checksum", "links"};
    size_t len;

    for (; *key; key += len) {
        char word[KEY_MAX + 1];

        len = 0;
        while (((key[len] | 32) >= 'a' && (key[len] | 32) <= 'z') ||
               (key[len] >= '0' && key[len] <= '9')) {
            /* "imageUrl": a capital behind a small letter begins another word */
            if (len > 0 && key[len] <= 'Z' && key[len] >= 'A' && key[len - 1] >= 'a')
                break;
            word[len] = key[len] >= 'A' && key[len] <= 'Z' ? (char)(key[len] | 32) : key[len];
            len++;
        }
        word[len] = '\0';
        for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
            if (strcmp(word, words[i]) == 0)
                return true;
        len += len == 0;
    }
    return false;
}

/* Keys that name the record rather than say something of it. */
static bool is_technical_key(const char *key)
{
    size_t len = strlen(key);

    if (len == 0 || len > KEY_MAX || key[0] == '_')
        return true;
    if (len >= 2 && (key[len - 2] == 'i' || key[len - 2] == 'I') &&
        (key[len - 1] == 'd' || key[len - 1] == 'D') &&
        (len == 2 || key[len - 3] == '_' || key[len - 3] == '-' || key[len - 1] == 'D' ||
         key[len - 2] == 'I'))
        return true;
    return has_technical_word(key);
}

/* The text of a scalar appended to buf; nothing for what is none. */
static int scalar_text(const cn_json *value, cn_buf *buf, cairn_error *err)
{
    size_t len;
    const char *text = cn_json_string(value, &len);

    if (text)
        return cn_buf_add(buf, text, len) < 0 ? cn_fail_memory(err, len) : CAIRN_OK;
    if (cn_json_type(value) == CN_JSON_NUMBER || cn_json_type(value) == CN_JSON_BOOL)
        return cn_json_dump(value, buf, err);
    return CAIRN_OK;
}

static int state_meta(const char *key, const cn_json *value, cn_found_name subject, cn_buf *buf,
                      cn_extraction *out, cairn_error *err)
{
    cn_found_statement statement = {
        .subject = subject,
        .object_type = cn_json_type(value) == CN_JSON_NUMBER ? CN_TYPE_QUANTITY : CN_TYPE_TEXT,
        .rule = CN_RULE_META,
        .confidence = META_PRIOR};
    char *copy;
    int rc;

    cn_buf_clear(buf);
    rc = scalar_text(value, buf, err);
    if (rc < 0 || buf->len == 0 || buf->len > VALUE_MAX || strstr(cn_buf_str(buf), "://"))
        return rc;
    rc = relation_of_key(out, key, strlen(key), &statement.relation, err);
    if (rc < 0)
        return rc;
    copy = cn_arena_strndup(&out->arena, buf->data, buf->len);
    if (!copy)
        return cn_fail_memory(err, buf->len);
    rc = cn_found_name_of(out, copy, buf->len, &statement.object, err);
    return rc == CAIRN_OK ? cn_found_add_statement(out, &statement, err) : rc;
}

int cn_fields_meta(const char *json, cn_found_name subject, cn_extraction *out, cairn_error *err)
{
    enum { META_MAX = 1 << 20 }; /* bytes of one value's text before it is refused */
    cn_json *root = NULL;
    const cn_json *value;
    const char *key;
    cn_buf buf;
    int rc;

    if (subject.len == 0 || json[0] == '\0')
        return CAIRN_OK;
    cn_buf_init(&buf, META_MAX);
    rc = cn_json_parse(json, strlen(json), &root, err);
    for (void *it = NULL; rc == CAIRN_OK && cn_json_each(root, &it, &key, &value);)
        if (!is_technical_key(key))
            rc = state_meta(key, value, subject, &buf, out, err);
    cn_buf_done(&buf);
    cn_json_free(root);
    return rc;
}
