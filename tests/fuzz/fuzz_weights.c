/* Weights that are not what a trainer wrote, with a hash that fits: a file is refused with a
 * sentence, or it is read, and then a text with it, however senseless what it says.
 *
 * The first byte picks the file of the English pack, the second whether the hash is made anew; the
 * rest are changes to it, CHANGE_SIZE bytes each: what, section, two numbers. The file is filled up
 * to whole pages of memory, so that what is read behind its end is not there. */
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "fuzz_extraction.h"

enum {
    N_FILES = 4,
    HEADER_SIZE = 48,
    ENTRY_SIZE = 32,
    TRAILER_SIZE = 16,
    PAGE_SIZE = 4096,
    CHANGE_SIZE = 10,
    CHANGES_MAX = 24,
    FILE_MAX_SIZE = 64 << 20
};

static const char *const files[N_FILES] = {"tagger", "parser", "names", "references"};

typedef struct lab {
    cn_languages *languages;
    cn_extractor *extractor;
    cn_extraction out;
    cn_buf whole[N_FILES]; /* as trained */
    uint8_t *copy;
    size_t copy_len;
    char path[64];
} lab;

static lab l;

static const char text[] =
    "Ada Marsh (born 10 May 1871 in Port Vale) was a Norlandic engineer who designed the Teyle "
    "Bridge. She met Tom Reed, the son of a miller, and they founded Acme Works in 1901. \"It was "
    "his idea,\" Reed said, though he didn't know that the company had been sold for $3 million. "
    "The engineer, whose brothers weren't rich, moved to Halvery; the bridge was opened there by "
    "Mayor Grace Hill of Norland and closed again twenty-two years later.";

static void free_lab(void)
{
    cn_extraction_done(&l.out);
    cn_extractor_free(l.extractor);
    cn_languages_close(l.languages);
    for (size_t i = 0; i < N_FILES; i++)
        cn_buf_done(&l.whole[i]);
    cn_free(l.copy);
    cn_file_remove(l.path);
}

static void make_lab(void)
{
    cairn_error err = CAIRN_ERROR_INIT;
    size_t longest = 0;
    char path[512];

    require(cn_languages_open(&l.languages, CAIRN_SOURCE_DIR "/data", &err) == CAIRN_OK,
            err.message);
    require(l.languages->n == 1, "there is one pack");
    require(cn_extractor_new(&l.extractor, l.languages, &err) == CAIRN_OK, err.message);
    cn_extraction_init(&l.out);
    for (size_t i = 0; i < N_FILES; i++) {
        snprintf(path, sizeof(path), "%s/data/models/en/%s.weights", CAIRN_SOURCE_DIR, files[i]);
        cn_buf_init(&l.whole[i], FILE_MAX_SIZE);
        require(cn_file_read(path, FILE_MAX_SIZE, &l.whole[i], &err) == CAIRN_OK, err.message);
        longest = l.whole[i].len > longest ? l.whole[i].len : longest;
    }
    l.copy = cn_alloc(longest + PAGE_SIZE);
    require(l.copy != NULL, "memory is there");
    snprintf(l.path, sizeof(l.path), "fuzz_weights.%ld.tmp", (long)getpid());
    atexit(free_lab);
}

static uint32_t read_u32(const uint8_t *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static void put_u64(uint8_t *bytes, uint64_t number)
{
    for (unsigned i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(number >> (8 * i));
}

/* The file as trained, up to the place of the trailer of a file of whole pages. */
static void copy_file(const cn_buf *whole)
{
    const size_t data = whole->len - TRAILER_SIZE;

    l.copy_len = (whole->len + PAGE_SIZE - 1) / PAGE_SIZE * PAGE_SIZE;
    memset(l.copy, 0, l.copy_len);
    memcpy(l.copy, whole->data, data);
}

/* Spoils bytes [first, first + n) of a section as `what` says. */
static void spoil(uint8_t *bytes, size_t n, unsigned what, uint32_t number)
{
    uint32_t chance = number | 1;

    for (size_t i = 0; i < n; i++) {
        chance = chance * 1664525 + 1013904223;
        if (what == 0)
            bytes[i] = (uint8_t)(number >> (8 * (i % 4)));
        else if (what == 1)
            bytes[i] ^= (uint8_t)(chance >> 24);
        else if (chance >> 29 == 0)
            bytes[i] = (uint8_t)(chance >> 16);
    }
}

static void change(const uint8_t *how)
{
    static const uint32_t lengths[] = {1, 4, 8, 64, 4096, 1 << 16, 1 << 24, 1 << 24};
    const uint32_t n_sections = read_u32(l.copy + 12) % (CN_WEIGHTS_SECTIONS_MAX + 1);
    const uint32_t a = read_u32(how + 2), b = read_u32(how + 6);
    uint8_t *entry =
        l.copy + HEADER_SIZE + (n_sections > 0 ? how[1] % n_sections : 0) * (size_t)ENTRY_SIZE;
    const size_t first = read_u32(entry + 16), len = read_u32(entry + 24);
    const size_t end = l.copy_len - TRAILER_SIZE;
    size_t n;

    switch (how[0] % 8) {
    case 0: /* a byte of the header */
        l.copy[a % (HEADER_SIZE + n_sections * ENTRY_SIZE)] = (uint8_t)b;
        break;
    case 1: /* a section's length */
        put_u64(entry + 24, b & 1 ? a : len / (1 + a % 64) / 64 * 64);
        break;
    case 2: /* the length halved: what is a power of two stays one */
        put_u64(entry + 24, len >> (a % 24));
        break;
    case 3: /* where it begins */
        put_u64(entry + 16, b & 1 ? a : a % l.copy_len / 64 * 64);
        break;
    case 4: /* it ends where the file ends */
        put_u64(entry + 16, len < end ? (end - len) / 64 * 64 : 0);
        break;
    default:
        if (first >= end || len > end - first || len == 0)
            break;
        n = lengths[how[0] >> 5];
        n = n < len - a % len ? n : len - a % len;
        spoil(l.copy + first + a % len, n, how[0] % 8 - 5, b);
        break;
    }
}

static void write_copy(bool has_hash)
{
    FILE *file = fopen(l.path, "wb");

    if (has_hash) {
        const cn_hash128 hash = cn_hash_wide(l.copy, l.copy_len - TRAILER_SIZE);

        put_u64(l.copy + l.copy_len - TRAILER_SIZE, hash.low);
        put_u64(l.copy + l.copy_len - TRAILER_SIZE / 2, hash.high);
    }
    require(file && fwrite(l.copy, 1, l.copy_len, file) == l.copy_len && fclose(file) == 0,
            "the file is written");
}

static void extract(void)
{
    cn_extract_input input = {.title = "Ada Marsh",
                              .meta = "",
                              .heading = "",
                              .kind = CN_CHUNK_PROSE,
                              .is_first = true,
                              .wants_text = true,
                              .text = text,
                              .len = sizeof(text) - 1};

    require(cn_extract(l.extractor, &input, &l.out, NULL) == CAIRN_OK, "the text is read");
    check_extraction(&input, &l.out);
}

/* Opens the file in place of the pack's own, and reads the text with it. */
static void try_file(unsigned which)
{
    cn_language *language = &l.languages->items[0];
    const cn_language own = *language;
    cairn_error err = CAIRN_ERROR_INIT;
    int rc;

    if (which == 0)
        rc = cn_tagger_open(&language->tagger, l.path, &err);
    else if (which == 1)
        rc = cn_parser_open(&language->parser, l.path, &err);
    else if (which == 2)
        rc = cn_recognizer_open(&language->recognizer, l.path, &err);
    else
        rc = cn_references_open(&language->references, l.path, &err);
    require(rc == CAIRN_OK || err.message[0], "a refusal has a sentence");
    if (rc == CAIRN_OK) {
        extract();
        if (which == 0)
            cn_tagger_close(language->tagger);
        else if (which == 1)
            cn_parser_close(language->parser);
        else if (which == 2)
            cn_recognizer_close(language->recognizer);
        else
            cn_references_close(language->references);
    }
    *language = own;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned which;

    if (size < 2)
        return 0;
    if (!l.extractor)
        make_lab();
    which = data[0] % N_FILES;
    copy_file(&l.whole[which]);
    for (size_t at = 2, n = 0; at + CHANGE_SIZE <= size && n < CHANGES_MAX; at += CHANGE_SIZE, n++)
        change(data + at);
    write_copy(data[1] % 16 != 15);
    try_file(which);
    return 0;
}
