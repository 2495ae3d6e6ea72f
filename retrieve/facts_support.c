/* What else a step says, in a sentence: see facts_support.h. */
#include "retrieve/facts_support.h"

#define LEFT 0.3 /* of the score, where the sentence has nothing else of the step */

int cn_fact_support(cn_fact_fits *fits, size_t name, const char *sentence, size_t len,
                    double *score, cairn_error *err)
{
    size_t n = 0, n_there = 0;
    int rc = CAIRN_OK;

    for (size_t i = 0; i < fits->n_rest; i++)
        n += fits->rest_name[i] != name;
    if (n == 0)
        return CAIRN_OK;
    rc = cn_tokenizer_scan(fits->view->tokenizer, sentence, len, &fits->scratch, err);
    for (size_t i = 0; rc == CAIRN_OK && i < fits->n_rest; i++)
        for (size_t w = 0; fits->rest_name[i] != name && w < fits->scratch.n; w++)
            if (fits->scratch.items[w].stem == fits->rest[i]) {
                n_there++;
                break;
            }
    *score *= LEFT + (1 - LEFT) * (double)n_there / (double)n;
    return rc;
}
