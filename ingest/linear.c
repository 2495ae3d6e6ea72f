/* Sums of rows of bytes. The sums are kept in 16 bits, twice as many to a vector as of 32: 250
 * features of at most 127 each stay under 32,767. Rows are read in whole blocks, for loops whose
 * length is known are what compilers turn into vectors: up to BLOCK - 1 bytes behind a row, which
 * are there, for a file ends in a trailer of 16 bytes, and a table in memory is padded. */
#include "ingest/linear.h"

#include <stdio.h>
#include <string.h>

enum { BLOCK = 16 };

int cn_linear_open(cn_linear *linear, const cn_weights *weights, const char *name, cairn_error *err)
{
    cn_linear_head head;
    const void *data;
    char section[32];
    size_t len;
    int rc;

    *linear = (cn_linear){.rows = NULL};
    snprintf(section, sizeof(section), "%s.head", name);
    rc = cn_weights_section(weights, section, sizeof(head), &data, &len, err);
    if (rc < 0)
        return rc;
    if (len != sizeof(head))
        return cn_fail(err, CAIRN_EPARSE, 0, "%s: section \"%s\" has %zu bytes, not %zu",
                       cn_weights_path(weights), section, len, sizeof(head));
    memcpy(&head, data, sizeof(head));
    snprintf(section, sizeof(section), "%s.rows", name);
    rc = cn_weights_section(weights, section, 1, &data, &len, err);
    if (rc < 0)
        return rc;
    if (head.n_rows == 0 || (head.n_rows & (head.n_rows - 1)) != 0 || head.n_classes == 0 ||
        head.n_classes > CN_LINEAR_CLASSES_MAX || head.stride == 0 ||
        head.stride > CN_LINEAR_CLASSES_MAX ||
        len != (uint64_t)(head.n_rows - 1) * head.stride + head.n_classes)
        return cn_fail(err, CAIRN_EPARSE, 0, "%s: section \"%s\" does not fit its head",
                       cn_weights_path(weights), section);
    *linear = (cn_linear){.rows = data,
                          .n_rows = head.n_rows,
                          .n_classes = head.n_classes,
                          .stride = head.stride,
                          .scale = head.scale};
    return CAIRN_OK;
}

void cn_linear_scores(const cn_linear *linear, const uint64_t *hashes, size_t n, int32_t *scores)
{
    const size_t n_blocks = (linear->n_classes + BLOCK - 1) / BLOCK;
    int16_t sums[CN_LINEAR_CLASSES_MAX];

    memset(sums, 0, n_blocks * BLOCK * sizeof(sums[0]));
    for (size_t i = 0; i < n; i++) {
        const int8_t *row = cn_linear_row(linear, hashes[i]);

        for (size_t b = 0; b < n_blocks; b++)
            for (size_t c = b * BLOCK; c < (b + 1) * BLOCK; c++)
                sums[c] = (int16_t)(sums[c] + row[c]);
    }
    for (size_t c = 0; c < linear->n_classes; c++)
        scores[c] = sums[c];
}
