/* Look-ups by key, and by the keys of other spellings of the same name. Each costs a hash and a
 * probe, and their number is bounded. */
#include <string.h>

#include "base/buf.h"
#include "retrieve/question_links.h"

/* What stands behind a name that several things have. */
static const char KINDS[] =
    "the|and|film|song|album|band|tv series|novel|musician|actor|singer|politician|footballer|"
    "book|character|video game|play|opera|magazine|group|company|writer|artist|director|author|"
    "painter|composer|rapper|actress|comics|miniseries|ep|soundtrack|newspaper|movie|single|"
    "disambiguation|season|franchise|tv film|poem|city|river|people|genus|plant";
enum { THE = 0, AND = 1, FIRST_KIND = 2, YEAR_FIRST = 1895, YEAR_LAST = 2030, BYTES_MAX = 4096 };

void cn_variants_done(cn_variants *variants)
{
    cn_words_done(&variants->words);
}

bool cn_entity_is_about(const cn_snapshot *snapshot, uint32_t entity)
{
    return snapshot->about_offsets[entity] < snapshot->about_offsets[entity + 1];
}

void cn_meanings_add(cn_meanings *meanings, const cn_snapshot *snapshot, const cn_word *words,
                     size_t n, bool is_about)
{
    uint32_t n_found;
    const uint32_t *found = cn_snapshot_key(snapshot, cn_words_key(words, n), &n_found);

    for (uint32_t i = 0; i < n_found && meanings->n < CN_MEANINGS_MAX; i++) {
        bool is_known = is_about && !cn_entity_is_about(snapshot, found[i]);

        for (uint32_t k = 0; k < meanings->n; k++)
            is_known |= meanings->entities[k] == found[i];
        if (!is_known)
            meanings->entities[meanings->n++] = found[i];
    }
}

/* The words that may be added, read once for a question that needs them. */
static int read_words(cn_variants *variants, const cn_view *view, cairn_error *err)
{
    cn_buf text;
    int rc;

    if (variants->words.n > 0)
        return CAIRN_OK;
    cn_buf_init(&text, BYTES_MAX);
    cn_buf_add_str(&text, KINDS);
    for (int year = YEAR_FIRST; year <= YEAR_LAST; year++)
        cn_buf_printf(&text, "|%d", year);
    rc = text.status < 0 ? cn_fail_memory(err, text.len)
                         : cn_tokenizer_scan(view->tokenizer, cn_buf_str(&text), text.len,
                                             &variants->words, err);
    if (rc == CAIRN_OK)
        variants->n_kinds = variants->words.n - (YEAR_LAST - YEAR_FIRST + 1);
    cn_buf_done(&text);
    return rc;
}

/* Words of the kind at word i: "tv series" is two. */
static size_t kind_length(const cn_variants *variants, size_t i)
{
    const cn_word *words = variants->words.items;
    size_t end = i + 1;

    while (end < variants->n_kinds && KINDS[words[end - 1].first + words[end - 1].len] == ' ')
        end++;
    return end - i;
}

/* The name without its first word, with "the" before it, without "and" inside. */
static void add_spellings(const cn_variants *variants, const cn_snapshot *snapshot,
                          const cn_word *words, size_t n, cn_meanings *meanings)
{
    const cn_word the = variants->words.items[THE], and = variants->words.items[AND];
    cn_word name[CN_NAME_WORDS_MAX + 2];
    size_t kept = 0;

    if (words[0].key == the.key && n > 1)
        cn_meanings_add(meanings, snapshot, words + 1, n - 1, true);
    name[0] = the;
    memcpy(name + 1, words, n * sizeof *words);
    cn_meanings_add(meanings, snapshot, name, n + 1, true);
    for (size_t i = 0; i < n; i++)
        if (words[i].key != and.key)
            name[kept++] = words[i];
    if (kept > 0 && kept < n)
        cn_meanings_add(meanings, snapshot, name, kept, true);
}

/* "& Sons" has no word for its mark. */
static void add_and(const cn_variants *variants, const cn_snapshot *snapshot, const cn_word *words,
                    size_t n, cn_meanings *meanings)
{
    cn_word name[CN_NAME_WORDS_MAX + 2];

    for (size_t i = 1; i < n; i++) {
        if (words[i].first != words[i - 1].first + words[i - 1].len + 3U)
            continue; /* " & " */
        memcpy(name, words, i * sizeof *words);
        name[i] = variants->words.items[AND];
        memcpy(name + i + 1, words + i, (n - i) * sizeof *words);
        cn_meanings_add(meanings, snapshot, name, n + 1, true);
    }
}

/* "Capote" as "Capote (film)", "Capote (2005 film)". */
static void add_kinds(const cn_variants *variants, const cn_snapshot *snapshot,
                      const cn_word *words, size_t n, cn_meanings *meanings)
{
    const cn_word *added = variants->words.items;
    cn_word name[CN_NAME_WORDS_MAX + 4];
    size_t len;

    memcpy(name, words, n * sizeof *words);
    for (size_t i = FIRST_KIND; i < variants->n_kinds; i += len) {
        len = kind_length(variants, i);
        memcpy(name + n, added + i, len * sizeof *added);
        cn_meanings_add(meanings, snapshot, name, n + len, true);
    }
    name[n + 1] = added[FIRST_KIND];
    for (size_t i = variants->n_kinds; i < variants->words.n; i++) {
        name[n] = added[i];
        cn_meanings_add(meanings, snapshot, name, n + 2, true);
    }
}

int cn_variants_find(cn_variants *variants, const cn_view *view, const cn_word *words, size_t n,
                     cn_meanings *meanings, cairn_error *err)
{
    int rc = read_words(variants, view, err);

    if (rc < 0 || n == 0 || n > CN_NAME_WORDS_MAX)
        return rc;
    add_spellings(variants, view->snapshot, words, n, meanings);
    add_and(variants, view->snapshot, words, n, meanings);
    if (meanings->n == 0)
        add_kinds(variants, view->snapshot, words, n, meanings);
    return rc;
}
