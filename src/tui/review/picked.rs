//! A decision that is picked to be reviewed: what its popup shows of it.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::Board;
use crate::error::{Error, Result};
use crate::plan::status::status_words;
use crate::plan::{Plan, Review, ReviewVerdict};
use crate::review::DecisionSummary;

/// What a reviewer is shown before anything is written.
#[derive(Debug, Clone)]
pub struct PickedDecision {
    pub path: PathBuf,
    pub name: String,
    /// What is looked at: mode, region, model, replacement.
    pub seen: String,
    /// The row on the board.
    pub summary: DecisionSummary,
    /// `proposed → accepted`, or the status that stays.
    pub status: String,
    /// The review date as it is.
    pub review_by: Option<String>,
}

impl Board {
    /// The decision of a file, as a review with this verdict would see it.
    ///
    /// # Errors
    /// Why it cannot be reviewed like this.
    pub fn pick(&self, path: &Path, verdict: ReviewVerdict) -> Result<PickedDecision> {
        let place = self.decisions.place(path);
        let found = place.and_then(|place| Some((place, self.decisions.summaries().get(place)?.clone())));
        let (place, summary) = found.ok_or_else(|| Error::new("this row is not a plan"))?;
        let Some((plan, _)) = self.decisions.plan(place) else {
            let why = summary.problem.as_ref().map_or("it cannot be read", |problem| &problem.message);
            return Err(Error::new(format!("the file cannot be reviewed: {why}")));
        };
        let after = reviewed(plan, verdict, self.decisions.as_of)?;
        let (before, after) = (status_words(plan.status), status_words(after.status));
        let status = if before == after { before.to_owned() } else { format!("{before} → {after}") };
        let seen = self
            .decisions
            .resolved(place)
            .map_or_else(|| plan.full_choice().words(), |(plan, _)| plan.full_choice().words());
        Ok(PickedDecision {
            path: path.to_owned(),
            name: summary.name.clone(),
            seen: if seen.is_empty() { "nothing is chosen yet".to_owned() } else { seen },
            status,
            review_by: plan.review_by.map(|day| day.to_string()),
            summary,
        })
    }
}

/// The plan as a review with this verdict leaves it.
fn reviewed(plan: &Plan, verdict: ReviewVerdict, on: NaiveDate) -> Result<Plan> {
    let mut after = plan.clone();
    // Whoever signs it, the status is the same.
    let by = "somebody".to_owned();
    after.add_review(Review { by, on, verdict, comment: String::new(), seen: None })?;
    Ok(after)
}
