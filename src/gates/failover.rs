//! Whether the secondary region could take over.

use super::case::{Case, RegionChoice};
use crate::matrix::{Availability, Scope};
use crate::plan::posture::Residency;
use crate::text::words;

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

/// Whether a failover breaks the residency rule: it leaves the Geo, or needs routing.
pub fn breaks_residency(case: &Case<'_>) -> bool {
    let regions = case.criteria.region.region().zip(case.criteria.secondary.region());
    case.criteria.posture.residency == Residency::InGeo
        && regions.is_some_and(|(primary, secondary)| {
            primary.shares_geo(secondary) == Some(false) || failover(case) == Failover::CrossGeo
        })
}
