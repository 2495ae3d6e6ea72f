#!/bin/sh
# Proves: an installed cairn is found by find_package and by pkg-config, also
# from a prefix it was not configured for, and the example program runs.
#   tests/consumer.sh BUILD-FOLDER CC CXX
set -eu
source=$(cd "$(dirname "$0")" && pwd)
build=${1:?usage: tests/consumer.sh BUILD-FOLDER [CC] [CXX]}
cc=${2:-cc}
cxx=${3:-c++}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix
cmake --install "$build" --prefix "$prefix" >"$work/log" || {
    cat "$work/log"
    exit 1
}
# Moved: nothing may remember where it was installed to.
mv "$prefix" "$work/moved"
prefix=$work/moved
library=$(dirname "$(find "$prefix" -name libcairn.so)")
unset CAIRN_DATA

# run PROGRAM: it must answer and cite.
run() {
    (cd "$(dirname "$1")" && LD_LIBRARY_PATH=$library "$1") >"$1.out" || {
        echo "consumer: $1 failed"
        exit 1
    }
    sed 's/^/    /' "$1.out"
    if ! grep -q 1815 "$1.out" || ! grep -q 'memory:ada' "$1.out"; then
        echo "consumer: no answer \"1815\" citing \"memory:ada\" above"
        exit 1
    fi
}

echo "with find_package(cairn):"
if ! cmake -G Ninja -S "$source/consumer" -B "$work/cmake" -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_C_COMPILER="$cc" -DCMAKE_CXX_COMPILER="$cxx" >"$work/log" ||
    ! cmake --build "$work/cmake" >>"$work/log"; then
    cat "$work/log"
    exit 1
fi
run "$work/cmake/example"

echo "with pkg-config:"
PKG_CONFIG_PATH=$library/pkgconfig
export PKG_CONFIG_PATH
mkdir "$work/pkg-config"
# Flags are words: splitting them is meant.
# shellcheck disable=SC2046
"$cc" -std=c11 -Wall -Wextra -Wpedantic -Werror "$source/consumer/example.c" \
    -o "$work/pkg-config/example" $(pkg-config --cflags --libs cairn)
run "$work/pkg-config/example"

# The installed program finds all it needs outside the source tree.
(cd "$work" && "$prefix/bin/cairn" help >/dev/null) || {
    echo "consumer: the installed cairn program does not run"
    exit 1
}

# Language models are those beside the program and the library: a broken one there is noticed.
models=$prefix/share/cairn/models
[ -d "$models" ] || {
    echo "consumer: no models are installed in $models"
    exit 1
}
echo "Ada Marsh was born in Port Vale." >"$work/ada.txt"
"$prefix/bin/cairn" extract "$work/ada.txt" >"$work/out" || {
    echo "consumer: the installed cairn program does not extract"
    exit 1
}
mkdir "$models/zz"
echo "the" >"$models/zz/words.txt"
for program in "$prefix/bin/cairn extract $work/ada.txt" "$work/pkg-config/example"; do
    # The words of a command: splitting them is meant.
    # shellcheck disable=SC2086
    if LD_LIBRARY_PATH=$library $program >"$work/out" 2>&1; then
        echo "consumer: $program does not look at the models in $models"
        exit 1
    fi
done
