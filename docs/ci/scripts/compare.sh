#!/bin/sh
# Prints as Markdown what changes in the decisions of a folder since a revision; nothing, where none changes.
#
#   compare.sh REVISION FOLDER
set -eu

if [ $# -ne 2 ]; then
    echo "usage: compare.sh REVISION FOLDER" >&2
    exit 2
fi
text=$(mktemp)
trap 'rm -f "$text"' EXIT
code=0
servemap diff "$1:$2" "$2" --format markdown > "$text" || code=$?
case $code in
0) ;;
1) cat "$text" ;;
*) exit "$code" ;;
esac
