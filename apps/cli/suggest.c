/* Nearest word by optimal string alignment: Levenshtein's edits and swaps of neighbours, which
 * are the commonest slip of the fingers. */
#include "apps/cli/suggest.h"

#include <string.h>

enum { WORD_MAX = 31, FAR = WORD_MAX + 1 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t cli_edit_distance(const char *a, const char *b)
{
    const size_t a_len = strlen(a), b_len = strlen(b);
    size_t cost[WORD_MAX + 1][WORD_MAX + 1];

    if (a_len > WORD_MAX || b_len > WORD_MAX)
        return FAR;
    for (size_t i = 0; i <= a_len; i++) {
        for (size_t j = 0; j <= b_len; j++) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            cost[i][j] = least(cost[i - 1][j], cost[i][j - 1]) + 1;
            cost[i][j] = least(cost[i][j], cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = least(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a_len][b_len];
}

void cli_suggestion_offer(cli_suggestion *suggestion, const char *known)
{
    const size_t len = strlen(suggestion->word);
    size_t distance = cli_edit_distance(suggestion->word, known);

    /* "stat" means "stats": a beginning counts as one slip. */
    if (len > 1 && distance > 1 && strncmp(known, suggestion->word, len) == 0)
        distance = 1;
    /* More than one slip in three letters, and it is another word. */
    if (distance > (len + 2) / 3)
        return;
    if (suggestion->nearest && suggestion->distance <= distance)
        return;
    suggestion->nearest = known;
    suggestion->distance = distance;
}
