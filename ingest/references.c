/* The resolver's outside: the weights file, the order of work, and what is told of each mention.
 *
 * Sections of references.weights: "words", a hash table of cn_reference_word; "rows",
 * CN_REFERENCE_ROWS weights of 16 bits, 1/256 of a unit each; "settings", what is added to the
 * score of naming nothing. */
#include "ingest/references.h"

#include <string.h>

#include "base/mem.h"
#include "base/status.h"
#include "ingest/reference_parts.h"

/* e^(-1/16) in 1/65536: what a step of the table of powers is. */
#define POWER_STEP 61565u

static void set_powers(cn_references *references)
{
    uint64_t power = 1u << 20;

    for (size_t i = 0; i < CN_REFERENCE_POWERS; i++) {
        references->powers[i] = (uint32_t)power;
        power = (power * POWER_STEP + (1u << 15)) >> 16;
    }
}

/* A free slot ends every search. */
static int check_words(const cn_references *made, cairn_error *err)
{
    bool has_free = false;

    for (uint32_t i = 0; i < made->n_words; i++) {
        const cn_reference_word *word = &made->words[i];

        if (word->type > CN_TYPE_TEXT)
            return cn_fail(err, CAIRN_EPARSE, 0, "%s: word %u is of no known type",
                           cn_weights_path(made->weights), i);
        has_free = has_free || (word->tag == 0 && word->type == 0 && word->bits == 0 &&
                                word->masculine == 0 && word->feminine == 0);
    }
    return has_free ? CAIRN_OK
                    : cn_fail(err, CAIRN_EPARSE, 0, "%s: the table of words has no free slot",
                              cn_weights_path(made->weights));
}

static int read_sections(cn_references *made, cairn_error *err)
{
    const void *words, *rows, *settings;
    size_t words_len, rows_len, settings_len;
    int rc;

    rc = cn_weights_section(made->weights, "words", sizeof(*made->words), &words, &words_len, err);
    if (rc < 0)
        return rc;
    rc = cn_weights_section(made->weights, "rows", sizeof(*made->rows), &rows, &rows_len, err);
    if (rc < 0)
        return rc;
    rc = cn_weights_section(made->weights, "settings", sizeof(*made->settings), &settings,
                            &settings_len, err);
    if (rc < 0)
        return rc;
    made->n_words = (uint32_t)(words_len / sizeof(*made->words));
    if (rows_len != CN_REFERENCE_ROWS * sizeof(*made->rows) || made->n_words == 0 ||
        (made->n_words & (made->n_words - 1)) != 0 ||
        words_len / sizeof(*made->words) > UINT32_MAX || settings_len < sizeof(*made->settings))
        return cn_fail(err, CAIRN_EPARSE, 0, "%s: sections are of the wrong size",
                       cn_weights_path(made->weights));
    made->words = words;
    made->rows = rows;
    made->settings = settings;
    made->n_settings = (uint32_t)(settings_len / sizeof(*made->settings));
    return check_words(made, err);
}

int cn_references_open(cn_references **references, const char *path, cairn_error *err)
{
    cn_references *made = cn_alloc_zero(1, sizeof(*made));
    int rc;

    *references = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    set_powers(made);
    rc = cn_weights_open(&made->weights, path, "references", err);
    if (rc == CAIRN_OK)
        rc = read_sections(made, err);
    if (rc < 0) {
        cn_references_close(made);
        return rc;
    }
    *references = made;
    return CAIRN_OK;
}

void cn_references_close(cn_references *references)
{
    if (!references)
        return;
    cn_weights_close(references->weights);
    cn_free(references);
}

void cn_resolution_init(cn_resolution *resolution)
{
    memset(resolution, 0, sizeof(*resolution));
}

void cn_resolution_done(cn_resolution *resolution)
{
    cn_reference_scratch *scratch = resolution->scratch;

    cn_free(resolution->mentions);
    if (scratch) {
        cn_free(scratch->places);
        cn_free(scratch->entities);
        cn_free(scratch->spellings);
        cn_free(scratch->token_mention);
        cn_free(scratch->clauses);
        cn_free(scratch->subjects);
        cn_free(scratch->depths);
        cn_free(scratch->sentences);
        cn_free(scratch);
    }
    cn_resolution_init(resolution);
}

/* The names of entities that gained their fullest one late reach the mentions here. */
static void set_names(cn_reference_scratch *scratch)
{
    cn_resolution *out = scratch->out;

    for (size_t i = 0; i < out->n; i++) {
        int32_t entity = scratch->places[i].entity;

        if (entity < 0)
            continue;
        out->mentions[i].name = scratch->entities[entity].name;
        if (out->mentions[i].kind != CN_MENTION_PRONOUN || scratch->entities[entity].type != 0)
            out->mentions[i].type = scratch->entities[entity].type;
        if (scratch->entities[entity].is_gender_known)
            out->mentions[i].genders = scratch->entities[entity].genders;
        else if (scratch->entities[entity].said_genders != 0)
            out->mentions[i].genders = scratch->entities[entity].said_genders;
    }
}

int cn_references_resolve_with(const cn_references *references, const cn_reference_input *input,
                               const cn_reference_observer *observer, cn_resolution *out,
                               cairn_error *err)
{
    cn_reference_scratch *scratch = out->scratch;
    int rc;

    out->n = 0;
    if (!scratch) {
        scratch = out->scratch = cn_alloc_zero(1, sizeof(*scratch));
        if (!scratch)
            return cn_fail_memory(err, sizeof(*scratch));
    }
    scratch->model = references;
    scratch->input = input;
    scratch->observer = observer;
    scratch->out = out;
    rc = cn_reference_clauses_set(scratch, err);
    if (rc == CAIRN_OK)
        rc = cn_reference_mentions_find(scratch, err);
    if (rc == CAIRN_OK)
        rc = cn_reference_names_group(scratch, err);
    if (rc == CAIRN_OK)
        rc = cn_reference_rank_all(scratch, err);
    if (rc == CAIRN_OK)
        set_names(scratch);
    else
        out->n = 0;
    return rc;
}

int cn_references_resolve(const cn_references *references, const cn_reference_input *input,
                          cn_resolution *out, cairn_error *err)
{
    return cn_references_resolve_with(references, input, NULL, out, err);
}

const char *cn_resolution_name(const cn_resolution *resolution, const cn_reference_input *input,
                               size_t place, size_t *len)
{
    int32_t name = resolution->mentions[place].name;

    *len = 0;
    if (name == CN_REFERENCE_TITLE && input->title) {
        *len = strlen(input->title);
        return input->title;
    }
    if (name < 0)
        return NULL;
    *len = resolution->mentions[name].len;
    return input->text + resolution->mentions[name].first;
}

int32_t cn_resolution_find(const cn_resolution *resolution, uint32_t first, int kind)
{
    size_t low = 0, high = resolution->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (resolution->mentions[middle].first < first)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < resolution->n && resolution->mentions[low].first == first; low++) {
        if (resolution->mentions[low].kind == kind)
            return (int32_t)low;
    }
    return CN_REFERENCE_NONE;
}
