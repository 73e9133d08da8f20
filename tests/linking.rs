//! The list of functions that a start needs, for the linker.

use std::collections::HashSet;

const LIST: &str = include_str!("../src/start.ld");

/// A name without the hash at its end, which differs from build to build.
fn without_hash(name: &str) -> &str {
    name.rfind("17h").map_or(name, |end| &name[..end])
}

/// The names of the functions of a program that was not stripped: each stands in it, between zeros.
fn functions_of(program: &[u8]) -> HashSet<&str> {
    let names = program.split(|byte| *byte == 0).filter(|name| name.starts_with(b"_ZN"));
    names.filter_map(|name| std::str::from_utf8(name).ok()).map(without_hash).collect()
}

/// A build for tests has fewer functions inlined and more that stand alone; what is left of a list that is old would be less.
#[test]
fn what_the_linker_puts_first_is_in_the_program() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_servemap")).unwrap();
    let functions = functions_of(&program);
    let listed = LIST.lines().filter_map(|line| line.strip_prefix(".text."));
    let own: HashSet<_> = listed.filter(|name| name.starts_with("_ZN8servemap")).map(without_hash).collect();
    assert!(own.len() > 200, "src/start.ld names {} functions of servemap", own.len());
    let gone: Vec<_> = own.iter().filter(|name| !functions.contains(*name)).collect();
    assert!(gone.len() * 4 < own.len(), "run .ci/order: these are gone: {gone:#?}");
}
