/* The commands train-names and eval-names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tools/train/commands.h"
#include "tools/train/names_export.h"
#include "tools/train/names_model.h"

enum { FOLDS_MAX = 10, CORPORA_MAX = 8 };

typedef struct tally {
    size_t gold, found, right, right_kind;
} tally;

typedef struct arguments {
    const char *tagger, *docred, *out, *language;
    const char *corpora[CORPORA_MAX];
    size_t n_corpora;
    unsigned folds, only, step, epochs, document_epochs, least, rows;
    float rate, penalty, document_rate, document_penalty;
} arguments;

typedef struct lessons {
    names_reader reader;
    names_documents documents, corpus;
    names_counts counts;
    bool *is_held;
} lessons;

static void add_tally(tally *sum, const tally *more)
{
    sum->gold += more->gold;
    sum->found += more->found;
    sum->right += more->right;
    sum->right_kind += more->right_kind;
}

/* One past the name, or the token outside of any, that begins at i. */
static size_t name_end(const uint8_t *labels, size_t i)
{
    size_t end = i + 1;

    if (labels[i] != CN_LABEL_OUTSIDE && cn_label_position(labels[i]) != CN_LABEL_UNIT)
        while (cn_label_position(labels[end - 1]) != CN_LABEL_LAST)
            end++;
    return end;
}

static void tally_names(const names_document *document, const uint8_t *labels, tally *all,
                        tally kinds[CN_KIND_COUNT])
{
    all->gold += document->n_gold + document->n_lost;
    for (size_t i = 0; i < document->n_gold; i++)
        kinds[document->gold[i].kind].gold++;
    for (size_t i = 0, end; i < document->trees.n_tokens; i = end) {
        int kind;

        end = name_end(labels, i);
        if (labels[i] == CN_LABEL_OUTSIDE)
            continue;
        kind = cn_label_kind(labels[i]);
        all->found++;
        kinds[kind].found++;
        for (size_t k = 0; k < document->n_gold; k++) {
            const names_span *gold = &document->gold[k];

            if (gold->first != i || gold->end != end)
                continue;
            all->right++;
            all->right_kind += gold->kind == kind;
            kinds[gold->kind].right++;
            kinds[gold->kind].right_kind += gold->kind == kind;
        }
    }
}

static double f1(size_t right, size_t found, size_t gold)
{
    return found + gold ? 200.0 * (double)right / (double)(found + gold) : 0;
}

static void print_tally(const char *name, const tally *t)
{
    printf("\"%s\": {\"gold\": %zu, \"found\": %zu, \"f1\": %.2f, \"f1_typed\": %.2f, "
           "\"precision\": %.2f, \"recall\": %.2f}",
           name, t->gold, t->found, f1(t->right, t->found, t->gold),
           f1(t->right_kind, t->found, t->gold),
           t->found ? 100.0 * (double)t->right / (double)t->found : 0,
           t->gold ? 100.0 * (double)t->right / (double)t->gold : 0);
}

static bool read_arguments(int argc, char **argv, arguments *a)
{
    *a = (arguments){.language = "en",
                     .folds = 5,
                     .only = FOLDS_MAX,
                     .step = 1,
                     .epochs = 12,
                     .document_epochs = 6,
                     .least = 2,
                     .rows = 40000,
                     .rate = 0.03f,
                     .penalty = 2.0f,
                     .document_rate = 0.05f,
                     .document_penalty = 100.0f};
    for (int i = 0; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        bool took = true;

        if (value && strcmp(argv[i], "--tagger") == 0)
            a->tagger = value;
        else if (value && strcmp(argv[i], "--docred") == 0)
            a->docred = value;
        else if (value && strcmp(argv[i], "--out") == 0)
            a->out = value;
        else if (value && strcmp(argv[i], "--language") == 0)
            a->language = value;
        else if (value && strcmp(argv[i], "--corpus") == 0 && a->n_corpora < CORPORA_MAX)
            a->corpora[a->n_corpora++] = value;
        else if (value && strcmp(argv[i], "--folds") == 0)
            a->folds = (unsigned)strtoul(value, NULL, 10);
        else if (value && strcmp(argv[i], "--only") == 0)
            a->only = (unsigned)strtoul(value, NULL, 10);
        else if (value && strcmp(argv[i], "--step") == 0)
            a->step = (unsigned)strtoul(value, NULL, 10);
        else if (value && strcmp(argv[i], "--epochs") == 0)
            a->epochs = (unsigned)strtoul(value, NULL, 10);
        else if (value && strcmp(argv[i], "--document-epochs") == 0)
            a->document_epochs = (unsigned)strtoul(value, NULL, 10);
        else if (value && strcmp(argv[i], "--least") == 0)
            a->least = (unsigned)strtoul(value, NULL, 10);
        else if (value && strcmp(argv[i], "--rows") == 0)
            a->rows = (unsigned)strtoul(value, NULL, 10);
        else if (value && strcmp(argv[i], "--rate") == 0)
            a->rate = strtof(value, NULL);
        else if (value && strcmp(argv[i], "--penalty") == 0)
            a->penalty = strtof(value, NULL);
        else if (value && strcmp(argv[i], "--document-rate") == 0)
            a->document_rate = strtof(value, NULL);
        else if (value && strcmp(argv[i], "--document-penalty") == 0)
            a->document_penalty = strtof(value, NULL);
        else
            took = false;
        if (!took)
            return false;
        i++;
    }
    return a->docred && a->folds >= 2 && a->folds <= FOLDS_MAX;
}

static void lessons_done(lessons *l)
{
    names_documents_done(&l->documents);
    names_documents_done(&l->corpus);
    names_counts_done(&l->counts);
    cn_free(l->is_held);
    names_reader_done(&l->reader);
}

static int lessons_read(lessons *l, const arguments *a, cairn_error *err)
{
    int rc;

    memset(l, 0, sizeof(*l));
    names_counts_init(&l->counts);
    rc = names_reader_init(&l->reader, a->tagger, err);
    if (rc == CAIRN_OK)
        rc = names_read_docred(&l->reader, a->docred, &l->documents, err);
    for (size_t i = 0; rc == CAIRN_OK && i < a->n_corpora; i++)
        rc = names_read_corpus(&l->reader, a->corpora[i], &l->corpus, err);
    if (rc == CAIRN_OK)
        rc = names_count_use(&l->counts, &l->reader, &l->corpus, err);
    l->is_held = cn_alloc_zero(l->documents.n + 1, sizeof(bool));
    if (rc == CAIRN_OK && !l->is_held)
        rc = cn_fail_memory(err, l->documents.n);
    return rc;
}

static names_lesson lesson_of(lessons *l, const arguments *a)
{
    return (names_lesson){
        .documents = &l->documents,
        .corpus = &l->corpus,
        .is_held = l->is_held,
        .reader = &l->reader,
        .counts = &l->counts,
        .corpus_step = a->n_corpora ? a->step : 0,
        .base = {a->epochs, a->least, a->rate, a->penalty},
        .document = {a->document_epochs, 3, a->document_rate, a->document_penalty},
        .base_rows = a->rows,
        .document_rows = 2000};
}

static int eval_fold(lessons *l, const arguments *a, unsigned fold, tally *first, tally *all,
                     tally kinds[CN_KIND_COUNT], cairn_error *err)
{
    names_lesson lesson = lesson_of(l, a);
    tally unused[CN_KIND_COUNT] = {{0}};
    names_model model;
    int rc;

    for (size_t d = 0; d < l->documents.n; d++)
        l->is_held[d] = d % a->folds == fold;
    rc = names_model_learn(&model, &lesson, err);
    for (size_t d = 0; rc == CAIRN_OK && d < l->documents.n; d++) {
        const names_document *document = &l->documents.items[d];
        uint8_t *labels;

        if (!l->is_held[d])
            continue;
        labels = cn_alloc_zero(2 * document->trees.n_tokens + 1, 1);
        if (!labels)
            rc = cn_fail_memory(err, document->trees.n_tokens);
        else
            rc = names_model_label(&model, l->reader.tagger, document,
                                   labels + document->trees.n_tokens, labels, NULL, err);
        if (rc == CAIRN_OK) {
            tally_names(document, labels, all, kinds);
            tally_names(document, labels + document->trees.n_tokens, first, unused);
        }
        cn_free(labels);
    }
    names_model_done(&model);
    return rc;
}

int eval_names(int argc, char **argv)
{
    static const char *const kind_names[CN_KIND_COUNT] = {"PER",  "ORG", "LOC",
                                                          "TIME", "NUM", "MISC"};
    tally first = {0}, all = {0}, kinds[CN_KIND_COUNT] = {{0}};
    cairn_error err = {0};
    arguments a;
    lessons l;
    int rc;

    if (!read_arguments(argc, argv, &a))
        return 2;
    rc = lessons_read(&l, &a, &err);
    for (unsigned fold = 0; rc == CAIRN_OK && fold < a.folds; fold++) {
        tally fold_first = {0}, fold_all = {0};

        if (a.only < FOLDS_MAX && fold != a.only)
            continue;
        rc = eval_fold(&l, &a, fold, &fold_first, &fold_all, kinds, &err);
        fprintf(stderr, "fold %u: first pass %.2f %.2f, second %.2f %.2f\n", fold,
                f1(fold_first.right, fold_first.found, fold_first.gold),
                f1(fold_first.right_kind, fold_first.found, fold_first.gold),
                f1(fold_all.right, fold_all.found, fold_all.gold),
                f1(fold_all.right_kind, fold_all.found, fold_all.gold));
        add_tally(&first, &fold_first);
        add_tally(&all, &fold_all);
    }
    if (rc < 0) {
        fprintf(stderr, "%s\n", err.message);
    } else {
        printf("{\"folds\": %u, ", a.folds);
        print_tally("all", &all);
        printf(", ");
        print_tally("first pass", &first);
        for (int k = 0; k < CN_KIND_COUNT; k++)
            printf(", \"%s\": {\"gold\": %zu, \"found\": %zu, \"f1_typed\": %.2f}", kind_names[k],
                   kinds[k].gold, kinds[k].found,
                   f1(kinds[k].right_kind, kinds[k].found, kinds[k].gold));
        printf("}\n");
    }
    lessons_done(&l);
    return rc < 0;
}

/* Adds the names found in a document, with whether each is right. */
static int judge_names(const names_model *model, const lessons *l, const names_document *document,
                       names_judged **judged, size_t *n, size_t *cap, cairn_error *err)
{
    size_t n_tokens = document->trees.n_tokens;
    uint8_t *labels = cn_alloc_zero(n_tokens + 1, 1);
    float *margins = cn_alloc_zero(n_tokens + 1, sizeof(*margins));
    int rc = labels && margins
                 ? names_model_label(model, l->reader.tagger, document, NULL, labels, margins, err)
                 : cn_fail_memory(err, n_tokens);

    for (size_t i = 0, end; rc == CAIRN_OK && i < n_tokens; i = end) {
        names_judged name = {.margin = margins[i], .is_right = true};

        end = name_end(labels, i);
        if (labels[i] == CN_LABEL_OUTSIDE)
            continue;
        for (size_t k = i; k < end; k++) {
            name.margin = margins[k] < name.margin ? margins[k] : name.margin;
            name.is_right &= labels[k] == document->labels[k];
        }
        if (!cn_grow((void **)judged, cap, *n + 1, (size_t)1 << 24, sizeof(name)))
            rc = cn_fail_memory(err, *n);
        else
            (*judged)[(*n)++] = name;
    }
    cn_free(labels);
    cn_free(margins);
    return rc;
}

/* How sure names are, by those of a fifth of the documents, that is not learned from. */
static int find_sure(lessons *l, const arguments *a, cn_name_sure *sure, size_t *n_sure,
                     cairn_error *err)
{
    enum { FIFTHS = 5 };
    names_lesson lesson = lesson_of(l, a);
    names_judged *judged = NULL;
    size_t n = 0, cap = 0;
    names_model model;
    int rc;

    *n_sure = 0;
    for (size_t d = 0; d < l->documents.n; d++)
        l->is_held[d] = d % FIFTHS == 0;
    rc = names_model_learn(&model, &lesson, err);
    for (size_t d = 0; rc == CAIRN_OK && d < l->documents.n; d += FIFTHS)
        rc = judge_names(&model, l, &l->documents.items[d], &judged, &n, &cap, err);
    if (rc == CAIRN_OK)
        *n_sure = names_calibrate(judged, n, sure);
    for (size_t i = 0; i < *n_sure; i++)
        fprintf(stderr, "margin %u or more: %u of 1000 right\n", sure[i].margin, sure[i].per_mille);
    cn_free(judged);
    names_model_done(&model);
    return rc;
}

int train_names(int argc, char **argv)
{
    cn_name_sure sure[NAMES_SURE_MAX];
    size_t n_sure = 0;
    cairn_error err = {0};
    names_lesson lesson;
    names_model model;
    arguments a;
    lessons l;
    int rc;

    if (!read_arguments(argc, argv, &a) || !a.out)
        return 2;
    memset(&model, 0, sizeof(model));
    rc = lessons_read(&l, &a, &err);
    if (rc == CAIRN_OK)
        rc = find_sure(&l, &a, sure, &n_sure, &err);
    if (rc == CAIRN_OK) {
        lesson = lesson_of(&l, &a);
        memset(l.is_held, 0, l.documents.n * sizeof(*l.is_held));
        rc = names_model_learn(&model, &lesson, &err);
    }
    if (rc == CAIRN_OK)
        rc = names_export(&model, sure, n_sure, a.language, a.out, &err);
    if (rc < 0)
        fprintf(stderr, "%s\n", err.message);
    names_model_done(&model);
    lessons_done(&l);
    return rc < 0;
}
