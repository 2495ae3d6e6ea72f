/* A language that nobody speaks, for tests of what treebanks train: sentences of a small grammar,
 * always the same for the same seed. Words are inflected at their ends, so that stems which were
 * not in the training sentences can be told. */
#ifndef CN_TESTS_SMALL_LANGUAGE_H
#define CN_TESTS_SMALL_LANGUAGE_H

#include "unit/base/oom_walk.h"

#include "base/buf.h"
#include "base/mem.h"
#include "unit/base/temp_dir.h"

typedef struct small_language {
    cn_buf out;
    uint64_t seed;
    unsigned first_stem, n_stems; /* which stems are used */
    unsigned id;
    unsigned subject, verb; /* ids in the sentence at hand */
} small_language;

static inline unsigned small_choose(small_language *language, unsigned n)
{
    language->seed = language->seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(language->seed >> 33) % n;
}

static inline const char *small_stem(small_language *language)
{
    static const char *const stems[] = {"tar",  "belo", "kinu", "sop",  "rid",  "mael", "vost",
                                        "lim",  "dagu", "pren", "kolt", "nefa", "sirm", "wud",
                                        "halo", "zint", "brom", "fesk", "gilo", "yant"};

    return stems[(language->first_stem + small_choose(language, language->n_stems)) % 20];
}

static inline void small_word(small_language *language, const char *stem, const char *ending,
                              const char *upos, const char *feats, unsigned head, const char *label)
{
    cn_buf_printf(&language->out, "%u\t%s%s\t%s\t%s\t_\t%s\t%u\t%s\t_\t_\n", ++language->id, stem,
                  ending, stem, upos, feats, head, label);
}

/* A determiner, perhaps an adjective, a noun that hangs on head. */
static inline void small_phrase(small_language *language, const char *adposition, unsigned head,
                                const char *label)
{
    const bool has_adjective = small_choose(language, 2) == 0;
    const unsigned noun = language->id + (adposition ? 1 : 0) + (has_adjective ? 3 : 2);
    const bool is_plural = small_choose(language, 2) == 0;

    if (adposition)
        small_word(language, adposition, "", "ADP", "_", noun, "case");
    if (small_choose(language, 2) == 0)
        small_word(language, "lo", "", "DET", "Definite=Def|PronType=Art", noun, "det");
    else
        small_word(language, "mu", "", "DET", "Definite=Ind|PronType=Art", noun, "det");
    if (has_adjective)
        small_word(language, small_stem(language), "isa", "ADJ", "Degree=Pos", noun, "amod");
    small_word(language, small_stem(language), is_plural ? "anek" : "an", "NOUN",
               is_plural ? "Number=Plur" : "Number=Sing", head, label);
}

/* Subject, verb, perhaps an object, perhaps a place, a full stop. */
static inline void small_sentence(small_language *language)
{
    static const char *const adpositions[] = {"ne", "pol", "gi"};
    const unsigned shape = small_choose(language, 4);
    const size_t start = language->out.len;
    unsigned verb = 1;

    /* The verb's place is known once the subject is written: it is written twice. */
    for (int pass = 0; pass < 2; pass++) {
        const uint64_t seed = language->seed;

        language->id = 0;
        language->out.len = start;
        if (shape == 0)
            small_word(language, "sia", "", "PRON", "Person=1|PronType=Prs", verb, "nsubj");
        else
            small_phrase(language, NULL, verb, "nsubj");
        verb = language->id + 1;
        if (pass == 0)
            language->seed = seed;
    }
    if (small_choose(language, 2) == 0)
        small_word(language, small_stem(language), "ama", "VERB",
                   "Mood=Ind|Tense=Past|VerbForm=Fin", 0, "root");
    else
        small_word(language, small_stem(language), "ir", "VERB", "Mood=Ind|Tense=Pres|VerbForm=Fin",
                   0, "root");
    if (shape % 2 == 0)
        small_phrase(language, NULL, verb, "obj");
    if (shape > 1)
        small_phrase(language, adpositions[small_choose(language, 3)], verb, "obl");
    small_word(language, ".", "", "PUNCT", "_", verb, "punct");
    cn_buf_add_str(&language->out, "\n");
}

/* Writes n sentences with stems first_stem, ... of 20 to the file `name`. */
static inline void small_treebank(temp_dir *dir, const char *name, unsigned n, uint64_t seed,
                                  unsigned first_stem, unsigned n_stems)
{
    small_language language = {.seed = seed, .first_stem = first_stem, .n_stems = n_stems};

    cn_buf_init(&language.out, SIZE_MAX);
    for (unsigned i = 0; i < n; i++)
        small_sentence(&language);
    temp_file_put(dir, name, cn_buf_str(&language.out));
    cn_buf_done(&language.out);
}

#endif
