//! The deprecation tracker: one entry per decision, with where its model stands today.

use std::cmp::Ordering;

use chrono::NaiveDate;
use serde::Serialize;

use super::Subject;
use crate::date;
use crate::gates::Verdict;
use crate::matrix::Mode;

/// One decision in the tracker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrackerEntry {
    pub file: String,
    /// What exports call the model.
    pub model: String,
    pub mode: Mode,
    pub region: String,
    /// The state of the lifecycle; `unknown` for external models.
    pub state: &'static str,
    /// The day the state speaks of, where there is one.
    pub date: Option<NaiveDate>,
    /// How many days are left until then; negative once it has passed.
    pub days_left: Option<i64>,
    pub replacement: Option<String>,
    /// How far its test has come.
    pub test_status: &'static str,
    pub test_date: Option<NaiveDate>,
    /// Who owns the decision; none while open.
    pub owner: Option<String>,
    pub verdict: Verdict,
}

impl TrackerEntry {
    pub(super) fn of(subject: &Subject<'_>) -> Self {
        let decision = subject.decision;
        let record = &decision.plan.record;
        let date = decision.case.lifecycle().deadline();
        let replacement = record.replacement.as_ref().map(|id| {
            decision.replacement.as_ref().map_or(id.0.as_str(), |known| known.model.label()).to_owned()
        });
        let owner = record.owner.trim();
        Self {
            file: subject.file.name.clone(),
            model: decision.model.label().to_owned(),
            mode: decision.mode,
            region: decision.region.to_string(),
            state: decision.case.lifecycle_state(),
            date,
            days_left: date.map(|date| date::days(subject.options.as_of, date)),
            replacement,
            test_status: decision.plan.test_status().id(),
            test_date: decision.plan.test_date(),
            owner: (!owner.is_empty()).then(|| owner.to_owned()),
            verdict: decision.judged.verdict,
        }
    }

    /// The next to go first; what has no day last, the worst verdict first; then by file.
    pub(super) fn order(left: &Self, right: &Self) -> Ordering {
        (left.date.is_none(), left.date, std::cmp::Reverse(left.verdict), &left.file).cmp(&(
            right.date.is_none(),
            right.date,
            std::cmp::Reverse(right.verdict),
            &right.file,
        ))
    }
}
