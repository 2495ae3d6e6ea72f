#!/bin/sh
# Trains a parser from a treebank, with tags of taggers that have not seen what they tag:
#     tools/train/train_parser.sh LANGUAGE UD OUT CLUSTERS TEXTS [CAIRN_TRAIN]
# UD is the treebank's files up to "train.conllu"; OUT has tagger.weights; TEXTS is a list of files
# without annotation, parted by blanks. The same bits on every run. What is only needed in between
# lands in OUT/work.
set -eu
language=$1
ud=$2
out=$3
clusters=$4
texts=$5
train=${6:-build/tools/train/cairn-train}
work=$out/work
mkdir -p "$work"

# Of five parts each is tagged by a tagger that learned from the other four.
awk -v work="$work" 'BEGIN { RS = ""; ORS = "\n\n" }
    { part = ++n % 5
      for (i = 0; i < 5; i++)
          print > (work (i == part ? "/part" : "/rest") i ".conllu") }' "${ud}train.conllu"
pairs=
for i in 0 1 2 3 4; do
    "$train" tagger "$work/tagger$i.weights" "$language" "$work/rest$i.conllu" "${ud}dev.conllu" \
        "$clusters"
    pairs="$pairs $work/tagger$i.weights $work/part$i.conllu"
done

# Several parsers parse the texts together.
# shellcheck disable=SC2086
"$train" teach-parser "$work/taught.conllu" "$out/tagger.weights" "${ud}dev.conllu" $pairs -- $texts

# The treebank counts four times, for the texts are ten times as long.
# shellcheck disable=SC2086
"$train" train-parser "$out/parser.weights" "$language" 3 "$out/tagger.weights" \
    "${ud}dev.conllu" $pairs $pairs $pairs $pairs "$out/tagger.weights" "$work/taught.conllu"
"$train" eval-parser "$out/tagger.weights" "$out/parser.weights" "${ud}test.conllu"
