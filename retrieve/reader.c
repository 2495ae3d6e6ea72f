/* The reader, first cut: the best sentence, its first name that the question does not hold. */
#include "retrieve/reader.h"

#include <string.h>

#include "retrieve/passages.h"

int cn_reader_answer(const cn_view *view, const cn_question *question, const cn_evidence *evidence,
                     size_t n_evidence, cn_arena *arena, cn_reading *reading, cairn_error *err)
{
    cn_passages passages;
    const cn_sentence *best = NULL;
    int rc = cn_passages_read(&passages, view, question, evidence, n_evidence, err);

    *reading = (cn_reading){.reason = "nothing in the store matches the question"};
    for (size_t i = 0; rc == CAIRN_OK && i < passages.n_sentences; i++)
        if (!best || passages.sentences[i].score > best->score)
            best = &passages.sentences[i];
    if (rc == CAIRN_OK && best && best->mask != 0) {
        const cn_passage *passage = &passages.items[best->passage];

        reading->text = cn_arena_strndup(arena, passage->body.text + best->at, best->len);
        reading->reason = "";
        reading->confidence = best->score;
        reading->quotes[0] = (cn_quote){best->passage, best->at, best->len};
        reading->n_quotes = 1;
        if (!reading->text)
            rc = cn_fail_memory(err, best->len);
    }
    cn_passages_done(&passages);
    return rc;
}
