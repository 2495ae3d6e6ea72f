/* Features of sentences and spans. Those of the tree are in span_place.c. */
#include "retrieve/span_features.h"

#include <math.h>
#include <string.h>

#include "retrieve/span_likeness.h"
#include "retrieve/span_place.h"
#include "schema/rows.h"

enum {
    REACH_WORDS = 24,  /* of nearness */
    DEFINED_WORDS = 30 /* "X is a ... film" stands in a passage's first words */
};

const char *cn_span_feature_name(unsigned feature)
{
    static const char *const names[] = {
#define CN_SPAN_FEATURE_NAME(name) #name,
        CN_SPAN_FEATURE_LIST(CN_SPAN_FEATURE_NAME)
#undef CN_SPAN_FEATURE_NAME
    };

    return feature < CN_SPAN_FEATURES ? names[feature] : "";
}

static double part(double held, double all)
{
    return all > 0 ? held / all : 0;
}

static double names_share(const cn_span_asked *asked, uint64_t terms)
{
    return part(cn_span_terms_weight(asked, terms & asked->names), asked->all_names);
}

static double others_share(const cn_span_asked *asked, uint64_t terms)
{
    return part(cn_span_terms_weight(asked, terms & ~asked->names), asked->all_others);
}

static double heaviest(const cn_span_asked *asked, uint64_t terms)
{
    double most = 0, all = 0;

    for (unsigned t = 0; t < asked->n_terms; t++) {
        all = fmax(all, asked->terms[t].weight);
        if (terms >> t & 1)
            most = fmax(most, asked->terms[t].weight);
    }
    return part(most, all);
}

static unsigned count_bits(uint64_t bits)
{
    unsigned n = 0;

    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

/* "not", "never", "no" in the sentence. */
static bool is_negated(const cn_span_tree *tree)
{
    for (int i = 0; i < tree->n; i++)
        if (tree->nodes[i].token->morph & CN_MORPH_NEGATIVE)
            return true;
    return false;
}

static void read_question(const cn_span_scene *scene, float *f)
{
    const cn_span_asked *asked = scene->asked;

    f[CN_SF_asked] = (float)asked->asked;
    f[CN_SF_wh] = (float)asked->wh;
    f[CN_SF_has_noun] = (float)(asked->noun.n > 0);
    f[CN_SF_n_terms] = (float)asked->n_terms;
    f[CN_SF_asked_role] = (float)asked->role;
    f[CN_SF_n_bound] = (float)asked->query->n_bound;
    /* A question of several steps as a whole is another thing than one step. */
    f[CN_SF_plan_steps] = (float)(!asked->is_step && asked->query->question->plan.n_steps > 1
                                      ? asked->query->question->plan.n_steps
                                      : 0);
    f[CN_SF_best_share] = (float)scene->best_share;
    f[CN_SF_all_share] = (float)scene->all_held;
    f[CN_SF_names_held] = (float)names_share(asked, scene->all_terms);
    f[CN_SF_others_held] = (float)others_share(asked, scene->all_terms);
}

/* Are all words of the title, small ones left out, terms of the step? */
static bool is_title_asked(const cn_passage *passage, const cn_span_asked *asked)
{
    bool is_asked = false;

    for (size_t i = 0; i < passage->title.n; i++) {
        if (passage->title.words[i].flags & CN_WORD_STOP)
            continue;
        if (cn_span_terms_in(asked, &passage->title.words[i], 1) == 0)
            return false;
        is_asked = true;
    }
    return is_asked;
}

static void read_passage(const cn_span_scene *scene, float *f)
{
    const cn_span_asked *asked = scene->asked;
    const cn_passage *passage = scene->passage;
    const uint64_t title = cn_span_terms_in(asked, passage->title.words, passage->title.n);
    const uint64_t body = cn_span_terms_head(asked, passage->mask, &passage->title);

    f[CN_SF_rank] = (float)(passage - asked->passages->items);
    f[CN_SF_evidence_score] = (float)passage->evidence->score;
    /* A step names other things than the whole question: the answers it needs. */
    f[CN_SF_is_named] =
        (float)(asked->is_step ? is_title_asked(passage, asked) : passage->is_named);
    f[CN_SF_is_bridge] = (float)(passage->is_bridge && !asked->is_step);
    f[CN_SF_title_share] = (float)part((double)count_bits(title), (double)passage->title.n);
    f[CN_SF_title_names] = (float)names_share(asked, title);
    f[CN_SF_passage_names] = (float)names_share(asked, body | scene->own);
    f[CN_SF_passage_others] = (float)others_share(asked, body | scene->own);
    f[CN_SF_passage_share] = (float)cn_span_terms_share(asked, body | scene->own);
    f[CN_SF_title_bound] =
        (float)part((double)count_bits(title & asked->bound), (double)count_bits(asked->bound));
}

/* By a short closed list that tells what follows such a word. */
static int word_kind(const cn_text *text, size_t i)
{
    static const char *const kinds[] = {"in|on|at|near",
                                        "of",
                                        "by",
                                        "from",
                                        "to|into",
                                        "for|as",
                                        "with",
                                        "is|are|was|were",
                                        "a|an",
                                        "the",
                                        "and|or",
                                        "because|due|since",
                                        "called|named|known|titled"};

    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (cn_phrase_at(text, i, i + 1, kinds[k]) > 0)
            return (int)k + 1;
    return text->words[i].flags & CN_WORD_STOP    ? 20
           : text->words[i].flags & CN_WORD_DIGIT ? 21
           : text->words[i].flags & CN_WORD_UPPER ? 22
                                                  : 23;
}

int cn_span_word_kind(const cn_span_scene *scene, size_t i)
{
    const size_t at = i - scene->asked->passages->sentences[scene->in.sentence].first;

    return at < CN_SPAN_KINDS_MAX ? scene->kinds[at] : word_kind(scene->in.text, i);
}

void cn_span_scene_read(cn_span_scene *scene)
{
    const cn_span_asked *asked = scene->asked;
    const cn_sentence *sentence = &asked->passages->sentences[scene->in.sentence];
    const uint64_t with_head = scene->own | scene->head;
    float *f = scene->shared;

    memset(scene->shared, 0, sizeof scene->shared);
    for (uint32_t i = 0; i < sentence->n && i < CN_SPAN_KINDS_MAX; i++)
        scene->kinds[i] = (uint8_t)word_kind(scene->in.text, sentence->first + i);
    read_question(scene, f);
    read_passage(scene, f);
    f[CN_SF_own_share] = (float)cn_span_terms_share(asked, scene->own);
    f[CN_SF_head_share] = (float)cn_span_terms_share(asked, with_head);
    f[CN_SF_path_share] = (float)cn_span_terms_share(asked, with_head | scene->path);
    f[CN_SF_near_share] = (float)cn_span_terms_share(asked, with_head | scene->before);
    f[CN_SF_sentence_names] = (float)names_share(asked, with_head);
    f[CN_SF_sentence_others] = (float)others_share(asked, scene->own);
    f[CN_SF_heavy_missing] = (float)heaviest(asked, ~(with_head | scene->path));
    f[CN_SF_missing_names] =
        (float)count_bits(asked->names & ~(with_head | scene->before | scene->path));
    f[CN_SF_sentence_rank] = (float)scene->rank;
    f[CN_SF_sentence_score] = (float)scene->score;
    f[CN_SF_sentence_place] = (float)(scene->in.sentence - scene->passage->first_sentence);
    f[CN_SF_sentence_words] = (float)sentence->n;
    f[CN_SF_relation_held] = (float)(asked->relations == 0                  ? 0
                                     : (scene->own & asked->relations) != 0 ? 2
                                                                            : 1);
    f[CN_SF_is_negated] = (float)is_negated(scene->in.tree);
    f[CN_SF_bound_held] =
        (float)part((double)count_bits(with_head & asked->bound), (double)count_bits(asked->bound));
    f[CN_SF_has_tree] = (float)(scene->in.tree->n > 0);
    f[CN_SF_own_related] = (float)cn_span_terms_share(asked, scene->own | scene->related);
    f[CN_SF_head_related] = (float)cn_span_terms_share(asked, with_head | scene->related);
    f[CN_SF_relation_related] = (float)(((scene->own | scene->related) & asked->relations) != 0);
    f[CN_SF_asked_negated] = (float)asked->is_negated;
    f[CN_SF_question_ends] = (float)asked->is_last;
    f[CN_SF_noun_kind] = (float)asked->noun_kind;
    f[CN_SF_best_ratio] = (float)part(f[CN_SF_head_share], scene->best_share);
    cn_span_likeness_scene(scene, f);
}

/* 3: just what is asked for, 2: may well be, 1: a name of an unknown kind, 0: no. */
static int type_fit(cn_asked asked, const cn_answer_span *span, int type)
{
    const bool is_name = span->found & (CN_SPAN_NAME | CN_SPAN_KNOWN | CN_SPAN_QUOTED);

    switch (asked) {
    case CN_ASKED_PERSON:
        return type == CN_TYPE_PERSON         ? 3
               : type == CN_TYPE_ORGANISATION ? 2
               : type == CN_TYPE_OTHER        ? is_name
                                              : 0;
    case CN_ASKED_PLACE:
        return type == CN_TYPE_PLACE          ? 3
               : type == CN_TYPE_ORGANISATION ? 2
               : type == CN_TYPE_OTHER        ? is_name
                                              : 0;
    case CN_ASKED_DATE:
        return span->found & CN_SPAN_DATE ? 3 : type == CN_TYPE_DATE ? 2 : type == CN_TYPE_TIME;
    case CN_ASKED_YEAR:
        return span->found & CN_SPAN_YEAR ? 3 : span->found & CN_SPAN_DATE ? 2 : 0;
    case CN_ASKED_NUMBER:
        return span->found & CN_SPAN_DATE     ? 0
               : span->found & CN_SPAN_NUMBER ? 3
               : type >= CN_TYPE_QUANTITY     ? 2
                                              : 0;
    default:
        return is_name ? 2 : 1;
    }
}

static void read_looks(const cn_span_scene *scene, const cn_answer_span *span, const cn_word *words,
                       float *f)
{
    size_t capitals = 0, digits = 0, stops = 0;

    for (uint32_t i = 0; i < span->n; i++) {
        capitals += (words[i].flags & CN_WORD_UPPER) != 0;
        digits += (words[i].flags & CN_WORD_DIGIT) != 0;
        stops += (words[i].flags & CN_WORD_STOP) != 0;
    }
    f[CN_SF_is_name] = (float)((span->found & CN_SPAN_NAME) != 0);
    f[CN_SF_is_known] = (float)((span->found & CN_SPAN_KNOWN) != 0);
    f[CN_SF_is_date] = (float)((span->found & CN_SPAN_DATE) != 0);
    f[CN_SF_is_year] = (float)((span->found & CN_SPAN_YEAR) != 0);
    f[CN_SF_is_number] = (float)((span->found & CN_SPAN_NUMBER) != 0);
    f[CN_SF_is_quoted] = (float)((span->found & CN_SPAN_QUOTED) != 0);
    f[CN_SF_is_nouns] = (float)((span->found & CN_SPAN_NOUNS) != 0);
    f[CN_SF_is_verbs] = (float)((span->found & CN_SPAN_VERBS) != 0);
    f[CN_SF_is_word] = (float)((span->found & CN_SPAN_WORD) != 0);
    f[CN_SF_is_whole] = (float)((span->found & CN_SPAN_WHOLE) != 0);
    f[CN_SF_is_title] = (float)((span->found & CN_SPAN_TITLE) != 0);
    f[CN_SF_type] = (float)span->type;
    f[CN_SF_type_fit] = (float)type_fit(scene->asked->asked, span, span->type);
    f[CN_SF_words] = (float)span->n;
    f[CN_SF_bytes] = (float)(words[span->n - 1].first + words[span->n - 1].len - words[0].first);
    f[CN_SF_capitals] = (float)part((double)capitals, (double)(span->n - stops));
    f[CN_SF_digits] = (float)digits;
    f[CN_SF_stops] = (float)stops;
    f[CN_SF_starts_capital] = (float)((words[0].flags & CN_WORD_UPPER) != 0);
    f[CN_SF_starts_stop] = (float)((words[0].flags & CN_WORD_STOP) != 0);
    f[CN_SF_ends_capital] = (float)((words[span->n - 1].flags & CN_WORD_UPPER) != 0);
}

static bool has_key(const cn_word *words, size_t n, uint64_t key)
{
    for (size_t i = 0; i < n; i++)
        if (words[i].key == key)
            return true;
    return false;
}

/* How much of the span the question says already, and how much is the passage's title. */
static void read_known(const cn_span_scene *scene, const cn_answer_span *span, const cn_word *words,
                       float *f)
{
    const cn_text *title = &scene->passage->title;
    size_t in_question = 0, in_title = 0, content = 0;
    const cn_passage *about;

    for (uint32_t i = 0; i < span->n; i++) {
        if (words[i].flags & CN_WORD_STOP)
            continue;
        content++;
        for (size_t k = 0; k < scene->asked->n_said; k++)
            if (scene->asked->said[k] == words[i].key) {
                in_question++;
                break;
            }
        in_title += has_key(title->words, title->n, words[i].key);
    }
    f[CN_SF_in_question] = content == 0 ? 1 : (float)part((double)in_question, (double)content);
    f[CN_SF_has_term] = (float)(cn_span_terms_in(scene->asked, words, span->n) != 0);
    f[CN_SF_title_overlap] = (float)part((double)in_title, (double)content);
    f[CN_SF_is_subject_title] = (float)(in_title > 0 && scene->shared[CN_SF_is_named] > 0);
    if (!(span->found & (CN_SPAN_NAME | CN_SPAN_KNOWN | CN_SPAN_TITLE)))
        return;
    about = cn_passages_find(scene->asked->passages, words, span->n);
    f[CN_SF_about_passage] = (float)(about == NULL ? 0 : about == scene->passage ? 2 : 1);
    f[CN_SF_about_bridge] = (float)(about && about->is_bridge);
    f[CN_SF_about_named] = (float)(about && about->is_named);
    for (size_t i = 0; about && scene->asked->noun_stem && i < about->body.n && i < DEFINED_WORDS;
         i++)
        if (about->body.words[i].stem == scene->asked->noun_stem)
            f[CN_SF_noun_defined] = 1;
}

static void read_noun(const cn_span_scene *scene, const cn_answer_span *span, const cn_word *words,
                      float *f)
{
    const cn_text *text = scene->in.text;
    const size_t before = span->first > 2 ? span->first - 2 : 0;

    if (!scene->asked->noun_stem)
        return;
    for (uint32_t i = 0; i < span->n; i++)
        if (words[i].stem == scene->asked->noun_stem)
            f[CN_SF_noun_in] = i + 1 == span->n ? 2 : 1;
    for (size_t i = before;
         !(span->found & CN_SPAN_TITLE) && i < text->n && i < (size_t)span->first + span->n + 3;
         i++)
        if (text->words[i].stem == scene->asked->noun_stem)
            f[CN_SF_noun_near] = 1;
}

/* Weights of the terms around the span, each the less the farther off. */
static void read_near(const cn_span_scene *scene, const cn_answer_span *span, float *f)
{
    const cn_span_asked *asked = scene->asked;
    const cn_sentence *sentence = &asked->passages->sentences[scene->in.sentence];
    const cn_word *words = scene->in.text->words;
    double near3 = 0, near8 = 0, sides[2] = {0, 0}, relation = 0;
    uint64_t seen = 0;

    for (size_t d = 1; d <= REACH_WORDS; d++)
        for (int side = 0; side < 2; side++) {
            const size_t i = side ? (size_t)span->first + span->n - 1 + d : span->first - d;

            if (i < sentence->first || i >= (size_t)sentence->first + sentence->n)
                continue;
            for (unsigned t = 0; t < asked->n_terms; t++) {
                const double weight = asked->terms[t].weight;

                if (asked->terms[t].stem != words[i].stem || seen >> t & 1)
                    continue;
                seen |= (uint64_t)1 << t;
                near3 += weight * exp(-(double)d / 3);
                near8 += weight * exp(-(double)d / 8);
                sides[side] += weight * exp(-(double)d / 5);
                if (asked->relations >> t & 1)
                    relation = fmax(relation, exp(-(double)d / 5));
            }
        }
    f[CN_SF_near3] = (float)part(near3, asked->all);
    f[CN_SF_near8] = (float)part(near8, asked->all);
    f[CN_SF_near_left] = (float)part(sides[0], asked->all);
    f[CN_SF_near_right] = (float)part(sides[1], asked->all);
    f[CN_SF_near_relation] = (float)relation;
    f[CN_SF_words_left] = (float)(sentence->first + sentence->n - span->first - span->n);
    f[CN_SF_place] = (float)part((double)(span->first - sentence->first), (double)sentence->n);
}

/* The words on both sides, and whether the span cuts a name. */
static void read_sides(const cn_span_scene *scene, const cn_answer_span *span, float *f)
{
    const cn_sentence *sentence = &scene->asked->passages->sentences[scene->in.sentence];
    const cn_text *text = scene->in.text;
    const size_t end = (size_t)span->first + span->n;
    const size_t at = text->words[span->first].first;
    const size_t stop = text->words[end - 1].first + text->words[end - 1].len;

    if (span->first > sentence->first) {
        f[CN_SF_word_before] = (float)cn_span_word_kind(scene, span->first - 1);
        f[CN_SF_after_comma] = (float)cn_gap_is(text, span->first, ", ");
        f[CN_SF_after_the] = (float)(cn_span_word_kind(scene, span->first - 1) == CN_SPAN_WORD_THE);
    }
    if (end < (size_t)sentence->first + sentence->n) {
        f[CN_SF_word_after] = (float)cn_span_word_kind(scene, end);
        f[CN_SF_before_comma] = (float)cn_gap_is(text, end, ", ");
    }
    f[CN_SF_in_brackets] = (float)((at > 0 && text->text[at - 1] == '(') +
                                   2 * (stop < text->len && text->text[stop] == ')'));
    /* A name that goes on: "New York" of "New York City". */
    f[CN_SF_cuts_name] =
        (float)((span->first > sentence->first && cn_gap_is(text, span->first, " ") &&
                 text->words[span->first - 1].flags & CN_WORD_UPPER &&
                 text->words[span->first].flags & CN_WORD_UPPER) +
                2 * (end < (size_t)sentence->first + sentence->n && cn_gap_is(text, end, " ") &&
                     text->words[end].flags & CN_WORD_UPPER &&
                     text->words[end - 1].flags & CN_WORD_UPPER));
}

static void read_graph(const cn_span_scene *scene, const cn_word *words, const cn_answer_span *span,
                       float *f)
{
    const cn_snapshot *snapshot = scene->asked->passages->view->snapshot;
    const cn_question *question = scene->asked->query->question;
    uint32_t n = 0;
    const uint32_t *entities = cn_snapshot_key(snapshot, cn_words_key(words, span->n), &n);

    if (n == 0)
        return;
    f[CN_SF_is_linked] = 1;
    for (uint64_t i = snapshot->fact_offsets[entities[0]], read = 0;
         i < snapshot->fact_offsets[entities[0] + 1] && read < 64; i++, read++) {
        for (size_t l = 0; l < question->n_links; l++)
            if (snapshot->facts[i].entity == question->links[l].entity)
                f[CN_SF_is_linked] = 2;
        for (size_t b = 0; b < scene->asked->query->n_bound; b++)
            if (snapshot->facts[i].entity == scene->asked->query->bound[b].entity)
                f[CN_SF_is_linked] = 3;
    }
}

static void read_time(const cn_span_scene *scene, const cn_answer_span *span, float *f)
{
    const cn_passages *passages = scene->asked->passages;
    const cn_timing *timing = passages->timing;
    const cn_sentence *sentence = &passages->sentences[scene->in.sentence];
    const cn_word *first = &scene->in.text->words[span->first];
    const cn_word *last = &scene->in.text->words[span->first + span->n - 1];
    cn_fit fit;

    if (!timing || !timing->said || span->found & CN_SPAN_DATE)
        return;
    fit = timing->said(timing->user, sentence->passage, scene->in.text->text + sentence->at,
                       sentence->len, first->first - sentence->at,
                       last->first + last->len - first->first);
    f[CN_SF_time_fit] = fit == CN_FIT_SURE   ? 2
                        : fit == CN_FIT_PAST ? -1
                        : fit == CN_FIT_NOT  ? -2
                                             : 0;
}

void cn_span_features_read(const cn_span_scene *scene, const cn_answer_span *span, float *features)
{
    const bool is_title = span->found & CN_SPAN_TITLE;
    const cn_word *words =
        (is_title ? scene->passage->title.words : scene->in.text->words) + span->first;

    memcpy(features, scene->shared, sizeof scene->shared);
    read_looks(scene, span, words, features);
    read_known(scene, span, words, features);
    read_noun(scene, span, words, features);
    read_graph(scene, words, span, features);
    if (is_title)
        return;
    read_near(scene, span, features);
    read_sides(scene, span, features);
    read_time(scene, span, features);
    cn_span_likeness_read(scene, span, features);
    cn_span_place_read(scene, span, features);
}
