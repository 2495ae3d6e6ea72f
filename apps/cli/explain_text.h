/* What cairn explain prints of a passage: for each sentence its tree, what it names, what it
 * states. */
#ifndef CN_APPS_CLI_EXPLAIN_TEXT_H
#define CN_APPS_CLI_EXPLAIN_TEXT_H

#include "apps/cli/output.h"
#include "apps/cli/tree_view.h"

/* Only what touches the bytes first .. first + len of the document's text. */
typedef struct cli_explained_range {
    uint64_t first, len;
} cli_explained_range;

/* Prints. Runs the cursors of found to their end. CAIRN_OK or CAIRN_ENOMEM. */
int cli_explain_print(const cli_page *page, const cli_tree_style *style,
                      const cli_explained_range *range, cairn_extracted *found, cairn_error *err);

#endif
