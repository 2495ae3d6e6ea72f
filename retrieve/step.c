/* A step as a question of its own: its words, with the answers it needs written in their places.
 * It is asked without a plan, since it is one step, and so without a parse. */
#include "retrieve/step.h"

#include "base/buf.h"
#include "retrieve/walk.h"

#define STEP_BYTES_MAX ((size_t)256 << 10)

static void write_step(const cn_question *question, const cn_step *step, const cn_value *bound,
                       size_t n, cn_buf *out)
{
    for (unsigned r = 0; r < step->n_ranges; r++) {
        const cn_words_range range = step->ranges[r];
        const cn_word *first = &question->words.items[range.first];
        const cn_word *last = first + range.n - 1;

        if (range.n == 0)
            continue;
        cn_buf_add(out, question->text + first->first, last->first + last->len - first->first);
        cn_buf_add_char(out, ' ');
    }
    for (size_t i = 0; i < n; i++) {
        cn_buf_add(out, bound[i].text, bound[i].len);
        cn_buf_add_char(out, ' ');
    }
}

int cn_retrieve_step(const cn_view *view, const cn_question *question, unsigned step,
                     const cn_value *bound, size_t n, const cn_retrieve_options *options,
                     cn_scored *out, size_t *n_out, cairn_error *err)
{
    cn_view plain = *view;
    cn_question asked = {0};
    cn_buf text;
    int rc;

    *n_out = 0;
    plain.parse = NULL;
    cn_buf_init(&text, STEP_BYTES_MAX);
    write_step(question, &question->plan.steps[step], bound, n, &text);
    rc = text.status < 0 ? cn_fail_memory(err, text.len)
                         : cn_question_init(&asked, &plain, cn_buf_str(&text), text.len, err);
    asked.timing = question->timing;
    asked.is_brief = true;
    if (rc == CAIRN_OK)
        rc = cn_retrieve(&plain, &asked, options, out, n_out, err);
    cn_question_done(&asked);
    cn_buf_done(&text);
    cn_walk_read_words(view, question);
    return rc;
}
