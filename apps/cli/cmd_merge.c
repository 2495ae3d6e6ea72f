/* cairn merge NAME NAME: both mean the same from now on. */
#include "apps/cli/decide.h"
#include "apps/cli/store.h"

int cmd_merge(const cli_args *args)
{
    cairn *kb = NULL;
    int code = cli_store_open(args, CLI_CHANGE, &kb);

    if (code == CLI_DONE)
        code = cli_decide(args, kb, args->operands[0], args->operands[1], CAIRN_SAME);
    cairn_close(kb);
    return code;
}
