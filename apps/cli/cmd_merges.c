/* cairn merges [NAME]: which names were taken for one, how sure that is, and why. */
#include <inttypes.h>
#include <stdio.h>

#include "apps/cli/cli.h"
#include "apps/cli/entity_json.h"
#include "apps/cli/entity_text.h"
#include "apps/cli/json_output.h"
#include "apps/cli/output.h"
#include "apps/cli/store.h"

enum { LIMIT_DEFAULT = 20 };

static int print_json(cairn_merges *merges, uint64_t all)
{
    cn_json *root = cn_json_new_object(), *list = cn_json_new_array();
    cairn_merged merged;

    while (cairn_merges_next(merges, &merged) == CAIRN_ROW)
        cn_json_push(list, cli_json_merge(&merged));
    cn_json_set(root, "merges", list);
    cli_json_count(root, "all_merges", all);
    return cli_json_print(root);
}

/* With what was compared, which a card leaves out. */
static int print_text(cairn_merges *merges, uint64_t all)
{
    cairn_merged merged;
    uint64_t n = 0;
    cli_page page;

    cli_page_init(&page, stdout);
    for (; cairn_merges_next(merges, &merged) == CAIRN_ROW; n++) {
        cn_buf line;

        cli_print_merge(&page, 0, &merged);
        if (!*merged.features)
            continue;
        cn_buf_init(&line, SIZE_MAX / 2);
        cn_buf_printf(&line, "compared: %s", merged.features);
        cli_print_paragraph(&page, CLI_DIM, 2, cn_buf_str(&line), line.len);
        cn_buf_done(&line);
    }
    if (n == 0)
        puts("No merges");
    else if (all > n)
        printf("and %" PRIu64 " more: see --limit\n", all - n);
    return CLI_DONE;
}

static int find_entity(const cli_args *args, cairn *kb, cairn_id *entity)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_entity found;
    cn_buf name;
    int code = CLI_DONE, rc;

    *entity = 0;
    if (args->n_operands == 0)
        return CLI_DONE;
    code = cli_join_operands(args, &name);
    if (code == CLI_DONE) {
        rc = cairn_entity_find(kb, cn_buf_str(&name), &found, &err);
        *entity = found.id;
        if (rc == CAIRN_ENOTFOUND) {
            cli_say("%s", err.message);
            code = CLI_PARTLY;
        } else if (rc < 0) {
            code = cli_store_fail(args, &err);
        }
    }
    cn_buf_done(&name);
    return code;
}

int cmd_merges(const cli_args *args)
{
    const size_t limit = args->limit > 0 ? args->limit : LIMIT_DEFAULT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_merges *merges = NULL;
    cairn *kb = NULL;
    cairn_id entity = 0;
    uint64_t all;
    int code = cli_store_open(args, CLI_READ, &kb);

    if (code == CLI_DONE)
        code = find_entity(args, kb, &entity);
    if (code != CLI_DONE)
        goto out;
    if (cairn_list_merges(kb, entity, limit, &merges, &all, &err) < 0)
        code = cli_store_fail(args, &err);
    else
        code = args->json ? print_json(merges, all) : print_text(merges, all);
out:
    cairn_merges_free(merges);
    cairn_close(kb);
    return code;
}
