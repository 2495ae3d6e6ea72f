/* Runs the parts of a language pack over a passage, in order. */
#include "ingest/analysis.h"

#include "base/mem.h"
#include "ingest/mentions.h"
#include "ingest/tokens.h"

#define NAMES_MAX ((size_t)1 << 24) /* of one chunk; memory ends first */

void cn_analysis_init(cn_analysis *analysis)
{
    *analysis = (cn_analysis){.language = NULL};
    cn_trees_init(&analysis->trees);
    cn_recognition_init(&analysis->recognition);
    cn_resolution_init(&analysis->resolution);
}

void cn_analysis_done(cn_analysis *analysis)
{
    cn_resolution_done(&analysis->resolution);
    cn_recognition_done(&analysis->recognition);
    cn_trees_done(&analysis->trees);
    cn_free(analysis->names);
    cn_analysis_init(analysis);
}

void cn_analysis_clear(cn_analysis *analysis)
{
    analysis->language = NULL;
    analysis->trees.n_trees = 0;
    analysis->trees.n_tokens = 0;
    analysis->resolution.n = 0;
}

/* Does the way from token `from` to the root pass token `over`? 1-based. */
static bool is_under(const cn_tree *tree, unsigned from, unsigned over)
{
    for (unsigned n = 0; from != 0 && n <= tree->n; n++) {
        if (from == over)
            return true;
        from = tree->tokens[from - 1].head;
    }
    return false;
}

/* A name is one phrase: where the parser ties its words to different places, they hang on the first
 * that is tied to the outside ("Ada Lovelace wrote": not two subjects). */
static void join_name(const cn_tree *tree, const cn_named *named)
{
    const unsigned first = named->token + 1u, end = first + named->n;
    unsigned top = 0;

    for (unsigned i = first; i < end; i++) {
        cn_token *token = &tree->tokens[i - 1];

        if (token->head >= first && token->head < end)
            continue;
        if (top == 0) {
            top = i;
        } else if (token->head != 0 && !(token->flags & CN_TOKEN_MARK) && !is_under(tree, top, i)) {
            token->head = (uint16_t)top;
            token->label = CN_DEP_FLAT;
        }
    }
}

static void join_names(const cn_analysis *analysis)
{
    for (size_t i = 0; i < analysis->recognition.n; i++) {
        const cn_named *named = &analysis->recognition.names[i];

        if (named->n > 1 && !CN_TYPE_IS_LITERAL(named->type))
            join_name(&analysis->trees.trees[named->tree], named);
    }
}

int cn_analysis_parse(cn_analysis *analysis, const cn_languages *languages,
                      const cn_passage *passage, cairn_error *err)
{
    const cn_language *language = cn_languages_choose(languages, passage->text, &passage->words);
    int rc;

    cn_analysis_clear(analysis);
    if (!language)
        return CAIRN_OK;
    rc = cn_tokens_cut(&analysis->trees, passage, err);
    for (size_t i = 0; rc == CAIRN_OK && i < analysis->trees.n_trees; i++) {
        cn_tagger_run(language->tagger, &analysis->trees.trees[i]);
        cn_parser_run(language->parser, language->tagger, &analysis->trees.trees[i]);
    }
    if (rc == CAIRN_OK && language->recognizer)
        rc = cn_recognizer_run(language->recognizer, language->tagger, &analysis->trees,
                               &analysis->recognition, err);
    if (rc < 0)
        return rc;
    if (language->recognizer)
        join_names(analysis);
    analysis->language = language;
    return CAIRN_OK;
}

int cn_analysis_merge(const cn_analysis *analysis, cn_passage *passage, cairn_error *err)
{
    if (!analysis->language || !analysis->language->recognizer)
        return CAIRN_OK;
    return cn_mentions_merge(passage, &analysis->trees, &analysis->recognition, err);
}

int cn_analysis_resolve(cn_analysis *analysis, const cn_passage *passage, const char *title,
                        int title_type, cairn_error *err)
{
    if (!analysis->language || !analysis->language->references)
        return CAIRN_OK;
    if (!cn_grow((void **)&analysis->names, &analysis->cap_names, passage->n_items + 1, NAMES_MAX,
                 sizeof(*analysis->names)))
        return cn_fail_memory(err, passage->n_items * sizeof(*analysis->names));
    for (size_t i = 0; i < passage->n_items; i++) {
        const cn_item *item = &passage->items[i];

        analysis->names[i] = (cn_reference_name){item->first, item->len, item->type};
    }
    analysis->referred = (cn_reference_input){.text = passage->text,
                                              .len = passage->len,
                                              .trees = &analysis->trees,
                                              .names = analysis->names,
                                              .n_names = passage->n_items,
                                              .title = title,
                                              .title_type = title_type};
    return cn_references_resolve(analysis->language->references, &analysis->referred,
                                 &analysis->resolution, err);
}
