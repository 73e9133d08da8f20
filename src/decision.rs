//! A plan with every choice looked up: the only thing that is exported.

pub mod changed;
pub mod difference;
pub mod guardrail;
pub mod runbook;
pub mod since;

use chrono::NaiveDate;

use crate::choice::replacement::Replacement;
use crate::error::{Error, Result};
use crate::gates::{Case, Judged, RegionChoice};
use crate::matrix::{Matrix, Mode, Model, Region, RegionId};
use crate::plan::{Decided, Plan};
use crate::text;
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
    pub fn decide<'a>(&'a self, matrix: &'a Matrix, as_of: NaiveDate) -> Result<Decision<'a>> {
        let open = |what: &str, step: u8, flag: &str| {
            Error::new(format!("no {what} is chosen yet"))
                .hint(format!("choose one in step {step}, or with {flag}"))
        };
        let unknown = |what: &str, id: &str, error: Option<Error>| {
            error.unwrap_or_else(|| {
                Error::new(format!("unknown {what} '{id}' ({} matrix)", matrix.cloud.name()))
            })
        };
        let criteria = self.criteria(matrix, as_of);
        let mode = self.mode.ok_or_else(|| open("serving mode", 1, "--mode"))?;
        let region = criteria.region.id().ok_or_else(|| open("region", 2, "--region"))?;
        for choice in [criteria.region, criteria.secondary] {
            // Where a vendor's model runs may be called anything.
            if let (RegionChoice::Foreign(id), true) = (choice, mode != Mode::ExternalModels) {
                return Err(unknown("region", &id.0, matrix.find_region(&id.0).err()));
            }
        }
        let id = self.model.as_ref().ok_or_else(|| open("model", 3, "--model"))?;
        let model = matrix.model(id);
        let model =
            model.ok_or_else(|| unknown("model", &id.0, matrix.find_model(&id.0, Some(mode)).err()))?;
        let case = criteria.case(model);
        let replacement = self.record.replacement.as_ref().and_then(|id| matrix.model(id));
        let others = self.considered.iter().filter(|other| other.model != model.id);
        let others = others.filter_map(|other| matrix.model(&other.model));
        Ok(Decision {
            plan: self,
            case,
            mode,
            region,
            model,
            judged: case.judge(),
            replacement: replacement.map(|model| case.replacement(model)),
            guardrails: guardrail::checks(Some(&case), &self.ticked),
            considered: others.map(|model| (model, criteria.case(model).judge())).collect(),
        })
    }

    /// Adds to the history what the decision rests on now and who made it, for its next review. A plan with a choice that
    /// is still open decides nothing.
    pub fn record_decision(&mut self, matrix: &Matrix, as_of: NaiveDate, by: Option<&str>) {
        let Ok((verdict, because)) = self
            .decide(matrix, as_of)
            .map(|decision| (decision.judged.verdict, since::codes(&decision.judged)))
        else {
            return;
        };
        let by = by.map(text::entry_line).filter(|name| !name.is_empty());
        let chosen = Some(self.full_choice());
        self.add_decided(Decided { on: as_of, matrix: matrix.as_of, verdict, because, chosen, by });
    }
}
