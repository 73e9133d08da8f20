//! The report as a page for the wiki: the tracker, the findings, and where to verify.

use super::{TRACKER, cells, left_out, summary};
use crate::check::Report;
use crate::export::markdown::{escape, table};

/// The report as Markdown.
pub fn markdown(report: &Report) -> String {
    let mut page = format!("# Model serving tracker\n\n{}.\n\n## Tracker\n\n", escape(&summary(report)));
    if report.tracker.is_empty() {
        page.push_str("No decision could be judged.\n");
    } else {
        page.push_str(&table(TRACKER, &report.tracker.iter().map(cells).collect::<Vec<_>>()));
    }
    page.push_str("\n## Findings\n\n");
    if report.findings.is_empty() {
        page.push_str("None.\n");
    } else {
        let rows: Vec<[String; 5]> = report
            .findings
            .iter()
            .map(|finding| {
                [
                    finding.severity.id().to_owned(),
                    finding.rule.id().to_owned(),
                    place(&finding.file, finding.line),
                    finding.message.clone(),
                    finding.hint.clone(),
                ]
            })
            .collect();
        page.push_str(&table(["Severity", "Rule", "File", "What", "What to do"], &rows));
    }
    if !report.waived.is_empty() {
        let rows: Vec<[String; 6]> = report
            .waived
            .iter()
            .map(|waived| {
                [
                    waived.finding.rule.id().to_owned(),
                    place(&waived.finding.file, waived.finding.line),
                    waived.finding.message.clone(),
                    waived.until.to_string(),
                    waived.by.clone(),
                    waived.reason.clone(),
                ]
            })
            .collect();
        page.push_str("\n## Waived\n\n");
        page.push_str(&table(["Rule", "File", "What", "Until", "By", "Reason"], &rows));
    }
    for line in left_out(report) {
        page.extend(["\n", &escape(&line), "\n"]);
    }
    for matrix in &report.matrices {
        let line = format!(
            "Judged by the {} matrix of {}. Before acting, verify names and dates at the official page: {}",
            matrix.cloud.name(),
            matrix.as_of,
            matrix.source
        );
        page.extend(["\n", &escape(&line), "\n"]);
    }
    page
}

fn place(file: &str, line: Option<usize>) -> String {
    line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"))
}
