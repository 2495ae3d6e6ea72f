#!/bin/sh
# Proves: every C and C++ file is formatted as .clang-format says. Versions of
# clang-format differ in taste, so only Debian 12's is asked; 77 without it.
set -eu
cd "$(dirname "$0")/.."

tool=
for candidate in clang-format-14 clang-format; do
    case $($candidate --version 2>/dev/null || true) in
    *"version 14."*)
        tool=$candidate
        break
        ;;
    esac
done
if [ -z "$tool" ]; then
    echo "format: no clang-format 14 here, skipped"
    exit 77
fi
find . \( -name '.*' ! -name . -o -name 'build*' -type d \) -prune -o \
    \( -name '*.[ch]' -o -name '*.cc' \) -type f -print0 |
    xargs -0 $tool --dry-run --Werror --style=file
echo "format: clean"
