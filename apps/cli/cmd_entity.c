/* cairn entity NAME: its card. A name that means several things lists them and shows one.
 *
 * `cairn entity -` reads names, one a line, and answers each in one process: a store is opened
 * once, and a name that is not there is no failure of the others. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/entity_json.h"
#include "apps/cli/entity_text.h"
#include "apps/cli/fact_text.h"
#include "apps/cli/json_output.h"
#include "apps/cli/output.h"
#include "apps/cli/store.h"
#include "base/mem.h"

#define NAME_BYTES_MAX ((size_t)1 << 20) /* of a line; the library takes fewer */
enum {
    SENSES_MAX = 1000,    /* as --sense */
    SENSES_DESCRIBED = 10 /* the others are counted */
};

/* What a name may mean. */
typedef struct found_senses {
    cairn_entity *items;
    size_t n_listed, n;
} found_senses;

static cairn_card_options card_options(const cli_args *args)
{
    cairn_card_options options = CAIRN_CARD_OPTIONS_INIT;

    if (!args->json) {
        options.names = 8;
        options.groups = 25;
        options.facts = 5;
        options.citations = 1;
        options.conflicts = options.merges = 5;
        options.neighbours = 10;
    }
    if (args->limit > 0) {
        options.names = options.groups = options.facts = args->limit;
        options.conflicts = options.merges = options.neighbours = args->limit;
    }
    options.as_of = args->as_of;
    return options;
}

/* Just enough to tell one entity from others. */
static int read_sense(cairn *kb, cairn_id entity, cairn_card **card, cairn_error *err)
{
    const cairn_card_options options = {
        .version = CAIRN_CARD_OPTIONS_VERSION, .groups = 1, .facts = 1};

    return cairn_entity_card(kb, entity, &options, card, err);
}

/* The one operand "-": names come from standard input. */
static bool is_batch(const cli_args *args)
{
    return args->n_operands == 1 && strcmp(args->operands[0], "-") == 0;
}

/* ---- JSON ---- */

/* With a sentence for each, except where many names are asked for. */
static int list_senses(cairn *kb, const found_senses *senses, bool is_described, cn_json *list,
                       cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < senses->n_listed; i++) {
        cn_json *item = cn_json_new_object();
        cairn_card *card = NULL;

        cn_json_push(list, item);
        cli_json_entity(item, &senses->items[i]);
        if (!is_described || i >= SENSES_DESCRIBED || senses->n == 1)
            continue;
        rc = read_sense(kb, senses->items[i].id, &card, err);
        if (rc == CAIRN_OK)
            cli_json_text(item, "description", card->description ? card->description->quote : NULL);
        cairn_card_free(card);
    }
    return rc;
}

static int print_json(const cli_args *args, cairn *kb, const char *name, const found_senses *senses,
                      const cairn_entity *entity, const cairn_card *card)
{
    cn_json *root = cn_json_new_object(), *list = cn_json_new_array();
    cairn_error err = CAIRN_ERROR_INIT;

    cli_json_text(root, "query", name);
    cli_json_entity(root, entity);
    if (list_senses(kb, senses, !is_batch(args), list, &err) < 0) {
        cn_json_free(list);
        cn_json_free(root);
        return cli_store_fail(args, &err);
    }
    cn_json_set(root, "senses", list);
    cli_json_count(root, "all_senses", senses->n);
    if (args->as_of)
        cli_json_text(root, "as_of", args->as_of);
    cli_json_card(root, card);
    return cli_json_print(root);
}

/* ---- Text ---- */

static int print_senses(const cli_args *args, cairn *kb, const cli_page *page, const char *name,
                        const found_senses *senses)
{
    cairn_error err = CAIRN_ERROR_INIT;
    size_t n = senses->n_listed < SENSES_DESCRIBED ? senses->n_listed : SENSES_DESCRIBED;
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    cn_buf_printf(&line, "\"%s\" may mean %zu things; for the second: --sense 2", name, senses->n);
    cli_print_paragraph(page, CLI_PLAIN, 0, cn_buf_str(&line), line.len);
    cn_buf_done(&line);
    for (size_t i = 0; i < n; i++) {
        cairn_card *card = NULL;

        if (read_sense(kb, senses->items[i].id, &card, &err) < 0)
            return cli_store_fail(args, &err);
        cli_print_sense(page, i + 1, card);
        cairn_card_free(card);
    }
    cli_print_more(page, 2, n, senses->n, "entity");
    fputc('\n', page->file);
    return CLI_DONE;
}

static int print_text(const cli_args *args, cairn *kb, const char *name, const found_senses *senses,
                      const cairn_card *card)
{
    int code = CLI_DONE;
    cli_page page;

    cli_page_init(&page, stdout);
    if (senses->n > 1 && args->sense == 0)
        code = print_senses(args, kb, &page, name, senses);
    if (code == CLI_DONE)
        cli_print_card(&page, card);
    return code;
}

/* ---- One name ---- */

static int show_sense(const cli_args *args, cairn *kb, const char *name, const found_senses *senses,
                      const cairn_entity *entity)
{
    const cairn_card_options options = card_options(args);
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_card *card = NULL;
    int code;

    if (cairn_entity_card(kb, entity->id, &options, &card, &err) < 0)
        code = cli_store_fail(args, &err);
    else if (args->json)
        code = print_json(args, kb, name, senses, entity, card);
    else
        code = print_text(args, kb, name, senses, card);
    cairn_card_free(card);
    return code;
}

/* In a batch of objects the object alone says it, so that lines in and lines out stay in step. */
static int show_absence(const cli_args *args, cairn *kb, const char *name, const cairn_error *err)
{
    const found_senses none = {NULL, 0, 0};
    const cairn_entity nobody = {0};

    if (args->json && print_json(args, kb, name, &none, &nobody, NULL) != CLI_DONE)
        return CLI_FAILED;
    if (!is_batch(args) || !args->json)
        cli_say("%s", err->message);
    return CLI_PARTLY;
}

/* senses->items has room for SENSES_MAX. */
static int show_name(const cli_args *args, cairn *kb, const char *name, found_senses *senses)
{
    cairn_error err = CAIRN_ERROR_INIT;
    const size_t place = args->sense > 0 ? args->sense - 1 : 0;
    const int rc = cairn_entity_senses(kb, name, senses->items, SENSES_MAX, &senses->n, &err);

    senses->n_listed = senses->n < SENSES_MAX ? senses->n : SENSES_MAX;
    if (rc == CAIRN_ENOTFOUND || (rc == CAIRN_EINVAL && is_batch(args)))
        return show_absence(args, kb, name, &err);
    if (rc < 0)
        return cli_store_fail(args, &err);
    if (place >= senses->n_listed) {
        cli_say("--sense: \"%s\" means %zu thing%s, not %" PRIu32, name, senses->n,
                senses->n == 1 ? "" : "s", args->sense);
        return CLI_USAGE;
    }
    return show_sense(args, kb, name, senses, &senses->items[place]);
}

/* ---- Many names ---- */

/* The next line, without its end; false when there is none. */
static bool read_line(FILE *file, cn_buf *line)
{
    int c = fgetc(file);

    cn_buf_clear(line);
    if (c == EOF)
        return false;
    for (; c != EOF && c != '\n'; c = fgetc(file))
        cn_buf_add_char(line, (char)c);
    if (line->len > 0 && line->data[line->len - 1] == '\r')
        line->data[--line->len] = '\0';
    return true;
}

static int show_each_line(const cli_args *args, cairn *kb, found_senses *senses)
{
    int code = CLI_DONE;
    cn_buf line;

    cn_buf_init(&line, NAME_BYTES_MAX);
    while (code != CLI_FAILED && !ferror(stdout) && read_line(stdin, &line)) {
        const int shown = show_name(args, kb, cn_buf_str(&line), senses);

        code = shown > code ? shown : code;
    }
    cn_buf_done(&line);
    return code;
}

int cmd_entity(const cli_args *args)
{
    found_senses senses = {NULL, 0, 0};
    cairn *kb = NULL;
    cn_buf name;
    int code = cli_join_operands(args, &name);

    if (code == CLI_DONE)
        code = cli_store_open(args, CLI_READ, &kb);
    if (code == CLI_DONE) {
        senses.items = cn_alloc_zero(SENSES_MAX, sizeof *senses.items);
        if (!senses.items) {
            cli_say("out of memory");
            code = CLI_FAILED;
        }
    }
    if (code == CLI_DONE && is_batch(args))
        code = show_each_line(args, kb, &senses);
    else if (code == CLI_DONE)
        code = show_name(args, kb, cn_buf_str(&name), &senses);
    cn_free(senses.items);
    cairn_close(kb);
    cn_buf_done(&name);
    return code;
}
