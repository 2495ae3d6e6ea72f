/* One fact is one line, and one line says where it stands. Long sentences are cut at the edge of
 * the terminal: `cairn show` has them whole, and so has --json. */
#include "apps/cli/fact_text.h"

#include <inttypes.h>
#include <string.h>

enum { CUT_LEAST = 20 }; /* columns of text: less is not worth cutting to */

void cli_print_cut(const cli_page *page, cli_style style, size_t indent, const char *text)
{
    const size_t room = page->width > indent + CUT_LEAST ? page->width - indent - 1 : 0;
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    cli_clean(&line, text, strlen(text));
    if (room > 0 && line.len > 0 && cli_columns(line.data, line.len) > room) {
        line.len = cli_fit_columns(line.data, line.len, room - 3);
        while (line.len > 0 && line.data[line.len - 1] == ' ')
            line.len--;
        line.data[line.len] = '\0';
        cn_buf_add_str(&line, "...");
    }
    fprintf(page->file, "%*s", (int)indent, "");
    cli_print_styled(page, style, cn_buf_str(&line));
    fputc('\n', page->file);
    cn_buf_done(&line);
}

void cli_print_citation(const cli_page *page, size_t indent, const cairn_citation *citation)
{
    const uint64_t last = citation->first_byte + (citation->len > 0 ? citation->len - 1 : 0);
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    cn_buf_printf(&line, "%s, bytes %" PRIu64 "-%" PRIu64 ": \"%s\"", citation->uri,
                  citation->first_byte, last, citation->quote);
    cli_print_cut(page, CLI_DIM, indent, cn_buf_str(&line));
    cn_buf_done(&line);
}

void cli_add_count(cn_buf *out, uint64_t n, const char *noun)
{
    cn_buf_printf(out, "%" PRIu64 " %s%s", n, noun, n == 1 ? "" : "s");
}

/* ---- When ---- */

/* One interval; a side is "" when it is not known, ".." when it is open. */
static void add_interval(cn_buf *out, const char *text, size_t len)
{
    const char *slash = memchr(text, '/', len);
    const size_t n = slash ? (size_t)(slash - text) : len;
    const char *end = slash ? slash + 1 : text;
    const size_t n_end = slash ? len - n - 1 : 0;
    const bool has_begin = n > 0 && strncmp(text, "..", 2) != 0;
    const bool is_open = n_end >= 2 && strncmp(end, "..", 2) == 0;

    if (!slash) {
        cn_buf_printf(out, "in %.*s", (int)len, text);
    } else if (has_begin && n_end > 0 && !is_open) {
        cn_buf_printf(out, "%.*s to %.*s", (int)n, text, (int)n_end, end);
    } else if (has_begin) {
        cn_buf_printf(out, "%s %.*s", is_open ? "since" : "from", (int)n, text);
    } else if (n_end > 0 && !is_open) {
        cn_buf_printf(out, "until %.*s", (int)n_end, end);
    } else {
        cn_buf_add(out, text, len);
    }
}

void cli_add_valid(cn_buf *out, const char *valid)
{
    while (*valid) {
        const size_t len = strcspn(valid, ";");

        if (len > 0)
            add_interval(out, valid, len);
        valid += len;
        if (*valid == ';') {
            cn_buf_add_str(out, ", ");
            valid++;
        }
    }
}

/* ---- Facts ---- */

static void add_details(cn_buf *out, const cairn_fact *fact)
{
    cn_buf_printf(out, "belief %.2f", fact->belief);
    if (fact->inferred) {
        cn_buf_add_str(out, ", inferred");
    } else {
        cn_buf_add_str(out, ", ");
        cli_add_count(out, fact->support, "document");
    }
    if (*fact->valid) {
        cn_buf_add_str(out, ", ");
        cli_add_valid(out, fact->valid);
    }
    if (fact->closed_by != 0)
        cn_buf_add_str(out, ", superseded");
}

static void print_line(const cli_page *page, size_t indent, const char *name, const char *details,
                       bool is_believed)
{
    const size_t mark = is_believed ? 0 : strlen(", not believed");
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    cli_clean(&line, name, strlen(name));
    if (page->width == 0 ||
        indent + cli_columns(cn_buf_str(&line), line.len) + strlen(details) + mark + 4 <
            page->width) {
        fprintf(page->file, "%*s%s  ", (int)indent, "", cn_buf_str(&line));
        cli_print_styled(page, CLI_DIM, details);
    } else {
        cli_print_paragraph(page, CLI_PLAIN, indent, cn_buf_str(&line), line.len);
        fprintf(page->file, "%*s", (int)indent + 2, "");
        cli_print_styled(page, CLI_DIM, details);
    }
    if (!is_believed) {
        fputs(", ", page->file);
        cli_print_styled(page, CLI_RED, "not believed");
    }
    fputc('\n', page->file);
    cn_buf_done(&line);
}

void cli_print_fact(const cli_page *page, size_t indent, const cairn_fact *fact, bool is_subject)
{
    cn_buf text;

    cn_buf_init(&text, SIZE_MAX / 2);
    add_details(&text, fact);
    print_line(page, indent, is_subject ? fact->object_name : fact->subject_name, cn_buf_str(&text),
               fact->believed);
    if (fact->inferred) {
        cn_buf_clear(&text);
        cn_buf_printf(&text, "since %s", fact->proof);
        cli_print_cut(page, CLI_DIM, indent + 2, cn_buf_str(&text));
    }
    for (size_t i = 0; i < fact->n_citations; i++)
        cli_print_citation(page, indent + 2, &fact->citations[i]);
    cn_buf_done(&text);
}

/* "3 documents", "3 entities". */
static const char *plural_ending(const char *noun, uint64_t n)
{
    const size_t len = strlen(noun);

    if (n == 1)
        return noun[len - 1] == 'y' ? "y" : "";
    return noun[len - 1] == 'y' ? "ies" : "s";
}

void cli_print_more(const cli_page *page, size_t indent, uint64_t n, uint64_t all, const char *noun)
{
    const size_t len = strlen(noun);
    const uint64_t more = all > n ? all - n : 0;

    if (more > 0)
        fprintf(page->file, "%*sand %" PRIu64 " more %.*s%s\n", (int)indent, "", more,
                (int)(noun[len - 1] == 'y' ? len - 1 : len), noun, plural_ending(noun, more));
}
