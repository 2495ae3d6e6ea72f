/* The parser: greedy, left to right, two classifiers. One picks the move (parser_state.h); when a
 * move makes an arc the other picks its label, which later decisions see. */
#include "ingest/parser.h"

#include "base/mem.h"
#include "ingest/parser_tables.h"

struct cn_parser {
    cn_weights *weights;
    cn_parser_tables tables;
};

int cn_parser_open(cn_parser **parser, const char *path, cairn_error *err)
{
    cn_parser *made = cn_alloc_zero(1, sizeof *made);
    int rc;

    *parser = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    rc = cn_weights_open(&made->weights, path, "parser", err);
    if (rc == CAIRN_OK)
        rc = cn_parser_tables_open(&made->tables, made->weights, err);
    if (rc < 0) {
        cn_parser_close(made);
        return rc;
    }
    *parser = made;
    return CAIRN_OK;
}

void cn_parser_close(cn_parser *parser)
{
    if (!parser)
        return;
    cn_weights_close(parser->weights);
    cn_free(parser);
}

void cn_parser_tables_parse(const cn_parser_tables *tables, const cn_tagger *tagger, cn_tree *tree)
{
    cn_parser_sentence sentence;
    cn_parser_state state;

    cn_parser_sentence_set(&sentence, tagger, tree);
    cn_parser_tables_run(tables, &sentence, &state);
    for (uint32_t i = 0; i < tree->n; i++) {
        const uint16_t head = state.nodes[i + 1].head;

        tree->tokens[i].head = head > tree->n ? 0 : head;
        tree->tokens[i].label = state.nodes[i + 1].label;
    }
}

void cn_parser_run(const cn_parser *parser, const cn_tagger *tagger, cn_tree *tree)
{
    cn_parser_tables_parse(&parser->tables, tagger, tree);
}
