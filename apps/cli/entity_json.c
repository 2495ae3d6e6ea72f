/* A card as JSON has all that the library gave. Where a list is not all there is, the count with
 * "all_" before its name is larger than its length. */
#include "apps/cli/entity_json.h"

#include "apps/cli/json_output.h"

cn_json *cli_json_citation(const cairn_citation *citation)
{
    cn_json *item = cn_json_new_object();

    cli_json_text(item, "uri", citation->uri);
    cli_json_text(item, "title", citation->title);
    cli_json_text(item, "quote", citation->quote);
    cli_json_count(item, "first_byte", citation->first_byte);
    cli_json_count(item, "len", citation->len);
    cli_json_count(item, "src_first", citation->src_first);
    cli_json_count(item, "src_len", citation->src_len);
    return item;
}

cn_json *cli_json_fact(const cairn_fact *fact)
{
    cn_json *item = cn_json_new_object(), *citations = cn_json_new_array();

    cli_json_text(item, "subject", fact->subject_name);
    cli_json_text(item, "relation", fact->relation);
    cli_json_text(item, "object", fact->object_name);
    cli_json_bool(item, "object_is_entity", fact->object != 0);
    cn_json_set(item, "subject_id", cn_json_new_int(fact->subject));
    cn_json_set(item, "object_id", cn_json_new_int(fact->object));
    cn_json_set(item, "id", cn_json_new_int(fact->id));
    cli_json_number(item, "belief", fact->belief);
    cli_json_count(item, "support", fact->support);
    cli_json_bool(item, "believed", fact->believed);
    cli_json_text(item, "valid", fact->valid);
    cn_json_set(item, "closed_by", cn_json_new_int(fact->closed_by));
    cli_json_count(item, "recorded", fact->recorded);
    cli_json_count(item, "retired", fact->retired);
    cli_json_bool(item, "inferred", fact->inferred);
    cli_json_text(item, "proof", fact->proof);
    cli_json_text(item, "uri", fact->uri);
    cli_json_text(item, "quote", fact->quote);
    cli_json_count(item, "first_byte", fact->first_byte);
    cli_json_count(item, "statements", fact->n_statements);
    for (size_t i = 0; i < fact->n_citations; i++)
        cn_json_push(citations, cli_json_citation(&fact->citations[i]));
    cn_json_set(item, "citations", citations);
    return item;
}

cn_json *cli_json_conflict(const cairn_conflict *conflict)
{
    cn_json *item = cn_json_new_object(), *claims = cn_json_new_array();

    cli_json_text(item, "subject", conflict->subject_name);
    cn_json_set(item, "subject_id", cn_json_new_int(conflict->subject));
    cli_json_text(item, "relation", conflict->relation);
    cli_json_text(item, "decision", conflict->decision);
    cli_json_text(item, "reason", conflict->reason);
    for (size_t i = 0; i < conflict->n_claims; i++)
        cn_json_push(claims, cli_json_fact(&conflict->claims[i]));
    cn_json_set(item, "claims", claims);
    cli_json_count(item, "all_claims", conflict->all_claims);
    return item;
}

cn_json *cli_json_merge(const cairn_merged *merged)
{
    cn_json *item = cn_json_new_object();

    cli_json_text(item, "name", merged->name);
    cli_json_text(item, "target", merged->target);
    cli_json_text(item, "entity", merged->entity_name);
    cn_json_set(item, "entity_id", cn_json_new_int(merged->entity));
    cli_json_number(item, "score", merged->score);
    cli_json_text(item, "features", merged->features);
    cli_json_text(item, "reason", merged->reason);
    cli_json_count(item, "run", merged->run);
    cli_json_text(item, "day", merged->day);
    cli_json_bool(item, "by_hand", merged->by_hand);
    cli_json_bool(item, "undecided", merged->is_undecided);
    return item;
}

void cli_json_entity(cn_json *object, const cairn_entity *entity)
{
    cn_json_set(object, "id", cn_json_new_int(entity->id));
    cli_json_text(object, "name", entity->id != 0 ? entity->name : NULL);
    cli_json_text(object, "type", entity->id != 0 ? entity->type : NULL);
    cli_json_count(object, "mentions", entity->mentions);
}

static cn_json *list_names(const cairn_card *card)
{
    cn_json *list = cn_json_new_array();

    for (size_t i = 0; i < card->n_names; i++) {
        cn_json *item = cn_json_new_object();

        cli_json_text(item, "name", card->names[i].name);
        cli_json_count(item, "uses", card->names[i].uses);
        cli_json_bool(item, "shared", card->names[i].is_shared);
        cn_json_push(list, item);
    }
    return list;
}

/* Facts in one list, and how many there are of each relation in another. */
static void add_facts(cn_json *object, const cairn_card *card)
{
    cn_json *facts = cn_json_new_array(), *relations = cn_json_new_array();

    for (size_t i = 0; i < card->n_groups; i++) {
        const cairn_fact_group *group = &card->groups[i];
        cn_json *item = cn_json_new_object();

        cli_json_text(item, "relation", group->relation);
        cli_json_bool(item, "is_subject", group->is_subject);
        cli_json_count(item, "all_facts", group->all);
        cn_json_push(relations, item);
        for (size_t j = 0; j < group->n; j++)
            cn_json_push(facts, cli_json_fact(&group->facts[j]));
    }
    cn_json_set(object, "facts", facts);
    cli_json_count(object, "all_facts", card->all_facts);
    cli_json_count(object, "not_valid", card->not_valid);
    cn_json_set(object, "relations", relations);
    cli_json_count(object, "all_relations", card->all_groups);
}

static cn_json *list_neighbours(const cairn_card *card)
{
    cn_json *list = cn_json_new_array();

    for (size_t i = 0; i < card->n_neighbours; i++) {
        const cairn_neighbour *neighbour = &card->neighbours[i];
        cn_json *item = cn_json_new_object();

        cn_json_set(item, "id", cn_json_new_int(neighbour->id));
        cli_json_text(item, "name", neighbour->name);
        cli_json_text(item, "type", neighbour->type);
        cli_json_count(item, "facts", neighbour->facts);
        cli_json_count(item, "passages", neighbour->chunks);
        cn_json_push(list, item);
    }
    return list;
}

void cli_json_card(cn_json *object, const cairn_card *card)
{
    static const cairn_card empty = {.n_names = 0};
    cn_json *conflicts = cn_json_new_array(), *merges = cn_json_new_array();

    card = card ? card : &empty;
    cn_json_set(object, "description",
                card->description ? cli_json_citation(card->description) : cn_json_new_null());
    cn_json_set(object, "names", list_names(card));
    cli_json_count(object, "all_names", card->all_names);
    add_facts(object, card);
    for (size_t i = 0; i < card->n_conflicts; i++)
        cn_json_push(conflicts, cli_json_conflict(&card->conflicts[i]));
    cn_json_set(object, "conflicts", conflicts);
    cli_json_count(object, "all_conflicts", card->all_conflicts);
    for (size_t i = 0; i < card->n_merges; i++)
        cn_json_push(merges, cli_json_merge(&card->merges[i]));
    cn_json_set(object, "merges", merges);
    cli_json_count(object, "all_merges", card->all_merges);
    cn_json_set(object, "neighbours", list_neighbours(card));
}
