#!/bin/sh
# Proves: on the multi-hop sets of ../shared/eval, without a model, retrieval is at
# least as good as the trial's walk, and cairn's figures are score.py's. 77 where
# the sets are missing, as in a user's clone.
#   tests/torture/shared_eval.sh PROGRAM [SET...]
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"
shift
[ $# -gt 0 ] || set -- 2wiki hotpot musique
sets=${CAIRN_SHARED:-$source/../shared}/eval
[ -f "$sets/score.py" ] || skip "no folder ../shared/eval"
unset OMP_NUM_THREADS OPENBLAS_NUM_THREADS

for set in "$@"; do
    case $set in
    2wiki) recall2=72.2 recall5=89.0 ;;
    hotpot) recall2=81.2 recall5=94.9 ;;
    musique) recall2=47.1 recall5=57.3 ;;
    *) fail "no set \"$set\"; there are 2wiki hotpot musique" ;;
    esac
    kb=$work/$set.db
    start=$(date +%s)
    run "$cairn" index "$sets/$set/corpus.jsonl" --kb "$kb"
    middle=$(date +%s)
    run "$cairn" eval --queries "$sets/$set/dev.jsonl" --run "$work/run.jsonl" --json --kb "$kb"
    cp "$work/out" "$work/figures.json"
    printf '%s: index %s s, eval %s s: %s\n' "$set" $((middle - start)) $(($(date +%s) - middle)) \
        "$(tr '\n' ' ' <"$work/figures.json")"
    python3 "$sets/score.py" "$sets/$set/dev.jsonl" "$work/run.jsonl" >"$work/theirs.json"
    same_figures "$work/figures.json" "$work/theirs.json" || fail "$set: see above"
    at_least "$work/figures.json" recall@2 $recall2
    at_least "$work/figures.json" recall@5 $recall5
    rm -rf "$kb" "$kb".d
done
pass "retrieval on $* is at or over the trial's"
