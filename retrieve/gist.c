/* See gist.h. The ring is one block of 64-bit words. A place in it is counted from the first one
 * ever written, without wrapping: what was written less than a ring ago is still there. Names are
 * found as the question's are: the longest run of words that is a key of an entity which the chunk
 * is linked to. */
#include "retrieve/gist.h"

#include <string.h>

#include "base/mem.h"
#include "base/sentence.h"
#include "base/utf8.h"

#define TEXT_BYTES_MAX ((size_t)8 << 10) /* read of a chunk or a title; chunks are shorter */
enum {
    NAME_WORDS_MAX = 6,
    LINKING_BYTES_MAX = 3, /* "van der", "bin" */
    HEAD_UNITS = 3,        /* counts in front of each gist */
    UNITS_A_CHUNK = 192,   /* of 8 bytes, a usual chunk of 1,000 letters with room to spare */
    UNITS_LEAST = 1 << 17, /* more than twice what a chunk of nothing but short words takes */
    UNITS_MOST = 1 << 22,  /* 32 MiB */
    NOT_READ = 0
};

struct cn_gists {
    uint64_t *ring;
    uint64_t n_units;
    uint64_t written; /* place behind the last gist */
    uint64_t *places; /* by chunk: place + 1, or NOT_READ */
    cn_words words, title;
};

int cn_gists_new(const cn_snapshot *snapshot, cn_gists **gists, cairn_error *err)
{
    cn_gists *made = cn_alloc_zero(1, sizeof *made);
    uint64_t wanted = (uint64_t)snapshot->n_chunks * UNITS_A_CHUNK;

    *gists = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    wanted = wanted > UNITS_MOST ? UNITS_MOST : wanted;
    made->n_units = wanted < UNITS_LEAST ? UNITS_LEAST : wanted;
    made->ring = cn_alloc_zero((size_t)made->n_units, sizeof *made->ring);
    made->places = cn_alloc_zero(snapshot->n_chunks + 1U, sizeof *made->places);
    if (!made->ring || !made->places) {
        cn_gists_free(made);
        return cn_fail_memory(err, (size_t)wanted * sizeof(uint64_t));
    }
    *gists = made;
    return CAIRN_OK;
}

void cn_gists_free(cn_gists *gists)
{
    if (!gists)
        return;
    cn_words_done(&gists->words);
    cn_words_done(&gists->title);
    cn_free(gists->ring);
    cn_free(gists->places);
    cn_free(gists);
}

const cn_snap_link *cn_gist_link(const cn_snapshot *snapshot, uint32_t chunk, uint32_t entity)
{
    uint64_t low = snapshot->link_offsets[chunk], high = snapshot->link_offsets[chunk + 1];

    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        if (snapshot->links[middle].entity < entity)
            low = middle + 1;
        else
            high = middle;
    }
    return low < snapshot->link_offsets[chunk + 1] && snapshot->links[low].entity == entity
               ? &snapshot->links[low]
               : NULL;
}

/* ---- In the ring: counts, title, rarity, stems, names, ends -------------------- */

static uint64_t units_of_ends(uint32_t n)
{
    return ((uint64_t)n + 1) / 2;
}

static void open_at(const uint64_t *head, cn_gist *gist)
{
    const uint32_t *counts = (const uint32_t *)head;

    *gist = (cn_gist){.n_title = counts[0],
                      .n_stems = counts[1],
                      .n_names = counts[2],
                      .n_sentences = counts[3],
                      .n_words = counts[4]};
    gist->title = head + HEAD_UNITS;
    gist->rarity = (const double *)(gist->title + gist->n_title);
    gist->stems = gist->title + 2 * (size_t)gist->n_title;
    gist->names = (const cn_gist_name *)(gist->stems + gist->n_stems);
    gist->ends = (const uint32_t *)(gist->stems + gist->n_stems + gist->n_names);
}

/* Room for `units` that follow each other; what stood there is forgotten. */
static uint64_t *take_room(cn_gists *gists, uint64_t units, uint64_t *place)
{
    const uint64_t at = gists->written % gists->n_units;

    if (units > gists->n_units - at)
        gists->written += gists->n_units - at;
    *place = gists->written;
    return gists->ring + gists->written % gists->n_units;
}

/* ---- Reading ---------------------------------------------------------------- */

/* Capitals and digits, and small words between them. */
static bool is_of_name(const cn_word *word)
{
    return word->flags & (CN_WORD_UPPER | CN_WORD_DIGIT | CN_WORD_STOP) ||
           word->len <= LINKING_BYTES_MAX;
}

/* Entities of the name at words[0..n); returns its words, 0 for none. */
static size_t find_name(const cn_snapshot *snapshot, uint32_t chunk, const cn_word *words, size_t n,
                        const uint32_t **entities, uint32_t *n_entities)
{
    size_t run = 0;

    while (run < n && run < NAME_WORDS_MAX && is_of_name(&words[run]))
        run++;
    for (size_t len = run; len > 0; len--) {
        if (!(words[len - 1].flags & (CN_WORD_UPPER | CN_WORD_DIGIT)))
            continue;
        *entities = cn_snapshot_key(snapshot, cn_words_key(words, len), n_entities);
        for (uint32_t i = 0; i < *n_entities; i++)
            if (cn_gist_link(snapshot, chunk, (*entities)[i]))
                return len;
    }
    return 0;
}

struct writing { /* of one gist */
    const cn_snapshot *snapshot;
    uint32_t chunk;
    uint64_t *at;
    uint32_t counts[5]; /* as open_at() reads them */
};

static void write_title(struct writing *writing, const cn_words *words)
{
    uint64_t *stems = writing->at;
    uint32_t n = 0;

    for (size_t i = 0; i < words->n; i++)
        if (!(words->items[i].flags & CN_WORD_STOP))
            stems[n++] = words->items[i].stem;
    for (uint32_t i = 0; i < n; i++) {
        const cn_snap_term *term = cn_snapshot_term(writing->snapshot, stems[i]);
        const double idf = cn_idf(writing->snapshot, term ? term->df : 0);
        memcpy(stems + n + i, &idf, sizeof idf);
    }
    writing->at += 2 * (size_t)n;
    writing->counts[0] = n;
}

static void write_stems(struct writing *writing, const cn_words *words)
{
    uint32_t n = 0;

    for (size_t i = 0; i < words->n; i++)
        if (!(words->items[i].flags & CN_WORD_STOP))
            writing->at[n++] = words->items[i].stem;
    writing->at += n;
    writing->counts[1] = n;
}

/* Names of words[0..n), which are of one sentence. room: names that still fit. */
static void write_names(struct writing *writing, const cn_word *words, size_t n, uint32_t sentence,
                        uint32_t room)
{
    const cn_snapshot *snapshot = writing->snapshot;

    for (size_t i = 0; i < n;) {
        const uint32_t *entities = NULL;
        uint32_t n_entities = 0;
        size_t len = 0;

        if (words[i].flags & (CN_WORD_UPPER | CN_WORD_DIGIT))
            len = find_name(snapshot, writing->chunk, words + i, n - i, &entities, &n_entities);
        for (uint32_t e = 0; len > 0 && e < n_entities && writing->counts[2] < room; e++) {
            const cn_gist_name name = {entities[e], sentence};
            if (!cn_gist_link(snapshot, writing->chunk, name.entity))
                continue;
            memcpy(writing->at + writing->counts[2]++, &name, sizeof name);
        }
        i += len > 0 ? len : 1;
    }
}

/* Names first, where the ends of sentences are not known to be few; ends behind them. */
static void write_sentences(struct writing *writing, const cn_words *words, const char *text,
                            size_t len, uint32_t *ends)
{
    const uint32_t room = (uint32_t)(2 * words->n);
    size_t word = 0;
    uint32_t n_stems = 0;

    for (size_t at = 0, end; at < len && writing->counts[3] <= words->n; at = end) {
        const size_t first = word;

        end = cn_sentence_end(text, len, at);
        while (word < words->n && words->items[word].first < end)
            n_stems += !(words->items[word++].flags & CN_WORD_STOP);
        if (word == first)
            continue; /* nothing but marks */
        write_names(writing, words->items + first, word - first, writing->counts[3], room);
        ends[writing->counts[3]++] = n_stems;
    }
    memmove(writing->at + writing->counts[2], ends, writing->counts[3] * sizeof *ends);
    writing->at += writing->counts[2] + units_of_ends(writing->counts[3]);
}

static size_t cut(const char *text, size_t len)
{
    return len > TEXT_BYTES_MAX ? cn_utf8_floor(text, TEXT_BYTES_MAX) : len;
}

static int read_chunk(cn_gists *gists, const cn_view *view, uint32_t chunk, cairn_error *err)
{
    const cairn_id id = view->snapshot->chunks[chunk].id;
    cn_document_row document;
    cn_chunk_row row;
    int rc = cn_document_get(view->store, cn_chunk_document(id), &document, err);

    if (rc == CAIRN_OK)
        rc = cn_tokenizer_scan(view->tokenizer, document.title,
                               cut(document.title, strlen(document.title)), &gists->title, err);
    if (rc == CAIRN_OK)
        rc = cn_chunk_get(view->store, id, &row, err);
    if (rc == CAIRN_OK)
        rc = cn_tokenizer_scan(view->tokenizer, row.text, cut(row.text, row.text_len),
                               &gists->words, err);
    if (rc == CAIRN_OK) {
        const uint64_t n = gists->words.n;
        /* Title twice, stems, names twice at most, ends at the final place and before it. */
        const uint64_t units =
            HEAD_UNITS + 2 * gists->title.n + 3 * n + 2 * units_of_ends((uint32_t)n + 1);
        uint64_t place;
        uint64_t *head = take_room(gists, units, &place);
        struct writing writing = {
            .snapshot = view->snapshot, .chunk = chunk, .at = head + HEAD_UNITS};

        write_title(&writing, &gists->title);
        write_stems(&writing, &gists->words);
        write_sentences(&writing, &gists->words, row.text, cut(row.text, row.text_len),
                        (uint32_t *)(writing.at + 2 * n));
        writing.counts[4] = (uint32_t)n;
        memcpy(head, writing.counts, sizeof writing.counts);
        gists->places[chunk] = place + 1;
        gists->written = place + (uint64_t)(writing.at - head);
    }
    return rc;
}

int cn_gists_get(cn_gists *gists, const cn_view *view, uint32_t chunk, cn_gist *gist,
                 cairn_error *err)
{
    const uint64_t place = gists->places[chunk];
    int rc = CAIRN_OK;

    /* A gist is written with room for the longest reading: the ring loses what is under it. */
    if (place == NOT_READ || place - 1 + gists->n_units < gists->written + UNITS_LEAST / 2)
        rc = read_chunk(gists, view, chunk, err);
    if (rc == CAIRN_OK)
        open_at(gists->ring + (gists->places[chunk] - 1) % gists->n_units, gist);
    return rc;
}
