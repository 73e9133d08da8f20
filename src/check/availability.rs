//! Does the model still pass the gates, and is the verdict unchanged?

use super::{Finding, Rule, Severity, Subject};
use crate::gates::{Failover, NeedsRouting, breaks_residency, failover, needs_routing};
use crate::gates::{Gate, Judgement, MODE, Outcome, REGION, RETIREMENT, ROUTING, STATUS, Verdict, gates};
use crate::matrix::Mode;

/// What a gate says, with its outcome as a severity; none if it passes or does not know.
fn objection<'s>(subject: &'s Subject<'_>, gate: &Gate) -> Option<(Severity, &'s Judgement<'s>)> {
    let judgement = subject.decision.judged.gate(gate)?;
    match judgement.outcome {
        Outcome::Pass | Outcome::Unknown => None,
        Outcome::Warn => Some((Severity::Warning, judgement)),
        Outcome::Block => Some((Severity::Error, judgement)),
    }
}

fn message(subject: &Subject<'_>, judgement: &Judgement<'_>) -> String {
    format!("{}: {}", subject.what(), judgement.reason)
}

/// Offered in the mode, listed in the region, and there after a failover.
pub(super) fn listed(subject: &Subject<'_>) -> Vec<Finding> {
    // What has retired is listed nowhere, and the one says it all.
    if subject.is_retired() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (gate, key) in [(&MODE, "mode"), (&REGION, "region")] {
        let Some((severity, judgement)) = objection(subject, gate) else { continue };
        let failover = failover(&subject.decision.case);
        let (rule, key) = match failover {
            _ if severity == Severity::Error || *gate == MODE => (Rule::NotListed, key),
            Failover::Unknown => (Rule::UnknownCell, "secondary"),
            Failover::No => (Rule::NotListed, "secondary"),
            // It is listed in the secondary region, if there is one: what warns is the primary one, or that they are the same.
            _ => (Rule::NotListed, key),
        };
        found.push(subject.finding(rule, severity, key, message(subject, judgement), ways_out(subject)));
        // A model that no mode offers is listed nowhere: once is enough.
        if severity == Severity::Error {
            break;
        }
    }
    found
}

/// Needs routing that is off, forbidden or not known.
pub(super) fn routing(subject: &Subject<'_>) -> Vec<Finding> {
    let Some((severity, judgement)) = objection(subject, &ROUTING) else { return Vec::new() };
    let case = &subject.decision.case;
    // What only the provider can say is no finding; a failover that leaves the Geo is one for its models too.
    if subject.decision.mode == Mode::ExternalModels && severity != Severity::Error {
        return Vec::new();
    }
    let by_failover = breaks_residency(case) && needs_routing(case) != NeedsRouting::Yes;
    let key = if by_failover { "secondary" } else { "posture.routing" };
    let hint = "look up the routing setting and record it as posture.routing".to_owned();
    let hint = if severity == Severity::Error { ways_out(subject) } else { hint };
    let message = message(subject, judgement);
    vec![subject.finding(Rule::RoutingNeeded, severity, key, message, hint)]
}

/// A preview without its guardrail, or where previews are not allowed.
pub(super) fn preview(subject: &Subject<'_>) -> Vec<Finding> {
    let decision = subject.decision;
    if decision.mode == Mode::ExternalModels {
        return Vec::new();
    }
    let Some((severity, judgement)) = objection(subject, &STATUS) else { return Vec::new() };
    let flag = decision.guardrails.iter().find(|check| check.guardrail.id == FLAG);
    let (key, message, hint) = match flag.filter(|check| check.is_open()) {
        _ if severity == Severity::Error => {
            ("posture.preview", message(subject, judgement), ways_out(subject))
        }
        Some(flag) => {
            let message = format!("{}: a preview, and its feature flag is not in place.", subject.what());
            ("guardrails.feature-flag", message, flag.guardrail.how.clone())
        }
        None => return Vec::new(),
    };
    vec![subject.finding(Rule::PreviewUnguarded, severity, key, message, hint)]
}

/// The guardrail that a preview requires.
pub(super) const FLAG: &str = "feature-flag";

/// The gates that other rules judge.
static JUDGED_ELSEWHERE: [&Gate; 5] = [&MODE, &REGION, &ROUTING, &STATUS, &RETIREMENT];

/// What any other gate says against the model.
pub(super) fn other_gates(subject: &Subject<'_>) -> Vec<Finding> {
    let others = gates().iter().filter(|gate| !JUDGED_ELSEWHERE.contains(gate));
    let findings = others.filter_map(|gate| {
        let (severity, judgement) = objection(subject, gate)?;
        let message = message(subject, judgement);
        Some(subject.finding(Rule::GateBlocks, severity, "model", message, ways_out(subject)))
    });
    findings.collect()
}

/// The first gate that does not know.
pub(super) fn unknown(subject: &Subject<'_>) -> Vec<Finding> {
    let judged = &subject.decision.judged;
    // Where something blocks, what nobody knows does not matter any more.
    if judged.verdict == Verdict::Blocked {
        return Vec::new();
    }
    let first = judged.iter().find(|(_, judgement)| judgement.outcome == Outcome::Unknown);
    let Some((_, judgement)) = first else { return Vec::new() };
    let hint = format!("verify against the official page ({})", judgement.source);
    vec![subject.finding(Rule::UnknownCell, Severity::Warning, "model", message(subject, judgement), hint)]
}

/// The verdict is not what it was when the decision was saved.
pub(super) fn verdict(subject: &Subject<'_>) -> Vec<Finding> {
    let now = &subject.decision.judged;
    let Some(then) = subject.decision.plan.last_decided().filter(|then| then.verdict != now.verdict) else {
        return Vec::new();
    };
    let severity = if now.verdict > then.verdict { Severity::Warning } else { Severity::Note };
    let gate = now.deciding().map(|(gate, _)| format!(" by {}", gate.title)).unwrap_or_default();
    let message = format!(
        "{}: {} when it was decided on {} (matrix of {}), {}{gate} now.",
        subject.what(),
        then.verdict.id(),
        then.on,
        then.matrix,
        now.verdict.id()
    );
    let hint = format!("review the decision, then record the new verdict: {}", subject.update(""));
    vec![subject.finding(Rule::VerdictChanged, severity, &verdict_key(subject), message, hint)]
}

/// The key of the verdict that was decided last.
fn verdict_key(subject: &Subject<'_>) -> String {
    let last = format!("decided.{}.verdict", subject.decision.plan.decided.len().saturating_sub(1));
    if subject.lines.line(&last).is_some() { last } else { "decided.verdict".to_owned() }
}

fn ways_out(subject: &Subject<'_>) -> String {
    let ways: Vec<String> = subject
        .decision
        .case
        .alternatives()
        .iter()
        .filter(|way| way.is_open())
        .take(2)
        .map(crate::choice::alternative::Alternative::words)
        .collect();
    if ways.is_empty() {
        return "choose another model: 'servemap models' lists the models that pass the gates".to_owned();
    }
    format!("nearest ways out: {}", ways.join("; "))
}
