//! The columns of a list of decisions: what each says, and how it sorts. What nobody knows is last in every order, and what
//! is past stands below what is in force.

use std::cmp::Ordering;

use super::summary::DecisionSummary;
use crate::plan::status::status_words;
use crate::text::{Words, words};

/// What a list of decisions has a column for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The verdict; its order is the one that stands where nobody sorts: worst first.
    Verdict,
    /// The name of the file.
    Decision,
    Model,
    Mode,
    Region,
    Status,
    Owner,
    /// The days until the model ends.
    Left,
    /// How many guardrails are open.
    Guardrails,
    Approvals,
    /// The day by which it is to be looked at again.
    Review,
}

words! { Column {
    Verdict = "verdict", "verdict", "urgency";
    Decision = "decision", "decision", "name", "plan";
    Model = "model";
    Mode = "mode";
    Region = "region";
    Status = "status";
    Owner = "owner";
    Left = "left", "left", "days-left", "end";
    Guardrails = "guardrails";
    Approvals = "approvals", "approvals", "reviews";
    Review = "review", "review by", "review-by";
} }

impl Column {
    /// What it says of a decision; empty where there is nothing to say.
    pub fn cell(self, summary: &DecisionSummary) -> String {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        match self {
            Self::Verdict => summary.verdict_word().to_owned(),
            Self::Decision => summary.name.clone(),
            Self::Model => text(&summary.model),
            Self::Mode => summary.mode.map(|mode| mode.name().to_owned()).unwrap_or_default(),
            Self::Region => text(&summary.region),
            // Of a file that cannot be read nobody knows what it states.
            Self::Status if summary.is_broken() => String::new(),
            Self::Status => status_words(summary.status).to_owned(),
            Self::Owner => text(&summary.owner),
            Self::Left => summary.days_left.map(|days| days.to_string()).unwrap_or_default(),
            Self::Guardrails => match summary.open_guardrails.len() {
                0 => String::new(),
                open => format!("{open} open"),
            },
            Self::Approvals => summary.approvals.words(),
            Self::Review => summary.review_by.map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    /// The order of two decisions by the column; what it does not tell apart stands worst first.
    pub fn order(self, left: &DecisionSummary, right: &DecisionSummary, reversed: bool) -> Ordering {
        let turned = |order: Ordering| if reversed { order.reverse() } else { order };
        let by_column = match self {
            Self::Verdict => return left.is_past().cmp(&right.is_past()).then(turned(order(left, right))),
            Self::Decision => turned(lower(&left.name).cmp(&lower(&right.name))),
            Self::Model => {
                known(left.model.as_deref().map(lower), right.model.as_deref().map(lower), reversed)
            }
            Self::Mode => known(left.mode, right.mode, reversed),
            Self::Region => known(left.region.as_ref(), right.region.as_ref(), reversed),
            Self::Status => known(left.status.map(Words::place), right.status.map(Words::place), reversed),
            Self::Owner => {
                known(left.owner.as_deref().map(lower), right.owner.as_deref().map(lower), reversed)
            }
            Self::Left => known(left.days_left, right.days_left, reversed),
            // The most first: that is what somebody looks for.
            Self::Guardrails => turned(right.open_guardrails.len().cmp(&left.open_guardrails.len())),
            Self::Approvals => turned(approvals(left).cmp(&approvals(right))),
            Self::Review => known(left.review_by, right.review_by, reversed),
        };
        left.is_past().cmp(&right.is_past()).then(by_column).then_with(|| order(left, right))
    }
}

/// The order that stands where nobody sorts: what needs somebody most, then what ends first, then by name.
pub fn order(left: &DecisionSummary, right: &DecisionSummary) -> Ordering {
    left.urgency
        .cmp(&right.urgency)
        .then_with(|| known(left.days_left, right.days_left, false))
        .then_with(|| lower(&left.name).cmp(&lower(&right.name)))
        .then_with(|| left.file.cmp(&right.file))
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// What is known first, in its order; what is not known last, whichever way it is sorted.
fn known<T: Ord>(left: Option<T>, right: Option<T>, reversed: bool) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) if reversed => right.cmp(&left),
        (Some(left), Some(right)) => left.cmp(&right),
        (left, right) => left.is_none().cmp(&right.is_none()),
    }
}

/// Those that wait for changes, then those with outdated approvals, then those that fewest approve.
fn approvals(summary: &DecisionSummary) -> (bool, bool, usize) {
    let approvals = &summary.approvals;
    (approvals.changes_requested.is_empty(), approvals.outdated.is_empty(), approvals.holding.len())
}
