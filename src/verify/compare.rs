//! The comparison: every endpoint that serves a foundation model, and every model that should have one.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::comparison::Comparison;
use super::endpoint::Endpoint;
use super::served::{ServedModel, served_models};
use super::{CheckedEndpoint, EndpointKind, Remark, Report, Status};
use crate::decision::Decision;
use crate::matrix::{Availability, Lifecycle, Matrix, Mode, Model, ModelId, Region, RegionId, Scope};
use crate::text::{count, fold};

/// What the list is held against.
#[derive(Debug, Clone, Copy)]
pub enum Against<'a> {
    /// What the matrix says of a region, in one mode or in all.
    Region(&'a Region, Option<Mode>),
    /// What a plan decides for, and what it falls back to; with the plan's file.
    Plan(&'a str, &'a Decision<'a>),
}

/// Compares a workspace's list with the matrix or a plan.
pub fn verify(endpoints: &[Endpoint], matrix: &Matrix, against: Against<'_>, as_of: NaiveDate) -> Report {
    let found: Vec<ServedModel<'_>> =
        endpoints.iter().flat_map(|endpoint| served_models(endpoint, matrix)).collect();
    let comparison = |region| Comparison { matrix, as_of, region };
    let (mut rows, absent, mode, region, plan) = match against {
        Against::Region(region, mode) => {
            let comparison = comparison(Some(region));
            let rows = comparison.region_rows(&found, mode);
            (rows, comparison.absent(region, &found, mode), mode, region.id.to_string(), None)
        }
        Against::Plan(file, decision) => {
            let rows = comparison(decision.primary()).plan_rows(decision, &found);
            (rows, Vec::new(), Some(decision.mode), decision.region.to_string(), Some(file.to_owned()))
        }
    };
    let about = |row: &&CheckedEndpoint| row.mode.is_some() || row.kind == EndpointKind::Unknown;
    let named: HashSet<&str> = rows.iter().filter(about).filter_map(|row| row.endpoint.as_deref()).collect();
    let others = endpoints.iter().filter(|endpoint| !named.contains(endpoint.name.as_str())).count();
    // Stable: beside that, the order of the list.
    rows.sort_by_key(|row| !row.is_finding());
    Report {
        as_of,
        plan,
        mode,
        region,
        matrix: (matrix.cloud, matrix.as_of, matrix.origin.to_string()),
        endpoints: endpoints.len(),
        others,
        rows,
        absent,
    }
}

impl<'a> Comparison<'a> {
    /// The endpoints: all of them, or those of one mode and those that may be.
    fn region_rows(&self, found: &[ServedModel<'a>], requested: Option<Mode>) -> Vec<CheckedEndpoint> {
        let counts = |found: &&ServedModel<'_>| match requested {
            None => true,
            // AI Functions call the pre-configured endpoints.
            Some(Mode::AiFunctions) => found.mode == Some(Mode::PayPerToken),
            Some(mode) => found.mode == Some(mode) || found.kind == EndpointKind::Unknown,
        };
        let instead = requested.filter(|mode| *mode == Mode::AiFunctions);
        found.iter().filter(counts).map(|found| self.row(found, instead)).collect()
    }

    /// The models that the region lists and that have no endpoint. Those of provisioned throughput and of vendors are
    /// there only once somebody makes them.
    fn absent(
        &self,
        region: &Region,
        found: &[ServedModel<'a>],
        requested: Option<Mode>,
    ) -> Vec<CheckedEndpoint> {
        let expected = match requested {
            None => Mode::PayPerToken,
            Some(mode @ (Mode::PayPerToken | Mode::AiFunctions)) => mode,
            Some(Mode::ProvisionedThroughput | Mode::ExternalModels) => return Vec::new(),
        };
        let there = found.iter().filter(|found| found.mode == Some(Mode::PayPerToken));
        let there: HashSet<&ModelId> = there.filter_map(|found| found.model).map(|model| &model.id).collect();
        let models = self.matrix.models().iter();
        let listed = models.filter(|model| model.endpoint.is_some() && !there.contains(&model.id));
        let cells = listed.map(|model| (model, self.matrix.availability(model, expected, region)));
        let cells = cells.filter(|(_, cell)| cell.is_listed());
        cells.filter_map(|(model, cell)| self.missing(model, expected, cell, &region.id)).collect()
    }

    /// A listed model without its endpoint. One that has retired is rightly gone; one on its way out may be.
    fn missing(
        &self,
        model: &Model,
        mode: Mode,
        cell: Availability,
        region: &RegionId,
    ) -> Option<CheckedEndpoint> {
        let lifecycle = self.matrix.lifecycle(model, mode, self.as_of);
        if matches!(lifecycle, Lifecycle::Retired { .. }) {
            return None;
        }
        let mut message = format!("Listed in {region} for {}, but without an endpoint here.", mode.name());
        if matches!(cell, Availability::Listed { scope: Scope::CrossGeo, .. }) {
            message += " It needs cross-geography routing: is that on?";
        }
        if model.is_preview(mode) || matches!(cell, Availability::Listed { preview: true, .. }) {
            message += " It is a preview, which may have to be enabled.";
        }
        if !matches!(lifecycle, Lifecycle::Active) {
            message += " It is on its way out: only workspaces that already use it keep it.";
        }
        Some(without_endpoint(model, mode, false, message))
    }

    fn plan_rows(&self, decision: &Decision<'a>, found: &[ServedModel<'a>]) -> Vec<CheckedEndpoint> {
        let mut rows = self.served(decision.model, decision.mode, found, "The plan's choice", true);
        if let Some(replacement) = &decision.replacement {
            let what = "The plan's replacement";
            // Nobody keeps capacity for a fallback running; a pre-configured endpoint has to be there.
            let finding = is_preconfigured(decision.mode);
            rows.extend(self.served(replacement.model, decision.mode, found, what, finding));
        }
        rows
    }

    /// The endpoints that serve a model in a mode, or that there is none.
    fn served(
        &self,
        model: &Model,
        mode: Mode,
        found: &[ServedModel<'a>],
        what: &str,
        finding: bool,
    ) -> Vec<CheckedEndpoint> {
        let served_in = if mode == Mode::AiFunctions { Mode::PayPerToken } else { mode };
        let is_it = |other: &Model| {
            let is_of = |one: &Model, family: &Model| one.family.as_ref() == Some(&family.id);
            other.id == model.id
                || (mode == Mode::ProvisionedThroughput && (is_of(other, model) || is_of(model, other)))
        };
        // A model that the user typed is none of the matrix: the endpoint says provider and name as the plan does.
        let is_typed = |found: &ServedModel<'_>| {
            let called = found.name.split_once('/').filter(|_| found.kind == EndpointKind::ExternalModel);
            called.zip(model.typed_as()).is_some_and(|((provider, name), (own, typed))| {
                fold(provider) == fold(own) && name.eq_ignore_ascii_case(typed)
            })
        };
        let serves = |found: &&ServedModel<'_>| {
            found.mode == Some(served_in)
                && found.kind != EndpointKind::TunedModel
                && (found.model.is_some_and(is_it) || is_typed(found))
        };
        let rows: Vec<CheckedEndpoint> = found
            .iter()
            .filter(serves)
            .map(|found| self.row(found, (mode == Mode::AiFunctions).then_some(mode)))
            .collect();
        if !rows.is_empty() {
            return rows;
        }
        if is_preconfigured(mode) {
            let message = format!("{what}, but the workspace does not have it.");
            return vec![without_endpoint(model, mode, finding, message)];
        }
        let mut message = format!("{what}, but no endpoint of the workspace serves it.");
        let unknown = found.iter().filter(|found| found.kind == EndpointKind::Unknown).count();
        if unknown > 0 {
            let unknown = count(unknown, "endpoint");
            message.extend([" Of ", &unknown, " the list does not say what they serve."]);
        }
        vec![without_endpoint(model, mode, finding, message)]
    }
}

/// Whether the workspace has an endpoint for each model of the mode, without anybody making it.
fn is_preconfigured(mode: Mode) -> bool {
    matches!(mode, Mode::PayPerToken | Mode::AiFunctions)
}

/// A model that has no endpoint.
fn without_endpoint(model: &Model, mode: Mode, finding: bool, message: String) -> CheckedEndpoint {
    let endpoint = model.endpoint.as_ref().filter(|_| is_preconfigured(mode));
    CheckedEndpoint {
        endpoint: endpoint.map(ToString::to_string),
        kind: if model.is_external() { EndpointKind::ExternalModel } else { EndpointKind::FoundationModel },
        model: model.label().to_owned(),
        mode: Some(mode),
        remarks: vec![Remark::new(Status::Missing, finding, message)],
    }
}
