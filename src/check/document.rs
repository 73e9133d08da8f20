//! Documents beside a plan: are they still what the plan renders?

use super::{Finding, Rule, SavedDocument, Severity, Subject};
use crate::error::{Error, Result};
use crate::export::{self, Format};
use crate::text;

/// The documents that say something else than the plan.
pub(super) fn stale(subject: &Subject<'_>) -> Vec<Finding> {
    subject.file.documents.iter().filter_map(|document| judge(subject, document)).collect()
}

fn judge(subject: &Subject<'_>, document: &SavedDocument) -> Option<Finding> {
    let finding = |message: String, hint: String| {
        Some(Finding::new(&document.name, Rule::ExportStale, Severity::Warning, message, hint))
    };
    let not_compared = |error: &Error, hint: &str| {
        let message = format!("The document cannot be compared with its plan: {}.", error.message());
        finding(message, hint.to_owned())
    };
    let text = match &document.text {
        Ok(text) => text::plain(text),
        Err(error) => return not_compared(error, "write it again"),
    };
    match is_rendered(subject, document, &text) {
        Ok(true) => None,
        Ok(false) => {
            let old = if export::day(&text).is_some() { "" } else { ", or an older version wrote it" };
            let plan = &subject.file.name;
            let (kind, file) = (document.export.id(), text::shell_word(&document.name));
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
fn is_rendered(subject: &Subject<'_>, document: &SavedDocument, text: &str) -> Result<bool> {
    let matrix = subject.decision.matrix();
    let stated = export::day(text);
    let decided = subject.decision.plan.last_decided().map(|decided| decided.on);
    let days = match stated {
        Some(day) => vec![day],
        None => [Some(subject.options.as_of), decided, Some(matrix.as_of)].into_iter().flatten().collect(),
    };
    for day in days {
        let Ok(decision) = subject.decision.plan.decide(matrix, day) else { continue };
        let rendered = match stated {
            Some(_) => export::file(document.export, &decision, subject.options.templates, Format::Markdown)?,
            None => export::render(document.export, &decision, subject.options.templates)?,
        };
        if rendered == text {
            return Ok(true);
        }
    }
    Ok(false)
}
