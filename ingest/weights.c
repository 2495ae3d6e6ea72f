/* Files of trained weights: opened by mapping, checked before the first use, written in one step.
 *
 * Nothing of a file is believed: the header's numbers are held against the length of the file, and
 * the hash over all bytes is compared before a section is given out. Whoever reads a section checks
 * what its own numbers mean. Numbers are copied out byte by byte where they may stand unaligned. */
#include "ingest/weights.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"

static const char magic[8] = {'C', 'N', 'W', 'E', 'I', 'G', 'H', 'T'};

enum {
    NAME_SIZE = 16, /* bytes of a kind, a language, a section's name */
    HEADER_SIZE = 48,
    ENTRY_SIZE = 32,
    TRAILER_SIZE = 16,
    ALIGN = 64, /* of sections: a cache line */
    PATH_SIZE = 512
};

typedef struct section {
    char name[NAME_SIZE];
    uint64_t first, len;
} section;

struct cn_weights {
    cn_mapping mapping;
    char path[PATH_SIZE]; /* cut when longer: for messages only */
    char kind[NAME_SIZE + 1];
    char language[NAME_SIZE + 1];
    uint32_t n_sections;
    section sections[CN_WEIGHTS_SECTIONS_MAX];
};

static uint32_t read_u32(const uint8_t *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static uint64_t read_u64(const uint8_t *bytes)
{
    return read_u32(bytes) | (uint64_t)read_u32(bytes + 4) << 32;
}

static void put_u32(uint8_t *bytes, uint32_t number)
{
    for (unsigned i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(number >> (8 * i));
}

static void put_u64(uint8_t *bytes, uint64_t number)
{
    put_u32(bytes, (uint32_t)number);
    put_u32(bytes + 4, (uint32_t)(number >> 32));
}

static void make_trailer(const void *data, size_t len, uint8_t trailer[TRAILER_SIZE])
{
    const cn_hash128 hash = cn_hash_wide(data, len);

    put_u64(trailer, hash.low);
    put_u64(trailer + 8, hash.high);
}

/* The header's fixed part. */
static int check_header(cn_weights *weights, const char *kind, cairn_error *err)
{
    const uint8_t *data = weights->mapping.data;
    const size_t len = weights->mapping.len;

    if (len < sizeof(magic) || memcmp(data, magic, sizeof(magic)) != 0)
        return cn_fail(err, CAIRN_EPARSE, 0, "%s: not a file of weights", weights->path);
    if (len < HEADER_SIZE + TRAILER_SIZE)
        return cn_fail(err, CAIRN_EPARSE, (int64_t)len, "%s: cut short, only %zu bytes are there",
                       weights->path, len);
    if (read_u32(data + 8) != CN_WEIGHTS_VERSION)
        return cn_fail(err, CAIRN_EPARSE, 8,
                       "%s: weights of version %u, this cairn reads version %d", weights->path,
                       read_u32(data + 8), CN_WEIGHTS_VERSION);
    weights->n_sections = read_u32(data + 12);
    memcpy(weights->kind, data + 16, NAME_SIZE);
    memcpy(weights->language, data + 32, NAME_SIZE);
    if (strcmp(weights->kind, kind) != 0)
        return cn_fail(err, CAIRN_EPARSE, 16, "%s: weights of kind \"%s\", not \"%s\"",
                       weights->path, weights->kind, kind);
    if (weights->n_sections > CN_WEIGHTS_SECTIONS_MAX)
        return cn_fail(err, CAIRN_EPARSE, 12, "%s: %u sections, at most %d can be", weights->path,
                       weights->n_sections, CN_WEIGHTS_SECTIONS_MAX);
    return CAIRN_OK;
}

static int check_sections(cn_weights *weights, cairn_error *err)
{
    const size_t len = weights->mapping.len;
    const size_t table_end = HEADER_SIZE + (size_t)weights->n_sections * ENTRY_SIZE;

    if (table_end > len - TRAILER_SIZE)
        return cn_fail(err, CAIRN_EPARSE, (int64_t)len, "%s: cut short within its header",
                       weights->path);
    for (uint32_t i = 0; i < weights->n_sections; i++) {
        const uint8_t *entry = weights->mapping.data + HEADER_SIZE + (size_t)i * ENTRY_SIZE;
        section *found = &weights->sections[i];

        memcpy(found->name, entry, NAME_SIZE);
        found->name[NAME_SIZE - 1] = '\0';
        found->first = read_u64(entry + NAME_SIZE);
        found->len = read_u64(entry + NAME_SIZE + 8);
        if (found->first < table_end || found->first % ALIGN != 0)
            return cn_fail(err, CAIRN_EPARSE, 0, "%s: section \"%s\" begins at a wrong place",
                           weights->path, found->name);
        if (found->first > len - TRAILER_SIZE || found->len > len - TRAILER_SIZE - found->first)
            return cn_fail(err, CAIRN_EPARSE, (int64_t)len,
                           "%s: cut short, section \"%s\" goes on behind the end", weights->path,
                           found->name);
    }
    return CAIRN_OK;
}

static int check_trailer(const cn_weights *weights, cairn_error *err)
{
    const size_t len = weights->mapping.len - TRAILER_SIZE;
    uint8_t trailer[TRAILER_SIZE];

    make_trailer(weights->mapping.data, len, trailer);
    if (memcmp(trailer, weights->mapping.data + len, TRAILER_SIZE) != 0)
        return cn_fail(err, CAIRN_EPARSE, 0, "%s: damaged, its bytes do not give its hash",
                       weights->path);
    return CAIRN_OK;
}

int cn_weights_open(cn_weights **weights, const char *path, const char *kind, cairn_error *err)
{
    cn_weights *opened;
    int rc;

    *weights = NULL;
    if (!cn_file_exists(path))
        return cn_fail(err, CAIRN_ENOTFOUND, 0, "there is no file of weights %s", path);
    opened = cn_alloc_zero(1, sizeof(*opened));
    if (!opened)
        return cn_fail_memory(err, sizeof(*opened));
    snprintf(opened->path, sizeof(opened->path), "%s", path);
    rc = cn_file_map(path, &opened->mapping, err);
    if (rc == CAIRN_OK)
        rc = check_header(opened, kind, err);
    if (rc == CAIRN_OK)
        rc = check_sections(opened, err);
    if (rc == CAIRN_OK)
        rc = check_trailer(opened, err);
    if (rc < 0) {
        cn_weights_close(opened);
        return rc;
    }
    *weights = opened;
    return CAIRN_OK;
}

void cn_weights_close(cn_weights *weights)
{
    if (!weights)
        return;
    cn_file_unmap(&weights->mapping);
    cn_free(weights);
}

int cn_weights_section(const cn_weights *weights, const char *name, size_t unit, const void **data,
                       size_t *len, cairn_error *err)
{
    *data = NULL;
    *len = 0;
    for (uint32_t i = 0; i < weights->n_sections; i++) {
        const section *found = &weights->sections[i];

        if (strcmp(found->name, name) != 0)
            continue;
        if (unit > 1 && found->len % unit != 0)
            return cn_fail(err, CAIRN_EPARSE, 0, "%s: section \"%s\" is no multiple of %zu bytes",
                           weights->path, name, unit);
        *data = weights->mapping.data + found->first;
        *len = (size_t)found->len;
        return CAIRN_OK;
    }
    return cn_fail(err, CAIRN_EPARSE, 0, "%s: section \"%s\" is missing", weights->path, name);
}

const char *cn_weights_language(const cn_weights *weights)
{
    return weights->language;
}

const char *cn_weights_path(const cn_weights *weights)
{
    return weights->path;
}

static size_t align_up(size_t n)
{
    return (n + ALIGN - 1) / ALIGN * ALIGN;
}

/* The whole file but for its trailer, in one piece of memory. */
static void fill_file(uint8_t *data, const char *kind, const char *language,
                      const cn_weights_part *parts, size_t n)
{
    size_t first = align_up(HEADER_SIZE + n * ENTRY_SIZE);

    memcpy(data, magic, sizeof(magic));
    put_u32(data + 8, CN_WEIGHTS_VERSION);
    put_u32(data + 12, (uint32_t)n);
    memcpy(data + 16, kind, strlen(kind));
    memcpy(data + 32, language, strlen(language));
    for (size_t i = 0; i < n; i++) {
        uint8_t *entry = data + HEADER_SIZE + i * ENTRY_SIZE;

        memcpy(entry, parts[i].name, strlen(parts[i].name));
        put_u64(entry + NAME_SIZE, first);
        put_u64(entry + NAME_SIZE + 8, parts[i].len);
        if (parts[i].len > 0)
            memcpy(data + first, parts[i].data, parts[i].len);
        first = align_up(first + parts[i].len);
    }
}

static int write_file(const char *path, const void *data, size_t len, cairn_error *err)
{
    cn_writer *writer = NULL;
    int rc = cn_writer_new(path, false, &writer, err);

    if (rc == CAIRN_OK)
        rc = cn_writer_add(writer, data, len, err);
    if (rc == CAIRN_OK)
        rc = cn_writer_commit(writer, err);
    cn_writer_free(writer);
    return rc;
}

int cn_weights_write(const char *path, const char *kind, const char *language,
                     const cn_weights_part *parts, size_t n, cairn_error *err)
{
    size_t len = align_up(HEADER_SIZE + n * ENTRY_SIZE);
    uint8_t *data;
    int rc;

    if (n > CN_WEIGHTS_SECTIONS_MAX || strlen(kind) >= NAME_SIZE || strlen(language) >= NAME_SIZE)
        return cn_fail(err, CAIRN_EINVAL, 0, "%s: too many sections or too long a name", path);
    for (size_t i = 0; i < n; i++) {
        if (strlen(parts[i].name) >= NAME_SIZE)
            return cn_fail(err, CAIRN_EINVAL, 0, "%s: the section's name \"%s\" is too long", path,
                           parts[i].name);
        len = align_up(len + parts[i].len);
    }
    data = cn_alloc_zero(1, len + TRAILER_SIZE);
    if (!data)
        return cn_fail_memory(err, len + TRAILER_SIZE);
    fill_file(data, kind, language, parts, n);
    make_trailer(data, len, data + len);
    rc = write_file(path, data, len + TRAILER_SIZE, err);
    cn_free(data);
    return rc;
}
