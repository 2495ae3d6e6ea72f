#!/bin/sh
# Proves: cairn extract bears what is no prose (no full stop, tables, code, verse, capitals,
# emoji, other scripts, invisible and misleading letters, endless nesting) without a crash and
# without a flood of statements; its ranges are true; threads change nothing; broken input is
# named and the rest goes on; a closed pipe is no failure; cairn explain draws all of it.
#   tests/torture/extract.sh PROGRAM
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"
PER_KB=60     # statements of prose, which here is nothing but facts: measured 44.3 at the most
PER_KB_ODD=12 # of what is no prose: measured 8.1 at the most
export LC_ALL=C.UTF-8

odd=$work/odd
python3 "$source/tests/torture/odd_texts.py" "$odd"

# code OPTION...: exit code of cairn extract; output in $work/out, $work/err.
code() {
    status=0
    "$cairn" extract "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
}

# Every line is an object, every range true, and there are not too many.
cat >"$work/look.py" <<'PYTHON'
import json, sys
path, limit = sys.argv[1], float(sys.argv[2])
text = open(path, "rb").read()
n = 0
for line in sys.stdin:
    found = json.loads(line)
    spans = []
    if "mention" in found:
        spans.append(found["mention"])
    else:
        n += "aside" not in found["flags"]  # what a store would keep
        spans += [found["subject"], found["object"]] + found["more"]
        spans.append({"text": found["sentence"], "first": found["first"], "len": found["len"]})
        if not 0 <= found["confidence"] <= 1 or not found["rule"]:
            sys.exit(f"{path}: {line}")
        if not found["subject"]["name"] or not found["object"]["name"] or not found["relation"]["text"]:
            sys.exit(f"{path}: a part is missing: {line}")
    for span in spans:
        first, length = span["first"], span["len"]
        if first + length > len(text):
            sys.exit(f"{path}: {span} lies beyond the text")
        if length and "role" not in span and text[first:first + length].decode() != span["text"]:
            sys.exit(f"{path}: {span} is not what stands there")
share = n / (len(text) / 1000)
print(f"    {path.rsplit('/', 1)[-1]:<16} {n:5} statements, {share:5.1f} per kB")
if share > limit:
    sys.exit(f"{path}: {share:.1f} statements per kB, more than {limit}")
PYTHON

for file in "$odd"/*.txt; do
    limit=$PER_KB_ODD
    case $(basename "$file" .txt) in
    prose | verse) limit=$PER_KB ;; # each line of the verse says something: measured 20.6
    esac
    code --json --mentions "$file"
    [ $status -eq 0 ] || fail "exit code $status for $file: $(cat "$work/err")"
    python3 "$work/look.py" "$file" "$limit" <"$work/out" || fail "see above"
    code --lines --tsv "$file"
    [ $status -eq 0 ] || fail "exit code $status with --lines for $file: $(cat "$work/err")"
    run "$cairn" explain - --kb "$work/none.db" <"$file" || fail "explain $file"
done
pass "odd texts are borne"

# The same, at any number of threads, from a folder or file by file.
code --json --threads 1 "$odd"
cp "$work/out" "$work/one"
code --json --threads 4 "$odd"
cmp -s "$work/one" "$work/out" || fail "four threads give another output than one"
code --tsv --lines --threads 1 "$odd/prose.txt" "$odd/code.txt"
cp "$work/out" "$work/one"
code --tsv --lines --threads 3 "$odd/prose.txt" "$odd/code.txt"
cmp -s "$work/one" "$work/out" || fail "--lines: three threads give another output than one"
LC_ALL=C "$cairn" explain "Ada Marsh was born in Port Vale." --kb "$work/none.db" 2>&1 |
    LC_ALL=C grep -q '[^ -~]' && fail "explain draws boxes where the locale has none"
pass "the same at any number of threads"

# Broken input is named, the rest goes on.
: >"$work/empty.txt"
printf 'Port Vale is a harbour town.\n' >"$work/good.txt"
head -c 100000 "$cairn" >"$work/binary.txt"
code "$work/empty.txt" "$work/binary.txt" "$work/missing.txt" "$work/good.txt"
[ $status -eq 1 ] || fail "exit code $status instead of 1 for broken inputs"
for name in empty.txt binary.txt missing.txt; do
    grep -q "^cairn: .*$name" "$work/err" || fail "$name is not named: $(cat "$work/err")"
done
grep -q 'cairn: 3 inputs failed' "$work/err" || fail "failures are not counted"
grep -q 'good.txt:' "$work/out" || fail "the good file behind the broken ones is missing"
printf 'Port Vale is a town.\nb\377d\nHalvery is a town.\n' >"$work/lines.txt"
code --lines --tsv "$work/lines.txt"
[ $status -eq 1 ] || fail "exit code $status instead of 1 for a broken line"
grep -q 'lines.txt:2: ' "$work/err" || fail "the broken line is not named"
grep -q '^Halvery' "$work/out" || fail "the line behind the broken one is missing"
for wrong in "--tsv --json" "--lines --title X" "--limit 3"; do
    # Options are words: splitting them is meant.
    # shellcheck disable=SC2086
    code $wrong "$work/good.txt"
    [ $status -eq 2 ] || fail "exit code $status instead of 2 for $wrong"
done
pass "broken input is named"

# A reader that has read enough.
{
    status=0
    "$cairn" extract "$odd" "$odd" "$odd" 2>"$work/err" || status=$?
    echo $status >"$work/status"
} | head -n 1 >"$work/out"
[ -s "$work/out" ] || fail "nothing before the pipe was closed"
[ ! -s "$work/err" ] || fail "a closed pipe is told: $(cat "$work/err")"
[ "$(cat "$work/status")" -le 141 ] || fail "exit code $(cat "$work/status") at a closed pipe"
pass "a closed pipe is no failure"
