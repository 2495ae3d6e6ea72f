/* What is known of a span as the answer of a step, as numbers: the input of the model that ranks
 * spans (span_model.h). Their order is part of the format of data/models/.../reader.weights: new
 * ones go to the end, any other change means a new version there. */
#ifndef CN_RETRIEVE_SPAN_FEATURES_H
#define CN_RETRIEVE_SPAN_FEATURES_H

#include "retrieve/span_asked.h"
#include "retrieve/span_find.h"

/* X(name): of the question, the evidence, the sentence, the span, its surroundings, its tree. */
/* clang-format off */
#define CN_SPAN_FEATURE_LIST(X) \
    X(asked) X(wh) X(has_noun) X(n_terms) X(asked_role) X(n_bound) X(best_share) X(all_share) \
    X(names_held) X(others_held) X(rank) X(evidence_score) X(is_named) X(is_bridge) \
    X(title_share) X(title_names) X(passage_share) X(title_bound) X(own_share) X(head_share) \
    X(path_share) X(near_share) X(sentence_names) X(sentence_others) X(heavy_missing) \
    X(missing_names) X(sentence_rank) X(sentence_score) X(sentence_place) X(sentence_words) \
    X(relation_held) X(is_negated) X(bound_held) X(is_name) X(is_known) X(is_date) X(is_year) \
    X(is_number) X(is_quoted) X(is_nouns) X(is_verbs) X(is_word) X(is_whole) X(is_title) X(type) \
    X(type_fit) X(plan_steps) X(words) X(bytes) X(capitals) X(digits) X(stops) X(starts_capital) \
    X(starts_stop) X(ends_capital) X(in_question) X(has_term) X(title_overlap) \
    X(is_subject_title) X(about_passage) X(about_bridge) X(about_named) X(place) X(repeats) \
    X(repeat_passages) X(is_linked) X(cuts_name) X(inside_other) X(noun_in) X(noun_near) \
    X(noun_defined) X(noun_above) X(near3) X(near8) X(near_left) X(near_right) X(near_relation) \
    X(word_before) X(word_after) X(in_brackets) X(after_comma) X(before_comma) X(after_the) \
    X(role) X(role_fit) X(is_conjunct) X(case_of) X(case_fit) X(upos) X(label) X(governor_upos) \
    X(governor_term) X(governor_fit) X(grand_term) X(tree_names) X(tree_others) X(tree_relation) \
    X(path_name) X(path_other) X(clause_share) X(clause_others) X(sibling_share) X(child_share) \
    X(sibling_names) X(has_tree) X(depth) X(time_fit) X(own_related) X(head_related) \
    X(near_related) X(tree_related) X(governor_related) X(relation_related) X(pairs) X(ordered) \
    X(same_before) X(same_after) X(noun_kind) X(head_kind) X(kind_fit) X(is_a) X(rivals) \
    X(fitting) X(asked_negated) X(passage_names) X(passage_others) X(best_ratio) X(words_left) \
    X(question_ends)
/* clang-format on */

typedef enum cn_span_feature {
#define CN_SPAN_FEATURE_ID(name) CN_SF_##name,
    CN_SPAN_FEATURE_LIST(CN_SPAN_FEATURE_ID)
#undef CN_SPAN_FEATURE_ID
        CN_SPAN_FEATURES
} cn_span_feature;

const char *cn_span_feature_name(unsigned feature); /* "own_share" */

enum { CN_SPAN_KINDS_MAX = 256 };

/* One sentence that is looked in, with what all its spans share. */
typedef struct cn_span_scene {
    const cn_span_asked *asked;
    cn_span_sentence in;
    const cn_passage *passage;
    uint64_t own, before, head, path; /* terms: of the sentence, the one before, title, path */
    uint64_t related;                 /* terms that the sentence has relatives of */
    double score;       /* of the sentence: overlap by words, title and path, and rank */
    double best_share;  /* of all sentences, with their heads */
    double all_held;    /* share of all evidence */
    uint64_t all_terms; /* in all evidence */
    unsigned rank;      /* among the sentences */
    uint8_t kinds[CN_SPAN_KINDS_MAX]; /* of the sentence's first words: cn_span_word_kind */
    float shared[CN_SPAN_FEATURES];   /* filled by cn_span_scene_read */
} cn_span_scene;

/* What word i of the sentence's passage tells of what stands beside it: a preposition, an article;
 * see span_features.c. */
enum { CN_SPAN_WORD_A = 9, CN_SPAN_WORD_THE = 10 };
int cn_span_word_kind(const cn_span_scene *scene, size_t i);
void cn_span_scene_read(cn_span_scene *scene);
/* features[CN_SPAN_FEATURES]; repeats are left to the caller. */
void cn_span_features_read(const cn_span_scene *scene, const cn_answer_span *span, float *features);

#endif
