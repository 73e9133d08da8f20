//! The full template: its eight sections with the plan's answers in them.

use serde::Serialize;

use crate::decision::Decision;
use crate::gates::{Outcome, ROUTING};
use crate::matrix::Mode;
use crate::plan::Residency;

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
    "row",
    "runbook",
    "decided",
    "review_by",
];

/// One of the template's checkboxes for the mode.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// The mode's id.
    pub id: &'static str,
    /// The template's words.
    pub purpose: &'static str,
    /// Whether the plan chose it.
    pub chosen: bool,
}

/// One guardrail in the light of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct Guardrail {
    /// What plan files call it.
    pub id: &'static str,
    /// The template's label.
    pub label: &'static str,
    /// Whether it is in place.
    pub ticked: bool,
    /// Whether the plan requires it and it is not in place.
    pub open: bool,
    /// Why the plan requires it; none if it does not.
    pub because: Option<String>,
    /// What to do.
    pub how: &'static str,
}

/// The four modes, one of them chosen.
pub fn choices(decision: &Decision<'_>) -> Vec<Choice> {
    Mode::ALL
        .into_iter()
        .map(|mode| Choice { id: mode.id(), purpose: mode.purpose(), chosen: mode == decision.mode })
        .collect()
}

/// The guardrails of a decision, in the template's order.
pub fn guardrails(decision: &Decision<'_>) -> Vec<Guardrail> {
    decision
        .guardrails
        .iter()
        .map(|check| Guardrail {
            id: &check.guardrail.id,
            label: &check.guardrail.label,
            ticked: check.ticked,
            open: check.is_open(),
            because: check.because.clone(),
            how: &check.guardrail.how,
        })
        .collect()
}

/// The template's "Data residency constraint": the organisation's words, and the rule the gates went by.
pub fn residency(decision: &Decision<'_>) -> String {
    let posture = &decision.plan.posture;
    let words = posture.residency_words.trim();
    if posture.residency != Residency::InGeo {
        return match (posture.residency, words) {
            (Residency::NotStated, "") => posture.residency.name().to_owned(),
            (_, "") => "none".to_owned(),
            (_, words) => words.to_owned(),
        };
    }
    let primary = decision.primary();
    let geo = primary.map_or_else(|| "the Geo".to_owned(), |region| decision.matrix().geo_in_words(region));
    let kept = decision.judged.gate(&ROUTING).map(|judgement| judgement.outcome);
    let rule = match kept {
        Some(Outcome::Pass) if decision.judged.verdict.is_open() => format!("content stays in {geo}"),
        Some(Outcome::Block) => {
            format!("content must stay in {geo}; blocked by {}", ROUTING.title)
        }
        _ => format!("content must stay in {geo}; whether it does is not known"),
    };
    if words.is_empty() { rule } else { format!("{words}; {rule}") }
}
