//! What a document says before anything else: that the decision is not cleared, or what holds of it today.

use super::history;
use crate::decision::Decision;
use crate::gates::{Gate, Outcome, RETIREMENT, Verdict};
use crate::matrix::Lifecycle;

/// Says that a decision is not cleared: superseded or withdrawn; or by which gates, since when, and why. None where it is in
/// force and the gates let it through.
pub fn not_cleared(decision: &Decision<'_>) -> Option<String> {
    if let Some(sentence) = history::past(decision.plan) {
        return Some(sentence);
    }
    let judged = &decision.judged;
    if judged.verdict.is_open() {
        return None;
    }
    let (_, first) = judged.deciding()?;
    let gates: Vec<String> = judged
        .iter()
        .filter(|(_, judgement)| Verdict::from(judgement.outcome) == judged.verdict)
        .map(|(gate, _)| format!("{} ({})", gate.title, since(decision, gate)))
        .collect();
    let gates = match gates.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        gates => gates.concat(),
    };
    let how = if judged.verdict == Verdict::Blocked { "blocked by" } else { "left unknown by" };
    Some(format!("NOT CLEARED: {how} {gates}. {}", first.reason))
}

/// Since when a gate stands against the decision: the day of the retirement, or the day the matrix speaks for.
fn since(decision: &Decision<'_>, gate: &Gate) -> String {
    let matrix = decision.matrix();
    match decision.case.lifecycle() {
        lifecycle @ Lifecycle::Retired { .. } if *gate == RETIREMENT => lifecycle.to_string(),
        _ => format!("{} matrix of {}", matrix.cloud.name(), matrix.as_of),
    }
}

/// What holds of the decision today, where that is more than "available": that it is not cleared, that the model is on
/// its way out, under which condition it is open.
pub fn today(decision: &Decision<'_>) -> Option<String> {
    if let Some(sentence) = not_cleared(decision) {
        return Some(sentence);
    }
    let ending = match decision.case.lifecycle() {
        Lifecycle::Redirected { redirect, .. } => Some(format!(
            "Retired on {}: calls are redirected to {} until {}, after that they fail.",
            redirect.from, redirect.target, redirect.until
        )),
        Lifecycle::Deprecated { .. } => Some(format!("Retirement is {}.", decision.case.lifecycle())),
        Lifecycle::Legacy(_) => Some("Legacy: only workspaces that already use it keep it.".to_owned()),
        Lifecycle::Active | Lifecycle::Unclear { .. } | Lifecycle::Retired { .. } => None,
    };
    let warns = decision.judged.iter().filter(|(_, judgement)| judgement.outcome == Outcome::Warn);
    let gates: Vec<&str> = warns.map(|(gate, _)| gate.title).collect();
    let conditional = (!gates.is_empty()).then(|| format!("Conditional: {}.", gates.join(", ")));
    let sentences: Vec<String> = ending.into_iter().chain(conditional).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
