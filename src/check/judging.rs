//! A check that is going on: plans are judged as they come, by their status and by the matrix of their cloud.

use super::{
    CheckOptions, Finding, Links, LoadedPlan, MatrixUsed, Report, Rule, Severity, Subject, TrackerEntry,
    Waived, approvals, availability, broken, document, lifecycle, record, waivers,
};
use crate::date;
use crate::matrix::{Matrix, MatrixOrigin};
use crate::plan::{Plan, Status};

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

/// Judges everything that was read, by the matrices of the clouds that the plans name.
pub fn check(plans: &[LoadedPlan], matrices: &[Matrix], links: &Links, options: &CheckOptions<'_>) -> Report {
    let mut check = Check::new(options);
    for (place, loaded) in plans.iter().enumerate() {
        check.judge(place, loaded, matrices, links);
    }
    check.finish(matrices)
}

/// A check that is going on. Plans are judged as they come: no more is held of them than what is found.
#[derive(Debug)]
pub struct Check<'a> {
    options: &'a CheckOptions<'a>,
    report: Report,
    /// What is waived, by the place of its plan.
    waived: Vec<(usize, Waived)>,
}

impl<'a> Check<'a> {
    pub fn new(options: &'a CheckOptions<'a>) -> Self {
        let report = Report {
            as_of: options.as_of,
            within: options.within,
            require_approval: options.require_approval,
            ..Report::default()
        };
        Self { options, report, waived: Vec::new() }
    }

    /// Judges the plan that stands at this place among all, in whatever order they come.
    pub fn judge(&mut self, place: usize, loaded: &LoadedPlan, matrices: &[Matrix], links: &Links) {
        self.report.plans += 1;
        match &loaded.plan {
            Err(broken) => self.report.findings.extend(broken.iter().cloned()),
            Ok(plan) => {
                let Some(matrix) = matrices.iter().find(|matrix| matrix.cloud == plan.cloud) else { return };
                let mut waived = Vec::new();
                let findings =
                    by_status(loaded, plan, matrix, links, self.options, &mut self.report, &mut waived);
                self.report.findings.extend(findings);
                self.waived.extend(waived.into_iter().map(|waived| (place, waived)));
            }
        }
    }

    /// Puts what was found in order.
    pub fn finish(self, matrices: &[Matrix]) -> Report {
        let Self { options, mut report, mut waived } = self;
        waived.sort_by_key(|(place, _)| *place);
        report.waived = waived.into_iter().map(|(_, waived)| waived).collect();
        report.matrices = matrices.iter().map(used).collect();
        report.add(matrices.iter().filter_map(|matrix| old(matrix, options)));
        report.tracker.sort_by(TrackerEntry::order);
        report
    }
}

/// Judges a plan as its status asks for, and takes out what is waived.
fn by_status(
    loaded: &LoadedPlan,
    plan: &Plan,
    matrix: &Matrix,
    links: &Links,
    options: &CheckOptions<'_>,
    report: &mut Report,
    waived: &mut Vec<Waived>,
) -> Vec<Finding> {
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
    let mut findings = waivers::apply(loaded, &plan, findings, options.as_of, waived);
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
