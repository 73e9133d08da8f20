//! Pairs of a primary and a secondary region, ranked by what stays open after a failover from the one to the other.

use std::cmp::Reverse;

use crate::gates::{Criteria, RegionChoice};
use crate::matrix::{Availability, Mode};
use crate::plan::posture::Residency;

/// Two regions, and what they offer together for a mode and a posture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The place of the primary region in the matrix.
    pub primary: usize,
    /// The place of the secondary region in the matrix.
    pub secondary: usize,
    /// Models that are open in both: a failover keeps them.
    pub both: usize,
    /// Models that are open in the primary region only.
    pub alone: usize,
    /// Cells of the two regions that nobody has seen. They count for nothing.
    pub unknown: usize,
    /// How far apart the regions are, as [`Region::distance`](crate::matrix::Region::distance) says.
    pub distance: u8,
}

/// What one region offers.
#[derive(Debug, Clone, Default)]
struct Offer {
    open: Places,
    unknown: usize,
}

/// A set of models by their places in the matrix, one bit each: 400 regions are 80,000 pairs to compare.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Places(Vec<u64>);

impl Places {
    fn insert(&mut self, place: usize) {
        let word = place / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (place % 64);
    }

    fn count(&self) -> usize {
        self.count_shared(self)
    }

    /// How many places both sets have.
    fn count_shared(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).map(|(one, other)| (one & other).count_ones() as usize).sum()
    }
}

impl FromIterator<usize> for Places {
    fn from_iter<T: IntoIterator<Item = usize>>(places: T) -> Self {
        let mut set = Self::default();
        places.into_iter().for_each(|place| set.insert(place));
        set
    }
}

/// Ranks the pairs that keep the residency rule: those with the chosen primary region, else each two regions once, the one that offers more as the
/// primary. What both offer counts first, then how near they are, then the order of the matrix. None while no hosted
/// mode is chosen.
pub fn ranked(criteria: Criteria<'_>) -> Option<Vec<Pair>> {
    let mode = criteria.mode.filter(|mode| *mode != Mode::ExternalModels)?;
    let regions = criteria.matrix.regions();
    let offers = offers(criteria, mode);
    let pair = |primary: usize, secondary: usize| {
        let (ours, theirs) = (&offers[primary], &offers[secondary]);
        let both = ours.open.count_shared(&theirs.open);
        Pair {
            primary,
            secondary,
            both,
            alone: ours.open.count() - both,
            unknown: ours.unknown + theirs.unknown,
            distance: regions[primary].distance(&regions[secondary]),
        }
    };
    let chosen =
        criteria.region.region().and_then(|chosen| regions.iter().position(|region| region.id == chosen.id));
    let in_geo = criteria.posture.residency == Residency::InGeo;
    let keeps = |one: usize, other: usize| !in_geo || regions[one].shares_geo(&regions[other]) == Some(true);
    let two = (0..regions.len()).flat_map(|one| (one + 1..regions.len()).map(move |other| (one, other)));
    let of_chosen = two.filter(|(one, other)| chosen.is_none_or(|chosen| [one, other].contains(&&chosen)));
    let mut pairs: Vec<Pair> = of_chosen
        .filter(|(one, other)| keeps(*one, *other))
        .map(|(one, other)| {
            let other_first = match chosen {
                Some(chosen) => other == chosen,
                None => offers[other].open.count() > offers[one].open.count(),
            };
            if other_first { pair(other, one) } else { pair(one, other) }
        })
        .collect();
    pairs.sort_by_key(|pair| (Reverse(pair.both), pair.distance, pair.primary, pair.secondary));
    Some(pairs)
}

/// What each region offers as a primary one.
fn offers(criteria: Criteria<'_>, mode: Mode) -> Vec<Offer> {
    let regions = criteria.matrix.regions();
    let mut offers = vec![Offer::default(); regions.len()];
    let criteria = Criteria { secondary: RegionChoice::Open, ..criteria };
    for model in criteria.candidates().filter(|model| criteria.case(model).is_on_map(mode)) {
        let (place, case) = (criteria.matrix.place_of(model), criteria.case(model));
        for (region, offer) in regions.iter().zip(&mut offers) {
            match case.availability(region) {
                Availability::Listed { .. } => {
                    if criteria.in_region(region).case(model).verdict().0.is_open() {
                        offer.open.insert(place);
                    }
                }
                Availability::NotListed => {}
                Availability::Unknown => offer.unknown += 1,
            }
        }
    }
    offers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, Matrix, RegionId, Workload, bundled};
    use crate::plan::{Plan, Posture, PreviewRule, Routing, Use};
    use rstest::rstest;
    use std::sync::LazyLock;

    static MATRICES: LazyLock<[Matrix; 3]> =
        LazyLock::new(|| Cloud::ALL.map(|cloud| bundled::matrix(cloud).unwrap()));

    fn day() -> chrono::NaiveDate {
        crate::date::parse("2026-10-20").unwrap()
    }

    fn plan(mode: Mode, region: Option<&str>, posture: Posture) -> Plan {
        Plan { mode: Some(mode), region: region.map(|id| RegionId(id.into())), posture, ..Plan::default() }
    }

    fn codes(matrix: &Matrix, pair: &Pair) -> (String, String) {
        let code = |place: usize| matrix.regions()[place].id.0.clone();
        (code(pair.primary), code(pair.secondary))
    }

    /// Every region judged model by model, as the gates do it, for postures that bar much and little.
    #[rstest]
    #[case::open(Posture::default(), None)]
    #[case::routing_off(Posture { routing: Routing::Off, usage: Use::Existing, ..Posture::default() }, Some(Workload::Batch))]
    #[case::strict(
        Posture { residency: Residency::InGeo, preview: PreviewRule::Deny, usage: Use::New, ..Posture::default() },
        Some(Workload::Interactive)
    )]
    fn what_a_region_offers_is_what_the_gates_let_through(
        #[case] posture: Posture,
        #[case] workload: Option<Workload>,
    ) {
        for matrix in &*MATRICES {
            for mode in Mode::HOSTED {
                let plan = Plan { workload, ..plan(mode, None, posture.clone()) };
                let criteria = plan.criteria(matrix, day());
                for (region, offer) in matrix.regions().iter().zip(offers(criteria, mode)) {
                    let here = criteria.in_region(region);
                    let open =
                        criteria.candidates().filter(|model| here.case(model).judge().verdict.is_open());
                    let open: Places = open.map(|model| matrix.place_of(model)).collect();
                    assert_eq!(offer.open, open, "{} {}", mode.id(), region.id);
                    assert!(matrix.has_row(mode, region) || offer.open.count() == 0, "{}", region.id);
                }
            }
        }
    }

    /// With a primary region, the nearest of those that keep the most come first.
    #[rstest]
    #[case::same_country(Mode::PayPerToken, "us-east-1", Posture::default(), ("us-east-1", "us-east-2"))]
    #[case::in_geo_only(
        Mode::PayPerToken,
        "eu-west-1",
        Posture { residency: Residency::InGeo, ..Posture::default() },
        ("eu-west-1", "eu-central-1")
    )]
    fn the_best_partner_of_a_region(
        #[case] mode: Mode,
        #[case] region: &str,
        #[case] posture: Posture,
        #[case] best: (&str, &str),
    ) {
        let plan = plan(mode, Some(region), posture);
        let matrix = &MATRICES[0];
        let pairs = ranked(plan.criteria(matrix, day())).unwrap();
        let primary = matrix.region(&RegionId(region.into())).unwrap();
        let in_geo = plan.posture.residency == Residency::InGeo;
        let keeps = |other: &&crate::matrix::Region| !in_geo || primary.geo == other.geo;
        assert_eq!(pairs.len(), matrix.regions().iter().filter(keeps).count() - 1);
        let found = codes(matrix, &pairs[0]);
        assert_eq!((found.0.as_str(), found.1.as_str()), best, "{:?}", &pairs[..4]);
        assert!(pairs.iter().all(|pair| pair.both + pair.alone == pairs[0].both + pairs[0].alone));
    }

    #[test]
    fn without_a_region_each_two_stand_once_and_in_order() {
        let plan = plan(Mode::PayPerToken, None, Posture::default());
        let matrix = &MATRICES[0];
        let pairs = ranked(plan.criteria(matrix, day())).unwrap();
        let regions = matrix.regions().len();
        assert_eq!(pairs.len(), regions * (regions - 1) / 2);
        let keys = pairs.iter().map(|pair| (Reverse(pair.both), pair.distance, pair.primary, pair.secondary));
        assert!(keys.is_sorted());
        // Nobody has seen the row of this region: it offers nothing, and its cells are counted as unknown.
        let unseen = matrix.regions().iter().position(|region| region.id.0 == "ap-southeast-3").unwrap();
        for pair in pairs.iter().filter(|pair| pair.secondary == unseen || pair.primary == unseen) {
            assert!(pair.both == 0 && pair.unknown > 0, "{pair:?}");
        }
    }

    /// "Pairs of regions are ranked only among those that keep the rule." Azure has a region whose Geo nobody names.
    #[test]
    fn a_pair_that_leaves_the_geo_is_not_ranked_under_in_geo() {
        let posture = Posture { residency: Residency::InGeo, ..Posture::default() };
        for matrix in &*MATRICES {
            let plan = plan(Mode::PayPerToken, None, posture.clone());
            let pairs = ranked(plan.criteria(matrix, day())).unwrap();
            assert!(!pairs.is_empty());
            for pair in pairs {
                let [one, other] = [pair.primary, pair.secondary].map(|place| &matrix.regions()[place]);
                assert!(one.geo.is_some() && one.geo == other.geo, "{} {}", one.id, other.id);
            }
        }
    }

    #[test]
    fn there_is_nothing_to_rank_without_a_hosted_mode() {
        assert_eq!(ranked(Plan::default().criteria(&MATRICES[0], day())), None);
        let external = plan(Mode::ExternalModels, None, Posture::default());
        assert_eq!(ranked(external.criteria(&MATRICES[0], day())), None);
    }
}
