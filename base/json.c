/* JSON over jansson. A cn_json is a json_t.
 *
 * Numbers: integers that do not fit 64 bits are read as reals, in a second parse, because jansson
 * refuses them otherwise. They are written with the fewest digits that read back the same.
 *
 * Building: a value that could not be made is stored as `lost`, a constant that jansson never
 * counts or frees, and cn_json_dump() reports it. So a builder checks once, at the end. */
#include "base/json.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { DEPTH_MAX = JSON_PARSER_MAX_DEPTH /* what a parse accepts, a dump writes */ };
static const double INTEGER_MAX = 9007199254740992.0; /* 2^53: below, a double counts exactly */

/* A reference count of SIZE_MAX tells jansson to leave the value alone, as with its own null. */
static const json_t lost = {.type = JSON_NULL, .refcount = (size_t)-1};

static const json_t *as_json(const cn_json *value)
{
    return (const json_t *)value;
}

static json_t *as_mutable(cn_json *value)
{
    return (json_t *)value;
}

static int fail_parse(const json_error_t *why, size_t len, cairn_error *err)
{
    int64_t offset = why->position < 0 ? 0 : why->position;

    if (json_error_code(why) == json_error_out_of_memory)
        return cn_fail_memory(err, len);
    if ((uint64_t)offset > len)
        offset = (int64_t)len;
    return cn_fail(err, CAIRN_EPARSE, offset, "JSON line %d, column %d: %s", why->line, why->column,
                   why->text);
}

int cn_json_parse(const char *text, size_t len, cn_json **root, cairn_error *err)
{
    const size_t flags = JSON_DECODE_ANY | JSON_ALLOW_NUL;
    json_error_t why;
    json_t *value = json_loadb(text, len, flags, &why);

    *root = NULL;
    if (!value && json_error_code(&why) == json_error_numeric_overflow)
        value = json_loadb(text, len, flags | JSON_DECODE_INT_AS_REAL, &why);
    if (!value)
        return fail_parse(&why, len, err);
    *root = (cn_json *)value;
    return CAIRN_OK;
}

void cn_json_free(cn_json *root)
{
    json_decref(as_mutable(root));
}

cn_json_kind cn_json_type(const cn_json *value)
{
    if (!value)
        return CN_JSON_NULL;
    switch (json_typeof(as_json(value))) {
    case JSON_OBJECT:
        return CN_JSON_OBJECT;
    case JSON_ARRAY:
        return CN_JSON_ARRAY;
    case JSON_STRING:
        return CN_JSON_STRING;
    case JSON_INTEGER:
    case JSON_REAL:
        return CN_JSON_NUMBER;
    case JSON_TRUE:
    case JSON_FALSE:
        return CN_JSON_BOOL;
    default:
        return CN_JSON_NULL;
    }
}

const char *cn_json_string(const cn_json *value, size_t *len)
{
    if (len)
        *len = json_string_length(as_json(value));
    return json_string_value(as_json(value));
}

double cn_json_number(const cn_json *value)
{
    return json_number_value(as_json(value));
}

bool cn_json_bool(const cn_json *value)
{
    return json_is_true(as_json(value));
}

size_t cn_json_count(const cn_json *value)
{
    return json_is_object(as_json(value)) ? json_object_size(as_json(value))
                                          : json_array_size(as_json(value));
}

const cn_json *cn_json_at(const cn_json *array, size_t i)
{
    return (const cn_json *)json_array_get(as_json(array), i);
}

const cn_json *cn_json_get(const cn_json *object, const char *key)
{
    return (const cn_json *)json_object_get(as_json(object), key);
}

bool cn_json_each(const cn_json *object, void **iterator, const char **key, const cn_json **value)
{
    /* jansson's iterators do not change the object, they only forget that it is const. */
    json_t *walked = (json_t *)(uintptr_t)object;

    *iterator = *iterator ? json_object_iter_next(walked, *iterator) : json_object_iter(walked);
    *key = json_object_iter_key(*iterator);
    *value = (const cn_json *)json_object_iter_value(*iterator);
    return *iterator != NULL;
}

static void dump_string(const char *text, size_t len, cn_buf *out)
{
    size_t plain = 0;

    cn_buf_add_char(out, '"');
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        const char *from = "\"\\\n\t\r\b\f", *to = "\"\\ntrbf";
        const char *found = c ? strchr(from, c) : NULL;

        if (c >= ' ' && !found)
            continue;
        cn_buf_add(out, text + plain, i - plain);
        if (found)
            cn_buf_printf(out, "\\%c", to[found - from]);
        else
            cn_buf_printf(out, "\\u%04x", c);
        plain = i + 1;
    }
    cn_buf_add(out, text + plain, len - plain);
    cn_buf_add_char(out, '"');
}

/* 15 digits are enough for what people write, 17 for every double. */
static void dump_real(double number, cn_buf *out)
{
    char digits[32];

    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof(digits), "%.*g", precision, number);
        if (strtod(digits, NULL) == number)
            break;
    }
    for (char *c = digits; *c; c++) {
        if (*c == ',')
            *c = '.'; /* a host program's locale is not JSON's */
    }
    cn_buf_add_str(out, digits);
}

static void dump_value(const json_t *value, int depth, cn_buf *out);

static void dump_object(const cn_json *object, int depth, cn_buf *out)
{
    const char *key;
    const cn_json *value;
    char before = '{';

    if (cn_json_count(object) == 0)
        cn_buf_add_char(out, '{');
    for (void *it = NULL; cn_json_each(object, &it, &key, &value);) {
        cn_buf_add_char(out, before);
        dump_string(key, json_object_iter_key_len(it), out);
        cn_buf_add_char(out, ':');
        dump_value(as_json(value), depth + 1, out);
        before = ',';
    }
    cn_buf_add_char(out, '}');
}

static void dump_array(const json_t *array, int depth, cn_buf *out)
{
    size_t n = json_array_size(array);

    cn_buf_add_char(out, '[');
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            cn_buf_add_char(out, ',');
        dump_value(json_array_get(array, i), depth + 1, out);
    }
    cn_buf_add_char(out, ']');
}

static void dump_value(const json_t *value, int depth, cn_buf *out)
{
    if (value == &lost || depth > DEPTH_MAX)
        out->status = value == &lost ? CAIRN_ENOMEM : CAIRN_EINVAL;
    if (out->status < 0)
        return;
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        dump_object((const cn_json *)value, depth, out);
        break;
    case JSON_ARRAY:
        dump_array(value, depth, out);
        break;
    case JSON_STRING:
        dump_string(json_string_value(value), json_string_length(value), out);
        break;
    case JSON_INTEGER:
        cn_buf_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        break;
    case JSON_REAL:
        dump_real(json_real_value(value), out);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        cn_buf_add_str(out, json_is_true(value) ? "true" : "false");
        break;
    case JSON_NULL:
        cn_buf_add_str(out, "null");
        break;
    }
}

int cn_json_dump(const cn_json *value, cn_buf *out, cairn_error *err)
{
    if (!value)
        out->status = CAIRN_ENOMEM;
    else
        dump_value(as_json(value), 0, out);
    if (out->status == CAIRN_ENOMEM)
        return cn_fail_memory(err, out->len);
    if (out->status < 0)
        return cn_fail(err, out->status, 0,
                       "the JSON text is larger than %zu bytes or nested deeper than %d", out->max,
                       (int)DEPTH_MAX);
    return CAIRN_OK;
}

cn_json *cn_json_new_object(void)
{
    return (cn_json *)json_object();
}

cn_json *cn_json_new_array(void)
{
    return (cn_json *)json_array();
}

/* The value to store: value itself, or `lost` for one that could not be made. */
static json_t *value_or_lost(cn_json *value)
{
    return value ? as_mutable(value) : (json_t *)(uintptr_t)&lost;
}

void cn_json_set(cn_json *object, const char *key, cn_json *value)
{
    json_t *into = as_mutable(object);

    if (!into) {
        cn_json_free(value);
        return;
    }
    if (json_object_set_new(into, key, value_or_lost(value)) == 0)
        return;
    /* No memory for a new member: an old one becomes the mark, which needs none. */
    if (json_object_iter(into))
        json_object_iter_set_new(into, json_object_iter(into), value_or_lost(NULL));
}

void cn_json_push(cn_json *array, cn_json *value)
{
    json_t *into = as_mutable(array);

    if (!into) {
        cn_json_free(value);
        return;
    }
    if (json_array_append_new(into, value_or_lost(value)) == 0)
        return;
    /* No memory to grow: an emptied array has room for the mark. */
    json_array_clear(into);
    json_array_append_new(into, value_or_lost(NULL));
}

cn_json *cn_json_new_string(const char *text, size_t len)
{
    cn_buf repaired;
    json_t *made = NULL;

    if (cn_utf8_valid(text, len) == len)
        return (cn_json *)json_stringn_nocheck(text, len);
    cn_buf_init(&repaired, SIZE_MAX);
    if (cn_utf8_repair(text, len, &repaired, NULL) == CAIRN_OK)
        made = json_stringn_nocheck(repaired.data, repaired.len);
    cn_buf_done(&repaired);
    return (cn_json *)made;
}

cn_json *cn_json_new_number(double number)
{
    if (!isfinite(number))
        return cn_json_new_null(); /* JSON has no other word for it */
    if (number == floor(number) && fabs(number) < INTEGER_MAX)
        return cn_json_new_int((int64_t)number);
    return (cn_json *)json_real(number);
}

cn_json *cn_json_new_int(int64_t number)
{
    return (cn_json *)json_integer(number);
}

cn_json *cn_json_new_bool(bool value)
{
    return (cn_json *)json_boolean(value);
}

cn_json *cn_json_new_null(void)
{
    return (cn_json *)json_null();
}
