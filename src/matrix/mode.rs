//! The four serving modes, and the workload shapes that lead to them.

use crate::text::{Words, words};

/// A way Databricks serves a model. A closed set the program branches on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// Pre-configured endpoints, billed by token.
    PayPerToken,
    /// Batch inference from SQL and data workflows.
    AiFunctions,
    /// Reserved capacity for predictable latency.
    ProvisionedThroughput,
    /// A vendor's own endpoint under Databricks governance.
    ExternalModels,
}

// After the template's names: the columns of the official pages, and what the template's record calls the endpoint.
words! { Mode {
    PayPerToken = "pay-per-token", "Pay-per-token",
        "Foundation Model APIs pay-per-token", "Foundation Model API, pay-per-token";
    AiFunctions = "ai-functions", "AI Functions",
        "Foundation Model APIs AI Functions", "AI Functions (batch inference)";
    ProvisionedThroughput = "provisioned-throughput", "Provisioned throughput",
        "Foundation Model APIs provisioned throughput", "Foundation Model API, provisioned throughput";
    ExternalModels = "external-models", "External model",
        "Foundation Model APIs external models", "External model endpoint";
} }

impl Mode {
    /// The modes whose models Databricks hosts: the three columns of the region table.
    pub const HOSTED: [Self; 3] = [Self::PayPerToken, Self::AiFunctions, Self::ProvisionedThroughput];

    /// The template's checkbox: what the mode is for.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::PayPerToken => "Pay-per-token for exploration or demos",
            Self::AiFunctions => "AI Functions for batch inference",
            Self::ProvisionedThroughput => "Provisioned throughput for production SLAs",
            Self::ExternalModels => "External model for vendor-hosted models under Databricks governance",
        }
    }

    /// What speaks for the mode and what it does not give, in one line.
    pub fn character(self) -> &'static str {
        match self {
            Self::PayPerToken => "quick to start on pre-configured endpoints; convenience without guarantees",
            Self::AiFunctions => "the model call is part of a data workflow",
            Self::ProvisionedThroughput => "predictable latency, and the way to serve fine-tuned models",
            Self::ExternalModels => "governance matters more than where the weights live",
        }
    }

    /// What it does not promise, in a sentence.
    pub fn limits(self) -> &'static str {
        match self {
            Self::PayPerToken => {
                "Promises neither latency nor throughput: not for an SLA, nor for traffic of customers."
            }
            Self::AiFunctions => "No immediate answers: nobody waits while the rows are processed.",
            Self::ProvisionedThroughput => {
                "Capacity is reserved and paid for by the hour; immediate answers only from models on the real-time list."
            }
            Self::ExternalModels => {
                "The provider decides on regions, routing and retirement: the matrix does not know them."
            }
        }
    }

    /// The kind of endpoint the template's record asks for: the last of the mode's words.
    pub fn endpoint_type(self) -> &'static str {
        self.word().also.last().copied().unwrap_or_default()
    }

    /// Some modes in the words of their ids: three of three are all.
    pub fn in_words(modes: &[Self]) -> String {
        if Self::HOSTED.iter().all(|mode| modes.contains(mode)) {
            return "all modes".to_owned();
        }
        modes.iter().map(|mode| mode.id()).collect::<Vec<_>>().join(", ")
    }

    /// The place of a hosted mode among the columns of the region table; none for external models.
    pub(crate) fn column(self) -> Option<usize> {
        Self::HOSTED.iter().position(|mode| *mode == self)
    }
}

/// The shape of the work a model is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Workload {
    /// A person waits for each answer.
    Interactive,
    /// Many rows of data, no one waits.
    Batch,
    /// Latency or throughput is promised.
    Sla,
    /// A vendor's model, governed by Databricks.
    External,
}

words! { Workload {
    Interactive = "interactive", "Interactive";
    Batch = "batch", "Batch over data";
    Sla = "sla", "Bound by an SLA";
    External = "external", "External vendor under governance";
} }

impl Workload {
    /// The mode this shape leads to, and why.
    pub fn recommends(self) -> (Mode, &'static str) {
        match self {
            Self::Interactive => (
                Mode::PayPerToken,
                "quickest to start for people who wait for an answer; move to provisioned throughput once latency must be promised",
            ),
            Self::Batch => (Mode::AiFunctions, "the model call is part of a data workflow"),
            Self::Sla => {
                (Mode::ProvisionedThroughput, "only reserved capacity promises latency and throughput")
            }
            Self::External => {
                (Mode::ExternalModels, "the vendor hosts the weights, Databricks governs the calls")
            }
        }
    }
}
