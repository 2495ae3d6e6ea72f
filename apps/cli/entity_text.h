/* The card of an entity on the screen. */
#ifndef CN_APPS_CLI_ENTITY_TEXT_H
#define CN_APPS_CLI_ENTITY_TEXT_H

#include "apps/cli/output.h"
#include "cairn.h"

void cli_print_card(const cli_page *page, const cairn_card *card);
/* One entity on a line or two, with what tells it from others of its name. */
void cli_print_sense(const cli_page *page, size_t number, const cairn_card *card);
/* What lost and what won, and why, in one line. */
void cli_print_conflict_line(const cli_page *page, size_t indent, const cairn_conflict *conflict);
/* Two names, what they mean, score and reason. */
void cli_print_merge(const cli_page *page, size_t indent, const cairn_merged *merged);

#endif
