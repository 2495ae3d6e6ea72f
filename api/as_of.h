/* A question's time: what is asked as of a day, of a time the question names ("in 2005"), or of now
 * ("who is ..."). Judges documents by their dates, candidates by what their sentence and the graph
 * say of when they held; see retrieve/timing.h.
 *
 * - as of a day: documents dated later are left out; what does not hold on that day is not used.
 * - a time the question names: candidates that held then gain, others lose; nothing is left out,
 *   since a year in a question may mean something else.
 * - now: what something newer has taken the place of loses. */
#ifndef CN_API_AS_OF_H
#define CN_API_AS_OF_H

#include "api/hits.h"
#include "base/map.h"

/* A fact about an entity of the question. */
typedef struct cn_timed_fact {
    uint64_t group; /* of its relation and direction */
    cairn_id id, other;
    const char *valid;
    int64_t day; /* of a document that states it */
} cn_timed_fact;

typedef struct cn_as_of {
    cn_timing timing;
    const cn_view *view;
    const cn_question *question;
    int64_t first, last; /* the days asked for */
    bool is_limit;       /* as of a day */
    bool is_now;
    int64_t *days; /* of the evidence's documents */
    size_t n_days;
    const char *sentence; /* the one that was last asked about */
    size_t sentence_len;
    bool says_time;
    cn_map known; /* what facts say of entities: id -> cn_fit */
    bool is_loaded;
    cn_arena arena;
    cn_timed_fact *facts; /* while they are looked at */
    size_t n_facts, cap_facts;
} cn_as_of;

/* Reads the time of a question whose words are read, and sets question->timing. as_of: NULL, or
 * what cn_as_of_check() let pass. done in any case. */
void cn_as_of_init(cn_as_of *as_of, const cn_view *view, cn_question *question, const char *day);
void cn_as_of_done(cn_as_of *as_of);
/* Looks up the dates of the documents that the reader reads. */
int cn_as_of_evidence(cn_as_of *as_of, const cairn_hits *hits, size_t n, cairn_error *err);
/* CAIRN_EINVAL when it is neither NULL nor YYYY, YYYY-MM or YYYY-MM-DD. */
int cn_as_of_check(const char *day, cairn_error *err);

#endif
