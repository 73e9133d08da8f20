//! The remarks about one endpoint: its state, its cell of the matrix, its retirement.

use chrono::NaiveDate;

use super::endpoint::{Endpoint, Ready};
use super::served::ServedModel;
use super::{CheckedEndpoint, EndpointKind, Remark, Status};
use crate::matrix::{Availability, Lifecycle, Matrix, Mode, Model, Region};
use crate::text;

/// What everything is judged by.
pub(super) struct Comparison<'a> {
    pub(super) matrix: &'a Matrix,
    pub(super) as_of: NaiveDate,
    pub(super) region: Option<&'a Region>,
}

impl Comparison<'_> {
    /// The remarks about an endpoint. `instead` is the mode it is judged in, if not its own.
    pub(super) fn row(&self, found: &ServedModel<'_>, instead: Option<Mode>) -> CheckedEndpoint {
        let mode = instead.or(found.mode);
        let mut remarks = state(found.endpoint);
        if mode.is_none() && found.kind != EndpointKind::Unknown {
            // Whether an agent or an own model is ready is not a question for the matrix.
            for remark in &mut remarks {
                remark.finding = false;
            }
        }
        remarks.extend(kind(found));
        match (found.model, mode) {
            (_, None) | (Some(_), Some(Mode::ExternalModels)) => {}
            (None, Some(_)) if found.kind == EndpointKind::TunedModel => {}
            (None, Some(_)) => remarks.push(self.unknown(found)),
            (Some(model), Some(mode)) => {
                remarks.extend(self.cell(model, mode));
                remarks.extend(self.lifecycle(model, mode));
            }
        }
        let endpoint = Some(found.endpoint.name.clone());
        CheckedEndpoint { endpoint, kind: found.kind, model: found.name.clone(), mode, remarks }
    }

    fn unknown(&self, found: &ServedModel<'_>) -> Remark {
        let (cloud, day) = (self.matrix.cloud.name(), self.matrix.as_of);
        let (finding, message) = match (found.mode, found.provider_known) {
            // The list of vendors' models calls itself not exhaustive.
            (Some(Mode::ExternalModels), true) => {
                (false, "The provider is known, this model is not: verify with the provider.".to_owned())
            }
            (Some(Mode::ExternalModels), false) => (true, "No source names this vendor.".to_owned()),
            _ => (true, format!("The {cloud} matrix of {day} does not know it: is there a newer one?")),
        };
        Remark::new(Status::NotInMatrix, finding, message)
    }

    fn cell(&self, model: &Model, mode: Mode) -> Option<Remark> {
        let region = self.region?;
        let (matrix, id) = (self.matrix, &region.id);
        let listed = matrix.availability(model, mode, region).is_listed()
            || (mode == Mode::ProvisionedThroughput && matrix.batch_optimized(model, region).is_listed());
        match matrix.availability(model, mode, region) {
            _ if listed => None,
            Availability::Unknown => {
                let message = format!("Whether {id} lists it for {} is unknown.", mode.name());
                Some(Remark::new(Status::CellUnknown, false, message))
            }
            _ => {
                let (day, mode) = (matrix.as_of, mode.name());
                let message = format!("The matrix of {day} does not list it in {id} for {mode}.");
                Some(Remark::new(Status::NotListed, true, message))
            }
        }
    }

    fn lifecycle(&self, model: &Model, mode: Mode) -> Option<Remark> {
        let lifecycle = self.matrix.lifecycle(model, mode, self.as_of);
        let (status, message) = match lifecycle {
            Lifecycle::Active => return None,
            Lifecycle::Legacy(_) => {
                (Status::Legacy, "Legacy: only workspaces that already use it keep it".to_owned())
            }
            Lifecycle::Deprecated { .. } => {
                (Status::Deprecated, format!("Deprecated: retirement {lifecycle}"))
            }
            Lifecycle::Redirected { redirect, .. } => (
                Status::Redirected,
                format!("Retired: {} answers in its place until {}", redirect.target, redirect.until),
            ),
            Lifecycle::Unclear { since, .. } => (
                Status::RetirementUnclear,
                format!("Nobody knows whether it has retired: the notice names {since}"),
            ),
            Lifecycle::Retired { .. } => {
                (Status::Retired, format!("{}: calls fail", text::capitalized(&lifecycle.to_string())))
            }
        };
        let fact = lifecycle.fact();
        let replacement = fact.and_then(|fact| fact.replacement.as_ref());
        let replacement = replacement.map(|words| format!("; recommended: {words}")).unwrap_or_default();
        Some(Remark::new(status, true, format!("{message}{replacement}.")))
    }
}

/// What an endpoint is, where that is more than a model that Databricks provides.
fn kind(found: &ServedModel<'_>) -> Option<Remark> {
    let not_a_model = |message: &str| Some(Remark::new(Status::NotAModel, false, message));
    match (found.kind, found.model) {
        (EndpointKind::FoundationModel, _) => None,
        (EndpointKind::ExternalModel, _) => {
            let message = "It is behind AI Gateway.";
            found.endpoint.gateway.then(|| Remark::new(Status::Gateway, false, message))
        }
        (EndpointKind::TunedModel, Some(base)) => {
            Some(Remark::new(Status::Tuned, false, format!("Tuned from {}.", base.label())))
        }
        (EndpointKind::TunedModel, None) => {
            let message =
                "A tuned or own foundation model of unknown base: check when its base model retires.";
            Some(Remark::new(Status::Tuned, false, message))
        }
        (EndpointKind::Agent, _) => not_a_model("An agent: its models are not in the list."),
        (EndpointKind::Features, _) => not_a_model("Serves features, not a model."),
        (EndpointKind::OwnModel, _) => not_a_model("Your own model: no matrix lists it."),
        (EndpointKind::VectorSearch, _) => not_a_model("Vector search, not model serving."),
        (EndpointKind::Unknown, _) => {
            Some(Remark::new(Status::ServesUnknown, true, "The list does not say what it serves."))
        }
    }
}

/// Whether the endpoint answers. What the list does not say is neither yes nor no.
fn state(endpoint: &Endpoint) -> Vec<Remark> {
    let mut remarks = vec![match endpoint.ready {
        Ready::Yes => Remark::new(Status::Ready, false, "Ready."),
        Ready::No => Remark::new(Status::NotReady, true, "Not ready."),
        Ready::Unknown => {
            Remark::new(Status::StateUnknown, true, "The list does not say whether it is ready.")
        }
    }];
    if endpoint.update_failed {
        remarks.push(Remark::new(Status::UpdateFailed, true, "Its last update failed or was canceled."));
    }
    remarks
}
