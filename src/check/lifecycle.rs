//! Is the model on its way out, and is the decision due to be looked at again?

use chrono::Days;

use super::{Finding, Rule, Severity, Subject};
use crate::date;
use crate::gates::RETIREMENT;
use crate::matrix::Lifecycle;

/// In how many days the next review is proposed.
const NEXT_REVIEW: u64 = 90;

/// Retired, redirected, or going within the span that is worth a warning.
pub(super) fn ending(subject: &Subject<'_>) -> Vec<Finding> {
    let decision = subject.decision;
    let what = subject.what();
    let blocks = decision.judged.is_blocked_by(&RETIREMENT);
    let bad = if blocks { Severity::Error } else { Severity::Warning };
    let (rule, severity, message) = match decision.case.lifecycle() {
        Lifecycle::Active => return other_clouds(subject),
        lifecycle @ Lifecycle::Retired { .. } => {
            (Rule::Retired, Severity::Error, format!("{lifecycle}; calls fail."))
        }
        Lifecycle::Redirected { redirect, .. } => {
            let message = format!(
                "retired on {}, calls are redirected to {} until {} and fail from the day after.",
                redirect.from, redirect.target, redirect.until
            );
            (Rule::Retired, Severity::Warning, message)
        }
        Lifecycle::Unclear { since, .. } => {
            let message = format!("was to stay at least until {since}, and nothing newer is known.");
            (Rule::RetiringWithin, Severity::Warning, message)
        }
        lifecycle @ Lifecycle::Deprecated { retires, .. } => {
            let left = date::days(subject.options.as_of, retires);
            if !blocks && left > subject.options.within {
                return Vec::new();
            }
            let new_use = if blocks { ", and new use is not allowed" } else { "" };
            let message = format!("retirement is {lifecycle}, in {}{new_use}.", date::in_words(left));
            (Rule::RetiringWithin, bad, message)
        }
        Lifecycle::Legacy(_) if blocks => {
            (Rule::RetiringWithin, bad, "legacy, and new use is not allowed.".to_owned())
        }
        Lifecycle::Legacy(_) => {
            let message = "legacy, without a date; only workspaces that already use it keep it.";
            (Rule::RetiringWithin, bad, message.to_owned())
        }
    };
    vec![subject.finding(rule, severity, "model", format!("{what}: {message}"), next_step(subject))]
}

/// Going on another cloud, or already gone there: a warning as long as nobody has verified it for this one.
fn other_clouds(subject: &Subject<'_>) -> Vec<Finding> {
    let decision = subject.decision;
    let Some(fact) = decision.matrix().lifecycle_elsewhere(decision.model, decision.mode) else {
        return Vec::new();
    };
    let left = fact.retires.map(|retires| date::days(subject.options.as_of, retires));
    let judgement = decision.judged.gate(&RETIREMENT);
    let Some(judgement) = judgement.filter(|_| left.is_none_or(|left| left <= subject.options.within)) else {
        return Vec::new();
    };
    let message = format!("{}: {}", subject.what(), judgement.reason);
    vec![subject.finding(Rule::RetiringWithin, Severity::Warning, "model", message, next_step(subject))]
}

/// Going before the day until which it is needed.
pub(super) fn before_needed(subject: &Subject<'_>) -> Vec<Finding> {
    let decision = subject.decision;
    let lifecycle = decision.case.lifecycle();
    let (Lifecycle::Deprecated { retires, .. }, Some(until)) =
        (lifecycle, decision.plan.posture.needed_until)
    else {
        return Vec::new();
    };
    if retires > until {
        return Vec::new();
    }
    let short = match date::days(retires, until) {
        0 => "on the last day on which it is needed".to_owned(),
        days => format!("{} before {until}, until when it is needed", date::in_words(days)),
    };
    let message = format!("{}: retirement is {lifecycle}, {short}.", subject.what());
    let guarded = decision.replacement.as_ref().is_some_and(|replacement| replacement.refused.is_none());
    let severity = if guarded { Severity::Warning } else { Severity::Error };
    let (rule, key) = (Rule::RetiresBeforeNeeded, "posture.needed_until");
    vec![subject.finding(rule, severity, key, message, next_step(subject))]
}

/// The day by which it was to be looked at again has passed.
pub(super) fn review(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(due) = subject.decision.plan.review_by.filter(|due| *due < subject.options.as_of) else {
        return Vec::new();
    };
    let late = date::in_words(date::days(due, subject.options.as_of));
    let message = format!("{}: was to be reviewed by {due}, {late} ago.", subject.what());
    let next = subject.options.as_of.checked_add_days(Days::new(NEXT_REVIEW)).unwrap_or(due);
    let hint =
        format!("review it, then set the next day: {}", subject.update(&format!(" --review-by {next}")));
    vec![subject.finding(Rule::ReviewOverdue, Severity::Warning, "review_by", message, hint)]
}

/// What to switch to: the plan's own replacement if it is one, else the nearest way out.
fn next_step(subject: &Subject<'_>) -> String {
    let decision = subject.decision;
    let own = decision.replacement.as_ref().filter(|replacement| replacement.refused.is_none());
    if let Some(replacement) = own {
        return format!(
            "switch to {}, the plan's replacement, and re-test before the day",
            replacement.model.label()
        );
    }
    // Another region or mode would lead to the same end; another model does not.
    match decision.case.better() {
        Some(way) => format!("name a replacement: {}", way.words()),
        None => "name a replacement: 'servemap models' lists the models that pass the gates".to_owned(),
    }
}
