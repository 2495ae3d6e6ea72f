/* What was meant: the known word nearest to one that is not known. */
#ifndef CN_APPS_CLI_SUGGEST_H
#define CN_APPS_CLI_SUGGEST_H

#include <stddef.h>

/* Edits (insert, delete, replace, swap of neighbours) between two words; words longer
 * than 31 bytes count as far away. */
size_t cli_edit_distance(const char *a, const char *b);

/* Keeps the nearest of the words offered. Init with {word, NULL, 0}. */
typedef struct cli_suggestion {
    const char *word;
    const char *nearest; /* NULL while none is near enough to be meant */
    size_t distance;
} cli_suggestion;
void cli_suggestion_offer(cli_suggestion *suggestion, const char *known);

#endif
