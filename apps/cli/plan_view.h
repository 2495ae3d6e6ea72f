/* How an answer came about, drawn in the terminal: the question at the top, below each step the
 * steps it builds on
 *
 *     bridge
 *     └─ #2 Who is the wife of #1?
 *        = Ann Lee  (fact, 0.83) [1]
 *        └─ #1 the founder of Norvex
 *           = Bob Ray  (sentence, 0.61) [2]
 *
 * or, where a step has no answer, the word that the chain stops there. */
#ifndef CN_APPS_CLI_PLAN_VIEW_H
#define CN_APPS_CLI_PLAN_VIEW_H

#include "base/buf.h"
#include "cairn.h"

/* Appends lines. The last step is the question itself; a step that two others need stands below
 * the first of them. Failures stick to out. */
void cli_plan_draw(cn_buf *out, const char *kind, const cairn_step *steps, size_t n, bool is_ascii);

#endif
