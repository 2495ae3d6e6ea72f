/* Any UTF-8 as a chunk's text: what is found lies in the text, is whole, and is the same twice,
 * also by an extractor that saw another text in between.
 *
 * The first byte says how the chunk is read; with one of its bits the text opens with the title. */
#include "base/mem.h"
#include "fuzz_extraction.h"

enum { WANTS_TEXT = 4, IS_SENTENCE = 8, HAS_TITLE = 16, HAS_HEADING = 32, TITLE_MAX = 200 };

typedef struct machine {
    cn_languages *languages;
    cn_extractor *extractor;
    cn_extraction first, second;
} machine;

static machine m;

static void free_machine(void)
{
    cn_extraction_done(&m.first);
    cn_extraction_done(&m.second);
    cn_extractor_free(m.extractor);
    cn_languages_close(m.languages);
}

static void make_machine(void)
{
    cairn_error err = CAIRN_ERROR_INIT;

    cn_extraction_init(&m.first);
    cn_extraction_init(&m.second);
    require(cn_languages_open(&m.languages, CAIRN_SOURCE_DIR "/data", &err) == CAIRN_OK,
            err.message);
    require(cn_extractor_new(&m.extractor, m.languages, &err) == CAIRN_OK, err.message);
    atexit(free_machine);
}

/* The title: the text's first words, as a document's title often is. */
static void read_title(const char *text, size_t len, char title[TITLE_MAX])
{
    size_t n = 0;

    while (n < len && n < TITLE_MAX - 1 && text[n] != '\n' && text[n] != '.' && text[n] != ',')
        n++;
    n = cn_utf8_floor(text, n);
    memcpy(title, text, n);
    title[n] = '\0';
}

static void extract_between(void)
{
    static const char other[] = "Grace Hill met Tom Reed in Halvery. She gave him the old map.";
    cn_extract_input input = {.title = "Grace Hill",
                              .meta = "",
                              .heading = "",
                              .kind = CN_CHUNK_PROSE,
                              .wants_text = true,
                              .text = other,
                              .len = sizeof(other) - 1};

    require(cn_extract(m.extractor, &input, &m.second, NULL) == CAIRN_OK, "plain text is read");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char title[TITLE_MAX] = "";
    cn_extract_input input = {.title = title, .meta = "", .heading = "", .is_first = true};
    unsigned how;
    char *text;

    if (size == 0 || cn_utf8_valid((const char *)data + 1, size - 1) != size - 1)
        return 0;
    if (!m.extractor)
        make_machine();
    how = data[0];
    text = cn_alloc(size - 1); /* of its very length: the sanitizer sees what lies behind it */
    memcpy(text, data + 1, size - 1);
    input.kind = how % 4 == 3 ? CN_CHUNK_PROSE : (int)(how % 4);
    input.wants_text = (how & WANTS_TEXT) != 0;
    input.is_sentence = (how & IS_SENTENCE) != 0;
    input.heading = how & HAS_HEADING ? "History > Port Vale" : "";
    input.text = text;
    input.len = size - 1;
    if (how & HAS_TITLE)
        read_title(input.text, input.len, title);
    require(cn_extract(m.extractor, &input, &m.first, NULL) == CAIRN_OK, "any UTF-8 is read");
    check_extraction(&input, &m.first);
    extract_between();
    require(cn_extract(m.extractor, &input, &m.second, NULL) == CAIRN_OK, "it is read again");
    require(sum_extraction(&m.first) == sum_extraction(&m.second), "twice gives the same");
    cn_free(text);
    return 0;
}
