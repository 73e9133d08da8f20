#!/bin/sh
# Puts servemap on the PATH of a GitHub job: the program of a release, if there is one of this tag and its checksum is right;
# else built with cargo from the source that the action brought.
#
#   install-action.sh FOLDER
#
# FOLDER is where the program goes; what lies there already is used. GitHub and the action set the variables:
#   SERVEMAP_SOURCE       the source of the action
#   SERVEMAP_REPOSITORY   its repository, as OWNER/NAME
#   SERVEMAP_TAG          what was asked for of it: a tag 'v0.1.0', a branch, a commit
#   RUNNER_OS, RUNNER_ARCH, GITHUB_PATH
set -eu

folder=$1
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
echo "$folder" >> "$GITHUB_PATH"
if [ -x "$folder/servemap" ] || [ -x "$folder/servemap.exe" ]; then
    exit 0
fi

case $RUNNER_OS-$RUNNER_ARCH in
Linux-X64) target=x86_64-unknown-linux-gnu ;;
Linux-ARM64) target=aarch64-unknown-linux-gnu ;;
macOS-X64) target=x86_64-apple-darwin ;;
macOS-ARM64) target=aarch64-apple-darwin ;;
# There tar does not unpack what was zipped everywhere.
*) target= ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Whether the archive of this tag is there. One that differs from its checksum ends the job.
downloaded() {
    case $SERVEMAP_TAG in v[0-9]*) ;; *) return 1 ;; esac
    [ -n "$target" ] || return 1
    name=servemap-${SERVEMAP_TAG#v}-$target
    address=https://github.com/$SERVEMAP_REPOSITORY/releases/download/$SERVEMAP_TAG
    for file in "$name.tar.gz" "$name.tar.gz.sha256"; do
        curl --fail --silent --show-error --location --retry 2 --output "$work/$file" "$address/$file" || return 1
    done
    cd "$work"
    if command -v sha256sum > "$work/said"; then
        right() { sha256sum --check "$1" > "$work/said" 2>&1; }
    else
        right() { shasum -a 256 --check "$1" > "$work/said" 2>&1; }
    fi
    if ! right "$name.tar.gz.sha256"; then
        echo "install-action.sh: $name.tar.gz is not what its checksum says; nothing was installed" >&2
        exit 2
    fi
    tar -xzf "$name.tar.gz"
    cp "$name/servemap" "$folder/"
}

if downloaded; then
    echo "servemap ${SERVEMAP_TAG#v}: the program of the release"
    exit 0
fi
echo "servemap: no release for '$SERVEMAP_TAG' on $RUNNER_OS $RUNNER_ARCH: it is built from source"
cd "$SERVEMAP_SOURCE"
cargo build --release --locked --target-dir "$work/target"
for program in servemap servemap.exe; do
    if [ -f "$work/target/release/$program" ]; then cp "$work/target/release/$program" "$folder/"; fi
done
