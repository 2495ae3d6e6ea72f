/* Blocks -> chunks; the rules are in chunk.h.
 *
 * A block's region reaches from its first byte to the next block's, so that the white space between
 * belongs to someone and chunks tile the text. One chunk is open at a time and covers
 * [at, the end of the last region taken in). */
#include "ingest/chunk.h"

#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/sentence.h"
#include "base/utf8.h"
#include "ingest/reader.h"

#define CHUNKS_MAX ((size_t)1 << CN_CHUNK_BITS)
#define LEVELS 6
#define HEADING_MAX 160 /* bytes of one heading in a path: 6 of them stay under 1000 */
#define CUT_MIN (CN_CHUNK_TARGET / 4) /* a cut sooner than this is looked for elsewhere */
#define STRINGS_MAX ((size_t)1 << 30)

typedef struct chunker {
    const cn_document *doc;
    cn_chunks *chunks;
    size_t at;    /* where the open chunk begins */
    size_t block; /* first block that reaches beyond `at` */
    int kind;     /* of the open chunk */
    bool is_open;
    bool only_headings;                     /* so far */
    char headings[LEVELS][HEADING_MAX + 1]; /* by level - 1; "" for none */
    const char *path;                       /* of headings; NULL when it must be made again */
} chunker;

static int kind_of(const cn_block *block)
{
    if (block->kind == CN_BLOCK_ROW)
        return CN_CHUNK_TABLE;
    return block->kind == CN_BLOCK_CODE ? CN_CHUNK_CODE : CN_CHUNK_PROSE;
}

/* The text of the heading at its level, none below it. */
static void enter_heading(chunker *c, const cn_block *block)
{
    size_t level = block->level < 1 ? 1 : block->level > LEVELS ? LEVELS : block->level;
    const char *text = c->doc->text.data + block->first;
    size_t len = block->len < HEADING_MAX ? block->len : cn_utf8_floor(text, HEADING_MAX);
    char *out = c->headings[level - 1];

    for (size_t i = level; i < LEVELS; i++)
        c->headings[i][0] = '\0';
    for (size_t i = 0; i < len; i++) {
        if (!cn_is_space(text[i]))
            *out++ = text[i];
        else if (i > 0 && !cn_is_space(text[i - 1]))
            *out++ = ' ';
    }
    *out = '\0';
    c->path = NULL;
}

static int make_path(chunker *c, cairn_error *err)
{
    char path[LEVELS * (HEADING_MAX + 3) + 1];
    size_t len = 0;

    if (c->path)
        return CAIRN_OK;
    for (int i = 0; i < LEVELS; i++) {
        size_t n = strlen(c->headings[i]);

        if (n > 0 && len > 0) {
            memcpy(path + len, " > ", 3);
            len += 3;
        }
        memcpy(path + len, c->headings[i], n);
        len += n;
    }
    c->path = cn_arena_strndup(c->chunks->strings, path, len);
    return c->path ? CAIRN_OK : cn_fail_memory(err, len);
}

/* Where the chunk stands in the source: exact for a verbatim text, else all of its blocks. */
static void find_source(chunker *c, cn_chunk *chunk)
{
    const cn_document *doc = c->doc;
    uint64_t first = UINT64_MAX, end = 0;

    if (doc->is_verbatim && doc->n_blocks > 0) {
        chunk->src_first = doc->blocks[0].src_first - doc->blocks[0].first + chunk->first;
        chunk->src_len = chunk->len;
        return;
    }
    for (size_t i = c->block; i < doc->n_blocks; i++) {
        const cn_block *block = &doc->blocks[i];

        if (block->first >= chunk->first + chunk->len)
            break;
        if (block->src_len == 0)
            continue;
        first = block->src_first < first ? block->src_first : first;
        end = block->src_first + block->src_len > end ? block->src_first + block->src_len : end;
    }
    if (end > first) {
        chunk->src_first = first;
        chunk->src_len = end - first;
    }
}

/* Ends the open chunk before `end`. */
static int close_chunk(chunker *c, size_t end, cairn_error *err)
{
    cn_chunks *chunks = c->chunks;
    void *items = chunks->items;
    cn_chunk chunk = {.kind = c->kind, .first = c->at, .len = end - c->at};
    int rc = make_path(c, err);

    if (rc < 0)
        return rc;
    if (chunks->n >= CHUNKS_MAX)
        return cn_fail(err, CAIRN_EINVAL, 0, "%.120s: more than %zu chunks", c->doc->uri,
                       CHUNKS_MAX);
    if (!cn_grow(&items, &chunks->cap, chunks->n + 1, CHUNKS_MAX, sizeof(chunk)))
        return cn_fail_memory(err, (chunks->n + 1) * sizeof(chunk));
    chunks->items = items;
    chunk.heading = c->path;
    find_source(c, &chunk);
    chunks->items[chunks->n++] = chunk;
    c->at = end;
    while (c->block < c->doc->n_blocks &&
           c->doc->blocks[c->block].first + c->doc->blocks[c->block].len <= end)
        c->block++;
    return CAIRN_OK;
}

/* The end of the last sentence that ends within text; 0 when none does. */
static size_t last_sentence(const char *text, size_t len)
{
    size_t last = 0;

    for (;;) {
        size_t end = cn_sentence_end(text, len, last);

        if (end <= last || end >= len)
            return last;
        last = end;
    }
}

/* Behind the last byte of text that is c, or any white space for c == ' '; 0 when there is none. */
static size_t last_break(const char *text, size_t len, char c)
{
    while (len > 0 && !(text[len - 1] == c || (c == ' ' && cn_is_space(text[len - 1]))))
        len--;
    return len;
}

/* Where to cut text of len > CN_CHUNK_TARGET: 0 < result <= CN_CHUNK_MAX. */
static size_t find_cut(const char *text, size_t len, int kind)
{
    size_t max = len < CN_CHUNK_MAX ? len : CN_CHUNK_MAX;
    size_t cut = 0;

    if (kind == CN_CHUNK_PROSE)
        cut = last_sentence(text, CN_CHUNK_TARGET);
    if (cut < CUT_MIN)
        cut = last_break(text, CN_CHUNK_TARGET, '\n');
    if (cut < CUT_MIN)
        cut = last_break(text, CN_CHUNK_TARGET, ' ');
    if (cut < CUT_MIN)
        cut = cn_utf8_floor(text, CN_CHUNK_TARGET);
    while (cut < max && cn_is_space(text[cut]))
        cut++;
    return cut;
}

/* Takes the region up to `end` into the open chunk, in pieces when it is too long. */
static int take_region(chunker *c, size_t end, cairn_error *err)
{
    bool is_long = end - c->at > CN_CHUNK_MAX;
    int rc = CAIRN_OK;

    /* Down to the target, so that the last piece is no longer than the others. */
    while (rc == CAIRN_OK && is_long && end - c->at > CN_CHUNK_TARGET) {
        size_t cut = find_cut(c->doc->text.data + c->at, end - c->at, c->kind);

        rc = close_chunk(c, c->at + cut, err);
    }
    c->is_open = c->at < end;
    return rc;
}

/* Must the open chunk end before the block? */
static bool must_close(const chunker *c, const cn_block *block)
{
    if (!c->is_open || c->only_headings)
        return false;
    return block->kind == CN_BLOCK_HEADING || kind_of(block) != c->kind ||
           block->first + block->len - c->at > CN_CHUNK_TARGET;
}

static int take_block(chunker *c, size_t i, cairn_error *err)
{
    const cn_document *doc = c->doc;
    const cn_block *block = &doc->blocks[i];
    bool is_heading = block->kind == CN_BLOCK_HEADING;
    int rc = CAIRN_OK;

    if (must_close(c, block)) {
        rc = close_chunk(c, block->first, err);
        c->is_open = false;
    }
    if (rc < 0)
        return rc;
    c->only_headings = is_heading && (!c->is_open || c->only_headings);
    c->kind = kind_of(block);
    if (is_heading)
        enter_heading(c, block);
    return take_region(c, i + 1 < doc->n_blocks ? block[1].first : doc->text.len, err);
}

int cn_chunk_cut(const cn_document *doc, cn_chunks *chunks, cairn_error *err)
{
    chunker c = {.doc = doc, .chunks = chunks};
    int rc = CAIRN_OK;

    *chunks = (cn_chunks){0};
    chunks->strings = cn_alloc(sizeof(*chunks->strings));
    if (!chunks->strings)
        return cn_fail_memory(err, sizeof(*chunks->strings));
    cn_arena_init(chunks->strings, STRINGS_MAX);
    for (size_t i = 0; rc == CAIRN_OK && i < doc->n_blocks; i++)
        rc = take_block(&c, i, err);
    if (rc == CAIRN_OK && c.at < doc->text.len)
        rc = take_region(&c, doc->text.len, err);
    if (rc == CAIRN_OK && c.at < doc->text.len)
        rc = close_chunk(&c, doc->text.len, err);
    if (rc < 0)
        cn_chunks_done(chunks);
    return rc;
}

void cn_chunks_done(cn_chunks *chunks)
{
    cn_free(chunks->items);
    if (chunks->strings)
        cn_arena_done(chunks->strings);
    cn_free(chunks->strings);
    *chunks = (cn_chunks){0};
}
