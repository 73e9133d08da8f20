//! The tracker page: where each decision stands today, the next to end first.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::{Links, PageSource};
use crate::export::markdown::{escape, table_of_markdown};
use crate::review::summary::{ApprovalSummary, DecisionSummary};

const COLUMNS: [&str; 12] = [
    "Plan",
    "Workload",
    "Model",
    "Mode",
    "Region",
    "Verdict",
    "Ends",
    "Days left",
    "Replacement",
    "Owner",
    "Approved by",
    "Review by",
];

pub(super) fn markdown(source: &PageSource<'_>, links: &Links<'_>) -> String {
    let rows: Vec<[String; 12]> = sorted(source).into_iter().map(|summary| row(summary, links)).collect();
    let table = if rows.is_empty() {
        "No decision could be judged.\n".to_owned()
    } else {
        table_of_markdown(COLUMNS, &rows)
    };
    let head = source.head("Tracker of model serving decisions");
    let problems = source.problem_section(|_| true, links);
    format!("{head}\n{table}{}{problems}", source.past_section(links))
}

/// The next to end first; what has no day last, the worst verdict first; then by file: the order of the tracker of `check`.
fn sorted<'s>(source: &'s PageSource<'_>) -> Vec<&'s DecisionSummary> {
    let judged = source.summaries.iter().filter(|summary| summary.verdict.is_some());
    let mut judged: Vec<&DecisionSummary> = judged.collect();
    judged.sort_by_key(|summary| {
        (summary.end_day.is_none(), summary.end_day, Reverse(summary.verdict), summary.file.clone())
    });
    judged
}

fn row(summary: &DecisionSummary, links: &Links<'_>) -> [String; 12] {
    let text = |value: &Option<String>| escape(value.as_deref().unwrap_or_default());
    let reasons = Some(summary.reasons()).filter(|reasons| !reasons.is_empty());
    let reasons = reasons.map(|reasons| format!(": {reasons}")).unwrap_or_default();
    [
        links.decision(summary),
        escape(&summary.sentence),
        text(&summary.model),
        summary.mode.map(|mode| escape(mode.name())).unwrap_or_default(),
        text(&summary.region),
        escape(&format!("{}{reasons}", summary.verdict_word())),
        escape(&summary.end_words()),
        summary.days_left.map(|days| days.to_string()).unwrap_or_default(),
        text(&summary.replacement),
        text(&summary.owner),
        escape(&signed(&summary.approvals)),
        summary.review_by.map(|day| day.to_string()).unwrap_or_default(),
    ]
}

/// The names of those who approve, of those whose approval is outdated, and of those who asked for changes.
fn signed(approvals: &ApprovalSummary) -> String {
    let groups = [
        (&approvals.holding, ""),
        (&approvals.outdated, " (outdated)"),
        (&approvals.changes_requested, " (requested changes)"),
    ];
    let names = groups
        .iter()
        .flat_map(|(reviews, state)| reviews.iter().map(move |review| format!("{}{state}", review.by)));
    names.collect::<Vec<_>>().join(", ")
}

pub(super) fn json(source: &PageSource<'_>) -> Value {
    let decisions: Vec<Value> = sorted(source).into_iter().map(crate::review::json::json).collect();
    json!({ "schema": "servemap/tracker/1", "decisions": decisions })
}
