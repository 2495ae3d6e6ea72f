/* Words on the screen: cleaning, wrapping, a little colour.
 *
 * What a terminal obeys is C0, DEL and C1 control characters. Without them an escape sequence is
 * plain letters; the parameters of the common ones ("ESC [ 31 m") go too, since nobody wants to
 * read them. Marks that change the direction of text go, since they can make it read as another. */
#include "apps/cli/output.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"

enum {
    ESCAPE = 0x1B,
    LINE_MAX_BYTES = 4096, /* of a message on standard error */
    WIDTH_DEFAULT = 80,
    WIDTH_LEAST = 20
};

static bool is_space(uint32_t c)
{
    return (c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x2028 ||
           c == 0x2029;
}

static bool is_dropped(uint32_t c)
{
    const bool is_control = c < ' ' || (c >= 0x7F && c <= 0x9F);
    const bool turns_text = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);

    return is_control || turns_text || c == 0xFEFF;
}

/* End of the sequence that starts with the escape character at text[i]. */
static size_t skip_escape(const char *text, size_t len, size_t i)
{
    i++;
    if (i == len || text[i] != '[')
        return i;
    i++;
    while (i < len && text[i] >= ' ' && text[i] <= '?')
        i++;
    return i < len && text[i] >= '@' && text[i] <= '~' ? i + 1 : i;
}

/* Appends what may be shown; `keeps_lines` keeps line ends, tabs and runs of blanks. */
static void add_shown(cn_buf *out, const char *text, size_t len, bool keeps_lines)
{
    bool is_gap = false;

    for (size_t i = 0; i < len;) {
        const size_t first = i;
        const uint32_t c = cn_utf8_next(text, len, &i);

        if (c == ESCAPE) {
            i = skip_escape(text, len, first);
        } else if (keeps_lines && (c == '\n' || c == '\t' || c == ' ')) {
            cn_buf_add_char(out, (char)c);
        } else if (!keeps_lines && is_space(c)) {
            is_gap = true;
        } else if (!is_dropped(c)) {
            if (is_gap && out->len > 0)
                cn_buf_add_char(out, ' ');
            is_gap = false;
            if (cn_utf8_valid(text + first, i - first) == i - first)
                cn_buf_add(out, text + first, i - first);
            else
                cn_buf_add_str(out, "\xEF\xBF\xBD");
        }
    }
}

void cli_clean(cn_buf *out, const char *text, size_t len)
{
    add_shown(out, text, len, false);
}

static void print_shown(FILE *file, const char *text, size_t len, bool keeps_lines)
{
    cn_buf buf;

    cn_buf_init(&buf, SIZE_MAX / 2);
    add_shown(&buf, text, len, keeps_lines);
    fwrite(cn_buf_str(&buf), 1, buf.len, file);
    cn_buf_done(&buf);
}

void cli_print_clean(FILE *file, const char *text)
{
    print_shown(file, text, strlen(text), false);
}

void cli_print_clean_lines(FILE *file, const char *text, size_t len)
{
    print_shown(file, text, len, true);
}

void cli_say(const char *format, ...)
{
    char line[LINE_MAX_BYTES];
    va_list args;

    va_start(args, format);
    if (vsnprintf(line, sizeof(line), format, args) < 0)
        line[0] = '\0';
    va_end(args);
    line[cn_utf8_floor(line, strlen(line))] = '\0';
    fputs("cairn: ", stderr);
    cli_print_clean(stderr, line);
    fputc('\n', stderr);
}

void cli_say_about(const char *subject, const char *sentence)
{
    if (strstr(sentence, subject))
        cli_say("%s", sentence);
    else
        cli_say("%s: %s", subject, sentence);
}

size_t cli_terminal_width(int fd)
{
    struct winsize size = {0};

    if (ioctl(fd, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
        return WIDTH_DEFAULT;
    return size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col;
}

void cli_page_init(cli_page *page, FILE *file)
{
    const int fd = fileno(file);
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");

    *page = (cli_page){file, 0, false};
    if (!isatty(fd))
        return;
    page->width = cli_terminal_width(fd);
    page->has_colour = !(no_colour && *no_colour) && terminal && strcmp(terminal, "dumb") != 0;
}

static void begin_style(const cli_page *page, cli_style style)
{
    static const char *const codes[] = {"", "\033[1m", "\033[2m", "\033[31m"};

    if (page->has_colour)
        fputs(codes[style], page->file);
}

static void end_style(const cli_page *page, cli_style style)
{
    if (page->has_colour && style != CLI_PLAIN)
        fputs("\033[0m", page->file);
}

void cli_print_styled(const cli_page *page, cli_style style, const char *text)
{
    begin_style(page, style);
    cli_print_clean(page->file, text);
    end_style(page, style);
}

/* Columns a code point takes: 0 for a mark, 2 for a wide letter. Near enough for wrapping. */
static size_t columns_of(uint32_t c)
{
    const bool is_mark = c >= 0x300 && cn_utf8_is_word(c) && !cn_utf8_is_alpha(c) &&
                         !cn_utf8_is_digit(c) && c < 0x1100;

    if (is_mark)
        return 0;
    return c >= 0x2E80 && cn_utf8_is_unspaced(c) ? 2 : 1;
}

size_t cli_columns(const char *text, size_t len)
{
    size_t columns = 0;

    for (size_t i = 0; i < len;)
        columns += columns_of(cn_utf8_next(text, len, &i));
    return columns;
}

size_t cli_fit_columns(const char *text, size_t len, size_t columns)
{
    size_t taken = 0;

    for (size_t i = 0; i < len;) {
        const size_t first = i;

        taken += columns_of(cn_utf8_next(text, len, &i));
        if (taken > columns)
            return first;
    }
    return len;
}

/* Bytes of text that fit in `width` columns, cut at a blank where there is one. */
static size_t fit_line(const char *text, size_t len, size_t width)
{
    size_t i = 0, columns = 0, blank = 0;

    while (i < len) {
        const size_t first = i;
        const uint32_t c = cn_utf8_next(text, len, &i);

        if (c == ' ')
            blank = first;
        columns += columns_of(c);
        if (columns > width)
            return blank > 0 ? blank : first;
    }
    return len;
}

void cli_print_paragraph(const cli_page *page, cli_style style, size_t indent, const char *text,
                         size_t len)
{
    cn_buf buf;
    const char *rest;
    size_t left;

    cn_buf_init(&buf, SIZE_MAX / 2);
    cli_clean(&buf, text, len);
    rest = cn_buf_str(&buf);
    left = buf.len;
    do {
        size_t n = left;

        /* Not the last column: some terminals move on when it is written. */
        if (page->width > indent + WIDTH_LEAST)
            n = fit_line(rest, left, page->width - indent - 1);
        fprintf(page->file, "%*s", (int)indent, "");
        begin_style(page, style);
        fwrite(rest, 1, n, page->file);
        end_style(page, style);
        fputc('\n', page->file);
        for (rest += n, left -= n; left > 0 && *rest == ' '; left--)
            rest++;
    } while (left > 0);
    cn_buf_done(&buf);
}
