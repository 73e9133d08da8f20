//! A model: its names, what it takes in, how much, and what the docs say of it apart from any region.

use std::borrow::Borrow;
use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

pub use crate::text::fold;

use super::Mode;
use crate::text::words;

/// What a model is called in files: its endpoint name, or a slug of its name where it has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct ModelId(pub String);

impl Borrow<str> for ModelId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a model's pre-configured endpoint: `databricks-llama-4-maverick`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct EndpointName(pub String);

impl fmt::Display for EndpointName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a model does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// Conversation and generation (`llm/v1/chat`).
    Chat,
    /// Vectors for text (`llm/v1/embeddings`).
    Embedding,
    /// Plain completion (`llm/v1/completions`), external models only.
    Completion,
}

// The name is that of the API, as the page of external models says it.
words! { Task {
    Chat = "chat", "llm/v1/chat";
    Embedding = "embedding", "llm/v1/embeddings";
    Completion = "completion", "llm/v1/completions";
} }

/// Whether the list of models for real-time inference names a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Realtime {
    /// On the list.
    Yes,
    /// On the list, marked as preview.
    Preview,
    /// Not on the list.
    No,
}

words! { Realtime {
    Yes = "yes", "listed";
    Preview = "preview", "listed as preview";
    No = "no", "not listed";
} }

/// How the list of external models speaks of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Naming {
    /// It names this model. It is not exhaustive: a vendor's other models work too.
    Listed,
    /// It names the vendor only: this stands for any model of the vendor.
    Any,
    /// The user typed it, of a vendor on the list.
    Typed,
    /// The user typed it, of a vendor that is not on the list.
    Foreign,
}

/// Who serves a model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Host {
    /// Databricks, in some of the hosted modes.
    #[default]
    Databricks,
    /// A vendor, reached as an external model.
    Vendor {
        /// The vendor as the external table names it.
        provider: String,
        /// How the table speaks of this model.
        naming: Naming,
        /// Whether fine-tuned models of the vendor are supported as well.
        fine_tuned: bool,
    },
}

/// What a model costs, in DBU (Databricks units, not dollars), on the day of its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// What the price page calls it.
    pub label: String,
    /// DBU per million input tokens, pay-per-token.
    pub input: Option<f64>,
    /// DBU per million output tokens, pay-per-token.
    pub output: Option<f64>,
    /// DBU per million tokens read from the cache, pay-per-token.
    pub cache_read: Option<f64>,
    /// DBU per hour of batch inference.
    pub batch_hour: Option<f64>,
    /// DBU per hour of provisioned throughput, per 50 model units.
    pub provisioned_hour: Option<f64>,
    /// Conditions: promotions, context lengths.
    pub note: Option<String>,
    /// The place of its source in the matrix.
    pub(crate) source: usize,
}

/// A model family or model as the docs name it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// What files call it.
    pub id: ModelId,
    /// Its name in the docs: "Meta Llama 4 Maverick".
    pub name: String,
    /// Its endpoint; none for families and external models.
    pub endpoint: Option<EndpointName>,
    /// Who made it; none where not known.
    pub provider: Option<String>,
    /// What it does; none where not known.
    pub task: Option<Task>,
    /// What it takes in: text, image, video, audio. Empty where not known.
    pub inputs: Vec<String>,
    /// Context window in tokens; none where not known.
    pub context: Option<u64>,
    /// Most output tokens; none where not known.
    pub max_output: Option<u64>,
    /// Whether the real-time list names it; none where not known.
    pub realtime: Option<Realtime>,
    /// The day it was released, where known.
    pub released: Option<NaiveDate>,
    /// The modes in which the docs call it a Public Preview, apart from what cells say.
    pub preview: Vec<Mode>,
    /// The modes in which the sources can be read both ways: a preview, or not.
    pub preview_unclear: Vec<Mode>,
    /// The modes in which a page other than the availability table lists it.
    pub listed: Vec<Mode>,
    /// The family that provisioned throughput lists in its place; by inference, not by the docs.
    pub family: Option<ModelId>,
    /// Other names the sources use.
    pub also: Vec<String>,
    /// Days for which prompts and responses are kept for safety review.
    pub prompts_kept: Option<u64>,
    /// What else the sources say.
    pub notes: Option<String>,
    /// Who serves it.
    pub host: Host,
    /// What it costs, where a price page says so.
    pub price: Option<Price>,
    /// On Azure: provided through ADI Services († in the docs).
    pub adi_services: bool,
    /// The places of its sources in the matrix.
    pub(crate) sources: Vec<usize>,
    /// Its place in the matrix.
    pub(crate) index: usize,
}

impl Model {
    /// A model of which nothing is known but what it is called.
    pub(crate) fn unknown(id: ModelId, name: String) -> Self {
        Self { id, name, ..Self::default() }
    }

    /// Whether the docs call it a preview in a mode, apart from what cells say. Where they can be read both ways, the
    /// safe reading counts.
    pub fn is_preview(&self, mode: Mode) -> bool {
        self.preview.contains(&mode) || self.preview_unclear.contains(&mode)
    }

    /// What exports and screens call it: the endpoint name, else the name.
    pub fn label(&self) -> &str {
        self.endpoint.as_ref().map_or(&self.name, |endpoint| &endpoint.0)
    }

    /// What a mode charges for it, to compare models by: DBU for a million tokens in and a million out, or for an hour.
    pub fn price_in(&self, mode: Mode) -> Option<f64> {
        let price = self.price.as_ref()?;
        match mode {
            Mode::PayPerToken => match price.output {
                Some(output) => Some(price.input? + output),
                // Embeddings have no price for output; of other models it is not known.
                None => price.input.filter(|_| self.task == Some(Task::Embedding)),
            },
            Mode::AiFunctions => price.batch_hour,
            Mode::ProvisionedThroughput => price.provisioned_hour,
            Mode::ExternalModels => None,
        }
    }

    /// The provider in words; `provider unknown` where no source names one.
    pub fn provider_name(&self) -> &str {
        self.provider.as_deref().unwrap_or("provider unknown")
    }

    pub fn is_external(&self) -> bool {
        matches!(self.host, Host::Vendor { .. })
    }

    /// Whether the user typed it, and no list names it.
    pub fn is_typed(&self) -> bool {
        matches!(self.host, Host::Vendor { naming: Naming::Typed | Naming::Foreign, .. })
    }

    /// Every name a person may call it by: those it goes by, and the short forms of endpoint and name.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        let endpoint = self.endpoint.as_ref().and_then(|endpoint| endpoint.0.strip_prefix("databricks-"));
        self.names().chain(endpoint).chain(self.short_name())
    }

    /// Every name it goes by: id, endpoint, name, other names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.id.0.as_str(), self.name.as_str()]
            .into_iter()
            .chain(self.endpoint.as_ref().map(|endpoint| endpoint.0.as_str()))
            .chain(self.also.iter().map(String::as_str))
    }

    /// The name without the provider in front: "Claude Sonnet 4".
    pub fn short_name(&self) -> Option<&str> {
        self.name.strip_prefix(self.provider.as_deref()?).map(str::trim_start)
    }
}
