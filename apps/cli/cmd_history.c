/* cairn history ENTITY [RELATION]: what changed about it, in the order of time, with receipts. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/entity_json.h"
#include "apps/cli/fact_text.h"
#include "apps/cli/json_output.h"
#include "apps/cli/output.h"
#include "apps/cli/store.h"

enum { STATES_MAX = 1000 }; /* without --limit */

static cn_json *describe_state(const cairn_state *state)
{
    cn_json *item = cli_json_fact(&state->fact);

    cli_json_bool(item, "is_subject", state->is_subject);
    cli_json_text(item, "closed_by_name", state->closed_by_name);
    cli_json_text(item, "recorded_day", state->recorded_day);
    cli_json_text(item, "retired_day", state->retired_day);
    return item;
}

/* history NULL: there is no such entity. */
static int print_json(const cli_args *args, const cairn_entity *entity, cairn_history *history,
                      uint64_t all)
{
    cn_json *root = cn_json_new_object(), *list = cn_json_new_array();
    cairn_state state;

    cli_json_text(root, "query", args->operands[0]);
    cli_json_entity(root, entity);
    cli_json_text(root, "relation", args->n_operands > 1 ? args->operands[1] : NULL);
    while (history && cairn_history_next(history, &state) == CAIRN_ROW)
        cn_json_push(list, describe_state(&state));
    cn_json_set(root, "states", list);
    cli_json_count(root, "all_states", all);
    return cli_json_print(root);
}

/* When, the value, what came next; below it who says so and when it was recorded. */
static void print_state(const cli_page *page, const cairn_state *state)
{
    const cairn_fact *fact = &state->fact;
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    if (*fact->valid)
        cli_add_valid(&line, fact->valid);
    else
        cn_buf_add_str(&line, "time not known");
    cn_buf_printf(&line, ": %s", state->is_subject ? fact->object_name : fact->subject_name);
    if (*state->closed_by_name)
        cn_buf_printf(&line, ", then %s", state->closed_by_name);
    if (!fact->believed)
        cn_buf_add_str(&line, ", not believed");
    cli_print_cut(page, CLI_PLAIN, 2, cn_buf_str(&line));
    for (size_t i = 0; i < fact->n_citations; i++)
        cli_print_citation(page, 4, &fact->citations[i]);
    cn_buf_clear(&line);
    cn_buf_printf(&line, "belief %.2f, ", fact->belief);
    cli_add_count(&line, fact->support, "document");
    cn_buf_printf(&line, ", recorded by build %" PRIu64, fact->recorded);
    if (*state->recorded_day)
        cn_buf_printf(&line, " of %s", state->recorded_day);
    if (fact->retired != 0)
        cn_buf_printf(&line, ", given up by build %" PRIu64, fact->retired);
    if (*state->retired_day)
        cn_buf_printf(&line, " of %s", state->retired_day);
    cli_print_cut(page, CLI_DIM, 4, cn_buf_str(&line));
    cn_buf_done(&line);
}

/* "capital", or "... head of Norvex" where the entity is what the others have as their object. */
static void print_relation(const cli_page *page, const cairn_entity *entity,
                           const cairn_state *state)
{
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    if (state->is_subject)
        cn_buf_add_str(&line, state->fact.relation);
    else
        cn_buf_printf(&line, "... %s %s", state->fact.relation, entity->name);
    fputc('\n', page->file);
    cli_print_styled(page, CLI_BOLD, cn_buf_str(&line));
    fputc('\n', page->file);
    cn_buf_done(&line);
}

static void print_text(const cli_args *args, const cairn_entity *entity, cairn_history *history,
                       uint64_t all)
{
    const char *relation = NULL;
    bool is_subject = true;
    cairn_state state;
    uint64_t n = 0;
    cli_page page;

    cli_page_init(&page, stdout);
    cli_print_styled(&page, CLI_BOLD, entity->name);
    fputc('\n', stdout);
    for (; cairn_history_next(history, &state) == CAIRN_ROW; n++) {
        if (!relation || is_subject != state.is_subject ||
            strcmp(relation, state.fact.relation) != 0) {
            relation = state.fact.relation;
            is_subject = state.is_subject;
            print_relation(&page, entity, &state);
        }
        print_state(&page, &state);
    }
    if (n == 0)
        puts(args->n_operands > 1 ? "No fact has such a relation" : "No change is known");
    cli_print_more(&page, 2, n, all, "fact");
}

static int show_absence(const cli_args *args, const cairn_error *err)
{
    const cairn_entity nobody = {0};

    if (args->json && print_json(args, &nobody, NULL, 0) != CLI_DONE)
        return CLI_FAILED;
    cli_say("%s", err->message);
    return CLI_PARTLY;
}

int cmd_history(const cli_args *args)
{
    const char *relation = args->n_operands > 1 ? args->operands[1] : NULL;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_history *history = NULL;
    cairn_entity entity;
    cairn *kb = NULL;
    uint64_t all = 0;
    int code = cli_store_open(args, CLI_READ, &kb);
    int rc;

    if (code != CLI_DONE)
        return code;
    rc = cairn_entity_find(kb, args->operands[0], &entity, &err);
    if (rc == CAIRN_OK)
        rc = cairn_list_history(kb, entity.id, relation, args->limit ? args->limit : STATES_MAX,
                                &history, &all, &err);
    if (rc == CAIRN_ENOTFOUND)
        code = show_absence(args, &err);
    else if (rc < 0)
        code = cli_store_fail(args, &err);
    else if (args->json)
        code = print_json(args, &entity, history, all);
    else
        print_text(args, &entity, history, all);
    cairn_history_free(history);
    cairn_close(kb);
    return code;
}
