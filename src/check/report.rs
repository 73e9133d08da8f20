//! What a check says: the findings, the tracker, and the matrices that it judged by.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::rule::{Rule, Severity};
use super::tracker::TrackerEntry;
use crate::matrix::Cloud;
use crate::plan::Status;
use crate::text;

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The file it is about.
    pub file: String,
    /// The line, from 1, where there is one.
    pub line: Option<usize>,
    /// The column in characters, from 1, where the place is that exact.
    pub column: Option<usize>,
    /// Which rule says so.
    pub rule: Rule,
    /// How bad it is.
    pub severity: Severity,
    /// The status of the plan; none where it states none, or it is about no plan.
    pub status: Option<Status>,
    /// What is the matter, in a plain sentence.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Finding {
    /// A finding about a whole file.
    pub fn new(
        file: &str,
        rule: Rule,
        severity: Severity,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        let (file, message, hint) = (file.to_owned(), message.into(), hint.into());
        Self { file, line: None, column: None, rule, severity, status: None, message, hint }
    }

    /// The same finding at a line.
    #[must_use]
    pub fn at(self, line: Option<usize>) -> Self {
        Self { line, ..self }
    }
}

/// A finding that a named person accepts until a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waived {
    pub finding: Finding,
    pub by: String,
    /// The last day on which it is waived.
    pub until: NaiveDate,
    pub reason: String,
}

/// A rule that was to be ignored, with the number of its findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ignored {
    pub rule: Rule,
    pub findings: usize,
}

/// Everything a check says.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The day it was made for.
    pub as_of: NaiveDate,
    /// How near a retirement was worth a warning, in days.
    pub within: i64,
    /// How many approvals each plan needs; none if nobody asked.
    pub require_approval: Option<usize>,
    /// How many files were read.
    pub plans: usize,
    /// How many of them are superseded or withdrawn, and were not judged.
    pub not_judged: usize,
    /// What was passed over on the way to them.
    pub skipped: Vec<Skipped>,
    /// The rules that were to be ignored, each with the number of its findings.
    pub ignored: Vec<Ignored>,
    /// Where files lie from the root of their repository.
    pub places: BTreeMap<String, String>,
    /// The matrices that plans were judged by: cloud, day, origin, and where to verify.
    pub matrices: Vec<MatrixUsed>,
    /// What is to be looked at, by file, the worst first.
    pub findings: Vec<Finding>,
    /// What would be a finding, if nobody had accepted it.
    pub waived: Vec<Waived>,
    /// The tracker: one entry per decision, the next to go first.
    pub tracker: Vec<TrackerEntry>,
}

/// A matrix that plans were judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixUsed {
    pub cloud: Cloud,
    /// The day it speaks for.
    pub as_of: NaiveDate,
    /// Where it came from.
    pub origin: String,
    /// The page it was read from.
    #[serde(skip)]
    pub source: String,
}

/// Why something below a path is not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SkipReason {
    /// Its name begins with a dot.
    Hidden,
    /// Its name does not end in `.toml`.
    OtherName,
    /// It is empty, but for blanks and comments.
    Empty,
    /// It holds settings.
    Config,
    /// It is TOML of another kind.
    OtherToml,
    /// It is a link to what is there under its own name.
    Link,
}

impl SkipReason {
    /// What so many of them are, in words.
    fn describe(self, count: usize) -> String {
        match self {
            Self::Hidden => format!("{count} hidden"),
            Self::OtherName => format!("{count} without .toml"),
            Self::Empty => text::count(count, "empty file"),
            Self::Config => text::count(count, "settings file"),
            Self::OtherToml => text::count(count, "TOML file") + " of another kind",
            Self::Link => text::count(count, "link") + " to files checked already",
        }
    }
}

/// What was passed over for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    pub reason: SkipReason,
    /// How many files and folders.
    pub count: usize,
    /// The first of their names.
    pub files: Vec<String>,
}

impl Skipped {
    /// How many, and the first of them by name.
    pub fn describe(&self) -> String {
        const NAMED: usize = 3;
        let names = self.files.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = self.count.saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        format!("{} ({names}{more})", self.reason.describe(self.count))
    }
}

impl Report {
    /// Leaves out what some rules found, and keeps count of it.
    pub fn ignore(&mut self, rules: &[Rule]) {
        for rule in Rule::ALL.into_iter().filter(|rule| rules.contains(rule)) {
            let before = self.findings.len();
            self.findings.retain(|finding| finding.rule != rule);
            self.ignored.push(Ignored { rule, findings: before - self.findings.len() });
        }
    }

    /// Where a file lies from the root of its repository.
    pub fn place<'r>(&'r self, file: &'r str) -> &'r str {
        self.places.get(file).map_or(file, String::as_str)
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether a finding is at least this bad.
    pub fn fails(&self, from: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity >= from)
    }

    /// Adds what was found on the way to the files, and puts everything in order again.
    pub fn add(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.findings.extend(findings);
        // Stable, so that findings of one severity keep the order of the rules.
        self.findings.sort_by(|a, b| a.file.cmp(&b.file).then_with(|| b.severity.cmp(&a.severity)));
    }
}
