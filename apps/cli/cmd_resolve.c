/* cairn resolve CLAIMS.csv: for each item the value to believe, how much, and why.
 *
 * A line is item, value, belief, reason, with tabs between. JSON is written item by item, so that
 * memory does not grow with them: all values with their beliefs, then the sources. */
#include <stdio.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/json_line.h"
#include "apps/cli/options.h"
#include "apps/cli/output.h"
#include "apps/cli/suggest.h"

typedef struct printing {
    const cli_args *args;
    cn_buf line;
    bool is_in_items, is_in_sources;
    uint64_t n_items, n_decided;
} printing;

static void name_issue(const char *where, const char *sentence, void *user)
{
    (void)user;
    cli_say_about(where, sentence);
}

static int put_line(printing *p)
{
    if (p->line.status < 0)
        return 1;
    fwrite(cn_buf_str(&p->line), 1, p->line.len, stdout);
    return ferror(stdout);
}

/* ---- Lines ---- */

static int print_item(const cairn_resolved *item, void *user)
{
    printing *p = user;

    p->n_items++;
    cn_buf_clear(&p->line);
    cli_clean(&p->line, item->item, strlen(item->item));
    cn_buf_add_char(&p->line, '\t');
    if (item->n_values > 0) {
        p->n_decided++;
        cli_clean(&p->line, item->values[0].text, strlen(item->values[0].text));
        cn_buf_printf(&p->line, "\t%.3f\t", item->values[0].belief);
    } else {
        cn_buf_add_str(&p->line, "\t\t");
    }
    cli_clean(&p->line, item->reason, strlen(item->reason));
    cn_buf_add_char(&p->line, '\n');
    return put_line(p);
}

/* ---- JSON ---- */

static int put_item(const cairn_resolved *item, void *user)
{
    printing *p = user;

    cn_buf_clear(&p->line);
    fputs(p->is_in_items ? "," : "{\"items\":[", stdout);
    p->is_in_items = true;
    cli_line_open(&p->line, NULL, '{');
    cli_line_text(&p->line, "item", item->item);
    if (item->n_values > 0) {
        cli_line_text(&p->line, "value", item->values[0].text);
        cli_line_share(&p->line, "belief", item->values[0].belief);
    }
    cli_line_count(&p->line, "sources", item->n_sources);
    cli_line_text(&p->line, "reason", item->reason);
    cli_line_open(&p->line, "values", '[');
    for (size_t i = 0; i < item->n_values; i++) {
        const cairn_resolved_value *value = &item->values[i];

        cli_line_open(&p->line, NULL, '{');
        cli_line_text(&p->line, "value", value->text);
        cli_line_share(&p->line, "belief", value->belief);
        cli_line_share(&p->line, "score", value->score);
        cn_buf_add_str(&p->line, value->believed ? ",\"believed\":true" : ",\"believed\":false");
        cli_line_count(&p->line, "sources", value->n_sources);
        cli_line_close(&p->line, '}');
    }
    cli_line_close(&p->line, ']');
    cli_line_close(&p->line, '}');
    return put_line(p);
}

static int put_source(const cairn_resolved_source *source, void *user)
{
    printing *p = user;

    cn_buf_clear(&p->line);
    fputs(p->is_in_sources ? "," : "],\"sources\":[", stdout);
    p->is_in_sources = true;
    cli_line_open(&p->line, NULL, '{');
    cli_line_text(&p->line, "source", source->name);
    cli_line_share(&p->line, "reliability", source->reliability);
    cli_line_count(&p->line, "items", source->n_items);
    cli_line_close(&p->line, '}');
    return put_line(p);
}

/* ---- The command ---- */

static int check_resolver(const char *name)
{
    cli_suggestion meant = {name, NULL, 0};
    const char *known;

    for (size_t i = 0; name && (known = cairn_resolver_name(i, NULL)) != NULL; i++) {
        if (strcmp(known, name) == 0)
            return CLI_DONE;
        cli_suggestion_offer(&meant, known);
    }
    if (!name)
        return CLI_DONE;
    if (meant.nearest)
        cli_say("there is no resolver \"%s\"; did you mean %s?", name, meant.nearest);
    else
        cli_say("there is no resolver \"%s\"; see 'cairn help resolve'", name);
    return CLI_USAGE;
}

static int exit_code(int rc)
{
    if (rc == CAIRN_OK || rc == CAIRN_ECANCELED)
        return CLI_DONE;
    return rc == CAIRN_EINVAL ? CLI_USAGE : rc == CAIRN_ENOMEM ? CLI_FAILED : CLI_PARTLY;
}

int cmd_resolve(const cli_args *args)
{
    const cairn_resolve_options options = {.version = CAIRN_RESOLVE_OPTIONS_VERSION,
                                           .resolver = args->resolver,
                                           .columns = args->columns,
                                           .as_of = args->as_of};
    printing p = {.args = args};
    const cairn_resolve_sink sink = {.item = args->json ? put_item : print_item,
                                     .source = args->json ? put_source : NULL,
                                     .issue = name_issue,
                                     .user = &p};
    cairn_error err = CAIRN_ERROR_INIT;
    int rc = check_resolver(args->resolver);

    if (rc != CLI_DONE)
        return rc;
    cn_buf_init(&p.line, SIZE_MAX / 2);
    rc = cairn_resolve_path(args->operands[0], &options, &sink, &err);
    if (p.is_in_items)
        fputs(p.is_in_sources ? "]}\n" : "],\"sources\":[]}\n", stdout);
    fflush(stdout);
    cn_buf_done(&p.line);
    if (rc < 0 && rc != CAIRN_ECANCELED)
        cli_say("%s", err.message);
    else if (!args->json && !(args->given & CLI_OPT_QUIET))
        cli_say("%llu of %llu items decided", (unsigned long long)p.n_decided,
                (unsigned long long)p.n_items);
    return exit_code(rc);
}
