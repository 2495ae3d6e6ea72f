/* Sections into one file, in one stream: lengths and hashes are known only when a section has
 * been written, so that what describes them stands at the end of the file. See snapshot_build.c
 * for the format. */
#include "graph/snapshot_parts.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

_Static_assert(sizeof(cn_snap_trailer) == 512, "the trailer is part of the format");
_Static_assert(sizeof(cn_snap_chunk) == 16 && sizeof(cn_snap_term) == 24 &&
                   sizeof(cn_snap_key) == 16 && sizeof(cn_snap_link) == 8 &&
                   sizeof(cn_snap_fact) == 24,
               "rows are written as they lie in memory");
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the format is little-endian");

struct cn_snap_file {
    cn_writer *writer;
    cn_snap_trailer trailer;
    cn_snap_section *open; /* the section being written, or NULL */
    size_t n_block;
    uint8_t block[CN_SNAP_BLOCK];
};

int cn_snap_file_new(const char *path, cn_snap_file **file, cairn_error *err)
{
    cn_snap_file *made = cn_alloc_zero(1, sizeof(*made));
    int rc;

    *file = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    /* Not durable: a snapshot that a crash tore is seen by its trailer and made again. */
    rc = cn_writer_new(path, false, &made->writer, err);
    if (rc == CAIRN_OK)
        rc = cn_writer_add(made->writer, CN_SNAP_MAGIC, strlen(CN_SNAP_MAGIC), err);
    if (rc < 0) {
        cn_snap_file_free(made);
        return rc;
    }
    *file = made;
    return CAIRN_OK;
}

void cn_snap_file_free(cn_snap_file *file)
{
    if (!file)
        return;
    cn_writer_free(file->writer);
    cn_free(file);
}

static int flush_block(cn_snap_file *file, cairn_error *err)
{
    int rc;

    if (file->n_block == 0)
        return CAIRN_OK;
    file->open->hash = cn_hash_mix(file->open->hash, cn_hash(file->block, file->n_block));
    file->open->len += file->n_block;
    rc = cn_writer_add(file->writer, file->block, file->n_block, err);
    file->n_block = 0;
    return rc;
}

/* Fills up with zeros to a multiple of CN_SNAP_ALIGN. */
static int align(cn_snap_file *file, cairn_error *err)
{
    static const uint8_t zeros[CN_SNAP_ALIGN];
    uint64_t over = cn_writer_len(file->writer) % CN_SNAP_ALIGN;

    if (over == 0)
        return CAIRN_OK;
    return cn_writer_add(file->writer, zeros, (size_t)(CN_SNAP_ALIGN - over), err);
}

static int end_section(cn_snap_file *file, cairn_error *err)
{
    int rc = file->open ? flush_block(file, err) : CAIRN_OK;

    file->open = NULL;
    return rc < 0 ? rc : align(file, err);
}

int cn_snap_file_begin(cn_snap_file *file, cn_snap_section_kind kind, cairn_error *err)
{
    int rc = end_section(file, err);

    if (rc < 0)
        return rc;
    file->open = &file->trailer.sections[kind];
    file->open->first = cn_writer_len(file->writer);
    return CAIRN_OK;
}

int cn_snap_file_add(cn_snap_file *file, const void *data, size_t len, cairn_error *err)
{
    const uint8_t *from = data;

    while (len > 0) {
        size_t room = sizeof(file->block) - file->n_block;
        size_t piece = len < room ? len : room;

        memcpy(file->block + file->n_block, from, piece);
        file->n_block += piece;
        from += piece;
        len -= piece;
        if (file->n_block == sizeof(file->block)) {
            int rc = flush_block(file, err);

            if (rc < 0)
                return rc;
        }
    }
    return CAIRN_OK;
}

int cn_snap_file_put(cn_snap_file *file, cn_snap_section_kind kind, const void *data, size_t len,
                     cairn_error *err)
{
    int rc = cn_snap_file_begin(file, kind, err);

    return rc < 0 ? rc : cn_snap_file_add(file, data, len, err);
}

uint64_t cn_snap_file_section_len(const cn_snap_file *file)
{
    return file->open->len + file->n_block;
}

int cn_snap_file_commit(cn_snap_file *file, uint64_t generation, uint32_t n_chunks,
                        uint32_t n_documents, uint32_t n_entities, cairn_error *err)
{
    cn_snap_trailer *trailer = &file->trailer;
    int rc = end_section(file, err);

    if (rc < 0)
        return rc;
    memcpy(trailer->magic, CN_SNAP_MAGIC, sizeof(trailer->magic));
    trailer->version = CN_SNAPSHOT_VERSION;
    trailer->trailer_len = sizeof(*trailer);
    trailer->generation = generation;
    trailer->file_len = cn_writer_len(file->writer) + sizeof(*trailer);
    trailer->n_chunks = n_chunks;
    trailer->n_documents = n_documents;
    trailer->n_entities = n_entities;
    trailer->n_sections = CN_SNAP_SECTIONS;
    trailer->checksum = cn_snap_trailer_checksum(trailer);
    rc = cn_writer_add(file->writer, trailer, sizeof(*trailer), err);
    return rc < 0 ? rc : cn_writer_commit(file->writer, err);
}

uint64_t cn_snap_section_hash(const uint8_t *data, size_t len)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < len; i += CN_SNAP_BLOCK) {
        size_t rest = len - i;

        hash = cn_hash_mix(hash, cn_hash(data + i, rest < CN_SNAP_BLOCK ? rest : CN_SNAP_BLOCK));
    }
    return hash;
}

uint64_t cn_snap_trailer_checksum(const cn_snap_trailer *trailer)
{
    return cn_hash(trailer, offsetof(cn_snap_trailer, checksum));
}
