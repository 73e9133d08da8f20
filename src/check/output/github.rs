//! Findings as annotations of GitHub Actions: one workflow command a line.

use crate::check::{Finding, Report, Rule, Severity};
use crate::plan::Status;

/// The findings as workflow commands. The runner shows them beside the lines of the pull request.
pub fn github(report: &Report) -> String {
    report.findings.iter().map(|finding| annotation(finding, report)).collect()
}

fn annotation(finding: &Finding, report: &Report) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    // A matrix that ships is no file of the repository, one that the project names is.
    let file = match finding.rule {
        Rule::MatrixOld if !report.places.contains_key(&finding.file) => String::new(),
        _ => format!("file={},", property(report.place(&finding.file))),
    };
    let line = finding.line.map(|line| format!("line={line},")).unwrap_or_default();
    let column = finding.column.map(|column| format!("col={column},")).unwrap_or_default();
    // What is proposed is judged more mildly, and the annotation says why.
    let proposed = if finding.status == Some(Status::Proposed) { " (proposed)" } else { "" };
    let title = property(&format!("servemap {}{proposed}", finding.rule.id()));
    let message = data(&format!("{}\nTo do: {}", finding.message, finding.hint));
    format!("::{command} {file}{line}{column}title={title}::{message}\n")
}

/// The runner takes these for the end of a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// In a property, also these.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_message_or_a_name_ends_it() {
        assert_eq!(data("100 %\nnext::error"), "100 %25%0Anext::error");
        assert_eq!(property("a,b:c"), "a%2Cb%3Ac");
    }
}
