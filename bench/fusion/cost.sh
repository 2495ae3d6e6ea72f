#!/bin/sh
# What fusion costs: a quarter, a half and the whole of the passages of ../shared/eval from scratch,
# and 1 % of them added to the rest. Prints a line for each with the milliseconds of fusion (as the
# program logs them), the peak memory of the whole process, and the share of a fusion from scratch;
# then whether adding ended in the digest of all at once.
#   bench/fusion/cost.sh PROGRAM [RUNS]
# PROGRAM: a release build of cairn; RUNS: default 3, of which the quickest counts. Needs
# ../shared/eval beside the checkout (or $CAIRN_SHARED/eval), python3 and GNU time.
set -eu

fail() {
    printf 'cost.sh: %s\n' "$*" >&2
    exit 1
}

[ $# -ge 1 ] || fail "usage: bench/fusion/cost.sh PROGRAM [RUNS]"
[ -x "$1" ] || fail "$1 is not a program"
cairn=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
runs=${2:-3}
source=$(cd "$(dirname "$0")/../.." && pwd)
sets=${CAIRN_SHARED:-$source/../shared}/eval
[ -d "$sets" ] || fail "there is no folder ../shared/eval beside the checkout"
[ -x /usr/bin/time ] || fail "GNU time is not installed"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work"
cat "$sets"/*/corpus.jsonl >all.jsonl
# The same order on every machine: by a hash of the row.
python3 - <<'PYTHON'
import hashlib
rows = [row for row in open("all.jsonl", "rb").read().split(b"\n") if row]
rows.sort(key=lambda row: hashlib.sha256(row).digest())
for name, first, last in (("quarter", 0, 0.25), ("half", 0, 0.5), ("most", 0, 0.99),
                          ("rest", 0.99, 1), ("whole", 0, 1)):
    part = rows[int(len(rows) * first):int(len(rows) * last)]
    open(name + ".jsonl", "wb").write(b"\n".join(part) + b"\n")
PYTHON

# Indexes a file into a store; prints the milliseconds of fusion and the peak in MiB.
index() {
    CAIRN_LOG=info /usr/bin/time -f 'peak %M' "$cairn" index --quiet --kb "$1" "$2" >out 2>&1 ||
        fail "$2: $(tail -1 out)"
    awk '/ fuse: / { fuse = $4 } /^peak/ { peak = $2 } END { printf "%d %d\n", fuse, peak / 1024 }' out
}

# The quickest of some runs into a new store.
fresh() {
    best=
    for _ in $(seq "$runs"); do
        rm -rf "$1.db" "$1.db-wal" "$1.db-shm" "$1.db.d"
        now=$(index "$1.db" "$1.jsonl")
        [ -n "$best" ] && [ "${now% *}" -ge "${best% *}" ] || best=$now
    done
    printf '%s\n' "$best"
}

whole=$(fresh whole)
share() { awk -v part="$1" -v whole="${whole% *}" 'BEGIN { printf "%.1f %%", 100 * part / whole }'; }
for part in quarter half; do
    got=$(fresh "$part")
    printf '%-8s %6s ms  %4s MiB  %s of the whole\n' "$part" "${got% *}" "${got#* }" "$(share "${got% *}")"
done
printf '%-8s %6s ms  %4s MiB\n' whole "${whole% *}" "${whole#* }"
index most.db most.jsonl >/dev/null
best=
for _ in $(seq "$runs"); do
    rm -rf added.db*
    cp most.db added.db
    cp -r most.db.d added.db.d
    now=$(index added.db rest.jsonl)
    [ -n "$best" ] && [ "${now% *}" -ge "${best% *}" ] || best=$now
done
printf '%-8s %6s ms  %4s MiB  %s of the whole\n' '1 % more' "${best% *}" "${best#* }" "$(share "${best% *}")"
if [ "$("$cairn" stats --digest --kb added.db | tail -1)" = "$("$cairn" stats --digest --kb whole.db | tail -1)" ]; then
    echo 'the digest is that of all at once'
else
    fail 'the digest is not that of all at once'
fi
