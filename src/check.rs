//! Decisions on disk, judged again: the deprecation tracker and the CI gate. Text in, findings out.
//!
//! What a finding means stands in [`Rule`]; what the findings are written as, in [`output`].

mod approvals;
mod availability;
mod broken;
mod document;
pub mod impact;
mod judging;
mod lifecycle;
mod links;
pub mod output;
mod record;
mod report;
mod rule;
mod subject;
mod tracker;
mod waivers;

use chrono::NaiveDate;

pub use judging::{Check, check};
pub use links::{BrokenLink, Links};
pub use report::{Finding, Ignored, MatrixUsed, Report, SkipReason, Skipped, Waived};
pub use rule::{Rule, Severity};
use subject::Subject;
pub use tracker::TrackerEntry;

use crate::error::Error;
use crate::export::{Export, Templates};
use crate::matrix::{Cloud, Matrix};
use crate::plan::Plan;
use crate::toml_file::KeyLines;

/// A file that should be a plan, as it was found.
#[derive(Debug, Clone)]
pub struct File {
    /// What findings call it.
    pub name: String,
    /// What it holds, or why it could not be read.
    pub text: Result<String, Error>,
    /// The documents that stand beside it under its own name.
    pub documents: Vec<SavedDocument>,
}

/// A document beside a plan, which should be what the plan renders.
#[derive(Debug, Clone)]
pub struct SavedDocument {
    /// What findings call it.
    pub name: String,
    /// Which document it is.
    pub export: Export,
    /// What it holds, or why it could not be read.
    pub text: Result<String, Error>,
}

/// How plans are judged.
#[derive(Debug)]
pub struct CheckOptions<'a> {
    pub as_of: NaiveDate,
    /// How near a retirement is worth a warning, in days.
    pub within: i64,
    /// From which age on a matrix is an error, in days; none if no age is.
    pub max_age: Option<i64>,
    /// How many approvals each plan needs; none if no number is asked for.
    pub require_approval: Option<usize>,
    pub templates: &'a Templates,
    /// The flags behind every command that is proposed, so that it is judged as the check judges.
    pub flags: &'a str,
}

/// A file that was read: its plan, or what is wrong with it.
#[derive(Debug, Clone)]
pub struct LoadedPlan {
    file: File,
    plan: Result<Plan, Vec<Finding>>,
    lines: KeyLines,
}

impl LoadedPlan {
    /// What its file holds, if it could be read.
    pub fn text(&self) -> Option<&str> {
        self.file.text.as_deref().ok()
    }

    /// The document of a kind that stands beside it.
    pub fn document(&self, export: Export) -> Option<&SavedDocument> {
        self.file.documents.iter().find(|document| document.export == export)
    }

    /// What findings call the documents that stand beside it.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.file.documents.iter().map(|document| document.name.as_str())
    }

    /// Why a plan that can be read cannot be judged: the worst of the names that the matrix does not know, or the choice
    /// that is open. `plan` is its plan as the matrix resolves it, `error` why it could not be decided.
    pub fn not_judged(&self, plan: &Plan, matrix: &Matrix, error: &Error) -> Finding {
        broken::not_judged(self, plan, matrix, error)
    }

    /// The cloud its plan names, which has to be judged by its own matrix.
    pub fn cloud(&self) -> Option<Cloud> {
        self.plan().map(|plan| plan.cloud)
    }

    /// What findings call its file.
    pub fn name(&self) -> &str {
        &self.file.name
    }

    /// The plan; none if it is broken.
    pub fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref().ok()
    }

    /// Whether its plan names others: what took its place, and whose it took.
    pub fn is_linked(&self) -> bool {
        self.plan().is_some_and(|plan| plan.superseded_by.is_some() || !plan.supersedes.is_empty())
    }

    /// What is wrong with a broken one.
    pub fn problems(&self) -> &[Finding] {
        self.plan.as_ref().err().map(Vec::as_slice).unwrap_or_default()
    }
}

/// Reads a file. What is wrong with it does not keep others from being judged.
pub fn read(file: File) -> LoadedPlan {
    let (plan, lines) = match broken::read(&file) {
        Ok((plan, lines)) => (Ok(plan), lines),
        Err(findings) => (Err(findings), KeyLines::default()),
    };
    LoadedPlan { file, plan, lines }
}

pub use broken::{is_blank, is_foreign};
