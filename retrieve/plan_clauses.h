/* Which words of a question belong to which step: descriptions nested in each other.
 *
 * A question is read from the left with a stack of clauses. Each clause waits for a verb: "When did
 * [the city where [the author of X] died] become a country?" A verb belongs to the innermost
 * clause that still waits for one, and ends those inside of it. A noun that a clause, a phrase of
 * its role ("the author of X") or a possessor describes is a step of its own. Trees of questions
 * are less sure than those of statements, which is why the parts of speech decide and not the
 * heads. */
#ifndef CN_RETRIEVE_PLAN_CLAUSES_H
#define CN_RETRIEVE_PLAN_CLAUSES_H

#include "retrieve/plan_tokens.h"

enum { CN_CLAUSE_STEPS_MAX = 32, CN_NO_TOKEN = 0xffff };

typedef struct cn_clause_step {
    uint8_t parent;    /* the step that needs it; of step 0 itself */
    uint16_t head;     /* token of the described noun, CN_NO_TOKEN: none */
    uint16_t relation; /* token of the verb or role that ties it; CN_NO_TOKEN: none */
    uint16_t wh;       /* of step 0: token of the question word; CN_NO_TOKEN */
    uint16_t wh_end;   /* behind "which film", "how many people" */
    uint16_t answer;   /* of step 0: token of the noun that is asked for; CN_NO_TOKEN */
    uint16_t first;    /* token its phrase begins with; of step 0: 0 */
    bool is_clause;    /* a clause describes it, else a phrase or a possessor */
    bool is_definite;  /* the, X's */
    bool is_weak;      /* "a score composed by X": a step only where the question word is inside */
    bool is_gone;      /* merged into its parent */
} cn_clause_step;

typedef struct cn_clauses {
    cn_clause_step steps[CN_CLAUSE_STEPS_MAX]; /* the first is the question itself */
    size_t n;
    uint8_t step_of[CN_PLAN_TOKENS_MAX]; /* by token */
} cn_clauses;

/* tokens->n > 0. */
void cn_clauses_read(const cn_plan_tokens *tokens, cn_clauses *clauses);
/* Makes a step (not the first) part of the one that needs it. */
void cn_clauses_merge(cn_clauses *clauses, size_t n_tokens, size_t step);

#endif
