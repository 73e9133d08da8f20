//! What a decision becomes on paper: the template's pieces as Markdown, and the same facts for machines.
//!
//! The words around the facts stand in `assets/templates/`, one file per export; a user's own can take their place.

pub mod changes;
pub mod checklist;
pub mod closing_lines;
mod context;
pub mod decision_changes;
mod history;
pub mod markdown;
pub mod markdown_lines;
pub mod marker;
mod not_cleared;
pub mod picture;
mod record;
pub mod row;
mod short_answer;
pub mod subset;
pub mod svg;
mod template;
mod template_error;

pub use context::json;
pub use template::Templates;

use chrono::NaiveDate;

use crate::decision::Decision;
use crate::error::Result;
use crate::text::words;

/// The kinds of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Export {
    /// All eight sections of the template.
    Full,
    /// The decision note and what defends it.
    Note,
    /// The row of the internal checklist.
    Row,
    /// The runbook entry.
    Runbook,
    /// The model record.
    Record,
}

words! { Export {
    Full = "full", "Full template";
    Note = "note", "Decision note";
    Row = "row", "Checklist row";
    Runbook = "runbook", "Runbook entry";
    Record = "record", "Model record";
} }

impl Export {
    /// How a file of this kind ends, behind the plan's own name: `-note.md`.
    pub fn file_suffix(self, format: Format) -> String {
        format!("-{}.{}", self.id(), format.extension())
    }

    /// The keys of its JSON beside those that all documents share.
    fn keys(self) -> std::str::SplitWhitespace<'static> {
        let keys = match self {
            Self::Full => {
                "workload gates advice considered replacement guardrails secondary posture lifecycle record row \
                 runbook decided review_by status history reviews approvals superseded_by supersedes"
            }
            Self::Note => {
                "workload gates advice considered replacement guardrails secondary posture lifecycle record \
                 decided review_by status history reviews approvals superseded_by supersedes"
            }
            Self::Row => "row lifecycle",
            Self::Runbook => "today runbook",
            Self::Record => "record lifecycle replacement",
        };
        keys.split_whitespace()
    }
}

/// What a document is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Markdown,
    /// For machines.
    Json,
}

words! { Format {
    Markdown = "markdown", "Markdown";
    Json = "json", "JSON";
} }

impl Format {
    /// How files of it end, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Json => "json",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Markdown => Self::Json,
            Self::Json => Self::Markdown,
        }
    }
}

/// How a document carries its day: as a comment, which no reader of Markdown shows.
const DAY: &str = "<!-- servemap: as of ";
const DAY_END: &str = " -->";

/// The day that a Markdown file was made for. None where it does not say: older versions wrote none.
pub fn day(document: &str) -> Option<NaiveDate> {
    let last = document.trim_end().lines().next_back()?;
    crate::date::parse(last.strip_prefix(DAY)?.strip_suffix(DAY_END)?).ok()
}

/// A decision as a file of its own: the same, and a Markdown document carries its day.
///
/// # Errors
/// When a template is wrong: where, and what would be right.
pub fn file(
    export: Export,
    decision: &Decision<'_>,
    templates: &Templates,
    format: Format,
) -> Result<String> {
    let text = document(export, decision, templates, format)?;
    Ok(match format {
        Format::Markdown => format!("{text}\n{DAY}{}{DAY_END}\n", decision.case.criteria.as_of),
        Format::Json => text,
    })
}

/// A decision as a document in either format, with a line break at its end.
///
/// # Errors
/// When a template is wrong: where, and what would be right.
pub fn document(
    export: Export,
    decision: &Decision<'_>,
    templates: &Templates,
    format: Format,
) -> Result<String> {
    match format {
        Format::Markdown => render(export, decision, templates),
        Format::Json => Ok(format!("{:#}\n", json(export, decision))),
    }
}

/// A decision as a part of a page, which closes with one line for all of its parts: without the lines about the matrix.
///
/// # Errors
/// When a template is wrong: where, and what would be right.
pub fn part(export: Export, decision: &Decision<'_>, templates: &Templates) -> Result<String> {
    let mut facts = context::facts(decision);
    facts["verify"] = "".into();
    facts["age"] = serde_json::Value::Null;
    template::render(templates.get(export), &facts)
}

/// A decision as Markdown.
///
/// # Errors
/// When a template is wrong: where, and what would be right.
pub fn render(export: Export, decision: &Decision<'_>, templates: &Templates) -> Result<String> {
    template::render(templates.get(export), &context::facts(decision))
}
