/* The commands of cairn-train. Each takes the arguments behind its name, prints one JSON object or
 * a line per step, and returns the program's exit code: 0, 1 for a failure told on standard error,
 * 2 for wrong arguments. */
#ifndef CN_TRAIN_COMMANDS_H
#define CN_TRAIN_COMMANDS_H

int train_clusters(int argc, char **argv);
int train_tagger(int argc, char **argv);
int eval_tagger(int argc, char **argv);
int eval_tokens(int argc, char **argv);
int train_parser(int argc, char **argv);
int teach_parser(int argc, char **argv);
int eval_parser(int argc, char **argv);
int train_references(int argc, char **argv);
int eval_references(int argc, char **argv);
int train_names(int argc, char **argv);
int eval_names(int argc, char **argv);
int clause_features(int argc, char **argv);
int reader_features(int argc, char **argv);
int train_reader(int argc, char **argv);

#endif
