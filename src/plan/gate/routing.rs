//! Gate 3: does the model need cross-geography routing here, and may it have it?

use super::region::{Failover, failover};
use super::{Judgement, cells_source};
use crate::matrix::{Availability, Mode, RoutingRule, RoutingScope, Scope, Workload, source};
use crate::plan::case::Case;
use crate::plan::posture::{Residency, Routing};
use crate::plan::verdict::Outcome::{self, Block, Pass, Unknown, Warn};

/// The switch of the docs: routing is on while it is off.
const SWITCH: &str = "\"Enforce data processing within workspace Geography for Designated Services\"";

/// Where the switch stands.
const CONSOLE: &str = "account console > Workspaces > the workspace > Security and compliance";

/// Whether the primary region needs routing for the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedsRouting {
    /// The cell is marked ⥂, or a rule asks for it in every region.
    Yes,
    /// The cell is in-Geo.
    No,
    /// There is no cell to read it from.
    Unknown,
    /// The provider decides.
    ByProvider,
}

/// Whether the primary region needs routing for the model.
pub fn needs_routing(case: &Case<'_>) -> NeedsRouting {
    if case.facts.mode == Some(Mode::ExternalModels) {
        return NeedsRouting::ByProvider;
    }
    match case.here().and_then(Availability::needs_routing) {
        Some(true) => NeedsRouting::Yes,
        Some(false) => NeedsRouting::No,
        None if everywhere(case).is_some() && case.here() != Some(Availability::NotListed) => {
            NeedsRouting::Yes
        }
        None => NeedsRouting::Unknown,
    }
}

pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let listed = case.here().is_some_and(Availability::is_listed);
    match needs_routing(case) {
        NeedsRouting::ByProvider => by_provider(case),
        NeedsRouting::Unknown => unknown(case),
        NeedsRouting::Yes => {
            let (outcome, reason) = needed(case, &because(case));
            // The rule alone can bar a model, but no rule lists it anywhere.
            if !listed && outcome != Block {
                return unknown(case);
            }
            let cells = listed.then(|| case.facts.matrix.source());
            let rule = everywhere(case).map(|rule| case.facts.matrix.source_of_rule(rule));
            let source = source::cite_all(cells.into_iter().chain(rule));
            with_contradiction(case, Judgement::new(outcome, reason, source))
        }
        NeedsRouting::No => {
            let (outcome, more) = after_failover(case);
            let reason = format!("Not needed: processed inside the Geo.{more}");
            with_contradiction(case, Judgement::new(outcome, reason, cells_source(case)))
        }
    }
}

fn by_provider(case: &Case<'_>) -> Judgement {
    let (outcome, reason) = match case.facts.posture.residency {
        Residency::None => {
            (Warn, "By the provider: where an external model processes content is agreed with its vendor.")
        }
        Residency::InGeo => {
            (Unknown, "Content is to stay in the Geo, and where the provider processes it is not known here.")
        }
    };
    Judgement::new(outcome, reason, cells_source(case))
}

fn unknown(case: &Case<'_>) -> Judgement {
    let reason = match case.here() {
        _ if case.facts.mode.is_none() => "Depends on the mode, and none is chosen yet.".to_owned(),
        None => format!("Depends on the region, and none is known yet.{}", june_rule(case)),
        Some(Availability::NotListed) => "Nothing to route: the model is not listed there.".to_owned(),
        Some(_) => format!("Unknown: there is no cell to read it from.{}", june_rule(case)),
    };
    Judgement::new(Unknown, reason, cells_source(case))
}

/// The rule that a model needs routing in every region, if the docs have one.
fn everywhere<'a>(case: &Case<'a>) -> Option<&'a RoutingRule> {
    let rule = case.facts.matrix.routing_rule(case.model, case.facts.mode?)?;
    (rule.scope == RoutingScope::EveryRegion).then_some(rule)
}

/// An older rule of the docs, where no cell speaks. Told, not followed: the newest matrix wins.
fn june_rule(case: &Case<'_>) -> String {
    let matrix = case.facts.matrix;
    let rule = case.facts.mode.and_then(|mode| matrix.routing_rule(case.model, mode));
    let Some(rule) = rule else { return String::new() };
    let scope = match rule.scope {
        RoutingScope::EveryRegion => "in every region",
        RoutingScope::OutsideUsAndEu => "outside the US and the EU",
        RoutingScope::OutsideUs => "outside the US",
    };
    format!(" An older rule asks for routing {scope} ({}).", matrix.source_of_rule(rule).cite())
}

fn because(case: &Case<'_>) -> String {
    let Some(place) = case.facts.region.id() else {
        return "Needed in every region (hosted on global endpoints)".to_owned();
    };
    let by_batch_list = case.facts.region.region().and_then(|region| case.by_batch_list(region)).is_some();
    let why = match everywhere(case) {
        Some(_) => ", as in every region (hosted on global endpoints)",
        None if by_batch_list => " (⥂ on the list for batch inference)",
        None => " (⥂)",
    };
    format!("Needed in {place}{why}")
}

fn needed(case: &Case<'_>, because: &str) -> (Outcome, String) {
    let posture = case.facts.posture;
    match (posture.residency, posture.routing) {
        (Residency::InGeo, _) => {
            (Block, format!("{because}, but the residency rule keeps content in the Geo."))
        }
        (_, Routing::Off) => {
            (Block, format!("{because}, but routing is off. To switch it on, turn off {SWITCH} ({CONSOLE})."))
        }
        (_, Routing::Unknown) => (
            Warn,
            format!(
                "{because}; whether routing is on is not known yet. It is on if {SWITCH} is off ({CONSOLE})."
            ),
        ),
        (_, Routing::On) => (Pass, format!("{because}; routing is on. Validate it before rollout.")),
    }
}

/// The primary region needs no routing, but the secondary may.
fn after_failover(case: &Case<'_>) -> (Outcome, String) {
    let Some(id) = case.facts.secondary.id().filter(|_| failover(case) == Failover::CrossGeo) else {
        return (Pass, String::new());
    };
    let posture = case.facts.posture;
    match (posture.residency, posture.routing) {
        (Residency::InGeo, _) => {
            (Warn, format!(" After a failover to {id} it would be, against the residency rule."))
        }
        (_, Routing::Off) => (Warn, format!(" After a failover to {id} it would be, and routing is off.")),
        (_, Routing::Unknown) => {
            (Warn, format!(" After a failover to {id} it would be; whether routing is on is not known yet."))
        }
        (_, Routing::On) => (Pass, format!(" After a failover to {id} it is, and routing is on.")),
    }
}

/// Says where the page disagrees with itself. A pass that rests on one side only becomes a warning.
fn with_contradiction(case: &Case<'_>, judgement: Judgement) -> Judgement {
    let (Some(mode), Some(region)) = (case.facts.mode, case.facts.region.region()) else { return judgement };
    let differs = case.facts.matrix.routing_differs(case.model, mode, region);
    let differs = differs.map(|differs| format!("Sources disagree: {differs}."));
    let Some(differs) = differs.or_else(|| two_lists(case)) else { return judgement };
    let posture = case.facts.posture;
    let either_way = posture.routing == Routing::On && posture.residency == Residency::None;
    Judgement {
        outcome: if judgement.outcome == Pass && !either_way { Warn } else { judgement.outcome },
        reason: format!("{} {differs}", judgement.reason),
        ..judgement
    }
}

/// Provisioned throughput has a list for each of two workloads. Only a workload that is neither plainly one nor plainly
/// the other may meet both.
fn two_lists(case: &Case<'_>) -> Option<String> {
    let plain = matches!(case.facts.workload, Some(Workload::Interactive | Workload::Batch));
    if plain || case.facts.mode != Some(Mode::ProvisionedThroughput) {
        return None;
    }
    let scope = case.facts.matrix.batch_scope_differs(case.model, case.facts.region.region()?)?;
    let (real_time, batch) = match scope {
        Scope::InGeo => ("cross-Geo (⥂)", "in-Geo"),
        Scope::CrossGeo => ("in-Geo", "cross-Geo (⥂)"),
    };
    Some(format!(
        "The list for real-time inference says {real_time}, the list for batch inference {batch}: the workload decides."
    ))
}
