/* Treebanks with tags. */
#include "tools/train/parser_data.h"

#include <string.h>

#include "base/mem.h"

enum { TOKENS_MAX = 1 << 28 };

void cn_parse_data_init(cn_parse_data *data)
{
    *data = (cn_parse_data){.n_tokens = 0};
}

void cn_parse_data_done(cn_parse_data *data)
{
    cn_free(data->tokens);
    cn_free(data->samples);
    cn_parse_data_init(data);
}

/* The treebank's own features, as the tagger would write them. */
static uint32_t gold_morph(const cn_conllu_word *word)
{
    static const struct {
        const char *name, *value;
        uint32_t bit;
    } known[] = {
        {"Number", "Plur", CN_MORPH_PLURAL},      {"VerbForm", "Fin", CN_MORPH_FINITE},
        {"VerbForm", "Inf", CN_MORPH_INFINITIVE}, {"VerbForm", "Part", CN_MORPH_PARTICIPLE},
        {"VerbForm", "Ger", CN_MORPH_GERUND},     {"Tense", "Past", CN_MORPH_PAST},
        {"Tense", "Pres", CN_MORPH_PRESENT},      {"Mood", "Imp", CN_MORPH_IMPERATIVE},
        {"Degree", "Cmp", CN_MORPH_COMPARATIVE},  {"Degree", "Sup", CN_MORPH_SUPERLATIVE},
        {"PronType", "Prs", CN_MORPH_PERSONAL},   {"Poss", "Yes", CN_MORPH_POSSESSIVE},
        {"PronType", "Rel", CN_MORPH_RELATIVE},
    };
    uint32_t morph = 0;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (cn_span_is(cn_conllu_feature(word, known[i].name), known[i].value))
            morph |= known[i].bit;
    return morph;
}

static int add_sentence(cn_parse_data *data, const cn_conllu *treebank, size_t sentence,
                        const cn_tagger *tagger, cn_buf *text, cairn_error *err)
{
    const cn_conllu_word *words = &treebank->words[treebank->sentences[sentence].first];
    cn_token tokens[CN_TREE_MAX];
    cn_tree tree = {.tokens = tokens};
    const int rc = cn_conllu_tree(treebank, sentence, text, &tree, err);

    if (rc < 0)
        return rc == CAIRN_ENOTFOUND ? CAIRN_OK : rc; /* too long: passed over */
    if (tagger)
        cn_tagger_run(tagger, &tree);
    if (!cn_grow((void **)&data->tokens, &data->cap_tokens, data->n_tokens + tree.n, TOKENS_MAX,
                 sizeof *data->tokens) ||
        !cn_grow((void **)&data->samples, &data->cap_samples, data->n_samples + 1, TOKENS_MAX,
                 sizeof *data->samples))
        return cn_fail_memory(err, (data->n_tokens + tree.n) * sizeof *data->tokens);
    for (uint32_t i = 0; i < tree.n; i++) {
        if (!tagger) {
            tokens[i].upos = words[i].upos;
            tokens[i].morph = gold_morph(&words[i]);
        }
        data->n_upos_right += tokens[i].upos == words[i].upos;
        tokens[i].head = words[i].head;
        tokens[i].label = words[i].label;
    }
    memcpy(&data->tokens[data->n_tokens], tokens, tree.n * sizeof *tokens);
    data->samples[data->n_samples++] =
        (cn_parse_sample){.first = (uint32_t)data->n_tokens, .n = tree.n};
    data->n_tokens += tree.n;
    return CAIRN_OK;
}

int cn_parse_data_add(cn_parse_data *data, const char *path, const cn_tagger *tagger,
                      cairn_error *err)
{
    cn_conllu treebank;
    cn_buf text;
    int rc = cn_conllu_read(&treebank, path, err);

    if (rc < 0)
        return rc;
    cn_buf_init(&text, (size_t)1 << 20);
    for (size_t i = 0; i < treebank.n_sentences && rc == CAIRN_OK; i++)
        rc = add_sentence(data, &treebank, i, tagger, &text, err);
    cn_buf_done(&text);
    cn_conllu_done(&treebank);
    return rc;
}

void cn_parse_data_tree(const cn_parse_data *data, size_t sample, cn_token *tokens, cn_tree *tree)
{
    const cn_parse_sample *s = &data->samples[sample];

    memcpy(tokens, &data->tokens[s->first], s->n * sizeof *tokens);
    for (uint32_t i = 0; i < s->n; i++) {
        tokens[i].head = 0;
        tokens[i].label = 0;
    }
    *tree = (cn_tree){.text = "", .tokens = tokens, .n = s->n};
}
