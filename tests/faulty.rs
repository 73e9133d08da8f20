//! Faulty matrix files: each is refused with what is wrong, where, and what would be right.
//!
//! `tests/faulty/NAME.toml` is `tests/own.toml` with a mistake, `NAME.txt` beside it the whole error as a person reads
//! it. To accept new wording, run the tests with `SERVEMAP_BLESS=1` and read the diff.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use servemap::matrix::file::{self, Part};
use servemap::matrix::{Availability, Mode, RegionId, Scope, bundled};

const OWN: &str = include_str!("own.toml");

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faulty")
}

/// The files of the folder with this ending, in order.
fn files(ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    files
}

/// Each faulty file with what a person reads when it is given as a matrix.
fn all_told() -> &'static [(PathBuf, String)] {
    static TOLD: LazyLock<Vec<(PathBuf, String)>> =
        LazyLock::new(|| files("toml").into_iter().map(|path| (path.clone(), told(&path))).collect());
    &TOLD
}

fn told(path: &Path) -> String {
    let name = path.file_name().unwrap().to_str().unwrap();
    let text = fs::read_to_string(path).unwrap();
    match bundled::with_own(name, &text) {
        Ok(_) => panic!("{name} was taken for a matrix"),
        Err(error) => format!("{error}\n"),
    }
}

#[test]
#[allow(clippy::disallowed_methods)] // a golden in the repository, not a user's file
fn each_mistake_is_told_as_its_golden_says() {
    let bless = std::env::var_os("SERVEMAP_BLESS").is_some();
    let mut wrong = Vec::new();
    for (path, told) in all_told() {
        let golden = path.with_extension("txt");
        if bless {
            fs::write(&golden, told).unwrap();
        } else if fs::read_to_string(&golden).unwrap_or_default() != *told {
            wrong.push(format!("--- {}\n{told}", golden.display()));
        }
    }
    assert!(wrong.is_empty(), "told otherwise than the goldens say:\n{}", wrong.join("\n"));
}

#[test]
fn no_golden_is_forgotten() {
    let stems = |ending| files(ending).iter().map(|path| path.with_extension("")).collect::<Vec<_>>();
    assert_eq!(stems("toml"), stems("txt"));
    assert!(files("toml").len() >= 40);
}

#[test]
fn every_problem_has_its_line_column_and_excerpt() {
    for path in files("txt") {
        let name = path.with_extension("toml").file_name().unwrap().to_str().unwrap().to_owned();
        let golden = fs::read_to_string(&path).unwrap();
        let source = fs::read_to_string(path.with_extension("toml")).unwrap();
        let mut problems = 0;
        for place in golden.lines().filter_map(|line| line.strip_prefix(&format!("{name}:"))) {
            let (line, rest) = place.split_once(':').unwrap();
            let (column, message) = rest.split_once(": ").unwrap();
            let (line, column): (usize, usize) = (line.parse().unwrap(), column.parse().unwrap());
            let text = source.lines().nth(line - 1).unwrap_or_default();
            assert!(column <= text.chars().count() + 1, "{name}:{line}:{column} is outside of the file");
            assert!(!message.is_empty() && golden.contains(&format!("\n{line} | ")), "{name}: {message}");
            problems += 1;
        }
        assert!(problems > 0, "{name} names no place:\n{golden}");
    }
}

#[test]
fn nothing_that_could_steer_a_terminal_comes_out_and_no_line_runs_on() {
    for (path, told) in all_told() {
        let steers = |c: char| c.is_control() && c != '\n' || ('\u{202A}'..='\u{202E}').contains(&c);
        assert!(!told.chars().any(steers), "{}: {told:?}", path.display());
        let longest = told.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        assert!(longest < 240, "{}: a line of {longest} characters", path.display());
    }
}

#[test]
fn a_small_matrix_of_ones_own_is_enough() {
    let matrix = bundled::with_own("own.toml", OWN).unwrap();
    let region = matrix.region(&RegionId("us-east-1".into())).unwrap();
    let other = matrix.region(&RegionId("us-east-2".into())).unwrap();
    let model = |name| matrix.find_model(name, None).unwrap();
    assert_eq!(matrix.regions().len(), 2);
    let cell = |name, mode, region| matrix.availability(model(name), mode, region);
    let listed = |scope, preview| Availability::Listed { scope, preview };
    assert_eq!(
        cell("our-llama", Mode::ProvisionedThroughput, region),
        listed(Scope::InGeo, true),
        "its own model"
    );
    assert_eq!(cell("databricks-gpt-5-5", Mode::PayPerToken, region), listed(Scope::InGeo, false));
    assert_eq!(
        cell("databricks-gpt-5-4", Mode::PayPerToken, region),
        Availability::NotListed,
        "the row is there"
    );
    assert_eq!(cell("databricks-gpt-5-5", Mode::PayPerToken, other), Availability::Unknown, "no row");
    assert_eq!(cell("databricks-gpt-5-5", Mode::AiFunctions, region), Availability::Unknown, "no column");
    assert_eq!(matrix.origin.to_string(), "own.toml");
}

/// The bundled facts hold under a matrix of one's own until it says otherwise.
#[test]
fn what_the_own_file_names_itself_replaces_the_bundled_facts() {
    let more = r#"
[models.databricks-gpt-5-5]
name = "OpenAI GPT-5.5"
endpoint = "databricks-gpt-5-5"
context = 7
sources = ["page"]

[prices.databricks-gpt-5-5]
label = "ours"
input = 1.5
source = "page"

[[routing]]
model = "databricks-gemini-3-flash"
modes = ["pay-per-token"]
needed = "outside-us"
source = "page"

[[external]]
provider = "OpenAI"
id = "openai"
task = "llm/v1/chat"
models = ["gpt-4o"]
source = "page"

[[lifecycle]]
model = "databricks-claude-sonnet-4"
modes = ["pay-per-token"]
state = "legacy"
sources = ["page"]
"#;
    let matrix = bundled::with_own("own.toml", &format!("{OWN}{more}")).unwrap();
    let before = bundled::with_own("own.toml", OWN).unwrap();
    assert_eq!(matrix.models().len(), before.models().len(), "nothing stands twice");
    let gpt = matrix.find_model("gpt-5.5", None).unwrap();
    assert_eq!((gpt.context, gpt.max_output), (Some(7), None), "an entry replaces as a whole");
    assert_eq!(gpt.price.as_ref().unwrap().label, "ours");
    let flash = matrix.find_model("gemini 3 flash", None).unwrap();
    let rule = matrix.routing_rule(flash, Mode::PayPerToken).unwrap();
    assert_eq!(matrix.source_of_rule(rule).title, "Model availability by region");
    let vendor = matrix.find_model("openai/gpt-4o", Some(Mode::ExternalModels)).unwrap();
    assert_eq!(matrix.sources_of_model(vendor).next().unwrap().title, "Model availability by region");
    let sonnet = matrix.find_model("claude sonnet 4", None).unwrap();
    assert_eq!(matrix.facts_about(sonnet, Mode::PayPerToken).count(), 1);
}

/// A mutation of a valid file: a place, how much of it goes, and what comes.
fn mutated(text: &str, at: usize, cut: usize, insert: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let start = at % (characters.len() + 1);
    let end = (start + cut).min(characters.len());
    characters.splice(start..end, insert.chars());
    characters.into_iter().collect()
}

/// What the small matrix needs of the bundled models, so that a case takes no time.
const MODELS: &str = r#"
schema = "servemap/models/1"
sources = { page = { title = "A page" } }
models.databricks-gpt-5-5 = { name = "OpenAI GPT-5.5", sources = ["page"] }
models.databricks-llama-4-maverick = { name = "Meta Llama 4 Maverick", sources = ["page"] }
"#;

fn read_small(text: &str) -> servemap::error::Result<servemap::matrix::Matrix> {
    let models = Part { name: "models.toml", text: MODELS };
    file::read("any.toml", &[models, Part { name: "any.toml", text }])
}

#[test]
fn the_file_that_is_mutated_is_a_valid_one() {
    read_small(OWN).unwrap();
}

/// Panics only if reading does; an error must say something and steer nothing.
fn read(text: &str) {
    if let Err(error) = read_small(text) {
        let told = error.to_string();
        assert!(!told.is_empty() && !told.contains('\u{1b}'), "{told:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_text_never_panics(text in any::<String>()) {
        read(&text);
    }

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_mutated_file_never_panics(
        at in any::<usize>(),
        cut in 0_usize..40,
        insert in "[\\[\\]{}=\"'.,#\\\\\n a-z0-9\u{1b}é米-]{0,12}",
    ) {
        read(&mutated(OWN, at, cut, &insert));
    }
}
