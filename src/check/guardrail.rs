//! Are the guardrails in place that the plan requires?

use super::{Finding, Rule, Severity, Subject, availability};

/// Required and not in place. The feature flag of a preview has a rule of its own.
pub(super) fn open(subject: &Subject<'_>) -> Vec<Finding> {
    let decision = subject.decision;
    // Nothing guards a model that is gone.
    if subject.is_retired() {
        return Vec::new();
    }
    decision
        .guardrails
        .iter()
        .filter(|check| check.is_open())
        .filter(|check| check.guardrail.id != availability::FLAG || decision.case.is_preview() != Some(true))
        .map(|check| {
            let because = check.because.as_deref().unwrap_or_default();
            let label = &check.guardrail.label;
            let message = format!("{}: guardrail open, {label} ({because}).", subject.what());
            let key = format!("guardrails.{}", check.guardrail.id);
            subject.finding(
                Rule::GuardrailOpen,
                Severity::Warning,
                &key,
                message,
                check.guardrail.how.clone(),
            )
        })
        .collect()
}
