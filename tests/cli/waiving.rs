//! `[[waivers]]`: findings that a named person accepts until a day.

use rstest::rstest;

use super::World;
use super::quarter::{DAY, quarter};

/// The plan whose model goes in ten days, with other waivers in place of its own.
fn waived(waivers: &str) -> World {
    let world = quarter();
    let plan = world.read("quarter/ticket-triage.toml");
    let (before, rest) = plan.split_once("[[waivers]]").unwrap();
    let (_, reviews) = rest.split_once("[[reviews]]").unwrap();
    world.write("one/plan.toml", format!("{before}{waivers}\n[[reviews]]{reviews}"));
    world
}

fn waiver(rule: &str, until: &str) -> String {
    format!(
        "[[waivers]]\nrule = \"{rule}\"\nuntil = {until}\nby = \"Ana Diaz\"\nreason = \"agreed | in the\\nreview\"\n"
    )
}

/// The findings of the plan by rule and severity, and how many are waived.
fn met(world: &World, more: &str) -> (Vec<String>, usize) {
    let report = world.run(&format!("check one --as-of {DAY} --json {more}")).json();
    let findings = report["findings"].as_array().unwrap().iter();
    let met = findings.map(|finding| {
        format!("{} {} {}", finding["rule"], finding["severity"], finding["line"]).replace('"', "")
    });
    (met.collect(), report["waived"].as_array().unwrap().len())
}

#[rstest]
#[case::until_its_last_day("guardrail-open", "2026-10-20", None, 1)]
#[case::not_on_the_day_after("guardrail-open", "2026-10-19", Some("waiver-expired warning 52"), 0)]
#[case::ended_and_nothing_is_back("unknown-cell", "2026-10-19", Some("waiver-expired note 52"), 0)]
#[case::read_as_everywhere_else("Guardrail_Open", "2026-12-31", None, 1)]
#[case::all_findings_of_the_rule("verdict-changed", "2026-12-31", None, 1)]
#[case::an_unknown_rule("guardrail-opn", "2026-12-31", Some("waiver-invalid error 51"), 0)]
#[case::a_rule_that_cannot_be_waived("plan-broken", "2026-12-31", Some("waiver-invalid error 51"), 0)]
#[case::a_waiver_of_waivers("waiver-expired", "2026-12-31", Some("waiver-invalid error 51"), 0)]
#[case::nothing_to_hide("unknown-cell", "2026-12-31", Some("waiver-unused note 51"), 0)]
fn a_waiver_hides_its_rule_until_its_day(
    #[case] rule: &str,
    #[case] until: &str,
    #[case] problem: Option<&str>,
    #[case] hidden: usize,
) {
    let world = waived(&waiver(rule, until));
    let (found, waived) = met(&world, "");
    assert_eq!(waived, hidden, "{found:?}");
    let of_waivers = found.iter().find(|finding| finding.starts_with("waiver-"));
    assert_eq!(of_waivers.map(String::as_str), problem, "{found:?}");
    let id = rule.to_lowercase().replace('_', "-");
    assert!(hidden == 0 || !found.iter().any(|finding| finding.starts_with(&id)), "{found:?}");
    let fails = world.run(&format!("check one --as-of {DAY}")).code == 1;
    assert_eq!(fails, problem.is_some_and(|problem| problem.contains("error")));
}

#[test]
fn an_unknown_rule_is_told_with_the_nearest() {
    let world = waived(&waiver("guardrail-opn", "2026-12-31"));
    let ended = world.run(&format!("check one --as-of {DAY}"));
    assert!(ended.output.contains("Unknown check rule 'guardrail-opn'."), "{}", ended.output);
    assert!(ended.output.contains("did you mean 'guardrail-open'?"), "{}", ended.output);
}

#[test]
fn a_waiver_that_was_renewed_leaves_a_note_about_the_old_one() {
    let both = waiver("guardrail-open", "2026-10-01") + &waiver("guardrail-open", "2026-12-31");
    let (found, waived) = met(&waived(&both), "");
    assert_eq!(waived, 1);
    assert!(found.contains(&"waiver-expired note 52".to_owned()), "{found:?}");
}

/// "Unknown keys, missing by, until or reason are plan-broken with line."
#[rstest]
#[case("[[waivers]]\nrule = \"guardrail-open\"\nuntil = 2026-12-31\nreason = \"x\"\n", "'by' is missing")]
#[case("[[waivers]]\nrule = \"guardrail-open\"\nby = \"Ana\"\nreason = \"x\"\n", "'until' is missing")]
#[case("[[waivers]]\nrule = \"guardrail-open\"\nuntil = 2026-12-31\nby = \"Ana\"\n", "'reason' is missing")]
#[case("[[waivers]]\nuntil = 2026-12-31\nby = \"Ana\"\nreason = \"x\"\n", "'rule' is missing")]
#[case("[[waivers]]\nrule = \"retired\"\nuntil = 2026-12-31\nby = \" \"\nreason = \"x\"\n", "'by' is empty")]
#[case("[[waivers]]\nrule = \"retired\"\nuntil = \"soon\"\nby = \"Ana\"\nreason = \"x\"\n", "'until'")]
#[case(
    "[[waivers]]\nrule = \"retired\"\nuntil = 2026-12-31\nby = \"Ana\"\nreason = \"x\"\nuntl = 1\n",
    "unknown field 'untl'"
)]
#[case("[waivers]\nrule = \"retired\"\n", "'waivers' must be a list of tables")]
fn a_waiver_that_says_too_little_is_a_broken_plan(#[case] text: &str, #[case] expected: &str) {
    let world = waived(text);
    let report = world.run(&format!("check one --as-of {DAY} --json")).json();
    let finding = &report["findings"][0];
    assert_eq!(
        (finding["rule"].as_str(), report["tracker"].as_array().unwrap().len()),
        (Some("plan-broken"), 0)
    );
    let message = finding["message"].as_str().unwrap().to_lowercase();
    assert!(message.contains(expected), "{message}");
    assert!(finding["line"].as_u64().unwrap() >= 49, "{finding}");
}

#[test]
fn what_is_waived_is_listed_in_every_format_with_who_until_when_and_why() {
    let world = waived(&waiver("guardrail-open", "2026-12-31"));
    let run = |format: &str| world.run(&format!("check one --as-of {DAY} --format {format}"));
    let said = run("table").output;
    assert!(said.contains("- waived guardrail-open  one/plan.toml:"), "{said}");
    assert!(said.contains("Until 2026-12-31, by Ana Diaz: agreed | in the review\n"), "{said}");
    assert!(said.contains("; 1 finding waived"), "{said}");
    let page = run("markdown").output;
    assert!(page.contains("\n## Waived\n") && page.contains("agreed \\| in the review"), "{page}");
    let json = run("json").json();
    let entry = &json["waived"][0];
    assert_eq!(entry["finding"]["rule"], "guardrail-open");
    assert_eq!((entry["by"].as_str(), entry["until"].as_str()), (Some("Ana Diaz"), Some("2026-12-31")));
    assert_eq!(entry["reason"], "agreed | in the review");
    let log = run("sarif").json();
    let results = log["runs"][0]["results"].as_array().unwrap().clone();
    let suppressed = |result: &&serde_json::Value| !result["suppressions"].as_array().unwrap().is_empty();
    let hidden: Vec<_> = results.iter().filter(suppressed).collect();
    assert!(hidden.len() == 1 && results.len() > 1, "{log}");
    let suppression = &hidden[0]["suppressions"][0];
    assert_eq!(
        (suppression["kind"].as_str(), suppression["status"].as_str()),
        (Some("inSource"), Some("accepted"))
    );
    assert_eq!(suppression["justification"], "agreed | in the review (Ana Diaz, until 2026-12-31)");
    assert!(!run("github").output.contains("guardrail-open"));
}

#[test]
fn a_waived_error_does_not_fail_the_check() {
    let world = quarter();
    let plan = world.read("quarter/contract-review.toml");
    world.write("one/plan.toml", format!("{plan}\n{}", waiver("retired", "2026-10-31")));
    assert_eq!(world.run(&format!("check one --as-of {DAY}")).code, 0);
    assert_eq!(world.run("check one --as-of 2026-11-01").code, 1);
}
