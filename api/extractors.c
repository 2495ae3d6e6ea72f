/* Extractors, one for each thread, over language models that all share. */
#include "api/stages.h"
#include "base/mem.h"

int cn_extractors_new(cn_extractors *extractors, unsigned n, const cn_languages *models,
                      cairn_error *err)
{
    int rc = CAIRN_OK;

    *extractors = (cn_extractors){cn_alloc_zero(n, sizeof(cn_extractor *)), n};
    if (!extractors->items)
        return cn_fail_memory(err, n * sizeof(cn_extractor *));
    for (unsigned i = 0; rc == CAIRN_OK && i < n; i++)
        rc = cn_extractor_new(&extractors->items[i], models, err);
    return rc;
}

void cn_extractors_done(cn_extractors *extractors)
{
    for (unsigned i = 0; extractors->items && i < extractors->n; i++)
        cn_extractor_free(extractors->items[i]);
    cn_free(extractors->items);
    extractors->items = NULL;
}
