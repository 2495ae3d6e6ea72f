#!/bin/sh
# Proves: while one process indexes, others read the state before or after a
# build, never one in between, and never fail.
#   tests/torture/readers.sh PROGRAM
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"
cd "$work"

documents=1600
[ "$small" = 0 ] || documents=120
corpus $documents 3 docs 6

# counts STORE: what it publishes, in one line, without what waits for the next build.
counts() {
    "$cairn" stats --json --kb "$1" >"$2.json" 2>"$2.err" || return 1
    tr -d ' \n' <"$2.json" | sed 's/"pending":[0-9]*//'
    echo
}

# The states there may be, from a store nobody reads.
: >states
: >digests
for part in 0 1 2 3 4 5; do
    run "$cairn" index docs/part$part --kb calm.db
    counts calm.db calm >>states
    digest calm.db >>digests
done
[ "$(sort -u states | wc -l)" -ge 6 ] || fail "the steps do not change the counts"

# reader NAME: loops until the file "over" is there.
reader() {
    n=0
    while [ ! -e over ]; do
        counts shared.db "$1" >"$1.stats" || return 1
        grep -q -x -F -f "$1.stats" states || {
            echo "stats of no published state: $(cat "$1.stats")" >>"$1.err"
            return 1
        }
        "$cairn" stats --digest --kb shared.db >"$1.digest" 2>>"$1.err" || return 1
        grep -q -F "$(grep -oE '\b[0-9a-f]{32}\b' "$1.digest")" digests || {
            echo "digest of no published state: $(cat "$1.digest")" >>"$1.err"
            return 1
        }
        "$cairn" search "town bridge company" --kb shared.db >"$1.out" 2>>"$1.err" || return 1
        [ -s "$1.out" ] || {
            echo "a search found nothing" >>"$1.err"
            return 1
        }
        "$cairn" ask "Who founded the Lund Clocks Company?" --kb shared.db >"$1.out" 2>>"$1.err" || return 1
        n=$((n + 1))
        echo $n >"$1.n"
    done
}

run "$cairn" index docs/part0 --kb shared.db
echo 0 >one.n
echo 0 >two.n
reader one &
one=$!
reader two &
two=$!
children="$one $two"
for part in 1 2 3 4 5; do
    "$cairn" index docs/part$part --kb shared.db >out 2>err || {
        cat out err >&2
        touch over
        fail "the writer failed at step $part"
    }
done
touch over
bad=0
wait $one || bad=one
wait $two || bad=two
children=
[ $bad = 0 ] || {
    cat $bad.err >&2
    fail "reader $bad failed after $(cat $bad.n) rounds"
}
run "$cairn" check --kb shared.db
same "at the end" "$(tail -n 1 digests)" "$(digest shared.db)"
pass "two readers, $(($(cat one.n) + $(cat two.n))) rounds beside 5 builds, each saw a published state"
