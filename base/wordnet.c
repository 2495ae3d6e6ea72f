/* Lines of an index file: "lemma pos n_senses n_signs sign... n_senses n_tagged offset...".
 * Of a data file: "offset file type n_words(hex) word lex_id ... n_links(3 digits) sign offset pos
 * ssss ... | gloss"; its offset is where it begins. Of an exception list: "form lemma...". All are
 * sorted by bytes; the licence at the top is in lines that begin with a blank, which sort first. */
#include "base/wordnet.h"

#include <string.h>

#include "base/file.h"
#include "base/mem.h"

enum { PATH_BYTES_MAX = 4096 };

struct cn_wordnet {
    cn_mapping index[CN_WORDNET_CLASSES];
    cn_mapping data[CN_WORDNET_CLASSES];
    cn_mapping exceptions[CN_WORDNET_CLASSES];
};

static int map_part(const char *folder, const char *name, cn_mapping *mapping, cairn_error *err)
{
    cn_buf path;
    int rc = CAIRN_OK;

    cn_buf_init(&path, PATH_BYTES_MAX);
    cn_buf_add_str(&path, folder);
    cn_buf_add_char(&path, '/');
    cn_buf_add_str(&path, name);
    if (path.status < 0)
        rc = cn_fail(err, path.status, 0, "%s: too long a path", folder);
    else if (cn_file_exists(path.data))
        rc = cn_file_map(path.data, mapping, err);
    cn_buf_done(&path);
    return rc;
}

int cn_wordnet_open(cn_wordnet **wordnet, const char *folder, cairn_error *err)
{
    static const char *const names[CN_WORDNET_CLASSES][3] = {
        {"index.noun", "data.noun", "noun.exc"},
        {"index.verb", "data.verb", "verb.exc"},
        {"index.adj", "data.adj", "adj.exc"},
        {"index.adv", "data.adv", "adv.exc"}};
    cn_wordnet *made = cn_alloc_zero(1, sizeof *made);
    int rc = CAIRN_OK;

    *wordnet = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    for (size_t c = 0; rc == CAIRN_OK && c < CN_WORDNET_CLASSES; c++) {
        rc = map_part(folder, names[c][0], &made->index[c], err);
        if (rc == CAIRN_OK)
            rc = map_part(folder, names[c][1], &made->data[c], err);
        if (rc == CAIRN_OK)
            rc = map_part(folder, names[c][2], &made->exceptions[c], err);
    }
    if (rc == CAIRN_OK && made->index[CN_WORDNET_NOUN].len == 0)
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "%s: no WordNet, index.noun is missing", folder);
    if (rc < 0)
        cn_wordnet_close(made);
    else
        *wordnet = made;
    return rc;
}

void cn_wordnet_close(cn_wordnet *wordnet)
{
    if (!wordnet)
        return;
    for (size_t c = 0; c < CN_WORDNET_CLASSES; c++) {
        cn_file_unmap(&wordnet->index[c]);
        cn_file_unmap(&wordnet->data[c]);
        cn_file_unmap(&wordnet->exceptions[c]);
    }
    cn_free(wordnet);
}

/* ---- Lines and fields ---- */

typedef struct cursor {
    const char *at, *end; /* what is left of a line */
} cursor;

/* The next field; an empty one at the line's end. */
static size_t next_field(cursor *line, const char **field)
{
    while (line->at < line->end && *line->at == ' ')
        line->at++;
    *field = line->at;
    while (line->at < line->end && *line->at != ' ')
        line->at++;
    return (size_t)(line->at - *field);
}

/* The next field as a number; 0 for what is none or too large. */
static uint32_t next_number(cursor *line, unsigned base)
{
    const char *field;
    const size_t len = next_field(line, &field);
    uint32_t value = 0;

    if (len > 8)
        return 0;
    for (size_t i = 0; i < len; i++) {
        const char c = field[i];
        unsigned digit = base;

        if (c >= '0' && c <= '9')
            digit = (unsigned)(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = 10U + (unsigned)(c - 'a');
        if (digit >= base)
            return 0;
        value = value * base + digit;
    }
    return value;
}

/* -1, 0, 1: the line's first field before, equal to, behind the word. */
static int compare_first(const cursor *line, const char *word, size_t len)
{
    const size_t n = (size_t)(line->end - line->at);
    const size_t shared = n < len ? n : len;
    const int order = memcmp(line->at, word, shared);

    if (order != 0)
        return order < 0 ? -1 : 1;
    if (n < len)
        return -1;
    if (n == len || line->at[len] == ' ')
        return 0;
    return (unsigned char)line->at[len] < ' ' ? -1 : 1;
}

/* The line that begins with the word. */
static bool find_line(const cn_mapping *file, const char *word, size_t len, cursor *found)
{
    const char *text = (const char *)file->data;
    size_t low = 0, high = file->len; /* low: where a line begins; high: likewise, or the end */

    while (low < high) {
        size_t first = low + (high - low) / 2, end;
        const char *newline;
        int order;

        while (first > low && text[first - 1] != '\n')
            first--;
        newline = memchr(text + first, '\n', file->len - first);
        end = newline ? (size_t)(newline - text) : file->len;
        *found = (cursor){text + first, text + end};
        order = compare_first(found, word, len);
        if (order == 0)
            return true;
        if (order < 0)
            low = end < file->len ? end + 1 : end;
        else
            high = first;
    }
    return false;
}

/* ---- Forms ---- */

static void add_form(const cn_wordnet *wordnet, cn_wordnet_class class, const char *text,
                     size_t len, cn_wordnet_lemma *out, size_t *n)
{
    cursor line;

    if (*n == CN_WORDNET_FORMS_MAX || len == 0 || len > CN_WORDNET_LEMMA_MAX)
        return;
    for (size_t i = 0; i < *n; i++)
        if (out[i].len == len && memcmp(out[i].text, text, len) == 0)
            return;
    if (!find_line(&wordnet->index[class], text, len, &line))
        return;
    memcpy(out[*n].text, text, len);
    out[*n].text[len] = '\0';
    out[(*n)++].len = len;
}

/* The rules of morphy(7). */
static const struct {
    cn_wordnet_class class;
    const char *ending, *instead;
} RULES[] = {{CN_WORDNET_NOUN, "s", ""},      {CN_WORDNET_NOUN, "ses", "s"},
             {CN_WORDNET_NOUN, "xes", "x"},   {CN_WORDNET_NOUN, "zes", "z"},
             {CN_WORDNET_NOUN, "ches", "ch"}, {CN_WORDNET_NOUN, "shes", "sh"},
             {CN_WORDNET_NOUN, "men", "man"}, {CN_WORDNET_NOUN, "ies", "y"},
             {CN_WORDNET_VERB, "s", ""},      {CN_WORDNET_VERB, "ies", "y"},
             {CN_WORDNET_VERB, "es", "e"},    {CN_WORDNET_VERB, "es", ""},
             {CN_WORDNET_VERB, "ed", "e"},    {CN_WORDNET_VERB, "ed", ""},
             {CN_WORDNET_VERB, "ing", "e"},   {CN_WORDNET_VERB, "ing", ""},
             {CN_WORDNET_ADJ, "er", ""},      {CN_WORDNET_ADJ, "est", ""},
             {CN_WORDNET_ADJ, "er", "e"},     {CN_WORDNET_ADJ, "est", "e"}};

size_t cn_wordnet_lemmas(const cn_wordnet *wordnet, cn_wordnet_class class, const char *text,
                         size_t len, cn_wordnet_lemma out[CN_WORDNET_FORMS_MAX])
{
    char changed[CN_WORDNET_LEMMA_MAX + 8];
    const char *lemma;
    size_t n = 0, size;
    cursor line;

    if (len == 0 || len > CN_WORDNET_LEMMA_MAX || text[0] == ' ')
        return 0;
    add_form(wordnet, class, text, len, out, &n);
    if (find_line(&wordnet->exceptions[class], text, len, &line)) {
        next_field(&line, &lemma);
        while ((size = next_field(&line, &lemma)) > 0)
            add_form(wordnet, class, lemma, size, out, &n);
        return n; /* an irregular form follows no rule */
    }
    for (size_t r = 0; r < sizeof RULES / sizeof *RULES; r++) {
        const size_t cut = strlen(RULES[r].ending), added = strlen(RULES[r].instead);

        if (RULES[r].class != class || len <= cut + 1 ||
            memcmp(text + len - cut, RULES[r].ending, cut) != 0)
            continue;
        memcpy(changed, text, len - cut);
        memcpy(changed + len - cut, RULES[r].instead, added);
        add_form(wordnet, class, changed, len - cut + added, out, &n);
    }
    return n;
}

/* ---- Senses ---- */

size_t cn_wordnet_senses(const cn_wordnet *wordnet, cn_wordnet_class class, const char *lemma,
                         size_t len, uint32_t out[CN_WORDNET_SENSES_MAX])
{
    cursor line;
    const char *field;
    uint32_t n_senses, n_signs;
    size_t n = 0;

    if (len == 0 || lemma[0] == ' ' || !find_line(&wordnet->index[class], lemma, len, &line))
        return 0;
    next_field(&line, &field); /* the lemma */
    next_field(&line, &field); /* its class */
    n_senses = next_number(&line, 10);
    n_signs = next_number(&line, 10);
    for (uint32_t i = 0; i < n_signs + 2 && line.at < line.end; i++)
        next_field(&line, &field);
    for (uint32_t i = 0; i < n_senses && n < CN_WORDNET_SENSES_MAX && line.at < line.end; i++) {
        const uint32_t sense = next_number(&line, 10);

        if (sense > 0)
            out[n++] = sense;
    }
    return n;
}

static bool read_class(char c, cn_wordnet_class *class)
{
    static const char letters[] = "nvar";
    const char *found = c == 's' ? letters + 2 : c ? strchr(letters, c) : NULL;

    if (!found)
        return false;
    *class = (cn_wordnet_class)(found - letters);
    return true;
}

static bool read_link(cursor *line, cn_wordnet_link *link)
{
    const char *sign, *class, *places;
    const size_t len = next_field(line, &sign);
    uint32_t both;
    cursor pair;

    *link = (cn_wordnet_link){.sign = ""};
    link->sense = next_number(line, 10);
    if (next_field(line, &class) != 1 || !read_class(*class, &link->class))
        return false;
    next_field(line, &places);
    pair = (cursor){places, line->at};
    both = next_number(&pair, 16);
    if (len == 0 || len >= sizeof link->sign)
        return false;
    memcpy(link->sign, sign, len);
    link->from = (uint8_t)(both >> 8 & 0xff);
    link->to = (uint8_t)(both & 0xff);
    return true;
}

bool cn_wordnet_read(const cn_wordnet *wordnet, cn_wordnet_class class, uint32_t sense,
                     cn_wordnet_sense *out)
{
    const cn_mapping *file = &wordnet->data[class];
    const char *text = (const char *)file->data, *field, *end;
    uint32_t n_words, n_links;
    cursor line;

    out->n_words = out->n_links = 0;
    if (sense >= file->len || (sense > 0 && text[sense - 1] != '\n'))
        return false;
    end = memchr(text + sense, '\n', file->len - sense);
    line = (cursor){text + sense, end ? end : text + file->len};
    if (next_number(&line, 10) != sense)
        return false;
    next_field(&line, &field);
    next_field(&line, &field);
    n_words = next_number(&line, 16);
    for (uint32_t i = 0; i < n_words && line.at < line.end; i++) {
        const size_t len = next_field(&line, &field);
        const char *bracket = memchr(field, '(', len); /* "galore(ip)": where it may stand */

        if (out->n_words < CN_WORDNET_WORDS_MAX) {
            out->words[out->n_words].text = field;
            out->words[out->n_words++].len = bracket ? (size_t)(bracket - field) : len;
        }
        next_field(&line, &field);
    }
    n_links = next_number(&line, 10);
    for (uint32_t i = 0; i < n_links && i < CN_WORDNET_LINKS_MAX; i++) {
        if (!read_link(&line, &out->links[out->n_links]))
            break;
        out->n_links++;
    }
    return true;
}
