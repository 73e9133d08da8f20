//! The five gates in the template's order. No other place knows when a model is blocked.

mod case;
mod lifecycle;
mod mode;
mod region;
mod routing;
mod status;
mod verdict;

pub use case::{Case, Criteria, RegionChoice};
pub use verdict::{Judged, Outcome};

pub use crate::plan::Verdict;

/// A condition with a judge.
pub struct Gate {
    /// The word in JSON.
    pub id: &'static str,
    /// The template's name for it.
    pub title: &'static str,
    /// Says what the gate says of a case.
    pub judge: fn(&Case<'_>) -> Judgement,
}

/// What one gate says of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Pass, warn, block or unknown.
    pub outcome: Outcome,
    /// Why, in one plain sentence.
    pub reason: String,
    /// Where the facts were read, and when.
    pub source: String,
}

impl Judgement {
    fn new(outcome: Outcome, reason: impl Into<String>, source: impl Into<String>) -> Self {
        Self { outcome, reason: reason.into(), source: source.into() }
    }
}

/// The gates, in the order they are to be checked (template, section 3).
pub const GATES: &[Gate] = &[
    Gate { id: "mode", title: "Serving mode support", judge: mode::judge },
    Gate { id: "region", title: "Region support", judge: region::judge },
    Gate { id: "routing", title: "Cross-geography routing requirement", judge: routing::judge },
    Gate { id: "status", title: "Preview vs GA status", judge: status::judge },
    Gate { id: "retirement", title: "Retirement notice", judge: lifecycle::judge },
];

pub(crate) use lifecycle::judge as retirement;
pub use region::{Failover, breaks_residency, failover};
pub use routing::{NeedsRouting, needs_routing};

/// The page the cells were read from.
fn cells_source(case: &Case<'_>) -> String {
    case.criteria.matrix.source().cite()
}

/// What stands in for a source where the facts are the user's own.
const PLAN: &str = "this plan";
