//! The README, held to the program: its pictures are screens, its commands run, and what stands below them is what they say.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use crate::support;

const README: &str = include_str!("../README.md");
/// Stands above a picture: the size and the keys it is of.
const PICTURE: &str = "<!-- screen ";

/// A fenced block: what it is in, and its text.
struct Block<'a> {
    language: &'a str,
    text: &'a str,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let fenced = text.split("```").skip(1).step_by(2);
    fenced
        .filter_map(|block| block.split_once('\n'))
        .map(|(language, text)| Block { language, text })
        .collect()
}

/// `UPDATE_GOLDENS=1` puts the screens of now into the README.
#[test]
#[expect(clippy::disallowed_methods, reason = "the repository's own file, written when asked")]
fn the_pictures_are_the_program() {
    let update = std::env::var_os("UPDATE_GOLDENS").is_some();
    let mut readme = README.to_owned();
    let pictures: Vec<&str> = README.split(PICTURE).skip(1).collect();
    assert!(pictures.len() > 1);
    for picture in pictures {
        let (head, rest) = picture.split_once(" -->").unwrap();
        let (size, keys) = head.split_once(' ').unwrap();
        let (width, height) = size.split_once('x').unwrap();
        let screen = support::play_at(width.parse().unwrap(), height.parse().unwrap(), keys).screen();
        let shown = blocks(rest)[0].text.trim_end();
        if update {
            readme = readme.replace(shown, screen.trim_end());
        } else {
            assert!(shown == screen.trim_end(), "UPDATE_GOLDENS=1 puts this into README.md:\n{screen}");
        }
    }
    if update {
        std::fs::write("README.md", readme).unwrap();
    }
}

/// Each block in turn, in one folder, as someone who pastes them one after the other.
#[test]
fn every_command_runs_and_says_what_stands_below_it() {
    let folder = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_servemap")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let blocks = blocks(README);
    let mut ran = 0;
    for (place, block) in blocks.iter().enumerate() {
        // What builds the program is not for a test to do.
        if block.language != "sh" || block.text.starts_with("cargo ") {
            continue;
        }
        let output = Command::new("sh")
            .args(["-c", block.text])
            .current_dir(folder.path())
            .env_clear()
            .env("PATH", &path)
            .env("HOME", folder.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap();
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}\n{messages}", block.text);
        assert!(!messages.lines().any(|line| line.starts_with("error")), "{}\n{messages}", block.text);
        if let Some(below) = blocks.get(place + 1).filter(|below| below.language == "text") {
            let said = String::from_utf8_lossy(&output.stdout);
            assert_eq!(said.trim_end(), below.text.trim_end(), "{}", block.text);
        }
        ran += 1;
    }
    assert!(ran > 5, "only {ran} blocks were found");
}

/// The members of a kind, as their files are called.
fn members(kind: &str) -> Vec<String> {
    let names =
        |names: Vec<&str>| names.into_iter().map(|name| name.to_lowercase().replace(' ', "_")).collect();
    match kind {
        "a gate" => names(servemap::gates::gates().iter().map(|gate| gate.id).collect()),
        "a theme" => names(servemap::tui::theme::SHIPPED.iter().map(|(name, _)| *name).collect()),
        "a kind of page" => names(vec!["region_table", "models_page", "retirement", "external_table"]),
        "an export" => names(servemap::export::Export::ALL.iter().map(|export| export.id()).collect()),
        "a command" => {
            let declared = servemap::command::declaration();
            // The words of a reviewer are one command with several names.
            let reviews = ["approve", "request-changes", "comment", "withdraw"];
            let file = |name: &str| if reviews.contains(&name) { "reviewing" } else { name }.to_owned();
            declared.get_subcommands().map(|command| file(command.get_name())).collect()
        }
        "a step" => names(servemap::tui::order::Step::ALL.iter().map(|step| step.name()).collect()),
        "an explore view" => ["map", "timeline", "compare", "what_if"].map(str::to_owned).into(),
        _ => Vec::new(),
    }
}

/// Every row of "To add something": the files it names are there, for each member of the kind; a name stands in the file
/// that comes after it; and they are as many files as it says.
#[test]
fn what_is_to_be_done_to_add_something_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = README.split("| to add | do | files |\n").nth(1).unwrap();
    let rows: Vec<&str> = table.lines().skip(1).take_while(|line| line.starts_with('|')).collect();
    assert!(rows.len() > 8);
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [kind, steps, files] = cells[..] else { panic!("{row}") };
        let named: Vec<&str> = steps.split('`').skip(1).step_by(2).collect();
        let paths: Vec<&str> = named.iter().copied().filter(|name| name.contains('/')).collect();
        assert_eq!(paths.len().to_string(), files, "{row}");
        for path in &paths {
            let members = if path.contains("/x.") { members(kind) } else { vec!["x".to_owned()] };
            assert!(!members.is_empty(), "{row}");
            for member in members {
                let path = path.replace("/x.", &format!("/{member}."));
                assert!(root.join(&path).exists(), "{row}\n{path} is not there");
            }
        }
        for (at, name) in named.iter().enumerate().filter(|(_, name)| !name.contains('/')) {
            let path = named[at + 1..].iter().find(|name| name.contains('/')).unwrap();
            let text = std::fs::read_to_string(root.join(path)).unwrap();
            assert!(text.contains(&format!(" {name}")), "{row}\n{name} is not in {path}");
        }
    }
}

#[test]
fn what_the_architecture_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = include_str!("../ARCHITECTURE.md");
    let named = page.split('`').skip(1).step_by(2).filter(|name| name.starts_with("src/"));
    let missing: Vec<&str> =
        named.filter(|name| !root.join(name).exists() && !root.join(format!("{name}.rs")).exists()).collect();
    assert_eq!(missing, Vec::<&str>::new());
}
