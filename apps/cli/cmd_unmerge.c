/* cairn unmerge NAME [NAME]: they mean different things from now on.
 *
 * With one name: it is parted from what it was merged with, or, when it is the name the entity goes
 * by, from the one name that was merged into it. */
#include <stdio.h>
#include <string.h>

#include "apps/cli/decide.h"
#include "apps/cli/entity_text.h"
#include "apps/cli/options.h"
#include "apps/cli/output.h"
#include "apps/cli/store.h"
#include "base/mem.h"

enum { MERGES_SEEN = 1000, MERGES_SHOWN = 20 };

typedef struct two_names {
    char *first, *second; /* copies */
} two_names;

/* From the beginning again: the cursor has been read. */
static int say_choice(cairn *kb, cairn_id entity, const char *name, uint64_t n)
{
    cairn_merges *merges = NULL;
    cairn_merged merged;
    cli_page page;

    if (n == 0) {
        cli_say("\"%s\" is merged with nothing; to keep it apart from a name, give both", name);
        return CLI_PARTLY;
    }
    cli_page_init(&page, stderr);
    cli_say("\"%s\" takes part in several merges: give both names of the one that is wrong", name);
    if (cairn_list_merges(kb, entity, MERGES_SHOWN, &merges, NULL, NULL) == CAIRN_OK)
        while (cairn_merges_next(merges, &merged) == CAIRN_ROW)
            if (!merged.is_undecided)
                cli_print_merge(&page, 2, &merged);
    cairn_merges_free(merges);
    return CLI_PARTLY;
}

static bool copy_names(const cairn_merged *merged, two_names *names)
{
    cn_free(names->first);
    cn_free(names->second);
    names->first = cn_strdup(merged->name);
    names->second = cn_strdup(merged->target);
    return names->first && names->second;
}

/* The merge of that very name, else the only one; *n: how many there are to choose from. */
static int read_merges(cairn_merges *merges, const char *name, two_names *names, uint64_t *n)
{
    cairn_merged merged;

    *n = 0;
    while (cairn_merges_next(merges, &merged) == CAIRN_ROW) {
        const bool is_meant = strcmp(merged.name, name) == 0;

        if (merged.is_undecided)
            continue;
        if ((++*n == 1 || is_meant) && !copy_names(&merged, names)) {
            cli_say("out of memory");
            return CLI_FAILED;
        }
        if (is_meant) {
            *n = 1;
            break;
        }
    }
    return CLI_DONE;
}

/* Fills both when the entity of that name has one merge. */
static int find_merge(const cli_args *args, cairn *kb, const char *name, two_names *names)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_merges *merges = NULL;
    cairn_entity entity;
    uint64_t n = 0;
    int code;
    int rc = cairn_entity_find(kb, name, &entity, &err);

    if (rc == CAIRN_ENOTFOUND) {
        cli_say("%s", err.message);
        return CLI_PARTLY;
    }
    if (rc == CAIRN_OK)
        rc = cairn_list_merges(kb, entity.id, MERGES_SEEN, &merges, NULL, &err);
    code = rc < 0 ? cli_store_fail(args, &err) : read_merges(merges, name, names, &n);
    cairn_merges_free(merges);
    return code == CLI_DONE && n != 1 ? say_choice(kb, entity.id, name, n) : code;
}

static int unmerge_one(const cli_args *args, cairn *kb)
{
    two_names names = {NULL, NULL};
    int code;

    if (args->given & CLI_OPT_UNDO) {
        cli_say("--undo needs both names");
        return CLI_USAGE;
    }
    code = find_merge(args, kb, args->operands[0], &names);
    if (code == CLI_DONE)
        code = cli_decide(args, kb, names.first, names.second, CAIRN_APART);
    cn_free(names.first);
    cn_free(names.second);
    return code;
}

int cmd_unmerge(const cli_args *args)
{
    cairn *kb = NULL;
    int code = cli_store_open(args, CLI_CHANGE, &kb);

    if (code == CLI_DONE && args->n_operands == 1)
        code = unmerge_one(args, kb);
    else if (code == CLI_DONE)
        code = cli_decide(args, kb, args->operands[0], args->operands[1], CAIRN_APART);
    cairn_close(kb);
    return code;
}
