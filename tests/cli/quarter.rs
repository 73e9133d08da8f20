//! Six decisions of a quarter, `tests/quarter/`, as `check` sees them on the day of their review: each is what it stands for.
//! `UPDATE_GOLDENS=1` rewrites the files of `tests/check/quarter/`.

use std::collections::BTreeSet;
use std::path::Path;

use rstest::rstest;
use serde_json::Value;

use super::checking::{accept, copy};
use super::{Ended, World};

/// The day on which the team reviews the quarter: one model has gone eleven days before, another one goes in ten.
pub const DAY: &str = "2026-10-20";

/// A folder `quarter` with the six decisions, in a repository of its own.
pub fn quarter() -> World {
    let world = World::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quarter"), &world, "quarter");
    world.write(".git/HEAD", "ref: refs/heads/main\n");
    world
}

pub fn check(world: &World, more: &str) -> Ended {
    world.run(&format!("check quarter --as-of {DAY} {more}"))
}

/// The rules and severities that a file meets.
pub fn met(report: &Value, file: &str) -> BTreeSet<String> {
    let findings = report["findings"].as_array().unwrap().iter();
    let of_file = findings.filter(|finding| finding["file"] == format!("quarter/{file}").as_str());
    of_file.map(|finding| format!("{} {}", finding["rule"], finding["severity"]).replace('"', "")).collect()
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[rstest]
#[case::fine("support-drafts", "accepted", Some("available"), &[], &[])]
#[case::retiring_with_a_replacement_and_a_waiver(
    "ticket-triage", "accepted", Some("conditional"),
    &["retiring-within warning", "verdict-changed warning"],
    &[],
)]
#[case::retired_and_decided_when_it_was_fine(
    "contract-review", "accepted", Some("blocked"),
    &["retired error", "review-overdue warning", "verdict-changed warning"],
    &["approval-missing error"],
)]
#[case::superseded_by_the_one_that_is_fine("faq-answers", "superseded", None, &[], &[])]
#[case::approved_before_the_model_was_changed(
    "product-tags", "accepted", Some("available"),
    &["approval-outdated warning"],
    &["approval-missing error", "approval-outdated error"],
)]
#[case::blocked_but_only_proposed(
    "claims-summaries", "proposed", Some("blocked"),
    &["routing-needed warning", "guardrail-open warning", "changes-requested warning"],
    &["approval-missing warning"],
)]
fn each_decision_is_what_it_stands_for(
    #[case] name: &str,
    #[case] status: &str,
    #[case] verdict: Option<&str>,
    #[case] expected: &[&str],
    #[case] more_with_two_approvals: &[&str],
) {
    let (world, file) = (quarter(), format!("{name}.toml"));
    let report = check(&world, "--json").json();
    let tracker = report["tracker"].as_array().unwrap();
    let entry = tracker.iter().find(|entry| entry["file"] == format!("quarter/{file}").as_str()).unwrap();
    assert_eq!((entry["status"].as_str(), entry["verdict"].as_str()), (Some(status), verdict));
    assert_eq!(met(&report, &file), set(expected));
    let strict = met(&check(&world, "--require-approval 2 --json").json(), &file);
    let mut all = set(expected);
    if more_with_two_approvals.contains(&"approval-outdated error") {
        all.remove("approval-outdated warning");
    }
    all.extend(set(more_with_two_approvals));
    assert_eq!(strict, all);
}

#[rstest]
#[case("--format table", "table.txt")]
#[case("--format markdown", "tracker.md")]
#[case("--format json", "check.json")]
#[case("--format github", "github.txt")]
#[case("--format sarif", "check.sarif")]
#[case("--format table --require-approval 2", "table-approvals.txt")]
#[case("--format markdown --require-approval 2", "tracker-approvals.md")]
#[case("--format json --require-approval 2", "check-approvals.json")]
fn the_quarter_is_told_in_every_format(#[case] flags: &str, #[case] golden: &str) {
    let ended = check(&quarter(), flags);
    assert_eq!(ended.code, 1, "{}", ended.messages);
    let golden = format!("check/quarter/{golden}");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        accept(&golden, &ended.output);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(&golden);
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(ended.output, expected, "{golden}: UPDATE_GOLDENS=1 accepts the change");
}

#[test]
fn what_is_past_is_listed_and_not_judged() {
    let world = quarter();
    let report = check(&world, "--json").json();
    assert_eq!((report["plans"].as_u64(), report["not_judged"].as_u64()), (Some(6), Some(1)));
    let last = report["tracker"].as_array().unwrap().last().unwrap();
    assert_eq!((last["status"].as_str(), last["state"].as_str()), (Some("superseded"), Some("not-judged")));
    assert!(last["verdict"].is_null() && last["days_left"].is_null(), "{last}");
    let ended = check(&world, "");
    assert!(ended.output.contains("; 1 superseded or withdrawn, not judged"), "{}", ended.output);
    // The same plan without its status and its link is judged in full: silence softens nothing.
    let plan = world.read("quarter/faq-answers.toml");
    let open = plan
        .replace("status = \"superseded\"\n", "")
        .replace("superseded_by = \"support-drafts.toml\"\n", "");
    world.write("quarter/faq-answers.toml", open);
    let report = check(&world, "--json").json();
    assert!(met(&report, "faq-answers.toml").contains("retired error"), "{report}");
    let findings = report["findings"].as_array().unwrap();
    let of_plan = findings.iter().find(|finding| finding["rule"] == "retired").unwrap();
    assert!(of_plan.get("status").is_some(), "{of_plan}");
    // Withdrawn while half made: nothing is left to complete.
    world.write(
        "quarter/faq-answers.toml",
        "schema = \"servemap/plan/1\"\nstatus = \"withdrawn\"\nmode = \"pay-per-token\"\n",
    );
    let report = check(&world, "--json").json();
    assert_eq!(met(&report, "faq-answers.toml"), BTreeSet::new());
    assert_eq!(report["not_judged"], 1);
}

#[test]
fn a_proposed_decision_that_does_not_hold_warns_and_an_accepted_one_fails() {
    let world = quarter();
    let plan = world.read("quarter/contract-review.toml");
    for (status, code) in [("proposed", 0), ("accepted", 1)] {
        world.write(
            "one/contract-review.toml",
            plan.replace("status = \"accepted\"", &format!("status = \"{status}\"")),
        );
        let ended = world.run(&format!("check one --as-of {DAY} --format github"));
        assert_eq!(ended.code, code, "{status}: {}", ended.output);
        assert_eq!(ended.output.contains("title=servemap retired (proposed)"), status == "proposed");
    }
    // A broken file stays an error, whatever its status says.
    world.write("one/contract-review.toml", plan.replace("\"accepted\"", "\"proposed\"\nmodle = \"x\""));
    assert_eq!(world.run(&format!("check one --as-of {DAY}")).code, 1);
    world.write("one/contract-review.toml", plan.replace("\"accepted\"", "\"acepted\""));
    let ended = world.run(&format!("check one --as-of {DAY}"));
    assert!(ended.output.contains("plan-broken  one/contract-review.toml:4"), "{}", ended.output);
}

#[test]
fn approvals_are_counted_by_people_and_by_what_they_saw() {
    let world = quarter();
    let message = |line: &str, file: &str, rule: &str| {
        let report = world.run(&format!("check quarter/{file} --as-of {DAY} --json {line}")).json();
        let findings = report["findings"].as_array().unwrap().clone();
        let found = findings.into_iter().find(|finding| finding["rule"] == rule);
        found.map(|finding| (finding["message"].as_str().unwrap().to_owned(), finding["line"].as_u64()))
    };
    let told = message("--require-approval 2", "contract-review.toml", "approval-missing").unwrap();
    assert!(told.0.ends_with(": 1 of 2 approvals: Ana Diaz."), "{}", told.0);
    assert_eq!(told.1, Some(4));
    assert_eq!(message("--require-approval 1", "contract-review.toml", "approval-missing"), None);
    assert_eq!(message("--require-approval 0", "contract-review.toml", "approval-missing"), None);
    let told = message("--require-approval 1", "claims-summaries.toml", "approval-missing").unwrap();
    assert!(told.0.ends_with(": 0 of 1 approval."), "{}", told.0);
    let told = message("", "product-tags.toml", "approval-outdated").unwrap().0;
    for part in ["Ana Diaz", "2026-08-05", "databricks-gpt-5-4-mini", "databricks-gpt-5-4-nano"] {
        assert!(told.contains(part), "{told}");
    }
    // One that is not needed stays a warning.
    let report =
        world.run(&format!("check quarter/product-tags.toml --as-of {DAY} --require-approval 1 --json"));
    assert_eq!(report.code, 0, "{}", report.output);
    assert!(report.output.contains("approval-outdated"), "{}", report.output);
    let told = message("", "claims-summaries.toml", "changes-requested").unwrap();
    assert!(told.0.contains("requested by Ben Okafor on 2026-10-16: routing stays off"), "{}", told.0);
    // What was changed since is to be looked at again.
    let plan = world.read("quarter/claims-summaries.toml");
    let changed = plan.replace("\nmodel = \"databricks-gemini-3-flash\"", "\nmodel = \"databricks-gpt-5-4\"");
    world.write("one/claims.toml", changed);
    let said = world.run(&format!("check one --as-of {DAY}")).output;
    assert!(said.contains("the plan has changed since; ask Ben Okafor to look again"), "{said}");
    // Two ways to write a name are one person; a second word of the same person counts alone.
    let plan = world.read("quarter/contract-review.toml");
    let review = plan.split("[[reviews]]").nth(1).unwrap().to_owned();
    world.write(
        "quarter/contract-review.toml",
        format!("{plan}\n[[reviews]]{}", review.replace("by = \"Ana Diaz\"", "by = \"ana  diaz\"")),
    );
    let told = message("--require-approval 2", "contract-review.toml", "approval-missing").unwrap().0;
    assert!(told.contains("1 of 2 approvals"), "{told}");
    let again = review.replace("\"approve\"", "\"request-changes\"").replace("2026-07-03", "2026-10-19");
    world.write("quarter/contract-review.toml", format!("{plan}\n[[reviews]]{again}"));
    let report = world.run(&format!("check quarter --as-of {DAY} --require-approval 1 --json")).json();
    let all = met(&report, "contract-review.toml");
    assert!(all.contains("changes-requested error") && all.contains("approval-missing error"), "{all:?}");
}

#[test]
fn the_number_of_approvals_can_be_set_for_a_project() {
    let world = quarter();
    world.write("servemap.toml", "schema = \"servemap/config/1\"\nrequire_approval = 2\n");
    let ended = check(&world, "");
    assert!(
        ended.output.contains("From the configuration: require_approval 2 (servemap.toml:2)"),
        "{}",
        ended.output
    );
    assert!(ended.output.contains("error approval-missing"), "{}", ended.output);
    assert_eq!(check(&world, "--json").json()["require_approval"], 2);
    let ended = check(&world, "--require-approval 0");
    assert!(
        !ended.output.contains("approval-missing") && !ended.output.contains("From the"),
        "{}",
        ended.output
    );
    let output = world
        .command()
        .env("SERVEMAP_REQUIRE_APPROVAL", "1")
        .args(["check", "quarter", "--as-of", DAY, "--json"])
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["require_approval"], 1);
    for wrong in ["two", "-1", "1.5"] {
        world.write(
            "servemap.toml",
            format!("schema = \"servemap/config/1\"\nrequire_approval = \"{wrong}\"\n"),
        );
        let ended = check(&world, "");
        assert_eq!(ended.code, 2);
        assert!(
            ended.messages.contains("'require_approval' must be a whole number from 0"),
            "{}",
            ended.messages
        );
    }
    let ended = check(&quarter(), "--require-approval=-1");
    assert!(
        ended.code == 2 && ended.messages.contains("expected a whole number from 0"),
        "{}",
        ended.messages
    );
}

/// "Matrix age alone never fails a clean folder unless asked."
#[test]
fn an_old_matrix_alone_fails_nothing() {
    let world = quarter();
    let check =
        |day: &str, more: &str| world.run(&format!("check quarter/support-drafts.toml --as-of {day} {more}"));
    for day in ["2026-11-26", "2027-01-15"] {
        let ended = check(day, "--fail-on warning");
        assert_eq!(ended.code, 0, "{}", ended.output);
        assert!(ended.output.contains("note matrix-old") && ended.output.contains("no errors, no warnings"));
        assert_eq!(check(day, "--max-age 45d").code, 1);
    }
    assert_eq!(check("2026-11-26", "--max-age 45d --ignore matrix-old").code, 0);
}

#[test]
fn a_rule_is_ignored_once_however_often_it_is_named() {
    let world = quarter();
    let ended = check(&world, "--ignore retired --ignore retired --ignore Review_Overdue");
    assert_eq!(ended.code, 0, "{}", ended.output);
    assert!(ended.output.contains("Ignored: retired (1), review-overdue (1)\n"), "{}", ended.output);
    let ended = check(&world, "--ignore retird");
    assert_eq!(ended.code, 2);
    assert!(ended.messages.contains("'retired'") && ended.output.is_empty(), "{}", ended.messages);
}
