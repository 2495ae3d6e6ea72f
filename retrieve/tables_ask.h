/* What a step asks of the rows of a table: which column, which rows, and what of them. By its words
 * alone: "which island has the largest population", "how many ferries were built after 1950", "list
 * the bridges longer than 500 m", "the average length of the ships of the Harbour Board". */
#ifndef CN_RETRIEVE_TABLES_ASK_H
#define CN_RETRIEVE_TABLES_ASK_H

#include "retrieve/retrieve.h"

typedef enum cn_table_op {
    CN_TABLE_CELLS, /* values of a column: one, or a list */
    CN_TABLE_MOST,  /* the row with the greatest value */
    CN_TABLE_LEAST,
    CN_TABLE_COUNT,
    CN_TABLE_SUM,
    CN_TABLE_AVERAGE
} cn_table_op;

typedef enum cn_table_bound { /* of a number */
                              CN_TABLE_ANY,
                              CN_TABLE_EQUAL,
                              CN_TABLE_ABOVE,
                              CN_TABLE_FROM, /* at least */
                              CN_TABLE_BELOW,
                              CN_TABLE_TO, /* at most */
                              CN_TABLE_BETWEEN
} cn_table_bound;

enum { CN_TABLE_WORDS_MAX = 32, CN_TABLE_LIMITS_MAX = 3 };

typedef struct cn_table_limit {
    cn_table_bound bound;
    double low, high;
    bool is_year;
} cn_table_limit;

typedef struct cn_table_ask {
    cn_table_op op;
    uint32_t words[CN_TABLE_WORDS_MAX]; /* of the question: what is neither operation nor number */
    size_t n_words;
    uint32_t noun; /* the head of what is asked for, also among words; UINT32_MAX: none */
    cn_table_limit limits[CN_TABLE_LIMITS_MAX];
    size_t n_limits;
    /* Columns that "longest" or "oldest" speaks of, '|' between them; "" none: another word does.
     */
    const char *columns;
} cn_table_ask;

void cn_table_ask_read(const cn_question *question, unsigned step, cn_table_ask *ask);
/* number .. last: a range, or twice the same. */
bool cn_table_limit_holds(const cn_table_limit *limit, double number, double last);

#endif
