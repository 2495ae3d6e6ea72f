#!/bin/sh
# Proves: fusion keeps its head. Two people of one name stay two; what a user says of names is
# remembered, contradictions end in a sentence; conflicts are explained; circles end; a source that
# repeats itself counts once; thousands of aliases and impossible dates are bounded and harmless;
# any way to the same documents ends in the digest of a build from scratch.
#   tests/torture/fusion.sh PROGRAM
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"
cd "$work"

n_repeats=10000 n_aliases=20000 n_documents=200
[ "$small" = 0 ] || n_repeats=300 n_aliases=300 n_documents=30

# holds WHAT EXPRESSION: about `root`, the JSON of the last run.
holds() {
    python3 -c 'import json, sys
root = json.load(open("out", encoding="utf-8"))
sys.exit(0 if eval(sys.argv[1]) else sys.argv[1] + ": " + json.dumps(root)[:600])' "$2" || fail "$1"
}

# ends CODE COMMAND...: with that exit code and a sentence.
ends() {
    want_code=$1 code=0
    shift
    "$@" >out 2>err || code=$?
    [ $code -eq "$want_code" ] || fail "exit code $code instead of $want_code from: $*: $(cat out err)"
    [ -s out ] || [ -s err ] || fail "no sentence from: $*"
}

# ---- Two of one name ----

cat >smiths.jsonl <<'ROWS'
{"id": "painter", "title": "John Smith", "text": "John Smith (4 May 1801 - 9 June 1870) was an English painter. He was born in Leeds. John Smith painted the Harbour Wall. He was married to Ann Pell."}
{"id": "wall", "title": "Harbour Wall", "text": "The Harbour Wall is a painting by John Smith. John Smith was married to Ann Pell."}
{"id": "player", "title": "John Smith", "text": "John Smith (born 3 March 1990) is a Scottish footballer who plays for Ayr United. He was born in Ayr. John Smith was married to Eve Hall."}
{"id": "ayr", "title": "Ayr United", "text": "Ayr United is a football club in Ayr. John Smith plays for Ayr United. John Smith was born on 3 March 1990."}
ROWS
run "$cairn" index smiths.jsonl --kb smiths.db
run "$cairn" entity John Smith --json --kb smiths.db
holds "two John Smiths stay two" 'root["all_senses"] == 2'
holds "the first is the painter" '{f["object"] for f in root["facts"] if f["relation"] == "born in"} == {"Leeds"}'
run "$cairn" entity John Smith --json --sense 2 --kb smiths.db
holds "the second is the player" '{f["object"] for f in root["facts"] if f["relation"] == "born in"} == {"Ayr"}'
holds "neither has a conflict" 'root["all_conflicts"] == 0'
ends 2 "$cairn" unmerge "John Smith" "john smith" --kb smiths.db

# ---- By hand ----

cat >names.jsonl <<'ROWS'
{"id": "h1", "title": "Note 1", "text": "Ann Lee was the mother of Tom Orr. Bo Frey wrote The Short Song."}
{"id": "h2", "title": "Note 2", "text": "Cy Dane lived in Ulm. Bo Frey met Ann Lee in Linz."}
ROWS
run "$cairn" index names.jsonl --kb names.db
fresh=$(digest names.db)
same_entity() {
    run "$cairn" entity "$1" --json --kb names.db
    first=$(grep -o '"id":[0-9]*' out | head -n 1)
    run "$cairn" entity "$2" --json --kb names.db
    [ "$first" = "$(grep -o '"id":[0-9]*' out | head -n 1)" ]
}
run "$cairn" merge "Ann Lee" "Bo Frey" --kb names.db
merged=$(digest names.db)
same_entity "Ann Lee" "Bo Frey" || fail "merge did not merge"
run "$cairn" merges --json --kb names.db
holds "a merge by hand is a row" 'any(m["by_hand"] for m in root["merges"])'
touch names.jsonl
run "$cairn" index names.jsonl --kb names.db
same "a merge, after the file was touched" "$merged" "$(digest names.db)"
echo '{"id": "h3", "title": "Note 3", "text": "Ann Lee moved to Graz."}' >more.jsonl
run "$cairn" index more.jsonl --kb names.db
same_entity "Ann Lee" "Bo Frey" || fail "a later build forgot the merge"
run "$cairn" rm h3 --kb names.db
same "a merge, after a document came and went" "$merged" "$(digest names.db)"
run "$cairn" unmerge "Ann Lee" "Bo Frey" --json --kb names.db
holds "the newest word counts" 'root["before"] == "same" and not root["same_entity"]'
run "$cairn" merge "Ann Lee" "Bo Frey" --undo --kb names.db
same "what was said is taken back" "$fresh" "$(digest names.db)"

# Contradictions, in two orders.
run "$cairn" merge "Ann Lee" "Bo Frey" --kb names.db
run "$cairn" merge "Bo Frey" "Cy Dane" --kb names.db
ends 0 "$cairn" unmerge "Ann Lee" "Cy Dane" --kb names.db
grep -q "They are two now" out || fail "a contradiction ends in: $(cat out)"
contradicted=$(digest names.db)
run "$cairn" index names.jsonl --kb other.db
run "$cairn" unmerge "Cy Dane" "Ann Lee" --kb other.db
run "$cairn" merge "Cy Dane" "Bo Frey" --kb other.db
ends 0 "$cairn" merge "Bo Frey" "Ann Lee" --kb other.db
grep -q "They could not be merged" out || fail "a contradiction ends in: $(cat out)"
same "contradictions in another order" "$contradicted" "$(digest other.db)"
run "$cairn" index more.jsonl --kb other.db
run "$cairn" rm h3 --kb other.db
same "contradictions, after two builds" "$contradicted" "$(digest other.db)"
ends 1 "$cairn" merge "Ann Lee" "Nobody Known" --kb names.db
ends 1 "$cairn" unmerge "Nobody Known" --kb names.db
run "$cairn" check --kb names.db

# ---- Conflicts, and a source that repeats itself ----

cat >two.jsonl <<'ROWS'
{"id": "q1", "title": "Mira Holt", "text": "Mira Holt was born in Lund in 1931.", "source": "https://one.example/a"}
{"id": "q2", "title": "Lund people", "text": "Mira Holt, the chemist, was born in Lund.", "source": "https://two.example/b"}
ROWS
awk -v n=$n_repeats 'BEGIN { print "Loud News\n"; while (n-- > 0) print "Mira Holt was born in Brasov." }' >loud.txt
awk -v n=$n_repeats 'BEGIN { for (i = 0; i < n; i++) printf "{\"id\": \"r%d\", \"title\": \"Note %d\", \
\"text\": \"Mira Holt was born in Brasov.\", \"source\": \"https://loud.example/feed\"}\n", i, i }' >rows.jsonl
run "$cairn" index two.jsonl --kb loud.db
quiet=$(digest loud.db)

# outvoted WHAT
outvoted() {
    run "$cairn" conflicts --entity "Mira Holt" --json --kb loud.db
    holds "$1: the claims" 'root["all_conflicts"] == 1 and root["conflicts"][0]["all_claims"] == 2'
    holds "$1: the decision" 'root["conflicts"][0]["decision"] == "Lund"'
    holds "$1: the winner is first and believed more" '[c["believed"] for c in root["conflicts"][0]["claims"]] == [True, False] and root["conflicts"][0]["claims"][0]["belief"] > root["conflicts"][0]["claims"][1]["belief"]'
    holds "$1: the reason" '"2 sources against 1" in root["conflicts"][0]["reason"]'
    holds "$1: the citations" 'all(c["citations"] for c in root["conflicts"][0]["claims"])'
}
run "$cairn" index loud.txt --kb loud.db
outvoted "a document that says it $n_repeats times"
run "$cairn" rm loud.txt --kb loud.db
run "$cairn" index rows.jsonl --kb loud.db
outvoted "$n_repeats documents of one source"
run "$cairn" ask "Where was Mira Holt born?" --kb loud.db
[ "$(head -n 1 out)" = "Lund" ] || fail "the answer is $(head -n 1 out)"
run "$cairn" conflicts --kb loud.db
[ "$(wc -c <out)" -lt 4000 ] || fail "conflicts prints $(wc -c <out) bytes"
sed 's/.*"id": "\([^"]*\)".*/\1/' rows.jsonl >ids
# Ids hold no blanks.
# shellcheck disable=SC2046
run "$cairn" rm $(cat ids) --kb loud.db
same "after the source is removed" "$quiet" "$(digest loud.db)"

# ---- Circles ----

cat >circle.jsonl <<'ROWS'
{"id": "a", "title": "Arvale", "text": "Arvale is located in Bremoor. Arvale is a part of Bremoor."}
{"id": "b", "title": "Bremoor", "text": "Bremoor is located in Cotwick. Bremoor is a part of Cotwick."}
{"id": "c", "title": "Cotwick", "text": "Cotwick is located in Arvale. Cotwick is a part of Arvale."}
{"id": "d", "title": "Selfton", "text": "Selfton is located in Selfton."}
ROWS
run "$cairn" index circle.jsonl --kb circle.db
for name in Arvale Bremoor Cotwick Selfton; do
    run timeout 20 "$cairn" entity $name --json --kb circle.db
    holds "the circle ends at $name" 'len(root["facts"]) < 50'
done
run timeout 20 "$cairn" entity Arvale --json --kb circle.db
holds "a circle proves what it can" '[f["proof"] for f in root["facts"] if f["inferred"] and f["relation"] == "located in" and f["object"] == "Cotwick"][0].startswith("Arvale located in Bremoor")'
holds "nothing is in itself" 'not any(f["subject"] == f["object"] for f in root["facts"])'
run timeout 20 "$cairn" ask "Where is Arvale located?" --kb circle.db
run timeout 20 "$cairn" learn --kb circle.db

# ---- Names without end ----

python3 - $n_aliases >aliases.txt <<'PYTHON'
import sys
parts = "ba de fi go lu ma ne po ri su ta ve zo ka mi no ra se ti vu".split()
def name(i):
    text = ""
    for _ in range(4):
        text, i = text + parts[i % 20], i // 20
    return text.capitalize() + "n"
print("Xavo Quell\n\nXavo Quell is a sculptor.")
for i in range(int(sys.argv[1])):
    print(f"Xavo Quell is also known as John {name(i * 7919 % 160000)}.")
PYTHON
run timeout 60 "$cairn" index aliases.txt --kb aliases.db
run timeout 60 "$cairn" entity Xavo Quell --kb aliases.db
[ "$(wc -c <out)" -lt 20000 ] || fail "the card of $n_aliases aliases has $(wc -c <out) bytes"
run timeout 60 "$cairn" entity Xavo Quell --json --kb aliases.db
[ "$(wc -c <out)" -lt 400000 ] || fail "the JSON of $n_aliases aliases has $(wc -c <out) bytes"
holds "what is left out is counted" 'root["all_facts"] >= '$n_aliases
run timeout 60 "$cairn" merges --kb aliases.db
[ "$(wc -c <out)" -lt 20000 ] || fail "merges prints $(wc -c <out) bytes"
whole=$(digest aliases.db)
echo "Xavo Quell is also known as Old Wex." >wex.txt
run timeout 60 "$cairn" index wex.txt --kb aliases.db
run timeout 60 "$cairn" rm wex.txt --kb aliases.db
same "one alias comes and goes" "$whole" "$(digest aliases.db)"

# ---- Days that are none ----

cat >dated.jsonl <<'ROWS'
{"id": "old", "title": "Polvex news", "text": "Carl Voss is the chief executive of Polvex.", "date": "2004-03-01"}
{"id": "new", "title": "More Polvex news", "text": "Dora Kern is the chief executive of Polvex.", "date": "2014-06-01"}
ROWS
cat >odd.jsonl <<'ROWS'
{"id": "far", "title": "Polvex of tomorrow", "text": "Zed Mox is the chief executive of Polvex.", "date": "9999-12-31"}
{"id": "zero", "title": "Polvex of yore", "text": "Adam Prim is the chief executive of Polvex.", "date": "0000-01-01"}
{"id": "none", "title": "Polvex of never", "text": "Eva Nill is the chief executive of Polvex.", "date": "2014-99-99"}
ROWS
run "$cairn" index dated.jsonl --kb dated.db
sound=$(digest dated.db)
run "$cairn" index odd.jsonl --kb dated.db
for pair in "2005 Carl Voss" "2015 Dora Kern" "2030 Dora Kern"; do
    run "$cairn" ask "Who is the chief executive of Polvex?" --as-of "${pair%% *}" --kb dated.db
    [ "$(head -n 1 out)" = "${pair#* }" ] || fail "as of ${pair%% *}: $(head -n 1 out)"
done
run "$cairn" history Polvex executive --json --kb dated.db
holds "no date that is none reaches a fact" 'not any(y in s["valid"] for s in root["states"] for y in ("9999", "0000", "-99"))'
holds "none of them closes a fact" 'not any(s["closed_by_name"] in ("Zed Mox", "Adam Prim", "Eva Nill") for s in root["states"])'
run "$cairn" rm far zero none --kb dated.db
same "after the odd ones are removed" "$sound" "$(digest dated.db)"

# ---- Any way to the same documents ----

corpus $n_documents 5 docs
find docs -type f | LC_ALL=C sort >files
run "$cairn" index docs smiths.jsonl dated.jsonl --kb scratch.db
want=$(digest scratch.db)

first=$(grep '\.txt$' files | sed -n 2p) second=$(grep '\.txt$' files | sed -n 5p)
cp "$first" saved
echo "The mayor of Ashford resigned in 1931. John Smith was born in Ashford." >>"$first"
# File names here hold no blanks.
# shellcheck disable=SC2046
run "$cairn" index $(shuffle 3 <files | head -n $((n_documents / 3))) "$first" odd.jsonl --kb steps.db
run "$cairn" index smiths.jsonl two.jsonl --kb steps.db
run "$cairn" rm painter --kb steps.db
cp saved "$first"
run "$cairn" index docs dated.jsonl --kb steps.db
run "$cairn" rm far zero none "$second" --kb steps.db
run "$cairn" index "$second" smiths.jsonl --kb steps.db
run "$cairn" rm q1 q2 --kb steps.db
same "added, changed and removed in another order" "$want" "$(digest steps.db)"

# What is learned is configuration: the same facts teach the same, and later builds obey it.
for store in scratch steps; do
    run "$cairn" learn --kb $store.db --min-support 3
    run "$cairn" index docs --kb $store.db
done
learned=$(digest scratch.db)
same "learned from both" "$learned" "$(digest steps.db)"
run "$cairn" rm wall player "$second" --kb steps.db
run "$cairn" index two.jsonl --kb steps.db
run "$cairn" index smiths.jsonl "$second" --kb steps.db
run "$cairn" rm q1 q2 --kb steps.db
same "documents came and went under what was learned" "$learned" "$(digest steps.db)"
run "$cairn" learn --forget --kb steps.db
run "$cairn" index docs --kb steps.db
same "all that was learned is forgotten" "$want" "$(digest steps.db)"
for store in scratch steps; do
    run "$cairn" check --kb $store.db
done
pass "names, claims, circles, dates and $n_aliases aliases end as they should"
