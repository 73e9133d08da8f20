//! The layers as `lib.rs` and `tui.rs` draw them: who may use whom, what the core keeps away from, how big files get.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The most lines a source file may have, tests included.
const MOST_LINES: usize = 450;

/// What the modules left of `host` keep their hands off: files, environment, clock, terminal.
const OUTSIDE: [&str; 16] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::io",
    "std::time",
    "chrono::Local",
    "chrono::Utc",
    "crossterm",
    "ratatui",
    "print",
    "println",
    "eprint",
    "eprintln",
    "dbg",
];

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file below `src`, as its path from there with `/`, and its text.
fn files() -> Vec<(String, String)> {
    let (root, mut folders, mut files) = (src(), vec![src()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// The words of the `//! LAYERS:` line.
fn layers(text: &str) -> Vec<String> {
    let line = text.lines().find_map(|line| line.strip_prefix("//! LAYERS:"));
    line.map(|line| line.split_whitespace().map(str::to_owned).collect()).unwrap_or_default()
}

/// The code of a file: no comments, no strings, nothing from `#[cfg(test)]` on.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut code = String::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        // Every other piece stands between quotes. A quote inside of one is rare enough to be left out.
        let line = line.replace("\\\"", "");
        code.extend(line.split('"').step_by(2));
        code.push('\n');
    }
    code
}

/// The module a file is: `plan/gate/mode.rs` is `plan`, `gate`, `mode`.
fn module(file: &str) -> Vec<&str> {
    file.trim_end_matches(".rs").split('/').filter(|part| *part != "lib").collect()
}

/// Every path that code in this module names inside the crate, from the crate's root: `crate::a::b`, and `super::…` and
/// `self::…` resolved. `use crate::{a, b::c}` gives each of its branches.
fn paths(module: &[&str], code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '$') {
                continue;
            }
            let mut base: Vec<String> = if start == "crate::" {
                Vec::new()
            } else {
                module.iter().map(|&part| part.to_owned()).collect()
            };
            let mut rest = &code[at..];
            while let Some(after) = rest.strip_prefix("super::") {
                base.pop();
                rest = after;
            }
            let rest = rest.strip_prefix("crate::").or(rest.strip_prefix("self::")).unwrap_or(rest);
            branches(&base, rest, &mut found);
        }
    }
    found
}

/// Follows a path, and every branch of it where it has braces.
fn branches(base: &[String], rest: &str, found: &mut Vec<Vec<String>>) {
    let mut path = base.to_vec();
    let mut rest = rest;
    loop {
        if let Some(inside) = rest.strip_prefix('{') {
            for branch in split_braces(inside) {
                branches(&path, branch.trim_start(), found);
            }
            return;
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if end == 0 {
            break;
        }
        path.push(rest[..end].to_owned());
        match rest[end..].strip_prefix("::") {
            Some(after) => rest = after,
            None => break,
        }
    }
    found.push(path);
}

/// The branches between a brace that was just opened and its end.
fn split_braces(inside: &str) -> Vec<&str> {
    let (mut depth, mut start, mut branches) = (0, 0, Vec::new());
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                branches.push(&inside[start..at]);
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    branches.retain(|branch| !branch.trim().is_empty());
    branches
}

/// What a file below `root` does against an order of layers, in plain sentences.
fn offences(layers: &[String], root: &[&str], file: &str, code: &str) -> Vec<String> {
    let module = module(file);
    let place = |path: &[String]| {
        let below = path.strip_prefix(&root.iter().map(|&part| part.to_owned()).collect::<Vec<_>>()[..])?;
        layers.iter().position(|layer| Some(layer) == below.first())
    };
    let owned: Vec<String> = module.iter().map(|&part| part.to_owned()).collect();
    let Some(here) = place(&owned) else { return Vec::new() };
    let mut told: Vec<String> = paths(&module, code)
        .into_iter()
        .filter_map(|path| Some((place(&path)?, path)))
        .filter(|(there, _)| *there > here)
        .map(|(there, path)| {
            let (here, there) = (&layers[here], &layers[there]);
            format!(
                "src/{file}: '{here}' may not use '{there}', which stands to its right: {}",
                path.join("::")
            )
        })
        .collect();
    told.dedup();
    told
}

#[test]
fn no_module_uses_one_to_its_right() {
    let files = files();
    let text = |name: &str| files.iter().find(|(file, _)| file == name).map(|(_, text)| text.as_str());
    let crate_layers = layers(text("lib.rs").unwrap());
    let tui_layers = text("tui.rs").map(layers).unwrap_or_default();
    assert!(crate_layers.iter().any(|layer| layer == "host"), "lib.rs has no LAYERS line");
    assert!(text("tui.rs").is_none() || !tui_layers.is_empty(), "tui.rs has no LAYERS line");
    let mut told = Vec::new();
    for (file, text) in &files {
        let code = code(text);
        told.extend(offences(&crate_layers, &[], file, &code));
        told.extend(offences(&tui_layers, &["tui"], file, &code));
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn every_module_has_its_place_among_the_layers() {
    let files = files();
    let lib = &files.iter().find(|(file, _)| file == "lib.rs").unwrap().1;
    let layers = layers(lib);
    for name in lib.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let name = name.trim_end_matches(';');
        assert!(layers.iter().any(|layer| layer == name), "'{name}' is missing in the LAYERS line of lib.rs");
    }
    let Some((_, tui)) = files.iter().find(|(file, _)| file == "tui.rs") else { return };
    let layers = self::layers(tui);
    for (file, _) in files.iter().filter(|(file, _)| file.starts_with("tui/")) {
        let name = module(file)[1];
        assert!(layers.iter().any(|layer| layer == name), "'{name}' is missing in the LAYERS line of tui.rs");
    }
}

#[test]
fn left_of_host_nothing_touches_the_outside() {
    let files = files();
    let lib = &files.iter().find(|(file, _)| file == "lib.rs").unwrap().1;
    let layers = layers(lib);
    let core = layers.iter().take_while(|layer| *layer != "host").collect::<Vec<_>>();
    let mut told = Vec::new();
    for (file, text) in &files {
        if !core.iter().any(|layer| module(file).first() == Some(&layer.as_str())) {
            continue;
        }
        let named = foreign_paths(&code(text));
        for outside in OUTSIDE {
            if named.iter().any(|path| *path == outside || path.starts_with(&format!("{outside}::"))) {
                told.push(format!("src/{file} stands left of 'host' and names {outside}"));
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// Every path into another crate that code names, each branch of `std::{fs, io}` by itself; and the macros that print.
fn foreign_paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["std", "chrono", "crossterm", "ratatui", "println", "eprintln", "print", "eprint", "dbg"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if !before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                branches(&[], &code[at..], &mut found);
            }
        }
    }
    found.iter().map(|path| path.join("::")).collect()
}

/// The files that code in `file` uses: each path's longest beginning that is a module, or the module that a `pub use` there
/// brings the next word from.
fn uses(file: &str, code: &str, exports: &BTreeMap<String, BTreeMap<String, String>>) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for path in paths(&module(file), code) {
        let known =
            (1..=path.len()).rev().map(|end| path[..end].join("::")).find(|name| exports.contains_key(name));
        let Some(mut there) = known else { continue };
        let word = path.get(there.split("::").count());
        while let Some(from) = word.and_then(|word| exports[&there].get(word)) {
            there.clone_from(from);
        }
        used.insert(there);
    }
    used
}

/// What each module passes on by `pub use` from another one: name -> module.
fn exports(files: &[(String, String)]) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut all: BTreeMap<String, BTreeMap<String, String>> =
        files.iter().map(|(file, _)| (module(file).join("::"), BTreeMap::new())).collect();
    let names: BTreeSet<String> = all.keys().cloned().collect();
    for (file, text) in files {
        let here = module(file);
        let code = code(text);
        for (at, word) in code.match_indices("pub use ").chain(code.match_indices("pub(crate) use ")) {
            let rest = &code[at + word.len()..];
            let rest = &rest[..rest.find(';').unwrap_or(0)];
            let mut branches_found = Vec::new();
            let base: Vec<String> = here.iter().map(|&part| part.to_owned()).collect();
            match rest.split("::").next() {
                Some("crate" | "super" | "self") => branches_found = paths(&here, rest),
                _ => branches(&base, rest, &mut branches_found),
            }
            for path in branches_found {
                let (Some(name), from) = (path.last(), path[..path.len() - 1].join("::")) else { continue };
                if names.contains(&from) && from != here.join("::") {
                    all.entry(here.join("::")).or_default().insert(name.clone(), from);
                }
            }
        }
    }
    all
}

/// The files that lead back to themselves, as the way round each is first found on. A module and its own children count as
/// one: the parent lists what is below it, and the children share what it defines.
fn circles(files: &[(String, String)]) -> Vec<String> {
    let exports = exports(files);
    let family = |one: &str, other: &str| one == other || one.starts_with(&format!("{other}::"));
    let edges: BTreeMap<String, Vec<String>> = files
        .iter()
        .map(|(file, text)| {
            let here = module(file).join("::");
            let used = uses(file, &code(text), &exports).into_iter();
            let used = used.filter(|there| !family(&here, there) && !family(there, &here)).collect();
            (here, used)
        })
        .collect();
    let (mut done, mut found) = (BTreeSet::new(), Vec::new());
    for start in edges.keys() {
        follow(start, &edges, &mut Vec::new(), &mut done, &mut found);
    }
    found
}

/// Walks on from a module; the way back to one on the path is a circle.
fn follow(
    here: &str,
    edges: &BTreeMap<String, Vec<String>>,
    path: &mut Vec<String>,
    done: &mut BTreeSet<String>,
    found: &mut Vec<String>,
) {
    if let Some(at) = path.iter().position(|one| one == here) {
        found.push(format!("{} -> {here}", path[at..].join(" -> ")));
        return;
    }
    if done.contains(here) {
        return;
    }
    path.push(here.to_owned());
    for next in edges.get(here).into_iter().flatten() {
        follow(next, edges, path, done, found);
    }
    path.pop();
    done.insert(here.to_owned());
}

/// What ships is checked when it is built: the program unpacks it, and reads the TOML of a user's own matrix only.
#[test]
fn the_build_script_alone_reads_the_matrices_that_ship() {
    let reads = |word: &str| {
        let files = files().into_iter().filter(|(_, text)| code(text).contains(word));
        files.map(|(file, _)| file).collect::<Vec<_>>()
    };
    assert_eq!(reads("bundled::read("), ["build.rs"]);
    assert_eq!(reads("packed::unpack("), ["matrix/bundled.rs"]);
}

#[test]
fn no_file_leads_back_to_itself() {
    let circles = circles(&files());
    assert!(circles.is_empty(), "files that use each other in a circle:\n{}", circles.join("\n"));
}

/// A circle inside a folder, through a `pub use` of the parent, and across folders; a parent and its child are none.
#[test]
fn the_check_sees_circles() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let siblings = [
        file("plan.rs", "mod a; mod b; pub use b::B;"),
        file("plan/a.rs", "use super::B; pub struct A;"),
        file("plan/b.rs", "use super::a::A; pub struct B;"),
    ];
    assert_eq!(circles(&siblings), ["plan::a -> plan::b -> plan::a"]);
    let one_way = [siblings[0].clone(), siblings[1].clone(), file("plan/b.rs", "pub struct B;")];
    assert_eq!(circles(&one_way), Vec::<String>::new());
    let family =
        [file("gates.rs", "mod a; use a::judge; pub struct Gate;"), file("gates/a.rs", "use super::Gate;")];
    assert_eq!(circles(&family), Vec::<String>::new());
    let folders = [
        file("a.rs", "use crate::b::B;"),
        file("b.rs", "use crate::c::{self, C};"),
        file("c.rs", "use super::a::A;"),
    ];
    assert_eq!(circles(&folders), ["a -> b -> c -> a"]);
}

#[test]
fn a_module_is_a_file_beside_its_folder_and_no_file_runs_on() {
    for (file, text) in files() {
        assert!(!file.ends_with("/mod.rs"), "src/{file}: write it as a file beside the folder");
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "src/{file} has {lines} lines: look for the noun hiding in it");
        assert!(text.starts_with("//! "), "src/{file} does not open with a line that says what lives here");
    }
}

/// The check is only worth something if it sees what it is to forbid.
#[test]
fn the_check_finds_each_way_of_using_a_module() {
    let layers: Vec<String> = ["error", "matrix", "plan", "host"].map(str::to_owned).into();
    for (file, code, found) in [
        ("matrix/cloud.rs", "use crate::plan::Plan;", 1),
        ("matrix/cloud.rs", "use crate::{error::Error, plan::{self, Plan}};", 2),
        ("matrix/cloud.rs", "fn a() -> crate::plan::Plan {}", 1),
        ("matrix/cloud.rs", "use super::super::plan::Plan;", 1),
        ("matrix.rs", "use super::host::Host;", 1),
        ("matrix/cloud.rs", "use super::plan::Plan;", 0),
        ("plan.rs", "use crate::matrix::Cloud; use crate::error::{Error, Result};", 0),
        ("plan/gate.rs", "use self::host::Host; use mycrate::host::Host;", 0),
        ("main.rs", "use servemap::command;", 0),
    ] {
        assert_eq!(offences(&layers, &[], file, code).len(), found, "{file}: {code}");
    }
    let tui: Vec<String> = ["theme", "step", "app"].map(str::to_owned).into();
    assert_eq!(offences(&tui, &["tui"], "tui/step/mode.rs", "use crate::tui::app::App;").len(), 1);
    assert_eq!(offences(&tui, &["tui"], "tui/step/mode.rs", "use super::super::app::App;").len(), 1);
    assert_eq!(offences(&tui, &["tui"], "tui/app.rs", "use super::step::Step;").len(), 0);
    assert_eq!(foreign_paths("use std::{fs::File, io};"), ["std::fs::File", "std::io"]);
    assert!(!code("// use crate::host\nlet a = \"std::fs\"; #[cfg(test)] std::env").contains("std::"));
}
