/* The few sentences that say what a community is about. See communities.h.
 *
 * Sentences are vectors of tf-idf, of length 1. The random walk goes from a sentence to another
 * with the share of their cosine among its cosines with all; since the cosines are dot products,
 * a step of it is two passes over the vectors, and no table of pairs is made. With probability
 * RESTART it goes to a sentence by its worth: how many of the community's central entities it
 * names, how surely a statement was read from it, whether it stands on its own.
 *
 * Deepest first: a community with parts chooses among their sentences. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/sentence.h"
#include "base/topk.h"
#include "graph/communities_parts.h"
#include "graph/text_index.h"

enum {
    CHUNKS_READ = 64, /* of a community without parts: those with most edges inside */
    SENTENCES_OF_CHUNK = 24,
    WORDS_MIN = 5,
    WORDS_LOWER = 2, /* that are neither names nor function words */
    WORDS_MAX = 60,
    CANDIDATES_MAX = 1 << 16,
    TERMS_MAX = 1 << 24,
    NAME_WORDS = 8,
    ROUNDS = 12 /* of the walk: the rest is below 0.7^12 */
};
static const double RESTART = 0.3;
static const double WORTH_ALWAYS = 0.25; /* of a sentence that names nothing central */
static const double WORTH_REFERS = 0.3;  /* times this when it begins with "he", "this" */
static const double WORTH_STATED = 1.0;  /* more, times the confidence of its best statement */
static const double WORTH_FIRST = 1.3;   /* times this: the first of a document says what it is */
static const double COVERS = 0.8, REPEATS = 0.9, SAME_DOCUMENT = 0.25; /* in choosing */
static const double GAIN_MIN = 0.15;

typedef struct term {
    uint32_t number; /* among the terms of the community */
    double weight;
} term;

typedef struct candidate {
    cn_community_sentence place;
    size_t first_term, n_terms; /* by number */
    uint32_t names;             /* bit per central entity that it names */
    double worth, row, central;
    bool is_chosen;
} candidate;

typedef struct central_name {
    uint64_t stems[NAME_WORDS];
    unsigned n;
    double share; /* of the scores of all */
} central_name;

typedef struct digester {
    cn_community_tree *tree;
    cn_store *store;
    cn_tokenizer *tokenizer;
    cn_words words;
    candidate *items;
    size_t n, cap;
    term *terms;
    size_t n_terms, cap_terms;
    cn_map numbers; /* stem -> number + 1 */
    double *sums;   /* by number */
    size_t cap_sums;
    central_name names[CN_COMMUNITY_TOPS];
    unsigned n_names;
    uint64_t refers[32]; /* keys of words that refer to another sentence */
    unsigned n_refers;
} digester;

static void digester_done(digester *d)
{
    cn_tokenizer_free(d->tokenizer);
    cn_words_done(&d->words);
    cn_free(d->items);
    cn_free(d->terms);
    cn_free(d->sums);
    cn_map_done(&d->numbers);
}

static int digester_init(digester *d, cn_community_tree *tree, cn_store *store, cairn_error *err)
{
    static const char refers[] = "he she it they his her its their this these that those there "
                                 "such however but and also then here we you i";
    int rc;

    *d = (digester){.tree = tree, .store = store};
    cn_map_init(&d->numbers);
    rc = cn_tokenizer_new(&d->tokenizer, err);
    if (rc == CAIRN_OK)
        rc = cn_tokenizer_scan(d->tokenizer, refers, strlen(refers), &d->words, err);
    for (size_t i = 0; rc == CAIRN_OK && i < d->words.n && d->n_refers < 32; i++)
        d->refers[d->n_refers++] = d->words.items[i].key;
    return rc;
}

/* ---- Names ---- */

static int load_names(digester *d, const cn_community *community, cairn_error *err)
{
    const cn_community_top *tops = d->tree->tops + community->first_top;
    double sum = 0;
    int rc = CAIRN_OK;

    d->n_names = 0;
    for (uint32_t i = 0; i < community->n_tops; i++)
        sum += (double)tops[i].score;
    for (uint32_t i = 0; rc == CAIRN_OK && i < community->n_tops; i++) {
        central_name *name = &d->names[d->n_names++];
        cn_entity_row row;

        *name = (central_name){.share = sum > 0 ? (double)tops[i].score / sum : 0};
        rc = cn_entity_get(d->store, d->tree->snapshot->entity_ids[tops[i].entity], &row, err);
        if (rc == CAIRN_OK)
            rc = cn_tokenizer_scan(d->tokenizer, row.name, strlen(row.name), &d->words, err);
        for (size_t w = 0; rc == CAIRN_OK && w < d->words.n && name->n < NAME_WORDS; w++)
            if (!(d->words.items[w].flags & CN_WORD_STOP))
                name->stems[name->n++] = d->words.items[w].stem;
    }
    return rc;
}

/* Names whose words are all in the sentence. */
static uint32_t names_in(const digester *d, const cn_word *words, size_t n)
{
    uint32_t found = 0;

    for (unsigned i = 0; i < d->n_names; i++) {
        bool is_in = d->names[i].n > 0;

        for (unsigned s = 0; is_in && s < d->names[i].n; s++) {
            is_in = false;
            for (size_t w = 0; w < n && !is_in; w++)
                is_in = words[w].stem == d->names[i].stems[s];
        }
        found |= (uint32_t)is_in << i;
    }
    return found;
}

static double share_of(const digester *d, uint32_t names)
{
    double sum = 0;

    for (unsigned i = 0; i < d->n_names; i++)
        if (names >> i & 1U)
            sum += d->names[i].share;
    return sum;
}

/* ---- Candidates ---- */

static int compare_terms(const void *a, const void *b)
{
    const term *left = a, *right = b;

    return (left->number > right->number) - (left->number < right->number);
}

/* The words of a sentence as a vector at the end of terms. */
static int add_terms(digester *d, candidate *item, const cn_word *words, size_t n, cairn_error *err)
{
    double norm = 0;
    size_t kept = 0;

    item->first_term = d->n_terms;
    if (!cn_grow((void **)&d->terms, &d->cap_terms, d->n_terms + n + 1, TERMS_MAX,
                 sizeof *d->terms))
        return cn_fail_memory(err, d->n_terms * sizeof *d->terms);
    for (size_t i = 0; i < n; i++) {
        const cn_snap_term *known;
        uint64_t *number;

        if (words[i].flags & CN_WORD_STOP)
            continue;
        number = cn_map_put(&d->numbers, words[i].stem, NULL);
        if (!number)
            return cn_fail_memory(err, d->numbers.n);
        if (*number == 0)
            *number = d->numbers.n;
        known = cn_snapshot_term(d->tree->snapshot, words[i].stem);
        d->terms[d->n_terms++] =
            (term){(uint32_t)*number - 1, cn_idf(d->tree->snapshot, known ? known->df : 1)};
    }
    item->n_terms = d->n_terms - item->first_term;
    if (item->n_terms > 1)
        qsort(d->terms + item->first_term, item->n_terms, sizeof *d->terms, compare_terms);
    for (size_t i = 0; i < item->n_terms; i++) {
        term *at = d->terms + item->first_term;

        if (kept > 0 && at[kept - 1].number == at[i].number)
            at[kept - 1].weight += at[i].weight;
        else
            at[kept++] = at[i];
    }
    item->n_terms = kept;
    d->n_terms = item->first_term + kept;
    for (size_t i = 0; i < kept; i++)
        norm += d->terms[item->first_term + i].weight * d->terms[item->first_term + i].weight;
    for (size_t i = 0; i < kept && norm > 0; i++)
        d->terms[item->first_term + i].weight /= sqrt(norm);
    return CAIRN_OK;
}

static bool refers_back(const digester *d, const cn_word *first)
{
    for (unsigned i = 0; i < d->n_refers; i++)
        if (d->refers[i] == first->key)
            return true;
    return false;
}

/* Ends as a sentence does, closing quotes and brackets aside. */
static bool is_ended(const char *text, size_t len)
{
    while (len > 0 && (text[len - 1] == '"' || text[len - 1] == ')' || text[len - 1] == '\'' ||
                       (unsigned char)text[len - 1] >= 0x80))
        len--;
    return len > 0 && (text[len - 1] == '.' || text[len - 1] == '!' || text[len - 1] == '?');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool cn_community_is_sentence(const cn_word *words, size_t n)
{
    unsigned n_lower = 0;

    for (size_t i = 0; i < n && n <= WORDS_MAX; i++)
        n_lower += !(words[i].flags & (CN_WORD_STOP | CN_WORD_UPPER | CN_WORD_DIGIT));
    return n >= WORDS_MIN && n <= WORDS_MAX && n_lower >= WORDS_LOWER;
}

/* stated: confidence of its best statement. */
static int add_candidate(digester *d, cn_community_sentence place, const char *text, double stated,
                         cairn_error *err)
{
    candidate *item;
    int rc;

    if (place.len == 0 || !is_ended(text, place.len))
        return CAIRN_OK;
    rc = cn_tokenizer_scan(d->tokenizer, text, place.len, &d->words, err);
    if (rc < 0 || !cn_community_is_sentence(d->words.items, d->words.n))
        return rc;
    if (!cn_grow((void **)&d->items, &d->cap, d->n + 1, CANDIDATES_MAX, sizeof *d->items))
        return d->n >= CANDIDATES_MAX ? CAIRN_OK : cn_fail_memory(err, d->n * sizeof *d->items);
    item = &d->items[d->n];
    *item = (candidate){.place = place};
    rc = add_terms(d, item, d->words.items, d->words.n, err);
    if (rc < 0 || item->n_terms == 0)
        return rc;
    item->names = names_in(d, d->words.items, d->words.n);
    item->worth = (WORTH_ALWAYS + share_of(d, item->names)) * (1 + WORTH_STATED * stated);
    if (refers_back(d, &d->words.items[0]))
        item->worth *= WORTH_REFERS;
    if (place.first == 0)
        item->worth *= WORTH_FIRST;
    d->n++;
    return CAIRN_OK;
}

typedef struct stated {
    uint32_t first, len;
    double confidence;
} stated;

/* Plain statements of a chunk: neither denied, nor asked, nor what may be. */
static int load_stated(digester *d, cairn_id chunk, stated *list, size_t *n, cairn_error *err)
{
    const unsigned aside = CN_STATED_NEGATED | CN_STATED_POSSIBLE | CN_STATED_CONDITIONAL |
                           CN_STATED_QUESTION | CN_STATED_FUTURE;
    cn_cursor *cursor = NULL;
    cn_statement_row row;
    int rc = cn_statement_scan_chunk(d->store, chunk, &cursor, err);

    *n = 0;
    while (rc >= 0 && *n < SENTENCES_OF_CHUNK * 4 &&
           (rc = cn_statement_next(cursor, &row, err)) == CAIRN_ROW)
        if (!(row.flags & aside))
            list[(*n)++] = (stated){row.first, row.len, row.confidence};
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

static double best_stated(const stated *list, size_t n, size_t first, size_t end)
{
    double best = 0;

    for (size_t i = 0; i < n; i++)
        if (list[i].first >= first && list[i].first < end && list[i].confidence > best)
            best = list[i].confidence;
    return best;
}

static int read_chunk(digester *d, uint32_t ordinal, cairn_error *err)
{
    stated list[SENTENCES_OF_CHUNK * 4];
    size_t n_stated = 0, n = 0;
    cn_chunk_row chunk;
    int rc = cn_chunk_get(d->store, d->tree->snapshot->chunks[ordinal].id, &chunk, err);

    if (rc < 0 || chunk.kind != CN_CHUNK_PROSE)
        return rc;
    rc = load_stated(d, chunk.id, list, &n_stated, err);
    for (size_t at = 0; rc == CAIRN_OK && at < chunk.text_len && n < SENTENCES_OF_CHUNK; n++) {
        size_t first = at, end = cn_sentence_end(chunk.text, chunk.text_len, at);

        at = end;
        while (first < end && is_blank(chunk.text[first]))
            first++;
        while (end > first && is_blank(chunk.text[end - 1]))
            end--;
        rc = add_candidate(
            d,
            (cn_community_sentence){ordinal, (uint32_t)first, (uint32_t)(end - first), .score = 0},
            chunk.text + first, best_stated(list, n_stated, first, end), err);
    }
    return rc;
}

/* The chunks with most edges inside. */
static int read_chunks(digester *d, uint32_t c, cairn_error *err)
{
    const cn_community *community = &d->tree->items[c];
    cn_topk top = {0};
    int rc = CAIRN_OK;

    if (!cn_topk_init(&top, CHUNKS_READ))
        return cn_fail_memory(err, CHUNKS_READ * sizeof *top.items);
    for (uint32_t i = 0; i < community->n_chunks; i++) {
        const uint32_t chunk = d->tree->chunks[community->first_chunk + i];
        double all;

        cn_topk_offer(&top, chunk, cn_community_inside(d->tree, &d->tree->ranges[c], chunk, &all));
    }
    cn_topk_sort(&top);
    for (size_t i = 0; rc == CAIRN_OK && i < top.n; i++)
        rc = read_chunk(d, (uint32_t)top.items[i].id, err);
    cn_topk_done(&top);
    return rc;
}

/* The sentences of the parts. */
static int read_parts(digester *d, const cn_community *community, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (uint32_t p = 0; p < community->n_children; p++) {
        const cn_community *part = &d->tree->items[community->first_child + p];

        for (uint32_t i = 0; rc == CAIRN_OK && i < part->n_sentences; i++) {
            const cn_community_sentence place = d->tree->sentences[part->first_sentence + i];
            cn_chunk_row chunk;

            rc = cn_chunk_get(d->store, d->tree->snapshot->chunks[place.chunk].id, &chunk, err);
            if (rc == CAIRN_OK)
                rc = add_candidate(d, place, chunk.text + place.first, (double)place.score, err);
        }
    }
    return rc;
}

/* ---- The walk ---- */

static double dot(const digester *d, const candidate *item, const double *sums)
{
    double sum = 0;

    for (size_t i = 0; i < item->n_terms; i++) {
        const term *at = &d->terms[item->first_term + i];

        sum += at->weight * sums[at->number];
    }
    return sum;
}

static void add_scaled(digester *d, const candidate *item, double factor)
{
    for (size_t i = 0; i < item->n_terms; i++) {
        const term *at = &d->terms[item->first_term + i];

        d->sums[at->number] += at->weight * factor;
    }
}

static int walk_sentences(digester *d, cairn_error *err)
{
    const size_t n_bytes = (d->numbers.n + 1) * sizeof *d->sums;
    double worth = 0;

    if (!cn_grow((void **)&d->sums, &d->cap_sums, d->numbers.n + 1, TERMS_MAX, sizeof *d->sums))
        return cn_fail_memory(err, n_bytes);
    memset(d->sums, 0, n_bytes);
    for (size_t i = 0; i < d->n; i++) {
        add_scaled(d, &d->items[i], 1);
        worth += d->items[i].worth;
    }
    for (size_t i = 0; i < d->n; i++) {
        d->items[i].worth /= worth;
        d->items[i].row = dot(d, &d->items[i], d->sums);
        d->items[i].central = d->items[i].worth;
    }
    for (int round = 0; round < ROUNDS; round++) {
        memset(d->sums, 0, n_bytes);
        for (size_t i = 0; i < d->n; i++)
            add_scaled(d, &d->items[i], d->items[i].central / d->items[i].row);
        for (size_t i = 0; i < d->n; i++)
            d->items[i].central =
                RESTART * d->items[i].worth + (1 - RESTART) * dot(d, &d->items[i], d->sums);
    }
    return CAIRN_OK;
}

/* ---- Choosing ---- */

static double cosine(const digester *d, const candidate *a, const candidate *b)
{
    const term *x = d->terms + a->first_term, *x_end = x + a->n_terms;
    const term *y = d->terms + b->first_term, *y_end = y + b->n_terms;
    double sum = 0;

    while (x < x_end && y < y_end) {
        if (x->number == y->number)
            sum += x->weight * y->weight;
        if (x->number <= y->number)
            x++;
        else
            y++;
    }
    return sum;
}

static double gain_of(const digester *d, const candidate *item, double best_central,
                      double same_document, const size_t *chosen, size_t n_chosen, uint32_t covered)
{
    const cn_snap_chunk *chunks = d->tree->snapshot->chunks;
    double repeated = 0;
    bool is_same_document = false;

    for (size_t i = 0; i < n_chosen; i++) {
        const candidate *other = &d->items[chosen[i]];
        const double same = cosine(d, item, other);

        repeated = same > repeated ? same : repeated;
        is_same_document |=
            chunks[other->place.chunk].document == chunks[item->place.chunk].document;
    }
    return item->central / best_central + COVERS * share_of(d, item->names & ~covered) -
           REPEATS * repeated - (is_same_document ? same_document : 0);
}

static int choose_sentences(digester *d, cn_community *community, cairn_error *err)
{
    cn_community_tree *tree = d->tree;
    /* Where there are few documents, they are what it is about. */
    const double same_document =
        SAME_DOCUMENT * (1 - 1 / (double)(community->n_documents > 0 ? community->n_documents : 1));
    size_t chosen[CN_COMMUNITY_SENTENCES], n = 0;
    double best_central = 0;
    uint32_t covered = 0;

    for (size_t i = 0; i < d->n; i++)
        best_central = d->items[i].central > best_central ? d->items[i].central : best_central;
    if (!cn_grow((void **)&tree->sentences, &tree->cap_sentences,
                 tree->n_sentences + (size_t)CN_COMMUNITY_SENTENCES, UINT32_MAX,
                 sizeof *tree->sentences))
        return cn_fail_memory(err, tree->n_sentences * sizeof *tree->sentences);
    community->first_sentence = tree->n_sentences;
    while (n < CN_COMMUNITY_SENTENCES) {
        double best = n == 0 ? 0 : GAIN_MIN;
        size_t found = d->n;

        for (size_t i = 0; i < d->n; i++) {
            const double gain = d->items[i].is_chosen ? -1
                                                      : gain_of(d, &d->items[i], best_central,
                                                                same_document, chosen, n, covered);
            if (gain > best) {
                best = gain;
                found = i;
            }
        }
        if (found == d->n)
            break;
        chosen[n++] = found;
        d->items[found].is_chosen = true;
        covered |= d->items[found].names;
        d->items[found].place.score = (float)(d->items[found].central / best_central);
        tree->sentences[tree->n_sentences++] = d->items[found].place;
    }
    community->n_sentences = (uint32_t)n;
    return CAIRN_OK;
}

static int digest_community(digester *d, uint32_t c, cairn_error *err)
{
    cn_community *community = &d->tree->items[c];
    int rc;

    d->n = 0;
    d->n_terms = 0;
    cn_map_clear(&d->numbers);
    community->first_sentence = d->tree->n_sentences;
    rc = load_names(d, community, err);
    if (rc == CAIRN_OK && community->n_children > 0)
        rc = read_parts(d, community, err);
    /* Parts without a sentence to choose from: tables, lists. */
    if (rc == CAIRN_OK && d->n == 0)
        rc = read_chunks(d, c, err);
    if (rc < 0 || d->n == 0)
        return rc;
    rc = walk_sentences(d, err);
    return rc < 0 ? rc : choose_sentences(d, community, err);
}

int cn_community_digests_make(cn_community_tree *tree, cn_store *store, cairn_error *err)
{
    digester d;
    int rc = digester_init(&d, tree, store, err);

    for (uint32_t c = tree->n; rc == CAIRN_OK && c > 0; c--)
        rc = digest_community(&d, c - 1, err);
    digester_done(&d);
    return rc;
}
