/* A chunk's text made ready for patterns: words with their classes, sentences, and items (the
 * names, dates and quantities found in it, in order, not overlapping). Filled once per chunk, read
 * by all finders; the arrays are scratch that lives in the extractor. */
#ifndef CN_INGEST_PASSAGE_H
#define CN_INGEST_PASSAGE_H

#include "ingest/extract.h"
#include "ingest/lexicon.h"

typedef struct cn_item {
    uint32_t first, len;    /* bytes of the text */
    uint32_t word, n_words; /* words of the passage it covers */
    cn_found_name name;     /* set once all items are found */
    uint8_t type;           /* cn_mention_type */
    uint8_t role;           /* cn_mention_role */
    bool is_quoted;
    bool is_title; /* spelt as the document's title */
} cn_item;

typedef struct cn_sentence {
    uint32_t first, end;     /* bytes; end without trailing white space */
    uint32_t word, end_word; /* half open */
    uint32_t item, end_item;
    bool is_field; /* a line "Key: value": it has no grammar */
} cn_sentence;

typedef struct cn_passage {
    const char *text;
    size_t len;
    const cn_lexicon *lexicon;
    cn_words words;
    uint16_t *lex; /* per word: its place in the lexicon */
    size_t cap_lex;
    cn_sentence *sentences;
    size_t n_sentences, cap_sentences;
    cn_item *items;
    size_t n_items, cap_items;
    cn_item *others; /* spans of names that items took the place of: mentions, too */
    size_t n_others, cap_others;
    cn_words title;       /* words of the title without what is in brackets */
    uint32_t n_title;     /* of them, those before a comma */
    bool title_is_common; /* one function word: not looked for in the text */
} cn_passage;

void cn_passage_init(cn_passage *passage, const cn_lexicon *lexicon);
void cn_passage_done(cn_passage *passage);
/* Fills words, classes, sentences and the title's words; no items yet. text is borrowed. */
int cn_passage_set(cn_passage *passage, cn_tokenizer *tokenizer, const char *text, size_t len,
                   const char *title, cairn_error *err);
/* Makes all sentences one: for a text that is known to be one. */
void cn_passage_join(cn_passage *passage);
int cn_passage_add_item(cn_passage *passage, const cn_item *item, cairn_error *err);
int cn_passage_add_other(cn_passage *passage, const cn_item *item, cairn_error *err);

static inline uint32_t cn_passage_classes(const cn_passage *passage, size_t word)
{
    return passage->lexicon->entries[passage->lex[word]].classes;
}
static inline uint32_t cn_word_end(const cn_word *word)
{
    return word->first + word->len;
}

/* What stands between two neighbouring words. */
typedef enum cn_gap {
    CN_GAP_BREAK, /* anything else */
    CN_GAP_NONE,
    CN_GAP_SPACE,
    CN_GAP_HYPHEN, /* also with a space on one side: "Jean- Paul" */
    CN_GAP_APOSTROPHE,
    CN_GAP_PERIOD,
    CN_GAP_AMPERSAND,
    CN_GAP_COMMA,
    CN_GAP_DASH /* en or em dash, or a spaced hyphen */
} cn_gap;
/* The gap after `word`, which must not be the last. */
cn_gap cn_passage_gap(const cn_passage *passage, size_t word);

#endif
