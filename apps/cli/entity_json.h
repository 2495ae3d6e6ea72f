/* Facts, conflicts, merges and cards as JSON. Keys are documented in docs/cli.md. */
#ifndef CN_APPS_CLI_ENTITY_JSON_H
#define CN_APPS_CLI_ENTITY_JSON_H

#include "base/json.h"
#include "cairn.h"

cn_json *cli_json_citation(const cairn_citation *citation);
cn_json *cli_json_fact(const cairn_fact *fact);
cn_json *cli_json_conflict(const cairn_conflict *conflict);
cn_json *cli_json_merge(const cairn_merged *merged);
/* id, name, type, mentions, into object. */
void cli_json_entity(cn_json *object, const cairn_entity *entity);
/* All else that a card has, into object. card NULL: the keys with empty lists. */
void cli_json_card(cn_json *object, const cairn_card *card);

#endif
