/* cairn-train: treebanks and other annotated text -> the weights in data/models. Each command
 * writes one file, the same bits on every run. */
#include <stdio.h>
#include <string.h>

#include "tools/train/commands.h"

typedef struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *usage;
} command;

static const command commands[] = {
    {"clusters", train_clusters, "OUT.clusters TREEBANK.conllu|CORPUS.jsonl ..."},
    {"tagger", train_tagger, "OUT.weights LANGUAGE TRAIN.conllu DEV.conllu [OUT.clusters]"},
    {"eval-tagger", eval_tagger, "TAGGER.weights TEST.conllu"},
    {"eval-tokens", eval_tokens, "TEST.conllu"},
    {"train-parser", train_parser,
     "OUT.weights LANGUAGE ROUNDS TAGGER.weights DEV.conllu [TAGGER.weights TRAIN.conllu]..."},
    {"teach-parser", teach_parser,
     "OUT.conllu TAGGER.weights DEV.conllu [TAGGER.weights TRAIN.conllu]... -- CORPUS.jsonl..."},
    {"eval-parser", eval_parser, "TAGGER.weights PARSER.weights TEST.conllu"},
    {"train-names", train_names,
     "--out OUT.weights --docred DEV.json [--tagger TAGGER.weights] [--corpus CORPUS.jsonl]..."},
    {"eval-names", eval_names,
     "--docred DEV.json [--folds 5] [--tagger TAGGER.weights] [--corpus CORPUS.jsonl]..."},
    {"train-references", train_references,
     "OUT.weights GAP.tsv NOUNS.txt LANGUAGE-FOLDER CORPUS.jsonl ..."},
    {"eval-references", eval_references,
     "[--folds 10] GAP.tsv NOUNS.txt LANGUAGE-FOLDER CORPUS.jsonl ..."},
    {"reader-features", reader_features, "[--steps 1] OUT.features SET (STORE QUESTIONS.jsonl)..."},
    {"train-reader", train_reader,
     "[--folds 2] [--keep FOLDS] [--weights 1,3,...] OUT.weights FEATURES..."},
    {"clause-features", clause_features, "TAGGER.weights PARSER.weights < SENTENCES"},
};

enum { N_COMMANDS = sizeof(commands) / sizeof(commands[0]) };

int main(int argc, char **argv)
{
    for (int i = 0; argc > 1 && i < N_COMMANDS; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 2, argv + 2);
    for (int i = 0; i < N_COMMANDS; i++)
        fprintf(stderr, "%s cairn-train %s %s\n", i == 0 ? "usage:" : "      ", commands[i].name,
                commands[i].usage);
    return 2;
}
