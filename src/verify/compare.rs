//! The comparison: every endpoint that serves a foundation model, and every model that should have one.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::desk::Desk;
use super::endpoint::Endpoint;
use super::found::{Found, look};
use super::names::Names;
use super::{Report, Row, Said, Status};
use crate::matrix::{Availability, Lifecycle, Matrix, Mode, Model, Region, RegionId, Scope};
use crate::plan::Decision;

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
    let names = Names::of(matrix);
    let found: Vec<Found<'_>> = endpoints.iter().flat_map(|endpoint| look(endpoint, &names)).collect();
    let desk = match against {
        Against::Region(region, _) => Desk { matrix, as_of, region: Some(region) },
        Against::Plan(_, decision) => Desk { matrix, as_of, region: decision.primary() },
    };
    let (mut rows, mode, region, plan) = match against {
        Against::Region(region, mode) => {
            (desk.region_rows(region, &found, endpoints, mode), mode, region.id.to_string(), None)
        }
        Against::Plan(file, decision) => {
            let rows = desk.plan_rows(decision, &found);
            (rows, Some(decision.mode), decision.region.to_string(), Some(file.to_owned()))
        }
    };
    let told: HashSet<&str> = rows.iter().filter_map(|row| row.endpoint.as_deref()).collect();
    let others = endpoints.iter().filter(|endpoint| !told.contains(endpoint.name.as_str())).count();
    // Stable: beside that, the order of the list.
    rows.sort_by_key(|row| !row.is_finding());
    Report {
        as_of,
        plan,
        mode,
        region,
        matrix: (matrix.cloud, matrix.as_of, matrix.origin.clone()),
        endpoints: endpoints.len(),
        others,
        rows,
    }
}

impl<'a> Desk<'a> {
    fn region_rows(
        &self,
        region: &Region,
        found: &[Found<'a>],
        endpoints: &[Endpoint],
        asked: Option<Mode>,
    ) -> Vec<Row> {
        let counts = |found: &&Found<'_>| match asked {
            None => true,
            // AI Functions call the pre-configured endpoints.
            Some(Mode::AiFunctions) => found.mode == Mode::PayPerToken,
            Some(mode) => found.mode == mode,
        };
        let mut rows: Vec<Row> = found
            .iter()
            .filter(counts)
            .map(|found| self.row(found, asked.filter(|mode| *mode == Mode::AiFunctions)))
            .collect();
        let expected = match asked {
            None => Mode::PayPerToken,
            Some(mode @ (Mode::PayPerToken | Mode::AiFunctions)) => mode,
            // Those endpoints are there only once somebody makes them.
            Some(Mode::ProvisionedThroughput | Mode::ExternalModels) => return rows,
        };
        let there: HashSet<&str> = endpoints.iter().map(|endpoint| endpoint.name.as_str()).collect();
        for model in self.matrix.models() {
            let Some(endpoint) = &model.endpoint else { continue };
            let cell = self.matrix.availability(model, expected, region);
            if cell.is_listed() && !there.contains(endpoint.0.as_str()) {
                rows.extend(self.missing(model, expected, cell, &region.id));
            }
        }
        rows
    }

    /// A listed model without its endpoint. One that has retired is rightly gone; one on its way out may be.
    fn missing(&self, model: &Model, mode: Mode, cell: Availability, region: &RegionId) -> Option<Row> {
        let lifecycle = self.matrix.lifecycle(model, mode, self.as_of);
        if matches!(lifecycle, Lifecycle::Retired { .. }) {
            return None;
        }
        let mut message =
            format!("Listed in {region} for {}, but the workspace does not have it.", mode.name());
        if matches!(cell, Availability::Listed { scope: Scope::CrossGeo, .. }) {
            message += " It needs cross-geography routing: is that on?";
        }
        if model.preview.contains(&mode) || matches!(cell, Availability::Listed { preview: true, .. }) {
            message += " It is a preview, which may have to be enabled.";
        }
        let leaving = !matches!(lifecycle, Lifecycle::Active);
        if leaving {
            message += " It is on its way out: only workspaces that already use it keep it.";
        }
        let said = Said { status: Status::Missing, finding: !leaving, message };
        let endpoint = model.endpoint.as_ref().map(ToString::to_string);
        Some(Row { endpoint, model: model.label().to_owned(), mode, said: vec![said] })
    }

    fn plan_rows(&self, decision: &Decision<'a>, found: &[Found<'a>]) -> Vec<Row> {
        let mut rows = self.served(decision.model, decision.mode, found, "The plan decides for it", true);
        if let Some(replacement) = &decision.replacement {
            let what = "The plan falls back to it";
            // Nobody keeps capacity for a fallback running; a pre-configured endpoint has to be there.
            let finding = matches!(decision.mode, Mode::PayPerToken | Mode::AiFunctions);
            rows.extend(self.served(replacement.model, decision.mode, found, what, finding));
        }
        rows
    }

    /// The endpoints that serve a model in a mode, or that there is none.
    fn served(&self, model: &Model, mode: Mode, found: &[Found<'a>], what: &str, finding: bool) -> Vec<Row> {
        let by_name = if mode == Mode::AiFunctions { Mode::PayPerToken } else { mode };
        let is_it = |other: &Model| {
            let kin = |one: &Model, two: &Model| one.family.as_ref() == Some(&two.id);
            other.id == model.id
                || (mode == Mode::ProvisionedThroughput && (kin(other, model) || kin(model, other)))
        };
        let serves = |found: &&Found<'_>| found.mode == by_name && found.model.is_some_and(is_it);
        let rows: Vec<Row> = found
            .iter()
            .filter(serves)
            .map(|found| self.row(found, (mode == Mode::AiFunctions).then_some(mode)))
            .collect();
        if !rows.is_empty() {
            return rows;
        }
        let message = match mode {
            Mode::PayPerToken | Mode::AiFunctions => format!("{what}, and the workspace does not have it."),
            Mode::ProvisionedThroughput | Mode::ExternalModels => {
                format!("{what}, and no endpoint of the workspace serves it.")
            }
        };
        let endpoint = if by_name == Mode::PayPerToken { model.endpoint.as_ref() } else { None };
        let said = vec![Said { status: Status::Missing, finding, message }];
        vec![Row { endpoint: endpoint.map(ToString::to_string), model: model.label().to_owned(), mode, said }]
    }
}
