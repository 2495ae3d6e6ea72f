/* Reading a question: its words, the names in it, and the plan of its steps. */
#include "retrieve/question_links.h"

int cn_question_init(cn_question *question, const cn_view *view, const char *text, size_t len,
                     cairn_error *err)
{
    int rc;

    *question = (cn_question){.text = text, .len = len};
    rc = cn_tokenizer_scan(view->tokenizer, text, len, &question->words, err);
    if (rc == CAIRN_OK)
        rc = cn_question_link(question, view, err);
    return rc < 0 ? rc : cn_plan_make(question, view, err);
}

void cn_question_done(cn_question *question)
{
    cn_words_done(&question->words);
}
