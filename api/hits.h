/* The cursor over ranked chunks, and what cairn_search() and cairn_ask() share. */
#ifndef CN_API_HITS_H
#define CN_API_HITS_H

#include "api/kb.h"
#include "base/arena.h"

struct cairn_hits {
    cn_arena arena; /* every string of items */
    cairn_hit *items;
    uint32_t *ordinals; /* of the chunks in the snapshot */
    bool *is_text;      /* the document is plain text: ranges in it may be exact */
    size_t n, next;
};

int cn_check_search_options(const cairn_search_options *options, cairn_error *err);
/* found: chunk ordinals, best first. */
int cn_hits_fetch(const cn_view *view, const cn_scored *found, size_t n, cairn_hits **hits,
                  cairn_error *err);
int cn_hits_search(const cn_view *view, const cn_question *question,
                   const cairn_search_options *options, cairn_hits **hits, cairn_error *err);
/* Fills items[i].why. The view's scores are those of the question still. why.c */
int cn_hits_explain(const cn_view *view, const cn_question *question, cairn_hits *hits,
                    cairn_error *err);

#endif
