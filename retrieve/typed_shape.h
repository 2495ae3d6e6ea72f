/* Questions whose answer is reckoned from two others: "How old was X when Y died?" is the time
 * between "When was X born?" and "When did Y die?". Read off the words alone, by a closed list of
 * English shapes; what fits none of them is no such question. */
#ifndef CN_RETRIEVE_TYPED_SHAPE_H
#define CN_RETRIEVE_TYPED_SHAPE_H

#include "retrieve/retrieve.h"

typedef enum cn_typed_op {
    CN_TYPED_NONE,
    CN_TYPED_AGE,       /* whole years from the first date to the second */
    CN_TYPED_YEARS,     /* years between two dates, whichever is first */
    CN_TYPED_DIFFERENCE /* of two quantities */
} cn_typed_op;

enum { CN_TYPED_SIDE_BYTES = 320 };

typedef struct cn_typed_side {
    char text[CN_TYPED_SIDE_BYTES]; /* a question; "" when the number is given */
    double number;                  /* a year of the question itself, * 10000; 0: not given */
    cn_words_range given;           /* its word */
} cn_typed_side;

typedef struct cn_typed_shape {
    cn_typed_op op;
    cn_typed_side sides[2];
} cn_typed_shape;

/* shape->op is CN_TYPED_NONE when nothing is to be reckoned. */
void cn_typed_shape_read(const cn_question *question, cn_typed_shape *shape);

#endif
