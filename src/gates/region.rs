//! Gate 2: is the model listed in the primary region, and would it be there after a failover?

use super::{Judgement, PLAN, cells_source, mode};
use crate::gates::Outcome;
use crate::gates::Outcome::{Block, Pass, Unknown, Warn};
use crate::gates::{Case, RegionChoice};
use crate::matrix::{Availability, Lifecycle, Mode, Region, RegionId, Scope};
use crate::plan::posture::{Residency, Use};
use crate::text::words;

/// How many of the nearest regions a reason names.
const NEAREST: usize = 3;

/// Whether the secondary region could take over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failover {
    /// No secondary region is chosen.
    None,
    /// The model is there, in-Geo.
    Yes,
    /// The model is there, with routing.
    CrossGeo,
    /// The model is not listed there.
    No,
    /// Nobody has seen that cell.
    Unknown,
}

words! { Failover {
    None = "none";
    Yes = "yes";
    CrossGeo = "cross-Geo";
    No = "no";
    Unknown = "unknown";
} }

/// What the secondary region offers.
pub fn failover(case: &Case<'_>) -> Failover {
    match case.criteria.secondary {
        RegionChoice::Open => Failover::None,
        RegionChoice::Foreign(_) => Failover::Unknown,
        RegionChoice::Known(region) => match case.availability(region) {
            Availability::Listed { scope: Scope::InGeo, .. } => Failover::Yes,
            Availability::Listed { scope: Scope::CrossGeo, .. } => Failover::CrossGeo,
            Availability::NotListed => Failover::No,
            Availability::Unknown => Failover::Unknown,
        },
    }
}

pub(super) fn judge(case: &Case<'_>) -> Judgement {
    if case.criteria.mode == Some(Mode::ExternalModels) {
        let (outcome, failover) = secondary(case);
        let reason =
            format!("By the provider: the region table does not speak of external models.{failover}");
        return Judgement::new(outcome, reason, cells_source(case));
    }
    let (outcome, reason) = primary(case);
    let (secondary, more) = secondary(case);
    let source =
        if matches!(case.criteria.region, RegionChoice::Open) { PLAN.to_owned() } else { cells_source(case) };
    Judgement::new(outcome.max(secondary), format!("{reason}{more}{}", later(case)), source)
}

fn primary(case: &Case<'_>) -> (Outcome, String) {
    let matrix = case.criteria.matrix;
    let region = match case.criteria.region {
        RegionChoice::Open => return (Unknown, "No region is chosen yet.".to_owned()),
        RegionChoice::Foreign(id) => return (Unknown, foreign(case, id)),
        RegionChoice::Known(region) => region,
    };
    let Some(mode) = case.criteria.mode else {
        return (Unknown, format!("What {} lists depends on the mode, and none is chosen yet.", region.id));
    };
    match case.availability(region) {
        cell @ Availability::Listed { .. } => {
            let list =
                if case.by_batch_list(region).is_some() { ", on the list for batch inference" } else { "" };
            (Pass, format!("Listed in {} for {}{list}: {}.", region.id, mode.name(), cell.name()))
        }
        Availability::NotListed => not_listed(case, mode, region),
        Availability::Unknown => {
            let why = if case.gone_since(mode) {
                format!("the matrix of {} speaks only for its own day", matrix.as_of)
            } else {
                "nobody has seen that row of the table".to_owned()
            };
            (Unknown, format!("Unknown in {}: {why}. Verify against the official page.", region.id))
        }
    }
}

fn foreign(case: &Case<'_>, id: &RegionId) -> String {
    let matrix = case.criteria.matrix;
    format!("Unknown region '{id}' ({} matrix of {}).", matrix.cloud.name(), matrix.as_of)
}

/// Legacy and deprecated models leave the table before their end: who uses one already keeps it.
fn not_listed(case: &Case<'_>, mode: Mode, region: &Region) -> (Outcome, String) {
    let reason = format!("Not listed in {} for {}", region.id, mode.name());
    if case.is_kept().is_some() {
        return (Warn, format!("{reason}: {}", leaves_the_table(case)));
    }
    let kept = match case.lifecycle() {
        Lifecycle::Legacy(_) | Lifecycle::Deprecated { .. } if case.usage() == Use::Unknown => {
            " A workspace that already uses it would keep it; whether this one does is not known yet."
        }
        _ => "",
    };
    (Block, format!("{reason}; {}.{kept}", nearest(case, mode, region)))
}

/// Why a model that is not in the table can be kept all the same.
pub(super) fn leaves_the_table(case: &Case<'_>) -> String {
    let until = match case.lifecycle() {
        Lifecycle::Deprecated { fact, retires } => {
            format!("until it retires ({} {retires})", fact.date_kind.name())
        }
        _ => "for now".to_owned(),
    };
    format!(
        "legacy and deprecated models leave the table before they retire, and this workspace keeps it {until} because it already uses it."
    )
}

fn nearest(case: &Case<'_>, mode: Mode, region: &Region) -> String {
    let matrix = case.criteria.matrix;
    let regions = matrix.regions_listing(case.model, mode, Some(region));
    if regions.is_empty() {
        let others = mode::names(matrix.modes_of(case.model));
        let others = if others.is_empty() { String::new() } else { format!("; offered in {others}") };
        let seen = if matrix.unseen_cells(case.model, mode).0 > 0 { "that was seen " } else { "" };
        return format!("no region {seen}lists it{others}");
    }
    let named: Vec<String> =
        regions.iter().take(NEAREST).map(|other| format!("{} ({})", other.id, other.geo_name())).collect();
    match (named.as_slice(), regions.len().saturating_sub(NEAREST)) {
        ([only], _) => format!("only {only} lists it"),
        (_, 0) => format!("only {} list it", named.join(", ")),
        (_, others) => format!("the nearest that list it are {} and {others} more", named.join(", ")),
    }
}

/// What the secondary region adds: only its absence, or not knowing, warns.
fn secondary(case: &Case<'_>) -> (Outcome, String) {
    let Some(id) = case.criteria.secondary.id() else { return (Pass, String::new()) };
    if case.criteria.region.id() == Some(id) {
        return (Warn, format!(" Failover to {id} is none: it is the primary region itself."));
    }
    // Only the region of an external model may be any name.
    let external = case.criteria.mode == Some(Mode::ExternalModels);
    if matches!(case.criteria.secondary, RegionChoice::Foreign(_)) && !external {
        return (Unknown, format!(" Secondary region: {}", foreign(case, id)));
    }
    let failover = failover(case);
    let outcome = match failover {
        Failover::None | Failover::Yes | Failover::CrossGeo => Pass,
        Failover::No | Failover::Unknown => Warn,
    };
    let against = if breaks_residency(case) { ", against the residency rule" } else { "" };
    (outcome, format!(" Failover to {id}: {}{against}.", failover.id()))
}

/// Whether a failover breaks the residency rule: it leaves the Geo, or needs routing.
pub fn breaks_residency(case: &Case<'_>) -> bool {
    let regions = case.criteria.region.region().zip(case.criteria.secondary.region());
    case.criteria.posture.residency == Residency::InGeo
        && regions.is_some_and(|(primary, secondary)| {
            primary.shares_geo(secondary) == Some(false) || failover(case) == Failover::CrossGeo
        })
}

/// The matrix speaks for its own day, which may be later than the day asked about.
fn later(case: &Case<'_>) -> String {
    let matrix = case.criteria.matrix;
    if !case.criteria.before_matrix() || case.criteria.mode.is_none() || case.here().is_none() {
        return String::new();
    }
    format!(" Read from the matrix of {}, later than {}.", matrix.as_of, case.criteria.as_of)
}
