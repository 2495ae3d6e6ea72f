#!/bin/sh
# How well cairn finds and answers: each question set of ../shared/eval against its own corpus
# and against all corpora in one store. Prints a table: recall of the passages that hold the
# answer, exact match and F1 of the answers, and the time of a question.
#   bench/eval.sh PROGRAM [SET...]
# PROGRAM: a build of cairn; SET: default all. Needs ../shared/eval beside the checkout (or
# $CAIRN_SHARED/eval) and python3.
set -eu

fail() {
    printf 'eval.sh: %s\n' "$*" >&2
    exit 1
}

[ $# -ge 1 ] || fail "usage: bench/eval.sh PROGRAM [SET...]"
[ -x "$1" ] || fail "$1 is not a program"
cairn=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
source=$(cd "$(dirname "$0")/.." && pwd)
sets=${CAIRN_SHARED:-$source/../shared}/eval
[ -d "$sets" ] ||
    fail "there is no folder ../shared/eval beside the checkout; \$CAIRN_SHARED names another place"
sets=$(cd "$sets" && pwd)
command -v python3 >/dev/null || fail "python3 is not installed"
if [ $# -eq 0 ]; then
    for corpus in "$sets"/*/corpus.jsonl; do
        set -- "$@" "$(basename "$(dirname "$corpus")")"
    done
fi
for set in "$@"; do
    [ -f "$sets/$set/dev.jsonl" ] || fail "there is no set \"$set\" in $sets"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work"

# measure SET STORE NAME: one line of the table.
measure() {
    "$cairn" eval -q --json --queries "$sets/$1/dev.jsonl" --kb "$2" >figures.json
    python3 - "$1" "$3" <<'PYTHON'
import json, sys
f = json.load(open("figures.json", encoding="utf-8"))
percents = ("recall@2", "recall@5", "recall@10", "all_recall@5", "em", "f1")
print(f"{sys.argv[1]:10} {sys.argv[2]:6} {f['n']:5}", *(f"{f[k]:9.1f}" for k in percents),
      f"{f['answered']:9} {f['search_ms']['p50']:7.2f} {f['search_ms']['p99']:7.2f}"
      f" {f['ask_ms']['p50']:7.2f} {f['ask_ms']['p99']:7.2f}")
PYTHON
}

printf '%-10s %-6s %5s %9s %9s %9s %9s %9s %9s %9s %15s %15s\n' set corpus n recall@2 recall@5 \
    recall@10 all@5 em f1 answered 'search p50 p99' 'ask p50 p99, ms'
for set in "$@"; do
    "$cairn" index -q --kb "$set.db" "$sets/$set/corpus.jsonl"
    measure "$set" "$set.db" own
    rm -rf "$set.db"*
done
cat "$sets"/*/corpus.jsonl >all.jsonl
"$cairn" index -q --kb all.db all.jsonl
for set in "$@"; do
    measure "$set" all.db all
done
