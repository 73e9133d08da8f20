//! Is the model listed in the primary region, and would it be there after a failover?

use std::fmt;

use super::case::{Case, RegionChoice};
use super::failover::{Failover, breaks_residency, failover};
use super::judgement::Outcome::{Block, Pass, Unknown, Warn};
use super::judgement::{Gate, Judgement, Outcome, Reason, Sources};
use crate::matrix::{Availability, Lifecycle, Mode, Region, RegionId};
use crate::plan::posture::Use;

pub static REGION: Gate = Gate { id: "region", label: "Region", title: "Region support", judge };

/// How many of the nearest regions a reason names.
const NEAREST: usize = 3;

enum RegionReason<'a> {
    ByProvider,
    NoRegion,
    UnknownRegion(Case<'a>, &'a RegionId),
    NoMode(&'a Region),
    Listed(Case<'a>, Mode, &'a Region),
    NotListed(Case<'a>, Mode, &'a Region),
    LeftTable(Case<'a>, Mode, &'a Region),
    MayPredateMatrix(Case<'a>, &'a Region),
    Unseen(&'a Region),
    SecondaryIsPrimary(&'a RegionId),
    UnknownSecondary(Case<'a>, &'a RegionId),
    Failover(&'a RegionId, Failover, bool),
    /// The matrix speaks for its own day, which is later than the day asked about.
    ReadLater(Case<'a>),
}

fn judge<'a>(case: &Case<'a>) -> Judgement<'a> {
    let external = case.criteria.mode == Some(Mode::ExternalModels);
    let mut reasons = vec![if external { (Pass, RegionReason::ByProvider) } else { primary(case) }];
    reasons.extend(secondary(case, external));
    let mode_known = case.criteria.mode.is_some() && case.here().is_some();
    if !external && mode_known && case.criteria.before_matrix() {
        reasons.push((Pass, RegionReason::ReadLater(*case)));
    }
    let open = !external && matches!(case.criteria.region, RegionChoice::Open);
    Judgement::of(reasons, if open { Sources::plan() } else { Sources::cells(case) })
}

fn primary<'a>(case: &Case<'a>) -> (Outcome, RegionReason<'a>) {
    let region = match case.criteria.region {
        RegionChoice::Open => return (Unknown, RegionReason::NoRegion),
        RegionChoice::Foreign(id) => return (Unknown, RegionReason::UnknownRegion(*case, id)),
        RegionChoice::Known(region) => region,
    };
    let Some(mode) = case.criteria.mode else { return (Unknown, RegionReason::NoMode(region)) };
    match case.availability(region) {
        Availability::Listed { .. } => (Pass, RegionReason::Listed(*case, mode, region)),
        // Legacy and deprecated models leave the table before their end: who uses one already keeps it.
        Availability::NotListed if case.is_kept().is_some() => {
            (Warn, RegionReason::LeftTable(*case, mode, region))
        }
        Availability::NotListed => (Block, RegionReason::NotListed(*case, mode, region)),
        Availability::Unknown if case.may_predate_matrix(mode) => {
            (Unknown, RegionReason::MayPredateMatrix(*case, region))
        }
        Availability::Unknown => (Unknown, RegionReason::Unseen(region)),
    }
}

/// What the secondary region adds: only its absence, or not knowing, warns.
fn secondary<'a>(case: &Case<'a>, external: bool) -> Option<(Outcome, RegionReason<'a>)> {
    let id = case.criteria.secondary.id()?;
    if case.criteria.region.id() == Some(id) {
        return Some((Warn, RegionReason::SecondaryIsPrimary(id)));
    }
    // Only the region of an external model may be any name.
    if matches!(case.criteria.secondary, RegionChoice::Foreign(_)) && !external {
        return Some((Unknown, RegionReason::UnknownSecondary(*case, id)));
    }
    let failover = failover(case);
    let outcome = match failover {
        Failover::None | Failover::Yes | Failover::CrossGeo => Pass,
        Failover::No | Failover::Unknown => Warn,
    };
    Some((outcome, RegionReason::Failover(id, failover, breaks_residency(case))))
}

impl Reason for RegionReason<'_> {
    fn code(&self) -> Option<&'static str> {
        Some(match self {
            Self::ByProvider => "by-provider",
            Self::NoRegion => "no-region",
            Self::UnknownRegion(..) => "unknown-region",
            Self::NoMode(_) => "no-mode",
            Self::Listed(..) => "listed",
            Self::NotListed(..) => "not-listed",
            Self::LeftTable(..) => "left-table",
            Self::MayPredateMatrix(..) => "may-predate-matrix",
            Self::Unseen(_) => "unknown-cell",
            Self::SecondaryIsPrimary(_) => "secondary-is-primary",
            Self::UnknownSecondary(..) => "unknown-secondary",
            Self::Failover(_, Failover::No, _) => "failover-not-listed",
            Self::Failover(_, Failover::Unknown, _) => "failover-unknown-cell",
            Self::Failover(..) | Self::ReadLater(_) => return None,
        })
    }
}

impl fmt::Display for RegionReason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ByProvider => {
                f.write_str("By the provider: the region table does not speak of external models.")
            }
            Self::NoRegion => f.write_str("No region is chosen yet."),
            Self::UnknownRegion(case, id) => unknown_region(f, case, id),
            Self::NoMode(region) => {
                write!(f, "What {} lists depends on the mode, and none is chosen yet.", region.id)
            }
            Self::Listed(case, mode, region) => {
                let by_batch_list = case.by_batch_list(region).is_some();
                let list = if by_batch_list { ", on the list for batch inference" } else { "" };
                let cell = case.availability(region).name();
                write!(f, "Listed in {} for {}{list}: {cell}.", region.id, mode.name())
            }
            Self::NotListed(case, mode, region) => not_listed(f, case, *mode, region),
            Self::LeftTable(case, mode, region) => {
                let why = case.why_it_left_the_table();
                write!(f, "Not listed in {} for {}: {why}", region.id, mode.name())
            }
            Self::MayPredateMatrix(case, region) => write!(
                f,
                "Unknown in {}: the matrix of {} speaks only for its own day. Verify against the official page.",
                region.id, case.criteria.matrix.as_of
            ),
            Self::Unseen(region) => write!(
                f,
                "Unknown in {}: nobody has seen that row of the table. Verify against the official page.",
                region.id
            ),
            Self::SecondaryIsPrimary(id) => {
                write!(f, "Failover to {id} is none: it is the primary region itself.")
            }
            Self::UnknownSecondary(case, id) => {
                f.write_str("Secondary region: ")?;
                unknown_region(f, case, id)
            }
            Self::Failover(id, failover, breaks_residency) => {
                let against = if *breaks_residency { ", against the residency rule" } else { "" };
                write!(f, "Failover to {id}: {}{against}.", failover.id())
            }
            Self::ReadLater(case) => {
                let matrix = case.criteria.matrix;
                write!(f, "Read from the matrix of {}, later than {}.", matrix.as_of, case.criteria.as_of)
            }
        }
    }
}

fn unknown_region(f: &mut fmt::Formatter<'_>, case: &Case<'_>, id: &RegionId) -> fmt::Result {
    let matrix = case.criteria.matrix;
    write!(f, "Unknown region '{id}' ({} matrix of {}).", matrix.cloud.name(), matrix.as_of)
}

fn not_listed(f: &mut fmt::Formatter<'_>, case: &Case<'_>, mode: Mode, region: &Region) -> fmt::Result {
    write!(f, "Not listed in {} for {}; {}.", region.id, mode.name(), nearest(case, mode, region))?;
    let leaving = matches!(case.lifecycle(), Lifecycle::Legacy(_) | Lifecycle::Deprecated { .. });
    if leaving && case.usage() == Use::Unknown {
        f.write_str(
            " A workspace that already uses it would keep it; whether this one does is not known yet.",
        )?;
    }
    Ok(())
}

fn nearest(case: &Case<'_>, mode: Mode, region: &Region) -> String {
    let matrix = case.criteria.matrix;
    let regions = matrix.regions_listing(case.model, mode, Some(region));
    if regions.is_empty() {
        let others = case.offering_modes();
        let others = if others.is_empty() { others } else { format!("; offered in {others}") };
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
