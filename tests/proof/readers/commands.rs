//! Whole commands over files that nobody would write: what they print is safe, JSON is JSON, and Markdown keeps its shape.

use fastrand::Rng;
use servemap::command::{self, Answer, Cli, Exit, OutputStyle};

use super::change::{hostile_text, pick};
use super::structure::uneven_row;
use super::{fixtures, hold, plan};
use crate::run::{Proof, Rounds};
use crate::support::{TestHost, host};

/// Command lines that read plans. The plan is `FILE`, its folder `decisions`.
const LINES: &[&str] = &[
    "check decisions",
    "check decisions --format json",
    "check decisions --format github --require-approval 2",
    "check decisions --format sarif",
    "check decisions --format markdown --within 1y",
    "check FILE --format json --max-age 1d",
    "list decisions",
    "list decisions --format json",
    "list decisions --format markdown",
    "export FILE --kind full",
    "export FILE --kind note --format json",
    "export FILE --kind row --append page.md",
    "export FILE --kind runbook -o new.md",
    "export decisions --kind checklist",
    "export decisions --kind runbook --format json",
    "export decisions --kind tracker",
    "export decisions --kind todos --format json",
    "export decisions --kind index",
    "diff FILE decisions/good.toml --format json",
    "diff FILE decisions/good.toml --format markdown",
    "verify endpoints.json --plan FILE --format markdown",
    "verify endpoints.json --plan FILE --format json",
    "matrix diff own.toml decisions/good.toml --format json",
    "matrix validate FILE",
    "plan --update -o FILE --owner HOSTILE --format json",
    "plan --update -o FILE --reason HOSTILE",
    "approve FILE --by HOSTILE --comment HOSTILE",
    "withdraw FILE --by Ana --comment HOSTILE --format json",
    "supersede FILE decisions/good.toml --by Ana --comment HOSTILE",
    "models HOSTILE --format json",
    "models HOSTILE --mode pay-per-token --region us-east-1",
    "regions HOSTILE --format json",
    "why HOSTILE --mode pay-per-token --region us-east-1 --format json",
    "why databricks-gpt-5-5 --mode pay-per-token --region HOSTILE",
    "glossary HOSTILE",
    "config show --format json",
];

const NAMES: &[&str] = &[
    "decisions/p.toml",
    "decisions/p.toml",
    "decisions/p.toml",
    "decisions/p \u{202e}.toml",
    "decisions/p\u{1b}[31m.toml",
    "decisions/p\nq.toml",
    "decisions/p|q.toml",
    "decisions/p`<b>.toml",
    "decisions/[x](y).toml",
    "decisions/p::x,y=%.toml",
    "decisions/東.toml",
];

#[test]
fn over_any_plan() {
    let rounds = Rounds { short: 12, long: 10_000 };
    let proof = Proof { name: "readers commands over_any_plan", what: "commands", rounds };
    proof.run(|round| {
        let random = &mut round.random;
        let (name, text) = (pick(random, NAMES), a_plan(random));
        let world = host()
            .with_file(name, &text)
            .with_file("decisions/good.toml", include_str!("../../plans/maverick-us-east-1/plan.toml"))
            .with_file("decisions/p-note.md", "<!-- servemap: as of 2026-10-20 -->\n")
            .with_file("endpoints.json", include_str!("../../verify/endpoints.json"))
            .with_file("own.toml", include_str!("../../own.toml"))
            .with_file("page.md", "# Ours\n\nwords\n");
        for _ in 0..3 {
            let line = pick(random, LINES);
            let words: Vec<String> = line.split(' ').map(|word| word_of(random, word, name)).collect();
            round.tried += 1;
            round.input = format!("{words:?} with {name:?} {text:?}");
            runs(&words, &mut world.clone());
        }
        let page = world.contents("page.md").unwrap();
        hold::is_safe("a page that a row was put into", &page);
        assert!(page.starts_with("# Ours\n\nwords\n"), "other text is lost: {page}");
    });
}

fn a_plan(random: &mut Rng) -> String {
    match random.u8(..4) {
        0 => plan::any_text(random),
        1 => random.choice(fixtures::readable_plans()).cloned().unwrap_or_default(),
        _ => plan::of_free_words(random),
    }
}

fn word_of(random: &mut Rng, word: &str, name: &str) -> String {
    match word {
        "FILE" => name.to_owned(),
        // No argument of a process holds a zero.
        "HOSTILE" => hostile_text(random).replace('\0', "") + "x",
        other => other.to_owned(),
    }
}

/// Runs a command as the program does, and holds what it prints to what is promised.
fn runs(words: &[String], world: &mut TestHost) {
    let line: Vec<std::ffi::OsString> =
        command::qualifiers_last(std::iter::once("servemap".into()).chain(words.iter().map(Into::into)));
    let json = command::asks_for_json(&line);
    let answer: Answer = match Cli::read(&line) {
        Ok(cli) => command::run(cli, world, OutputStyle::default()).unwrap_or_else(|error| {
            hold::is_error(&error);
            command::error_answer(&error, json, OutputStyle::default())
        }),
        Err(error) => {
            command::usage_error_answer(&command::safe_error(error, &line), json, OutputStyle::default())
        }
    };
    hold::is_safe("the output", &answer.output);
    hold::is_safe("the messages", &answer.messages);
    let is = |format: &str| words.iter().any(|word| word == format);
    if is("json") || is("sarif") {
        let read = serde_json::from_str::<serde_json::Value>(&answer.output);
        assert!(read.is_ok(), "{:?}: {}", read.err(), answer.output);
    }
    if is("github") {
        let annotation =
            |line: &str| ["::error", "::warning", "::notice"].iter().any(|start| line.starts_with(start));
        assert!(answer.output.lines().all(annotation), "{}", answer.output);
    }
    if answer.exit != Exit::Failure && (is("markdown") || is("tracker") || is("index") || is("checklist")) {
        assert_eq!(uneven_row(&answer.output), None, "{}", answer.output);
    }
    if answer.exit == Exit::Failure && !json {
        assert!(!answer.messages.trim().is_empty(), "it fails and says nothing");
    }
}
