#!/bin/sh
# Proves: a layer includes only the layers below it, outside libraries are each
# wrapped by one or two files, and functions that cairn bans are not called.
# Folders, files and headers hold no blanks: splitting their lists is meant.
# shellcheck disable=SC2086,SC2013
set -eu
cd "$(dirname "$0")/.."

breaches=0
breach() {
    printf '%s\n' "$*"
    breaches=$((breaches + 1))
}

layers="base schema model ingest fusion graph retrieve api"

# allowed LAYER: the layers it may include, its own among them.
allowed() {
    case $1 in
    base) echo base ;;
    schema | model) echo base "$1" ;;
    ingest | graph) echo base schema model "$1" ;;
    fusion | retrieve) echo base schema model graph "$1" ;;
    api) echo $layers ;;
    apps) echo base apps ;;
    tools) echo base schema graph ingest retrieve api tools ;;
    esac
}

# sources FOLDER...: C and C++ files at or under the folders that exist.
sources() {
    for folder in "$@"; do
        [ ! -d "$folder" ] || find "$folder" -name '*.[ch]' -o -name '*.cc' | LC_ALL=C sort
    done
}

# 1. Who includes whom. "cairn.h" is open to all; a header without a folder is
# generated and belongs to schema.
for layer in $layers apps tools; do
    for file in $(sources $layer); do
        for header in $(sed -n 's/^ *# *include *"\([^"]*\)".*/\1/p' "$file"); do
            folder=${header%%/*}
            case "$header" in
            cairn.h) continue ;;
            */*) ;;
            *) folder=schema ;;
            esac
            case " $(allowed $layer) " in
            *" $folder "*) ;;
            *) breach "$file: $layer may not include \"$header\"" ;;
            esac
            [ "$header" = "${header#*/}" ] || [ -f "$header" ] ||
                breach "$file: \"$header\" is not a path from the project's root"
        done
    done
done

# 2. Each outside library is included by at most two files, or families of files:
# base/utf8.c and base/utf8_fold.c are one.
for library in sqlite3.h pcre2.h jansson.h unicode/ uchardet libxml/ md4c.h libstemmer.h \
    xxhash.h faiss/ openblas pthread.h; do
    files=$(sources $layers apps | xargs grep -lE "^ *# *include *<([^>]*/)?$library" || true)
    families=$(printf '%s\n' $files | sed 's/[._].*//' | sort -u)
    if [ "$(printf '%s\n' "$families" | grep -c .)" -gt 2 ]; then
        breach "<$library> is included by more than two files:" $files
    fi
done
for file in $(sources base model ingest fusion graph retrieve api apps | xargs grep -lF '<sqlite3.h>' || true); do
    breach "$file: <sqlite3.h> belongs in schema/, where all SQL lives"
done

# 3. Banned functions. Comments and strings are taken out first.
banned='malloc|calloc|realloc|strdup|strndup|sprintf|vsprintf|strcpy|strcat|strtok|atoi|gets|rand|srand|exit'
for file in $(sources $layers apps tools); do
    words=$banned
    case $file in
    base/mem.c) words='sprintf|vsprintf|strcpy|strcat|strtok|atoi|gets|rand|srand|exit' ;;
    apps/*/main.c | tools/*/main.c) words=${banned%|exit} ;;
    esac
    found=$(sed -E 's/"([^"\\]|\\.)*"/""/g; s://.*$::; s:/\*.*\*/::g; /\/\*/,/\*\//d' "$file" |
        grep -oE "(^|[^_A-Za-z0-9>.])($words)[[:space:]]*\(" | tr -d '( \t;,{}!*=' | sort -u | xargs) || true
    [ -z "$found" ] || breach "$file: calls what STYLE bans: $found"
done

if [ $breaches -gt 0 ]; then
    echo "layers: $breaches breach(es)"
    exit 1
fi
echo "layers: clean"
