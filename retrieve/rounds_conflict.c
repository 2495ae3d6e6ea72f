/* A fact is found by its subject, which is what the step was about, what the question names, or,
 * where the relation was followed backwards, the answer itself. */
#include "retrieve/rounds_conflict.h"

#include <string.h>

struct seeking {
    const cn_rounds *rounds;
    cairn_id fact;
    const char *text;
    cairn_error *err;
};

/* Looks among the facts of one entity. */
static int seek(struct seeking *seeking, uint32_t entity)
{
    const cn_view *view = seeking->rounds->view;
    cn_entity_row other;
    cn_fact_row row;
    int rc;

    if (seeking->text || entity >= view->snapshot->n_entities)
        return CAIRN_OK;
    rc = cn_fact_get(view->store, view->snapshot->entity_ids[entity], seeking->fact, &row,
                     seeking->err);
    if (rc == CAIRN_ENOTFOUND)
        return CAIRN_OK;
    if (rc < 0)
        return rc;
    if (row.object == 0) {
        seeking->text = cn_arena_strndup(seeking->rounds->arena, row.literal, strlen(row.literal));
        return seeking->text ? CAIRN_OK : cn_fail_memory(seeking->err, strlen(row.literal));
    }
    rc = cn_entity_get(view->store, row.object, &other, seeking->err);
    if (rc < 0)
        return rc == CAIRN_ENOTFOUND ? CAIRN_OK : rc;
    seeking->text = cn_arena_strndup(seeking->rounds->arena, other.name, strlen(other.name));
    return seeking->text ? CAIRN_OK : cn_fail_memory(seeking->err, strlen(other.name));
}

int cn_rounds_conflict(const cn_rounds *rounds, const cn_value *value, const cn_value *bound,
                       size_t n, const char **text, cairn_error *err)
{
    struct seeking seeking = {.rounds = rounds, .fact = value->conflict, .err = err};
    const cn_question *question = rounds->question;
    int rc = CAIRN_OK;

    *text = "";
    if (value->conflict == 0)
        return CAIRN_OK;
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        rc = seek(&seeking, bound[i].entity);
    for (size_t i = 0; rc == CAIRN_OK && i < question->n_links; i++)
        rc = seek(&seeking, question->links[i].entity);
    if (rc == CAIRN_OK)
        rc = seek(&seeking, value->entity);
    if (seeking.text)
        *text = seeking.text;
    return rc;
}
