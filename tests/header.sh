#!/bin/sh
# Proves: cairn.h compiles alone, without a warning, as C11, C17 and C++17.
#   tests/header.sh CC CXX
set -eu
cd "$(dirname "$0")/.."
cc=${1:-cc}
cxx=${2:-c++}

for language in c:c11 c:c17 c++:c++17; do
    compiler=$cc
    [ "${language%:*}" = c ] || compiler=$cxx
    echo '#include <cairn.h>' | "$compiler" -x "${language%:*}" -std="${language#*:}" -Iinclude \
        -Wall -Wextra -Wpedantic -Werror -fsyntax-only - || {
        echo "header: cairn.h does not compile alone as ${language#*:}"
        exit 1
    }
done
echo "header: clean as C11, C17, C++17"
