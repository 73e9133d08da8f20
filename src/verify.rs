//! A workspace's own list of serving endpoints, held against the matrix or a plan. Text in, rows out.
//!
//! A list says what is there, not what could be: what it does not say (a state, the model behind a name) is unknown.

mod compare;
mod comparison;
mod endpoint;
mod names;
mod served;

use chrono::NaiveDate;
use serde::Serialize;

pub use compare::{Against, verify};
pub use endpoint::{Endpoint, Ready, Served, read};

use crate::matrix::{Cloud, Mode};

/// A remark about an endpoint, or about a model without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    Ready,
    NotReady,
    /// There, and the list does not say whether it is ready.
    StateUnknown,
    /// There, and its last update failed or was canceled.
    UpdateFailed,
    /// Requested, and not there.
    Missing,
    /// There, and the list does not say what it serves.
    ServesUnknown,
    /// There, and AI Gateway stands in front of it.
    Gateway,
    /// There, and what it serves is no model of a matrix.
    NotAModel,
    /// A model that was tuned or brought along.
    Tuned,
    /// There, and the matrix does not know what it serves.
    NotInMatrix,
    /// There, although the matrix does not list it in the mode and region.
    NotListed,
    /// There, where nobody has seen the cell of the matrix.
    CellUnknown,
    /// Kept only by workspaces that already use it.
    Legacy,
    /// A retirement date lies ahead.
    Deprecated,
    /// Retired, but another model still answers.
    Redirected,
    /// Nobody knows whether it has retired yet.
    RetirementUnclear,
    Retired,
}

/// What an endpoint serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndpointKind {
    /// A model that Databricks provides.
    FoundationModel,
    /// A foundation model that was tuned or brought along.
    TunedModel,
    ExternalModel,
    Agent,
    /// Features of Unity Catalog.
    Features,
    /// A model of one's own.
    OwnModel,
    VectorSearch,
    /// The list does not say.
    Unknown,
}

/// One remark about an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    pub status: Status,
    /// Whether somebody has to look at it.
    pub finding: bool,
    /// In a plain sentence.
    pub message: String,
}

impl Remark {
    fn new(status: Status, finding: bool, message: impl Into<String>) -> Self {
        Self { status, finding, message: message.into() }
    }
}

/// An endpoint of the workspace, or a model that should have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedEndpoint {
    /// The endpoint's name; for a model without one, the name it should have, if that is known.
    pub endpoint: Option<String>,
    /// What kind of thing it serves.
    pub kind: EndpointKind,
    /// What it serves: the model's name in exports, or the words of the list.
    pub model: String,
    /// The mode it serves it in; none where that is no foundation model.
    pub mode: Option<Mode>,
    /// The state first.
    pub remarks: Vec<Remark>,
}

impl CheckedEndpoint {
    /// Whether somebody has to look at it.
    pub fn is_finding(&self) -> bool {
        self.remarks.iter().any(|remark| remark.finding)
    }
}

/// What a comparison says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The day lifecycle was judged for.
    pub as_of: NaiveDate,
    /// The plan's file, if it was compared with one.
    pub plan: Option<String>,
    /// The requested mode; none for all.
    pub mode: Option<Mode>,
    pub region: String,
    /// The matrix: cloud, day and origin.
    pub matrix: (Cloud, NaiveDate, String),
    /// How many endpoints the list has.
    pub endpoints: usize,
    /// How many of them serve something the matrix is not about (models of one's own, agents, features), or were not
    /// asked for.
    pub others: usize,
    /// The endpoints, what has to be looked at first.
    pub rows: Vec<CheckedEndpoint>,
    /// Models that are listed there and have no endpoint: they could be there, and nothing is wrong without them.
    pub absent: Vec<CheckedEndpoint>,
}

impl Report {
    /// How many rows somebody has to look at.
    pub fn findings(&self) -> usize {
        self.rows.iter().filter(|row| row.is_finding()).count()
    }
}
