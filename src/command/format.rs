//! What commands write, and as what: the closed sets behind --kind, --format and --fail-on.

use clap::{Args, ValueEnum};

/// What a command's output is written as. One argument of every command that has formats.
#[derive(Debug, Clone, Copy, Args)]
pub struct Written<F: Format> {
    /// What the output is written as
    #[arg(long, value_enum, default_value = F::DEFAULT)]
    format: F,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

impl<F: Format> Written<F> {
    /// The format that was asked for.
    pub fn format(&self) -> F {
        if self.json { F::JSON } else { self.format }
    }

    /// Whether that is JSON.
    pub fn is_json(&self) -> bool {
        self.format() == F::JSON
    }
}

/// A closed set of formats, of which JSON is one.
pub trait Format: ValueEnum + Copy + PartialEq + Send + Sync + 'static {
    /// The one for scripts.
    const JSON: Self;
    /// The name of the one that is taken where none is asked for.
    const DEFAULT: &'static str;
}

impl Format for TextFormat {
    const JSON: Self = Self::Json;
    const DEFAULT: &'static str = "text";
}

impl Format for TableFormat {
    const JSON: Self = Self::Json;
    const DEFAULT: &'static str = "table";
}

impl Format for DocumentFormat {
    const JSON: Self = Self::Json;
    const DEFAULT: &'static str = "markdown";
}

impl Format for CheckFormat {
    const JSON: Self = Self::Json;
    const DEFAULT: &'static str = "table";
}

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
