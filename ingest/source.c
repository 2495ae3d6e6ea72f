/* From bytes to documents: which format, which encoding, which reader.
 *
 * The name decides before the content, since a .txt that begins with { is still a text; what looks
 * like no text at all is refused before any reader sees it. Text that is valid UTF-8 is not copied,
 * so that a large file is in memory once here and once in its document. */
#include "ingest/source.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ingest/reader.h"

#define SNIFF_MAX 2048 /* bytes; browsers look for a charset in the first 1024 */
#define ENCODING_MAX 32
#define DECODED_MAX (4 * CN_SOURCE_MAX) /* bytes; one of UTF-16 becomes at most one and a half */

static const struct {
    const char *extension;
    int format;
} formats[] = {
    {"txt", CAIRN_FORMAT_TEXT},          {"text", CAIRN_FORMAT_TEXT},
    {"log", CAIRN_FORMAT_TEXT},          {"md", CAIRN_FORMAT_MARKDOWN},
    {"markdown", CAIRN_FORMAT_MARKDOWN}, {"mdown", CAIRN_FORMAT_MARKDOWN},
    {"htm", CAIRN_FORMAT_HTML},          {"html", CAIRN_FORMAT_HTML},
    {"xhtml", CAIRN_FORMAT_HTML},        {"json", CAIRN_FORMAT_JSON},
    {"jsonl", CAIRN_FORMAT_JSONL},       {"ndjson", CAIRN_FORMAT_JSONL},
    {"csv", CAIRN_FORMAT_CSV},           {"tsv", CAIRN_FORMAT_TSV},
    {"tab", CAIRN_FORMAT_TSV},
};

/* What a file of a format that is not read begins with. The name "" leaves it to the extension. */
static const struct {
    const char *bytes;
    size_t len;
    const char *name;
} magics[] = {
    {"%PDF-", 5, "PDF"},
    {"{\\rtf", 5, "RTF"},
    {"%!PS", 4, "PostScript"},
    {"PK\003\004", 4, ""},
    {"PK\005\006", 4, ""},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, ""},
    {"\x89PNG", 4, "PNG"},
    {"\xFF\xD8\xFF", 3, "JPEG"},
    {"GIF8", 4, "GIF"},
    {"II*\0", 4, "TIFF"},
    {"MM\0*", 4, "TIFF"},
    {"\x1F\x8B", 2, "gzip"},
    {"BZh9", 4, "bzip2"},
    {"\xFD\x37zXZ", 6, "xz"},
    {"\x28\xB5\x2F\xFD", 4, "zstd"},
    {"7z\xBC\xAF", 4, "7z"},
    {"Rar!", 4, "RAR"},
    {"\x7F\x45LF", 4, "ELF"},
    {"SQLite format 3", 16, "SQLite"},
    {"PAR1", 4, "Parquet"},
};

/* The extension of a path without its dot, "" when there is none. */
static const char *extension_of(const char *path)
{
    const char *name = strrchr(path, '/');
    const char *dot;

    name = name ? name + 1 : path;
    dot = strrchr(name, '.');
    return dot && dot != name ? dot + 1 : "";
}

static int format_of_name(const char *path)
{
    const char *extension = extension_of(path);

    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
        if (strcasecmp(extension, formats[i].extension) == 0)
            return formats[i].format;
    return CAIRN_FORMAT_AUTO;
}

static bool begins_with(const char *text, size_t len, const char *prefix)
{
    size_t n = strlen(prefix);

    return len >= n && strncasecmp(text, prefix, n) == 0;
}

/* An object that ends with its line, with another behind it? */
static bool looks_like_jsonl(const char *text, size_t len)
{
    const char *eol = memchr(text, '\n', len);
    size_t end = eol ? (size_t)(eol - text) : len, next = end, last = len;

    if (!eol || text[0] != '{')
        return false;
    while (end > 0 && cn_is_space(text[end - 1]))
        end--;
    cn_trim(text, &next, &last);
    return text[end - 1] == '}' && next < last && text[next] == '{';
}

static int format_of_content(const char *text, size_t len)
{
    size_t first = 0, end = len;

    cn_trim(text, &first, &end);
    text += first;
    len = end - first;
    if (begins_with(text, len, "<!doctype html") || begins_with(text, len, "<html"))
        return CAIRN_FORMAT_HTML;
    if (looks_like_jsonl(text, len))
        return CAIRN_FORMAT_JSONL;
    /* A text may begin with a bracket; JSON ends with one, too. */
    if (len > 1 &&
        ((text[0] == '{' && text[len - 1] == '}') || (text[0] == '[' && text[len - 1] == ']')))
        return CAIRN_FORMAT_JSON;
    return CAIRN_FORMAT_TEXT;
}

int cn_source_format(const char *path, const char *text, size_t len)
{
    int format = format_of_name(path);

    return format != CAIRN_FORMAT_AUTO ? format : format_of_content(text, len);
}

/* UTF-16 or UTF-32: by its mark, or by a NUL in every other byte of the beginning. */
static bool is_wide(const char *bytes, size_t len)
{
    size_t n = len < SNIFF_MAX ? len & ~(size_t)1 : SNIFF_MAX, n_nul[2] = {0, 0};

    if (len >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return true;
    if (len >= 4 && memcmp(bytes, "\0\0\xFE\xFF", 4) == 0)
        return true;
    for (size_t i = 0; i < n; i++)
        n_nul[i & 1] += bytes[i] == '\0';
    return (n_nul[0] > n / 4 && n_nul[1] < n / 64 + 1) ||
           (n_nul[1] > n / 4 && n_nul[0] < n / 64 + 1);
}

static int refuse_magic(const char *name, const char *format, cairn_error *err)
{
    char upper[16] = "";

    if (!format[0]) {
        const char *extension = extension_of(name);

        for (size_t i = 0; i + 1 < sizeof(upper) && extension[i]; i++)
            upper[i] = (char)toupper((unsigned char)extension[i]);
        format = upper[0] ? upper : "archive";
    }
    return cn_fail(err, CAIRN_EPARSE, 0, "%.150s: this format (%s) is not supported yet", name,
                   format);
}

/* CAIRN_EPARSE for what no reader should see. */
static int check_bytes(const char *name, const char *bytes, size_t len, cairn_error *err)
{
    size_t mark = begins_with(bytes, len, "\xEF\xBB\xBF") ? 3 : 0;

    if (len == mark)
        return cn_fail(err, CAIRN_EPARSE, 0, "%.200s is empty", name);
    if (len > CN_SOURCE_MAX)
        return cn_fail(err, CAIRN_EPARSE, 0, "%.180s: larger than %zu bytes", name, CN_SOURCE_MAX);
    for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
        if (len >= magics[i].len && memcmp(bytes, magics[i].bytes, magics[i].len) == 0)
            return refuse_magic(name, magics[i].name, err);
    if (!is_wide(bytes, len) && cn_utf8_is_binary(bytes, len))
        return cn_fail(err, CAIRN_EPARSE, 0, "%.180s: looks like binary data, not text", name);
    return CAIRN_OK;
}

/* The value of the first charset= in the beginning of a page; false when there is none. */
static bool find_charset(const char *text, size_t len, char charset[ENCODING_MAX])
{
    size_t n = 0;

    len = len < SNIFF_MAX ? len : SNIFF_MAX;
    for (size_t i = 0; i + 8 < len; i++) {
        if (strncasecmp(text + i, "charset=", 8) != 0)
            continue;
        i += 8;
        while (i < len && (text[i] == '"' || text[i] == '\'' || text[i] == ' '))
            i++;
        while (i < len && n + 1 < ENCODING_MAX &&
               (isalnum((unsigned char)text[i]) || strchr("-_:.", text[i])) && text[i])
            charset[n++] = text[i++];
        break;
    }
    charset[n] = '\0';
    return n > 0;
}

static int call_reader(const cn_source *source, int format, const cn_sink *sink, cairn_error *err)
{
    if (format == CAIRN_FORMAT_AUTO) {
        const char *name = source->path[0] && strcmp(source->path, "-") != 0 ? source->path : "";

        format = cn_source_format(name, source->text, source->len);
    }
    switch (format) {
    case CAIRN_FORMAT_TEXT:
        return cn_read_text(source, sink, err);
    case CAIRN_FORMAT_MARKDOWN:
        return cn_read_markdown(source, sink, err);
    case CAIRN_FORMAT_HTML:
        return cn_read_html(source, sink, err);
    case CAIRN_FORMAT_JSON:
        return cn_read_json(source, sink, err);
    case CAIRN_FORMAT_JSONL:
        return cn_read_jsonl(source, sink, err);
    case CAIRN_FORMAT_CSV:
        return cn_read_table(source, '\0', sink, err);
    case CAIRN_FORMAT_TSV:
        return cn_read_table(source, '\t', sink, err);
    default:
        return cn_fail(err, CAIRN_EINVAL, 0, "%.180s: format %d is not one of cairn_format",
                       cn_source_name(source), format);
    }
}

/* UTF-8 as it stands: valid, no NULs that could be UTF-16, nothing declared to the contrary.
 * Lines of JSONL are checked and decoded one by one. */
static bool is_plain(const char *bytes, size_t len, int format, const char *charset)
{
    if (is_wide(bytes, len))
        return false;
    if (format == CAIRN_FORMAT_JSONL)
        return true;
    return (!charset[0] || strncasecmp(charset, "utf", 3) == 0) && cn_utf8_valid(bytes, len) == len;
}

int cn_source_read_bytes(const char *uri, const char *path, const char *bytes, size_t len,
                         int format, const cn_sink *sink, cairn_error *err)
{
    cn_source source = {.uri = uri, .path = path, .text = bytes, .len = len, .is_verbatim = true};
    char charset[ENCODING_MAX] = "";
    cn_decoded how = {.is_verbatim = true};
    cn_buf decoded;
    int likely, rc;

    rc = check_bytes(cn_source_name(&source), bytes, len, err);
    if (rc < 0)
        return rc;
    likely = format != CAIRN_FORMAT_AUTO ? format : cn_source_format(path, bytes, len);
    if (likely == CAIRN_FORMAT_HTML)
        find_charset(bytes, len, charset);
    cn_buf_init(&decoded, DECODED_MAX);
    if (!is_plain(bytes, len, likely, charset)) {
        rc = cn_utf8_decode(bytes, len, charset[0] ? charset : NULL, &decoded, &how, err);
        source.text = cn_buf_str(&decoded);
        source.len = decoded.len;
        source.is_verbatim = how.is_verbatim;
        source.src_base = how.skip_bytes;
    } else if (begins_with(bytes, len, "\xEF\xBB\xBF")) {
        source.src_base = 3;
        source.text += 3;
        source.len -= 3;
    }
    if (rc == CAIRN_OK)
        rc = call_reader(&source, format, sink, err);
    cn_buf_done(&decoded);
    return rc;
}

/* "./a//b/./c" -> "a/b/c" */
int cn_source_uri(const char *path, cn_buf *uri, cairn_error *err)
{
    for (const char *at = path; *at;) {
        bool is_start = at == path || at[-1] == '/';

        if (is_start && at[0] == '.' && at[1] == '/') {
            at += 2;
            while (*at == '/')
                at++;
        } else if (at[0] == '/' && at > path && at[-1] == '/') {
            at++;
        } else {
            cn_buf_add_char(uri, *at++);
        }
    }
    if (uri->len == 0)
        cn_buf_add_str(uri, path);
    return cn_buf_check(uri, err);
}

/* A regular file of rows: mapped, so that memory does not grow with it. */
static int read_mapped(const char *uri, const char *path, const cn_sink *sink, cairn_error *err)
{
    cn_mapping mapping = {0};
    int rc = cn_file_map(path, &mapping, err);

    if (rc == CAIRN_OK)
        rc = cn_source_read_bytes(uri, path, mapping.data ? (const char *)mapping.data : "",
                                  mapping.len, CAIRN_FORMAT_JSONL, sink, err);
    cn_file_unmap(&mapping);
    return rc;
}

static int read_whole(const char *uri, const char *path, int format, const cn_sink *sink,
                      cairn_error *err)
{
    cn_buf bytes;
    int rc;

    cn_buf_init(&bytes, CN_SOURCE_MAX);
    rc = cn_file_read(path, CN_SOURCE_MAX, &bytes, err);
    if (rc == CAIRN_OK)
        rc = cn_source_read_bytes(uri, path, cn_buf_str(&bytes), bytes.len, format, sink, err);
    cn_buf_done(&bytes);
    return rc;
}

int cn_source_read_file(const char *path, int format, const cn_sink *sink, cairn_error *err)
{
    struct stat info;
    cn_buf uri;
    int rc;

    if (strcmp(path, "-") == 0)
        return read_whole("stdin:", path, format, sink, err);
    cn_buf_init(&uri, CN_SOURCE_MAX);
    rc = cn_source_uri(path, &uri, err);
    if (rc == CAIRN_OK && format == CAIRN_FORMAT_AUTO && format_of_name(path) == CAIRN_FORMAT_JSONL)
        format = CAIRN_FORMAT_JSONL;
    if (rc < 0)
        goto out;
    if (format == CAIRN_FORMAT_JSONL && stat(path, &info) == 0 && S_ISREG(info.st_mode))
        rc = read_mapped(uri.data, path, sink, err);
    else
        rc = read_whole(uri.data, path, format, sink, err);
out:
    cn_buf_done(&uri);
    return rc;
}
