//! Are an owner and a reason written down?

use super::{Finding, Rule, Severity, Subject};

/// What a decision says of itself besides: without an owner nobody is asked, without a reason nobody knows why.
pub(super) fn complete(subject: &Subject<'_>) -> Vec<Finding> {
    let record = &subject.decision.plan.record;
    let open: Vec<&str> =
        [("owner", record.owner.trim().is_empty()), ("reason", record.reason_words().is_none())]
            .into_iter()
            .filter_map(|(what, open)| open.then_some(what))
            .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let message = format!("{}: no {} is written down.", subject.what(), open.join(" and no "));
    let hint = format!("complete the record: {}", subject.command("", ""));
    vec![subject.finding(Rule::PlanIncomplete, Severity::Note, "record.owner", message, hint)]
}
