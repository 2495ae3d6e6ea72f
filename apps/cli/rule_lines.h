/* Rules on the screen and in JSON: for learn and relations. */
#ifndef CN_APPS_CLI_RULE_LINES_H
#define CN_APPS_CLI_RULE_LINES_H

#include "apps/cli/json_output.h"
#include "apps/cli/output.h"
#include "cairn.h"

/* '0.93 (41 of 44) "married to" is symmetric', indented; or (given), (declared). */
void cli_rule_print(const cli_page *page, const cairn_rule *rule, size_t indent);
cn_json *cli_rule_json(const cairn_rule *rule);

#endif
