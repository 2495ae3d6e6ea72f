/* Kin by two relations, see facts_kin.h. */
#include "retrieve/facts_kin.h"

#include <string.h>

#include "retrieve/facts_names.h"

/* Longer ones first. */
static const cn_kin kin[] = {
    {"paternal grandfather", "father", "father"},
    {"paternal grandmother", "father", "mother"},
    {"maternal grandfather", "mother", "father"},
    {"maternal grandmother", "mother", "mother"},
    {"father in law", "spouse", "father"},
    {"mother in law", "spouse", "mother"},
    {"child in law", "child", "spouse"},
    {"son in law", "child", "spouse"},
    {"daughter in law", "child", "spouse"},
    {"children in law", "child", "spouse"},
    {"sibling in law", "spouse", "sibling"},
    {"brother in law", "spouse", "sibling"},
    {"sister in law", "spouse", "sibling"},
    {"grandfather", "parent", "father"},
    {"grandmother", "parent", "mother"},
    {"stepfather", "mother", "spouse"},
    {"stepmother", "father", "spouse"},
    {"uncle", "parent", "sibling"},
    {"aunt", "parent", "sibling"},
    {"nephew", "sibling", "child"},
    {"niece", "sibling", "child"},
    {"grandchild", "child", "child"},
    {"grandson", "child", "child"},
    {"granddaughter", "child", "child"},
};

/* The step's words from word i on are these, in any case. */
static bool words_are(const cn_question *question, const cn_step *step, size_t i, const char *words)
{
    for (const char *at = words; *at; i++) {
        const size_t len = strcspn(at, " ");
        const cn_word *word = i < question->words.n ? &question->words.items[i] : NULL;

        if (!word || word->len != len || !cn_step_has_word(step, i))
            return false;
        for (size_t k = 0; k < len; k++)
            if ((question->text[word->first + k] | 0x20) != at[k])
                return false;
        at += len + (at[len] == ' ');
    }
    return true;
}

const cn_kin *cn_kin_find(const cn_question *question, unsigned step)
{
    for (size_t k = 0; k < sizeof kin / sizeof *kin; k++)
        for (size_t i = 0; i < question->words.n; i++)
            if (words_are(question, &question->plan.steps[step], i, kin[k].words))
                return &kin[k];
    return NULL;
}
