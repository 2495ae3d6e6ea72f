/* Text -> words with classes, and sentences. One tokeniser pass, one look-up per word, one pass for
 * sentence ends; everything after works on these arrays and looks at bytes only between words. */
#include "ingest/passage.h"

#include <string.h>

#include "base/mem.h"
#include "base/sentence.h"

enum { FIELD_KEY_MAX = 128 }; /* bytes looked at for the colon of "key: value" */

#define WORDS_MAX ((size_t)1 << 28) /* words, sentences or items of one text; memory ends first */

void cn_passage_init(cn_passage *passage, const cn_lexicon *lexicon)
{
    *passage = (cn_passage){.lexicon = lexicon};
}

void cn_passage_done(cn_passage *passage)
{
    cn_words_done(&passage->words);
    cn_words_done(&passage->title);
    cn_free(passage->lex);
    cn_free(passage->sentences);
    cn_free(passage->items);
    cn_free(passage->others);
    cn_passage_init(passage, passage->lexicon);
}

static int classify_words(cn_passage *passage, cairn_error *err)
{
    size_t n = passage->words.n;

    if (!cn_grow((void **)&passage->lex, &passage->cap_lex, n + 1, WORDS_MAX,
                 sizeof(*passage->lex)))
        return cn_fail_memory(err, n * sizeof(*passage->lex));
    for (size_t i = 0; i < n; i++)
        passage->lex[i] = cn_lexicon_find(passage->lexicon, passage->words.items[i].key);
    return CAIRN_OK;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Is the line that begins here a field, "Date of birth: 1887"? The key and the line are short, and
 * it begins with a capital, so that a line of prose which a colon ends is none. */
static bool is_field_line(const char *text, size_t at, size_t end)
{
    enum { KEY_BYTES = 40, KEY_SPACES = 3, LINE_BYTES = 120 };
    const char *line = memchr(text + at, '\n', end - at);
    size_t n_spaces = 0;

    if (at >= end || text[at] < 'A' || text[at] > 'Z' ||
        (line ? (size_t)(line - text) : end) - at > LINE_BYTES)
        return false;
    for (size_t i = at; i < end && i < at + KEY_BYTES && !memchr("\n.,;!?\"", text[i], 7); i++) {
        if (text[i] == ':')
            return i + 1 < end && text[i + 1] == ' ' && n_spaces <= KEY_SPACES;
        n_spaces += text[i] == ' ';
    }
    return false;
}

/* Where the sentence [start, end) ends when a field stands in it: fields are lines of their own. */
static size_t end_before_field(const char *text, size_t start, size_t end, bool is_field)
{
    for (size_t at = start; at < end; at++) {
        const char *line = memchr(text + at, '\n', end - at);

        if (!line)
            return end;
        at = (size_t)(line - text);
        if (is_field || is_field_line(text, at + 1, end))
            return at + 1;
    }
    return end;
}

static int cut_sentences(cn_passage *passage, cairn_error *err)
{
    const cn_words *words = &passage->words;
    uint32_t word = 0;

    passage->n_sentences = 0;
    for (size_t start = 0, end; start < passage->len; start = end) {
        cn_sentence sentence = {.first = (uint32_t)start, .word = word};
        size_t last;

        end = cn_sentence_end(passage->text, passage->len, start);
        sentence.is_field = is_field_line(passage->text, start, end);
        end = end_before_field(passage->text, start, end, sentence.is_field);
        for (last = end; last > start && is_space(passage->text[last - 1]);)
            last--;
        while (word < words->n && words->items[word].first < end)
            word++;
        sentence.end = (uint32_t)last;
        sentence.end_word = word;
        if (sentence.end_word == sentence.word)
            continue;
        if (!cn_grow((void **)&passage->sentences, &passage->cap_sentences,
                     passage->n_sentences + 1, WORDS_MAX, sizeof(*passage->sentences)))
            return cn_fail_memory(err, sizeof(sentence));
        passage->sentences[passage->n_sentences++] = sentence;
    }
    return CAIRN_OK;
}

/* The title is looked for in the text without its "(film)". */
static int set_title(cn_passage *passage, cn_tokenizer *tokenizer, const char *title,
                     cairn_error *err)
{
    size_t len = strcspn(title, "("), comma;
    int rc;

    if (len == 0)
        len = strlen(title);
    rc = cn_tokenizer_scan(tokenizer, title, len, &passage->title, err);
    if (rc < 0)
        return rc;
    comma = strcspn(title, ",");
    passage->n_title = 0;
    while (passage->n_title < passage->title.n &&
           passage->title.items[passage->n_title].first < comma)
        passage->n_title++;
    passage->title_is_common =
        passage->title.n == 1 &&
        (passage->title.items[0].flags & CN_WORD_STOP ||
         passage->lexicon->entries[cn_lexicon_find(passage->lexicon, passage->title.items[0].key)]
                 .classes &
             CN_LEX_OPENER);
    return CAIRN_OK;
}

int cn_passage_set(cn_passage *passage, cn_tokenizer *tokenizer, const char *text, size_t len,
                   const char *title, cairn_error *err)
{
    int rc = cn_tokenizer_scan(tokenizer, text, len, &passage->words, err);

    passage->text = text;
    passage->len = len;
    passage->n_items = 0;
    passage->n_others = 0;
    passage->n_sentences = 0;
    if (rc == CAIRN_OK)
        rc = classify_words(passage, err);
    if (rc == CAIRN_OK)
        rc = cut_sentences(passage, err);
    if (rc == CAIRN_OK)
        rc = set_title(passage, tokenizer, title, err);
    return rc;
}

void cn_passage_join(cn_passage *passage)
{
    const cn_sentence *last;

    if (passage->n_sentences == 0)
        return;
    last = &passage->sentences[passage->n_sentences - 1];
    passage->sentences[0].end = last->end;
    passage->sentences[0].end_word = last->end_word;
    passage->sentences[0].is_field = false;
    passage->n_sentences = 1;
}

int cn_passage_add_item(cn_passage *passage, const cn_item *item, cairn_error *err)
{
    if (!cn_grow((void **)&passage->items, &passage->cap_items, passage->n_items + 1, WORDS_MAX,
                 sizeof(*passage->items)))
        return cn_fail_memory(err, sizeof(*item));
    passage->items[passage->n_items++] = *item;
    return CAIRN_OK;
}

int cn_passage_add_other(cn_passage *passage, const cn_item *item, cairn_error *err)
{
    if (!cn_grow((void **)&passage->others, &passage->cap_others, passage->n_others + 1, WORDS_MAX,
                 sizeof(*passage->others)))
        return cn_fail_memory(err, sizeof(*item));
    passage->others[passage->n_others++] = *item;
    return CAIRN_OK;
}

/* The mark at text[0..len), without spaces around it. */
static cn_gap gap_of_mark(const char *mark, size_t len, bool space_before, bool space_after)
{
    if (len == 1) {
        switch (mark[0]) {
        case '-':
            return space_before && space_after ? CN_GAP_DASH : CN_GAP_HYPHEN;
        case '\'':
            return CN_GAP_APOSTROPHE;
        case '.':
            return space_before ? CN_GAP_BREAK : CN_GAP_PERIOD;
        case '&':
            return CN_GAP_AMPERSAND;
        case ',':
            return CN_GAP_COMMA;
        default:
            return CN_GAP_BREAK;
        }
    }
    if (len == 2 && memcmp(mark, "--", 2) == 0)
        return CN_GAP_DASH;
    if (len == 3 && memcmp(mark, "\xE2\x80", 2) == 0) {
        if (mark[2] == '\x99')
            return CN_GAP_APOSTROPHE;
        if (mark[2] == '\x90' || mark[2] == '\x91')
            return CN_GAP_HYPHEN;
        if (mark[2] == '\x93' || mark[2] == '\x94')
            return CN_GAP_DASH;
    }
    return CN_GAP_BREAK;
}

/* Does the line that begins here look like "key: value"? Then what stands before it is no part of
 * its names. */
static bool begins_field(const char *text, size_t len, size_t at)
{
    const size_t end = len - at < FIELD_KEY_MAX ? len : at + FIELD_KEY_MAX;

    for (size_t i = at; i < end && !memchr("\n.,;!?", text[i], 6); i++)
        if (text[i] == ':')
            return i + 1 == len || is_space(text[i + 1]);
    return false;
}

/* The gap of white space between text[first] and text[end]. */
static cn_gap gap_of_space(const cn_passage *passage, size_t first, size_t end)
{
    const char *text = passage->text;
    const char *line = memchr(text + first, '\n', end - first);

    if (!line)
        return CN_GAP_SPACE;
    if (memchr(line + 1, '\n', (size_t)(text + end - line - 1)) ||
        begins_field(text, passage->len, end))
        return CN_GAP_BREAK;
    return CN_GAP_SPACE;
}

cn_gap cn_passage_gap(const cn_passage *passage, size_t word)
{
    size_t first = cn_word_end(&passage->words.items[word]);
    size_t end = passage->words.items[word + 1].first, mark = first, mark_end = end;
    const char *text = passage->text;

    if (end == first + 1 && text[first] == ' ')
        return CN_GAP_SPACE;
    if (end == first)
        return CN_GAP_NONE;
    if (end - first > 64) /* a break whatever it holds; keeps the time bounded */
        return CN_GAP_BREAK;
    while (mark < end && is_space(text[mark]))
        mark++;
    while (mark_end > mark && is_space(text[mark_end - 1]))
        mark_end--;
    if (mark == mark_end)
        return gap_of_space(passage, first, end);
    return gap_of_mark(text + mark, mark_end - mark, mark > first, mark_end < end);
}
