#!/bin/sh
# Proves: the release build indexes, asks and removes without touching memory that
# is not its own, and loses none. 77 where valgrind is missing.
#   tests/torture/valgrind.sh PROGRAM
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"
command -v valgrind >/dev/null || skip "no valgrind"
cd "$work"

# check COMMAND...: under valgrind; any error is exit code 99.
check() {
    code=0
    OPENBLAS_CORETYPE=Haswell valgrind -q --error-exitcode=99 --leak-check=full \
        --show-leak-kinds=definite --errors-for-leak-kinds=definite \
        --suppressions="$source/tests/valgrind.supp" \
        "$cairn" "$@" --kb small.db >out 2>err || code=$?
    [ $code -eq 0 ] || {
        head -c 20000 err >&2
        fail "exit code $code from: cairn $*"
    }
}

mkdir docs
for name in harbour.txt brennock.md halvery.html people.json museum.jsonl census.csv ships.tsv saint-orel.txt; do
    cp "$source/data/sample/$name" docs
done
check index docs --threads 2
check ask "Where was Augustin Lemery born?"
check search "ferry to Halvery" --json
check entity "Ines Valder"
check rm docs/harbour.txt
check check
check stats --digest
pass "index, ask, search, entity, rm, check, stats are clean"
