//! The page of what `--json` prints: each schema it lists has the keys that it says.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use super::page::Page;

/// The words between backticks.
fn spans(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// A command of each schema, in a folder with the examples of the demo.
const COMMANDS: [&str; 15] = [
    "why 'Gemini 3.5 Flash' --mode pay-per-token --region us-east-1",
    "models --shortlist --mode pay-per-token --region us-east-1",
    "regions",
    "glossary geo",
    "check examples",
    "list examples",
    "diff examples/product-tags.toml examples/support-answers.toml",
    "approve examples/support-answers.toml --by 'Ana Diaz'",
    "verify endpoints.json --region us-east-1",
    "export examples --kind tracker",
    "export examples --kind pages",
    "matrix show",
    "matrix list",
    "matrix diff bundled in-use",
    "config show",
];

#[test]
fn the_page_of_json_lists_the_keys_of_each_schema() {
    let page = Page::read("docs/json.md").text;
    let folder = tempfile::tempdir().unwrap();
    let run = |line: &str| {
        let shell = Command::new("sh")
            .args(["-c", line])
            .current_dir(folder.path())
            .env_clear()
            .env("HOME", folder.path())
            .env("SERVEMAP", env!("CARGO_BIN_EXE_servemap"))
            .output();
        shell.unwrap().stdout
    };
    run("\"$SERVEMAP\" demo --write examples; echo '[]' > endpoints.json");
    for command in COMMANDS {
        let object: Value = serde_json::from_slice(&run(&format!("\"$SERVEMAP\" {command} --json"))).unwrap();
        let schema = object["schema"].as_str().unwrap();
        let row = page.lines().find(|line| line.contains(&format!("| `{schema}`")));
        let row = row.unwrap_or_else(|| panic!("{command}: no row for {schema}"));
        let listed = spans(row.rsplit_once(" | ").unwrap().1);
        let keys = object.as_object().unwrap().keys().filter(|key| *key != "schema");
        let missing: Vec<&String> = keys.filter(|key| !listed.contains(*key)).collect();
        assert_eq!(
            missing,
            Vec::<&String>::new(),
            "{command}: keys of {schema} that docs/json.md does not list"
        );
    }
}
