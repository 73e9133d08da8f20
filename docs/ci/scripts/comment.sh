#!/bin/sh
# Writes a text as a comment of a pull request on GitHub, in place of the one it wrote before.
#
#   comment.sh FILE
#
# An empty file takes the place of an earlier comment and starts no new one. It needs gh, and in the environment:
#   GH_TOKEN, GITHUB_REPOSITORY (OWNER/NAME), PULL_REQUEST (its number)
set -eu

if [ $# -ne 1 ]; then
    echo "usage: comment.sh FILE" >&2
    exit 2
fi
marker='<!-- servemap: what this pull request decides -->'
comments=repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments
mine=".[] | select(.body | startswith(\"$marker\")) | .id"
id=$(gh api --paginate "$comments" --jq "$mine" | head -n 1)
body=$(mktemp)
trap 'rm -f "$body"' EXIT
echo "$marker" > "$body"
if [ -s "$1" ]; then
    # GitHub refuses comments of more than 65536 letters.
    awk '{ size += length($0) + 1 } size > 60000 { print "\nThe rest does not fit into a comment."; exit } { print }' "$1" >> "$body"
elif [ -n "$id" ]; then
    echo "No decision changes any more." >> "$body"
else
    exit 0
fi
if [ -n "$id" ]; then
    gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" -F "body=@$body" --silent
else
    gh api --method POST "$comments" -F "body=@$body" --silent
fi
