# Shared by the end-to-end tests: sourced with the program as $1. Gives them
#   $cairn $source $work    the program, the project's folder, a scratch folder
#   $small                  1 when each run is slow (sanitizers), else 0
# shellcheck shell=sh

cairn=${1:?usage: $0 PROGRAM}
cairn=$(cd "$(dirname "$cairn")" && pwd)/$(basename "$cairn")
# shellcheck disable=SC2034
source=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck disable=SC2034
small=${CAIRN_TEST_SMALL:-0}
work=$(mktemp -d)
children=
# Children are this test's own; what they print when killed is of no interest.
# shellcheck disable=SC2154
trap 'status=$?; [ -z "$children" ] || kill $children 2>/dev/null || true
    umount "$work/disk" 2>/dev/null || true; rm -rf "$work"; exit $status' EXIT
trap 'exit 130' INT TERM
unset CAIRN_KB
# Threads of BLAS and OpenMP only get in the way of small runs.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

fail() {
    printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2
    exit 1
}

pass() {
    printf '%s: %s\n' "$(basename "$0" .sh)" "$*"
}

skip() {
    pass "skipped: $*"
    exit 77
}

# run COMMAND...: quiet; it must succeed.
run() {
    "$@" >"$work/out" 2>"$work/err" || {
        code=$?
        cat "$work/out" "$work/err" >&2
        fail "exit code $code from: $*"
    }
}

# digest STORE: the digest of what it publishes.
digest() {
    run "$cairn" stats --digest --kb "$1"
    grep -oE '\b[0-9a-f]{32}\b' "$work/out" || fail "no digest in the output of: cairn stats --digest"
}

# same WHAT DIGEST DIGEST
same() {
    [ -n "$2" ] || fail "$1: no digest to compare with"
    [ "$2" = "$3" ] || fail "$1: digest $3 instead of $2"
}

# corpus DOCUMENTS SEED FOLDER [OPTION...]: see corpus.py.
corpus() {
    python3 "$source/tests/torture/corpus.py" "$@"
}

# random N SEED: N numbers from 0 to 9999, the same on every machine.
random() {
    awk -v n="$1" -v seed="$2" 'BEGIN {
        for (x = seed * 7919 + 1; n-- > 0;) {
            x = (x * 16807) % 2147483647
            print int(x / 65536) % 10000
        }
    }'
}

# shuffle SEED: its lines in another order, the same for a seed.
shuffle() {
    cat >"$work/lines"
    random "$(wc -l <"$work/lines")" "$1" | paste - "$work/lines" | LC_ALL=C sort -s -n -k1,1 | cut -f2-
}

# same_figures OURS THEIRS: each figure of score.py's output THEIRS stands in the
# JSON of `cairn eval` OURS.
same_figures() {
    python3 - "$1" "$2" <<'PYTHON'
import json, sys
ours, theirs = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
wrong = [f"{k}: cairn {ours.get(k)}, score.py {v}" for k, v in theirs.items() if ours.get(k) != v]
sys.exit("figures differ: " + "; ".join(wrong) if wrong else 0)
PYTHON
}

# at_least FIGURES KEY FLOOR
at_least() {
    python3 - "$@" <<'PYTHON' || fail "a figure is under its floor, see above"
import json, sys
path, key, floor = sys.argv[1:]
figure = json.load(open(path, encoding="utf-8")).get(key)
print(f"    {key} {figure}, floor {floor}")
sys.exit(figure is None or figure < float(floor))
PYTHON
}
