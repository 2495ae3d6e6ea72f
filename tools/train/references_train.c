/* cairn-train references: a log-linear model that ranks the candidates of a pronoun, learned from
 * GAP.
 *
 * One pronoun of each text is labelled. Those before it are resolved with the weights of the
 * moment, so that the model learns among entities as it will find them. Each text is seen with its
 * page's title and without, since a title is not always known. AdaGrad over the log of the sum of
 * what the right candidates get; the mean of the later epochs is kept. Arithmetic is in double with
 * an exponential of our own: the same bits on every machine that rounds as IEEE 754 says. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/status.h"
#include "tools/train/commands.h"
#include "tools/train/perceptron.h"
#include "tools/train/references_gap.h"
#include "tools/train/references_words.h"

enum {
    N_EPOCHS = 10,
    N_PLAIN_EPOCHS = 6,
    N_BURN_IN = 4, /* epochs before the mean begins */
    N_FOLDS = 10,
    UNIT = 256 /* of the weights in the file, to one of the model */
};
static const double RATE = 0.02, DECAY = 0.005;
static const uint64_t SEED = 20260102;

typedef struct learner {
    double *weights, *squares, *sums; /* CN_REFERENCE_ROWS */
    uint64_t n_sums;
} learner;

/* One look at an example: who was chosen, who was right. */
typedef struct look {
    const learner *by;
    learner *learns; /* NULL: only looked at */
    const cn_gap_example *example;
    cn_resolution resolution;
    int32_t pronoun; /* mention; -1: not found */
    int32_t chosen;  /* entity */
    bool guesses[2];
    bool is_blind; /* learns from genders */
    unsigned n_plain, n_plain_hits;
    bool is_reached; /* a candidate is right */
} look;

static double exponential(double x)
{
    double y;

    if (x < -40)
        return 0;
    y = 1 + x / 4096 + x * x / (2.0 * 4096 * 4096);
    for (int i = 0; i < 12; i++)
        y *= y;
    return y;
}

static double score_of(const look *l, const cn_reference_candidate *c)
{
    double score = 0;

    for (size_t i = 0; i < c->n; i++)
        score += l->by->weights[c->features[i]];
    return score;
}

/* Does a mention of the entity lie over the name? */
static bool names_entity(const cn_reference_scratch *scratch, int32_t entity,
                         const cn_gap_name *name)
{
    if (entity < 0)
        return false;
    for (size_t i = 0; i < scratch->out->n; i++) {
        const cn_mention *mention = &scratch->out->mentions[i];

        if (mention->kind == CN_MENTION_NAME && scratch->places[i].entity == entity &&
            mention->first < name->first + name->len && name->first < mention->first + mention->len)
            return true;
    }
    return false;
}

/* Which candidates the labels of GAP call right. */
static void judge_by_labels(const look *l, const cn_reference_case *asked, bool *is_right)
{
    const cn_gap_name *names = l->example->names;
    const cn_reference_scratch *scratch = l->resolution.scratch;

    for (size_t i = 0; i < asked->n; i++) {
        int32_t entity = asked->candidates[i].entity;
        bool a = names_entity(scratch, entity, &names[0]);
        bool b = names_entity(scratch, entity, &names[1]);

        is_right[i] = names[0].is_meant || names[1].is_meant
                          ? (a && names[0].is_meant) || (b && names[1].is_meant)
                          : !a && !b;
    }
}

/* 0: a person of no known gender; neuter: no person. */
static uint8_t plain_genders(const cn_reference_entity *entity)
{
    if (entity->is_gender_known)
        return entity->genders;
    if (entity->hinted_genders == CN_GENDER_MASCULINE ||
        entity->hinted_genders == CN_GENDER_FEMININE)
        return entity->hinted_genders;
    return entity->type == CN_TYPE_PERSON ? 0 : CN_GENDER_NEUTER;
}

/* Of a text without labels: right is the only candidate of the pronoun's gender, where all others
 * that may be persons are of the other; of a page's own person it is enough that nobody else is
 * known to be of that gender. -1: it is not plain. */
static int judge_by_genders(const look *l, const cn_reference_case *asked, bool *is_right)
{
    const cn_reference_scratch *scratch = l->resolution.scratch;
    const uint8_t genders = scratch->out->mentions[asked->mention].genders;
    unsigned n_others = 0, n_unknown = 0;
    int found = -1;

    for (size_t i = 0; i < asked->n; i++) {
        int32_t place = asked->candidates[i].entity;
        uint8_t known = place < 0 ? CN_GENDER_NEUTER : plain_genders(&scratch->entities[place]);

        is_right[i] = false;
        if (known == CN_GENDER_NEUTER)
            continue;
        n_others++;
        if (known == 0)
            n_unknown++;
        if ((known & genders) == 0)
            continue;
        if (found >= 0)
            return -1;
        found = (int)i;
    }
    if (found < 0 || n_others < 2 ||
        (n_unknown > 0 && !scratch->entities[asked->candidates[found].entity].is_title))
        return -1;
    is_right[found] = true;
    return found;
}

static void learn(look *l, const cn_reference_case *asked, const double *scores, double best,
                  const bool *is_right)
{
    double all = 0, right = 0, shares[CN_REFERENCE_ENTITIES + CN_REFERENCE_AHEAD + 2];

    for (size_t i = 0; i < asked->n; i++) {
        shares[i] = exponential(scores[i] - best);
        all += shares[i];
        right += is_right[i] ? shares[i] : 0;
    }
    if (right <= 0)
        return;
    for (size_t i = 0; i < asked->n; i++) {
        const cn_reference_candidate *c = &asked->candidates[i];
        double slope = shares[i] / all - (is_right[i] ? shares[i] / right : 0);

        if (slope < 0.001 && slope > -0.001)
            continue;
        for (size_t k = 0; k < c->n; k++) {
            uint16_t row = c->features[k];
            double g = slope + DECAY * l->learns->weights[row], root, square;

            l->learns->squares[row] += g * g;
            square = l->learns->squares[row] + 1.0;
            root = square; /* Newton's square root: the same on every machine */
            for (int step = 0; step < 12; step++)
                root = 0.5 * (root + square / root);
            l->learns->weights[row] -= RATE * g / root;
        }
    }
}

static int choose(void *user, const cn_reference_case *asked)
{
    look *l = user;
    double scores[CN_REFERENCE_ENTITIES + CN_REFERENCE_AHEAD + 2], best_score;
    const cn_reference_scratch *scratch = l->resolution.scratch;
    bool is_right[CN_REFERENCE_ENTITIES + CN_REFERENCE_AHEAD + 2];
    int best = 0;

    scores[0] = 0;
    if (!asked->is_person)
        return 0;
    for (size_t i = 0; i < asked->n; i++) {
        scores[i] = score_of(l, &asked->candidates[i]);
        if (scores[i] > scores[best])
            best = (int)i;
    }
    best_score = scores[best];
    if (l->is_blind) {
        int plain = judge_by_genders(l, asked, is_right);

        if (plain < 0)
            return best;
        l->n_plain++;
        l->n_plain_hits += plain == best;
        learn(l, asked, scores, best_score, is_right);
        return plain;
    }
    if (scratch->out->mentions[asked->mention].first == l->example->pronoun) {
        l->pronoun = asked->mention;
        l->chosen = asked->candidates[best].entity;
        for (size_t i = 0; i < 2; i++)
            l->guesses[i] = names_entity(scratch, l->chosen, &l->example->names[i]);
        for (size_t i = 0; i < asked->n; i++)
            for (size_t k = 0; k < 2; k++)
                l->is_reached |=
                    l->example->names[k].is_meant &&
                    names_entity(scratch, asked->candidates[i].entity, &l->example->names[k]);
        if (l->learns) {
            judge_by_labels(l, asked, is_right);
            learn(l, asked, scores, best_score, is_right);
        }
    }
    return best;
}

static int look_at(look *l, const cn_references *model, const cn_gap_example *example,
                   bool with_title, cairn_error *err)
{
    cn_reference_observer observer = {.choose = choose, .user = l, .is_blind = l->is_blind};
    cn_reference_input input = {.text = example->text,
                                .len = example->len,
                                .trees = &example->trees,
                                .names = example->found,
                                .n_names = example->n_found,
                                .title = with_title ? example->title : ""};

    l->example = example;
    l->pronoun = l->chosen = CN_REFERENCE_NONE;
    l->guesses[0] = l->guesses[1] = l->is_reached = false;
    return cn_references_resolve_with(model, &input, &observer, &l->resolution, err);
}

static int learner_init(learner *made, cairn_error *err)
{
    made->weights = cn_alloc_zero(CN_REFERENCE_ROWS, sizeof(double));
    made->squares = cn_alloc_zero(CN_REFERENCE_ROWS, sizeof(double));
    made->sums = cn_alloc_zero(CN_REFERENCE_ROWS, sizeof(double));
    made->n_sums = 0;
    return made->weights && made->squares && made->sums
               ? CAIRN_OK
               : cn_fail_memory(err, CN_REFERENCE_ROWS * sizeof(double));
}

static void learner_done(learner *made)
{
    cn_free(made->weights);
    cn_free(made->squares);
    cn_free(made->sums);
}

/* What passages without labels teach: pronouns that only one gender resolves, learned without a
 * look at genders. */
static int learn_plain(learner *made, const cn_references *model, const cn_gap_set *passages,
                       cairn_error *err)
{
    uint32_t *order = cn_alloc_zero(passages->n + 1, sizeof(*order));
    uint64_t seed = SEED;
    look l = {.by = made, .learns = made, .is_blind = true};
    int rc = CAIRN_OK;

    if (!order)
        return cn_fail_memory(err, passages->n);
    cn_resolution_init(&l.resolution);
    for (size_t epoch = 0; epoch < N_PLAIN_EPOCHS && rc == CAIRN_OK; epoch++) {
        for (uint32_t i = 0; i < passages->n; i++)
            order[i] = i;
        cn_train_shuffle(order, passages->n, &seed);
        l.n_plain = l.n_plain_hits = 0;
        for (size_t i = 0; i < passages->n && rc == CAIRN_OK; i++)
            rc = look_at(&l, model, &passages->examples[order[i]], i % 2 == 1, err);
        fprintf(stderr, "plain pronouns: %u, guessed %.4f\n", l.n_plain,
                (double)l.n_plain_hits / (l.n_plain + 1e-9));
    }
    memset(made->squares, 0, CN_REFERENCE_ROWS * sizeof(double));
    cn_resolution_done(&l.resolution);
    cn_free(order);
    return rc;
}

/* Learns from all examples but those of `fold` (of n_folds; n_folds 0: from all). */
static int learn_all(learner *made, const learner *before, const cn_references *model,
                     const cn_gap_set *gap, size_t fold, size_t n_folds, cairn_error *err)
{
    uint32_t *order = cn_alloc_zero(gap->n * 2 + 1, sizeof(*order));
    uint64_t seed = SEED;
    look l = {.by = made, .learns = made};
    int rc = CAIRN_OK;

    if (!order)
        return cn_fail_memory(err, gap->n);
    cn_resolution_init(&l.resolution);
    memcpy(made->weights, before->weights, CN_REFERENCE_ROWS * sizeof(double));
    for (size_t epoch = 0; epoch < N_EPOCHS && rc == CAIRN_OK; epoch++) {
        for (uint32_t i = 0; i < gap->n * 2; i++)
            order[i] = i;
        cn_train_shuffle(order, gap->n * 2, &seed);
        for (size_t i = 0; i < gap->n * 2 && rc == CAIRN_OK; i++) {
            size_t at = order[i] / 2;

            if (n_folds == 0 || at % n_folds != fold)
                rc = look_at(&l, model, &gap->examples[at], order[i] % 2 == 1, err);
        }
        if (epoch < N_BURN_IN)
            continue;
        for (size_t i = 0; i < CN_REFERENCE_ROWS; i++)
            made->sums[i] += made->weights[i];
        made->n_sums++;
    }
    for (size_t i = 0; i < CN_REFERENCE_ROWS && made->n_sums > 0; i++)
        made->weights[i] = made->sums[i] / (double)made->n_sums;
    cn_resolution_done(&l.resolution);
    cn_free(order);
    return rc;
}

/* Decisions about A and B: right, said in vain, missed; of all, of he, of she. */
typedef struct tally {
    unsigned hits[3], falses[3], misses[3];
    unsigned n_examples, n_pronouns, n_none, n_names_found, n_names, n_reached;
} tally;

static void count(tally *t, const look *l)
{
    const cn_gap_example *e = l->example;
    int gender = e->is_feminine ? 2 : 1;

    t->n_examples++;
    t->n_pronouns += l->pronoun >= 0;
    t->n_none += l->chosen < 0;
    t->n_reached += l->is_reached;
    for (size_t i = 0; i < 2; i++) {
        for (int g = 0; g <= gender; g += gender) {
            t->hits[g] += l->guesses[i] && e->names[i].is_meant;
            t->falses[g] += l->guesses[i] && !e->names[i].is_meant;
            t->misses[g] += !l->guesses[i] && e->names[i].is_meant;
        }
        t->n_names++;
        for (size_t k = 0; k < e->n_found; k++) {
            if (e->found[k].first < e->names[i].first + e->names[i].len &&
                e->names[i].first < e->found[k].first + e->found[k].len &&
                !CN_TYPE_IS_LITERAL(e->found[k].type)) {
                t->n_names_found++;
                break;
            }
        }
    }
}

static double f1_of(const tally *t, int g)
{
    double twice = 2.0 * t->hits[g];

    return twice > 0 ? 100 * twice / (twice + t->falses[g] + t->misses[g]) : 0;
}

static void print_tally(const char *name, const tally *t)
{
    printf("\"%s\": {\"f1\": %.2f, \"precision\": %.2f, \"recall\": %.2f, \"masculine\": %.2f, "
           "\"feminine\": %.2f, \"bias\": %.3f, \"examples\": %u, \"pronouns\": %u, "
           "\"unresolved\": %u, \"reached\": %u, \"names_found\": %.4f}",
           name, f1_of(t, 0), 100.0 * t->hits[0] / (t->hits[0] + t->falses[0] + 1e-9),
           100.0 * t->hits[0] / (t->hits[0] + t->misses[0] + 1e-9), f1_of(t, 1), f1_of(t, 2),
           f1_of(t, 2) / (f1_of(t, 1) + 1e-9), t->n_examples, t->n_pronouns, t->n_none,
           t->n_reached, (double)t->n_names_found / (t->n_names + 1e-9));
}

static int test_fold(const learner *made, const cn_references *model, const cn_gap_set *gap,
                     size_t fold, size_t n_folds, tally tallies[2], cairn_error *err)
{
    look l = {.by = made};
    int rc = CAIRN_OK;

    cn_resolution_init(&l.resolution);
    for (size_t i = 0; i < gap->n && rc == CAIRN_OK; i++) {
        if (n_folds > 0 && i % n_folds != fold)
            continue;
        for (int title = 0; title < 2 && rc == CAIRN_OK; title++) {
            rc = look_at(&l, model, &gap->examples[i], title == 1, err);
            count(&tallies[title], &l);
        }
    }
    cn_resolution_done(&l.resolution);
    return rc;
}

static int fail(const cairn_error *err)
{
    fprintf(stderr, "cairn-train: %s\n", err->message);
    return 1;
}

static int run_folds(const cn_references *model, const learner *before, const cn_gap_set *gap,
                     size_t n_folds, cairn_error *err)
{
    tally tallies[2];
    int rc = CAIRN_OK;

    memset(tallies, 0, sizeof(tallies));
    for (size_t fold = 0; fold < n_folds && rc == CAIRN_OK; fold++) {
        learner made;

        rc = learner_init(&made, err);
        if (rc == CAIRN_OK)
            rc = learn_all(&made, before, model, gap, fold, n_folds, err);
        if (rc == CAIRN_OK)
            rc = test_fold(&made, model, gap, fold, n_folds, tallies, err);
        learner_done(&made);
    }
    if (rc < 0)
        return rc;
    printf("{\"folds\": %zu, ", n_folds);
    print_tally("snippet", &tallies[0]);
    printf(", ");
    print_tally("with_title", &tallies[1]);
    printf("}\n");
    return CAIRN_OK;
}

/* The weights before GAP, learned from the corpora. */
static int learn_before(learner *before, const cn_references *model, const char *folder,
                        char **corpora, size_t n_corpora, cairn_error *err)
{
    cn_gap_set passages;
    int rc = learner_init(before, err);

    memset(&passages, 0, sizeof(passages));
    cn_buf_init(&passages.file, 0);
    for (size_t i = 0; i < n_corpora && rc == CAIRN_OK; i++)
        rc = cn_gap_read_corpus(&passages, corpora[i], folder, err);
    if (rc == CAIRN_OK)
        rc = learn_plain(before, model, &passages, err);
    cn_gap_done(&passages);
    return rc;
}

int eval_references(int argc, char **argv)
{
    cn_references model;
    cn_reference_words words;
    cn_gap_set gap;
    learner before;
    cairn_error err;
    size_t n_folds = N_FOLDS;
    int rc;

    if (argc > 2 && strcmp(argv[0], "--folds") == 0) {
        n_folds = (size_t)strtoul(argv[1], NULL, 10);
        argc -= 2;
        argv += 2;
    }
    if (argc < 3 || n_folds < 2)
        return 2;
    memset(&model, 0, sizeof(model));
    rc = cn_reference_words_make(&words, argv[1], argv + 3, (size_t)(argc - 3), &err);
    if (rc < 0)
        return fail(&err);
    model.words = words.slots;
    model.n_words = (uint32_t)words.n_slots;
    rc = learn_before(&before, &model, argv[2], argv + 3, (size_t)(argc - 3), &err);
    if (rc == CAIRN_OK)
        rc = cn_gap_read(&gap, argv[0], argv[2], &err);
    if (rc == CAIRN_OK) {
        rc = run_folds(&model, &before, &gap, n_folds, &err);
        cn_gap_done(&gap);
    }
    learner_done(&before);
    cn_reference_words_done(&words);
    return rc < 0 ? fail(&err) : 0;
}

static int16_t packed(double weight)
{
    double scaled = weight * UNIT;

    if (scaled > 32767)
        return 32767;
    if (scaled < -32767)
        return -32767;
    return (int16_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

static int write_model(const char *path, const cn_reference_words *words, const learner *made,
                       cairn_error *err)
{
    int16_t *rows = cn_alloc_zero(CN_REFERENCE_ROWS, sizeof(*rows));
    int16_t settings[4] = {0, 0, 0, 0};
    cn_weights_part parts[3] = {
        {.name = "words", .data = words->slots, .len = words->n_slots * sizeof(*words->slots)},
        {.name = "rows", .data = rows, .len = CN_REFERENCE_ROWS * sizeof(*rows)},
        {.name = "settings", .data = settings, .len = sizeof(settings)}};
    int rc;

    if (!rows)
        return cn_fail_memory(err, CN_REFERENCE_ROWS * sizeof(*rows));
    for (size_t i = 0; i < CN_REFERENCE_ROWS; i++)
        rows[i] = packed(made->weights[i]);
    rc = cn_weights_write(path, "references", "en", parts, 3, err);
    cn_free(rows);
    return rc;
}

int train_references(int argc, char **argv)
{
    cn_references model;
    cn_reference_words words;
    cn_gap_set gap;
    learner made, before;
    cairn_error err;
    int rc;

    if (argc < 4)
        return 2;
    memset(&model, 0, sizeof(model));
    rc = cn_reference_words_make(&words, argv[2], argv + 4, (size_t)(argc - 4), &err);
    if (rc < 0)
        return fail(&err);
    model.words = words.slots;
    model.n_words = (uint32_t)words.n_slots;
    rc = learn_before(&before, &model, argv[3], argv + 4, (size_t)(argc - 4), &err);
    if (rc == CAIRN_OK)
        rc = cn_gap_read(&gap, argv[1], argv[3], &err);
    if (rc == CAIRN_OK) {
        rc = learner_init(&made, &err);
        if (rc == CAIRN_OK)
            rc = learn_all(&made, &before, &model, &gap, 0, 0, &err);
        if (rc == CAIRN_OK)
            rc = write_model(argv[0], &words, &made, &err);
        learner_done(&made);
        cn_gap_done(&gap);
    }
    learner_done(&before);
    printf("{\"nouns\": %zu, \"first_names\": %zu}\n", words.n_nouns, words.n_names);
    cn_reference_words_done(&words);
    return rc < 0 ? fail(&err) : 0;
}
