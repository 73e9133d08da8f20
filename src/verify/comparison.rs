//! What is said of one endpoint: its state, its cell of the matrix, its retirement.

use chrono::NaiveDate;

use super::endpoint::{Endpoint, Ready};
use super::served::ServedModel;
use super::{CheckedEndpoint, Kind, Remark, Status};
use crate::matrix::{Availability, Lifecycle, Matrix, Mode, Model, Region};

/// What everything is judged by.
pub(super) struct Comparison<'a> {
    pub(super) matrix: &'a Matrix,
    pub(super) as_of: NaiveDate,
    pub(super) region: Option<&'a Region>,
}

impl Comparison<'_> {
    /// What is said of an endpoint. `instead` is the mode it is looked at in, if that is not its own.
    pub(super) fn row(&self, found: &ServedModel<'_>, instead: Option<Mode>) -> CheckedEndpoint {
        let mode = instead.or(found.mode);
        let mut remarks = state(found.endpoint);
        if mode.is_none() && found.kind != Kind::Unknown {
            // Whether an agent or a model of one's own answers is not what the matrix is asked about.
            for remark in &mut remarks {
                remark.finding = false;
            }
        }
        remarks.extend(kind(found));
        match (found.model, mode) {
            (_, None) | (Some(_), Some(Mode::ExternalModels)) => {}
            (None, Some(_)) if found.kind == Kind::Tuned => {}
            (None, Some(_)) => remarks.push(self.unknown(found)),
            (Some(model), Some(mode)) => {
                remarks.extend(self.cell(model, mode));
                remarks.extend(self.life(model, mode));
            }
        }
        let endpoint = Some(found.endpoint.name.clone());
        CheckedEndpoint { endpoint, kind: found.kind, model: found.words.clone(), mode, remarks }
    }

    fn unknown(&self, found: &ServedModel<'_>) -> Remark {
        let (cloud, day) = (self.matrix.cloud.name(), self.matrix.as_of);
        let (finding, message) = match (found.mode, found.provider_known) {
            // The list of vendors' models calls itself not exhaustive.
            (Some(Mode::ExternalModels), true) => {
                (false, "The vendor is known, this model of it is not named: verify there.".to_owned())
            }
            (Some(Mode::ExternalModels), false) => (true, "No source names this vendor.".to_owned()),
            _ => (true, format!("The {cloud} matrix of {day} does not know it: is there a newer one?")),
        };
        Remark { status: Status::NotInMatrix, finding, message }
    }

    fn cell(&self, model: &Model, mode: Mode) -> Option<Remark> {
        let region = self.region?;
        let (matrix, id) = (self.matrix, &region.id);
        let listed = matrix.availability(model, mode, region).is_listed()
            || (mode == Mode::ProvisionedThroughput && matrix.batch_optimized(model, region).is_listed());
        match matrix.availability(model, mode, region) {
            _ if listed => None,
            Availability::Unknown => Some(Remark {
                status: Status::CellUnknown,
                finding: false,
                message: format!("Nobody has seen what {id} lists for {}.", mode.name()),
            }),
            _ => Some(Remark {
                status: Status::NotListed,
                finding: true,
                message: format!(
                    "There, although the matrix of {} does not list it in {id} for {}.",
                    matrix.as_of,
                    mode.name()
                ),
            }),
        }
    }

    fn life(&self, model: &Model, mode: Mode) -> Option<Remark> {
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
            Lifecycle::Retired { since, .. } => {
                let since = since.map(|since| format!(" since {since}")).unwrap_or_default();
                (Status::Retired, format!("Retired{since}: calls fail"))
            }
        };
        let fact = lifecycle.fact();
        let replacement = fact.and_then(|fact| fact.replacement.as_ref());
        let replacement = replacement.map(|words| format!("; recommended: {words}")).unwrap_or_default();
        Some(Remark { status, finding: true, message: format!("{message}{replacement}.") })
    }
}

/// What an endpoint is, where that is more than a model that Databricks provides.
fn kind(found: &ServedModel<'_>) -> Option<Remark> {
    let base = found.model.map(|model| format!("Tuned from {}.", model.label()));
    let (status, finding, message) = match found.kind {
        Kind::Foundation => return None,
        Kind::External => {
            let gateway = found.endpoint.gateway;
            return gateway.then(|| Remark {
                status: Status::Gateway,
                finding: false,
                message: "AI Gateway stands in front of it.".to_owned(),
            });
        }
        Kind::Tuned => (
            Status::Tuned,
            false,
            base.unwrap_or_else(|| {
                "A tuned or own foundation model: the list does not say of which, so check the end of its base model."
                    .to_owned()
            }),
        ),
        Kind::Agent => (Status::NotAModel, false, "An agent: its models are not in the list.".to_owned()),
        Kind::Features => (Status::NotAModel, false, "Serves features, no model.".to_owned()),
        Kind::Own => (Status::NotAModel, false, "A model of your own: no matrix lists it.".to_owned()),
        Kind::VectorSearch => (Status::NotAModel, false, "Vector search, no serving of models.".to_owned()),
        Kind::Unknown => {
            (Status::ServesUnknown, true, "The list does not say what it serves.".to_owned())
        }
    };
    Some(Remark { status, finding, message })
}

/// Whether the endpoint answers. What the list does not say is neither yes nor no.
fn state(endpoint: &Endpoint) -> Vec<Remark> {
    let (status, finding, message) = match endpoint.ready {
        Ready::Yes => (Status::Ready, false, "Ready."),
        Ready::No => (Status::NotReady, true, "There, and not ready."),
        Ready::Unknown => (Status::StateUnknown, true, "There; the list does not say whether it is ready."),
    };
    let failed = endpoint.update_failed.then(|| Remark {
        status: Status::UpdateFailed,
        finding: true,
        message: "Its last update failed or was canceled.".to_owned(),
    });
    [Remark { status, finding, message: message.to_owned() }].into_iter().chain(failed).collect()
}
