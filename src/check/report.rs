//! What a check says: the findings, the tracker, and the matrices that were asked.

use chrono::NaiveDate;

use super::rule::{Rule, Severity};
use super::tracker::Entry;
use crate::matrix::Cloud;

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// What is the matter, in a plain sentence.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// Everything a check says.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The day it was made for.
    pub as_of: NaiveDate,
    /// How near a retirement was worth a warning, in days.
    pub within: i64,
    /// How many files were judged.
    pub plans: usize,
    /// The matrices that were asked: cloud, day, origin, and where to verify.
    pub matrices: Vec<Asked>,
    /// What is to be looked at, by file, the worst first.
    pub findings: Vec<Finding>,
    /// The tracker: one entry per decision, the next to go first.
    pub tracker: Vec<Entry>,
}

/// A matrix that was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its cloud.
    pub cloud: Cloud,
    /// The day it speaks for.
    pub as_of: NaiveDate,
    /// Where it came from.
    pub origin: String,
    /// The page it was read from.
    pub source: String,
}

impl Report {
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
        // Stable, so that findings of one severity keep the order in which the rules were asked.
        self.findings.sort_by(|a, b| a.file.cmp(&b.file).then_with(|| b.severity.cmp(&a.severity)));
    }
}
