/* Mentions and ids as bytes. A mention is
 *
 *     name    8 bytes, little-endian: the id of the name
 *     kind    1 byte: role << 4 | type
 *     first   1 to 5 bytes: LEB128, seven bits a byte from the lowest, the top bit says "more"
 *     len     likewise
 *
 * and those of a chunk follow each other without anything between them: 11 bytes for a typical
 * one. Its id is not stored: chunk << 12 | place. Ids of statements are 8 bytes each. */
#include "schema/pack.h"

#include <assert.h>

enum {
    VARINT_SIZE_MAX = 5, /* bytes of 32 bits */
    MENTION_SIZE_MAX = CN_PACK_ID_SIZE + 1 + 2 * VARINT_SIZE_MAX,
    MENTIONS_MAX = 1 << CN_MENTION_BITS
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
static bool get_varint(cn_mention_walk *walk, uint32_t *value)
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

void cn_pack_walk(cn_mention_walk *walk, cairn_id chunk, int64_t n, const uint8_t *data, size_t len)
{
    bool is_possible = n >= 0 && n <= MENTIONS_MAX;

    /* One mention in no bytes is what no writer leaves: the first step refuses it. */
    *walk = (cn_mention_walk){.at = data,
                              .len = is_possible ? len : 0,
                              .n = is_possible ? (uint32_t)n : 1,
                              .next = cn_mention_id(chunk, 0)};
}

int cn_pack_next(cn_mention_walk *walk, cn_mention_row *row)
{
    if (walk->n == 0)
        return walk->len == 0 ? CAIRN_OK : CAIRN_EDB;
    if (walk->len <= CN_PACK_ID_SIZE)
        return CAIRN_EDB;
    row->id = walk->next++;
    row->name = (int64_t)get_u64(walk->at);
    row->role = walk->at[CN_PACK_ID_SIZE] >> 4;
    row->type = walk->at[CN_PACK_ID_SIZE] & 0x0f;
    walk->at += CN_PACK_ID_SIZE + 1;
    walk->len -= CN_PACK_ID_SIZE + 1;
    walk->n--;
    if (row->role > CN_ROLE_TERM || row->type > CN_TYPE_TEXT || !get_varint(walk, &row->first) ||
        !get_varint(walk, &row->len))
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
