//! What steps, explore views and popups read: the plan, the matrix, the days, and every candidate, judged once per change.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use chrono::NaiveDate;

use crate::choice::candidates::{Candidate, Candidates};
use crate::config::{Config, Setting};
use crate::decision::Decision;
use crate::error::Result;
use crate::gates::{Case, Criteria, Judged};
use crate::matrix::{Matrix, Mode, Model};
use crate::plan::Plan;
use crate::store::MatrixRequest;

/// The file a plan came from or went to, with the text it had then.
#[derive(Debug, Clone)]
pub struct PlanFile {
    pub path: PathBuf,
    /// What is there now must be the same before it is written.
    pub text: String,
}

/// Who signs what is saved and reviewed: asked for once, and not before it is needed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Signer {
    #[default]
    NotAsked,
    /// The name, or the ways to state one.
    Asked(Result<String>),
}

impl Signer {
    /// The name, as far as it is known.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Asked(Ok(name)) => Some(name),
            Self::NotAsked | Self::Asked(Err(_)) => None,
        }
    }
}

/// One plan under one matrix on one day. Only the app changes it; a step gets the plan apart.
#[derive(Debug)]
pub struct Session {
    pub plan: Plan,
    /// The plan's file, if it has one.
    pub file: Option<PlanFile>,
    pub matrix: Rc<Matrix>,
    /// The matrices of other clouds: those that the settings name.
    pub matrices: MatrixRequest,
    /// The day on which lifecycle is judged.
    pub as_of: NaiveDate,
    pub today: NaiveDate,
    /// The user's home folder, which a typed path may begin with.
    pub home: Option<PathBuf>,
    /// What the plan started with; nothing for a plan that was opened.
    pub configured: Config,
    /// The folder where plans are saved and found; empty for the current one.
    pub decisions: PathBuf,
    pub signer: Signer,
    /// Every model judged under the plan.
    pub candidates: Candidates,
}

impl Session {
    /// A session in which nothing is judged yet.
    pub fn new(plan: Plan, matrix: Rc<Matrix>, as_of: NaiveDate, today: NaiveDate) -> Self {
        Self {
            plan,
            file: None,
            matrix,
            matrices: MatrixRequest::default(),
            as_of,
            today,
            home: None,
            configured: Config::default(),
            decisions: PathBuf::new(),
            signer: Signer::default(),
            candidates: Candidates::default(),
        }
    }

    /// Judges every candidate anew.
    pub fn judge(&mut self) {
        self.candidates = self.candidates_under(self.criteria());
    }

    /// Every candidate under some criteria: those of the matrix, and the ones of the plan that were typed.
    pub fn candidates_under(&self, criteria: Criteria<'_>) -> Candidates {
        let of_plan = self.plan.considered.iter().map(|other| &other.model).chain(&self.plan.model);
        let mut typed: Vec<&Model> = Vec::new();
        for model in of_plan.filter_map(|id| self.matrix.model(id)).filter(|model| model.is_typed()) {
            if criteria.is_candidate(model) && !typed.iter().any(|known| known.id == model.id) {
                typed.push(model);
            }
        }
        Candidates::of(criteria, criteria.candidates().chain(typed))
    }

    /// Adds to the plan's history what is decided now.
    pub fn record_decision(&self, plan: &mut Plan) {
        plan.record_decision(&self.matrix, self.as_of, self.signer.name());
    }

    /// What the plan's choices are judged against.
    pub fn criteria(&self) -> Criteria<'_> {
        self.plan.criteria(&self.matrix, self.as_of)
    }

    /// The plan with all of its choices looked up.
    ///
    /// # Errors
    /// What the plan still lacks.
    pub fn decide(&self) -> Result<Decision<'_>> {
        self.plan.decide(&self.matrix, self.as_of)
    }

    /// Where a value of the plan was configured, as long as it is the one the plan started with.
    pub fn configured(&self, setting: Setting) -> Option<String> {
        let (posture, config) = (&self.plan.posture, &self.configured);
        let holds = match setting {
            Setting::Residency => config.residency.as_ref().is_some_and(|one| one.value == posture.residency),
            Setting::Routing => config.routing.as_ref().is_some_and(|one| one.value == posture.routing),
            Setting::Preview => config.preview.as_ref().is_some_and(|one| one.value == posture.preview),
            Setting::Use => config.usage.as_ref().is_some_and(|one| one.value == self.plan.usage()),
            Setting::Owner => config.owner.as_ref().is_some_and(|one| one.value == self.plan.record.owner),
            _ => false,
        };
        config.stated(setting).filter(|_| holds).map(|(_, origin)| origin.to_string())
    }

    /// The path of the plan's file.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|file| file.path.as_path())
    }

    /// The chosen model, if there is one and the matrix knows it.
    pub fn model(&self) -> Option<&Model> {
        self.plan.model.as_ref().and_then(|id| self.matrix.model(id))
    }

    /// The candidate at a place of the list, with its model.
    pub fn candidate(&self, place: usize) -> Option<(&Candidate, &Model)> {
        let candidate = self.candidates.list.get(place)?;
        Some((candidate, self.matrix.model_at(candidate.model)?))
    }

    /// The chosen model under the plan.
    pub fn case(&self) -> Option<Case<'_>> {
        self.model().map(|model| self.criteria().case(model))
    }

    /// What the gates say of the chosen model; none where it is no candidate.
    pub fn judged(&self) -> Option<Judged<'_>> {
        let (criteria, model) = (self.criteria(), self.model()?);
        criteria.is_candidate(model).then(|| criteria.case(model).judge())
    }

    /// Why there is no verdict about the plan's model.
    pub fn unjudged(&self) -> String {
        match (&self.plan.model, self.model()) {
            (None, _) => "No model chosen yet (step 3).".to_owned(),
            (Some(id), None) => format!(
                "The {} matrix of {} has no model '{id}': choose another in step 3.",
                self.matrix.cloud.name(),
                self.matrix.as_of
            ),
            (Some(_), Some(model)) => {
                let mode = self.plan.mode.map_or("this mode", Mode::name);
                format!("{} is not among the models of {mode}: choose another in step 3.", model.label())
            }
        }
    }
}
