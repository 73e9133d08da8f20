//! What stands behind an endpoint, as far as its name and the list tell.

use std::collections::HashSet;

use super::EndpointKind;
use super::endpoint::{Endpoint, Served};
use super::names::{self, is_preconfigured};
use crate::matrix::{Matrix, Mode, Model};

/// One thing that an endpoint serves.
pub(super) struct ServedModel<'a> {
    pub(super) endpoint: &'a Endpoint,
    pub(super) kind: EndpointKind,
    /// The mode it is served in, where it is a foundation model.
    pub(super) mode: Option<Mode>,
    /// The model, if the matrix knows it.
    pub(super) model: Option<&'a Model>,
    /// What the list calls it.
    pub(super) name: String,
    /// Whether the vendor at least is known.
    pub(super) provider_known: bool,
}

/// What stands behind an endpoint. The name decides about pre-configured ones; what the list says is behind it, about
/// those that carry a name of the users' own.
pub(super) fn served_models<'a>(endpoint: &'a Endpoint, matrix: &'a Matrix) -> Vec<ServedModel<'a>> {
    let found = |kind, mode, model, name: &str| ServedModel {
        endpoint,
        kind,
        mode,
        model,
        name: name.to_owned(),
        provider_known: true,
    };
    let throughput = Some(Mode::ProvisionedThroughput);
    if let Some(kind) = endpoint.kind {
        let name = if kind == EndpointKind::Agent { "an agent" } else { "vector search" };
        return vec![found(kind, None, None, name)];
    }
    let hosted = |served: &Served| matches!(served, Served::Foundation(_));
    let of_databricks = endpoint.served.is_empty() || endpoint.served.iter().any(hosted);
    if of_databricks && is_preconfigured(&endpoint.name) {
        let model = names::preconfigured(matrix, &endpoint.name);
        let label = model.map_or(endpoint.name.as_str(), Model::label);
        return vec![found(EndpointKind::FoundationModel, Some(Mode::PayPerToken), model, label)];
    }
    if endpoint.served.is_empty() {
        return vec![found(EndpointKind::Unknown, None, None, "unknown")];
    }
    let (mut all, mut seen) = (Vec::new(), HashSet::new());
    for served in &endpoint.served {
        let one = match served {
            Served::Foundation(called) => {
                let model = names::hosted(matrix, called, Mode::ProvisionedThroughput);
                let listed = called.last().map_or("", String::as_str);
                found(EndpointKind::FoundationModel, throughput, model, model.map_or(listed, Model::label))
            }
            Served::External { provider, name } => {
                let model = names::external(matrix, provider, name);
                let provider_known = model.is_some() || names::knows_provider(matrix, provider);
                let label = format!("{provider}/{name}");
                ServedModel {
                    provider_known,
                    ..found(EndpointKind::ExternalModel, Some(Mode::ExternalModels), model, &label)
                }
            }
            Served::Tuned { name, base } => found(
                EndpointKind::TunedModel,
                throughput,
                names::hosted(matrix, base, Mode::ProvisionedThroughput),
                name,
            ),
            Served::Features(name) => found(EndpointKind::Features, None, None, name),
            Served::Own(name) => found(EndpointKind::OwnModel, None, None, name),
            Served::Unnamed => found(EndpointKind::Unknown, None, None, "unknown"),
        };
        // Several versions of one model behind one endpoint are one thing to say.
        if seen.insert((one.kind, one.name.clone())) {
            all.push(one);
        }
    }
    all
}
