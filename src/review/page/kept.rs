//! The decisions that pages of entries hold: those in force that could be judged, in an order that no file name changes.

use super::PageSource;
use crate::decision::Decision;
use crate::matrix::{Matrix, Mode};
use crate::plan::{Plan, Status};

/// Plans as their matrices resolve them, each with its matrix.
pub(super) struct Kept<'a>(Vec<(Plan, &'a Matrix)>);

impl<'a> Kept<'a> {
    pub(super) fn of(source: &PageSource<'a>) -> Self {
        let plans = source.plans.iter().filter_map(|loaded| loaded.plan());
        let in_force = plans.filter(|plan| !plan.status.is_some_and(Status::is_past));
        let resolved = in_force.filter_map(|plan| {
            let matrix = source.matrices.iter().find(|matrix| matrix.cloud == plan.cloud)?;
            let mut plan = plan.clone();
            plan.resolve(matrix);
            Some((plan, matrix))
        });
        Self(resolved.collect())
    }

    /// The decisions, sorted; those that cannot be judged are left out.
    pub(super) fn decisions(&self, source: &PageSource<'_>) -> Vec<Decision<'_>> {
        let decided = self.0.iter().filter_map(|(plan, matrix)| plan.decide(matrix, source.as_of).ok());
        let mut decisions: Vec<Decision<'_>> = decided.collect();
        decisions.sort_by(|a, b| key(a).cmp(&key(b)));
        decisions
    }
}

/// What sorts the decisions of a page, whatever their files are called.
fn key<'a>(decision: &'a Decision<'_>) -> (&'static str, &'a str, Mode, &'a str, &'a str) {
    let plan = decision.plan;
    (plan.cloud.id(), &decision.region.0, decision.mode, &decision.model.id.0, &plan.record.owner)
}
