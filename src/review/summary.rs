//! What the list, the board and the pages show of one decision's file. Nothing in it is rendered, so that thousands can be
//! held.

use chrono::NaiveDate;

use super::urgency::{Need, Urgency};
use crate::check::{Finding, Rule};
use crate::choice::end::End;
use crate::choice::filter_language::{BROKEN, INCOMPLETE};
use crate::decision::since;
use crate::matrix::Mode;
use crate::plan::{Decided, Status, Verdict};
use crate::text;

/// One decision's file. What is none is not known, or not stated.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionSummary {
    /// What findings call the file.
    pub file: String,
    /// The file's name without its ending.
    pub name: String,
    /// The note that stands beside it.
    pub note: Option<String>,
    /// The workload in a sentence; empty while open.
    pub sentence: String,
    pub owner: Option<String>,
    pub mode: Option<Mode>,
    pub region: Option<String>,
    /// What documents call the model.
    pub model: Option<String>,
    /// The model's id.
    pub model_id: Option<String>,
    pub provider: Option<String>,
    pub replacement: Option<String>,
    pub status: Option<Status>,
    /// The plan that took its place, as a path from this one's folder.
    pub superseded_by: Option<String>,
    /// The plans whose place it took.
    pub supersedes: Vec<String>,
    /// What the gates say today; none where they cannot be asked, and of decisions that are past.
    pub verdict: Option<Verdict>,
    /// The stable words of the reasons that decide it.
    pub because: Vec<String>,
    /// What was decided last.
    pub decided: Option<Decided>,
    /// What changed since, with why, in a line.
    pub change: Option<String>,
    /// When the model ends.
    pub end: End,
    /// The state of its life: `deprecated`; none where the gates cannot be asked.
    pub lifecycle: Option<&'static str>,
    /// The day that counts for who still calls it.
    pub end_day: Option<NaiveDate>,
    /// The days until then; negative once it has passed.
    pub days_left: Option<i64>,
    /// The labels of the guardrails that the plan requires and that are not in place.
    pub open_guardrails: Vec<String>,
    pub approvals: ApprovalSummary,
    pub review_by: Option<NaiveDate>,
    /// The days until the review; negative once it is overdue.
    pub review_days: Option<i64>,
    /// The first problem of a file that cannot be read or judged.
    pub problem: Option<Finding>,
    /// What it needs somebody for.
    pub needs: Vec<Need>,
    /// How much it needs somebody.
    pub urgency: Urgency,
}

/// Whose approvals hold for what is chosen now, and whose do not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ApprovalSummary {
    pub holding: Vec<ReviewSummary>,
    pub outdated: Vec<ReviewSummary>,
    pub changes_requested: Vec<ReviewSummary>,
    /// How many are asked for, if any are.
    pub required: Option<usize>,
}

/// The word of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewSummary {
    pub by: String,
    pub on: NaiveDate,
    pub comment: String,
    /// What of the choice is another one since: `model`, `replacement`.
    pub changed: Vec<&'static str>,
}

impl ApprovalSummary {
    /// Whether fewer approvals hold than are asked for.
    pub fn are_missing(&self) -> bool {
        self.required.is_some_and(|required| self.holding.len() < required)
    }

    /// Whether the decision is approved as it stands now: by as many as are asked for, at least by one, and nobody waits
    /// for changes.
    pub fn is_approved(&self) -> bool {
        self.holding.len() >= self.required.unwrap_or(1).max(1) && self.changes_requested.is_empty()
    }

    /// In a few words: `2 of 2`, `1, 1 outdated`, `changes requested`; empty where nobody reviewed and nobody has to.
    pub fn words(&self) -> String {
        let holding = match (self.holding.len(), self.required) {
            (some, Some(required)) => Some(format!("{some} of {required}")),
            (0, None) => None,
            (some, None) => Some(some.to_string()),
        };
        let outdated = (!self.outdated.is_empty()).then(|| format!("{} outdated", self.outdated.len()));
        let changes = (!self.changes_requested.is_empty()).then(|| "changes requested".to_owned());
        [holding, outdated, changes].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

impl DecisionSummary {
    /// Whether it is listed and no longer judged.
    pub fn is_past(&self) -> bool {
        self.status.is_some_and(Status::is_past)
    }

    /// Whether the file cannot be read as a plan.
    pub fn is_broken(&self) -> bool {
        self.problem.as_ref().is_some_and(|problem| problem.rule == Rule::PlanBroken)
    }

    /// Whether calls fail already.
    pub fn is_retired(&self) -> bool {
        matches!(self.end, End::Retired(_))
    }

    /// The verdict in a word, or what stands in its place: `broken`, `incomplete`, `superseded`.
    pub fn verdict_word(&self) -> &'static str {
        match (self.verdict, self.status) {
            (Some(verdict), _) => verdict.id(),
            _ if self.is_broken() => BROKEN,
            (None, Some(status)) if status.is_past() => status.id(),
            (None, _) => INCOMPLETE,
        }
    }

    /// What decides the verdict, for people: `not listed, retired`.
    pub fn reasons(&self) -> String {
        since::reasons(&self.because).join(", ")
    }

    /// When the model ends, in a few words: `deprecated 2026-12-09`, `nothing announced`.
    pub fn end_words(&self) -> String {
        match (self.end, self.lifecycle) {
            (_, None) => String::new(),
            (End::Never, _) => "nothing announced".to_owned(),
            (End::Unknown, _) => "unknown".to_owned(),
            (_, Some(state)) => {
                let day = self.end_day.map(|day| format!(" {day}")).unwrap_or_default();
                format!("{state}{day}")
            }
        }
    }

    /// What is to be known beside the columns: the first problem, by what it was superseded, what changed or else what
    /// decides the verdict, and what it needs somebody for.
    pub fn remark(&self) -> String {
        if let Some(problem) = &self.problem {
            return problem.message.clone();
        }
        if self.is_past() {
            return self.superseded_by.as_ref().map(|file| format!("by {file}")).unwrap_or_default();
        }
        let verdict = self.change.clone().or_else(|| {
            let reasons = self.reasons();
            (!reasons.is_empty()).then_some(reasons)
        });
        let needs = self.needs.iter().map(|need| need.name().to_owned());
        verdict.into_iter().chain(needs).collect::<Vec<_>>().join("; ")
    }

    /// The nearer of the end of its model and its review date.
    pub fn due(&self) -> Option<NaiveDate> {
        if self.is_past() {
            return None;
        }
        [self.end_day, self.review_by].into_iter().flatten().min()
    }
}

/// How many decisions there are, and how they stand: `6 decisions: 1 failing, 2 to review, 3 fine`.
pub fn counts(summaries: &[DecisionSummary]) -> String {
    let count = |urgency: Urgency| summaries.iter().filter(|summary| summary.urgency == urgency).count();
    let parts: Vec<String> = Urgency::ALL
        .into_iter()
        .map(|urgency| (count(urgency), urgency))
        .filter(|(count, _)| *count > 0)
        .map(|(count, urgency)| format!("{count} {}", urgency.name()))
        .collect();
    let decisions = text::count(summaries.len(), "decision");
    if parts.is_empty() { decisions } else { format!("{decisions}: {}", parts.join(", ")) }
}
