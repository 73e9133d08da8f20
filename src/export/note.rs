//! The decision note (template, section 6) and what defends it: gates, what else was considered, the replacement.

use serde::Serialize;

use super::answer::written;
use crate::decision::Decision;
use crate::gates::Judged;
use crate::matrix::ModelId;

/// The keys of its JSON beside those that all documents share.
pub(super) const PARTS: &[&str] = &[
    "workload",
    "gates",
    "advice",
    "considered",
    "replacement",
    "guardrails",
    "secondary",
    "posture",
    "lifecycle",
    "record",
    "decided",
    "review_by",
];

/// What one gate said.
#[derive(Debug, Clone, Serialize)]
pub struct GateSays {
    /// The gate's id.
    pub gate: &'static str,
    /// The template's name for it.
    pub title: &'static str,
    /// Pass, warn, block or unknown.
    pub outcome: &'static str,
    /// The stable word for why.
    pub code: &'static str,
    /// Why.
    pub reason: String,
    /// Where that was read.
    pub source: String,
}

/// A model beside the chosen one, with the gate that decides about it.
#[derive(Debug, Clone, Serialize)]
pub struct Other {
    /// The model, as exports call it.
    pub model: String,
    /// What the gates say together; none for a model the matrix does not know.
    pub verdict: Option<&'static str>,
    /// The title of the gate that decides; none where all pass.
    pub gate: Option<&'static str>,
    /// What that gate said.
    pub reason: Option<String>,
}

/// A model that was looked at and not taken.
#[derive(Debug, Clone, Serialize)]
pub struct Rejected {
    /// What the gates say of it.
    #[serde(flatten)]
    pub other: Other,
    /// Why the user did not take it, without a full stop; none if nobody said.
    pub not_taken: Option<String>,
}

/// The replacement, judged.
#[derive(Debug, Clone, Serialize)]
pub struct Successor {
    /// What the gates say of it.
    #[serde(flatten)]
    pub other: Other,
    /// Why it is none, without a full stop; none if it is one.
    pub refused: Option<String>,
    /// Its own successors, in words.
    pub chain: Option<String>,
}

/// What each gate said of the decision.
pub fn gates(decision: &Decision<'_>) -> Vec<GateSays> {
    decision
        .judged
        .iter()
        .map(|(gate, judgement)| GateSays {
            gate: gate.id,
            title: gate.title,
            outcome: judgement.outcome.id(),
            code: judgement.reason.code(),
            reason: judgement.reason.to_string(),
            source: judgement.source.to_string(),
        })
        .collect()
}

/// What was considered and not taken, in the plan's order.
pub fn considered(decision: &Decision<'_>) -> Vec<Rejected> {
    let others = decision.plan.considered.iter().filter(|other| other.model != decision.model.id);
    others
        .map(|considered| {
            let known = decision.considered.iter().find(|(model, _)| model.id == considered.model);
            let other = known.map_or_else(
                || Other::foreign(decision, &considered.model),
                |(model, judged)| Other::of(model.label(), judged),
            );
            let not_taken = written(considered.reason.trim_end_matches('.'));
            Rejected { other, not_taken }
        })
        .collect()
}

/// The replacement of a decision; none while open.
pub fn successor(decision: &Decision<'_>) -> Option<Successor> {
    let id = decision.plan.record.replacement.as_ref()?;
    let Some(replacement) = &decision.replacement else {
        let other = Other::foreign(decision, id);
        return Some(Successor { other, refused: None, chain: None });
    };
    Some(Successor {
        other: Other::of(replacement.model.label(), &replacement.judged),
        refused: replacement.refused.as_ref().map(|why| why.trim_end_matches('.').to_owned()),
        chain: replacement.chain_words(),
    })
}

impl Other {
    fn of(label: &str, judged: &Judged<'_>) -> Self {
        Self {
            model: label.to_owned(),
            verdict: Some(judged.verdict.id()),
            gate: judged.deciding().map(|(gate, _)| gate.title),
            reason: judged.deciding_reason(),
        }
    }

    /// A model that a plan names and the matrix does not have: said, not left out.
    fn foreign(decision: &Decision<'_>, id: &ModelId) -> Self {
        let matrix = decision.matrix();
        Self {
            model: id.to_string(),
            verdict: None,
            gate: None,
            reason: Some(match matrix.find_model(&id.0, Some(decision.mode)) {
                // Known by another name: whoever made the decision looked it up already.
                Ok(_) => "Not judged.".to_owned(),
                Err(error) => format!(
                    "The {} matrix of {} does not know it: {}; {}. Verify against the official page.",
                    matrix.cloud.name(),
                    matrix.as_of,
                    error.message(),
                    error.hints().join("; ").trim_end_matches('?')
                ),
            }),
        }
    }
}
