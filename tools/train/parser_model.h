/* The parser's weights while they are learned: averaged perceptrons over features by their whole
 * hash, in whole numbers. Only a mistake makes a feature known. At the end the heaviest features
 * are kept, as bytes, in the tables of ingest/parser_tables.h. */
#ifndef CN_TRAIN_PARSER_MODEL_H
#define CN_TRAIN_PARSER_MODEL_H

#include "ingest/parser_tables.h"

typedef struct cn_move_feature {
    uint64_t hash; /* 0: the slot is free */
    int32_t weights[CN_MOVE_COUNT];
    int64_t lags[CN_MOVE_COUNT]; /* sums of amount times step */
} cn_move_feature;

typedef struct cn_label_weight {
    int64_t lag;
    int32_t weight;
    uint32_t label;
} cn_label_weight;

typedef struct cn_label_feature {
    uint64_t hash;
    uint32_t first; /* of the weights */
    uint16_t n, cap;
} cn_label_feature;

typedef struct cn_parser_model {
    cn_move_feature *moves; /* open addressing */
    size_t n_moves, cap_moves;
    cn_label_feature *labels;
    size_t n_labels, cap_labels;
    cn_label_weight *weights; /* of labels */
    size_t n_weights, cap_weights;
    int64_t step;
    cn_parser_about about;
    bool is_averaged;
} cn_parser_model;

int cn_parser_model_init(cn_parser_model *model, cairn_error *err);
void cn_parser_model_done(cn_parser_model *model);

void cn_parser_model_moves(const cn_parser_model *model, const uint64_t *hashes, size_t n,
                           int64_t scores[CN_MOVE_COUNT]);
void cn_parser_model_labels(const cn_parser_model *model, const uint64_t *hashes, size_t n,
                            int64_t scores[CN_LABEL_SCORES]);
/* +1 for right, -1 for wrong. */
int cn_parser_model_learn_move(cn_parser_model *model, const uint64_t *hashes, size_t n,
                               cn_move right, cn_move wrong, cairn_error *err);
int cn_parser_model_learn_label(cn_parser_model *model, const uint64_t *hashes, size_t n,
                                uint8_t right, uint8_t wrong, cairn_error *err);
/* Weights become their averages (times a constant); no learning after. */
void cn_parser_model_average(cn_parser_model *model);

/* Adds the averages of another model. What several have learned in different orders errs less than
 * what one has, and costs no more in use. */
int cn_parser_model_merge(cn_parser_model *model, const cn_parser_model *other, cairn_error *err);

/* Tables of so many slots (even numbers), from averages. Caller frees moves and labels with
 * cn_free(). */
typedef struct cn_parser_packed {
    uint32_t *moves;
    uint64_t *labels;
    uint32_t n_moves, n_labels; /* slots */
    cn_parser_about about;
    size_t n_moves_kept, n_labels_kept; /* features */
} cn_parser_packed;
int cn_parser_model_pack(const cn_parser_model *model, uint32_t n_moves, uint32_t n_labels,
                         cn_parser_packed *packed, cairn_error *err);
/* Borrows from packed: to parse without a file. */
cn_parser_tables cn_parser_packed_tables(const cn_parser_packed *packed);
void cn_parser_packed_done(cn_parser_packed *packed);
int cn_parser_packed_write(const cn_parser_packed *packed, const char *path, const char *language,
                           cairn_error *err);

#endif
