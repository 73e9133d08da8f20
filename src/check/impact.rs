//! Which decisions a change of the matrix hits: each plan judged by the old and by the new one, on the same day.

mod output;

use chrono::NaiveDate;
use serde::Serialize;

pub use output::{lines, markdown, moved, summary};

use super::{Finding, LoadedPlan, broken};
use crate::decision::Decision;
use crate::gates::{Outcome, Verdict};
use crate::matrix::{Matrix, Mode, Model};
use crate::plan::{Plan, Status};

/// What a change does to the decisions of a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Impact {
    /// The day everything was judged for.
    pub as_of: NaiveDate,
    /// How many files were looked at.
    pub plans: usize,
    /// How many of them are plans for another cloud, which these matrices say nothing about.
    pub other_clouds: usize,
    /// The decisions that are hit, by file.
    #[serde(rename = "decisions")]
    pub hits: Vec<Hit>,
    /// Files that could not be judged by either matrix: hit or not, nobody knows.
    pub findings: Vec<Finding>,
}

/// A decision that a change hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    pub file: String,
    pub model: String,
    pub mode: Option<Mode>,
    pub region: String,
    /// Who owns it; none while open.
    pub owner: Option<String>,
    /// `worse`, `better`, or `the same verdict` where only reasons changed.
    pub direction: &'static str,
    pub before: MatrixVerdict,
    pub after: MatrixVerdict,
    /// The gates that say something else, in order.
    pub gates: Vec<GateChange>,
    /// Whether the replacement is refused, where that changed.
    pub replacement: Option<ReplacementChange>,
}

/// What a matrix says of a decision: the verdict; or why it does not have what was decided for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixVerdict {
    pub verdict: Option<Verdict>,
    pub message: Option<String>,
}

/// Why a replacement is refused; none where nothing speaks against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplacementChange {
    pub refused_before: Option<String>,
    pub refused_after: Option<String>,
}

/// What a gate says, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GateOutcome {
    pub outcome: Outcome,
    pub reason: String,
}

/// A gate that says something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GateChange {
    /// The word in JSON.
    pub gate: &'static str,
    /// The template's name for it.
    #[serde(skip)]
    pub title: &'static str,
    pub before: GateOutcome,
    pub after: GateOutcome,
}

impl MatrixVerdict {
    fn of(decided: &crate::error::Result<Decision<'_>>) -> Self {
        match decided {
            Ok(decision) => Self { verdict: Some(decision.judged.verdict), message: None },
            Err(error) => Self { verdict: None, message: Some(error.message().to_owned()) },
        }
    }

    /// The verdict's word, or `not in the matrix`.
    pub fn word(&self) -> &'static str {
        self.verdict.map_or("not in the matrix", Verdict::id)
    }
}

fn direction(before: &MatrixVerdict, after: &MatrixVerdict) -> &'static str {
    match (before.verdict, after.verdict) {
        (Some(before), Some(after)) if before == after => "the same verdict",
        (Some(before), Some(after)) if after < before => "better",
        (None, Some(_)) => "better",
        _ => "worse",
    }
}

/// Judges each plan by both matrices. Plans that cannot be read or judged are findings: none is left out in silence.
pub fn impact(plans: &[LoadedPlan], old: &Matrix, new: &Matrix, as_of: NaiveDate) -> Impact {
    let mut impact =
        Impact { as_of, plans: plans.len(), other_clouds: 0, hits: Vec::new(), findings: Vec::new() };
    for loaded in plans {
        match &loaded.plan {
            Err(findings) => impact.findings.extend(findings.iter().cloned()),
            Ok(plan) if plan.cloud != new.cloud => impact.other_clouds += 1,
            // A past decision is hit by nothing.
            Ok(plan) if plan.status.is_some_and(Status::is_past) => {}
            Ok(plan) => match hit(loaded, plan, old, new, as_of) {
                Ok(hit) => impact.hits.extend(hit),
                Err(finding) => impact.findings.push(*finding),
            },
        }
    }
    impact
}

fn hit(
    loaded: &LoadedPlan,
    plan: &Plan,
    old: &Matrix,
    new: &Matrix,
    as_of: NaiveDate,
) -> Result<Option<Hit>, Box<Finding>> {
    let mut plan = plan.clone();
    // The newer matrix first: a name that it knows is the one to keep.
    plan.resolve(new);
    plan.resolve(old);
    let plan = &plan;
    let (was, is) = (plan.decide(old, as_of), plan.decide(new, as_of));
    let (gates, replacement) = match (&was, &is) {
        (Ok(was), Ok(is)) => (gates(was, is), replacement(was, is)),
        (Err(_), Err(error)) => return Err(Box::new(broken::not_judged(loaded, plan, new, error))),
        _ => (Vec::new(), None),
    };
    let (before, after) = (MatrixVerdict::of(&was), MatrixVerdict::of(&is));
    if before == after && gates.is_empty() && replacement.is_none() {
        return Ok(None);
    }
    let model = plan.model.as_ref().map(|id| {
        let known = new.model(id).or_else(|| old.model(id));
        known.map_or(id.0.as_str(), Model::label).to_owned()
    });
    let owner = plan.record.owner.trim();
    Ok(Some(Hit {
        file: loaded.file.name.clone(),
        model: model.unwrap_or_default(),
        mode: plan.mode,
        region: plan.region.as_ref().map(ToString::to_string).unwrap_or_default(),
        owner: (!owner.is_empty()).then(|| owner.to_owned()),
        direction: direction(&before, &after),
        before,
        after,
        gates,
        replacement,
    }))
}

/// The gates that say something else. A reason that names the matrix by its day is the same reason of another day.
fn gates(was: &Decision<'_>, is: &Decision<'_>) -> Vec<GateChange> {
    let (old_day, new_day) = (was.matrix().as_of.to_string(), is.matrix().as_of.to_string());
    was.judged
        .iter()
        .zip(is.judged.iter())
        .filter(|((_, before), (_, after))| {
            let (old_reason, new_reason) = (before.reason.to_string(), after.reason.to_string());
            before.outcome != after.outcome || old_reason.replace(&old_day, &new_day) != new_reason
        })
        .map(|((gate, before), (_, after))| GateChange {
            gate: gate.id,
            title: gate.title,
            before: GateOutcome { outcome: before.outcome, reason: before.reason.to_string() },
            after: GateOutcome { outcome: after.outcome, reason: after.reason.to_string() },
        })
        .collect()
}

/// What speaks against the replacement, where that is something else than before.
fn replacement(was: &Decision<'_>, is: &Decision<'_>) -> Option<ReplacementChange> {
    let change = ReplacementChange {
        refused_before: was.replacement_refused(),
        refused_after: is.replacement_refused(),
    };
    // A refusal that is worded otherwise is still one.
    (change.refused_before.is_some() != change.refused_after.is_some()).then_some(change)
}
