/* cairn stats [--digest]: how much the store holds. */
#include <inttypes.h>
#include <stdio.h>

#include "apps/cli/cli.h"
#include "apps/cli/json_output.h"
#include "apps/cli/store.h"

struct figure {
    const char *name;
    uint64_t count;
};

static int print_figures(const cli_args *args, const struct figure *figures, size_t n,
                         const char *digest)
{
    cn_json *root;

    if (!args->json) {
        for (size_t i = 0; i < n; i++)
            printf("%-10s %12" PRIu64 "\n", figures[i].name, figures[i].count);
        if (args->digest)
            printf("digest     %s\n", digest);
        return CLI_DONE;
    }
    root = cn_json_new_object();
    for (size_t i = 0; i < n; i++)
        cli_json_count(root, figures[i].name, figures[i].count);
    if (args->digest)
        cli_json_text(root, "digest", digest);
    return cli_json_print(root);
}

static int print_stats(const cli_args *args, const cairn_stats *stats, const char *digest)
{
    const struct figure figures[] = {
        {"documents", stats->documents}, {"chunks", stats->chunks},
        {"mentions", stats->mentions},   {"statements", stats->statements},
        {"entities", stats->entities},   {"facts", stats->facts},
        {"conflicts", stats->conflicts}, {"vectors", stats->vectors},
        {"pending", stats->pending},
    };

    return print_figures(args, figures, sizeof(figures) / sizeof(figures[0]), digest);
}

int cmd_stats(const cli_args *args)
{
    cairn_error err = CAIRN_ERROR_INIT;
    char digest[33] = "";
    cairn_stats stats;
    cairn *kb = NULL;
    int code = cli_store_open(args, CLI_READ, &kb);
    int rc;

    if (code != CLI_DONE)
        return code;
    rc = cairn_get_stats(kb, &stats, &err);
    if (rc == CAIRN_OK && args->digest)
        rc = cairn_digest(kb, digest, &err);
    code = rc < 0 ? cli_store_fail(args, &err) : print_stats(args, &stats, digest);
    cairn_close(kb);
    return code;
}
