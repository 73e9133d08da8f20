#!/bin/sh
# Renews the matrices that a project's servemap.toml names from the official pages: fetches the pages, reads them, and says what
# changed and which decisions that hits. Only this script opens a connection; servemap reads files.
#
#   renew.sh TEXT    run in the folder of servemap.toml
#
# What is worth a renewal is written to the matrix files and told in TEXT, its first line as a title. Nothing worth one: neither is
# written. A matrix is renewed when anything but its day and its sources changed; the day alone counts when the matrix is
# SERVEMAP_RENEW_AFTER days old (30), before it is shown as old (45). A page older than the matrix is left alone.
#
# Exits 0 when every page was understood, 1 when one was not, 2 on an error: then no file is touched.
#
#   SERVEMAP_PAGES_AWS, SERVEMAP_PAGES_AZURE, SERVEMAP_PAGES_GCP   other addresses, or files, with blanks between
set -eu

# The official pages of a cloud: availability by region, retirements.
pages() {
    case $1 in
    aws) echo "${SERVEMAP_PAGES_AWS:-$(official https://docs.databricks.com/aws/en)}" ;;
    azure) echo "${SERVEMAP_PAGES_AZURE:-$(official https://learn.microsoft.com/en-us/azure/databricks)}" ;;
    gcp) echo "${SERVEMAP_PAGES_GCP:-$(official https://docs.databricks.com/gcp/en)}" ;;
    esac
}
official() {
    echo "$1/unity-gateway/model-region-availability $1/machine-learning/retired-models-policy"
}

fail() {
    code=$1
    shift
    echo "renew.sh: $*; no matrix was changed" >&2
    exit "$code"
}

# What the settings say; nothing where they say nothing.
setting() {
    servemap config get "$1" || [ $? -eq 1 ]
}

# Runs it and keeps its exit code; what it says is shown when it fails.
run() {
    code=0
    "$@" 2> "$work/messages" || code=$?
    [ "$code" -lt 2 ] || cat "$work/messages" >&2
}

fetch() {
    case $1 in
    *://*) curl --fail --silent --show-error --location --retry 3 --max-time 120 --output "$2" "$1" ;;
    *) cp "$1" "$2" ;;
    esac
}

# The day of a matrix file, and as a number.
day() {
    sed -n 's/^as_of *= *\([0-9-]*\).*/\1/p' "$1" | head -n 1
}
number() {
    echo "$1" | tr -d -
}

[ $# -eq 1 ] || fail 2 "usage: renew.sh TEXT"
text=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -f "$text"
decisions=$(setting decisions)
decisions=${decisions:-decisions}

# First everything is read, then something is written: half a renewal is none.
clouds=
renewed=
for cloud in aws azure gcp; do
    matrix=$(setting "matrix.$cloud")
    [ -n "$matrix" ] || continue
    clouds="$clouds $cloud"
    new=$work/$cloud.toml
    set --
    for page in $(pages "$cloud"); do
        file=$work/$cloud-$#.html
        fetch "$page" "$file" || fail 2 "$page cannot be fetched"
        set -- "$@" "$file"
    done
    run servemap matrix import "$@" --cloud "$cloud" -o "$new" > "$work/report"
    if [ "$code" -ne 0 ]; then
        cat "$work/report" >&2
        fail 1 "a page of $cloud was not understood ($(pages "$cloud"))"
    fi

    if [ -e "$matrix" ]; then
        old=$matrix
        since=$(day "$old")
        if [ -n "$since" ] && [ "$(number "$(day "$new")")" -lt "$(number "$since")" ]; then
            echo "$cloud: the page of $(day "$new") is older than the matrix of $since, which stays"
            continue
        fi
    else
        # A setting may name a file that is still to come.
        old=bundled:$cloud
        since=
    fi
    run servemap matrix diff "$old" "$new" --format json > "$work/json"
    [ "$code" -lt 2 ] || fail 2 "$old cannot be compared"
    if [ "$code" -eq 0 ] && [ -n "$since" ]; then
        age=$(servemap matrix show --matrix "$old" --json | sed -n 's/^ *"age_days": \(-\{0,1\}[0-9]*\).*/\1/p')
        if [ "$since" = "$(day "$new")" ] || [ "$age" -lt "${SERVEMAP_RENEW_AFTER:-30}" ]; then
            echo "$cloud: nothing changed since $since"
            continue
        fi
    fi
    # A broken plan is told in the text, and stops nothing.
    if [ -e "$decisions" ]; then
        run servemap matrix diff "$old" "$new" --plans "$decisions" --format markdown > "$work/notes"
    else
        run servemap matrix diff "$old" "$new" --format markdown > "$work/notes"
    fi
    [ "$code" -lt 2 ] || fail 2 "the decisions in $decisions cannot be read"
    sed "s|($new)|(the official pages)|" "$work/notes" > "$work/$cloud.md"
    renewed="$renewed $cloud"
    echo "$cloud: ${since:-no matrix} -> $(day "$new")"
done
[ -n "$clouds" ] || fail 2 "servemap.toml names no matrix: [matrix] aws = \"matrix/aws.toml\""
[ -n "$renewed" ] || exit 0

title=
for cloud in $renewed; do
    title="$title${title:+, }$cloud of $(day "$work/$cloud.toml")"
    matrix=$(setting "matrix.$cloud")
    mkdir -p "$(dirname "$matrix")"
    cp "$work/$cloud.toml" "$matrix"
done
{
    echo "Renew the matrix: $title"
    for cloud in $renewed; do
        echo
        cat "$work/$cloud.md"
    done
} > "$text"
