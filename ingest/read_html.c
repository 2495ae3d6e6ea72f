/* HTML -> one document, by libxml2's SAX interface: no tree is built, nothing recurses, and memory
 * is the text and one stack of open tags. What becomes of tags and text is in html_page.c.
 *
 * libxml2 reads through our callback. (Its push interface would do, but that of 2.9.14 misses the
 * end of a tag that two pushes share, and then keeps the whole page.) A page of which nothing is
 * left is read again without dropping forms, asides and menus. */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "ingest/html_page.h"

#define SILENT_MAX 4000 /* blanks and quotes without a call: libxml2 is quadratic in attributes */
#define DEPTH_MAX 2000  /* open tags: libxml2 walks through all of them for each end tag */

typedef struct reader {
    const cn_source *source;
    size_t start;     /* where the parser in use began */
    size_t at;        /* what it has been given */
    size_t n_silent;  /* blanks and quotes given to it since it called us */
    bool is_too_deep; /* it was stopped and another one goes on */
    htmlParserCtxtPtr parser;
    cn_html_page page;
} reader;

/* Another parser goes on where this one is: behind a start tag. */
static void stop_parser(reader *r)
{
    long consumed = xmlByteConsumed(r->parser);

    if (consumed < 0)
        return;
    r->start += (size_t)consumed;
    r->is_too_deep = true;
    xmlStopParser(r->parser);
}

static void on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
    reader *r = user;

    r->n_silent = 0;
    if (r->is_too_deep)
        return;
    cn_html_page_start(&r->page, (const char *)name, (const char *const *)attributes);
    if (r->parser->nameNr > DEPTH_MAX)
        stop_parser(r);
}

static void on_end(void *user, const xmlChar *name)
{
    reader *r = user;

    r->n_silent = 0;
    if (!r->is_too_deep)
        cn_html_page_end(&r->page, (const char *)name);
}

static void on_text(void *user, const xmlChar *text, int len)
{
    reader *r = user;

    r->n_silent = 0;
    if (len > 0 && !r->is_too_deep)
        cn_html_page_text(&r->page, (const char *)text, (size_t)len);
}

/* Must libxml2 be given the end of a tag in place of c? Rather a blank than a quote, which may be
 * the end of a long value. */
static bool is_overdue(reader *r, char c)
{
    bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';

    if (!is_blank && c != '"' && c != '\'')
        return false;
    return ++r->n_silent > (is_blank ? SILENT_MAX : 4 * SILENT_MAX);
}

/* Gives libxml2 the next bytes of the source, made harmless: control characters become spaces, and
 * a tag that does not come to its end is ended. */
static int give_bytes(void *user, char *out, int size)
{
    reader *r = user;
    const char *text = r->source->text + r->at;
    size_t left = r->source->len - r->at;
    size_t n = left < (size_t)size ? left : (size_t)size;

    if (r->page.rc < 0)
        return 0;
    for (size_t i = 0; i < n; i++) {
        bool is_control = (unsigned char)text[i] < ' ' || text[i] == '\x7F';

        out[i] = is_control && (!cn_is_space(text[i]) || text[i] == '\0') ? ' ' : text[i];
        if (is_overdue(r, out[i])) {
            out[i] = '>';
            r->n_silent = 0;
        }
    }
    r->at += n;
    return (int)n;
}

/* A parser for the source from r->start on; NULL when memory is out. */
static htmlParserCtxtPtr new_parser(reader *r)
{
    static const xmlSAXHandler no_handler;
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    xmlParserInputBufferPtr buffer = NULL;
    xmlParserInputPtr input = NULL;

    if (!parser)
        return NULL;
    *parser->sax = no_handler;
    parser->sax->startElement = on_start;
    parser->sax->endElement = on_end;
    parser->sax->characters = on_text;
    parser->sax->ignorableWhitespace = on_text;
    parser->sax->cdataBlock = on_text;
    parser->userData = r;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                   HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    buffer = xmlParserInputBufferCreateIO(give_bytes, NULL, r, XML_CHAR_ENCODING_NONE);
    if (buffer)
        input = xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE);
    if (!input || inputPush(parser, input) < 0) {
        if (!input)
            xmlFreeParserInputBuffer(buffer);
        htmlFreeParserCtxt(parser);
        return NULL;
    }
    parser->charset = XML_CHAR_ENCODING_UTF8; /* else it guesses at the first letter of another */
    return parser;
}

/* Skips what a stopped parser left of its last tag. */
static void skip_tag_end(reader *r)
{
    const char *text = r->source->text;

    if (r->start < r->source->len && text[r->start] == '/')
        r->start++;
    if (r->start < r->source->len && text[r->start] == '>')
        r->start++;
}

/* One parser after another, until one comes to the end. */
static int parse(reader *r)
{
    size_t before;

    do {
        before = r->start;
        r->at = r->start;
        r->n_silent = 0;
        r->is_too_deep = false;
        r->parser = new_parser(r);
        if (!r->parser)
            return cn_fail_memory(r->page.err, r->source->len);
        htmlParseDocument(r->parser);
        if (r->page.rc == CAIRN_OK && r->parser->errNo == XML_ERR_NO_MEMORY)
            r->page.rc = cn_fail_memory(r->page.err, r->source->len);
        htmlFreeParserCtxt(r->parser);
        cn_html_page_close(&r->page);
        skip_tag_end(r);
    } while (r->page.rc == CAIRN_OK && r->is_too_deep && r->start > before);
    return r->page.rc;
}

/* Reads the page once; *is_empty when nothing is left of it. */
static int read_page(reader *r, const cn_sink *sink, bool *is_empty)
{
    cn_html_page *p = &r->page;
    int rc = cn_reader_open(p->source, CAIRN_FORMAT_HTML, &p->doc, p->err);

    *is_empty = false;
    if (rc == CAIRN_OK)
        rc = parse(r);
    if (rc == CAIRN_OK)
        rc = cn_html_page_title(p);
    if (rc < 0)
        return rc;
    *is_empty = p->doc->n_blocks == 0;
    if (*is_empty && !p->is_lenient)
        return CAIRN_OK;
    return cn_reader_deliver(p->source, sink, &p->doc, p->err);
}

int cn_read_html(const cn_source *source, const cn_sink *sink, cairn_error *err)
{
    bool is_empty = true;
    int rc = CAIRN_OK;

    xmlInitParser();
    for (int round = 0; rc == CAIRN_OK && is_empty && round < 2; round++) {
        reader r = {.source = source};

        cn_html_page_init(&r.page, source, round == 1, err);
        rc = read_page(&r, sink, &is_empty);
        cn_html_page_done(&r.page);
    }
    return rc;
}

/* Writes c as UTF-8; returns its length. */
static size_t put_utf8(uint32_t c, char utf8[4])
{
    if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    if (c < 0x80) {
        utf8[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        utf8[0] = (char)(0xC0 | (c >> 6));
        utf8[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        utf8[0] = (char)(0xE0 | (c >> 12));
        utf8[1] = (char)(0x80 | ((c >> 6) & 0x3F));
        utf8[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    utf8[0] = (char)(0xF0 | (c >> 18));
    utf8[1] = (char)(0x80 | ((c >> 12) & 0x3F));
    utf8[2] = (char)(0x80 | ((c >> 6) & 0x3F));
    utf8[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t cn_html_entity(const char *text, size_t len, char utf8[4])
{
    const htmlEntityDesc *entity;
    char name[16]; /* "&thetasym;" is the longest, references to characters are shorter */
    uint32_t c;

    if (len < 3 || len - 2 >= sizeof(name) || text[0] != '&' || text[len - 1] != ';')
        return 0;
    memcpy(name, text + 1, len - 2);
    name[len - 2] = '\0';
    if (name[0] == '#') {
        bool is_hex = name[1] == 'x' || name[1] == 'X';

        c = (uint32_t)strtoul(name + (is_hex ? 2 : 1), NULL, is_hex ? 16 : 10);
    } else {
        entity = htmlEntityLookup((const xmlChar *)name);
        if (!entity)
            return 0;
        c = entity->value;
    }
    return put_utf8(c == 0xA0 ? ' ' : c, utf8);
}
