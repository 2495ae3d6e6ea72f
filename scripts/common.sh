# Shared by scripts/*.sh: messages, packages, compiler cache. Sourced, not run.
# The caller sets root, the folder of the project, before.
# shellcheck shell=sh disable=SC2154

step() {
    printf '\n==> %s\n' "$*"
}

warn() {
    printf 'cairn: %s\n' "$*" >&2
}

die() {
    warn "$@"
    exit 1
}

# packages GROUP...: the packages of those groups, in the order of packages.txt.
packages() {
    for group in "$@"; do
        awk -v group="$group" '$1 == group { print $2 }' "$root/scripts/packages.txt"
    done
}

# missing PACKAGE...: those that are not installed.
missing() {
    for package in "$@"; do
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=none
        [ "$state" = installed ] || printf '%s\n' "$package"
    done
}

# as_root COMMAND...: runs it directly as root, else through sudo.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

# check_system PACKAGE...: stops with advice where apt cannot install them.
check_system() {
    id='' version='' name=''
    if [ -r /etc/os-release ]; then
        id=$(. /etc/os-release && printf '%s' "${ID:-} ${ID_LIKE:-}")
        version=$(. /etc/os-release && printf '%s' "${VERSION_ID:-}")
        name=$(. /etc/os-release && printf '%s' "${PRETTY_NAME:-}")
    fi
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        warn "this script installs packages of Debian 12, but this system is ${name:-unknown}"
        warn "install by hand what scripts/packages.txt lists, then run again with"
        die "    CAIRN_NO_INSTALL=1 $0"
    fi
    case "$id $version" in
    "debian  12"*) ;;
    *) warn "made for Debian 12, trying on ${name:-this system}; package names may differ" ;;
    esac
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        warn "packages are missing and this user is neither root nor has sudo; as root, run"
        warn "    apt-get update && apt-get install -y $*"
        die "then run $0 again"
    fi
}

# known PACKAGE: does apt know a version it can install?
known() {
    apt-cache show "$1" 2>/dev/null | grep -q -x -F "Package: $1"
}

# install_packages GROUP...: nothing to do, and no apt, when all are there.
install_packages() {
    if [ "${CAIRN_NO_INSTALL:-0}" = 1 ]; then
        step "Packages: CAIRN_NO_INSTALL is set, none installed"
        return
    fi
    # Package names hold no blanks: splitting them is meant, here and below.
    # shellcheck disable=SC2046
    if command -v dpkg-query >/dev/null; then
        wanted=$(missing $(packages "$@"))
    else
        wanted=$(packages "$@")
    fi
    if [ -z "$wanted" ]; then
        step "Packages: all installed"
        return
    fi
    # shellcheck disable=SC2086
    check_system $wanted
    # shellcheck disable=SC2086
    step "Packages: installing" $wanted
    fresh=yes
    as_root apt-get update -q -o APT::Update::Error-Mode=any || fresh=no
    unknown=
    for package in $wanted; do
        known "$package" || unknown="$unknown $package"
    done
    if [ -n "$unknown" ]; then
        warn "apt finds no package named:$unknown"
        [ $fresh = yes ] || die "and apt-get update failed: check the network, run $0 again"
        die "check that /etc/apt has the 'main' component of Debian 12 (bookworm), run $0 again"
    fi
    # shellcheck disable=SC2086
    as_root apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 $wanted || {
        warn "apt-get could not install the packages; its message is above"
        die "mend that (no network? disk full? another apt running?), then run $0 again"
    }
}

# use_ccache: compile through ccache where it is installed.
use_ccache() {
    if command -v ccache >/dev/null; then
        CMAKE_C_COMPILER_LAUNCHER=${CMAKE_C_COMPILER_LAUNCHER-ccache}
        CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER-ccache}
        export CMAKE_C_COMPILER_LAUNCHER CMAKE_CXX_COMPILER_LAUNCHER
    fi
}

# configure PRESET [CMAKE-OPTION...]
configure() {
    cmake --preset "$@" || {
        warn "cmake could not configure the build; its message is above"
        die "if a library is missing, scripts/packages.txt names the package that has it"
    }
}

# jobs: how many things to run at once.
jobs() {
    getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2
}
