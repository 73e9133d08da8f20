//! What commands write, and as what: the closed sets behind --kind, --format and --fail-on.

use clap::ValueEnum;

/// Text for people, or JSON for scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextFormat {
    /// For people
    Text,
    /// For scripts
    Json,
}

/// A table for people, JSON for scripts, Markdown for a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For people
    Table,
    /// For scripts
    Json,
    /// For a page
    Markdown,
}

/// What a document is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DocumentFormat {
    /// For people
    Markdown,
    /// For scripts
    Json,
}

/// What a check is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// The tracker and the findings, for people
    Table,
    /// The same as a page for the wiki
    Markdown,
    /// For scripts
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// For code scanning (SARIF 2.1.0)
    Sarif,
}

/// From which severity on a check fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors only
    Error,
    /// Errors and warnings
    Warning,
}

/// The documents a plan, or a folder of plans, is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// The whole template
    Full,
    /// The decision note
    Note,
    /// The checklist row
    Row,
    /// The runbook entry; of a folder, the runbook page
    Runbook,
    /// The model record
    Record,
    /// The checklist of all plans in a folder
    Checklist,
}
