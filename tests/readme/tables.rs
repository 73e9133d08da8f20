//! What a page says of the sources: the table of what is to be done to add something, and the files that are named.

use std::path::Path;

use super::page::Page;

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
    let page = Page::read("docs/contributing.md").text;
    let table = page.split("| to add | do | files |\n").nth(1).unwrap();
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
    let page = include_str!("../../ARCHITECTURE.md");
    let named = page.split('`').skip(1).step_by(2).filter(|name| name.starts_with("src/"));
    let missing: Vec<&str> =
        named.filter(|name| !root.join(name).exists() && !root.join(format!("{name}.rs")).exists()).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn the_page_of_commands_names_each() {
    let page = Page::read("docs/commands.md").text;
    let declared = servemap::command::declaration();
    let names = declared.get_subcommands().flat_map(|command| match command.get_name() {
        group if command.has_subcommands() => {
            command.get_subcommands().map(|below| format!("{group} {}", below.get_name())).collect()
        }
        name => vec![name.to_owned()],
    });
    let missing: Vec<String> = names.filter(|name| !page.contains(&format!("`{name}"))).collect();
    assert_eq!(missing, Vec::<String>::new());
}

/// Each row of the README's table of what goes wrong: the command says it.
#[test]
fn what_goes_wrong_is_what_the_program_says() {
    let page = Page::read("README.md").text;
    let table = page.split("| what goes wrong | `servemap why …` | the answer |\n").nth(1).unwrap();
    let rows: Vec<&str> = table.lines().skip(1).take_while(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), servemap::gates::gates().len(), "a row for each gate");
    for row in rows {
        let cells: Vec<&str> =
            row.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_matches('`')).collect();
        let [_, words, answer] = cells[..] else { panic!("{row}") };
        let folder = tempfile::tempdir().unwrap();
        let output = std::process::Command::new("sh")
            .args(["-c", &format!("$SERVEMAP why {words} --as-of 2026-11-26")])
            .current_dir(folder.path())
            .env_clear()
            .env("HOME", folder.path())
            .env("SERVEMAP", env!("CARGO_BIN_EXE_servemap"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("Verdict: x blocked") && said.contains(answer), "{row}\n{said}");
    }
}
