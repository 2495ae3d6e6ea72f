/* Learning from trees, and parsing with what was learned before it is packed. */
#ifndef CN_TRAIN_PARSER_LEARN_H
#define CN_TRAIN_PARSER_LEARN_H

#include "tools/train/parser_data.h"
#include "tools/train/parser_model.h"

typedef struct cn_parser_learning {
    const cn_tagger *tagger; /* for clusters; may be NULL */
    uint64_t seed;
    uint32_t n_epochs;
    bool is_backward; /* reads from right to left: another view, for a vote */
    int (*told)(uint32_t epoch, double moves_wrong, double labels_wrong, void *user);
    void *user;
} cn_parser_learning;

/* Goes over all samples n_epochs times, in another order each time. */
int cn_parser_learn(cn_parser_model *model, const cn_parse_data *data,
                    const cn_parser_learning *learning, cairn_error *err);

/* Turns the sentence round; heads and labels go with their tokens. */
void cn_train_turn(cn_tree *tree, uint16_t *heads, uint8_t *labels);

#endif
