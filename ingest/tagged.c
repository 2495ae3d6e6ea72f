/* Coding a tree's tokens. Tokens and items are both in order of the text, so one pass merges them;
 * a token that an item covers only in part goes with the item. */
#include "ingest/tagged.h"

#include "base/mem.h"

static char letter_of(const cn_tree *tree, const cn_token *token)
{
    static const char letters[CN_UPOS_COUNT] = {
        [CN_UPOS_X] = 'z',     [CN_UPOS_ADJ] = 'a',   [CN_UPOS_ADP] = 'p',   [CN_UPOS_ADV] = 'r',
        [CN_UPOS_AUX] = 'x',   [CN_UPOS_CCONJ] = 'c', [CN_UPOS_DET] = 'd',   [CN_UPOS_INTJ] = 'i',
        [CN_UPOS_NOUN] = 'n',  [CN_UPOS_NUM] = 'm',   [CN_UPOS_PART] = 't',  [CN_UPOS_PRON] = 'o',
        [CN_UPOS_PROPN] = 'b', [CN_UPOS_PUNCT] = ';', [CN_UPOS_SCONJ] = 's', [CN_UPOS_SYM] = 'y',
        [CN_UPOS_VERB] = 'v'};

    if (token->upos >= CN_UPOS_COUNT)
        return 'z';
    if (token->upos == CN_UPOS_PUNCT && token->len == 1 && tree->text[token->first] == ',')
        return ',';
    return letters[token->upos];
}

int cn_tagged_build(cn_form *form, const cn_passage *passage, const cn_sentence *sentence,
                    const cn_tree *tree, cairn_error *err)
{
    uint32_t item = sentence->item;
    size_t need = (size_t)tree->n + 1;

    cn_form_clear(form, sentence);
    if (!cn_form_reserve(form, need) ||
        !cn_grow((void **)&form->ends, &form->cap_ends, need, SIZE_MAX, sizeof(*form->ends)))
        return cn_fail_memory(err, need);
    for (uint32_t i = 0; i < tree->n; i++) {
        const cn_token *token = &tree->tokens[i];
        const cn_item *at;

        while (item < sentence->end_item &&
               passage->items[item].first + passage->items[item].len <= token->first)
            item++;
        at = item < sentence->end_item ? &passage->items[item] : NULL;
        if (at && at->first < token->first + token->len) {
            if (form->len > 0 && form->text[form->len - 1] == cn_form_code(at) &&
                form->place[form->len - 1] == item)
                continue;
            form->text[form->len] = cn_form_code(at);
            form->place[form->len] = item;
            form->ends[form->len++] = at->first + at->len;
            continue;
        }
        form->text[form->len] = letter_of(tree, token);
        form->place[form->len] = token->first;
        form->ends[form->len++] = token->first + token->len;
    }
    form->text[form->len] = '\0';
    return CAIRN_OK;
}
