//! Findings as annotations of GitHub Actions: one workflow command a line.

use crate::check::{Report, Rule, Severity};

/// The findings as workflow commands. The runner shows them beside the lines of the pull request.
pub fn github(report: &Report) -> String {
    let mut lines = String::new();
    for finding in &report.findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let line = finding.line.map(|line| format!("line={line},")).unwrap_or_default();
        // A matrix that ships is no file of the repository.
        let file = match finding.rule {
            Rule::MatrixOld => String::new(),
            _ => format!("file={},", property(&finding.file)),
        };
        lines.push_str(&format!(
            "::{command} {file}{line}title={}::{}\n",
            property(&format!("servemap {}", finding.rule.id())),
            data(&format!("{}\nTo do: {}", finding.message, finding.hint)),
        ));
    }
    lines
}

/// The runner takes these for the end of a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// And these besides for the end of a property.
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
