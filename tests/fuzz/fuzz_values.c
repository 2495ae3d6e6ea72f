/* Any bytes as a date and a quantity, and as a text in which they are found. What is read has a
 * normal form of its own, and what is found lies in the text. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/quantity.h"
#include "base/time.h"
#include "base/utf8.h"
#include "ingest/values.h"

typedef struct finder {
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_passage passage;
} finder;

static finder f;

static void free_finder(void)
{
    cn_passage_done(&f.passage);
    cn_lexicon_done(&f.lexicon);
    cn_tokenizer_free(f.tokenizer);
}

static void make_finder(void)
{
    if (cn_tokenizer_new(&f.tokenizer, NULL) != CAIRN_OK ||
        cn_lexicon_init(&f.lexicon, f.tokenizer, NULL) != CAIRN_OK)
        abort();
    cn_passage_init(&f.passage, &f.lexicon);
    atexit(free_finder);
}

static void check_time(const char *text, size_t len)
{
    static const cn_time_point day = {
        .year = 1815, .month = 12, .day = 10, .has_year = true, .precision = CN_PRECISION_DAY};
    cn_time_value value, again;
    char iso[CN_TIME_TEXT_MAX], iso_again[CN_TIME_TEXT_MAX];
    int64_t first, last;
    size_t n;

    if (cn_time_read(text, len, &value) > len)
        abort();
    cn_time_days(&value, &first, &last);
    n = cn_time_iso(&value, iso, sizeof(iso));
    if (n > 0 &&
        (!cn_time_parse(iso, n, &again) || cn_time_iso(&again, iso_again, sizeof(iso_again)) != n ||
         memcmp(iso, iso_again, n) != 0))
        abort();
    if (cn_time_resolve(&value, &day) && cn_time_iso(&value, iso, sizeof(iso)) == 0)
        abort();
}

static void check_quantity(const char *text, size_t len)
{
    cn_quantity_value value;
    char out[CN_QUANTITY_TEXT_MAX];
    size_t used = cn_quantity_read(text, len, &value);

    if (used > len || (used > 0) != value.is_there ||
        (used > 0) != (cn_quantity_text(&value, out, sizeof(out)) > 0))
        abort();
}

static void check_item(const cn_item *item, size_t word, size_t n)
{
    if (n == 0)
        return;
    if (item->word != word || item->n_words != n || word + n > f.passage.words.n ||
        item->len == 0 || (size_t)item->first + item->len > f.passage.len ||
        !CN_TYPE_IS_LITERAL(item->type))
        abort();
}

static void check_finder(const char *text, size_t len)
{
    const cn_passage *passage = &f.passage;
    size_t end;

    if (cn_passage_set(&f.passage, f.tokenizer, text, len, "", NULL) != CAIRN_OK)
        abort();
    end = passage->words.n;
    for (size_t word = 0; word < end; word++) {
        cn_item item = {.word = 0};

        check_item(&item, word, cn_value_at(passage, word, end, &item));
        check_item(&item, word, cn_value_find(passage, word, end, &item));
        check_item(&item, word, cn_value_phrase(passage, word, end, &item));
        cn_value_find(passage, word, word + 1, &item);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = cn_strndup((const char *)data, size);
    size_t len = strlen(text);

    if (!f.tokenizer)
        make_finder();
    check_time(text, len);
    check_quantity(text, len);
    if (cn_utf8_valid(text, len) == len)
        check_finder(text, len);
    cn_free(text);
    return 0;
}
