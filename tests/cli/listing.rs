//! `servemap list`: the decisions of a quarter in every format, filtered and sorted. `UPDATE_GOLDENS=1` rewrites the files of
//! `tests/review/`.

use rstest::rstest;
use serde_json::Value;

use super::World;
use super::quarter::{DAY, quarter};

/// Holds a text against a file of `tests/review/`.
pub fn hold(name: &str, found: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/review").join(name);
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        super::checking::accept(&format!("review/{name}"), found);
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(golden == found, "{} differs; it is now:\n{found}", path.display());
}

fn names(world: &World, line: &str) -> Vec<String> {
    let list: Value = world.run(&format!("list {line} --as-of {DAY} --json")).json();
    let decisions = list["decisions"].as_array().unwrap().iter();
    decisions.map(|decision| decision["name"].as_str().unwrap().to_owned()).collect()
}

#[rstest]
#[case("table", "list.txt")]
#[case("markdown", "list.md")]
#[case("json", "list.json")]
fn the_quarter_is_listed_in_every_format(#[case] format: &str, #[case] golden: &str) {
    let ended = quarter().run(&format!("list quarter --as-of {DAY} --format {format}"));
    // It lists; check judges.
    assert_eq!(ended.code, 0, "{}", ended.messages);
    assert!(ended.messages.starts_with("6 decisions: 2 failing, 2 to review, 1 fine, 1 past, as of "));
    hold(golden, &ended.output);
}

#[rstest]
#[case("quarter owner:dana-novak", &["contract-review", "claims-summaries"])]
#[case("quarter -status:accepted", &["claims-summaries", "faq-answers"])]
#[case("quarter --filter triage", &["ticket-triage"])]
#[case("quarter --filter 'sonnet approved:yes' -verdict:blocked", &["support-drafts"])]
#[case("quarter --filter 'new products'", &["product-tags"])]
#[case("quarter due:<30d", &["contract-review", "ticket-triage"])]
#[case("quarter --sort review -status:superseded", &[
    "contract-review", "ticket-triage", "claims-summaries", "support-drafts", "product-tags",
])]
#[case("quarter --sort decision --reverse region:eastus2", &["product-tags"])]
#[case("quarter approved:yes --require-approval 2", &["ticket-triage", "support-drafts"])]
#[case("quarter/product-tags.toml", &["product-tags"])]
fn qualifiers_stand_among_the_paths(#[case] line: &str, #[case] expected: &[&str]) {
    assert_eq!(names(&quarter(), line), expected);
}

#[test]
fn an_empty_list_says_which_term_emptied_it() {
    let ended = quarter().run(&format!("list quarter owner:chen-wei verdict:blocked --as-of {DAY}"));
    assert_eq!((ended.code, ended.output.as_str()), (0, ""));
    let said = "no decision matches 'owner:chen-wei verdict:blocked'\n'verdict:blocked' leaves none of the 1 decisions";
    assert!(ended.messages.starts_with(said), "{}", ended.messages);
}

#[rstest]
#[case("list quarter verdict:bloked", "invalid value 'bloked' for 'verdict'")]
#[case("list quarter --filter 'ownr:x'", "unknown qualifier 'ownr'")]
#[case("list nowhere", "'nowhere' does not exist")]
#[case("list empty", "no plans found in 'empty'")]
#[case("list", "no decisions to list")]
#[case("list quarter --sort price", "invalid value 'price'")]
fn what_is_wrong_is_said(#[case] line: &str, #[case] said: &str) {
    let world = quarter();
    std::fs::create_dir(world.path("empty")).unwrap();
    let ended = world.run(line);
    assert_eq!((ended.code, ended.output.as_str()), (2, ""), "{}", ended.messages);
    assert!(ended.messages.contains(said), "{}", ended.messages);
}

#[test]
fn a_file_that_is_no_plan_is_listed_with_its_first_problem() {
    let world = quarter();
    world.write("quarter/broken.toml", "schema = \"servemap/plan/1\"\nmode = \"ptu\"\nmodle = \"x\"\n");
    world.write("quarter/blank.toml", "");
    world.write("quarter/half.toml", "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\n");
    let ended = world.run(&format!("list quarter --as-of {DAY}"));
    assert_eq!(ended.code, 0);
    for words in ["x broken", "Unknown serving mode 'ptu'.", "The file is empty.", "No region is chosen yet."]
    {
        assert!(ended.output.contains(words), "{words}\n{}", ended.output);
    }
    assert_eq!(names(&world, "quarter verdict:broken"), ["broken"]);
    let json = world.run("list quarter/broken.toml --json");
    assert_eq!((json.code, json.json()["decisions"][0]["problem"]["line"].as_u64()), (2, Some(2)));
}

/// Names and comments are data: nothing in them steers a terminal or breaks a table.
#[test]
fn what_people_write_stays_text() {
    let world = World::new();
    let text = "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\nregion = \"us-east-1\"\n\
        model = \"databricks-claude-sonnet-4-6\"\nsentence = \"a|b \\u001b[31m[x](http://y)\"\n\
        [record]\nowner = \"| \\u001b[2J <b>\"\n";
    world.write("a b/we|ird (1).toml", text);
    let table = world.fine(&format!("list 'a b' --as-of {DAY}"));
    assert!(!table.contains('\u{1b}'), "{table:?}");
    let page = world.fine(&format!("list 'a b' --as-of {DAY} --format markdown"));
    let row = page.lines().nth(2).unwrap();
    assert!(row.starts_with("| [we\\|ird (1)](a%20b/we%7Cird%20%281%29.toml) | available |"), "{row}");
    assert_eq!(row.replace("\\|", "").matches('|').count(), 11, "{row}");
}
