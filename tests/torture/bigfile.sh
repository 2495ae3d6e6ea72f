#!/bin/sh
# Proves: one large text file is indexed, or refused in a sentence that names it,
# within bounded memory, and the file beside it is indexed.
#   tests/torture/bigfile.sh PROGRAM [MEGABYTES] [PEAK_MEGABYTES]
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"
megabytes=${2:-200}
peak=${3:-2000}
[ -x /usr/bin/time ] || skip "no /usr/bin/time to measure memory with"
cd "$work"

mkdir docs
printf 'Quellbrunn\n\nAnna Berg lives in Quellbrunn.\n' >docs/small.txt
corpus 2000 9 pieces
find pieces -name '*.txt' | LC_ALL=C sort | xargs cat >piece
size=$(wc -c <piece)
copies=$((megabytes * 1000000 / size + 1))
for _ in $(seq $copies); do
    cat piece
done >docs/big.txt

start=$(date +%s)
code=0
/usr/bin/time -f %M -o memory "$cairn" index docs --kb big.db >out 2>err || code=$?
seconds=$(($(date +%s) - start))
used=$(($(tail -n 1 memory) / 1024))
case $code in
0) ;;
1) grep -q -F docs/big.txt err || fail "refused, but stderr does not name docs/big.txt: $(head -c 500 err)" ;;
*) fail "exit code $code: $(head -c 500 err)" ;;
esac
[ $used -le "$peak" ] || fail "peak memory $used MB, over $peak MB"
run "$cairn" check --kb big.db
run "$cairn" search Quellbrunn --kb big.db
grep -q small.txt out || fail "the small file beside the big one is not found"
pass "$(($(wc -c <docs/big.txt) / 1000000)) MB: exit code $code, $seconds s, peak $used MB"
