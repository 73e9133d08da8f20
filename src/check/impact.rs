//! Which decisions a change of the matrix hits: each plan judged by the old and by the new one, on the same day.

mod output;

use chrono::NaiveDate;

pub use output::{json, lines, markdown, summary};

use super::{Finding, Severity, Sheet, broken};
use crate::decision::Decision;
use crate::gates::{Outcome, Verdict};
use crate::matrix::{Matrix, Mode, Model};
use crate::plan::Plan;

/// What a change does to the decisions of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impact {
    /// The day everything was judged for.
    pub as_of: NaiveDate,
    /// How many files were looked at.
    pub plans: usize,
    /// How many of them are plans for another cloud, which these matrices say nothing about.
    pub elsewhere: usize,
    /// The decisions that are hit, by file.
    pub hits: Vec<Hit>,
    /// Files that could not be judged by either matrix: hit or not, nobody knows.
    pub findings: Vec<Finding>,
}

/// A decision that a change hits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The plan's file.
    pub file: String,
    /// The model it decides for.
    pub model: String,
    /// The mode.
    pub mode: Option<Mode>,
    /// The primary region's code.
    pub region: String,
    /// Who owns it; none while open.
    pub owner: Option<String>,
    /// Where it stood.
    pub before: Standing,
    /// Where it stands.
    pub after: Standing,
    /// The gates that say something else, in order.
    pub gates: Vec<GateMove>,
    /// What is said of the replacement, before and after, where that changed; none where nothing speaks against it.
    pub replacement: Option<(Option<String>, Option<String>)>,
}

/// What a matrix says of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The gates say this together.
    Judged(Verdict),
    /// The matrix does not have what was decided for, and this is why.
    NotThere(String),
}

/// A gate that says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateMove {
    /// The word in JSON.
    pub gate: &'static str,
    /// The template's name for it.
    pub title: &'static str,
    /// What it said, and why.
    pub before: (Outcome, String),
    /// What it says, and why.
    pub after: (Outcome, String),
}

impl Hit {
    /// `worse`, `better`, or `the same verdict` where only reasons changed.
    pub fn direction(&self) -> &'static str {
        let worst = |standing: &Standing| match standing {
            Standing::Judged(verdict) => Some(*verdict),
            Standing::NotThere(_) => None,
        };
        match (worst(&self.before), worst(&self.after)) {
            (Some(before), Some(after)) if before == after => "the same verdict",
            (Some(before), Some(after)) if after < before => "better",
            (None, Some(_)) => "better",
            _ => "worse",
        }
    }
}

impl Standing {
    /// The verdict's word, or `not in the matrix`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Judged(verdict) => verdict.id(),
            Self::NotThere(_) => "not in the matrix",
        }
    }
}

/// Judges each plan by both matrices. Plans that cannot be read or judged are findings: none is left out in silence.
pub fn impact(sheets: &[Sheet], old: &Matrix, new: &Matrix, as_of: NaiveDate) -> Impact {
    let mut impact =
        Impact { as_of, plans: sheets.len(), elsewhere: 0, hits: Vec::new(), findings: Vec::new() };
    for sheet in sheets {
        match &sheet.plan {
            Err(findings) => impact.findings.extend(findings.iter().cloned()),
            Ok(plan) if plan.cloud != new.cloud => impact.elsewhere += 1,
            Ok(plan) => match hit(sheet, plan, old, new, as_of) {
                Ok(hit) => impact.hits.extend(hit),
                Err(finding) => impact.findings.push(*finding),
            },
        }
    }
    impact
}

fn hit(
    sheet: &Sheet,
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
        (Err(_), Err(error)) => {
            let unknown = broken::unknown_names(&sheet.file, plan, new).into_iter().rev();
            let worst = unknown.max_by_key(|finding| finding.severity);
            let open = || broken::undecided(&sheet.file, plan, error, "");
            return Err(Box::new(
                worst.filter(|finding| finding.severity == Severity::Error).unwrap_or_else(open),
            ));
        }
        _ => (Vec::new(), None),
    };
    let standing = |decided: &crate::error::Result<Decision<'_>>| match decided {
        Ok(decision) => Standing::Judged(decision.judged.verdict),
        Err(error) => Standing::NotThere(error.message().to_owned()),
    };
    let (before, after) = (standing(&was), standing(&is));
    if before == after && gates.is_empty() && replacement.is_none() {
        return Ok(None);
    }
    let model = plan.model.as_ref().map(|id| {
        let known = new.model(id).or_else(|| old.model(id));
        known.map_or(id.0.as_str(), Model::label).to_owned()
    });
    let owner = plan.record.owner.trim();
    Ok(Some(Hit {
        file: sheet.file.name.clone(),
        model: model.unwrap_or_default(),
        mode: plan.mode,
        region: plan.region.as_ref().map(ToString::to_string).unwrap_or_default(),
        owner: (!owner.is_empty()).then(|| owner.to_owned()),
        before,
        after,
        gates,
        replacement,
    }))
}

/// The gates that say something else. A reason that names the matrix by its day is the same reason of another day.
fn gates(was: &Decision<'_>, is: &Decision<'_>) -> Vec<GateMove> {
    let (old_day, new_day) = (was.matrix().as_of.to_string(), is.matrix().as_of.to_string());
    was.judged
        .iter()
        .zip(is.judged.iter())
        .filter(|((_, before), (_, after))| {
            let (said, says) = (before.reason.to_string(), after.reason.to_string());
            before.outcome != after.outcome || said.replace(&old_day, &new_day) != says
        })
        .map(|((gate, before), (_, after))| GateMove {
            gate: gate.id,
            title: gate.title,
            before: (before.outcome, before.reason.to_string()),
            after: (after.outcome, after.reason.to_string()),
        })
        .collect()
}

/// What speaks against the replacement, where that is something else than before.
fn replacement(was: &Decision<'_>, is: &Decision<'_>) -> Option<(Option<String>, Option<String>)> {
    let id = is.plan.record.replacement.as_ref()?;
    let against = |decision: &Decision<'_>| match &decision.replacement {
        None => Some(format!("{id} is no model of the matrix.")),
        Some(replacement) => replacement.refused.clone(),
    };
    let (before, after) = (against(was), against(is));
    // A refusal that is worded otherwise is still one.
    (before.is_some() != after.is_some()).then_some((before, after))
}
