/* Reading of treebanks; see conllu.h. Fields are cut in place: a word's strings point into the
 * file. */
#include "tools/train/conllu.h"

#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "ingest/tokens.h"

enum { N_COLUMNS = 10, FILE_MAX = 1 << 30, ITEMS_MAX = 1 << 28 };
enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC };

/* What is known while the lines of a file go by. */
typedef struct reading {
    cn_conllu *treebank;
    const char *path;
    uint32_t line;
    uint32_t sentence_first; /* word */
    cn_span text;
    uint32_t range_end; /* last word of the multiword token that is open; 0: none */
    bool range_space;   /* a space follows that token */
} reading;

bool cn_span_is(cn_span span, const char *text)
{
    return strlen(text) == span.len && memcmp(span.text, text, span.len) == 0;
}

/* The number span begins with; its digits' count in *n. */
static uint32_t read_number(cn_span span, size_t *n)
{
    uint32_t number = 0;

    for (*n = 0; *n < span.len && *n < 8 && span.text[*n] >= '0' && span.text[*n] <= '9'; (*n)++)
        number = number * 10 + (uint32_t)(span.text[*n] - '0');
    return number;
}

static bool has_item(cn_span list, const char *item)
{
    const size_t len = strlen(item);

    for (size_t i = 0; i + len <= list.len; i++)
        if ((i == 0 || list.text[i - 1] == '|') && memcmp(list.text + i, item, len) == 0 &&
            (i + len == list.len || list.text[i + len] == '|'))
            return true;
    return false;
}

cn_span cn_conllu_feature(const cn_conllu_word *word, const char *name)
{
    const size_t len = strlen(name);
    const cn_span feats = word->feats;

    for (size_t i = 0; i + len < feats.len; i++) {
        if ((i == 0 || feats.text[i - 1] == '|') && memcmp(feats.text + i, name, len) == 0 &&
            feats.text[i + len] == '=') {
            const char *value = feats.text + i + len + 1;
            const size_t rest = feats.len - i - len - 1;
            const char *end = memchr(value, '|', rest);

            return (cn_span){value, end ? (size_t)(end - value) : rest};
        }
    }
    return (cn_span){feats.text, 0};
}

static int end_sentence(reading *at, cairn_error *err)
{
    cn_conllu *treebank = at->treebank;
    const uint32_t n = (uint32_t)treebank->n_words - at->sentence_first;

    if (n == 0)
        return CAIRN_OK;
    for (uint32_t i = 0; i < n; i++)
        if (treebank->words[at->sentence_first + i].head > n)
            return cn_fail(err, CAIRN_EPARSE, at->line, "%s:%u: a head is outside its sentence",
                           at->path, at->line);
    if (!cn_grow((void **)&treebank->sentences, &treebank->cap_sentences, treebank->n_sentences + 1,
                 ITEMS_MAX, sizeof(*treebank->sentences)))
        return cn_fail_memory(err, treebank->n_sentences * sizeof(*treebank->sentences));
    treebank->sentences[treebank->n_sentences++] =
        (cn_conllu_sentence){at->sentence_first, n, at->text};
    at->sentence_first = (uint32_t)treebank->n_words;
    at->text.len = 0;
    at->range_end = 0;
    return CAIRN_OK;
}

static int add_word(reading *at, const cn_span columns[N_COLUMNS], uint32_t id, cairn_error *err)
{
    cn_conllu *treebank = at->treebank;
    cn_conllu_word *word;
    size_t n;

    if (id != treebank->n_words - at->sentence_first + 1)
        return cn_fail(err, CAIRN_EPARSE, at->line, "%s:%u: word %u is out of order", at->path,
                       at->line, id);
    if (!cn_grow((void **)&treebank->words, &treebank->cap_words, treebank->n_words + 1, ITEMS_MAX,
                 sizeof(*treebank->words)))
        return cn_fail_memory(err, treebank->n_words * sizeof(*treebank->words));
    word = &treebank->words[treebank->n_words++];
    *word = (cn_conllu_word){
        .form = columns[FORM],
        .lemma = columns[LEMMA],
        .feats = columns[FEATS],
        .deprel = columns[DEPREL],
        .head = (uint16_t)read_number(columns[HEAD], &n),
        .upos = (uint8_t)cn_upos_read(columns[UPOS].text, columns[UPOS].len),
        .label = (uint8_t)cn_dep_read(columns[DEPREL].text, columns[DEPREL].len),
        .space_after = !has_item(columns[MISC], "SpaceAfter=No"),
    };
    if (id < at->range_end)
        word->space_after = false;
    else if (id == at->range_end)
        word->space_after = at->range_space;
    return CAIRN_OK;
}

static int read_line(reading *at, cn_span line, cairn_error *err)
{
    static const char text_comment[] = "# text = ";
    const size_t text_len = sizeof(text_comment) - 1;
    cn_span columns[N_COLUMNS] = {{NULL, 0}};
    size_t n_columns = 0, digits;
    uint32_t id;

    if (line.len == 0)
        return end_sentence(at, err);
    if (line.text[0] == '#') {
        if (line.len > text_len && memcmp(line.text, text_comment, text_len) == 0)
            at->text = (cn_span){line.text + text_len, line.len - text_len};
        return CAIRN_OK;
    }
    for (const char *p = line.text, *end = line.text + line.len; n_columns < N_COLUMNS;) {
        const char *tab = memchr(p, '\t', (size_t)(end - p));

        columns[n_columns++] = (cn_span){p, (size_t)((tab ? tab : end) - p)};
        if (!tab)
            break;
        p = tab + 1;
    }
    id = read_number(columns[ID], &digits);
    if (n_columns != N_COLUMNS || digits == 0 || columns[FORM].len == 0)
        return cn_fail(err, CAIRN_EPARSE, at->line, "%s:%u: no line of CoNLL-U", at->path,
                       at->line);
    if (digits < columns[ID].len && columns[ID].text[digits] == '-') {
        const size_t skip = digits + 1;

        at->range_end =
            read_number((cn_span){columns[ID].text + skip, columns[ID].len - skip}, &digits);
        at->range_space = !has_item(columns[MISC], "SpaceAfter=No");
        return CAIRN_OK;
    }
    return digits < columns[ID].len ? CAIRN_OK : add_word(at, columns, id, err);
}

int cn_conllu_read(cn_conllu *treebank, const char *path, cairn_error *err)
{
    reading at = {.treebank = treebank, .path = path};
    int rc;

    *treebank = (cn_conllu){.words = NULL};
    cn_buf_init(&treebank->file, FILE_MAX);
    rc = cn_file_read(path, FILE_MAX, &treebank->file, err);
    for (size_t i = 0; rc == CAIRN_OK && i < treebank->file.len;) {
        const char *start = treebank->file.data + i;
        const char *end = memchr(start, '\n', treebank->file.len - i);
        size_t len = end ? (size_t)(end - start) : treebank->file.len - i;

        i += len + 1;
        at.line++;
        if (len > 0 && start[len - 1] == '\r')
            len--;
        rc = read_line(&at, (cn_span){start, len}, err);
    }
    if (rc == CAIRN_OK)
        rc = end_sentence(&at, err);
    if (rc < 0)
        cn_conllu_done(treebank);
    return rc;
}

void cn_conllu_done(cn_conllu *treebank)
{
    cn_buf_done(&treebank->file);
    cn_free(treebank->words);
    cn_free(treebank->sentences);
    *treebank = (cn_conllu){.words = NULL};
}

/* The place of the word to vary in a sentence; n when it has none. */
static uint32_t find_varied(const cn_conllu_word *words, uint32_t n, const char *form, uint8_t upos)
{
    for (uint32_t i = 1; i < n; i++)
        if (words[i].upos == upos && words[i - 1].upos == CN_UPOS_PROPN &&
            cn_span_is(words[i].form, form))
            return i;
    return n;
}

int cn_conllu_vary(cn_conllu *treebank, const char *form, uint8_t upos, const char *other,
                   cairn_error *err)
{
    const size_t n_sentences = treebank->n_sentences;

    for (size_t s = 0; s < n_sentences; s++) {
        const cn_conllu_sentence from = treebank->sentences[s];
        const uint32_t at = find_varied(treebank->words + from.first, from.n, form, upos);
        const cn_conllu_sentence copy = {.first = (uint32_t)treebank->n_words, .n = from.n};

        if (at == from.n)
            continue;
        if (!cn_grow((void **)&treebank->words, &treebank->cap_words, copy.first + from.n,
                     ITEMS_MAX, sizeof(*treebank->words)) ||
            !cn_grow((void **)&treebank->sentences, &treebank->cap_sentences,
                     treebank->n_sentences + 1, ITEMS_MAX, sizeof(copy)))
            return cn_fail_memory(err, from.n * sizeof(*treebank->words));
        memcpy(treebank->words + copy.first, treebank->words + from.first,
               from.n * sizeof(*treebank->words));
        treebank->words[copy.first + at].form = (cn_span){other, strlen(other)};
        treebank->words[copy.first + at].lemma = (cn_span){other, strlen(other)};
        treebank->n_words += from.n;
        treebank->sentences[treebank->n_sentences++] = copy;
    }
    return CAIRN_OK;
}

int cn_conllu_tree(const cn_conllu *treebank, size_t sentence, cn_buf *text, cn_tree *tree,
                   cairn_error *err)
{
    const cn_conllu_sentence *from = &treebank->sentences[sentence];
    bool space = true;

    cn_buf_clear(text);
    tree->n = 0;
    tree->sentence = (uint32_t)sentence;
    if (from->n > CN_TREE_MAX)
        return CAIRN_ENOTFOUND;
    for (uint32_t i = 0; i < from->n; i++) {
        const cn_conllu_word *word = &treebank->words[from->first + i];

        tree->tokens[i] =
            (cn_token){.first = (uint32_t)text->len,
                       .len = (uint16_t)(word->form.len < UINT16_MAX ? word->form.len : UINT16_MAX),
                       .flags = space ? CN_TOKEN_SPACE_BEFORE : 0};
        cn_buf_add(text, word->form.text, word->form.len);
        space = word->space_after;
        if (space)
            cn_buf_add_char(text, ' ');
    }
    if (text->status < 0)
        return cn_fail(err, text->status, 0, "no room for a sentence of %u words", from->n);
    tree->text = text->data;
    tree->n = from->n;
    for (uint32_t i = 0; i < from->n; i++)
        cn_token_look(&tree->tokens[i], text->data);
    return CAIRN_OK;
}
