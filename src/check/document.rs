//! Documents beside a plan: are they still what the plan renders?

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{Beside, Finding, Rule, Severity, Subject};
use crate::decision::Decision;
use crate::export;
use crate::text;

/// The documents that say something else than the plan.
pub(super) fn stale(subject: &Subject<'_>) -> Vec<Finding> {
    subject.file.beside.iter().filter_map(|beside| judge(subject, beside)).collect()
}

fn judge(subject: &Subject<'_>, beside: &Beside) -> Option<Finding> {
    let finding = |severity, message, hint| {
        let rule = Rule::ExportStale;
        Some(Finding { file: beside.name.clone(), line: None, column: None, rule, severity, message, hint })
    };
    let text = match &beside.text {
        Ok(text) => text::plain(text),
        Err(error) => {
            let message = format!("The document cannot be compared with its plan: {}.", error.message());
            return finding(Severity::Warning, message, "write it anew".to_owned());
        }
    };
    match is_rendered(subject, beside, &text) {
        Ok(true) => None,
        Ok(false) => finding(
            Severity::Warning,
            format!(
                "No longer what {} renders: the plan, the matrix or the text changed since.",
                subject.file.name
            ),
            {
                let (kind, file) = (beside.export.id(), text::shell_word(&beside.name));
                let command = subject.command("export", &format!(" --kind {kind} --force -o {file}"));
                format!("write it anew: {command}")
            },
        ),
        Err(error) => finding(
            Severity::Warning,
            format!("The document cannot be compared with its plan: {}.", error.message()),
            "repair the template".to_owned(),
        ),
    }
}

/// A document speaks for the day it was written: it is compared with what the plan renders for that day.
fn is_rendered(subject: &Subject<'_>, beside: &Beside, text: &str) -> crate::error::Result<bool> {
    for day in days(subject, text) {
        let Ok(decision) = subject.decision.plan.decide(subject.decision.matrix(), day) else { continue };
        if render(beside, &decision, subject)? == text {
            return Ok(true);
        }
    }
    Ok(false)
}

fn render(beside: &Beside, decision: &Decision<'_>, subject: &Subject<'_>) -> crate::error::Result<String> {
    export::render(beside.export, decision, subject.terms.templates)
}

/// The days a document may speak for, likeliest first: what it calls "As of", what the age it tells comes to, the
/// days the plan knows. A handful, however many dates a text names.
fn days(subject: &Subject<'_>, text: &str) -> Vec<NaiveDate> {
    let matrix = subject.decision.matrix().as_of;
    let said = text.split("As of ").skip(1).filter_map(|rest| crate::date::parse(rest.get(..10)?).ok());
    let age =
        text.split("The matrix is ").nth(1).and_then(|rest| rest.split(' ').next()?.parse::<u64>().ok());
    let aged = age.and_then(|age| matrix.checked_add_days(Days::new(age)));
    let decided = subject.decision.plan.decided.map(|decided| decided.on);
    let mut seen = BTreeSet::new();
    said.take(2)
        .chain(aged)
        .chain(decided)
        .chain([subject.terms.as_of, matrix])
        .filter(|day| seen.insert(*day))
        .collect()
}
