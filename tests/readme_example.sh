#!/bin/sh
# Proves: the program in README.md is tests/consumer/example.c word for word,
# which tests/consumer.sh builds and runs. In README.md the line
#     <!-- example: tests/consumer/example.c -->
# stands before the ```c block. 77 while there is no README.md.
set -eu
cd "$(dirname "$0")/.."

[ -f README.md ] || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk '/^<!-- example: tests\/consumer\/example.c -->$/ { marked = 1; next }
    marked && /^```/ { if (inside) exit; inside = 1; next }
    inside { print }' README.md >"$work/shown"
if [ ! -s "$work/shown" ]; then
    echo "README.md: no line \"<!-- example: tests/consumer/example.c -->\" before a \`\`\`c block"
    exit 1
fi
diff -u tests/consumer/example.c "$work/shown" || {
    echo "README.md shows another program than tests/consumer/example.c, see above"
    exit 1
}
echo "readme: the example is the tested program"
