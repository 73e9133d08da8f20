#!/bin/sh
# Checks the decisions that a change touches.
#
#   check-changed.sh --staged [FLAG...]    what is staged, as it is staged: for a pre-commit hook
#   check-changed.sh REVISION [FLAG...]    what differs from a revision: for a pull request
#
# The flags go to 'servemap check'; it exits as that does: 0 fine, 1 findings, 2 an error. When the settings or a matrix
# differ from the revision, every decision may be judged differently, and all are checked. A change without decisions is fine.
#
#   SERVEMAP_PROJECT   the folder of servemap.toml, from the root of the repository [default: the root]
set -eu

if [ $# -eq 0 ]; then
    echo "usage: check-changed.sh --staged|REVISION [FLAG...]" >&2
    exit 2
fi
since=$1
shift
cd "$(git rev-parse --show-toplevel)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What a file holds now; nothing for one that is gone.
if [ "$since" = --staged ]; then
    before=HEAD
    git diff --cached --name-only -z -- '*.toml' > "$work/list"
    now() { git show ":$1" 2> "$work/none"; }
else
    before=$since
    git diff --name-only -z "$since" -- '*.toml' > "$work/list"
    now() { cat "./$1" 2> "$work/none"; }
fi
tr '\0' '\n' < "$work/list" > "$work/files"

# Whether a file is of this kind now, or was before: a plan that the change breaks is still one.
is() {
    now "$2" | grep -q "servemap/$1/" || git show "$before:$2" 2> "$work/none" | grep -q "servemap/$1/"
}

plans=0
others=0
while IFS= read -r file; do
    if is config "$file" || is matrix "$file"; then
        others=$((others + 1))
    elif is plan "$file" && now "$file" > "$work/none"; then
        plans=$((plans + 1))
        case $file in -*) file=./$file ;; esac
        set -- "$@" "$file"
    fi
done < "$work/files"

if [ "$since" != --staged ] && [ "$others" -gt 0 ]; then
    project=${SERVEMAP_PROJECT:-.}
    # 1 says that the settings name no folder.
    folder=$(servemap config get decisions "$project") || [ $? -eq 1 ]
    echo "The settings or a matrix changed: all decisions are checked." >&2
    set -- "$@" "${folder:-$project}"
elif [ "$plans" -eq 0 ]; then
    exit 0
fi

if ! command -v servemap > "$work/none"; then
    echo "check-changed.sh: servemap is not on the PATH, and $plans changed decisions were not checked" >&2
    exit 2
fi
if [ "$since" = --staged ]; then
    # As it will be committed, with its settings, matrices, templates and the plans that it links: the folder may hold more.
    git ls-files -z -- '*.toml' '*.md' | git checkout-index -z --stdin --prefix="$work/tree/"
    mkdir "$work/tree/.git"
    cd "$work/tree"
    unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE
    # A commit that may go on is quiet.
    code=0
    servemap check "$@" > "$work/said" 2>&1 || code=$?
    [ "$code" -eq 0 ] || cat "$work/said" >&2
    exit "$code"
fi
servemap check "$@"
