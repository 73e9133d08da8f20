//! What a release is made of, and how it is installed: the archive, the names that others look for, the action.

use std::fs;
use std::path::Path;

use rstest::rstest;

use super::scripts::Repository;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

const TARGET: &str = "x86_64-unknown-linux-gnu";

/// The archive of a program that calls the one under test, in the folder `dist`; its name without the ending.
fn packed(repository: &Repository) -> String {
    // Packing the program itself, with all that is for debugging in it, takes seconds.
    repository.program("small", &format!("exec '{}' \"$@\"", env!("CARGO_BIN_EXE_servemap")));
    let script = root().join(".ci/package");
    let said = repository.sh(&format!("sh '{}' bin/small {TARGET} dist", script.display()));
    said.trim().strip_suffix(".tar.gz").unwrap().to_owned()
}

#[test]
fn an_archive_holds_the_program_its_pages_and_its_completions() {
    let repository = Repository::new();
    let name = packed(&repository);
    assert_eq!(name, format!("servemap-{}-{TARGET}", env!("CARGO_PKG_VERSION")));
    repository.sh(&format!("cd dist && sha256sum --check {name}.tar.gz.sha256 && tar -xzf {name}.tar.gz"));
    assert_eq!(
        repository.sh(&format!("dist/{name}/servemap --version")),
        concat!("servemap ", env!("CARGO_PKG_VERSION"), "\n")
    );
    for file in ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        assert!(!repository.read(&format!("dist/{name}/{file}")).is_empty(), "{file}");
    }
    for file in ["servemap.bash", "_servemap", "servemap.fish", "servemap.ps1"] {
        assert!(repository.read(&format!("dist/{name}/completions/{file}")).contains("servemap"), "{file}");
    }
    // A page for every command, also for those of a command.
    let mut commands: Vec<String> = vec!["servemap.1".to_owned()];
    let declared = servemap::command::declaration();
    for command in declared.get_subcommands() {
        let name = format!("servemap-{}", command.get_name());
        commands.extend(command.get_subcommands().map(|below| format!("{name}-{}.1", below.get_name())));
        commands.push(name + ".1");
    }
    commands.sort();
    let mut pages: Vec<String> = fs::read_dir(repository.path(&format!("dist/{name}/man/man1")))
        .unwrap()
        .map(|page| page.unwrap().file_name().into_string().unwrap())
        .collect();
    pages.sort();
    assert_eq!(pages, commands);
}

/// The places of Cargo.toml's binstall table, filled in as that program fills them.
#[test]
fn binstall_looks_for_the_names_that_are_packed() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let table = manifest.split("[package.metadata.binstall]").nth(1).unwrap();
    let value = |key: &str| {
        let line = table.lines().find_map(|line| line.strip_prefix(&format!("{key} = \""))).unwrap();
        let filled =
            line.trim_end_matches('"').replace("{ name }", "servemap").replace("{ bin }", "servemap");
        let filled = filled.replace("{ version }", "1.2.3").replace("{ target }", TARGET);
        filled.replace("{ archive-suffix }", ".tar.gz").replace("{ binary-ext }", "")
    };
    let name = format!("servemap-1.2.3-{TARGET}");
    assert_eq!(value("pkg-url"), format!("{{ repo }}/releases/download/v1.2.3/{name}.tar.gz"));
    assert_eq!(value("bin-dir"), format!("{name}/servemap"));
    let package = fs::read_to_string(root().join(".ci/package")).unwrap();
    assert!(package.contains("name=servemap-${version#servemap }-$target"));
}

#[test]
fn a_tag_that_does_not_fit_makes_no_release() {
    let repository = Repository::new();
    for (version, named, tag, code) in [
        ("1.2.3", "https://example.org/a/servemap", "v1.2.3", 0),
        ("1.2.3", "https://example.org/a/servemap", "v1.2.4", 1),
        ("1.2.3", "https://example.org/b/servemap", "v1.2.3", 1),
    ] {
        let manifest = format!(
            "[package]\nname = \"servemap\"\nversion = \"{version}\"\nrepository = \"{named}\"\n\n[dependencies]\nversion = \"9\"\n"
        );
        repository.write("project/Cargo.toml", manifest);
        repository.write("project/.ci/agrees", fs::read(root().join(".ci/agrees")).unwrap());
        let ended = repository.run(&format!("sh project/.ci/agrees {tag} https://example.org/a/servemap"));
        assert_eq!(ended.code, code, "{version} {named} {tag}\n{}", ended.messages);
        assert_eq!(ended.messages.contains("expected"), code == 1, "{}", ended.messages);
    }
}

/// Stands for curl: what it is asked for is a file of the folder `dist`, or there is no such page.
const CURL: &str = r#"while [ $# -gt 1 ]; do case $1 in --output) out=$2; shift ;; esac; shift; done
echo "$1" >> asked
[ -f "dist/${1##*/}" ] || exit 22
cp "dist/${1##*/}" "$out""#;
/// Stands for cargo: the program that it builds says that it was built.
const CARGO: &str = r#"while [ $# -gt 0 ]; do case $1 in --target-dir) folder=$2 ;; esac; shift; done
mkdir -p "$folder/release"
printf '#!/bin/sh\necho built\n' > "$folder/release/servemap"
chmod +x "$folder/release/servemap""#;

fn install(repository: &Repository, tag: &str) -> super::Ended {
    repository.write("path", "");
    let line = format!(
        "SERVEMAP_SOURCE=. SERVEMAP_REPOSITORY=a/servemap SERVEMAP_TAG={tag} RUNNER_OS=Linux RUNNER_ARCH=X64 \
         GITHUB_PATH=path sh ci/servemap/install-action.sh programs"
    );
    repository.run(&line)
}

#[rstest]
#[case::a_release(concat!("v", env!("CARGO_PKG_VERSION")), concat!("servemap ", env!("CARGO_PKG_VERSION"), "\n"))]
#[case::a_tag_without_one("v99.0.0", "built\n")]
#[case::a_branch("main", "built\n")]
fn the_action_takes_a_release_or_builds(#[case] tag: &str, #[case] runs: &str) {
    let repository = Repository::new();
    packed(&repository);
    repository.program("curl", CURL);
    repository.program("cargo", CARGO);
    let ended = install(&repository, tag);
    assert_eq!(ended.code, 0, "{}{}", ended.output, ended.messages);
    assert_eq!(repository.sh("programs/servemap --version"), runs);
    assert!(repository.read("path").trim().ends_with("/programs"));
    if tag.starts_with('v') {
        let address = format!("https://github.com/a/servemap/releases/download/{tag}/servemap-");
        assert!(repository.read("asked").starts_with(&address));
    }
    // What a cache brought back is not fetched again.
    repository.write("asked", "");
    assert_eq!(install(&repository, tag).code, 0);
    assert_eq!(repository.read("asked"), "");
}

#[test]
fn an_archive_that_differs_from_its_checksum_is_not_installed() {
    let repository = Repository::new();
    let name = packed(&repository);
    repository.program("curl", CURL);
    repository.program("cargo", CARGO);
    repository.write(&format!("dist/{name}.tar.gz"), "something else");
    let ended = install(&repository, concat!("v", env!("CARGO_PKG_VERSION")));
    assert_eq!(ended.code, 2);
    assert!(
        ended.messages.contains("is not what its checksum says; nothing was installed"),
        "{}",
        ended.messages
    );
    assert!(!repository.path("programs/servemap").exists());
}
