//! Decisions on disk, judged again: the deprecation tracker and the CI gate. Text in, findings out.
//!
//! What a finding means stands in [`Rule`]; what the findings are written as, in [`output`].

mod approvals;
mod availability;
mod broken;
mod document;
pub mod impact;
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

pub use links::{BrokenLink, Links};
pub use report::{Finding, Ignored, MatrixUsed, Report, SkipReason, Skipped, Waived};
pub use rule::{Rule, Severity};
use subject::Subject;
pub use tracker::TrackerEntry;

use crate::date;
use crate::error::Error;
use crate::export::{Export, Templates};
use crate::matrix::{Cloud, Matrix, MatrixOrigin};
use crate::plan::{Plan, Status};
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
    /// The matrices of the clouds that the plans name.
    pub matrices: &'a [Matrix],
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

/// The rules that judge a decision, in the order of their findings.
const JUDGES: [fn(&Subject<'_>) -> Vec<Finding>; 13] = [
    lifecycle::ending,
    lifecycle::before_needed,
    availability::listed,
    availability::routing,
    availability::preview,
    availability::other_gates,
    availability::unknown,
    record::replacement,
    record::guardrails,
    record::complete,
    lifecycle::review,
    availability::verdict,
    approvals::judge,
];

/// Judges everything that was read.
pub fn check(plans: &[LoadedPlan], links: &Links, options: &CheckOptions<'_>) -> Report {
    let mut report = Report {
        as_of: options.as_of,
        within: options.within,
        require_approval: options.require_approval,
        plans: plans.len(),
        ..Report::default()
    };
    let mut findings: Vec<Finding> =
        options.matrices.iter().filter_map(|matrix| old(matrix, options)).collect();
    report.matrices = options.matrices.iter().map(used).collect();
    for loaded in plans {
        match &loaded.plan {
            Err(broken) => findings.extend(broken.iter().cloned()),
            Ok(plan) => findings.extend(by_status(loaded, plan, links, options, &mut report)),
        }
    }
    report.add(findings);
    report.tracker.sort_by(TrackerEntry::order);
    report
}

/// Judges a plan as its status asks for, and takes out what is waived.
fn by_status(
    loaded: &LoadedPlan,
    plan: &Plan,
    links: &Links,
    options: &CheckOptions<'_>,
    report: &mut Report,
) -> Vec<Finding> {
    let Some(matrix) = options.matrices.iter().find(|matrix| matrix.cloud == plan.cloud) else {
        return Vec::new();
    };
    let mut plan = plan.clone();
    plan.resolve(matrix);
    let mut findings = if plan.status.is_some_and(Status::is_past) {
        report.not_judged += 1;
        report.tracker.push(TrackerEntry::past(loaded, &plan, matrix));
        Vec::new()
    } else {
        decision(loaded, &plan, matrix, options, &mut report.tracker)
    };
    if plan.status == Some(Status::Proposed) {
        // Nobody relies on it yet.
        for finding in &mut findings {
            finding.severity = finding.severity.min(Severity::Warning);
        }
    }
    findings.extend(links.judge(loaded, &plan));
    let mut findings = waivers::apply(loaded, &plan, findings, options.as_of, &mut report.waived);
    for finding in &mut findings {
        finding.status = plan.status;
    }
    findings
}

fn decision(
    loaded: &LoadedPlan,
    plan: &Plan,
    matrix: &Matrix,
    options: &CheckOptions<'_>,
    tracker: &mut Vec<TrackerEntry>,
) -> Vec<Finding> {
    let mut findings = broken::unknown_names(loaded, plan, matrix);
    let decision = match plan.decide(matrix, options.as_of) {
        Ok(decision) => decision,
        Err(error) => {
            if !findings.iter().any(|finding| finding.severity == Severity::Error) {
                findings.insert(0, broken::undecided(loaded, plan, &error, options.flags));
            }
            return findings;
        }
    };
    let subject = Subject { file: &loaded.file, lines: &loaded.lines, decision: &decision, options };
    tracker.push(TrackerEntry::of(loaded.name(), &decision, options.as_of));
    for judge in JUDGES {
        findings.extend(judge(&subject));
    }
    findings.extend(document::stale(&subject));
    findings
}

fn old(matrix: &Matrix, options: &CheckOptions<'_>) -> Option<Finding> {
    let too_old = options.max_age.is_some_and(|most| matrix.age(options.as_of) > most);
    // Time alone breaks no decision: whoever wants a fresh matrix says so.
    let severity = if too_old { Severity::Error } else { Severity::Note };
    (too_old || matrix.is_old(options.as_of)).then(|| {
        let age = date::in_words(matrix.age(options.as_of));
        let message = format!("The {} matrix of {} is {age} old.", matrix.cloud.name(), matrix.as_of);
        let newer = match &matrix.origin {
            MatrixOrigin::Project(file) => format!("write a newer one to {file}"),
            _ => "activate a newer one".to_owned(),
        };
        let hint = format!("{newer}; until then verify against {}", source(matrix));
        let file = matrix.origin.file().map_or_else(|| matrix.origin.to_string(), str::to_owned);
        Finding::new(&file, Rule::MatrixOld, severity, message, hint)
    })
}

fn used(matrix: &Matrix) -> MatrixUsed {
    MatrixUsed {
        cloud: matrix.cloud,
        as_of: matrix.as_of,
        origin: matrix.origin.to_string(),
        source: source(matrix),
    }
}

fn source(matrix: &Matrix) -> String {
    let source = matrix.source();
    source.url.clone().unwrap_or_else(|| source.title.clone())
}
