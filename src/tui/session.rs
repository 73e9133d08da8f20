//! What steps and explore views read: the matrix, the day, the plan, and every candidate, judged once per change.

use std::path::Path;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::choice::candidates::Candidates;
use crate::gates::{Criteria, Judged};
use crate::matrix::{Matrix, Mode, Model};
use crate::plan::Plan;

/// What a step draws from. Nothing in it can be changed.
#[derive(Debug, Clone, Copy)]
pub struct Session<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The matrix in use.
    pub matrix: &'a Matrix,
    /// The day on which lifecycle is judged.
    pub as_of: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// Every model judged.
    pub candidates: &'a Candidates,
    /// The plan's file, if it has one.
    pub file: Option<&'a Path>,
    /// The user's home folder, if it is known.
    pub home: Option<&'a Path>,
}

impl<'a> Session<'a> {
    /// What the plan's choices are judged against.
    pub fn criteria(&self) -> Criteria<'a> {
        self.plan.criteria(self.matrix, self.as_of)
    }

    /// The chosen model, if there is one and the matrix knows it.
    pub fn model(&self) -> Option<&'a Model> {
        self.plan.model.as_ref().and_then(|id| self.matrix.model(id))
    }

    /// Why the gates say nothing of the plan's model.
    pub fn unjudged(&self) -> String {
        match (&self.plan.model, self.model()) {
            (None, _) => "No model is chosen yet: step 3.".to_owned(),
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

    /// What the gates say of the chosen model. Read from the candidates, which judged it already.
    pub fn judged(&self) -> Option<&'a Judged> {
        let place = self.matrix.place_of(self.model()?);
        self.candidates.list.iter().find(|row| row.model == place).map(|row| &row.judged)
    }
}

/// What a step works on: the plan, which it may change, and what it may read.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The plan.
    pub plan: &'a mut Plan,
    /// The matrix in use.
    pub matrix: &'a Rc<Matrix>,
    /// The day on which lifecycle is judged.
    pub as_of: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// Every model judged, as the plan stood before this change.
    pub candidates: &'a Candidates,
    /// The plan's file, if it has one.
    pub file: Option<&'a Path>,
    /// The user's home folder, if it is known.
    pub home: Option<&'a Path>,
}

impl Desk<'_> {
    /// The same, for reading.
    pub fn session(&self) -> Session<'_> {
        Session {
            plan: self.plan,
            matrix: self.matrix,
            as_of: self.as_of,
            today: self.today,
            candidates: self.candidates,
            file: self.file,
            home: self.home,
        }
    }
}
