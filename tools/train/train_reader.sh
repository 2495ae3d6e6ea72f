#!/bin/sh
# Trains the model that ranks the spans of an answer, from the questions in SHARED, into the folder
# OUT (a language pack, all other files of it must be there: they read the questions):
#     tools/train/train_reader.sh SHARED OUT [CAIRN_TRAIN] [CAIRN]
# $CAIRN_DATA is the data folder that holds the pack. What is only needed in between lands in
# OUT/work: about 8 GB. Half an hour.
set -eu
shared=$1
out=$2
train=${3:-build/tools/train/cairn-train}
cairn=${4:-build/cairn}
work=$out/reader-parts
mkdir -p "$work"
python3 "$(dirname "$0")/reader_questions.py" "$shared" "$work"

for corpus in "$work"/*.corpus.jsonl; do
    "$cairn" index -q --kb "${corpus%.corpus.jsonl}.db" "$corpus"
done
for set in hotpot 2wiki musique; do
    "$cairn" index -q --kb "$work/$set.db" "$shared/eval/$set/corpus.jsonl"
    cp "$shared/eval/$set/dev.jsonl" "$work/$set.jsonl"
done

# Questions as a whole, by set: those of people about an article, of several steps, of one step.
features=
look() { # look SET STORE QUESTIONS OPTIONS...: spans of the evidence, appended to the features
    number=$1
    store=$2
    name=$3
    shift 3
    "$train" reader-features "$@" "$work/$name.$number.features" "$number" "$work/$store.db" \
        "$work/$name.jsonl"
    features="$features $work/$name.$number.features"
}
articles=
for store in "$work"/squad*.db; do
    articles="$articles $store ${store%.db}.jsonl"
done
# shellcheck disable=SC2086
"$train" reader-features "$work/squad.features" 0 $articles
look 1 hotpot hotpot
look 2 2wiki 2wiki
look 3 musique musique
# The steps of their plans, as the program poses them.
look 4 hotpot hotpot --steps 1
look 5 2wiki 2wiki --steps 1
look 6 musique musique --steps 1
# shellcheck disable=SC2086
"$train" reader-features --steps 4 "$work/squad.steps.features" 7 $articles
features="$features $work/squad.steps.features"
# Questions of one step, made from statements; of times; of texts that agree.
look 8 2wiki hops
look 9 redocred redocred
look 10 timeqa timeqa
look 11 ramdocs ramdocs
# shellcheck disable=SC2086
"$train" train-reader --folds 2 --keep "$work/fold" --share 60 --lists 100 --trees 200 --rate 0.15 \
    --ridge 1 --weights 1,3,3,3,3,3,3,1,0.5,0.3,0.5,1 \
    "$out/reader.weights" "$work/squad.features" $features
