//! Does the model need cross-geography routing here, and may it have it? A residency rule holds for the whole decision,
//! the secondary region included.

mod reason;

use super::case::{Case, RegionChoice};
use super::judgement::Outcome::{Block, Pass, Unknown, Warn};
use super::judgement::{Gate, Judgement, Outcome, Sources};
use super::needs_routing::{NeedsRouting, everywhere, needed_in, needs_routing, rule};
use super::no_cell::NoCell;
use crate::matrix::{Availability, Mode, Region, Workload};
use crate::plan::Posture;
use crate::plan::posture::{Residency, Routing};
use reason::RoutingReason;

pub static ROUTING: Gate =
    Gate { id: "routing", label: "Routing", title: "Cross-geography routing requirement", judge };

type Reasons<'a> = Vec<(Outcome, RoutingReason<'a>)>;

/// What a posture says where routing is needed.
#[derive(Clone, Copy)]
enum Setting {
    KeepsInGeo,
    Off,
    NotKnown,
    On,
}

impl Setting {
    fn of(posture: &Posture) -> Self {
        match (posture.residency, posture.routing) {
            (Residency::InGeo, _) => Self::KeepsInGeo,
            (_, Routing::Off) => Self::Off,
            (_, Routing::Unknown) => Self::NotKnown,
            (_, Routing::On) => Self::On,
        }
    }
}

fn judge<'a>(case: &Case<'a>) -> Judgement<'a> {
    let (mut reasons, source) = primary(case);
    let outcome = reasons[0].0;
    let failover = after_failover(case);
    // What decides is said first: the reason is quoted where nothing else of the gate stands.
    if failover.iter().any(|(worse, _)| *worse > outcome) {
        reasons.insert(0, (Pass, RoutingReason::PrimaryRegion));
        reasons.splice(0..0, failover);
    } else {
        reasons.extend(failover);
    }
    reasons.extend(other_modes(case));
    if lists_differ(case) {
        // Routing that is on serves both lists.
        let free = case.criteria.posture.routing == Routing::On && !keeps_in_geo(case);
        let warns = !free && outcome == Pass;
        reasons.push((if warns { Warn } else { Pass }, RoutingReason::ListsDiffer(*case)));
    }
    Judgement::of(reasons, source)
}

/// What the primary region says.
fn primary<'a>(case: &Case<'a>) -> (Reasons<'a>, Sources<'a>) {
    let listed = case.here().is_some_and(Availability::is_listed);
    let (outcome, reason) = match needs_routing(case) {
        NeedsRouting::ByProvider if keeps_in_geo(case) => (Unknown, RoutingReason::ProviderUnknown(*case)),
        NeedsRouting::ByProvider => (Warn, RoutingReason::ByProvider),
        NeedsRouting::Unknown => return not_known(case),
        NeedsRouting::No => (Pass, RoutingReason::NotNeeded(*case)),
        NeedsRouting::Disputed => (Warn, RoutingReason::Disputed(*case)),
        NeedsRouting::Yes => {
            let setting = Setting::of(case.criteria.posture);
            let outcome = match setting {
                Setting::KeepsInGeo | Setting::Off => Block,
                // The rule alone can bar a model, but no rule lists it anywhere.
                Setting::NotKnown | Setting::On if !listed => return not_known(case),
                Setting::NotKnown => Warn,
                Setting::On => Pass,
            };
            (outcome, RoutingReason::Needed(*case, setting))
        }
    };
    let source = match reason {
        RoutingReason::Needed(..) | RoutingReason::Disputed(_) => {
            let matrix = case.criteria.matrix;
            let rule = everywhere(case).map(|rule| matrix.source_of_rule(rule));
            listed.then(|| matrix.source()).into_iter().chain(rule).collect()
        }
        _ => Sources::cells(case),
    };
    (vec![(outcome, reason)], source)
}

/// No cell speaks. An older rule of the docs is told, not followed: the newest matrix wins.
fn not_known<'a>(case: &Case<'a>) -> (Reasons<'a>, Sources<'a>) {
    let why = NoCell::of(case, "route");
    let mut reasons = vec![(Unknown, RoutingReason::NoCell(why))];
    if matches!(why, NoCell::NoRegion | NoCell::Unseen) {
        reasons.extend(rule(case).map(|rule| (Pass, RoutingReason::OlderRule(*case, rule))));
    }
    (reasons, Sources::cells(case))
}

fn keeps_in_geo(case: &Case<'_>) -> bool {
    case.criteria.posture.residency == Residency::InGeo
}

/// What the secondary region adds: another Geo, or the need of routing after a failover.
fn after_failover<'a>(case: &Case<'a>) -> Reasons<'a> {
    let RegionChoice::Known(secondary) = case.criteria.secondary else { return Vec::new() };
    if case.criteria.mode.is_none() || case.criteria.region.id() == Some(&secondary.id) {
        return Vec::new();
    }
    let needs = match case.criteria.mode {
        Some(Mode::ExternalModels) => None,
        _ => needed_after_failover(case, secondary),
    };
    leaves_geo(case, secondary).into_iter().chain(needs).collect()
}

fn leaves_geo<'a>(case: &Case<'a>, secondary: &'a Region) -> Option<(Outcome, RoutingReason<'a>)> {
    let primary = case.criteria.region.region()?;
    match primary.shares_geo(secondary) {
        Some(false) => {
            let outcome = if keeps_in_geo(case) { Block } else { Pass };
            Some((outcome, RoutingReason::LeavesGeo(*case, primary, secondary)))
        }
        None if keeps_in_geo(case) => Some((Unknown, RoutingReason::GeoUnknown(primary, secondary))),
        Some(true) | None => None,
    }
}

fn needed_after_failover<'a>(case: &Case<'a>, secondary: &'a Region) -> Option<(Outcome, RoutingReason<'a>)> {
    match needed_in(case, secondary) {
        NeedsRouting::Yes => {
            let setting = Setting::of(case.criteria.posture);
            let outcome = match setting {
                Setting::KeepsInGeo => Block,
                Setting::Off | Setting::NotKnown => Warn,
                Setting::On => Pass,
            };
            Some((outcome, RoutingReason::NeededAfterFailover(secondary, setting)))
        }
        NeedsRouting::Disputed => Some((Warn, RoutingReason::DisputedAfterFailover(secondary))),
        NeedsRouting::Unknown
            if keeps_in_geo(case) && case.availability(secondary) == Availability::Unknown =>
        {
            Some((Warn, RoutingReason::UnknownAfterFailover(secondary)))
        }
        NeedsRouting::No | NeedsRouting::Unknown | NeedsRouting::ByProvider => None,
    }
}

/// What the cells of other modes say where they say something else. Each speaks for its own mode only.
fn other_modes<'a>(case: &Case<'a>) -> Reasons<'a> {
    let here = case.here().and_then(Availability::needs_routing);
    let (Some(mode), Some(region), Some(here)) = (case.criteria.mode, case.criteria.region.region(), here)
    else {
        return Vec::new();
    };
    let differs = |other: Mode| {
        let there = case.criteria.matrix.availability(case.model, other, region).needs_routing()?;
        (there != here).then_some((Pass, RoutingReason::OtherMode(other, region, there)))
    };
    Mode::HOSTED.into_iter().filter(|other| *other != mode).filter_map(differs).collect()
}

/// Provisioned throughput has a list for each of two workloads. Only a workload that is neither plainly one nor plainly
/// the other may meet both.
fn lists_differ(case: &Case<'_>) -> bool {
    let plain = matches!(case.criteria.workload, Some(Workload::Interactive | Workload::Batch));
    let matrix = case.criteria.matrix;
    let differs = |region| matrix.batch_scope_differs(case.model, region).is_some();
    !plain
        && case.criteria.mode == Some(Mode::ProvisionedThroughput)
        && case.criteria.region.region().is_some_and(differs)
}
