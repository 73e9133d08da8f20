#!/bin/sh
# Opens a pull request on GitHub for the matrices that renew.sh wrote, or brings the open one up to date.
#
#   propose.sh TEXT    run where renew.sh ran, with the text that it wrote; without a text there is nothing to propose
#
# It needs gh and GH_TOKEN, and a checkout of the branch that the pull request is for.
#
#   SERVEMAP_BRANCH   the branch of the pull request [default: servemap/matrix]
set -eu

if [ $# -ne 1 ]; then
    echo "usage: propose.sh TEXT" >&2
    exit 2
fi
if [ ! -s "$1" ]; then
    echo "nothing to propose"
    exit 0
fi
branch=${SERVEMAP_BRANCH:-servemap/matrix}
base=$(git symbolic-ref --short HEAD)
title=$(head -n 1 "$1")
body=$(mktemp)
trap 'rm -f "$body"' EXIT
# GitHub refuses texts of more than 65536 letters.
tail -n +3 "$1" |
    awk '{ size += length($0) + 1 } size > 60000 { print "\nThe rest does not fit here: see the files."; exit } { print }' > "$body"

git switch --quiet --force-create "$branch"
set --
for cloud in aws azure gcp; do
    matrix=$(servemap config get "matrix.$cloud") || [ $? -eq 1 ]
    [ -z "$matrix" ] || set -- "$@" "$matrix"
done
git add -- "$@"
git -c user.name="${GIT_AUTHOR_NAME:-servemap renewal}" -c user.email="${GIT_AUTHOR_EMAIL:-servemap@localhost}" \
    commit --quiet --message "$title"
# The same proposal on the same ground is left as it is: a push would take its approvals away.
if git fetch --quiet origin "$branch" 2> /dev/null && git diff --quiet FETCH_HEAD HEAD -- "$@" &&
    git diff --quiet "$(git merge-base FETCH_HEAD "$base")" "$base" -- "$@"; then
    echo "$branch holds it already"
else
    git push --quiet --force origin "$branch"
fi

open=$(gh pr list --head "$branch" --base "$base" --state open --json number --jq '.[0].number // empty')
if [ -n "$open" ]; then
    gh pr edit "$open" --title "$title" --body-file "$body"
else
    gh pr create --head "$branch" --base "$base" --title "$title" --body-file "$body"
fi
git switch --quiet "$base"
