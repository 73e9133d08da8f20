//! What has to be done about a decision: what `check` found.

use chrono::NaiveDate;
use serde::Serialize;

use crate::check::{Finding, Rule};
use crate::review::summary::DecisionSummary;
use crate::text;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Todo {
    /// The plan's file.
    pub file: String,
    /// The decision's name.
    pub decision: String,
    /// Who owns it; none while open.
    pub owner: Option<String>,
    /// What to do, in a sentence.
    pub what: String,
    /// Why.
    pub why: String,
    /// The day by which, where there is one.
    pub by: Option<NaiveDate>,
}

impl Todo {
    fn new(summary: &DecisionSummary, what: &str, why: &str, by: Option<NaiveDate>) -> Self {
        Self {
            file: summary.file.clone(),
            decision: summary.name.clone(),
            owner: summary.owner.clone(),
            what: text::capitalized(what.trim_end_matches('.')),
            why: why.to_owned(),
            by,
        }
    }
}

/// All that has to be done about a decision, in the order of its findings.
pub(super) fn todos(summary: &DecisionSummary, findings: &[Finding]) -> Vec<Todo> {
    findings.iter().map(|finding| found(summary, finding)).collect()
}

fn found(summary: &DecisionSummary, finding: &Finding) -> Todo {
    let by = day(finding.rule, summary);
    let label = || summary.open_guardrails.iter().find(|label| finding.message.contains(label.as_str()));
    match finding.rule {
        // What is wrong in the file says what to do better than the hint, which says what could stand there.
        Rule::PlanBroken => {
            let line = finding.line.map_or_else(|| "the file".to_owned(), |line| format!("line {line}"));
            let what = format!("repair {line}: {}", finding.message);
            Todo::new(summary, &what, &sentence(&finding.hint), by)
        }
        Rule::GuardrailOpen => {
            let what = label().map_or(finding.message.as_str(), String::as_str);
            Todo::new(summary, what, &sentence(&finding.hint), by)
        }
        _ => Todo::new(summary, &finding.hint, &sentence(about(summary, &finding.message)), by),
    }
}

/// A message without the model, mode and region at its start, which the decision is known by.
fn about<'m>(summary: &DecisionSummary, message: &'m str) -> &'m str {
    let (Some(model), Some(mode), Some(region)) = (&summary.model, summary.mode, &summary.region) else {
        return message;
    };
    let what = format!("{model} in {}, {region}: ", mode.name());
    message.strip_prefix(what.as_str()).unwrap_or(message)
}

fn sentence(words: &str) -> String {
    let words = text::capitalized(words);
    if words.ends_with(['.', '?', '!']) { words } else { words + "." }
}

/// The day by which what a rule found has to be done.
fn day(rule: Rule, summary: &DecisionSummary) -> Option<NaiveDate> {
    match rule {
        Rule::Retired | Rule::RetiringWithin | Rule::RetiresBeforeNeeded | Rule::ReplacementInvalid => {
            summary.end_day
        }
        Rule::ReviewOverdue => summary.review_by,
        _ => summary.due(),
    }
}
