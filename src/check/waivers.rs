//! Findings that a named person accepts until a day: they are taken out of the findings, and listed.

use chrono::NaiveDate;

use super::{Finding, LoadedPlan, Rule, Severity, Waived};
use crate::plan::{Plan, Status, Waiver};
use crate::text::{self, Words};

/// Takes out what is waived, and adds what is wrong with the waivers.
pub(super) fn apply(
    loaded: &LoadedPlan,
    plan: &Plan,
    findings: Vec<Finding>,
    as_of: NaiveDate,
    hidden: &mut Vec<Waived>,
) -> Vec<Finding> {
    let found: Vec<Rule> = findings.iter().map(|finding| finding.rule).collect();
    let mut left = Vec::new();
    for finding in findings {
        match holding(plan, finding.rule, as_of) {
            Some(waiver) => {
                let finding = Finding { status: plan.status, ..finding };
                let (by, until, reason) = (waiver.by.clone(), waiver.until, waiver.reason.clone());
                hidden.push(Waived { finding, by, until, reason });
            }
            None => left.push(finding),
        }
    }
    // What is wrong with the waivers of a past decision matters to nobody.
    if !plan.status.is_some_and(Status::is_past) {
        let waivers = plan.waivers.iter().enumerate();
        left.extend(waivers.filter_map(|(place, waiver)| {
            let (rule, severity, message, hint) = problem(plan, waiver, &found, as_of)?;
            let line = loaded.lines.line(&format!("waivers.{place}.{}", key(rule)));
            Some(Finding::new(loaded.name(), rule, severity, message, hint).at(line))
        }));
    }
    left
}

/// The waiver that hides the findings of a rule on a day: of several, the one that does so longest.
fn holding(plan: &Plan, rule: Rule, as_of: NaiveDate) -> Option<&Waiver> {
    let holding = plan.waivers.iter().filter(|waiver| waiver.holds_on(as_of) && rule.can_be_waived());
    holding.filter(|waiver| Rule::read(&waiver.rule) == Some(rule)).max_by_key(|waiver| waiver.until)
}

/// The key of a waiver that a problem is about.
fn key(rule: Rule) -> &'static str {
    if rule == Rule::WaiverExpired { "until" } else { "rule" }
}

fn problem(
    plan: &Plan,
    waiver: &Waiver,
    found: &[Rule],
    as_of: NaiveDate,
) -> Option<(Rule, Severity, String, String)> {
    let Waiver { rule: written, until, by, reason } = waiver;
    let Some(rule) = Rule::read(written) else {
        let message = format!("Unknown check rule '{written}'.");
        let nearest = text::did_you_mean(written, Rule::ALL.map(Rule::id));
        let hint = nearest.unwrap_or_else(|| "docs/check-rules.md lists the rules".to_owned());
        return Some((Rule::WaiverInvalid, Severity::Error, message, hint));
    };
    let id = rule.id();
    if !rule.can_be_waived() {
        let hint = "remove the waiver, and correct what the rule finds";
        let message = format!("{id} cannot be waived.");
        return Some((Rule::WaiverInvalid, Severity::Error, message, hint.to_owned()));
    }
    let is_back = found.contains(&rule) && holding(plan, rule, as_of).is_none();
    if !waiver.holds_on(as_of) {
        let message = format!("The waiver of {id} by {by} ended on {until}: {reason}.");
        let (severity, hint) = if is_back {
            (Severity::Warning, "close the finding and remove the waiver, or agree on a new day")
        } else {
            (Severity::Note, "remove the waiver")
        };
        return Some((Rule::WaiverExpired, severity, message, hint.to_owned()));
    }
    if !found.contains(&rule) {
        let message = format!("The waiver of {id} by {by} until {until} hides nothing.");
        return Some((Rule::WaiverUnused, Severity::Note, message, "remove the waiver".to_owned()));
    }
    None
}
