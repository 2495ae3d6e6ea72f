/* How persons are best written, see claims_forms.h. */
#include "fusion/claims_forms.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const size_t FORMS_MAX = (size_t)1 << 28;

void cn_name_forms_done(cn_name_forms *forms)
{
    cn_free(forms->items);
    *forms = (cn_name_forms){.items = NULL};
}

static int compare_persons(const cn_person *x, const cn_person *y)
{
    const int order = strcmp(x->last, y->last);

    return order ? order : (x->given[0] > y->given[0]) - (x->given[0] < y->given[0]);
}

static int compare_forms(const void *a, const void *b)
{
    const cn_name_form *x = a;
    const cn_name_form *y = b;
    const int order = compare_persons(x->person, y->person);

    return order ? order : strcmp(x->person->shown, y->person->shown);
}

static bool is_written_out(const cn_person *person)
{
    return person->given[0] != '\0' && person->given[1] != '\0' && person->given[1] != ' ';
}

/* Given names written out before initials, then what most write. */
static int compare_best(const void *a, const void *b)
{
    const cn_name_form *x = a;
    const cn_name_form *y = b;
    const int order = compare_persons(x->person, y->person);

    if (order)
        return order;
    if (is_written_out(x->person) != is_written_out(y->person))
        return is_written_out(x->person) ? -1 : 1;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return strcmp(x->person->shown, y->person->shown);
}

int cn_name_forms_gather(cn_name_forms *forms, const cn_names *lists, const uint32_t *n_sources,
                         size_t n_lists, cairn_error *err)
{
    size_t n = 0;

    forms->n = 0;
    for (size_t i = 0; i < n_lists; i++) {
        for (size_t k = 0; k < lists[i].n; k++) {
            if (!cn_grow((void **)&forms->items, &forms->cap, forms->n + 1, FORMS_MAX,
                         sizeof(*forms->items)))
                return cn_fail_memory(err, sizeof(*forms->items));
            forms->items[forms->n++] = (cn_name_form){&lists[i].persons[k], n_sources[i]};
        }
    }
    if (forms->n > 1)
        qsort(forms->items, forms->n, sizeof(*forms->items), compare_forms);
    for (size_t i = 0; i < forms->n; i++) {
        if (n > 0 && compare_forms(&forms->items[n - 1], &forms->items[i]) == 0)
            forms->items[n - 1].n += forms->items[i].n;
        else
            forms->items[n++] = forms->items[i];
    }
    forms->n = n;
    if (n > 1)
        qsort(forms->items, n, sizeof(*forms->items), compare_best);
    return CAIRN_OK;
}

const char *cn_name_forms_best(const cn_name_forms *forms, const cn_person *person)
{
    size_t low = 0, high = forms->n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (compare_persons(forms->items[middle].person, person) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < forms->n && compare_persons(forms->items[low].person, person) == 0
               ? forms->items[low].person->shown
               : person->shown;
}
