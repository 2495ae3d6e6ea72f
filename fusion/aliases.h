/* Titles with a qualifier -> aliases: "Heat" may mean "Heat (film)". */
#ifndef CN_FUSION_ALIASES_H
#define CN_FUSION_ALIASES_H

#include "fusion/entities.h"

typedef struct cn_aliases {
    struct cn_candidate *items; /* by key, entity */
    size_t n, cap;
} cn_aliases;

void cn_aliases_init(cn_aliases *aliases);
void cn_aliases_done(cn_aliases *aliases);
/* After cn_entities_load(), before facts: finds the aliases, tells the drafts what they mean and
 * adds the mentions of an aliased key to each entity it may mean. A key stays its own when
 * something is about it, or when it is the name of a class ("composer"). */
int cn_aliases_find(cn_aliases *aliases, cn_entities *entities, cairn_error *err);
/* Puts the alias rows, score 1/n each. */
int cn_aliases_write(const cn_aliases *aliases, cn_store *store, cairn_error *err);

/* Length of a title without its qualifier: "Heat (film)" -> 4, "Paris, Texas" -> 5; len when it
 * has none. */
size_t cn_title_base(const char *title, size_t len);

#endif
