//! What stands behind an endpoint, as far as its name and the list tell.

use std::collections::HashSet;

use super::Kind;
use super::endpoint::{self, Endpoint, Served};
use super::names::{Names, is_preconfigured};
use crate::matrix::{Mode, Model};

/// One thing that an endpoint serves.
pub(super) struct ServedModel<'a> {
    pub(super) endpoint: &'a Endpoint,
    pub(super) kind: Kind,
    /// The mode it is served in, where it is a foundation model.
    pub(super) mode: Option<Mode>,
    /// The model, if the matrix knows it.
    pub(super) model: Option<&'a Model>,
    /// What the list calls it.
    pub(super) words: String,
    /// Whether the vendor at least is known.
    pub(super) provider_known: bool,
}

/// What stands behind an endpoint. The name decides about pre-configured ones; what the list says is behind it, about
/// those that carry a name of the users' own.
pub(super) fn served_models<'a>(endpoint: &'a Endpoint, names: &Names<'a>) -> Vec<ServedModel<'a>> {
    let found = |kind, mode, model, words: &str| ServedModel {
        endpoint,
        kind,
        mode,
        model,
        words: words.to_owned(),
        provider_known: true,
    };
    let throughput = Some(Mode::ProvisionedThroughput);
    match endpoint.kind {
        Some(endpoint::Kind::Agent) => return vec![found(Kind::Agent, None, None, "an agent")],
        Some(endpoint::Kind::VectorSearch) => {
            return vec![found(Kind::VectorSearch, None, None, "vector search")];
        }
        None => {}
    }
    let hosted = |served: &Served| matches!(served, Served::Foundation(_));
    let of_databricks = endpoint.served.is_empty() || endpoint.served.iter().any(hosted);
    if of_databricks && is_preconfigured(&endpoint.name) {
        let model = names.endpoint(&endpoint.name);
        let words = model.map_or(endpoint.name.as_str(), Model::label);
        return vec![found(Kind::Foundation, Some(Mode::PayPerToken), model, words)];
    }
    if endpoint.served.is_empty() {
        return vec![found(Kind::Unknown, None, None, "unknown")];
    }
    let (mut all, mut seen) = (Vec::new(), HashSet::new());
    for served in &endpoint.served {
        let one = match served {
            Served::Foundation(called) => {
                let model = names.hosted(called, Mode::ProvisionedThroughput);
                let words = model.map_or_else(
                    || called.last().cloned().unwrap_or_default(),
                    |model| model.label().to_owned(),
                );
                found(Kind::Foundation, throughput, model, &words)
            }
            Served::External { provider, name } => {
                let model = names.external(provider, name);
                let provider_known = model.is_some() || names.knows_provider(provider);
                let words = format!("{provider}/{name}");
                ServedModel {
                    provider_known,
                    ..found(Kind::External, Some(Mode::ExternalModels), model, &words)
                }
            }
            Served::Tuned { name, base } => {
                found(Kind::Tuned, throughput, names.hosted(base, Mode::ProvisionedThroughput), name)
            }
            Served::Features(name) => found(Kind::Features, None, None, name),
            Served::Own(name) => found(Kind::Own, None, None, name),
            Served::Unnamed => found(Kind::Unknown, None, None, "unknown"),
        };
        // Several versions of one model behind one endpoint are one thing to say.
        if seen.insert((one.kind, one.words.clone())) {
            all.push(one);
        }
    }
    all
}
