/* Belief, see calibration.h.
 *
 * Isotonic regression (Zadrozny and Elkan 2002) over scores in bands that are narrow where most
 * scores are, at the ends; learned from two sets of claims with known truths, each set counting
 * alike: authors of books by shops, populations of towns by editors. Within a band belief rises a
 * little with score, so that the order of scores is kept. */
#include "fusion/calibration.h"

#include <math.h>
#include <stddef.h>

typedef struct band {
    double begin, end, share; /* of true values */
} band;

static const band bands[] = {{0, 0.02, 0.008},    {0.02, 0.1, 0.041}, {0.1, 0.35, 0.266},
                             {0.35, 0.65, 0.464}, {0.65, 0.9, 0.734}, {0.9, 0.98, 0.951},
                             {0.98, 1, 0.988}};
static const double SLOPE = 0.1;   /* of belief within a band */
static const double STEPS = 10000; /* beliefs are rounded, so that they are alike on all machines */

double cn_calibrate(double score)
{
    const size_t n = sizeof(bands) / sizeof(*bands);
    size_t i = 0;
    double belief;

    while (i + 1 < n && score >= bands[i].end)
        i++;
    belief = bands[i].share + (score - (bands[i].begin + bands[i].end) / 2) * SLOPE;
    return round(fmin(fmax(belief, 0), 1) * STEPS) / STEPS;
}
