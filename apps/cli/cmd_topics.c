/* cairn topics [NAME|QUESTION]: what the documents are about, by communities of the graph. */
#include <inttypes.h>
#include <stdio.h>

#include "apps/cli/cli.h"
#include "apps/cli/fact_text.h"
#include "apps/cli/json_output.h"
#include "apps/cli/options.h"
#include "apps/cli/output.h"
#include "apps/cli/store.h"

static cn_json *list_entities(const cairn_topic *topic)
{
    cn_json *list = cn_json_new_array();

    for (size_t i = 0; i < topic->n_entities; i++) {
        cn_json *item = cn_json_new_object();

        cli_json_text(item, "name", topic->entities[i].name);
        cli_json_text(item, "type", topic->entities[i].type);
        cli_json_number(item, "weight", topic->entities[i].weight);
        cn_json_push(list, item);
    }
    return list;
}

static cn_json *list_digest(const cairn_topic *topic)
{
    cn_json *list = cn_json_new_array();

    for (size_t i = 0; i < topic->n_digest; i++) {
        const cairn_citation *cited = &topic->digest[i];
        cn_json *item = cn_json_new_object();

        cli_json_text(item, "uri", cited->uri);
        cli_json_text(item, "title", cited->title);
        cli_json_text(item, "quote", cited->quote);
        cli_json_count(item, "first_byte", cited->first_byte);
        cli_json_count(item, "len", cited->len);
        cli_json_count(item, "src_first", cited->src_first);
        cli_json_count(item, "src_len", cited->src_len);
        cn_json_push(list, item);
    }
    return list;
}

static int print_json(cairn_topics *topics, uint64_t all)
{
    cn_json *root = cn_json_new_object(), *list = cn_json_new_array();
    cairn_topic topic;

    while (cairn_topics_next(topics, &topic) == CAIRN_ROW) {
        cn_json *item = cn_json_new_object();

        cli_json_count(item, "topic", topic.number);
        cli_json_count(item, "parent", topic.parent);
        cli_json_count(item, "level", topic.level);
        cli_json_count(item, "parts", topic.n_parts);
        cli_json_text(item, "name", topic.name);
        cli_json_number(item, "fit", topic.fit);
        cli_json_count(item, "documents", topic.documents);
        cli_json_count(item, "passages", topic.passages);
        cli_json_count(item, "all_entities", topic.all_entities);
        cn_json_set(item, "entities", list_entities(&topic));
        cn_json_set(item, "digest", list_digest(&topic));
        cn_json_push(list, item);
    }
    cn_json_set(root, "topics", list);
    cli_json_count(root, "all_topics", all);
    return cli_json_print(root);
}

static void print_size(const cli_page *page, const cairn_topic *topic)
{
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    cn_buf_printf(&line, "topic %" PRIu32 ", level %" PRIu32, topic->number, topic->level);
    if (topic->parent)
        cn_buf_printf(&line, " in %" PRIu32, topic->parent);
    cn_buf_add_str(&line, ": ");
    cli_add_count(&line, topic->documents, "document");
    cn_buf_add_str(&line, ", ");
    cli_add_count(&line, topic->passages, "passage");
    if (topic->n_parts > 0) {
        cn_buf_add_str(&line, ", ");
        cli_add_count(&line, topic->n_parts, "part");
    }
    cli_print_paragraph(page, CLI_DIM, 4, cn_buf_str(&line), line.len);
    cn_buf_done(&line);
}

static void print_entities(const cli_page *page, const cairn_topic *topic)
{
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    for (size_t i = 0; i < topic->n_entities; i++)
        cn_buf_printf(&line, "%s%s", i > 0 ? "; " : "", topic->entities[i].name);
    if (topic->n_entities > 0 && topic->all_entities > topic->n_entities)
        cn_buf_printf(&line, "; %" PRIu64 " more", topic->all_entities - topic->n_entities);
    if (line.len > 0)
        cli_print_paragraph(page, CLI_PLAIN, 4, cn_buf_str(&line), line.len);
    cn_buf_done(&line);
}

static int print_text(cairn_topics *topics, uint64_t all)
{
    cairn_topic topic;
    uint64_t n = 0;
    cli_page page;

    cli_page_init(&page, stdout);
    for (; cairn_topics_next(topics, &topic) == CAIRN_ROW; n++) {
        printf("%s%2" PRIu64 ". ", n > 0 ? "\n" : "", n + 1);
        cli_print_styled(&page, CLI_BOLD, *topic.name ? topic.name : "(no name)");
        fputc('\n', stdout);
        print_size(&page, &topic);
        print_entities(&page, &topic);
        for (size_t i = 0; i < topic.n_digest; i++)
            cli_print_citation(&page, 6, &topic.digest[i]);
    }
    if (n == 0)
        puts("No topics");
    else if (all > n)
        printf("\nand %" PRIu64 " more: see --limit, --level\n", all - n);
    return CLI_DONE;
}

int cmd_topics(const cli_args *args)
{
    cairn_topics_options options = CAIRN_TOPICS_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_topics *topics = NULL;
    cairn *kb = NULL;
    uint64_t all;
    cn_buf words;
    int code = cli_join_operands(args, &words);

    if (args->limit > 0)
        options.limit = args->limit;
    if (args->given & CLI_OPT_LEVEL)
        options.level = (int32_t)args->level;
    if (code == CLI_DONE)
        code = cli_store_open(args, CLI_READ, &kb);
    if (code != CLI_DONE)
        goto out;
    if (cairn_list_topics(kb, args->n_operands > 0 ? cn_buf_str(&words) : NULL, &options, &topics,
                          &all, &err) < 0)
        code = cli_store_fail(args, &err);
    else
        code = args->json ? print_json(topics, all) : print_text(topics, all);
out:
    cairn_topics_free(topics);
    cairn_close(kb);
    cn_buf_done(&words);
    return code;
}
