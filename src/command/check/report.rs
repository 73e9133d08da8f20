//! What a check says to people: the tracker, the findings, what is waived, and the summary.

use super::super::style::{self, OutputStyle};
use super::super::table::{self, Cell};
use crate::check::output::{NOT_JUDGED, TRACKER, cells};
use crate::check::{Finding, Report, Severity, TrackerEntry, Waived};
use crate::matrix::Mode;
use crate::plan::Status;
use crate::plan::status::status_words;
use crate::text;

/// The tracker, the findings and the summary for people.
pub(super) fn text(report: &Report, summary: &[String], style: OutputStyle) -> String {
    let findings: String = report.findings.iter().map(|finding| finding_text(finding, style)).collect();
    let waived = waived_text(&report.waived);
    let summary = summary.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    let parts = [tracker(report, style), findings, waived, summary];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The tracker: a table where there is room for it, else a few lines for each entry. A name that is cut helps nobody.
fn tracker(report: &Report, style: OutputStyle) -> String {
    if report.tracker.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<Cell>> = report.tracker.iter().map(row).collect();
    let columns: Vec<&str> = TRACKER.into_iter().chain(["Plan"]).collect();
    let needed = || {
        let plain = table::render(&columns, &rows, OutputStyle::default());
        plain.lines().map(text::width).max().unwrap_or(0)
    };
    match style.width {
        Some(width) if width < needed() => report.tracker.iter().map(|entry| lines(entry, style)).collect(),
        _ => table::render(&columns, &rows, OutputStyle { width: None, ..style }),
    }
}

/// The cells of the tracker, the last of which is the verdict, and the plan's file.
fn row(entry: &TrackerEntry) -> Vec<Cell> {
    let mut row = cells(entry).map(Cell::from).to_vec();
    row.pop();
    let verdict = entry.verdict.map_or_else(|| NOT_JUDGED.into(), Cell::verdict);
    row.extend([verdict, entry.file.clone().into()]);
    row
}

/// An entry on a narrow screen: what it is, where it stands, who cares for it.
fn lines(entry: &TrackerEntry, style: OutputStyle) -> String {
    let open = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
    let until = match (entry.date, entry.days_left) {
        (Some(date), Some(days)) => format!(" {date} ({days} days)"),
        _ => String::new(),
    };
    format!(
        "{}  {}\n    {} in {}, {}{until}\n    replacement: {}, test: {}, owner: {}, status: {}\n    {}\n",
        entry.verdict.map_or_else(|| NOT_JUDGED.to_owned(), |verdict| style.verdict(verdict)),
        entry.model,
        entry.mode.map_or("no mode", Mode::name),
        entry.region,
        entry.state.replace('-', " "),
        open(&entry.replacement),
        entry.test_status,
        open(&entry.owner),
        status_words(entry.status),
        entry.file
    )
}

/// What is waived: the rule, where, what, and who accepts it until when.
fn waived_text(waived: &[Waived]) -> String {
    let line = |waived: &Waived| {
        let Waived { finding, by, until, reason } = waived;
        let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
        let message = text::clean_line(&finding.message);
        format!(
            "- waived {}  {}{line}\n    {message}\n    Until {until}, by {by}: {reason}\n",
            finding.rule.id(),
            finding.file
        )
    };
    waived.iter().map(line).collect()
}

/// A finding: severity and rule, where, what, and what to do.
pub(in crate::command) fn finding_text(finding: &Finding, style: OutputStyle) -> String {
    let (sign, colour) = match finding.severity {
        Severity::Error => ('x', style::RED),
        Severity::Warning => ('!', style::YELLOW),
        Severity::Note => ('.', style::CYAN),
    };
    let head = style.paint(colour, &format!("{sign} {}", finding.severity.id()));
    let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
    let place = format!("{}{line}", finding.file);
    let (message, hint) = (text::clean_line(&finding.message), text::clean_line(&finding.hint));
    // What is proposed is judged more mildly, and the line says why.
    let proposed = if finding.status == Some(Status::Proposed) { " (proposed)" } else { "" };
    format!("{head} {}{proposed}  {place}\n    {message}\n    To do: {hint}\n", finding.rule.id())
}
