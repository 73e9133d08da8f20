//! Who has approved what is chosen now, who approved something else, and who asked for changes.

use super::{Finding, Rule, Severity, Subject};
use crate::plan::{Plan, Review};
use crate::text;

/// Changes that were requested, approvals of something else, and approvals that are missing.
pub(super) fn judge(subject: &Subject<'_>) -> Vec<Finding> {
    let approvals = subject.decision.plan.approvals();
    let required = subject.options.require_approval;
    let short = required.filter(|required| approvals.holding.len() < *required);
    let severity = |strict: bool| if strict { Severity::Error } else { Severity::Warning };
    let requested = approvals.changes_requested.iter();
    let requested = requested.map(|review| changes_requested(subject, review, severity(required.is_some())));
    let outdated = approvals.outdated.iter();
    let outdated = outdated.map(|review| outdated_approval(subject, review, severity(short.is_some())));
    let missing = short.map(|required| missing(subject, required, &approvals.holding));
    requested.chain(missing).chain(outdated).collect()
}

fn changes_requested(subject: &Subject<'_>, review: &Review, severity: Severity) -> Finding {
    let comment = match review.comment.as_str() {
        "" => String::new(),
        comment => format!(": {comment}"),
    };
    let message =
        format!("{}: changes requested by {} on {}{comment}.", subject.what(), review.by, review.on);
    let plan = subject.decision.plan;
    let hint = if review.seen.as_ref().is_none_or(|seen| *seen == plan.full_choice()) {
        format!("change the plan as asked, then {} approves it: {}", review.by, approve(subject))
    } else {
        format!("the plan has changed since; ask {} to look again: {}", review.by, approve(subject))
    };
    subject.finding(Rule::ChangesRequested, severity, &key(plan, review), message, hint)
}

fn outdated_approval(subject: &Subject<'_>, review: &Review, severity: Severity) -> Finding {
    let plan = subject.decision.plan;
    let now = plan.full_choice();
    let seen = match &review.seen {
        Some(seen) => format!("for {}; now it is {}", seen.words(), now.words()),
        None => "without saying what was seen".to_owned(),
    };
    let message = format!("The approval by {} is outdated: given on {} {seen}.", review.by, review.on);
    let hint = format!("ask for a new review: {}", approve(subject));
    subject.finding(Rule::ApprovalOutdated, severity, &key(plan, review), message, hint)
}

fn missing(subject: &Subject<'_>, required: usize, holding: &[&Review]) -> Finding {
    let names: Vec<&str> = holding.iter().map(|review| review.by.as_str()).collect();
    let names = if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) };
    let approvals = text::count(required, "approval");
    let approvals = approvals.split_once(' ').map_or("", |(_, word)| word);
    let message = format!("{}: {} of {required} {approvals}{names}.", subject.what(), holding.len());
    let hint = format!("ask for a review: {}", approve(subject));
    let key = if subject.lines.line("status").is_some() { "status" } else { "model" };
    subject.finding(Rule::ApprovalMissing, Severity::Error, key, message, hint)
}

/// Whoever runs it is who approves.
fn approve(subject: &Subject<'_>) -> String {
    subject.command("approve", "")
}

/// The key of a review in the plan's file.
fn key(plan: &Plan, review: &Review) -> String {
    let place = plan.reviews.iter().position(|other| std::ptr::eq(other, review)).unwrap_or_default();
    format!("reviews.{place}")
}
