//! Rules about routing: where it is needed.

use crate::import::content::is_one_of;
use crate::matrix::RoutingScope;

/// The words of a rule before its regions. Any other, such as a day or a mode, would make it another rule.
const ROUTING: &str = "\
    a and cross endpoint endpoints geo geographic geography global it on require requires routing so \
    they";

/// Where routing is needed: "… for regions outside the US and EU geos". Words that are not among those are not guessed at.
pub fn scope(lower: &str) -> Option<RoutingScope> {
    let global = lower.contains("global endpoint");
    let (before, place) =
        lower.rsplit_once("to be enabled").or_else(|| lower.rsplit_once("routing")).unwrap_or(("", lower));
    let words = before.split([' ', '-', ',']).filter(|word| !word.is_empty());
    if !words.into_iter().all(|word| is_one_of(ROUTING, word)) {
        return None;
    }
    let place =
        place.trim().trim_start_matches("for ").trim_start_matches("in ").replace(" of the ", " the ");
    match place.trim_end_matches('.') {
        "every region" | "all regions" => Some(RoutingScope::EveryRegion),
        "" if global => Some(RoutingScope::EveryRegion),
        "regions outside the us and eu geos"
        | "regions outside the eu and us geos"
        | "regions outside the us or eu geos"
        | "regions outside the us and eu" => Some(RoutingScope::OutsideUsAndEu),
        "regions outside the us" | "regions outside the us geo" | "regions outside the us geos" => {
            Some(RoutingScope::OutsideUs)
        }
        _ => None,
    }
}
