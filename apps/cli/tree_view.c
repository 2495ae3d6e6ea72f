/* Drawing trees, see tree_view.h.
 *
 * An arc takes a column right of all arcs it spans. Two arcs may share a column when they have no
 * line in common, or only that of the head of both. Cells collect the directions in which lines
 * leave them, and become characters at the end. A tree has at most some 200 words. */
#include "apps/cli/tree_view.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "apps/cli/output.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8, ARROW = 16 };
enum {
    INDENT = 2,
    GAP = 2,         /* blanks between columns */
    TAG_COLUMNS = 5, /* "PROPN", "CCONJ" */
    LABEL_COLUMNS = 12,
    WORD_COLUMNS_MAX = 28,
    DEPTH_LEAST = 6, /* of stems that are drawn in any terminal */
    TOKENS_MAX = 4096
};

typedef struct arc {
    size_t low, high; /* lines, from 0 */
    size_t dependent;
    size_t column; /* from 0 */
} arc;

typedef struct drawing {
    const cairn_token *tokens;
    size_t n;
    const cli_tree_style *style;
    size_t *heads; /* of each token, from 0; n for a root */
    arc *arcs;     /* by length */
    size_t n_arcs;
    size_t n_columns;
    size_t word_columns;
    cn_buf *out;
} drawing;

/* ---- Text ---- */

bool cli_terminal_is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = getenv(names[i]);

        if (value && *value)
            for (; *value; value++)
                if (strncasecmp(value, "utf-8", 5) == 0 || strncasecmp(value, "utf8", 4) == 0)
                    return true;
        if (getenv(names[i]) && *getenv(names[i]))
            return false;
    }
    return false;
}

static void add_blanks(cn_buf *out, size_t n)
{
    while (n-- > 0)
        cn_buf_add_char(out, ' ');
}

static void add_styled(const drawing *draw, const char *code, const char *text)
{
    if (draw->style->has_colour)
        cn_buf_printf(draw->out, "\033[%sm%s\033[0m", code, text);
    else
        cn_buf_add_str(draw->out, text);
}

/* The word, cut to `room` columns; returns those it takes. */
static size_t add_word(const drawing *draw, size_t i, size_t room)
{
    const char *text = draw->tokens[i].text;
    const bool is_root = draw->heads[i] == draw->n;
    cn_buf word;
    size_t columns, fits;

    cn_buf_init(&word, SIZE_MAX / 2);
    cli_clean(&word, text, strlen(text));
    columns = cli_columns(cn_buf_str(&word), word.len);
    if (columns > room) {
        fits = cli_fit_columns(cn_buf_str(&word), word.len, room - 1);
        word.len = fits;
        word.data[fits] = '\0';
        cn_buf_add_str(&word, draw->style->is_ascii ? "~" : "\u2026");
        columns = cli_columns(cn_buf_str(&word), word.len);
    }
    if (is_root)
        add_styled(draw, "1", cn_buf_str(&word));
    else
        cn_buf_add(draw->out, cn_buf_str(&word), word.len);
    cn_buf_done(&word);
    return columns;
}

/* ---- Heads ---- */

/* Follows the heads of each token; what does not come to a root becomes one. */
static void find_heads(drawing *draw)
{
    for (size_t i = 0; i < draw->n; i++) {
        const uint32_t head = draw->tokens[i].head;

        draw->heads[i] = head > 0 && head <= draw->n && head - 1 != i ? head - 1 : draw->n;
    }
    for (size_t i = 0; i < draw->n; i++) {
        size_t at = i, steps = 0;

        while (at < draw->n && steps++ <= draw->n)
            at = draw->heads[at];
        if (at < draw->n)
            draw->heads[i] = draw->n;
    }
}

static int by_length(const void *left, const void *right)
{
    const arc *a = left, *b = right;
    const size_t a_len = a->high - a->low, b_len = b->high - b->low;

    if (a_len != b_len)
        return a_len < b_len ? -1 : 1;
    return a->low < b->low ? -1 : a->low > b->low;
}

static bool may_share(const drawing *draw, const arc *a, const arc *b)
{
    if (a->high < b->low || b->high < a->low)
        return true;
    return (a->high == b->low || b->high == a->low) &&
           draw->heads[a->dependent] == draw->heads[b->dependent];
}

static void place_arcs(drawing *draw)
{
    for (size_t i = 0; i < draw->n; i++) {
        const size_t head = draw->heads[i];

        if (head == draw->n)
            continue;
        draw->arcs[draw->n_arcs++] =
            (arc){.low = i < head ? i : head, .high = i < head ? head : i, .dependent = i};
    }
    qsort(draw->arcs, draw->n_arcs, sizeof(*draw->arcs), by_length);
    for (size_t i = 0; i < draw->n_arcs; i++) {
        arc *placed = &draw->arcs[i];

        for (size_t j = 0; j < i; j++) {
            const arc *other = &draw->arcs[j];

            if (other->column >= placed->column && !may_share(draw, placed, other))
                placed->column = other->column + 1;
        }
        if (placed->column + 1 > draw->n_columns)
            draw->n_columns = placed->column + 1;
    }
}

/* ---- Arcs ---- */

/* Two cells for each column: a line to it, and the corner. */
static void fill_cells(const drawing *draw, uint8_t *cells)
{
    const size_t row = 2 * draw->n_columns;

    for (size_t i = 0; i < draw->n_arcs; i++) {
        const arc *a = &draw->arcs[i];
        const size_t corner = 2 * a->column + 1;
        const size_t ends[] = {a->low, a->high};

        for (size_t line = a->low; line <= a->high; line++)
            cells[line * row + corner] |=
                (uint8_t)((line > a->low ? UP : 0) | (line < a->high ? DOWN : 0));
        for (int end = 0; end < 2; end++) {
            uint8_t *line = cells + ends[end] * row;

            for (size_t at = 0; at < corner; at++)
                line[at] |= LEFT | RIGHT;
            line[corner] |= LEFT;
        }
    }
    /* The arrow stands where only its own arc and longer ones pass. */
    for (size_t i = 0; i < draw->n_arcs; i++)
        cells[draw->arcs[i].dependent * row + 2 * draw->arcs[i].column] |= ARROW;
}

static const char *glyph(uint8_t cell, bool is_ascii)
{
    static const char *const boxes[16] = {
        " ",      "\u2575", "\u2577", "\u2502", "\u2574", "\u2518", "\u2510", "\u2524",
        "\u2576", "\u2514", "\u250c", "\u251c", "\u2500", "\u2534", "\u252c", "\u253c"};
    static const char *const plain[16] = {" ", "|", "|", "|", "-", "'", ".", "+",
                                          "-", "'", ".", "+", "-", "+", "+", "+"};

    if (cell & ARROW)
        return "<";
    return (is_ascii ? plain : boxes)[cell & 15];
}

static void draw_arcs(const drawing *draw, const uint8_t *cells)
{
    const size_t row = 2 * draw->n_columns;

    for (size_t i = 0; i < draw->n; i++) {
        size_t last = row;

        add_blanks(draw->out, INDENT);
        add_blanks(draw->out, GAP + draw->word_columns - add_word(draw, i, draw->word_columns));
        add_styled(draw, "2", draw->tokens[i].tag);
        add_blanks(draw->out, GAP + TAG_COLUMNS - strlen(draw->tokens[i].tag));
        while (last > 0 && cells[i * row + last - 1] == 0)
            last--;
        for (size_t at = 0; at < last; at++)
            cn_buf_add_str(draw->out, glyph(cells[i * row + at], draw->style->is_ascii));
        add_blanks(draw->out, GAP + row - last);
        add_styled(draw, "2", draw->tokens[i].label);
        cn_buf_add_char(draw->out, '\n');
    }
}

/* ---- Indented ---- */

/* Children of a token in order: those left of it come first, as they do in the text. */
typedef struct branch {
    size_t token;
    size_t next; /* child to look at */
} branch;

static bool has_child_from(const drawing *draw, size_t head, size_t from, size_t *child)
{
    for (size_t i = from; i < draw->n; i++)
        if (draw->heads[i] == head) {
            *child = i;
            return true;
        }
    return false;
}

static void add_stem(const drawing *draw, const branch *path, size_t depth, size_t max_depth)
{
    const bool is_ascii = draw->style->is_ascii;
    size_t from = depth > max_depth ? depth - max_depth : 1, ignored;

    add_blanks(draw->out, INDENT);
    if (from > 1)
        cn_buf_add_str(draw->out, is_ascii ? ".. " : "\u22ef  ");
    for (size_t i = from; i <= depth; i++) {
        const bool has_more = has_child_from(draw, path[i - 1].token, path[i - 1].next, &ignored);

        if (i < depth)
            cn_buf_add_str(draw->out, !has_more ? "   " : is_ascii ? "|  " : "\u2502  ");
        else if (has_more)
            cn_buf_add_str(draw->out, is_ascii ? "+- " : "\u251c\u2500 ");
        else
            cn_buf_add_str(draw->out, is_ascii ? "`- " : "\u2514\u2500 ");
    }
}

static void draw_line(const drawing *draw, const branch *path, size_t depth)
{
    const cairn_token *token = &draw->tokens[path[depth].token];
    const size_t width = draw->style->width;
    const size_t rest = INDENT + WORD_COLUMNS_MAX + GAP + TAG_COLUMNS + 1 + LABEL_COLUMNS;
    const size_t max_depth = width > rest + 3 * DEPTH_LEAST ? (width - rest) / 3 : DEPTH_LEAST;

    if (depth > 0)
        add_stem(draw, path, depth, max_depth);
    else
        add_blanks(draw->out, INDENT);
    add_word(draw, path[depth].token, WORD_COLUMNS_MAX);
    add_blanks(draw->out, GAP);
    add_styled(draw, "2", token->tag);
    add_blanks(draw->out, 1);
    add_styled(draw, "2", token->label);
    cn_buf_add_char(draw->out, '\n');
}

/* Without recursion: a chain may be as long as the sentence. path has room for n + 1. */
static void draw_indented(const drawing *draw, branch *path)
{
    for (size_t root = 0; root < draw->n; root++) {
        size_t depth = 0;

        if (draw->heads[root] != draw->n)
            continue;
        path[0] = (branch){root, 0};
        draw_line(draw, path, 0);
        for (;;) {
            size_t child;

            if (has_child_from(draw, path[depth].token, path[depth].next, &child)) {
                path[depth].next = child + 1;
                path[++depth] = (branch){child, 0};
                draw_line(draw, path, depth);
            } else if (depth-- == 0) {
                break;
            }
        }
    }
}

/* ---- All of it ---- */

static size_t widest_word(const drawing *draw)
{
    size_t most = 0;

    for (size_t i = 0; i < draw->n; i++) {
        const size_t columns = cli_columns(draw->tokens[i].text, strlen(draw->tokens[i].text));

        if (columns > most)
            most = columns;
    }
    return most > WORD_COLUMNS_MAX ? WORD_COLUMNS_MAX : most;
}

void cli_tree_draw(cn_buf *out, const cairn_token *tokens, size_t n, const cli_tree_style *style)
{
    drawing draw = {.tokens = tokens, .n = n, .style = style, .out = out};
    branch *path = NULL;
    uint8_t *cells = NULL;
    size_t columns;

    if (n == 0 || n > TOKENS_MAX)
        return;
    draw.heads = cn_alloc_zero(n, sizeof(*draw.heads));
    draw.arcs = cn_alloc_zero(n, sizeof(*draw.arcs));
    path = cn_alloc_zero(n + 1, sizeof(*path));
    if (!draw.heads || !draw.arcs || !path) {
        out->status = CAIRN_ENOMEM;
        goto out;
    }
    find_heads(&draw);
    place_arcs(&draw);
    draw.word_columns = widest_word(&draw);
    columns = INDENT + draw.word_columns + GAP + TAG_COLUMNS + GAP + 2 * draw.n_columns + GAP +
              LABEL_COLUMNS;
    if (columns > style->width) {
        draw_indented(&draw, path);
        goto out;
    }
    cells = cn_alloc_zero(n * 2 * draw.n_columns + 1, 1);
    if (cells) {
        fill_cells(&draw, cells);
        draw_arcs(&draw, cells);
    } else {
        out->status = CAIRN_ENOMEM;
    }
out:
    cn_free(cells);
    cn_free(path);
    cn_free(draw.arcs);
    cn_free(draw.heads);
}
