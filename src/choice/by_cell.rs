//! Many regions at once: a model is open, unknown or blocked alike wherever its cell says the same and the secondary region
//! is in the same Geo or not, so it is judged once for each of these.

use std::cell::RefCell;

use crate::gates::Case;
use crate::gates::Verdict;
use crate::matrix::{Availability, Region, Scope};

/// How many things a cell can say, times how a region's Geo can stand to that of the secondary region.
const KINDS: usize = 6 * 3;

/// How a model fares, as coarse as counts need it. Whether an open one has conditions also rests on what sources say of
/// single regions, and is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Available or conditional.
    Open,
    /// Nobody knows.
    Unknown,
    /// Some gate blocks.
    Blocked,
}

impl From<Verdict> for Fate {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Available | Verdict::Conditional => Self::Open,
            Verdict::Unknown => Self::Unknown,
            Verdict::Blocked => Self::Blocked,
        }
    }
}

/// The fates so far, by model and by what its cell says. They hold for the facts of one plan, in whatever region.
///
/// The gates read a primary region through its cell and its Geo alone, but for the one that is also the secondary region:
/// that one is always judged by itself. A test holds it against the gates.
#[derive(Debug, Default)]
pub struct ByCell {
    fates: RefCell<Vec<[Option<Fate>; KINDS]>>,
}

impl ByCell {
    /// How a case fares, whose primary region is `region`.
    pub fn fate(&self, case: &Case<'_>, region: &Region) -> Fate {
        if case.criteria.secondary.id() == Some(&region.id) {
            return case.judge().verdict.into();
        }
        let shares = case.criteria.secondary.region().map_or(Some(true), |other| region.shares_geo(other));
        let geos = match shares {
            Some(true) => 0,
            Some(false) => 1,
            None => 2,
        };
        let place = case.criteria.matrix.place_of(case.model);
        let kind = geos * 6 + kind(case.availability(region));
        let known = self.fates.borrow().get(place).and_then(|fates| fates[kind]);
        known.unwrap_or_else(|| {
            let fate = case.judge().verdict.into();
            let mut fates = self.fates.borrow_mut();
            if place >= fates.len() {
                fates.resize(place + 1, [None; KINDS]);
            }
            fates[place][kind] = Some(fate);
            fate
        })
    }
}

fn kind(cell: Availability) -> usize {
    match cell {
        Availability::Listed { scope: Scope::InGeo, preview } => usize::from(preview),
        Availability::Listed { scope: Scope::CrossGeo, preview } => 2 + usize::from(preview),
        Availability::NotListed => 4,
        Availability::Unknown => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, Mode, RegionId, Workload, bundled};
    use crate::plan::{Plan, Posture, PreviewRule, Residency, Routing, Use};
    use rstest::rstest;

    /// Every model in every region of every cloud, judged by itself, for postures that bar much and little.
    #[rstest]
    #[case::open(Posture::default(), None, "2026-10-20")]
    #[case::before_the_matrix(Posture::default(), None, "2026-06-01")]
    #[case::routing_off(
        Posture { routing: Routing::Off, usage: Use::Existing, ..Posture::default() },
        Some(Workload::Batch),
        "2026-10-20"
    )]
    #[case::strict(
        Posture { residency: Residency::InGeo, preview: PreviewRule::Deny, usage: Use::New, ..Posture::default() },
        Some(Workload::Interactive),
        "2026-10-20"
    )]
    fn a_fate_by_cell_is_what_the_gates_say(
        #[case] posture: Posture,
        #[case] workload: Option<Workload>,
        #[case] day: &str,
    ) {
        let day = crate::date::parse(day).unwrap();
        for (cloud, secondary) in Cloud::ALL.into_iter().zip(["us-east-1", "westeurope", "us-central1"]) {
            let matrix = bundled::matrix(cloud).unwrap();
            for mode in Mode::HOSTED {
                let plan = Plan {
                    mode: Some(mode),
                    workload,
                    posture: posture.clone(),
                    secondary: Some(RegionId(secondary.into())),
                    ..Plan::default()
                };
                let (criteria, by_cell) = (plan.criteria(&matrix, day), ByCell::default());
                assert!(criteria.secondary.region().is_some(), "{secondary}");
                for region in matrix.regions() {
                    for model in criteria.candidates() {
                        let case = criteria.in_region(region).case(model);
                        let (found, gates) = (by_cell.fate(&case, region), Fate::from(case.judge().verdict));
                        assert_eq!(found, gates, "{} in {} {}", model.id, mode.id(), region.id);
                    }
                }
            }
        }
    }
}
