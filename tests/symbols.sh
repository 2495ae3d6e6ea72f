#!/bin/sh
# Proves: libcairn.so exports every function cairn.h declares, and nothing else.
#   tests/symbols.sh LIBRARY
set -eu
cd "$(dirname "$0")/.."
library=${1:?usage: tests/symbols.sh LIBRARY}
if [ ! -f "$library" ]; then
    echo "symbols: no library $library"
    exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
nm -D --defined-only "$library" | awk '$(NF - 1) != "A" { print $NF }' | sed 's/@.*//' | sort -u >"$work/exported"
awk '/^CAIRN_API/ { text = $0; while (text !~ /;/ && (getline line) > 0) text = text " " line
    if (match(text, /cairn_[a-z_0-9]+ *\(/)) print substr(text, RSTART, RLENGTH - 1) }' \
    include/cairn.h | tr -d ' ' | sort -u >"$work/declared"
[ -s "$work/declared" ]
if ! diff "$work/declared" "$work/exported" >"$work/diff"; then
    sed -n 's/^< /declared in cairn.h, not exported: /p; s/^> /exported, not in cairn.h: /p' "$work/diff"
    exit 1
fi
echo "symbols: $(wc -l <"$work/exported") functions, as declared"
