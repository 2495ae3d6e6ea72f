#!/bin/sh
# Builds a sanitizer preset in a folder of its own and runs the tests that mean
# something under it. ctest calls it (tests sanitizers/*); by hand:
#   scripts/sanitize.sh asan|tsan [FOLDER] [CTEST-OPTION...]
# 77 means: this machine cannot run the sanitizer.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/common.sh"
cd "$root"

preset=${1:?usage: scripts/sanitize.sh asan|tsan [FOLDER] [CTEST-OPTION...]}
folder=${2:-build-$preset}
[ $# -lt 2 ] || shift
shift
case $preset in
asan)
    flags=-fsanitize=address,undefined
    tests='^(unit|e2e)/'
    ;;
tsan)
    flags=-fsanitize=thread
    tests='^unit/|^e2e/(digest|readers)$'
    ;;
*) die "no sanitizer preset \"$preset\"; there are: asan tsan" ;;
esac

# Some containers and kernels refuse the address space a sanitizer needs; with
# randomisation off it may still work.
try=$(mktemp -d)
trap 'rm -rf "$try"' EXIT
printf 'int main(void) { return 0; }\n' >"$try/try.c"
cc $flags "$try/try.c" -o "$try/try" || die "the compiler does not know $flags"
runner=
if ! "$try/try" 2>"$try/log"; then
    runner="setarch -R"
    if ! $runner "$try/try" 2>>"$try/log"; then
        cat "$try/log" >&2
        warn "programs built with $flags do not run on this machine"
        exit 77
    fi
fi

use_ccache
cmake --preset "$preset" -B "$folder" -DCAIRN_TESTS=ON
cmake --build "$folder" --parallel "$(jobs)"
$runner ctest --test-dir "$folder" --output-on-failure --no-tests=error \
    --parallel "$(jobs)" -R "$tests" "$@"
