//! What the plan itself holds: its replacement, the guardrails that it requires, its owner and reason.

use super::{Finding, Rule, Severity, Subject, availability};
use crate::matrix::{Lifecycle, Mode};

/// A replacement that is none, or none where the model is on its way out.
pub(super) fn replacement(subject: &Subject<'_>) -> Vec<Finding> {
    let decision = subject.decision;
    let leaving = !matches!(decision.case.lifecycle(), Lifecycle::Active);
    let (severity, message, hint) = match (&decision.replacement, &decision.plan.record.replacement) {
        (None, Some(id)) => {
            let error = decision.matrix().find_model(&id.0, Some(decision.mode)).err();
            let message = error.as_ref().map_or("unknown model", |error| error.message());
            let hint = error.as_ref().map(|error| error.hints().join("; "));
            (Severity::Error, format!("The replacement is invalid: {message}."), hint)
        }
        (None, None) if leaving && decision.mode != Mode::ExternalModels => {
            let what = subject.what();
            (Severity::Warning, format!("{what}: on its way out, and no replacement is named."), None)
        }
        (None, None) => return Vec::new(),
        (Some(replacement), _) => match &replacement.refused {
            Some(why) => {
                let why = why.trim_end_matches('.');
                (Severity::Error, format!("The replacement is refused: {why}."), None)
            }
            None if replacement.loops => {
                let chain = replacement.chain_words().unwrap_or_default();
                let label = replacement.model.label();
                (Severity::Warning, format!("The replacement {label} leads in a circle: {chain}."), None)
            }
            None => return Vec::new(),
        },
    };
    let hint = hint.unwrap_or_else(|| better(subject));
    vec![subject.finding(Rule::ReplacementInvalid, severity, "record.replacement", message, hint)]
}

fn better(subject: &Subject<'_>) -> String {
    subject.decision.case.better().map_or_else(
        || "'servemap models' lists the models that pass the gates".to_owned(),
        |way| format!("name another: {}", way.words()),
    )
}

/// Required and not in place. The feature flag of a preview has a rule of its own.
pub(super) fn guardrails(subject: &Subject<'_>) -> Vec<Finding> {
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
            let hint = check.guardrail.how.clone();
            subject.finding(Rule::GuardrailOpen, Severity::Warning, &key, message, hint)
        })
        .collect()
}

/// The owner and the reason of a decision.
pub(super) fn complete(subject: &Subject<'_>) -> Vec<Finding> {
    let record = &subject.decision.plan.record;
    let open: Vec<&str> =
        [("owner", record.owner.trim().is_empty()), ("reason", record.reason_words().is_none())]
            .into_iter()
            .filter_map(|(what, open)| open.then_some(what))
            .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let message = format!("{}: no {} recorded.", subject.what(), open.join(" and no "));
    let hint = format!("complete the record: {}", subject.command("", ""));
    vec![subject.finding(Rule::PlanIncomplete, Severity::Note, "record.owner", message, hint)]
}
