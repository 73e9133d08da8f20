//! Reviews as they are written into plans.

use std::path::Path;

use chrono::NaiveDate;

use super::{LoadedPlan, load_plan};
use crate::error::{Error, Result};
use crate::host::{Expected, Host, retry};
use crate::matrix::Matrix;
use crate::plan::{Plan, Review, ReviewVerdict, file};
use crate::text;

/// What somebody says of a plan as it stands.
#[derive(Debug, Clone)]
pub struct ReviewRequest {
    pub by: String,
    pub on: NaiveDate,
    pub verdict: ReviewVerdict,
    pub comment: String,
    /// The day by which the decision is to be looked at again.
    pub review_by: Option<NaiveDate>,
}

/// A plan with a review in it.
#[derive(Debug, Clone)]
pub struct ReviewedPlan {
    /// As it is judged: with the official names.
    pub plan: Plan,
    /// What its file holds.
    pub text: String,
    /// Whether that is something else than before: the same word twice on a day is one.
    pub changed: bool,
}

impl ReviewRequest {
    /// The plan with the review in it. `matrix` knows the official names of what is seen.
    ///
    /// # Errors
    /// When the plan cannot be reviewed like this, or has become too long.
    pub fn review(&self, before: &LoadedPlan, matrix: &Matrix) -> Result<ReviewedPlan> {
        let mut seen = before.plan.clone();
        seen.resolve(matrix);
        let seen = Some(seen.full_choice());
        let comment = match self.review_by {
            // Nobody understands an empty word months later.
            Some(day)
                if self.verdict == ReviewVerdict::Comment && text::entry_line(&self.comment).is_empty() =>
            {
                format!("review by {day}")
            }
            _ => self.comment.clone(),
        };
        let mut plan = before.plan.clone();
        plan.review_by = self.review_by.or(plan.review_by);
        plan.add_review(Review { by: self.by.clone(), on: self.on, verdict: self.verdict, comment, seen })?;
        let changed = !is_said(&before.plan, &plan, matrix);
        if !changed {
            plan = before.plan.clone();
        }
        let text = if changed { file::write(&plan, Some(&before.text))? } else { before.text.clone() };
        plan.resolve(matrix);
        Ok(ReviewedPlan { plan, text, changed })
    }
}

/// Whether the last word of this person before was the same, and nothing else changes.
fn is_said(before: &Plan, after: &Plan, matrix: &Matrix) -> bool {
    let mut before = before.clone();
    before.resolve(matrix);
    let Some(new) = after.reviews.last() else { return false };
    let own = before.reviews.iter().filter(|review| text::fold(&review.by) == text::fold(&new.by));
    // Of two on one day the one that stands later is the later word: `max_by_key` gives the last.
    own.max_by_key(|review| review.on).is_some_and(|last| {
        (last.on, last.verdict, &last.comment, &last.seen) == (new.on, new.verdict, &new.comment, &new.seen)
            && (before.status, before.review_by) == (after.status, after.review_by)
    })
}

/// Writes a review into a plan's file. Somebody else may save it meanwhile: then it is reviewed as they saved it.
///
/// # Errors
/// When the file cannot be read, reviewed or saved.
pub fn write_review(
    host: &mut dyn Host,
    path: &Path,
    request: &ReviewRequest,
    matrix: &Matrix,
) -> Result<ReviewedPlan> {
    let written = retry(|| {
        let before = load_plan(host, path)?;
        let reviewed = request.review(&before, matrix)?;
        if reviewed.changed {
            host.save(path, &reviewed.text, &Expected::Contents(before.text))?;
        }
        Ok(reviewed)
    });
    written.map_err(Error::from)
}
