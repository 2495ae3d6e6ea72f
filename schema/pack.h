/* Small rows that come in great numbers, packed into the blob of the row they belong to: the
 * mentions and the statements of a chunk, the statements behind a fact. A row of its own costs
 * SQLite some 5,000 instructions to write, an entry in a blob about 50. */
#ifndef CN_SCHEMA_PACK_H
#define CN_SCHEMA_PACK_H

#include "base/buf.h"
#include "schema/rows.h"

enum {
    CN_PACK_ID_SIZE = 8,    /* bytes */
    CN_PACK_COUNT_SIZE = 10 /* bytes, at most */
};

/* Append rows, in order, without their ids. Failures stick to buf. */
void cn_pack_mentions(cn_buf *buf, const cn_mention_row *rows, size_t n);
void cn_pack_statements(cn_buf *buf, const cn_statement_row *rows, size_t n);

/* A walk over the packed rows of one chunk; all zero is a walk at its end. */
typedef struct cn_packed {
    const uint8_t *at; /* borrowed */
    size_t len;        /* bytes left */
    uint32_t n;        /* rows left */
    cairn_id next;     /* id of the next one */
} cn_packed;

/* n: as stored beside the blob. Any bytes and any n are fine: the walk says what is wrong. */
void cn_pack_walk(cn_packed *walk, cairn_id chunk, int64_t n, const uint8_t *data, size_t len);
/* CAIRN_ROW; CAIRN_OK at the end; CAIRN_EDB, without a message, when the bytes are no such rows.
 * Strings of a row are borrowed from the bytes. */
int cn_pack_next_mention(cn_packed *walk, cn_mention_row *row);
int cn_pack_next_statement(cn_packed *walk, cn_statement_row *row);

/* Appends ids, 8 bytes each, little-endian. Failures stick to buf. */
void cn_pack_ids(cn_buf *buf, const cairn_id *ids, size_t n);
/* The i-th of packed ids. */
cairn_id cn_pack_id(const uint8_t *data, size_t i);

/* Writes counts as LEB128; room for n * CN_PACK_COUNT_SIZE bytes. The bytes written. */
size_t cn_pack_counts(uint8_t *bytes, const uint64_t *counts, size_t n);
/* False, and all counts 0, when the bytes are not n counts and nothing else. */
bool cn_pack_read_counts(const uint8_t *data, size_t len, uint64_t *counts, size_t n);

#endif
