//! Documents beside a plan: are they still what the plan renders?

use super::{Beside, Finding, Rule, Severity, Subject};
use crate::error::{Error, Result};
use crate::export::{self, Format};
use crate::text;

/// The documents that say something else than the plan.
pub(super) fn stale(subject: &Subject<'_>) -> Vec<Finding> {
    subject.file.beside.iter().filter_map(|beside| judge(subject, beside)).collect()
}

fn judge(subject: &Subject<'_>, beside: &Beside) -> Option<Finding> {
    let finding = |message: String, hint: String| {
        Some(Finding::new(&beside.name, Rule::ExportStale, Severity::Warning, message, hint))
    };
    let not_compared = |error: &Error, hint: &str| {
        let message = format!("The document cannot be compared with its plan: {}.", error.message());
        finding(message, hint.to_owned())
    };
    let text = match &beside.text {
        Ok(text) => text::plain(text),
        Err(error) => return not_compared(error, "write it again"),
    };
    match is_rendered(subject, beside, &text) {
        Ok(true) => None,
        Ok(false) => {
            let old = if export::day(&text).is_some() { "" } else { ", or an older version wrote it" };
            let plan = &subject.file.name;
            let (kind, file) = (beside.export.id(), text::shell_word(&beside.name));
            let command = subject.command("export", &format!(" --kind {kind} --force -o {file}"));
            finding(
                format!(
                    "No longer what {plan} renders: the plan, the matrix or the text changed since{old}."
                ),
                format!("write it again: {command}"),
            )
        }
        Err(error) => not_compared(&error, "repair the template"),
    }
}

/// A document speaks for its day: it is compared with what the plan renders for that day. One that does not say its day
/// may be of today, of the day of the decision, or of the matrix.
fn is_rendered(subject: &Subject<'_>, beside: &Beside, text: &str) -> Result<bool> {
    let matrix = subject.decision.matrix();
    let stated = export::day(text);
    let decided = subject.decision.plan.decided.map(|decided| decided.on);
    let days = match stated {
        Some(day) => vec![day],
        None => [Some(subject.terms.as_of), decided, Some(matrix.as_of)].into_iter().flatten().collect(),
    };
    for day in days {
        let Ok(decision) = subject.decision.plan.decide(matrix, day) else { continue };
        let rendered = match stated {
            Some(_) => export::file(beside.export, &decision, subject.terms.templates, Format::Markdown)?,
            None => export::render(beside.export, &decision, subject.terms.templates)?,
        };
        if rendered == text {
            return Ok(true);
        }
    }
    Ok(false)
}
