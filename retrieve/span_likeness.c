/* Likeness by words. Linear in the sentence times the question's terms, which are bounded. */
#include "retrieve/span_likeness.h"

#include <math.h>

#include "retrieve/meaning.h"
#include "schema/rows.h"

enum { REACH_WORDS = 16 };

static double part(double held, double all)
{
    return all > 0 ? held / all : 0;
}

static int term_of(const cn_span_asked *asked, const cn_word *word)
{
    if (!(word->flags & CN_WORD_STOP))
        for (unsigned t = 0; t < asked->n_terms; t++)
            if (asked->terms[t].stem == word->stem)
                return (int)t;
    return -1;
}

/* Share of neighbouring terms of the question that are neighbours in the sentence (small words
 * between them do not count), and of all terms the weight of the longest run in the same order. */
void cn_span_likeness_scene(const cn_span_scene *scene, float *f)
{
    const cn_span_asked *asked = scene->asked;
    const cn_sentence *sentence = &asked->passages->sentences[scene->in.sentence];
    const cn_word *words = scene->in.text->words + sentence->first;
    double best[CN_SPAN_TERMS_MAX + 1] = {0}; /* of the first t terms */
    uint64_t pairs = 0;
    unsigned n_pairs = 0;
    int last = -1;

    for (uint32_t i = 0; i < sentence->n; i++) {
        const int term = term_of(asked, &words[i]);
        double from;

        if (term >= 0 && last >= 0 && term == last + 1)
            pairs |= (uint64_t)1 << term;
        if (!(words[i].flags & CN_WORD_STOP))
            last = term;
        if (term < 0)
            continue;
        /* The usual table for the longest common subsequence, one row; terms are distinct. */
        from = best[term] + asked->terms[term].weight;
        for (unsigned t = (unsigned)term + 1; t <= asked->n_terms && best[t] < from; t++)
            best[t] = from;
    }
    for (; pairs; pairs &= pairs - 1)
        n_pairs++;
    f[CN_SF_pairs] = (float)part(n_pairs, asked->n_terms > 1 ? asked->n_terms - 1.0 : 0);
    f[CN_SF_ordered] = (float)part(best[asked->n_terms], asked->all);
}

/* How many of the two stems beside the gap stand beside the span, nearest first. */
static unsigned same_side(const cn_span_scene *scene, const cn_answer_span *span, bool is_after,
                          const uint64_t stems[2])
{
    const cn_text *text = scene->in.text;
    const cn_sentence *sentence = &scene->asked->passages->sentences[scene->in.sentence];
    size_t at = is_after ? (size_t)span->first + span->n : span->first;
    unsigned same = 0;

    for (unsigned read = 0; read < 6 && same < 2; read++) {
        size_t i;

        if (is_after ? at >= (size_t)sentence->first + sentence->n : at <= sentence->first)
            break;
        i = is_after ? at++ : --at;
        if (cn_span_word_kind(scene, i) == CN_SPAN_WORD_A ||
            cn_span_word_kind(scene, i) == CN_SPAN_WORD_THE)
            continue;
        if (stems[same] == 0 || text->words[i].stem != stems[same])
            break;
        same++;
    }
    return same;
}

static double near_related(const cn_span_scene *scene, const cn_answer_span *span)
{
    const cn_span_asked *asked = scene->asked;
    const cn_sentence *sentence = &asked->passages->sentences[scene->in.sentence];
    const cn_word *words = scene->in.text->words;
    uint64_t seen = 0;
    double near = 0;

    for (size_t d = 1; d <= REACH_WORDS; d++)
        for (int side = 0; side < 2; side++) {
            const size_t i = side ? (size_t)span->first + span->n - 1 + d : span->first - d;
            uint64_t terms;

            if (i < sentence->first || i >= (size_t)sentence->first + sentence->n)
                continue;
            terms =
                (cn_span_terms_in(asked, &words[i], 1) | cn_span_related_in(asked, &words[i], 1)) &
                ~seen;
            seen |= terms;
            near += terms ? cn_span_terms_weight(asked, terms) * exp(-(double)d / 5) : 0;
        }
    return part(near, asked->all);
}

/* Does the kind of noun name what the recogniser calls this type? 1 yes, -1 no, 0 not known. */
static int kind_fit(int kind, const cn_answer_span *span)
{
    static const int types[] = {[CN_NOUN_PERSON] = CN_TYPE_PERSON,
                                [CN_NOUN_PLACE] = CN_TYPE_PLACE,
                                [CN_NOUN_ORGANISATION] = CN_TYPE_ORGANISATION,
                                [CN_NOUN_WORK] = CN_TYPE_WORK,
                                [CN_NOUN_EVENT] = CN_TYPE_EVENT,
                                [CN_NOUN_PRODUCT] = CN_TYPE_PRODUCT};

    if (kind == CN_NOUN_QUANTITY)
        return span->found & CN_SPAN_NUMBER ? 1 : -1;
    if (kind == CN_NOUN_TIME)
        return span->found & CN_SPAN_DATE || span->type == CN_TYPE_DATE ? 1 : -1;
    if (kind <= CN_NOUN_UNKNOWN || kind > CN_NOUN_PRODUCT || span->type == CN_TYPE_OTHER)
        return 0;
    return types[kind] == span->type ? 1 : -1;
}

static void read_kinds(const cn_span_scene *scene, const cn_answer_span *span, float *f)
{
    const cn_span_asked *asked = scene->asked;
    const cn_meaning *meaning = asked->passages->view->meaning;
    const cn_text *question = &asked->passages->question;
    const cn_word *last = &scene->in.text->words[span->first + span->n - 1];
    int kind;

    f[CN_SF_kind_fit] = (float)kind_fit(asked->noun_kind, span);
    if (!meaning || last->flags & (CN_WORD_UPPER | CN_WORD_DIGIT | CN_WORD_STOP))
        return;
    kind = (int)cn_meaning_noun_kind(meaning, scene->in.text->text, last);
    f[CN_SF_head_kind] = (float)kind;
    if (asked->asked == CN_ASKED_PERSON && kind != CN_NOUN_UNKNOWN)
        f[CN_SF_kind_fit] = kind == CN_NOUN_PERSON ? 1 : -1;
    if (!asked->noun_stem)
        return;
    if (asked->noun_kind != CN_NOUN_UNKNOWN && kind != CN_NOUN_UNKNOWN)
        f[CN_SF_kind_fit] = kind == asked->noun_kind ? 1 : -1;
    f[CN_SF_is_a] = (float)cn_meaning_is_a(meaning, scene->in.text->text, last, question->text,
                                           &question->words[asked->noun.first + asked->noun.n - 1]);
}

void cn_span_likeness_read(const cn_span_scene *scene, const cn_answer_span *span, float *features)
{
    float *f = features;

    f[CN_SF_same_before] = (float)same_side(scene, span, false, scene->asked->before);
    f[CN_SF_same_after] = (float)same_side(scene, span, true, scene->asked->after);
    f[CN_SF_near_related] = (float)near_related(scene, span);
    read_kinds(scene, span, f);
}
