#!/bin/sh
# Proves: no file is longer than 800 lines, but for the one public header, most of which is its
# documentation; no function is longer than 100.
# Reads Linux braces: a function's body stands between lines of "{" and "}".
set -eu
cd "$(dirname "$0")/.."

find . \( -name '.*' ! -name . -o -name 'build*' -type d \) -prune -o \
    \( -name '*.[ch]' -o -name '*.cc' \) -type f -print | LC_ALL=C sort |
    while read -r file; do
        awk -v file="${file#./}" '
            /^[A-Za-z_].*\(/ && !/;$/ { name = $0 }
            /^\{/ { start = NR }
            /^\}/ && start {
                if (NR - start + 1 > 100)
                    printf "%s:%d: function of %d lines, over 100: %s\n", file, start, NR - start + 1, name
                start = 0
            }
            END { if (NR > 800 && file != "include/cairn.h") printf "%s: %d lines, over 800\n", file, NR }' "$file"
    done | {
    if grep .; then
        exit 1
    fi
    echo "lengths: clean"
}
