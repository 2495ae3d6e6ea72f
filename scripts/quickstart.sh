#!/bin/sh
# From a fresh Debian 12 to a first answer: installs the packages, builds
# build/cairn, indexes the sample corpus, asks a question. Safe to run again.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/common.sh"
cd "$root"

kb=build/quickstart.db
question="Who was the first captain of the ferry Lady Teyle?"
entity="Ines Valder"

# run COMMAND...: shows it, then runs it.
run() {
    printf '\n$'
    for word in "$@"; do
        case $word in
        *[!A-Za-z0-9_./=-]*) printf ' "%s"' "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    "$@"
}

install_packages build
use_ccache
step "Building build/cairn"
configure release
cmake --build --preset release --target cairn

step "Indexing data/sample into $kb"
rm -rf "$kb" "$kb-wal" "$kb-shm" "$kb.d"
run build/cairn index data/sample --kb "$kb"

step "Asking"
run build/cairn ask "$question" --kb "$kb"
run build/cairn entity "$entity" --kb "$kb"

step "Done. Try your own files next:"
cat <<END
    build/cairn index FOLDER --kb my.db
    build/cairn ask "A question?" --kb my.db
    build/cairn help
END
