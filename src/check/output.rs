//! What a check is written as for machines and pages: Markdown, GitHub annotations, SARIF.

mod github;
mod markdown;
mod sarif;

pub use github::github;
pub use markdown::markdown;
pub use sarif::sarif;

use super::{Report, Severity, Skipped, TrackerEntry};
use crate::gates::Verdict;
use crate::matrix::Mode;
use crate::plan::status::status_words;
use crate::text::count;

/// The columns of the tracker.
pub const TRACKER: [&str; 11] = [
    "State",
    "Date",
    "Days left",
    "Model",
    "Mode",
    "Region",
    "Replacement",
    "Test",
    "Owner",
    "Status",
    "Verdict",
];

/// What stands in place of the verdict of a past decision.
pub const NOT_JUDGED: &str = "not judged";

/// The cells of a tracker entry, in the order of [`TRACKER`]; open ones are empty.
pub fn cells(entry: &TrackerEntry) -> [String; 11] {
    let text = |value: Option<String>| value.unwrap_or_default();
    [
        entry.state.replace('-', " "),
        text(entry.date.map(|date| date.to_string())),
        text(entry.days_left.map(|days| days.to_string())),
        entry.model.clone(),
        entry.mode.map_or("", Mode::name).to_owned(),
        entry.region.clone(),
        text(entry.replacement.clone()),
        entry.test_status.to_owned(),
        text(entry.owner.clone()),
        status_words(entry.status).to_owned(),
        entry.verdict.map_or(NOT_JUDGED, Verdict::id).to_owned(),
    ]
}

/// What was not looked at and what was ignored, in one line each; nothing where all was.
pub fn left_out(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    if !report.skipped.is_empty() {
        let words: Vec<String> = report.skipped.iter().map(Skipped::describe).collect();
        lines.push(format!("Skipped: {}", words.join(", ")));
    }
    if !report.ignored.is_empty() {
        let words: Vec<String> = report
            .ignored
            .iter()
            .map(|ignored| format!("{} ({})", ignored.rule.id(), ignored.findings))
            .collect();
        lines.push(format!("Ignored: {}", words.join(", ")));
    }
    lines
}

/// How many findings there are, in one line: `2 errors, 1 warning, no notes in 4 plans, as of 2026-10-06; 1 superseded or
/// withdrawn, not judged`.
pub fn summary(report: &Report) -> String {
    let found = format!(
        "{}, {}, {} in {}, as of {}",
        count(report.count(Severity::Error), "error"),
        count(report.count(Severity::Warning), "warning"),
        count(report.count(Severity::Note), "note"),
        count(report.plans, "plan"),
        report.as_of
    );
    let waived = report.waived.len();
    let past = report.not_judged;
    let waived = (waived > 0).then(|| format!("{} waived", count(waived, "finding")));
    let past = (past > 0).then(|| format!("{past} superseded or withdrawn, not judged"));
    [Some(found), waived, past].into_iter().flatten().collect::<Vec<_>>().join("; ")
}
