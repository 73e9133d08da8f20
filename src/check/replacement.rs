//! Is the replacement one that the gates let through, or is none named where the model is on its way out?

use super::{Finding, Rule, Severity, Subject};
use crate::matrix::{Lifecycle, Mode};

/// A replacement that is none, or none where the model is on its way out.
pub(super) fn valid(subject: &Subject<'_>) -> Vec<Finding> {
    let decision = subject.decision;
    let leaving = !matches!(decision.case.lifecycle(), Lifecycle::Active);
    let say = |severity, message: String| {
        let hint = better(subject);
        vec![subject.finding(Rule::ReplacementInvalid, severity, "record.replacement", message, hint)]
    };
    match (&decision.replacement, &decision.plan.record.replacement) {
        (None, Some(id)) => {
            let error = decision.matrix().find_model(&id.0, Some(decision.mode)).err();
            let message = error.as_ref().map_or("unknown model", |error| error.message());
            let hint = error.as_ref().map(|error| error.hints().join("; ")).unwrap_or_default();
            let message = format!("The replacement is none: {message}.");
            vec![subject.finding(
                Rule::ReplacementInvalid,
                Severity::Error,
                "record.replacement",
                message,
                hint,
            )]
        }
        (None, None) if leaving && decision.mode != Mode::ExternalModels => say(
            Severity::Warning,
            format!("{}: on its way out, and no replacement is named.", subject.what()),
        ),
        (None, None) => Vec::new(),
        (Some(replacement), _) => match &replacement.refused {
            Some(why) => {
                say(Severity::Error, format!("The replacement is refused: {}.", why.trim_end_matches('.')))
            }
            None if replacement.loops => {
                let chain = replacement.chain_words().unwrap_or_default();
                say(
                    Severity::Warning,
                    format!("The replacement {} leads in a circle: {chain}.", replacement.model.label()),
                )
            }
            None => Vec::new(),
        },
    }
}

fn better(subject: &Subject<'_>) -> String {
    subject.decision.case.better().map_or_else(
        || "'servemap models' lists what the gates let through".to_owned(),
        |way| format!("name another: {}", way.words()),
    )
}
