/* The majority resolver, see resolve.h.
 *
 * Belief is the share of documents, smoothed by half a document for each claim (Krichevsky and
 * Trofimov 1981; Laplace takes a whole one): 3 against 1 gives 0.7 and 0.3, and a loser keeps some.
 */
#include "fusion/resolve.h"

#include <stdio.h>

static const double SMOOTHING = 0.5; /* documents */

static bool beats(const cn_claim *a, const cn_claim *b)
{
    if (a->support != b->support)
        return a->support > b->support;
    if (a->confidence != b->confidence)
        return a->confidence > b->confidence;
    return a->fact < b->fact;
}

/* "3 documents against 1", "1 document against 1, by confidence". */
static void write_reason(const cn_claim *winner, const cn_claim *second, char *reason)
{
    const char *why = "";

    if (winner->support == second->support)
        why = winner->confidence > second->confidence ? ", by confidence" : ", by order of ids";
    snprintf(reason, CN_REASON_LEN, "%u document%s against %u%s", winner->support,
             winner->support == 1 ? "" : "s", second->support, why);
}

void cn_resolve_majority(cn_claim *claims, size_t n, cn_verdict *verdict)
{
    size_t best = beats(&claims[1], &claims[0]);
    size_t second = 1 - best;
    double total = claims[0].support + claims[1].support;

    for (size_t i = 2; i < n; i++) {
        total += claims[i].support;
        if (beats(&claims[i], &claims[best])) {
            second = best;
            best = i;
        } else if (beats(&claims[i], &claims[second])) {
            second = i;
        }
    }
    for (size_t i = 0; i < n; i++)
        claims[i].belief = (claims[i].support + SMOOTHING) / (total + SMOOTHING * (double)n);
    verdict->winner = best;
    write_reason(&claims[best], &claims[second], verdict->reason);
}
