/* The first half of what an extractor does to a chunk: words, sentences, trees, names. */
#include "ingest/text_parser.h"

#include "base/mem.h"
#include "ingest/analysis.h"

struct cn_text_parser {
    const cn_languages *languages;
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_passage passage;
    cn_analysis analysis;
};

int cn_text_parser_new(cn_text_parser **parser, const cn_languages *languages, cairn_error *err)
{
    cn_text_parser *made = cn_alloc_zero(1, sizeof(*made));
    int rc;

    *parser = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    made->languages = languages;
    cn_analysis_init(&made->analysis);
    cn_passage_init(&made->passage, &made->lexicon);
    rc = cn_tokenizer_new(&made->tokenizer, err);
    if (rc == CAIRN_OK)
        cn_tokenizer_skip_stems(made->tokenizer);
    if (rc == CAIRN_OK)
        rc = cn_lexicon_init(&made->lexicon, made->tokenizer, err);
    if (rc < 0) {
        cn_text_parser_free(made);
        return rc;
    }
    *parser = made;
    return CAIRN_OK;
}

void cn_text_parser_free(cn_text_parser *parser)
{
    if (!parser)
        return;
    cn_analysis_done(&parser->analysis);
    cn_passage_done(&parser->passage);
    cn_lexicon_done(&parser->lexicon);
    cn_tokenizer_free(parser->tokenizer);
    cn_free(parser);
}

int cn_text_parser_run(cn_text_parser *parser, const char *text, size_t len, const cn_trees **trees,
                       const cn_recognition **recognition, cairn_error *err)
{
    int rc = cn_passage_set(&parser->passage, parser->tokenizer, text, len, "", err);

    parser->analysis.recognition.n = 0;
    if (rc == CAIRN_OK)
        rc = cn_analysis_parse(&parser->analysis, parser->languages, &parser->passage, err);
    *trees = &parser->analysis.trees;
    *recognition = &parser->analysis.recognition;
    return rc;
}
