/* Literals -> values, see values.h.
 *
 * The hash of a value is the hash of its normal text: the ISO date, the number without thousands
 * separators followed by its folded unit, or the folded text. */
#include "fusion/values.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "schema/rows.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A comma between digits that has three digits behind it, and no fourth. */
static bool is_separator(const char *text, size_t len, size_t i)
{
    if (text[i] != ',' || i == 0 || len - i < 4 || !is_digit(text[i - 1]))
        return false;
    if (!is_digit(text[i + 1]) || !is_digit(text[i + 2]) || !is_digit(text[i + 3]))
        return false;
    return len - i == 4 || !is_digit(text[i + 4]);
}

/* Appends the number at text without separators and without zeros after the point; returns how
 * many bytes of text it took, 0 when there is none. */
static size_t read_number(const char *text, size_t len, cn_buf *out)
{
    size_t i = 0;
    size_t start;

    if (len > 1 && text[0] == '-')
        cn_buf_add_char(out, text[i++]);
    start = i;
    for (; i < len && (is_digit(text[i]) || is_separator(text, len, i)); i++) {
        if (text[i] != ',')
            cn_buf_add_char(out, text[i]);
    }
    if (i == start)
        return 0;
    if (len - i >= 2 && text[i] == '.' && is_digit(text[i + 1])) {
        size_t end = i + 1;
        size_t last = i; /* the last byte worth keeping */

        for (; end < len && is_digit(text[end]); end++)
            last = text[end] != '0' ? end : last;
        if (last > i)
            cn_buf_add(out, text + i, last + 1 - i);
        i = end;
    }
    return i;
}

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

static int read_quantity(const char *text, size_t len, cn_buf *scratch, cn_value *value,
                         cairn_error *err)
{
    size_t unit_first;
    size_t used = read_number(text, len, scratch);
    int rc;

    if (used == 0) {
        cn_buf_clear(scratch);
        return CAIRN_OK;
    }
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

int cn_value_read(const char *text, size_t len, int type, cn_buf *scratch, cn_value *value,
                  cairn_error *err)
{
    char iso[11];
    cn_date date;
    int rc = CAIRN_OK;

    *value = (cn_value){.kind = CN_VALUE_NONE};
    cn_buf_clear(scratch);
    trim(&text, &len);
    if (len == 0)
        return CAIRN_OK;
    if (type != CN_TYPE_QUANTITY && cn_date_read(text, len, &date)) {
        value->kind = CN_VALUE_DATE;
        value->detail = cn_date_pack(&date);
        cn_buf_add(scratch, iso, cn_date_iso(&date, iso));
    } else {
        rc = read_quantity(text, len, scratch, value, err);
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
