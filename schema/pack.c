/* Mentions, statements and ids as bytes. A mention is
 *
 *     name    8 bytes, little-endian: the id of the name
 *     kind    1 byte: role << 4 | type
 *     first   1 to 5 bytes: LEB128, seven bits a byte from the lowest, the top bit says "more"
 *     len     likewise
 *
 * and those of a chunk follow each other without anything between them: 11 bytes for a typical
 * one. A statement is
 *
 *     subject, relation, object, normal   8 bytes each, little-endian
 *     types        1 byte: subject_type << 4 | object_type
 *     confidence   2 bytes, little-endian: of 10,000
 *     rule, flags, first, len             LEB128
 *     more         text and a NUL
 *
 * 41 bytes for one without further arguments. Ids are not stored: chunk << 12 | place. Ids of
 * statements behind a fact are 8 bytes each; counts of names and entities LEB128 of 64 bits. */
#include "schema/pack.h"

#include <math.h>
#include <string.h>

enum {
    VARINT_SIZE_MAX = 5, /* bytes of 32 bits */
    MENTION_SIZE_MAX = CN_PACK_ID_SIZE + 1 + 2 * VARINT_SIZE_MAX,
    STATEMENT_HEAD = 4 * CN_PACK_ID_SIZE + 3, /* what has a fixed size comes first */
    STATEMENT_SIZE_MAX = STATEMENT_HEAD + 4 * VARINT_SIZE_MAX,
    ROWS_MAX = 1 << CN_MENTION_BITS,
    CONFIDENCE_UNIT = 10000
};

/* ---- Numbers ---- */

static uint8_t *put_u64(uint8_t *at, uint64_t value)
{
    for (int byte = 0; byte < CN_PACK_ID_SIZE; byte++)
        *at++ = (uint8_t)(value >> 8 * byte);
    return at;
}

static uint64_t get_u64(const uint8_t *at)
{
    uint64_t value = 0;

    for (int byte = 0; byte < CN_PACK_ID_SIZE; byte++)
        value |= (uint64_t)at[byte] << 8 * byte;
    return value;
}

static uint8_t *put_varint(uint8_t *at, uint32_t value)
{
    for (; value >= 0x80; value >>= 7)
        *at++ = (uint8_t)(value | 0x80);
    *at++ = (uint8_t)value;
    return at;
}

/* Moves the walk past the number; false when it has no end or does not fit 32 bits. */
static bool get_varint(cn_packed *walk, uint32_t *value)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < walk->len && i < VARINT_SIZE_MAX; i++) {
        sum |= (uint64_t)(walk->at[i] & 0x7f) << 7 * i;
        if (walk->at[i] & 0x80)
            continue;
        *value = (uint32_t)sum;
        walk->at += i + 1;
        walk->len -= i + 1;
        return sum <= UINT32_MAX;
    }
    return false;
}

/* ---- Walks ---- */

void cn_pack_walk(cn_packed *walk, cairn_id chunk, int64_t n, const uint8_t *data, size_t len)
{
    bool is_possible = n >= 0 && n <= ROWS_MAX;

    /* One row in no bytes is what no writer leaves: the first step refuses it. */
    *walk = (cn_packed){.at = data,
                        .len = is_possible ? len : 0,
                        .n = is_possible ? (uint32_t)n : 1,
                        .next = cn_mention_id(chunk, 0)};
}

/* Takes a row off the count; false when its `head` bytes are not there. */
static bool begin_row(cn_packed *walk, size_t head)
{
    if (walk->len < head)
        return false;
    walk->n--;
    walk->at += head;
    walk->len -= head;
    return true;
}

static int end_of_rows(const cn_packed *walk)
{
    return walk->len == 0 ? CAIRN_OK : CAIRN_EDB;
}

/* ---- Mentions ---- */

void cn_pack_mentions(cn_buf *buf, const cn_mention_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint8_t bytes[MENTION_SIZE_MAX];
        uint8_t *end = put_u64(bytes, (uint64_t)rows[i].name);

        *end++ = (uint8_t)(rows[i].role << 4 | rows[i].type);
        end = put_varint(end, rows[i].first);
        end = put_varint(end, rows[i].len);
        cn_buf_add(buf, (const char *)bytes, (size_t)(end - bytes));
    }
}

int cn_pack_next_mention(cn_packed *walk, cn_mention_row *row)
{
    const uint8_t *head = walk->at;

    if (walk->n == 0)
        return end_of_rows(walk);
    if (!begin_row(walk, CN_PACK_ID_SIZE + 1))
        return CAIRN_EDB;
    row->id = walk->next++;
    row->name = (int64_t)get_u64(head);
    row->role = head[CN_PACK_ID_SIZE] >> 4;
    row->type = head[CN_PACK_ID_SIZE] & 0x0f;
    if (row->role > CN_ROLE_TERM || row->type > CN_TYPE_TEXT || !get_varint(walk, &row->first) ||
        !get_varint(walk, &row->len))
        return CAIRN_EDB;
    return CAIRN_ROW;
}

/* ---- Statements ---- */

static uint32_t count_confidence(double confidence)
{
    if (!(confidence > 0)) /* nor NaN */
        return 0;
    return confidence >= 1 ? CONFIDENCE_UNIT : (uint32_t)lround(confidence * CONFIDENCE_UNIT);
}

void cn_pack_statements(cn_buf *buf, const cn_statement_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const cn_statement_row *row = &rows[i];
        const int64_t ids[] = {row->subject, row->relation, row->object, row->normal};
        const uint32_t confidence = count_confidence(row->confidence);
        const char *more = row->more ? row->more : "";
        uint8_t bytes[STATEMENT_SIZE_MAX], *end = bytes;

        for (size_t id = 0; id < sizeof(ids) / sizeof(ids[0]); id++)
            end = put_u64(end, (uint64_t)ids[id]);
        *end++ = (uint8_t)(row->subject_type << 4 | row->object_type);
        *end++ = (uint8_t)confidence;
        *end++ = (uint8_t)(confidence >> 8);
        end = put_varint(end, (uint32_t)row->rule);
        end = put_varint(end, row->flags);
        end = put_varint(end, row->first);
        end = put_varint(end, row->len);
        cn_buf_add(buf, (const char *)bytes, (size_t)(end - bytes));
        cn_buf_add(buf, more, strlen(more) + 1);
    }
}

/* The text up to a NUL that must be there. */
static bool get_text(cn_packed *walk, const char **text)
{
    const uint8_t *nul = walk->len > 0 ? memchr(walk->at, '\0', walk->len) : NULL;
    size_t len;

    if (!nul)
        return false;
    len = (size_t)(nul - walk->at) + 1;
    *text = (const char *)walk->at;
    walk->at += len;
    walk->len -= len;
    return true;
}

static bool get_statement_tail(cn_packed *walk, cn_statement_row *row)
{
    uint32_t rule, flags;

    if (!get_varint(walk, &rule) || !get_varint(walk, &flags) || !get_varint(walk, &row->first) ||
        !get_varint(walk, &row->len) || !get_text(walk, &row->more) || rule > INT32_MAX)
        return false;
    row->rule = (int)rule;
    row->flags = flags;
    return true;
}

int cn_pack_next_statement(cn_packed *walk, cn_statement_row *row)
{
    const uint8_t *head = walk->at, *types;
    uint32_t confidence;

    if (walk->n == 0)
        return end_of_rows(walk);
    if (!begin_row(walk, STATEMENT_HEAD))
        return CAIRN_EDB;
    types = head + 4 * CN_PACK_ID_SIZE;
    confidence = types[1] | (uint32_t)types[2] << 8;
    *row = (cn_statement_row){.id = walk->next++,
                              .subject = (int64_t)get_u64(head),
                              .relation = (int64_t)get_u64(head + CN_PACK_ID_SIZE),
                              .object = (int64_t)get_u64(head + 2 * CN_PACK_ID_SIZE),
                              .normal = (int64_t)get_u64(head + 3 * CN_PACK_ID_SIZE),
                              .subject_type = types[0] >> 4,
                              .object_type = types[0] & 0x0f,
                              .confidence = (double)confidence / CONFIDENCE_UNIT};
    if (row->subject_type > CN_TYPE_TEXT || row->object_type > CN_TYPE_TEXT ||
        confidence > CONFIDENCE_UNIT || !get_statement_tail(walk, row))
        return CAIRN_EDB;
    return CAIRN_ROW;
}

/* ---- Ids ---- */

void cn_pack_ids(cn_buf *buf, const cairn_id *ids, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint8_t bytes[CN_PACK_ID_SIZE];

        put_u64(bytes, (uint64_t)ids[i]);
        cn_buf_add(buf, (const char *)bytes, sizeof(bytes));
    }
}

cairn_id cn_pack_id(const uint8_t *data, size_t i)
{
    return (cairn_id)get_u64(data + i * CN_PACK_ID_SIZE);
}

/* ---- Counts ---- */

size_t cn_pack_counts(uint8_t *bytes, const uint64_t *counts, size_t n)
{
    uint8_t *end = bytes;

    for (size_t i = 0; i < n; i++) {
        uint64_t value = counts[i];

        for (; value >= 0x80; value >>= 7)
            *end++ = (uint8_t)(value | 0x80);
        *end++ = (uint8_t)value;
    }
    return (size_t)(end - bytes);
}

/* Bytes of the count that stands at data; 0 when it has no end or does not fit 64 bits. */
static size_t read_count(const uint8_t *data, size_t len, uint64_t *count)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < len && i < CN_PACK_COUNT_SIZE; i++) {
        if (i == CN_PACK_COUNT_SIZE - 1 && data[i] > 1)
            return 0;
        sum |= (uint64_t)(data[i] & 0x7f) << 7 * i;
        if (data[i] & 0x80)
            continue;
        *count = sum;
        return i + 1;
    }
    return 0;
}

bool cn_pack_read_counts(const uint8_t *data, size_t len, uint64_t *counts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t size = read_count(data, len, &counts[i]);

        if (size == 0) {
            memset(counts, 0, n * sizeof(*counts));
            return false;
        }
        data += size;
        len -= size;
    }
    if (len > 0)
        memset(counts, 0, n * sizeof(*counts));
    return len == 0;
}
