/* The tags and texts of an HTML page, as they come -> blocks.
 *
 * Tags are of a few kinds (see tags[]): blocks, which end the text before them; dropped ones, whose
 * content is navigation or not text; and those that set what the text in them is. Counters of what
 * is open are enough, since the parser closes every tag it opens. White space is collapsed except
 * in pre. */
#include "ingest/html_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define CELL_MAX 1000 /* bytes; a cell of several paragraphs, longer than this, is no data */

typedef enum tag_kind {
    TAG_INLINE, /* not listed */
    TAG_BLOCK,
    TAG_HEADING,
    TAG_ITEM,
    TAG_QUOTE,
    TAG_PRE,
    TAG_BREAK,
    TAG_TITLE,
    TAG_ARTICLE, /* main or article: a header in it belongs to the text */
    TAG_HEADER,  /* of the page, outside of them: only its h1 is read */
    TAG_TERM,
    TAG_DEFINITION,
    TAG_TERMS,
    TAG_TABLE,
    TAG_CAPTION,
    TAG_HEAD_ROWS,
    TAG_ROW,
    TAG_CELL,
    TAG_NO_TEXT,    /* dropped: not for reading */
    TAG_BOILERPLATE /* dropped: around the text */
} tag_kind;

static const struct {
    const char *name;
    tag_kind kind;
} tags[] = {
    {"address", TAG_BLOCK},
    {"article", TAG_ARTICLE},
    {"aside", TAG_BOILERPLATE},
    {"audio", TAG_NO_TEXT},
    {"blockquote", TAG_QUOTE},
    {"body", TAG_BLOCK},
    {"br", TAG_BREAK},
    {"button", TAG_BOILERPLATE},
    {"canvas", TAG_NO_TEXT},
    {"caption", TAG_CAPTION},
    {"center", TAG_BLOCK},
    {"dd", TAG_DEFINITION},
    {"details", TAG_BLOCK},
    {"dir", TAG_BLOCK},
    {"div", TAG_BLOCK},
    {"dl", TAG_TERMS},
    {"dt", TAG_TERM},
    {"fieldset", TAG_BLOCK},
    {"figcaption", TAG_BLOCK},
    {"figure", TAG_BLOCK},
    {"footer", TAG_BOILERPLATE},
    {"form", TAG_BOILERPLATE},
    {"h1", TAG_HEADING},
    {"h2", TAG_HEADING},
    {"h3", TAG_HEADING},
    {"h4", TAG_HEADING},
    {"h5", TAG_HEADING},
    {"h6", TAG_HEADING},
    {"header", TAG_HEADER},
    {"hr", TAG_BLOCK},
    {"iframe", TAG_NO_TEXT},
    {"legend", TAG_BLOCK},
    {"li", TAG_ITEM},
    {"listing", TAG_PRE},
    {"main", TAG_ARTICLE},
    {"menu", TAG_BLOCK},
    {"nav", TAG_BOILERPLATE},
    {"noscript", TAG_NO_TEXT},
    {"ol", TAG_BLOCK},
    {"p", TAG_BLOCK},
    {"pre", TAG_PRE},
    {"script", TAG_NO_TEXT},
    {"section", TAG_BLOCK},
    {"select", TAG_NO_TEXT},
    {"style", TAG_NO_TEXT},
    {"summary", TAG_BLOCK},
    {"svg", TAG_NO_TEXT},
    {"table", TAG_TABLE},
    {"tbody", TAG_BLOCK},
    {"td", TAG_CELL},
    {"template", TAG_NO_TEXT},
    {"textarea", TAG_NO_TEXT},
    {"tfoot", TAG_BLOCK},
    {"th", TAG_CELL},
    {"thead", TAG_HEAD_ROWS},
    {"title", TAG_TITLE},
    {"tr", TAG_ROW},
    {"ul", TAG_BLOCK},
    {"video", TAG_NO_TEXT},
};

static tag_kind find_tag(const char *name)
{
    size_t low = 0, high = sizeof(tags) / sizeof(tags[0]);

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, tags[middle].name);

        if (order == 0)
            return tags[middle].kind;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return TAG_INLINE;
}

static const char *find_attribute(const char *const *attributes, const char *name)
{
    for (size_t i = 0; attributes && attributes[i]; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1] ? attributes[i + 1] : "";
    return NULL;
}

static bool is_boilerplate_role(const char *role)
{
    static const char *const roles[] = {"banner",  "complementary", "contentinfo", "menu",
                                        "menubar", "navigation",    "search",      "toolbar"};

    for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
        if (strcmp(role, roles[i]) == 0)
            return true;
    return false;
}

/* Hidden from readers, a menu, or a mark of MediaWiki that is not part of the sentence. */
static bool is_dropped(const cn_html_page *p, tag_kind kind, const char *const *attributes)
{
    const char *role = find_attribute(attributes, "role");
    const char *style = find_attribute(attributes, "style");
    const char *hidden = find_attribute(attributes, "aria-hidden");
    const char *class = find_attribute(attributes, "class");

    if (kind == TAG_NO_TEXT)
        return true;
    if (p->is_lenient || kind == TAG_TITLE || kind == TAG_ARTICLE)
        return false;
    return kind == TAG_BOILERPLATE || (kind == TAG_ITEM && p->n_any_headers > 0) ||
           (role && is_boilerplate_role(role)) || find_attribute(attributes, "hidden") ||
           (hidden && strcmp(hidden, "true") == 0) ||
           (style && (strstr(style, "display:none") || strstr(style, "display: none"))) ||
           (class && (strstr(class, "mw-editsection") || strcmp(class, "reference") == 0));
}

/* Inside a cell of a table of data everything is text of that cell. */
static bool in_data_cell(const cn_html_page *p)
{
    return p->in_cell || p->in_caption;
}

static cn_block_kind kind_of(const cn_html_page *p)
{
    if (p->level > 0)
        return CN_BLOCK_HEADING;
    if (p->n_pre > 0)
        return CN_BLOCK_CODE;
    if (p->n_items > 0 || p->in_definition)
        return CN_BLOCK_LIST_ITEM;
    return p->n_quotes > 0 ? CN_BLOCK_QUOTE : CN_BLOCK_PARAGRAPH;
}

static void clear_leaf(cn_html_page *p)
{
    cn_buf_clear(&p->leaf);
    p->has_gap = false;
}

static void become_layout(cn_html_page *p);

static void add_block(cn_html_page *p, cn_block_kind kind, const cn_buf *text)
{
    if (p->rc == CAIRN_OK)
        p->rc = cn_buf_check(text, p->err);
    if (p->rc == CAIRN_OK)
        p->rc = cn_document_add(p->doc, kind, p->level, cn_buf_str(text), text->len, 0, 0, p->err);
}

/* "term: definition", the term once for each definition. */
static void add_definition(cn_html_page *p)
{
    cn_buf line;

    cn_buf_init(&line, CN_SOURCE_MAX);
    cn_row_line(&line, cn_buf_str(&p->term), p->term.len, 1, cn_buf_str(&p->leaf), p->leaf.len);
    add_block(p, CN_BLOCK_LIST_ITEM, &line);
    cn_buf_done(&line);
    p->term_is_used = true;
}

static void flush(cn_html_page *p)
{
    size_t first = 0, end = p->leaf.len;

    if (in_data_cell(p)) {
        p->has_gap = true;
        if (p->in_cell && p->leaf.len > CELL_MAX)
            become_layout(p);
        return;
    }
    if (end > 0)
        cn_trim(p->leaf.data, &first, &end);
    if (first == end) {
        clear_leaf(p);
        return;
    }
    if (p->level == 1 && p->h1.len == 0)
        cn_squeeze(&p->h1, p->leaf.data, p->leaf.len);
    if (p->in_definition && p->term.len > 0) {
        add_definition(p);
        p->in_definition = false; /* its other paragraphs stand alone */
    } else {
        add_block(p, kind_of(p), &p->leaf);
    }
    clear_leaf(p);
}

/* A term that no definition followed. */
static void flush_term(cn_html_page *p)
{
    if (!p->term_is_used && p->term.len > 0)
        add_block(p, CN_BLOCK_LIST_ITEM, &p->term);
    cn_buf_clear(&p->term);
    p->term_is_used = false;
}

static void start_term(cn_html_page *p)
{
    flush(p);
    p->in_definition = false;
    if (p->term_is_used)
        flush_term(p);
}

static void end_term(cn_html_page *p)
{
    if (in_data_cell(p))
        return;
    if (p->term.len > 0)
        cn_buf_add(&p->term, ", ", 2);
    cn_squeeze(&p->term, cn_buf_str(&p->leaf), p->leaf.len);
    clear_leaf(p);
}

static void end_cell(cn_html_page *p)
{
    if (!p->in_cell)
        return;
    p->in_cell = false;
    p->cell.text = cn_buf_str(&p->leaf);
    p->cell.len = p->leaf.len;
    if (p->rc == CAIRN_OK)
        p->rc = cn_buf_check(&p->leaf, p->err);
    if (p->rc == CAIRN_OK)
        p->rc = cn_html_table_cell(&p->table, &p->cell, p->err);
    clear_leaf(p);
}

static void end_row(cn_html_page *p)
{
    end_cell(p);
    if (p->rc == CAIRN_OK)
        p->rc = cn_html_table_end_row(&p->table, p->in_head_rows, p->doc, p->err);
}

static const char *subject(const cn_html_page *p)
{
    return p->h1.len > 0 ? p->h1.data : cn_buf_str(&p->title);
}

static void end_caption(cn_html_page *p)
{
    if (!p->in_caption)
        return;
    p->in_caption = false;
    cn_buf_add(&p->table.caption, cn_buf_str(&p->leaf), p->leaf.len);
    clear_leaf(p);
}

static bool is_layout(const cn_html_page *p)
{
    return p->n_tables == 0 || p->n_tables > CN_TABLES_MAX || p->is_layout[p->n_tables - 1];
}

/* The open table turns out to hold tables, headings or pages: its cells are read as blocks. */
static void become_layout(cn_html_page *p)
{
    bool in_cell = p->in_cell;

    if (is_layout(p))
        return;
    end_caption(p);
    p->is_layout[p->n_tables - 1] = true;
    p->in_cell = false;
    end_row(p);
    if (p->rc == CAIRN_OK)
        p->rc = cn_html_table_end(&p->table, subject(p), p->doc, p->err);
    if (in_cell)
        flush(p);
}

static void start_table(cn_html_page *p, const char *const *attributes)
{
    const char *role = find_attribute(attributes, "role");

    become_layout(p);
    flush(p);
    p->n_tables++;
    if (p->n_tables <= CN_TABLES_MAX)
        p->is_layout[p->n_tables - 1] =
            role && (strcmp(role, "presentation") == 0 || strcmp(role, "none") == 0);
    p->in_head_rows = false;
}

static void end_table(cn_html_page *p)
{
    end_caption(p);
    if (!is_layout(p)) {
        end_row(p);
        if (p->rc == CAIRN_OK)
            p->rc = cn_html_table_end(&p->table, subject(p), p->doc, p->err);
    }
    flush(p);
    if (p->n_tables > 0)
        p->n_tables--;
    p->in_head_rows = false;
}

static unsigned read_span(const char *const *attributes, const char *name)
{
    const char *text = find_attribute(attributes, name);
    unsigned long n = text ? strtoul(text, NULL, 10) : 1;

    return n < 1 ? 1 : n > CN_SPAN_MAX ? CN_SPAN_MAX : (unsigned)n;
}

static void start_cell(cn_html_page *p, const char *name, const char *const *attributes)
{
    if (is_layout(p)) {
        flush(p);
        return;
    }
    end_cell(p);
    clear_leaf(p);
    p->in_cell = true;
    p->cell = (cn_html_cell){.is_header = strcmp(name, "th") == 0,
                             .colspan = read_span(attributes, "colspan"),
                             .rowspan = read_span(attributes, "rowspan")};
}

static void start_heading(cn_html_page *p, const char *name)
{
    if (in_data_cell(p))
        become_layout(p);
    flush(p);
    p->level = (unsigned)(name[1] - '0');
    p->n_h1 += p->level == 1;
}

static void end_heading(cn_html_page *p)
{
    flush(p);
    if (p->level == 1 && p->n_h1 > 0)
        p->n_h1--;
    p->level = 0;
}

/* One break ends a line, two a paragraph. */
static void add_break(cn_html_page *p)
{
    if (in_data_cell(p))
        flush(p);
    else if (p->n_pre == 0 && p->leaf.len > 0 && p->leaf.data[p->leaf.len - 1] == '\n')
        flush(p);
    else
        cn_buf_add_char(&p->leaf, '\n');
}

/* A list in a cell: "Bill Gates; Paul Allen". */
static void separate_items(cn_html_page *p)
{
    if (p->leaf.len > 0 && p->leaf.data[p->leaf.len - 1] != ':')
        cn_buf_add_char(&p->leaf, ';');
}

static void start_kind(cn_html_page *p, tag_kind kind, const char *name,
                       const char *const *attributes)
{
    switch (kind) {
    case TAG_INLINE:
        return;
    case TAG_BREAK:
        add_break(p);
        return;
    case TAG_HEADING:
        start_heading(p, name);
        return;
    case TAG_TERM:
        start_term(p);
        return;
    case TAG_TABLE:
        start_table(p, attributes);
        return;
    case TAG_CELL:
        start_cell(p, name, attributes);
        return;
    case TAG_CAPTION:
        flush(p);
        p->in_caption = !is_layout(p);
        return;
    case TAG_ITEM:
        if (in_data_cell(p))
            separate_items(p);
        break;
    default:
        break;
    }
    flush(p);
    p->n_items += kind == TAG_ITEM;
    p->n_quotes += kind == TAG_QUOTE;
    p->n_pre += kind == TAG_PRE;
    p->n_articles += kind == TAG_ARTICLE;
    p->n_any_headers += kind == TAG_HEADER;
    p->n_headers += kind == TAG_HEADER && (p->n_headers > 0 || p->n_articles == 0);
    p->n_titles += kind == TAG_TITLE;
    p->in_head_rows = p->in_head_rows || kind == TAG_HEAD_ROWS;
    p->in_definition = p->in_definition || kind == TAG_DEFINITION;
}

static void drop_one(unsigned *count)
{
    if (*count > 0)
        --*count;
}

/* The first title is that of the page. */
static void end_title(cn_html_page *p)
{
    drop_one(&p->n_titles);
    p->has_title = p->title.len > 0;
}

static void end_header(cn_html_page *p)
{
    drop_one(&p->n_any_headers);
    if (p->n_headers > p->n_any_headers)
        p->n_headers = p->n_any_headers;
}

static void end_kind(cn_html_page *p, tag_kind kind)
{
    switch (kind) {
    case TAG_INLINE:
    case TAG_BREAK:
        return;
    case TAG_HEADING:
        end_heading(p);
        return;
    case TAG_TERM:
        end_term(p);
        return;
    case TAG_TABLE:
        end_table(p);
        return;
    case TAG_CELL:
        end_cell(p);
        break;
    case TAG_CAPTION:
        end_caption(p);
        return;
    case TAG_ROW:
        if (!is_layout(p))
            end_row(p);
        break;
    default:
        break;
    }
    flush(p);
    if (kind == TAG_ITEM)
        drop_one(&p->n_items);
    else if (kind == TAG_QUOTE)
        drop_one(&p->n_quotes);
    else if (kind == TAG_PRE)
        drop_one(&p->n_pre);
    else if (kind == TAG_ARTICLE)
        drop_one(&p->n_articles);
    else if (kind == TAG_HEADER)
        end_header(p);
    else if (kind == TAG_TITLE)
        end_title(p);
    else if (kind == TAG_HEAD_ROWS)
        p->in_head_rows = false;
    else if (kind == TAG_DEFINITION)
        p->in_definition = false;
    else if (kind == TAG_TERMS)
        flush_term(p);
}

void cn_html_page_start(cn_html_page *p, const char *name, const char *const *attributes)
{
    tag_kind kind = find_tag(name);

    if (p->rc < 0)
        return;
    if (p->skip > 0) {
        p->skip++;
        return;
    }
    if (is_dropped(p, kind, attributes)) {
        if (kind != TAG_INLINE)
            flush(p);
        p->skip = 1;
        return;
    }
    start_kind(p, kind, name, attributes);
}

void cn_html_page_end(cn_html_page *p, const char *name)
{
    if (p->rc < 0)
        return;
    if (p->skip > 0)
        p->skip--;
    else
        end_kind(p, find_tag(name));
}

/* Appends text with white space collapsed across calls; a soft hyphen is no text. */
static void add_collapsed(cn_buf *out, bool *has_gap, const char *text, size_t len)
{
    size_t i = 0;

    while (i < len) {
        size_t first = i;
        bool is_nbsp = false, is_shy = false;

        for (; i < len && !cn_is_space(text[i]); i++) {
            is_nbsp = text[i] == '\xC2' && i + 1 < len && text[i + 1] == '\xA0';
            is_shy = text[i] == '\xC2' && i + 1 < len && text[i + 1] == '\xAD';
            if (is_nbsp || is_shy)
                break;
        }
        if (i > first) {
            if (*has_gap && out->len > 0 && out->data[out->len - 1] != '\n')
                cn_buf_add_char(out, ' ');
            *has_gap = false;
            cn_buf_add(out, text + first, i - first);
        }
        if (i < len && !is_shy)
            *has_gap = true;
        i += is_nbsp || is_shy ? 2 : 1;
    }
}

void cn_html_page_text(cn_html_page *p, const char *text, size_t len)
{
    if (p->rc < 0 || p->skip > 0)
        return;
    if (p->n_titles > 0) {
        if (!p->has_title)
            cn_buf_add(&p->title, text, len);
        return;
    }
    if (p->n_headers > 0 && p->n_h1 == 0 && !p->is_lenient)
        return;
    if (p->n_pre > 0 && !in_data_cell(p))
        cn_buf_add(&p->leaf, text, len);
    else
        add_collapsed(&p->leaf, &p->has_gap, text, len);
}

void cn_html_page_close(cn_html_page *p)
{
    p->skip = 0;
    flush(p);
    while (p->n_tables > 0)
        end_table(p);
    flush_term(p);
    p->n_pre = p->n_items = p->n_quotes = p->n_articles = 0;
    p->n_headers = p->n_any_headers = p->n_titles = p->n_h1 = p->level = 0;
    p->in_definition = false;
}

/* Is the title the h1, a space, a mark such as a dash or a bar, and the rest? */
static bool is_h1_and_site(const char *title, size_t len, const char *h1, size_t h1_len)
{
    size_t at = h1_len + 1;

    return len > at && memcmp(title, h1, h1_len) == 0 && title[h1_len] == ' ' &&
           !cn_utf8_is_word(cn_utf8_next(title, len, &at)) && at < len && title[at] == ' ';
}

/* <title>, without what the site adds to its h1: "Halvery - Ostrane Almanac" -> "Halvery". */
int cn_html_page_title(cn_html_page *p)
{
    cn_buf title;
    const char *text;
    size_t len;
    int rc;

    cn_buf_init(&title, CN_SOURCE_MAX);
    cn_squeeze(&title, cn_buf_str(&p->title), p->title.len);
    text = cn_buf_str(&title);
    len = title.len;
    if (p->h1.len > 0 && (len == 0 || is_h1_and_site(text, len, p->h1.data, p->h1.len))) {
        text = p->h1.data;
        len = p->h1.len;
    }
    rc = cn_buf_check(&title, p->err);
    if (rc == CAIRN_OK)
        rc = cn_document_set(&p->doc->title, text, len, p->err);
    cn_buf_done(&title);
    return rc;
}

void cn_html_page_init(cn_html_page *p, const cn_source *source, bool is_lenient, cairn_error *err)
{
    memset(p, 0, sizeof(*p));
    p->source = source;
    p->err = err;
    p->is_lenient = is_lenient;
    cn_buf_init(&p->leaf, CN_SOURCE_MAX);
    cn_buf_init(&p->title, CN_RECORD_MAX);
    cn_buf_init(&p->h1, CN_RECORD_MAX);
    cn_buf_init(&p->term, CN_RECORD_MAX);
    cn_html_table_init(&p->table);
}

void cn_html_page_done(cn_html_page *p)
{
    cn_document_free(p->doc);
    cn_buf_done(&p->leaf);
    cn_buf_done(&p->title);
    cn_buf_done(&p->h1);
    cn_buf_done(&p->term);
    cn_html_table_done(&p->table);
}
