//! The rules of `servemap check` as cases: the day before, the day, the day after; each posture.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::Value;

use super::World;

/// The rules and severities that a plan meets, apart from those that only say what is still to be done.
pub fn rules_met(world: &World, line: &str) -> Vec<(String, String)> {
    let report = world.run(&format!("check . --format json {line}")).json();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    let all = findings.map(|finding| (text(finding, "rule"), text(finding, "severity")));
    all.filter(|(rule, _)| rule != "guardrail-open").collect()
}

/// A plan with the flags, written for a day before the retirements of 2026.
pub fn plan(flags: &str) -> World {
    let world = World::new();
    let ended = world.run(&format!("plan --as-of 2026-10-05 --owner a --reason b -o a.toml {flags}"));
    assert!(ended.code < 2, "{}", ended.messages);
    world
}

const SONNET_4: &str =
    "--mode pay-per-token --region us-east-1 --model databricks-claude-sonnet-4 --use existing --routing on";
pub const FLASH: &str = "--mode pay-per-token --region us-east-1 --model databricks-gemini-3-flash";
const DEEPSEEK: &str =
    "--mode pay-per-token --region us-west-2 --model databricks-deepseek-v4-flash-0731 --routing on";
const PREVIEW: &str = "--mode provisioned-throughput --region us-east-1 --model databricks-llama-4-maverick";

#[rstest]
#[case::the_day_before_is_near(
    SONNET_4,
    "--as-of 2026-10-08",
    &["retiring-within warning", "replacement-invalid warning"]
)]
#[case::beyond_the_span(SONNET_4, "--as-of 2026-10-05 --within 3d", &["replacement-invalid warning"])]
#[case::the_last_day_of_the_span(
    SONNET_4,
    "--as-of 2026-10-05 --within 4d",
    &["retiring-within warning", "replacement-invalid warning"]
)]
#[case::the_day_itself(
    SONNET_4,
    "--as-of 2026-10-09",
    &["retired error", "replacement-invalid warning", "verdict-changed warning"]
)]
#[case::a_new_use_is_not_let_in(
    &format!("{SONNET_4} --use new").replace("--use existing ", ""),
    "--as-of 2026-10-05",
    &["retiring-within error", "replacement-invalid warning"]
)]
#[case::needed_longer(
    &format!("{SONNET_4} --needed-until 2026-12-31"),
    "--as-of 2026-10-05 --within 1d",
    &["retires-before-needed error", "replacement-invalid warning"]
)]
#[case::needed_longer_but_replaced(
    &format!("{SONNET_4} --needed-until 2026-12-31 --replacement databricks-claude-sonnet-4-6"),
    "--as-of 2026-10-05 --within 1d",
    &["retires-before-needed warning"]
)]
#[case::needed_no_longer(
    &format!("{SONNET_4} --needed-until 2026-10-08"),
    "--as-of 2026-10-05 --within 1d",
    &["replacement-invalid warning"]
)]
#[case::needed_on_its_last_day(
    &format!("{SONNET_4} --needed-until 2026-10-09 --replacement databricks-claude-sonnet-4-6"),
    "--as-of 2026-10-05 --within 1d",
    &["retires-before-needed warning"]
)]
#[case::announced_on_another_cloud(DEEPSEEK, "--as-of 2026-10-05", &["retiring-within warning"])]
#[case::announced_on_another_cloud_beyond_the_span(DEEPSEEK, "--as-of 2026-10-05 --within 30d", &[])]
#[case::an_external_model_that_leaves_the_geo(
    "--mode external-models --region eu-west-1 --secondary us-east-1 --residency in-geo --model openai/gpt-4o",
    "--as-of 2026-10-05",
    &["routing-needed error", "unknown-cell warning"]
)]
#[case::routing_not_known(FLASH, "--as-of 2026-10-05", &["routing-needed warning"])]
#[case::routing_off(&format!("{FLASH} --routing off"), "--as-of 2026-10-05", &["routing-needed error"])]
#[case::routing_on(&format!("{FLASH} --routing on"), "--as-of 2026-10-05", &[])]
#[case::residency(&format!("{FLASH} --routing on --residency in-geo"), "--as-of 2026-10-05", &["routing-needed error"])]
#[case::preview(PREVIEW, "--as-of 2026-10-05", &["preview-unguarded warning"])]
#[case::preview_behind_a_flag(&format!("{PREVIEW} --tick feature-flag"), "--as-of 2026-10-05", &[])]
#[case::preview_denied(&format!("{PREVIEW} --preview deny"), "--as-of 2026-10-05", &["preview-unguarded error"])]
#[case::not_listed(&PREVIEW.replace("us-east-1", "eu-west-3"), "--as-of 2026-10-05", &["not-listed error", "preview-unguarded warning"])]
#[case::no_failover(
    &format!("{PREVIEW} --tick feature-flag --secondary eu-west-3"),
    "--as-of 2026-10-05",
    &["not-listed warning"]
)]
#[case::nobody_has_seen_it(
    "--mode pay-per-token --region ap-southeast-3 --model databricks-claude-sonnet-4-6 --routing on",
    "--as-of 2026-10-05",
    &["unknown-cell warning"]
)]
#[case::the_review_is_due(&format!("{FLASH} --routing on --review-by 2026-10-06"), "--as-of 2026-10-06", &[])]
#[case::the_review_is_late(
    &format!("{FLASH} --routing on --review-by 2026-10-06"),
    "--as-of 2026-10-07",
    &["review-overdue warning"]
)]
#[case::an_old_matrix(&format!("{FLASH} --routing on"), "--as-of 2026-11-19", &["matrix-old note"])]
#[case::an_old_matrix_that_was_asked_about(&format!("{FLASH} --routing on"), "--as-of 2026-11-19 --max-age 45", &["matrix-old error"])]
#[case::a_matrix_as_old_as_it_may_be(&format!("{FLASH} --routing on"), "--as-of 2026-11-18 --max-age 45d", &[])]
#[case::a_rule_that_is_ignored(FLASH, "--as-of 2026-10-05 --ignore routing-needed", &[])]
#[case::a_matrix_on_its_last_day(&format!("{FLASH} --routing on"), "--as-of 2026-11-18", &[])]
fn a_plan_meets_its_rules(#[case] flags: &str, #[case] line: &str, #[case] expected: &[&str]) {
    let met = rules_met(&plan(flags), line);
    let met: BTreeSet<String> = met.iter().map(|(rule, severity)| format!("{rule} {severity}")).collect();
    assert_eq!(met, expected.iter().map(|words| (*words).to_owned()).collect());
}
