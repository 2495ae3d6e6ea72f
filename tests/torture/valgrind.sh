#!/bin/sh
# Proves: the release build indexes, asks and removes without touching memory that
# is not its own, and loses none. 77 where valgrind is missing.
#   tests/torture/valgrind.sh PROGRAM
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"
command -v valgrind >/dev/null || skip "no valgrind"
cd "$work"

# PCRE2 compiles patterns to machine code that reads whole words past the end of
# the text and ignores the rest. Such code has no name, so no suppression can name
# it: reports whose first frame is "???" are dropped here.
own_errors() {
    awk '{ sub(/^==[0-9]+== ?/, "") }
        /^$/ { if (block != "" && !nameless) printf "%s\n", block; block = ""; nameless = 0; next }
        /^ +at 0x[0-9A-F]+: \?\?\?$/ { nameless = 1 }
        /^Thread [0-9]+:$/ { next }
        { block = block $0 "\n" }
        END { if (block != "" && !nameless) printf "%s\n", block }' "$1"
}

# check COMMAND...: under valgrind; no error, no definite leak, exit code 0.
check() {
    code=0
    OPENBLAS_CORETYPE=Haswell valgrind -q --error-limit=no --leak-check=full \
        --show-leak-kinds=definite --log-file=log --suppressions="$source/tests/valgrind.supp" \
        "$cairn" "$@" --kb small.db >out 2>err || code=$?
    [ $code -eq 0 ] || fail "exit code $code from: cairn $*: $(cat err)"
    own_errors log >errors
    [ ! -s errors ] || {
        head -c 20000 errors >&2
        fail "valgrind reports errors in: cairn $*"
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
