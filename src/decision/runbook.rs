//! What can be answered of the runbook's questions from what is known.

use crate::gates::{Case, NeedsRouting, Outcome, needs_routing};
use crate::matrix::{Lifecycle, Mode};
use crate::plan::{Plan, Question, Runbook, Verdict};

impl Runbook {
    /// The answer as written, or else as far as it is known.
    pub fn answer_or_seed(&self, question: Question, plan: &Plan, case: &Case<'_>) -> String {
        let written = self.answer(question).trim();
        if written.is_empty() { seed(question, plan, case) } else { written.to_owned() }
    }
}

/// What is known of an answer before anyone writes it; empty where nothing is.
pub fn seed(question: Question, plan: &Plan, case: &Case<'_>) -> String {
    match question {
        Question::For => plan.sentence.trim().to_owned(),
        Question::NotFor => not_for(case),
        Question::Breaks => breaks(case),
        Question::Next => next(plan, case),
        Question::Approver => String::new(),
    }
}

/// The replacement that is chosen, with what stands against it; else the one that the docs recommend.
fn next(plan: &Plan, case: &Case<'_>) -> String {
    if let Some(id) = &plan.record.replacement {
        let Some(model) = case.criteria.matrix.model(id) else {
            return format!("{id} (not known to the matrix: verify)");
        };
        let replacement = case.replacement(model);
        let deciding = replacement.judged.deciding_reason();
        return match (replacement.refused, replacement.judged.verdict) {
            (Some(why), _) => format!("{}: refused. {why}", model.label()),
            (None, Verdict::Unknown) => {
                format!("{}: unknown. {}", model.label(), deciding.unwrap_or_default())
            }
            (None, _) => model.label().to_owned(),
        };
    }
    let models = case.recommended();
    let words = case.lifecycle().fact().and_then(|fact| fact.replacement.as_deref());
    let recommended: Vec<String> = models
        .iter()
        .map(|way| match case.replacement(way.model).refused {
            Some(why) => format!("{} (refused: {})", way.model.label(), why.trim_end_matches('.')),
            None if way.verdict.is_open() => way.model.label().to_owned(),
            None => format!("{} ({})", way.model.label(), way.verdict.id()),
        })
        .collect();
    match (recommended.as_slice(), words) {
        ([], None) => String::new(),
        ([], Some(words)) => format!("None is chosen. Recommended: {}", words.trim_end_matches('.')),
        (models, _) => format!("None is chosen. Recommended: {}", models.join(", ")),
    }
}

fn not_for(case: &Case<'_>) -> String {
    let mut limits = Vec::new();
    let judged = case.judge();
    let retired = match case.lifecycle() {
        lifecycle @ Lifecycle::Retired { .. } => Some(format!("any use ({lifecycle})")),
        _ => None,
    };
    let stopped = judged.deciding().filter(|_| !judged.verdict.is_open()).map(|(gate, judgement)| {
        let how = if judgement.outcome == Outcome::Block { "is blocked by" } else { "is left unknown by" };
        format!("any use before this is cleared (it {how} {})", gate.title)
    });
    limits.extend(retired.or(stopped));
    let mut limit = |words: &str| limits.push(words.to_owned());
    if case.is_preview() == Some(true) {
        limit("production without the feature flag (it is a preview)");
    }
    if needs_routing(case) == NeedsRouting::Yes {
        limit("content that must stay in the Geo (it is processed elsewhere)");
    }
    if case.criteria.mode == Some(Mode::PayPerToken) {
        limit("work that needs promised latency (pay-per-token gives no guarantees)");
    }
    limits.join("; ")
}

fn breaks(case: &Case<'_>) -> String {
    let name = case.model.label();
    match case.lifecycle() {
        Lifecycle::Deprecated { .. } => {
            format!("Every call to {name}; its retirement is {}", case.lifecycle())
        }
        Lifecycle::Redirected { redirect, .. } => format!("Every call to {name}, after {}", redirect.until),
        Lifecycle::Retired { since: Some(since), .. } => {
            format!("Every call to {name}: they have failed since {since}")
        }
        Lifecycle::Retired { since: None, .. } => format!("Every call to {name}: they fail"),
        Lifecycle::Unclear { since, .. } => {
            format!("Every call to {name}; whether it has retired since {since} is unknown")
        }
        _ if case.criteria.mode == Some(Mode::ExternalModels) => {
            format!("Every call to {name}; when it ends is unknown: ask the provider")
        }
        _ => format!("Every call to {name}"),
    }
}
