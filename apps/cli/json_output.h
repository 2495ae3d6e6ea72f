/* What --json prints: one object on one line. Keys are documented in docs/cli.md. */
#ifndef CN_APPS_CLI_JSON_OUTPUT_H
#define CN_APPS_CLI_JSON_OUTPUT_H

#include "base/json.h"

/* Short forms; a NULL text is null. */
void cli_json_text(cn_json *object, const char *key, const char *text);
void cli_json_count(cn_json *object, const char *key, uint64_t count);
void cli_json_number(cn_json *object, const char *key, double number);
void cli_json_bool(cn_json *object, const char *key, bool value);

/* Prints and frees. CLI_DONE, or CLI_FAILED with a sentence when memory was out. */
int cli_json_print(cn_json *root);

#endif
