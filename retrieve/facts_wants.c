/* What phrases say as relations, see facts_wants.h. */
#include "retrieve/facts_wants.h"

#include <string.h>

#include "base/hash.h"

typedef struct type_pair {
    uint8_t subject, object;
} type_pair;

enum { PAIRS_MAX = 6 };
#define ANY CN_TYPE_OTHER
#define NO_PAIR CN_TYPE_TEXT, CN_TYPE_TEXT

/* Types tried on both sides of the words, the answer behind them; the answer before them is the
 * same turned round. */
static const type_pair pairs_of[][PAIRS_MAX] = {
    [CN_ASKED_NAME] = {{ANY, ANY},
                       {CN_TYPE_PERSON, CN_TYPE_WORK},
                       {CN_TYPE_PERSON, CN_TYPE_ORGANISATION},
                       {CN_TYPE_WORK, CN_TYPE_PERSON},
                       {CN_TYPE_ORGANISATION, CN_TYPE_PLACE},
                       {CN_TYPE_WORK, CN_TYPE_ORGANISATION}},
    [CN_ASKED_PERSON] = {{ANY, CN_TYPE_PERSON},
                         {CN_TYPE_WORK, CN_TYPE_PERSON},
                         {CN_TYPE_ORGANISATION, CN_TYPE_PERSON},
                         {CN_TYPE_PERSON, CN_TYPE_PERSON},
                         {ANY, CN_TYPE_ORGANISATION},
                         {NO_PAIR}},
    [CN_ASKED_PLACE] = {{ANY, CN_TYPE_PLACE},
                        {CN_TYPE_PERSON, CN_TYPE_PLACE},
                        {CN_TYPE_ORGANISATION, CN_TYPE_PLACE},
                        {CN_TYPE_PLACE, CN_TYPE_PLACE},
                        {CN_TYPE_PERSON, CN_TYPE_ORGANISATION},
                        {NO_PAIR}},
    [CN_ASKED_DATE] = {{ANY, CN_TYPE_DATE},
                       {CN_TYPE_WORK, CN_TYPE_DATE},
                       {CN_TYPE_ORGANISATION, CN_TYPE_DATE},
                       {NO_PAIR}},
    [CN_ASKED_NUMBER] = {{ANY, CN_TYPE_QUANTITY}, {CN_TYPE_PLACE, CN_TYPE_QUANTITY}, {NO_PAIR}},
};

static const type_pair *pairs_for(cn_asked asked)
{
    if (asked == CN_ASKED_YEAR)
        return pairs_of[CN_ASKED_DATE];
    return pairs_of[asked <= CN_ASKED_NUMBER ? asked : CN_ASKED_NAME];
}

static void want(cn_fact_fits *fits, int64_t relation, bool is_inverse, float fit, bool is_wide)
{
    for (size_t i = 0; i < fits->n_wants; i++)
        if (fits->wants[i].relation == relation && fits->wants[i].is_inverse == is_inverse) {
            fits->wants[i].fit = fit > fits->wants[i].fit ? fit : fits->wants[i].fit;
            fits->wants[i].is_wide &= is_wide;
            return;
        }
    if (relation != 0 && fits->n_wants < CN_FIT_WANTS_MAX)
        fits->wants[fits->n_wants++] = (cn_fact_want){relation, is_inverse, fit, is_wide};
}

/* Relations that often say the same thing of something: what is asked for, what is there. */
static const struct near {
    const char *asked, *said;
    float fit;
} near_relations[] = {
    {"released on", "published on", 0.7F},
    {"released on", "premiered on", 0.6F},
    {"published on", "released on", 0.7F},
    {"founded on", "opened on", 0.6F},
    {"founded on", "built on", 0.5F},
    {"built on", "completed on", 0.7F},
    {"built on", "opened on", 0.5F},
    {"opened on", "completed on", 0.5F},
    {"opened on", "founded on", 0.5F},
    {"nationality", "country", 0.7F},
    {"country", "nationality", 0.7F},
    {"country", "located in", 0.5F},
    {"country", "language", 0.1F},
    {"located in", "in", 0.8F},
    {"located in", "based in", 0.8F},
    {"located in", "part of", 0.6F},
    {"located in", "country", 0.5F},
    {"based in", "located in", 0.8F},
    {"part of", "located in", 0.6F},
    {"works at", "member of", 0.4F},
    {"works at", "played for", 0.4F},
    {"written by", "created by", 0.5F},
    {"written by", "screenplay by", 0.5F},
    {"written by", "lyrics by", 0.5F},
    {"created by", "written by", 0.6F},
    {"created by", "designed by", 0.6F},
    {"composed by", "performed by", 0.4F},
    {"composed by", "written by", 0.5F},
    {"performed by", "vocalist", 0.5F},
    {"performed by", "released by", 0.3F},
    {"performed by", "by", 0.7F},
    {"written by", "by", 0.6F},
    {"directed by", "by", 0.6F},
    {"published by", "released by", 0.7F},
    {"published by", "developed by", 0.3F},
    {"released by", "published by", 0.7F},
    {"occupation", "is a", 0.6F},
    {"position held", "is a", 0.3F},
    {"genre", "is a", 0.5F},
    {"led by", "founded by", 0.2F},
    {"owned by", "operated by", 0.5F},
    {"owned by", "subsidiary of", 0.6F},
    {"buried in", "died in", 0.3F},
    {"lived in", "born in", 0.3F},
    {"educated at", "works at", 0.2F},
    {"designed by", "built by", 0.5F},
    {"father", "child of", 0.75F},
    {"mother", "child of", 0.75F},
    {"built by", "designed by", 0.5F},
};

static void want_near(cn_fact_fits *fits, const char *relation, bool is_inverse, float fit)
{
    for (size_t i = 0; i < sizeof near_relations / sizeof *near_relations; i++)
        if (strcmp(near_relations[i].asked, relation) == 0)
            want(fits, cn_hash_id(near_relations[i].said, strlen(near_relations[i].said)),
                 is_inverse, fit * near_relations[i].fit, true);
}

static void want_meant(cn_fact_fits *fits, const cn_relate_meant *meant, bool is_inverse, float fit)
{
    want(fits, meant->id, is_inverse, fit, false);
    if (meant->is_symmetric)
        want(fits, meant->id, !is_inverse, fit, false);
    if (meant->implied)
        want(fits, meant->implied, is_inverse != meant->is_implied_swapped, fit * CN_FIT_IMPLIED,
             true);
    want_near(fits, meant->relation, is_inverse, fit);
    if (!is_inverse) {
        fits->wants_country |=
            strcmp(meant->relation, "country") == 0 || strcmp(meant->relation, "nationality") == 0;
        fits->wants_father |= strcmp(meant->relation, "father") == 0;
        fits->wants_mother |= strcmp(meant->relation, "mother") == 0;
    }
}

/* One reading with one pair of types. */
static int look_up(cn_fact_fits *fits, const cn_fact_phrase *p, type_pair types, bool is_before,
                   bool *is_known, cairn_error *err)
{
    const cn_view *view = fits->view;
    const cn_relate_asked ask = {.words = p->text,
                                 .len = p->len,
                                 .subject_type = is_before ? types.object : types.subject,
                                 .object_type = is_before ? types.subject : types.object,
                                 .is_lemma = p->is_lemma};
    cn_relate_meant meant;
    const int rc = view->relate(view->user, &ask, &meant, err);

    if (rc == CAIRN_OK && meant.is_known && meant.id != 0) {
        *is_known = true;
        want_meant(fits, &meant, meant.is_swapped != is_before, is_before ? p->before : p->behind);
    }
    return rc;
}

/* One reading, with all pairs of types. */
static int ask_reading(cn_fact_fits *fits, cn_asked asked, const cn_fact_phrase *p, bool is_before,
                       bool *is_known, cairn_error *err)
{
    static const type_pair literals[] = {{ANY, CN_TYPE_DATE}, {ANY, CN_TYPE_QUANTITY}};
    const type_pair *pairs = pairs_for(asked);
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < PAIRS_MAX && pairs[i].subject != CN_TYPE_TEXT; i++)
        if (!is_before || !CN_TYPE_IS_LITERAL(pairs[i].object))
            rc = look_up(fits, p, pairs[i], is_before, is_known, err);
    /* "the height of X" is asked for as a name is. */
    for (size_t i = 0; rc == CAIRN_OK && !*is_known && !is_before && i < 2; i++)
        if (pairs == pairs_of[CN_ASKED_NAME])
            rc = look_up(fits, p, literals[i], false, is_known, err);
    return rc;
}

/* The reading that the order of the words speaks for; the other where the table does not know it.
 */
int cn_fact_wants_ask(cn_fact_fits *fits, cn_asked asked, const cn_fact_phrase *p, bool *is_known,
                      cairn_error *err)
{
    const bool is_literal =
        asked == CN_ASKED_NUMBER || asked == CN_ASKED_DATE || asked == CN_ASKED_YEAR;
    const bool is_before = p->before > p->behind && !is_literal;
    const bool is_open = p->before >= p->behind && p->behind >= p->before;
    cn_fact_phrase phrase = *p;
    int rc;

    if (is_literal && p->before > p->behind) /* no date is the subject of anything */
        phrase.behind = p->before;
    rc = ask_reading(fits, asked, &phrase, is_before, is_known, err);
    if (rc == CAIRN_OK && (is_open || !*is_known))
        rc = ask_reading(fits, asked, &phrase, !is_before, is_known, err);
    return rc;
}
