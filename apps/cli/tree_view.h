/* A dependency tree drawn in the terminal: a line for each word, in the order of the text, with
 * arcs beside them
 *
 *     Ada       PROPN  ─┬<┐    nsubj
 *     Lovelace  PROPN  <┘ │    flat
 *     wrote     VERB   ───┼─┐  root
 *     long      ADJ    <┐ │ │  amod
 *     letters   NOUN   ─┴<┘ │  obj
 *     .         PUNCT  ────<┘  punct
 *
 * where an arrow points from a word's head to the word; or, when there is no room for the arcs,
 * as an indented tree from the root down. */
#ifndef CN_APPS_CLI_TREE_VIEW_H
#define CN_APPS_CLI_TREE_VIEW_H

#include "base/buf.h"
#include "cairn.h"

typedef struct cli_tree_style {
    bool is_ascii;   /* no box-drawing characters */
    bool has_colour; /* tags and labels dim, the root bold */
    size_t width;    /* columns there are */
} cli_tree_style;

/* Appends the n tokens of one tree as lines, indented by two blanks. Heads that are out of range,
 * and circles, which no parser makes, are drawn as roots. Failures stick to out. */
void cli_tree_draw(cn_buf *out, const cairn_token *tokens, size_t n, const cli_tree_style *style);

/* Whether LC_ALL, LC_CTYPE or LANG, the first that is set, asks for UTF-8. */
bool cli_terminal_is_utf8(void);

#endif
