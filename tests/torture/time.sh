#!/bin/sh
# Proves: questions as of a day are answered by what held then, each with its
# sentence; the history of an entity is in order; odd dates of documents and of
# users do no harm; the order of arrival does not matter.
#   tests/torture/time.sh PROGRAM
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"

kb=$work/time.db
cat >"$work/heads.jsonl" <<'ROWS'
{"id": "norvex", "title": "Norvex", "text": "Norvex is a maker of pumps in Ulm. Ann Lee was the chief executive of Norvex from 2001 to 2009. Bob Ray has been the chief executive of Norvex since 2010."}
{"id": "old", "title": "Polvex news", "text": "Carl Voss is the chief executive of Polvex.", "date": "2004-03-01"}
{"id": "new", "title": "More Polvex news", "text": "Dora Kern is the chief executive of Polvex.", "date": "2014-06-01"}
{"id": "zero", "title": "Old Ulm", "text": "Ulm is a city on the Danube.", "date": "0000-01-01"}
{"id": "far", "title": "New Ulm", "text": "Ulm is a town of tomorrow.", "date": "9999-12-31"}
ROWS
run "$cairn" index "$work/heads.jsonl" --kb "$kb"

# answer QUESTION EXPECTED [OPTION...]: the first line, and that a citation holds it.
answer() {
    question=$1
    expected=$2
    shift 2
    run "$cairn" ask "$question" --kb "$kb" "$@"
    got=$(head -n 1 "$work/out")
    [ "$got" = "$expected" ] || fail "$question $*: \"$got\" instead of \"$expected\""
    grep -q "^\[1\].*$expected" "$work/out" || fail "$question $*: no citation says $expected"
}

answer "Who is the chief executive of Norvex?" "Ann Lee" --as-of 2005
answer "Who is the chief executive of Norvex?" "Bob Ray" --as-of 2015
answer "Who is the chief executive of Norvex?" "Bob Ray"
answer "Who was the chief executive of Norvex in 2005?" "Ann Lee"
answer "Who is the chief executive of Polvex?" "Carl Voss" --as-of 2005
answer "Who is the chief executive of Polvex?" "Dora Kern" --as-of 2015-01
answer "Who is the chief executive of Polvex?" "Dora Kern"

run "$cairn" search Ulm --json --as-of 2020 --kb "$kb"
! grep -q '"far"' "$work/out" || fail "a document of the year 9999 is found as of 2020"
grep -q '"zero"' "$work/out" || fail "a document of the year 0 is not found as of 2020"

run "$cairn" history Norvex executive --kb "$kb"
ann=$(grep -n "2001 to 2009: Ann Lee" "$work/out" | cut -d: -f1)
bob=$(grep -n "since 2010: Bob Ray" "$work/out" | cut -d: -f1)
[ "${ann:-9}" -lt "${bob:-0}" ] || fail "the history of Norvex: $(cat "$work/out")"
grep -q "recorded by build 1" "$work/out" || fail "the history does not say what recorded it"
run "$cairn" history Norvex --json --kb "$kb"
python3 -c 'import json, sys; root = json.load(sys.stdin); assert root["all_states"] >= 2, root' <"$work/out" ||
    fail "the history as JSON"

# wrong DATE
wrong() {
    code=0
    "$cairn" ask "Who?" --as-of "$1" --kb "$kb" >"$work/out" 2>"$work/err" || code=$?
    [ $code -eq 2 ] || fail "--as-of \"$1\": exit code $code"
    grep -q "YYYY-MM-DD" "$work/err" || fail "--as-of \"$1\": $(cat "$work/err")"
}
wrong yesterday
wrong 2005-13
wrong ""
wrong 20050101

# The rows in another order, in two builds.
grep -n '"new"\|"far"' "$work/heads.jsonl" | cut -d: -f2- >"$work/part1.jsonl"
grep -v '"new"\|"far"' "$work/heads.jsonl" >"$work/part2.jsonl"
run "$cairn" index "$work/part1.jsonl" --kb "$work/other.db"
run "$cairn" index "$work/part2.jsonl" --kb "$work/other.db"
same "in another order" "$(digest "$kb")" "$(digest "$work/other.db")"
pass "answers, search and history follow time"
