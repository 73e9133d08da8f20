//! Which foundation models stand behind an endpoint, as far as its name and the list tell.

use super::endpoint::{Endpoint, Served};
use super::names::{Names, PREFIX};
use crate::matrix::{Mode, Model};

/// A foundation model behind an endpoint.
pub(super) struct Found<'a> {
    pub(super) endpoint: &'a Endpoint,
    pub(super) mode: Mode,
    /// The model, if the matrix knows it.
    pub(super) model: Option<&'a Model>,
    /// What the list calls it.
    pub(super) words: String,
    /// Whether the vendor at least is known.
    pub(super) provider_known: bool,
}

/// The foundation models behind an endpoint. The name decides about pre-configured ones; what stands behind it, about those
/// that carry a name of the users' own.
pub(super) fn look<'a>(endpoint: &'a Endpoint, names: &Names<'a>) -> Vec<Found<'a>> {
    let found = |mode, model, words: &str| Found {
        endpoint,
        mode,
        model,
        words: words.to_owned(),
        provider_known: true,
    };
    if let Some(model) = names.endpoint(&endpoint.name) {
        return vec![found(Mode::PayPerToken, Some(model), model.label())];
    }
    let hosted = |served: &Served| matches!(served, Served::Foundation(_));
    if endpoint.name.starts_with(PREFIX) && (endpoint.served.is_empty() || endpoint.served.iter().any(hosted))
    {
        return vec![found(Mode::PayPerToken, None, &endpoint.name)];
    }
    let mut all: Vec<Found<'a>> = Vec::new();
    for served in &endpoint.served {
        let one = match served {
            Served::Foundation(called) => {
                let model = names.hosted(called, Mode::ProvisionedThroughput);
                let words = model.map_or_else(
                    || called.last().cloned().unwrap_or_default(),
                    |model| model.label().to_owned(),
                );
                found(Mode::ProvisionedThroughput, model, &words)
            }
            Served::External { provider, name } => {
                let model = names.external(provider, name);
                let provider_known = model.is_some() || names.knows_provider(provider);
                Found { provider_known, ..found(Mode::ExternalModels, model, &format!("{provider}/{name}")) }
            }
            Served::Other => continue,
        };
        // Several versions of one model behind one endpoint are one thing to say.
        if !all.iter().any(|known| known.mode == one.mode && known.words == one.words) {
            all.push(one);
        }
    }
    all
}
