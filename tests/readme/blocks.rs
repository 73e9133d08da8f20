//! Every block of every page: those in `sh` run and print what stands below them, and the others are known.

use std::path::Path;
use std::process::Command;
use std::thread;

use super::page::{Block, Page, pages, updates};

/// What a block may be in. Only `sh` runs.
const LANGUAGES: [&str; 7] = ["sh", "text", "console", "toml", "yaml", "json", "ebnf"];

/// What is shown and not run: each command of each block in `console`, with its page. It needs a network, cargo, a
/// terminal or files of the reader's own.
const SHOWN: &[(&str, &str)] = &[
    ("README.md", "cargo install --path . --locked"),
    ("README.md", "cargo run --release"),
    ("README.md", "cargo test --locked"),
    ("docs/ci.md", "cp servemap/docs/ci/pre-commit .git/hooks/pre-commit"),
    ("docs/ci.md", "git add . && git commit -m 'The first decision'"),
    (
        "docs/ci.md",
        "servemap plan --mode pay-per-token --region us-east-1 --model databricks-gpt-5-5 --owner ml-platform --reason cost -o decisions/chat.toml",
    ),
    ("docs/ci.md", "sh ci/servemap/renew.sh renewal.md"),
    ("docs/contributing.md", ".ci/run"),
    ("docs/contributing.md", "cargo run"),
    ("docs/contributing.md", "cargo test --locked"),
    ("docs/install.md", "cp servemap-0.1.0-x86_64-unknown-linux-gnu/servemap ~/.local/bin/"),
    ("docs/install.md", "sha256sum --check servemap-0.1.0-x86_64-unknown-linux-gnu.tar.gz.sha256"),
    ("docs/install.md", "tar -xzf servemap-0.1.0-x86_64-unknown-linux-gnu.tar.gz"),
    (
        "docs/matrix.md",
        "curl -sL https://docs.databricks.com/aws/en/unity-gateway/model-region-availability | servemap matrix import -",
    ),
    ("docs/matrix.md", "servemap matrix import availability.html retired.html supported.html"),
    ("docs/proof.md", "PROOF=long cargo test --release --locked --test proof -- --nocapture"),
    ("docs/proof.md", "PROOF=long cargo test --release --locked --test proof readers:: -- --nocapture"),
    ("docs/proof.md", "cargo test --locked --test proof"),
    ("docs/verify.md", "databricks serving-endpoints list -o json | servemap verify - --region us-east-1"),
    ("docs/verify.md", "servemap verify --via-cli --profile prod --region us-east-1 --mode pay-per-token"),
];

/// What is text of another kind than an output: how each begins.
const OTHER_TEXT: &[(&str, &str)] = &[("docs/review.md", "decisions/search.toml:6:1: merge conflict")];

/// What no block that runs may call.
const NOT_IN_A_TEST: [&str; 7] = ["cargo ", "curl ", "git push", "gh ", "brew ", "apt", "sudo "];

/// Each page block after block, in one folder, as someone who pastes them one after the other; the pages beside each other.
#[test]
fn every_command_runs_and_prints_what_stands_below_it() {
    let pages = pages();
    let ran: Vec<usize> = thread::scope(|scope| {
        let running: Vec<_> = pages.iter().map(|page| scope.spawn(|| run_all(page))).collect();
        // What a page had to say is printed by its own thread.
        running.into_iter().map(|page| page.join().unwrap()).collect()
    });
    assert!(ran.iter().sum::<usize>() > 15, "only {ran:?} blocks were found");
}

/// Runs the blocks of a page; how many.
fn run_all(page: &Page) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let blocks = page.blocks();
    let (mut ran, mut changes) = (0, Vec::new());
    for (place, block) in blocks.iter().enumerate().filter(|(_, block)| block.language == "sh") {
        let said = run(block, page, folder.path());
        ran += 1;
        let below = blocks.get(place + 1).filter(|below| below.language == "text" && below.follows);
        match below {
            Some(below) if updates() && !below.is_shortened() => changes.push((below.clone(), said)),
            Some(below) => assert!(below.is_of(&said), "{}:{} prints:\n{said}", page.path, block.line),
            None => {}
        }
    }
    if !changes.is_empty() {
        page.write(&changes);
    }
    ran
}

/// What a block prints.
fn run(block: &Block, page: &Page, folder: &Path) -> String {
    let place = format!("{}:{}", page.path, block.line);
    let calls = NOT_IN_A_TEST.into_iter().find(|call| block.text.lines().any(|line| line.starts_with(call)));
    assert!(calls.is_none(), "{place}: {calls:?} is not run by a test: its block is console, not sh");
    let program = Path::new(env!("CARGO_BIN_EXE_servemap")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", &block.text])
        .current_dir(folder)
        .env_clear()
        .env("PATH", &path)
        .env("HOME", folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{place}\n{}\n{messages}", block.text);
    let failed = messages.lines().any(|line| line.starts_with("error") || line.contains("not found"));
    assert!(!failed, "{place}\n{}\n{messages}", block.text);
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// None slips by: a block is run, or it is known why not.
#[test]
fn every_other_block_is_known() {
    let (mut shown, mut text): (Vec<(String, String)>, Vec<String>) = (Vec::new(), Vec::new());
    for page in pages() {
        let blocks = page.blocks();
        for (place, block) in blocks.iter().enumerate() {
            let at = format!("{}:{}", page.path, block.line);
            assert!(LANGUAGES.contains(&block.language.as_str()), "{at}: {:?}", block.language);
            let commands = block.text.lines().filter_map(|line| line.strip_prefix("$ "));
            match block.language.as_str() {
                "console" => {
                    // Behind wide blanks stands what it does.
                    let commands =
                        commands.map(|command| command.split("   #").next().unwrap_or(command).trim());
                    shown.extend(commands.map(|command| (page.path.clone(), command.to_owned())));
                }
                "toml" => assert!(block.text.parse::<toml::Table>().is_ok(), "{at}: no TOML\n{}", block.text),
                "text" => {
                    let output = block.follows && blocks[place - 1].language == "sh";
                    let known =
                        |(path, begins): &(&str, &str)| page.path == *path && block.text.starts_with(begins);
                    let known = output || OTHER_TEXT.iter().any(known);
                    text.extend((!known).then_some(at));
                }
                _ => {}
            }
        }
    }
    shown.sort();
    let listed: Vec<(String, String)> =
        SHOWN.iter().map(|(page, command)| ((*page).to_owned(), (*command).to_owned())).collect();
    assert_eq!(shown, listed, "the blocks in console, and SHOWN in {}", file!());
    assert_eq!(text, Vec::<String>::new(), "text that is no output");
}
