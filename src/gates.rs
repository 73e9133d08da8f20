//! The gates in the template's order. No other place knows when a model is blocked.
//!
//! A gate is one file below and one entry in [`GATES`].

mod case;
mod failover;
mod judgement;
mod mode;
mod needs_routing;
mod no_cell;
mod region;
mod retirement;
mod routing;
mod status;
mod verdict;

pub use case::{Case, Criteria, RegionChoice};
pub use failover::{Failover, breaks_residency, failover};
pub use judgement::{Gate, Judgement, Outcome, Reason, Reasons, Sources};
pub use mode::MODE;
pub use needs_routing::{NeedsRouting, needs_routing};
pub use region::REGION;
pub use retirement::RETIREMENT;
pub use routing::ROUTING;
pub use status::STATUS;
pub use verdict::Judged;

pub use crate::plan::Verdict;

/// The gates, in the order they are to be checked (template, section 3).
static GATES: &[&Gate] = &[&MODE, &REGION, &ROUTING, &STATUS, &RETIREMENT];

#[cfg(test)]
pub(crate) mod tests;

/// The gates in use, in order.
pub fn gates() -> &'static [&'static Gate] {
    #[cfg(test)]
    if let Some(gates) = tests::in_use() {
        return gates;
    }
    GATES
}
