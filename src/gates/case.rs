//! What a model is judged against: the matrix, the day, the posture and the choices made before it.

use chrono::NaiveDate;

use crate::matrix::{
    Availability, Lifecycle, LifecycleFact, Matrix, Mode, Model, Region, RegionId, Workload,
};
use crate::plan::Plan;
use crate::plan::posture::{Posture, Use};
use crate::text::Answer;

/// A choice of region, looked up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RegionChoice<'a> {
    /// Not chosen yet.
    Open,
    /// Chosen, and known to the matrix.
    Known(&'a Region),
    /// Chosen, but no region of this matrix.
    Foreign(&'a RegionId),
}

impl<'a> RegionChoice<'a> {
    /// Looks a choice up.
    pub fn find(matrix: &'a Matrix, id: Option<&'a RegionId>) -> Self {
        match id {
            None => Self::Open,
            Some(id) => matrix.region(id).map_or(Self::Foreign(id), Self::Known),
        }
    }

    /// The region, if the matrix knows it.
    pub fn region(self) -> Option<&'a Region> {
        match self {
            Self::Known(region) => Some(region),
            Self::Open | Self::Foreign(_) => None,
        }
    }

    /// The region's code, if one was chosen.
    pub fn id(self) -> Option<&'a RegionId> {
        match self {
            Self::Open => None,
            Self::Known(region) => Some(&region.id),
            Self::Foreign(id) => Some(id),
        }
    }
}

/// Everything a model is judged against.
#[derive(Debug, Clone, Copy)]
pub struct Criteria<'a> {
    /// What is known.
    pub matrix: &'a Matrix,
    /// The day on which lifecycle is judged.
    pub as_of: NaiveDate,
    /// What the organisation brings.
    pub posture: &'a Posture,
    /// The workload's shape, if it was said.
    pub workload: Option<Workload>,
    /// The mode, if one was chosen.
    pub mode: Option<Mode>,
    /// The primary region.
    pub region: RegionChoice<'a>,
    /// The region to fail over to.
    pub secondary: RegionChoice<'a>,
    /// The use of any model, where it is not the one that the posture states.
    pub usage: Option<Use>,
}

impl<'a> Criteria<'a> {
    /// The case of one model under these criteria.
    pub fn case(self, model: &'a Model) -> Case<'a> {
        Case { criteria: self, model }
    }

    /// The same facts in another mode.
    #[must_use]
    pub fn in_mode(self, mode: Mode) -> Self {
        Self { mode: Some(mode), ..self }
    }

    /// The same facts in another primary region.
    #[must_use]
    pub fn in_region(self, region: &'a Region) -> Self {
        Self { region: RegionChoice::Known(region), ..self }
    }

    /// The same with another primary region, which does not fail over to itself.
    #[must_use]
    pub fn with_primary(self, region: &'a Region) -> Self {
        let same = self.secondary.id() == Some(&region.id);
        let secondary = if same { RegionChoice::Open } else { self.secondary };
        Self { secondary, ..self.in_region(region) }
    }

    /// The models a list shows: those of the chosen mode's side, hosted or external; all hosted while none is chosen.
    pub fn candidates(self) -> impl Iterator<Item = &'a Model> {
        self.matrix.models().iter().filter(move |model| self.is_candidate(model))
    }

    /// Whether a model is of the chosen mode's side, hosted or external.
    pub fn is_candidate(self, model: &Model) -> bool {
        model.is_external() == (self.mode == Some(Mode::ExternalModels))
    }

    /// Whether the as-of date lies before the day the matrix speaks for.
    pub fn before_matrix(self) -> bool {
        self.as_of < self.matrix.as_of
    }
}

impl Plan {
    /// The plan's choices as a case for any model, with what they are judged against.
    pub fn criteria<'a>(&'a self, matrix: &'a Matrix, as_of: NaiveDate) -> Criteria<'a> {
        Criteria {
            matrix,
            as_of,
            posture: &self.posture,
            workload: self.workload,
            mode: self.mode,
            region: RegionChoice::find(matrix, self.region.as_ref()),
            secondary: RegionChoice::find(matrix, self.secondary.as_ref()),
            usage: None,
        }
    }
}

/// One model under facts: what the gates judge.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What it is judged against.
    pub criteria: Criteria<'a>,
    /// The model.
    pub model: &'a Model,
}

impl<'a> Case<'a> {
    /// Whether the workspace uses the model, as far as that was stated of it.
    pub fn usage(&self) -> Use {
        self.criteria.usage.unwrap_or_else(|| self.criteria.posture.usage_of(&self.model.id))
    }

    /// The cell of a region in the chosen mode. A model the matrix does not list at all is unknown on days before
    /// the matrix: it may have retired since.
    pub fn availability(&self, region: &Region) -> Availability {
        let Some(mode) = self.criteria.mode else { return Availability::Unknown };
        if self.may_predate_matrix(mode) {
            return Availability::Unknown;
        }
        let cell = self.criteria.matrix.availability(self.model, mode, region);
        self.by_batch_list(region).unwrap_or(cell)
    }

    /// What the second list of provisioned throughput says, where it speaks for this workload and says something
    /// else than the first.
    pub(super) fn by_batch_list(&self, region: &Region) -> Option<Availability> {
        let matrix = self.criteria.matrix;
        let counts = self.criteria.mode == Some(Mode::ProvisionedThroughput)
            && self.criteria.workload == Some(Workload::Batch)
            && !self.may_predate_matrix(Mode::ProvisionedThroughput);
        let cell = matrix.batch_optimized(self.model, region);
        (counts
            && cell.is_listed()
            && cell != matrix.availability(self.model, Mode::ProvisionedThroughput, region))
        .then_some(cell)
    }

    /// The cell of the primary region, if one was chosen and is known.
    pub fn here(&self) -> Option<Availability> {
        self.criteria.region.region().map(|region| self.availability(region))
    }

    /// Where the model stands in the chosen mode on the as-of date.
    pub fn lifecycle(&self) -> Lifecycle<'a> {
        match self.criteria.mode {
            Some(mode) => self.criteria.matrix.lifecycle(self.model, mode, self.criteria.as_of),
            None => Lifecycle::Active,
        }
    }

    /// Whether this workspace keeps the model although it may have left the table: legacy and deprecated models stay with
    /// existing use until they retire. The announcement that says so.
    pub fn is_kept(&self) -> Option<&'a LifecycleFact> {
        match self.lifecycle() {
            Lifecycle::Legacy(fact) | Lifecycle::Deprecated { fact, .. } if self.usage() == Use::Existing => {
                Some(fact)
            }
            _ => None,
        }
    }

    /// Why a model that is kept is not in the table all the same.
    pub(super) fn why_it_left_the_table(&self) -> String {
        let until = match self.lifecycle() {
            Lifecycle::Deprecated { fact, retires } => {
                format!("until it retires ({} {retires})", fact.date_kind.name())
            }
            _ => "for now".to_owned(),
        };
        format!(
            "legacy and deprecated models leave the table before they retire, and this workspace keeps it {until} because it already uses it."
        )
    }

    /// The modes that offer the model somewhere, in a sentence; empty where none does.
    pub(super) fn offering_modes(&self) -> String {
        let modes = self.criteria.matrix.modes_of(self.model);
        modes.into_iter().map(Mode::name).collect::<Vec<_>>().join(" and ")
    }

    /// The word for its lifecycle. What a vendor does with its models stands on no page that is read here.
    pub fn lifecycle_state(&self) -> &'static str {
        if self.model.is_external() { "unknown" } else { self.lifecycle().state().id() }
    }

    /// Whether the matrix, made after the as-of date, no longer lists a model it may have listed then.
    pub fn may_predate_matrix(&self, mode: Mode) -> bool {
        let matrix = self.criteria.matrix;
        self.criteria.before_matrix()
            && !self.model.is_external()
            && !matrix.offers(self.model, mode)
            && (matrix.modes_of(self.model).is_empty()
                || !matches!(matrix.lifecycle(self.model, mode, matrix.as_of), Lifecycle::Active))
    }

    /// Whether the sources call the model a preview in the chosen mode and primary region; none where they do
    /// not say.
    pub fn is_preview(&self) -> Option<bool> {
        let mode = self.criteria.mode?;
        match (self.here(), self.model.is_preview(mode)) {
            (_, true) | (Some(Availability::Listed { preview: true, .. }), _) => Some(true),
            // Outside provisioned throughput the models page speaks, and it speaks for every region.
            (Some(Availability::Listed { .. }), false) => Some(false),
            (Some(_) | None, false) => None,
        }
    }

    /// Whether it is one, as a document answers it.
    pub fn preview(&self) -> Answer {
        match self.is_preview() {
            _ if self.criteria.mode == Some(Mode::ExternalModels) => Answer::ByProvider,
            Some(true) if !self.preview_is_unclear() => Answer::Yes,
            Some(false) => Answer::No,
            Some(true) | None => Answer::Unknown,
        }
    }

    /// Whether only the safe reading of the sources makes it a preview.
    pub fn preview_is_unclear(&self) -> bool {
        let by_cell = matches!(self.here(), Some(Availability::Listed { preview: true, .. }));
        self.criteria.mode.is_some_and(|mode| {
            self.model.preview_unclear.contains(&mode) && !self.model.preview.contains(&mode) && !by_cell
        })
    }
}
