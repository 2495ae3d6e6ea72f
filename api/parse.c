/* The parser that questions and evidence are read with: the language packs, seen through the eyes
 * of retrieve/. Packs are opened by the first question that asks for a tree. */
#include "api/kb.h"

#include "api/parse_memo.h"
#include "base/mem.h"
#include "ingest/text_parser.h"

#define NAMES_MAX ((size_t)1 << 24) /* of one text; memory ends first */

struct cn_kb_parser {
    cn_text_parser *parser;
    cn_parsed_name *names;
    size_t cap_names;
    cn_parse_memo *memo;
};

void cn_kb_parser_free(struct cn_kb_parser *parser)
{
    if (!parser)
        return;
    cn_text_parser_free(parser->parser);
    cn_free(parser->names);
    cn_parse_memo_free(parser->memo);
    cn_free(parser);
}

static int open_parser(cairn *kb, cairn_error *err)
{
    struct cn_kb_parser *made;
    int rc = cn_kb_models(kb, err);

    if (rc < 0)
        return rc;
    made = cn_alloc_zero(1, sizeof *made);
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    rc = cn_text_parser_new(&made->parser, kb->models, err);
    if (rc == CAIRN_OK)
        rc = cn_parse_memo_new(&made->memo, err);
    if (rc < 0) {
        cn_kb_parser_free(made);
        return rc;
    }
    kb->parser = made;
    return CAIRN_OK;
}

static int copy_names(struct cn_kb_parser *parser, const cn_trees *trees,
                      const cn_recognition *recognition, cairn_error *err)
{
    if (!cn_grow((void **)&parser->names, &parser->cap_names, recognition->n + 1, NAMES_MAX,
                 sizeof *parser->names))
        return cn_fail_memory(err, recognition->n * sizeof *parser->names);
    for (size_t i = 0; i < recognition->n; i++) {
        const cn_named *named = &recognition->names[i];
        const cn_token *first = &trees->trees[named->tree].tokens[named->token];
        const cn_token *last = first + named->n - 1;

        parser->names[i] = (cn_parsed_name){first->first, last->first + last->len - first->first,
                                            named->type, named->confidence};
    }
    return CAIRN_OK;
}

int cn_kb_parse(void *user, const char *text, size_t len, cn_parsed *parsed, cairn_error *err)
{
    cairn *kb = user;
    const cn_recognition *recognition;
    const cn_trees *trees;
    int rc = kb->parser ? CAIRN_OK : open_parser(kb, err);

    *parsed = (cn_parsed){.n_names = 0};
    if (rc == CAIRN_OK && cn_parse_memo_find(kb->parser->memo, text, len, parsed))
        return CAIRN_OK;
    if (rc == CAIRN_OK)
        rc = cn_text_parser_run(kb->parser->parser, text, len, &trees, &recognition, err);
    if (rc == CAIRN_OK)
        rc = copy_names(kb->parser, trees, recognition, err);
    if (rc == CAIRN_OK)
        *parsed = (cn_parsed){trees, kb->parser->names, recognition->n};
    return rc < 0 ? rc : cn_parse_memo_keep(kb->parser->memo, text, len, parsed, err);
}
