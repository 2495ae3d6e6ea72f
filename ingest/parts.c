/* See parts.h. A slice ends at a line end; the mapping is given away with the last one. A file that
 * cannot be mapped or does not look like JSONL becomes one whole part, whose reading says why. */
#include "ingest/parts.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"

#define SLICE_BYTES ((size_t)128 << 10) /* some 200 short documents */
#define SNIFF_BYTES ((size_t)4 << 10)   /* where a NUL tells UTF-16 */

struct cn_parts {
    int format;
    cn_arena arena; /* the paths */
    const char **paths;
    size_t n, cap, next;
    cn_mapping mapping; /* of the file being sliced */
    size_t at;          /* first byte not handed out yet */
    uint64_t line;
};

int cn_parts_new(int format, cn_parts **parts, cairn_error *err)
{
    *parts = cn_alloc_zero(1, sizeof **parts);
    if (!*parts)
        return cn_fail_memory(err, sizeof **parts);
    (*parts)->format = format;
    cn_arena_init(&(*parts)->arena, SIZE_MAX / 2);
    return CAIRN_OK;
}

void cn_parts_free(cn_parts *parts)
{
    if (!parts)
        return;
    cn_file_unmap(&parts->mapping);
    cn_arena_done(&parts->arena);
    cn_free(parts->paths);
    cn_free(parts);
}

int cn_parts_add(cn_parts *parts, const char *path, cairn_error *err)
{
    char *copy = cn_arena_strndup(&parts->arena, path, strlen(path));

    if (!copy ||
        !cn_grow((void **)&parts->paths, &parts->cap, parts->n + 1, SIZE_MAX, sizeof *parts->paths))
        return cn_fail_memory(err, strlen(path));
    parts->paths[parts->n++] = copy;
    return CAIRN_OK;
}

static bool ends_with(const char *text, const char *end)
{
    const size_t len = strlen(text), end_len = strlen(end);

    return len >= end_len && strcasecmp(text + len - end_len, end) == 0;
}

/* Rows of UTF-8 from the first byte on. What else may begin with a brace, a reader judges: UTF-16
 * without a mark, RTF, binary data. */
static bool begins_with_row(const cn_mapping *mapping)
{
    const char *text = (const char *)mapping->data;
    const size_t sniffed = mapping->len < SNIFF_BYTES ? mapping->len : SNIFF_BYTES;

    return mapping->len > SLICE_BYTES && text[0] == '{' && text[1] != '\\' &&
           !memchr(text, '\0', sniffed) && !cn_utf8_is_binary(text, mapping->len);
}

/* Maps the file when it is JSONL worth slicing. */
static void map_file(cn_parts *parts, const char *path)
{
    const bool is_named = ends_with(path, ".jsonl") || ends_with(path, ".ndjson");
    struct stat info;

    if (parts->format != CAIRN_FORMAT_JSONL && !(parts->format == CAIRN_FORMAT_AUTO && is_named))
        return;
    if (strcmp(path, "-") == 0 || stat(path, &info) != 0 || !S_ISREG(info.st_mode) ||
        info.st_size <= (off_t)SLICE_BYTES || (size_t)info.st_size > CN_SOURCE_MAX ||
        cn_file_map(path, &parts->mapping, NULL) < 0)
        return;
    if (!begins_with_row(&parts->mapping))
        cn_file_unmap(&parts->mapping);
    parts->at = 0;
    parts->line = 1;
}

static uint64_t count_lines(const char *text, size_t len)
{
    uint64_t n = 0;

    for (const char *at = text, *end = text + len; (at = memchr(at, '\n', (size_t)(end - at)));
         at++)
        n++;
    return n;
}

static void cut_slice(cn_parts *parts, cn_part *part)
{
    const char *text = (const char *)parts->mapping.data + parts->at;
    const size_t left = parts->mapping.len - parts->at;
    const char *eol =
        left > SLICE_BYTES ? memchr(text + SLICE_BYTES, '\n', left - SLICE_BYTES) : NULL;

    part->text = text;
    part->len = eol ? (size_t)(eol - text) + 1 : left;
    part->src_base = parts->at;
    part->first_line = parts->line;
    parts->at += part->len;
    parts->line += count_lines(text, part->len);
    if (parts->at == parts->mapping.len) {
        part->mapping = parts->mapping;
        parts->mapping = (cn_mapping){NULL, 0};
    }
}

int cn_parts_next(cn_parts *parts, cn_part *part, cairn_error *err)
{
    (void)err;
    *part = (cn_part){.format = parts->format};
    if (!parts->mapping.data) {
        if (parts->next == parts->n)
            return CAIRN_OK;
        map_file(parts, parts->paths[parts->next++]);
    }
    part->path = parts->paths[parts->next - 1];
    if (parts->mapping.data)
        cut_slice(parts, part);
    return CAIRN_ROW;
}

int cn_part_read(const cn_part *part, const cn_sink *sink, cairn_error *err)
{
    cn_source source = {.path = part->path,
                        .text = part->text,
                        .len = part->len,
                        .src_base = part->src_base,
                        .first_line = part->first_line,
                        .is_verbatim = true};
    cn_buf uri;
    int rc;

    if (!part->text)
        return cn_source_read_file(part->path, part->format, sink, err);
    cn_buf_init(&uri, CN_SOURCE_MAX);
    rc = cn_source_uri(part->path, &uri, err);
    source.uri = cn_buf_str(&uri);
    if (rc == CAIRN_OK)
        rc = cn_read_jsonl(&source, sink, err);
    cn_buf_done(&uri);
    return rc;
}

void cn_part_done(cn_part *part)
{
    cn_file_unmap(&part->mapping);
}
