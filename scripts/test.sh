#!/bin/sh
# Installs what is needed, builds and runs every test; ctest speaks last.
#   scripts/test.sh            release build; its tests include those that build
#                              and test again under ASan+UBSan and under TSan
#   scripts/test.sh PRESET...  build and test those presets of CMakePresets.json
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/common.sh"
cd "$root"

[ $# -gt 0 ] || set -- release
for preset in "$@"; do
    case $preset in
    release | dev | asan | tsan) ;;
    *) die "no tests for preset \"$preset\"; there are: release dev asan tsan" ;;
    esac
done

install_packages build test
use_ccache
for preset in "$@"; do
    step "Building preset $preset"
    configure "$preset" -DCAIRN_TESTS=ON
    cmake --build --preset "$preset"
    step "Testing preset $preset"
    ctest --preset "$preset" --parallel "$(jobs)"
done
