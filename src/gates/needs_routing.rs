//! Whether a region needs cross-geography routing for a model: what the cells say, and the docs' own rules.

use super::case::{Case, RegionChoice};
use crate::matrix::{Availability, Mode, Region, RoutingRule, RoutingScope};
use crate::text::Answer;

/// Whether a region needs routing for the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedsRouting {
    /// The cell is marked ⥂, or a rule asks for it in every region and no cell speaks.
    Yes,
    /// The cell is in-Geo.
    No,
    /// The cell is in-Geo, and a rule asks for routing in every region.
    Disputed,
    /// There is no cell to read it from.
    Unknown,
    /// The provider decides.
    ByProvider,
}

impl NeedsRouting {
    /// Whether it does, as a document answers it.
    pub fn answer(self) -> Answer {
        match self {
            Self::Yes => Answer::Yes,
            Self::No => Answer::No,
            Self::Disputed | Self::Unknown => Answer::Unknown,
            Self::ByProvider => Answer::ByProvider,
        }
    }
}

/// Whether the primary region needs routing for the model.
pub fn needs_routing(case: &Case<'_>) -> NeedsRouting {
    if case.criteria.mode == Some(Mode::ExternalModels) {
        return NeedsRouting::ByProvider;
    }
    match case.criteria.region {
        RegionChoice::Known(region) => needed_in(case, region),
        RegionChoice::Open | RegionChoice::Foreign(_) if everywhere(case).is_some() => NeedsRouting::Yes,
        RegionChoice::Open | RegionChoice::Foreign(_) => NeedsRouting::Unknown,
    }
}

/// Whether a region needs it.
pub(super) fn needed_in(case: &Case<'_>, region: &Region) -> NeedsRouting {
    let cell = case.availability(region);
    match (cell.needs_routing(), everywhere(case)) {
        (Some(true), _) => NeedsRouting::Yes,
        (Some(false), None) => NeedsRouting::No,
        (Some(false), Some(_)) => NeedsRouting::Disputed,
        (None, Some(_)) if cell != Availability::NotListed => NeedsRouting::Yes,
        (None, _) => NeedsRouting::Unknown,
    }
}

/// The rule of the docs for the model in the chosen mode, if they have one.
pub(super) fn rule<'a>(case: &Case<'a>) -> Option<&'a RoutingRule> {
    case.criteria.matrix.routing_rule(case.model, case.criteria.mode?)
}

/// The rule that a model needs routing in every region, if the docs have one.
pub(super) fn everywhere<'a>(case: &Case<'a>) -> Option<&'a RoutingRule> {
    rule(case).filter(|rule| rule.scope == RoutingScope::EveryRegion)
}
