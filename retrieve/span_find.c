/* Spans from three sources; a range that several find is one span that remembers them all. */
#include "retrieve/span_find.h"

#include "schema/rows.h"

enum {
    SPAN_WORDS_MAX = 24,
    LEFT_MAX = 4, /* places where a phrase may begin, */
    RIGHT_MAX = 6 /* and end */
};

struct finder {
    const cn_span_sentence *in;
    const cn_sentence *sentence;
    cn_answer_span *out;
    size_t n;
};

static cn_answer_span *add(struct finder *finder, size_t first, size_t n, unsigned found)
{
    const cn_sentence *sentence = finder->sentence;
    cn_answer_span *span;

    if (n == 0 || n > SPAN_WORDS_MAX || first < sentence->first ||
        first + n > (size_t)sentence->first + sentence->n)
        return NULL;
    for (size_t i = 0; i < finder->n; i++)
        if (finder->out[i].first == first && finder->out[i].n == n) {
            finder->out[i].found = (uint16_t)(finder->out[i].found | found);
            return &finder->out[i];
        }
    if (finder->n == CN_SPANS_OF_SENTENCE)
        return NULL;
    span = &finder->out[finder->n++];
    *span = (cn_answer_span){.sentence = finder->in->sentence,
                             .first = (uint32_t)first,
                             .n = (uint32_t)n,
                             .found = (uint16_t)found};
    return span;
}

static void add_piece(struct finder *finder, const cn_piece *piece, unsigned found)
{
    cn_answer_span *span = piece->n > 0 ? add(finder, piece->first, piece->n, found) : NULL;

    if (span && piece->value > 0)
        span->number = piece->value;
}

/* ---- By looks ---- */

static void find_dates(struct finder *finder, size_t i, size_t end, cn_piece *date)
{
    const cn_text *text = finder->in->text;

    cn_piece_date(text, i, end, date);
    if (date->n == 0)
        return;
    add_piece(finder, date, date->n == 1 ? CN_SPAN_DATE | CN_SPAN_YEAR : CN_SPAN_DATE);
    if (date->n > 1 && date->value > 0) {
        cn_answer_span *year = add(finder, i + date->n - 1, 1, CN_SPAN_DATE | CN_SPAN_YEAR);

        if (year)
            year->number = (double)((long)date->value / 10000 * 10000);
        if (date->n == 3)
            add(finder, i, 2, CN_SPAN_DATE);
    }
}

static void find_looks(struct finder *finder)
{
    const cn_text *text = finder->in->text;
    const size_t first = finder->sentence->first, end = first + finder->sentence->n;
    size_t after_name = first, after_date = first;

    for (size_t i = first; i < end; i++) {
        cn_piece piece;

        if (i >= after_date) {
            find_dates(finder, i, end, &piece);
            if (piece.n > 0) {
                after_date = i + piece.n;
                continue;
            }
        }
        cn_piece_quoted(text, i, end, &piece);
        add_piece(finder, &piece, CN_SPAN_QUOTED);
        if (i >= after_date) {
            cn_piece_number(text, i, end, &piece);
            add_piece(finder, &piece, CN_SPAN_NUMBER);
            if (piece.n > 1)
                add(finder, i, piece.n - 1, CN_SPAN_NUMBER);
            if (piece.n > 0 && text->words[i].flags & CN_WORD_DIGIT)
                continue;
        }
        if (i < after_name || (i == first && text->words[i].flags & CN_WORD_STOP))
            continue;
        cn_piece_name(text, i, end, &piece);
        if (piece.n == 0)
            continue;
        add_piece(finder, &piece, CN_SPAN_NAME);
        after_name = i + piece.n;
        cn_piece_extend(text, end, &piece);
        add_piece(finder, &piece, CN_SPAN_NAME);
    }
}

/* ---- By the recogniser ---- */

static void find_known(struct finder *finder)
{
    const cn_text *text = finder->in->text;
    const cn_sentence *sentence = finder->sentence;
    size_t word = sentence->first;

    for (size_t k = 0; k < finder->in->parsed->n_names; k++) {
        const cn_parsed_name *name = &finder->in->parsed->names[k];
        const size_t begin = sentence->at + name->first, end = begin + name->len;
        size_t first;
        cn_answer_span *span;

        while (word < (size_t)sentence->first + sentence->n && text->words[word].first < begin)
            word++;
        first = word;
        while (word < (size_t)sentence->first + sentence->n && text->words[word].first < end)
            word++;
        span = add(finder, first, word - first, CN_SPAN_KNOWN);
        if (span)
            span->type = name->type;
    }
}

/* ---- By trees ---- */

static unsigned found_of(const cn_span_node *node)
{
    switch (node->token->upos) {
    case CN_UPOS_VERB:
    case CN_UPOS_AUX:
        return CN_SPAN_VERBS;
    case CN_UPOS_NOUN:
    case CN_UPOS_PROPN:
    case CN_UPOS_PRON:
    case CN_UPOS_NUM:
    case CN_UPOS_SYM:
    case CN_UPOS_X:
        return CN_SPAN_NOUNS;
    default:
        return CN_SPAN_WORD;
    }
}

static bool is_small(const cn_span_node *node)
{
    const int upos = node->token->upos, label = node->token->label;

    return upos == CN_UPOS_DET || upos == CN_UPOS_PUNCT || upos == CN_UPOS_CCONJ ||
           upos == CN_UPOS_SCONJ || label == CN_DEP_CASE || label == CN_DEP_MARK ||
           label == CN_DEP_CC || label == CN_DEP_COP || label == CN_DEP_AUX ||
           label == CN_DEP_AUX_PASS || upos == CN_UPOS_ADP || upos == CN_UPOS_PART;
}

/* Nodes [begin, end) as words, small words and marks at both ends cut. */
static void add_nodes(struct finder *finder, int begin, int end, unsigned found)
{
    const cn_span_node *nodes = finder->in->tree->nodes;

    while (begin < end && nodes[begin].token->upos == CN_UPOS_PUNCT)
        begin++;
    while (begin < end && is_small(&nodes[end - 1]) && nodes[end - 1].token->upos != CN_UPOS_ADP)
        end--;
    if (begin < end)
        add(finder, nodes[begin].first, nodes[end - 1].end - nodes[begin].first, found);
}

static void find_phrases_of(struct finder *finder, int at)
{
    const cn_span_tree *tree = finder->in->tree;
    const cn_span_node *node = &tree->nodes[at];
    const unsigned found = found_of(node);
    int lefts[LEFT_MAX], rights[RIGHT_MAX], n_lefts = 0, n_rights = 0;

    lefts[n_lefts++] = at;
    rights[n_rights++] = at + 1;
    for (int i = at - 1; i >= node->left && n_lefts < LEFT_MAX; i--)
        if (tree->nodes[i].head == at) {
            /* what "of the old" adds: nothing that an answer begins with */
            if (!is_small(&tree->nodes[i]) && tree->nodes[i].left <= i)
                lefts[n_lefts++] = tree->nodes[i].left;
            else if (tree->nodes[i].token->label == CN_DEP_MARK ||
                     tree->nodes[i].token->label == CN_DEP_CASE)
                break;
        }
    for (int i = at + 1; i < node->right && n_rights < RIGHT_MAX; i++)
        if (tree->nodes[i].head == at && tree->nodes[i].token->upos != CN_UPOS_PUNCT &&
            tree->nodes[i].right > i)
            rights[n_rights++] = tree->nodes[i].right;
    for (int l = n_lefts - 1; l >= 0; l--)
        for (int r = n_rights - 1; r >= 0; r--)
            if (found != CN_SPAN_VERBS || l == 0)
                add_nodes(finder, lefts[l], rights[r],
                          l == n_lefts - 1 && r == n_rights - 1 ? found | CN_SPAN_WHOLE : found);
}

static void find_phrases(struct finder *finder)
{
    const cn_span_tree *tree = finder->in->tree;

    for (int i = 0; i < tree->n; i++) {
        const cn_span_node *node = &tree->nodes[i];
        const int upos = node->token->upos, label = node->token->label;

        if (node->first == node->end || is_small(node) || upos == CN_UPOS_PRON)
            continue;
        if (upos == CN_UPOS_ADV && label != CN_DEP_ROOT && node->right - node->left == 1)
            continue;
        if (label == CN_DEP_FLAT || label == CN_DEP_FIXED)
            continue;
        find_phrases_of(finder, i);
    }
}

size_t cn_spans_find(const cn_span_sentence *sentence, cn_answer_span *out)
{
    struct finder finder = {.in = sentence, .out = out};

    finder.sentence = &sentence->passages->sentences[sentence->sentence];
    find_known(&finder);
    find_looks(&finder);
    find_phrases(&finder);
    return finder.n;
}
