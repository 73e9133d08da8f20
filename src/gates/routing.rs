//! Gate 3: does the model need cross-geography routing here, and may it have it? A residency rule holds for the whole
//! decision, the secondary region included.

use super::{Judgement, cells_source};
use crate::gates::Outcome;
use crate::gates::Outcome::{Block, Pass, Unknown, Warn};
use crate::gates::{Case, RegionChoice};
use crate::matrix::{Availability, Mode, Region, RoutingRule, RoutingScope, Scope, Workload, source};
use crate::plan::posture::{Residency, Routing};

/// The switch of the docs: routing is on while it is off.
const SWITCH: &str = "\"Enforce data processing within workspace Geography for Designated Services\"";

/// Where the switch stands.
const CONSOLE: &str = "account console > Workspaces > the workspace > Security and compliance";

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
fn needed_in(case: &Case<'_>, region: &Region) -> NeedsRouting {
    let cell = case.availability(region);
    match (cell.needs_routing(), everywhere(case)) {
        (Some(true), _) => NeedsRouting::Yes,
        (Some(false), None) => NeedsRouting::No,
        (Some(false), Some(_)) => NeedsRouting::Disputed,
        (None, Some(_)) if cell != Availability::NotListed => NeedsRouting::Yes,
        (None, _) => NeedsRouting::Unknown,
    }
}

pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let needs = needs_routing(case);
    let (secondary, after_failover) = after_failover(case);
    let primary = match needs {
        NeedsRouting::ByProvider => by_provider(case),
        _ => primary(case, needs),
    };
    let (lists, two_lists) = two_lists(case).map_or((Pass, String::new()), |lists| (Warn, lists));
    // Routing that is on serves both lists.
    let free = case.criteria.posture.routing == Routing::On && !keeps_in_geo(case);
    let lists = if free || primary.outcome != Pass { Pass } else { lists };
    let more = other_modes(case) + &two_lists;
    // What decides is said first: the reason is quoted where nothing else of the gate stands.
    let reason = if secondary > primary.outcome {
        format!("{} Primary region: {}{more}", after_failover.trim_start(), primary.reason)
    } else {
        format!("{}{after_failover}{more}", primary.reason)
    };
    Judgement { outcome: primary.outcome.max(secondary).max(lists), reason, ..primary }
}

/// What the primary region says.
fn primary(case: &Case<'_>, needs: NeedsRouting) -> Judgement {
    let listed = case.here().is_some_and(Availability::is_listed);
    match needs {
        NeedsRouting::Unknown | NeedsRouting::ByProvider => unknown(case),
        NeedsRouting::Yes => {
            let (outcome, reason) = needed(case, &because(case));
            // The rule alone can bar a model, but no rule lists it anywhere.
            if !listed && outcome != Block {
                return unknown(case);
            }
            Judgement::new(outcome, reason, sources(case, listed))
        }
        NeedsRouting::No => {
            let geo = case.criteria.region.region().map(|region| case.criteria.matrix.geo_in_words(region));
            let reason = format!("Not needed: processed inside {}.", geo.unwrap_or_default());
            Judgement::new(Pass, reason, cells_source(case))
        }
        NeedsRouting::Disputed => {
            let rule = everywhere(case).map(|rule| case.criteria.matrix.source_of_rule(rule).cite());
            let reason = format!(
                "Sources disagree: the cell of {} is in-Geo ({}), but a rule asks for routing in every region ({}). Verify.",
                case.criteria.region.id().map(ToString::to_string).unwrap_or_default(),
                geo(case),
                rule.unwrap_or_default()
            );
            Judgement::new(Warn, reason, sources(case, listed))
        }
    }
}

fn keeps_in_geo(case: &Case<'_>) -> bool {
    case.criteria.posture.residency == Residency::InGeo
}

/// The Geo of the primary region, with its countries.
fn geo(case: &Case<'_>) -> String {
    let region = case.criteria.region.region();
    region.map_or_else(|| "the Geo".to_owned(), |region| case.criteria.matrix.geo_in_words(region))
}

fn sources(case: &Case<'_>, listed: bool) -> String {
    let cells = listed.then(|| case.criteria.matrix.source());
    let rule = everywhere(case).map(|rule| case.criteria.matrix.source_of_rule(rule));
    source::cite_all(cells.into_iter().chain(rule))
}

fn by_provider(case: &Case<'_>) -> Judgement {
    let (outcome, reason) = match case.criteria.posture.residency {
        Residency::NotStated | Residency::None => (
            Warn,
            "By the provider: where an external model processes content is agreed with its vendor."
                .to_owned(),
        ),
        Residency::InGeo => (
            Unknown,
            format!(
                "Content is to stay in {}, and where the provider processes it is not known here.",
                geo(case)
            ),
        ),
    };
    Judgement::new(outcome, reason, cells_source(case))
}

fn unknown(case: &Case<'_>) -> Judgement {
    let reason = match case.here() {
        _ if case.criteria.mode.is_none() => "Depends on the mode, and none is chosen yet.".to_owned(),
        None => format!("Depends on the region, and none is known yet.{}", older_rule(case)),
        Some(Availability::NotListed) if case.is_kept().is_some() => {
            "Unknown: no cell lists the model there any more.".to_owned()
        }
        Some(Availability::NotListed) => "Nothing to route: the model is not listed there.".to_owned(),
        Some(_) => format!("Unknown: there is no cell to read it from.{}", older_rule(case)),
    };
    Judgement::new(Unknown, reason, cells_source(case))
}

/// The rule that a model needs routing in every region, if the docs have one.
fn everywhere<'a>(case: &Case<'a>) -> Option<&'a RoutingRule> {
    let rule = case.criteria.matrix.routing_rule(case.model, case.criteria.mode?)?;
    (rule.scope == RoutingScope::EveryRegion).then_some(rule)
}

/// An older rule of the docs, where no cell speaks. Told, not followed: the newest matrix wins.
fn older_rule(case: &Case<'_>) -> String {
    let matrix = case.criteria.matrix;
    let rule = case.criteria.mode.and_then(|mode| matrix.routing_rule(case.model, mode));
    let Some(rule) = rule else { return String::new() };
    let scope = rule.scope.name();
    format!(" An older rule asks for routing {scope} ({}).", matrix.source_of_rule(rule).cite())
}

fn because(case: &Case<'_>) -> String {
    let Some(place) = case.criteria.region.id() else {
        return "Needed in every region (hosted on global endpoints)".to_owned();
    };
    let by_batch_list = case.criteria.region.region().and_then(|region| case.by_batch_list(region)).is_some();
    let why = match everywhere(case) {
        Some(_) => ", as in every region (hosted on global endpoints)",
        None if by_batch_list => " (⥂ on the list for batch inference)",
        None => " (⥂)",
    };
    format!("Needed in {place}{why}")
}

fn needed(case: &Case<'_>, because: &str) -> (Outcome, String) {
    let posture = case.criteria.posture;
    let unstated = match posture.residency {
        Residency::NotStated => " Residency is not stated.",
        Residency::None | Residency::InGeo => "",
    };
    let outside = format!("{because}: content may be processed outside {}", geo(case));
    match (posture.residency, posture.routing) {
        (Residency::InGeo, _) => {
            (Block, format!("{because}, but the residency rule keeps content in {}.", geo(case)))
        }
        (_, Routing::Off) => (
            Block,
            format!(
                "{outside}, but routing is off. To switch it on, turn off {SWITCH} ({CONSOLE}).{unstated}"
            ),
        ),
        (_, Routing::Unknown) => (
            Warn,
            format!(
                "{outside}; whether routing is on is not known yet. It is on if {SWITCH} is off ({CONSOLE}).{unstated}"
            ),
        ),
        (_, Routing::On) => {
            (Pass, format!("{outside}; routing is on. Validate it before rollout.{unstated}"))
        }
    }
}

/// What the secondary region adds: another Geo, or the need of routing after a failover.
fn after_failover(case: &Case<'_>) -> (Outcome, String) {
    let RegionChoice::Known(secondary) = case.criteria.secondary else { return (Pass, String::new()) };
    if case.criteria.mode.is_none() || case.criteria.region.id() == Some(&secondary.id) {
        return (Pass, String::new());
    }
    let (leaves, left) = leaves_geo(case, secondary);
    let (needs, needed) = match case.criteria.mode {
        Some(Mode::ExternalModels) => (Pass, String::new()),
        _ => needed_after_failover(case, secondary),
    };
    (leaves.max(needs), left + &needed)
}

fn leaves_geo(case: &Case<'_>, secondary: &Region) -> (Outcome, String) {
    let Some(primary) = case.criteria.region.region() else { return (Pass, String::new()) };
    let (matrix, id) = (case.criteria.matrix, &secondary.id);
    match primary.shares_geo(secondary) {
        Some(false) => {
            let moved = format!(
                " A failover to {id} moves content from {} to {}",
                matrix.geo_in_words(primary),
                matrix.geo_in_words(secondary)
            );
            match case.criteria.posture.residency {
                Residency::InGeo => (Block, format!("{moved}, against the residency rule.")),
                Residency::NotStated => (Pass, format!("{moved}; residency is not stated.")),
                Residency::None => (Pass, format!("{moved}.")),
            }
        }
        None if keeps_in_geo(case) => {
            (Unknown, format!(" Whether {id} is in the same Geo as {} is not known.", primary.id))
        }
        Some(true) | None => (Pass, String::new()),
    }
}

fn needed_after_failover(case: &Case<'_>, secondary: &Region) -> (Outcome, String) {
    let (id, posture) = (&secondary.id, case.criteria.posture);
    match needed_in(case, secondary) {
        NeedsRouting::Yes => {
            let after = format!(" After a failover to {id} routing is needed");
            match (posture.residency, posture.routing) {
                (Residency::InGeo, _) => (Block, format!("{after}, against the residency rule.")),
                (_, Routing::Off) => (Warn, format!("{after}, and it is off.")),
                (_, Routing::Unknown) => (Warn, format!("{after}; whether it is on is not known yet.")),
                (_, Routing::On) => (Pass, format!("{after}, and it is on.")),
            }
        }
        NeedsRouting::Disputed => (
            Warn,
            format!(" Whether {id} needs routing is disputed: its cell is in-Geo, a rule asks for it."),
        ),
        NeedsRouting::Unknown
            if keeps_in_geo(case) && case.availability(secondary) == Availability::Unknown =>
        {
            (Warn, format!(" Whether {id} needs routing is not known: verify it against the residency rule."))
        }
        NeedsRouting::No | NeedsRouting::Unknown | NeedsRouting::ByProvider => (Pass, String::new()),
    }
}

/// What the cells of other modes say where they say something else. Each speaks for its own mode only.
fn other_modes(case: &Case<'_>) -> String {
    let (Some(mode), Some(region)) = (case.criteria.mode, case.criteria.region.region()) else {
        return String::new();
    };
    let Some(here) = case.here().and_then(Availability::needs_routing) else { return String::new() };
    let others = Mode::HOSTED.into_iter().filter(|other| *other != mode);
    others
        .filter_map(|other| {
            let there = case.criteria.matrix.availability(case.model, other, region).needs_routing()?;
            let words = if there { "cross-Geo (⥂)" } else { "in-Geo" };
            (there != here).then(|| format!(" {} has its own cell in {}: {words}.", other.name(), region.id))
        })
        .collect()
}

/// Provisioned throughput has a list for each of two workloads. Only a workload that is neither plainly one nor plainly
/// the other may meet both.
fn two_lists(case: &Case<'_>) -> Option<String> {
    let plain = matches!(case.criteria.workload, Some(Workload::Interactive | Workload::Batch));
    if plain || case.criteria.mode != Some(Mode::ProvisionedThroughput) {
        return None;
    }
    let scope = case.criteria.matrix.batch_scope_differs(case.model, case.criteria.region.region()?)?;
    let (real_time, batch) = match scope {
        Scope::InGeo => ("cross-Geo (⥂)", "in-Geo"),
        Scope::CrossGeo => ("in-Geo", "cross-Geo (⥂)"),
    };
    Some(format!(
        " The list for real-time inference says {real_time}, the list for batch inference {batch}: the workload decides."
    ))
}
