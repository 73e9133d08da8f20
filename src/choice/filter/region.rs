//! What a query means for a region: where it is, and how many models it has.

use crate::choice::query::{Asks, Match, Qualifier, Query, Scratch, Wanted};
use crate::choice::tally::Tally;
use crate::matrix::Region;
use crate::matrix::model::fold;

/// A query over regions.
#[derive(Debug)]
pub struct RegionFilter<'a> {
    query: &'a Query,
}

impl<'a> RegionFilter<'a> {
    /// Takes a query.
    pub fn new(query: &'a Query) -> Self {
        Self { query }
    }

    /// Whether the region matches, and how well; the letters are those of its code, location, Geo and country. Counts
    /// are unknown without a tally, which is asked for only where the query is about counts.
    pub fn matches(
        &self,
        region: &Region,
        tally: impl Fn() -> Option<Tally>,
        scratch: &mut Scratch,
    ) -> Option<Match> {
        let holds = self.query.terms().iter().all(|term| match &term.asks {
            Asks::Word(_) => true,
            Asks::Fact { qualifier, wanted, negated } => {
                answer(*qualifier, wanted, region, &tally) == Some(!negated)
            }
        });
        let country = region.country.as_deref().unwrap_or_default();
        let fields = [region.id.0.as_str(), region.location.as_str(), region.geo_name(), country];
        holds.then(|| self.query.matches(&fields, scratch)).flatten()
    }
}

fn answer(
    qualifier: Qualifier,
    wanted: &Wanted,
    region: &Region,
    tally: &impl Fn() -> Option<Tally>,
) -> Option<bool> {
    let text = match qualifier {
        Qualifier::Region => Some(region.id.0.as_str()),
        Qualifier::Geo => region.geo.as_ref().map(|geo| geo.0.as_str()),
        Qualifier::Country => region.country.as_deref(),
        _ => return count_is(wanted, count(qualifier, tally())),
    };
    match wanted {
        Wanted::Unknown => Some(text.is_none()),
        Wanted::Member(member) => text.map(|text| text == member || fold(text) == fold(member)),
        Wanted::Never | Wanted::Number(..) | Wanted::Day(..) => None,
    }
}

fn count_is(wanted: &Wanted, count: Option<u64>) -> Option<bool> {
    match wanted {
        Wanted::Unknown => Some(count.is_none()),
        Wanted::Number(comparison, limit) => count.map(|count| comparison.holds(&count, limit)),
        Wanted::Never | Wanted::Member(_) | Wanted::Day(..) => None,
    }
}

fn count(qualifier: Qualifier, tally: Option<Tally>) -> Option<u64> {
    let tally = tally?;
    let listed = tally.listed;
    let count = match qualifier {
        Qualifier::InGeo => listed?.in_geo,
        Qualifier::CrossGeo => listed?.cross_geo,
        Qualifier::Preview => listed?.preview,
        Qualifier::Open => tally.open,
        Qualifier::Blocked => tally.blocked,
        _ => return None,
    };
    u64::try_from(count).ok()
}
