#!/bin/sh
# Proves: the sample corpus falls into topics that are named after what they are about, each with
# sentences that stand in the documents where they are said to; the same in every run, whether found
# or read from the side folder; a damaged or deleted file is made again.
#   tests/torture/topics.sh PROGRAM
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"
kb=$work/sample.db
cd "$source"
run "$cairn" index data/sample --kb "$kb"
[ -z "$(ls "$kb.d" | grep topics)" ] || fail "indexing finds topics before anybody asks"

run "$cairn" topics -k 100 --json --kb "$kb"
cp "$work/out" "$work/first.json"
file=$(ls "$kb.d"/topics-*) || fail "the topics are not kept"
cp "$file" "$work/first.tpc"

# Every quote stands at its bytes, and topics are told apart.
python3 - "$work/first.json" "$cairn" "$kb" <<'PYTHON'
import json
import subprocess
import sys

found = json.load(open(sys.argv[1], encoding="utf-8"))
topics = found["topics"]
assert len(topics) == found["all_topics"] >= 8, f"{len(topics)} topics"
assert len({t["name"] for t in topics}) == len(topics), "two topics have one name"
assert sum(t["passages"] for t in topics) >= 50, "most passages are in no topic"
texts, quotes = {}, 0
for topic in topics:
    assert topic["documents"] <= topic["passages"] and topic["entities"], topic["name"]
    for cited in topic["digest"]:
        uri = cited["uri"]
        if uri not in texts:
            texts[uri] = subprocess.run([sys.argv[2], "show", uri, "--kb", sys.argv[3]],
                                        capture_output=True, check=True).stdout
        at = cited["first_byte"]
        said = texts[uri][at:at + cited["len"]].decode()
        assert said == cited["quote"], f"{uri} byte {at}: {said!r} is not {cited['quote']!r}"
        quotes += 1
assert quotes >= 2 * len(topics), f"{quotes} sentences for {len(topics)} topics"
PYTHON

run "$cairn" topics -k 100 --json --kb "$kb"
cmp -s "$work/out" "$work/first.json" || fail "topics read from their file are not those found"

run "$cairn" topics Ostrane Light Railway -k 1 --kb "$kb"
grep -q "Light Railway" "$work/out" || fail "the topic of a name is another"
run "$cairn" topics what happened in the flood -k 1 --kb "$kb"
grep -qi "flood" "$work/out" || fail "the topic of a question is another"
run "$cairn" topics xyzzy --kb "$kb"
grep -q "No topics" "$work/out" || fail "there is a topic of what nobody wrote"
if "$cairn" topics --level 5 --kb "$kb" 2>"$work/err"; then
    fail "a level that cannot be is taken"
fi

# Damaged, cut, gone: made again, byte by byte the same.
printf 'x' | dd of="$file" bs=1 seek=200 conv=notrunc 2>/dev/null
run "$cairn" topics -k 100 --json --kb "$kb"
cmp -s "$work/out" "$work/first.json" || fail "a damaged file was believed"
head -c 100 "$work/first.tpc" >"$file"
run "$cairn" topics -k 100 --json --kb "$kb"
rm "$file"
run "$cairn" topics -k 100 --json --kb "$kb"
cmp -s "$work/out" "$work/first.json" || fail "other topics after the file was deleted"
cmp -s "$file" "$work/first.tpc" || fail "the file is another when it is made again"

# The next build takes the file away.
printf 'The Old Mill was built by Josef Marrable in Brennock.\n' >"$work/new.txt"
run "$cairn" index "$work/new.txt" --kb "$kb"
[ ! -e "$file" ] || fail "topics of an older build are still there"
run "$cairn" topics --kb "$kb"

run "$cairn" index "$work/new.txt" --kb "$work/one.db"
run "$cairn" topics --kb "$work/one.db"
grep -q "No topics" "$work/out" || fail "one passage is a topic"
pass "topics are found, kept and cited"
