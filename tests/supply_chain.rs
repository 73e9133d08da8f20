//! What is built in: licences, versions and sources of the crates, the oldest compiler they need, and whether each one is
//! used. Everything here is read from what cargo has already downloaded; `deny.toml` adds the advisories, which need a network.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use toml::Table;

/// The licences a crate may be under, at its choice one of them.
const LICENCES: [&str; 6] = ["MIT", "Apache-2.0", "BSD-3-Clause", "MPL-2.0", "Unicode-3.0", "Zlib"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap()
}

fn manifest() -> Table {
    read("Cargo.toml").parse().unwrap()
}

/// What cargo prints; no network is used.
fn cargo(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(words)
        .args(["--locked", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A crate as it is compiled for this platform.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Crate {
    name: String,
    version: String,
    licence: String,
}

/// The crates behind some kinds of dependency: `normal,build`.
fn crates(kinds: &str) -> BTreeSet<Crate> {
    let lines = cargo(&["tree", "--edges", kinds, "--prefix", "none", "--format", "{p}|{l}"]);
    let crates = lines.lines().map(|line| {
        let (package, licence) = line.trim_end_matches(" (*)").split_once('|').unwrap();
        let mut words = package.split(' ');
        let mut word = || words.next().unwrap().to_owned();
        Crate { name: word(), version: word(), licence: licence.to_owned() }
    });
    crates.filter(|one| one.name != "servemap").collect()
}

/// Whether an expression such as `(MIT OR Apache-2.0) AND Unicode-3.0` lets us ship.
fn may_ship(licence: &str) -> bool {
    let either = licence.replace('/', " OR ");
    let all = either.split(" AND ").map(|part| part.trim().trim_matches(['(', ')']));
    let one = |part: &str| part.split(" OR ").any(|one| LICENCES.contains(&one.trim()));
    !licence.is_empty() && all.into_iter().all(one)
}

#[test]
fn a_licence_is_read_as_an_expression() {
    assert!(may_ship("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(may_ship("Apache-2.0 WITH LLVM-exception OR MIT"));
    assert!(may_ship("MIT/Apache-2.0"));
    assert!(!may_ship("MIT AND GPL-3.0"));
    assert!(!may_ship("GPL-3.0 OR AGPL-3.0"));
    assert!(!may_ship(""));
}

#[test]
fn every_crate_is_under_a_licence_that_lets_us_ship_it() {
    let not: Vec<Crate> =
        crates("normal,build,dev").into_iter().filter(|one| !may_ship(&one.licence)).collect();
    assert!(not.is_empty(), "{not:#?}");
}

#[test]
fn no_crate_ships_in_two_versions() {
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in crates("normal") {
        versions.entry(one.name).or_default().push(one.version);
    }
    versions.retain(|name, versions| versions.len() > 1 && !COMPILERS_ONLY.contains(&name.as_str()));
    assert!(versions.is_empty(), "{versions:#?}");
}

/// Crates of procedural macros: they run in the compiler and do not ship.
const COMPILERS_ONLY: [&str; 1] = ["syn"];

/// A crate from anywhere else has been seen by nobody but its author.
#[test]
fn every_crate_comes_from_the_registry_with_a_checksum() {
    let lock: Table = read("Cargo.lock").parse().unwrap();
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if name == "servemap" {
            continue;
        }
        let source = package.get("source").and_then(|source| source.as_str());
        assert_eq!(source, Some("registry+https://github.com/rust-lang/crates.io-index"), "{name}");
        assert!(package.get("checksum").is_some(), "{name} has no checksum");
    }
}

/// The compiler that `rust-version` promises must do for every crate. Of our own code, clippy's `incompatible_msrv` says
/// which call is newer.
#[test]
fn no_crate_needs_a_newer_compiler_than_the_manifest_promises() {
    let number = |version: &str| -> Vec<u32> {
        version.split('.').map(|part| part.parse().unwrap()).chain([0; 2]).take(3).collect()
    };
    let promised = manifest()["package"]["rust-version"].as_str().unwrap().to_owned();
    let compiled: BTreeSet<(String, String)> = crates("normal,build,dev")
        .into_iter()
        .map(|one| (one.name, one.version.trim_start_matches('v').to_owned()))
        .collect();
    let host = cargo_host();
    let metadata = cargo(&["metadata", "--format-version", "1", "--filter-platform", &host]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let mut looked_at = 0;
    for package in metadata["packages"].as_array().unwrap() {
        let word = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
        if !compiled.contains(&(word("name"), word("version"))) {
            continue;
        }
        looked_at += 1;
        if let Some(needed) = package["rust_version"].as_str() {
            assert!(number(needed) <= number(&promised), "{} needs Rust {needed}", word("name"));
        }
    }
    assert_eq!(looked_at, compiled.len());
    assert_eq!(manifest()["lints"]["clippy"]["incompatible_msrv"].as_str(), Some("deny"));
}

/// The platform that this compiler builds for: `x86_64-unknown-linux-gnu`.
fn cargo_host() -> String {
    let output = Command::new(env!("CARGO")).args(["--version", "--verbose"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// The sources below some folders.
fn sources(folders: &[&str]) -> String {
    let mut waiting: Vec<_> = folders.iter().map(|folder| root().join(folder)).collect();
    let mut text = String::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
    text
}

#[test]
fn every_dependency_is_used() {
    let manifest = manifest();
    let unix = &manifest["target"]["cfg(unix)"]["dependencies"];
    let tables = [
        (&manifest["dependencies"], &["src"][..]),
        (unix, &["src"][..]),
        (&manifest["dev-dependencies"], &["src", "tests", "benches"][..]),
        (&manifest["build-dependencies"], &["src"][..]),
    ];
    for (table, folders) in tables {
        let sources = sources(folders);
        for name in table.as_table().unwrap().keys() {
            let path = name.replace('-', "_");
            let used = [format!("{path}::"), format!("use {path};"), format!("#[{path}]")];
            assert!(used.iter().any(|word| sources.contains(word)), "nothing uses {name}");
        }
    }
}

#[test]
fn unsafe_code_is_forbidden() {
    assert_eq!(manifest()["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
}
