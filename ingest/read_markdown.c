/* Markdown (GitHub's dialect) -> one document, by md4c.
 *
 * A block's text is plain: inline markup is dropped, the text of links and images kept, entities
 * decoded, raw HTML dropped. Its source range is the lines that hold it, found from the pointers
 * md4c hands out, which point into the source. "key: value" lines between two lines of --- at the
 * top are metadata. md4c keeps its own stacks and calls us without recursion; what we keep of
 * nesting is two counters. */
#include <md4c.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "ingest/delimiter_rows.h"
#include "ingest/reader.h"

#define SOFT_BREAK '\x1F' /* stands for a line end in the source until the block is complete */
#define KEY_MAX 60        /* bytes before the colon of a "key: value" line */
#define FRONT_MATTER_MAX ((size_t)64 << 10)

typedef struct markdown {
    const cn_source *source;
    const char *text; /* of the source, behind the front matter; then its widened copy */
    size_t len;
    size_t offset;          /* of text in the source */
    cn_delimiter_rows rows; /* where the copy is longer than the source */
    cn_document *doc;
    cairn_error *err;
    int rc;
    cn_buf leaf;                   /* text of the open block */
    const char *src_min, *src_max; /* of the open block or row; NULL: nothing yet */
    unsigned level;                /* of the open heading, else 0 */
    unsigned n_quotes, n_lists;    /* open around us */
    bool in_code, in_html, in_head;
    bool has_title;
    size_t n_cells; /* of all tables */
    cn_cells header, row;
} markdown;

static bool is_key_value(const char *line, size_t len)
{
    const char *colon = memchr(line, ':', len < KEY_MAX ? len : KEY_MAX);

    return colon && colon > line && colon + 1 < line + len && colon[1] == ' ';
}

/* Line ends of the source become spaces, unless every line is a "key: value". */
static void settle_breaks(char *text, size_t len)
{
    bool all_key_value = true;

    for (size_t i = 0; i < len && all_key_value;) {
        const char *found = memchr(text + i, SOFT_BREAK, len - i);
        size_t end = found ? (size_t)(found - text) : len;

        all_key_value = is_key_value(text + i, end - i);
        i = end + 1;
    }
    for (char *at = text; (at = memchr(at, SOFT_BREAK, (size_t)(text + len - at)));)
        *at++ = all_key_value ? '\n' : ' ';
}

/* The lines of the source that hold the open block. */
static void source_range(const markdown *m, uint64_t *first, uint64_t *len)
{
    const char *from = m->src_min, *to = m->src_max, *end = m->text + m->len;

    *first = *len = 0;
    if (!m->source->is_verbatim || !from)
        return;
    while (from > m->text && from[-1] != '\n')
        from--;
    while (to < end && *to != '\n')
        to++;
    *first = cn_delimiter_rows_unmap(&m->rows, (size_t)(from - m->text));
    *len = cn_delimiter_rows_unmap(&m->rows, (size_t)(to - m->text)) - *first;
    *first += m->source->src_base + m->offset;
}

static cn_block_kind kind_of(const markdown *m)
{
    if (m->level > 0)
        return CN_BLOCK_HEADING;
    if (m->in_code)
        return CN_BLOCK_CODE;
    if (m->n_lists > 0)
        return CN_BLOCK_LIST_ITEM;
    return m->n_quotes > 0 ? CN_BLOCK_QUOTE : CN_BLOCK_PARAGRAPH;
}

static int set_title(markdown *m, const char *text, size_t len)
{
    cn_buf title;
    int rc;

    m->has_title = true;
    cn_buf_init(&title, CN_SOURCE_MAX);
    cn_squeeze(&title, text, len);
    rc = cn_buf_check(&title, m->err);
    if (rc == CAIRN_OK)
        rc = cn_document_set(&m->doc->title, cn_buf_str(&title), title.len, m->err);
    cn_buf_done(&title);
    return rc;
}

static void start_block(markdown *m)
{
    cn_buf_clear(&m->leaf);
    m->src_min = m->src_max = NULL;
}

/* Makes a block of the text so far, if there is any. */
static int flush(markdown *m)
{
    uint64_t first, len;
    int rc = cn_buf_check(&m->leaf, m->err);

    if (rc == CAIRN_OK && m->leaf.len > 0) {
        settle_breaks(m->leaf.data, m->leaf.len);
        source_range(m, &first, &len);
        rc = cn_document_add(m->doc, kind_of(m), m->level, m->leaf.data, m->leaf.len, first, len,
                             m->err);
        if (rc == CAIRN_OK && m->level == 1 && !m->has_title)
            rc = set_title(m, m->leaf.data, m->leaf.len);
    }
    start_block(m);
    return rc;
}

static int end_cell(markdown *m)
{
    int rc = cn_buf_check(&m->leaf, m->err);

    /* md4c fills short rows up: a wide header over many empty rows would never end. */
    if (rc == CAIRN_OK && ++m->n_cells > m->len)
        rc = cn_fail(m->err, CAIRN_EPARSE, 0, "%.180s: a table has more cells than the file bytes",
                     cn_source_name(m->source));
    if (rc == CAIRN_OK && m->leaf.len > 0)
        settle_breaks(m->leaf.data, m->leaf.len);
    if (rc == CAIRN_OK)
        rc = cn_cells_add(m->in_head ? &m->header : &m->row, cn_buf_str(&m->leaf), m->leaf.len,
                          m->err);
    cn_buf_clear(&m->leaf);
    return rc;
}

static int end_row(markdown *m)
{
    uint64_t first, len;
    int rc = CAIRN_OK;

    if (!m->in_head) {
        source_range(m, &first, &len);
        rc = cn_row_add(m->doc, &m->header, &m->row, first, len, m->err);
        cn_cells_clear(&m->row);
        start_block(m);
    }
    return rc;
}

static int end_table(markdown *m, const MD_BLOCK_TABLE_DETAIL *detail)
{
    uint64_t first, len;

    if (detail->body_row_count > 0)
        return CAIRN_OK;
    source_range(m, &first, &len);
    return cn_row_add_header(m->doc, &m->header, first, len, m->err);
}

/* What a callback returns: md4c passes on only what is negative. */
static int stop(const markdown *m)
{
    return m->rc < 0 ? -1 : 0;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    markdown *m = user;

    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD || type == MD_BLOCK_TR)
        return 0;
    if (type == MD_BLOCK_TBODY) {
        start_block(m); /* the first row's range is without the header */
        return 0;
    }
    m->rc = flush(m);
    if (type == MD_BLOCK_H)
        m->level = ((MD_BLOCK_H_DETAIL *)detail)->level;
    else if (type == MD_BLOCK_QUOTE)
        m->n_quotes++;
    else if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
        m->n_lists++;
    else if (type == MD_BLOCK_CODE)
        m->in_code = true;
    else if (type == MD_BLOCK_HTML)
        m->in_html = true;
    else if (type == MD_BLOCK_THEAD)
        m->in_head = true;
    else if (type == MD_BLOCK_TABLE)
        cn_cells_clear(&m->header);
    return stop(m);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    markdown *m = user;

    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
        m->rc = end_cell(m);
    else if (type == MD_BLOCK_TR)
        m->rc = end_row(m);
    else if (type == MD_BLOCK_TABLE)
        m->rc = end_table(m, detail);
    else if (type != MD_BLOCK_THEAD && type != MD_BLOCK_TBODY)
        m->rc = flush(m);
    if (type == MD_BLOCK_H)
        m->level = 0;
    else if (type == MD_BLOCK_QUOTE)
        m->n_quotes--;
    else if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
        m->n_lists--;
    else if (type == MD_BLOCK_CODE)
        m->in_code = false;
    else if (type == MD_BLOCK_HTML)
        m->in_html = false;
    else if (type == MD_BLOCK_THEAD)
        m->in_head = false;
    return stop(m);
}

/* Links, images and emphasis leave only their text. */
static int pass_span(MD_SPANTYPE type, void *detail, void *user)
{
    (void)type;
    (void)detail;
    (void)user;
    return 0;
}

/* Some of md4c's texts are constants of its own, such as the "\n" between lines of code. */
static void note_source(markdown *m, const char *text, size_t len)
{
    if ((uintptr_t)text < (uintptr_t)m->text ||
        (uintptr_t)text + len > (uintptr_t)m->text + m->len || len == 0)
        return;
    if (!m->src_min || text < m->src_min)
        m->src_min = text;
    if (!m->src_max || text + len > m->src_max)
        m->src_max = text + len;
}

static void add_entity(markdown *m, const char *text, size_t len)
{
    char utf8[4];
    size_t n = cn_html_entity(text, len, utf8);

    cn_buf_add(&m->leaf, n > 0 ? utf8 : text, n > 0 ? n : len);
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE len, void *user)
{
    markdown *m = user;

    if (m->in_html)
        return 0;
    note_source(m, text, len);
    switch (type) {
    case MD_TEXT_NULLCHAR:
        cn_buf_add_char(&m->leaf, ' ');
        break;
    case MD_TEXT_BR:
        cn_buf_add_char(&m->leaf, '\n');
        break;
    case MD_TEXT_SOFTBR:
        cn_buf_add_char(&m->leaf, SOFT_BREAK);
        break;
    case MD_TEXT_ENTITY:
        add_entity(m, text, len);
        break;
    case MD_TEXT_HTML:
        if (len >= 3 && (memcmp(text, "<br", 3) == 0 || memcmp(text, "<BR", 3) == 0))
            cn_buf_add_char(&m->leaf, '\n');
        break;
    default:
        cn_buf_add(&m->leaf, text, len);
    }
    m->rc = cn_buf_check(&m->leaf, m->err);
    return stop(m);
}

/* The next line of text from *at on, trimmed at its end. */
static bool next_line(const markdown *m, size_t *at, size_t *first, size_t *end)
{
    const char *eol;

    if (*at >= m->len || *at > FRONT_MATTER_MAX)
        return false;
    eol = memchr(m->text + *at, '\n', m->len - *at);
    *first = *at;
    *end = eol ? (size_t)(eol - m->text) : m->len;
    *at = *end + 1;
    while (*end > *first && cn_is_space(m->text[*end - 1]))
        --*end;
    return true;
}

static bool is_fence(const char *line, size_t len)
{
    return len == 3 && (memcmp(line, "---", 3) == 0 || memcmp(line, "...", 3) == 0);
}

/* Keys, comments, and what YAML hangs below a key: nothing else stands in front matter. */
static bool is_yaml_line(const char *line, size_t len)
{
    const char *colon = memchr(line, ':', len);

    if (len == 0 || line[0] == '#' || line[0] == ' ' || line[0] == '\t' || line[0] == '-')
        return true;
    return colon && colon > line && (colon + 1 == line + len || colon[1] == ' ');
}

/* The length of the front matter with both its fences; 0 when there is none. */
static size_t front_matter_len(const markdown *m)
{
    size_t at = 0, first, end;

    if (!next_line(m, &at, &first, &end) || end - first != 3 || memcmp(m->text, "---", 3) != 0)
        return 0;
    while (next_line(m, &at, &first, &end)) {
        if (is_fence(m->text + first, end - first))
            return at < m->len ? at : m->len;
        if (!is_yaml_line(m->text + first, end - first))
            return 0;
    }
    return 0;
}

static void strip_quotes(const char **text, size_t *len)
{
    if (*len >= 2 && ((*text)[0] == '"' || (*text)[0] == '\'') && (*text)[*len - 1] == (*text)[0]) {
        ++*text;
        *len -= 2;
    }
}

/* "key: value" -> a member of meta; the title becomes the document's. */
static int read_front_line(markdown *m, const char *line, size_t len, cn_json *meta)
{
    const char *colon = memchr(line, ':', len);
    char key[KEY_MAX + 1];
    size_t key_len = colon ? (size_t)(colon - line) : 0, first, end = len;

    if (key_len == 0 || key_len > KEY_MAX || line[0] == '#' || line[0] == ' ' || line[0] == '-')
        return CAIRN_OK;
    first = key_len + 1;
    cn_trim(line, &first, &end);
    if (first == end)
        return CAIRN_OK;
    line += first;
    len = end - first;
    strip_quotes(&line, &len);
    memcpy(key, colon - key_len, key_len);
    key[key_len] = '\0';
    if (strcmp(key, "title") == 0)
        return set_title(m, line, len);
    cn_json_set(meta, key, cn_json_new_string(line, len));
    return CAIRN_OK;
}

static int set_meta(markdown *m, const cn_json *meta)
{
    cn_buf text;
    int rc;

    if (cn_json_count(meta) == 0)
        return CAIRN_OK;
    cn_buf_init(&text, 8 * FRONT_MATTER_MAX); /* escapes make it longer */
    rc = cn_json_dump(meta, &text, m->err);
    if (rc == CAIRN_OK)
        rc = cn_document_set(&m->doc->meta, cn_buf_str(&text), text.len, m->err);
    cn_buf_done(&text);
    return rc;
}

static int read_front_matter(markdown *m)
{
    size_t len = front_matter_len(m), at = 0, first, end;
    cn_json *meta;
    int rc = CAIRN_OK;

    if (len == 0)
        return CAIRN_OK;
    meta = cn_json_new_object();
    if (!meta)
        return cn_fail_memory(m->err, len);
    while (rc == CAIRN_OK && at < len && next_line(m, &at, &first, &end))
        rc = read_front_line(m, m->text + first, end - first, meta);
    if (rc == CAIRN_OK)
        rc = set_meta(m, meta);
    cn_json_free(meta);
    m->text += len;
    m->len -= len;
    m->offset = len;
    return rc;
}

static int parse(markdown *m)
{
    /* Without www links, whose text is the same and whose search is quadratic in md4c 0.4.8. */
    static const MD_PARSER parser = {.flags = MD_DIALECT_GITHUB & ~MD_FLAG_PERMISSIVEWWWAUTOLINKS,
                                     .enter_block = enter_block,
                                     .leave_block = leave_block,
                                     .enter_span = pass_span,
                                     .leave_span = pass_span,
                                     .text = add_text};
    int failed, rc;

    rc = cn_delimiter_rows_widen(&m->rows, m->text, m->len, m->err);
    if (rc < 0)
        return rc;
    if (m->rows.text.len > 0) {
        m->text = m->rows.text.data;
        m->len = m->rows.text.len;
    }
    failed = md_parse(m->text, (MD_SIZE)m->len, &parser, m);
    if (m->rc < 0)
        return m->rc;
    return failed ? cn_fail_memory(m->err, m->len) : flush(m);
}

int cn_read_markdown(const cn_source *source, const cn_sink *sink, cairn_error *err)
{
    markdown m = {.source = source, .text = source->text, .len = source->len, .err = err};
    int rc = cn_reader_open(source, CAIRN_FORMAT_MARKDOWN, &m.doc, err);

    if (rc < 0)
        return rc;
    cn_buf_init(&m.leaf, CN_SOURCE_MAX);
    cn_cells_init(&m.header);
    cn_cells_init(&m.row);
    cn_delimiter_rows_init(&m.rows);
    rc = read_front_matter(&m);
    if (rc == CAIRN_OK)
        rc = parse(&m);
    if (rc == CAIRN_OK)
        rc = cn_reader_deliver(source, sink, &m.doc, err);
    cn_document_free(m.doc);
    cn_delimiter_rows_done(&m.rows);
    cn_cells_done(&m.row);
    cn_cells_done(&m.header);
    cn_buf_done(&m.leaf);
    return rc;
}
