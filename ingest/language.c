/* Opening language packs, and telling which of them a text is written in. */
#include "ingest/language.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/self_path.h"

/* Where data was installed to, and where it lies in the source tree; set by CMake. */
#ifndef CAIRN_DATA_FOLDER
#define CAIRN_DATA_FOLDER "share/cairn"
#endif
#ifndef CAIRN_DATA_INSTALLED
#define CAIRN_DATA_INSTALLED "/usr/local/share/cairn"
#endif
#ifndef CAIRN_DATA_SOURCE
#define CAIRN_DATA_SOURCE "data"
#endif

enum {
    PATH_MAX_BYTES = 4096,
    WORDS_FILE_MAX = 1 << 20,
    PACKS_MAX = 256,
    /* A text of fewer words may well have no function word: a heading, a name with dates. */
    SURE_WORDS = 12,
    /* Per cent of words. English prose has 35 to 50, other languages that share a few spellings
     * ("in", "an", "me") under 10; a list of names has few, and nothing to parse. */
    SHARE_MIN = 14
};

typedef struct packs {
    cn_languages *languages;
    const char *folder;
    cn_tokenizer *tokenizer;
} packs;

static int path_in(cn_buf *path, const char *folder, const char *name, cairn_error *err)
{
    cn_buf_clear(path);
    cn_buf_printf(path, "%s/%s", folder, name);
    return path->status == CAIRN_OK ? CAIRN_OK : cn_fail_memory(err, path->len);
}

static int read_words(cn_language *language, const char *path, cn_tokenizer *tokenizer,
                      cairn_error *err)
{
    cn_words words = {.n = 0};
    cn_buf text;
    int rc;

    cn_buf_init(&text, WORDS_FILE_MAX);
    rc = cn_file_read(path, WORDS_FILE_MAX, &text, err);
    if (rc == CAIRN_OK)
        rc = cn_tokenizer_scan(tokenizer, cn_buf_str(&text), text.len, &words, err);
    for (size_t i = 0; rc == CAIRN_OK && i < words.n; i++) {
        uint64_t *value = cn_map_put(&language->words, words.items[i].key, NULL);

        if (!value)
            rc = cn_fail_memory(err, words.n);
        else
            *value = 1;
    }
    cn_words_done(&words);
    cn_buf_done(&text);
    return rc;
}

static void close_language(cn_language *language)
{
    cn_references_close(language->references);
    cn_recognizer_close(language->recognizer);
    cn_parser_close(language->parser);
    cn_tagger_close(language->tagger);
    cn_map_done(&language->words);
}

static int open_parts(cn_language *language, const char *folder, cn_tokenizer *tokenizer,
                      cairn_error *err)
{
    cn_buf path;
    int rc;

    cn_buf_init(&path, PATH_MAX_BYTES);
    rc = path_in(&path, folder, "words.txt", err);
    if (rc == CAIRN_OK)
        rc = read_words(language, path.data, tokenizer, err);
    if (rc == CAIRN_OK)
        rc = path_in(&path, folder, "tagger.weights", err);
    if (rc == CAIRN_OK)
        rc = cn_tagger_open(&language->tagger, path.data, err);
    if (rc == CAIRN_OK)
        rc = path_in(&path, folder, "parser.weights", err);
    if (rc == CAIRN_OK)
        rc = cn_parser_open(&language->parser, path.data, err);
    if (rc == CAIRN_OK)
        rc = path_in(&path, folder, "names.weights", err);
    if (rc == CAIRN_OK && cn_file_exists(path.data))
        rc = cn_recognizer_open(&language->recognizer, path.data, err);
    if (rc == CAIRN_OK)
        rc = path_in(&path, folder, "references.weights", err);
    if (rc == CAIRN_OK && cn_file_exists(path.data))
        rc = cn_references_open(&language->references, path.data, err);
    cn_buf_done(&path);
    return rc;
}

/* One entry of the models folder; what is no pack (a README) has no words.txt in it. */
static int visit_pack(const char *name, void *user, cairn_error *err)
{
    packs *p = user;
    cn_languages *languages = p->languages;
    cn_language language = {.tagger = NULL};
    cn_buf folder, words;
    int rc;

    cn_buf_init(&folder, PATH_MAX_BYTES);
    cn_buf_init(&words, PATH_MAX_BYTES);
    rc = path_in(&folder, p->folder, name, err);
    if (rc == CAIRN_OK)
        rc = path_in(&words, folder.data, "words.txt", err);
    if (rc < 0 || !cn_file_exists(words.data) || strlen(name) >= sizeof(language.code))
        goto out;
    memcpy(language.code, name, strlen(name) + 1);
    cn_map_init(&language.words);
    rc = open_parts(&language, folder.data, p->tokenizer, err);
    if (rc == CAIRN_OK && !cn_grow((void **)&languages->items, &languages->cap, languages->n + 1,
                                   PACKS_MAX, sizeof(*languages->items)))
        rc = cn_fail_memory(err, sizeof(language));
    if (rc < 0) {
        close_language(&language);
        goto out;
    }
    languages->items[languages->n++] = language;
    rc = path_in(&words, folder.data, "rules", err);
    if (rc == CAIRN_OK && !languages->rules && cn_file_exists(words.data))
        rc = cn_rules_open(&languages->rules, folder.data, p->tokenizer, err);
out:
    cn_buf_done(&words);
    cn_buf_done(&folder);
    return rc;
}

int cn_models_find(const char *data_path, cn_buf *folder, cairn_error *err)
{
    const char *const named = data_path ? data_path : getenv("CAIRN_DATA");
    static const char *const places[] = {CAIRN_DATA_INSTALLED, CAIRN_DATA_SOURCE};
    int rc = CAIRN_OK;

    if (named && named[0]) {
        rc = path_in(folder, named, "models", err);
        if (rc == CAIRN_OK && !cn_file_exists(folder->data))
            rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "%s: no folder of language models", folder->data);
        return rc;
    }
    if (cn_self_find(CAIRN_DATA_FOLDER "/models", folder, NULL) == CAIRN_OK)
        return CAIRN_OK;
    for (size_t i = 0; rc == CAIRN_OK && i < sizeof(places) / sizeof(*places); i++) {
        rc = path_in(folder, places[i], "models", err);
        if (rc == CAIRN_OK && cn_file_exists(folder->data))
            return CAIRN_OK;
    }
    return rc < 0 ? rc
                  : cn_fail(err, CAIRN_ENOTFOUND, 0,
                            "no language models in %s; set CAIRN_DATA to the folder that holds "
                            "\"models\"",
                            CAIRN_DATA_INSTALLED);
}

void cn_languages_close(cn_languages *languages)
{
    if (!languages)
        return;
    for (size_t i = 0; i < languages->n; i++)
        close_language(&languages->items[i]);
    cn_rules_close(languages->rules);
    cn_free(languages->items);
    cn_free(languages);
}

int cn_languages_open(cn_languages **languages, const char *data_path, cairn_error *err)
{
    cn_languages *made = cn_alloc_zero(1, sizeof(*made));
    packs p = {.languages = made};
    cn_buf folder;
    int rc;

    *languages = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    cn_buf_init(&folder, PATH_MAX_BYTES);
    rc = cn_models_find(data_path, &folder, err);
    if (rc == CAIRN_OK)
        rc = cn_tokenizer_new(&p.tokenizer, err);
    if (rc == CAIRN_OK) {
        p.folder = folder.data;
        rc = cn_file_list(folder.data, visit_pack, &p, err);
    }
    cn_tokenizer_free(p.tokenizer);
    cn_buf_done(&folder);
    if (rc < 0) {
        cn_languages_close(made);
        return rc;
    }
    *languages = made;
    return CAIRN_OK;
}

/* Are all words written in ASCII? Languages of other scripts have no word in common with a pack. */
static bool is_plain(const char *text, const cn_words *words)
{
    for (size_t w = 0; w < words->n; w++)
        if ((unsigned char)text[words->items[w].first] >= 0x80)
            return false;
    return true;
}

const cn_language *cn_languages_choose(const cn_languages *languages, const char *text,
                                       const cn_words *words)
{
    const cn_language *best = NULL;
    size_t most = 0;

    if (!languages)
        return NULL;
    for (size_t i = 0; i < languages->n; i++) {
        const cn_language *language = &languages->items[i];
        size_t n = 0;

        for (size_t w = 0; w < words->n; w++)
            n += cn_map_get(&language->words, words->items[w].key) != NULL;
        if (!best || n > most) {
            best = language;
            most = n;
        }
    }
    if (words->n < SURE_WORDS)
        return most > 0 || is_plain(text, words) ? best : NULL;
    return most * 100 >= words->n * SHARE_MIN ? best : NULL;
}
