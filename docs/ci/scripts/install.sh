#!/bin/sh
# Builds servemap from its source and puts it into ~/.cargo/bin. It needs Rust 1.89 or newer.
#
# There is no published release: the two variables have to be set, once, where the pipeline has its variables.
#   SERVEMAP_REPOSITORY   the address of the git repository that holds the source of servemap
#   SERVEMAP_REVISION     the commit or tag to build, so that everybody judges with the same program
set -eu

if [ -z "${SERVEMAP_REPOSITORY:-}" ] || [ -z "${SERVEMAP_REVISION:-}" ]; then
    echo "install.sh: set SERVEMAP_REPOSITORY and SERVEMAP_REVISION: where the source of servemap is, and which commit of it" >&2
    exit 2
fi
cargo install --git "$SERVEMAP_REPOSITORY" --rev "$SERVEMAP_REVISION" --locked servemap
