/* Exact match and F1 of an answer, and what was found of what should be.
 *
 * The normal form of an answer is SQuAD's: lower case, ASCII punctuation out, the articles a, an,
 * the out where they stand as words, white space to single blanks. Others compute it in Python, so
 * the edges are Python's: a word character is a letter, a number or "_" of Unicode, and white space
 * is what str.split() takes for it. */
#include "base/score.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

#define TEXT_BYTES_MAX ((size_t)64 << 20) /* of one answer */

static bool is_white(uint32_t c)
{
    return (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= ' ') || c == 0x85 || c == 0xA0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_punctuation(char c)
{
    return c != '\0' && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) != NULL;
}

static bool is_word_character(uint32_t c)
{
    return c == '_' || cn_utf8_is_alpha(c) || cn_utf8_is_number(c);
}

/* Takes the punctuation out in place. */
static void drop_punctuation(cn_buf *text)
{
    size_t n = 0;

    for (size_t i = 0; i < text->len; i++)
        if (!is_punctuation(text->data[i]))
            text->data[n++] = text->data[i];
    text->len = n;
    if (text->data)
        text->data[n] = '\0';
}

/* Length of the article that is the word at text[i]; 0 for any other word. */
static size_t article_len(const char *text, size_t len, size_t i)
{
    static const char *const articles[] = {"a", "an", "the"};

    for (size_t k = 0; k < sizeof(articles) / sizeof(articles[0]); k++) {
        const size_t n = strlen(articles[k]);
        size_t after = i + n;

        if (len - i < n || memcmp(text + i, articles[k], n) != 0)
            continue;
        if (after == len || !is_word_character(cn_utf8_next(text, len, &after)))
            return n;
    }
    return 0;
}

/* Words to out, single blanks between them, articles left out. */
static void add_words(const char *text, size_t len, cn_buf *out)
{
    bool in_word = false, is_gap = false;
    const size_t first_byte = out->len;

    for (size_t i = 0; i < len;) {
        const size_t first = i;
        const size_t article = in_word ? 0 : article_len(text, len, i);
        const uint32_t c = article ? ' ' : cn_utf8_next(text, len, &i);

        i += article;
        if (article || is_white(c)) {
            is_gap = true;
        } else {
            if (is_gap && out->len > first_byte)
                cn_buf_add_char(out, ' ');
            is_gap = false;
            cn_buf_add(out, text + first, i - first);
        }
        in_word = !article && is_word_character(c);
    }
}

int cn_score_normal(const char *text, cn_buf *out, cairn_error *err)
{
    cn_buf lower;
    int rc;

    cn_buf_init(&lower, TEXT_BYTES_MAX);
    rc = cn_utf8_lower(text, strlen(text), &lower, err);
    if (rc == CAIRN_OK) {
        drop_punctuation(&lower);
        add_words(cn_buf_str(&lower), lower.len, out);
        if (out->status < 0)
            rc = cn_fail_memory(err, lower.len);
    }
    cn_buf_done(&lower);
    return rc;
}

/* A word of a normal form: words are split by single blanks. */
struct word {
    const char *text;
    size_t len;
};

static int compare_words(const void *a, const void *b)
{
    const struct word *left = a, *right = b;
    const size_t len = left->len < right->len ? left->len : right->len;
    const int order = memcmp(left->text, right->text, len);

    return order != 0 ? order : (left->len > right->len) - (left->len < right->len);
}

/* Words sorted, for the multiset intersection. */
static int split_words(const char *text, struct word **words, size_t *n, cairn_error *err)
{
    size_t count = *text ? 1 : 0;

    for (const char *c = text; *c; c++)
        count += *c == ' ';
    *n = 0;
    *words = cn_alloc_zero(count + 1, sizeof(**words));
    if (!*words)
        return cn_fail_memory(err, (count + 1) * sizeof(**words));
    while (*text) {
        const size_t len = strcspn(text, " ");

        (*words)[(*n)++] = (struct word){text, len};
        text += len + (text[len] == ' ');
    }
    qsort(*words, *n, sizeof(**words), compare_words);
    return CAIRN_OK;
}

static size_t count_same(const struct word *a, size_t n_a, const struct word *b, size_t n_b)
{
    size_t i = 0, j = 0, same = 0;

    while (i < n_a && j < n_b) {
        const int order = compare_words(&a[i], &b[j]);

        same += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    return same;
}

int cn_score_f1(const char *prediction, const char *truth, double *f1, cairn_error *err)
{
    struct word *predicted = NULL, *right = NULL;
    size_t n_predicted, n_right = 0;
    int rc = split_words(prediction, &predicted, &n_predicted, err);

    *f1 = 0;
    if (rc == CAIRN_OK)
        rc = split_words(truth, &right, &n_right, err);
    if (rc == CAIRN_OK && (n_predicted == 0 || n_right == 0))
        *f1 = n_predicted == n_right;
    else if (rc == CAIRN_OK)
        *f1 = 2.0 * (double)count_same(predicted, n_predicted, right, n_right) /
              (double)(n_predicted + n_right);
    cn_free(predicted);
    cn_free(right);
    return rc;
}

size_t cn_score_found(const cn_truth *truth, const char *const *retrieved, size_t n, size_t k)
{
    size_t found = 0;

    for (size_t i = 0; i < truth->n_gold; i++) {
        size_t j = 0;

        while (j < n && j < k && strcmp(retrieved[j], truth->gold[i]) != 0)
            j++;
        found += j < n && j < k;
    }
    return found;
}

/* The best over the accepted answers, of exact match and of F1 each. */
static int compare_answers(const char *normal, const cn_truth *truth, double *exact, double *f1,
                           cairn_error *err)
{
    int rc = CAIRN_OK;

    *exact = *f1 = 0;
    for (size_t i = 0; rc == CAIRN_OK && i < truth->n_answers; i++) {
        cn_buf right;
        double share = 0;

        cn_buf_init(&right, TEXT_BYTES_MAX);
        rc = cn_score_normal(truth->answers[i], &right, err);
        if (rc == CAIRN_OK && strcmp(normal, cn_buf_str(&right)) == 0)
            *exact = 1;
        if (rc == CAIRN_OK)
            rc = cn_score_f1(normal, cn_buf_str(&right), &share, err);
        *f1 = share > *f1 ? share : *f1;
        cn_buf_done(&right);
    }
    return rc;
}

int cn_score_answer(const char *answer, const cn_truth *truth, double *exact, double *f1,
                    cairn_error *err)
{
    cn_buf normal;
    int rc;

    *exact = *f1 = truth->n_answers == 0 && (!answer || !*answer);
    if (!answer || !*answer || truth->n_answers == 0)
        return CAIRN_OK;
    cn_buf_init(&normal, TEXT_BYTES_MAX);
    rc = cn_score_normal(answer, &normal, err);
    if (rc == CAIRN_OK)
        rc = compare_answers(cn_buf_str(&normal), truth, exact, f1, err);
    cn_buf_done(&normal);
    return rc;
}
