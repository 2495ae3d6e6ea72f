#!/bin/sh
# Trains the English language pack from the annotated data in SHARED into the folder OUT:
#     tools/train/train_en.sh SHARED OUT [CAIRN_TRAIN]
# The same bits on every run. What is only needed in between lands in OUT/work.
set -eu
shared=$1
out=$2
train=${3:-build/tools/train/cairn-train}
work=$out/work
ud=$shared/nlp/ud_ewt
text="$shared/eval/2wiki/corpus.jsonl $shared/eval/hotpot/corpus.jsonl
    $shared/eval/musique/corpus.jsonl"
mkdir -p "$work"

# Words used alike, from text without annotation. The paths of the list hold no blanks.
# shellcheck disable=SC2086
"$train" clusters "$work/en.clusters" "$ud/en_ewt-ud-train.conllu" $text

# Tags and lemmas.
"$train" tagger "$out/tagger.weights" en "$ud/en_ewt-ud-train.conllu" \
    "$ud/en_ewt-ud-dev.conllu" "$work/en.clusters"
"$train" eval-tagger "$out/tagger.weights" "$ud/en_ewt-ud-test.conllu"

# Trees. The longest step: about a quarter of an hour.
"$(dirname "$0")/train_parser.sh" en "$ud/en_ewt-ud-" "$out" "$work/en.clusters" "$text" "$train"

# Names with types, and what pronouns refer to: both see what is trained before.
corpora=
for corpus in $text; do
    corpora="$corpora --corpus $corpus"
done
# shellcheck disable=SC2086
"$train" train-names --out "$out/names.weights" --docred "$shared/nlp/redocred/dev.json" \
    --tagger "$out/tagger.weights" $corpora
cp "$(dirname "$0")/../../data/models/en/reference-nouns.txt" "$out/"
# shellcheck disable=SC2086
"$train" train-references "$out/references.weights" "$shared/nlp/gap/gap-development.tsv" \
    "$out/reference-nouns.txt" "$out" $text
