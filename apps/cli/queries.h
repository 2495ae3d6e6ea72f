/* A file of questions with their right answers, one JSON object a line; see docs/cli.md. */
#ifndef CN_APPS_CLI_QUERIES_H
#define CN_APPS_CLI_QUERIES_H

#include "apps/cli/score.h"
#include "base/json.h"

typedef struct cli_query {
    cn_json *root;
    const cn_json *id;    /* string or number */
    const char *question; /* these borrow from root */
    const char *as_of;    /* a date, or NULL */
    cn_truth truth;
} cli_query;

typedef struct cli_queries {
    cli_query *items;
    size_t n, cap;
} cli_queries;

/* Blank lines are skipped. CAIRN_EPARSE names file and line: no JSON, a key missing or of another
 * kind, an id twice. The caller calls cli_queries_done() either way. */
int cli_queries_read(const char *path, cli_queries *queries, cairn_error *err);
void cli_queries_done(cli_queries *queries);

#endif
