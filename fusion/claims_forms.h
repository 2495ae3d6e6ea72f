/* The ways in which the lists about one question write a person: "Doe, J" by many, "Doe, Jane Q" by
 * some. Given names written out go before initials, then what most sources write. */
#ifndef CN_FUSION_CLAIMS_FORMS_H
#define CN_FUSION_CLAIMS_FORMS_H

#include "fusion/claims_names.h"

typedef struct cn_name_form {
    const cn_person *person; /* borrowed from the lists */
    uint32_t n;              /* sources */
} cn_name_form;

typedef struct cn_name_forms {
    cn_name_form *items; /* by last name and initial, the best of each first */
    size_t n, cap;
} cn_name_forms;

/* forms must be zero or have been gathered before; the lists must outlive their use. */
int cn_name_forms_gather(cn_name_forms *forms, const cn_names *lists, const uint32_t *n_sources,
                         size_t n_lists, cairn_error *err);
void cn_name_forms_done(cn_name_forms *forms);
/* The best way to write a person with that last name and initial; itself when there is none. */
const char *cn_name_forms_best(const cn_name_forms *forms, const cn_person *person);

#endif
