//! What a query means for a region: where it is, and how many models it has.

use super::fact::Fact;
use crate::choice::filter_language::{Match, Qualifier, Query, Question, Scratch};
use crate::choice::tally::Tally;
use crate::matrix::Region;

/// Whether a region matches a query, and how well; the letters are those of its code, location, Geo and country. Counts
/// are unknown without a tally, which is asked for only where the query is about counts.
pub fn region_match(
    query: &Query,
    region: &Region,
    tally: impl Fn() -> Option<Tally>,
    scratch: &mut Scratch,
) -> Option<Match> {
    let holds = query.questions().all(|question| {
        let fact = match question.qualifier {
            Qualifier::Region | Qualifier::Geo | Qualifier::Country => place(question.qualifier, region),
            qualifier => count(qualifier, tally()),
        };
        question.holds(fact.is(&question.wanted))
    });
    let country = region.country.as_deref().unwrap_or_default();
    let fields = [region.id.0.as_str(), region.location.as_str(), region.geo_name(), country];
    holds.then(|| query.matches(&fields, scratch)).flatten()
}

/// Whether a region is among those that a filter of models asks for with `region:` and `geo:`; all are where it has neither.
pub fn asks_for_region(query: &Query, region: &Region) -> bool {
    let of_place = |question: &&Question| matches!(question.qualifier, Qualifier::Region | Qualifier::Geo);
    // "Listed nowhere so" is about the model.
    query.questions().filter(of_place).filter(|question| !question.negated).all(|question| {
        let answer = place(question.qualifier, region).is(&question.wanted);
        question.holds(answer)
    })
}

/// Where a region is, as one of the qualifiers of places asks for it.
pub(super) fn place(qualifier: Qualifier, region: &Region) -> Fact<'_> {
    Fact::word(match qualifier {
        Qualifier::Geo => region.geo.as_ref().map(|geo| geo.0.as_str()),
        Qualifier::Country => region.country.as_deref(),
        _ => Some(region.id.0.as_str()),
    })
}

fn count(qualifier: Qualifier, tally: Option<Tally>) -> Fact<'static> {
    let listed = tally.and_then(|tally| tally.listed);
    let count = match qualifier {
        Qualifier::InGeo => listed.map(|listed| listed.in_geo),
        Qualifier::CrossGeo => listed.map(|listed| listed.cross_geo),
        Qualifier::Preview => listed.map(|listed| listed.preview),
        Qualifier::Open => tally.map(|tally| tally.open),
        Qualifier::Blocked => tally.map(|tally| tally.blocked),
        _ => None,
    };
    Fact::number(count.and_then(|count| u64::try_from(count).ok()))
}
