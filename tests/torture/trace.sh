#!/bin/sh
# Proves: what was removed, and what a changed document no longer says, leaves no byte in the
# store, its log or the side folder once `cairn rm --vacuum` wrote it anew; the rest is found.
#   tests/torture/trace.sh PROGRAM
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"

# A folder of its own for the store: what is grepped is the store and nothing else.
mkdir "$work/store" "$work/texts"
kb=$work/store/trace.db

# Rare words in each place where a store may keep one: title, heading, text, name, other name,
# relation, literal, metadata, row, source.
cat >"$work/texts/qorvath.md" <<'TEXT'
---
author: Ezmirel Tuvnok
keywords: wyquandel
---
# Zhalmira Quorbex

Zhalmira Quorbex (9 May 1871 - 2 June 1940), also known as Old Vulpraxi, was a Drennish engineer.
She frobnicated the Ymbrul Viaduct. She was born in Kestwyvern. Zhalmira Quorbex (ZQX) was married
to Ostgar Plimvoss. The Ymbrul Viaduct is 4,817 wugglets long.

## Skelvarn years

Zhalmira Quorbex moved to Thrundale in 1899, said Ostgar Plimvoss. Her motto was "grathulem".
TEXT
cat >"$work/texts/ada.txt" <<'TEXT'
Ada Marsh

Ada Marsh (12 March 1871 - 4 May 1940) was an engineer. She designed the Teyle Bridge with
Bruntzel Havquist. She was born in Port Vale.
TEXT
cat >"$work/texts/rows.jsonl" <<'ROWS'
{"id": "vale", "title": "Port Vale", "text": "Port Vale is a harbour town. Its mayor was Tom Reed."}
{"id": "fjorl", "title": "Fjorlmek", "text": "Fjorlmek is a nimquat in Xandoril.", "source": "https://plovdrem.example/a", "mood": "jubblesome"}
ROWS
run "$cairn" index "$work/texts" --kb "$kb"
uri=$work/texts/qorvath.md
# Each of these keeps something besides the documents.
run "$cairn" merge "Zhalmira Quorbex" "Ostgar Plimvoss" --kb "$kb"
run "$cairn" learn --kb "$kb" --min-support 1
run "$cairn" learn --kb "$kb" --forget
run "$cairn" ask "Who frobnicated the Ymbrul Viaduct?" --kb "$kb"

# Their beginnings, as an index may keep stems.
gone="zhalmir quorbe vulprax drennis frobnic ymbru kestwyv zqx plimvos wuggle 4,817 skelvar
    thrundal grathul tuvno ezmire wyquand qorvat fjorl nimqua xandor plovdre jubbles"
changed="bruntz havqui"

# written WORD: some file of the store has it, in any case.
written() {
    grep -rqai -- "$1" "$work/store"
}
for word in $gone $changed; do
    written "$word" || fail "\"$word\" was never in the store: the test is void"
done

sed 's/ with$/./; s/^Bruntzel Havquist\. //' "$work/texts/ada.txt" >"$work/ada.txt"
grep -q "Teyle Bridge\.$" "$work/ada.txt" || fail "the changed text: $(cat "$work/ada.txt")"
mv "$work/ada.txt" "$work/texts/ada.txt"
run "$cairn" index "$work/texts/ada.txt" --kb "$kb"
run "$cairn" rm "$uri" --kb "$kb"
run "$cairn" rm fjorl --vacuum --kb "$kb"
grep -q "1 document removed" "$work/out" || fail "rm --vacuum says: $(cat "$work/out")"

traces() {
    for word in $gone $changed; do
        ! written "$word" || fail "$1: \"$word\" is left in $(grep -rlai -- "$word" "$work/store" | tr '\n' ' ')"
    done
}
traces "after rm --vacuum"
for word in "teyle bridge" "port vale" "tom reed"; do
    written "$word" || fail "\"$word\" is gone too"
done
run "$cairn" ask "Who designed the Teyle Bridge?" --kb "$kb"
[ "$(head -n 1 "$work/out")" = "Ada Marsh" ] || fail "the answer is $(head -n 1 "$work/out")"
run "$cairn" search "harbour town" --kb "$kb"
grep -q vale "$work/out" || fail "a document that stayed is not found"
run "$cairn" check --kb "$kb"
run "$cairn" entity "Ada Marsh" --json --kb "$kb"
traces "after questions"

# What was said by hand of names that are gone can be taken back.
run "$cairn" merge --undo "Zhalmira Quorbex" "Ostgar Plimvoss" --kb "$kb"

# The same as if they had never been there.
run "$cairn" index "$work/texts/ada.txt" --kb "$work/other.db"
sed -i '/"fjorl"/d' "$work/texts/rows.jsonl"
run "$cairn" index "$work/texts/rows.jsonl" --kb "$work/other.db"
same "without what was removed" "$(digest "$work/other.db")" "$(digest "$kb")"

# Alone, twice, and where nothing is to do; not without a word of what to remove.
run "$cairn" rm --vacuum --kb "$kb"
run "$cairn" rm --vacuum -q --kb "$kb"
[ ! -s "$work/out" ] || fail "rm --vacuum -q says: $(cat "$work/out")"
code=0
"$cairn" rm --kb "$kb" >"$work/out" 2>"$work/err" || code=$?
[ $code -eq 2 ] || fail "rm without URIs: exit code $code"
code=0
"$cairn" rm --vacuum nowhere.txt --kb "$kb" >"$work/out" 2>"$work/err" || code=$?
[ $code -eq 1 ] || fail "rm --vacuum of a document that is not there: exit code $code"
run "$cairn" rm --vacuum "$work/texts/ada.txt" vale --kb "$kb"
for word in marsh harbour reed; do
    ! written $word || fail "a store without documents keeps \"$word\""
done
pass "what was removed leaves no byte"
