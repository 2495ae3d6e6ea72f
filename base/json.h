/* JSON over jansson. A value is freed by its root's owner; the rest is borrowed. */
#ifndef CN_BASE_JSON_H
#define CN_BASE_JSON_H

#include "base/buf.h"

typedef struct cn_json cn_json; /* opaque: a json_t */

typedef enum cn_json_kind {
    CN_JSON_NULL,
    CN_JSON_BOOL,
    CN_JSON_NUMBER,
    CN_JSON_STRING,
    CN_JSON_ARRAY,
    CN_JSON_OBJECT
} cn_json_kind;

/* Caller frees with cn_json_free. CAIRN_EPARSE: detail is the byte offset, the message
 * says line, column and what. Depth is limited (jansson's 2048), duplicates: last wins. */
int cn_json_parse(const char *text, size_t len, cn_json **root, cairn_error *err);
void cn_json_free(cn_json *root);

/* All getters take NULL, e.g. from cn_json_get(): it reads as null. */
cn_json_kind cn_json_type(const cn_json *value);
const char *cn_json_string(const cn_json *value, size_t *len); /* NULL unless a string */
double cn_json_number(const cn_json *value);
bool cn_json_bool(const cn_json *value);
size_t cn_json_count(const cn_json *value); /* array or object members */
const cn_json *cn_json_at(const cn_json *array, size_t i);
const cn_json *cn_json_get(const cn_json *object, const char *key); /* NULL when absent */
/* Walks an object in its own order: for (void *it = NULL; cn_json_each(obj, &it, &k, &v);) */
bool cn_json_each(const cn_json *object, void **iterator, const char **key, const cn_json **value);
/* Compact text of a value, keys in their order, appended to out. */
int cn_json_dump(const cn_json *value, cn_buf *out, cairn_error *err);

/* Building. Each setter takes over `value`; NULL anywhere is remembered as out of memory
 * and shows at cn_json_dump (returns CAIRN_ENOMEM for a NULL value). */
cn_json *cn_json_new_object(void);
cn_json *cn_json_new_array(void);
void cn_json_set(cn_json *object, const char *key, cn_json *value);
void cn_json_push(cn_json *array, cn_json *value);
cn_json *cn_json_new_string(const char *text, size_t len); /* invalid UTF-8 is replaced */
cn_json *cn_json_new_number(double number);
cn_json *cn_json_new_int(int64_t number);
cn_json *cn_json_new_bool(bool value);
cn_json *cn_json_new_null(void);

#endif
