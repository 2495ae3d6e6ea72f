/* Literals -> values, see values.h.
 *
 * The hash of a value is the hash of its normal text: the ISO date, the number with the symbol of
 * its unit ("1063 ft"), or the folded text. */
#include "fusion/values.h"

#include <string.h>

#include "base/hash.h"
#include "base/quantity.h"
#include "base/time.h"
#include "base/utf8.h"
#include "schema/rows.h"

enum { QUANTITY_LEN_MAX = 80 /* bytes; longer texts are no quantities */ };

/* Cuts white space off both ends. */
static void trim(const char **text, size_t *len)
{
    while (*len > 0 && ((*text)[0] == ' ' || (*text)[0] == '\t' || (*text)[0] == '\n')) {
        ++*text;
        --*len;
    }
    while (*len > 0 &&
           ((*text)[*len - 1] == ' ' || (*text)[*len - 1] == '\t' || (*text)[*len - 1] == '\n'))
        --*len;
}

static bool begins_number(const char *text, size_t len)
{
    size_t i = text[0] == '-' ? 1 : 0;

    return i < len && text[i] >= '0' && text[i] <= '9';
}

/* "12 km", "five pounds": all of text. An ordinal is a quantity only when it was found as one. */
static bool read_quantity(const char *text, size_t len, int type, cn_buf *scratch, cn_value *value)
{
    cn_quantity_value quantity;
    char normal[CN_QUANTITY_TEXT_MAX];

    if (len > QUANTITY_LEN_MAX || cn_quantity_read(text, len, &quantity) != len ||
        (quantity.is_ordinal && type != CN_TYPE_QUANTITY))
        return false;
    value->kind = CN_VALUE_QUANTITY;
    value->detail = cn_hash(quantity.unit.symbol, strlen(quantity.unit.symbol));
    cn_buf_add(scratch, normal, cn_quantity_text(&quantity, normal, sizeof(normal)));
    return true;
}

/* A number and anything behind it, "7.5 on the scale": what is behind counts as its unit. */
static int read_number_and_text(const char *text, size_t len, cn_buf *scratch, cn_value *value,
                                cairn_error *err)
{
    cn_value_words words;
    cn_number number;
    char digits[CN_DECIMAL_TEXT_MAX];
    size_t n, used, unit_first;
    int rc;

    if (!begins_number(text, len))
        return CAIRN_OK;
    cn_value_words_init(&words, text, len, 0);
    n = cn_number_read(&words, 0, &number);
    if (n == 0)
        return CAIRN_OK;
    used = cn_value_words_at(&words, n - 1)->end;
    if (text[0] == '-')
        cn_buf_add_char(scratch, '-');
    cn_buf_add(scratch, digits, cn_decimal_text(&number.value, digits));
    text += used;
    len -= used;
    trim(&text, &len);
    cn_buf_add_char(scratch, ' ');
    unit_first = scratch->len;
    rc = cn_utf8_fold(text, len, scratch, err);
    if (rc < 0)
        return rc;
    value->kind = CN_VALUE_QUANTITY;
    value->detail = cn_hash(cn_buf_str(scratch) + unit_first, scratch->len - unit_first);
    return CAIRN_OK;
}

static bool read_date(const char *text, size_t len, cn_buf *scratch, cn_value *value)
{
    char iso[CN_DATE_ISO_MAX];
    cn_date date;

    if (!cn_date_read(text, len, &date, iso))
        return false;
    value->kind = CN_VALUE_DATE;
    value->detail = cn_date_pack(&date);
    cn_buf_add_str(scratch, iso);
    return true;
}

/* Times of the day and dates without a year are texts with one spelling: "3:30 pm" T15:30. */
static bool read_time(const char *text, size_t len, cn_buf *scratch, cn_value *value)
{
    cn_time_value time;
    char iso[CN_TIME_TEXT_MAX];
    size_t n;

    if (len > QUANTITY_LEN_MAX || cn_time_read(text, len, &time) != len ||
        time.kind == CN_TIME_LENGTH)
        return false;
    n = cn_time_iso(&time, iso, sizeof(iso));
    value->kind = CN_VALUE_TEXT;
    cn_buf_add(scratch, iso, n);
    return n > 0;
}

int cn_value_read(const char *text, size_t len, int type, cn_buf *scratch, cn_value *value,
                  cairn_error *err)
{
    bool is_number = type == CN_TYPE_QUANTITY || type == CN_TYPE_MONEY;
    bool is_time = type == CN_TYPE_DATE || type == CN_TYPE_TIME;
    int rc = CAIRN_OK;

    *value = (cn_value){.kind = CN_VALUE_NONE};
    cn_buf_clear(scratch);
    trim(&text, &len);
    if (len == 0)
        return CAIRN_OK;
    if (!(!is_number && read_date(text, len, scratch, value)) &&
        !(is_time && read_time(text, len, scratch, value)) &&
        !read_quantity(text, len, type, scratch, value)) {
        *value = (cn_value){.kind = CN_VALUE_NONE};
        cn_buf_clear(scratch);
        rc = read_number_and_text(text, len, scratch, value, err);
    }
    if (rc == CAIRN_OK && value->kind == CN_VALUE_NONE) {
        value->kind = CN_VALUE_TEXT;
        rc = cn_utf8_fold(text, len, scratch, err);
    }
    if (rc < 0)
        return rc;
    if (scratch->status < 0)
        return cn_fail_memory(err, len);
    value->hash = cn_hash_mix(cn_hash(cn_buf_str(scratch), scratch->len), (uint64_t)value->kind);
    return CAIRN_OK;
}
