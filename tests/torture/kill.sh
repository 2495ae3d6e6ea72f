#!/bin/sh
# Proves: an index run that is killed (SIGKILL) at any moment loses nothing. Each
# time the store still opens and passes its check, the next run goes on, and at the
# end the digest is that of a run nobody disturbed.
#   tests/torture/kill.sh PROGRAM [KILLS] [CORPUS] [SEED]
# Kills spread evenly over the time of a whole run, shaken by the seed.
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"
kills=${2:-10}
seed=${4:-1}
case ${3:-} in
'') given= ;;
/*) given=$3 ;;
*) given=$PWD/$3 ;;
esac
cd "$work"

documents=15000
[ "$small" = 0 ] || documents=200
if [ -n "$given" ]; then
    ln -s "$given" docs
else
    corpus $documents 2 docs
fi

now_ms() {
    echo $(($(date +%s%N) / 1000000))
}

start=$(now_ms)
run "$cairn" index docs/ --kb calm.db --threads 2
whole_ms=$(($(now_ms) - start))
want=$(digest calm.db)
pass "an undisturbed run takes $whole_ms ms, digest $want"

finished=0
killed=0
round=0
# A store is killed again and again until a run gets through; then a new one starts.
for shake in $(random $((kills * 20)) "$seed"); do
    [ $killed -lt "$kills" ] || break
    delay_ms=$((whole_ms * ((killed * 7 + round) % kills) / kills + whole_ms * shake / 10000 / kills))
    round=$((round + 1))
    "$cairn" index docs/ --kb hurt.db --threads 2 >out 2>err &
    child=$!
    children=$child
    sleep "$(printf '%d.%03d' $((delay_ms / 1000)) $((delay_ms % 1000)))"
    kill -9 $child 2>/dev/null || true
    code=0
    wait $child 2>/dev/null || code=$?
    children=
    case $code in
    137)
        killed=$((killed + 1))
        # Killed before its tables were made, a file is not a store yet: the next run makes them.
        if [ -e hurt.db ]; then
            "$cairn" check --kb hurt.db >out 2>err || grep -q 'not a cairn store yet' err || {
                cat out err >&2
                fail "kill $killed after $delay_ms ms: the store does not pass its check"
            }
        fi
        ;;
    0)
        same "kill $killed, then a run that got through" "$want" "$(digest hurt.db)"
        finished=$((finished + 1))
        rm -rf hurt.db hurt.db-wal hurt.db-shm hurt.db.d
        ;;
    *)
        cat out err >&2
        fail "exit code $code from a run resumed after $killed kills"
        ;;
    esac
done
[ $killed -ge "$kills" ] || fail "only $killed of $kills kills hit a running program"

run "$cairn" index docs/ --kb hurt.db --threads 2
same "after $killed kills" "$want" "$(digest hurt.db)"
run "$cairn" check --kb hurt.db
pass "$killed kills, $finished stores finished in between, digest $want each time"
