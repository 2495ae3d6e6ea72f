/* cairn help [COMMAND]: the texts of the tables in main.c and options.c. */
#include <stdio.h>

#include "apps/cli/cli.h"
#include "apps/cli/options.h"

static void print_option(const cli_option *option)
{
    char names[32];

    snprintf(names, sizeof(names), "%s%s%s%s%s", option->letter ? option->letter : "",
             option->letter ? ", " : "", option->name, option->value ? " " : "",
             option->value ? option->value : "");
    printf("  %-18s %s\n", names, option->summary);
}

static void print_command(const cli_command *command)
{
    printf("usage: cairn %s%s%s%s\n\n%s\n", command->name, *command->operands ? " " : "",
           command->operands, command->options ? " [OPTION...]" : "", command->summary);
    if (*command->details)
        printf("%s%s", "\n", command->details);
    if (command->options)
        printf("\noptions:\n");
    for (const cli_option *option = cli_options; option->name; option++)
        if (command->options & option->bit)
            print_option(option);
}

static void print_list(void)
{
    printf("usage: cairn COMMAND [OPERAND...] [OPTION...]\n\n"
           "cairn turns documents into a knowledge graph in one file and answers questions\n"
           "from it, with the sentences each answer stands on.\n\ncommands:\n");
    for (const cli_command *command = cli_commands; command->name; command++)
        printf("  %-7s %-13s %s\n", command->name, command->operands, command->summary);
    printf("\noptions of most commands:\n");
    for (const cli_option *option = cli_options; option->name; option++)
        if (option->bit & (CLI_OPT_KB | CLI_OPT_JSON | CLI_OPTIONS_ALWAYS))
            print_option(option);
    printf("\nOptions may stand before or after operands; '--' ends them.\n"
           "Exit codes: 0 done, 1 some inputs failed or nothing has that name, 2 usage,\n"
           "3 failure. 'cairn help COMMAND' says more.\n");
}

int cmd_help(const cli_args *args)
{
    const cli_command *command;

    if (args->n_operands == 0) {
        print_list();
        return CLI_DONE;
    }
    command = cli_find_command(args->operands[0]);
    if (!command)
        return CLI_USAGE;
    print_command(command);
    return CLI_DONE;
}
