//! A plan with every choice looked up: the only thing that is exported.

pub mod guardrail;
pub mod runbook;

use chrono::NaiveDate;

use crate::choice::replacement::Replacement;
use crate::error::{Error, Result};
use crate::gates::{Case, Judged, RegionChoice};
use crate::matrix::{Matrix, Mode, Model, Region, RegionId};
use crate::plan::{Decided, Plan};
use guardrail::Check;

/// A plan whose mode, region and model are chosen and known.
#[derive(Debug, Clone)]
pub struct Decision<'a> {
    /// The plan itself.
    pub plan: &'a Plan,
    /// The model under its facts.
    pub case: Case<'a>,
    /// The mode.
    pub mode: Mode,
    /// The primary region's code.
    pub region: &'a RegionId,
    /// The model.
    pub model: &'a Model,
    /// What the gates say.
    pub judged: Judged<'a>,
    /// The replacement, judged; none while open.
    pub replacement: Option<Replacement<'a>>,
    /// The guardrails, required or not.
    pub guardrails: Vec<Check>,
    /// What was considered, with what the gates say of each.
    pub considered: Vec<(&'a Model, Judged<'a>)>,
}

impl<'a> Decision<'a> {
    pub(super) fn of(plan: &'a Plan, matrix: &'a Matrix, as_of: NaiveDate) -> Result<Self> {
        let open = |what: &str, step: &str| {
            Err(Error::new(format!("no {what} is chosen yet")).hint(step.to_owned()))
        };
        let criteria = plan.criteria(matrix, as_of);
        let Some(mode) = plan.mode else {
            return open("serving mode", "choose one in step 1, or with --mode");
        };
        let region = match criteria.region {
            RegionChoice::Open => return open("region", "choose one in step 2, or with --region"),
            RegionChoice::Foreign(id) if mode != Mode::ExternalModels => return Err(foreign(matrix, id)),
            RegionChoice::Foreign(id) => id,
            RegionChoice::Known(region) => &region.id,
        };
        if let RegionChoice::Foreign(id) = criteria.secondary
            && mode != Mode::ExternalModels
        {
            return Err(foreign(matrix, id));
        }
        let Some(id) = &plan.model else { return open("model", "choose one in step 3, or with --model") };
        let Some(model) = matrix.model(id) else {
            return Err(matrix
                .find_model(&id.0, Some(mode))
                .err()
                .unwrap_or_else(|| Error::new(format!("unknown model '{id}'"))));
        };
        let case = criteria.case(model);
        let other = |id: &'a crate::matrix::ModelId| matrix.model(id);
        Ok(Self {
            plan,
            case,
            mode,
            region,
            model,
            judged: case.judge(),
            replacement: plan
                .record
                .replacement
                .as_ref()
                .and_then(other)
                .map(|model| case.replacement(model)),
            guardrails: guardrail::checks(Some(&case), &plan.ticked),
            considered: plan
                .considered
                .iter()
                .filter(|considered| considered.model != model.id)
                .filter_map(|considered| other(&considered.model))
                .map(|model| (model, criteria.case(model).judge()))
                .collect(),
        })
    }

    /// The matrix the decision rests on.
    pub fn matrix(&self) -> &'a Matrix {
        self.case.criteria.matrix
    }

    /// Why the plan's replacement is refused, if it is.
    pub fn replacement_refused(&self) -> Option<String> {
        let id = self.plan.record.replacement.as_ref()?;
        if let Some(replacement) = &self.replacement {
            return replacement.refused.clone();
        }
        let matrix = self.matrix();
        Some(format!("unknown model '{id}' ({} matrix of {}).", matrix.cloud.name(), matrix.as_of))
    }

    /// The primary region, if the matrix knows it.
    pub fn primary(&self) -> Option<&'a Region> {
        self.case.criteria.region.region()
    }
}

impl Plan {
    /// The plan with all choices looked up, ready to be exported.
    ///
    /// # Errors
    /// The first choice that is still open or that the matrix does not know.
    pub fn decide<'a>(&'a self, matrix: &'a Matrix, as_of: NaiveDate) -> crate::error::Result<Decision<'a>> {
        Decision::of(self, matrix, as_of)
    }

    /// Notes what the decision rests on now, for the day it is looked at again.
    pub fn settle(&mut self, matrix: &Matrix, as_of: NaiveDate) {
        let verdict = self.decide(matrix, as_of).ok().map(|decision| decision.judged.verdict);
        self.decided = verdict.map(|verdict| Decided { on: as_of, matrix: matrix.as_of, verdict });
    }
}

fn foreign(matrix: &Matrix, id: &RegionId) -> Error {
    matrix
        .find_region(&id.0)
        .err()
        .unwrap_or_else(|| Error::new(format!("unknown region '{id}' ({} matrix)", matrix.cloud.name())))
}
