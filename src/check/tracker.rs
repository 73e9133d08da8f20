//! The deprecation tracker: one entry per decision, with where its model stands today.

use std::cmp::Ordering;

use chrono::NaiveDate;
use serde::Serialize;

use super::LoadedPlan;
use crate::date;
use crate::decision::Decision;
use crate::gates::Verdict;
use crate::matrix::{Matrix, Mode, Model, ModelId};
use crate::plan::{Plan, Status};

/// One decision in the tracker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrackerEntry {
    pub file: String,
    /// What exports call the model.
    pub model: String,
    pub mode: Option<Mode>,
    pub region: String,
    /// The state of the lifecycle; `unknown` for external models, `not-judged` for past decisions.
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
    /// Where the decision stands among people; none where nobody has said so.
    pub status: Option<Status>,
    /// None for a past decision, which is not judged.
    pub verdict: Option<Verdict>,
}

impl TrackerEntry {
    /// Where the model of a decision stands on a day.
    pub fn of(file: &str, decision: &Decision<'_>, as_of: NaiveDate) -> Self {
        let record = &decision.plan.record;
        let date = decision.case.lifecycle().deadline();
        let replacement = record.replacement.as_ref().map(|id| {
            decision.replacement.as_ref().map_or(id.0.as_str(), |known| known.model.label()).to_owned()
        });
        Self {
            file: file.to_owned(),
            model: decision.model.label().to_owned(),
            mode: Some(decision.mode),
            region: decision.region.to_string(),
            state: decision.case.lifecycle_state(),
            date,
            days_left: date.map(|date| date::days(as_of, date)),
            replacement,
            test_status: decision.plan.test_status().id(),
            test_date: decision.plan.test_date(),
            owner: owner(decision.plan),
            status: decision.plan.status,
            verdict: Some(decision.judged.verdict),
        }
    }

    /// A decision that was superseded or withdrawn: what it was.
    pub(super) fn past(loaded: &LoadedPlan, plan: &Plan, matrix: &Matrix) -> Self {
        let label = |id: &ModelId| matrix.model(id).map_or(id.0.as_str(), Model::label).to_owned();
        Self {
            file: loaded.file.name.clone(),
            model: plan.model.as_ref().map(label).unwrap_or_default(),
            mode: plan.mode,
            region: plan.region.as_ref().map(ToString::to_string).unwrap_or_default(),
            state: "not-judged",
            date: None,
            days_left: None,
            replacement: plan.record.replacement.as_ref().map(label),
            test_status: plan.test_status().id(),
            test_date: plan.test_date(),
            owner: owner(plan),
            status: plan.status,
            verdict: None,
        }
    }

    /// The next to go first; what has no day last, the worst verdict first; past decisions behind all others; then by file.
    pub(super) fn order(left: &Self, right: &Self) -> Ordering {
        (left.verdict.is_none(), left.date.is_none(), left.date, std::cmp::Reverse(left.verdict), &left.file)
            .cmp(&(
                right.verdict.is_none(),
                right.date.is_none(),
                right.date,
                std::cmp::Reverse(right.verdict),
                &right.file,
            ))
    }
}

fn owner(plan: &Plan) -> Option<String> {
    let owner = plan.record.owner.trim();
    (!owner.is_empty()).then(|| owner.to_owned())
}
