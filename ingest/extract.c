/* The pattern extractor: one chunk in, mentions and statements out.
 *
 * Order of work: title and headings -> words and sentences -> names, dates, quantities (names.c) ->
 * statements by patterns (patterns.c) or by keys and values (fields.c) -> mentions with the
 * types the statements taught. Everything is scratch of the extractor or lives in the
 * extraction's arena; nothing is kept from one chunk to the next. */
#include "ingest/extract.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ingest/analysis.h"
#include "ingest/fields.h"
#include "ingest/found.h"
#include "ingest/meant.h"
#include "ingest/names.h"
#include "ingest/patterns.h"
#include "ingest/statements.h"

struct cn_extractor {
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_patterns patterns;
    cn_passage passage;
    const cn_languages *languages;
    cn_analysis analysis;
    cn_clauses *clauses;
};

/* Headings that say where in a text we are, not what it is about. */
static const char *const generic_headings[] = {"abstract",
                                               "accolades",
                                               "appendix",
                                               "awards",
                                               "background",
                                               "bibliography",
                                               "biography",
                                               "career",
                                               "cast",
                                               "changelog",
                                               "conclusion",
                                               "conclusions",
                                               "contents",
                                               "death",
                                               "description",
                                               "details",
                                               "discography",
                                               "discussion",
                                               "early life",
                                               "early years",
                                               "education",
                                               "etymology",
                                               "examples",
                                               "external links",
                                               "family",
                                               "faq",
                                               "features",
                                               "filmography",
                                               "further reading",
                                               "gallery",
                                               "general",
                                               "geography",
                                               "history",
                                               "honors",
                                               "honours",
                                               "introduction",
                                               "later life",
                                               "legacy",
                                               "life",
                                               "methods",
                                               "misc",
                                               "notes",
                                               "origin",
                                               "origins",
                                               "other",
                                               "overview",
                                               "personal life",
                                               "plot",
                                               "preface",
                                               "production",
                                               "reception",
                                               "references",
                                               "related work",
                                               "release",
                                               "results",
                                               "see also",
                                               "sources",
                                               "summary",
                                               "synopsis",
                                               "table of contents",
                                               "track listing",
                                               "usage",
                                               "works",
                                               "acknowledgements",
                                               "demographics",
                                               "early career",
                                               "life and career",
                                               "climate",
                                               "economy",
                                               "text"};

const cn_trees *cn_extractor_trees(const cn_extractor *extractor)
{
    return &extractor->analysis.trees;
}

void cn_extractor_free(cn_extractor *extractor)
{
    if (!extractor)
        return;
    cn_clauses_free(extractor->clauses);
    cn_analysis_done(&extractor->analysis);
    cn_passage_done(&extractor->passage);
    cn_patterns_done(&extractor->patterns);
    cn_lexicon_done(&extractor->lexicon);
    cn_tokenizer_free(extractor->tokenizer);
    cn_free(extractor);
}

int cn_extractor_new(cn_extractor **extractor, const cn_languages *languages, cairn_error *err)
{
    cn_extractor *made = cn_alloc_zero(1, sizeof(*made));
    int rc;

    *extractor = NULL;
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
    if (rc == CAIRN_OK)
        rc = cn_patterns_init(&made->patterns, languages->rules, &made->lexicon, err);
    if (rc == CAIRN_OK)
        rc = cn_clauses_new(&made->clauses, err);
    if (rc < 0) {
        cn_extractor_free(made);
        return rc;
    }
    *extractor = made;
    return CAIRN_OK;
}

/* A name that is in the input's fields rather than its text: copied, for they may go. */
static int copy_name(cn_extraction *out, const char *text, size_t len, cn_found_name *name,
                     cairn_error *err)
{
    char *copy = cn_arena_strndup(&out->arena, text, len);

    *name = (cn_found_name){.surface = ""};
    return copy ? cn_found_name_of(out, copy, len, name, err) : cn_fail_memory(err, len);
}

static bool is_generic_heading(const char *text, size_t len)
{
    char key[24];

    if (len >= sizeof(key))
        return false;
    for (size_t i = 0; i < len; i++)
        key[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) : text[i];
    key[len] = '\0';
    for (size_t i = 0; i < sizeof(generic_headings) / sizeof(*generic_headings); i++)
        if (strcmp(key, generic_headings[i]) == 0)
            return true;
    return false;
}

/* One mention per level that names something. *innermost: the last of them, else the title. */
static int mention_headings(const char *path, cn_found_name title, cn_found_name *innermost,
                            cn_extraction *out, cairn_error *err)
{
    *innermost = title;
    while (*path) {
        const char *end = strstr(path, " > ");
        size_t len = end ? (size_t)(end - path) : strlen(path);

        if (len > 0 && !is_generic_heading(path, len)) {
            cn_found_mention mention = {.role = CN_ROLE_HEADING};
            int rc = copy_name(out, path, len, &mention.name, err);

            if (rc == CAIRN_OK && mention.name.id != title.id) {
                *innermost = mention.name;
                rc = cn_found_add_mention(out, &mention, err);
            }
            if (rc < 0)
                return rc;
        }
        path += len + (end ? 3 : 0);
    }
    return CAIRN_OK;
}

static int name_items(cn_passage *passage, cn_extraction *out, cairn_error *err)
{
    for (size_t i = 0; i < passage->n_items; i++) {
        cn_item *item = &passage->items[i];
        int rc = cn_found_name_of(out, passage->text + item->first, item->len, &item->name, err);

        if (rc < 0)
            return rc;
    }
    return CAIRN_OK;
}

enum { ORDINAL_BYTES_MAX = 5 }; /* "112th" */

/* Only white space between the byte `from` and word `word`, after a comma where one is wanted? */
static bool follows(const cn_passage *passage, size_t from, size_t word, bool wants_comma)
{
    const size_t to = passage->words.items[word].first;

    if (wants_comma && (from >= to || passage->text[from++] != ','))
        return false;
    while (from < to && passage->text[from] == ' ')
        from++;
    return from == to;
}

/* "Charles Stanley, 8th Earl of Derby": where the style behind the name of item i ends; 0 when it
 * has none. */
static size_t style_end(const cn_passage *passage, size_t i)
{
    const cn_item *item = &passage->items[i];
    const cn_word *words = passage->words.items;
    size_t word = item->word + item->n_words, last;

    if (CN_TYPE_IS_LITERAL(item->type) || item->is_quoted || word + 1 >= passage->words.n ||
        !follows(passage, item->first + item->len, word, true))
        return 0;
    if (words[word].flags & CN_WORD_DIGIT && words[word].len <= ORDINAL_BYTES_MAX &&
        follows(passage, words[word].first + words[word].len, word + 1, false))
        word++;
    if (!(cn_passage_classes(passage, word) & CN_LEX_RANK) || !(words[word].flags & CN_WORD_UPPER))
        return 0;
    last = word;
    /* "Earl of Derby" may be one name, or a rank and the name "Derby". */
    if (word + 2 < passage->words.n && cn_passage_classes(passage, word + 1) & CN_LEX_CONNECTOR)
        last = word + 2;
    for (size_t j = i + 1; j < passage->n_items && passage->items[j].word <= last; j++)
        if (last < passage->items[j].word + passage->items[j].n_words)
            return passage->items[j].first + passage->items[j].len;
    return 0;
}

/* The name with its style, beside the two names it is made of. */
static int mention_styled(const cn_passage *passage, size_t i, cn_extraction *out, cairn_error *err)
{
    const cn_item *item = &passage->items[i];
    const size_t end = style_end(passage, i);
    cn_found_mention mention = {.role = CN_ROLE_MENTION,
                                .type = CN_TYPE_PERSON,
                                .first = item->first,
                                .len = (uint32_t)(end - item->first)};
    int rc;

    if (end == 0)
        return CAIRN_OK;
    rc = cn_found_name_of(out, passage->text + item->first, mention.len, &mention.name, err);
    return rc < 0 ? rc : cn_found_add_mention(out, &mention, err);
}

/* After the patterns, because they learn types and roles. */
static int mention_items(const cn_passage *passage, const cn_topic *topic, cn_extraction *out,
                         cairn_error *err)
{
    for (size_t i = 0; i < passage->n_items; i++) {
        const cn_item *item = &passage->items[i];
        cn_found_mention mention = {.name = item->name,
                                    .role = item->role,
                                    .type = item->type,
                                    .first = item->first,
                                    .len = item->len};
        int rc;

        if (item->is_title && topic->type != CN_TYPE_OTHER)
            mention.type = topic->type;
        rc = cn_found_add_mention(out, &mention, err);
        if (rc == CAIRN_OK)
            rc = mention_styled(passage, i, out, err);
        if (rc < 0)
            return rc;
    }
    return CAIRN_OK;
}

/* Clauses of the trees, with names for their pronouns. */
static int state_clauses(cn_extractor *extractor, const cn_extract_input *input,
                         const cn_topic *topic, cn_extraction *out, cairn_error *err)
{
    cn_analysis *analysis = &extractor->analysis;
    const cn_statement_source source = {.passage = &extractor->passage,
                                        .trees = &analysis->trees,
                                        .tagger =
                                            analysis->language ? analysis->language->tagger : NULL,
                                        .referred = &analysis->referred,
                                        .resolution = &analysis->resolution,
                                        .title = topic->title,
                                        .wants_text = input->wants_text};
    int rc;

    if (!analysis->language)
        return CAIRN_OK;
    rc = cn_analysis_merge(analysis, &extractor->passage, err);
    if (rc == CAIRN_OK)
        rc = name_items(&extractor->passage, out, err);
    if (rc == CAIRN_OK)
        rc = cn_analysis_resolve(analysis, &extractor->passage, input->title, topic->type, err);
    if (rc == CAIRN_OK)
        rc = cn_meant_subjects(analysis, topic->title, out, err);
    return rc < 0 ? rc : cn_statements_add(extractor->clauses, &source, out, err);
}

static int extract_prose(cn_extractor *extractor, const cn_extract_input *input, cn_topic *topic,
                         cn_found_name heading, cn_extraction *out, cairn_error *err)
{
    cn_passage *passage = &extractor->passage;
    int rc = cn_fields_lines(passage, heading, out, err);

    if (rc == CAIRN_OK)
        rc = cn_patterns_run(&extractor->patterns, passage, &extractor->analysis.trees, topic, out,
                             err);
    return rc < 0 ? rc : state_clauses(extractor, input, topic, out, err);
}

/* Where the rules see a name that the recogniser cuts otherwise, both are ways to the chunk: one
 * store of three question sets loses 0.3 points of recall without them. */
static int mention_others(const cn_passage *passage, cn_extraction *out, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < passage->n_others; i++) {
        const cn_item *item = &passage->others[i];
        cn_found_mention mention = {.role = CN_ROLE_MENTION,
                                    .type = item->type,
                                    .first = item->first,
                                    .len = item->len,
                                    .is_other = true};

        rc = cn_found_name_of(out, passage->text + item->first, item->len, &mention.name, err);
        if (rc == CAIRN_OK)
            rc = cn_found_add_mention(out, &mention, err);
    }
    return rc;
}

static int extract_text(cn_extractor *extractor, const cn_extract_input *input, cn_topic *topic,
                        cn_found_name heading, cn_extraction *out, cairn_error *err)
{
    cn_passage *passage = &extractor->passage;
    int rc =
        cn_passage_set(passage, extractor->tokenizer, input->text, input->len, input->title, err);

    if (rc == CAIRN_OK && input->is_sentence)
        cn_passage_join(passage);
    if (rc == CAIRN_OK)
        rc = cn_names_find(passage, err);
    if (rc == CAIRN_OK && input->kind == CN_CHUNK_PROSE)
        rc = cn_analysis_parse(&extractor->analysis, extractor->languages, passage, err);
    if (rc == CAIRN_OK)
        rc = name_items(passage, out, err);
    if (rc == CAIRN_OK && input->kind == CN_CHUNK_TABLE)
        rc = cn_fields_table(passage, out, err);
    if (rc == CAIRN_OK && input->kind == CN_CHUNK_PROSE)
        rc = extract_prose(extractor, input, topic, heading, out, err);
    if (rc == CAIRN_OK)
        rc = mention_items(passage, topic, out, err);
    if (rc == CAIRN_OK && input->wants_text)
        return cn_meant_mentions(&extractor->analysis, topic->title, out, err);
    return rc == CAIRN_OK ? mention_others(passage, out, err) : rc;
}

static int check_input(const cn_extract_input *input, cairn_error *err)
{
    size_t valid;

    if (input->len >= UINT32_MAX)
        return cn_fail(err, CAIRN_EINVAL, 0, "a chunk of %zu bytes is too long to extract",
                       input->len);
    valid = cn_utf8_valid(input->text, input->len);
    if (valid != input->len)
        return cn_fail(err, CAIRN_EINVAL, (int64_t)valid, "the chunk's byte %zu is not UTF-8",
                       valid);
    return CAIRN_OK;
}

int cn_extract(cn_extractor *extractor, const cn_extract_input *input, cn_extraction *out,
               cairn_error *err)
{
    cn_topic topic = {.is_first = input->is_first, .lead = UINT32_MAX};
    cn_found_mention title = {.role = CN_ROLE_TITLE};
    cn_found_name heading;
    int rc = check_input(input, err);

    cn_arena_reset(&out->arena);
    out->n_mentions = 0;
    out->n_statements = 0;
    cn_analysis_clear(&extractor->analysis);
    if (rc == CAIRN_OK)
        rc = copy_name(out, input->title, strlen(input->title), &title.name, err);
    if (rc == CAIRN_OK)
        rc = cn_found_add_mention(out, &title, err);
    if (rc < 0)
        return rc;
    topic.title = title.name;
    if (input->kind == CN_CHUNK_CODE)
        return CAIRN_OK;
    rc = mention_headings(input->heading, topic.title, &heading, out, err);
    if (rc == CAIRN_OK && input->is_first)
        rc = cn_fields_meta(input->meta, topic.title, out, err);
    if (rc == CAIRN_OK)
        rc = extract_text(extractor, input, &topic, heading, out, err);
    if (rc == CAIRN_OK && topic.title.len > 0)
        out->mentions[0].type = topic.type;
    return rc;
}
