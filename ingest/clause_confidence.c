/* The features and weights of the confidence. */
#include "ingest/clause_confidence.h"

#include <assert.h>
#include <string.h>

/* What a phrase has inside. */
typedef struct content {
    bool has_mark, has_verb, has_subject; /* a verb's subject */
} content;

static content look_inside(const cn_clause_index *index, const cn_token_set *set)
{
    content found = {false, false, false};

    for (unsigned i = cn_token_set_next(set, 1); i != 0; i = cn_token_set_next(set, i + 1)) {
        int label = cn_clause_label(index, i);

        found.has_mark = found.has_mark || cn_clause_is(index, i, CN_WORD_IS_COMMA);
        found.has_verb = found.has_verb || cn_clause_upos(index, i) == CN_UPOS_VERB;
        found.has_subject =
            found.has_subject || label == CN_DEP_NSUBJ || label == CN_DEP_NSUBJ_PASS;
    }
    return found;
}

static unsigned depth_of(const cn_clause_index *index, unsigned token)
{
    unsigned depth = 0;

    while (token != 0 && depth < 10) {
        token = cn_clause_head(index, token);
        depth++;
    }
    return depth;
}

static bool has_hole(const cn_token_set *set)
{
    unsigned first = cn_token_set_next(set, 1);

    return first != 0 && cn_token_set_last(set) - first + 1 != cn_token_set_count(set);
}

typedef struct features {
    int *values;
    size_t n;
} features;

static void put(features *f, bool value)
{
    if (f->n < CN_CLAUSE_FEATURES)
        f->values[f->n++] = value;
}

static void put_argument(features *f, const cn_clause_index *index, const cn_clause_span *span)
{
    unsigned len = cn_token_set_count(&span->full),
             upos = (unsigned)cn_clause_upos(index, span->head);
    content inside = look_inside(index, &span->full);

    put(f, upos == CN_UPOS_PRON);
    put(f, upos == CN_UPOS_PROPN);
    put(f, cn_clause_is(index, span->head, CN_WORD_IS_VAGUE));
    put(f, len <= 1);
    put(f, len > 4);
    put(f, len > 8);
    put(f, len > 16);
    put(f, inside.has_mark);
    put(f, inside.has_verb);
    put(f, cn_clause_label(index, span->head) == CN_DEP_CONJ);
    put(f, upos == CN_UPOS_NUM || upos == CN_UPOS_SYM || upos == CN_UPOS_X);
    put(f, upos == CN_UPOS_ADJ || upos == CN_UPOS_ADV);
    put(f, upos == CN_UPOS_VERB || upos == CN_UPOS_AUX);
    put(f, cn_clause_is(index, span->head, CN_WORD_IS_TIME));
    put(f, has_hole(&span->full));
    put(f, inside.has_subject);
}

static void put_verb(features *f, const cn_clause_index *index, const cn_clause *clause)
{
    unsigned verb = clause->verb, words = cn_token_set_count(&clause->words);
    int label = verb != 0 ? cn_clause_label(index, verb) : -1;
    unsigned reach =
        verb > clause->subject.head ? verb - clause->subject.head : clause->subject.head - verb;

    put(f, verb != 0 && label == CN_DEP_ROOT);
    put(f, label == CN_DEP_CONJ);
    put(f, label == CN_DEP_CCOMP);
    put(f, label == CN_DEP_ADVCL);
    put(f, label == CN_DEP_PARATAXIS);
    put(f, label == CN_DEP_XCOMP);
    put(f, verb != 0 && depth_of(index, verb) > 3);
    put(f, verb != 0 && reach > 6);
    put(f, verb != 0 && reach > 14);
    put(f, verb != 0 && verb < clause->subject.head);
    put(f, words == 1);
    put(f, words > 3);
    put(f, !cn_token_set_empty(&clause->prep));
    put(f, verb != 0 && cn_clause_is(index, verb, CN_WORD_IS_SAY));
    put(f, verb != 0 && cn_clause_is(index, verb, CN_WORD_IS_HAVE));
    put(f, verb != 0 && (index->tokens[verb - 1].morph & CN_MORPH_FINITE) != 0);
}

/* How the parts lie in the sentence. */
static void put_places(features *f, const cn_clause_index *index, const cn_clause *clause)
{
    unsigned words = cn_token_set_next(&clause->words, 1);
    unsigned words_end = cn_token_set_last(&clause->words);
    unsigned prep_end = cn_token_set_last(&clause->prep);
    unsigned subject_end = cn_token_set_last(&clause->subject.full);
    unsigned object = cn_token_set_next(&clause->object.full, 1);
    unsigned object_end = cn_token_set_last(&clause->object.full);

    words_end = prep_end > words_end ? prep_end : words_end;
    put(f, cn_token_set_next(&clause->subject.full, 1) == 1);
    put(f, words == subject_end + 1);
    put(f, object == words_end + 1);
    put(f, object < words && object != 0);
    put(f, object_end + 1 >= index->n);
    put(f, words != 0 && words > subject_end + 1 &&
               cn_clause_is(index, subject_end + 1, CN_WORD_IS_COMMA));
    put(f, has_hole(&clause->words));
}

void cn_clause_features(const cn_clause_index *index, const cn_clause *clause,
                        int values[CN_CLAUSE_FEATURES])
{
    features f = {values, 0};

    memset(values, 0, CN_CLAUSE_FEATURES * sizeof values[0]);
    put(&f, true);
    for (int rule = CN_RULE_ACTIVE; rule <= CN_RULE_PLACE; rule++)
        put(&f, clause->rule == rule);
    put_argument(&f, index, &clause->subject);
    put_argument(&f, index, &clause->object);
    put_verb(&f, index, clause);
    put_places(&f, index, clause);
    put(&f, clause->n_more == 0);
    put(&f, clause->n_more > 1);
    put(&f, index->n > 20);
    put(&f, index->n > 32);
    put(&f, (clause->flags & CN_STATED_CONDITIONAL) != 0);
    put(&f, (clause->flags & CN_STATED_REPORTED) != 0);
    put(&f, (clause->flags & CN_STATED_QUESTION) != 0);
    put(&f, (clause->flags & CN_STATED_NEGATED) != 0);
    put(&f, clause->rule == CN_RULE_OWNER &&
                cn_clause_upos(index, clause->subject.head) == CN_UPOS_PRON);
    assert(f.n == CN_CLAUSE_FEATURES);
}

/* A question states nothing; what the weights are learned from has hardly any. */
enum { QUESTION_COST = 1500 };

/* The least score of 1.5 %, 2.5 %, ... in thousandths of a logit: 1000 ln(p / (1 - p)). Compared
 * as whole numbers, so that a confidence is the same on every machine. */
static const int16_t score_of_percent[] = {
    -4185, -3664, -3317, -3055, -2844, -2666, -2512, -2376, -2254, -2143, -2041, -1946, -1857,
    -1774, -1696, -1621, -1551, -1483, -1418, -1355, -1295, -1237, -1180, -1125, -1072, -1020,
    -969,  -920,  -871,  -824,  -777,  -731,  -686,  -641,  -597,  -554,  -511,  -468,  -426,
    -385,  -343,  -302,  -261,  -221,  -180,  -140,  -100,  -60,   -20,   20,    60,    100,
    140,   180,   221,   261,   302,   343,   385,   426,   468,   511,   554,   597,   641,
    686,   731,   777,   824,   871,   920,   969,   1020,  1072,  1125,  1180,  1237,  1295,
    1355,  1418,  1483,  1551,  1621,  1696,  1774,  1857,  1946,  2041,  2143,  2254,  2376,
    2512,  2666,  2844,  3055,  3317,  3664,  4185};

void cn_clause_set_confidence(const cn_clause_index *index, cn_clause *clause)
{
    int values[CN_CLAUSE_FEATURES], score = 0, percent = 1;

    cn_clause_features(index, clause, values);
    for (int i = 0; i < CN_CLAUSE_FEATURES; i++)
        score += values[i] * cn_clause_weights[i];
    if ((clause->flags & CN_STATED_QUESTION) != 0)
        score -= QUESTION_COST;
    while (percent < 99 && score >= score_of_percent[percent - 1])
        percent++;
    clause->confidence = percent / 100.0;
}
